"""The records of a PDF's named facts, which `jzdocs trace` and `jzdocs diff` read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf

from jzdocs.errors import DocumentError, Location


def traced_pdf(path: Path) -> list[dict[str, Any]]:
    """Return the records of the named facts, each with the pages that print it.

    Raises DocumentError for a file that is no PDF, and for a PDF without such records.
    """
    at = Location(str(path))
    try:
        with pikepdf.open(path) as pdf:
            piece = pdf.Root.get("/PieceInfo", {}).get("/jzdocs")
            data = bytes(piece.Private.read_bytes()) if piece is not None else b""
    except (pikepdf.PdfError, OSError) as error:
        raise DocumentError("X050.jzdocs", at=at) from error
    if not data:
        raise DocumentError("X052", at=at)
    records: list[dict[str, Any]] = json.loads(data)
    return records
