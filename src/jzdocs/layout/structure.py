"""The structure tree of a PDF (ISO 32000-1, 14.7 and 14.8), collected while blocks become boxes: in the order of the
text, so that the reading order is right even where a figure floats."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.frames import Tag

DOCUMENT = 0


class TagTree(Struct):
    """The tags of a document; their numbers are their places in `tags`, and marks in the pages' items refer to them.

    `levels` are the heading levels above the current place. `notes` gives the tag of each footnote by its number,
    `pending` the notes to which the current block refers.
    """

    tags: list[Tag] = field(default_factory=lambda: [Tag("Document", -1)])
    levels: list[int] = field(default_factory=list)
    notes: dict[int, int] = field(default_factory=dict)
    pending: list[int] = field(default_factory=list)

    def add(self, kind: str, parent: int = DOCUMENT, **more: object) -> int:
        """Add a tag as the last child of `parent`, and return its number; `more` are fields of `Tag`."""
        self.tags.append(Tag(kind, parent, **more))  # type: ignore[arg-type]
        return len(self.tags) - 1

    def heading(self, level: int, parent: int, title: str) -> int:
        """Add a heading, and return its number. Where the document skips a level, it is closed up (PDF/UA-1, 7.4.2)."""
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        return self.add(f"H{min(len(self.levels), 6)}", parent, title=title)

    def place(self, tag: int, box: tuple[int, int, int, int]) -> None:
        """Record where a figure stands on its page: x, y, width, height (EMU)."""
        self.tags[tag] = replace(self.tags[tag], box=box)

    def note(self, number: int) -> None:
        """Record a reference to a footnote: at the first, the note's tag will follow the current block."""
        if number in self.notes and self.tags[self.notes[number]].after < 0 and number not in self.pending:
            self.pending.append(number)

    def settle_notes(self) -> None:
        """Put the notes to which the finished block refers behind it: notes are set, and so tagged, before blocks."""
        for number in self.pending:
            note = self.notes[number]
            self.tags[note] = replace(self.tags[note], after=len(self.tags) - 1)
        self.pending.clear()
