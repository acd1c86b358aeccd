"""Help pages that hold Chinese: a Han character is two columns wide, and a line may end behind each."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import east_asian_width

import click

from jzdocs.patterns import compiled

_PIECE = compiled(
    r"\s+|[（“]*(?:[!-~]+|.)[，。；：、）”…！？]*"
)  # blanks, a Latin word, or a Han character with its marks
_WIDEST_NAME = 30


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text, none wider than `width` columns unless a single piece is."""
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if line and columns(line) + columns(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


class HelpFormatter(click.HelpFormatter):
    """click's formatter, but for how it measures and breaks lines, and for the colon behind headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line; what does not fit stands below the first argument."""
        head = f"{prefix or ''}{prog} "
        lines = wrapped(args, self.width - columns(head))
        self.write(head + ("\n" + " " * columns(head)).join(lines) + "\n")

    def write_heading(self, heading: str) -> None:
        """Write a heading, which ends in its own colon."""
        self.write(f"{'':{self.current_indent}}{heading}\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        indent = " " * self.current_indent
        self.write("".join(f"{indent}{line}\n" for line in wrapped(text, self.width - self.current_indent)))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_NAME, col_spacing: int = 2) -> None:
        """Write names with their meanings in two columns."""
        pairs = list(rows)
        first = min(max((columns(name) for name, _ in pairs), default=0), col_max) + col_spacing
        for name, meaning in pairs:
            head = " " * self.current_indent + name
            if columns(name) > first - col_spacing:
                self.write(head + "\n")
                head = ""
            lines = wrapped(meaning, self.width - self.current_indent - first)
            gap = " " * (self.current_indent + first)
            self.write(head + " " * (len(gap) - columns(head)) + ("\n" + gap).join(lines) + "\n")
