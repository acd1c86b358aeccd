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
        return f"{kind}：{title}：{'；'.join(_row(chart.kind, panel, row) for panel, row in rows)}。"
    numbers = [(number, panel, row) for panel, row in rows if (number := _first_number(row)) is not None]
    if not numbers:
        return f"{kind}：{title}，共{len(rows)}项。"
    high, low = max(numbers, key=lambda item: item[0]), min(numbers, key=lambda item: item[0])
    ends = [
        f"{name}{row.name}{row.values[0].printed}{panel.unit}"
        for name, (_, panel, row) in (("最高", high), ("最低", low))
    ]
    return f"{kind}：{title}，共{len(rows)}项，{'，'.join(ends)}。"


def _first_number(row: nodes.Row) -> Decimal | None:
    return row.values[0].number if row.values else None


def _row(kind: str, panel: nodes.Panel, row: nodes.Row) -> str:
    values = "、".join(value.printed or "—" for value in row.values)
    if KINDS[kind].texts:
        return f"{row.name}{row.detail or values}"
    has_values = any(value.printed for value in row.values)
    return f"{row.name}{values}{panel.unit if has_values else ''}" if row.values else f"{row.name}{row.detail}"
