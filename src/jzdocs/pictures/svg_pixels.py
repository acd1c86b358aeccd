"""Pixels in drawings, and drawings as pixels."""

from __future__ import annotations

import io
import re
from base64 import b64decode, b64encode
from typing import Any
from urllib.parse import unquote_to_bytes

from jzdocs import limits
from jzdocs.bounded import MIB, Bounds, Note, OutOfBoundsError, bounded, can_bound
from jzdocs.messages.message import message
from jzdocs.patterns import compiled
from jzdocs.pictures.raster import DamagedPictureError, printed
from jzdocs.pictures.svg_document import EMU_PER_PIXEL, DamagedDrawingError, UnsupportedError
from jzdocs.style.faces import Face, Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import Size

_DATA = compiled(r"data:[^,]*?(;base64)?,(.*)", re.S)
_DPI, _EMU_PER_INCH = 300, 914_400


def embedded(href: str, width: float, height: float, ratio: str) -> tuple[str, float, float]:
    """Return a picture inside a drawing as a `data:` address of a PNG, and its width and height in the drawing's units
    within the room that it has."""
    from PIL import Image

    match = _DATA.fullmatch(href.strip())
    if match is None:
        raise UnsupportedError("svg.image")
    data = b64decode(match[2]) if match[1] else unquote_to_bytes(match[2])
    if "slice" in ratio:
        raise UnsupportedError("svg.image")
    try:
        ready = printed(data, round(width * EMU_PER_PIXEL), round(height * EMU_PER_PIXEL))
    except DamagedPictureError as error:
        raise UnsupportedError("svg.image") from error
    with Image.open(io.BytesIO(ready)) as picture:
        columns, rows = picture.size
        out = io.BytesIO()
        picture.save(out, "PNG")
    if ratio.strip().startswith("none"):
        across, down = width, height
    else:
        scale = min(width / columns, height / rows)
        across, down = columns * scale, rows * scale
    return f"data:image/png;base64,{b64encode(out.getvalue()).decode()}", across, down


def rendered(svg: bytes, size: Size, faces: Faces, sheet: Stylesheet) -> bytes:
    """Return a drawing as a PNG of 300 dots to the inch, its texts in the document's fonts; `svg` leads nowhere. Raises
    DamagedDrawingError."""
    import resvg_py

    files = [str(file.path) for role in sheet.fonts.values() for file in (role.file, role.bold) if file]
    sans, serif = (_family(faces[role]) for role in (sheet.chart.font, sheet.body.font))
    families: dict[str, Any] = {"font_family": sans, "sans_serif_family": sans, "serif_family": serif}
    width = max(1, round(size.width * _DPI / _EMU_PER_INCH))

    def work(_: Note) -> tuple[bytes, str]:
        try:
            text = svg.decode()
            options = {"skip_system_fonts": True, "font_files": files, "width": width, **families}
            return bytes(resvg_py.svg_to_bytes(svg_string=text, **options)), ""
        except (ValueError, UnicodeDecodeError) as error:
            return b"", str(error)[:120]

    most = limits.current()
    try:  # filters may take any time, and what goes wrong in a library ends the process that it is in
        within = Bounds(most.drawing_seconds, most.drawing_memory * MIB)
        pixels, reason = bounded(work, within) if can_bound() else work(lambda _: None)
    except OutOfBoundsError as error:
        raise DamagedDrawingError(message("reason.svg_bounds")) from error
    if reason:
        raise DamagedDrawingError(message("reason.svg_xml", reason=reason))
    return pixels


def _family(face: Face) -> str:
    """Return the name of a face's family (OpenType, name 16, or else 1)."""
    return face.hb_face.get_name(16) or face.hb_face.get_name(1) or face.name
