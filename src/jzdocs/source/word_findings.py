"""What is said about a Word file while it is read: each at the paragraph that it is about, changes and comments once
for all."""

from __future__ import annotations

from msgspec import Struct

from jzdocs.errors import Location, Report, diagnostic

_SHOWN = 30


class Findings(Struct):
    """The findings about a Word file: `number` is the paragraph that is read (from 1); counted are tracked insertions,
    deletions and comments, each with the paragraph where the first one stands."""

    shown: str
    report: Report
    number: int = 0
    insertions: int = 0
    deletions: int = 0
    comments: int = 0
    first_change: int = 0
    first_comment: int = 0
    deleted: str = ""

    def warn(self, key: str, **arguments: object) -> None:
        """Warn about the paragraph that is read."""
        self.report.add(diagnostic(Location(self.shown, self.number), key, "warning", arguments))

    def absent(self, reason: str, text: str) -> None:
        """Warn that hidden or struck text was left out."""
        if text.strip():
            self.warn("S085" if reason == "hidden" else "S085.struck", text=shortened(text))

    def change(self, *, inserted: bool, text: str) -> None:
        """Count a tracked change."""
        self.first_change = self.first_change or self.number
        if inserted:
            self.insertions += 1
        else:
            self.deletions += 1
            self.deleted = self.deleted or shortened(text)

    def comment(self) -> None:
        """Count a comment."""
        self.first_comment = self.first_comment or self.number
        self.comments += 1

    def finish(self) -> None:
        """Report what was counted."""
        if self.insertions or self.deletions:
            at = Location(self.shown, self.first_change)
            if self.deletions:
                counts = {"inserted": self.insertions, "deleted": self.deletions}
                self.report.add(diagnostic(at, "S086.deleted", "warning", {**counts, "text": self.deleted}))
            else:
                self.report.warn(at, "S086", inserted=self.insertions)
        if self.comments:
            self.report.warn(Location(self.shown, self.first_comment), "S087", count=self.comments)


def shortened(text: str) -> str:
    """Return a text as a message shows it."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
