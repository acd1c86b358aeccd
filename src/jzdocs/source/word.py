"""A Word file → its structure: headings by style where there are any, else by form; tables, lists, notes, pictures.
What is left out is reported.

A place in a Word file is the number of the paragraph (from 1, those of tables counted), given as the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.source.drafts.official_tables import with_official_rows
from jzdocs.source.drafts.styled import official_pieces
from jzdocs.source.heading_numbers import is_counted
from jzdocs.source.headings import is_marked
from jzdocs.source.lines import Line
from jzdocs.source.marked_text import MarkedText, found_again
from jzdocs.source.official_front import is_official
from jzdocs.source.pieces import PLACEHOLDER, Mark, Marks, Piece, Role
from jzdocs.source.plain import read_plain, split_leads
from jzdocs.source.word_body import BOLD, BodyReader
from jzdocs.source.word_captions import with_captions
from jzdocs.source.word_findings import Findings
from jzdocs.source.word_package import open_package

_FRONT = ("title", "subtitle", "date", "issuer", "number")


def read_word(data: bytes, shown: str, report: Report, *, official: bool = False) -> list[Piece]:
    """Return the pieces of a Word file, which with `official` is that of an official document. Raises DocumentError
    where it is damaged, or too large when unpacked."""
    package = open_package(data, shown)
    findings = Findings(shown, report)
    reader = BodyReader.of(package, findings)
    lines = with_captions(reader.read())
    if _only_title_is_styled(lines):
        lines = [replace(line, role="title", level=0) if line.role == "heading" else line for line in lines]
    if any(line.role == "heading" for line in lines):
        pieces = (
            official_pieces(with_official_rows(lines), shown, report, official=True) if official else []
        ) or _first_title(_with_opening(lines, reader.centred))
        pieces = list(_with_leads(pieces))
    else:
        pieces = _first_title(_official_by_form(lines, shown, report, official=official))
    pieces = _with_all_notes(_behind_typed(pieces, reader.notes()), findings)
    reader.report_headers("".join(line.text for line in lines))
    findings.finish()
    return pieces


def _only_title_is_styled(lines: Sequence[Piece]) -> bool:
    """Return whether the one heading that a style tells is the title: it stands above all numbered headings that are
    typed as text."""
    styled = [index for index, line in enumerate(lines) if line.role == "heading"]
    if len(styled) != 1 or is_counted(lines[styled[0]].text) or any(line.role == "title" for line in lines):
        return False
    typed = [index for index, line in enumerate(lines) if line.role == "text" and _is_typed_heading(line.text)]
    return len(typed) >= _FEWEST_TYPED and styled[0] < typed[0]


_FEWEST_TYPED = 2


def _is_typed_heading(text: str) -> bool:
    return is_counted(text) and is_marked(text) and len(text) <= _LONGEST_TITLE and text[-1] not in "。；：:;，"


def _official_by_form(lines: Sequence[Piece], shown: str, report: Report, *, official: bool) -> list[Piece]:
    """Return the pieces of a file whose headings no style tells: those of an official document where it is `official`
    or, read without the title that a style tells, shows that it is; else those around that title."""
    drafted = _typed_ordinals([_untitled(line) for line in with_official_rows(lines)])
    if official:
        return _by_form(drafted, shown, report, official=True)
    if any(line.role == "title" for line in lines):
        found = Report()
        pieces = _by_form(drafted, shown, found, official=False)
        if is_official(pieces):
            report.found += found.found
            return pieces
    return _by_form(_typed_ordinals(_first_title(lines)), shown, report, official=False)


def _untitled(line: Piece) -> Piece:
    """Return a piece, one that a style calls a title as text: the elements of an official document tell what it is."""
    return replace(line, role="text") if line.role in ("title", "subtitle") else line


# --- by style


def _with_opening(lines: list[Piece], centred: set[int]) -> list[Piece]:
    """Return the pieces with a title that no style tells but that stands in the middle of a line above the first
    heading: it, and what belongs to it, are read by their form."""
    head = [*takewhile(lambda line: line.role == "text", lines[:_LONGEST_OPENING])]
    if any(line.role == "title" for line in lines) or not any(line.line in centred for line in head):
        return lines
    numbered_lines = [replace(line, line=index) for index, line in enumerate([*head, *_BELOW], 1)]
    found = _by_form(numbered_lines, "", Report(), official=False)
    front = [piece for piece in found if piece.role in _FRONT]
    title = next((piece for piece in front if piece.role == "title"), None)
    if title is None or head[title.line - 1].line not in centred:
        return lines
    rest = {piece.line for piece in found if piece.role not in _FRONT}
    placed = [replace(piece, line=head[piece.line - 1].line) for piece in front]
    return [*placed, *(line for index, line in enumerate(head, 1) if index in rest), *lines[len(head) :]]


_LONGEST_OPENING = 8
# what stands below an opening, so that it is read as one
_BELOW = [Piece("text", "各单位要认真落实，明确责任，细化措施，按照时间节点完成工作，确保取得实效。", 0)] * 2


def _first_title(lines: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with one title and one subtitle, those that a style tells before others."""
    return _only_one(_only_one(lines, "title"), "subtitle")


