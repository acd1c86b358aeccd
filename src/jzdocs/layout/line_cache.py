"""Lines of paragraphs that were set before. They depend on the paragraph's runs, its style, the column, and the faces;
the numbers of structure elements, which differ from one build to the next, are told by their order in the paragraph.

The lines of a document are one entry of the store: read whole, looked up by paragraph, written again with what this
build used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple, assert_never

import msgspec

from jzdocs.cache.codec import PackedItems, pack_items, unpack_items
from jzdocs.cache.store import Store, digest
from jzdocs.frames import Anchor, Image, Item, Link, Mark, Path, Rule, Slot, TextRun
from jzdocs.layout.lines import Line
from jzdocs.layout.measure import Span
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import TextStyle

_KIND = "lines"
_encode = msgspec.msgpack.Encoder().encode


class _CachedLines(NamedTuple):
    """A line as it is kept."""

    items: PackedItems
    width: int
    notes: tuple[int, ...]
    ragged: str
    anchors: tuple[str, ...]


_Lines = dict[bytes, list[_CachedLines]]
_decode = msgspec.msgpack.Decoder(_Lines).decode


class LineCache:
    """The lines of the document that `name` stands for. Without a folder in the `store` there are none, and none are
    kept."""

    def __init__(self, store: Store, name: str, faces: Faces) -> None:
        self._store, self.active = store, store.folder is not None
        self._found: _Lines = {}
        self._used: _Lines = {}
        self.new = 0
        if not self.active:
            return
        self._key = digest(store.version, name, faces.fingerprint())
        data = store.get(_KIND, self._key)
        if data is not None:
            try:
                self._found = _decode(data)
            except msgspec.MsgspecError:
                store.discard(_KIND, self._key)

    @staticmethod
    def key(
        spans: Sequence[Span], style: TextStyle, measures: tuple[int, int, int], tag: int
    ) -> tuple[bytes, list[int]]:
        """What stands for a paragraph, and the numbers of its structure elements in their order."""
        tags = list(dict.fromkeys((tag, *(one for span in spans for one in (span.tag, span.ruby_tag) if one >= 0))))
        numbers = {one: index for index, one in enumerate(tags)}
        numbered = [
            span._replace(tag=numbers.get(span.tag, span.tag), ruby_tag=numbers.get(span.ruby_tag, span.ruby_tag))
            for span in spans
        ]
        return blake2b(_encode((numbered, style, measures, min(tag, 0))), digest_size=16).digest(), tags

    def find(self, key: bytes, tags: Sequence[int]) -> list[Line] | None:
        """The lines of a paragraph, or None."""
        kept = self._found.get(key) or self._used.get(key)
        if kept is None:
            return None
        numbers = dict(enumerate(tags))
        try:
            lines = [Line(_retagged(unpack_items(one.items), numbers), *one[1:]) for one in kept]
        except (ValueError, KeyError):
            self._found.pop(key, None)
            return None
        self._used[key] = kept
        return lines

    def keep(self, key: bytes, tags: Sequence[int], lines: Sequence[Line]) -> None:
        """Keep the lines of a paragraph; not where they belong to others' elements too."""
        numbers = {tag: index for index, tag in enumerate(tags)}
        try:
            self._used[key] = [_CachedLines(pack_items(_retagged(line.items, numbers)), *line[1:]) for line in lines]
        except KeyError:
            return
        self.new += 1

    def save(self) -> None:
        """Write down what this build used."""
        if self.active and (self.new or len(self._used) < len(self._found) // 2):
            self._store.put(_KIND, self._key, _encode(self._used))

    @property
    def used(self) -> int:
        """How many paragraphs were found or set."""
        return len(self._used)


def _retagged(items: Iterable[Item], numbers: Mapping[int, int]) -> tuple[Item, ...]:
    """Items with other numbers of structure elements; artifacts (negative) stay what they are. Raises KeyError for a
    number that has no other."""
    return tuple([_retag(item, numbers) for item in items])


def _retag(item: Item, numbers: Mapping[int, int]) -> Item:
    match item:
        case Mark() | Link():
            return item._replace(tag=numbers[item.tag]) if item.tag >= 0 else item
        case TextRun() | Rule() | Path() | Image() | Anchor() | Slot():
            return item
        case _:
            assert_never(item)
