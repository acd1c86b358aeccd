"""Quantities in Chinese numerals, where these count (第二, 两成, 三分之一, 百分之八, 翻一番, 二十五条): in prose they
are words (一体化, 多元, 三个方面)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from jzdocs.facts.number import Kind
from jzdocs.facts.numerals import NUMERAL, chinese_number, number_in
from jzdocs.facts.quantity import NO_APPROXIMATOR, Quantity
from jzdocs.facts.unit_words import MEASURES, unit_end
from jzdocs.patterns import compiled

PLACES_RANKED = "全国|全省|全市|全区|全县|全球|世界|中部|西部|东部|国内|省内|市内|同类|同期"
_N = f"[{NUMERAL}]"
_SMALL = "[零〇一二三四五六七八九十百千两]"
_FIRST = compiled(f"[第翻首{NUMERAL}]")
_FORMS = compiled(
    r"(?P<plan>十[一二三四五六]五)(?=[”\"]|规划|期间|时期|以来|末|开局)"
    rf"|第(?!一(?:时间|手|线|要务|资源|生产力|动力|步|书记|位的))(?P<nth>{_N}+|[0-9０-９]+)"
    rf"|(?P<parts>百|千|万)分之(?P<share>{_N}+(?:点{_N}+)?|[0-9０-９]+(?:[.．][0-9０-９]+)?)"
    rf"|(?P<below>{_SMALL}{{1,6}})分之(?P<above>{_SMALL}{{1,6}})"
    r"|(?P<tenths>[一二三四五六七八九两](?:点[一二三四五六七八九])?)成"
    r"(?P<half>[一二三四五六七八九半])?(?![为立员效果长功熟就都交本色品型套批语])"
    r"|翻(?:了)?(?P<double>[一二两三四])?番"
    r"|(?P<head>首位)"
    rf"|(?P<count>{_N}+(?:点[零〇一二三四五六七八九]+[百千万亿]*)?)"
)
_SOME = compiled(r"(?P<some>余|多|来|几)?(?P<scale>万亿|[百千]?[万亿]|[百千])?(?P<more>余|多)?")
_INSIDE = compiled(r"个(?P<word>多|半)(?P<unit>月|小时|学时|百分点|学期|世纪)")
_HALF = compiled(r"半(?![年月日天个径数导成自岛壁决固封山夜])")
_HALVED = frozenset(("年", "天", "个月", "小时", "个小时", "倍", "公里", "亩", "斤", "吨", "米"))
_CEILING = compiled(r"(?:突破|超过|达到|跨越|迈过|跨过|迈上|冲刺|过|破|超)$")
_ROUND = compiled(r"(?P<size>[十百千]?万亿|[十百千]?[万亿]|百|千)")
_RANK_OF_HEAD = compiled(r"(?:全省|全国|全市|世界|全球|列|居)$")
_NTH_PLACE = compiled("位|名(?![^，。；、]{0,3}[校医师将])")
_NTH_NAME = compiled(r"中学|小学|医院|幼儿园|机床|人民医院|棉纺|产业(?=链|园|集团)|者|方")
_NTH_UNIT = compiled(
    r"产业|阶段|代|版|号|部分|季度|轮|站|步|课|讲|单元|航次|书记|增长极|梯队|等级|时间段|师|医|巡视|巡回"
)
_NOT_NTH = compiled(r"书记|增长极|梯队|师|医|巡视|巡回")
_SCOPE = compiled(
    r"(?:位居|位列|排名|排在|排|名列|列|居|连续\d+年|总量|总数|数量|规模|蝉联)?"
    rf"(?:{PLACES_RANKED}|我省)[^，。；、]{{0,6}}$"
)
_RANKED = compiled(r"(?:位居|位列|分列|排名|排在|名列|列|居|升至|跃居|跃升至|第一方阵)[^，。；]{0,8}$")
_BEFORE = (
    ("超过", "超"),
    ("不足", "不足"),
    ("不到", "不足"),
    ("大约", "约"),
    ("约", "约"),
    ("接近", "近"),
    ("近", "近"),
    ("超", "超"),
    ("逾", "超"),
    ("过", "超"),
)
_BEFORE_ENDS = frozenset(word[-1] for word, _ in _BEFORE)
_ROUND_NUMBERS = {"十": 10, "百": 100, "千": 1000, "": 1}
_NO_BEGIN = "第上数几成双周星初零整单逢每"  # 上百, 数十, 双十一, 每十万 are no counts of their own
_IDIOMS = compiled(
    "十分|十字|十里八|十万火急|十万八千里|百分|千万|千家万户|万里|十年树|百年|千年|十亿级|百万大军"
    "|千里|万户|百里|百户|十点|[一二三四五六七八九]十年代"
)
_BEFORE_KILO = compiled("[十百千万亿]千$")
_DIGITS_IN_A_ROW = compiled("(?!.*[零〇])[一二三四五六七八九]{2,3}")
_PERIOD_BEHIND = compiled("来|间|以来")
_ORDINAL_UNITS = frozenset(("届", "期", "年级", "国", "集"))
_MONTHS, _DAYS = 12, 31
_CIRCLE = compiled(r"[\u4e00-\u9fff]{0,4}圈|工程|计划|行动")


def chinese_numbers(text: str) -> Iterator[tuple[Quantity, Kind]]:
    """Yield the quantities of a text that stand in Chinese numerals, each with the kind that its form tells."""
    position = 0
    while first := _FIRST.search(text, position):
        match = _FORMS.match(text, first.start())
        position = match.end() if match else first.end()
        if match and (found := _read(text, match)):
            yield found
            position = max(position, found[0].end)


def _read(text: str, match: re.Match[str]) -> tuple[Quantity, Kind] | None:
    """Return the quantity of a match, or None where its numeral is none."""
    if match["count"]:
        return _counted(text, match)
    if match["plan"]:
        value = chinese_number(match["plan"][:2])
        return (_quantity(text, match, value, ""), "label") if value is not None else None
    if match["nth"]:
        value = number_in(match["nth"])
        return _nth(text, match, value) if value is not None else None
    if match["parts"]:
        return _share(text, match)
    if match["below"]:
        return _fraction(text, match)
    if match["tenths"]:
        return _with_approximator(text, _quantity(text, match, _tenths(match), "%")), "level"
    if match["head"]:
        ranked = _RANK_OF_HEAD.search(text[max(0, match.start() - 2) : match.start()])
        return (_quantity(text, match, Decimal(1), ""), "rank") if ranked else None
    return _quantity(text, match, Decimal(2) ** int(number_in(match["double"] or "一") or 0), "倍"), "increase"


def _share(text: str, match: re.Match[str]) -> tuple[Quantity, Kind] | None:
    """Read 百分之八, 千分之三."""
    value = number_in(match["share"])
    if value is None:
        return None
    unit = {"百": "%", "千": "‰", "万": "‱"}[match["parts"]]
    return _with_approximator(text, _quantity(text, match, value, unit)), "level"


def _fraction(text: str, match: re.Match[str]) -> tuple[Quantity, Kind] | None:
    """Read 三分之一."""
    below, above = chinese_number(match["below"]), chinese_number(match["above"])
    if not below or above is None:
        return None
    value = (above / below).quantize(Decimal("0.0001")).normalize()
    return _with_approximator(text, _quantity(text, match, value, "")), "level"


def _tenths(match: re.Match[str]) -> Decimal:
    """Return the percentage of 两成, 三成五 or 一成半."""
    half = match["half"]
    units = Decimal(5) if half == "半" else number_in(half) if half else None
    return (number_in(match["tenths"]) or Decimal(0)) * 10 + (units or 0)


def _counted(text: str, match: re.Match[str]) -> tuple[Quantity, Kind] | None:
    """Read 十余个, 二十五条, 三点五万亩, 两个半小时, 一年半, 五年来. In quotes they are names (“十条”)."""
    numeral, start, end = match["count"], match.start(), match.end()
    before = text[start - 1 : start]
    if before and before in _NO_BEGIN:
        return None
    if _BEFORE_KILO.search(numeral) and text[end : end + 1] in "瓦克米伏卡焦帕赫":
        numeral, end = numeral[:-1], end - 1  # 六十五万千瓦
    if _DIGITS_IN_A_ROW.fullmatch(numeral):
        return None  # 三四十, 五六个: about so many
    value = chinese_number(numeral)
    if value is None or numeral[0] in "百千万亿":
        return _round_number(text, start) if numeral[0] in "百千万亿" else None
    if numeral != "十" and text[end : end + 1] == "点":
        return None  # 三点, 七点半
    some = _SOME.match(text, end)
    assert some is not None
    approximated = some["some"] or some["more"]
    scale = (some["scale"] or "") if approximated else ""
    unit_start = some.end() if approximated else end
    if inside := _INSIDE.match(text, unit_start):
        value += Decimal("0.5") if inside["word"] == "半" else 0
        approx = "余" if inside["word"] == "多" else None
        return _finished(text, (start, inside.end()), (value, value), "个" + inside["unit"], approx)
    unit_stop = unit_end(text, unit_start)
    unit = text[unit_start:unit_stop]
    if not unit:
        return _without_unit(text, match, value)
    half = _HALF.match(text, unit_stop) if unit in _HALVED else None
    if half:
        value, unit_stop = value + Decimal("0.5"), half.end()
    if not (half or _counts(text, numeral, unit, unit_stop, bool(approximated))):
        return None
    amount = value * _scale(scale)
    if text[start:unit_stop] == "" or (
        _IDIOMS.match(text, start) and len(numeral) <= 3 and not _is_measured(unit, numeral)
    ):
        return None
    approx = {"余": "余", "多": "余", "几": "余", "来": "约"}.get(approximated or "")
    value, prefix = _printed(numeral, value)
    return _finished(text, (start, unit_stop), (value, amount), prefix + scale + unit, approx, base_unit=unit)


def _is_measured(unit: str, numeral: str) -> bool:
    """Whether a numeral with its unit is a measure whatever it begins with (十里 is none)."""
    return unit in MEASURES and unit != "里" and numeral != "十"


def _scale(text: str) -> int:
    product = 1
    for char in text:
        product *= {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[char]
    return product


def _printed(numeral: str, value: Decimal) -> tuple[Decimal, str]:
    """Return the value of a numeral as printed, and its multiplier: 三点五 and 万 of 三点五万."""
    bare = numeral.rstrip("百千万亿") if "点" in numeral else numeral
    multiplier = numeral[len(bare) :]
    return (value / _scale(multiplier), multiplier) if multiplier else (value, "")


def _counts(text: str, numeral: str, unit: str, end: int, approximated: bool) -> bool:
    """Whether a numeral before a unit is a figure and no word: of one digit only before a measure (三公里), or where a
    period of years is meant (五年来)."""
    if unit == "年" and _PERIOD_BEHIND.match(text, end):
        return True
    if len(numeral) > 1 or numeral == "十" or approximated:
        return unit not in ("分", "字", "里", "度") or len(numeral) > 1
    if unit not in MEASURES or (numeral == "一" and unit in ("元", "米", "亩", "斤", "里")):
        return False
    return not (unit == "公里" and re.search("最[后先初]$", text[: end - 3][-4:]))


def _finished(
    text: str,
    span: tuple[int, int],
    numbers: tuple[Decimal, Decimal],
    unit: str,
    approx: str | None,
    base_unit: str | None = None,
) -> tuple[Quantity, Kind]:
    """Return a counted quantity with its kind; `numbers` are its value and amount."""
    start, end = span
    base = unit if base_unit is None else base_unit
    after = re.compile("以上|以下|左右|以内|上下").match(text, end)
    quantity = Quantity(start, end, text[start:end], numbers[0], unit, numbers[1], base, approx, "level")
    if after and approx is None:
        words = {"以上": "以上", "以下": "以下", "以内": "以下"}.get(after[0], "约")
        quantity = replace(quantity, end=after.end(), text=text[start : after.end()], approx=words)
    return _with_approximator(text, quantity), _kind(text, quantity)


def _kind(text: str, quantity: Quantity) -> Kind:
    before, after = text[quantity.start - 1 : quantity.start], text[quantity.end : quantity.end + 1]
    value, unit = quantity.value, quantity.unit
    if before in ("“", "《") or after in ("”", "》"):
        return "label"
    if unit == "年" and (1900 <= value < 2100 or _PERIOD_BEHIND.match(text, quantity.end)):
        return "date"
    if unit in ("年代", "世纪") or (unit == "月" and value <= _MONTHS) or (unit == "日" and value <= _DAYS):
        return "date"
    if unit in _ORDINAL_UNITS:
        return "ordinal"
    return "label" if unit in ("小时", "分钟", "公里") and _CIRCLE.match(text, quantity.end) else "level"


def _without_unit(text: str, match: re.Match[str], value: Decimal) -> tuple[Quantity, Kind] | None:
    """Read a numeral in short form that ends a clause: 三千五."""
    numeral = match["count"]
    short = re.search("[百千万亿][一二三四五六七八九]$", numeral) and "零" not in numeral and len(numeral) >= 3
    ended = match.end() == len(text) or text[match.end()] in "，。；、！）)"
    return (_quantity(text, match, value, ""), "level") if short and ended and "点" not in numeral else None


def _round_number(text: str, start: int) -> tuple[Quantity, Kind] | None:
    """Read the round number of 突破百亿元, which is a word elsewhere."""
    size = _ROUND.match(text, start)
    if size is None or not _CEILING.search(text[max(0, start - 3) : start]):
        return None
    end = unit_end(text, size.end())
    unit = text[size.end() : end]
    if not unit or unit in ("年", "里", "分", "名", "种"):
        return None
    number = size["size"].rstrip("万亿")
    multiplier = size["size"][len(number) :]
    if text.startswith("大关", end):
        end += 2
    value = Decimal(_ROUND_NUMBERS[number])
    amount = value * _scale(multiplier)
    return Quantity(start, end, text[start:end], value, multiplier + unit, amount, unit, None, "level"), "level"


def _quantity(text: str, match: re.Match[str], value: Decimal, unit: str) -> Quantity:
    start, end = match.span()
    return Quantity(start, end, text[start:end], value, unit, value, unit, None, "level")


def _with_approximator(text: str, quantity: Quantity) -> Quantity:
    """Return a quantity with the approximator before it."""
    start = quantity.start
    if text[start - 1 : start] not in _BEFORE_ENDS or NO_APPROXIMATOR.search(text[max(0, start - 3) : start]):
        return quantity
    word, meaning = next((pair for pair in _BEFORE if text.endswith(pair[0], 0, start)), ("", ""))
    if not word or (word == "过" and text[start - 2 : start - 1] in "通经超"):
        return quantity
    start -= len(word)
    return replace(quantity, start=start, text=word + quantity.text, approx=quantity.approx or meaning)


def _nth(text: str, match: re.Match[str], value: Decimal) -> tuple[Quantity, Kind]:
    """Tell what 第N is: a rank where its scope stands before it, part of a name before a noun, else an ordinal."""
    start, end = match.span()
    quantity = _quantity(text, match, value, "")
    before, after = text[max(0, start - 20) : start], text[end : end + 1]
    if place := _NTH_PLACE.match(text, end):
        return replace(quantity, end=place.end(), text=text[start : place.end()]), "rank"
    if _NTH_NAME.match(text, end):
        return quantity, "label"
    unit_match = _NTH_UNIT.match(text, end)
    stop = unit_match.end() if unit_match else unit_end(text, end)
    unit = text[end:stop]
    if unit and not _NOT_NTH.match(text, end):
        return replace(quantity, end=stop, text=text[start:stop], unit=unit, base_unit=unit), "ordinal"
    if _SCOPE.search(before) or _RANKED.search(before):
        return quantity, "rank"
    before_noun = "\u4e00" <= after <= "\u9fff" and after not in "的，、。；和与及"
    return quantity, "label" if after and before_noun else "ordinal"
