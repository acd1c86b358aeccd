"""What jzdocs changes in reportlab, only while it writes a PDF: another user of reportlab in the same process sees its
own settings before and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics

from jzdocs.pdf.fonts import InitialFont
from jzdocs.pdf.objects import Deflate

_LOCK = RLock()


@contextmanager
def archival_settings() -> Iterator[None]:
    """Hold the settings that an archived PDF needs, and put reportlab back as it was when the block ends.

    Objects carry no comments and no moment of the clock (`invariant`); streams are binary (`useA85`: text encoding
    would cost more time than all else, and a quarter more bytes), compressed as well as can be, and end with a line
    end; and the font that a canvas begins with is ours, so that no Helvetica gets into the file. Threads that write
    PDFs take turns.
    """
    with _LOCK:
        saved = rl_config.invariant, rl_config.useA85, pdfdoc.PDFStream.format, pdfdoc.PDFZCompress
        rl_config.invariant, rl_config.useA85, pdfdoc.PDFZCompress = 1, 0, Deflate()
        pdfdoc.PDFStream.format = _ending_with_a_line(saved[2])
        pdfmetrics._fonts[InitialFont.fontName] = InitialFont()  # registerFont would enter a family for good
        try:
            yield
        finally:
            rl_config.invariant, rl_config.useA85, pdfdoc.PDFStream.format, pdfdoc.PDFZCompress = saved
            del pdfmetrics._fonts[InitialFont.fontName]


def _ending_with_a_line(original: Any) -> Any:
    """Return PDFStream's `format` with a line end before `endstream`, as ISO 19005-2, 6.1.7.1 asks.

    reportlab writes the data right up to the keyword. Both characters of a line end are put there: a stream that
    happens to end with a carriage return would lose it to a line feed alone.
    """

    def format_stream(stream: Any, document: Any) -> bytes:
        return bytes(original(stream, document).removesuffix(b"endstream\n") + b"\r\nendstream\n")

    return format_stream
