"""Cells of tables: their texts set in their columns, numbers on the decimal point, page numbers when they are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Image, Item, Mark
from jzdocs.layout.cell_looks import trace_line, with_bar
from jzdocs.layout.geometry import cell_picture_size
from jzdocs.layout.lines import Draw, Line, placed
from jzdocs.layout.measure import Span
from jzdocs.layout.setter import Setter, set_paragraph
from jzdocs.layout.spans import PAGE, spans
from jzdocs.layout.table_fit import PAD_Y, TableFit, body_style, measured
from jzdocs.model import nodes
from jzdocs.model.walk import Placed, place_cells
from jzdocs.resolve.lists import distinct_pages
from jzdocs.resolve.table_looks import Looks, looks_of
from jzdocs.style.stylesheet import TextStyle

_CONTINUED = nodes.Text("（续）")  # behind a merged cell that is repeated on a later page


class Grid(Struct, frozen=True):
    """What all cells of a table share: the table, the setter, how it fits, the left edges of its columns and, last, its
    right edge (EMU), and for each decimal column the widths of its widest whole part and widest rest; the `depth` of a
    page (EMU), and what is drawn in cells of the body."""

    table: nodes.Table
    setter: Setter
    fit: TableFit
    lefts: list[int]
    points: dict[int, tuple[int, int]]
    depth: int
    looks: Looks

    @property
    def pad(self) -> int:
        """The space above and below a cell's text (EMU)."""
        return round(PAD_Y * self.fit.scale)


class SetCell(Struct, frozen=True):
    """A cell whose text is set: its lines, the height it needs, and the left edge of its text (EMU). `late` sets the
    lines again when they are drawn; `again` sets what stands on a later page, where a merged cell goes on. `pictures`
    are drawn from the lines of those numbers on, which are empty."""

    placed: Placed
    lines: list[Line]
    height: int
    left: int
    late: Callable[[], Sequence[Line]] | None = None
    again: Callable[[], Sequence[Line]] | None = None
    pictures: tuple[tuple[int, int, Draw], ...] = ()


class _Text(Struct, frozen=True):
    """The place of a cell's text: left edge and width (EMU), and the cell's element."""

    left: int
    width: int
    tag: int


def grid_of(table: nodes.Table, setter: Setter, fit: TableFit, depth: int) -> Grid:
    """Return the grid of a table that fits its measure as `fit` says, on pages of a `depth` (EMU)."""
    lefts = [sum(fit.widths[:i]) for i in range(len(fit.widths) + 1)]
    return Grid(table, setter, fit, lefts, _decimal_points(table, setter, fit.scale), depth, looks_of(table))


