"""Charts that were drawn before. A drawing depends on its plan, the faces that its labels are set in, and whether a
picture is wanted; what draws it is in the store's version."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from jzdocs.cache.codec import PackedItems, pack_items, unpack_items
from jzdocs.cache.store import Store, digest
from jzdocs.charts.marks import Plan
from jzdocs.frames import Drawing
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import Size

Drawn = dict[str, tuple[Drawing, bytes, bytes]]
_KIND = "chart"


class _CachedDrawing(Struct):
    """A drawing as it is kept."""

    size: Size
    items: PackedItems
    png: bytes
    svg: bytes


class ChartCache:
    """The charts of one document that are at hand, by their figures' ids, and the keys under which others will be
    kept."""

    def __init__(
        self, store: Store, plans: Mapping[str, Plan], sheet: Stylesheet, faces: Faces, pictures: frozenset[str]
    ) -> None:
        self._store = store
        self.keys: dict[str, str] = {}
        self.found: Drawn = {}
        if store.folder is None or not plans:
            return
        fonts = faces.fingerprint()
        for key, plan in plans.items():
            self.keys[key] = digest(
                store.version, fonts, repr((sheet.chart.font, key in pictures)), msgspec.msgpack.encode(plan)
            )
            if drawn := self._get(self.keys[key]):
                self.found[key] = drawn

    def _get(self, key: str) -> tuple[Drawing, bytes, bytes] | None:
        data = self._store.get(_KIND, key)
        if data is None:
            return None
        try:
            kept = msgspec.msgpack.decode(data, type=_CachedDrawing)
            return Drawing(kept.size, unpack_items(kept.items)), kept.png, kept.svg
        except (msgspec.MsgspecError, ValueError):
            self._store.discard(_KIND, key)
            return None

    def keep(self, drawn: Drawn) -> None:
        """Keep what was drawn now."""
        for name, (drawing, png, svg) in drawn.items():
            if key := self.keys.get(name):
                self._store.put(
                    _KIND,
                    key,
                    msgspec.msgpack.encode(_CachedDrawing(drawing.size, pack_items(drawing.items), png, svg)),
                )
