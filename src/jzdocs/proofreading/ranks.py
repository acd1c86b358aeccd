"""Ranks that conflict: the same thing in the third place of a province here, in the fifth there.

Compared are only ranks of one name in one scope, in sentences that speak of the same year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from jzdocs.patterns import compiled
from jzdocs.proofreading.counters import value_of
from jzdocs.proofreading.lines import Line, Remark

_SCOPE = "全国|全省|全市|全区|全县|世界|全球|亚洲|西部|中部|东部|东北|全州|全盟"
_RANK = compiled(
    rf"(?:位居|居于|位列|排名|排在|居|列)(?P<scope>(?:{_SCOPE})\w{{0,8}}?)第(?P<rank>[一二三四五六七八九十\d]{{1,3}})(?:位|名)?(?![大批次])"
)
_SUBJECT = compiled(r"(?P<subject>\w+?)(?:分别|稳|继续|均|首次|连续\w{1,2}年|仍|也|已)*$")
_LONGEST_SUBJECT = 28
_LONGEST_SENTENCE = 300  # characters before and behind a rank that are read
_YEAR = compiled(
    r"(?:19|20)\d\d年|上年|去年|今年|[一二三四]季度|上半年|前三季度|(?<!\d)\d{1,2}月|[“”]?十[一二三四五]五"
)
_GENERIC = compiled("增速|增幅|总量|同比|增长|排名|位次|完成率|分别|总额|其中|均|比|较|上年|去年|今年")
_SHORTEST = 3  # characters of a name that says what is ranked
_STOP = compiled(r"[。；\n]")
_CHANGE = compiled(r"由|从|上升|提升|前移|下降|后移|力争|目标|曾|此前|原来|过去|进入|计划|预计")


class _Rank(Struct, frozen=True):
    """A rank as a sentence states it."""

    value: int
    text: str
    line: Line
    start: int


def conflicting(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield ranks that differ from an earlier one of the same name, scope and year (F126)."""
    stated: dict[tuple[str, str, frozenset[str]], _Rank] = {}
    by_heading: dict[str, str] = defaultdict(str)
    section = ""
    for line in lines:
        if line.kind == "heading":
            section = line.text
        if "第" not in line.text or line.quoted:
            continue
        for match in _RANK.finditer(line.text):
            sentence = _sentence(line.text, match.start("rank"))
            if _CHANGE.search(sentence):
                continue
            found = _SUBJECT.search(line.text, max(0, match.start() - _LONGEST_SUBJECT), match.start())
            subject = found["subject"] if found else ""
            if len(_GENERIC.sub("", subject)) < _SHORTEST:
                continue
            key = (subject, match["scope"], frozenset(_YEAR.findall(sentence)))
            rank = _Rank(
                value_of(match["rank"]), match[0][match.start("scope") - match.start() :], line, match.start("rank")
            )
            earlier = stated.setdefault(key, rank)
            same_place = by_heading.setdefault(subject, section) == section or not section
            if earlier.value != rank.value and rank.value and same_place:
                yield Remark(
                    line.at(rank.start),
                    "F126",
                    {
                        "subject": subject,
                        "stated": rank.text,
                        "earlier": earlier.text,
                        "line": str(earlier.line.at(earlier.start).line),
                    },
                )


def _sentence(text: str, index: int) -> str:
    """Return the sentence around a character."""
    first = max(0, index - _LONGEST_SENTENCE)
    start = max((match.end() for match in _STOP.finditer(text, first, index)), default=first)
    end = _STOP.search(text, index, index + _LONGEST_SENTENCE)
    return text[start : end.start() if end else index + _LONGEST_SENTENCE]
