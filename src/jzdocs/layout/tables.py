"""Tables → rows as boxes: column widths from the content, cells, and the three rules of Chinese tables.

Where a page break divides a table, `figures` repeats its header under 续表.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Item, Mark, Rule
from jzdocs.layout.boxes import Box, anchored, stack
from jzdocs.layout.cell_looks import look_width, shade, trace_line, with_bar
from jzdocs.layout.lines import Line
from jzdocs.layout.measure import MeasuredParagraph, Span
from jzdocs.layout.setter import Setter, set_paragraph
from jzdocs.layout.spans import PAGE, spans
from jzdocs.model import nodes
from jzdocs.model.walk import Placed, place_cells
from jzdocs.resolve.lists import distinct_pages
from jzdocs.resolve.table_looks import Looks, looks_of
from jzdocs.style.stylesheet import TextStyle
from jzdocs.units import pt

_PAD_X, _PAD_Y = pt(4), pt(2.5)
THICK, THIN = pt(0.75), pt(0.5)


def column_widths(table: nodes.Table, setter: Setter, width: int) -> list[int]:
    """Return the widths of a table's columns in a measure of `width` (EMU).

    They have the proportions that the author gives, else what their contents need; where that is too much, the widest
    give way.
    """
    columns = len(table.align)
    if table.widths and all(table.widths):
        total = sum(table.widths)
        return [round(width * w / total) for w in table.widths]
    needed = [pt(24)] * columns
    least = [pt(24)] * columns
    for part, style in ((table.head, _head_style(table, setter)), (table.body, _body_style(table, setter))):
        for placed in place_cells(part, columns):
            if placed.cell.colspan > 1:
                continue
            measured = _measured(placed.cell, style, setter)
            em = style.size / 1000
            natural = round(measured.reach[-1] * em) + 2 * _PAD_X
            needed[placed.column] = max(needed[placed.column], natural)
            longest = _longest_piece(measured, em) + 2 * _PAD_X
            least[placed.column] = max(least[placed.column], min(longest, natural))
    for column in range(columns):
        needed[column] = max(needed[column], look_width(table, column))
        least[column] = max(least[column], look_width(table, column))
    return _shared(needed, least, width)


def _shared(needed: list[int], least: list[int], width: int) -> list[int]:
    """Share a width among columns: all of them grow alike, or the widest are cut to one width, but never below what
    each has at `least`."""
    total = sum(needed)
    if total <= width:
        spare = (width - total) // len(needed)
        return [w + spare for w in needed]
    low, high = 0, max(needed)
    while high - low > 100:
        middle = (low + high) // 2
        if sum(max(min(w, middle), least_) for w, least_ in zip(needed, least, strict=True)) <= width:
            low = middle
        else:
            high = middle
    out = [max(min(w, low), least_) for w, least_ in zip(needed, least, strict=True)]
    if sum(out) > width:
        out = [round(w * width / sum(out)) for w in out]
    return out


def _longest_piece(p: MeasuredParagraph, em: float) -> int:
    """Return the width of the longest piece without a good break (EMU); `em` is a thousandth of an em."""
    longest = start = 0
    for index in range(1, p.length + 1):
        if index == p.length or p.penalties[index] < 50:
            longest = max(longest, p.reach[index] - p.reach[start])
            start = index
    return round(longest * em)


def _measured(cell: nodes.Cell, style: TextStyle, setter: Setter) -> MeasuredParagraph:
    """Return the longest of a cell's lines as the author divides them, measured."""
    parts = spans(cell.inlines, style, setter, None)
    return max((setter.measure(part, style.size) for part in parts), key=lambda p: p.reach[-1])


def _head_style(table: nodes.Table, setter: Setter) -> TextStyle:
    style = setter.sheet.style("table_head")
    return _small(style) if table.small else style


def _body_style(table: nodes.Table, setter: Setter) -> TextStyle:
    style = setter.sheet.style("table")
    return _small(style) if table.small else style


