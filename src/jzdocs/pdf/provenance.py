"""What a PDF of jzdocs keeps for tracing its figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf

from jzdocs.errors import DocumentError, Location

_HINT = "give a file that jzdocs built from named figures"


def traced_pdf(path: Path) -> list[dict[str, Any]]:
    """The records of the named figures, each with the pages that print it. Raises DocumentError for a file that is
    no PDF of jzdocs."""
    at = Location(str(path))
    try:
        with pikepdf.open(path) as pdf:
            piece = pdf.Root.get("/PieceInfo", {}).get("/jzdocs")
            data = bytes(piece.Private.read_bytes()) if piece is not None else b""
    except (pikepdf.PdfError, OSError) as error:
        raise DocumentError("not a PDF, or damaged", at=at, code="X050", hint="give a PDF that jzdocs made") from error
    if not data:
        raise DocumentError(
            "the file tells nothing of its figures",
            at=at,
            code="X052",
            hint="give a file that jzdocs built from named figures",
        )
    records: list[dict[str, Any]] = json.loads(data)
    return records
