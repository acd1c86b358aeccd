"""`jzdocs lsp`: the language server, for editors."""

from __future__ import annotations

import importlib.util
import sys

from jzdocs.cli import declare
from jzdocs.cli.terminal import say, text
from jzdocs.errors import SurroundingsError


@declare.command("lsp")
@declare.option("cli.lsp.stdio", "--stdio", is_flag=True)
def command(stdio: bool) -> int:
    """Serve an editor until it ends, and return the exit status; --stdio is what editors may add, and the only way.

    Raises SurroundingsError where what the server is made of is not installed.
    """
    if importlib.util.find_spec("pygls") is None:
        raise SurroundingsError("X179.lsp")
    if sys.stdin.isatty() and not stdio:
        say(text("cli.lsp.for_editors"), err=True)
    from jzdocs.lsp.server import serve

    serve()
    return 0
