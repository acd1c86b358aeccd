"""The user's own files by line: where a number or a character stands that the model knows only nearly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from jzdocs.encoding import decode
from jzdocs.errors import Location, Report
from jzdocs.patterns import compiled
from jzdocs.project import named_kind

_WRAPPED = 500  # lines of a paragraph
_DIGITS = compiled(r"\d[\d.,]*")


class SourceLines:
    """The lines of text files by their shown path, decoded when the first of them is needed. A file that is no text
    (a Word file, a PDF) has none, nor has a web page, whose text is not that of its lines."""

    def __init__(self, files: Mapping[str, Callable[[], bytes]]) -> None:
        """`files` gives for each shown path what reads the file."""
        self._files = files
        self._lines: dict[str, Sequence[str]] = {}
        self._starts: dict[str, Sequence[int]] = {}

    def of(self, path: str) -> Sequence[str]:
        """Return the lines of a file; none where it is not among the files, or no text."""
        if path not in self._files or named_kind(Path(path)) not in ("markdown", "template", "text", None):
            return ()
        if path not in self._lines:
            self._lines[path] = decode(self._files[path](), path, Report()).split("\n")
        return self._lines[path]

    def number_at(self, at: Location, text: str, after: Location | None = None) -> Location:
        """Return the place of the number `text` of a paragraph that begins in the line of `at`: in that line or, where
        the paragraph was wrapped by hand, in one of those below it, behind the place `after` (of the number before it):
        spaces and marks may have been normalised. Where the file does not show it, `at` is returned."""
        lines = self.of(at.path)
        if not 0 < at.line <= len(lines):
            return at
        digits = _DIGITS.search(text)
        forms = (text, digits[0]) if digits and digits[0] != text else (text,)
        for number in range(max(at.line, after.line if after else 0), min(len(lines), at.line + _WRAPPED) + 1):
            line = lines[number - 1]
            if number > at.line and not line.strip():
                break  # the next paragraph
            start = after.column if after and after.line == number else 0
            column = next((place for form in forms if (place := _found(line, form, start)) >= 0), -1)
            if column >= 0:
                return self._location(at.path, number, column)
        column = lines[at.line - 1].rfind(digits[0] if digits else text)  # all stand before: the last
        return self._location(at.path, at.line, column) if column >= 0 else at

    def character_from(self, at: Location, char: str) -> Location | None:
        """Return the first place of `char` in the line of `at` or below it; None where the file does not show it."""
        lines = self.of(at.path)
        for number in range(max(at.line, 1), len(lines) + 1):
            column = lines[number - 1].find(char)
            if column >= 0:
                return self._location(at.path, number, column)
        return None

    def _location(self, path: str, line: int, column: int) -> Location:
        """Return the place of a line (from 1) and a column (from 0)."""
        if path not in self._starts:
            self._starts[path] = list(accumulate((len(above) + 1 for above in self.of(path)), initial=0))
        return Location(path, line, column + 1, self._starts[path][line - 1] + column)


def _found(line: str, shown: str, start: int) -> int:
    """Return the first place of a number in a line, at `start` or behind it, where it is no part of a longer one;
    -1: there is none."""
    column = line.find(shown, start)
    while column > 0 and shown[0].isdigit() and (line[column - 1].isdigit() or line[column - 1] == "."):
        column = line.find(shown, column + 1)
    return column
