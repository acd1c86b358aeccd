"""Where the figures of a built document come from, and whether it still agrees with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from jzdocs.build.pipeline import load
from jzdocs.errors import UsageError
from jzdocs.model import nodes
from jzdocs.project import find_project, lone, source_of

State = Literal["agrees", "edited", "changed", "lost", "gone", "unknown"]


class TracedFact(Struct, frozen=True):
    """A named figure of a built document. `record` is what was built; `state` says how it stands with its source now:

    agrees; edited (the Word file prints `now`); changed (the source says `source`); lost (the Word file prints it
    nowhere that can be found); gone (the source names it no more); unknown (the source cannot be read).
    """

    record: Mapping[str, Any]
    state: State
    now: str = ""
    source: str = ""


def trace(path: Path) -> list[TracedFact]:
    """The named figures of a PDF or Word file that jzdocs built. Raises UsageError for another kind of file,
    DocumentError for another program's."""
    kind = path.suffix.lower()
    if kind == ".docx":
        from jzdocs.word.provenance import traced_docx

        records = traced_docx(path)
    elif kind == ".pdf":
        from jzdocs.pdf.provenance import traced_pdf

        records = traced_pdf(path)
    else:
        raise UsageError("X054", path=path)
    sources = _Sources(path)
    return [_compared(record, sources.facts(_document(record)), word=kind == ".docx") for record in records]


def _document(record: Mapping[str, Any]) -> str:
    """The document that names a figure: of a cell of a table the one that used it."""
    place = record["source"]
    return str(place.get("document", place["path"]))


class _Sources:
    """The documents that figures come from, each read once."""

    def __init__(self, built: Path) -> None:
        self._built = built
        self._known: dict[str, Mapping[str, nodes.Fact] | None] = {}

    def facts(self, shown: str) -> Mapping[str, nodes.Fact] | None:
        """The named figures of a source; None where it is not found or not readable."""
        if shown not in self._known:
            self._known[shown] = self._read(shown)
        return self._known[shown]

    def _read(self, shown: str) -> Mapping[str, nodes.Fact] | None:
        path = source_of(self._built, shown)
        if path is None:
            return None
        project = find_project(path.resolve().parent)
        inside = project is not None and path.resolve().is_relative_to(project.sources)
        try:
            return load(path, project if project and inside else lone(path), None).document.facts
        except Exception:
            return None


def _compared(record: Mapping[str, Any], facts: Mapping[str, nodes.Fact] | None, *, word: bool) -> TracedFact:
    text = str(record["text"])
    source = facts[record["id"]].text if facts and record["id"] in facts else ""
    if word:
        now: Sequence[str] = record.get("now", ())
        if record.get("bookmarks") and not now:
            return TracedFact(record, "lost", "", source)
        other = next((t for t in now if t != text and t != text.replace(record["unit"], "", 1)), "")
        if other:
            return TracedFact(record, "edited", other, source)
    if facts is None:
        return TracedFact(record, "unknown")
    if record["id"] not in facts:
        return TracedFact(record, "gone")
    return TracedFact(record, "agrees" if source == text else "changed", text, source)
