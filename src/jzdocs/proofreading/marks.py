"""Punctuation that no reading saves (GB/T 15834-2011): two marks where one stands, and marks where none stands.

What the build sets right by itself (half-width marks beside Han, dots and dashes) is not told: the lines are those of
the printed text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jzdocs.patterns import compiled
from jzdocs.proofreading.counters import leading_counter
from jzdocs.proofreading.lines import Line, Remark

# two marks of a pause or an end beside each other; ！！, ？！ and …… are used on purpose
_DOUBLED = compiled("[，、；：][，、；：。]+|[。！？][，、；：。]")
_FULL_STOPS = compiled("。。+")
# (what is found, the key, whether its first character stays)
_MISPLACED: tuple[tuple[re.Pattern[str], str, bool], ...] = (
    # a pause ends no aside, begins no quotation and comes before no closing mark (4.4, 4.5, 5.1)
    (compiled(r"[，、；：](?=[）》】〕])"), "S118.before", False),
    (compiled("[（《【〔][，。、；]"), "S118.behind", True),
    # 等 counts nothing up by itself (4.5.3)
    (
        compiled(r"、(?=等(?![级待候价效额于同高离值边量差式会额分外距号腰比身])(?:[\w，。；、）]|$))"),
        "S118.and_others",
        False,
    ),
    # the sign says already that something is left out (4.11)
    (
        compiled(r"……(?=等(?:等)?(?:(?![级待候价效额于同高离值边量差式会分外距号腰比身])[\w，。；、）]|$))"),
        "S118.ellipsis",
        False,
    ),
)
# a series of nothing but names or quotations; one with other words between them, or behind 、, has its 、 (4.5.3.5)
_PAIRS_PARTED = compiled(
    r"(?<!、)(?:《[^《》、“”]{1,40}》(?:、《[^《》“”]{1,40}》)+|“[^“”、《》]{1,40}”(?:、“[^“”《》]{1,40}”)+)(?=[，。；：！？）]|等[^级待候]|$)"
)
_BRACKETED = compiled(r"[ \u3000]*[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)][、，.．。]")
_ORDINAL = compiled(r"(?:(?<=[。；：])|^[ \u3000]*)第[一二三四五六七八九十]、(?![二三四五六七八九十第]|\w、)")
_HEADING_END = compiled(r"[，、；：。]$")
_RANGE_OF_YEARS = compiled(r"(?<!\d)(?:19|20)\d\d年?(?:——|--|－－)(?:19|20)\d\d年?(?!\d)")


def mispunctuated(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield marks beside each other of which one is right (S117), and those where none stands (S118)."""
    parted: list[tuple[Line, re.Match[str]]] = []
    ordinals: list[tuple[Line, re.Match[str]]] = []
    for line in lines:
        text = line.text
        for match in _DOUBLED.finditer(text):
            yield _remark(line, match, "S117", match[0][-1] if match[0][-1] in "。！？" else match[0][0])
        for match in _FULL_STOPS.finditer(line.written):
            if len(match[0]) > 2 or "。。" in text:  # 。。。 is an ellipsis; what is printed was told
                continue
            near = line.written[max(0, match.start() - 6) : match.start()]
            yield Remark(line.at_written(match.start()), "S117", {"stated": near + "。。", "right": near + "。"})
        for pattern, key, first_stays in _MISPLACED:
            for match in pattern.finditer(text):
                yield _remark(line, match, key, match[0][0] if first_stays else "")
        yield from _counters(line)
        for match in _RANGE_OF_YEARS.finditer(text):
            yield Remark(
                line.at(match.start()), "S118.range", {"stated": match[0], "right": re.sub("——|--|－－", "—", match[0])}
            )
        if "、《" in text or "、“" in text:
            parted += [(line, match) for match in _PAIRS_PARTED.finditer(text)]
        if "第" in text:
            ordinals += [(line, match) for match in _ORDINAL.finditer(text)]
    yield from _once(parted, key="S118.parted")
    yield from _once(ordinals, key="S118.ordinal")
    yield from _heading_ends(lines)


def _remark(line: Line, match: re.Match[str], key: str, right: str) -> Remark:
    """Return the remark on a mark, shown with some characters around it and what they would be."""
    before, behind = line.text[max(0, match.start() - 6) : match.start()], line.text[match.end() : match.end() + 4]
    return Remark(line.at(match.start()), key, {"stated": before + match[0] + behind, "right": before + right + behind})


def _once(found: Sequence[tuple[Line, re.Match[str]]], *, key: str) -> Iterator[Remark]:
    """Yield the first of the places at which a document has one habit, with their number: a series of quotations parted
    by 、 (4.5.3.5), and 第一、 for 第一， (B.3.1)."""
    for line, match in found[:1]:
        stated = match[0].strip()
        right = f"{stated[:-1]}，" if key == "S118.ordinal" else re.sub("(?<=[》”])、(?=[《“])", "", stated)
        yield Remark(
            line.at(match.start() + match[0].index("、")),
            key,
            {"stated": _short(stated), "right": _short(right), "count": str(len(found))},
        )


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:14]}…{text[-14:]}"


def _counters(line: Line) -> Iterator[Remark]:
    """Yield marks behind a number in brackets (B.3.4: none stands there)."""
    if match := _BRACKETED.match(line.text):
        stated = match[0].strip()
        yield Remark(line.at(match.end() - 1), "S118.counter", {"stated": stated, "right": stated[:-1]})


def _heading_ends(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield headings that end in a mark of a pause; in a full stop where hardly any other of their level does."""
    headings = [line for line in lines if line.kind == "heading" and line.text]
    stops = {
        level: [line for line in headings if line.level == level and line.text.endswith("。")] for level in range(1, 7)
    }
    counts = {level: sum(1 for line in headings if line.level == level) for level in range(1, 7)}
    for line in headings:
        match = _HEADING_END.search(line.text)
        if match is None or _QUESTION.match(line.text):
            continue
        few = len(stops[line.level]) * _FEW <= counts[line.level]
        if match[0] in "，、；" or (match[0] == "。" and few and leading_counter(line.text) is None):
            yield Remark(line.at(match.start()), "S120", {"stated": line.text[-12:], "right": line.text[-12:-1]})


_QUESTION = compiled(r"(?:\w{0,12}记者)?(?:问|提问)?[：:]|[问答][：:]")
_FEW = 4  # headings of a level for one that ends in a full stop
