"""How many a text announces against how many follow: 以下三项工作：一是…；二是…, and 三个坚持：坚持…、坚持….

Judged only where what is counted follows at once and counts from one without a fault.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from jzdocs.patterns import compiled
from jzdocs.proofreading.counters import Counter, counters_in, value_of
from jzdocs.proofreading.lines import Line, Remark

_N = r"(?P<number>[二两三四五六七八九十]{1,2}|\d{1,2})"
_NOUN = (
    r"(?P<noun>(?:个|项|点|条|种|类|大|件|方面)(?:方面|工作|任务|措施|要求|意见|建议|问题|原则|重点|举措|内容|要点|特点|事项|环节|行动|工程|目标|关键|情况|"
    r"变化|原因|理由|条件|经验|体会|成绩|突破|转变)?(?:的?(?:工作|任务|措施|要求|意见|建议|问题|内容|要求|情况|事项))?)"
)
_ANNOUNCED = compiled(
    rf"(?P<these>以下|下列|如下|下面|下述)?(?:的)?(?P<all>(?<![第前后上每各另其些]){_N}{_NOUN})(?P<after>[^。；：！？，、（）“”]{{0,6}})(?P<end>[：:。]|$)"
)
_MAY_ANNOUNCE = compiled(
    "[二两三四五六七八九十\\d](?:个|项|点|条|种|类|大|件|方面)[^。；：，]{0,14}[：:。]|以下|下列|如下|下面|下述"
)
_TO_DO = compiled(r"(?:抓好|做好|抓|办好|突出|把握|坚持|做到|实施|有|分为?|包括|提出)$")
_OTHERS = compiled(r"还有|此外|另外|另一|其余|以及|最后|再就是")  # items that are not counted
_LONGEST = 5000  # characters of a list within a paragraph
_MOST_BETWEEN = 3  # paragraphs of an item
_SLOGAN = compiled(r"“?(?P<number>[二两三四五六七八九])个(?P<word>\w{2})”?(?:[：:，]|，?即)(?P<parts>[^。；：:！？]*)")


def miscounted(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield the announced numbers that what follows does not have (S111)."""
    for index, line in enumerate(lines):
        if line.quoted or line.kind == "note":
            continue
        yield from _announced(lines, index)
        yield from _slogans(line)


def _announced(lines: Sequence[Line], index: int) -> Iterator[Remark]:
    line = lines[index]
    if not _MAY_ANNOUNCE.search(line.text):
        return
    counters: list[Counter] = []
    for match in _ANNOUNCED.finditer(line.text):
        stated = value_of(match["number"].replace("两", "二"))
        if stated < 2 or not _is_announcement(line.text, match):
            continue
        inside = match.end() < len(line.text)
        counters = counters or (counters_in(line) if inside else [])
        found = _inside(lines, index, (match.end(), counters), stated) if inside else _behind(lines, index)
        if (
            found > 1
            and found != stated
            and not (found < stated and _OTHERS.search(line.text, match.end(), match.end() + _LONGEST))
        ):
            yield Remark(line.at(match.start("all")), "S111", {"stated": match["all"], "count": str(found)})


def _is_announcement(text: str, match: re.Match[str]) -> bool:
    """Return whether a number announces what follows: before a colon, of 以下…, or of 抓好两件事。"""
    if match["these"] or match["end"] in ("：", ":"):
        return True
    return match["end"] == "。" and bool(_TO_DO.search(text, max(0, match.start("all") - 6), match.start("all")))


def _inside(lines: Sequence[Line], index: int, behind: tuple[int, Sequence[Counter]], stated: int) -> int:
    """Return how many items count from one `behind` a place in a line, given with all counters of the line; 0 where
    none begins there at once. Paragraphs behind it may go on, until as many were found as are `stated`."""
    end, counters = behind
    first = bisect_left(counters, end, key=lambda counter: counter.start)
    if first == len(counters) or counters[first].value != 1 or counters[first].start - end > 1:
        return 0
    form = counters[first].form
    last = 0
    for place in range(first, len(counters)):
        counter = counters[place]
        if counter.form == form and counter.value == last + 1:
            last += 1
        elif counter.form == form:
            return last if counter.value == 1 else 0
    empty = 0
    for line in lines[index + 1 : index + 1 + stated * _MOST_BETWEEN]:
        if last == stated or line.kind == "heading" or empty > _MOST_BETWEEN:
            break
        following = [counter.value for counter in counters_in(line) if counter.form == form]
        empty += not following
        if following and following != list(range(last + 1, last + 1 + len(following))):
            break
        last += len(following)
    return last


def _behind(lines: Sequence[Line], index: int) -> int:
    """Return how many lines behind this one count from one; 0 where the next does not."""
    first = _counter(lines[index + 1]) if index + 1 < len(lines) else None
    if first is None or first.value != 1:
        return 0
    outer = _counter(lines[index])
    last = 1
    for line in lines[index + 2 :]:
        counter = _counter(line)
        if counter and counter.form == first.form:
            if counter.value != last + 1:
                break
            last = counter.value
        elif line.kind == "heading" or (counter and outer and counter.form == outer.form):
            break
    return last


def _counter(line: Line) -> Counter | None:
    if line.ordinal:
        return Counter("list", line.ordinal, "", 0, True)
    counters = counters_in(line)
    return counters[0] if counters and counters[0].leads else None


def _slogans(line: Line) -> Iterator[Remark]:
    """Yield 三个坚持：坚持…，坚持…: the word stands at the head of each part."""
    for match in _SLOGAN.finditer(line.text):
        stated, word = value_of(match["number"].replace("两", "二")), match["word"]
        parts = [part.strip(" “”‘’") for part in re.split("[，、；]", match["parts"])]
        found = sum(1 for part in parts if part.startswith(word))
        if found > 1 and found == len(parts) and found != stated:
            yield Remark(
                line.at(match.start()),
                "S111",
                {"stated": match[0][: match.end("word") - match.start()].strip("“"), "count": str(found)},
            )
