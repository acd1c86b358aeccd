"""A store in memory: what the last builds of this process made, charts and lines of text."""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache
from pathlib import Path

from jzdocs.build.preview import BuildMemory
from jzdocs.cache.store import Store
from jzdocs.layout.line_cache import HeldLines


class MemoryStore(Store):
    """Entries by kind and key, the ones unused for longest dropped where they take more than `most` bytes."""

    def __init__(self, most: int = 128 * 1024 * 1024) -> None:
        super().__init__(None, most)
        self.folder = Path()  # none is read or written; it only says that this store keeps what it gets
        self._entries: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._size = 0

    def get(self, kind: str, key: str) -> bytes | None:
        """Return the contents of an entry, or None where there is none."""
        data = self._entries.get((kind, key))
        if data is not None:
            self._entries.move_to_end((kind, key))
        return data

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep the contents of an entry."""
        self.discard(kind, key)
        self._entries[kind, key] = data
        self._size += len(data)
        while self._size > self.most:
            (_, dropped) = self._entries.popitem(last=False)
            self._size -= len(dropped)

    def discard(self, kind: str, key: str) -> None:
        """Forget an entry."""
        self._size -= len(self._entries.pop((kind, key), b""))

    def prune(self) -> None:
        """Do nothing: what is kept is bounded at any time."""


@lru_cache(maxsize=1)
def process_store() -> MemoryStore:
    """Return the store of this process."""
    return MemoryStore()


@lru_cache(maxsize=6)
def memory_of(path: Path) -> BuildMemory:
    """Return what this process holds of the source at a path."""
    return BuildMemory(process_store(), HeldLines())
