"""Pictures of pixels, made ready for print: upright, in 8-bit sRGB, with no more pixels than print needs.

What is so already stays as it is, byte for byte.
"""

from __future__ import annotations

import io
from typing import Any

from msgspec import Struct
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from jzdocs.quiet import without_warnings

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP")
_DPI = 300
_SPARE = 1.15  # times the pixels that print needs: fewer are left as they are
_EMU_PER_INCH = 914_400
_ORIENTATION = 0x0112
_TURNED = frozenset((5, 6, 7, 8))  # orientations whose width is the stored height (TIFF 6.0, section 8)
_PLAIN = {"PNG": frozenset(("L", "RGB", "RGBA", "P")), "JPEG": frozenset(("L", "RGB"))}
_QUALITY = 92
# whatever a decoder of Pillow raises for a file that is damaged or made to harm
_DAMAGED = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError, MemoryError, OverflowError)


class DamagedPictureError(Exception):
    """The bytes are no picture that can be read."""


class Header(Struct, frozen=True):
    """What a picture says of itself: width and height in pixels as it is to be seen, how many pictures its file holds,
    and whether it is CMYK without a profile that says what its inks look like."""

    width: int
    height: int
    frames: int
    bare_cmyk: bool


def read_header(data: bytes) -> Header:
    """Return the header of a picture, whose pixels are not read. Raises DamagedPictureError."""
    with _opened(data) as picture:
        try:
            width, height = picture.size
            if picture.getexif().get(_ORIENTATION) in _TURNED:
                width, height = height, width
            bare = picture.mode == "CMYK" and not picture.info.get("icc_profile")
            return Header(width, height, int(getattr(picture, "n_frames", 1)), bare)
        except _DAMAGED as error:
            raise DamagedPictureError(str(error)) from error


def printed(data: bytes, width: int, height: int) -> bytes:
    """Return a picture ready for print at a size (EMU): PNG or JPEG, upright, 8 bits, sRGB, at most 300 pixels to the
    inch. Raises DamagedPictureError where its pixels cannot be read."""
    with _opened(data) as picture:
        try:
            picture.load()
            is_photo = picture.format in ("JPEG", "WEBP") and not _is_transparent(picture)
            changed = _scaled(_in_srgb(_upright(picture)), _pixels(width), _pixels(height))
            if changed is picture and _is_plain(picture):
                return data
            return _encoded(changed, is_photo=is_photo)
        except _DAMAGED as error:
            raise DamagedPictureError(str(error)) from error


def _opened(data: bytes) -> Any:
    try:
        with without_warnings(Image.DecompressionBombWarning):  # we have a limit of our own
            return Image.open(io.BytesIO(data), formats=FORMATS)
    except (*_DAMAGED, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise DamagedPictureError(str(error)) from error


def _pixels(length: int) -> int:
    return max(1, round(length * _DPI / _EMU_PER_INCH))


def _is_plain(picture: Any) -> bool:
    """Return whether both documents can hold a picture as it is."""
    modes = _PLAIN.get(picture.format or "", frozenset())
    return picture.mode in modes and "transparency" not in picture.info


def _is_transparent(picture: Any) -> bool:
    return picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info


def _upright(picture: Any) -> Any:
    """Return a picture turned as its camera says."""
    if picture.getexif().get(_ORIENTATION, 1) == 1:
        return picture
    return ImageOps.exif_transpose(picture)


def _in_srgb(picture: Any) -> Any:
    """Return a picture in 8-bit sRGB, grey or RGB, with its transparency; itself where it is so."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):  # 16 bits a pixel
        picture = picture.convert("I").point(lambda value: value / 257).convert("L")
    elif picture.mode == "F":
        low, high = picture.getextrema()
        picture = picture.point(lambda value: (value - low) * (255 / ((high - low) or 1))).convert("L")
    elif _is_transparent(picture) and picture.mode != "RGBA":
        picture = picture.convert("RGBA")
    elif picture.mode == "1":
        picture = picture.convert("L")
    if profile and (converted := _by_profile(picture, profile)):
        return converted
    return picture if picture.mode in ("L", "RGB", "RGBA", "P") else picture.convert("RGB")


def _by_profile(picture: Any, profile: bytes) -> Any:
    """Return a picture converted by its own profile; None where that is sRGB, or cannot be used."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in (ImageCms.getProfileDescription(source) or ""):
            return None
        if picture.mode == "P":
            picture = picture.convert("RGB")
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _scaled(picture: Any, width: int, height: int) -> Any:
    """Return a picture with at most the pixels that are asked for."""
    if picture.width <= width * _SPARE or picture.height <= height * _SPARE:
        return picture
    if picture.mode == "P":
        picture = picture.convert("RGB")
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _encoded(picture: Any, *, is_photo: bool) -> bytes:
    out = io.BytesIO()
    if is_photo and picture.mode in ("L", "RGB"):
        picture.save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    else:
        picture.info.clear()  # no dates, no profile: the colours are sRGB now
        picture.save(out, "PNG", compress_level=6)
    return out.getvalue()
