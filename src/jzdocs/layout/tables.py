"""Tables: column widths from content, rows as boxes, three rules, header rows that repeat with 续表."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Item, Mark, Rule
from jzdocs.layout.boxes import Box, Setter, anchored, set_paragraph, stack
from jzdocs.layout.lines import Line
from jzdocs.layout.measure import MeasuredParagraph, Span
from jzdocs.layout.spans import PAGE, spans
from jzdocs.model import nodes
from jzdocs.model.walk import Placed, place_cells
from jzdocs.resolve.lists import distinct_pages
from jzdocs.style.stylesheet import TextStyle
from jzdocs.units import pt

_PAD_X, _PAD_Y = pt(4), pt(2.5)
THICK, THIN = pt(0.75), pt(0.5)


def column_widths(table: nodes.Table, setter: Setter, width: int) -> list[int]:
    """Widths from the stylesheet's wishes or the content: a column gets what it needs, the widest give way."""
    columns = len(table.align)
    if table.widths and all(table.widths):
        total = sum(table.widths)
        return [round(width * w / total) for w in table.widths]
    wanted = [pt(24)] * columns
    least = [pt(24)] * columns
    for part, style in ((table.head, _head_style(table, setter)), (table.body, _body_style(table, setter))):
        for placed in place_cells(part, columns):
            if placed.cell.colspan > 1:
                continue
            prepared = _prepared(placed.cell, style, setter)
            em = style.size / 1000
            natural = round(prepared.reach[-1] * em) + 2 * _PAD_X
            wanted[placed.column] = max(wanted[placed.column], natural)
            longest = _longest_piece(prepared, em) + 2 * _PAD_X
            least[placed.column] = max(least[placed.column], min(longest, natural))
    return _shared(wanted, least, width)


def _shared(wanted: list[int], least: list[int], width: int) -> list[int]:
    total = sum(wanted)
    if total <= width:
        spare = (width - total) // len(wanted)
        return [w + spare for w in wanted]
    # cut all columns at one height, as a table's reader would: short columns keep what they need
    low, high = 0, max(wanted)
    while high - low > 100:
        middle = (low + high) // 2
        if sum(max(min(w, middle), least_) for w, least_ in zip(wanted, least, strict=True)) <= width:
            low = middle
        else:
            high = middle
    out = [max(min(w, low), least_) for w, least_ in zip(wanted, least, strict=True)]
    if sum(out) > width:
        out = [round(w * width / sum(out)) for w in out]
    return out


def _longest_piece(p: MeasuredParagraph, em: float) -> int:
    longest = start = 0
    for index in range(1, p.length + 1):
        if index == p.length or p.penalties[index] < 50:
            longest = max(longest, p.reach[index] - p.reach[start])
            start = index
    return round(longest * em)


def _prepared(cell: nodes.Cell, style: TextStyle, setter: Setter) -> MeasuredParagraph:
    parts = spans(cell.inlines, style, setter, None)
    return max((setter.prepare(part, style.size) for part in parts), key=lambda p: p.reach[-1])


def _head_style(table: nodes.Table, setter: Setter) -> TextStyle:
    style = setter.sheet.style("table_head")
    return _small(style) if table.small else style


def _body_style(table: nodes.Table, setter: Setter) -> TextStyle:
    style = setter.sheet.style("table")
    return _small(style) if table.small else style


def _small(style: TextStyle) -> TextStyle:
    return replace(style, size=pt(8), leading=pt(11))


def table_rows(table: nodes.Table, setter: Setter, width: int, tag: int) -> tuple[list[Box], list[Box]]:
    """The header rows and the body rows as boxes, tagged under the table's `tag`. Rows joined by merged cells hold
    together."""
    widths = column_widths(table, setter, width)
    lefts = [sum(widths[:i]) for i in range(len(widths) + 1)]
    points = _decimal_points(table, setter)
    head = _part(table, table.head, _head_style(table, setter), setter, lefts, points, tag, header=True)
    body = _part(table, table.body, _body_style(table, setter), setter, lefts, points, tag, header=False)
    if head:
        head[0] = _ruled(head[0], width, 0, THICK)
        head[-1] = _ruled(head[-1], width, head[-1].height, THIN)
    elif body:
        body[0] = _ruled(body[0], width, 0, THICK)
    return head, body


