"""Paragraphs whose look is known (from a PDF or a saved web page) → the structure that their form shows.

They are read as plain text is, with placeholders for what is no text. A paragraph that looks like a heading (`sign`
BOLD or LARGE; `level` is then its rank by size, 1 for the largest, 0 where only boldness shows it) is one, on the level
of the numbered headings that look the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.messages.message import message
from jzdocs.patterns import compiled
from jzdocs.source.lines import Line
from jzdocs.source.pieces import PLACEHOLDER, Mark, Piece
from jzdocs.source.plain import read_plain, split_leads

BOLD = message("sign.bold_line")
LARGE = message("sign.large_line")
_GUESSED = (message("sign.short_line"), message("sign.short_sentence"))
_TITLE_SIGNS = (LARGE, message("sign.web_title"))  # of titles that their look shows
_MAX_LEVEL = 4


def recognised(lines: Sequence[Piece], shown: str, report: Report, *, official: bool = False) -> list[Piece]:
    """Return the pieces of paragraphs, with headings, an opening and run-in headings recognised by their form.

    With `official` they are those of an official document, whose title is known by its place among other elements.
    """
    if official:
        lines = [replace(line, role="text") if line.role == "title" else line for line in lines]
    title = next((i for i, line in enumerate(lines) if line.role == "title"), 0)
    above = 0 if any(_NUMBER_LINE.search(line.text) for line in lines[:title]) else title
    pieces = [(line, line) for line in lines[:above]]  # what stands above a title is no title
    pieces += _by_form(lines[above:], shown, report, official=official)
    found = [replace(p, text=re.sub(r"\t+", " ", p.text)) if "\t" in p.text else p for p in _with_headings(pieces)]
    return _with_single_opening(found)


_NUMBER_LINE = compiled(r"[〔\[［【(（]\s*\d{4}\s*[〕\]］】)）]\s*(?:第\s*)?\d+\s*号\s*$")


def _by_form(lines: Sequence[Piece], shown: str, report: Report, *, official: bool) -> list[tuple[Piece, Piece]]:
    """Return the pieces that plain text has, each with the paragraph that it comes from."""
    if not lines:
        return []
    text = "\n\n".join(
        line.text if line.role == "text" else f"{PLACEHOLDER}{index}" for index, line in enumerate(lines)
    )
    text_report = Report()
    pieces: list[tuple[Piece, Piece]] = []
    for piece in read_plain(text, shown, text_report, official=official):
        placed = re.fullmatch(rf"{PLACEHOLDER}(\d+)", piece.text)
        line = lines[int(placed[1]) if placed else min((piece.line - 1) // 2, len(lines) - 1)]
        pieces.append((line if placed else _placed(piece, line), line))
    for finding in text_report.found:
        line = lines[max(0, min((finding.location.line - 1) // 2, len(lines) - 1))]
        report.add(replace(finding, location=replace(finding.location, line=line.line, column=0)))
    return pieces


def _with_single_opening(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with a title, subtitle, date and number of which there is one each: others are text."""
    explicit = any(p.role == "title" and p.sign in _TITLE_SIGNS for p in pieces)
    seen: set[str] = set()
    out = []
    for piece in pieces:
        if piece.role in ("title", "subtitle", "date", "number"):
            guessed = piece.role == "title" and explicit and piece.sign not in _TITLE_SIGNS
            if piece.role in seen or guessed:
                piece = replace(piece, role="text")
            else:
                seen.add(piece.role)
        out.append(piece)
    return out


def with_leads(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, with paragraphs divided where run-in headings begin."""
    for piece in pieces:
        if piece.role == "text":
            for part in split_leads(Line(piece.text, piece.line, piece.column)):
                yield _placed(replace(part, line=1, column=part.column - piece.column + 1), piece)
        else:
            yield piece


def _placed(piece: Piece, line: Piece) -> Piece:
    """Return a piece with the place of the paragraph that it comes from, and with its marks as far as its text is the
    same."""
    start = piece.column - 1
    marks: tuple[Mark, ...] = ()
    if piece.role != "heading" and line.text[start : start + len(piece.text)] == piece.text:
        end = start + len(piece.text)
        marks = tuple(
            replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
            for mark in line.marks
            if mark.start < end and mark.end > start
        )
    column = line.column + start if piece.role != "table" else line.column
    return replace(piece, line=line.line, column=column, marks=marks, sign=piece.sign or line.sign)


def _with_headings(pieces: Sequence[tuple[Piece, Piece]]) -> list[Piece]:
    """Return the pieces, with paragraphs that look like headings as such, on the level of those that look the same."""
    levels = _levels(pieces)
    out: list[Piece] = []
    level = 0
    for piece, line in pieces:
        guessed = piece.role == "heading" and piece.sign in _GUESSED
        looks = line.sign in (BOLD, LARGE) and (piece.role == "text" or guessed) and line.role == "text"
        if guessed and "\t" in line.text:  # columns of some kind
            piece = replace(piece, role="text", level=0, sign=None)
        elif looks and piece.text == line.text:
            if line.level in levels:
                found = min(levels[line.level], level + 1, _MAX_LEVEL)
            elif out and out[-1].role == "heading" and out[-1].sign == line.sign:
                found = out[-1].level
            else:
                found = next((p.level for p in reversed(out) if p.role == "heading" and p.sign == line.sign), 0)
                found = found or min(_MAX_LEVEL, level + 1)
            piece = replace(piece, role="heading", level=max(1, found), sign=line.sign, marks=())
        if piece.role == "heading":
            level = piece.level
        out.append(piece)
    return out


def _levels(pieces: Sequence[tuple[Piece, Piece]]) -> dict[int, int]:
    """Return the level of each rank: that of most numbered headings of the rank, else the rank among those present."""
    votes: dict[int, Counter[int]] = {}
    ranks = {line.level for _, line in pieces if line.sign in (BOLD, LARGE) and line.level}
    for piece, line in pieces:
        if piece.role == "heading" and piece.sign not in _GUESSED and line.level:
            votes.setdefault(line.level, Counter())[piece.level] += 1
    levels: dict[int, int] = {}
    for rank in sorted(ranks):
        above = max((level for other, level in levels.items() if other < rank), default=0)
        levels[rank] = votes[rank].most_common(1)[0][0] if rank in votes else above + 1
    return levels
