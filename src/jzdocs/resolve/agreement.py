"""The same quantity in two places: a rate or a total that the document states once more with another value.

Only names that stand for a single quantity are compared (再生水利用率, 绿化覆盖面积), in sentences of one period and
one place, and never a goal with what was reached: a false alarm would cost more than a fault that is missed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from msgspec import Struct

from jzdocs.checks.tables import number_in
from jzdocs.errors import Location, Report
from jzdocs.facts.number import Number
from jzdocs.facts.recognition import numbers_in
from jzdocs.facts.rounding import exact, least, most
from jzdocs.facts.sentences import sentence_at
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, blocks, plain, prose, sentence_runs
from jzdocs.resolve.positions import place_in

# names that stand for one quantity, where a place and a time are given
_MEASURE = (
    "率|占比|比重|总量|总额|总数|面积|里程|总值|产值|增加值|收入|支出|余额|产量|人口|存栏|比例|强度|系数|储量|能力"
)
_CANDIDATE = re.compile(
    rf"(?P<name>{_MEASURE})[\u4e00-\u9fff（）]{{0,8}}?(?:\d{{4}}年(?:底|末)?的?)?(?P<number>\d[\d,]*(?:\.\d+)?)"
)
_IS_MEASURE = re.compile(rf"(?:{_MEASURE})$")
_GOAL = re.compile("力争|目标|到20[3-9]|将达|预计|计划|规划|争取|确保|不低于|以上|以内|左右|假如|比如|例如|国际|警戒")
_SCOPE = re.compile("全国|全省|主城区|市区|县城|县域|农村|乡村|城区|城镇|农业|工业|其中|新增|平均|同期|此前|原来|过去")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2}(?:市|县|区|镇|乡|村)")
_YEAR = re.compile(r"(?:19|20)\d\d年|上年|去年|今年|一季度|上半年|前三季度|\d{1,2}月")
_TAIL = 4
_LONGEST = 200  # characters before a number in which its place and time are looked for
_MOST = 8  # statements of one quantity that others are compared with
_LEAST = 4  # characters of the shortest name that is compared


class _Stated(Struct, frozen=True):
    """A quantity as it is stated somewhere."""

    number: Number
    about: frozenset[str]
    run: Inlines
    start: int

    @property
    def at(self) -> Location:
        """The place of its number."""
        return place_in(self.run, self.start)


def check_agreement(document: nodes.Document, report: Report) -> None:
    """Report quantities that two places of the document state differently."""
    runs = list(_runs(document))
    earlier: dict[tuple[str, str], list[_Stated]] = defaultdict(list)
    tables = [b for b in blocks(document.blocks) if isinstance(b, nodes.Table) and b.at.path]
    names = {plain(row[0].inlines) for table in tables for row in table.body if row}
    for run, sentence, place in _candidates(runs, {name[-_TAIL:] for name in names}):
        for stated in _stated(run, sentence, place):
            key = (stated.number.subject, stated.number.quantity.base_unit)
            others = [other for other in earlier[key] if other.about == stated.about]
            if 0 < len(others) < _MOST and not any(_agree(other.number, stated.number) for other in others):
                _report(others[0], stated.number.quantity.text, stated.at, report)
            if len(earlier[key]) < _MOST:
                earlier[key].append(stated)
    _check_tables(tables, earlier, report)


def _runs(document: nodes.Document) -> Iterator[tuple[Inlines, str]]:
    for block in blocks(document.blocks):
        if not isinstance(block, nodes.Sources | nodes.KeyFigures | nodes.Table):
            for run in sentence_runs(block):
                yield run, prose(run)


def _candidates(runs: Sequence[tuple[Inlines, str]], tails: Set[str]) -> Iterator[tuple[Inlines, str, int]]:
    """Yield (run, sentence, where it begins in the run) of sentences that give a number to a name which has another
    number elsewhere, or stands in a table (`tails` are the last characters of such names): only these are read."""
    places_by_tail: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for index, (_, text) in enumerate(runs):
        for match in _CANDIDATE.finditer(text):
            end = match.end("name")
            places_by_tail[text[max(0, end - _TAIL) : end]].append((index, match.start("number"), match["number"]))
    chosen = {
        (i, start)
        for tail, places in places_by_tail.items()
        if tail in tails or len({p[2] for p in places}) > 1
        for i, start, _ in places
    }
    read: set[tuple[int, int]] = set()
    for index, start in sorted(chosen):
        run, text = runs[index]
        sentence = sentence_at(text, start)
        place = text.rfind(sentence, 0, start + len(sentence))
        if place >= 0 and (index, place) not in read:
            read.add((index, place))
            yield run, sentence, place


def _stated(run: Inlines, sentence: str, place: int) -> Iterator[_Stated]:
    """Yield the numbers of a sentence that can be compared."""
    if _GOAL.search(sentence):
        return
    for number in numbers_in(sentence):
        name = number.subject
        if (
            number.kind in ("level", "to")
            and len(name) >= _LEAST
            and _IS_MEASURE.search(name)
            and exact(number)
            and number.quantity.unit
        ):
            yield _Stated(number, _about(sentence, number), run, place + number.quantity.start)


def _about(sentence: str, number: Number) -> frozenset[str]:
    """Return place, scope and time of a number: what must be the same where two are compared."""
    clause = sentence[max(0, number.quantity.end - _LONGEST) : number.quantity.end]
    years = _YEAR.findall(clause)
    return frozenset((*_PLACE.findall(clause), *_SCOPE.findall(clause), *years[-1:]))


def _agree(a: Number, b: Number) -> bool:
    return least(a.quantity) <= most(b.quantity) and least(b.quantity) <= most(a.quantity)


def _report(first: _Stated, text: str, at: Location, report: Report) -> None:
    report.warn(
        at,
        "F113",
        subject=first.number.subject,
        stated=text,
        text=first.number.quantity.text,
        path=first.at.path,
        line=first.at.line,
    )


def _check_tables(tables: Sequence[nodes.Table], earlier: dict[tuple[str, str], list[_Stated]], report: Report) -> None:
    """Report rows of tables whose name the text measures too, where they give a number that the text never gives."""
    by_name: dict[str, list[_Stated]] = defaultdict(list)
    for (name, _), stated in earlier.items():
        by_name[name].extend(stated)
    for table in tables:
        for row in table.body:
            stated = by_name.get(plain(row[0].inlines), []) if row else []
            numbers = [(cell, number) for cell in row[1:] if (number := number_in(plain(cell.inlines)))]
            units = {s.number.quantity.unit for s in stated}
            if len(units) != 1 or len(numbers) != 1 or (numbers[0][1].unit or table.unit) not in units:
                continue
            cell, number = numbers[0]
            if not any(_near(s, number.value, number.half) for s in stated):
                _report(stated[0], plain(cell.inlines), cell.at, report)


def _near(stated: _Stated, value: Decimal, half: Decimal) -> bool:
    own = stated.number.quantity.value
    return abs(own - value) <= half + Decimal(5).scaleb(int(own.as_tuple().exponent) - 1)