def close_rule(width: int, x: int, y: int) -> Rule:
    """The rule under a table (or under its part on a page)."""
    return Rule(x, y, x + width, y, THICK, "000000")


def _ruled(box: Box, width: int, at: int, thickness: int) -> Box:
    def draw(x: int, y: int) -> Iterator[Item]:
        yield Mark(ARTIFACT)
        yield Rule(x, y + at, x + width, y + at, thickness, "000000")
        yield from box.draw(x, y)

    return box._replace(draw=draw)


class _Set(Struct, frozen=True):
    placed: Placed
    lines: list[Line]
    height: int
    left: int
    late: Callable[[], Sequence[Line]] | None = None


def _part(
    table: nodes.Table,
    rows: Sequence[Sequence[nodes.Cell]],
    style: TextStyle,
    setter: Setter,
    lefts: list[int],
    points: dict[int, tuple[int, int]],
    tag: int,
    *,
    header: bool,
) -> list[Box]:
    columns = len(table.align)
    if not rows:
        return []
    part = setter.tree.add("THead" if header else "TBody", tag)
    row_tags = [setter.tree.add("TR", part) for _ in rows]
    cells = [
        _set(p, table, style, setter, lefts, points, row_tags[p.row], header=header) for p in place_cells(rows, columns)
    ]
    heights = [style.leading + 2 * _PAD_Y] * len(rows)
    for cell in cells:
        if cell.placed.cell.rowspan == 1:
            heights[cell.placed.row] = max(heights[cell.placed.row], cell.height)
    for cell in cells:
        first, span = cell.placed.row, cell.placed.cell.rowspan
        if span > 1:
            lack = cell.height - sum(heights[first : first + span])
            last = min(first + span, len(heights)) - 1
            heights[last] += max(0, lack)
    by_row: dict[int, list[_Set]] = {}
    for cell in cells:
        by_row.setdefault(cell.placed.row, []).append(cell)
    joined = {r for c in cells for r in range(c.placed.row, c.placed.row + c.placed.cell.rowspan - 1)}
    return [_row(by_row.get(r, []), heights, r, style, glued=header or r in joined) for r in range(len(rows))]


def _row(cells: Sequence[_Set], heights: list[int], row: int, style: TextStyle, *, glued: bool) -> Box:
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


def _set(
    placed: Placed,
    table: nodes.Table,
    style: TextStyle,
    setter: Setter,
    lefts: list[int],
    points: dict[int, tuple[int, int]],
    row: int,
    *,
    header: bool,
) -> _Set:
    cell, column = placed.cell, placed.column
    end = min(column + cell.colspan, len(lefts) - 1)
    width = lefts[end] - lefts[column] - 2 * _PAD_X
    align = cell.align or (table.align[column] if cell.colspan == 1 else "center" if header else "left")
    if align == "decimal" and header:
        align = "center"
    spanned = {"colspan": cell.colspan, "rowspan": cell.rowspan}
    tag = setter.tree.add("TH", row, scope="Column", **spanned) if header else setter.tree.add("TD", row, **spanned)
    left = lefts[column] + _PAD_X
    if any(isinstance(i, nodes.PageRef) for i in cell.inlines):
        return _paged(placed, replace(style, align="left", indent=0), setter, width, left, tag)
    parts = spans(cell.inlines, style, setter, tag)
    if align == "decimal":
        lines = set_paragraph(setter, parts, replace(style, align="left", indent=0), width, tag=tag)
        if len(lines) == 1:
            left += _decimal_shift(cell, style, setter, width, points.get(column, (0, 0)))
    else:
        lines = set_paragraph(setter, parts, replace(style, align=align, indent=0), width, tag=tag)
    return _Set(placed, lines, len(lines) * style.leading + 2 * _PAD_Y, left)


