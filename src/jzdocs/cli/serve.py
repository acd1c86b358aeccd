"""`jzdocs serve`: a page in the browser, where documents are written, seen and handed out."""

from __future__ import annotations

import importlib.util
import webbrowser
from pathlib import Path

from jzdocs.cli import declare
from jzdocs.cli.terminal import say, text
from jzdocs.errors import Location, SurroundingsError, UsageError
from jzdocs.project import find_project, is_source

_NEEDED = ("starlette", "uvicorn", "python_multipart")


@declare.command("serve")
@declare.argument("path", "path", required=False)
@declare.option("cli.serve.port", "--port", value="number", type=declare.Port(), default=0)
@declare.option("cli.serve.no_browser", "--no-browser", is_flag=True)
def command(path: str | None, port: int, no_browser: bool) -> int:
    """Serve a folder until the user interrupts, and return the exit status."""
    return open_page(Path(path) if path else None, port=port, browser=not no_browser)


def open_page(path: Path | None, *, port: int = 0, browser: bool = True) -> int:
    """Serve a folder, or the folder of a document; without a path the project around, else a folder of the user's.

    Raises SurroundingsError where what the server is made of is not installed.
    """
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        raise SurroundingsError("X179")
    from jzdocs.serve.run import serve
    from jzdocs.serve.workspace import Workspace

    folder, only = _served(path)
    folder.mkdir(parents=True, exist_ok=True)

    def ready(address: str) -> None:
        say(text("cli.serve.ready", folder=folder))
        say(address)
        say(text("cli.serve.how_to_end"))
        if browser:
            webbrowser.open(address)

    try:
        serve(Workspace(folder, only), port, ready)
    except KeyboardInterrupt:  # it was told to end, and has ended
        return 0
    return 0


def _served(path: Path | None) -> tuple[Path, Path | None]:
    """Return the folder to serve, and the one document of it that was named. Raises UsageError for a file that is no
    source, and for a path that is not there."""
    if path is None:
        project = find_project(Path.cwd())
        return (project.root if project else own_folder()), None
    if path.is_dir():
        return path.resolve(), None
    if not path.is_file():
        raise UsageError("X043", at=Location(str(path)), path=path)
    if not is_source(path):
        from jzdocs.source.kinds import unreadable

        raise unreadable(path)
    return path.resolve().parent, path.resolve()


def own_folder() -> Path:
    """Return the folder for documents that belong to no project: one of ours among the user's documents."""
    home = Path.home()
    places = [home / name for name in ("Documents", "文档")]
    return next((place for place in places if place.is_dir()), home) / "jzdocs"
