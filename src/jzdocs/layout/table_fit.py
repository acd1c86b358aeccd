"""How wide the columns of a table are, and how small its type: sized by what its cells hold.

A column has three widths: `natural`, in which no cell needs a second line; `comfort`, in which names stay whole and
texts have a few characters in a line; `least`, below which a number or a word would be torn. Both documents take their
columns from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.layout.cell_looks import look_width
from jzdocs.layout.geometry import cell_picture_size
from jzdocs.layout.measure import MeasuredParagraph
from jzdocs.layout.setter import Setter
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.model.walk import Placed, place_cells
from jzdocs.patterns import compiled
from jzdocs.style.stylesheet import TextStyle
from jzdocs.units import pt

PAD_X, PAD_Y = pt(4), pt(2.5)
_NARROWEST = pt(24)  # a column whose cells hold a single character
_LEGIBLE = pt(7.5)  # the smallest type that a table is set in by itself
_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
_LAST_SCALES = (0.95, 0.9, 0.8, 0.7)  # of the smallest legible type: where nothing else keeps numbers whole
_GOOD_BREAK = 50  # penalties below it: a line may end there without a mark of need
_WORD_PIECE = pt(120)  # a word that is longer (an address, an identifier) may be divided in a table
_NAME, _HEAD_NAME = 5, 4  # characters: names as short as this stay on one line
_LONG_NAME, _LONG_HEAD = 10, 8  # and so do these, as long as that costs nothing
_TEXT, _TEXT_COLUMN = 40, 8  # a text of so many characters has so many in a line
_PICTURE, _LEAST_PICTURE = pt(160), pt(60)  # the width that a picture in a cell asks for, and needs
_AIR = pt(30)  # the most that a column has beyond what it needs
_NEARLY_FULL, _LEAST_SHARE = 0.7, 0.5  # of the measure: from here on a table fills it; the narrowest that one is
_MARKS, _SHORT = compiled(r"[（）《》「」，。、；：]"), 20  # characters of a line that is short
_BLENDS = (0.0, 0.25, 0.5, 0.75, 1.0)
_WORTH = 0.95  # columns change for a table that is lower by 5 %

Ease = Literal["comfortable", "tight", "crowded"]


class TableFit(Struct, frozen=True):
    """How a table is set: the `widths` of its columns (EMU), and the `scale` of its type and of the pads beside it.

    `ease` is `comfortable`, or `tight` where names or texts have too little room, or `crowded` where numbers would be
    torn in the smallest type that can be read with ease.
    """

    widths: tuple[int, ...]
    scale: float = 1.0
    ease: Ease = "comfortable"

    @property
    def total(self) -> int:
        """The width of the table (EMU)."""
        return sum(self.widths)

    @property
    def pad(self) -> int:
        """The space left and right of a cell's text (EMU)."""
        return round(PAD_X * self.scale)


class _Needs(Struct, frozen=True):
    """What columns need without pads at full size (EMU): `natural` widths, and those of each row's cells."""

    natural: list[int]
    rows: list[list[int]]


class _Floors(Struct, frozen=True):
    """Below which widths columns would rather not be (`ample`), should not be (`comfort`) and must not be (`least`),
    without pads at full size (EMU)."""

    ample: list[int]
    comfort: list[int]
    least: list[int]


def body_style(table: nodes.Table, setter: Setter, scale: float = 1.0) -> TextStyle:
    """Return the text style of a table's body."""
    return _scaled(setter.sheet.style("table"), table, scale)


def head_style(table: nodes.Table, setter: Setter, scale: float = 1.0) -> TextStyle:
    """Return the text style of a table's head."""
    return _scaled(setter.sheet.style("table_head"), table, scale)


def _scaled(style: TextStyle, table: nodes.Table, scale: float) -> TextStyle:
    if table.small:
        style = replace(style, size=pt(8), leading=pt(11))
    if scale == 1.0:
        return style
    return replace(style, size=round(style.size * scale), leading=round(style.leading * scale))