def _only_one(lines: Sequence[Piece], role: Role) -> list[Piece]:
    """Return the pieces with one of a role: short lines of the role that follow it are its own, later ones are text."""
    found = [line for line in lines if line.role == role]
    first = next((line for line in found if _is_styled(line)), found[0] if found else None)
    pieces: list[Piece] = []
    goes_on = False
    for line in lines:
        if line.role != role or line is first:
            goes_on = line is first
            pieces.append(line)
        elif goes_on and _fits(pieces[-1], line):
            pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text} {line.text}")
        else:
            goes_on = False
            pieces.append(Piece("text", line.text, line.line, column=line.column, marks=line.marks))
    return pieces


def _fits(above: Piece, line: Piece) -> bool:
    """Return whether a line may be the next of a title of several lines."""
    return len(above.text) + len(line.text) <= _LONGEST_TITLE and line.text[-1:] not in "。；："


_LONGEST_TITLE = 60


def _is_styled(piece: Piece) -> bool:
    return piece.sign is not None and piece.sign.key == "sign.style"


def _with_leads(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, with paragraphs divided where run-in headings begin."""
    for piece in pieces:
        if piece.role != "text":
            yield piece
            continue
        for part in split_leads(Line(piece.text, piece.line, piece.column)):
            yield _with_marks(part, [MarkedText(piece.text, piece.marks)], part.column - piece.column)


def _with_marks(piece: Piece, lines: Sequence[MarkedText], column: int) -> Piece:
    """Return a piece that was taken from `lines` at `column` (from 0) with the marks that they have there."""
    return replace(piece, marks=found_again(piece.text, lines, column)) if piece.text else piece


# --- by form


def _typed_ordinals(lines: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with numbers that Word counts as if they were typed, where other text stands between those of
    one depth: such numbers are those of headings, not of a list."""
    listed = {(line.list_id, line.level) for before, line in pairwise(lines) if line.role == before.role == "bullet"}
    return [
        _typed(line)
        if line.role == "bullet" and line.ordinal > 0 and (line.list_id, line.level) not in listed
        else line
        for line in lines
    ]


def _typed(item: Piece) -> Piece:
    number = f"{item.ordinal}."
    moved = tuple(replace(m, start=m.start + len(number), end=m.end + len(number)) for m in item.marks)
    return Piece("text", number + item.text, item.line, marks=(Mark(0, len(number), "literal"), *moved))


def _by_form(lines: list[Piece], shown: str, report: Report, *, official: bool) -> list[Piece]:
    """Return the pieces with headings recognised by their form.

    The text is read as a whole, with placeholders for tables, lists and titles, which are put back afterwards; pictures
    are put behind the paragraph that they interrupt.
    """
    pictures = [(index, line) for index, line in enumerate(lines) if line.role == "picture"]
    places = [index - done for done, (index, _) in enumerate(pictures)]  # among the other lines
    lines = [line for line in lines if line.role != "picture"]
    indents = [_indent(lines, index) if official else 0 for index in range(len(lines))]
    text = "\n\n".join(
        " " * indents[index] + line.text if line.role == "text" else f"{PLACEHOLDER}{index}"
        for index, line in enumerate(lines)
    )
    marked = [MarkedText(line.text if line.role == "text" else "", line.marks) for line in lines]
    text_report = Report()
    pieces: list[Piece] = []
    waiting = list(zip(places, (picture for _, picture in pictures), strict=True))
    for piece in read_plain(text, shown, text_report, official=official):
        mark = re.fullmatch(rf"{PLACEHOLDER}(\d+)", piece.text)
        # every paragraph takes two lines of the joined text
        index = int(mark[1]) if mark else (piece.line - 1) // 2
        line = lines[index]
        piece = replace(piece, column=max(1, piece.column - indents[index]))
        while waiting and waiting[0][0] <= index and piece.role in _IN_PLACE:
            pieces.append(waiting.pop(0)[1])
        if mark:
            pieces.append(line)
            continue
        piece = _with_marks(piece, marked[index : index + _JOINED_AT_MOST], piece.column - 1)
        column = line.column + piece.column - 1
        pieces.append(replace(piece, line=line.line, column=column, sign=piece.sign or line.sign))
    pieces += (picture for _, picture in waiting)
    for finding in text_report.found:
        line = lines[(finding.location.line - 1) // 2]
        report.found.append(replace(finding, location=replace(finding.location, line=line.line)))
    return _bold_headings(pieces)


# what is printed where it stands: other pieces are of the front matter, or notes
_IN_PLACE = ("text", "lead", "part", "heading", "bullet", "table", "formula", "attachment", "signed", "appendix")


def _indent(lines: Sequence[Piece], index: int) -> int:
    """Return how many blanks a paragraph begins with, which tell who signs; 0 for the further lines of one."""
    line = lines[index]
    first = index == 0 or lines[index - 1].line != line.line
    return line.column - 1 if first and line.role == "text" else 0


_JOINED_AT_MOST = 200  # lines of a hard-wrapped text that make one paragraph


def _bold_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with short bold lines that have no other sign as headings, below the heading before them."""
    out: list[Piece] = []
    level = 0
    last: Piece | None = None
    for piece in pieces:
        if piece.role == "heading":
            level = piece.level
        elif piece.role == "text" and piece.sign == BOLD:
            beside = last is not None and last.sign == BOLD
            piece = replace(piece, role="heading", level=last.level if last and beside else min(4, level + 1))
        if piece.role == "heading":
            last = piece
        out.append(piece)
    return out


# --- notes


def _behind_typed(pieces: Sequence[Piece], notes: Sequence[Piece]) -> list[Piece]:
    """Return the pieces and the notes of Word, whose numbers come behind those of notes that were typed (［3］)."""
    typed = max((piece.level for piece in pieces if piece.role == "note"), default=0)
    if not typed:
        return [*pieces, *notes]

    def moved(marks: Marks) -> Marks:
        return tuple(
            replace(mark, value=str(int(mark.value) + typed)) if mark.kind == "note" else mark for mark in marks
        )

    out = [
        replace(
            piece,
            marks=moved(piece.marks),
            cells=tuple(tuple(replace(cell, marks=moved(cell.marks)) for cell in row) for row in piece.cells),
        )
        for piece in [*pieces, *notes]
    ]
    count = len(pieces)
    renumbered = (replace(note, level=note.level + typed, ordinal=note.ordinal + typed) for note in out[count:])
    return [*out[:count], *renumbered]


def _with_all_notes(pieces: list[Piece], findings: Findings) -> list[Piece]:
    """Return the pieces with notes that no text refers to any more (that of a title) as text at the end."""
    referred = {
        mark.value
        for piece in pieces
        if piece.role not in _FRONT
        for marks in (piece.marks, *(cell.marks for row in piece.cells for cell in row))
        for mark in marks
        if mark.kind == "note"
    }
    out: list[Piece] = []
    for piece in pieces:
        if piece.role == "note" and piece.ordinal and str(piece.ordinal) not in referred:
            findings.number = piece.line
            findings.warn("S092")
            piece = Piece("text", piece.text, piece.line, marks=piece.marks)
        out.append(piece)
    return out
