"""What a Python program gives as a table → a table of texts, each cell as it is printed.

DataFrames of any library come through narwhals, or as Arrow data; lists of dicts and dicts of lists need no library.
Numbers keep all the digits that they have: a float those that tell it from every other, a Decimal its own.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jzdocs.data.embedded import value_text
from jzdocs.data.grid import MAX_CELLS, DataError
from jzdocs.errors import UsageError
from jzdocs.options import GivenTable

Decimals = int | Mapping[str, int] | None
_SEQUENCES = (list, tuple)


def is_table(value: object) -> bool:
    """Return whether a value can be read as a table: a frame, a list of dicts, a dict of lists."""
    if isinstance(value, str | bytes | int | float | Decimal | bool) or value is None:
        return False
    if isinstance(value, Mapping):
        return bool(value) and all(isinstance(column, _SEQUENCES) for column in value.values())
    if isinstance(value, _SEQUENCES):
        return bool(value) and all(isinstance(row, Mapping) for row in value)
    return _is_frame(value)


def _is_frame(value: object) -> bool:
    kind = type(value)
    return hasattr(kind, "__arrow_c_stream__") or any(
        hasattr(kind, name) for name in ("__dataframe__", "__narwhals_dataframe__", "__narwhals_lazyframe__", "collect")
    )


def given_table(name: str, value: object, decimals: Decimals = None, unit: str = "") -> GivenTable:
    """Return what a program gives as a table called `name`.

    Numbers that are no whole ones are rounded (half up) to `decimals` places, of all columns or of those named. Raises
    UsageError where the value is no table, or holds what no cell can show.
    """
    if not name.isidentifier():
        raise UsageError("D060.name", name=name)
    head, rows = _cells(name, value)
    if len(head) * (len(rows) + 1) > MAX_CELLS:
        raise UsageError("D060.large", name=name, most=f"{MAX_CELLS:,}")
    if not head:
        raise UsageError("D060.empty", name=name)
    places = _places(name, head, decimals)
    texts = tuple(tuple(_text(name, head[n], cell, places[n]) for n, cell in enumerate(row)) for row in rows)
    digest = hashlib.sha256(repr((head, texts, unit)).encode()).hexdigest()
    return GivenTable(name, head, texts, unit, digest)


def _places(name: str, head: Sequence[str], decimals: Decimals) -> list[int | None]:
    """Return for each column to how many places its numbers are rounded."""
    if not isinstance(decimals, Mapping):
        return [decimals] * len(head)
    for column in decimals:
        if str(column) not in head:
            raise UsageError("D060.column", name=name, column=column, columns="、".join(head))
    chosen = {str(column): places for column, places in decimals.items()}
    return [chosen.get(column) for column in head]


def _cells(name: str, value: object) -> tuple[tuple[str, ...], list[Sequence[Any]]]:
    """Return the names of the columns and the rows of values."""
    if isinstance(value, Mapping):
        return _of_columns(name, value)
    if isinstance(value, _SEQUENCES):
        return _of_rows(name, value)
    return _of_frame(name, value)


def _of_columns(name: str, value: Mapping[Any, Any]) -> tuple[tuple[str, ...], list[Sequence[Any]]]:
    columns = [list(column) if isinstance(column, _SEQUENCES) else None for column in value.values()]
    if any(column is None for column in columns):
        raise UsageError("D060", name=name, kind=type(value).__name__)
    full = [column for column in columns if column is not None]
    if len({len(column) for column in full}) > 1:
        raise UsageError("D060.ragged", name=name)
    return tuple(str(head) for head in value), list(zip(*full, strict=True))


def _of_rows(name: str, value: Sequence[Any]) -> tuple[tuple[str, ...], list[Sequence[Any]]]:
    if all(isinstance(row, Mapping) for row in value):
        heads = list(dict.fromkeys(head for row in value for head in row))
        return tuple(map(str, heads)), [[row.get(head) for head in heads] for row in value]
    raise UsageError("D060", name=name, kind=type(value).__name__)


def _of_frame(name: str, value: object) -> tuple[tuple[str, ...], list[Sequence[Any]]]:
    """Return the cells of a frame; an index of pandas that names rows is the first column."""
    import narwhals.stable.v2 as narwhals  # only frames pay for it

    try:
        frame: Any = narwhals.from_native(value)
    except TypeError:
        frame = _from_arrow(name, value, narwhals)
    if isinstance(frame, narwhals.LazyFrame):
        frame = frame.collect()
    frame = _with_index(frame, narwhals)
    narrow = [kind == narwhals.Float32 for kind in frame.schema.values()]
    rows: list[Sequence[Any]] = list(frame.iter_rows())
    if any(narrow):
        rows = [
            [_narrow(cell) if is_narrow else cell for cell, is_narrow in zip(row, narrow, strict=True)] for row in rows
        ]
    return tuple(map(str, frame.columns)), rows


def _from_arrow(name: str, value: object, narwhals: Any) -> Any:
    """Return data that only Arrow's C interface gives, in the first library that is installed and takes it."""
    if hasattr(value, "__arrow_c_stream__"):
        for backend in ("pyarrow", "polars", "pandas"):
            try:
                return narwhals.from_arrow(value, backend=backend)
            except ImportError:
                continue
        raise UsageError("D060.arrow", name=name)
    raise UsageError("D060", name=name, kind=type(value).__name__)


def _with_index(frame: Any, narwhals: Any) -> Any:
    """Return a frame of pandas with its index as columns where that names rows: it has a name, or is no plain count."""
    index = narwhals.maybe_get_index(frame)
    if index is None or type(index).__name__ == "RangeIndex":
        return frame
    native = frame.to_native()
    if all(name is None for name in index.names) and str(getattr(index, "dtype", "")).startswith("int"):
        return frame  # what a choice of rows has left of a count
    return narwhals.from_native(native.reset_index(names=[name or "" for name in index.names]), eager_only=True)


def _narrow(cell: Any) -> Any:
    """Return a number of single precision with the digits that it has, not those of the double next to it."""
    if not isinstance(cell, float):
        return cell
    import numpy

    return Decimal(str(numpy.float32(cell))) if math.isfinite(cell) else None


def _text(table: str, column: str, value: Any, places: int | None) -> str:
    """Return a cell as it is printed; what is missing is blank."""
    if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value:  # noqa: PLR0124 (NaN alone)
        return ""
    if not isinstance(value, str | bool | int) and hasattr(value, "item") and callable(value.item):
        value = value.item()  # a number of numpy
    if isinstance(value, float) and not math.isfinite(value):
        raise UsageError("D060.infinite", name=table, column=column)
    if places is not None and isinstance(value, float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else value
        return format(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")
    try:
        return value_text(value, column)
    except DataError as error:
        raise UsageError("D060.nested", name=table, column=column) from error
