"""`jzdocs mcp`: the commands for an assistant, over the Model Context Protocol."""

from __future__ import annotations

from pathlib import Path

from jzdocs.cli import declare
from jzdocs.errors import SurroundingsError, UsageError, shown_path


@declare.command("mcp")
@declare.option("cli.mcp.root", "--root", value="folder", type=declare.PathType(file=False))
@declare.option("cli.mcp.write", "--write", is_flag=True)
def command(root: Path | None, write: bool) -> int:
    """Serve a folder until the client goes, and return the exit status. Raises SurroundingsError where the SDK is not
    installed."""
    folder = root or Path.cwd()
    if not folder.is_dir():
        raise UsageError("X043", path=shown_path(folder))
    try:
        from jzdocs.mcp.server import serve
    except ImportError as error:  # none, or an older one
        raise SurroundingsError("X242") from error
    serve(folder, write=write)
    return 0
