"""What is drawn in cells of tables behind or instead of their texts: shades, bars, sparklines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jzdocs.charts.sparkline import bar_color, heat_color, sparkline
from jzdocs.frames import ARTIFACT, Item, Mark, Path
from jzdocs.layout.lines import Draw, Line, placed
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.resolve.table_looks import Look
from jzdocs.style.stylesheet import TextStyle
from jzdocs.units import Size, pt

_TRACE = Size(pt(84), pt(13))  # the largest sparkline
_TRACE_COLUMN, _BAR_COLUMN = pt(64), pt(60)  # the least widths of columns with such
_BAR_HEIGHT = 0.86  # of a line


def look_width(table: nodes.Table, column: int) -> int:
    """Return how wide a column must be for what is drawn in it (EMU); 0 for one of texts alone."""
    if any(cell.trace for row in table.body for cell in row[column : column + 1]):
        return _TRACE_COLUMN
    if table.looks is None:
        return 0
    if any(column == place for place, _ in table.looks.traces):
        return _TRACE_COLUMN
    return _BAR_COLUMN if any(column in group for group in table.looks.bars) else 0


def trace_size(room: int, leading: int) -> Size:
    """Return the size of a sparkline in a column with so much room and lines of so much leading (EMU)."""
    return Size(min(room, _TRACE.width), min(leading, _TRACE.height))


class _FigureLine(Line):
    """A line that is a drawing: it tells the structure tree where it stands."""

    setter: Setter
    tag: int
    size: Size

    @property
    def draw(self) -> Draw:
        """A function that draws it, and records its place."""
        drawn = placed(self.items)

        def draw(x: int, y: int) -> Iterator[Item]:
            self.setter.tree.place(self.tag, (x, y, self.size.width, self.size.height))
            yield from drawn(x, y)

        return draw


def trace_line(look: Look, setter: Setter, style: TextStyle, width: int, cell_tag: int) -> tuple[Line, int]:
    """Return a sparkline as a line of a cell with so much room, and how far it is moved right to stand in the middle
    (EMU); it is a figure in the cell's element."""
    size = trace_size(width, style.leading)
    tag = setter.tree.add("Figure", cell_tag, alt=look.alt)
    line = _FigureLine((Mark(tag), *sparkline(look.trace, size, setter.sheet.chart)), size.width)
    line.setter, line.tag, line.size = setter, tag, size
    return line, (width - size.width) // 2


def with_bar(lines: Sequence[Line], look: Look, setter: Setter, style: TextStyle, room: tuple[int, int]) -> list[Line]:
    """Return the lines of a cell with its bar behind the first; `room` is where the room for the longest bar begins,
    counted from the lines' left edge, and how wide it is (EMU)."""
    if not look.bar or not lines:
        return list(lines)
    left, width = room
    start, end = (left + round(width * share) for share in look.bar)
    height = round(style.leading * _BAR_HEIGHT)
    top = (style.leading - height) // 2
    box = rectangle(
        start, top, max(end - start, pt(0.6)), height, bar_color(setter.sheet.chart, negative=look.negative)
    )
    first = lines[0]
    return [first._replace(items=(Mark(ARTIFACT), box, *first.items)), *lines[1:]]


def shade(look: Look, setter: Setter, place: tuple[int, int, int, int]) -> Iterator[Item]:
    """Yield the shade of a cell, whose place is given as x, y, width and height (EMU)."""
    if look.heat is not None:
        yield Mark(ARTIFACT)
        yield rectangle(*place, heat_color(setter.sheet.chart, look.heat, negative=look.negative))


def rectangle(x: int, y: int, width: int, height: int, fill: str) -> Path:
    """Return a filled rectangle."""
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return Path((*(("L" if i else "M", *corner) for i, corner in enumerate(corners)), ("Z",)), fill)
