"""From/to pairs: two quantities of one unit joined by a verb of change (从24.6%提升至38.2%), and what they measure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jzdocs.facts.quantities import Quantity

_RISE = "提升|提高|增加|增长|增|上升|扩大|升|扩容|跃升|攀升|拓展|发展"
_FALL = "下降|降低|降|减少|减|缩小|缩短|回落|压减"
_CHANGE = re.compile(rf"(?:[左右以上，,]*)(?:进一步|逐步|稳步|大幅)?(?P<verb>{_RISE}|{_FALL})(?:至|到|为)(?:了)?")
_CLAUSE = re.compile(r"[，,。；;：:！？!?、\n]")
_LEAD = re.compile(r"^(?:其中|同时|目前|截至目前|“?十[二三四五]五”?(?:期间|以来)?)")
_TAIL = re.compile(r"(?:从|由|自|达到了?|达|已|约|为|是|至|近|超过?|了|共|的|累计达|完成|提升至|分别)+$")
_LONGEST = 200  # characters; what is measured has no longer name


@dataclass(frozen=True, slots=True)
class Change:
    """A from/to pair and its subject; `falls` tells the direction that the verb claims."""

    subject: str
    before: Quantity
    after: Quantity
    falls: bool


def changes(text: str, found: Sequence[Quantity]) -> Iterator[Change]:
    """Pairs of neighbouring quantities in `found` (of `text`) that a verb of change joins."""
    for first, second in itertools.pairwise(found):
        between = _CHANGE.fullmatch(text[first.end : second.start])
        if between and first.base_unit == second.base_unit and first.kind == second.kind == "level":
            yield Change(subject_of(text, first.start), first, second, bool(re.fullmatch(_FALL, between["verb"])))


def subject_of(text: str, position: int) -> str:
    """What a quantity that begins at `position` measures: the words before it in its clause, without those that only lead to it."""
    words = _CLAUSE.split(text[max(0, position - _LONGEST) : position])[-1].strip(" 　")
    words = _TAIL.sub("", _LEAD.sub("", words))
    return words.strip("，,、 　")
