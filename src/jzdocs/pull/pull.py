"""Edits of a Word file → the Markdown source, by a three-way merge: what was built is the base, the edited file is
theirs, the source as it is now is ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs.pull import charts_and_comments, front_matter, generated, objects, structure, tables, texts
from jzdocs.pull.align import align, anchors_of, built_paragraphs, recovered_body
from jzdocs.pull.edits import Changes, Edit, EditSet, UnappliedEdit
from jzdocs.pull.merge import merge_files
from jzdocs.pull.spans import Spans
from jzdocs.pull.units import units_of
from jzdocs.source.word_symbols import symbol
from jzdocs.word.edited_file import EditedFile, read_base, read_edited


class PulledFile(Struct, frozen=True):
    """A source file: as it is now, merged with the edits, and the lines (from 1) at which conflicts begin."""

    path: str
    now: str
    merged: str
    conflicts: Sequence[int]


class Pulled(Struct, frozen=True):
    """What a Word file brings back: its sources, the edits in them, those that cannot be brought back, and the pictures
    that belong beside the sources, by name."""

    files: Sequence[PulledFile]
    edits: Sequence[Edit]
    unapplied: Sequence[UnappliedEdit]
    pictures: Mapping[str, bytes] = {}


def pull(
    path: Path, sources: Mapping[str, str], changes: Changes = "accept", base: Mapping[str, Any] | None = None
) -> Pulled:
    """Return the edits of a Word file, merged into its sources. `sources` are their texts as they are now; one that is
    missing is taken as it was built. `base` stands for the record in the file.

    Raises DocumentError for a file that does not record what it was built from."""
    edited = read_edited(path, "accept" if changes == "accept" else "reject", symbol, base)
    edits = _collected(edited, keep_changes=changes == "keep")
    charts_and_comments.report_repeated(edits, path)
    files = []
    for name, before in edits.files.items():
        theirs, ours = edits.result(name), sources.get(name, before)
        merged, conflicts = merge_files(before, ours, theirs) if theirs != before else (ours, [])
        files.append(PulledFile(name, ours, merged, conflicts))
    return Pulled(files, edits.applied, edits.unapplied, edits.pictures)


def base_texts(path: Path) -> Mapping[str, str]:
    """Return the sources that a Word file was built from, with their texts then. Raises DocumentError like `pull`."""
    texts: dict[str, str] = read_base(path)["files"]
    return texts


def _collected(edited: EditedFile, *, keep_changes: bool) -> EditSet:
    """Return all edits of a file. Texts come first: what is moved later takes its edits along."""
    files = dict(edited.base["files"])
    anchors = anchors_of(edited.base)
    recorded = "body" in edited.base
    built = built_paragraphs(edited.base, anchors) if recorded else recovered_body(anchors, edited.paragraphs)
    # what the source is not itself, its template includes
    is_template = str(edited.base["document"]).endswith(".j2")
    spans = {name: Spans(name, text, is_template=is_template) for name, text in files.items()}
    pairs = align(built, anchors, edited.paragraphs)
    units = units_of(built, anchors, spans)
    edits = EditSet(edited, keep_changes, files, spans, anchors, built, pairs, units)
    front_matter.collect_front_matter(edits)
    for index, anchor in enumerate(anchors):
        if index in edits.places:
            texts.collect_text(edits, anchor, edited.paragraphs[edits.places[index]])
    tables.collect_tables(edits)
    structure.collect_structure(edits)
    generated.collect_generated(edits)
    objects.collect_objects(edits)
    charts_and_comments.collect_chart_values(edits)
    charts_and_comments.collect_comments(edits)
    if not recorded:
        edits.leave_at("pull.earlier_version", edits.document, 0, edits.document)
    return edits
