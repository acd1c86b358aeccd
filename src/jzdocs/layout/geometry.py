"""Sizes on which both documents agree: columns, figures side by side, pictures."""

from __future__ import annotations

from jzdocs.model import nodes
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import Size, pt

GUTTER = pt(22)  # between columns, and between figures side by side
_PIXELS_PER_INCH, _EMU_PER_INCH = 150, 914_400
_CELL_SHARE = 5
_CAPTION_LINES = 6  # room that a page keeps beside a picture: caption, notes, air


def picture_size(picture: nodes.Picture, width: int, sheet: Stylesheet) -> Size:
    """Return the size at which both documents show a picture: 150 pixels to the inch, but at most `width` (EMU), and no
    higher than a page with a caption has room for."""
    shown = min(width, round(picture.width_px * _EMU_PER_INCH / _PIXELS_PER_INCH))
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


def half_width(width: int) -> int:
    """Return the width of each of two figures side by side in a measure (EMU)."""
    return (width - GUTTER) // 2
