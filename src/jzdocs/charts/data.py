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
            head = _line(("", *chart.series, "单位"))
            lines = [head, *(_row(panel, row) for panel in chart.panels for row in panel.rows)]
            files[f"chart-{block.number or len(files) + 1}.csv"] = ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
    return files


def _row(panel: nodes.Panel, row: nodes.Row) -> str:
    return _line((row.name, *(value.printed or value.raw for value in row.values), panel.unit))


def _line(cells: Sequence[str]) -> str:
    safe = (f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in cells)
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in safe)
