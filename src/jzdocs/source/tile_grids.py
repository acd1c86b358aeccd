"""The places of counties on a map of tiles: rows of names in the block, or a table of data with rows and columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from jzdocs.errors import Location
from jzdocs.facts.cells import columns
from jzdocs.model import nodes
from jzdocs.source.fence_context import FenceContext
from jzdocs.source.fields import Field, Keys, Scalar, Sequence
from jzdocs.source.options import report_lacking

KIND = "tiles"
MOST = 60  # rows, and columns
_BLANK = ("", "—", "-", "…", "~")
_ROW_HEADS, _COLUMN_HEADS = ("行", "row"), ("列", "column", "col")
_SHOWN = 12
Grid = tuple[tuple[str, ...], ...]


def read_classes(kind: str, limits: tuple[Decimal, ...], keys: Keys, context: FenceContext) -> tuple[Decimal, ...]:
    """Return the limits between the classes of a map, which must rise; other kinds have none."""
    if kind != KIND:
        report_lacking(keys, ("classes",), f"kind: {KIND}", context.report)
        return ()
    if any(low >= high for low, high in pairwise(limits)) or len(limits) > MOST:
        context.report.error(keys.place("classes"), "C063")
        return ()
    return limits


def read_grid(kind: str, field: Field | None, rows: Iterable[nodes.Row], keys: Keys, context: FenceContext) -> Grid:
    """Return the rows of a map with the names at their places, "" where there is none; other kinds have no map.

    Each county of the chart stands in it once. A name without a county is drawn without data, and told of.
    """
    if kind != KIND:
        report_lacking(keys, ("grid",), f"kind: {KIND}", context.report)
        return ()
    at = keys.place("grid")
    if isinstance(field, Scalar) and field.text:
        grid = _from_data(field.text, at, context)
    elif isinstance(field, Sequence) and field.items:
        grid = _from_lists(field, context)
    else:
        context.report.error(at, "C062")
        return ()
    if grid:
        _report_names(grid, list(rows), at, context)
    return grid


def _from_lists(field: Sequence, context: FenceContext) -> Grid:
    """Return the grid that stands in the block: a list for each row."""
    lines = []
    for item in field.items:
        if not isinstance(item, Sequence) or not all(isinstance(name, Scalar) for name in item.items):
            context.report.error(item.at, "C062.list")
            return ()
        lines.append([name.text.strip() for name in item.items if isinstance(name, Scalar)])
    return _padded([["" if name in _BLANK else name for name in line] for line in lines])


def _from_data(name: str, at: Location, context: FenceContext) -> Grid:
    """Return the grid of a table of data with a column of rows and one of columns, both counted from 1; its first other
    column holds the names."""
    table = context.data_table(name, at)
    if table is None:
        return ()
    heads = [column.name.strip().lower() for column in columns(table)]
    row_at, column_at = (
        next((i for i, head in enumerate(heads) if head in words), -1) for words in (_ROW_HEADS, _COLUMN_HEADS)
    )
    name_at = next((i for i in range(len(heads)) if i not in (row_at, column_at)), -1)
    if min(row_at, column_at, name_at) < 0:
        heads_shown = "、".join(cell.text for cell in table.head)
        context.report.error(at, "C062.table", name=name, known=heads_shown)
        return ()
    places: dict[tuple[int, int], str] = {}
    for line in table.rows:
        texts = [line[i].text.strip() if i < len(line) else "" for i in (name_at, row_at, column_at)]
        if not any(texts):
            continue
        place = _place(texts[1]), _place(texts[2])
        if None in place or not texts[0]:
            context.report.error(line[0].at, "C062.place", name=texts[0], text=f"{texts[1]}, {texts[2]}", most=MOST)
            return ()
        row, column = place[0] or 0, place[1] or 0
        if (row, column) in places:
            context.report.error(line[0].at, "C062.taken", name=texts[0], other=places[row, column])
            return ()
        places[row, column] = texts[0]
    first = min((column for _, column in places), default=1)
    top, bottom = min((row for row, _ in places), default=1), max((row for row, _ in places), default=0)
    last = max((column for _, column in places), default=0)
    return tuple(
        tuple(places.get((row, column), "") for column in range(first, last + 1)) for row in range(top, bottom + 1)
    )


def _place(text: str) -> int | None:
    """Return a number of a row or column, from 1; None where it is none."""
    whole = text.removesuffix(".0")
    return int(whole) if whole.isdecimal() and len(whole) < 4 and 1 <= int(whole) <= MOST else None


def _padded(lines: list[list[str]]) -> Grid:
    """Return rows of equal length, without blank rows and columns at the edges."""
    width = max(map(len, lines))
    full = [line + [""] * (width - len(line)) for line in lines]
    used_rows = [i for i, line in enumerate(full) if any(line)]
    used_columns = [i for i in range(width) if any(line[i] for line in full)]
    if not used_rows:
        return ()
    return tuple(tuple(line[used_columns[0] : used_columns[-1] + 1]) for line in full[used_rows[0] : used_rows[-1] + 1])


def _report_names(grid: Grid, rows: list[nodes.Row], at: Location, context: FenceContext) -> None:
    """Report counties that the map lacks or has twice, names that no county has, and a map that is too large."""
    names = [name for line in grid for name in line if name]
    if len(grid) > MOST or len(grid[0]) > MOST:
        context.report.error(at, "C062.large", most=MOST)
    for name in _twice(names):
        context.report.error(at, "C062.twice", name=name)
    counties = [row.name for row in rows]
    for name in _twice(counties):
        context.report.error(at, "C062.twice", name=name)
    for row in rows:
        if row.name not in names:
            context.report.error(row.at, "C062.missing", name=row.name, known="、".join(names[:_SHOWN]))
    if rows and (unknown := [name for name in dict.fromkeys(names) if name not in counties]):
        context.report.warn(at, "C062.no_data", names="、".join(unknown[:_SHOWN]))


def _twice(names: Iterable[str]) -> list[str]:
    """Return the names that come more than once."""
    return [name for name, count in Counter(names).items() if count > 1]
