"""Pictures from the project's folder: PNG and JPEG, read whole, with the size that their header gives."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from urllib.parse import unquote

from jzdocs.errors import Location, Report, os_reason
from jzdocs.files import read_file
from jzdocs.model.nodes import Picture

MAX_PIXELS = 80_000_000


def load_picture(
    root: Path, href: str, at: Location, report: Report, looked_at: list[Path] | None = None
) -> Picture | None:
    """Return the picture at `href` below `root`; what is refused or missing is reported at `at`, and None returned.

    The file that was looked at is added to `looked_at`.
    """
    if re.match(r"[a-z][a-z0-9+.-]*:|//", href, re.I):
        report.error(at, "X010", href=href)
        return None
    path = (root / unquote(href)).resolve()
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
    size = picture_size(data)
    if size is None:
        report.error(at, "X012", href=href)
        return None
    if is_cmyk(data):
        report.error(at, "X014", href=href)
        return None
    if size[0] * size[1] > MAX_PIXELS:
        report.error(at, "X013", href=href, width=size[0], height=size[1])
        return None
    return Picture(href, data, *size)


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
