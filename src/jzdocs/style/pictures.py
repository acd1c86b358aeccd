"""Pictures that belong to the looks of documents: logos, watermarks, seals. They are PNG or JPEG files of the template,
the project or jzdocs itself, or members of a Word file (`reference.docx#word/media/image1.png`)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from jzdocs import limits
from jzdocs.archives import DAMAGES
from jzdocs.errors import Location, UsageError
from jzdocs.files import resolved
from jzdocs.style.schema import StyleKeys
from jzdocs.style.stylesheet import StylePicture

# what a stylesheet writes to do without the picture of the one that it extends
NONE = "none"
_MEMBER = "#"
_PLAIN = {"PNG": ("L", "RGB", "RGBA"), "JPEG": ("L", "RGB")}  # what both writers take as it is
_UPRIGHT = (None, 1)
_ORIENTATION = 0x0112  # of EXIF
_LARGEST = 4961  # pixels of a side: 300 to the inch over the height of A3


def find_picture(name: str, folders: Sequence[Path], at: Location) -> StylePicture:
    """Return the picture that a stylesheet names, looked up in `folders`, in order.

    Raises UsageError (at `at`) where there is none, or where it is no picture that can be printed.
    """
    looked = ", ".join(map(str, folders))
    path = next((path for path in picture_places(name, folders) if path.is_file()), None)
    if path is None:
        raise UsageError("T041", at=at, file=name, looked=looked)
    member = name.partition(_MEMBER)[2]
    try:
        data = zipfile.ZipFile(path).read(member) if member else path.read_bytes()
    except DAMAGES as error:
        raise UsageError("T041", at=at, file=name, looked=looked) from error
    picture = printable(name, data)
    if picture is None:
        raise UsageError("T041.kind", at=at, file=name)
    return picture


def picture_places(name: str, folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the places where a picture would be found."""
    file = name.partition(_MEMBER)[0]
    for folder in folders:
        path = resolved(folder / file)
        if path.is_relative_to(folder.resolve()):
            yield path


def picture_names(keys: StyleKeys) -> Iterator[str]:
    """Yield the names of all pictures that the keys of a stylesheet name."""
    heads = [head for side in (keys.header, keys.footer) for head in (side, side.first, side.even) if head]
    names = (*(head.logo for head in heads), keys.watermark.picture, keys.seal.picture)
    yield from (name for name in names if name and name != NONE)


@lru_cache(maxsize=16)
def printable(name: str, data: bytes) -> StylePicture | None:
    """Return a picture as both writers take it: upright, of eight bits, grey or RGB, and with no more pixels than print
    can show of a mark; None for no PNG or JPEG."""
    from PIL import Image, ImageOps  # only documents with such pictures pay for it

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.format not in _PLAIN or image.width * image.height > limits.current().pixels:
                return None
            is_small = max(image.size) <= _LARGEST
            if is_small and image.mode in _PLAIN[image.format] and image.getexif().get(_ORIENTATION) in _UPRIGHT:
                image.load()
                return StylePicture(name, data, *image.size)
            if image.mode in _PLAIN["PNG"]:  # of a large picture, there is one copy at a time
                image.thumbnail((_LARGEST, _LARGEST))
            upright = ImageOps.exif_transpose(image)
            clear = "A" in upright.mode or "transparency" in upright.info
            plain = upright.convert("RGBA" if clear else "RGB")
            plain.thumbnail((_LARGEST, _LARGEST))
            return as_png(name, plain)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError):
        return None


def as_png(name: str, image: object) -> StylePicture:
    """Return an image of Pillow as a picture."""
    out = io.BytesIO()
    image.save(out, "PNG")  # type: ignore[attr-defined]
    return StylePicture(name, out.getvalue(), *image.size)  # type: ignore[attr-defined]
