"""What others change in the served folder is noticed: another editor, another run, another tab."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from jzdocs.errors import JzdocsError
from jzdocs.serve.events import Hub
from jzdocs.serve.workspace import Workspace

_STEP, _DEBOUNCE = 50, 150  # milliseconds: an editor writes a file in several steps
_REST = 2.0  # seconds between two looks where the system cannot watch


async def watch_sources(workspace: Workspace, hub: Hub) -> None:
    """Send `changed` for each source that holds something else than before, and `documents` where there are others."""
    from watchfiles import awatch

    before = await asyncio.to_thread(_revisions, workspace)
    workspace.root.mkdir(parents=True, exist_ok=True)
    try:
        async for _ in awatch(
            workspace.root, step=_STEP, debounce=_DEBOUNCE, watch_filter=_counts, recursive=True, rust_timeout=1000
        ):
            before = await _tell(workspace, hub, before)
    except (OSError, RuntimeError):  # no more watches, or none on this file system
        while not hub.closed:
            await asyncio.sleep(_REST)
            before = await _tell(workspace, hub, before)


def _counts(_: object, name: str) -> bool:
    """Return whether a change may be one of a source."""
    parts = name.replace("\\", "/").rsplit("/", 2)
    return not parts[-1].startswith((".", "~")) and "output" not in parts and ".git" not in name.split("/")


async def _tell(workspace: Workspace, hub: Hub, before: dict[str, str]) -> dict[str, str]:
    now = before
    with suppress(OSError, JzdocsError):
        now = await asyncio.to_thread(_revisions, workspace)
    if now.keys() != before.keys():
        hub.send("documents", lambda _: {})
    for id_, revision in now.items():
        if before.get(id_, revision) != revision:
            hub.send("changed", lambda _, id_=id_, revision=revision: {"id": id_, "revision": revision})  # type: ignore[misc]
    return now


def _revisions(workspace: Workspace) -> dict[str, str]:
    return {document.id: document.revision for document in workspace.documents()}
