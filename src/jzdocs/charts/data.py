"""The data of charts as CSV files, attached to archived documents."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.model import nodes
from jzdocs.model.walk import blocks

_FORMULA_STARTS = ("=", "+", "@", "\t")  # a spreadsheet would compute a cell that begins so


def chart_data(document: nodes.Document) -> dict[str, bytes]:
    """Return the data of every chart by file name: a row for each category with its values as printed and its unit;
    UTF-8 with a byte order mark, which Excel needs."""
    files: dict[str, bytes] = {}
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Figure) and isinstance(block.content, nodes.Chart):
            chart = block.content
            titled = (("",) if chart.multiples else ()) + ("",)  # small charts: whose row it is
            head = _line((*titled, *_heads(chart), "单位"))
            lines = [head, *(_row(chart, panel, row) for panel in chart.panels for row in panel.rows)]
            files[f"chart-{block.number or len(files) + 1}.csv"] = ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
    return files


def _heads(chart: nodes.Chart) -> Sequence[str]:
    """Return the names of the series, with their units where these differ."""
    if not chart.units:
        return chart.series
    names = (chart.series[i] if i < len(chart.series) else "" for i in range(len(chart.units)))
    return [f"{name}（{unit}）" if unit else name for name, unit in zip(names, chart.units, strict=True)]


def _row(chart: nodes.Chart, panel: nodes.Panel, row: nodes.Row) -> str:
    titled = (panel.title,) if chart.multiples else ()
    return _line((*titled, row.name, *(value.printed or value.raw for value in row.values), panel.unit))


def _line(cells: Sequence[str]) -> str:
    safe = (f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in cells)
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in safe)
