"""Text with the origin of each of its lines, so that messages about an assembled document point into the user's own
files."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from jzdocs.errors import Location
from jzdocs.patterns import compiled

# two control characters enclose a mark in text that a template renders; sources cannot hold them (encoding.py)
OPEN, CLOSE = "\x02", "\x03"
_MARK = compiled(f"{OPEN}(\\d+):(\\d+){CLOSE}")


class Origin(Struct, frozen=True):
    """Where a line comes from: file, line (from 1), how many characters were put before it, and the line's offset in
    the file (-1: unknown)."""

    path: str
    line: int
    shift: int = 0
    offset: int = -1


class SourceText(Struct, frozen=True):
    """Lines of text (joined by one newline) with the origin of each, and the pictures that came with the text (out of
    a Word file), by the names that the text gives them."""

    text: str
    origins: tuple[Origin, ...]
    pictures: Mapping[str, bytes] = {}

    def at(self, line: int, column: int = 0) -> Location:
        """Return the place of line `line` and column `column` (both from 0) in the user's file."""
        if not self.origins:
            return Location("", 1, 1, 0)
        origin = self.origins[min(line, len(self.origins) - 1)]
        column = max(0, column - origin.shift)
        offset = origin.offset + column if origin.offset >= 0 else -1
        return Location(origin.path, origin.line, column + 1, offset)


def whole(path: str, text: str, first_line: int = 1, offset: int = 0) -> SourceText:
    """Return a file's text with its own lines as origins."""
    origins = []
    for number, line in enumerate(text.split("\n"), first_line):
        origins.append(Origin(path, number, 0, offset))
        offset += len(line) + 1
    return SourceText(text, tuple(origins))


def mark(file: int, line: int) -> str:
    """Return the mark for text that comes from line `line` (from 1) of file number `file` (from 0)."""
    return f"{OPEN}{file}:{line}{CLOSE}"


def resolve_marks(text: str, files: list[str], offsets: dict[str, list[int]]) -> SourceText:
    """Return rendered text without its marks, which become origins; a line without a mark has that of the line before.

    `offsets` holds, for files whose lines pass through unchanged, the offset of each line.
    """
    lines, origins = [], []
    last = Origin(files[0] if files else "", 1)
    for raw in text.split("\n"):
        # a template may print what looks like a mark
        marks = [match for match in _MARK.finditer(raw) if len(match[1]) < 10 and int(match[1]) < len(files)]
        if marks:
            last_mark = marks[-1]  # what stands before it was put there by a template
            path, number = files[int(last_mark[1])], int(last_mark[2][-9:])
            shift = len(_MARK.sub("", raw[: last_mark.start()]))
            starts = offsets.get(path)
            offset = starts[number - 1] if starts and 0 < number <= len(starts) else -1
            last = Origin(path, number, shift, offset)
            lines.append(_MARK.sub("", raw))
        else:
            last = Origin(last.path, last.line, 0, -1)
            lines.append(_MARK.sub("", raw))
        origins.append(last)
    return SourceText("\n".join(lines), tuple(origins))
