"""The characters of a page of a PDF → its lines in reading order, column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from msgspec import Struct

from jzdocs.source.emphasis import is_cjk
from jzdocs.source.pdf_page import Char

_GAP = 1.1  # em: more between two characters of a row divides it
_MIN_LINES = 4  # of a column
_SUPERSCRIPTS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISED = re.compile(r"[0-9+\-−=()n]+")


class Segment(Struct):
    """Characters that stand together in a row."""

    chars: list[Char]

    @property
    def x0(self) -> float:
        """Return the left edge."""
        return self.chars[0].x0

    @property
    def x1(self) -> float:
        """Return the right edge."""
        return max(char.x1 for char in self.chars)

    @property
    def size(self) -> float:
        """Return the size of most characters."""
        return median(char.size for char in self.chars)

    @property
    def y(self) -> float:
        """Return the baseline of most characters."""
        return median(char.y for char in self.chars)


class Row(Struct):
    """Segments of one baseline, from left to right."""

    y: float
    segments: list[Segment]


class PdfLine(Struct):
    """A line: its text, its place, the edges of its column, its size and boldness, and whether its characters are
    artifacts."""

    text: str
    page: int
    number: int
    x0: float
    x1: float
    y: float
    left: float
    right: float
    size: float
    bold: bool
    artifact: bool


def lines_of(chars: Sequence[Char], page: int) -> list[PdfLine]:
    """Return the lines of a page (or of the part of it that `chars` are) in reading order."""
    return [line for block in _blocks(rows_of(chars)) for line in _lines(block, page)]


def rows_of(chars: Sequence[Char]) -> list[Row]:
    """Return the characters as rows from top to bottom, raised and lowered ones with the row that they belong to."""
    rows: list[tuple[float, float, list[Char]]] = []  # baseline, size, characters
    for char in sorted(chars, key=lambda c: (-c.y, c.x0)):
        for index in range(len(rows) - 1, max(-1, len(rows) - 6), -1):
            y, size, row = rows[index]
            reach = 0.25 * max(size, char.size) if abs(size - char.size) < 0.2 * size else 0.62 * max(size, char.size)
            if abs(y - char.y) <= reach and _fits(char, row, y):
                row.append(char)
                if char.size > size * 1.1:
                    rows[index] = (char.y, char.size, row)
                break
        else:
            rows.append((char.y, char.size, [char]))
    found = [Row(y, _segments(sorted(row, key=lambda c: c.x0))) for y, _, row in rows]
    return sorted(found, key=lambda row: -row.y)


def _fits(char: Char, row: Sequence[Char], y: float) -> bool:
    """Return whether a character may stand in a row: of the same baseline always, raised or lowered beside a character."""
    if abs(y - char.y) <= 0.12 * char.size:
        return True
    near = [c for c in row if c.x0 < char.x1 + 0.5 * char.size and c.x1 > char.x0 - 0.5 * char.size]
    overlaps = any(min(c.x1, char.x1) - max(c.x0, char.x0) > 0.4 * (char.x1 - char.x0) for c in near)
    return bool(near) and not overlaps


def _segments(chars: Sequence[Char]) -> list[Segment]:
    segments: list[Segment] = []
    for char in chars:
        last = segments[-1].chars[-1] if segments else None
        if last is None or char.x0 - last.x1 > _GAP * max(char.size, last.size):
            segments.append(Segment([char]))
        else:
            segments[-1].chars.append(char)
    return segments


# --- columns


def _blocks(rows: list[Row], depth: int = 0) -> list[list[Row]]:
    """Return rows as blocks in reading order: where text runs in columns, each column is a block of its own."""
    if depth > 3 or len(rows) < _MIN_LINES:
        return [rows] if rows else []
    gutter = _gutter(rows)
    if gutter is None:
        return [rows]
    blocks: list[list[Row]] = []
    band: list[Row] = []
    for row in [*rows, None]:
        if row is not None and not any(s.x0 < gutter < s.x1 for s in row.segments):
            band.append(row)
            continue
        if band:
            left, right = _side(band, gutter, left=True), _side(band, gutter, left=False)
            if _is_column(left, right):
                blocks += [*_blocks(left, depth + 1), *_blocks(right, depth + 1)]
            else:
                blocks.append(band)
            band = []
        if row is not None:
            blocks.append([row])
    return _joined(blocks)


def _joined(blocks: list[list[Row]]) -> list[list[Row]]:
    """Return blocks with single rows of the full width joined to those above."""
    joined: list[list[Row]] = []
    single = False
    for block in blocks:
        if len(block) == 1 and joined and single:
            joined[-1] = joined[-1] + block
        else:
            joined.append(block)
        single = len(block) == 1
    return joined


def _side(rows: Sequence[Row], gutter: float, *, left: bool) -> list[Row]:
    sides = (Row(row.y, [s for s in row.segments if (s.x0 < gutter) == left]) for row in rows)
    return [side for side in sides if side.segments]


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return the place (x) between two columns of text, or None.

    Hardly any segment crosses it, and on both sides there are lines that fill their column.
    """
    segments = [segment for row in rows for segment in row.segments]
    left, right = min(s.x0 for s in segments), max(s.x1 for s in segments)
    width = right - left
    edges = sorted({round(s.x1 + 1, 0) for s in segments} | {round(s.x0 - 1, 0) for s in segments})
    candidates = [x for x in edges if left + 0.2 * width < x < right - 0.2 * width]
    best: tuple[int, float, float] | None = None
    for x in candidates[:: max(1, len(candidates) // 120)]:
        crossing = sum(1 for s in segments if s.x0 < x < s.x1)
        if crossing > 0.5 * len(rows):
            continue
        before, after = [s for s in segments if s.x1 <= x], [s for s in segments if s.x0 >= x]
        if min(len(before), len(after)) < _MIN_LINES:
            continue
        room = min(s.x0 for s in after) - max(s.x1 for s in before)
        if room >= 0.5 * median(s.size for s in segments) and (best is None or (-crossing, room) > best[:2]):
            best = (-crossing, room, (min(s.x0 for s in after) + max(s.x1 for s in before)) / 2)
    return best[2] if best else None


def _is_column(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Return whether two sides are columns of text: both have lines enough that fill their width, and they stand beside
    one another."""
    for rows in (left, right):
        segments = [s for row in rows for s in row.segments]
        if len(rows) < _MIN_LINES:
            return False
        width = max(s.x1 for s in segments) - min(s.x0 for s in segments)
        lengths = [row.segments[-1].x1 - row.segments[0].x0 for row in rows if len(row.segments) == 1]
        full = sum(1 for length in lengths if length > 0.7 * width)
        if full < 0.5 * len(rows) or width < 8 * median(s.size for s in segments):
            return False
    top, bottom = min(left[0].y, right[0].y), max(left[-1].y, right[-1].y)
    return top > bottom


# --- texts


def _lines(rows: Sequence[Row], page: int) -> list[PdfLine]:
    left = min(row.segments[0].x0 for row in rows)
    right = max(row.segments[-1].x1 for row in rows)
    lines = []
    for row in rows:
        chars = [char for segment in row.segments for char in segment.chars]
        size = median(char.size for char in chars)
        bold = sum(char.bold for char in chars) > 0.9 * len(chars)
        artifact = all(char.artifact for char in chars)
        text = row_text(row)
        lines.append(
            PdfLine(text, page, 0, row.segments[0].x0, row.segments[-1].x1, row.y, left, right, size, bold, artifact)
        )
    return lines


def row_text(row: Row) -> str:
    """Return the text of a row: tabs between segments that stand far apart."""
    texts: list[str] = []
    last: Segment | None = None
    for segment in row.segments:
        if last is not None:
            texts.append("\t" if segment.x0 - last.x1 > 1.6 * segment.size else " ")
        texts.append(text_of(segment.chars))
        last = segment
    return "".join(texts)


def text_of(chars: Sequence[Char]) -> str:
    """Return the text of characters of one row, with spaces where they stand apart; raised and lowered digits are those
    of Unicode."""
    size, y = median(char.size for char in chars), median(char.y for char in chars)
    out: list[str] = []
    last: Char | None = None
    for char in chars:
        if last is not None and _apart(last, char):
            out.append(" ")
        text = char.text
        if char.size < 0.85 * size and _RAISED.fullmatch(text) and last is not None:
            shift = char.y - y
            text = text.translate(_SUPERSCRIPTS if shift > 0.15 * size else _SUBSCRIPTS if shift < -0.05 * size else {})
        out.append(text)
        last = char
    return re.sub(r" {2,}", " ", "".join(out)).strip()


def _apart(left: Char, right: Char) -> bool:
    """Return whether a space belongs between two characters: Latin words stand a fifth of an em apart, Han characters
    more than half of one."""
    gap, size = right.x0 - left.x1, max(left.size, right.size)
    han = any(is_cjk(char.text) and char.text not in "“”‘’—…·" for char in (left, right))
    return gap > (0.55 if han else 0.17) * size or (left.spaced and gap > 0.08 * size)
