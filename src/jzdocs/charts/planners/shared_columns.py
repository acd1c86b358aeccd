"""What charts of vertical columns share: panels beside one another, each with its own axis around zero.

A panel whose columns would be too narrow for their texts is parted into bands below one another on one scale, and
panels that are too narrow themselves stand below one another.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts.labels import keep_apart, legend
from jzdocs.charts.marks import HAIRLINE, Label, Line, Mark, Plan, Rect, horizontal_hairline
from jzdocs.charts.palette import color_of, pattern_of
from jzdocs.charts.scales import TINY, as_float, numbers_of
from jzdocs.charts.theme import ChartTheme, text_color_on
from jzdocs.model import nodes

PLOT_HEIGHT = 84.0
GUTTER = 22.0
_LEAST_PLOT_SHARE = 0.55  # of a plot's height, where a chart would be taller than a page
_COLUMN_WIDTH = 30.0
_COLUMN_SHARE = 0.62  # of the room of a category, where there are many
_CLUSTER_SHARE = 0.84  # the same for several columns together
_LEAST_HEIGHT = 0.6  # so that a column of 0 can be seen
_LEAST_STACK = 16.0  # the width of a stacked column beside which there are values
BESIDE = 4.0  # from a column to a value beside it
_NAME_LINES = 3  # so many lines of a name, before its chart is parted into bands
_UNBROKEN_NAME = 36.0  # points: a shorter name is not broken
_MOVED = 3.0  # points that a value has moved before it gets a leader


class Column(Struct, frozen=True):
    """A column: its name below, its segments from zero (value and fill), the text above it, and the sum that this text
    prints, where it does."""

    name: str
    segments: tuple[tuple[nodes.Value, str], ...]
    above: str
    total: nodes.Value | None = None

    @property
    def values(self) -> list[nodes.Value]:
        """Return the values of the segments."""
        return [value for value, _ in self.segments]


class ColumnPanel(Struct, frozen=True):
    """A panel with its columns; every `together` of them stand side by side under the name of the first."""

    panel: nodes.Panel
    columns: tuple[Column, ...]
    together: int = 1

    @property
    def stacked(self) -> bool:
        """Whether some column has several segments."""
        return any(len(column.segments) > 1 for column in self.columns)


class ColumnPanels(Struct, frozen=True):
    """The panels of a chart, and the names and fills of its legend."""

    panels: tuple[ColumnPanel, ...]
    legend: tuple[tuple[str, str], ...] = ()

    def legend_marks(self, theme: ChartTheme) -> tuple[list[Mark], float]:
        """Return the legend above the panels, and its height."""
        names, fills = [name for name, _ in self.legend], [fill for _, fill in self.legend]
        return legend(theme, names, fills) if self.legend else ([], 0.0)


class Frame(Struct, frozen=True):
    """The plot of a band: its left edge and width, its top and bottom without texts, the y of zero, the points that a
    unit is high, the room of a category, the width of a column, and the lines of the title above."""

    left: float
    width: float
    top: float
    bottom: float
    zero: float
    scale: float
    pitch: float
    thickness: float
    title: tuple[str, ...] = ()
    title_top: float = 0.0

    def middle(self, index: int, together: int) -> float:
        """Return the x of the middle of a column."""
        category, place = divmod(index, together)
        return self.left + self.pitch * (category + 0.5) + (place - (together - 1) / 2) * self.slot

    @property
    def slot(self) -> float:
        """Return the distance of columns that stand together."""
        return self.thickness + 1.0


class Band(Struct, frozen=True):
    """A part of a panel that is drawn on one line: its columns, its frame, and its y, from the first line of its title
    to the end of its names. `ends_line`: nothing stands to the right of it."""

    panel: ColumnPanel
    frame: Frame
    top: float
    bottom: float
    ends_line: bool = True


# --- places


def bands_of(chart: nodes.Chart, theme: ChartTheme, panels: ColumnPanels, top: float) -> tuple[list[Band], bool]:
    """Return the bands of all panels, from `top` down, and whether some texts have no room in them."""
    pitches = [_least_pitch(theme, panel, _scale(chart, theme, panel)[1]) for panel in panels.panels]
    most = max(
        (len(p.columns) // p.together * pitch for p, pitch in zip(panels.panels, pitches, strict=True)), default=0
    )
    count = max(1, len(panels.panels))
    while count > 1 and _cell(theme, count) < min(most, theme.width):
        count -= 1
    count = math.ceil(len(panels.panels) / math.ceil(len(panels.panels) / count)) if panels.panels else 1
    width, out = _cell(theme, count), list[Band]()
    for first in range(0, len(panels.panels), count):
        bottom = top
        line = list(zip(panels.panels, pitches, strict=True))[first : first + count]
        for place, (panel, pitch) in enumerate(line):
            at = (place * (width + GUTTER), top, width)
            bands = _panel_bands(chart, theme, panel, pitch, at)
            out += [replace(band, ends_line=place == len(line) - 1) for band in bands]
            bottom = max([bottom, *(band.bottom for band in bands)])
        top = bottom + theme.leading * 0.6
    return out, max(pitches, default=0.0) > width + 0.5


def _cell(theme: ChartTheme, count: int) -> float:
    return (theme.width - GUTTER * (count - 1)) / count


def _panel_bands(
    chart: nodes.Chart, theme: ChartTheme, panel: ColumnPanel, pitch: float, at: tuple[float, float, float]
) -> list[Band]:
    """Return a panel's bands in the cell `at` (left, top, width)."""
    left, top, width = at
    title: tuple[str, ...] = ()
    if len(chart.panels) > 1 and panel.panel.title:
        unit = f"（{panel.panel.unit}）" if panel.panel.unit else ""
        title = tuple(theme.wrap(panel.panel.title + unit, width))
    categories = max(1, len(panel.columns) // panel.together)
    per_band = max(1, min(categories, int(width / pitch)))
    per_band = math.ceil(categories / math.ceil(categories / per_band))
    out = []
    for first in range(0, categories, per_band):
        columns = panel.columns[first * panel.together : (first + per_band) * panel.together]
        part = replace(panel, columns=columns)
        frame = _frame(chart, theme, (panel, part), (left, top, width), per_band)
        frame = replace(frame, title=title, title_top=top)
        if title:
            drop = theme.leading * len(title) + 3
            frame = replace(frame, top=frame.top + drop, bottom=frame.bottom + drop, zero=frame.zero + drop)
        bottom = frame.bottom + _names_height(theme, part, frame)
        out.append(Band(part, frame, top, bottom))
        top, title = bottom + 4, ()
    return out


def _frame(
    chart: nodes.Chart,
    theme: ChartTheme,
    panels: tuple[ColumnPanel, ColumnPanel],
    at: tuple[float, float, float],
    per_band: int,
) -> Frame:
    """Return the frame of a band; `panels` are the whole panel, whose scale it has, and the band's part of it."""
    whole, _ = panels
    left, top, width = at
    low, high = _extent(chart, whole)
    pitch = width / per_band
    together = whole.together
    share = _COLUMN_SHARE if together == 1 else _CLUSTER_SHARE
    thickness = min(_COLUMN_WIDTH, pitch * share / together - (1.0 if together > 1 else 0.0))
    height, scale = _scale(chart, theme, whole)
    if whole.stacked and (beside := _room_beside(theme, whole, scale)[1]):
        thickness = max(min(thickness, pitch - 2 * (beside + BESIDE) - 2), min(thickness, _LEAST_STACK))
    plot_top = top + theme.leading + 2
    below = theme.leading if low < 0 else 0.0
    return Frame(
        left, width, plot_top, plot_top + height + below, plot_top + high * scale, scale, pitch, max(1.0, thickness)
    )


def _extent(chart: nodes.Chart, panel: ColumnPanel) -> tuple[float, float]:
    """Return the least and the largest number that must have room: sums of what stands on one another."""
    low, high = 0.0, 0.0
    for column in panel.columns:
        numbers = numbers_of(column.values)
        low = min(low, sum(n for n in numbers if n < 0))
        high = max(high, sum(n for n in numbers if n > 0))
    if chart.axis and len(chart.panels) == 1:
        low, high = min(low, float(chart.axis[0])), max(high, float(chart.axis[1]))
    return low, high if high - low > TINY else low + 1.0


def _scale(chart: nodes.Chart, theme: ChartTheme, panel: ColumnPanel) -> tuple[float, float]:
    """Return the height of a panel's plot, and the points that a unit is high in it."""
    low, high = _extent(chart, panel)
    segments = max((len(column.segments) for column in panel.columns), default=1)
    plain = PLOT_HEIGHT * max(_LEAST_PLOT_SHARE, theme.density)
    height = max(plain, theme.leading * segments if segments > 1 else 0.0)
    return height, height / (high - low)


def _least_pitch(theme: ChartTheme, panel: ColumnPanel, scale: float) -> float:
    """Return the least room of a category in which its texts do not touch those of others."""
    together = panel.together
    above = max((theme.measure(text, bold=not panel.stacked) for text in _texts_above(panel)), default=0.0) + 3
    names = [column.name for column in panel.columns[::together]]
    name = max((_name_width(theme, text) for text in names), default=0.0) + 4
    stack = 0.0
    if panel.stacked:
        widest, beside = _room_beside(theme, panel, scale)
        stack = _LEAST_STACK + 2 * (beside + BESIDE) + 2 if beside else (widest + 3) / _COLUMN_SHARE
    cluster = together * max(above, 4.0) + (6 if together > 1 else 0)
    need = max(cluster, stack)
    return max(need, min(name, theme.width))


def _name_width(theme: ChartTheme, name: str) -> float:
    """Return the width in which a name takes few lines, and no word of it is cut."""
    whole = theme.measure(name)
    if whole <= _UNBROKEN_NAME:
        return max(whole, 1.0)
    words = max((theme.measure(word) for word in theme.pieces(name)), default=0.0)
    return min(whole, max(words, whole / _NAME_LINES + theme.size))


def _texts_above(panel: ColumnPanel) -> list[str]:
    return [column.above or "—" for column in panel.columns]


def _room_beside(theme: ChartTheme, panel: ColumnPanel, scale: float) -> tuple[float, float]:
    """Return the width of the widest value of stacks, and how much of it stands beside them: all of it where some
    value does not fit into its segment."""
    printed = [value for column in panel.columns for value in column.values]
    widest = max((theme.measure(v.printed or v.raw) for v in printed), default=0.0)
    heights = [abs(as_float(value)) * scale for value in printed]
    fit = widest <= _COLUMN_WIDTH - 2 and all(height >= theme.size + 4 for height in heights)
    return widest, 0.0 if fit else widest


def _names_height(theme: ChartTheme, panel: ColumnPanel, frame: Frame) -> float:
    lines = [
        len(theme.wrap(column.name, frame.pitch - 4)) for column in panel.columns[:: panel.together] if column.name
    ]
    return 3 + theme.size + theme.leading * (max(lines) - 1) + theme.size * 0.3 + 1 if lines else 1.0


# --- planning


def plan_panels(chart: nodes.Chart, theme: ChartTheme, panels: ColumnPanels) -> Plan:
    """Return the plan of panels beside one another, as high as the highest of them."""
    marks, top = panels.legend_marks(theme)
    bands, crowded = bands_of(chart, theme, panels, top)
    for band in bands:
        marks += _band_marks(theme, band)
    bottom = max([top, *(band.bottom for band in bands)])
    return Plan(theme.width, bottom, tuple(marks), "crowded" if crowded else "")


def _band_marks(theme: ChartTheme, band: Band) -> list[Mark]:
    frame, panel = band.frame, band.panel
    center = frame.left + frame.width / 2
    marks: list[Mark] = [
        Label(
            center, frame.title_top + theme.size + theme.leading * i, line, theme.size, theme.dark, "middle", bold=True
        )
        for i, line in enumerate(frame.title)
    ]
    for index, column in enumerate(panel.columns):
        middle = frame.middle(index, panel.together)
        marks += _stack_marks(theme, column, frame, middle) if panel.stacked else _single(theme, column, frame, middle)
    for index, column in enumerate(panel.columns[:: panel.together]):
        middle = frame.left + frame.pitch * (index + 0.5)
        for number, line in enumerate(theme.wrap(column.name, frame.pitch - 4) if column.name else ()):
            y = frame.bottom + 3 + theme.size + theme.leading * number
            marks.append(Label(middle, y, line, theme.size, anchor="middle"))
    marks.append(horizontal_hairline(frame.zero, frame.left, frame.left + frame.width, theme.axis_color))
    return marks


def _single(theme: ChartTheme, column: Column, frame: Frame, middle: float) -> list[Mark]:
    """Return a column of one value with its text: above it, or below one that goes down; of a missing value a dash."""
    value, fill = column.segments[0] if column.segments else (nodes.Value("—"), theme.light)
    number = as_float(value)
    if math.isnan(number):
        text = value.raw or "—"
        return [Label(middle, frame.zero - 3, text, theme.size, theme.dark, "middle")]
    marks = [_segment(frame, middle, (0.0, number), fill)]
    end = frame.zero - number * frame.scale
    y = end + theme.size + 0.6 if number < 0 else end - 3
    if column.above:
        marks.append(Label(middle, y, column.above, theme.size, anchor="middle", bold=True))
    return marks


def _segment(frame: Frame, middle: float, ends: tuple[float, float], fill: str) -> Mark:
    """Return what stands between two numbers of a column."""
    first, last = (frame.zero - number * frame.scale for number in ends)
    height = max(abs(last - first), _LEAST_HEIGHT)
    top = min(first, last) if ends[1] < ends[0] else first - height
    return Rect(middle - frame.thickness / 2, top, frame.thickness, height, fill)


def segment_ends(column: Column) -> list[tuple[float, float] | None]:
    """Return from where to where each segment of a column goes: positive ones up from zero, negative ones down; None
    for missing values."""
    up, down = 0.0, 0.0
    out: list[tuple[float, float] | None] = []
    for value in column.values:
        number = as_float(value)
        if math.isnan(number):
            out.append(None)
        elif number < 0:
            out.append((down, down := down + number))
        else:
            out.append((up, up := up + number))
    return out


def _stack_marks(theme: ChartTheme, column: Column, frame: Frame, middle: float) -> list[Mark]:
    """Return the segments of a column with their values, and the text above it."""
    marks: list[Mark] = []
    beside: list[tuple[float, str]] = []  # the middle of a segment, and its value, which has no room in it
    top = frame.zero
    for (value, fill), ends in zip(column.segments, segment_ends(column), strict=True):
        if ends is None:
            beside.append((frame.zero, value.raw or "—"))
            continue
        marks.append(_segment(frame, middle, ends, fill))
        top = min(top, frame.zero - max(ends) * frame.scale)
        center = frame.zero - (ends[0] + ends[1]) / 2 * frame.scale
        if fits(theme, value, abs(ends[1] - ends[0]) * frame.scale, frame):
            marks += value_on(theme, fill, value.printed, (middle, center))
        else:
            beside.append((center, value.printed))
    values = _beside_marks(theme, beside, frame, middle + frame.thickness / 2)
    marks += values
    if column.above:
        if theme.measure(column.above) / 2 > frame.thickness / 2 + BESIDE - 2:  # else it ends before they begin
            top = min([top, *(mark.y - theme.size for mark in values if isinstance(mark, Label))])
        marks.append(Label(middle, top - 3, column.above, theme.size, anchor="middle"))
    return marks


def _beside_marks(theme: ChartTheme, beside: Sequence[tuple[float, str]], frame: Frame, edge: float) -> list[Mark]:
    """Return values to the right of a column, moved apart, with leaders from where they belong."""
    marks: list[Mark] = []
    heights = beside_heights(theme, frame, [y for y, _ in beside])
    for (center, text), y in zip(beside, heights, strict=True):
        if abs(center - y) > _MOVED:
            marks.append(Line(((edge, center), (edge + BESIDE - 0.5, y)), theme.axis_color, HAIRLINE))
        marks.append(Label(edge + BESIDE, theme.baseline(y), text, theme.size))
    return marks


def beside_heights(theme: ChartTheme, frame: Frame, centers: Sequence[float]) -> list[float]:
    """Return the heights at which values beside a column stand; `centers` are those of their segments."""
    low, high = frame.top + theme.leading / 2, frame.bottom - theme.leading / 2
    return keep_apart(centers, theme.leading, low, high)


def value_on(theme: ChartTheme, fill: str, text: str, center: tuple[float, float]) -> list[Mark]:
    """Return a text centred on a filled shape; on a pattern it gets a plain ground."""
    x, y = center
    label = Label(x, theme.baseline(y), text, theme.size, text_color_on(fill), "middle")
    if not pattern_of(fill):
        return [label]
    half = theme.measure(text) / 2 + 1
    return [Rect(x - half, y - theme.size * 0.55, 2 * half, theme.size * 1.1, color_of(fill)), label]


def fits(theme: ChartTheme, value: nodes.Value, height: float, frame: Frame) -> bool:
    """Whether a value can be printed in its segment, which is `height` high."""
    return height >= theme.size + 4 and theme.measure(value.printed) <= frame.thickness - 2
