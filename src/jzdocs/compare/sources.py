"""Which file on this machine is the source that a built document names.

A built document names its sources by paths from its project's folder, and says which project that was; names alone say
little: many projects hold `seeds/briefing.md`. What a document says may come from anybody, so that a source is only a
file that documents are built from, inside the project that built the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs.encoding import decode, read_bytes
from jzdocs.errors import JzdocsError, Location, Report, UsageError
from jzdocs.files import is_file
from jzdocs.patterns import compiled
from jzdocs.project import Project, find_project, named_kind, upwards

_ALIKE = 0.3  # share of its lines that a source keeps from when it was built, however much it was worked on since
_WRITTEN = ("markdown", "template")  # kinds of sources that edits can be written into
_FRONT_MATTER = compiled(r"---\n.*?\n---\n", re.S)
_ODD = compiled(r"[\\:\0]")  # what no name of a source holds: other systems' separators and drives


class Identity(Struct, frozen=True):
    """What a built document says of itself: the id of its project ("": it had none), and by name the texts that it was
    built from (a PDF holds none)."""

    project: str = ""
    texts: Mapping[str, str] = {}


def identity_of(record: Mapping[str, Any]) -> Identity:
    """Return the identity in the record of a built Word file."""
    return Identity(str(record.get("project", "")), record.get("files", {}))


def find_source(built: Path, name: str, identity: Identity | None = None) -> Path | None:
    """Return the source `name` of a built document; None where there is none.

    It is looked for in the project around the document (one that lies in no project: in the folders around it), then in
    the project of the current folder. Where the document says which project built it, that of the
    source must have the same id; where it does not, the source must be like the text that was built.
    """
    identity = identity or Identity()
    try:
        return _found(built, name, identity)
    except UsageError:
        return None


def source_to_write(built: Path, name: str, identity: Identity) -> Path:
    """Return the source that edits of a built document go into.

    Raises UsageError where there is none, where the only one is another's, and where the document names a file that is
    no source of the project, whatever else it may be.
    """
    at = Location(str(built))
    if not _is_plain(name) or named_kind(Path(name)) not in _WRITTEN:
        raise UsageError("X089", at=at, name=name)
    place = _found(built, name, identity)
    if place is None:
        raise UsageError("X056", at=at, name=name)
    return place


def _found(built: Path, name: str, identity: Identity) -> Path | None:
    """Return the source of a document. Raises UsageError where a file has that name, but is another's."""
    if not _is_plain(name):
        return None
    paths = list(_candidates(built, name))
    ours = [path for path in paths if _belongs(path, name, identity)]
    if paths and not ours:
        raise UsageError("X090", at=Location(str(built)), name=name, path=str(paths[0]))
    base = identity.texts.get(name)
    if base is None or identity.project or len(ours) < 2:  # of copies of a project, the one around the document
        return ours[0] if ours else None
    return max(ours, key=lambda path: _likeness(path, name, base))


def _is_plain(name: str) -> bool:
    """Return whether a name is a path from a project's folder that stays below it."""
    parts = name.split("/")
    return not _ODD.search(name) and not any(not part or part[0] == "." for part in parts)


def _candidates(built: Path, name: str) -> Iterator[Path]:
    """Yield the files of that name: in the project around the document (where there is none, in the folders around it),
    then in the project of the current folder."""
    around = built.resolve().parent
    own = find_project(around)
    here = find_project(Path.cwd())
    nearest = [own.root] if own else list(upwards(around))
    folders = [*nearest, *([here.root] if here else []), Path.cwd()]
    seen = set()
    for folder in folders:
        path = folder / name
        if is_file(path) and named_kind(path) and path.resolve() not in seen and _is_inside(path, folder):
            seen.add(path.resolve())
            yield path


def _is_inside(path: Path, folder: Path) -> bool:
    """Return whether a file lies, links resolved, in the project of a folder, and not among its built documents."""
    project = find_project(folder.resolve())
    root = project.root if project else folder.resolve()
    resolved = path.resolve()
    return resolved.is_relative_to(root) and not _is_output(resolved, project)


def _is_output(path: Path, project: Project | None) -> bool:
    return project is not None and project.output != project.root and path.is_relative_to(project.output)


def _belongs(path: Path, name: str, identity: Identity) -> bool:
    """Return whether a file may be what a document was built from."""
    project = find_project(path.resolve().parent)
    if identity.project:
        return project is not None and project.id == identity.project
    base = identity.texts.get(name)
    return base is None or _likeness(path, name, base) >= _ALIKE


def _likeness(path: Path, name: str, base: str) -> float:
    """Return the share of their text that a file and `base` have in common, in whole lines: 1 for the same text, -1 for
    an unreadable file."""
    try:
        text = decode(read_bytes(path, name), name, Report())
    except JzdocsError:
        return -1.0
    if text == base:
        return 1.0
    ours, theirs = _lines(text), _lines(base)
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    common = sum(len(line) for block in blocks for line in ours[block.a : block.a + block.size])
    return 2 * common / max(1, sum(map(len, ours)) + sum(map(len, theirs)))


def _lines(text: str) -> list[str]:
    """Return the lines of a text that say something; what stands before it is much the same in many documents."""
    front = _FRONT_MATTER.match(text)
    return [line for line in text[front.end() if front else 0 :].split("\n") if line.strip()]
