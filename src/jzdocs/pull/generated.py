"""Edits in what no source has as its text: contents, lists, key figures, numbers of captions, lines made from the front
matter, cells of tables of data. They are told, never written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jzdocs.patterns import compiled
from jzdocs.pull.align import Built, longest_rising
from jzdocs.pull.edits import EditSet
from jzdocs.word.edited_file import Paragraph

_CONTENTS = compiled(r"toc|table of figures|目录", re.I)
PAGES = compiled(r"[\d、,\s]*")  # page numbers, which programs refresh
_LOOKS = compiled(r"[*\\]|</?su[bp]>")  # programs write out the looks of a style
_NOT_TEXT = compiled(r"[\d\W_]+")  # what a program changes when it refreshes a field: page numbers, dots, tabs


def collect_generated(edits: EditSet) -> None:
    """Tell of text that jzdocs made and somebody edited or deleted; a run of deleted paragraphs is told once."""
    headings = {_NOT_TEXT.sub("", p.text) for p in edits.edited.paragraphs if p.heading or p.style.lower() == "caption"}
    emptied = {p.para_id for p in edits.edited.paragraphs if not p.key and p.para_id}
    owners = _owners(edits)
    _tell_of_moves(edits, owners)
    last_gone = -2
    for index, built in _generated(edits, owners):
        place = edits.pairs.get(index)
        if place is None:
            refreshed = PAGES.fullmatch(built.text) and built.anchor < 0 and built.para_id not in emptied
            if refreshed and not _is_emptied(edits, index):
                continue
            if last_gone != index - 1:
                _tell(edits, built, built.text)
            last_gone = index
            continue
        paragraph = edits.edited.paragraphs[place]
        if built.anchor >= 0 or (PAGES.fullmatch(paragraph.text) and PAGES.fullmatch(built.text)):
            continue
        if _LOOKS.sub("", paragraph.text) != _LOOKS.sub("", built.text) and not _is_refreshed(
            paragraph, built, headings
        ):
            _tell(edits, built, paragraph.text)


def _is_emptied(edits: EditSet, index: int) -> bool:
    """Return whether an empty cell stands behind the paragraph that a built one stood behind."""
    before = edits.pairs.get(index - 1)
    if before is None or before + 1 >= len(edits.edited.paragraphs):
        return False
    paragraph = edits.edited.paragraphs[before + 1]
    return paragraph.cell is not None and not paragraph.key


def _owners(edits: EditSet) -> dict[int, int]:
    """Return the units, by number, that built paragraphs belong to; cells of a table of data to that of the caption
    above them."""
    owners = {i: number for number, unit in enumerate(edits.units) for i in unit.members}
    above = -1
    for index, built in enumerate(edits.built):
        if _kind(edits, built) == "data" and above >= 0:
            owners[index] = above
        above = owners.get(index, -1)
    return owners


def _kind(edits: EditSet, built: Built) -> str:
    """Return the kind of a paragraph's anchor; "-" for one without."""
    return edits.anchors[built.anchor].kind.partition(":")[0] if built.anchor >= 0 else "-"


def _generated(edits: EditSet, owners: Mapping[int, int]) -> Iterator[tuple[int, Built]]:
    """Yield the built paragraphs with text that no source has: those of deleted units go with them."""
    standing = {n for n, unit in enumerate(edits.units) if any(m in edits.pairs for m in unit.members)}
    for index, built in enumerate(edits.built):
        of_source = _kind(edits, built) not in ("-", "made", "data")
        if not of_source and built.text and not built.text.startswith("\0"):
            if owners.get(index, -1) in standing or index not in owners:
                yield index, built


def _tell_of_moves(edits: EditSet, owners: Mapping[int, int]) -> None:
    """Tell of text that jzdocs made and somebody moved, against the text of the same block."""
    groups: dict[int, list[int]] = {}
    for index, built in enumerate(edits.built):
        pages = built.anchor < 0 and PAGES.fullmatch(built.text)
        if index in edits.pairs and built.text and not pages and _kind(edits, built) != "cell":
            groups.setdefault(owners.get(index, -1), []).append(index)
    for group in groups.values():
        unmoved = longest_rising([edits.pairs[index] for index in group])
        for position, index in enumerate(group):
            if position not in unmoved:
                _tell(edits, edits.built[index], edits.edited.paragraphs[edits.pairs[index]].text)


def _is_refreshed(paragraph: Paragraph, built: Built, headings: set[str]) -> bool:
    """Return whether a line of contents only says what headings say now."""
    if not _CONTENTS.search(paragraph.style):
        return False
    now = _NOT_TEXT.sub("", paragraph.text)
    return now == _NOT_TEXT.sub("", built.text) or now in headings


def _tell(edits: EditSet, built: Built, text: str) -> None:
    path = built.path or edits.document
    if any(unapplied.text == text for unapplied in edits.unapplied):
        return
    kind = edits.anchors[built.anchor].kind if built.anchor >= 0 else ""
    if kind.startswith("data:"):
        edits.leave_at("pull.data_cell", path, built.line, text, place=f"{path} {kind.partition(':')[2]}")
    elif built.anchor >= 0 and edits.anchors[built.anchor].in_front:
        edits.leave_at("pull.front_line", path, 1, text)
    else:
        edits.leave_at("pull.generated", path, built.line, text)
