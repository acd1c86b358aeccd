"""Model → pages and Word file: every printed text of a document is in both, as many times as it should be.

Both writers are checked from outside, by what they made: the text runs of the pages, the `w:t` elements of the file.
Charts are left out: a planner may leave a label to the table of data.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Literal
from unicodedata import combining

from msgspec.structs import replace

from jzdocs.conservation.words import letters, words
from jzdocs.frames import HEADER, Mark, Pages, TextRun
from jzdocs.model import nodes
from jzdocs.model.walk import PrintedText, blocks, note_texts, own_texts, run_texts
from jzdocs.patterns import compiled

_TEXT = re.compile(rb"<(?:w|m|a):t(?: [^>]*)?>([^<]*)</(?:w|m|a):t>")
_PARTS = compiled(r"word/(?:document|footnotes|endnotes)\.xml")
Output = Literal["pdf", "docx"]


def lost_on_pages(document: nodes.Document, pages: Pages) -> list[PrintedText]:
    """Return the texts of a document that its pages do not show."""
    return _lost(map(_as_printed, _expected(document, "pdf")), "".join(_shown(pages)))


def lost_in_word(document: nodes.Document, docx: bytes) -> list[PrintedText]:
    """Return the texts of a document that a Word file does not hold. Numbers of headings and lists are Word's own."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        names = [name for name in package.namelist() if _PARTS.fullmatch(name)]
        texts = [unescape(text.decode()) for name in names for text in _TEXT.findall(package.read(name))]
    return _lost(map(_as_printed, _expected(document, "docx")), "".join(texts))


def _as_printed(printed: PrintedText) -> PrintedText:
    """Return a formula as the characters that both documents print of it, any other text as it is."""
    if printed.origin != "formula":
        return printed
    from jzdocs.formula.plain import formula_characters  # only documents with formulas pay for it

    return replace(printed, text=formula_characters(printed.text))


def _expected(document: nodes.Document, output: Output) -> Iterator[PrintedText]:
    for block in blocks(document.blocks):
        yield from run_texts(block)
        if isinstance(block, nodes.Contents | nodes.FigureList):
            continue  # they repeat what stands elsewhere, as deep as they are asked to
        if output == "pdf" or not isinstance(block, nodes.Heading):
            yield from own_texts(block, charts=False)
    yield from note_texts(document)


def _shown(pages: Pages) -> Iterator[str]:
    """Yield what stands on the pages, without what stands there for the page's sake."""
    for page in pages.pages:
        tag = 0
        for item in page.items:
            if isinstance(item, Mark):
                tag = item.tag
            elif isinstance(item, TextRun) and (tag >= 0 or tag > HEADER):
                if not (combining(item.text[:1] or " ") and pages.tags[tag].kind in ("Formula", "Link")):
                    yield item.text  # the accents of a formula are none of its letters


def _lost(expected: Iterable[PrintedText], actual: str) -> list[PrintedText]:
    """Return the expected texts that are not among the characters of `actual`, which holds them in any order."""
    texts = list(expected)
    missing = Counter(letters("\n".join(printed.text for printed in texts)))
    missing.subtract(Counter(letters(actual)))
    if all(count <= 0 for count in missing.values()):
        return []
    return list(_absent(texts, letters(actual), missing))


def _absent(texts: Iterable[PrintedText], actual: str, missing: Counter[str]) -> Iterator[PrintedText]:
    """Yield the texts with a word that `actual` lacks, then the first that has a character that is still missing."""
    left = Counter({char: count for char, count in missing.items() if count > 0})
    rest = []
    for printed in texts:
        absent = [word for word in words(printed.text) if word not in actual]
        if absent:
            yield printed
            left.subtract("".join(absent))
        else:
            rest.append(printed)
    for printed in rest:
        if any(left[char] > 0 for char in letters(printed.text)):
            yield printed
            left.subtract(letters(printed.text))
