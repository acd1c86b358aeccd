"""Pictures of logos, watermarks and seals, as both writers take them."""

from __future__ import annotations

import io

from PIL import Image

from jzdocs.style.pictures import printable


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height)).save(out, "PNG")
    return out.getvalue()


def test_a_picture_has_no_more_pixels_than_print_can_show() -> None:
    large = printable("p.png", png(8000, 4000))
    assert large is not None and (large.width, large.height) == (4961, 2481)
    small = png(40, 30)
    found = printable("p.png", small)
    assert found is not None and found.data == small
