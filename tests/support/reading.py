"""Reading documents back: text and positions of PDFs, text of Word files."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
from lxml import etree
from msgspec import Struct
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from jzdocs.source.word_formatting import word_marks
from jzdocs.source.word_package import open_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Glyph(Struct, frozen=True):
    """A character on a page: its box in points, its font's name and size."""

    text: str
    x0: float
    x1: float
    y: float
    font: str
    size: float


def glyphs(pdf: Path) -> list[list[Glyph]]:
    """Every character of every page, in the order in which they were painted."""
    pages = []
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    for page in PDFPage.get_pages(io.BytesIO(pdf.read_bytes())):
        out = []
        interpreter.process_page(page)
        for item in device.get_result():
            if isinstance(item, LTChar):
                x0, _y0, x1, _ = item.bbox
                out.append(
                    Glyph(item.get_text(), x0, x1, item.matrix[5], item.fontname.split("+")[-1], round(item.size, 2))
                )
        pages.append(out)
    return pages


def lines(page: list[Glyph], font: str = "", size: float = 0.0) -> list[list[Glyph]]:
    """Glyphs of one baseline, from left to right; of one font and size where they are given."""
    rows: dict[float, list[Glyph]] = {}
    for glyph in page:
        rows.setdefault(round(glyph.y, 1), []).append(glyph)
    found = [sorted(row, key=lambda g: g.x0) for _, row in sorted(rows.items(), reverse=True)]
    return [row for row in found if not font or any(g.font.startswith(font) for g in row)]


def pdf_text(pdf: Path) -> str:
    """All text of a PDF as a reader copies it, without spaces and line ends."""
    document = pypdfium2.PdfDocument(pdf)
    return squeeze("".join(page.get_textpage().get_text_range() for page in document))


def squeeze(text: str) -> str:
    """Without white space."""
    return re.sub(r"[\s\u3000\ufffe]+", "", text)


def part(docx: Path, name: str) -> etree._Element:
    """A part of a Word file as XML."""
    with zipfile.ZipFile(docx) as archive:
        return etree.fromstring(archive.read(name))


def paragraphs(docx: Path, name: str = "word/document.xml") -> list[tuple[str, str]]:
    """(style, text) of every paragraph; field codes left out."""
    out = []
    marks = word_marks(open_package(docx.read_bytes(), str(docx)))
    for paragraph in part(docx, name).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        heading = style is not None and style.get(f"{W}val", "").startswith("Heading")
        counted = marks.number(paragraph) if heading else None
        text = counted.printed if counted else ""  # what Word counts
        text += "".join(t.text or "" for t in paragraph.iter(f"{W}t") if not _is_note_mark(t))
        out.append((style.get(f"{W}val") if style is not None else "", text))
    return out


def _is_note_mark(node: etree._Element) -> bool:
    style = node.getparent().find(f"{W}rPr/{W}rStyle")
    return style is not None and style.get(f"{W}val") == "FootnoteReference"


def word_text(docx: Path) -> str:
    """All text of a Word file, footnotes included, without spaces."""
    return squeeze(
        "".join(t for name in ("word/document.xml", "word/footnotes.xml") for _, t in paragraphs(docx, name))
    )
