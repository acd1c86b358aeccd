"""Quantities: numbers in Arabic numerals with multiplier, unit and approximator, as Chinese texts write them.

`kind` tells apart a number that is part of a name (“156”战略, 139公园, 1+11: a label), and a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

Kind = Literal["level", "date", "label"]

_MULTIPLIERS = {"十": 1, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_UNIT_WORDS = (
    "个百分点 百分点 个工作日 工作日 个小时 个月 个基点 基点 万亿 % ％ ‰ ℃ °C 度 成 倍 "
    "元 美元 欧元 日元 港元 英镑 "
    "平方公里 平方千米 立方米 平方米 公里 千米 厘米 毫米 米 公顷 亩 平方 ㎡ m² m³ 海里 "
    "吨 千克 公斤 克 毫克 微克 斤 标准煤 升 毫升 "
    "千瓦时 度电 千瓦 兆瓦 吉瓦 千伏安 千伏 蒸吨 大卡 千卡 "
    "人公里 吨公里 车公里 标台 标准箱 标箱 吨位 总吨 载重吨 "
    "天 日 周 月 年 季度 小时 分钟 秒 岁 学时 课时 学期 学年 "
    "人次 人天 户次 家次 车次 架次 班次 场次 台次 件次 批次 列次 例次 人 名 位 户 家 所 个 座 栋 幢 套 部 台 "
    "辆 架 艘 列 趟 条 项 件 批 次 届 场 期 间 盏 处 县 区 市 镇 乡 村 省 级 类 种 支 只 头 株 棵 册 篇 本 门 "
    "班 点 分 起 例 宗 笔 单 款 张 枚 颗 片 段 层 口 眼 尾 羽 箱 包 袋 瓶 幅 首 集 字 国 顶 床 台套 组 桶 双 剂 剂次 "
    "亿 万 "
    "GB TB PB MB Mbps Gbps kV MW GW kWh km cm mm kg mg μg"
)
# of two units of which one begins with the other, the longer comes first
_UNITS = "|".join(sorted(_UNIT_WORDS.split(), reverse=True)) + "|时(?![代期间空尚段])"
# groups of three are parted by commas, or by spaces that never end a line
_NUMBER = r"\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_SEPARATORS = dict.fromkeys(map(ord, ",\u00a0\u2009\u202f"))
_QUANTITY = re.compile(
    rf"(?P<before>不超过|不高于|不多于|不低于|不少于|约|近|超过|超|逾|不足|至少|达到近|零下)?"
    rf"(?P<number>{_NUMBER})"
    rf"(?P<some>余|多(?=[十百千万亿]))?"
    rf"(?P<multiplier>万亿|千万|百万|十|百|千(?!克|米|瓦|伏|卡)|万|亿)?"
    rf"(?P<middle>余|多(?!云|边|元|样|层|级|功))?"
    rf"(?P<unit>(?:{_UNITS})(?:/(?:日|天|年|月|人|户|亩|立方米|平方米|平方公里|小时|吨|公里|秒|升|千克|千瓦时|10万|万人))?|/10万(?!元))?"
    rf"(?P<after>以上|以下|左右|以内|上下)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_UP_TO_A_DATE = re.compile(r"(?:至|-|—|~|、|和)\d{1,2}[月日]")
_PARTS_OF_A_DATE = ("月", "日", "时")
_HIGHEST_IN_A_DATE = 31
_FULL_WIDTH = re.compile("[！-～]")
_MINUS = ("-", "−")  # a hyphen, or the sign itself (U+2212)
_LATIN = re.compile(r"[A-Za-z0-9+＋/.\-–—_]")
_APPROX = {
    "约": "约",
    "左右": "约",
    "上下": "约",
    "近": "近",
    "达到近": "近",
    "超过": "超",
    "超": "超",
    "逾": "超",
    "余": "余",
    "多": "余",
    "以上": "以上",
    "不低于": "以上",
    "不少于": "以上",
    "至少": "以上",
    "以下": "以下",
    "以内": "以下",
    "不超过": "以下",
    "不高于": "以下",
    "不多于": "以下",
    "不足": "不足",
}


class Quantity(Struct, frozen=True):
    """A number in a text, with its unit.

    `start` and `end` are offsets (characters); `text` is what is printed there, approximators included. `value` is the
    number as printed, `unit` its unit with the multiplier (亿元); `amount` is the value times the multiplier,
    `base_unit` the unit without it (元). `approx` is the approximator in its shortest form (约, 近, 超, 余, 以上, 以下,
    不足), or None.
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
    """Return a text with full-width digits, letters and signs as half-width ones, character by character, so that
    offsets stay the same."""
    return _FULL_WIDTH.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def quantities(text: str) -> Iterator[Quantity]:
    """Yield every quantity of a text in Arabic numerals, labels and dates included, in order."""
    folded = fold(text)
    for match in _QUANTITY.finditer(folded):
        start = match.start("number")
        before = folded[start - 1 : start]
        if before and (before.isdigit() or before in _MINUS or (_LATIN.match(before) and not match["before"])):
            if before in _MINUS and not re.match(r"[A-Za-z0-9%）)]", folded[start - 2 : start - 1]):
                yield _with_minus(text[start - 1], _quantity(text, folded, match))
                continue
            if before.isascii() and not (before == "+" and folded[start - 2 : start - 1].isdigit()):
                continue  # part of a Latin name or code
        quantity = _quantity(text, folded, match)
        yield _negated(quantity) if match["before"] == "零下" else quantity


