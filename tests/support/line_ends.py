"""Where lines end: paragraphs of a Word file found again in a PDF, and how many of their lines two PDFs end alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pypdfium2
from msgspec import Struct

from support.reading import squeeze

_LOOK_AHEAD = 60  # lines between two of a paragraph: headers, footnotes, figures that stand at a page's top


class Agreement(Struct, frozen=True):
    """How many `lines` of paragraphs that have several one PDF ends where the other does (`alike`), and the paragraphs
    that are broken otherwise, each as the lines of both. A paragraph's last line, which always ends alike, is not
    counted."""

    lines: int
    alike: int
    different: Sequence[tuple[list[str], list[str]]]

    @property
    def share(self) -> float:
        return self.alike / self.lines if self.lines else 1.0


def pdf_lines(pdf: Path) -> list[str]:
    """Return the lines of a PDF in its own order, without spaces."""
    document = pypdfium2.PdfDocument(pdf)
    texts = (page.get_textpage().get_text_range() for page in document)
    return [line for text in texts for raw in text.splitlines() if (line := squeeze(raw))]


def broken(paragraphs: Iterable[str], lines: Sequence[str]) -> list[list[str]]:
    """Return the lines of each paragraph among those of a PDF; none where it is not found."""
    found, start = [], 0
    for paragraph in map(squeeze, paragraphs):
        parts, end = _find(paragraph, lines, start)
        found.append(parts)
        start = end if parts else start
    return found


def _find(paragraph: str, lines: Sequence[str], start: int) -> tuple[list[str], int]:
    for first in range(start, len(lines)):
        if len(lines[first]) > 1 and paragraph.startswith(lines[first]):
            parts, done, last = [], 0, first
            for index in range(first, len(lines)):
                if index - last > _LOOK_AHEAD or done == len(paragraph):
                    break
                if paragraph.startswith(lines[index], done):
                    parts.append(lines[index])
                    done, last = done + len(lines[index]), index
            if done == len(paragraph):
                return parts, last + 1
    return [], start


def agreement(paragraphs: Iterable[str], ours: Path, theirs: Path) -> Agreement:
    """Return how far two PDFs break paragraphs alike."""
    texts = list(paragraphs)
    lines = alike = 0
    different = []
    for left, right in zip(broken(texts, pdf_lines(ours)), broken(texts, pdf_lines(theirs)), strict=True):
        if len(left) < 2 or not right:
            continue
        ends = [_ends(parts) for parts in (left, right)]
        lines += len(ends[0])
        alike += len(ends[0] & ends[1])
        if ends[0] != ends[1]:
            different.append((left, right))
    return Agreement(lines, alike, different)


def _ends(parts: Sequence[str]) -> set[int]:
    """Return after how many characters the lines of a paragraph end, without the last."""
    ends, length = set(), 0
    for part in parts[:-1]:
        length += len(part)
        ends.add(length)
    return ends
