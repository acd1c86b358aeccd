"""Lines of a PDF → paragraphs: which line goes on with the one above, and how the two are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import pyphen
from msgspec import Struct, field

from jzdocs.patterns import compiled
from jzdocs.source.emphasis import is_cjk
from jzdocs.source.pdf_lines import PdfLine
from jzdocs.source.pieces import PLACEHOLDER

_STOPS = "。！？!?：:；;"
_OPENS = compiled(
    r"(?:第[一二三四五六七八九十百\d]+[章节编篇部分条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d{1,2}[.．、](?!\d)|\d{1,2}(?:\.\d{1,2})+\s|[•●■◆▪○·\-–—*]\s*(?=\D)|附件|附表|专栏|[①-⑳])"
)
_BULLET = compiled(r"[•●■◆▪○►▶‣⁃\uf0b7\uf06c\uf0d8\uf0a7]\s*")


class Paragraph(Struct):
    """Lines that are one paragraph: their text, the place of the first, and how it looks."""

    text: str
    lines: list[PdfLine] = field(default_factory=list)

    @property
    def first(self) -> PdfLine:
        """Return the first line."""
        return self.lines[0]

    @property
    def size(self) -> float:
        """Return the size of most lines."""
        return median(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        """Return whether all lines are bold."""
        return all(line.bold for line in self.lines)


class _Measures(Struct, frozen=True):
    """What tells paragraphs apart in a document: the usual distance of lines of each size, whether paragraphs begin
    with an indent, and the size of the text (all in points)."""

    pitches: dict[float, float]
    indented: bool
    size: float


def paragraphs_of(pages: Sequence[Sequence[PdfLine]], size: float) -> list[Paragraph]:
    """Return the paragraphs of all pages, whose text has the size `size` in points; one that a page or column ends goes
    on with the next."""
    flow = [line for lines in pages for line in lines]
    _find_edges(flow)
    words = _Words(flow)
    measures = _Measures(_pitches(flow), _is_indented(flow), size)
    paragraphs: list[Paragraph] = []
    for line in flow:
        last = paragraphs[-1] if paragraphs else None
        if last is not None and _goes_on(last, line, measures):
            last.text = words.joined(last.text, line.text)
            last.lines.append(line)
        else:
            paragraphs.append(Paragraph(line.text, [line]))
    return paragraphs


def _find_edges(flow: Sequence[PdfLine]) -> None:
    """Set the edges of each column to those that several of its lines have, not to that of a wide head."""
    columns: dict[tuple[int, float, float], list[PdfLine]] = {}
    for line in flow:
        columns.setdefault((line.page, line.left, line.right), []).append(line)
    for lines in columns.values():
        least = max(1, round(0.2 * len(lines)))
        lefts, rights = [line.x0 for line in lines], [line.x1 for line in lines]
        left = min((x for x in lefts if sum(abs(x - other) < 3 for other in lefts) >= least), default=min(lefts))
        right = max((x for x in rights if sum(abs(x - other) < 6 for other in rights) >= least), default=max(rights))
        for line in lines:
            line.left, line.right = left, right


def is_bullet(text: str) -> str | None:
    """Return the text behind the bullet that a paragraph begins with, or None."""
    match = _BULLET.match(text)
    return text[match.end() :] if match and match.end() < len(text) else None


def _pitches(flow: Sequence[PdfLine]) -> dict[float, float]:
    """Return the usual distance of lines of each size, in points."""
    distances: dict[float, list[float]] = {}
    for above, line in pairwise(flow):
        if above.page == line.page and above.left == line.left and 0 < above.y - line.y < 3.2 * line.size:
            distances.setdefault(round(line.size), []).append(above.y - line.y)
    return {size: _usual(values) for size, values in distances.items()}


def _usual(values: Sequence[float]) -> float:
    """Return the least of the distances that are frequent: that of lines within a paragraph."""
    counts = Counter(round(value) for value in values)
    most = max(counts.values())
    return float(min(value for value, count in counts.items() if count >= 0.35 * most))


def _is_indented(flow: Sequence[PdfLine]) -> bool:
    """Return whether paragraphs begin with an indent, as Chinese ones do."""
    starts = sum(1 for line in flow if 1.5 * line.size < line.x0 - line.left < 2.6 * line.size)
    return starts >= 0.06 * len(flow) and starts >= 2


def _goes_on(last: Paragraph, line: PdfLine, measures: _Measures) -> bool:
    """Return whether a line goes on with a paragraph."""
    above = last.lines[-1]
    if any(PLACEHOLDER in text or "\t" in text for text in (last.text, line.text)) or is_bullet(line.text) is not None:
        return False
    same_column = above.page == line.page and above.left == line.left and above.y > line.y
    distance, pitch = above.y - line.y, measures.pitches.get(round(line.size), 1.6 * line.size)
    if not _looks_like(last, line) or (same_column and distance > 1.35 * pitch):
        return False
    if line.size > 1.2 * measures.size and same_column:  # a title of several lines
        return above.text[-1] not in _STOPS and not _OPENS.match(line.text) and distance < 2 * line.size
    if _is_centred(above) and _is_centred(line):
        return False
    if _begins(last, line, measures) or not _is_full(above, line):
        return False
    ends = above.text[-1] in "。！？!?："
    return not ends or measures.indented or (same_column and not is_cjk(above.text[-1]))


def _looks_like(last: Paragraph, line: PdfLine) -> bool:
    """Return whether a line has the size of the line above, and is bold where that is: a line with some bold words is
    not."""
    above = last.lines[-1]
    alike = above.bold == line.bold or not (last.bold or len(line.text) < 40)
    return alike and abs(above.size - line.size) <= 0.09 * above.size


def _begins(last: Paragraph, line: PdfLine, measures: _Measures) -> bool:
    """Return whether a line begins a paragraph: by its indent, unless it hangs below the first line of an item, or by
    its number."""
    above, indent = last.lines[-1], (line.x0 - line.left) / line.size
    if len(last.lines) > 1:
        hangs = abs(line.x0 - above.x0) < 2
    else:
        hangs = line.x0 - above.x0 > 0.8 * line.size and _OPENS.match(last.text) is not None
    if indent > 0.8 and not hangs:
        return True
    numbered = _OPENS.match(line.text)
    return bool(numbered) and (above.text[-1] in "。！？；：;:" or indent > 0.8 or not measures.indented)


def _is_centred(line: PdfLine) -> bool:
    left, right = line.x0 - line.left, line.right - line.x1
    return left > 2.5 * line.size and abs(left - right) < max(2 * line.size, 0.25 * left)


def _is_full(line: PdfLine, following: PdfLine) -> bool:
    """Return whether a line reaches the right edge of its column: the first word of the next line would not have found
    room on it."""
    room = line.right - line.x1
    if is_cjk(line.text[-1]) and is_cjk(following.text[0]):
        return room < 2.6 * line.size
    word = re.match(r"[^\s\u2e80-\u9fff]*", following.text)
    width = 0.5 * line.size * (len(word[0]) + 1 if word else 1)
    return room < max(width, 2.6 * line.size)


class _Words:
    """How two lines are joined: hyphens at the end of a line are those of the word, or divide it."""

    def __init__(self, flow: Sequence[PdfLine]) -> None:
        self._whole = {word.lower() for line in flow for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", line.text)}
        self._points = pyphen.Pyphen(lang="en_US")

    def joined(self, text: str, line: str) -> str:
        """Return a text with its next line."""
        left, right = text[-1], line[0]
        if left == "\u00ad":
            return text[:-1] + line
        if left == "-" and len(text) > 1 and text[-2].isalpha() and right.islower():
            return text[:-1] + line if self._is_divided(text, line) else text + line
        if is_cjk(left) or is_cjk(right):
            return text + line
        if left.isdigit() and right.isdigit() and re.search(r"[\u4e00-\u9fff]", text):
            return text + line
        if left in "-–—/" and not text.endswith(" -"):
            return text + line
        digits = left in ".," and right.isdigit() and len(text) > 1 and text[-2].isdigit()
        return text + line if digits and re.search(r"[\u4e00-\u9fff]", text) else f"{text} {line}"

    def _is_divided(self, text: str, line: str) -> bool:
        """Return whether a hyphen at the end of a line divides a word that has none."""
        head, tail = re.search(r"[A-Za-z-]*$", text[:-1]), re.match(r"[A-Za-z]*", line)
        first, second = (head[0] if head else "").lower(), (tail[0] if tail else "").lower()
        if f"{first}-{second}" in self._whole or "-" in first:
            return False
        return first + second in self._whole or len(first) in self._points.positions(first + second)
