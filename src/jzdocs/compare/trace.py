"""Where the named numbers of a built document come from, and whether they still agree with their source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from jzdocs.build.pipeline import load
from jzdocs.compare.sources import Identity, find_source, identity_of
from jzdocs.errors import DocumentError, JzdocsError, UsageError
from jzdocs.model import nodes
from jzdocs.project import find_project, lone

State = Literal["agrees", "edited", "changed", "lost", "gone", "unknown"]


class TracedFact(Struct, frozen=True):
    """A named number of a built document. `record` is what was built; `state` says how it stands with its source:

    agrees; edited (the Word file prints `now`); changed (the source says `source`); lost (the Word file prints it
    nowhere that can be found); gone (the source no longer names it); unknown (the source cannot be read).
    """

    record: Mapping[str, Any]
    state: State
    now: str = ""
    source: str = ""


def trace(path: Path) -> list[TracedFact]:
    """Return the named numbers of a PDF, OFD or Word file that jzdocs built.

    Raises UsageError for another kind of file, DocumentError for one that another program made."""
    kind = path.suffix.lower()
    identity = Identity()
    if kind == ".docx":
        from jzdocs.word.provenance import traced_docx

        records, identity = traced_docx(path), _identity(path)
    elif kind == ".pdf":
        from jzdocs.pdf.provenance import traced_pdf

        records = traced_pdf(path)
    elif kind == ".ofd":
        from jzdocs.ofd.provenance import traced_ofd

        records = traced_ofd(path)
    else:
        raise UsageError("X054", path=path)
    sources = _Sources(path, identity)
    return [_compared(record, sources.facts(_document(record)), word=kind == ".docx") for record in records]


def _identity(path: Path) -> Identity:
    """Return what a Word file was built from; nothing where it was built from a plain text or a Word file."""
    from jzdocs.word.edited_file import read_base

    try:
        return identity_of(read_base(path))
    except DocumentError as error:
        if error.diagnostic.code != "X055":
            raise
        return Identity()


def _document(record: Mapping[str, Any]) -> str:
    """Return the document that names a number: of a cell of a table the one that used it."""
    place = record["source"]
    return str(place.get("document", place["path"]))


class _Sources:
    """The documents that numbers come from, each read once. `identity` is what `built` says of itself."""

    def __init__(self, built: Path, identity: Identity) -> None:
        self._built, self._identity = built, identity
        self._facts: dict[str, Mapping[str, nodes.Fact] | None] = {}

    def facts(self, name: str) -> Mapping[str, nodes.Fact] | None:
        """Return the named numbers of a source; None where it is not found or cannot be read."""
        if name not in self._facts:
            self._facts[name] = self._read(name)
        return self._facts[name]

    def _read(self, name: str) -> Mapping[str, nodes.Fact] | None:
        path = find_source(self._built, name, self._identity)
        if path is None:
            return None
        try:
            project = find_project(path.resolve().parent)
            inside = project is not None and path.resolve().is_relative_to(project.sources)
            return load(path, project if project and inside else lone(path), None).document.facts
        except (JzdocsError, OSError):
            return None


def _compared(record: Mapping[str, Any], facts: Mapping[str, nodes.Fact] | None, *, word: bool) -> TracedFact:
    """Return how a number stands; what was edited in Word counts before what changed in the source."""
    text = str(record["text"])
    source = facts[record["id"]].text if facts and record["id"] in facts else ""
    if word:
        now: Sequence[str] = record.get("now", ())
        if record.get("bookmarks") and not now:
            return TracedFact(record, "lost", "", source)
        without_unit = text.replace(record["unit"], "", 1)
        edited = next((printed for printed in now if printed not in (text, without_unit)), "")
        if edited:
            return TracedFact(record, "edited", edited, source)
    if facts is None:
        return TracedFact(record, "unknown")
    if record["id"] not in facts:
        return TracedFact(record, "gone")
    return TracedFact(record, "agrees" if source == text else "changed", text, source)