def _paged(placed: Placed, style: TextStyle, setter: Setter, width: int, left: int, tag: int) -> _Set:
    """A cell of page numbers, which are known when it is drawn: room is kept for as many as there are references."""
    count = max(
        1, sum(isinstance(i, nodes.PageRef) for i in placed.cell.inlines) - 1
    )  # a sentence's ends are nearly always on one page
    kept = set_paragraph(
        setter, spans((nodes.Text("、".join([PAGE] * count)),), style, setter, None), style, width, tag=tag
    )

    def late() -> list[Line]:
        base = Span("", setter.faces.key(style.font, style.bold), style.size, style.color)
        pages = distinct_pages(placed.cell.inlines, setter.page_of)
        while True:
            lines = set_paragraph(setter, [_listed(pages, base)], style, width, tag=tag)
            if len(lines) <= len(kept) or len(pages) < 2:
                break
            pages = pages[:-1]  # room was kept for nearly every case; the text leads to the pages that are left out
        linked = [s._replace(tag=setter.tree.add("Link", tag)) if s.href else s for s in _listed(pages, base)]
        return set_paragraph(setter, [linked], style, width, tag=tag) if linked else []

    return _Set(placed, kept, len(kept) * style.leading + 2 * _PAD_Y, left, late)


def _listed(pages: Sequence[tuple[str, str]], base: Span) -> list[Span]:
    """Page numbers as links, parted by 、."""
    out: list[Span] = []
    for number, target in pages:
        out += [base._replace(text="、")] if out else []
        out.append(base._replace(text=number, href=f"#{target}"))
    return out


def _whole_width(cell: nodes.Cell, style: TextStyle, setter: Setter) -> int:
    """Width of what stands before the decimal point (or before whatever follows the digits)."""
    prepared = _prepared(cell, style, setter)
    end = decimal_point(prepared.text)
    return round(prepared.reach[end] * style.size / 1000)


def decimal_point(text: str) -> int:
    """Where a figure's decimal point stands, or would stand: behind its whole digits."""
    seen = False
    for index, char in enumerate(text):
        if char.isdigit():
            seen = True
        elif seen and char != ",":
            return index
    return len(text)


def _decimal_points(table: nodes.Table, setter: Setter) -> dict[int, tuple[int, int]]:
    """For each decimal column, the widest whole part and the widest rest."""
    style = _body_style(table, setter)
    points: dict[int, int] = {}
    for placed in place_cells(table.body, len(table.align)):
        if table.align[placed.column] == "decimal" and placed.cell.colspan == 1:
            points[placed.column] = max(points.get(placed.column, 0), _whole_width(placed.cell, style, setter))
    tails: dict[int, int] = {}
    for placed in place_cells(table.body, len(table.align)):
        if placed.column in points and placed.cell.colspan == 1:
            whole = _whole_width(placed.cell, style, setter)
            tail = round(_prepared(placed.cell, style, setter).reach[-1] * style.size / 1000) - whole
            tails[placed.column] = max(tails.get(placed.column, 0), tail)
    return {c: (points[c], tails.get(c, 0)) for c in points}


def decimal_stops(table: nodes.Table, setter: Setter, measure: int) -> dict[int, int]:
    """Where the decimal points of each decimal column stand, from the left edge of its cells' text, in a table
    `measure` wide."""
    widths = column_widths(table, setter, measure)
    points = _decimal_points(table, setter)
    return {c: max(0, (widths[c] - 2 * _PAD_X - whole - tail) // 2) + whole for c, (whole, tail) in points.items()}


def _decimal_shift(cell: nodes.Cell, style: TextStyle, setter: Setter, width: int, column: tuple[int, int]) -> int:
    point, tail = column
    start = max(0, (width - point - tail) // 2)
    return start + point - _whole_width(cell, style, setter)


def small_table(rows: Sequence[Box], width: int) -> Box:
    """All rows of a table as one box, closed by its rule."""
    whole = stack(rows)

    def draw(x: int, y: int) -> Iterator[Item]:
        yield from whole.draw(x, y)
        yield Mark(ARTIFACT)
        yield close_rule(width, x, y + whole.height)

    return whole._replace(draw=draw)


__all__ = ["close_rule", "column_widths", "decimal_point", "decimal_stops", "place_cells", "small_table", "table_rows"]
