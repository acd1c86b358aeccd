"""PDFs as other programs make them, for reading."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from jzdocs.errors import Report
from jzdocs.resources import resource_root
from jzdocs.source.pdf_text import read_pdf
from jzdocs.source.pieces import Piece

WIDTH, HEIGHT = 595.0, 842.0
SONG, HEI = "TestSong", "TestHei"


def pdf(*pages: Callable[[Canvas], None]) -> bytes:
    """A PDF whose pages the functions draw, in Chinese faces."""
    fonts = resource_root() / "fonts"
    for name, file in ((SONG, "NotoSerifSC-Regular.ttf"), (HEI, "NotoSansSC-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(fonts / file)))
    stream = io.BytesIO()
    canvas = Canvas(stream, (WIDTH, HEIGHT))
    for page in pages:
        canvas.setFont(SONG, 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def write(canvas: Canvas, x: float, y: float, text: str, size: float = 12, font: str = SONG) -> None:
    """One line of text with its baseline at `y`."""
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def write_paragraph(canvas: Canvas, x: float, y: float, text: str, measure: int, size: float = 12) -> float:
    """A Chinese paragraph, `measure` characters to a line, with an indent of two; returns the next baseline."""
    line, rest = text[: measure - 2], text[measure - 2 :]
    write(canvas, x + 2 * size, y, line, size)
    while rest:
        y -= 1.6 * size
        line, rest = rest[:measure], rest[measure:]
        write(canvas, x, y, line, size)
    return y - 1.6 * size


def grid(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    """Ruling lines of a table."""
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)


def read(data: bytes) -> tuple[list[Piece], Report]:
    """The pieces of a PDF, and what was reported."""
    report = Report()
    return read_pdf(data, "a.pdf", report), report


def texts(pieces: list[Piece], *roles: str) -> list[str]:
    """The texts of pieces with one of the roles."""
    return [piece.text for piece in pieces if piece.role in roles]
