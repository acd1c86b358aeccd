"""Set lines of paragraphs from earlier builds.

Lines depend on the spans of the paragraph, its style, the width of the column, and the faces. The numbers of structure
elements differ from one build to the next; in the cache they are replaced by their order in the paragraph. All lines of
a document form a single entry of the store: it is read whole, looked up by paragraph, and written again with the
paragraphs of this build.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple, assert_never

import msgspec

from jzdocs.cache.codec import PackedItems, pack_items, unpack_items
from jzdocs.cache.store import Store, digest
from jzdocs.frames import Anchor, Clip, Image, Item, Link, Mark, Path, Rule, Slot, TextRun
from jzdocs.layout.lines import Line
from jzdocs.layout.measure import Span
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import TextStyle

_KIND = "lines"
_encode = msgspec.msgpack.Encoder().encode


class _CachedLine(NamedTuple):
    """A line as it is stored."""

    items: PackedItems
    width: int
    notes: tuple[int, ...]
    ragged: str
    anchors: tuple[str, ...]
    formulas: tuple[int, int]


_Paragraphs = dict[bytes, list[_CachedLine]]
_decode = msgspec.msgpack.Decoder(_Paragraphs).decode


class LineCache:
    """The cached lines of the document called `name`.

    `active` is false where the store has no folder: then nothing is found and nothing is saved. `new` counts the
    paragraphs that this build had to set.
    """

    def __init__(self, store: Store, name: str, faces: Faces) -> None:
        self._store, self.active = store, store.folder is not None
        self._stored: _Paragraphs = {}
        self._used: _Paragraphs = {}
        self.new = 0
        if not self.active:
            return
        self._key = digest(store.version, name, faces.fingerprint())
        data = store.get(_KIND, self._key)
        if data is not None:
            try:
                self._stored = _decode(data)
            except msgspec.MsgspecError:
                store.discard(_KIND, self._key)

    @staticmethod
    def key(spans: Sequence[Span], style: TextStyle, measures: tuple[int, ...], tag: int) -> tuple[bytes, list[int]]:
        """Return the key of a paragraph, and the numbers of its structure elements in their order.

        `measures` are the width of the column, the indent of the first line and the depth of the baseline (EMU), and
        what that indent holds of an opening mark; `tag` is the paragraph's own element, or an artifact's (negative).
        """
        own_tags = (number for span in spans for number in (span.tag, span.ruby_tag) if number >= 0)
        tags = list(dict.fromkeys((tag, *own_tags)))
        numbers = {number: index for index, number in enumerate(tags)}
        numbered = [
            span._replace(tag=numbers.get(span.tag, span.tag), ruby_tag=numbers.get(span.ruby_tag, span.ruby_tag))
            for span in spans
        ]
        return blake2b(_encode((numbered, style, measures, min(tag, 0))), digest_size=16).digest(), tags

    def find(self, key: bytes, tags: Sequence[int]) -> list[Line] | None:
        """Return the lines of a paragraph whose elements have the numbers `tags`, or None where they are not cached."""
        cached = self._stored.get(key) or self._used.get(key)
        if cached is None:
            return None
        numbers = dict(enumerate(tags))
        try:
            lines = [Line(_retagged(unpack_items(line.items), numbers), *line[1:]) for line in cached]
        except (ValueError, KeyError):
            self._stored.pop(key, None)
            return None
        self._used[key] = cached
        return lines

    def add(self, key: bytes, tags: Sequence[int], lines: Sequence[Line]) -> None:
        """Add the lines of a paragraph, unless one of their items belongs to an element outside `tags`."""
        numbers = {tag: index for index, tag in enumerate(tags)}
        try:
            self._used[key] = [_CachedLine(pack_items(_retagged(line.items, numbers)), *line[1:]) for line in lines]
        except KeyError:
            return
        self.new += 1

    def save(self) -> None:
        """Store the paragraphs of this build, where any is new or most of the stored ones are gone."""
        if self.active and (self.new or len(self._used) < len(self._stored) // 2):
            self._store.put(_KIND, self._key, _encode(self._used))

    @property
    def used(self) -> int:
        """The number of paragraphs that this build has found or added."""
        return len(self._used)


class HeldLines(LineCache):
    """The set lines of a document's last build, held in this process as they are: they need no packing, and where the
    numbers of structure elements are the same, no change."""

    def __init__(self) -> None:
        self.active, self.new = True, 0
        self._faces = ""
        self._before: dict[bytes, tuple[tuple[int, ...], list[Line]]] = {}
        self._now: dict[bytes, tuple[tuple[int, ...], list[Line]]] = {}

    def begin(self, faces: Faces) -> HeldLines:
        """Begin a build with these faces, and return the lines."""
        fingerprint = faces.fingerprint()
        if fingerprint != self._faces:
            self._faces, self._before, self._now = fingerprint, {}, {}
        self._before, self._now, self.new = self._before | self._now, {}, 0
        return self

    def find(self, key: bytes, tags: Sequence[int]) -> list[Line] | None:
        """Return the lines of a paragraph whose elements have the numbers `tags`, or None where they are not held."""
        held = self._now.get(key) or self._before.get(key)
        if held is None:
            return None
        numbers, lines = held
        if numbers != tuple(tags):
            mapped = dict(zip(numbers, tags, strict=False))
            try:
                lines = [line._replace(items=_retagged(line.items, mapped)) for line in lines]
            except KeyError:
                return None
        self._now[key] = (tuple(tags), lines)
        return lines

    def add(self, key: bytes, tags: Sequence[int], lines: Sequence[Line]) -> None:
        """Hold the lines of a paragraph, unless one of their items belongs to an element outside `tags`."""
        own = set(tags)
        if all(item.tag < 0 or item.tag in own for line in lines for item in line.items if isinstance(item, _TAGGED)):
            self._now[key] = (tuple(tags), list(lines))
        self.new += 1

    def save(self) -> None:
        """End a build: only what it used is held on."""
        self._before = {}

    @property
    def used(self) -> int:
        """The number of paragraphs that this build has found or added."""
        return len(self._now)


_TAGGED = (Mark, Link)


def _retagged(items: Iterable[Item], numbers: Mapping[int, int]) -> tuple[Item, ...]:
    """Return items with other numbers of structure elements; artifacts (negative) keep theirs. Raises KeyError for a
    number that `numbers` does not map."""
    return tuple([_retag(item, numbers) for item in items])


def _retag(item: Item, numbers: Mapping[int, int]) -> Item:
    match item:
        case Mark() | Link():
            return item._replace(tag=numbers[item.tag]) if item.tag >= 0 else item
        case TextRun() | Rule() | Path() | Clip() | Image() | Anchor() | Slot():
            return item
        case _:
            assert_never(item)
