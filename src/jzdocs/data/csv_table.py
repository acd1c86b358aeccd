"""Text with separators (CSV, TSV) → a grid: the separator is found, and each cell knows its line and column."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from jzdocs.data.grid import MAX_CELLS, DataError, Grid, TableSource, address
from jzdocs.encoding import decode
from jzdocs.errors import Location
from jzdocs.messages.message import message
from jzdocs.model import nodes

_SEPARATORS = ",\t;|"
_LOOKED_AT = 200_000  # characters from which the separator is found
_ROWS = 50
_LARGEST_CELL = 1_000_000


def read_csv(source: TableSource) -> Grid:
    """Return the cells of a text with separators."""
    text = decode(source.data, source.shown, source.report)
    separator = "\t" if source.path.suffix.lower() in (".tsv", ".tab") and "\t" in text else _separator(text)
    return Grid(list(_rows(text, separator, source.shown)))


def _separator(text: str) -> str:
    """Return what parts the cells: the sign by which most rows have the same number of cells."""
    head = text[:_LOOKED_AT].lstrip("\n")
    if head[:4].lower() == "sep=" and head[5:6] == "\n":  # what spreadsheets write
        return head[4]
    return max(_SEPARATORS, key=lambda sign: _regularity(head, sign))


def _regularity(text: str, separator: str) -> tuple[float, int]:
    """Return which part of the rows has the most frequent number of cells, and that number; (0, 0) where it is one."""
    csv.field_size_limit(_LARGEST_CELL)
    try:
        widths = [len(row) for row in islice(csv.reader(io.StringIO(text), delimiter=separator), _ROWS) if row]
    except csv.Error:
        return (0, 0)
    if not widths:
        return (0, 0)
    width, count = max(Counter(widths).items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    return (count / len(widths), width) if width > 1 else (0, 0)


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
