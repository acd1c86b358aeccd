"""Which cell of a table is wrong, where two sums of it meet; and columns that hold parts of the column before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from jzdocs.checks.grid import NO_SUM, CellFinding, Grid, Numbers
from jzdocs.facts.rounding import plain
from jzdocs.patterns import compiled

_PART = compiled(r"^其中|[（(]?其中[：:）)]")
_BRACKET = compiled(r"[（(]([^（）()]*)[）)]\s*$")


def crossing(grid: Grid, findings: Sequence[CellFinding]) -> list[CellFinding]:
    """Return the findings, with one for the cell in which a wrong total of a row and a wrong total of a column meet, if
    both are wrong by the same amount."""
    numbers = grid.numbers()
    remaining = list(findings)
    for below in [finding for finding in findings if finding.problem == "table"]:
        for beside in [finding for finding in findings if finding.problem == "column"]:
            if below not in remaining or beside not in remaining or below.row == beside.row:
                continue
            number = numbers[beside.row][below.column]
            by = _excess(numbers, below)
            if number is not None and by is not None and by == _excess(numbers, beside):
                remaining.remove(below)
                right = plain(number.value + by)
                remaining[remaining.index(beside)] = CellFinding(beside.row, below.column, "column", right, beside.how)
    return remaining


def _excess(numbers: Sequence[Numbers], finding: CellFinding) -> Decimal | None:
    """Return by how much a total is more than its parts."""
    number = numbers[finding.row][finding.column]
    try:
        return number.value - Decimal(finding.right) if number else None
    except InvalidOperation:
        return None


def parts_of_columns(grid: Grid) -> Iterator[CellFinding]:
    """Yield the cells below 其中：… that are more than the cell before them, where other rows show them to be parts."""
    numbers = grid.numbers()
    for column in range(2, len(grid.heads)):
        whole = _whole_of(grid, column)
        if whole is None:
            continue
        pairs = [(row, cells[column], cells[whole]) for row, cells in enumerate(numbers) if len(cells) > column]
        both = [(row, part, all_of) for row, part, all_of in pairs if part and all_of and all_of.value > 0]
        over = [(row, part, all_of) for row, part, all_of in both if part.low > all_of.high]
        if len(over) == 1 and len(both) > 1:
            row, part, all_of = over[0]
            limit = plain(all_of.value)
            yield CellFinding(row, column, "part", f"≤ {limit}", f"{plain(part.value)} > {limit}")


def _whole_of(grid: Grid, column: int) -> int | None:
    """Return the column that the column of a part belongs to: the one before it, in the same unit."""
    heads = grid.heads
    if not _PART.search(heads[column]) or NO_SUM.search(heads[column]) or _PART.search(heads[column - 1]):
        return None
    units = [match[1] if (match := _BRACKET.search(heads[place])) else "" for place in (column - 1, column)]
    return None if NO_SUM.search(heads[column - 1]) or (units[1] and units[0] != units[1]) else column - 1
