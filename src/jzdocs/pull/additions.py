"""New paragraphs of Word as Markdown, with the marks that their style, and what stands beside them, ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from jzdocs.patterns import compiled
from jzdocs.pull.edits import EditSet

# numbers that headings print, which the source does not write
_HEADING_NUMBER = compiled(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+\\?[.．、])\s*")
_DEEPEST = 4  # the lowest level of headings


def as_markdown(edits: EditSet, place: int) -> str:
    """Return the new paragraph at a place of the edited file as Markdown."""
    paragraph = edits.edited.paragraphs[place]
    if paragraph.heading:
        if paragraph.heading > _DEEPEST:
            edits.leave_at("pull.level", edits.document, 0, paragraph.text, deepest=_DEEPEST)
        level = min(max(1, paragraph.heading + edits.lift()), _DEEPEST)
        return "#" * level + " " + _HEADING_NUMBER.sub("", paragraph.text)
    if paragraph.item:
        return _item_mark(edits, place) + paragraph.text
    return f"> {paragraph.text}" if paragraph.style.lower() in ("quote", "引用") else paragraph.text


def _item_mark(edits: EditSet, place: int) -> str:
    """Return what an item begins with: what the nearest item of its level begins with, else one below its parent."""
    depth, ordered = edits.edited.paragraphs[place].item or (0, False)
    sign = "1. " if ordered else "- "
    above, below = list(_marks(edits, range(place - 1, -1, -1))), list(_marks(edits, range(place + 1, place + 99)))
    before, behind = _of_level(above, depth), _of_level(below, depth)
    for mark in (*before[:1], *behind[:1]):
        if mark.strip()[:1].isdigit() != ordered:
            return _blank(mark) + sign
        again = before[:2] == [mark] * 2  # `1.` again and again
        return mark if not before or again else re.sub(r"\d+", lambda m: str(int(m[0]) + 1), mark)
    parent = next((mark for level, mark in above if level == depth - 1), "")
    return (" " * len(parent) if parent else "   " * depth) + sign


def _of_level(marks: Sequence[tuple[int, str]], depth: int) -> list[str]:
    """Return the marks of a level, as far as no higher one stands between."""
    return [mark for level, mark in takewhile(lambda item: item[0] >= depth, marks) if level == depth]


def _blank(mark: str) -> str:
    return mark[: len(mark) - len(mark.lstrip())]


def _marks(edits: EditSet, places: range) -> Iterator[tuple[int, str]]:
    """Yield (level, mark) of the items that stand side by side at places, as far as the source has them."""
    paragraphs = edits.edited.paragraphs
    for place in places:
        if not 0 <= place < len(paragraphs) or not paragraphs[place].item:
            return
        index = edits.anchor_at.get(place)
        block = edits.block_of(edits.anchors[index]) if index is not None else None
        mark = edits.spans[edits.anchors[index].path].mark_of(block) if block and index is not None else ""
        if block and block.item and mark.strip():
            level = (paragraphs[place].item or (0, False))[0]
            yield level, mark
