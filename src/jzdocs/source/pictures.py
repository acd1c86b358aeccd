"""Pictures from the project's folder: pixels (PNG, JPEG, TIFF, WebP, GIF, BMP), drawings (SVG) and pages of PDFs, read
whole, with the size that they say of themselves; and how a text asks for them to be shown."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from jzdocs import limits
from jzdocs.errors import Location, Report, os_reason
from jzdocs.files import read_file, resolved
from jzdocs.model import nodes
from jzdocs.model.nodes import Picture
from jzdocs.source.inline import Image, InlineReader
from jzdocs.units import mm, parse_length

_EMU_PER_PIXEL = 9525  # of 96 to the inch
_LEAST_WIDTH = mm(2)
_MOST_IN_ROW = 6
_WHOLE, _EQUAL = 1.01, 0.005  # of a line's width: three times 33.5 % is the whole


def load_picture(
    root: Path, href: str, at: Location, report: Report, looked_at: list[Path] | None = None
) -> Picture | None:
    """Return the picture at `href` below `root`; what is refused or missing is reported at `at`, and None returned.

    The file that was looked at is added to `looked_at`.
    """
    if re.match(r"[a-z][a-z0-9+.-]*:|//", href, re.I):
        report.error(at, "X010", href=href)
        return None
    path = resolved(root / unquote(href))
    if looked_at is not None:
        looked_at.append(path)
    if not path.is_relative_to(root.resolve()):
        report.error(at, "X010.outside", href=href)
        return None
    try:
        data = read_file(path)
    except OSError as error:
        report.error(at, "X011", href=href, reason=os_reason(error))
        return None
    return checked_picture(href, data, at, report)


def checked_picture(href: str, data: bytes, at: Location, report: Report) -> Picture | None:
    """Return a picture that was read; what cannot be printed is reported at `at`, and None returned."""
    if is_drawing(data):
        return _drawing(href, data, at, report)
    if data.lstrip()[:5] == b"%PDF-":
        return _page(href, data, at, report)
    from jzdocs.pictures.raster import DamagedPictureError, read_header

    try:
        header = read_header(data)
    except DamagedPictureError:
        report.error(at, "X012", href=href)
        return None
    if header.width * header.height > limits.current().pixels:
        report.error(at, "X013", href=href, width=header.width, height=header.height)
        return None
    if header.bare_cmyk:
        report.warn(at, "X014", href=href)
    if header.frames > 1:
        report.warn(at, "X101", href=href, count=header.frames)
    return Picture(href, data, header.width, header.height)


def is_drawing(data: bytes) -> bool:
    """Return whether a file is an SVG, which begins with a declaration, comments or its root."""
    return data[:2] == b"\x1f\x8b" or b"<svg" in data[:4096]


def _drawing(href: str, data: bytes, at: Location, report: Report) -> Picture | None:
    from jzdocs.pictures.svg_document import DamagedDrawingError, read_drawing

    try:
        drawing = read_drawing(data)
    except DamagedDrawingError as error:
        report.error(at, "X102", href=href, reason=error.reason)
        return None
    return Picture(href, data, drawing.width_px, drawing.height_px, "drawing")


def _page(href: str, data: bytes, at: Location, report: Report) -> Picture | None:
    from jzdocs.pictures.pdf_page import DamagedPageError, read_page

    try:
        page = read_page(data)
    except DamagedPageError as error:
        report.error(at, "X103.locked" if error.locked else "X103", href=href)
        return None
    if page.count > 1:
        report.warn(at, "X101.pages", href=href, count=page.count)
    return Picture(href, data, page.width, page.height, "page")


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels from a PNG or JPEG header, or None."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) > 24 and data.rstrip(b"\0")[-8:-4] == b"IEND":
        width, height = struct.unpack(">II", data[16:24])
        return (width, height) if width and height else None
    if data[:2] == b"\xff\xd8":
        frame = _jpeg_frame(data)
        return frame[:2] if frame and frame[0] and frame[1] else None
    return None


def _jpeg_frame(data: bytes) -> tuple[int, int, int] | None:
    """Return width, height and number of colour components from a JPEG's frame header (ISO/IEC 10918-1 B.2.2)."""
    position = 2
    while position + 9 < len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height, data[position + 9]
        position += 2 + int(struct.unpack(">H", data[position + 2 : position + 4])[0])
    return None


