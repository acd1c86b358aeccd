"""What charts of parts of a whole share: the rows that have a value, as parts."""

from __future__ import annotations

from msgspec import Struct

from jzdocs.charts.scales import TINY, as_float
from jzdocs.model import nodes


class Part(Struct, frozen=True):
    """A part: its name, its value as printed, and as a number."""

    name: str
    value: nodes.Value
    number: float


def parts_of(chart: nodes.Chart) -> tuple[list[Part], float]:
    """Return the parts of a chart, and their sum (a tiny number instead of 0, as it divides)."""
    parts = [
        Part(row.name, row.values[0], as_float(row.values[0]))
        for row in chart.panels[0].rows
        if row.values and row.values[0].number is not None
    ]
    return parts, sum(part.number for part in parts) or TINY
