"""The registry of chart kinds.

A new kind is a module in `planners/` and one entry here. Whoever needs only the names (reading a document, describing
a chart) imports no planner: a kind's module is imported when the first chart of that kind is planned.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

from msgspec import Struct

if TYPE_CHECKING:
    from jzdocs.charts.marks import Plan
    from jzdocs.charts.native import Native
    from jzdocs.charts.theme import ChartTheme
    from jzdocs.model.nodes import Chart


class Planner(Protocol):
    """The functions of a kind's module."""

    def plan(self, chart: Chart, theme: ChartTheme) -> Plan:
        """Return the plan of a chart that has rows."""

    def native(self, chart: Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
        """Return the charts of Word that show the chart; `height` is its plan's. Only where the kind is `native`."""


class ChartKind(Struct, frozen=True):
    """A kind of chart.

    `name` stands after `kind:` in a source, `chinese` in texts that describe a chart. `native` kinds are drawn by
    Word itself, the others stand in Word as pictures. `module` holds the planner (default: `planners/NAME.py`).
    """

    name: str
    chinese: str
    native: bool = False
    module: str = ""

    def planner(self) -> Planner:
        """Import the kind's module and return it."""
        return cast("Planner", importlib.import_module(self.module or f"jzdocs.charts.planners.{self.name}"))


KINDS: dict[str, ChartKind] = {
    kind.name: kind
    for kind in (
        ChartKind("bar", "条形图", native=True),
        ChartKind("column", "柱形图", native=True),
        ChartKind("grouped", "分组条形图", native=True),
        ChartKind("stacked", "堆积柱形图", native=True),
        ChartKind("change", "前后对比柱形图", native=True),
        ChartKind("dumbbell", "哑铃图"),
        ChartKind("slope", "坡度图"),
        ChartKind("line", "折线图", native=True),
        ChartKind("area", "面积图", native=True),
        ChartKind("share", "占比条", native=True),
        ChartKind("pie", "饼图", native=True),
        ChartKind("progress", "进度条"),
        ChartKind("heat", "热力表"),
        ChartKind("timeline", "时间线"),
        ChartKind("python", "图", module="jzdocs.charts.planners.python"),
    )
}
