"""Pictures as resources of an OFD document (GB/T 33190, 7.9): PNG and JPEG, which every reader has and archives allow
(GB/T 42133, 6.2.6 e)."""

from __future__ import annotations

import io

from jzdocs.errors import Location, told_as
from jzdocs.frames import Image
from jzdocs.ofd.markup import Ids, part
from jzdocs.ofd.package import Package
from jzdocs.painting.contents import Contents

_SIGNS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_SUFFIXES = {"PNG": "png", "JPEG": "jpg"}


class Pictures:
    """The pictures of a document by their keys; one that stands in many places is kept once."""

    def __init__(self, contents: Contents, ids: Ids) -> None:
        self._contents, self._ids = contents, ids
        self._found: dict[str, tuple[int, Image]] = {}

    def __getitem__(self, item: Image) -> int:
        """Return the identifier of a picture."""
        if item.key not in self._found:
            self._found[item.key] = self._ids.next(), item
        return self._found[item.key][0]

    def write(self, package: Package, folder: str) -> bool:
        """Add the pictures, and the document resources that describe them; return whether there are any."""
        entries = []
        for resource, item in self._found.values():
            kind, data = _prepared(self._contents.picture(item), item.key)
            name = f"image_{resource}.{_SUFFIXES[kind]}"
            package.add(f"{folder}/Res/{name}", data)
            entries.append(
                f'<ofd:MultiMedia ID="{resource}" Type="Image" Format="{kind}">'
                f"<ofd:MediaFile>{name}</ofd:MediaFile></ofd:MultiMedia>"
            )
        if entries:
            media = f"<ofd:MultiMedias>{''.join(entries)}</ofd:MultiMedias>"
            package.add(f"{folder}/DocumentRes.xml", part("Res", media, attributes=' BaseLoc="Res"'))
        return bool(entries)


def _prepared(data: bytes, key: str) -> tuple[str, bytes]:
    """Return the format of a picture with its bytes; one in any other format than PNG and JPEG becomes PNG."""
    kind = next((kind for sign, kind in _SIGNS.items() if data.startswith(sign)), "")
    if kind:
        return kind, data
    from PIL import Image as Raster  # only pictures that were not made ready for print pay for it

    out = io.BytesIO()
    with told_as("X012", Location(key), href=key), Raster.open(io.BytesIO(data)) as picture:
        picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB").save(
            out, "PNG"
        )
    return "PNG", out.getvalue()
