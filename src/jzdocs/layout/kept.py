"""Lines of paragraphs that were set before. They depend on the paragraph's runs, its style, the column, and the faces; the numbers of structure
elements, which differ from one build to the next, are told by their order in the paragraph.

The lines of a document are one entry of the store: read whole, looked up by paragraph, written again with what this build used.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from jzdocs.frames import Anchor, Item, Link, Mark, Path, Rule, TextRun
from jzdocs.layout.lines import Line
from jzdocs.layout.prepare import Span
from jzdocs.store import Store, digest
from jzdocs.style.faces import Faces
from jzdocs.style.sheet import Stylesheet, TextStyle

_KIND = "lines"
_encode = msgspec.msgpack.Encoder().encode


class _Packed(NamedTuple):
    """A line as it is kept: which kind of item is next (m, t, k, r, p, a), the items of each kind, and the rest."""

    order: str
    marks: list[int]
    texts: list[TextRun]
    links: list[Link]
    rules: list[Rule]
    paths: list[Path]
    places: list[Anchor]
    width: int
    notes: tuple[int, ...]
    ragged: str
    anchors: tuple[str, ...]


_Lines = dict[bytes, list[_Packed]]
_decode = msgspec.msgpack.Decoder(_Lines).decode


class KeptLines:
    """The lines of the document that `name` stands for. Without a folder in the `store` there are none, and none are kept."""

    def __init__(self, store: Store, name: str, sheet: Stylesheet, faces: Faces) -> None:
        self._store, self.active = store, store.folder is not None
        self._found: _Lines = {}
        self._used: _Lines = {}
        self.new = 0
        if not self.active:
            return
        files = [f for role in sheet.fonts.values() for f in (role.file, role.bold) if f]
        fonts = [[str(key), faces[key].fingerprint()] for key in sheet.fonts]
        shown = [(name, f.index, f.axes) for name, f in ((f.shown, f) for f in files)]
        self._key = digest(store.version, name, repr((fonts, shown)))
        data = store.get(_KIND, self._key)
        if data is not None:
            try:
                self._found = _decode(data)
            except msgspec.MsgspecError:
                store.discard(_KIND, self._key)

    @staticmethod
    def key(spans: Sequence[Span], style: TextStyle, measures: tuple[int, int, int], tag: int) -> tuple[bytes, list[int]]:
        """What stands for a paragraph, and the numbers of its structure elements in their order."""
        tags = [tag]
        numbered = []
        for span in spans:
            if span.tag >= 0 or span.ruby_tag >= 0:
                for one in (span.tag, span.ruby_tag):
                    if one >= 0 and one not in tags:
                        tags.append(one)
                span = span._replace(
                    tag=tags.index(span.tag) if span.tag >= 0 else -1, ruby_tag=tags.index(span.ruby_tag) if span.ruby_tag >= 0 else -1
                )
            numbered.append(span)
        return blake2b(_encode((numbered, style, measures)), digest_size=16).digest(), tags

    def find(self, key: bytes, tags: Sequence[int]) -> list[Line] | None:
        """The lines of a paragraph, or None."""
        packed = self._found.get(key) or self._used.get(key)
        if packed is None:
            return None
        try:
            lines = [Line(_items(one, tags), one.width, one.notes, one.ragged, one.anchors) for one in packed]
        except (KeyError, IndexError, RuntimeError, StopIteration):
            del self._found[key]
            return None
        self._used[key] = packed
        return lines

    def keep(self, key: bytes, tags: Sequence[int], lines: Sequence[Line]) -> None:
        """Keep the lines of a paragraph, where they hold nothing unusual."""
        packed = [_pack(line, tags) for line in lines]
        if None not in packed:
            self._used[key] = [one for one in packed if one is not None]
            self.new += 1

    def save(self) -> None:
        """Write down what this build used."""
        if self.active and (self.new or len(self._used) < len(self._found) // 2):
            self._store.put(_KIND, self._key, _encode(self._used))

    @property
    def used(self) -> int:
        """How many paragraphs were found or set."""
        return len(self._used)


def _pack(line: Line, tags: Sequence[int]) -> _Packed | None:
    out = _Packed("", [], [], [], [], [], [], line.width, line.notes, line.ragged, line.anchors)
    order = []
    for item in line.items:
        match item:
            case Mark():
                if item.tag >= 0 and item.tag not in tags:
                    return None
                out.marks.append(tags.index(item.tag) if item.tag >= 0 else item.tag)
                order.append("m")
            case TextRun():
                out.texts.append(item)
                order.append("t")
            case Link():
                if item.tag >= 0 and item.tag not in tags:
                    return None
                out.links.append(item._replace(tag=tags.index(item.tag) if item.tag >= 0 else item.tag))
                order.append("k")
            case Rule():
                out.rules.append(item)
                order.append("r")
            case Path():
                out.paths.append(item)
                order.append("p")
            case Anchor():
                out.places.append(item)
                order.append("a")
            case _:
                return None
    return out._replace(order="".join(order))


def _items(one: _Packed, tags: Sequence[int]) -> tuple[Item, ...]:
    marks, texts, links = iter(one.marks), iter(one.texts), iter(one.links)
    rules, paths, places = iter(one.rules), iter(one.paths), iter(one.places)
    out: list[Item] = []
    for kind in one.order:
        match kind:
            case "m":
                tag = next(marks)
                out.append(Mark(tags[tag] if tag >= 0 else tag))
            case "t":
                out.append(next(texts))
            case "k":
                link = next(links)
                out.append(link._replace(tag=tags[link.tag]) if link.tag >= 0 else link)
            case "r":
                out.append(next(rules))
            case "p":
                out.append(next(paths))
            case "a":
                out.append(next(places))
            case _:
                raise KeyError(kind)
    return tuple(out)