def column_widths(table: nodes.Table, setter: Setter, width: int) -> list[int]:
    """Return the widths of a table's columns in a measure of `width` (EMU)."""
    return list(fit_table(table, setter, width).widths)


def fit_table(table: nodes.Table, setter: Setter, width: int) -> TableFit:
    """Return how a table is set in a measure of `width` (EMU).

    Its columns have the proportions that the author gives, else what their contents need. Where numbers or names would
    be torn, its type becomes smaller, down to what can be read with ease, and below only where nothing else helps.
    """
    if not table.align:
        return TableFit(())
    key = (id(table), width)  # tables live as long as what sets them
    if key not in setter.fits:
        setter.fits[key] = (table, _fitted(table, setter, width))
    found: TableFit = setter.fits[key][1]
    return found


def _fitted(table: nodes.Table, setter: Setter, width: int) -> TableFit:
    """Return how a table is set in a measure, worked out anew."""
    shares = table.widths if table.widths and all(table.widths) else ()
    if shares and table.small:
        return TableFit(tuple(_shares(shares, width)))
    cells = _measured_cells(table, setter)
    needs = _needs(table, cells)
    pad = 2 * PAD_X
    if not shares and sum(max(n + pad, _NARROWEST) for n in needs.natural) <= width:
        return TableFit(tuple(_spread([max(n + pad, _NARROWEST) for n in needs.natural], width)))
    floors = _floors(table, cells, setter.sheet.style("table").size)
    scales = _scales(body_style(table, setter).size)
    if not shares:
        if (found := _columns(needs, floors.ample, 1.0, width)) is not None:
            return TableFit(tuple(found))
        for scale in scales:
            if (found := _columns(needs, floors.comfort, scale, width)) is not None:
                return TableFit(tuple(found), scale)
    smaller = [scale * scales[-1] for scale in _LAST_SCALES]
    for scale in (*(scales if shares else scales[-1:]), *smaller):
        ease: Ease = "crowded" if scale in smaller else "tight"
        if shares and (found := _raised(_shares(shares, width), floors.least, scale, width)) is not None:
            return TableFit(tuple(found), scale, "comfortable" if ease == "tight" else ease)
        if not shares and (found := _columns(needs, floors.least, scale, width)) is not None:
            return TableFit(tuple(found), scale, ease)
    least = [n + pad for n in floors.least]
    return TableFit(tuple(round(n * width / sum(least)) for n in least), smaller[-1], "crowded")


def _scales(size: int) -> list[float]:
    """Return the scales of type to try, for a table whose type is of a `size` (EMU), down to the smallest legible."""
    found = [scale for scale in _SCALES if scale * size >= _LEGIBLE]
    return found or [1.0]


def _shares(shares: Sequence[float], width: int) -> list[int]:
    return [round(width * share / sum(shares)) for share in shares]


def _raised(widths: list[int], least: Sequence[int], scale: float, width: int) -> list[int] | None:
    """Return the author's widths, with those raised that would tear a number, at the cost of the others; None where
    there is no room for that."""
    pads = 2 * PAD_X * scale
    floors = [round(n * scale + pads) for n in least]
    if all(a >= b for a, b in zip(widths, floors, strict=True)):
        return widths
    if sum(floors) > width:
        return None
    lack = sum(max(0, b - a) for a, b in zip(widths, floors, strict=True))
    spare = sum(max(0, a - b) for a, b in zip(widths, floors, strict=True))
    return [b if a < b else a - round((a - b) * lack / max(spare, 1)) for a, b in zip(widths, floors, strict=True)]


def _spread(natural: list[int], width: int) -> list[int]:
    """Return columns that need less than the measure: each gets the same air, up to a limit, so that a small table is
    not drawn out over the page."""
    count, total = len(natural), sum(natural)
    whole = min(width, max(total + count * _AIR, round(width * _LEAST_SHARE)))
    if whole >= _NEARLY_FULL * width:
        whole = width
    spare = (whole - total) // count
    return [n + spare for n in natural]


