"""Footnotes of a plain text: marks like ［24］, [3] or ① in it, and the notes that begin with them, mostly at the
end."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from jzdocs.errors import Location, Report
from jzdocs.messages.message import message
from jzdocs.patterns import compiled
from jzdocs.source.pieces import Block, Piece

MARK = compiled(r"[［\[](\d{1,3})[］\]]|([①-⑳])")
_OPENS = compiled(r"^(?:[［\[](\d{1,3})[］\]]|([①-⑳]))\s*(?=\S)")
_TITLE = compiled(r"^(?:注|注释|附注|脚注|名词解释|名词注释)[：:]?$")
_TERM = compiled(r"[：:]$")
_MAX_TERM = 60


def with_plain_notes(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, those of notes as plain text; a note whose text stands on the next line is one block."""
    first = _first_note(blocks)
    if first is None:
        return list(blocks)
    out: list[Block] = list(blocks[:first])
    index = first
    while index < len(blocks):
        block = blocks[index]
        if block.table is not None or not _OPENS.match(block.text):
            break
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.alone and _is_term(block.text) and following is not None and _is_definition(following):
            line = block.lines[0]
            block = replace(block, lines=(replace(line, text=line.text + following.text),))
            index += 1
        out.append(replace(block, plain=True))
        index += 1
    return [*out, *blocks[index:]]


def _first_note(blocks: Sequence[Block]) -> int | None:
    """Return the first block of the notes: where blocks begin with marks, below a title (注释) or counted from one;
    None without them."""
    opening = [i for i, b in enumerate(blocks) if b.table is None and _OPENS.match(b.text)]
    for index in opening:
        titled = index > 0 and bool(_TITLE.match(blocks[index - 1].text))
        value = _number_of(blocks[index].text)
        succession = any(_number_of(blocks[i].text) == value + 1 for i in (index + 1, index + 2) if i < len(blocks))
        if titled or (succession and value == 1):
            return index
    return None


def _is_term(text: str) -> bool:
    return len(text) <= _MAX_TERM and bool(_TERM.search(text))


def _is_definition(block: Block) -> bool:
    return block.alone and not _OPENS.match(block.text)


def with_notes(pieces: Sequence[Piece], shown: str, report: Report) -> list[Piece]:
    """Return the pieces with the notes turned into notes: those at the end of the text, or below the title 注释, which
    is reported where nothing is left below it.

    A paragraph whose mark does not occur in the text stays a paragraph; so does one whose mark another note has.
    """
    span = _span(pieces)
    if span is None:
        return list(pieces)
    start, end = span
    before, notes, behind = pieces[:start], pieces[start:end], pieces[end:]
    marked = {mark for p in [*before, *behind] if p.role in ("text", "bullet") for mark in marks(p.text)}
    out: list[Piece] = []
    used: set[int] = set()
    for piece in notes:
        number = _number_of(piece.text)
        out.append(_note(piece) if number in marked and number not in used else piece)
        used.add(number)
    titled = bool(before) and before[-1].role in ("text", "heading") and bool(_TITLE.match(before[-1].text))
    if titled and all(piece.role == "note" for piece in out):
        report.warn(Location(shown, before[-1].line, 1), "S065", text=before[-1].text)
        before = before[:-1]
    return [*before, *out, *behind]


def _span(pieces: Sequence[Piece]) -> tuple[int, int] | None:
    """Return the first note and what follows the last; None without notes."""
    runs: list[tuple[int, int]] = []
    index = 0
    while index < len(pieces):
        end = index
        behind_lead = end > 0 and pieces[end - 1].role == "lead"
        while end < len(pieces) and pieces[end].role == "text" and _OPENS.match(pieces[end].text) and not behind_lead:
            end += 1
        if end > index:
            runs.append((index, end))
        index = max(end, index + 1)
    for start, end in reversed(runs):
        titled = start > 0 and bool(_TITLE.match(pieces[start - 1].text))
        if titled or end == len(pieces) or (end - start >= 3 and start > len(pieces) // 3):
            return start, end
    return None


def marks(text: str) -> list[int]:
    """Return the numbers of the marks in a text."""
    return [_number(m[1] or "", m[2] or "") for m in MARK.finditer(text)]


def _number_of(text: str) -> int:
    """Return the number that a note begins with; 0 where a text is no note."""
    match = _OPENS.match(text)
    return _number(match[1] or "", match[2] or "") if match else 0


def _number(digits: str, circled: str) -> int:
    return int(digits) if digits else ord(circled) - 0x2460 + 1


def _note(piece: Piece) -> Piece:
    return replace(
        piece,
        role="note",
        level=_number_of(piece.text),
        text=_OPENS.sub("", piece.text),
        sign=message("sign.note_mark"),
    )
