"""A column a row, its series on top of one another, their values in or beside the segments."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jzdocs.charts.marks import Plan
from jzdocs.charts.native import Native
from jzdocs.charts.planners.native_columns import native_panels
from jzdocs.charts.planners.shared_columns import Column, ColumnPanel, ColumnPanels, plan_panels
from jzdocs.charts.scales import PERCENT, is_estimate, printed_grouped
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_WHOLE = Decimal(100)


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan."""
    return plan_panels(chart, theme, _panels(chart, theme))


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return a chart of Word for each panel."""
    return native_panels(chart, theme, height, _panels(chart, theme))


def _panels(chart: nodes.Chart, theme: ChartTheme) -> ColumnPanels:
    fills = theme.fills(max((len(row.values) for panel in chart.panels for row in panel.rows), default=1))
    panels = tuple(ColumnPanel(panel, _columns(chart, panel, fills)) for panel in chart.panels)
    return ColumnPanels(panels, tuple(zip(chart.series, fills, strict=False)))


def _columns(chart: nodes.Chart, panel: nodes.Panel, fills: Sequence[str]) -> tuple[Column, ...]:
    named_by_title = len(chart.panels) > 1 and len(panel.rows) == 1 and bool(panel.title)
    totals = [_total(row, panel.unit) for row in panel.rows]
    if panel.unit in PERCENT and {total and total.number for total in totals} <= {_WHOLE, None}:
        totals = [None] * len(totals)  # that parts of a whole are 100 % need not be said
    return tuple(
        Column(
            "" if named_by_title else row.name,
            tuple(zip(row.values, fills, strict=False)),
            row.detail or (total.printed if total else ""),
            total,
        )
        for row, total in zip(panel.rows, totals, strict=True)
    )


def _total(row: nodes.Row, unit: str) -> nodes.Value | None:
    """Return the sum of a row's values; None where it says less than they do: of one value, of missing, negative or
    estimated ones."""
    numbers = [value.number for value in row.values if value.number is not None]
    if len(numbers) < max(2, len(row.values)) or min(numbers) < 0 or any(map(is_estimate, row.values)):
        return None
    total = sum(numbers, Decimal(0))
    grouped = printed_grouped([row])
    return nodes.Value("", number=total, printed=format(total, ",f" if grouped else "f"))
