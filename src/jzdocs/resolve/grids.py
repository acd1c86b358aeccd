"""Tables of documents as grids of texts."""

from __future__ import annotations

from collections.abc import Mapping

from jzdocs.checks.grid import Grid
from jzdocs.errors import Location
from jzdocs.model import nodes
from jzdocs.model.walk import place_cells, plain, prose


def grid_of(table: nodes.Table) -> tuple[Grid, Mapping[tuple[int, int], nodes.Cell]]:
    """Return the grid of a table, and the cells of its body by row and column."""
    columns = len(table.align)
    heads = [""] * columns
    for placed in place_cells(table.head, columns):
        for column in range(placed.column, min(columns, placed.column + placed.cell.colspan)):
            heads[column] += plain(placed.cell.inlines)
    rows = [[""] * columns for _ in table.body]
    cells: dict[tuple[int, int], nodes.Cell] = {}
    for placed in place_cells(table.body, columns):
        rows[placed.row][placed.column] = prose(placed.cell.inlines)
        cells[placed.row, placed.column] = placed.cell
    return Grid(heads, rows, table.unit), cells


def place_of(cell: nodes.Cell) -> Location:
    """Return where the text of a cell stands."""
    return cell.inlines[0].at if cell.inlines and cell.inlines[0].at.line else cell.at
