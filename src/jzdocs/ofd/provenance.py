"""The records of an OFD file's named facts, which `jzdocs trace` and `jzdocs diff` read: an attachment holds them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jzdocs.errors import DocumentError, Location, shown_path, told_as
from jzdocs.ofd.reader import BLOCKS, read_attachments, read_ofd
from jzdocs.provenance.built import checked_records

_FACTS = ".facts.json"


def traced_ofd(path: Path) -> list[dict[str, Any]]:
    """Return the records of the named facts, each with the pages that print it.

    Raises DocumentError for a file that is no OFD file, and for one without such records.
    """
    at = Location(shown_path(path))
    data = next((data for name, data in read_attachments(path).items() if name.endswith(_FACTS)), b"")
    if not data:
        raise DocumentError("X052", at=at)
    with told_as("X052", at):
        records = checked_records(json.loads(data)["facts"])
    if not records:
        raise DocumentError("X052", at=at)
    return records


def paragraphs_of(path: Path) -> Sequence[tuple[str, str]]:
    """Return the paragraphs of an OFD file in reading order, each with the label of its page; a paragraph in another
    (in an entry of a list, a cell) counts with that one. Raises DocumentError for a file that is none."""
    document = read_ofd(path)
    out: list[tuple[str, str]] = []
    inside = -1  # the depth of the paragraph that the current element stands in
    for element in document.elements:
        if 0 <= inside < element.depth:
            continue
        inside = -1
        if element.kind in BLOCKS and element.text:
            inside = element.depth
            out.append((element.text, document.pages[element.page].label if element.page >= 0 else ""))
    return out