def _negated(quantity: Quantity) -> Quantity:
    return replace(quantity, value=-quantity.value, amount=-quantity.amount)


def _with_minus(sign: str, quantity: Quantity) -> Quantity:
    """Return the quantity with the minus sign before it."""
    return replace(_negated(quantity), start=quantity.start - 1, text=sign + quantity.text)


def _quantity(text: str, folded: str, match: re.Match[str]) -> Quantity:
    value = Decimal(match["number"].translate(_SEPARATORS))
    multiplier, base_unit = match["multiplier"] or "", match["unit"] or ""
    return Quantity(
        match.start(),
        match.end(),
        text[match.start() : match.end()],
        value,
        multiplier + base_unit,
        value.scaleb(_MULTIPLIERS.get(multiplier, 0)),
        base_unit,
        _APPROX.get(match["some"] or match["middle"] or match["after"] or match["before"] or ""),
        _kind(folded, match),
    )


def _kind(text: str, match: re.Match[str]) -> Kind:
    if _is_date(text, match):
        return "date"
    if match["unit"] or match["multiplier"]:
        return "level"
    before = text[match.start("number") - 1 : match.start("number")]
    after = text[match.end() : match.end() + 1]
    if "." in match["number"] and _is_decimal_number(before, after):
        return "level"
    joined = before in ("“", '"', "+", "＋", "-", "〔", "[") or after in ("”", '"', "+", "＋")
    return "label" if joined or not after or _is_han(after) or _is_latin(after) else "level"


def _is_date(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a year, month, day or hour, or the first of two days: 3至5日."""
    number, unit = match["number"], match["unit"] or ""
    if unit == "年" and _YEAR.fullmatch(number):
        return True
    if unit in _PARTS_OF_A_DATE and "." not in number and not match["multiplier"]:
        return int(number.translate(_SEPARATORS)) <= _HIGHEST_IN_A_DATE
    if unit or not number.isdigit() or int(number) > _HIGHEST_IN_A_DATE:
        return False
    return _UP_TO_A_DATE.match(text, match.end()) is not None


def _is_decimal_number(before: str, after: str) -> bool:
    """Whether a number with a point is no version (“3.0”, 3.0版)."""
    return before not in ("“", '"') and after not in ("”", '"', "版", "时", "模") and not _is_latin(after)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def read_fact(text: str) -> Quantity | None:
    """Return the quantity of a marked number like `约200个`, or None where the text holds none.

    Everything behind the number is its unit, also where the grammar does not know that unit.
    """
    quantity = next(iter(quantities(text)), None)
    if quantity is None or quantity.unit or quantity.end >= len(text):
        return quantity
    unit = text[quantity.end :]
    return replace(quantity, end=len(text), text=text, unit=unit, base_unit=unit)
