"""Lines → the elements of an official document, or nothing where they are no draft of one.

The zones are read in their order: what stands above the text (`head`), then from the end what stands below it (`tail`).
A line is an element by its form and its place together, so that 附件 or a date inside a sentence stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from jzdocs.messages.message import message
from jzdocs.model.official_kinds import KINDS, document_kind
from jzdocs.patterns import compiled
from jzdocs.source.drafts.forms import DATE, DraftLine, compact, is_office, parts_by_blanks
from jzdocs.source.drafts.found import Element, Found
from jzdocs.source.drafts.head import TO_ALL, read_head
from jzdocs.source.drafts.pieces import settle_head
from jzdocs.source.drafts.tail import read_tail

_SUPERIOR = compiled(r"[省市县区州盟旗镇乡国](?!.*[省市县区州盟旗镇乡].*关于)")
_OFF_CENTRE = 6  # half an em each


def read_draft(lines: Sequence[DraftLine], *, official: bool) -> Found | None:
    """Return what was found in the lines of a draft.

    Unless they are those of an `official` document anyway, None is returned where too little shows that they are: a
    document number with a title or a red head, or a kind with addressees and a signature, is enough.
    """
    if not lines:
        return None
    found = Found(_with_blank_lines_that_count(lines), official=official)
    above = read_head(found)
    read_tail(found)
    _settle_above(found, above)
    _settle_superior(found)
    if not official and not _is_evident(found):
        return None
    _settle_date(found)
    settle_head(found)
    return found


def _with_blank_lines_that_count(lines: Sequence[DraftLine]) -> list[DraftLine]:
    """Return the lines; where a blank one stands above each (paragraphs of Word), blank lines tell nothing."""
    blank = sum(line.blank_above for line in lines)
    if blank < 0.95 * (len(lines) - 1):
        return list(lines)
    return [replace(line, blank_above=False) for line in lines]


def _is_evident(found: Found) -> bool:
    titled = found.of("title") or found.of("head")
    if found.of("number") and titled and min(_places(found, "number")) < found.body:
        return True
    if found.kind not in KINDS or not titled:
        return False
    signed = found.signed >= 0 and bool(found.of("issuer") or found.of("signatory")) and bool(found.of("date"))
    addressed = bool(found.of("to")) or found.kind in TO_ALL
    return (signed and addressed) or bool(found.of("present"))


def _places(found: Found, role: str) -> list[int]:
    return [element.at for element in found.elements if element.role == role]


def _settle_above(found: Found, above: Sequence[int]) -> None:
    """Say what offices right above the title are: its beginning where the document is signed below, as their names
    stand in it; else, or where they are set apart, the red head."""
    if not above:
        return
    title = next(element for element in found.elements if element.role == "title")
    first = min(i for i in found.used if i >= title.at and i not in above) if title.at in above else title.at
    signed = found.signed >= 0 and bool(found.of("issuer"))
    lines = found.lines
    apart = (
        lines[first].blank_above
        or (
            lines[above[-1]].indent > 0 and lines[first].indent == 0 and not _is_centred(lines[above[-1]], lines[first])
        )
        or lines[first].compact.startswith("对")  # a title goes on with 关于 behind the office (7.3.1)
    )
    if found.of("head") or ((signed or found.of("subtitle")) and not apart):
        return
    beginning = "".join(compact(lines[i].text) for i in above if i >= title.at)
    text = compact(title.text).removeprefix(beginning)
    elements = [e for e in found.elements if e is not title]
    sign = message("sign.red_head")
    heads = [
        Element("head", compact(part.text), index, part.start, sign)
        for index in above
        for part in parts_by_blanks(lines[index].text)
    ]
    found.elements = [*heads, replace(title, text=text, at=first), *elements]
    found.used |= set(above)
    found.kind = document_kind("", text, "".join(found.of("number")[:1]), found.of("head"))


def _settle_superior(found: Found) -> None:
    """Take a superior office on a line above 关于… for the addressee where others issue the document: 县人民政府 /
    关于…的报告."""
    title = next((element for element in found.elements if element.role == "title"), None)
    if title is None or found.kind not in ("报告", "请示", "议案") or found.of("to"):
        return
    name = found.lines[title.at].compact
    issuers = {compact(office) for office in (*found.of("issuer"), *found.of("head"))}
    if not issuers or name in issuers or not _SUPERIOR.match(name) or not is_office(name):
        return
    rest = compact(title.text).removeprefix(name).strip()
    if rest.startswith("关于") and title.at + 1 in found.used:
        others = [element for element in found.elements if element is not title]
        found.elements = [replace(title, text=rest, at=title.at + 1, start=0), *others]
        found.add("to", name, title.at, "sign.addressees_place")


def _is_centred(upper: DraftLine, lower: DraftLine) -> bool:
    """Return whether blanks in front of a line put it in the middle above a longer one; a blank may be of either
    width."""
    spare = _width(lower.text) - _width(upper.text)
    return any(abs(2 * blank * upper.indent - spare) <= _OFF_CENTRE for blank in (1, 2))


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def _settle_date(found: Found) -> None:
    """Take the date of 题注 where a document is not dated otherwise."""
    caption = next((element for element in found.elements if element.role == "subtitle"), None)
    if caption and not found.of("date") and (match := re.search(DATE, caption.text)):
        found.add("date", match[0], caption.at, "sign.caption", match.start())
