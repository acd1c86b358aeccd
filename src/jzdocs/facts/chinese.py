"""Quantities in Chinese numerals, where these count (第二, 两成, 三分之一, 百分之八, 翻一番, 二十五条): in prose they
are words (一体化, 多元)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from jzdocs.facts.number import Kind
from jzdocs.facts.numerals import NUMERAL, chinese_number
from jzdocs.facts.quantities import Quantity

PLACES_RANKED = "全国|全省|全市|全区|全县|全球|世界|中部|西部|东部|国内|省内|市内|同类|同期"
_N = f"[{NUMERAL}]"
_NS = f"{_N}{{1,12}}"
_BEFORE = "(?P<before>约|近|超过|超|逾|不足|过)?"
_CHINESE = re.compile(
    rf"(?P<plan>十[一二三四五六]五)(?=[”\"]|规划|期间|时期|以来|末|开局)"
    rf"|第(?!一(?:时间|手|线|要务|资源|生产力|动力|步))(?P<nth>{_N}+|\d+)(?P<place>位|名)?"
    r"(?P<nth_unit>次|批|届|期|章|条|个|轮|季度|阶段|产业|代|版|号|类|种|部分|节|中学|小学|医院|幼儿园|机床)?"
    rf"|{_BEFORE}百分之(?P<percent>{_N}+(?:点{_N}+)?)"
    rf"|{_BEFORE.replace('before', 'before_part')}(?P<below>{_NS})分之(?P<above>{_NS})"
    rf"|{_BEFORE.replace('before', 'before_tenth')}"
    r"(?P<tenths>[一二三四五六七八九两](?:点[一二三四五六七八九])?|\d(?:\.\d)?)成"
    r"(?P<half>[一二三四五六七八九半])?(?![为立员效果长功熟就都交本色品型套批语])"
    rf"|翻(?:了)?(?P<double>[一二两三四])?番"
    rf"|(?P<count>[二三四五六七八九]?十[一二三四五六七八九]?|{_N}{{3,12}})(?P<some>余|多)?(?P<count_unit>[个条项件所家户人名位次倍年月天座种岁万亿])"
    r"(?![一贯])"
    rf"|(?P<years>[一二三四五六七八九十两])年(?=[来间]|以来)"
    r"|(?<=突破|超过|达到|跨越|迈过|跨过)(?P<round>[十百千]?[万亿]|百|千)(?P<round_unit>元|斤|吨|亩|人次?|户|家|辆|件)(?:大关)?"
    r"|(?<=全省|全国|全市|世界|全球)(?P<head>首位)|(?<=列|居)(?P<top>首位)"
)
_SCOPE = re.compile(
    r"(?:位居|位列|排名|排在|排|名列|列|居|连续\d+年|总量|总数|数量|规模|蝉联)?"
    rf"(?:{PLACES_RANKED}|我省)[^，。；、]{{0,6}}$"
)
_RANKED = re.compile(r"(?:位居|位列|分列|排名|排在|名列|列|居|升至|跃居|跃升至|第一方阵)[^，。；]{0,8}$")
_NUMBERED_NAMES = frozenset(("中学", "小学", "医院", "幼儿园", "机床"))
_APPROX = {"约": "约", "近": "近", "超过": "超", "超": "超", "逾": "超", "过": "超", "不足": "不足"}
_ROUND_NUMBERS = {"十": 10, "百": 100, "千": 1000, "": 1}


def chinese_numbers(text: str) -> Iterator[tuple[Quantity, Kind]]:
    """Yield the quantities of a text that stand in Chinese numerals, each with the kind that its form tells."""
    for match in _CHINESE.finditer(text):
        if read := _read(text, match):
            yield read


def _read(text: str, match: re.Match[str]) -> tuple[Quantity, Kind] | None:
    """Return the quantity of a match, or None where its numeral is none."""
    if match["plan"]:
        value = chinese_number(match["plan"][:2])
        return (_quantity(match, value, ""), "label") if value is not None else None
    if match["nth"]:
        value = _value(match["nth"])
        return _nth(text, match, _quantity(match, value, match["nth_unit"] or "")) if value is not None else None
    if match["percent"]:
        value = _value(match["percent"])
        return (_quantity(match, value, "%", match["before"]), "level") if value is not None else None
    if match["below"]:
        return _fraction(match)
    if match["tenths"]:
        return _quantity(match, _tenths(match), "%", match["before_tenth"]), "level"
    if match[0].startswith("翻"):
        return _quantity(match, Decimal(2) ** int(_value(match["double"] or "一") or 0), "倍"), "increase"
    if match["head"] or match["top"]:
        return _quantity(match, Decimal(1), ""), "rank"
    return _round_number(match) if match["round"] else _counted(text, match)


def _fraction(match: re.Match[str]) -> tuple[Quantity, Kind] | None:
    """Read 三分之一."""
    below, above = chinese_number(match["below"]), chinese_number(match["above"])
    if not below or above is None:
        return None
    value = (above / below).quantize(Decimal("0.0001")).normalize()
    return _quantity(match, value, "", match["before_part"]), "level"


def _tenths(match: re.Match[str]) -> Decimal:
    """Return the percentage of 两成, 三成五 or 一成半."""
    half = match["half"]
    units = Decimal(5) if half == "半" else _value(half) if half else None
    return (_value(match["tenths"]) or Decimal(0)) * 10 + (units or 0)


def _round_number(match: re.Match[str]) -> tuple[Quantity, Kind]:
    """Read 突破百亿元."""
    size, unit = match["round"], match["round_unit"]
    value = Decimal(_ROUND_NUMBERS[size.rstrip("万亿")])
    exponent = {"万": 4, "亿": 8}.get(size[-1], 0)
    quantity = _quantity(match, value, (size[-1] if exponent else "") + unit)
    return replace(quantity, amount=value.scaleb(exponent), base_unit=unit), "level"


def _counted(text: str, match: re.Match[str]) -> tuple[Quantity, Kind] | None:
    """Read 十余个, 二十五条, 五年来. In quotes they are names (“十条”)."""
    numeral, unit = (match["count"], match["count_unit"]) if match["count"] else (match["years"], "年")
    value = _value(numeral)
    if value is None:
        return None
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    quoted = before in ("“", "《") or after in ("”", "》")
    return _quantity(match, value, unit, "余" if match["some"] else None), "label" if quoted else "level"


def _quantity(match: re.Match[str], value: Decimal, unit: str, approx: str | None = None) -> Quantity:
    words = _APPROX.get(approx or "", approx)
    return Quantity(match.start(), match.end(), match[0], value, unit, value, unit, words, "level")


def _value(text: str) -> Decimal | None:
    """Return the value of a numeral in either writing, or None where it is none."""
    return Decimal(text) if text.replace(".", "").isdigit() else chinese_number(text)


def _nth(text: str, match: re.Match[str], quantity: Quantity) -> tuple[Quantity, Kind]:
    """Tell what 第N is: a rank where its scope stands before it, part of a name before a noun, else an ordinal."""
    before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 1]
    if match["place"]:
        return quantity, "rank"
    if match["nth_unit"] in _NUMBERED_NAMES:
        cut = len(match["nth_unit"])
        text_before_name = quantity.text[:-cut]
        return replace(quantity, end=quantity.end - cut, text=text_before_name, unit="", base_unit=""), "label"
    if match["nth_unit"]:
        return quantity, "ordinal"
    if _SCOPE.search(before) or _RANKED.search(before):
        return quantity, "rank"
    before_noun = "\u4e00" <= after <= "\u9fff" and after not in "的，、。；和与及"
    return quantity, "label" if after and before_noun else "ordinal"
