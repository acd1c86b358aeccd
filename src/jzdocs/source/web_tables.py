"""A table of a web page → a table with the spans of its cells; tables that only lay out a page are none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jzdocs.messages.message import message
from jzdocs.source.pieces import CellText, Mark, Piece
from jzdocs.source.web_article import is_element
from jzdocs.source.web_text import Text, add_element

_MAX_SPAN = 200
_MAX_CELLS = 50_000
_LONG = 400  # characters: a cell with more is part of a page
_BLOCKS = frozenset(("p", "div", "li", "tr", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "table"))


def is_layout(table: Any) -> bool:
    """Return whether a table lays out a page: it holds others, or long texts, or has one column or one row."""
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None:
        return True
    rows = list(_rows(table))
    if len(rows) < 2 or max((len(_cells(row)) for row in rows), default=0) < 2:
        return True
    return any(
        len("".join("".join(cell.itertext()).split())) > _LONG for row in rows for cell in _cells(row)
    ) and not any(next(row.iterchildren("th"), None) is not None for row in rows)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if is_element(child) and child.tag == "tr":
            yield child
        elif is_element(child) and child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _cells(row: Any) -> list[Any]:
    return list(row.iterchildren("td", "th"))


def table_piece(table: Any, visit: Callable[[Any], bool]) -> Piece | None:
    """Return a table; None without a filled cell. `visit` says which elements are read.

    A cell over several columns and rows has its text in the first of them.
    """
    grid: dict[tuple[int, int], str] = {}
    taken: set[tuple[int, int]] = set()
    cells: list[tuple[CellText, ...]] = []
    rows = [row for row in _rows(table) if visit(row)]
    for number, row in enumerate(rows):
        column = 0
        found: list[CellText] = []
        for element in _cells(row):
            if not visit(element):
                continue
            while (number, column) in taken:
                column += 1
            text, marks = _cell_text(element, visit)
            across, down = _span(element, "colspan"), min(_span(element, "rowspan"), len(rows) - number)
            if len(taken) + across * down > _MAX_CELLS:
                across = down = 1
            grid[number, column] = text
            taken |= {(number + i, column + j) for i in range(down) for j in range(across)}
            found.append(CellText(text, marks, across, down))
            column += across
        cells.append(tuple(found))
    if not any(grid.values()):
        return None
    width = max(column for _, column in taken) + 1
    texts = tuple(tuple(grid.get((row, column), "") for column in range(width)) for row in range(len(rows)))
    heads = max(1, next((i for i, row in enumerate(rows) if next(row.iterchildren("td"), None) is not None), 1))
    line, sign = table.sourceline or 0, message("sign.web_table")
    return Piece("table", "", line, rows=texts, sign=sign, cells=tuple(cells), heads=min(heads, max(1, len(rows) - 1)))


def _span(element: Any, name: str) -> int:
    value = element.get(name, "1").strip()
    return max(1, min(int(value), _MAX_SPAN)) if value.isdecimal() and len(value) < 6 else 1


def _cell_text(element: Any, visit: Callable[[Any], bool]) -> tuple[str, tuple[Mark, ...]]:
    """Return the text of a cell, its blocks with a space between them."""
    text = Text()
    _add_blocks(text, element, visit)
    parts: list[str] = []
    marks: list[Mark] = []
    start = 0
    for line, found in text.lines():
        marks += [Mark(m.start + start, m.end + start, m.kind, m.value) for m in found]
        parts.append(line)
        start += len(line) + 1
    return " ".join(parts), tuple(marks)


def _add_blocks(text: Text, element: Any, visit: Callable[[Any], bool]) -> None:
    text.add(element.text or "")
    for child in element:
        if is_element(child) and (child.tag in _BLOCKS or any(e.tag in _BLOCKS for e in child.iterdescendants())):
            text.break_line()
            if visit(child):
                _add_blocks(text, child, visit)
            text.break_line()
        elif is_element(child):
            add_element(text, child, visit)
        text.add(child.tail or "")
