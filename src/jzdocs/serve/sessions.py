"""The live builds: of each document the text as it was typed last, one build at a time, the newest first."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs.editing.process import OvertakenJobError, Process
from jzdocs.errors import Diagnostic, JzdocsError
from jzdocs.messages.message import Language
from jzdocs.options import RowValue
from jzdocs.serve.events import Hub
from jzdocs.serve.live import LiveJob, LivePages, LiveResult
from jzdocs.serve.pictures import DrawnPages
from jzdocs.serve.places import PageBoxes
from jzdocs.serve.records import finding_records, pages_of_lines
from jzdocs.serve.shelf import Shelf

_PATIENCE = 0.6  # seconds without a new page after which a build is let go on while somebody types
_MOST_SECONDS = 120.0
_MOST_BUILT = 40  # documents of which the newest pages are known


class Typed(Struct, frozen=True):
    """A text to build: of the document `id`, whose source is at `path` (None: what that holds); `seq` is the browser's
    number for it, `client` the name by which one of its tabs knows it."""

    id: str
    path: Path
    text: str | None
    seq: int
    revision: str = ""
    client: str = ""
    template: str | None = None
    row: tuple[RowValue, ...] | None = None

    @property
    def tab(self) -> tuple[str, str]:
        """The document and the tab in which it is typed: a text overtakes only older ones of its own tab."""
        return self.id, self.client


class Built(Struct):
    """What is known of a document now: the text that was built, its pages, findings and places (None: not yet)."""

    typed: Typed
    pages: LivePages | None = None
    findings: tuple[Diagnostic, ...] = ()
    boxes: dict[str, PageBoxes] | None = None
    milliseconds: int = 0


class Sessions:
    """Builds what is typed, and tells what comes out."""

    def __init__(self, builder: Process, shelf: Shelf, hub: Hub) -> None:
        self._builder, self._shelf, self._hub = builder, shelf, hub
        self._waiting: dict[tuple[str, str], Typed] = {}
        self._running: Typed | None = None
        self._job: LiveJob | None = None
        self._shown_at = 0.0
        self._has_pages = False
        self._task: asyncio.Task[None] | None = None
        self._settled = asyncio.Event()
        self.built: dict[str, Built] = {}
        self.scale = 2.0

    def submit(self, typed: Typed) -> None:
        """Build a text next; an older one of the same document is overtaken."""
        self._waiting.pop(typed.tab, None)
        self._waiting[typed.tab] = typed
        running = self._running
        if running and running.tab == typed.tab:
            if self._has_pages or time.monotonic() - self._shown_at < _PATIENCE:
                self._builder.cancel(self._job)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def boxes(self, id_: str, key: str, seconds: float = 5.0) -> PageBoxes | None:
        """Return the places on a page of the newest build; wait for them where it is not finished."""
        until = time.monotonic() + seconds
        while True:
            built = self.built.get(id_)
            if built and built.boxes is not None:
                return built.boxes.get(key)
            left = until - time.monotonic()
            if built is None or left <= 0:
                return None
            self._settled.clear()
            try:
                await asyncio.wait_for(self._settled.wait(), left)
            except TimeoutError:
                return None

    async def stop(self) -> None:
        """End the build at hand."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _work(self) -> None:
        while self._waiting:
            tab = next(iter(self._waiting))
            typed = self._running = self._waiting.pop(tab)
            self._has_pages = False
            try:
                await self._build(typed)
            except OvertakenJobError:
                if tab not in self._waiting and not self._has_pages:
                    self._waiting[tab] = typed
            except JzdocsError as error:
                self._fail(typed, (error.diagnostic,))
            finally:
                self._running = None
                self._shelf.expect(frozenset())
                self._settled.set()

    async def _build(self, typed: Typed) -> None:
        began = time.perf_counter()
        built = Built(typed)

        def show(pages: LivePages | DrawnPages) -> None:
            if isinstance(pages, DrawnPages):
                self._shelf.add(pages)
                return
            self._shelf.expect(pages.later)
            self._shelf.add(pages.drawn, pages.pictures, pages.scale)
            built.pages = pages
            built.milliseconds = round((time.perf_counter() - began) * 1000)
            self.built.pop(typed.id, None)
            self.built[typed.id] = built
            while len(self.built) > _MOST_BUILT:
                self.built.pop(next(iter(self.built)))
            self._has_pages, self._shown_at = True, time.monotonic()
            self._send_built(built, complete=False)

        job = LiveJob(typed.path, typed.text, self._shelf.seen(), self.scale, typed.template, typed.row)
        self._job = job
        result: LiveResult = await self._builder.call("live", job, show, _MOST_SECONDS)
        if not result.has_pages:
            self._fail(typed, result.findings)
            return
        built.findings, built.boxes = result.findings, result.boxes
        self._send_built(built, complete=True)

    def _send_built(self, built: Built, *, complete: bool) -> None:
        """Send an event `built`; before it is `complete`, findings are those of the build before."""
        pages = built.pages
        assert pages is not None
        findings = built.findings if complete else ()
        self._hub.send("built", _wording(built, pages, findings, complete=complete))

    def _fail(self, typed: Typed, findings: tuple[Diagnostic, ...]) -> None:
        def wording(language: Language) -> dict[str, Any]:
            records = finding_records(findings, language, typed.path, typed.text or "")
            return {
                "id": typed.id,
                "seq": typed.seq,
                "client": typed.client,
                "findings": records,
                "counts": _counts(findings),
            }

        self._hub.send("failed", wording)


def _wording(
    built: Built, pages: LivePages, findings: tuple[Diagnostic, ...], *, complete: bool
) -> Callable[[Language], dict[str, Any]]:
    typed = built.typed

    def wording(language: Language) -> dict[str, Any]:
        data: dict[str, Any] = {
            "id": typed.id,
            "seq": typed.seq,
            "client": typed.client,
            "revision": typed.revision,
            "pages": pages.pages,
            "outline": pages.outline,
            "milliseconds": built.milliseconds,
            "complete": complete,
        }
        if complete:
            first = pages_of_lines(built.boxes or {}, pages.pages)
            records = finding_records(findings, language, typed.path, typed.text or "", first)
            data |= {"findings": records, "counts": _counts(findings)}
        return data

    return wording


def _counts(findings: tuple[Diagnostic, ...]) -> dict[str, int]:
    counted = Counter(finding.severity for finding in findings)
    return {"errors": counted["error"], "warnings": counted["warning"]}
