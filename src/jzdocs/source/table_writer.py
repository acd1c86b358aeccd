"""Tables → Markdown: a table of Markdown where cells are single, else a block with cells over several others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jzdocs.facts.cells import is_number
from jzdocs.source.inline_writer import escaped, written
from jzdocs.source.marked_text import MarkedText
from jzdocs.source.pieces import CellText, Piece

_BLANK = ("", "—", "-", "…", "–")


def quoted(text: str) -> str:
    """Return a YAML scalar in double quotes, in which no name of a figure stands in braces."""
    return plainly_quoted(text.replace("{", "｛"))


def plainly_quoted(text: str) -> str:
    """Return a YAML scalar in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", " ") + '"'


def pipe_rows(piece: Piece) -> Iterator[str]:
    """Yield the rows of a table of Markdown."""
    rows = _marked_rows(piece) if piece.cells else [[_plain(cell) for cell in row] for row in piece.rows]
    width = max(len(row) for row in rows)
    for number, row in enumerate(rows):
        yield "| " + " | ".join([*row, *[""] * (width - len(row))]) + " |"
        if number == 0:
            yield "|" + " --- |" * width


def is_block(piece: Piece) -> bool:
    """Return whether a table needs a block: it has a caption or unit, rows of heads, or cells over several others."""
    spans = any(cell.colspan > 1 or cell.rowspan > 1 for row in piece.cells for cell in row)
    return bool(piece.text or piece.unit or spans or (piece.cells and piece.heads != 1))


def block_lines(piece: Piece) -> list[str]:
    """Return a table as a block."""
    about = [
        "```table",
        *(f"{name}: {quoted(value)}" for name, value in (("title", piece.text), ("unit", piece.unit)) if value),
    ]
    if not piece.cells:
        head, *body = [f"[{', '.join(quoted(cell) for cell in row)}]" for row in piece.rows]
        align = ", ".join(["left", *["decimal"] * (len(piece.rows[0]) - 1)])
        return [*about, f"columns: {head}", f"align: [{align}]", "rows:", *[f"  - {row}" for row in body], "```", ""]
    rows = [
        f"  - [{', '.join(_cell(cell, head=i < piece.heads) for cell in row)}]" for i, row in enumerate(piece.cells)
    ]
    align = ", ".join(_align(piece))
    head_rows = ["head:", *rows[: piece.heads]] if piece.heads else []
    return [*about, *head_rows, f"align: [{align}]", "rows:", *rows[piece.heads :], "```", ""]


def _plain(cell: str) -> str:
    return escaped(cell, fresh=False).replace("\n", " ")


def _marked_rows(piece: Piece) -> list[list[str]]:
    return [[_content(cell, head=index < piece.heads) for cell in row] for index, row in enumerate(piece.cells)]


def _content(cell: CellText, *, head: bool) -> str:
    """Return the text of a cell as Markdown; a bold head is bold anyway."""
    content = MarkedText(cell.text, cell.marks)
    if head:
        content = content.without("strong")
    if any(mark.kind == "math" for mark in content.marks):
        marks = tuple(
            replace(m, value=re.sub(r"(?<!\\)\|", r"\\vert ", m.value)) if m.kind == "math" else m
            for m in content.marks
        )
        content = MarkedText(content.text, marks)
    return written(content, fresh=False)


def _cell(cell: CellText, *, head: bool) -> str:
    text = plainly_quoted(_content(cell, head=head))
    spans = [f"{name}: {count}" for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if count > 1]
    return f"{{text: {text}, {', '.join(spans)}}}" if spans else text


def _align(piece: Piece) -> list[str]:
    """Return how each column is aligned: numbers stand on their decimal points."""
    width = sum(cell.colspan for cell in piece.cells[0])
    columns: list[list[str]] = [[] for _ in range(width)]
    for index, (row, starts) in enumerate(zip(piece.cells, _columns(piece.cells), strict=True)):
        for cell, column in zip(row, starts, strict=True):
            if index >= piece.heads and cell.colspan == 1 and column < width and cell.text not in _BLANK:
                columns[column].append(cell.text)
    return ["decimal" if texts and all(is_number(text) for text in texts) else "left" for texts in columns]


def _columns(rows: Sequence[Sequence[CellText]]) -> Iterator[list[int]]:
    """Yield the first column of each cell of each row."""
    free_from: dict[int, int] = {}
    for index, row in enumerate(rows):
        starts, column = [], 0
        for cell in row:
            while free_from.get(column, 0) > index:
                column += 1
            starts.append(column)
            for covered in range(column, column + cell.colspan):
                free_from[covered] = index + cell.rowspan
            column += cell.colspan
        yield starts
