"""Reading quantities: numbers in Arabic numerals with multiplier, unit and approximator, as Chinese texts write them.

A number that is part of a name (“156”战略, 139公园, 1+11) is a label, a year is a date; both are told apart by `kind`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

Kind = Literal["level", "date", "label"]

_MULTIPLIERS = {"十": 1, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_UNITS = (
    "个百分点|万亿|平方公里|平方千米|立方米|平方米|千瓦时|人次|公里|千米|厘米|毫米|公顷|公斤|千克|美元|欧元|日元|元|%|％|‰|℃|°C|㎡|m²|"
    "微克|毫克|吨|克|斤|升|亩|米|倍|成|度|天|日|周|月|年|季度|小时|分钟|秒|岁|人|名|位|户|家|所|个|座|栋|幢|套|部|台|辆|架|艘|条|项|件|批|次|届|场|期|"
    "间|盏|处|县|区|市|镇|乡|村|省|级|类|种|支|只|头|株|棵|册|篇|本|门|课时|班|亿|万|点|分|起|例|宗|笔|单|款|张|枚|颗|片|段|层|平方"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_QUANTITY = re.compile(
    rf"(?P<before>约|近|超过|超|逾|不足|不低于|不少于|至少|达到近)?"
    rf"(?P<number>{_NUMBER})"
    rf"(?P<multiplier>万亿|千万|百万|十|百|千|万|亿)?"
    rf"(?P<middle>余|多)?"
    rf"(?P<unit>(?:{_UNITS})(?:/(?:日|天|年|月|人|户|亩|立方米|平方米|平方公里|小时|吨|公里|秒|升|千克|千瓦时))?)?"
    rf"(?P<after>以上|以下|左右|以内|上下)?"
)
_LATIN = re.compile(r"[A-Za-z0-9+＋/.\-–—_]")
_APPROX = {"约": "约", "近": "近", "超过": "超", "超": "超", "逾": "超", "不足": "不足", "达到近": "近"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    `start` and `end` are offsets; `text` is what is printed there, approximators included; `value` the number as printed, before
    its multiplier; `unit` as printed with the multiplier (亿元); `amount` after the multiplier; `base_unit` without (元).
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    amount: Decimal
    base_unit: str
    approx: str | None
    kind: Kind


def fold(text: str) -> str:
    """Full-width digits, letters and signs to half-width, character by character, so that offsets stay."""
    return "".join(unicodedata.normalize("NFKC", c) if "！" <= c <= "～" else c for c in text)


def quantities(text: str) -> Iterator[Quantity]:
    """Every Arabic-numeral quantity of `text`, labels and dates included, in order."""
    folded = fold(text)
    for match in _QUANTITY.finditer(folded):
        start = match.start("number")
        before = folded[start - 1 : start]
        if before and (before.isdigit() or (_LATIN.match(before) and not match["before"])):
            if before == "-" and not re.match(r"[A-Za-z0-9%）)]", folded[start - 2 : start - 1]):
                yield _negative(_quantity(text, folded, match))
                continue
            if before.isascii() and not (before == "+" and folded[start - 2 : start - 1].isdigit()):
                continue
        yield _quantity(text, folded, match)


def _negative(found: Quantity) -> Quantity:
    """The quantity with the minus sign before it."""
    return replace(found, start=found.start - 1, text=f"-{found.text}", value=-found.value, amount=-found.amount)


def _quantity(text: str, folded: str, match: re.Match[str]) -> Quantity:
    value = Decimal(match["number"].replace(",", ""))
    multiplier, unit = match["multiplier"] or "", match["unit"] or ""
    base = unit
    if not multiplier and unit in ("万", "亿", "万亿"):
        multiplier, base = unit, ""
    printed_unit = multiplier + base
    amount = value.scaleb(_MULTIPLIERS.get(multiplier, 0))
    approx = _approx(match)
    return Quantity(
        match.start(), match.end(), text[match.start() : match.end()], value, printed_unit, amount, base, approx, _kind(folded, match)
    )


def _approx(match: re.Match[str]) -> str | None:
    if match["middle"]:
        return "余"
    if match["after"] in ("以上", "以下", "左右"):
        return "以上" if match["after"] == "以上" else "约" if match["after"] == "左右" else "不足"
    return _APPROX.get(match["before"] or "")


def _kind(text: str, match: re.Match[str]) -> Kind:
    before = text[match.start("number") - 1 : match.start("number")]
    after = text[match.end() : match.end() + 1]
    unit = match["unit"] or ""
    number = match["number"]
    if re.fullmatch(r"(?:19|20)\d\d", number) and unit == "年":
        return "date"
    if unit in ("月", "日") and "." not in number and int(number.replace(",", "")) <= 31 and not match["multiplier"] and "/" not in unit:
        return "date"
    if not unit and not match["multiplier"]:
        joined = before in ("“", '"', "+", "＋", "-", "〔", "[") or after in ("”", '"', "+", "＋") or _is_han(after) or _is_latin(after)
        return "label" if joined or not after else "level"
    return "level"


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def read_fact(text: str) -> Quantity | None:
    """The quantity of a marked figure like `约200个`, or None where it holds none.

    What stands before and after the number belongs to the figure, also where it is no unit that the grammar knows.
    """
    found = next(iter(quantities(text)), None)
    if found is None or found.unit or found.end >= len(text):
        return found
    rest = text[found.end :]
    return Quantity(found.start, len(text), text, found.value, rest, found.value, rest, found.approx, found.kind)
