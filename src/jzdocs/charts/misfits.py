"""Data that a kind of chart cannot show: found before it is planned, so that nothing is drawn wrong or left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts.kinds import KINDS
from jzdocs.charts.scales import as_float
from jzdocs.charts.theme import ChartTheme
from jzdocs.errors import Location
from jzdocs.model import nodes


class Misfit(Struct, frozen=True):
    """Why a kind cannot show a chart: the finding, its arguments besides the kind's name, and the place (None: the
    chart's)."""

    finding: str
    arguments: Mapping[str, object]
    at: Location | None = None


def misfits(chart: nodes.Chart, theme: ChartTheme) -> Iterator[Misfit]:
    """Yield why the chart's kind cannot show its data; nothing for kinds that show all."""
    kind = KINDS[chart.kind]
    if not kind.judged:
        return
    for panel in chart.panels:  # each is planned as a chart of its own
        if panel.rows:
            yield from kind.planner().misfits(replace(chart, panels=(panel,)), theme)


def wrong_counts(chart: nodes.Chart, least: int, most: int, instead: str) -> Iterator[Misfit]:
    """Yield each row that has fewer values than `least` or more than `most`; kinds named `instead` draw such."""
    count = str(least) if least == most else f"{least}—{most}"
    for row in chart.panels[0].rows:
        if row.values and not least <= len(row.values) <= most:
            arguments = {"name": row.name, "found": len(row.values), "count": count, "instead": instead}
            yield Misfit("C060.values", {**arguments}, row.at)


def negative_values(chart: nodes.Chart, instead: str) -> Iterator[Misfit]:
    """Yield each row with a value below 0; kinds named `instead` draw such."""
    for row in chart.panels[0].rows:
        for value in row.values:
            if as_float(value) < 0:
                arguments = {"name": row.name, "value": value.printed, "instead": instead}
                yield Misfit("C060.negative", {**arguments}, row.at)


def beyond_axis(chart: nodes.Chart) -> Iterator[Misfit]:
    """Yield each value that lies outside the axis that the author gives."""
    if chart.axis is None:
        return
    low, high = chart.axis
    for row in chart.panels[0].rows:
        for value in row.values:
            if value.number is not None and not low <= value.number <= high:
                arguments = {"name": row.name, "value": value.printed, "low": low, "high": high}
                yield Misfit("C060.axis", {**arguments}, row.at)


def no_values(chart: nodes.Chart) -> Iterator[Misfit]:
    """Yield a misfit where no row has a value that could be drawn."""
    if not any(value.number is not None for panel in chart.panels for row in panel.rows for value in row.values):
        yield Misfit("C060.empty", {})
