"""Tables → rows as boxes: cells in columns, the three rules of Chinese tables, and short rules under heads that span
columns.

Where a page break divides a table, `figures` repeats its header under 续表. A row that is higher than a quarter of a
page may be parted between its lines; a group of rows that a merged cell joins may be parted between its rows where it
is higher than a third of a page, and the merged cell's text stands again at the top of the next part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, field

from jzdocs.frames import ARTIFACT, Item, Mark, Rule
from jzdocs.layout.boxes import Box, anchored, as_artifact, stack
from jzdocs.layout.cell_looks import shade
from jzdocs.layout.setter import Setter
from jzdocs.layout.table_cells import Grid, SetCell, grid_of, set_cell
from jzdocs.layout.table_fit import TableFit, body_style, fit_table, head_style
from jzdocs.model import nodes
from jzdocs.model.walk import place_cells
from jzdocs.style.stylesheet import TextStyle
from jzdocs.units import pt

THICK, THIN, SHORT = pt(0.75), pt(0.5), pt(0.375)
_PARTED_ROW, _PARTED_GROUP = 4, 3  # parts of a page: a higher row, a higher group of joined rows may be parted


def table_rows(
    table: nodes.Table, setter: Setter, width: int, tag: int, depth: int = 0
) -> tuple[list[Box], list[Box], TableFit]:
    """Return the header rows and the body rows of a table as boxes, as children of the element `tag`, and how it fits
    the measure of `width` on pages of a `depth` (EMU; 0: upright ones)."""
    fit = fit_table(table, setter, width)
    sheet = setter.sheet
    grid = grid_of(table, setter, fit, depth or sheet.page.lines * sheet.body.leading)
    head = _rows(grid, table.head, head_style(table, setter, fit.scale), tag, header=True)
    body = _rows(grid, table.body, body_style(table, setter, fit.scale), tag, header=False)
    if head:
        head[0] = _ruled(head[0], fit.total, 0, THICK)
        head[-1] = _ruled(head[-1], fit.total, head[-1].height, THIN)
    elif body:
        body[0] = _ruled(body[0], fit.total, 0, THICK)
    return head, body, fit


def close_rule(width: int, x: int, y: int) -> Rule:
    """Return the rule under a table, or under its part on a page."""
    return Rule(x, y, x + width, y, THICK, "000000")


def _ruled(box: Box, width: int, at: int, thickness: int, left: int = 0) -> Box:
    """Return a row with a rule `at` below its top and `left` in (EMU)."""

    def draw(x: int, y: int) -> Iterator[Item]:
        yield Mark(ARTIFACT)
        yield Rule(x + left, y + at, x + left + width, y + at, thickness, "000000")
        yield from box.draw(x, y)

    return box._replace(draw=draw)


class _Part(Struct):
    """A row, or a line of a row that may be parted: its row and height (EMU); its `lines`: of a cell those from the
    first up to the second number, that far below its top (EMU). `glued` forbids a page break behind it; `carried` are
    merged cells from above that go on in it, each with the height that is left for it. Texts are `centred`, or begin
    at the top."""

    row: int
    height: int
    lines: list[tuple[SetCell, int, int, int]] = field(default_factory=list)
    glued: bool = False
    carried: list[tuple[SetCell, int]] = field(default_factory=list)
    centred: bool = True


def _rows(grid: Grid, rows: Sequence[Sequence[nodes.Cell]], style: TextStyle, tag: int, *, header: bool) -> list[Box]:
    """Return the rows of a table's head or body."""
    if not rows:
        return []
    tree = grid.setter.tree
    element = tree.add("THead" if header else "TBody", tag)
    row_tags = [tree.add("TR", element) for _ in rows]
    cells = [
        set_cell(grid, placed, style, row_tags[placed.row], header=header)
        for placed in place_cells(rows, len(grid.table.align))
    ]
    heights = row_heights(
        [(c.placed.row, c.placed.cell.rowspan, c.height) for c in cells], len(rows), _least(grid, style)
    )
    joined = {r for c in cells for r in range(c.placed.row, c.placed.row + c.placed.cell.rowspan - 1)}
    parted = set() if header else _parted_rows(grid, heights, joined)
    parts = _parts(grid, heights, style, parted)
    from_top = len(parts) > len(rows)  # where rows may be parted within, all texts begin at the top
    first_part = {part.row: index for index, part in reversed(list(enumerate(parts)))}
    for cell in cells:
        place = cell.placed.row
        if place in parted and (cell.placed.cell.rowspan > 1 or heights[place] > grid.depth // _PARTED_ROW):
            _pour(grid, cell, style, parts[first_part[place] :])
        else:
            span = sum(heights[place : place + cell.placed.cell.rowspan])
            top = grid.pad if from_top else (span - len(cell.lines) * style.leading) // 2
            parts[first_part[place]].lines.append((cell, 0, len(cell.lines), top))
    for part in parts:
        part.centred = not from_top
        part.glued = part.glued or header or (part.row in joined and part.row not in parted)
    boxes = [_box(grid, part, style, header=header) for part in parts]
    return _with_short_rules(grid, cells, boxes, heights) if header else boxes


def _least(grid: Grid, style: TextStyle) -> int:
    """Return the height of a row of one line."""
    return style.leading + 2 * grid.pad


def row_heights(cells: Sequence[tuple[int, int, int]], count: int, least: int) -> list[int]:
    """Return the height of each of `count` rows, for cells with their row, how many rows they span, and the height that
    they need; what a cell over several rows lacks is added to the last of them."""
    heights = [least] * count
    for row, span, height in cells:
        if span == 1:
            heights[row] = max(heights[row], height)
    for first, span, height in cells:
        if span > 1:
            lack = height - sum(heights[first : first + span])
            last = min(first + span, count) - 1
            heights[last] += max(0, lack)
    return heights


def _parted_rows(grid: Grid, heights: Sequence[int], joined: set[int]) -> set[int]:
    """Return the rows that page breaks may part within, or from the rows to which a merged cell joins them."""
    out: set[int] = set()
    first = 0
    for row in range(len(heights)):
        if row in joined:
            continue
        group = range(first, row + 1)
        limit = _PARTED_ROW if len(group) == 1 else _PARTED_GROUP
        if sum(heights[r] for r in group) > grid.depth // limit:
            out.update(group)
        first = row + 1
    return out


def _parts(grid: Grid, heights: Sequence[int], style: TextStyle, parted: set[int]) -> list[_Part]:
    """Return the parts of all rows: one a row, or one a line of a row that may be parted within."""
    out = []
    for row, height in enumerate(heights):
        count = (height - 2 * grid.pad) // style.leading
        if row not in parted or height <= grid.depth // _PARTED_ROW or count < 2:
            out.append(_Part(row, height))
            continue
        lines = [_Part(row, style.leading, glued=index in (0, count - 2)) for index in range(count)]
        lines[0].height += grid.pad
        lines[-1].height += height - sum(line.height for line in lines)
        out += lines
    return out


def _pour(grid: Grid, cell: SetCell, style: TextStyle, parts: Sequence[_Part]) -> None:
    """Put the lines of a cell into the parts of its rows, from the top. A merged cell's text that is not long stays
    together, and stands again where a page begins with a later part."""
    last = cell.placed.row + cell.placed.cell.rowspan - 1
    own = [part for part in parts if part.row <= last]
    alone = cell.placed.cell.rowspan == 1
    if not alone and cell.height <= grid.depth // _PARTED_ROW:
        own[0].lines.append((cell, 0, len(cell.lines), grid.pad))
        filled = 0
        for part, following in zip(own, [*own[1:], None], strict=True):
            filled += part.height
            if filled >= cell.height or following is None:
                break
            part.glued = True
        left = sum(part.height for part in own)
        for part in own:
            if part is not own[0] and cell.again:
                part.carried.append((cell, left))
            left -= part.height
        return
    done = 0
    for index, part in enumerate(own):
        begins = index == 0 or own[index - 1].row != part.row
        top = grid.pad if begins else 0
        end = min(len(cell.lines), done + max(1, (part.height - top) // style.leading))
        if done < end or index == 0:
            part.lines.append((cell, done, end, top))
        begun = [(index, count) for index, count, _ in cell.pictures if index < end < index + count]
        part.glued = part.glued or bool(begun)  # no page break parts a picture
        done = end


def _box(grid: Grid, part: _Part, style: TextStyle, *, header: bool) -> Box:
    """Return a part of a table's rows as a box, with the shades of its cells behind their texts."""

    def draw(x: int, y: int) -> Iterator[Item]:
        if not header:
            yield from _shades(grid, part, x, y)
        for cell, first, end, top in part.lines:
            lines = cell.late()[: len(cell.lines)] if cell.late else cell.lines
            if cell.late and part.centred:  # fewer lines than there is room for
                top += (len(cell.lines) - len(lines)) * style.leading // 2
            for index, line in enumerate(lines[first:end]):
                yield from line.draw(x + cell.left, y + top + index * style.leading)
            for index, _, picture in cell.pictures:
                if first <= index < end:
                    yield from picture(x + cell.left, y + top + (index - first) * style.leading)

    lines = [line for cell, first, end, _ in part.lines for line in cell.lines[first:end]]
    notes = tuple(k for line in lines for k in line.notes)
    within = tuple(name for line in lines for name in line.anchors)
    names = tuple(name for cell, first, _, _ in part.lines if first == 0 for name in cell.placed.cell.anchors)
    box = anchored(Box(part.height, draw, 0, part.glued, notes, anchors=within), names)
    return box._replace(reopened=_reopened(box, part, style, grid.pad)) if part.carried else box


def _shades(grid: Grid, part: _Part, x: int, y: int) -> Iterator[Item]:
    """Yield the shades of the cells in a part of a table's rows."""
    for (row, column), look in grid.looks.items():
        if row == part.row:
            left, right = grid.lefts[column], grid.lefts[column + 1]
            yield from shade(look, grid.setter, (x + left, y, right - left, part.height))


def _reopened(box: Box, part: _Part, style: TextStyle, pad: int) -> Callable[[], Box]:
    """Return a function that gives the box as it opens a page: with the texts of the merged cells that go on in it."""

    def reopen() -> Box:
        again = [(cell, cell.again() if cell.again else (), left) for cell, left in part.carried]
        lack = max(len(lines) * style.leading + 2 * pad - left for _, lines, left in again)

        def texts(x: int, y: int) -> Iterator[Item]:
            for cell, lines, _ in again:
                for index, line in enumerate(lines):
                    yield from line.draw(x + cell.left, y + pad + index * style.leading)

        repeated = as_artifact(Box(box.height, texts))

        def draw(x: int, y: int) -> Iterator[Item]:
            yield from repeated.draw(x, y)
            yield from box.draw(x, y)

        return box._replace(height=box.height + max(0, lack), draw=draw, reopened=None)

    return reopen


def short_rules(table: nodes.Table) -> Iterator[tuple[int, int, int]]:
    """Yield the places of the short rules under heads that span columns, above other heads: the row below which one
    stands, its first column and the column behind it."""
    for placed in place_cells(table.head, len(table.align)):
        last = placed.row + placed.cell.rowspan - 1
        if placed.cell.colspan > 1 and last < len(table.head) - 1:
            yield last, placed.column, min(placed.column + placed.cell.colspan, len(table.align))


def _with_short_rules(grid: Grid, cells: Sequence[SetCell], boxes: list[Box], heights: Sequence[int]) -> list[Box]:
    """Return the rows of a head with short rules under the heads that span columns."""
    for row, first, end in short_rules(grid.table) if cells else ():
        left = grid.lefts[first] + grid.fit.pad
        boxes[row] = _ruled(boxes[row], grid.lefts[end] - grid.fit.pad - left, heights[row], SHORT, left)
    return boxes


def small_table(rows: Sequence[Box], width: int) -> Box:
    """Return all rows of a table as a single box, with the rule under it."""
    whole = stack(rows)

    def draw(x: int, y: int) -> Iterator[Item]:
        yield from whole.draw(x, y)
        yield Mark(ARTIFACT)
        yield close_rule(width, x, y + whole.height)

    return whole._replace(draw=draw)
