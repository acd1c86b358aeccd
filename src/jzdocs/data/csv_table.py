"""Text with separators (CSV, TSV) → a grid: the separator is found, and each cell knows its line and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jzdocs.data.grid import MAX_CELLS, DataError, Grid, TableSource, address
from jzdocs.encoding import decode
from jzdocs.errors import Location
from jzdocs.messages.message import message
from jzdocs.model import nodes

_SEPARATORS = ",\t;|"
_LOOKED_AT = 20  # lines from which the separator is found
_LARGEST_CELL = 1_000_000


def read_csv(source: TableSource) -> Grid:
    """Return the cells of a text with separators."""
    text = decode(source.data, source.shown, source.report)
    separator = "\t" if source.path.suffix.lower() in (".tsv", ".tab") and "\t" in text else _separator(text)
    return Grid(list(_rows(text, separator, source.shown)))


def _separator(text: str) -> str:
    """Return what parts the cells: the sign that most lines have, and of several the one that they have most often."""
    lines = [_outside_quotes(line) for line in text.split("\n") if line.strip()][:_LOOKED_AT]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:  # what spreadsheets write
        return lines[0][4]

    def rank(sign: str) -> tuple[int, int, bool]:
        counts = [line.count(sign) for line in lines]
        return sum(count > 0 for count in counts), sum(counts), sign == ","

    return max(_SEPARATORS, key=rank)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _rows(text: str, separator: str, shown: str) -> Iterator[tuple[nodes.Text, ...]]:
    lines = text.split("\n")
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    line = cells = 0  # the line (from 0) that the row begins on, and how many cells were read
    try:
        for number, row in enumerate(reader, 1):
            cells += len(row)
            if cells > MAX_CELLS:
                raise DataError(message("reason.too_many_cells", most=f"{MAX_CELLS:,}"), message("hint.fewer_rows"))
            if number > 1 or len(row) != 2 or row[0].lower() != "sep=":
                yield tuple(_placed(row, lines[line] if line < len(lines) else "", Location(shown, line + 1), number))
            line = reader.line_num
    except csv.Error as error:
        raise DataError(message("reason.bad_csv", line=line + 1), message("hint.fix_line")) from error


def _placed(row: Sequence[str], line: str, at: Location, number: int) -> Iterator[nodes.Text]:
    """Yield the cells of row `number`, each with its column in the line where it stands there as it is."""
    cursor = 0
    for column, text in enumerate(row, 1):
        found = line.find(text, cursor)
        cursor = found + len(text) if found >= 0 else cursor
        yield nodes.Text(text.strip(), replace(at, column=found + 1 if found >= 0 else 0, cell=address(number, column)))
