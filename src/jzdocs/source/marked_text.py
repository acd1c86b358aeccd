"""Plain text with marks: cut, joined, and found again in text that was put together or divided otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.source.pieces import Mark, Marks

_POINTS = ("note", "comment")


class MarkedText(Struct, frozen=True):
    """A text and what its characters are besides."""

    text: str = ""
    marks: Marks = ()

    def cut(self, start: int, end: int) -> MarkedText:
        """Return what stands between two places; a note belongs to the character before it."""
        first = 0 if start == 0 else start + 1
        return MarkedText(self.text[start:end], tuple(_clipped(self.marks, start, end, first)))

    def stripped(self, blanks: str = " \u3000\t\n") -> MarkedText:
        """Return the text without blanks around it."""
        bare = self.text.strip(blanks)
        start = len(self.text) - len(self.text.lstrip(blanks))
        if len(bare) == len(self.text):
            return self
        end = start + len(bare)
        moved = tuple(
            replace(mark, start=min(max(mark.start, start), end), end=min(max(mark.end, start), end))
            for mark in self.marks
        )
        return MarkedText(self.text, moved).cut(start, end) if start == 0 else _shifted(bare, moved, start)

    def lines(self) -> Iterator[MarkedText]:
        """Yield the lines."""
        start = 0
        for line in self.text.split("\n"):
            yield self.cut(start, start + len(line))
            start += len(line) + 1

    def without(self, *kinds: str) -> MarkedText:
        """Return the text without marks of some kinds."""
        return MarkedText(self.text, tuple(mark for mark in self.marks if mark.kind not in kinds))

    def covered_by(self, kind: str) -> bool:
        """Return whether all characters but blanks carry a mark."""
        covered = sum(len(self.text[m.start : m.end].replace(" ", "")) for m in self.marks if m.kind == kind)
        return covered >= len(self.text.replace(" ", ""))


def _shifted(text: str, marks: Marks, start: int) -> MarkedText:
    return MarkedText(
        text,
        tuple(
            replace(mark, start=mark.start - start, end=mark.end - start)
            for mark in marks
            if mark.end > mark.start or mark.kind in _POINTS
        ),
    )


def _clipped(marks: Marks, start: int, end: int, first: int) -> Iterator[Mark]:
    for mark in marks:
        if mark.kind in _POINTS:
            if first <= mark.start <= end:
                yield replace(mark, start=mark.start - start, end=mark.start - start)
        elif mark.start < end and mark.end > start:
            yield replace(mark, start=max(0, mark.start - start), end=min(end, mark.end) - start)


def joined(texts: Sequence[MarkedText], between: str = "") -> MarkedText:
    """Return texts as one, with `between` between them."""
    out: list[str] = []
    marks: list[Mark] = []
    length = 0
    for index, part in enumerate(texts):
        if index:
            out.append(between)
            length += len(between)
        marks += (replace(mark, start=mark.start + length, end=mark.end + length) for mark in part.marks)
        out.append(part.text)
        length += len(part.text)
    return MarkedText("".join(out), tuple(marks))


def found_again(text: str, lines: Sequence[MarkedText], column: int) -> Marks:
    """Return the marks of a text that was taken from the first of `lines` at `column` (from 0), and from those behind
    it where lines were joined.

    Blanks may be there that were not, or be gone; where anything else differs, what comes after has no marks.
    """
    if not any(line.marks for line in lines[:1]) and lines and lines[0].text.startswith(text, column):
        return ()
    first = lines[0].text if lines else ""
    start = column if first.startswith(text[:1], column) else max(0, first.find(text[:8]))
    marks: list[Mark] = []
    done = 0
    for index, line in enumerate(lines):
        places, done = _matched(text, done, line.text, start if index == 0 else 0)
        for mark in line.marks:
            if mark.kind in _POINTS:
                place = places.get(mark.start - 1, -1) + 1 if mark.start else places.get(0, -1)
                if mark.start - 1 in places or (mark.start == 0 and 0 in places):
                    marks.append(replace(mark, start=place, end=place))
                continue
            covered = [places[i] for i in range(mark.start, mark.end) if i in places]
            if covered:
                marks.append(replace(mark, start=covered[0], end=covered[-1] + 1))
        if done >= len(text) or not places:
            break
    return tuple(marks)


def _matched(text: str, done: int, line: str, start: int) -> tuple[dict[int, int], int]:
    """Return the places in `text` (from `done` on) of the characters of a line (from `start` on), and where the text
    goes on behind the line."""
    places: dict[int, int] = {}
    position = start
    while position < len(line) and done < len(text):
        if line[position] == text[done]:
            places[position] = done
            position, done = position + 1, done + 1
        elif line[position].isspace():
            position += 1
        elif text[done].isspace():
            done += 1
        else:
            break
    return places, done
