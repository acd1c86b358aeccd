"""Charts that were drawn before. A drawing depends on its plan, the faces that its labels are set in, and whether a picture is wanted; what
draws it is in the store's version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct

from jzdocs.charts.marks import Plan
from jzdocs.frames import Drawing, Item, Path, TextRun
from jzdocs.store import Store, digest
from jzdocs.style.faces import Faces
from jzdocs.style.sheet import Stylesheet
from jzdocs.units import Size

Drawn = dict[str, tuple[Drawing, bytes, bytes]]
_KIND = "chart"


class _Packed(Struct):
    """A drawing as it is kept: its texts and its paths, and in `order` which of them is next (t, p)."""

    size: Size
    order: str
    texts: list[TextRun]
    paths: list[Path]
    png: bytes
    svg: bytes


class KeptCharts:
    """The charts of one document that are at hand, by their figures' ids, and the keys under which others will be kept."""

    def __init__(self, store: Store, plans: Mapping[str, Plan], sheet: Stylesheet, faces: Faces, pictures: frozenset[str]) -> None:
        self._store = store
        self.keys: dict[str, str] = {}
        self.found: Drawn = {}
        if store.folder is None or not plans:
            return
        fonts = [[name, faces[name].fingerprint()] for name in faces.chain(faces.key(sheet.chart.font, bold=False))]
        bold = faces[faces.key(sheet.chart.font, bold=True)].fingerprint()
        for key, plan in plans.items():
            self.keys[key] = digest(store.version, repr((fonts, bold, sheet.chart.font, key in pictures)), msgspec.msgpack.encode(plan))
            if drawn := self._get(self.keys[key]):
                self.found[key] = drawn

    def _get(self, key: str) -> tuple[Drawing, bytes, bytes] | None:
        data = self._store.get(_KIND, key)
        if data is None:
            return None
        try:
            packed = msgspec.msgpack.decode(data, type=_Packed)
            streams: dict[str, Iterator[Item]] = {"t": iter(packed.texts), "p": iter(packed.paths)}
            items = tuple(next(streams[kind]) for kind in packed.order)
        except (msgspec.MsgspecError, KeyError, RuntimeError, StopIteration):
            self._store.discard(_KIND, key)
            return None
        return Drawing(packed.size, items), packed.png, packed.svg

    def keep(self, drawn: Drawn) -> None:
        """Keep what was drawn now."""
        for name, (drawing, png, svg) in drawn.items():
            if key := self.keys.get(name):
                texts = [i for i in drawing.items if isinstance(i, TextRun)]
                paths = [i for i in drawing.items if isinstance(i, Path)]
                if len(texts) + len(paths) == len(drawing.items):
                    order = "".join("t" if isinstance(i, TextRun) else "p" for i in drawing.items)
                    packed = _Packed(drawing.size, order, texts, paths, png, svg)
                    self._store.put(_KIND, key, msgspec.msgpack.encode(packed))
