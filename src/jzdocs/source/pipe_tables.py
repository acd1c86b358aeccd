"""Tables of pipes. Other than in GFM no cell is dropped: a row with more cells than the head widens it, and rows of
pipes are a table also where the line of dashes is missing or has another number of columns. Both are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from markdown_it.rules_block import StateBlock
from msgspec import Struct

from jzdocs import limits
from jzdocs.errors import Location, Report
from jzdocs.model import nodes
from jzdocs.patterns import compiled

_DASHES = compiled(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")


class PipeRow(Struct, frozen=True):
    """A row of pipes: its line (from 0), its cells and the column (from 0) in which each begins behind the indent."""

    line: int
    cells: tuple[str, ...]
    columns: tuple[int, ...]


class PipeTable(Struct, frozen=True):
    """A table of pipes: its rows, the alignment of its columns; `dashes` are the columns of the line of dashes, 0 where
    there is none."""

    rows: tuple[PipeRow, ...]
    align: tuple[str, ...]
    dashes: int


def table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Push a token for a table, whose meta holds the `PipeTable`; the rule of markdown-it for blocks."""
    if start + 2 > end or state.sCount[start + 1] < state.blkIndent or state.is_code_block(start):
        return False
    head, below = _line(state, start), _line(state, start + 1)
    if "|" not in head or state.is_code_block(start + 1):
        return False
    row = _row(start, head)
    align = _alignment(below)
    if align is None:
        if not (_is_enclosed(head) and _is_enclosed(below) and len(row.cells) > 1):
            return False
    elif len(align) != len(row.cells) and not ("|" in below and row.cells):
        return False
    if silent:
        return True
    rows = [row]
    line = start + (1 if align is None else 2)
    while line < end and not _ends(state, line, end, enclosed=head.startswith("|")):
        rows.append(_row(line, _line(state, line)))
        line += 1
    token = state.push("pipe_table", "table", 0)
    token.map = [start, line]
    token.meta = {"table": PipeTable(tuple(rows), tuple(align or ()), len(align or ()))}
    state.line = line
    return True


def _ends(state: StateBlock, line: int, end: int, *, enclosed: bool) -> bool:
    """Return whether a table ends before a line; below rows that begin with a pipe, a line without one is none."""
    if state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return True
    text = _line(state, line)
    if not text or (enclosed and "|" not in text):
        return True
    if text.startswith("|"):
        return False
    return any(rule(state, line, end, True) for rule in state.md.block.ruler.getRules("blockquote"))


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _is_enclosed(text: str) -> bool:
    return len(text) > 2 and text.startswith("|") and text.endswith("|")


def _alignment(text: str) -> list[str] | None:
    """Return the alignments that a line of dashes gives, None where it is none."""
    if not text or text[0] not in "|-:" or text[:2] in ("- ", "-\t") or not _DASHES.fullmatch(text):
        return None
    parts = [part.strip() for part in text.strip("|").split("|")]
    return [
        "center" if part.startswith(":") and part.endswith(":") else "right" if part.endswith(":") else "left"
        for part in parts
    ]


def _row(line: int, text: str) -> PipeRow:
    """Return a row, cut at the pipes that no backslash escapes (GFM 4.10)."""
    parts, start, position = list[tuple[int, str]](), 0, 0
    while (pipe := text.find("|", position)) >= 0:
        position = pipe + 1
        if pipe and text[pipe - 1] == "\\":
            continue
        parts.append((start, text[start:pipe]))
        start = position
    parts.append((start, text[start:]))
    if len(parts) > 1 and not parts[0][1].strip():
        parts = parts[1:]
    if len(parts) > 1 and not parts[-1][1].strip():
        parts = parts[:-1]
    cells = [(begin + len(part) - len(part.lstrip()), part.strip().replace("\\|", "|")) for begin, part in parts]
    return PipeRow(line, tuple(text for _, text in cells), tuple(begin for begin, _ in cells))


Cell = Callable[[str, int, int], nodes.Cell]


def read_pipes(table: PipeTable, cell: Cell, at: Callable[[int], Location], report: Report) -> nodes.Table:
    """Return a Table; `cell` reads a cell's text, given its line and its column behind the indent, `at` gives the place
    of a line."""
    head = table.rows[0]
    width = max(len(row.cells) for row in table.rows)
    most = limits.current().columns
    if width > most:
        report.error(at(head.line), "C011", count=width, most=most)
        width = most
    if not table.dashes:
        report.warn(at(head.line), "S076.none")
    elif table.dashes != len(head.cells):
        report.warn(at(head.line + 1), "S076.dashes", found=table.dashes, expected=len(head.cells))
    for row in table.rows[1:]:
        if len(row.cells) > len(head.cells):
            report.warn(at(row.line), "S076", found=len(row.cells), expected=len(head.cells))
    align = [*table.align[:width], *["left"] * (width - len(table.align))]
    rows = [_cells(row, width, cell, at) for row in table.rows]
    named = any(cell.inlines for cell in rows[0])  # an empty row of heads only stands there for the line of dashes
    return nodes.Table(
        "", (rows[0],) if named else (), tuple(rows[1:]), cast(tuple[nodes.Align, ...], tuple(align)), at=at(head.line)
    )


def _cells(row: PipeRow, width: int, cell: Cell, at: Callable[[int], Location]) -> tuple[nodes.Cell, ...]:
    found = [cell(text, row.line, column) for text, column in zip(row.cells[:width], row.columns[:width], strict=True)]
    missing: Sequence[nodes.Cell] = [nodes.Cell((), at=at(row.line))] * (width - len(found))
    return (*found, *missing)
