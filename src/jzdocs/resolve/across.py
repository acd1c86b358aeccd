"""The same quantity in two documents of a project: stated once with one value, once with another.

Documents of a project may be of different bodies and times. So only quantities with a stated year are compared, or
those of two documents that agree on others; documents that differ on most of what they share speak of different things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from jzdocs.checks.scope import places
from jzdocs.errors import Location, Report
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import fold
from jzdocs.facts.rounding import half_unit
from jzdocs.model import nodes
from jzdocs.patterns import compiled
from jzdocs.resolve.clause_statements import clause_statements
from jzdocs.resolve.stated import Stated, Statements, agree

ACROSS = "F140"  # the code of its findings
_DIGITS = 3
_A_YEAR = compiled(r"(?:19|20)\d\d年")


class _Entry(Struct, frozen=True):
    """What a document states of a quantity: the only value that it gives."""

    document: int
    number: Number
    at: Location
    dated: bool
    alone: bool
    area: str = ""


class Ledger:
    """What the documents of a project state, for comparing them."""

    def __init__(self) -> None:
        """Begin without a document."""
        self._reports: list[Report] = []
        self._titles: list[frozenset[str]] = []
        self._entries: dict[tuple[object, ...], list[_Entry]] = defaultdict(list)

    def add(
        self,
        document: nodes.Document,
        report: Report,
        is_allowed: Callable[[Location], bool],
        source: Sequence[str] = (),
    ) -> None:
        """Note what a document states. Its findings will go into `report`, but for those at a place that is allowed.
        `source` holds the lines of a text that was read by its form."""
        statements = Statements(document, source)
        by_key: dict[tuple[object, ...], list[Stated]] = defaultdict(list)
        for stated in statements.read(statements.passages):
            by_key[(*stated.key, stated.scope.sector)].append(stated)
        index = len(self._reports)
        self._reports.append(report)
        self._titles.append(places(document.meta.title))
        for clause in clause_statements(statements.all_passages):
            if not is_allowed(clause.at):
                entry = _Entry(index, clause.number, clause.at, dated=True, alone=True, area=clause.area)
                self._entries[clause.key].append(entry)
        for key, members in by_key.items():
            first = members[0]
            unique = all(agree(first.number, other.number) for other in members)
            if unique and not is_allowed(first.at):
                dated = bool(_A_YEAR.match(first.scope.time)) and first.scope.time in fold(first.passage.text)
                self._entries[key].append(_Entry(index, first.number, first.at, dated, first.scope.alone))

    def report(self) -> None:
        """Report what two documents state differently, at the later one."""
        shared: dict[tuple[int, int], list[tuple[_Entry, _Entry]]] = defaultdict(list)
        compared: set[tuple[Location, Location]] = set()
        for first, second in self._pairs():
            if (first.at, second.at) not in compared:
                compared.add((first.at, second.at))
                shared[first.document, second.document].append((first, second))
        reported: set[Location] = set()
        for (earlier, later), pairs in shared.items():
            differing = [(a, b) for a, b in pairs if not _may_agree(a.number, b.number)]
            agreeing = sum(agree(a.number, b.number) and _is_telling(a.number) for a, b in pairs)
            if len(differing) > max(1, agreeing) or self._of_different_places(earlier, later):
                continue
            for first, second in differing:
                certain = agreeing > 0 or (first.dated and first.alone and second.alone)
                if certain and second.at not in reported:
                    reported.add(second.at)
                    _report(first, second, self._reports[later])

    def _pairs(self) -> Iterator[tuple[_Entry, _Entry]]:
        """Yield what two documents state of one quantity: each with the first that states it."""
        for entries in self._entries.values():
            for place, entry in enumerate(entries[1:], start=1):
                earlier = (first for first in entries[:place] if _may_be_one(first, entry))
                if first := next(earlier, None):
                    yield first, entry

    def _of_different_places(self, first: int, second: int) -> bool:
        return self._titles[first] != self._titles[second] and bool(self._titles[first] and self._titles[second])


def _may_be_one(first: _Entry, second: _Entry) -> bool:
    """Whether two entries of different documents may be of one area."""
    same_area = first.area == second.area or not (first.area and second.area)
    return first.document != second.document and same_area


def _may_agree(first: Number, second: Number) -> bool:
    """Whether two numbers can be roundings of one value, or one of them can be the other with decimals cut off."""
    a, b = first.quantity, second.quantity
    return agree(first, second) or abs(a.amount - b.amount) < 2 * max(half_unit(a), half_unit(b))


def _is_telling(number: Number) -> bool:
    """Whether a number has so many digits that two documents hardly state it by chance."""
    return len(number.quantity.value.as_tuple().digits) >= _DIGITS


def _report(first: _Entry, second: _Entry, report: Report) -> None:
    report.warn(
        second.at,
        "F140",
        subject=second.number.subject,
        stated=second.number.quantity.text,
        text=first.number.quantity.text,
        path=first.at.path,
        line=first.at.line,
    )
