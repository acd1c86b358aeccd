"""A Word file that jzdocs built and that does not contain its source: what was made for it is not read as text of the
author's, since a build makes it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jzdocs.source.dates import is_date
from jzdocs.source.pieces import Piece
from jzdocs.source.word_formatting import paragraph_style
from jzdocs.source.word_package import Package, value, w

_OURS = b"urn:jzdocs:"
_SOURCES = "数字出处"
# made out of the text: titles of contents and lists, key figures; space that only divides
_GENERATED = ("FrontTitle", "KeyTitle", "KeyNumber", "KeyNumberStrip", "KeyLabel", "KeyContext")
_COVER = {"CoverTitle": "title", "CoverSubtitle": "subtitle"}


def is_ours(package: Package) -> bool:
    """Return whether jzdocs built a Word file."""
    names = [name for name in package.names if re.fullmatch(r"customxml/item\d+\.xml", name)]
    return any(_OURS in package.data(name)[:400] for name in names)


def is_generated(node: Any) -> bool:
    """Return whether a paragraph or table of a file of ours was made out of its text."""
    if node.tag == w("p"):
        return paragraph_style(node) in _GENERATED
    styles = {paragraph_style(p) for p in node.iter(w("p"))}
    if styles & {"TableSmall", "TableSmallHead"}:
        above = node.getprevious()
        return above is not None and _text(above) == _SOURCES
    return bool(styles & set(_GENERATED))


def is_sources_title(node: Any) -> bool:
    """Return whether a paragraph of a file of ours is the heading of the list of sources."""
    return _text(node) == _SOURCES and paragraph_style(node).startswith("Heading")


def cover(table: Any, line: int) -> list[Piece] | None:
    """Return the title, subtitle, issuers and date on the cover page of a file of ours; None for another table."""
    properties = table.find(w("tblPr"))
    if value(properties, "tblStyle") != "JzPlain":
        return None
    paragraphs = list(table.iter(w("p")))
    if not any(paragraph_style(p) == "CoverTitle" for p in paragraphs):
        return None
    return list(_front(paragraphs, line))


def _front(paragraphs: list[Any], line: int) -> Iterator[Piece]:
    titles: dict[str, str] = {}
    for number, paragraph in enumerate(paragraphs, line):
        text, style = _text(paragraph), paragraph_style(paragraph)
        if role := _COVER.get(style):
            titles[role] = titles.get(role, "") + text
        elif style == "Imprint" and text:
            dated = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", text)
            if dated and is_date(text):
                yield Piece("date", f"{dated[1]}-{int(dated[2]):02}-{int(dated[3]):02}", number)
            else:
                yield from (Piece("issuer", name, number) for name in re.split(r"[\u3000 ]+", text))
    if "title" in titles:
        yield Piece("title", titles["title"], line)
    if "subtitle" in titles:
        yield Piece("subtitle", titles["subtitle"].lstrip("—－- "), line)


def _text(node: Any) -> str:
    return "".join(t.text or "" for t in node.iter(w("t"))).strip()
