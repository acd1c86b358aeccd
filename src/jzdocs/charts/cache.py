"""Drawings of earlier builds.

A drawing depends on its plan, on the faces its labels are set in, and on whether a picture is needed; the version of
the program that draws it is part of the store.
"""

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

# by the figure's id: its frame items, its PNG and its SVG (both empty where no picture is needed)
Drawn = dict[str, tuple[Drawing, bytes, bytes]]
_KIND = "chart"


class _CachedDrawing(Struct):
    """A drawing as it is stored."""

    size: Size
    items: PackedItems
    png: bytes
    svg: bytes


class ChartCache:
    """The charts of one document: `found` holds the drawings in the store by their figures' ids, `keys` the keys in
    the store of all."""

    def __init__(
        self, store: Store, plans: Mapping[str, Plan], sheet: Stylesheet, faces: Faces, pictures: frozenset[str]
    ) -> None:
        self._store = store
        self.keys: dict[str, str] = {}
        self.found: Drawn = {}
        if store.folder is None or not plans:
            return
        fonts = faces.fingerprint()
        for name, plan in plans.items():
            looks = repr((sheet.chart.font, name in pictures))
            self.keys[name] = digest(store.version, fonts, looks, msgspec.msgpack.encode(plan))
            if drawing := self._get(self.keys[name]):
                self.found[name] = drawing

    def _get(self, key: str) -> tuple[Drawing, bytes, bytes] | None:
        data = self._store.get(_KIND, key)
        if data is None:
            return None
        try:
            cached = msgspec.msgpack.decode(data, type=_CachedDrawing)
            return Drawing(cached.size, unpack_items(cached.items)), cached.png, cached.svg
        except (msgspec.MsgspecError, ValueError):
            self._store.discard(_KIND, key)
            return None

    def keep(self, drawn: Drawn) -> None:
        """Store new drawings."""
        for name, (drawing, png, svg) in drawn.items():
            if key := self.keys.get(name):
                cached = _CachedDrawing(drawing.size, pack_items(drawing.items), png, svg)
                self._store.put(_KIND, key, msgspec.msgpack.encode(cached))
