"""What charts of parts of a whole share: the rows as parts."""

from __future__ import annotations

from msgspec import Struct

from jzdocs.charts.planners.shared_rows import row_name
from jzdocs.charts.scales import TINY, as_float
from jzdocs.model import nodes


class Part(Struct, frozen=True):
    """A part: its name, its value, what is printed of it, and its number, 0 where it is missing."""

    name: str
    value: nodes.Value
    number: float

    @property
    def printed(self) -> str:
        """Return the value as printed, a dash where it is missing."""
        return self.value.printed or self.value.raw or "—"

    @property
    def is_missing(self) -> bool:
        """Whether there is no number."""
        return self.value.number is None


def parts_of(chart: nodes.Chart) -> tuple[list[Part], float]:
    """Return the parts of a chart, and their sum (a tiny number instead of 0, as it divides)."""
    parts = [
        Part(row_name(row), row.values[0], 0.0 if row.values[0].number is None else as_float(row.values[0]))
        for row in chart.panels[0].rows
        if row.values
    ]
    return parts, sum(part.number for part in parts) or TINY
