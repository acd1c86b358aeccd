"""Numbers that open their sentence, under all words that stand before them: 2024年末，全市有医疗卫生机构1286个.

Nothing but a time, an area, words that say nothing, and one name stands before such a number. So two documents that use
the same words for the same year speak of one quantity, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from jzdocs.checks.scope import is_goal, is_plan
from jzdocs.errors import Location
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import fold
from jzdocs.facts.recognition import numbers_in
from jzdocs.facts.rounding import exact
from jzdocs.facts.sentences import sentences
from jzdocs.patterns import compiled
from jzdocs.resolve.positions import place_in
from jzdocs.resolve.stated import Passage

_YEAR = compiled(
    r"(?:截至|到|至)?(?P<year>(?:19|20)\d\d)年(?P<part>(?:度|全年|年?[末底])?|(?:上半年|下半年|前三季度|[一二三四]季度|\d{1,2}月份?(?:\d{1,2}日|[末底])?|[1-9][—－–~至-]\d{1,2}月份?))"
)
_AREA = compiled("全[国省市县区镇乡村校院]|我[国省市县区镇]|本[省市县区镇]")
_FILLER = compiled(
    r"据(?:初步)?统计|(?:经|据)?(?:初步)?核算|累计完成|完成|实现|达到|达|共计|共有|共|拥有|[有已为是约的]|[，,\s\u3000“”]"
)
_GROWS = compiled(r"[，,]?(?:同比|比上年(?:同期)?|较上年(?:同期)?|比去年|较去年)?(?P<verb>增长|下降)")
_SPOILS = compiled(
    r"[；：:（()）]|其中|平均|同期|上年|去年|累计|第[一二三四五六七八九十]|突破|超过|逾|迈上|跨上|站上|票房"
)
_SHORTEST, _LONGEST = 4, 24  # characters of a name
_NOT_COUNTED = ("date", "label", "ordinal")


class ClauseStatement(Struct, frozen=True):
    """A number that opens its sentence: its name without time, area and words that say nothing, the time, the area (""
    where none is named), and its place. `grows` is the verb where it says by how much a level grew."""

    name: str
    time: str
    area: str
    unit: str
    grows: str
    number: Number
    at: Location

    @property
    def key(self) -> tuple[str, ...]:
        """What two statements of one quantity share, beside the area."""
        return self.name, self.time, self.unit, self.grows


def clause_statements(passages: Sequence[Passage]) -> Iterator[ClauseStatement]:
    """Yield the numbers of passages that open their sentences."""
    for passage in passages:
        if is_plan(passage.headings):
            continue
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            if any(char.isdigit() for char in sentence):
                yield from _in_sentence(sentence, start, passage)


def _in_sentence(sentence: str, start: int, passage: Passage) -> Iterator[ClauseStatement]:
    counted = [number for number in numbers_in(sentence) if number.kind not in _NOT_COUNTED]
    level = counted[0] if counted else None
    if level is None or level.kind not in ("level", "to", "increase") or not exact(level) or level.bound:
        return
    lead = fold(sentence[: level.quantity.start])
    times = list(_YEAR.finditer(lead))
    behind = re.match("[^，。；、（(]*", sentence[level.quantity.end :])
    if is_goal(lead) or (behind and is_goal(behind[0])):
        return
    if len(times) != 1 or _SPOILS.search(lead):
        return
    words = _YEAR.sub("", lead)
    areas = set(_AREA.findall(words))
    name = _FILLER.sub("", _AREA.sub("", words))
    if not _SHORTEST <= len(name) <= _LONGEST or any(char.isdigit() for char in name) or len(areas) > 1:
        return
    part = "" if re.fullmatch("(?:度|全年|年?[末底])?", times[0]["part"]) else times[0]["part"]
    time, area = times[0]["year"] + part, areas.pop() if areas else ""
    at = place_in(passage.run, start + level.quantity.start)
    if level.quantity.base_unit:
        yield ClauseStatement(name, time, area, level.quantity.base_unit, "", level, at)
    if len(counted) > 1 and counted[1].quantity.base_unit == "%" and exact(counted[1]):
        growth = counted[1]
        verb = _GROWS.fullmatch(sentence[level.quantity.end : growth.quantity.start])
        if verb:
            at = place_in(passage.run, start + growth.quantity.start)
            yield ClauseStatement(name, time, area, "%", verb["verb"], growth, at)