def is_cmyk(data: bytes) -> bool:
    """Return whether a picture is a JPEG of four colour components."""
    frame = _jpeg_frame(data) if data[:2] == b"\xff\xd8" else None
    return frame is not None and frame[2] == 4


# --- how a picture is to be shown


class Manner(Struct, frozen=True):
    """How a text asks for a picture to be shown: an id for references, its width (EMU, or a share of the column), and
    the lines below it. `half` pictures stand side by side."""

    id: str = ""
    width: int = 0
    share: float = 0
    half: bool = False
    note: str = ""
    source: str = ""


def read_manner(attributes: Mapping[str, str], at: Location, report: Report) -> Manner:
    """Return what the attributes behind a picture say: `{#fig:a width=60% note="…" source="…"}`. What is not understood
    is reported at `at`."""
    for name in attributes:
        if name not in ("id", "width", "note", "source"):
            report.warn(at, "X100", name=name)
    width, share, half = 0, 0.0, False
    if text := attributes.get("width", "").strip():
        half = text in ("half", "半栏")
        share = 1.0 if text in ("full", "整栏") else 0.5 if half else _share(text)
        width = 0 if share else _length(text)
        if not share and not width:
            report.warn(at, "X100.width", text=text)
    return Manner(
        attributes.get("id", ""), width, share, half, attributes.get("note", ""), attributes.get("source", "")
    )


def _share(text: str) -> float:
    """Return a percentage as a share, 0 for anything else."""
    match = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*[%％]", text)
    return float(match[1]) / 100 if match and 1 <= float(match[1]) <= 100 else 0.0


def _length(text: str) -> int:
    """Return a length in EMU (a bare number counts pixels of a screen, as in HTML), 0 for anything else."""
    if match := re.fullmatch(r"(\d{1,5})(?:px)?", text):
        return int(match[1]) * _EMU_PER_PIXEL
    try:
        length = parse_length(text)
    except ValueError:
        return 0
    return length if length >= _LEAST_WIDTH else 0


def picture_figure(image: Image, picture: Picture, reader: InlineReader, report: Report) -> nodes.Figure:
    """Return the figure of a picture in the text; `reader` reads its notes as Markdown."""
    if not image.alt:
        report.warn(image.at, "C030")
    manner = read_manner(image.attributes, image.at, report)
    notes = [
        (nodes.Text(label, image.at), *reader.parse(text, lambda _: image.at))
        for label, text in (("注：", manner.note), ("资料来源：", manner.source))
        if text
    ]
    return nodes.Figure(
        manner.id,
        replace(picture, width=manner.width, share=manner.share),
        (nodes.Text(image.title, image.at),) if image.title else (),
        notes=tuple(notes),
        alt=image.alt,
        width="half" if manner.half else "full",
        at=image.at,
    )


def side_by_side(blocks: Sequence[nodes.Block], at: Location) -> list[nodes.Block]:
    """Return pictures of one paragraph side by side, where their widths say that they fit; others follow one
    another."""
    figures = [block for block in blocks if isinstance(block, nodes.Figure) and isinstance(block.content, Picture)]
    shares = [figure.content.share for figure in figures if isinstance(figure.content, Picture)]
    if len(figures) < len(blocks) or len(figures) > _MOST_IN_ROW or not all(shares) or sum(shares) > _WHOLE:
        return list(blocks)
    row = tuple(replace(figure, content=replace(figure.content, share=1.0), width="full") for figure in figures)
    equal = max(shares) - min(shares) < _EQUAL
    return [nodes.FigureRow(row, at, () if equal else tuple(shares))]
