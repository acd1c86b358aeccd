"""Places in a text as an editor counts them: lines from 0, and code units of UTF-16 (or what it asked for) in a line.

Inside the server a text has `\\n` as the end of each line and no byte order mark, and places are offsets in that: so
everything agrees with what reading makes of the file. For the editor a mark is one character of the first line.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from lsprotocol import types

from jzdocs.patterns import compiled

_MARK = "\ufeff"
_LINE_ENDS = compiled(r"\r\n?")


class EditorText:
    """A text of an editor: as jzdocs reads it, with the places of both.

    `encoding` is the unit that the editor counts columns in: utf-16, utf-8 or utf-32.
    """

    def __init__(self, raw: str, encoding: str = "utf-16") -> None:
        whole = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # halves of pairs fit into no file
        self._shift = 1 if whole.startswith(_MARK) else 0
        self.text = _LINE_ENDS.sub("\n", whole[self._shift :])
        self.line_end = _line_end(raw)
        self._encoding = encoding
        self._starts = list(accumulate((len(line) + 1 for line in self.text.split("\n")), initial=0))[:-1]

    @property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.split("\n")

    def position(self, offset: int) -> types.Position:
        """Return the editor's place of an offset."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._starts, offset) - 1
        return types.Position(line, self._units(self.text[self._starts[line] : offset]) + self._extra(line))

    def range(self, start: int, end: int) -> types.Range:
        """Return the editor's range of two offsets."""
        return types.Range(self.position(start), self.position(end))

    def offset(self, position: types.Position) -> int:
        """Return the offset of an editor's place; one behind the end of a line is that end."""
        if position.line >= len(self._starts):
            return len(self.text)
        start = self._starts[position.line]
        end = self._starts[position.line + 1] - 1 if position.line + 1 < len(self._starts) else len(self.text)
        units = position.character - self._extra(position.line)
        for place in range(start, end):
            if units <= 0:
                return place
            units -= self._units(self.text[place])
        return end

    def line_start(self, line: int) -> int:
        """Return the offset at which a line (from 0) begins; the end of the text where it has no such line."""
        return self._starts[line] if 0 <= line < len(self._starts) else len(self.text)

    def edit(self, start: int, end: int, new: str) -> types.TextEdit:
        """Return the edit that puts `new` in the place of what stands between two offsets, with its line ends."""
        return types.TextEdit(self.range(start, end), new.replace("\n", self.line_end))

    def edit_to(self, after: str) -> types.TextEdit:
        """Return the edit that makes another text of this one: of all between what is the same at both ends."""
        start, most = 0, min(len(self.text), len(after))
        while start < most and self.text[start] == after[start]:
            start += 1
        end = 0
        while end < most - start and self.text[-1 - end] == after[-1 - end]:
            end += 1
        return self.edit(start, len(self.text) - end, after[start : len(after) - end])

    def _extra(self, line: int) -> int:
        """Return how many units stand in a line before what the server knows of it."""
        return self._units(_MARK) if line == 0 and self._shift else 0

    def _units(self, part: str) -> int:
        match self._encoding:
            case "utf-8":
                return len(part.encode())
            case "utf-32":
                return len(part)
            case _:
                return len(part) + sum(char > "\uffff" for char in part)


def _line_end(raw: str) -> str:
    """Return the end that most lines of a text have."""
    pairs = raw.count("\r\n")
    counts = {"\n": raw.count("\n") - pairs, "\r\n": pairs, "\r": raw.count("\r") - pairs}
    return max(counts, key=lambda end: counts[end])
