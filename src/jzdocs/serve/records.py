"""Findings and places as the browser gets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jzdocs.allowances import can_be_allowed
from jzdocs.errors import Diagnostic
from jzdocs.messages.message import Language
from jzdocs.serve.pictures import PagePicture
from jzdocs.serve.places import Box, PageBoxes


def finding_records(
    findings: Iterable[Diagnostic],
    language: Language,
    path: Path,
    boxes: dict[str, PageBoxes] | None = None,
    pages: Sequence[PagePicture] = (),
) -> list[dict[str, Any]]:
    """Return findings in a language; those that stand in another file than the source at `path` name it."""
    first = _pages_of_lines(boxes or {}, pages)
    return [_record(finding, language, path, first) for finding in findings]


def _record(finding: Diagnostic, language: Language, path: Path, first: dict[int, int]) -> dict[str, Any]:
    problem, hint = finding.worded(language)
    at = finding.location
    is_here = not at.path or Path(at.path).name == path.name
    record: dict[str, Any] = {
        "code": finding.code,
        "variant": finding.variant,
        "severity": finding.severity,
        "message": problem,
        "hint": hint,
        "line": at.line if is_here else 0,
        "column": at.column if is_here else 0,
        "fixes": [],
        "allowable": bool(at.line and is_here and can_be_allowed(finding)),
    }
    if not is_here:
        record["file"] = str(at)
    elif at.line in first:
        record["page"] = first[at.line]
    return record


def _pages_of_lines(boxes: dict[str, PageBoxes], pages: Sequence[PagePicture]) -> dict[int, int]:
    """Return for each line of the source the first page (from 0) that shows it."""
    out: dict[int, int] = {}
    for number, page in enumerate(pages):
        for box in boxes.get(page.hash, ()):
            out.setdefault(box.line, number)
    return out


def box_record(box: Box) -> dict[str, Any]:
    """Return a place on a page."""
    record = {
        "x": box.x,
        "y": box.y,
        "w": box.w,
        "h": box.h,
        "line": box.line,
        "column": box.column,
        "endLine": box.end_line,
        "endColumn": box.end_column,
    }
    return {**record, "figure": box.figure} if box.figure else record