def _small(style: TextStyle) -> TextStyle:
    return replace(style, size=pt(8), leading=pt(11))


class _Grid(Struct, frozen=True):
    """What all cells of a table share: the table, the setter, the left edges of its columns and, last, its right edge
    (EMU), for each decimal column the widths of its widest whole part and widest rest, and what is drawn in cells."""

    table: nodes.Table
    setter: Setter
    lefts: list[int]
    points: dict[int, tuple[int, int]]
    looks: Looks


def table_rows(table: nodes.Table, setter: Setter, width: int, tag: int) -> tuple[list[Box], list[Box]]:
    """Return the header rows and the body rows of a table as boxes, as children of the element `tag`; rows joined by
    merged cells stay together."""
    widths = column_widths(table, setter, width)
    lefts = [sum(widths[:i]) for i in range(len(widths) + 1)]
    grid = _Grid(table, setter, lefts, _decimal_points(table, setter), looks_of(table))
    head = _rows(grid, table.head, _head_style(table, setter), tag, header=True)
    body = _rows(grid, table.body, _body_style(table, setter), tag, header=False)
    if head:
        head[0] = _ruled(head[0], width, 0, THICK)
        head[-1] = _ruled(head[-1], width, head[-1].height, THIN)
    elif body:
        body[0] = _ruled(body[0], width, 0, THICK)
    return head, body


def close_rule(width: int, x: int, y: int) -> Rule:
    """Return the rule under a table, or under its part on a page."""
    return Rule(x, y, x + width, y, THICK, "000000")


def _ruled(box: Box, width: int, at: int, thickness: int) -> Box:
    """Return a row with a rule `at` below its top (EMU)."""

    def draw(x: int, y: int) -> Iterator[Item]:
        yield Mark(ARTIFACT)
        yield Rule(x, y + at, x + width, y + at, thickness, "000000")
        yield from box.draw(x, y)

    return box._replace(draw=draw)


class _SetCell(Struct, frozen=True):
    """A cell whose text is set: its lines, the height it needs, and the left edge of its text (EMU). `late` sets the
    lines again when they are drawn."""

    placed: Placed
    lines: list[Line]
    height: int
    left: int
    late: Callable[[], Sequence[Line]] | None = None


def _rows(grid: _Grid, rows: Sequence[Sequence[nodes.Cell]], style: TextStyle, tag: int, *, header: bool) -> list[Box]:
    """Return the rows of a table's head or body."""
    if not rows:
        return []
    tree = grid.setter.tree
    part = tree.add("THead" if header else "TBody", tag)
    row_tags = [tree.add("TR", part) for _ in rows]
    cells = [
        _set_cell(grid, placed, style, row_tags[placed.row], header=header)
        for placed in place_cells(rows, len(grid.table.align))
    ]
    heights = _row_heights(cells, len(rows), style.leading + 2 * _PAD_Y)
    by_row: dict[int, list[_SetCell]] = {}
    for cell in cells:
        by_row.setdefault(cell.placed.row, []).append(cell)
    joined = {r for c in cells for r in range(c.placed.row, c.placed.row + c.placed.cell.rowspan - 1)}
    boxes = [_row(by_row.get(r, []), heights, r, style, glued=header or r in joined) for r in range(len(rows))]
    return boxes if header or not grid.looks else [_shaded(grid, box, r, heights) for r, box in enumerate(boxes)]


def _shaded(grid: _Grid, box: Box, row: int, heights: Sequence[int]) -> Box:
    """Return a row with the shades of its cells behind it."""

    def draw(x: int, y: int) -> Iterator[Item]:
        for (place, column), look in grid.looks.items():
            if place == row:
                left, right = grid.lefts[column], grid.lefts[column + 1]
                yield from shade(look, grid.setter, (x + left, y, right - left, heights[row]))
        yield from box.draw(x, y)

    return box._replace(draw=draw)


