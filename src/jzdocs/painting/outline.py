"""The outline of a document: its headings, with levels that never skip one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jzdocs.frames import Anchor, Page


class Entry(NamedTuple):
    """A heading of the outline: its level (from 0), the anchor that it leads to, and the page where that stands."""

    level: int
    anchor: Anchor
    page: int


def outline(pages: Sequence[Page]) -> Iterator[Entry]:
    """Yield the entries of the outline; a level that the document skips is closed up, as readers of files require."""
    level = -1
    for number, page in enumerate(pages):
        for item in page.items:
            if isinstance(item, Anchor) and item.title:
                level = min(item.level - 1, level + 1)
                yield Entry(level, item, number)
