"""Lines that hold several elements → a line for each: a body that begins behind its addressees, a number beside the
title, two rows of copies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jzdocs.patterns import compiled
from jzdocs.source.document_kinds import names_kind
from jzdocs.source.drafts.addressees import is_addressees
from jzdocs.source.drafts.endings import COPY
from jzdocs.source.drafts.forms import compact, flat, head_parts, is_date, is_office, number_ends, parts_by_blanks
from jzdocs.source.lines import Line
from jzdocs.source.marked_text import MarkedText, found_again
from jzdocs.source.pieces import PLACEHOLDER, Piece

_HEAD_LINES = 30
_MAX_NAMES = 60  # characters of addressees that the text begins behind
_BEGINS = compiled(
    r"你|贵|现|为|根据|按照|经|近|当前|我|收悉|来|关于|《|兹|依|鉴于|随|自|据|今|最近|目前|\d{1,4}\s*[年月]|全|因|由于|遵照|在"
)
_MARKING = ("number", "secrecy", "urgency", "copy", "signer")
_BEHIND_TEXT = compiled(r"(?<=[。！])(?:\s{2,}|\u3000+|\t+)(?=附\s*件?\s*[：:])")
_BLANKS_BEHIND_TEXT = compiled(r"(?<=[。！])(?:\s{4,}|\u3000{2,}\s*)")
_BESIDE_COPIES = compiled(r"(?<=[。；;\s])\s*(?=(?:抄\s*送|抄\s*报|主\s*送|分\s*送)(?:机关|单位)?\s*[：:])")
_REMARK_BEHIND = compiled(r"(?:\s{2,}|\u3000+|\t+)(?=[（(](?:此件|此文|联系)[^（）()]*[）)]$)")


def divided(lines: Sequence[Line | Piece]) -> list[Line | Piece]:
    """Return the lines, those that hold several elements of an official document divided; each part has its place."""
    out: list[Line | Piece] = []
    count, addressed = 0, False
    for line in lines:
        if not _is_text(line):
            out.append(line)
            continue
        count += 1
        places: list[int] = []
        if not addressed and count <= _HEAD_LINES:
            end = _addressees_end(line.text)
            places += [end] if end else _above(line.text)
            addressed = bool(end) or _is_addressed(line.text) or "。" in line.text
        out += _parts(line, sorted({*places, *_below(line.text)}))
    return out


def _is_text(line: Line | Piece) -> bool:
    if isinstance(line, Piece) and line.role not in ("text", "title", "subtitle"):
        return False
    return bool(line.text) and line.text[0] != PLACEHOLDER


def _is_addressed(text: str) -> bool:
    return text[-1] in "：:" and is_addressees(text[:-1])


def _addressees_end(text: str) -> int:
    """Return where the body begins on a line that begins with addressees and their colon; 0 where none does."""
    colon = re.search(r"[：:]", text[: _MAX_NAMES + 1])
    if colon is None or colon.start() < 2:
        return 0
    names, rest = text[: colon.start()], text[colon.end() :]
    body = rest.lstrip()
    if len(body) < 12 or not re.search(r"[。，,；：:]", body) or not _BEGINS.match(body) or not is_addressees(names):
        return 0
    return len(text) - len(body)


def _above(text: str) -> list[int]:
    """Return where a line above the text is divided: beside a number, 密级 or the like stand words of title or head."""
    if re.search(r"[。！？]", text) or head_parts(text):
        return []
    parts = parts_by_blanks(text)
    roles = [head_parts(part.text) for part in parts]
    if len(parts) > 1 and any(part.role in _MARKING for role in roles for part in role):
        return _joined_places(text, [part.start for part in parts], roles)
    end = number_ends(text)
    rest = text[end:].strip()
    if end and rest and text[end].isspace() and "关于" in rest and names_kind(compact(rest)):
        return [len(text) - len(text[end:].lstrip())]
    mark = re.match(r"\S{3,40}文\s*件(?:\s+|(?=\S{2,12}[〔\[［（(【]))", text)
    if mark and number_ends(text[mark.end() :]):
        return [mark.end()]
    return []


def _joined_places(text: str, starts: Sequence[int], roles: Sequence[Sequence[object]]) -> list[int]:
    """Return the beginnings of parts, those of one kind (several lines of a title) on a line of their own."""
    return [
        start
        for start, role, before in zip(starts[1:], roles[1:], roles[:-1], strict=True)
        if bool(role) != bool(before) or not role
    ]


def _below(text: str) -> Iterator[int]:
    """Yield where a line below the text is divided."""
    if match := _BEHIND_TEXT.search(text):
        yield match.end()
    if (match := _BLANKS_BEHIND_TEXT.search(text)) and _is_signature(text[match.end() :]):
        yield match.end()
    if COPY.match(text):
        for match in _BESIDE_COPIES.finditer(text, 4):
            yield match.end()
    if (match := _REMARK_BEHIND.search(text)) and _is_signature(text[: match.start()]):
        yield match.end()


def _is_signature(text: str) -> bool:
    return all(is_office(part.text) or is_date(flat(part.text)) for part in parts_by_blanks(text))


def _parts(line: Line | Piece, places: Sequence[int]) -> Iterator[Line | Piece]:
    starts = [0, *(place for place in places if 0 < place < len(line.text))]
    if len(starts) == 1:
        yield line
        return
    for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
        text = line.text[start:end].rstrip()
        if isinstance(line, Line):
            yield replace(line, text=text, column=line.column + start)
        else:
            marks = found_again(text, [MarkedText(line.text, line.marks)], start)
            yield replace(line, text=text, column=line.column + start, marks=marks)
