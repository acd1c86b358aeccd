"""Numbers that are read together with the ones beside them: ranges (3至5亿元), ratios (2.5∶1), lists that share a unit
(5.2、3.1和4.4个百分点), products (2×35万千瓦) and dates (2014—2020年)."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from jzdocs.facts.quantity import Quantity
from jzdocs.patterns import compiled

_RANGE = compiled(r"\s?(?:至|到|-|–|—|——|~|～|──?|−)\s?")
_RATIO = (":", "∶", "：", "比")
_DATES = compiled(r"\s?(?:至|到|-|–|—|——|~|～|、|和|及|与|或|──?)\s?")
_LIST = compiled(r"、|和|及|与|以及|，")
_PLUS = ("+", "＋")
_TIMES = ("×", "*", "x", "X", "✕")
# what a range rose or fell to: 从70至75美元回落到65至68美元
GOES_ON = compiled(r"(?:左右)?[，,]?[\u4e00-\u9fff]{1,6}[至到为]约?\d")
_FROM = compiled(r"(?:从|由|自)[^，。；、：\d]{0,14}$")
_RESPECTIVELY = compiled(r"分别[^。；]{0,60}$")
_YEARS = ("年", "学年", "年度", "年代", "财年")
_HIGHEST = {"月": 12, "日": 31, "时": 24, "点": 24, "号": 31, "旬": 3}


def linked(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities of a text with what each takes over from the ones beside it. They are read from the last
    one on, as the unit stands behind the last of those that share it."""
    for index in range(len(found) - 2, -1, -1):
        first, second = found[index], found[index + 1]
        gap = second.start - first.end
        if 0 < gap <= 4:
            found[index], found[index + 1] = _pair(text, first, second)
    return found


def _pair(text: str, first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    between = text[first.end : second.start]
    if between in _PLUS and not first.unit:
        return replace(first, kind="label"), _without_unit(text, second)
    if between in _TIMES:
        return (replace(first, kind="label") if not first.unit else first), (
            second if second.unit else replace(second, kind="label")
        )
    if _is_year(first) and _RANGE.fullmatch(between):
        if _is_year(second):
            return replace(first, kind="date"), replace(second, kind="date")
        if second.unit == "年" and second.kind == "level" and re.fullmatch(r"\d\d年", second.text):  # 2021—23年
            return replace(first, kind="date"), replace(second, kind="date")
    if second.kind == "date" and not second.unit and _is_year(first) and _DATES.fullmatch(between):
        return replace(first, kind="date"), second
    if second.kind == "date":
        return _dated(first, second, between), second
    if between in _RATIO and not first.unit and not second.unit and first.kind == "level":
        is_term = second.kind == "level" or (text[second.end : second.end + 1] not in ("”", '"', "号"))
        if is_term:
            return replace(first, role="ratio"), replace(second, kind="level", role="ratio")
    if _RANGE.fullmatch(between) and second.kind == "level" and not second.role:
        return _range(text, first, second, between)
    if _LIST.fullmatch(between) and second.kind == "level" and second.unit and not first.base_unit:
        return _listed(text, first, second), second
    return first, second


def _is_year(quantity: Quantity) -> bool:
    """Whether a number has the form of a year, without its unit."""
    return not quantity.unit and len(quantity.text) == 4 and 1900 <= quantity.value < 2100


def _without_unit(text: str, quantity: Quantity) -> Quantity:
    """Return a number that is joined to the one before it (2+26城市) as part of a name."""
    digits = re.match(r"[\d０-９.]+", quantity.text)
    if digits is None or quantity.unit in ("%", "亿元", "万元"):
        return quantity
    end = quantity.start + digits.end()
    value = quantity.value
    return replace(
        quantity, end=end, text=digits[0], unit="", base_unit="", amount=value, approx=None, kind="label", role=""
    )


def _dated(first: Quantity, date: Quantity, between: str) -> Quantity:
    """Return the first of two numbers, of which the second is a date, as a date where it is: 3至5日, 2014—2020年."""
    if first.unit or first.value % 1 or not _DATES.fullmatch(between):
        return first
    if date.base_unit in _YEARS:
        return (
            replace(first, kind="date")
            if _is_year(first) or (date.base_unit == "年代" and first.value < 100)
            else first
        )
    highest = _HIGHEST.get(date.base_unit, 31 if date.kind == "date" else 0)
    return replace(first, kind="date") if date.text[-1:].isdigit() is False and 0 < first.value <= highest else first


def _range(text: str, first: Quantity, second: Quantity, between: str) -> tuple[Quantity, Quantity]:
    """Return two numbers as the ends of a range, where they are: 3—5亿元, 43.3%至61.7%."""
    if first.kind not in ("level", "label") or (first.base_unit and first.base_unit != second.base_unit):
        return first, second
    if first.kind == "label" and not _may_begin(text, first):
        return first, second
    bare = not second.unit
    if bare and not ("." in first.text and "." in second.text):
        return first, second
    is_change = between.strip() in ("至", "到") and _FROM.search(text[max(0, first.start - 20) : first.start])
    if is_change and not GOES_ON.match(text, second.end):
        return first, second
    low = first.amount
    if not first.unit:
        scale = second.amount / second.value if second.value else Decimal(1)
        low = first.value * scale if first.value * scale <= second.amount else first.value
    if low > second.amount:
        return first, second
    unit = first.unit if first.base_unit else _unit(first, low, second)
    approx = first.approx or second.approx
    return (
        replace(first, unit=unit, base_unit=second.base_unit, amount=low, approx=approx, kind=second.kind, role="low"),
        replace(second, approx=approx, role="high"),
    )


def _unit(first: Quantity, amount: Decimal, second: Quantity) -> str:
    """Return the unit of the lower end, which has none of its own."""
    if first.unit:  # a multiplier: 3万—5万元
        return first.unit + second.base_unit
    return second.unit if amount != first.value or second.unit == second.base_unit else second.base_unit


def _may_begin(text: str, first: Quantity) -> bool:
    """Whether a number without unit before a dash is no part of a name."""
    return text[first.start - 1 : first.start] not in ("“", '"', "〔", "[", "第", "+", "号")


def _listed(text: str, first: Quantity, second: Quantity) -> Quantity:
    """Return the first of two numbers of a list with the unit that stands behind the second."""
    respective = _RESPECTIVELY.search(text[max(0, first.start - 66) : first.start])
    decimal = "." in first.text and "." in second.text
    if first.kind not in ("level", "label") or not (respective or decimal or first.unit):
        return first
    if first.unit:  # 120万、85万、64万立方米
        is_alike = second.unit.startswith(first.unit) and second.base_unit
        return replace(first, unit=first.unit + second.base_unit, base_unit=second.base_unit) if is_alike else first
    scale = second.amount / second.value if second.value else Decimal(1)
    return replace(first, unit=second.unit, base_unit=second.base_unit, amount=first.value * scale, kind=second.kind)
