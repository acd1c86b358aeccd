"""Whether edits that came home say in the source what they say in Word: the merged source is built again, in memory,
and both documents must hold the same paragraphs."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs.build.pipeline import build
from jzdocs.compare.returned import Returned
from jzdocs.errors import Diagnostic, JzdocsError
from jzdocs.options import BuildOptions
from jzdocs.patterns import compiled
from jzdocs.project import project_of
from jzdocs.pull.align import align, anchors_of, built_paragraphs
from jzdocs.pull.edits import Changes
from jzdocs.word.edited_file import EditedFile, read_edited

_LABEL = compiled(r"^(?:[图表]\d+|注：)[\s\u3000]*")
_SAYS = compiled(r"[^\W_]")


class Proof(Struct, frozen=True):
    """What a rebuilt document lacks of the edited one (`missing`) and still says although it was deleted there
    (`left`), and the errors that the edits brought into the source."""

    missing: Sequence[str] = ()
    left: Sequence[str] = ()
    errors: Sequence[Diagnostic] = ()


def prove(returned: Returned, file: Path, changes: Changes = "accept") -> Proof:
    """Return what the merged source of an edited file says otherwise than that. What was told is not counted again;
    neither is what only one side of a conflict says, and what depends on values of a row."""
    pulled, base = returned.pulled, returned.base
    name = str(base["document"])
    merged = next((f for f in pulled.files if f.path == name), None)
    if merged is None or merged.conflicts or name not in returned.changed or changes == "keep":
        return Proof()
    place = returned.places[name]
    try:
        built = build(place, project_of(place), None, ("docx",), BuildOptions(source=merged.merged))
    except JzdocsError as error:
        return Proof(errors=(error.diagnostic,))
    if not built.files:
        errors = (found for found in built.report if found.severity == "error")
        # pictures that came home are written with the source
        return Proof(errors=tuple(e for e in errors if not (pulled.pictures and e.code == "X011")))
    if "body" not in base:  # an earlier version built the file: what it made itself cannot be told apart
        return Proof()
    rebuilt = read_edited(io.BytesIO(next(data for n, data in built.files.items() if n.endswith(".docx"))))
    edited = read_edited(file, "reject" if changes == "reject" else "accept", base=base)
    unapplied = [edit.text for edit in pulled.unapplied]
    return _compared(Counter(_built(base)), Counter(_written(edited)), Counter(_built(rebuilt.base)), unapplied)


def _compared(base: Counter[str], edited: Counter[str], rebuilt: Counter[str], unapplied: Sequence[str]) -> Proof:
    """Return what is missing and what is left, but for what was told."""
    missing = [text for text in edited if edited[text] > base[text] and rebuilt[text] < edited[text]]
    left = [text for text in base if edited[text] < base[text] and rebuilt[text] > edited[text]]
    near = [_key(text) for text in unapplied]
    if near:  # an edit that was told leaves its paragraph as it was: new text missing, old text left
        missing = [text for text in missing if not any(_is_near(text, other) for other in near)]
        left = left[: max(0, len(left) - len(near))] if not missing else left
        left = [text for text in left if not any(_is_near(text, other) for other in near)]
    return Proof(tuple(missing), tuple(left))


def _is_near(text: str, other: str) -> bool:
    return bool(other) and (other in text or text in other)


def _key(text: str) -> str:
    """Return what a paragraph says, in letters and digits, without the label that was counted for it."""
    return "".join(_SAYS.findall(_LABEL.sub("", text.replace("<br>", ""))))  # titles are broken anew


def _built(base: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the paragraphs with a place in a source said when a document was built."""
    for anchor in anchors_of(base):
        if key := _key(anchor.text):
            yield key


def _written(edited: EditedFile) -> Iterator[str]:
    """Yield what the paragraphs of an edited file say, but for those that jzdocs made."""
    anchors = anchors_of(edited.base)
    built = built_paragraphs(edited.base, anchors)
    pairs = align(built, anchors, edited.paragraphs)
    generated = {place for index, place in pairs.items() if built[index].anchor < 0}
    for place, paragraph in enumerate(edited.paragraphs):
        if place not in generated and (key := _key(paragraph.text)):
            yield key
