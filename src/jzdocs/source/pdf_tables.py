"""The ruling lines of a page of a PDF → its tables, each cell with the characters that stand in it.

A table is a grid of lines that touch: cells without a line between them are one. A table with horizontal lines only
(三线表) has the columns that all of its rows leave free between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from msgspec import Struct

from jzdocs.source.emphasis import is_cjk
from jzdocs.source.pdf_lines import Row, lines_of, rows_of, text_of
from jzdocs.source.pdf_page import Char, Page, Rule

_NEAR = 3.0  # points: lines that are no farther apart are one
_MAX_CELLS = 20_000


class PdfTable(Struct):
    """A table: its box, the texts of its cells row by row, and the characters that stand in it."""

    x0: float
    y0: float
    x1: float
    y1: float
    rows: list[tuple[str, ...]]
    chars: list[Char]

    def goes_on_in(self, other: PdfTable) -> bool:
        """Return whether a table on the next page has the columns of this one."""
        edges = abs(self.x0 - other.x0) <= 2 * _NEAR and abs(self.x1 - other.x1) <= 2 * _NEAR
        return edges and len(self.rows[0]) == len(other.rows[0])


def tables_of(page: Page) -> list[PdfTable]:
    """Return the tables of a page, from top to bottom."""
    tables = []
    for group in _groups(page.rules):
        table = _grid(group, page)
        if table is not None:
            tables.append(table)
    used = {id(char) for table in tables for char in table.chars}
    tables += _open_tables(page, [char for char in page.chars if id(char) not in used])
    return sorted(tables, key=lambda table: -table.y1)


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the lines as groups of those that touch one another, each with lines of both directions."""
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    order = sorted(range(len(rules)), key=lambda i: rules[i].x0)
    active: list[int] = []
    for index in order:
        rule = rules[index]
        active = [i for i in active if rules[i].x1 >= rule.x0 - _NEAR]
        for other in active:
            if rules[other].y0 <= rule.y1 + _NEAR and rules[other].y1 >= rule.y0 - _NEAR:
                parent[root(other)] = root(index)
        active.append(index)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    return [g for g in groups.values() if any(r.y0 == r.y1 for r in g) and any(r.x0 == r.x1 for r in g)]


def _places(values: Sequence[float]) -> list[float]:
    """Return the places of lines, those that are near one another as one."""
    places: list[list[float]] = []
    for value in sorted(values):
        if places and value - places[-1][-1] <= _NEAR:
            places[-1].append(value)
        else:
            places.append([value])
    return [sum(group) / len(group) for group in places]


def _grid(rules: Sequence[Rule], page: Page) -> PdfTable | None:
    """Return the table that lines which touch one another make; None where they are a frame or a figure."""
    across = [r for r in rules if r.y0 == r.y1]
    down = [r for r in rules if r.x0 == r.x1]
    xs = _places([*(r.x0 for r in down), min(r.x0 for r in across), max(r.x1 for r in across)])
    ys = _places([*(r.y0 for r in across), min(r.y0 for r in down), max(r.y1 for r in down)])[::-1]
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows < 3 or columns * rows > _MAX_CELLS:
        return None
    cells = _Cells(columns, rows)
    for row in range(rows):
        for column in range(columns):
            middle_x, middle_y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column + 1 < columns and not _covers(down, xs[column + 1], middle_y):
                cells.join((row, column), (row, column + 1))
            if row + 1 < rows and not _covers_across(across, ys[row + 1], middle_x):
                cells.join((row, column), (row + 1, column))
    inside = [
        c
        for c in page.chars
        if xs[0] - 1 < (c.x0 + c.x1) / 2 < xs[-1] + 1 and ys[-1] - 1 < c.y + 0.3 * c.size < ys[0] + 1
    ]
    texts = cells.texts(inside, xs, ys)
    filled = [row for row in texts if any(row)]
    if len(cells.roots()) < 3 or len(filled) < 2 or sum(bool(cell) for row in texts for cell in row) < 3:
        return None
    columns_used = [i for i in range(columns) if any(row[i] for row in filled)]
    if len(columns_used) < 2:
        return None
    return PdfTable(xs[0], ys[-1], xs[-1], ys[0], [tuple(row[i] for i in columns_used) for row in filled], inside)


def _covers(down: Sequence[Rule], x: float, y: float) -> bool:
    return any(abs(r.x0 - x) <= _NEAR and r.y0 - _NEAR <= y <= r.y1 + _NEAR for r in down)


def _covers_across(across: Sequence[Rule], y: float, x: float) -> bool:
    return any(abs(r.y0 - y) <= _NEAR and r.x0 - _NEAR <= x <= r.x1 + _NEAR for r in across)


