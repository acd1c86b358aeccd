"""`jzdocs mcp`: the commands for an assistant, over the Model Context Protocol."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from jzdocs.cli import declare
from jzdocs.errors import SurroundingsError, UsageError, shown_path


@declare.command("mcp")
@declare.option("cli.mcp.root", "--root", value="folder", type=declare.PathType(file=False))
@declare.option("cli.mcp.write", "--write", is_flag=True)
def command(root: Path | None, write: bool) -> int:
    """Serve a folder until the client goes, and return the exit status. Raises SurroundingsError where the SDK is not
    installed."""
    if importlib.util.find_spec("mcp") is None or importlib.util.find_spec("mcp.server.mcpserver") is None:
        raise SurroundingsError("X242")
    folder = root or Path.cwd()
    if not folder.is_dir():
        raise UsageError("X043", path=shown_path(folder))
    from jzdocs.mcp.server import serve

    serve(folder, write=write)
    return 0
