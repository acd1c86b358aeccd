"""A short document whose last page holds a few lines only: they are pulled in where lines may stand a little closer."""

from __future__ import annotations

from collections.abc import Callable

from jzdocs.frames import Pages
from jzdocs.style.stylesheet import Stylesheet

_LONGEST = 10  # pages: in a longer document the last page does not matter
_NEARLY_EMPTY = 0.2  # of a page
_SAVED = 2  # lines that other breaks may save besides
_MOST_LINES = 2  # that a page may gain


def pulled_in(sheet: Stylesheet, pages: Pages, lay_out: Callable[[Stylesheet], Pages]) -> tuple[Stylesheet, Pages]:
    """Return the stylesheet and the pages of a document, with a line or two more to the page where that saves a last
    page which would be nearly empty; else as they were. `lay_out` returns the pages in another stylesheet."""
    count = len(pages.pages)
    if not 1 < count <= _LONGEST or pages.last_lines > _NEARLY_EMPTY * sheet.page.lines:
        return sheet, pages
    for more in range(1, _MOST_LINES + 1):
        tight = sheet.tightened(more)
        if tight is None or pages.last_lines > more * count + _SAVED:
            continue
        closer = lay_out(tight)
        if len(closer.pages) < count and not closer.faults:
            return tight, closer
    return sheet, pages
