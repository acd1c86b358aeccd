"""What was put into a Word file that is no text: pictures, which come home as files beside the source; text boxes,
symbols and embedded objects, which are told; headers and footers, which jzdocs makes."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from jzdocs.pull.edits import Edit, EditSet
from jzdocs.word.edited_file import Paragraph

_READABLE = (".png", ".jpg", ".jpeg")  # what a source may show


def collect_objects(edits: EditSet) -> None:
    """Tell of what no source can say; new pictures are told where they are put in (see `picture_lines`)."""
    for place, paragraph in enumerate(edits.edited.paragraphs):
        for foreign in paragraph.foreign:
            _leave(edits, f"pull.{foreign.kind}", place, foreign.text or paragraph.text)
        if place not in edits.built_at and paragraph.drawing and not paragraph.picture and not paragraph.foreign:
            _leave(edits, "pull.object", place, paragraph.drawing.strip("\0"))
        elif place in edits.built_at and not paragraph.text:
            before = edits.built[edits.built_at[place]].text.count("\n") + 1
            if paragraph.drawing.count("\n") + 1 > before:
                _leave(edits, "pull.picture_added", place, paragraph.drawing.strip("\0"))
    built = set(edits.edited.base.get("around", edits.edited.around))
    now = set(edits.edited.around)
    # LibreOffice drops headers of sections that it joins
    for text in sorted(now - built if "LibreOffice" in edits.edited.program else now ^ built):
        edits.leave_at("pull.header", edits.document, 0, text)
    if edits.formulas_lost:
        edits.leave_at("pull.formulas_lost", edits.document, 0, edits.edited.program or "—")


def _leave(edits: EditSet, key: str, place: int, text: str, **arguments: object) -> None:
    anchor = edits.anchors[edits.anchor_at[place]] if place in edits.anchor_at else None
    path, line = (anchor.path, anchor.line) if anchor else (edits.document, 0)
    edits.leave_at(key, path, line, text or "—", **arguments)


def new_pictures(edits: EditSet, place: int) -> bool:
    """Return whether pictures were put into the paragraph at a place; those that were built stand alone."""
    paragraph = edits.edited.paragraphs[place]
    return paragraph.picture and (place not in edits.built_at or bool(paragraph.text))


def picture_lines(edits: EditSet, place: int) -> str:
    """Return the lines that show the new pictures of a paragraph, and record their files; what cannot be shown, or has
    no place of its own, is told."""
    paragraph = edits.edited.paragraphs[place]
    lines = [line for part in paragraph.pictures or ("",) if (line := _line(edits, place, paragraph, part))]
    return "\n".join(lines)


def _line(edits: EditSet, place: int, paragraph: Paragraph, part: str) -> str:
    content = edits.edited.media.get(part)
    suffix = PurePosixPath(part).suffix.lower()
    if content is None or suffix not in _READABLE or paragraph.cell or paragraph.note:
        _leave(edits, "pull.picture_added", place, paragraph.text or paragraph.drawing.strip("\0"))
        return ""
    name = f"{picture_folder(edits.document)}/{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
    edits.pictures[name] = content
    _leave(edits, "pull.picture_saved", place, paragraph.text or paragraph.drawing.strip("\0"), file=name)
    edits.applied.append(Edit("added", edits.document, 0, "", name))
    return f"![]({name})\n"


def picture_folder(document: str) -> str:
    """Return the folder of the pictures of a source."""
    path = PurePosixPath(document)
    stem = path.name.removesuffix(".j2").removesuffix(".md")
    return (path.parent / f"{stem}.files").as_posix()
