"""PDF objects that reportlab lacks, or writes too slowly."""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """A PDF object written as it is given: text, bytes and references in a row.

    A structure tree has thousands of elements, and reportlab's dictionaries take too long for them.
    """

    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    def format(self, document: Any) -> bytes:
        """Return the bytes of the object."""
        out = []
        for part in self.parts:
            kind = type(part)
            out.append(part.encode("latin-1") if kind is str else part if kind is bytes else part.format(document))
        return b"".join(out)


class Reference(pdfdoc.PDFObjectReference):  # type: ignore[misc]
    """A reference that is formatted only once: that of an element stands in its parent, its children and the parent
    tree."""

    _text = b""

    def format(self, document: Any) -> bytes:
        """Return the reference: number, generation, R."""
        if not self._text:
            self._text = bytes(super().format(document))
        return self._text


def text_string(text: str) -> str:
    """Return a PDF text string (ISO 32000-1, 7.9.2.2) in hexadecimal UTF-16BE."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


# many small blocks, each with codes of its own, suit text, whose kind changes; outlines are alike from end to end
_TEXT_MEMORY, _OUTLINE_MEMORY = 5, 9


def deflated(content: bytes, memory: int = _TEXT_MEMORY) -> bytes:
    """Return the compressed bytes of a stream, at the best level."""
    compressor = zlib.compressobj(9, memLevel=memory)
    return compressor.compress(content) + compressor.flush()


class Deflate:
    """A filter of reportlab that compresses as well as zlib can."""

    pdfname = "FlateDecode"

    def __init__(self, memory: int = _TEXT_MEMORY) -> None:
        self.memory = memory

    def encode(self, content: bytes | str) -> bytes:
        """Return the compressed bytes of a stream."""
        return deflated(content.encode() if isinstance(content, str) else content, self.memory)


_DEFLATE, _OUTLINES = Deflate(), Deflate(_OUTLINE_MEMORY)


def compressed(content: bytes | str, *, outlines: bool = False) -> Any:
    """Return a stream of `content`, which may be a font's `outlines`, that is compressed when it is written."""
    return pdfdoc.PDFStream(content=content, filters=[_OUTLINES if outlines else _DEFLATE])
