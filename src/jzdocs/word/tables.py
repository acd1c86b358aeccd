"""Tables in Word."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.layout.geometry import cell_picture_size
from jzdocs.layout.table_cells import decimal_stops
from jzdocs.layout.table_fit import PAD_X, TableFit, body_style, fit_table, head_style
from jzdocs.layout.tables import short_rules
from jzdocs.model import nodes
from jzdocs.model.walk import place_cells, plain
from jzdocs.resolve.table_looks import Looks, looks_of
from jzdocs.style.stylesheet import TextStyle
from jzdocs.units import EMU_PER_TWIP, to_pt, to_twips
from jzdocs.word import ooxml
from jzdocs.word.cell_looks import CellLooks
from jzdocs.word.context import Context
from jzdocs.word.ooxml import Element

_WHOLE_ROWS, _WHOLE_SHARE = 14, 0.45  # a table of so few rows stays on one page, if it takes so much of one at most
_PARTED_ROW, _PARTED_GROUP = 4, 3  # parts of a page: a higher row, or group of joined rows, may be parted
# a little less than our pages have: Word breaks a text that is exactly as wide as its column
_CELL_MARGINS = (68, 68)
_ALIGN = {"left": "left", "center": "center", "right": "right", "decimal": "center"}


class _Grid(Struct, frozen=True):
    """The head or the body of a table on its grid: `cells` by (row, column), column `widths` and, by column, decimal
    tab `stops`, both in twips; the `style` of its texts and the `scale` of its type.

    `heights` say about how high its rows become, `depth` how high a page is (EMU). Rows in `with_next` stay with the
    next; `parted` says whether any may be parted within; the cells at the places in `ruled` have short rules.
    `looks` are drawn in cells by the `drawer`.
    """

    block: nodes.Table
    header: bool
    cells: Mapping[tuple[int, int], nodes.Cell]
    widths: Sequence[int]
    stops: Mapping[int, int]
    style: TextStyle
    scale: float
    heights: Sequence[int]
    depth: int
    with_next: Collection[int]
    parted: bool = False
    ruled: Collection[tuple[int, int]] = ()
    looks: Looks = {}
    drawer: CellLooks | None = None

    @property
    def rows(self) -> tuple[tuple[nodes.Cell, ...], ...]:
        """The rows as the document has them: covered cells are left out."""
        return self.block.head if self.header else self.block.body

    @property
    def style_id(self) -> str:
        """The id of the paragraph style of its cells."""
        name = "TableSmall" if self.block.small else "Table"
        return name + ("Head" if self.header else "" if self.block.small else "Text")

    def covering(self, row: int, column: int) -> nodes.Cell | None:
        """Return the cell from a row above that reaches down to a place."""
        for (top, left), cell in self.cells.items():
            if top < row < top + cell.rowspan and left <= column < left + cell.colspan:
                return cell
        return None

    def is_parted(self, row: int, span: int = 1) -> bool:
        """Return whether a row, or the rows that a cell spans from it on, may be parted by a page break."""
        if self.header:
            return False
        limit = _PARTED_ROW if span == 1 else _PARTED_GROUP
        return sum(self.heights[row : row + span]) > self.depth // limit


def table_fit(context: Context, block: nodes.Table, measure: int) -> TableFit:
    """Return how a table fits a `measure` (EMU): as on our pages, where it stands in the text itself."""
    blocks = context.document.blocks
    for index, (widths, scale) in context.pages.columns.items():
        if blocks[index] is block:
            return TableFit(widths, scale)
    return fit_table(block, context.setter, measure)


def data_table(
    context: Context, block: nodes.Table, measure: int, depth: int = 0, drawer: CellLooks | None = None
) -> Element:
    """Return a table with three rules in a `measure`, on pages of a `depth` (EMU; 0: upright ones); header rows repeat,
    rows stay whole unless they are very high, merged cells are merged."""
    setter = context.setter
    fit = table_fit(context, block, measure)
    depth = depth or setter.sheet.page.lines * setter.sheet.body.leading
    widths = [to_twips(width) for width in fit.widths]
    stops = {column: to_twips(at) for column, at in decimal_stops(block, setter, fit).items()}
    looks = looks_of(block) if drawer else {}
    rows = []
    styles = (head_style(block, setter, fit.scale), body_style(block, setter, fit.scale))
    ruled = {(p.row, p.column) for p in place_cells(block.head, len(widths)) if _has_short_rule(block, p.row, p.column)}
    body_heights = _row_heights(block.body, fit, styles[1])
    with_next = _kept_rows(block.body, fit, styles[1])
    if len(block.body) <= _WHOLE_ROWS and sum(body_heights) <= _WHOLE_SHARE * depth:
        with_next.update(range(len(block.body) - 1))
    for part, style, header in ((block.head, styles[0], True), (block.body, styles[1], False)):
        cells = {(p.row, p.column): p.cell for p in place_cells(part, len(widths))}
        heights = () if header else body_heights
        parted = any(height > depth // _PARTED_ROW for height in heights)
        marks = ruled if header else ()
        grid = _Grid(block, header, cells, widths, stops, style, fit.scale, heights, depth, with_next, parted, marks)
        grid = grid if header else replace(grid, looks=looks, drawer=drawer)
        rows += [
            ooxml.row(_cells(context, grid, row), header=header, whole=not grid.is_parted(row))
            for row in range(len(part))
        ]
    margins = (round(_CELL_MARGINS[0] * fit.scale), round(_CELL_MARGINS[1] * fit.scale))
    properties = ooxml.table_properties(
        sum(widths), margins=margins, air=round(50 * fit.scale), centred=is_narrow(fit, measure)
    )
    return ooxml.table(properties, widths, rows)


def is_narrow(fit: TableFit, measure: int) -> bool:
    """Return whether a table is narrower than its column (EMU) by more than columns are rounded."""
    return measure - fit.total > len(fit.widths)


def _has_short_rule(block: nodes.Table, row: int, column: int) -> bool:
    """Return whether the cell of a head at a place spans columns and stands above other heads."""
    cells = {(p.row, p.column): p.cell.rowspan for p in place_cells(block.head, len(block.align))}
    return any((row + cells[row, column] - 1, column) == (last, first) for last, first, _ in short_rules(block))


def _row_heights(rows: Sequence[Sequence[nodes.Cell]], fit: TableFit, style: TextStyle) -> list[int]:
    """Return about how high each row becomes (EMU), as if each character were an em wide."""
    heights = [style.leading] * len(rows)
    for placed in place_cells(rows, len(fit.widths)):
        if placed.cell.rowspan == 1:
            width = sum(fit.widths[placed.column : placed.column + placed.cell.colspan]) - 2 * PAD_X
            heights[placed.row] = max(heights[placed.row], _line_count(placed.cell, width, style) * style.leading)
    return heights


def _line_count(cell: nodes.Cell, width: int, style: TextStyle) -> int:
    """Return about how many lines a cell's text needs in a `width` (EMU)."""
    count = -(-len(plain(cell.inlines)) * style.size // max(style.size, width))
    return count + count // 8  # lines end before marks and long words


def _kept_rows(rows: Sequence[Sequence[nodes.Cell]], fit: TableFit, style: TextStyle) -> set[int]:
    """Return the rows that stay with the next, so that no merged cell's text is parted by a page break."""
    out: set[int] = set()
    for placed in place_cells(rows, len(fit.widths)):
        if placed.cell.rowspan > 1:
            width = sum(fit.widths[placed.column : placed.column + placed.cell.colspan]) - 2 * PAD_X
            lines = min(_line_count(placed.cell, width, style), placed.cell.rowspan)
            out.update(range(placed.row, placed.row + lines - 1))
    return out


def _cells(context: Context, grid: _Grid, row: int) -> list[Element]:
    """Return the cells of a row; those that a cell above covers continue it (`w:vMerge`, ECMA-376 Part 1, 17.4.84)."""
    last = row == len(grid.rows) - 1
    held = grid.header or row in grid.with_next  # the header stays with the body; a short table stays on one page
    out, column = [], 0
    while column < len(grid.widths):
        cell = grid.cells.get((row, column))
        above = None if cell else grid.covering(row, column)
        merged = cell or above
        span = min(merged.colspan if merged else 1, len(grid.widths) - column)
        ruled = (row, column) in grid.ruled
        if cell is None:
            merge, content = "continue" if above else None, [ooxml.paragraph(grid.style_id, [])]
        else:
            merge = "restart" if cell.rowspan > 1 else None
            content = [_cell_text(context, grid, cell, (row, column), held=held)]
            room = sum(grid.widths[column : column + span]) - sum(_CELL_MARGINS)
            pictures = [_picture(context, grid, figure, room) for figure in cell.figures]
            content = pictures if pictures and not cell.inlines else [*content, *pictures]
        width = sum(grid.widths[column : column + span])
        # the style rules below the first row: of several heads only the last has the rule
        rule = (ooxml.border("bottom", 4 if last else 0),) if grid.header and (last or row == 0) else ()
        # where a page break may part a cell, its text stands at the top of what it spans, as do those of all rows
        top = grid.parted or (merged is not None and merged.rowspan > 1 and grid.is_parted(row, merged.rowspan))
        align = "bottom" if ruled else "top" if top else "center"
        element = ooxml.cell(content, width, colspan=span, merge=merge, borders=rule, align=align)
        look = grid.looks.get((row, column)) if cell else None
        out.append(grid.drawer.shaded(element, look) if grid.drawer and look else element)
        column += span
    return out


def _picture(context: Context, grid: _Grid, figure: nodes.Figure, room: int) -> Element:
    """Return the paragraph of a picture in a cell whose text has `room` (twips)."""
    picture = figure.content
    assert isinstance(picture, nodes.Picture)
    raster = context.runs.part.get_or_add_image(io.BytesIO(picture.raster or picture.data))[0]
    size = cell_picture_size(picture, room * EMU_PER_TWIP, context.sheet)
    drawing = ooxml.Drawing(context.bookmarks.ids.drawings(1), size, figure.alt, "图")
    return ooxml.paragraph(grid.style_id, [ooxml.picture(raster, "", drawing)])


def _cell_text(context: Context, grid: _Grid, cell: nodes.Cell, place: tuple[int, int], *, held: bool) -> Element:
    """Return the paragraph of a cell, anchored as the n-th cell of its row in the source; `held` rows stay with the
    next."""
    row, column = place
    spanned = cell.colspan > 1 and column + 1 < len(grid.widths)
    align = cell.align or (("center" if grid.header else "left") if spanned else grid.block.align[column])
    extra = [ooxml.w("keepNext")] if held else []
    if place in grid.ruled:  # a border of the cell would touch that of the next: this one is as wide as the text's room
        extra.append(ooxml.w("pBdr", ooxml.border("bottom", 3)))
    smaller: dict[str, int] = {}
    if grid.scale != 1.0:
        smaller["size"] = round(to_pt(grid.style.size) * 2)
    extra += _alignment(align, header=grid.header, stop=grid.stops.get(column))
    if smaller:
        leading = ooxml.w("spacing", line=to_twips(grid.style.leading), lineRule="atLeast")
        extra = ooxml.with_spacing(extra, leading)
    runs = [*_drawn(context, grid, cell, place), *context.runs.make(cell.inlines, **smaller)]
    content = ooxml.paragraph(grid.style_id, runs, extra=extra)
    at = cell.inlines[0].at if cell.inlines else cell.at
    number = next(n for n, other in enumerate(grid.rows[row]) if other is cell)
    return context.anchors.paragraph(content, at, kind=f"cell:{number}")


def _drawn(context: Context, grid: _Grid, cell: nodes.Cell, place: tuple[int, int]) -> list[Element]:
    """Return the runs that draw in a cell: its sparkline, or the bar behind its text."""
    look = grid.looks.get(place)
    if look is None or grid.drawer is None:
        return []
    column = place[1]
    width = sum(grid.widths[column : column + cell.colspan])
    room = (width - round(sum(_CELL_MARGINS) * grid.scale)) * EMU_PER_TWIP
    leading = grid.style.leading
    return grid.drawer.trace(look, room, leading) if look.trace else grid.drawer.bar(look, room, leading)


def _alignment(align: nodes.Align, *, header: bool, stop: int | None) -> list[Element]:
    """Return the properties that align a cell's text. Numbers stand at a decimal tab, to which Word moves a cell's
    text without a tab character in it."""
    if align == "left":
        return []
    if align == "decimal" and not header and stop is not None:
        return [ooxml.tab_stops(("decimal", stop, None))]
    return [ooxml.w("jc", val="center" if header and align == "decimal" else _ALIGN[align])]
