"""The kinds of files that tables are read from: which reader takes which suffix.

A reader takes a `TableSource` and returns a `Grid`; it raises DataError where the file cannot be read. It is imported
when the first file of its kind is read.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

from jzdocs.data.grid import DataError, Grid, TableSource
from jzdocs.messages.message import message

Reader = Callable[[TableSource], Grid]
# suffix → module and function
READERS = {
    ".csv": ("jzdocs.data.csv_table", "read_csv"),
    ".tsv": ("jzdocs.data.csv_table", "read_csv"),
    ".tab": ("jzdocs.data.csv_table", "read_csv"),
    ".txt": ("jzdocs.data.csv_table", "read_csv"),
    ".xlsx": ("jzdocs.data.workbook", "read_workbook"),
    ".xlsm": ("jzdocs.data.workbook", "read_workbook"),
    ".xls": ("jzdocs.data.old_workbook", "read_old_workbook"),
    ".et": ("jzdocs.data.old_workbook", "read_old_workbook"),
    ".json": ("jzdocs.data.json_table", "read_json"),
    ".jsonl": ("jzdocs.data.json_table", "read_json_lines"),
    ".ndjson": ("jzdocs.data.json_table", "read_json_lines"),
    ".parquet": ("jzdocs.data.embedded", "read_parquet"),
}


def reader_of(suffix: str) -> Reader:
    """Return the reader of files of this suffix. Raises DataError where there is none."""
    entry = READERS.get(suffix.lower())
    if entry is None:
        raise DataError(message("reason.unknown_table_kind"), message("hint.save_as_table"))
    reader: Reader = getattr(importlib.import_module(entry[0]), entry[1])
    return reader