def set_cell(grid: Grid, at: Placed, style: TextStyle, row_tag: int, *, header: bool) -> SetCell:
    """Set the text of a cell, as a child of its row's element."""
    cell, column, setter, pad = at.cell, at.column, grid.setter, grid.fit.pad
    end = min(column + cell.colspan, len(grid.lefts) - 1)
    left = grid.lefts[column] + pad
    width = grid.lefts[end] - grid.lefts[column] - 2 * pad
    spanned = {"colspan": cell.colspan, "rowspan": cell.rowspan}
    tree = setter.tree
    tag = tree.add("TH", row_tag, scope="Column", **spanned) if header else tree.add("TD", row_tag, **spanned)
    if any(isinstance(i, nodes.PageRef) for i in cell.inlines):
        return _page_cell(grid, at, replace(style, align="left", indent=0), _Text(left, width, tag))
    look = None if header else grid.looks.get((at.row, column))
    if look and look.trace:
        line, shift = trace_line(look, setter, style, width, tag)
        return SetCell(at, [line], style.leading + 2 * grid.pad, left + shift)
    align = cell.align or (grid.table.align[column] if cell.colspan == 1 else "center" if header else "left")
    if align == "decimal" and header:
        align = "center"
    line_align = "left" if align == "decimal" else align
    style = replace(style, align=line_align, indent=0)

    def again() -> list[Line]:
        parts = spans((*cell.inlines, _CONTINUED), style, setter, None)
        return set_paragraph(setter, parts, style, width, tag=ARTIFACT)

    lines = _set_text(setter, spans(cell.inlines, style, setter, tag), style, width, tag)
    pictures = []
    for figure in cell.figures:
        height, draw = _picture(setter, figure, _Text(left, width, tag), align)
        count = -(-height // style.leading)
        pictures.append((len(lines), count, draw))
        lines += [Line((), 0)] * count
    if align == "decimal" and len(lines) == 1:
        left += _decimal_shift(cell, style, setter, width, grid.points.get(column, (0, 0)))
    if look and look.bar:
        lines = with_bar(lines, look, setter, style, (grid.lefts[column] + pad - left, width))
    repeated = again if cell.rowspan > 1 and lines else None
    return SetCell(at, lines, len(lines) * style.leading + 2 * grid.pad, left, None, repeated, tuple(pictures))


def _set_text(setter: Setter, parts: Sequence[list[Span]], style: TextStyle, width: int, tag: int) -> list[Line]:
    """Return the lines of a cell's text. Items of a list hang: their later lines begin below their first word."""
    if len(parts) < 2 or style.align != "left" or not any(part and part[0].text.startswith("•") for part in parts):
        return set_paragraph(setter, parts, style, width, tag=tag)
    out: list[Line] = []
    for part in parts:
        if not part or not part[0].text.startswith("•"):
            out += set_paragraph(setter, [part], style, width, tag=tag)
            continue
        label = setter.measure([part[0]._replace(text=part[0].text[:2])], style.size)
        hang = round(label.reach[-1] * style.size / 1000)
        lines = set_paragraph(setter, [part], style, width - hang, tag=tag, indent=-hang)
        out += [line._replace(items=tuple(placed(line.items)(hang, 0)), width=line.width + hang) for line in lines]
    return out


def _picture(setter: Setter, figure: nodes.Figure, place: _Text, align: str) -> tuple[int, Draw]:
    """Return the height of a picture in a cell, and a function that draws it, from the left edge of the cell's text."""
    picture = figure.content
    assert isinstance(picture, nodes.Picture)
    size = cell_picture_size(picture, place.width, setter.sheet)
    left = {"left": 0, "right": place.width - size.width}.get(align, (place.width - size.width) // 2)
    tag = setter.tree.add("Figure", place.tag, alt=figure.alt or "图")

    def draw(x: int, y: int) -> Iterator[Item]:
        setter.tree.place(tag, (x + left, y, size.width, size.height))
        yield Mark(tag)
        yield Image(x + left, y, size.width, size.height, picture.key or picture.path)

    return size.height, draw


def _page_cell(grid: Grid, at: Placed, style: TextStyle, place: _Text) -> SetCell:
    """Return a cell of page numbers, which are known only when it is drawn: it keeps room for as many as it refers to.

    A sentence begins and ends on the same page nearly always, so one page less is expected, and what stands in one
    block is on one page, but for one block that goes over to the next.
    """
    setter = grid.setter
    references = [i for i in at.cell.inlines if isinstance(i, nodes.PageRef)]
    apart = len({i.block for i in references if i.block >= 0}) + sum(i.block < 0 for i in references)
    count = max(1, min(len(references) - 1, apart + 1))
    placeholder = spans((nodes.Text("、".join([PAGE] * count)),), style, setter, None)
    room = set_paragraph(setter, placeholder, style, place.width, tag=place.tag)

    def late() -> list[Line]:
        base = Span("", setter.faces.key(style.font, style.bold), style.size, style.color)
        pages = distinct_pages(at.cell.inlines, setter.page_of)
        while True:
            lines = set_paragraph(setter, [_listed(pages, base)], style, place.width, tag=place.tag)
            if len(lines) <= len(room) or len(pages) < 2:
                break
            pages = pages[:-1]  # the room is too small in rare cases; the text itself leads to the pages left out
        listed = _listed(pages, base)
        linked = [s._replace(tag=setter.tree.add("Link", place.tag)) if s.href else s for s in listed]
        return set_paragraph(setter, [linked], style, place.width, tag=place.tag) if linked else []

    return SetCell(at, room, len(room) * style.leading + 2 * grid.pad, place.left, late)


def _listed(pages: Sequence[tuple[str, str]], base: Span) -> list[Span]:
    """Return page numbers as links, divided by 、."""
    out: list[Span] = []
    for number, target in pages:
        out += [base._replace(text="、")] if out else []
        out.append(base._replace(text=number, href=f"#{target}"))
    return out


# --- the decimal point
# ------------------------------------------------------------------------------------------------------------------


def _whole_width(cell: nodes.Cell, style: TextStyle, setter: Setter) -> int:
    """Return the width of what stands before the decimal point, or before whatever follows the digits (EMU)."""
    paragraph = measured(cell, style, setter)
    end = decimal_point(paragraph.text)
    return round(paragraph.reach[end] * style.size / 1000)


def decimal_point(text: str) -> int:
    """Return the place of a number's decimal point in its text; without one, the place behind its whole digits."""
    seen = False
    for index, char in enumerate(text):
        if char.isdigit():
            seen = True
        elif seen and char != ",":
            return index
    return len(text)


def _decimal_points(table: nodes.Table, setter: Setter, scale: float) -> dict[int, tuple[int, int]]:
    """Return, for each decimal column, the widths of the widest whole part and the widest rest (EMU)."""
    if "decimal" not in table.align:
        return {}
    style = body_style(table, setter, scale)
    points: dict[int, int] = {}
    tails: dict[int, int] = {}
    for at in place_cells(table.body, len(table.align)):
        column = at.column
        if table.align[column] == "decimal" and at.cell.colspan == 1:
            whole = _whole_width(at.cell, style, setter)
            tail = round(measured(at.cell, style, setter).reach[-1] * style.size / 1000) - whole
            points[column] = max(points.get(column, 0), whole)
            tails[column] = max(tails.get(column, 0), tail)
    return {c: (points[c], tails.get(c, 0)) for c in points}


def decimal_stops(table: nodes.Table, setter: Setter, fit: TableFit) -> dict[int, int]:
    """Return where the decimal points of each decimal column stand, from the left edge of its cells' text (EMU)."""
    points = _decimal_points(table, setter, fit.scale)
    return {c: max(0, (fit.widths[c] - 2 * fit.pad - whole - tail) // 2) + whole for c, (whole, tail) in points.items()}


def _decimal_shift(cell: nodes.Cell, style: TextStyle, setter: Setter, width: int, column: tuple[int, int]) -> int:
    """Return how far a number moves right, so that its decimal point stands below the others of its column (EMU)."""
    point, tail = column
    start = max(0, (width - point - tail) // 2)
    return start + point - _whole_width(cell, style, setter)
