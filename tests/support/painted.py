"""What is painted in a PDF besides its text: filled boxes, with their places and colours."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTCurve, LTFigure
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage


class Painted(Struct, frozen=True):
    """A filled shape: its box in points, y upwards, and its colour as RRGGBB."""

    left: float
    bottom: float
    right: float
    top: float
    color: str

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.bottom + self.top) / 2


def painted(pdf: Path) -> list[list[Painted]]:
    """Return the filled shapes of every page, in the order in which they were painted."""
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    pages = []
    for page in PDFPage.get_pages(io.BytesIO(pdf.read_bytes())):
        interpreter.process_page(page)
        pages.append(list(_shapes(device.get_result())))
    return pages


def _shapes(container: Any) -> Iterator[Painted]:
    for item in container:
        if isinstance(item, LTFigure):
            yield from _shapes(item)
        elif isinstance(item, LTCurve) and item.fill and item.non_stroking_color is not None:
            yield Painted(*item.bbox, _hex(item.non_stroking_color))


def _hex(color: Any) -> str:
    channels = color if isinstance(color, (tuple, list)) else (color,)
    channels = channels if len(channels) == 3 else [channels[0]] * 3
    return "".join(f"{round(float(channel) * 255):02X}" for channel in channels)
