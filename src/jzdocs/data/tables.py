"""Tables of data (CSV, workbooks, JSON, Parquet, queries) → cells as printed, each with its address."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from msgspec.structs import replace

from jzdocs.data.grid import DataError, TableSource
from jzdocs.data.heads import check_range, table_of
from jzdocs.data.readers import reader_of
from jzdocs.encoding import read_bytes
from jzdocs.errors import JzdocsError, Report, shown_path
from jzdocs.files import is_file, resolved
from jzdocs.model import nodes

_DATABASES = (".duckdb", ".ddb", ".db", ".sqlite", ".sqlite3")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")


def data_loader(
    root: Path, report: Report, looked_at: list[Path] | None = None
) -> Callable[[nodes.DataFile], nodes.DataTable | None]:
    """Return a loader of tables below the folder `root`, which reports what cannot be read and returns None for it.

    The files that it looks at are added to `looked_at`. It raises DocumentError for a damaged workbook,
    SurroundingsError where a file may not be read.
    """

    def load(file: nodes.DataFile) -> nodes.DataTable | None:
        path = resolved(root / unquote(file.path))
        if looked_at is not None:
            looked_at.append(path)
        if not path.is_relative_to(root.resolve()):
            report.error(file.at, "X015", path=file.path)
            return None
        if not is_file(path):
            report.error(file.at, "X016", path=file.path)
            return None
        data = read_bytes(path, shown_path(path))
        try:
            return _load(TableSource(path, shown_path(path), data, file, report))
        except DataError as error:
            report.error(file.at, "X017", path=file.path, reason=error.reason, hint=error.hint)
        except JzdocsError as error:
            if not (file.query or path.suffix.lower() == ".parquet"):
                raise
            report.add(replace(error.diagnostic, location=file.at))
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # noqa: BLE001 (libraries fail at what is damaged in more ways than one can foresee)
            report.error(file.at, "X117", name=file.path, kind=type(error).__name__)
        return None

    return load


def _load(source: TableSource) -> nodes.DataTable | None:
    digest = hashlib.sha256(source.data).hexdigest()
    suffix = source.path.suffix.lower()
    if source.file.query or suffix in _DATABASES:
        from jzdocs.data.embedded import read_query  # only documents with queries pay for it

        return table_of(source, read_query(source), digest)
    if suffix not in _WORKBOOKS:
        check_range(source.file)
    return table_of(source, reader_of(suffix)(source), digest)