def _row_heights(cells: Sequence[_SetCell], count: int, least: int) -> list[int]:
    """Return the height of each row; what a cell over several rows lacks is added to the last of them."""
    heights = [least] * count
    for cell in cells:
        if cell.placed.cell.rowspan == 1:
            heights[cell.placed.row] = max(heights[cell.placed.row], cell.height)
    for cell in cells:
        first, span = cell.placed.row, cell.placed.cell.rowspan
        if span > 1:
            lack = cell.height - sum(heights[first : first + span])
            last = min(first + span, count) - 1
            heights[last] += max(0, lack)
    return heights


def _row(cells: Sequence[_SetCell], heights: list[int], row: int, style: TextStyle, *, glued: bool) -> Box:
    """Return a row as a box; the lines of each cell are centred in the height of the rows that it spans."""

    def draw(x: int, y: int) -> Iterator[Item]:
        for cell in cells:
            span = sum(heights[row : row + cell.placed.cell.rowspan])
            lines = cell.late()[: len(cell.lines)] if cell.late else cell.lines
            top = y + (span - len(lines) * style.leading) // 2
            for index, line in enumerate(lines):
                yield from line.draw(x + cell.left, top + index * style.leading)

    notes = tuple(k for cell in cells for line in cell.lines for k in line.notes)
    within = tuple(name for cell in cells for line in cell.lines for name in line.anchors)
    names = tuple(name for cell in cells for name in cell.placed.cell.anchors)
    return anchored(Box(heights[row], draw, 0, glued, notes, anchors=within), names)


def _set_cell(grid: _Grid, placed: Placed, style: TextStyle, row_tag: int, *, header: bool) -> _SetCell:
    """Set the text of a cell, as a child of its row's element."""
    cell, column, setter = placed.cell, placed.column, grid.setter
    end = min(column + cell.colspan, len(grid.lefts) - 1)
    left = grid.lefts[column] + _PAD_X
    width = grid.lefts[end] - grid.lefts[column] - 2 * _PAD_X
    spanned = {"colspan": cell.colspan, "rowspan": cell.rowspan}
    tree = setter.tree
    tag = tree.add("TH", row_tag, scope="Column", **spanned) if header else tree.add("TD", row_tag, **spanned)
    if any(isinstance(i, nodes.PageRef) for i in cell.inlines):
        return _page_cell(setter, placed, replace(style, align="left", indent=0), _Text(left, width, tag))
    look = None if header else grid.looks.get((placed.row, column))
    if look and look.trace:
        line, shift = trace_line(look, setter, style, width, tag)
        return _SetCell(placed, [line], style.leading + 2 * _PAD_Y, left + shift)
    align = cell.align or (grid.table.align[column] if cell.colspan == 1 else "center" if header else "left")
    if align == "decimal" and header:
        align = "center"
    parts = spans(cell.inlines, style, setter, tag)
    line_align = "left" if align == "decimal" else align
    lines = set_paragraph(setter, parts, replace(style, align=line_align, indent=0), width, tag=tag)
    if align == "decimal" and len(lines) == 1:
        left += _decimal_shift(cell, style, setter, width, grid.points.get(column, (0, 0)))
    if look and look.bar:
        lines = with_bar(lines, look, setter, style, (grid.lefts[column] + _PAD_X - left, width))
    return _SetCell(placed, lines, len(lines) * style.leading + 2 * _PAD_Y, left)


class _Text(Struct, frozen=True):
    """The place of a cell's text: left edge and width (EMU), and the cell's element."""

    left: int
    width: int
    tag: int


