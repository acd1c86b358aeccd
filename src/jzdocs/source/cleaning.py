"""Pieces without the characters that are taken out of every text: byte order marks inside it, and bidirectional
controls. Decoding takes them out of plain text; other files bring them along."""

from __future__ import annotations

from itertools import accumulate

from msgspec.structs import replace

from jzdocs.encoding import report_removed, without_removed
from jzdocs.errors import Location, Report
from jzdocs.source.pieces import CellText, Marks, Piece


def cleaned(piece: Piece, shown: str, report: Report) -> Piece:
    """Return a piece without those characters, which are reported at its place."""
    rows = [cell for row in piece.rows for cell in row]
    texts = (piece.text, piece.unit, piece.caption, *rows, *(cell.text for row in piece.cells for cell in row))
    if all(without_removed(text) is text for text in texts):
        return piece
    for text in texts:
        report_removed(text, Location(shown, piece.line, piece.column), report)
    return replace(
        piece,
        text=without_removed(piece.text),
        marks=_moved(piece.text, piece.marks),
        unit=without_removed(piece.unit),
        caption=without_removed(piece.caption),
        rows=tuple(tuple(map(without_removed, row)) for row in piece.rows),
        cells=tuple(tuple(map(_cell, row)) for row in piece.cells),
    )


def _cell(cell: CellText) -> CellText:
    return replace(cell, text=without_removed(cell.text), marks=_moved(cell.text, cell.marks))


def _moved(text: str, marks: Marks) -> Marks:
    """Return the marks of a text at their places in the text without those characters."""
    places = list(accumulate((len(without_removed(char)) for char in text), initial=0))
    return tuple(replace(mark, start=places[mark.start], end=places[mark.end]) for mark in marks)
