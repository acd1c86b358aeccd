"""Pictures of the user's as parts of a Word file."""

from __future__ import annotations

import io
from typing import Any

from jzdocs.errors import Location, told_as


def picture_part(part: Any, data: bytes, href: str, at: Location) -> str:
    """Return the id of the relationship to a picture. One whose header python-docx does not understand (a camera's
    remarks in no known encoding) is written anew. Raises DocumentError (X012) where its pixels cannot be read."""
    try:
        return str(part.get_or_add_image(io.BytesIO(data))[0])
    except Exception:  # noqa: BLE001 (a damaged header fails in many ways)
        with told_as("X012", at, href=href):
            return str(part.get_or_add_image(io.BytesIO(_written_anew(data)))[0])


def _written_anew(data: bytes) -> bytes:
    """Return a picture as PNG, without what is no pixel."""
    from PIL import Image

    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        picture.convert("RGBA" if "A" in picture.getbands() else "RGB").save(out, "PNG")
    return out.getvalue()