def _page_cell(setter: Setter, placed: Placed, style: TextStyle, place: _Text) -> _SetCell:
    """Return a cell of page numbers, which are known only when it is drawn: it keeps room for as many as it refers to.

    A sentence begins and ends on the same page nearly always, so one page less is expected.
    """
    count = max(1, sum(isinstance(i, nodes.PageRef) for i in placed.cell.inlines) - 1)
    placeholder = spans((nodes.Text("、".join([PAGE] * count)),), style, setter, None)
    room = set_paragraph(setter, placeholder, style, place.width, tag=place.tag)

    def late() -> list[Line]:
        base = Span("", setter.faces.key(style.font, style.bold), style.size, style.color)
        pages = distinct_pages(placed.cell.inlines, setter.page_of)
        while True:
            lines = set_paragraph(setter, [_listed(pages, base)], style, place.width, tag=place.tag)
            if len(lines) <= len(room) or len(pages) < 2:
                break
            pages = pages[:-1]  # the room is too small in rare cases; the text itself leads to the pages left out
        listed = _listed(pages, base)
        linked = [s._replace(tag=setter.tree.add("Link", place.tag)) if s.href else s for s in listed]
        return set_paragraph(setter, [linked], style, place.width, tag=place.tag) if linked else []

    return _SetCell(placed, room, len(room) * style.leading + 2 * _PAD_Y, place.left, late)


def _listed(pages: Sequence[tuple[str, str]], base: Span) -> list[Span]:
    """Return page numbers as links, divided by 、."""
    out: list[Span] = []
    for number, target in pages:
        out += [base._replace(text="、")] if out else []
        out.append(base._replace(text=number, href=f"#{target}"))
    return out


def _whole_width(cell: nodes.Cell, style: TextStyle, setter: Setter) -> int:
    """Return the width of what stands before the decimal point, or before whatever follows the digits (EMU)."""
    measured = _measured(cell, style, setter)
    end = decimal_point(measured.text)
    return round(measured.reach[end] * style.size / 1000)


def decimal_point(text: str) -> int:
    """Return the place of a number's decimal point in its text; without one, the place behind its whole digits."""
    seen = False
    for index, char in enumerate(text):
        if char.isdigit():
            seen = True
        elif seen and char != ",":
            return index
    return len(text)


def _decimal_points(table: nodes.Table, setter: Setter) -> dict[int, tuple[int, int]]:
    """Return, for each decimal column, the widths of the widest whole part and the widest rest (EMU)."""
    style = _body_style(table, setter)
    points: dict[int, int] = {}
    for placed in place_cells(table.body, len(table.align)):
        if table.align[placed.column] == "decimal" and placed.cell.colspan == 1:
            points[placed.column] = max(points.get(placed.column, 0), _whole_width(placed.cell, style, setter))
    tails: dict[int, int] = {}
    for placed in place_cells(table.body, len(table.align)):
        if placed.column in points and placed.cell.colspan == 1:
            whole = _whole_width(placed.cell, style, setter)
            tail = round(_measured(placed.cell, style, setter).reach[-1] * style.size / 1000) - whole
            tails[placed.column] = max(tails.get(placed.column, 0), tail)
    return {c: (points[c], tails.get(c, 0)) for c in points}


def decimal_stops(table: nodes.Table, setter: Setter, measure: int) -> dict[int, int]:
    """Return where the decimal points of each decimal column stand, from the left edge of its cells' text, in a table
    `measure` wide (EMU)."""
    widths = column_widths(table, setter, measure)
    points = _decimal_points(table, setter)
    return {c: max(0, (widths[c] - 2 * _PAD_X - whole - tail) // 2) + whole for c, (whole, tail) in points.items()}


def _decimal_shift(cell: nodes.Cell, style: TextStyle, setter: Setter, width: int, column: tuple[int, int]) -> int:
    """Return how far a number moves right, so that its decimal point stands below the others of its column (EMU)."""
    point, tail = column
    start = max(0, (width - point - tail) // 2)
    return start + point - _whole_width(cell, style, setter)


def small_table(rows: Sequence[Box], width: int) -> Box:
    """Return all rows of a table as a single box, with the rule under it."""
    whole = stack(rows)

    def draw(x: int, y: int) -> Iterator[Item]:
        yield from whole.draw(x, y)
        yield Mark(ARTIFACT)
        yield close_rule(width, x, y + whole.height)

    return whole._replace(draw=draw)
