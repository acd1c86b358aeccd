"""Sizes on which both documents agree: columns, figures side by side, pictures."""

from __future__ import annotations

from jzdocs.model import nodes
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import Size, pt

GUTTER = pt(22)  # between columns, and between figures side by side
_EMU_PER_INCH = 914_400
_PER_INCH = {"raster": 150, "drawing": 96, "page": 72, "figure": 96}  # of the units of a picture's size
_CELL_SHARE = 5
_CAPTION_LINES = 6  # room that a page keeps beside a picture: caption, notes, air


def picture_size(picture: nodes.Picture, width: int, sheet: Stylesheet) -> Size:
    """Return the size at which both documents show a picture: as wide as its author says, else pixels 150 to the inch,
    drawings and pages as large as they are; at most `width` (EMU), and no higher than a page with a caption has room
    for."""
    own_width = picture.width or round(width * picture.share)
    shown = min(width, own_width or round(picture.width_px * _EMU_PER_INCH / _PER_INCH[picture.form]))
    height = round(shown * picture.height_px / picture.width_px)
    most = (sheet.page.lines - _CAPTION_LINES) * sheet.body.leading
    return Size(shown, height) if height <= most else Size(round(shown * most / height), most)


def cell_picture_size(picture: nodes.Picture, width: int, sheet: Stylesheet) -> Size:
    """Return the size of a picture in a table's cell whose text has a `width` (EMU): at most a fifth of a page high."""
    size = picture_size(picture, width, sheet)
    most = sheet.page.lines * sheet.body.leading // _CELL_SHARE
    return size if size.height <= most else Size(round(size.width * most / size.height), most)


def column_width(measure: int, count: int) -> int:
    """Return the width of each of `count` columns in a measure (EMU)."""
    return (measure - (count - 1) * GUTTER) // count


def row_widths(row: nodes.FigureRow, measure: int) -> list[int]:
    """Return the widths of the columns of figures side by side in a measure (EMU)."""
    count = len(row.figures)
    shares = row.shares or (1.0,) * count
    room = measure - (count - 1) * GUTTER
    return [round(room * share / sum(shares)) if row.shares else room // count for share in shares]
