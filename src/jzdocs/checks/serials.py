"""Ranges of numbers and how many they hold: 第37页至第52页，占16页; 编号004101至004150，共50份; 第6排至第15排、
每排24座，共240座; storeys, and pages on sheets with two sides.

A range holds both its ends; what is climbed from storey to storey does not count the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzdocs.checks.calendar import SENTENCE, impossible, part
from jzdocs.checks.finding import Finding
from jzdocs.patterns import compiled

_LONGEST = 120  # characters
_DASH = r"\s*(?:起?[，,]?(?:至|到)|—+|–|－|-|~|～)\s*"
_ABOUT = compiled("约|近|超|余|多|左右|以上|至少|缺|除|去掉|跳|作废号|不连续|单号|双号|隔")
_RANGE = compiled(
    rf"第(?P<first>\d{{1,6}})(?P<unit>[\u4e00-\u9fff])?{_DASH}第?(?P<last>\d{{1,6}})(?P<unit2>[页排号桌组期集章册卷讲课条题箱站届行层列座])"
    rf"|(?:编号|号码|序号|票号|证号|尾号|流水号|号段)[^，。；\d]{{0,6}}(?P<prefix>[A-Za-z\-]*)(?P<first2>\d{{2,10}})号?{_DASH}(?P=prefix)(?P<last2>\d{{2,10}})(?!\d)号?"
)
_COUNT = compiled(r"(?<![第\d.—–~～-])(?P<count>\d{1,6})(?P<unit>[\u4e00-\u9fff])")
_ALL = compiled(r"(?:共计?|计|合计|占|总计|一共|总共|即|整)(?:了|有|为|发放|印制|领取|收录)?$")
_ALL_OF_KIND = compiled(r"(?:共计?|计|合计|占|总计|一共|总共|即|整)[^，。；\d]{0,3}$")
_EACH = compiled(r"每[\u4e00-\u9fff][^，。；\d]{0,3}(?P<each>\d{1,4})(?P<unit>[\u4e00-\u9fff])")
_DUPLEX = compiled(
    r"双面(?:打印|印刷|复印)?[^，。；\d]{0,4}(?P<pages>\d{1,5})页[^。；\d]{0,16}(?:每[份本册]|用纸|需|共)[^，。；\d]{0,6}(?P<sheets>\d{1,5})张"
)
_STOREYS = compiled(
    r"(?:从|由|自)(?P<first>\d{1,3})(?:楼|层)[^，。；\d]{0,6}?(?:至|到|[—–~～-])第?(?P<last>\d{1,3})(?:楼|层)"
)
_PER_STOREY = compiled(
    r"(?:层高|每[层楼](?:层高|高)?|每上一[层楼])[^，。；\d]{0,6}(?P<each>\d{1,3}(?:\.\d+)?)(?P<unit>米|级|阶|个?台阶)"
)
_CLIMBED = compiled(r"(?:[上下]升?|升高|提升|[爬登攀降走]了?|共计?|高差|落差|合计|高度差|垂直距离)[^，。；\d]{0,4}$")
_QUEUE = compiled(
    r"(?:叫到|办理到|正在办理|叫号至?|呼叫)第?(?P<first>[A-Z]?\d{1,5})号[^。；]{0,4}[，,][^，。；\d]{0,6}?第?(?P<last>[A-Z]?\d{1,5})号[^。；\d]{0,12}?(?:前面|前方|之前|还需等|还有|尚有)[^，。；\d]{0,4}(?P<count>\d{1,4})[人位个名]"
)


def serials_in(text: str) -> Iterator[Finding]:
    """Yield the counts of a text that are not those of their range of numbers."""
    for match in SENTENCE.finditer(text):
        sentence, offset = match[0], match.start()
        if len(sentence) > _LONGEST or _ABOUT.search(sentence):
            continue
        if "第" in sentence or "号" in sentence:
            yield from _check_range(sentence, offset)
            yield from _check_queue(sentence, offset)
        if "双面" in sentence:
            yield from _check_duplex(sentence, offset)
        if "层" in sentence or "楼" in sentence:
            yield from _check_storeys(sentence, offset)


def _check_range(sentence: str, offset: int) -> Iterator[Finding]:
    """Check the first number behind the only range of a sentence that is said to count all of it."""
    ranges = list(_RANGE.finditer(sentence))
    if len(ranges) != 1:
        return
    found = ranges[0]
    first, last = found["first"] or found["first2"], found["last"] or found["last2"]
    unit = found["unit2"]
    if (found["unit"] and found["unit"] != unit) or (not unit and len(first) != len(last)):
        return
    size = int(last) - int(first) + 1
    each = _EACH.search(sentence, found.end())
    words = _ALL if unit in (None, "号") else _ALL_OF_KIND
    numbers = [
        n for n in _COUNT.finditer(sentence, found.end()) if words.search(sentence[max(0, n.start() - 6) : n.start()])
    ]
    if size < 2 or not numbers:
        return
    number = numbers[0]
    if each and each["unit"] == number["unit"] and each.end() <= number.start():
        right, how = size * int(each["each"]), f"{size} × {each['each']}"
    elif not each and (number["unit"] == unit or (unit in (None, "号") and number["unit"] not in "万亿元年月日")):
        right, how = size, f"{last} − {first} + 1"
    else:
        return
    if int(number["count"]) != right:
        place = part(sentence, number.start(), number.end(), offset)
        yield impossible(place, "length", f"{right}{number['unit']}", how, certain=False)


def _check_queue(sentence: str, offset: int) -> Iterator[Finding]:
    """Check how many are before a number of a queue: the one that is being served may count."""
    for match in _QUEUE.finditer(sentence):
        between = int(match["last"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - int(
            match["first"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        )
        if between > 0 and int(match["count"]) not in (between - 1, between):
            place = part(sentence, match.start("count"), match.end(), offset)
            how = f"{match['last']} − {match['first']}"
            yield impossible(place, "length", f"{between - 1}{match[0][-1]}", how, certain=False)


def _check_duplex(sentence: str, offset: int) -> Iterator[Finding]:
    """Check the sheets of pages that are printed on two sides."""
    for match in _DUPLEX.finditer(sentence):
        right = -(-int(match["pages"]) // 2)
        if int(match["sheets"]) != right:
            place = part(sentence, match.start("sheets"), match.end(), offset)
            yield impossible(place, "length", f"{right}张", f"{match['pages']} ÷ 2", certain=False)


def _check_storeys(sentence: str, offset: int) -> Iterator[Finding]:
    """Check what is climbed from one storey to another against the height or the steps of one."""
    storeys, each = _STOREYS.search(sentence), _PER_STOREY.search(sentence)
    if not storeys or not each:
        return
    unit = each["unit"]
    total = re.search(rf"(?P<count>\d{{1,4}}(?:\.\d+)?){unit}", sentence[max(storeys.end(), each.end()) :])
    if not total:
        return
    start = max(storeys.end(), each.end()) + total.start()
    if not _CLIMBED.search(sentence[max(0, start - 8) : start]):
        return
    right = abs(int(storeys["last"]) - int(storeys["first"])) * float(each["each"])
    if round(float(total["count"]), 2) != round(right, 2):
        place = part(sentence, start, start + len(total[0]), offset)
        how = f"({storeys['last']} − {storeys['first']}) × {each['each']}"
        yield impossible(place, "length", f"{right:g}{unit}", how, certain=False)
