"""Which file on this machine is the source that a built document names.

A built document names its sources by paths from its project's folder, so that a name says little: many projects hold
`seeds/briefing.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from jzdocs.encoding import decode, read_bytes
from jzdocs.errors import JzdocsError, Report
from jzdocs.project import is_source


def find_source(built: Path, name: str, base: str | None = None) -> Path | None:
    """Return the source `name` of a built document; None where there is none.

    It is looked for beside the document and in the folders above it (there lies the project that built it), then in the
    current folder. Where several files have that name, and the text that the document was built from (`base`) is known,
    the file whose text is `base`, or is most like it, is taken; of equally like ones the first.
    """
    paths = list(_candidates(built, name))
    if base is None or len(paths) < 2:
        return paths[0] if paths else None
    return max(paths, key=lambda path: _likeness(path, name, base))


def _candidates(built: Path, name: str) -> Iterator[Path]:
    seen = set()
    for folder in (*built.resolve().parents, Path.cwd()):
        path = folder / name
        if path.is_file() and is_source(path) and path.resolve() not in seen:
            seen.add(path.resolve())
            yield path


def _likeness(path: Path, name: str, base: str) -> float:
    """Return the share of lines that a file has in common with `base`: 1 for the same text, -1 for an unreadable
    file."""
    try:
        text = decode(read_bytes(path, name), name, Report())
    except JzdocsError:
        return -1.0
    if text == base:
        return 1.0
    return SequenceMatcher(None, text.split("\n"), base.split("\n"), autojunk=False).ratio()
