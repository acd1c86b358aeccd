"""The same quantity in two places: a rate or a total that the document states once more with another value.

Only names that stand for a single quantity are compared (再生水利用率, 绿化覆盖面积), of one scope and time
(`checks/scope.py`), in sentences that are alike enough: a false alarm would cost more than a fault that is missed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jzdocs.checks.scope import scope_of_table
from jzdocs.checks.tables import number_in
from jzdocs.errors import Location, Report
from jzdocs.facts.cells import column
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, plain
from jzdocs.resolve.grids import place_of
from jzdocs.resolve.stated import Stated, Statements, agree

_MOST_VALUES = 3  # of one name; more are of several things that the name does not tell apart


def check_agreement(document: nodes.Document, report: Report, source: Sequence[str] = ()) -> set[Location]:
    """Report quantities that two places of the document state differently, and return the places of the cells of tables
    that were reported. `source` holds the lines of a text that was read by its form."""
    statements = Statements(document, source)
    by_key: dict[tuple[object, ...], list[Stated]] = defaultdict(list)
    for stated in statements.read(statements.passages):
        by_key[(stated.passage.part, *stated.key)].append(stated)
    for members in by_key.values():
        for first, second in contradictions(members, statements):
            _report(first, second.number.quantity.text, second.at, report)
    return _check_tables(document, by_key, report)


def contradictions(members: Sequence[Stated], statements: Statements) -> Iterator[tuple[Stated, Stated]]:
    """Yield (earlier, later) of statements of one quantity whose later one agrees with none before it."""
    distinct: list[Stated] = []
    for stated in members:
        if not any(agree(other.number, stated.number) for other in distinct):
            distinct.append(stated)
        if len(distinct) > _MOST_VALUES:  # a name for many things
            return
    if distinct:
        for stated in distinct[1:]:
            if _is_the_same(distinct[0], stated, statements):
                yield distinct[0], stated


def _is_the_same(first: Stated, second: Stated, statements: Statements) -> bool:
    """Whether two statements are certainly of one quantity. Passages that agree on other names speak of one thing;
    those that differ on all of them speak of two."""
    if first.scope.sector and second.scope.sector and first.scope.sector != second.scope.sector:
        return False
    if first.passage.index == second.passage.index and not (first.scope.opens and second.scope.opens):
        return False
    same, different = statements.agree_elsewhere(first.passage, second.passage, first.scope.name)
    return different <= same and (same > 0 or (first.scope.alone and second.scope.alone))


def _report(first: Stated, text: str, at: Location, report: Report) -> None:
    report.warn(
        at,
        "F113",
        subject=first.number.subject,
        stated=text,
        text=first.number.quantity.text,
        path=first.at.path,
        line=first.at.line,
    )


# --- tables


def _check_tables(
    document: nodes.Document, by_key: Mapping[tuple[object, ...], Sequence[Stated]], report: Report
) -> set[Location]:
    """Report rows of tables whose name the text measures too, where they give a number that the text never gives;
    return the places of the cells."""
    reported: set[Location] = set()
    by_name: dict[str, list[Stated]] = defaultdict(list)
    for members in by_key.values():
        by_name[members[0].scope.name].extend(members)
    headings: list[tuple[int, str]] = []
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Heading):
            headings = [
                *((level, text) for level, text in headings if level < block.level),
                (block.level, plain(block.inlines)),
            ]
        elif isinstance(block, nodes.Table) and block.at.path:
            reported |= _check_table(block, (document.meta.title, *(text for _, text in headings)), by_name, report)
    return reported


def _check_table(
    table: nodes.Table, headings: tuple[str, ...], by_name: Mapping[str, Sequence[Stated]], report: Report
) -> set[Location]:
    reported: set[Location] = set()
    heads = [plain(cell.inlines) for cell in table.head[-1]] if table.head else []
    columns = [column(head, table.unit) for head in heads]
    head = "，".join(column.name for column in columns)
    for row in table.body:
        name = plain(row[0].inlines) if row else ""
        if name not in by_name:
            continue
        scope = scope_of_table(name, plain(table.title), head, headings)
        stated = [s for s in by_name[name] if (s.scope.time, s.scope.about) == (scope.time, scope.about)]
        numbers = [
            (cell, number, number.unit or (columns[index].unit if index < len(columns) else table.unit))
            for index, cell in enumerate(row)
            if index and (number := number_in(plain(cell.inlines)))
        ]
        units = {s.number.quantity.unit for s in stated}
        if len(units) != 1 or len(numbers) != 1 or numbers[0][2] not in units:
            continue
        cell, number, _ = numbers[0]
        if not any(_near(s, number.value, number.half) for s in stated):
            _report(stated[0], plain(cell.inlines), cell.at, report)
            reported.add(place_of(cell))
    return reported


def _near(stated: Stated, value: Decimal, half: Decimal) -> bool:
    own = stated.number.quantity.value
    return abs(own - value) <= half + Decimal(5).scaleb(int(own.as_tuple().exponent) - 1)
