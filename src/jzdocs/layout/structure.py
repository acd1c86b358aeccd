"""The structure tree of a PDF (ISO 32000-1, 14.7 and 14.8), made while blocks become boxes: in the order of the
text, so that reading order is right also where a figure floats."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.frames import Tag

DOCUMENT = 0


class Tree(Struct):
    """Collects tags. `add` returns a tag's number, which marks in the pages' items refer to."""

    tags: list[Tag] = field(default_factory=lambda: [Tag("Document", -1)])
    levels: list[int] = field(default_factory=list)
    notes: dict[int, int] = field(default_factory=dict)
    pending: list[int] = field(default_factory=list)

    def add(self, kind: str, parent: int = DOCUMENT, **more: object) -> int:
        """A new tag, the last child of `parent`."""
        self.tags.append(Tag(kind, parent, **more))  # type: ignore[arg-type]
        return len(self.tags) - 1

    def heading(self, level: int, parent: int, title: str) -> int:
        """A heading, its level closed up where the document skips one (PDF/UA-1, 7.4.2)."""
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        return self.add(f"H{min(len(self.levels), 6)}", parent, title=title)

    def place(self, tag: int, box: tuple[int, int, int, int]) -> None:
        """Where a figure stands on its page: x, y, width, height (EMU)."""
        self.tags[tag] = replace(self.tags[tag], box=box)

    def note(self, number: int) -> None:
        """A footnote is referred to: its tag follows the block that is being tagged."""
        if number in self.notes and self.tags[self.notes[number]].after < 0 and number not in self.pending:
            self.pending.append(number)

    def settle_notes(self) -> None:
        """Put the notes that the last block refers to behind it (they are set, and so tagged, before all blocks)."""
        for number in self.pending:
            note = self.notes[number]
            self.tags[note] = replace(self.tags[note], after=len(self.tags) - 1)
        self.pending.clear()
