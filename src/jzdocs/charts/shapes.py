"""What data a kind of chart can show. What it would draw wrongly is an error that names the kind and says which one
suits."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jzdocs.charts.kinds import KINDS
from jzdocs.charts.running import is_missing, levels
from jzdocs.errors import Location, Report
from jzdocs.model import nodes

PERCENT = ("%", "％")
HUNDRED = Decimal(100)
_UNSCALED = ("share", "pie", "progress", "percent", "timeline")  # small charts of these have nothing to share
_SINGLE = ("heat", "bullet", "gantt", "pyramid", "tiles")  # of which each has a scale of its own


def check_shape(chart: nodes.Chart, at: Location, report: Report) -> None:
    """Report what a bound chart's kind cannot show of its data, at the row, else at `at`, the chart's place."""
    _check_units(chart, at, report)
    if chart.multiples:
        _check_grid(chart, at, report)
    for panel in chart.panels:
        match chart.kind:
            case "combo":
                _check_combo(panel, at, report)
            case "percent":
                _check_percent(panel, at, report)
            case "waterfall":
                _check_waterfall(chart, panel, at, report)
            case "scatter":
                _check_points(panel, 2, "C051.scatter", report)
            case "bubble":
                _check_points(panel, 3, "C051.bubble", report)
                _check_sizes(panel, report)
            case _:
                pass


def rounding(value: nodes.Value) -> Decimal:
    """Return half a unit of a value's last digit: how far the number that it stands for may lie from it."""
    exponent = value.number.as_tuple().exponent if value.number is not None else 0
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0) / 2


def _check_units(chart: nodes.Chart, at: Location, report: Report) -> None:
    """Report units that the kind has no axis for, and a combination whose units nothing tells."""
    if not KINDS[chart.kind].units:
        if len(set(chart.units)) > 1:
            report.error(at, "C050", kind=chart.kind, units="、".join(chart.units))
        return
    values = max((len(row.values) for panel in chart.panels for row in panel.rows), default=0)
    if values and len(chart.units) > values:
        report.error(at, "C050.count", units=len(chart.units), values=values)
    if chart.kind == "combo" and len(chart.units) > 1:
        if not any(chart.units):
            report.error(at, "C050.unknown")
        elif len(set(chart.units)) > 2:
            report.error(at, "C050.three", units="、".join(dict.fromkeys(chart.units)))


def _check_grid(chart: nodes.Chart, at: Location, report: Report) -> None:
    """Report small charts that cannot have one scale."""
    if chart.kind in _SINGLE:
        report.error(at, "C055.kind", kind=chart.kind)
    units = list(dict.fromkeys(panel.unit for panel in chart.panels))
    if len(units) > 1 and chart.kind not in _UNSCALED:
        report.error(at, "C055", units="、".join(unit or "—" for unit in units))


def _check_combo(panel: nodes.Panel, at: Location, report: Report) -> None:
    if panel.rows and max(len(row.values) for row in panel.rows) < 2:
        report.error(at, "C051.combo")


def _check_points(panel: nodes.Panel, count: int, code: str, report: Report) -> None:
    for row in panel.rows:
        if row.values and len(row.values) != count:
            report.error(row.at, code, name=row.name, found=len(row.values))


def _check_sizes(panel: nodes.Panel, report: Report) -> None:
    for row in panel.rows:
        size = row.values[2].number if len(row.values) == 3 else None
        if size is not None and size < 0:
            report.error(row.at, "C054", name=row.name, text=row.values[2].printed)


def _check_percent(panel: nodes.Panel, at: Location, report: Report) -> None:
    """Report parts below zero, and rows that are not parts of one whole. Amounts with a missing part have no whole;
    percentages are their own: they may not go beyond 100, and what they lack stays empty."""
    if panel.rows and max(len(row.values) for row in panel.rows) < 2:
        report.error(at, "C051.percent")
    for row in panel.rows:
        numbers = [value.number for value in row.values if value.number is not None]
        for value in row.values:
            if value.number is not None and value.number < 0:
                report.error(value.at, "C052", name=row.name, text=value.printed)
                return
        if panel.unit in PERCENT:
            total, slack = sum(numbers, Decimal(0)), sum(map(rounding, row.values), Decimal(0))
            if total > HUNDRED + slack:
                report.error(row.at, "C052.over", name=row.name, total=format(total.normalize(), "f"))
            elif numbers and total < HUNDRED - slack:
                report.warn(row.at, "C052.under", name=row.name, total=format(total.normalize(), "f"))
        elif numbers and len(numbers) < len(row.values):
            report.error(row.at, "C052.missing", name=row.name)


def _check_waterfall(chart: nodes.Chart, panel: nodes.Panel, at: Location, report: Report) -> None:
    """Report levels that are not what the contributions before them lead to; every number stands for all that round to
    it."""
    for row in panel.rows:
        if len(row.values) > 1:
            report.error(row.at, "C051.waterfall", name=row.name)
            return
        if is_missing(row):
            report.error(row.at, "C053.missing", name=row.name)
            return
    if len(panel.rows) < 3:
        report.error(at, "C051.few")
        return
    for step in levels(panel.rows, chart.totals):
        if step.expected is not None:
            slack = sum(map(rounding, step.values), Decimal(0))
            if abs(step.after - step.expected) > slack:
                report.error(
                    step.row.at,
                    "C053",
                    name=step.row.name,
                    stated=step.row.values[0].printed,
                    sum=_sum(step.values[:-1]),
                    result=_plain(step.expected),
                    gap=_plain(step.after - step.expected),
                )


def _sum(values: Sequence[nodes.Value]) -> str:
    """Return a start and its contributions as a sum: 100 + 5 − 3."""
    numbers = [value.number for value in values if value.number is not None]
    text = _plain(numbers[0]) if numbers else "0"
    for number in numbers[1:]:
        text += f" − {_plain(-number)}" if number < 0 else f" + {_plain(number)}"
    return text


def _plain(number: Decimal) -> str:
    return format(number, "f").replace("-", "−")
