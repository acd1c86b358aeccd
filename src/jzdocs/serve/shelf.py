"""The pictures of pages that the server holds: as PDF until the browser asks for them, then as PNG too."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from types import MappingProxyType

from jzdocs.editing.process import Process
from jzdocs.errors import UsageError
from jzdocs.serve.live import RenderJob
from jzdocs.serve.pictures import DrawnPages

_MOST_PDF = 192 * 1024 * 1024
_MOST_PNG = 192 * 1024 * 1024


class _Bounded:
    """Bytes by key, those unused for longest dropped where they are more than `most`."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._entries: OrderedDict[tuple[object, ...], bytes] = OrderedDict()

    def get(self, *key: object) -> bytes | None:
        data = self._entries.get(key)
        if data is not None:
            self._entries.move_to_end(key)
        return data

    def put(self, data: bytes, *key: object) -> None:
        self._size += len(data) - len(self._entries.pop(key, b""))
        self._entries[key] = data
        while self._size > self._most and len(self._entries) > 1:
            _, dropped = self._entries.popitem(last=False)
            self._size -= len(dropped)

    def __contains__(self, key: tuple[object, ...]) -> bool:
        return key in self._entries


class Shelf:
    """Pages by their hashes. `renderer` is the process that draws them."""

    def __init__(self, renderer: Process) -> None:
        self._renderer = renderer
        self._files = _Bounded(_MOST_PDF)
        self._pictures = _Bounded(_MOST_PNG)
        self._places: dict[str, tuple[int, int]] = {}  # hash → number of the PDF, page in it
        self._next = 0
        self._drawing: dict[tuple[str, float], asyncio.Task[bytes]] = {}
        self._expected: frozenset[str] = frozenset()
        self._has_changed = asyncio.Event()

    def expect(self, hashes: frozenset[str]) -> None:
        """Let whoever asks for one of these pages wait for it, until others are expected."""
        self._expected = hashes
        self._has_changed.set()

    def holds(self, key: str) -> bool:
        """Return whether a page can be drawn."""
        place = self._places.get(key)
        return place is not None and (place[0],) in self._files

    def seen(self) -> frozenset[str]:
        """Return the hashes of all pages that can be drawn."""
        return frozenset(key for key in self._places if self.holds(key))

    def add(self, drawn: DrawnPages, pictures: Mapping[str, bytes] = MappingProxyType({}), scale: float = 1) -> None:
        """Put new pages on the shelf, with the pictures that are there already."""
        if drawn.hashes:
            self._next += 1
            self._files.put(drawn.pdf, self._next)
            self._places |= {key: (self._next, index) for index, key in enumerate(drawn.hashes)}
            for key in [key for key in self._places if not self.holds(key)]:
                del self._places[key]
        for key, picture in pictures.items():
            self._pictures.put(picture, key, scale)
        self._has_changed.set()

    async def picture(self, key: str, scale: float) -> bytes:
        """Return a page as PNG. Raises UsageError (X172) for one that is not held."""
        ready = self._pictures.get(key, scale)
        if ready is not None:
            return ready
        while key in self._expected and not self.holds(key):
            self._has_changed.clear()
            await self._has_changed.wait()
        if not self.holds(key):
            raise UsageError("X172.page")
        task = self._drawing.get((key, scale))
        if task is None:
            task = asyncio.ensure_future(self._drawn(key, scale))
            self._drawing[key, scale] = task
            task.add_done_callback(lambda _: self._drawing.pop((key, scale), None))
        return await asyncio.shield(task)

    async def _drawn(self, key: str, scale: float) -> bytes:
        number, index = self._places[key]
        pdf = self._files.get(number)
        if pdf is None:
            raise UsageError("X172.page")
        picture: bytes = await self._renderer.call("render", RenderJob(pdf, index, scale), seconds=60)
        self._pictures.put(picture, key, scale)
        return picture
