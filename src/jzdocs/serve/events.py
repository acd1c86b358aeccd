"""Events for the browser (server-sent events, HTML 9.2): each subscriber gets what happens from now on, in its own
language."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import msgspec

from jzdocs.messages.message import Language

Wording = Callable[[Language], object]
_MOST = 200  # events that wait for a browser that does not read: then the oldest are dropped
_PULSE = 15.0  # seconds after which a line shows that the connection lives


class Hub:
    """Hands events to all who listen. Once `close`d, all streams end."""

    def __init__(self) -> None:
        self._streams: set[asyncio.Queue[tuple[str, Wording] | None]] = set()
        self.closed = False

    def send(self, name: str, wording: Wording) -> None:
        """Send an event; `wording` returns its data in a language."""
        for stream in self._streams:
            if stream.full():
                stream.get_nowait()
            stream.put_nowait((name, wording))

    def close(self) -> None:
        """End all streams."""
        self.closed = True
        for stream in self._streams:
            if stream.full():
                stream.get_nowait()
            stream.put_nowait(None)

    @property
    def listeners(self) -> int:
        """How many browsers listen."""
        return len(self._streams)

    async def stream(self, language: Language) -> AsyncIterator[bytes]:
        """Yield the events as they are sent, and a comment from time to time."""
        queue: asyncio.Queue[tuple[str, Wording] | None] = asyncio.Queue(_MOST)
        self._streams.add(queue)
        try:
            yield b"retry: 1000\n\n: hello\n\n"
            while not self.closed:
                event = None
                with suppress(TimeoutError):
                    event = await asyncio.wait_for(queue.get(), _PULSE)
                    if event is None:
                        return
                yield _encoded(event, language) if event else b": \n\n"
        finally:
            self._streams.discard(queue)


def _encoded(event: tuple[str, Wording], language: Language) -> bytes:
    name, wording = event
    return b"event: %s\ndata: %s\n\n" % (name.encode(), msgspec.json.encode(wording(language)))
