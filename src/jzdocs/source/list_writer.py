"""Items of lists → Markdown: how far each is indented, and what keeps lists apart."""

from __future__ import annotations

from msgspec import Struct, field

from jzdocs.source.pieces import Piece


class _Item(Struct, frozen=True):
    """An item that others may stand below: its depth, how far text in it is indented, and its number (0: a bullet, -1:
    none of Markdown's)."""

    depth: int
    indent: int
    ordinal: int


class ListIndents(Struct):
    """The items that the next one may stand below; empty outside of a list."""

    open: list[_Item] = field(default_factory=list)

    def next(self, item: Piece) -> tuple[list[str], str]:
        """Return the lines that come before an item, and what stands before its text.

        A list whose numbers do not go on is kept apart from the one before it by a comment (CommonMark 5.3); one that
        does not begin with 1 needs a blank line to begin below a paragraph (CommonMark 5.2)."""
        inside = bool(self.open)
        while self.open and self.open[-1].depth > item.level:
            self.open.pop()
        sibling = self.open.pop() if self.open and self.open[-1].depth == item.level else None
        indent = self.open[-1].indent if self.open else 0
        before = [""] if inside and item.ordinal not in (0, 1) else []
        if sibling and item.ordinal > 0 and sibling.ordinal > 0:
            goes_on = item.ordinal == sibling.ordinal + 1
            before = [] if goes_on else ["", " " * indent + "<!-- -->", ""]
        marker = f"{item.ordinal}. " if item.ordinal > 0 else "- " if item.ordinal == 0 else ""
        self.open.append(_Item(item.level, indent + len(marker), item.ordinal))
        return before, " " * indent + marker
