"""Quantities: numbers in Arabic numerals with multiplier, unit and approximator, as Chinese texts write them.

`kind` tells apart a number that is part of a name (“156”战略, 139公园, 1+11: a label), and a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.facts.number_context import (
    bare_kind,
    dated,
    is_heading_number,
    is_item_number,
    is_label,
    token_end,
)
from jzdocs.facts.number_links import linked
from jzdocs.facts.quantity import NO_APPROXIMATOR, Quantity, QuantityKind
from jzdocs.facts.unit_words import COLLECTIVES, unit_end
from jzdocs.patterns import compiled

__all__ = ["Quantity", "fold", "quantities", "read_fact"]

_MULTIPLIERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_DIGIT = compiled(r"\d")
# groups of three are parted by commas, or by spaces that never end a line
_NUMBER = compiled(r"\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
_SEPARATORS = dict.fromkeys(map(ord, ", \u00a0\u2009\u202f"))
_POWER = compiled(r"(?:[×xX*]10)?(?P<sign>⁻?)(?P<digits>[⁰¹²³⁴-⁹]+)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FRACTION = compiled(r"(?P<below>\d{1,6})分之(?P<above>\d{1,6}(?:\.\d{1,6})?)")
_SLASHED = compiled(r"(?P<above>\d{1,2})/(?P<below>\d{1,3})(?![\d万/.,]|[年月日])")
_GAP = " \u00a0\u3000\u2002\u2003\u2009\u202f"
_SCALE = compiled(
    r"(?P<some>余|多(?=[十百千万亿])|几(?=[十百千万亿个]))?"
    r"(?P<multiplier>[十百千]?万亿|[十百千](?=[万亿])[万亿]|[万亿](?![科能物众象]|达广场)"
    r"|千(?![禧古])|百(?![货姓强])|十(?![大佳四三五]))?"
    r"(?P<middle>余|多(?!云|边|样|层|级|功|式|晶|民族|部门|措)|几(?=[个名人家万亿])"
    r"|来(?=[个名人家户亩年天吨公所条项]))?"
)
_LOWER = {  # 1万5千, 2亿3千万
    "万": compiled(r"(?P<number>\d{1,2})(?P<multiplier>[千百])(?![克米瓦伏])"),
    "亿": compiled(r"(?P<number>\d{1,4}(?:\.\d+)?)(?P<multiplier>[千百]?万)"),
}
_INSIDE = compiled(r"个(?P<word>多|余|半)(?P<unit>月|小时|学时|工作日|学期|星期|季度|百分点|世纪)")
_HALF = compiled(r"半(?![年月日天个径数导成自岛壁决固封山夜])")
_LONGEST_OF_TWO = 6  # digits of a number that goes on in smaller units: 1万5千
_LONGEST_OF_COLLECTIVES = 3  # digits of a number of towns or ministries
_HALVED = frozenset(("年", "天", "个月", "小时", "个小时", "倍", "里", "岁", "公里", "亩", "斤", "吨", "米", "元"))
_TOKEN_SIGNS = frozenset(".:：∶-/")
_ITEM_SIGNS = frozenset("、.．)）]〕】")
_POWER_SIGNS = frozenset("×xX*⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SCALE_SIGNS = frozenset("余多几来十百千万亿")
_AFTER_SIGNS = frozenset("以左上有多余")
_AFTER = compiled(r"以上|以下|左右|以内|上下|有余|多(?=[，。；、的来]|时间|$)|余(?=[，。；、]|$)")
_BEFORE_WORDS = (
    ("不超过", "以下"),
    ("不高于", "以下"),
    ("不多于", "以下"),
    ("不大于", "以下"),
    ("至多", "以下"),
    ("不低于", "以上"),
    ("不少于", "以上"),
    ("不小于", "以上"),
    ("至少", "以上"),
    ("达到近", "近"),
    ("大约", "约"),
    ("约", "约"),
    ("将近", "近"),
    ("接近", "近"),
    ("近", "近"),
    ("超过", "超"),
    ("超", "超"),
    ("逾", "超"),
    ("不足", "不足"),
    ("不到", "不足"),
    ("≥", "以上"),
    ("≤", "以下"),
    ("≈", "约"),
    ("零下", ""),
)
_BEFORE_ENDS = frozenset(word[-1] for word, _ in _BEFORE_WORDS)
_AFTER_WORDS = {
    "余": "余",
    "多": "余",
    "几": "余",
    "来": "约",
    "有余": "余",
    "左右": "约",
    "上下": "约",
    "以上": "以上",
    "以下": "以下",
    "以内": "以下",
}
_CURRENCIES = (
    ("US$", "美元"),
    ("HK$", "港元"),
    ("USD", "美元"),
    ("RMB", "元"),
    ("CNY", "元"),
    ("EUR", "欧元"),
    ("$", "美元"),
    ("￥", "元"),
    ("¥", "元"),
    ("€", "欧元"),
    ("£", "英镑"),
)
_CURRENCY_ENDS = frozenset(sign[-1] for sign, _ in _CURRENCIES)
_OF_A_YEAR = ("届", "级", "款", "版", "期", "班")  # 2026届毕业生
_FULL_WIDTH = compiled("[！-＋－-～﹪﹣￥]")
# a full-width comma between groups of digits, as old texts print it: ２，３６０万只, 1，120亿元
_GROUPED = compiled(r"(?<![\d.．，第])[\d０-９]{1,3}(?:，[\d０-９]{3})+(?![\d０-９年月日])")
_COUNTED_BEHIND = tuple("万亿多余人元吨户家个亩公千")
_TORN = compiled(r"(?<![\d.])\d(?: \d){1,12}(?: ?[.．] ?\d(?: \d){0,6})?(?![\d.])")
_MINUS = ("-", "−")  # a hyphen, or the sign itself (U+2212)
_WORD_BEFORE = compiled(r"(?<![A-Za-z0-9.])[A-Za-z]{2,}$")
_CODE = compiled(r"[A-Za-z0-9]*(?:[-./_][A-Za-z0-9]+)*")
_REST_OF_CODE = compiled(r"(?:-\d+)+(?![年月日%万亿])")  # 编号2024-035
_STANDARD = compiled(r"[\d.]+[-—–](?:19|20)\d\d(?!\d)|[\d.]+[-—–]\d+/\d+")  # GB/T 9704-2012
_LATIN = compiled(r"[A-Za-z_]")


class _Prefix(Struct, frozen=True):
    """What belongs to a number before its digits: where it begins, the approximator, the currency, the sign."""

    start: int
    approx: str = ""
    currency: str = ""
    negative: bool = False


class _Tail(Struct, frozen=True):
    """What belongs to a number behind its digits: its end, the multiplier, the unit, the approximator; what it adds to
    the amount (1万5千) or to the value (3年半)."""

    end: int
    multiplier: str = ""
    unit: str = ""
    approx: str = ""
    more: Decimal = Decimal(0)
    half: bool = False


def fold(text: str) -> str:
    """Return a text with full-width digits, letters and signs as half-width ones, character by character, so that
    offsets stay the same. A full-width comma stays one, but between groups of full-width digits."""
    if not text.isascii():
        if "，" in text:
            text = _GROUPED.sub(_with_commas, text)
        text = _FULL_WIDTH.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return text


def _with_commas(match: re.Match[str]) -> str:
    """Return groups of digits with half-width commas, where they are one number: all full-width, or before a unit."""
    full_width = not any(char in "0123456789" for char in match[0])
    counted = match.string[match.end() : match.end() + 1] in _COUNTED_BEHIND
    return match[0].replace("，", ",") if full_width or counted else match[0]


def quantities(text: str) -> Iterator[Quantity]:
    """Yield every quantity of a text in Arabic numerals, labels and dates included, in order. The numbers of items and
    notes, telephone numbers and codes are none."""
    if _DIGIT.search(text):
        folded = fold(text)
        yield from linked(folded, list(_scanned(text, folded)))


def _scanned(text: str, folded: str, *, marked: bool = False) -> Iterator[Quantity]:
    """Yield the quantities one by one. `marked`: the whole text is a number and its unit."""
    position = last_end = 0
    while digit := _DIGIT.search(folded, position):
        start = digit.start()
        if code_end := _code_end(folded, start, last_end):
            position = code_end
            continue
        number = _torn(folded, start) or _NUMBER.match(folded, start)
        assert number is not None
        behind = folded[number.end() : number.end() + 1]
        if behind in _TOKEN_SIGNS or "." in number[0]:
            end, part = token_end(folded, start)
            if part != "number":
                position = end
                if part == "date":
                    yield _time(text, folded, start, end)
                    last_end = end
                continue
        if behind in _ITEM_SIGNS and not marked and is_item_number(folded, start, number.end()):
            position = number.end()
            continue
        fraction = _fraction(text, folded, start) if behind in ("分", "/") else None
        quantity = fraction or _quantity(text, folded, number, last_end, marked=marked)
        if quantity is not None:
            yield quantity
            last_end = quantity.end
        position = max(number.end(), last_end)
        if quantity is not None and quantity.kind == "label" and (rest := _REST_OF_CODE.match(folded, position)):
            position = rest.end()


def _torn(text: str, start: int) -> re.Match[str] | None:
    """Return a number whose digits a program has set apart (1 9 9 9 年), where a unit shows that it is one."""
    if text[start + 1 : start + 2] != " ":
        return None
    torn = _TORN.match(text, start)
    if torn is None:
        return None
    end = torn.end() + (text[torn.end() : torn.end() + 1] == " ")
    return torn if text[end : end + 1] in ("万", "亿") or unit_end(text, end) > end else None


def _code_end(text: str, start: int, last_end: int) -> int:
    """Return the end of the Latin name or code that the digit at `start` is part of (A12, PM2.5), 0 for none."""
    before = text[start - 1 : start]
    if not before or not before.isascii() or start == last_end:
        return 0
    if before == " ":
        standard = _STANDARD.match(text, start)
        return standard.end() if standard and text[start - 2 : start - 1].isascii() and text[start - 2].isupper() else 0
    if before in ".-/" and text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalnum():
        behind_unit = last_end == start - 1 and not text[start - 2].isdigit()
        return 0 if behind_unit or (before == "-" and last_end == start - 1) else _past_code(text, start)
    if not _LATIN.match(before) or any(text.endswith(sign, 0, start) for sign, _ in _CURRENCIES):
        return 0
    number = _NUMBER.match(text, start)
    word = _WORD_BEFORE.search(text[max(0, start - 12) : start])
    if word and number and not number[0].startswith("0") and _is_counted(text, number.end()):
        return 0  # GDP增长 is meant: GDP3.5%
    return _past_code(text, start)


def _is_counted(text: str, end: int) -> bool:
    """Whether a Chinese unit, a multiplier or a sign of per cent follows."""
    return text[end : end + 1] in ("万", "亿", "%", "‰") or (
        unit_end(text, end) > end and not text[end].isascii() and text[end] not in "级年月日号"
    )


def _past_code(text: str, start: int) -> int:
    match = _CODE.match(text, start)
    return match.end() if match else start + 1


def _time(text: str, folded: str, start: int, end: int) -> Quantity:
    """Return a time of day or a date in digits."""
    first = _NUMBER.match(folded, start)
    value = Decimal(int(re.match(r"\d+", first[0])[0])) if first else Decimal(0)  # type: ignore[index]
    return Quantity(start, end, text[start:end], value, "", value, "", None, "date")


def _fraction(text: str, folded: str, start: int) -> Quantity | None:
    """Return a fraction (3分之1, 1/3)."""
    match = _FRACTION.match(folded, start) or _SLASHED.match(folded, start)
    if match is None:
        return None
    below, above = Decimal(match["below"]), Decimal(match["above"])
    slashed = "/" in match[0]
    if not below or (slashed and (above >= below or unit_end(folded, match.end()) > match.end())):
        return None
    value = (above / below).quantize(Decimal("0.0001")).normalize()
    return Quantity(start, match.end(), text[start : match.end()], value, "", value, "", None, "level")


def _quantity(text: str, folded: str, number: re.Match[str], last_end: int, *, marked: bool = False) -> Quantity | None:
    """Return the quantity of a number, None where it is none."""
    value = Decimal(number[0].translate(_SEPARATORS))
    prefix = _prefix(folded, number.start(), last_end)
    end = number.end()
    if folded[end : end + 1] in _POWER_SIGNS and (power := _POWER.match(folded, end)):
        if power[0][0] in "×xX*" or number[0] == "10":
            exponent = int(power["sign"].replace("⁻", "-") + power["digits"].translate(_SUPERSCRIPTS))
            value = (value if power[0][0] in "×xX*" else Decimal(1)).scaleb(exponent)
            end = power.end()
    tail = _Tail(end) if is_label(folded, number.start(), end) else _tail(folded, end, number)
    if tail.end == end and not marked and is_heading_number(folded, number.start(), end):
        return None
    return _put_together(text, folded, number, prefix, tail, value)


def _put_together(
    text: str, folded: str, number: re.Match[str], prefix: _Prefix, tail: _Tail, value: Decimal
) -> Quantity:
    unit = tail.unit
    if prefix.currency and not unit:
        unit = prefix.currency
    if tail.half:
        value += Decimal("0.5")
    if unit == "成":
        value, unit = value * 10, "%"
    multiplier = tail.multiplier
    exponent = sum(_MULTIPLIERS[char] for char in multiplier)
    amount = value.scaleb(exponent) if exponent else value
    if tail.more:
        amount += tail.more
        value, multiplier = amount.normalize() if amount % 1 else amount.to_integral_value(), ""
    if prefix.negative:
        value, amount = -value, -amount
    end = tail.end
    return Quantity(
        prefix.start,
        end,
        text[prefix.start : end],
        value,
        multiplier + unit,
        amount,
        unit,
        tail.approx or prefix.approx or None,
        _kind(folded, number, tail, unit),
    )


def _prefix(text: str, start: int, last_end: int) -> _Prefix:
    """Return what belongs to the number at `start` before its digits, not before `last_end`."""
    begin, currency, negative, approx = start, "", False, ""
    if text[begin - 1 : begin] == " " and text[begin - 4 : begin - 1] in ("RMB", "USD", "CNY", "EUR"):
        begin -= 1
    if text[begin - 1 : begin] in _CURRENCY_ENDS:
        sign, currency = next((pair for pair in _CURRENCIES if text.endswith(pair[0], last_end, begin)), ("", ""))
        begin -= len(sign)
    before = text[begin - 1 : begin]
    if before in _MINUS and begin > last_end + (last_end > 0) - (last_end == 0):
        if not re.match(r"[A-Za-z0-9%）)]", text[begin - 2 : begin - 1]):
            begin, negative = begin - 1, True
    elif before == "负" and text[begin - 2 : begin - 1] != "正" and begin - 1 >= last_end:
        begin, negative = begin - 1, True
    gap = begin - 1 if text[begin - 1 : begin] == " " and text[begin - 2 : begin - 1] in _BEFORE_ENDS else begin
    if text[gap - 1 : gap] in _BEFORE_ENDS:
        for word, meaning in _BEFORE_WORDS if not NO_APPROXIMATOR.search(text[max(0, gap - 3) : gap]) else ():
            if text.endswith(word, last_end, gap):
                return _Prefix(gap - len(word), meaning, currency, negative or word == "零下")
    return _Prefix(begin, approx, currency, negative)


def _tail(text: str, end: int, number: re.Match[str]) -> _Tail:
    """Return what belongs to a number behind its digits, which end at `end`."""
    start = end
    while text[start : start + 1] in _GAP and start < end + 2 and start < len(text):
        start += 1
    if text[start : start + 1] in ("\n", ""):
        return _Tail(end)
    tail = _tail_at(text, start, number)
    if start == end:
        return tail
    return tail if _goes_with(text, number.start(), tail, start, torn=" " in number[0]) else _Tail(end)


def _goes_with(text: str, number_start: int, tail: _Tail, start: int, *, torn: bool) -> bool:
    """Whether a unit behind a space belongs to the number before: always where a space parts the number from the words
    before it, too; else where it is no beginning of a word."""
    if not (tail.unit or tail.multiplier):
        return False
    if torn or (number_start and text[number_start - 1] in _GAP and text[start - 1 : start] == " "):
        return True
    return bool(tail.multiplier) or tail.end - start >= 2 or not "\u4e00" <= text[tail.end : tail.end + 1] <= "\u9fff"


def _tail_at(text: str, start: int, number: re.Match[str]) -> _Tail:
    multiplier = approx = ""
    more = Decimal(0)
    position = start
    # 千瓦 is a unit, 千 before another one a multiplier
    first = text[start : start + 1]
    if first in _SCALE_SIGNS and not (first in ("千", "百") and unit_end(text, start) > start):
        scale = _SCALE.match(text, start)
        assert scale is not None
        multiplier, position = scale["multiplier"] or "", scale.end()
        approx = _AFTER_WORDS.get(scale["some"] or scale["middle"] or "", "")
        if (
            multiplier in _LOWER
            and len(number[0]) <= _LONGEST_OF_TWO
            and (lower := _LOWER[multiplier].match(text, position))
        ):
            more = Decimal(lower["number"]).scaleb(sum(_MULTIPLIERS[char] for char in lower["multiplier"]))
            position = lower.end()
    if text[position : position + 1] == "个" and (inside := _INSIDE.match(text, position)):
        half = inside["word"] == "半"
        return _closed(text, _Tail(inside.end(), multiplier, "个" + inside["unit"], "" if half else "余", more, half))
    end = unit_end(text, position)
    unit = text[position:end]
    if approx and not multiplier and (not unit or (unit == "元" and _is_manifold(text, number[0], position))):
        return _Tail(start)  # 3多元化, 3来
    if unit in COLLECTIVES and (multiplier or len(number[0]) > _LONGEST_OF_COLLECTIVES):
        end = position  # 2235万城市居民, 2030国家专项
    return _closed(text, _Tail(end, multiplier, text[position:end], approx, more))


def _is_manifold(text: str, number: str, position: int) -> bool:
    """Whether 多元 is a word of its own: 12多元; only round numbers are exceeded (1600多元)."""
    return text[position - 1] == "多" and (not number.endswith("0") or text[position + 1 : position + 2] in "化性文主")


def _closed(text: str, tail: _Tail) -> _Tail:
    """Return the tail with a half (3年半) and an approximator behind it (以上)."""
    if tail.unit in _HALVED and (half := _HALF.match(text, tail.end)):
        tail = replace(tail, end=half.end(), half=True)
    after = _AFTER.match(text, tail.end) if text[tail.end : tail.end + 1] in _AFTER_SIGNS else None
    if after is None or (not tail.unit and not tail.multiplier and after[0] in ("多", "余")):
        return tail
    return replace(tail, end=after.end(), approx=tail.approx or _AFTER_WORDS[after[0]])


def _kind(text: str, number: re.Match[str], tail: _Tail, unit: str) -> QuantityKind:
    start, end = number.span()
    if tail.unit and not tail.multiplier and dated(text, number[0].replace(" ", ""), tail.unit, start, tail.end):
        return "date"
    if number[0][0] == "0" and number[0].isdigit() and len(number[0]) > 1:
        return "label"
    if unit in _OF_A_YEAR and not tail.multiplier and re.fullmatch(r"(?:19|20)\d\d", number[0]):
        return "ordinal"
    if unit or tail.multiplier:
        return "level"
    if is_label(text, start, end):
        return "label"
    return bare_kind(text, start, end)


@lru_cache(maxsize=8192)  # each use of a fact asks again
def read_fact(text: str) -> Quantity | None:
    """Return the quantity of a marked number like `约200个`, or None where the text holds none.

    Everything behind the number is its unit, also where the grammar does not know that unit.
    """
    folded = fold(text)
    quantity = next(iter(linked(folded, list(_scanned(text, folded, marked=True)))), None)
    if quantity is None or quantity.unit or quantity.end >= len(text):
        return quantity
    unit = text[quantity.end :].strip()
    return replace(quantity, end=len(text), text=text, unit=unit, base_unit=unit)
