"""Small charts of one scale: each series of a chart as a panel of its own."""

from __future__ import annotations

from msgspec.structs import replace

from jzdocs.charts.kinds import KINDS
from jzdocs.model import nodes


def panels_of_series(chart: nodes.Chart) -> nodes.Chart:
    """Return a chart with a panel for each series, which is named by it. A chart of one series, and one of a kind whose
    series belong together, stays one panel."""
    (panel,) = chart.panels
    count = max((len(row.values) for row in panel.rows), default=0)
    if count < 2 or KINDS[chart.kind].units:
        return chart
    panels = tuple(
        nodes.Panel(
            chart.series[index] if index < len(chart.series) else "",
            panel.unit,
            tuple(
                replace(row, values=row.values[index : index + 1] or (nodes.Value("—", row.at),)) for row in panel.rows
            ),
        )
        for index in range(count)
    )
    return replace(chart, panels=panels, series=())
