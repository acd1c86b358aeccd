"""Tables: totals that do not add up, and columns of shares, differences and rates that the other columns contradict.

Rows and columns are judged alike: a table whose years are its rows says the same as one whose years are its columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jzdocs.checks.grid import CellFinding, CellNumber, Grid, number_in
from jzdocs.checks.table_cells import crossing, parts_of_columns
from jzdocs.checks.table_columns import columns_in
from jzdocs.checks.table_relations import relations_in
from jzdocs.checks.table_totals import totals_in
from jzdocs.patterns import compiled

__all__ = ["CellFinding", "CellNumber", "Grid", "number_in", "tables_in"]

_NUMBERS = compiled("序号|编号|^号$|No")


def tables_in(grid: Grid) -> Iterator[CellFinding]:
    """Yield what is wrong with a table, each cell once."""
    shift = 1 if _is_numbered(grid) else 0
    if shift:
        grid = Grid(grid.heads[1:], [[row[1] or row[0], *row[2:]] for row in grid.rows], grid.unit)
    places: set[tuple[int, int]] = set()
    found = crossing(grid, [*totals_in(grid), *columns_in(grid), *_in_turned(grid), *parts_of_columns(grid)])
    for finding in [*found, *_related(grid, found)]:
        if (finding.row, finding.column) not in places:
            places.add((finding.row, finding.column))
            yield replace(finding, column=finding.column + shift)


def _related(grid: Grid, found: Sequence[CellFinding]) -> Iterator[CellFinding]:
    """Yield the cells that break a relation of their table's columns or rows, but for what was found in them before."""
    turned = grid.turned()
    over_rows = [replace(f, row=f.column - 1, column=f.row + 1) for f in relations_in(turned)] if turned else []
    for finding in [*relations_in(grid), *over_rows]:
        if not any(finding.row == other.row or finding.column == other.column for other in found):
            yield finding


def _is_numbered(grid: Grid) -> bool:
    """Whether the first column only numbers the rows, so that the second one names them."""
    if len(grid.heads) < 2 or any(len(row) < 2 for row in grid.rows) or not _NUMBERS.search(grid.heads[0]):
        return False
    return all(number_in(label) or len(label) < 2 or label.startswith("合") for label in grid.labels)


def _in_turned(grid: Grid) -> Iterator[CellFinding]:
    """Yield what is wrong with the rows that are computed from other rows: 增长（%） below 2023年 and 2024年."""
    turned = grid.turned()
    if turned is None:
        return
    for finding in columns_in(turned, sums=False):
        yield replace(finding, row=finding.column - 1, column=finding.row + 1)
