"""The characters of a page of a PDF → its lines in reading order, column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from jzdocs.patterns import compiled
from jzdocs.source.emphasis import is_cjk
from jzdocs.source.pdf_page import Char

LINES_A_PAGE = 1000  # a place in a PDF is that for each page, and the number of the line on it
_FAR = "\t\t\t"  # between segments that stand far apart: as wide as leaders in a plain text
_GAP = 1.1  # em: more between two characters of a row divides it
_MIN_LINES = 4  # of a column
_BESIDE = 6  # rows that are looked at above and below one
_SUPERSCRIPTS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISED = compiled(r"[0-9+\-−=()n]+")


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
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: (-c.y, c.x0)):
        for row in rows[: -_BESIDE - 1 : -1]:
            first = row[0]
            if (
                abs(first.y - char.y) <= 0.25 * max(first.size, char.size)
                and abs(first.size - char.size) < 0.4 * first.size
            ):
                row.append(char)
                break
        else:
            rows.append([char])
    _attach_raised(rows)
    found = [Row(median(c.y for c in row), _segments(_in_order(row))) for row in rows]
    return sorted(found, key=lambda row: -row.y)


def _attach_raised(rows: list[list[Char]]) -> None:
    """Put raised and lowered characters into the rows of which they stand beside a larger character."""
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        size = median(char.size for char in row)
        for other in rows[max(0, index - _BESIDE) : index + _BESIDE + 1]:
            larger = median(char.size for char in other)
            distance = abs(median(char.y for char in row) - median(char.y for char in other))
            if other is not row and size < 0.85 * larger and distance <= 0.62 * larger and _stand_beside(row, other):
                other.extend(row)
                del rows[index]
                break


def _stand_beside(row: Sequence[Char], other: Sequence[Char]) -> bool:
    """Return whether a row begins or ends beside a character of the other row, and stands over none."""
    edges = sorted((char.x0, char.x1) for char in other)
    left, right = min(char.x0 for char in row), max(char.x1 for char in row)
    near = 0.4 * other[0].size
    if not any(abs(left - x1) < near or abs(right - x0) < near for x0, x1 in edges):
        return False
    return not any(min(x1, char.x1) - max(x0, char.x0) > 0.4 * (char.x1 - char.x0) for char in row for x0, x1 in edges)


def _in_order(row: Sequence[Char]) -> list[Char]:
    """Return the characters of a row from left to right; texts that are painted over one another are kept whole, one
    behind the other."""
    ordered = sorted(row, key=lambda char: (char.x0, char.order))
    over = any(
        left.x1 - right.x0 > 0.35 * min(left.x1 - left.x0, right.x1 - right.x0) for left, right in pairwise(ordered)
    )
    if not over:
        return ordered
    runs: list[list[Char]] = []
    for char in sorted(row, key=lambda char: char.order):
        last = runs[-1][-1] if runs else None
        if last and last.order + 1 == char.order and -0.2 * char.size < char.x0 - last.x1 < char.size:
            runs[-1].append(char)
        else:
            runs.append([char])
    runs.sort(key=lambda run: run[0].x0)
    for run in runs:
        run[-1].spaced = True
    return [char for run in runs for char in run]


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
            texts.append(_FAR if segment.x0 - last.x1 > 1.6 * segment.size else " ")
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
        shift = char.y - y
        if char.size < 0.85 * size and _RAISED.fullmatch(text) and (last is not None or shift > 0):
            text = text.translate(_SUPERSCRIPTS if shift > 0.15 * size else _SUBSCRIPTS if shift < -0.05 * size else {})
        out.append(text)
        last = char
    return re.sub(r" {2,}", " ", "".join(out)).strip()


def _apart(left: Char, right: Char) -> bool:
    """Return whether a space belongs between two characters: Latin words stand a fifth of an em apart, Han characters
    more than half of one."""
    gap, size = right.x0 - left.x1, max(left.size, right.size)
    han = any(is_cjk(char.text) and char.text not in "“”‘’—…·" for char in (left, right))
    return gap > (0.55 if han else 0.17) * size or (left.spaced and not 0 <= gap <= 0.08 * size)
