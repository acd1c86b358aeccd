"""A draft of an official document in Markdown, as people paste it → pieces, as of any other file that is read by form.

Headings, bold lines and list items of one line become lines with a look; what holds more than bold and italic words
(tables, code, links, pictures) is taken over as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.patterns import compiled
from jzdocs.source.by_form import BOLD, LARGE, recognised
from jzdocs.source.cleaning import cleaned
from jzdocs.source.official_front import is_official
from jzdocs.source.pieces import Mark, Piece

_HEADING = compiled(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_BREAK = compiled(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTED = compiled(r"^ {0,1}>(?: ?(?=\S)|[ \t]*$)")
_FENCE = compiled(r" {0,3}(`{3,}|~{3,})")
_ITEM = compiled(r" {0,3}(?:(?P<bullet>[-*+])|(?P<number>\d{1,9})[.)])[ \t]+(?=\S)")
_OWN_NUMBER = compiled(r"[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、]")
_RAW = compiled(r" {0,3}(?:\||>|<[A-Za-z!/]|\$\$|\[\^)|\t| {4,}\S*[`|]")
_MARKUP = compiled(r"\]\(|!\[|\[\^|`|</?[A-Za-z][^>]*>|\$[^$\s]|~~|==|\{[#.]")
_EMPHASIS = compiled(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<!\*)\*(?=[^\s*])([^*]+?)(?<=\S)\*(?!\*)")
_WRAPPED = 28  # characters: a longer line without a stop goes on in the next
_STOPS = "。！？：；，、.!?:;,）)”》"
_MAX_BOLD = 40


def read_markdown_draft(text: str, shown: str, report: Report, *, official: bool) -> list[Piece]:
    """Return the pieces of a draft, nothing where the text shows no element of an official document.

    Where documents are `official` anyway, one sign is enough: a number, addressees or a signature.
    """
    found = Report()
    lines = list(_lines([_QUOTED.sub(lambda quote: " " * len(quote[0]), line) for line in text.split("\n")]))
    pieces = [cleaned(piece, shown, found) for piece in recognised(lines, shown, found, official=official)]
    if not is_official(pieces) or not any(piece.role in ("number", "to", "signed") for piece in pieces):
        return []
    for finding in found.found:
        if finding.code != "S064":  # 文件 of the red head is in the front matter
            report.add(finding)
    return pieces


def _lines(lines: Sequence[str]) -> Iterator[Piece]:
    """Yield the paragraphs and other blocks of Markdown."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if not line.strip() or _BREAK.match(line):
            index += 1
        elif fence := _FENCE.match(line):
            end = next(
                (i for i in range(index + 1, len(lines)) if lines[i].lstrip().startswith(fence[1])), len(lines) - 1
            )
            yield _verbatim(lines, index, end + 1)
            index = end + 1
        elif heading := _HEADING.match(line):
            yield _line(heading[2], index + 1, heading.start(2), LARGE, len(heading[1]))
            index += 1
        else:
            end = _block_end(lines, index)
            yield from _block(lines, index, end)
            index = end


def _block_end(lines: Sequence[str], start: int) -> int:
    """Return the line behind the block that begins on a line: it ends above a blank line, a heading or a rule."""
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if not line.strip() or _HEADING.match(line) or _BREAK.match(line) or _FENCE.match(line):
            return index
    return len(lines)


def _block(lines: Sequence[str], start: int, end: int) -> Iterator[Piece]:
    """Yield the lines of a paragraph or list, as they are meant; other blocks as they stand."""
    block = lines[start:end]
    if any(_RAW.match(line) or _MARKUP.search(line) for line in block) or not all(map(_is_plain_item, block)):
        yield _verbatim(lines, start, end)
        return
    above: Piece | None = None
    for number, line in enumerate(block, start + 1):
        item = _ITEM.match(line)
        bare = line[item.end() :] if item else line.lstrip()
        column = len(line) - len(bare)
        ordinal = f"{item['number']}." if item and item["number"] else ""
        piece = _line(ordinal + bare.rstrip(" \t\\"), number, column - len(ordinal), None, 0)
        hard = line.endswith(("  ", "\\"))
        if above is not None and not item and _goes_on(above, piece):
            above = replace(above, text=above.text + piece.text, marks=(*above.marks, *_moved(piece, len(above.text))))
        else:
            if above is not None:
                yield above
            above = piece
        if hard:
            yield above
            above = None
    if above is not None:
        yield above


def _is_plain_item(line: str) -> bool:
    """Return whether a line is no item of a list with bullets, but for one with a number of its own."""
    item = _ITEM.match(line)
    return item is None or bool(item["number"]) or bool(_OWN_NUMBER.match(line[item.end() :]))


def _goes_on(above: Piece, piece: Piece) -> bool:
    return len(above.text) >= _WRAPPED and above.text[-1] not in _STOPS and above.sign is None and piece.sign is None


def _moved(piece: Piece, by: int) -> Iterator[Mark]:
    return (replace(mark, start=mark.start + by, end=mark.end + by) for mark in piece.marks)


def _verbatim(lines: Sequence[str], start: int, end: int) -> Piece:
    return Piece("verbatim", "\n".join(lines[start:end]), start + 1)


def _line(text: str, number: int, column: int, sign: object, level: int) -> Piece:
    """Return a line without the marks of bold and italic words; one that is all bold looks like a heading."""
    plain, marks = _unmarked(text)
    whole = len(marks) == 1 and marks[0].kind == "strong" and marks[0].end - marks[0].start == len(plain)
    if whole:
        marks = ()
        if sign is None and len(plain) <= _MAX_BOLD and plain[-1:] not in "。；：，!！?？;:":
            sign = BOLD
    return Piece("text", plain, number, level, column + 1, sign=sign, marks=marks)  # type: ignore[arg-type]


def _unmarked(text: str) -> tuple[str, tuple[Mark, ...]]:
    """Return a text without its marks of emphasis, and these."""
    plain, marks, done = "", [], 0
    for match in _EMPHASIS.finditer(text):
        plain += text[done : match.start()]
        words = match[2] or match[3]
        marks.append(Mark(len(plain), len(plain) + len(words), "strong" if match[2] else "em"))
        plain += words
        done = match.end()
    plain += text[done:]
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain) if not marks else plain, tuple(marks)
