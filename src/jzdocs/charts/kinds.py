"""The registry of chart kinds.

A new kind is a module in `planners/` and one entry here. Whoever needs only the names (reading a document, describing
a chart) imports no planner: a kind's module is imported when the first chart of that kind is planned.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jzdocs.charts.marks import Plan
    from jzdocs.charts.misfits import Misfit
    from jzdocs.charts.native import Native
    from jzdocs.charts.theme import ChartTheme
    from jzdocs.model.nodes import Chart


class Planner(Protocol):
    """The functions of a kind's module."""

    def plan(self, chart: Chart, theme: ChartTheme) -> Plan:
        """Return the plan of a chart that has rows."""

    def native(self, chart: Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
        """Return the charts of Word that show the chart; `height` is its plan's. Only where the kind is `native`."""

    def misfits(self, chart: Chart, theme: ChartTheme) -> Iterator[Misfit]:
        """Yield why the kind cannot show the chart's data. Only where the kind is `judged`."""


class ChartKind(Struct, frozen=True):
    """A kind of chart.

    `name` stands after `kind:` in a source, `chinese` in texts that describe a chart. `native` kinds are drawn by
    Word itself, the others stand in Word as pictures. `module` holds the planner (default: `planners/NAME.py`), which
    is given all panels at once where the kind has `own_panels`, else each panel as a chart of its own. A `dense` kind
    has rows that may be thinner where they are many; with `columns` they may also stand in two or three columns on one
    scale. All numbers of a panel have `one_unit`, or each series may have its own (`units`); the values of a row may be
    `texts` or `dates`. A `judged` kind says itself which data it cannot show.
    """

    name: str
    chinese: str
    native: bool = False
    dates: bool = False
    judged: bool = False
    module: str = ""
    own_panels: bool = False
    dense: bool = False
    columns: bool = False
    one_unit: bool = False
    texts: bool = False
    units: bool = False

    def planner(self) -> Planner:
        """Import the kind's module and return it."""
        return cast("Planner", importlib.import_module(self.module or f"jzdocs.charts.planners.{self.name}"))


KINDS: dict[str, ChartKind] = {
    kind.name: kind
    for kind in (
        ChartKind("bar", "条形图", native=True, dense=True, columns=True, one_unit=True),
        ChartKind("column", "柱形图", native=True, own_panels=True, dense=True, one_unit=True),
        ChartKind("grouped", "分组条形图", native=True, dense=True, columns=True, one_unit=True),
        ChartKind("stacked", "堆积柱形图", native=True, own_panels=True, dense=True, one_unit=True),
        ChartKind("change", "前后对比柱形图", native=True, own_panels=True, dense=True, one_unit=True),
        ChartKind("dumbbell", "哑铃图", dense=True, one_unit=True),
        ChartKind("slope", "坡度图", dense=True, one_unit=True),
        ChartKind("line", "折线图", native=True, one_unit=True),
        ChartKind("area", "面积图", native=True, one_unit=True),
        ChartKind("share", "占比条", native=True, one_unit=True),
        ChartKind("pie", "饼图", native=True, one_unit=True),
        ChartKind("progress", "进度条", dense=True, one_unit=True),
        ChartKind("heat", "热力表", dense=True, one_unit=True),
        ChartKind("timeline", "时间线", dense=True, texts=True),
        ChartKind("combo", "柱线组合图", native=True, units=True),
        ChartKind("percent", "百分比堆积条形图", native=True, dense=True, one_unit=True),
        ChartKind("waterfall", "瀑布图", native=True, one_unit=True),
        ChartKind("scatter", "散点图", native=True, units=True),
        ChartKind("bubble", "气泡图", native=True, units=True),
        ChartKind("bullet", "目标对比图", dense=True, one_unit=True, judged=True),
        ChartKind("gantt", "甘特图", dense=True, dates=True, judged=True),
        ChartKind("pyramid", "人口金字塔", native=True, dense=True, one_unit=True, judged=True),
        ChartKind("tiles", "方格地图", one_unit=True, judged=True),
        ChartKind("python", "图", own_panels=True),
    )
}
