"""Figures in Chinese numerals, where they count (第二, 两成, 三分之一, 百分之八, 翻一番, 二十五条): in prose they
are words (一体化, 多元)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

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
    rf"|{_BEFORE.replace('before', 'before_tenth')}(?P<tenths>[一二三四五六七八九两](?:点[一二三四五六七八九])?|\d(?:\.\d)?)成"
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
_NAMED = frozenset(("中学", "小学", "医院", "幼儿园", "机床"))
_APPROX = {"约": "约", "近": "近", "超过": "超", "超": "超", "逾": "超", "过": "超", "不足": "不足"}
_ROUND = {"十": 10, "百": 100, "千": 1000, "": 1}


def chinese_numbers(text: str) -> Iterator[tuple[Quantity, Kind]]:
    """The figures of a text that stand in Chinese numerals, with the kind that their form tells."""
    for match in _CHINESE.finditer(text):
        made = _read(text, match)
        if made:
            yield made


def _read(text: str, match: re.Match[str]) -> tuple[Quantity, Kind] | None:
    if match["plan"]:
        value = chinese_number(match["plan"][:2])
        return (_quantity(match, value, ""), "label") if value is not None else None
    if match["nth"]:
        return (
            _nth(text, match, _quantity(match, _value(match["nth"]), match["nth_unit"] or ""))
            if _readable(match["nth"])
            else None
        )
    if match["percent"]:
        return (
            (_quantity(match, _value(match["percent"]), "%", match["before"]), "level")
            if _readable(match["percent"])
            else None
        )
    if match["below"]:
        below, above = chinese_number(match["below"]), chinese_number(match["above"])
        if not below or above is None:
            return None
        return _quantity(
            match, (above / below).quantize(Decimal("0.0001")).normalize(), "", match["before_part"]
        ), "level"
    if match["tenths"]:
        half = match["half"]
        value = _value(match["tenths"]) * 10 + (5 if half == "半" else _value(half) if half else 0)
        return _quantity(match, value, "%", match["before_tenth"]), "level"
    if match["double"] or match[0].startswith("翻"):
        return _quantity(match, Decimal(2) ** int(_value(match["double"] or "一")), "倍"), "increase"
    if match["head"] or match["top"]:
        return _quantity(match, Decimal(1), ""), "rank"
    return _counted(text, match)


def _counted(text: str, match: re.Match[str]) -> tuple[Quantity, Kind] | None:
    """十余个, 二十五条, 五年来, 突破百亿元."""
    if match["round"]:
        size, unit = match["round"], match["round_unit"]
        value = Decimal(_ROUND[size.rstrip("万亿")])
        scale = {"万": 4, "亿": 8}.get(size[-1])
        return _quantity(
            match, value, (size[-1] if scale else "") + unit, None, value.scaleb(scale or 0), unit
        ), "level"
    name = "count" if match["count"] else "years"
    if not _readable(match[name]):
        return None
    unit = match["count_unit"] if name == "count" else "年"
    quoted = text[match.start() - 1 : match.start()] in ("“", "《") or text[match.end() : match.end() + 1] in (
        "”",
        "》",
    )
    return _quantity(match, _value(match[name]), unit, "余" if match["some"] else None), "label" if quoted else "level"


def _quantity(
    match: re.Match[str],
    value: Decimal,
    unit: str,
    approx: str | None = None,
    amount: Decimal | None = None,
    base: str | None = None,
) -> Quantity:
    words = _APPROX.get(approx or "", approx)
    plain = unit if base is None else base
    return Quantity(
        match.start(), match.end(), match[0], value, unit, value if amount is None else amount, plain, words, "level"
    )


def _readable(text: str) -> bool:
    return text.isdigit() or chinese_number(text) is not None


def _value(text: str) -> Decimal:
    found = Decimal(text) if text.replace(".", "").isdigit() else chinese_number(text)
    return found if found is not None else Decimal(0)


def _nth(text: str, match: re.Match[str], quantity: Quantity) -> tuple[Quantity, Kind]:
    """第N: a rank where its scope stands before it, a part of a name before a noun, else an ordinal."""
    before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 2]
    if match["place"]:
        return quantity, "rank"
    if match["nth_unit"] in _NAMED:
        cut = len(match["nth_unit"])
        name = Quantity(
            quantity.start,
            quantity.end - cut,
            quantity.text[:-cut],
            quantity.value,
            "",
            quantity.amount,
            "",
            None,
            "level",
        )
        return name, "label"
    if match["nth_unit"]:
        return quantity, "ordinal"
    if _SCOPE.search(before) or _RANKED.search(before):
        return quantity, "rank"
    if after[:1] and "\u4e00" <= after[0] <= "\u9fff" and after[0] not in "的，、。；和与及":
        return quantity, "label"
    return quantity, "ordinal"
