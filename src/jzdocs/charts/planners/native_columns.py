"""Charts of vertical columns as Word draws them: each band of the plan is a chart of its own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Literal

from msgspec.structs import replace

from jzdocs.charts.native import TITLE_INSET, Axis, Native, Plot, Series, Shift, gap_width, series_name
from jzdocs.charts.planners.shared_columns import (
    BESIDE,
    GUTTER,
    Band,
    Column,
    ColumnPanel,
    ColumnPanels,
    Frame,
    bands_of,
    beside_heights,
    fits,
    segment_ends,
)
from jzdocs.charts.scales import round_step
from jzdocs.charts.theme import ChartTheme, text_color_on
from jzdocs.model import nodes


def native_panels(chart: nodes.Chart, theme: ChartTheme, height: float, panels: ColumnPanels) -> tuple[Native, ...]:
    """Return a chart of Word for each band; the first carries the legend. All but the last of a line are wider by the
    gutter; a line is as high as the highest of its panels."""
    bands, _ = bands_of(chart, theme, panels, panels.legend_marks(theme)[1])
    natives = []
    for number, line in enumerate(_lines_of(bands)):
        top = 0.0 if number == 0 else line[0].top
        bottom = height if line[-1] is bands[-1] else max(band.bottom for band in line)
        for index, band in enumerate(line):
            shape = _native_band(chart, theme, band, [name for name, _ in panels.legend])
            parted = len([other for other in bands if other.panel.panel is band.panel.panel]) > 1
            legend_place: Literal["top", ""] = "top" if panels.legend and number == 0 and index == 0 else ""
            title_width = max((theme.measure(text, bold=True) for text in band.frame.title), default=0.0)
            left = max(0.0, (band.frame.width - title_width) / 2 - TITLE_INSET)
            natives.append(
                replace(
                    shape,
                    axis=replace(shape.axis, fixed=parted),  # the parts of a panel keep one scale
                    width=band.frame.width + (0 if band.ends_line else GUTTER),
                    height=bottom - top,
                    plot=shape.plot._replace(top=shape.plot.top - top),
                    legend=legend_place,
                    title="\n".join(band.frame.title),
                    title_at=(left, band.frame.title_top - top),
                )
            )
    return tuple(natives)


def _lines_of(bands: Sequence[Band]) -> list[list[Band]]:
    """Return bands by the lines they stand in, from above."""
    ordered = sorted(bands, key=lambda band: (band.top, band.frame.left))
    return [list(line) for _, line in groupby(ordered, key=lambda band: band.top)]


def _native_band(chart: nodes.Chart, theme: ChartTheme, band: Band, names: Sequence[str]) -> Native:
    panel, frame = band.panel, band.frame
    below = frame.bottom - frame.zero  # the labels of columns that go down need room within the plot
    low = -below / frame.scale if below > 0.01 else 0.0
    high = (frame.zero - frame.top) / frame.scale
    columns, together = panel.columns, panel.together
    return Native(
        "column",
        "stacked" if panel.stacked else "clustered",
        frame.width,
        0.0,
        tuple(column.name for column in columns[::together]),
        _native_series(chart, theme, band, names),
        Axis(low, high, round_step(high - low), shown=False),
        Plot(0.0, frame.top, frame.pitch * (len(columns) // together), frame.bottom - frame.top),
        gap_width(frame.pitch, frame.slot * together, frame.thickness),
        100 if panel.stacked else -round(100 / frame.thickness) if together > 1 else 0,
        "ctr" if panel.stacked else "outEnd",
        totals=_totals(panel) if panel.stacked else None,
    )


def _totals(panel: ColumnPanel) -> Series | None:
    """Return the texts above stacks as the labels of a series of their sums; None where there are none."""
    values = []
    for column in panel.columns:
        numbers = [value.number for value in column.values if value.number is not None]
        is_sum = column.above and numbers and min(numbers) >= 0
        values.append(nodes.Value("", number=sum(numbers, Decimal(0)), printed=column.above) if is_sum else None)
    return Series("合计", tuple(values), "000000") if any(values) else None


def _native_series(chart: nodes.Chart, theme: ChartTheme, band: Band, names: Sequence[str]) -> tuple[Series, ...]:
    """Return a series for each place in the columns' stacks, from the bottom, or for each of those together."""
    panel, series = band.panel, []
    stacked = panel.stacked
    shifts = _shifts(theme, panel.columns, band.frame) if stacked else {}
    count = max((len(c.segments) for c in panel.columns), default=1) if stacked else panel.together
    for index in range(count):
        columns = panel.columns if stacked else panel.columns[index :: panel.together]
        place = index if stacked else 0
        segments = [column.segments[place] if place < len(column.segments) else None for column in columns]
        fills = [segment[1] if segment else theme.accent for segment in segments]
        series.append(
            Series(
                names[index] if index < len(names) else panel.panel.title or series_name(chart, index),
                tuple(segment[0] if segment and segment[0].number is not None else None for segment in segments),
                fills[-1],
                tuple((at, fill) for at, fill in enumerate(fills) if fill != fills[-1]),
                text_color_on(fills[-1]) if stacked else "000000",
                tuple((at, shift) for (at, segment), shift in shifts.items() if segment == index) if stacked else (),
            )
        )
    return tuple(series)


def _shifts(theme: ChartTheme, columns: Sequence[Column], frame: Frame) -> dict[tuple[int, int], Shift]:
    """Return how far values stand from the middles of their segments, by column and segment: those that do not fit
    stand to the right of the column, apart from one another."""
    out = {}
    for at, column in enumerate(columns):
        centers = {
            place: frame.zero - (ends[0] + ends[1]) / 2 * frame.scale
            for place, (value, ends) in enumerate(zip(column.values, segment_ends(column), strict=True))
            if ends is not None and not fits(theme, value, abs(ends[1] - ends[0]) * frame.scale, frame)
        }
        heights = beside_heights(theme, frame, list(centers.values()))
        for (place, center), height in zip(centers.items(), heights, strict=True):
            right = frame.thickness / 2 + BESIDE + theme.measure(column.values[place].printed) / 2
            out[at, place] = Shift(right, height - center)
    return out
