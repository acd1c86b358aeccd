"""Tables in which a Word file holds elements of an official document: the red head of several offices, the record of
copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jzdocs.patterns import compiled
from jzdocs.source.drafts.forms import compact, is_office
from jzdocs.source.pieces import Piece

_MAX_CELLS = 24
_ROW = compiled(r"(?:抄\s*送|抄\s*报|分\s*送|主\s*送)(?:机关|单位)?\s*[：:]|.*日\s*印发$")


def with_official_rows(lines: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, tables of elements as lines of text, one for each row."""
    out: list[Piece] = []
    for line in lines:
        out += _rows(line) if line.role == "table" and _holds_elements(line) else [line]
    return out


def _texts(table: Piece) -> list[list[str]]:
    """Return the cells of a table that say something, row by row."""
    rows = [[cell.text for cell in row] for row in table.cells] if table.cells else [list(row) for row in table.rows]
    return [texts for row in rows if (texts := [text.strip() for text in dict.fromkeys(row) if text.strip()])]


def _holds_elements(table: Piece) -> bool:
    """Return whether a table holds rows of the record of copies, or offices beside 文件."""
    if table.text or table.caption:
        return False
    texts = [text for row in _texts(table) for text in row]
    if not texts or len(texts) > _MAX_CELLS:
        return False
    joined = " ".join(texts)
    if _ROW.match(texts[0]) or _ROW.match(joined):
        return True
    return "文件" in texts and all(
        is_office(part) for text in texts for part in text.split("\n") if compact(part) != "文件"
    )


def _rows(table: Piece) -> Iterator[Piece]:
    for row in _texts(table):
        lines = [part for text in row for part in text.split("\n") if part.strip()]
        file = [part for part in lines if compact(part) == "文件"]
        names = [part for part in lines if compact(part) != "文件"]
        if file and names:
            names[-1] = f"{names[-1]}\u3000文件"
            yield from (Piece("text", name, table.line) for name in names)
        else:
            yield Piece("text", "\u3000\u3000".join(lines), table.line)
