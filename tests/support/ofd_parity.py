"""Where the characters of a PDF and of an OFD file stand, to compare them."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from jzdocs.ofd.reader import ReadPage, read_ofd

_MM = 25.4 / 72
Places = dict[str, list[tuple[float, float]]]


def pdf_places(path: Path) -> list[Places]:
    """Return, for each page, where each character begins (mm from the top left corner)."""
    out = []
    for page in pdfium.PdfDocument(str(path)):
        text, height = page.get_textpage(), page.get_height()
        places: Places = defaultdict(list)
        x, y = ctypes.c_double(), ctypes.c_double()
        first = ""
        for index in range(text.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(text.raw, index))
            if "\ud800" <= char <= "\udbff":
                first = char
                continue
            if first:
                char, first = (first + char).encode("utf-16", "surrogatepass").decode("utf-16"), ""
            if not char.isspace() and char.isprintable() and not raw.FPDFText_IsGenerated(text.raw, index):
                raw.FPDFText_GetCharOrigin(text.raw, index, ctypes.byref(x), ctypes.byref(y))
                places[char].append((x.value * _MM, (height - y.value) * _MM))
        out.append(places)
    return out


def ofd_places(path: Path) -> list[Places]:
    return [_places(page) for page in read_ofd(path).pages]


def _places(page: ReadPage) -> Places:
    places: Places = defaultdict(list)
    for text in page.texts:
        for char, place in zip(text.text, text.places, strict=True):
            if not char.isspace():
                places[char].append(place)
    return places


def farthest(pdf: Places, ofd: Places) -> tuple[float, set[str]]:
    """Return how far (mm) a character of the OFD page stands from its like on the PDF's page at most, and the characters
    that one page has more often. Of a pair of dashes, which is one glyph, only the number is compared."""
    different = {char for char in {*pdf, *ofd} if len(pdf.get(char, ())) != len(ofd.get(char, ()))}
    most = 0.0
    for char, places in ofd.items():
        if char in different or char == "—":
            continue
        others = sorted(pdf[char])
        for x, y in places:
            best = min(range(len(others)), key=lambda i: abs(others[i][0] - x) + abs(others[i][1] - y))
            most = max(most, abs(others[best][0] - x), abs(others[best][1] - y))
            others.pop(best)
    return most, different