class _Cells:
    """The cells of a grid, joined where no line divides them."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._parent = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def root(self, cell: tuple[int, int]) -> tuple[int, int]:
        """Return the upper left part of a cell."""
        while self._parent[cell] != cell:
            cell = self._parent[cell]
        return cell

    def join(self, cell: tuple[int, int], other: tuple[int, int]) -> None:
        """Make two cells one."""
        first, second = sorted((self.root(cell), self.root(other)))
        self._parent[second] = first

    def roots(self) -> set[tuple[int, int]]:
        """Return the upper left parts of all cells."""
        return {self.root(cell) for cell in self._parent}

    def texts(self, chars: Sequence[Char], xs: Sequence[float], ys: Sequence[float]) -> list[list[str]]:
        """Return the texts of the cells; what joined cells hold stands in their upper left part."""
        found: dict[tuple[int, int], list[Char]] = {}
        for char in chars:
            x, y = (char.x0 + char.x1) / 2, char.y + 0.3 * char.size
            column = max(0, min(self.columns - 1, sum(1 for edge in xs[1:-1] if x > edge)))
            row = max(0, min(self.rows - 1, sum(1 for edge in ys[1:-1] if y < edge)))
            found.setdefault(self.root((row, column)), []).append(char)
        rows: list[list[str]] = []
        for row in range(self.rows):
            lines = [_cell_lines(found.get((row, column), ())) for column in range(self.columns)]
            counts = {len(cell) for cell in lines if cell}
            if len(counts) == 1 and max(counts) >= 3 and sum(bool(cell) for cell in lines) > 1:  # no lines between rows
                rows += [[cell[i] if cell else "" for cell in lines] for i in range(max(counts))]
            else:
                rows.append([_joined(cell) for cell in lines])
        return rows


def _cell_lines(chars: Sequence[Char]) -> list[str]:
    return [re.sub(r"\t+", " ", line.text) for line in lines_of(chars, 0)] if chars else []


def _joined(lines: Sequence[str]) -> str:
    """Return the lines of a cell as one, Latin words with a space between them."""
    text = ""
    for line in lines:
        between = "" if not text or is_cjk(text[-1]) or is_cjk(line[0]) else " "
        text += between + line
    return text


# --- tables with horizontal lines only


def _open_tables(page: Page, chars: Sequence[Char]) -> list[PdfTable]:
    """Return the tables between horizontal lines of one width, which no vertical line crosses."""
    across = sorted((r for r in page.rules if r.y0 == r.y1 and r.x1 - r.x0 > 0.3 * page.width), key=lambda r: -r.y0)
    tables = []
    index = 0
    while index + 2 < len(across):
        first = across[index]
        beside = [r for r in across[index:] if abs(r.x0 - first.x0) <= _NEAR and abs(r.x1 - first.x1) <= _NEAR]
        table = _between(beside, chars) if len(beside) >= 3 else None
        if table is not None:
            tables.append(table)
            index = across.index(beside[-1]) + 1
        else:
            index += 1
    return tables


def _between(rules: Sequence[Rule], chars: Sequence[Char]) -> PdfTable | None:
    """Return the table between the first and the last of the lines, whose columns its rows leave free; None without."""
    top, bottom, x0, x1 = rules[0].y0, rules[-1].y0, rules[0].x0, rules[0].x1
    inside = [c for c in chars if bottom - 1 < c.y + 0.3 * c.size < top + 1 and x0 - 2 < (c.x0 + c.x1) / 2 < x1 + 2]
    rows = rows_of(inside)
    if len(rows) < 3:
        return None
    edges = _free(rows, median(char.size for char in inside))
    several = sum(1 for row in rows if len({_column(s.x0, s.x1, edges) for s in row.segments}) > 1)
    if not edges or several < 0.6 * len(rows):
        return None
    texts = []
    for row in rows:
        cells: list[list[Char]] = [[] for _ in range(len(edges) + 1)]
        for segment in row.segments:
            for char in segment.chars:
                cells[_column(char.x0, char.x1, edges)].append(char)
        texts.append(tuple(text_of(cell) if cell else "" for cell in cells))
    return PdfTable(x0, bottom, x1, top, texts, inside)


def _free(rows: Sequence[Row], size: float) -> list[float]:
    """Return the middles of the places (x) between the columns: those that no segment covers."""
    spans = sorted((s.x0, s.x1) for row in rows for s in row.segments)
    edges, right = [], spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - right > 0.6 * size:
            edges.append((right + x0) / 2)
        right = max(right, x1)
    return edges


def _column(x0: float, x1: float, edges: Sequence[float]) -> int:
    return sum(1 for edge in edges if (x0 + x1) / 2 > edge)
