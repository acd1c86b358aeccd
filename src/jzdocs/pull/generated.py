"""Edits in what jzdocs itself makes: contents, lists, key figures, numbers of captions. They are told, never written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzdocs.pull.align import Built, longest_rising
from jzdocs.pull.edits import EditSet
from jzdocs.word.edited_file import Paragraph

_CONTENTS = re.compile(r"toc|table of figures|目录", re.I)
PAGES = re.compile(r"[\d、,\s]*")  # page numbers, which programs refresh
_LOOKS = re.compile(r"[*\\]|</?su[bp]>")  # programs write out the looks of a style
_NOT_TEXT = re.compile(r"[\d\W_]+")  # what a program changes when it refreshes a field: page numbers, dots, tabs


def collect_generated(edits: EditSet) -> None:
    """Tell of text that jzdocs made and somebody edited or deleted; a run of deleted paragraphs is told once."""
    headings = {_NOT_TEXT.sub("", p.text) for p in edits.edited.paragraphs if p.heading or p.style.lower() == "caption"}
    emptied = {p.para_id for p in edits.edited.paragraphs if not p.key and p.para_id}
    _tell_of_moves(edits)
    last_gone = -2
    for index, built in _generated(edits):
        place = edits.pairs.get(index)
        if place is None:
            if PAGES.fullmatch(built.text) and built.para_id not in emptied:
                continue
            if last_gone != index - 1:
                _tell(edits, built, built.text)
            last_gone = index
            continue
        paragraph = edits.edited.paragraphs[place]
        if PAGES.fullmatch(paragraph.text) and PAGES.fullmatch(built.text):
            continue
        if _LOOKS.sub("", paragraph.text) != _LOOKS.sub("", built.text) and not _is_refreshed(
            paragraph, built, headings
        ):
            _tell(edits, built, paragraph.text)


def _generated(edits: EditSet) -> Iterator[tuple[int, Built]]:
    """Yield the built paragraphs with text that no source has: those of deleted units go with them."""
    standing = {i for unit in edits.units if any(m in edits.pairs for m in unit.members) for i in unit.members}
    in_units = {i for unit in edits.units for i in unit.members}
    for index, built in enumerate(edits.built):
        text = built.text
        if built.anchor < 0 and text and not text.startswith("\0"):
            if index in standing or index not in in_units:
                yield index, built


def _tell_of_moves(edits: EditSet) -> None:
    """Tell of text that jzdocs made and somebody moved, against the text of the same block."""
    owners = {i: number for number, unit in enumerate(edits.units) for i in unit.members}
    groups: dict[int, list[int]] = {}
    for index, built in enumerate(edits.built):
        if index in edits.pairs and built.text and not PAGES.fullmatch(built.text):
            if built.anchor < 0 or owners.get(index, -1) >= 0:
                groups.setdefault(owners.get(index, -1), []).append(index)
    for group in groups.values():
        unmoved = longest_rising([edits.pairs[index] for index in group])
        for position, index in enumerate(group):
            built = edits.built[index]
            if position not in unmoved and (built.anchor < 0 or not _is_told(edits, built)):
                _tell(edits, built, edits.edited.paragraphs[edits.pairs[index]].text)


def _is_told(edits: EditSet, built: Built) -> bool:
    """Return whether rows of a table take care of a paragraph."""
    return edits.anchors[built.anchor].kind.startswith("cell")


def _is_refreshed(paragraph: Paragraph, built: Built, headings: set[str]) -> bool:
    """Return whether a line of contents only says what headings say now."""
    if not _CONTENTS.search(paragraph.style):
        return False
    now = _NOT_TEXT.sub("", paragraph.text)
    return now == _NOT_TEXT.sub("", built.text) or now in headings


def _tell(edits: EditSet, built: Built, text: str) -> None:
    path = built.path or edits.document
    if not any(unapplied.text == text for unapplied in edits.unapplied):
        edits.leave_at("pull.generated", path, built.line, text)
