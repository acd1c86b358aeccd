"""Alternative texts for charts that have none, made from their data: in Chinese, as they go into the documents."""

from __future__ import annotations

from decimal import Decimal

from jzdocs.charts.kinds import KINDS
from jzdocs.model import nodes

_MOST_ROWS = 12  # that are all listed


def describe(title: str, chart: nodes.Chart) -> str:
    """Return a plain alternative text: the chart's kind and values, of many only the highest and the lowest."""
    rows = [(panel, row) for panel in chart.panels for row in panel.rows]
    kind = KINDS[chart.kind].chinese
    if len(rows) <= _MOST_ROWS:
        return f"{kind}：{title}：{'；'.join(_row(chart, panel, row) for panel, row in rows)}。"
    numbers = [(number, panel, row) for panel, row in rows if (number := _first_number(row)) is not None]
    if not numbers:
        return f"{kind}：{title}，共{len(rows)}项。"
    high, low = max(numbers, key=lambda item: item[0]), min(numbers, key=lambda item: item[0])
    ends = [
        f"{name}{_panel_title(chart, panel)}{row.name}{row.values[0].printed}{chart.unit_of(panel, 0)}"
        for name, (_, panel, row) in (("最高", high), ("最低", low))
    ]
    return f"{kind}：{title}，共{len(rows)}项，{'，'.join(ends)}。"


def _first_number(row: nodes.Row) -> Decimal | None:
    return row.values[0].number if row.values else None


def _row(chart: nodes.Chart, panel: nodes.Panel, row: nodes.Row) -> str:
    name = _panel_title(chart, panel) + row.name
    values = [value.printed or "—" for value in row.values]
    if KINDS[chart.kind].texts:
        return f"{name}{row.detail or '、'.join(values)}"
    if not row.values:
        return f"{name}{row.detail}"
    if not chart.units:
        unit = panel.unit if any(value.printed for value in row.values) else ""
        return f"{name}{'、'.join(values)}{unit}"
    named = (
        f"{chart.series[index] if index < len(chart.series) else ''}{text}"
        f"{chart.unit_of(panel, index) if row.values[index].printed else ''}"
        for index, text in enumerate(values)
    )
    return f"{name}{'、'.join(named)}"


def _panel_title(chart: nodes.Chart, panel: nodes.Panel) -> str:
    """Return what tells the rows of one small chart from those of another."""
    return panel.title if chart.multiples else ""
