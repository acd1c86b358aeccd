"""A workbook → its structure: each sheet is a table below its name; lines above and below it are text. Hidden sheets
are left out, and told. A place is the number of a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jzdocs.data.grid import DataError, Grid, TableSource
from jzdocs.data.old_workbook import as_xlsx
from jzdocs.data.workbook import read_workbook, sheets_of
from jzdocs.errors import DocumentError, Location, Report
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.patterns import compiled
from jzdocs.source.by_form import recognised
from jzdocs.source.pieces import CellText, Piece

_MAX_TITLE = 60
_ADDRESS = compiled(r"([A-Z]+)(\d+)")


def read_book(data: bytes, path: Path, shown: str, report: Report) -> list[Piece]:
    """Return the pieces of a workbook at `path`, which messages call `shown`.

    Raises UsageError for one with a password, DocumentError for one that is damaged or too large.
    """
    data = as_xlsx(data, shown)
    names = list(_sheets(data, path, shown, report))
    pieces: list[Piece] = []
    for name in names:
        file = nodes.DataFile(path.name, path.name, sheet=name, at=Location(shown, 1))
        try:
            grid = read_workbook(TableSource(path, shown, data, file, report))
        except DataError as error:
            raise DocumentError("S001.sheet", at=Location(shown), sheet=name, reason=error.reason) from error
        found = list(_sheet_pieces(grid))
        if found and len(names) > 1:
            pieces.append(Piece("heading", name, found[0].line, 1, sign=message("sign.sheet")))
        pieces += found
    if pieces and pieces[0].role == "text" and len(pieces[0].text) <= _MAX_TITLE:
        pieces[0] = Piece("title", pieces[0].text, pieces[0].line, sign=message("sign.large_line"))
    return recognised(pieces, shown, report)


def _sheets(data: bytes, path: Path, shown: str, report: Report) -> Iterator[str]:
    """Yield the names of the sheets that are shown."""
    for sheet in sheets_of(data, path, shown):
        if sheet.sheet_state == "visible":
            yield sheet.title
        else:
            report.warn(Location(shown), "S097.sheet", name=sheet.title)


def _sheet_pieces(grid: Grid) -> Iterator[Piece]:
    """Yield the rows with one text above and below the table as text, and the table."""
    own = [
        [
            ""
            if _address_of(cell) in grid.merged and grid.merged[_address_of(cell)] != _address_of(cell)
            else cell.text
            for cell in row
        ]
        for row in grid.rows
    ]
    filled = [index for index, row in enumerate(own) if any(row)]
    wide = [index for index in filled if sum(map(bool, own[index])) > 1]
    if not wide:
        yield from (Piece("text", " ".join(filter(None, own[i])), i + 1) for i in filled)
        return
    first, last = wide[0], wide[-1]
    yield from (_line(own, index) for index in filled if index < first)
    rows = [index for index in filled if first <= index <= last]
    columns = [c for c in range(len(own[first])) if any(own[i][c] for i in rows)]
    texts = tuple(tuple(" ".join(own[i][c].split()) for c in columns) for i in rows)
    areas = defaultdict[str, list[str]](list)
    for place, origin in grid.merged.items():
        areas[origin].append(place)
    cells = tuple(_cells(grid, areas, own[i], i, rows, columns) for i in rows)
    yield Piece("table", "", first + 1, rows=texts, sign=message("sign.sheet_table"), cells=cells)
    yield from (_line(own, index) for index in filled if index > last)


def _line(rows: Sequence[Sequence[str]], index: int) -> Piece:
    return Piece("text", " ".join(" ".join(filter(None, rows[index])).split()), index + 1)


def _address_of(cell: nodes.Text) -> str:
    return cell.at.cell.rpartition("!")[2]


def _cells(
    grid: Grid,
    areas: Mapping[str, Sequence[str]],
    texts: Sequence[str],
    row: int,
    rows: Sequence[int],
    columns: Sequence[int],
) -> tuple[CellText, ...]:
    """Return the cells of a row that are not part of one to their left or above, with the rows and columns that they
    stand over."""
    found = []
    for column in columns:
        own = _address_of(grid.rows[row][column])
        first = grid.merged.get(own, own)
        if first != own:
            continue
        area = areas.get(own, ())
        down = {int(match[2]) - 1 for place in area if (match := _ADDRESS.fullmatch(place))} & set(rows)
        across = {match[1] for place in area if (match := _ADDRESS.fullmatch(place))}
        letters = {_address_of(grid.rows[row][c]).rstrip("0123456789") for c in columns}
        text = " ".join(texts[column].split())
        found.append(CellText(text, (), max(1, len(across & letters)), max(1, len(down))))
    return tuple(found)
