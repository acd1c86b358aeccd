"""What a document holds beside its pages, and what the pages call themselves."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping

from msgspec import Struct, field

from jzdocs.frames import Drawing, Image, Page

UNTITLED = "无题"
_COVER = "封面"


class Contents(Struct, frozen=True):
    """What a file holds beside its pages.

    `drawings` and `pictures` fill the slots of the pages, by their keys; `attached` are files by name; `trace` are the
    records of the document's facts, as `jzdocs trace` reads them.
    """

    drawings: Mapping[str, Drawing]
    pictures: Mapping[str, bytes]
    attached: Mapping[str, bytes] = field(default_factory=dict)
    trace: bytes = b""

    def picture(self, item: Image) -> bytes:
        """Return the bytes of a picture, which its key names or holds."""
        if item.key.startswith("data:"):
            return b64decode(item.key.partition(",")[2])
        return self.pictures[item.key]


def label_of(page: Page) -> str:
    """Return what a page calls itself: the number that is printed there, or that it is a cover."""
    return page.label or _COVER
