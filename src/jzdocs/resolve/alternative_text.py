"""Alternative texts for charts that have none, made from their data: in Chinese, as they go into the documents."""

from __future__ import annotations

from decimal import Decimal

from jzdocs.model import nodes

_KIND_NAMES = {
    "bar": "条形图",
    "column": "柱形图",
    "grouped": "分组条形图",
    "stacked": "堆积柱形图",
    "change": "前后对比柱形图",
    "dumbbell": "哑铃图",
    "slope": "坡度图",
    "line": "折线图",
    "area": "面积图",
    "share": "占比条",
    "pie": "饼图",
    "progress": "进度条",
    "heat": "热力表",
    "timeline": "时间线",
}
_MOST_ROWS = 12  # that are all listed


def describe(title: str, chart: nodes.Chart) -> str:
    """Return a plain alternative text: the chart's kind and values, of many only the highest and the lowest."""
    rows = [(panel, row) for panel in chart.panels for row in panel.rows]
    kind = _KIND_NAMES.get(chart.kind, "图")
    if len(rows) <= _MOST_ROWS:
        return f"{kind}：{title}：{'；'.join(_row(panel, row) for panel, row in rows)}。"
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


def _row(panel: nodes.Panel, row: nodes.Row) -> str:
    values = "、".join(value.printed for value in row.values if value.printed)
    return f"{row.name}{values}{panel.unit}" if row.values else f"{row.name}{row.detail}"
