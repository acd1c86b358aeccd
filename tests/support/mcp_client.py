"""A client of `jzdocs mcp`, in a process of its own; every call has a time limit."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from mcp_types import CallToolResult

from mcp import ClientSession, StdioServerParameters, stdio_client

SECONDS = 90.0


class Client:
    """An open session, whose calls give what a user of the tools gets."""

    def __init__(self, session: ClientSession) -> None:
        self.session = session

    async def call(self, tool: str, /, **arguments: Any) -> CallToolResult:
        return await self.session.call_tool(tool, arguments, read_timeout_seconds=SECONDS)

    async def record(self, tool: str, /, **arguments: Any) -> dict[str, Any]:
        """The structured result of a tool that does not fail."""
        result = await self.call(tool, **arguments)
        assert not result.is_error, result.content
        assert result.structured_content is not None
        return result.structured_content

    async def refusal(self, tool: str, /, **arguments: Any) -> str:
        """The text of the error of a tool that fails."""
        result = await self.call(tool, **arguments)
        assert result.is_error, result.structured_content
        text = "".join(getattr(part, "text", "") for part in result.content)
        assert "Traceback" not in text
        return text


def drive(root: Path, talk: Callable[[Client], Awaitable[None]], *options: str, language: str = "en") -> str:
    """Start a server for a folder, let a client talk to it, and return what the server wrote to stderr."""

    async def run() -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
        environment = kept | {"LANG": "zh_CN.UTF-8" if language == "zh" else "C.UTF-8"}
        arguments = ["-m", "jzdocs", "mcp", "--root", str(root), *options]
        parameters = StdioServerParameters(
            command=sys.executable, args=arguments, env=environment, cwd=str(root.parent)
        )
        with log.open("w", encoding="utf-8") as errors:
            async with stdio_client(parameters, errlog=errors) as (read, write), ClientSession(read, write) as session:
                await session.initialize()
                await talk(Client(session))

    log = root.parent / f"{root.name}.server.log"
    asyncio.run(asyncio.wait_for(run(), 2 * SECONDS))
    return log.read_text(encoding="utf-8")
