"""Footnotes of a PDF: small lines at the foot of a page that begin with a mark which a line above bears too, raised or
circled."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.messages.message import message
from jzdocs.patterns import compiled
from jzdocs.source.emphasis import is_cjk
from jzdocs.source.pdf_lines import LINES_A_PAGE, PdfLine
from jzdocs.source.pdf_page import Page
from jzdocs.source.pieces import Piece

_SMALLER = 0.93  # times the size of the text
_OPENS = compiled(r"([①-⑳]|[⁰¹²³⁴-⁹]{1,3}|[［\[]\d{1,3}[］\]]|\d{1,3}(?=[\s\u4e00-\u9fff“《]))\s*(?=\S)")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Note(Struct):
    """A footnote: its number in the document, its text, and where it begins."""

    number: int
    text: str
    line: PdfLine


class Notes(Struct):
    """The footnotes of a document, and the lines of its pages without them, whose marks are ［1］, ［2］ …"""

    lines: list[list[PdfLine]]
    found: list[Note]

    def pieces(self) -> list[Piece]:
        """Return the footnotes as pieces."""
        sign = message("sign.note_mark")
        return [
            Piece("note", n.text, n.line.page * LINES_A_PAGE + n.line.number, n.number, sign=sign) for n in self.found
        ]


def find_notes(pages: Sequence[Page], lines: Sequence[list[PdfLine]], size: float) -> Notes:
    """Return the footnotes of a document whose text has the size `size` in points."""
    found: list[Note] = []
    out: list[list[PdfLine]] = []
    for page, page_lines in zip(pages, lines, strict=True):
        body, foot = _foot(page, page_lines, size)
        entries = _entries(foot)
        marked = list(body)
        notes: list[Note] = []
        for mark, text, line in entries:
            number = len(found) + len(notes) + 1
            place = next((i for i, above in enumerate(marked) if _marked(above.text, mark, number)), None)
            if place is None:
                break
            marked[place] = replace(marked[place], text=_marked(marked[place].text, mark, number) or "")
            notes.append(Note(number, text, line))
        if entries and len(notes) == len(entries):
            found += notes
            out.append(marked)
        else:
            out.append(list(page_lines))
    return Notes(out, found)


def _foot(page: Page, lines: Sequence[PdfLine], size: float) -> tuple[list[PdfLine], list[PdfLine]]:
    """Return the lines of a page, and those at its foot that may be notes: small ones below all others, the first with
    a mark."""
    start = len(lines)
    while start and lines[start - 1].size <= _SMALLER * size and lines[start - 1].y < 0.6 * page.height:
        start -= 1
    while start < len(lines) and not _OPENS.match(lines[start].text):
        start += 1
    return list(lines[:start]), list(lines[start:])


def _entries(foot: Sequence[PdfLine]) -> list[tuple[str, str, PdfLine]]:
    """Return mark, text and first line of each note."""
    entries: list[tuple[str, str, PdfLine]] = []
    for line in foot:
        match = _OPENS.match(line.text)
        if match:
            entries.append((match[1], line.text[match.end() :], line))
        elif entries:
            mark, text, first = entries[-1]
            between = "" if is_cjk(text[-1]) or is_cjk(line.text[0]) else " "
            entries[-1] = (mark, text + between + line.text, first)
    return entries


def _marked(text: str, mark: str, number: int) -> str | None:
    """Return a line with ［number］ in the place of a note's mark; None where it does not bear it."""
    bare = mark.translate(_DIGITS).strip("［[］]")
    forms = [re.escape(mark)] if not bare.isdigit() else [re.escape(bare.translate(_RAISED)), rf"[［\[]{bare}[］\]]"]
    for form in forms:
        # not the power of a unit or a number: km², 10³
        pattern = rf"(?<![0-9a-zA-Z⁰¹²³⁴-⁹]){form}(?![⁰¹²³⁴-⁹])"
        if match := re.search(pattern, text):
            return f"{text[: match.start()]}［{number}］{text[match.end() :]}"
    return None
