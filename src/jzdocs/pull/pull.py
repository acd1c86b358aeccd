"""Edits of a Word file → the Markdown source: what was built is the base, the file is theirs, the source as it is
now is ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from jzdocs.pull import charts_and_comments, structure, texts
from jzdocs.pull.align import aligned, anchors_of
from jzdocs.pull.edits import Changes, Edit, EditSet, UnappliedEdit
from jzdocs.pull.merge import merge_files
from jzdocs.pull.spans import Spans
from jzdocs.word.edited_file import EditedFile, read_base, read_edited


class PulledFile(Struct, frozen=True):
    """A source file: as it is now, merged with the edits, and the lines at which conflicts begin."""

    path: str
    now: str
    merged: str
    conflicts: Sequence[int]


class Pulled(Struct, frozen=True):
    """What a Word file brings back."""

    files: Sequence[PulledFile]
    edits: Sequence[Edit]
    left: Sequence[UnappliedEdit]


def pull(path: Path, sources: Mapping[str, str], changes: Changes = "accept") -> Pulled:
    """Bring the edits of a Word file back. `sources` are the texts of its source files as they are now. Raises
    DocumentError for a file that does not say what it was built from."""
    edited = read_edited(path, "accept" if changes == "accept" else "reject")
    work = _worked(edited, keep=changes == "keep")
    charts_and_comments.repeated(work, path)
    files = []
    for name, base in work.files.items():
        theirs, now = work.applied(name), sources.get(name, base)
        merged, conflicts = merge_files(base, now, theirs) if theirs != base else (now, [])
        files.append(PulledFile(name, now, merged, conflicts))
    return Pulled(files, work.edits, work.left)


def base_files(path: Path) -> Sequence[str]:
    """The source files that a Word file was built from. Raises DocumentError like `pull`."""
    return list(read_base(path)["files"])


def _worked(edited: EditedFile, *, keep: bool) -> EditSet:
    """All edits of a file, collected."""
    files = dict(edited.base["files"])
    anchors = anchors_of(edited.base)
    spans = {name: Spans(name, text) for name, text in files.items()}
    work = EditSet(edited, keep, files, spans, anchors, aligned(anchors, edited.paragraphs))
    texts.front(work)
    for index, anchor in enumerate(anchors):
        if index in work.found:
            texts.compare(work, anchor, edited.paragraphs[work.found[index]])
    structure.moves(work)
    structure.deletions(work)
    structure.additions(work)
    structure.rows(work)
    charts_and_comments.charts(work)
    charts_and_comments.comments(work)
    return work
