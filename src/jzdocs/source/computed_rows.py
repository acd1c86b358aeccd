"""Rows of a chart that a function computes from those of a table of data: `compute: 同比`."""

from __future__ import annotations

from decimal import DecimalException

from msgspec.structs import replace

from jzdocs.facts.cells import Cells
from jzdocs.model import nodes
from jzdocs.resolve.formula_error import FormulaError
from jzdocs.resolve.series import Tables
from jzdocs.resolve.series_functions import NAMES as FUNCTIONS, compute, is_change, is_rate
from jzdocs.source.data_rows import ChartRows

__all__ = ["FUNCTIONS", "computed_rows"]
_MISSING = "—"
_PERCENT = ("%", "％")


def computed_rows(function: str, data: ChartRows, table: nodes.DataTable) -> ChartRows:
    """Return rows whose values are formulas over the cells that the given rows name.

    A number with nothing to be compared with (the first year of a series) is missing; rows at the beginning and end in
    which all are missing are left out.
    """
    tables = Tables({table.file.name: table}, Cells({table.file.name: table}))
    rows = [replace(row, values=tuple(_value(function, value, tables) for value in row.values)) for row in data.rows]
    while rows and _is_empty(rows[0]):
        del rows[0]
    while rows and _is_empty(rows[-1]):
        del rows[-1]
    units = tuple(_unit(function, unit) for unit in data.units)
    return replace(data, rows=tuple(rows), unit=units[0] if len(set(units)) == 1 else "", units=units)


def _value(function: str, value: nodes.Value, tables: Tables) -> nodes.Value:
    if value.raw == _MISSING:
        return value
    call = f"{function}({value.raw})"
    try:
        compute(call, tables)
    except FormulaError as error:
        if error.reason.key in ("reason.no_base", "reason.no_period"):
            return replace(value, raw=_MISSING)
    except DecimalException:
        pass  # it is told where the value is computed
    return replace(value, raw=call)


def _is_empty(row: nodes.Row) -> bool:
    return all(value.raw == _MISSING for value in row.values)


def _unit(function: str, unit: str) -> str:
    """Return the unit of what a function gives for numbers in a unit."""
    if is_change(function) and unit in _PERCENT:
        return "个百分点"
    return "%" if is_rate(function) else "" if function in ("排名", "rank") else unit
