"""What the endpoints share: the served folder, the processes, the pages and the events."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.requests import Request

from jzdocs.editing.process import OvertakenJobError, Process
from jzdocs.errors import DocumentError, JzdocsError
from jzdocs.limits import MIB, Limits
from jzdocs.serve.events import Hub
from jzdocs.serve.guards import Access
from jzdocs.serve.sessions import Sessions
from jzdocs.serve.shelf import Shelf
from jzdocs.serve.watching import watch_sources
from jzdocs.serve.workspace import Workspace


class Server:
    """A running server: `builder` makes pages of what is typed, `helper` does all else that takes long,
    `renderer` draws pages, `many` builds the documents of rows. `memory` is what endpoints remember, `temporary` the
    folders that end with the server."""

    def __init__(self, workspace: Workspace, access: Access, stop: Callable[[], None]) -> None:
        self.workspace, self.access = workspace, access
        self.stop_serving = stop
        self.hub = Hub()
        self.builder, self.helper, self.renderer, self.many = (
            Process(workspace.root, "jzdocs.serve.jobs") for _ in range(4)
        )
        self.shelf = Shelf(self.renderer)
        self.sessions = Sessions(self.builder, self.shelf, self.hub)
        self.memory: dict[str, Any] = {}
        self.temporary: list[Path] = []
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def upload(self) -> int:
        """How many bytes a request may have."""
        project = self.workspace.project
        return (project.limits if project else Limits()).upload * MIB

    async def start(self) -> None:
        """Start what works in the background."""
        self.spawn(self._warm())
        self.spawn(watch_sources(self.workspace, self.hub))

    async def end(self) -> None:
        """End everything."""
        self.hub.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.sessions.stop()
        for process in (self.builder, self.helper, self.renderer, self.many):
            await process.stop()
        for folder in self.temporary:
            shutil.rmtree(folder, ignore_errors=True)

    def spawn(self, work: Any) -> None:
        """Let a coroutine work in the background as long as the server runs."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def build(self, name: str, argument: object) -> Any:
        """Return the result of a job that the process which builds does, since it has what was built last."""
        try:
            return await self.builder.call(name, argument)
        except OvertakenJobError:
            raise DocumentError("X176") from None

    async def do(self, name: str, argument: object, part: Callable[[Any], None] | None = None) -> Any:
        """Return the result of a job that the helper does. Raises JzdocsError."""
        try:
            return await self.helper.call(name, argument, part)
        except OvertakenJobError:
            raise DocumentError("X176") from None

    async def _warm(self) -> None:
        """Let the processes import what they need, the one that is waited for first."""
        for process, name in (
            (self.builder, "warm"),
            (self.renderer, "warm_renderer"),
            (self.builder, "warm_charts"),
            (self.helper, "warm"),
            (self.helper, "warm_charts"),
        ):
            with suppress(JzdocsError, OvertakenJobError):
                await process.call(name, None)


def server_of(request: Request) -> Server:
    """Return the server that answers a request."""
    server: Server = request.app.state.server
    return server


def source_of(request: Request) -> Path:
    """Return the source of the document that a request names. Raises UsageError (X172)."""
    return server_of(request).workspace.path_of(request.path_params["id"])
