"""Pages → pictures: each page has a hash of what it prints, and only those that nobody has seen yet are drawn.

What is drawn is a PDF of these pages alone, by the writer that makes the document's own, without its structure; so the
picture of a page shows what will be printed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import blake2b

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from jzdocs.build.preview import PreviewedPages
from jzdocs.frames import ARTIFACT, Anchor, Image, Item, Link, Mark, Page, Pages, Slot, Tag
from jzdocs.model.nodes import Meta
from jzdocs.painting.contents import Contents
from jzdocs.pdf.writer import write_pdf
from jzdocs.units import EMU_PER_PT

_encode = msgspec.msgpack.Encoder().encode
_MOST_PIXELS = 40_000_000
SCALES = (0.25, 6.0)


class PagePicture(Struct, frozen=True):
    """A page as the browser knows it: the hash of what it prints, its size in points, its printed number."""

    hash: str
    width: float
    height: float
    label: str


class DrawnPages(Struct, frozen=True):
    """New pages by their hashes, as the pages of one PDF in this order."""

    hashes: tuple[str, ...]
    pdf: bytes


def hashed_pages(shown: PreviewedPages) -> list[PagePicture]:
    """Return the pages with their hashes: the same hash, the same picture."""
    state = _Hashing(shown)
    return [
        PagePicture(state.of(page), page.size.width / EMU_PER_PT, page.size.height / EMU_PER_PT, page.label)
        for page in shown.pages.pages
    ]


class _Hashing:
    """What a page's hash is made of: its items but for marks of structure, what stands in its slots, the faces."""

    def __init__(self, shown: PreviewedPages) -> None:
        self._faces = shown.loaded.faces.fingerprint().encode()
        self._shown = shown
        self._slots: dict[str, bytes] = {}

    def of(self, page: Page) -> str:
        """Return the hash of a page."""
        state = blake2b(self._faces, digest_size=12)
        state.update(_encode((page.size, list(_printed(page.items)))))
        for item in page.items:
            if isinstance(item, Slot | Image):
                state.update(self._filling(item.key))
        return state.hexdigest()

    def _filling(self, key: str) -> bytes:
        """Return a hash of what fills the slot or image of a key."""
        if key not in self._slots:
            drawing = self._shown.drawings.get(key)
            data = _encode(drawing) if drawing else self._shown.pictures.get(key, b"")
            self._slots[key] = blake2b(data, digest_size=12).digest()
        return self._slots[key]


def _printed(items: Sequence[Item]) -> Iterator[Item]:
    return (item for item in items if not isinstance(item, Mark | Link | Anchor))


def drawn_pages(shown: PreviewedPages, pages: Sequence[PagePicture], hashes: Collection[str]) -> DrawnPages:
    """Return the pages that are among the `hashes`."""
    new: Mapping[str, Page] = {
        picture.hash: page for picture, page in zip(pages, shown.pages.pages, strict=True) if picture.hash in hashes
    }
    if not new:
        return DrawnPages((), b"")
    bare = tuple(replace(page, items=(Mark(ARTIFACT), *_printed(page.items)), label="1") for page in new.values())
    contents = Contents(shown.drawings, shown.pictures)
    data = write_pdf(Pages(bare, tags=(Tag("Document", -1),)), Meta(title="-"), shown.loaded.faces, contents)
    return DrawnPages(tuple(new), data)


def rendered(pdf: bytes, index: int, scale: float) -> bytes:
    """Return a page of a PDF, counted from 0, as PNG; `scale` is pixels a point, and is bounded by how large pictures
    may become."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[index]
        width, height = page.get_size()
        bounded = min(max(scale, SCALES[0]), SCALES[1], (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=bounded, rev_byteorder=True)
        return _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    finally:
        document.close()


def _png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Return rows of RGB, each `stride` bytes long, as PNG (ISO 15948), packed as fast as may be: it is read once, on
    this machine."""
    rows = b"".join([b"\0" + pixels[start : start + 3 * width] for start in range(0, stride * height, stride)])
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
