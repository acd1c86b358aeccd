"""The elements of an official document in a plain text: 主送机关, 附件说明, 署名, 成文日期, 附注 (GB/T 9704-2012, 7.3).

They are looked for only where a document number (发文字号) shows that the text is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from jzdocs.messages.message import message
from jzdocs.source.dates import is_date, iso_date
from jzdocs.source.lines import Line, unspaced
from jzdocs.source.pieces import Block, Piece

_MAX_ADDRESSEES = 200
_ATTACHMENTS = re.compile(r"^附件\s*[：:]\s*(?=\S)")
_ITEM = re.compile(r"^\d{1,2}[.．、]\s*(?!\d)")
_REMARK = re.compile(r"^[（(](.{2,60})[）)]$")
_MIN_OFFICE = 4  # characters
_SHORT_FORM = 4  # characters that an office's short form may lack: 国家, 人民


def official_elements(opening: Sequence[Piece], blocks: Sequence[Block]) -> tuple[list[Piece], list[Block]]:
    """Return the opening with what the signature adds to it, and the blocks, in which an element is a block whose
    `piece` says what it is."""
    if not any(piece.role == "number" for piece in opening):
        return list(opening), list(blocks)
    out = list(blocks)
    _mark_addressees(out)
    signed = _signature(opening, out)
    if signed is None:
        return list(opening), out
    first, date = signed
    _mark_attachments(out, first)
    signature = replace(out[first], piece=_piece("signed", out[first].text, out[first].lines[0], "sign.office"))
    behind = date + 1
    remarks: list[Block] = []
    if behind < len(out) and out[behind].alone and (match := _REMARK.match(out[behind].text)):
        remark = _piece("remark", match[1], out[behind].lines[0], "sign.remark")
        remarks = [replace(out[behind], piece=remark, plain=True)]
        behind += 1
    signed_opening = _with_signature(opening, out[first:date], out[date].lines[0])
    return signed_opening, [*out[:first], signature, *remarks, *out[behind:]]


def _with_signature(opening: Sequence[Piece], names: Sequence[Block], date: Line) -> list[Piece]:
    """Return the pieces of an opening with the names as issuers, and with the date."""
    issuers = [name for block in names for name in _names(block.lines[0])]
    pieces = [p for p in opening if p.role != "issuer" or not issuers] + issuers
    if not any(p.role == "date" for p in pieces):
        pieces.append(_piece("date", iso_date(date.text), date, "sign.date_alone"))
    return pieces


def _piece(role: str, text: str, line: Line, sign: str) -> Piece:
    return Piece(role, text, line.number, column=line.column, sign=message(sign))  # type: ignore[arg-type]


def _names(line: Line) -> list[Piece]:
    """Return the names that a line of a signature holds: several offices, or an office or person."""
    parts = re.split(r"[ \u3000]+", line.text)
    several = all(len(part) >= _MIN_OFFICE for part in parts)
    return [_piece("issuer", name, line, "sign.office") for name in (parts if several else [unspaced(line.text)])]


def _mark_addressees(blocks: list[Block]) -> None:
    """Mark 主送机关: the first line of the text, which ends with a colon."""
    place = next((i for i, block in enumerate(blocks) if not block.plain), None)
    if place is None or not blocks[place].alone:
        return
    line = blocks[place].lines[0]
    if line.text[-1] in "：:" and len(line.text) <= _MAX_ADDRESSEES and not re.search(r"[。；！？]", line.text):
        piece = _piece("to", line.text[:-1], line, "sign.addressees")
        blocks[place] = replace(blocks[place], piece=piece, plain=True)


def _signature(opening: Sequence[Piece], blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Return the first line of the signature and its date; None where the text has none, or where others sign than the
    red head names."""
    date = next((i for i, b in enumerate(blocks) if b.plain and b.piece is None and b.alone and is_date(b.text)), None)
    if date is None:
        return None
    first = date
    while first > 0 and blocks[first - 1].plain and blocks[first - 1].piece is None and blocks[first - 1].alone:
        first -= 1
    issuers = [p.text for p in opening if p.role == "issuer"]
    names = [name.text for block in blocks[first:date] for name in _names(block.lines[0])]
    if issuers and (len(names) != len(issuers) or not all(map(_same_office, names, issuers))):
        return None
    return (first, date) if names or issuers else None


def _same_office(name: str, other: str) -> bool:
    """Return whether two names are of one office, one of them perhaps its short form."""
    short, long = sorted((name, other), key=len)
    letters = iter(long)
    return len(long) - len(short) <= _SHORT_FORM and all(char in letters for char in short)


def _mark_attachments(blocks: list[Block], end: int) -> None:
    """Mark the list of attachments above the signature."""
    start = next((i for i in range(end - 1, max(-1, end - 12), -1) if _ATTACHMENTS.match(blocks[i].text)), None)
    if start is None:
        return
    for index in range(start, end):
        block = blocks[index]
        text = _ITEM.sub("", _ATTACHMENTS.sub("", block.text))
        listed = index == start or _ITEM.match(block.text)
        if not block.alone or not listed or not text:
            return
        piece = _piece("attachment", text, block.lines[0], "sign.attachments")
        blocks[index] = replace(block, piece=piece, plain=True)
