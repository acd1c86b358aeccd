"""The named numbers of a Word file that jzdocs built, edited or not: what was built, and what stands in their bookmarks
now."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jzdocs.archives import refuse_bomb
from jzdocs.errors import DocumentError, Location, told_as
from jzdocs.provenance.built import checked_records
from jzdocs.word.anchors import read_custom, read_xml
from jzdocs.word.ooxml import W
from jzdocs.word.package import TRACE

_TEXT, _TAB, _DELETED = f"{{{W}}}t", f"{{{W}}}tab", f"{{{W}}}del"
_START, _END, _ID, _NAME = f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd", f"{{{W}}}id", f"{{{W}}}name"


def traced_docx(path: Path) -> list[dict[str, Any]]:
    """Return the records of the named numbers, each with `texts`, what stands in its bookmarks now (text that a tracked
    change deletes does not count; bookmarks that are gone are left out), and `now`, the same without their names.

    Raises DocumentError for a file that is no Word file, or none that jzdocs built."""
    at = Location(str(path))
    with told_as("X053.named", at), zipfile.ZipFile(path) as archive:
        refuse_bomb(archive, path.stat().st_size, at)
        data = read_custom(archive, TRACE)
        texts = dict(_bookmarks(archive))
        records = checked_records(data) if data is not None else None
    if records is None:
        raise DocumentError("X052", at=at)
    for record in records:
        record["texts"] = {name: texts[name] for name in record["bookmarks"] if name in texts}
        record["now"] = list(record["texts"].values())
    return records


def _bookmarks(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of every bookmark in the body and its notes."""
    for part in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if part in archive.namelist():
            yield from _in_part(read_xml(archive.read(part)))


def _in_part(root: Any) -> Iterator[tuple[str, str]]:
    open_: dict[str, tuple[str, list[str]]] = {}
    for node in root.iter(_START, _END, _TEXT, _TAB):
        if node.tag == _START:
            open_[node.get(_ID)] = (node.get(_NAME), [])
        elif node.tag == _END:
            if node.get(_ID) in open_:
                name, pieces = open_.pop(node.get(_ID))
                yield name, "".join(pieces)
        else:
            for _, pieces in open_.values():
                pieces.append(node.text or "" if node.tag == _TEXT else "\t")