def _columns(needs: _Needs, floors: Sequence[int], scale: float, width: int) -> list[int] | None:
    """Return the widths of columns at a scale of type, none below its floor; None where these do not fit."""
    pads = round(2 * PAD_X * scale)
    floor = [round(n * scale) + pads for n in floors]
    if sum(floor) > width:
        return None
    natural = [max(round(n * scale) + pads, least) for n, least in zip(needs.natural, floor, strict=True)]
    if sum(natural) <= width:
        spare = (width - sum(natural)) // len(natural)
        return [n + spare for n in natural]
    level = _levelled(natural, floor, width)
    room = (width - sum(floor)) / max(1, sum(natural) - sum(floor))
    in_proportion = [round(a + (b - a) * room) for a, b in zip(floor, natural, strict=True)]
    best, lowest = level, _lines(needs.rows, level, scale, pads)
    for blend in _BLENDS[1:]:
        tried = [round(a + (b - a) * blend) for a, b in zip(level, in_proportion, strict=True)]
        lines = _lines(needs.rows, tried, scale, pads)
        if lines < lowest * _WORTH:
            best, lowest = tried, lines
    return best


def _levelled(natural: Sequence[int], floor: Sequence[int], width: int) -> list[int]:
    """Return columns of which the widest are cut to one width, but never below their floor."""
    low, high = 0, max(natural)
    while high - low > 100:
        middle = (low + high) // 2
        if sum(max(min(n, middle), least) for n, least in zip(natural, floor, strict=True)) <= width:
            low = middle
        else:
            high = middle
    return [max(min(n, low), least) for n, least in zip(natural, floor, strict=True)]


