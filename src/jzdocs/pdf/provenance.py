"""The records of a PDF's named facts, which `jzdocs trace` and `jzdocs diff` read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf

from jzdocs.errors import DocumentError, Location, UsageError
from jzdocs.pdf_bounds import read_within
from jzdocs.provenance.built import checked_records


def traced_pdf(path: Path) -> list[dict[str, Any]]:
    """Return the records of the named facts, each with the pages that print it.

    Raises DocumentError for a file that is no PDF, and for a PDF without such records.
    """
    at = Location(str(path))
    return read_within(lambda: _records(path, at), path.stat().st_size, at, "X050.jzdocs")


def _records(path: Path, at: Location) -> list[dict[str, Any]]:
    try:
        with pikepdf.open(path) as pdf:
            piece = pdf.Root.get("/PieceInfo", {}).get("/jzdocs")
            data = bytes(piece.Private.read_bytes()) if piece is not None else b""
    except pikepdf.PasswordError as error:
        raise UsageError("X070.locked", at=at) from error
    if not data:
        raise DocumentError("X052", at=at)
    return checked_records(json.loads(data))
