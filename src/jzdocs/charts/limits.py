"""What data a kind of chart can show: everything else is an error that names the kind and one that suits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from jzdocs.errors import Location, Report
from jzdocs.model import nodes


class Limits(Struct, frozen=True):
    """The limits of a kind: the least and the most values a row may have (0: any number) and kinds that suit others;
    whether it can show negative numbers, alone and stacked; whether groups have colours in it; whether its bars begin
    at zero."""

    least: int = 1
    most: int = 0
    suits: str = ""
    negative: bool = True
    mixed: bool = True
    groups: bool = False
    from_zero: bool = True


_LIMITS = {
    "bar": Limits(groups=True),
    "column": Limits(groups=True),
    "grouped": Limits(),
    "stacked": Limits(),
    "change": Limits(),
    "dumbbell": Limits(2, 2, "bar, grouped, line", from_zero=False),
    "slope": Limits(2, 2, "bar, grouped, line", groups=True, from_zero=False),
    "line": Limits(from_zero=False),
    "area": Limits(mixed=False),
    "share": Limits(1, 1, "stacked, percent", negative=False),
    "pie": Limits(1, 1, "stacked, percent", negative=False),
    "progress": Limits(1, 2, "grouped, stacked", negative=False),
    "heat": Limits(from_zero=False),
}
_PARTS = ("share", "pie")


def check_limits(chart: nodes.Chart, at: Location, report: Report) -> None:
    """Report what a bound chart's kind cannot show, at the row or value, else at the chart's place `at`. Kinds without
    limits here have rules of their own."""
    limits = _LIMITS.get(chart.kind)
    if limits is None:
        return
    for panel in chart.panels:
        _check_counts(chart, panel, limits, report)
        _check_signs(chart, panel, limits, report)
        if chart.kind in _PARTS and panel.rows and not any(v.number for row in panel.rows for v in row.values[:1]):
            report.error(panel.rows[0].at, "C043.nothing", kind=chart.kind)
    _check_names(chart, at, report)
    if chart.axis and limits.from_zero and chart.kind not in (*_PARTS, "progress") and not _holds_zero(chart.axis):
        report.error(at, "C044", kind=chart.kind)
    elif chart.axis and limits.from_zero:
        _check_axis(chart, at, report)
    if chart.groups and not limits.groups:
        report.error(at, "C045", kind=chart.kind)


def _check_counts(chart: nodes.Chart, panel: nodes.Panel, limits: Limits, report: Report) -> None:
    """Report the first row with more or fewer values than the kind shows."""
    for row in panel.rows:
        count, kind = len(row.values), chart.kind
        if not count:
            continue
        if limits.most and count > limits.most:
            report.error(
                row.at,
                "C041",
                kind=kind,
                most=limits.most,
                name=row.name,
                found=count,
                suits=limits.suits,
            )
            return
        if count < limits.least:
            report.error(row.at, "C041.few", kind=kind, least=limits.least, name=row.name, found=count)
            return
        if kind == "progress" and count == 1 and panel.unit not in ("%", "％"):
            report.error(row.at, "C041.progress", name=row.name)
            return


def _check_signs(chart: nodes.Chart, panel: nodes.Panel, limits: Limits, report: Report) -> None:
    """Report the first number whose sign the kind cannot show."""
    kind = chart.kind
    negative = next(_negative(panel.rows), None)
    if negative is None:
        return
    row, value = negative
    if not limits.negative:
        suits = "bar" if kind in _PARTS else "bar, grouped"
        report.error(value.at, "C043", kind=kind, name=row.name, text=value.printed, suits=suits)
    elif not limits.mixed and max(len(r.values) for r in panel.rows) > 1:
        report.error(value.at, "C043", kind=kind, name=row.name, text=value.printed, suits="line")


def _negative(rows: Sequence[nodes.Row]) -> Iterator[tuple[nodes.Row, nodes.Value]]:
    for row in rows:
        yield from ((row, value) for value in row.values if value.number is not None and value.number < 0)


def _check_names(chart: nodes.Chart, at: Location, report: Report) -> None:
    """Report series whose number is not that of the values."""
    values = max((len(row.values) for panel in chart.panels for row in panel.rows), default=0)
    if chart.series and values and len(chart.series) != values:
        report.error(at, "C042", series=len(chart.series), values=values)
    elif chart.series and chart.kind in _PARTS:
        report.warn(at, "C042.unused", kind=chart.kind)


def _holds_zero(axis: tuple[object, object]) -> bool:
    return float(str(axis[0])) <= 0 <= float(str(axis[1]))


def _check_axis(chart: nodes.Chart, at: Location, report: Report) -> None:
    """Warn of an axis that had to be lengthened."""
    assert chart.axis is not None
    for panel in chart.panels:
        for row in panel.rows:
            for value in row.values:
                if value.number is not None and not chart.axis[0] <= value.number <= chart.axis[1]:
                    report.warn(value.at, "C046", name=row.name, text=value.printed)
                    return
