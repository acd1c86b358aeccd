"""The data of charts as CSV, as printed, to be attached to archived documents."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.model import nodes
from jzdocs.model.walk import blocks

# a spreadsheet would run what begins so
_FORMULA = ("=", "+", "@", "\t")


def chart_data(document: nodes.Document) -> dict[str, bytes]:
    """The data of every chart by file name: a row a category with its values and unit, UTF-8 with a mark, as Excel
    wants it."""
    out: dict[str, bytes] = {}
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Figure) and isinstance(block.content, nodes.Chart):
            lines = [
                _line(("", *block.content.series, "单位")),
                *(_row(p, r) for p in block.content.panels for r in p.rows),
            ]
            out[f"chart-{block.number or len(out) + 1}.csv"] = ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
    return out


def _row(panel: nodes.Panel, row: nodes.Row) -> str:
    return _line((row.name, *(v.printed or v.raw for v in row.values), panel.unit))


def _line(cells: Sequence[str]) -> str:
    safe = (f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in safe)