def _lines(rows: Sequence[Sequence[int]], widths: Sequence[int], scale: float, pads: int) -> int:
    """Return about how many lines a table has whose cells are as wide as `rows` say at full size."""
    room = [max(1, round((w - pads) / scale)) for w in widths]
    return sum(max([-(-cell // width) for cell, width in zip(row, room, strict=True)], default=1) for row in rows)


# --- what cells need
# ------------------------------------------------------------------------------------------------------------------


class _Measured(NamedTuple):
    """A cell that is measured: its place, row (from the first of the head), style, lines, and natural width (EMU)."""

    placed: Placed
    row: int
    header: bool
    style: TextStyle
    lines: list[MeasuredParagraph]
    natural: int


def _measured_cells(table: nodes.Table, setter: Setter) -> list[_Measured]:
    """Return all cells of a table, measured at its full size."""
    out = []
    for part, style, first in (
        (table.head, head_style(table, setter), 0),
        (table.body, body_style(table, setter), len(table.head)),
    ):
        for placed in place_cells(part, len(table.align)):
            lines = measured_lines(placed.cell, style, setter)
            natural = max(_natural(lines, style), _picture_width(placed.cell, setter, _PICTURE))
            out.append(_Measured(placed, first + placed.row, part is table.head, style, lines, natural))
    return out


def _picture_width(cell: nodes.Cell, setter: Setter, most: int) -> int:
    """Return the width of a cell's widest picture, but at most `most` (EMU)."""
    pictures = [f.content for f in cell.figures if isinstance(f.content, nodes.Picture)]
    return max((cell_picture_size(picture, most, setter.sheet).width for picture in pictures), default=0)


def _needs(table: nodes.Table, cells: Sequence[_Measured]) -> _Needs:
    """Return what the columns of a table need at its full size; a merged cell counts where it stands in the head."""
    columns = len(table.align)
    natural = _look_widths(table)
    rows = [[0] * columns for _ in (*table.head, *table.body)]
    merged: list[tuple[int, int, int]] = []
    for cell in cells:
        column, span = cell.placed.column, cell.placed.cell.colspan
        if span == 1:
            natural[column] = max(natural[column], cell.natural)
            rows[cell.row][column] = cell.natural
        elif cell.header:
            merged.append((column, span, cell.natural))
    _share_merged(natural, merged)
    return _Needs(natural, rows)


def _floors(table: nodes.Table, cells: Sequence[_Measured], narrowest: int) -> _Floors:
    """Return the floors of a table's columns at its full size, none below `narrowest`."""
    drawn = [max(narrowest, width) for width in _look_widths(table)]
    ample, comfort, least = list(drawn), list(drawn), list(drawn)
    merged: list[tuple[int, int, int]] = []
    for placed, _, header, style, lines, natural in cells:
        size, column = style.size, placed.column
        piece = max(_whole_piece(p, size / 1000) for p in lines)
        piece = max(piece, min(natural, _LEAST_PICTURE)) if placed.cell.figures else piece
        if placed.cell.colspan > 1:
            merged.append((column, placed.cell.colspan, piece))
            continue
        name, long_name = (_HEAD_NAME, _LONG_HEAD) if header else (_NAME, _LONG_NAME)
        text = _TEXT_COLUMN if natural > _TEXT * size and not header else 4
        easy = natural if natural <= name * size else max(piece, text * size)
        comfort[column] = max(comfort[column], easy)
        ample[column] = max(ample[column], easy, natural if natural <= long_name * size else 0)
        least[column] = max(least[column], piece, min(natural, 2 * size))
    for widths in (ample, comfort, least):
        _share_merged(widths, merged)
    return _Floors(ample, comfort, least)


def _look_widths(table: nodes.Table) -> list[int]:
    """Return how wide each column must be for what is drawn in it, without pads (EMU)."""
    return [max(0, look_width(table, column) - 2 * PAD_X) for column in range(len(table.align))]


def _share_merged(widths: list[int], merged: Sequence[tuple[int, int, int]]) -> None:
    """Widen columns for cells over several of them: (first column, how many, width)."""
    for column, span, width in merged:
        end = min(column + span, len(widths))
        lack = width - sum(widths[column:end]) - (end - column - 1) * 2 * PAD_X
        if lack > 0:
            for index in range(column, end):
                widths[index] += -(-lack // (end - column))


def _natural(paragraphs: Sequence[MeasuredParagraph], style: TextStyle) -> int:
    """Return the width in which none of a cell's lines needs a second one (EMU): of short ones also in a word
    processor, which does not set their marks in half a body."""
    widest = 0
    for p in paragraphs:
        wider = 500 * len(_MARKS.findall(p.text)) if p.length < _SHORT else 0
        widest = max(widest, p.reach[-1] + wider)
    return round(widest * style.size / 1000)


def measured(cell: nodes.Cell, style: TextStyle, setter: Setter) -> MeasuredParagraph:
    """Return the longest of a cell's lines as the author divides them, measured."""
    return max(measured_lines(cell, style, setter), key=lambda p: p.reach[-1])


def measured_lines(cell: nodes.Cell, style: TextStyle, setter: Setter) -> list[MeasuredParagraph]:
    """Return a cell's lines as the author divides them, measured; of references to pages, which a line may end
    between, the first."""
    inlines = cell.inlines[:1] if any(isinstance(i, nodes.PageRef) for i in cell.inlines) else cell.inlines
    return [setter.measure(part, style.size) for part in spans(inlines, style, setter, None)]


_NUMBER = compiled(r"[\d.,+\-\u2212%‰]+")


def _whole_piece(paragraph: MeasuredParagraph, em: float) -> int:
    """Return the width of the longest piece that must not be torn (EMU): a number, or a word that is not very long."""
    if _NUMBER.fullmatch(paragraph.text):
        return round(paragraph.reach[-1] * em)
    return min(longest_piece(paragraph, em), _WORD_PIECE)


def longest_piece(paragraph: MeasuredParagraph, em: float) -> int:
    """Return the width of the longest piece without a good break (EMU); `em` is a thousandth of an em."""
    longest = start = 0
    penalties, reach = paragraph.penalties, paragraph.reach
    for index in range(1, paragraph.length + 1):
        if index == paragraph.length or penalties[index] < _GOOD_BREAK:
            longest = max(longest, reach[index] - reach[start])
            start = index
    return round(longest * em)
