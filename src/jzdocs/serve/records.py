"""Findings and places as the browser gets them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jzdocs.allowances import can_be_allowed
from jzdocs.editing.fixes import fixes_of, shown_lines
from jzdocs.errors import Diagnostic
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.message import Language
from jzdocs.serve.pictures import PagePicture
from jzdocs.serve.places import Box, PageBoxes


def finding_records(
    findings: Iterable[Diagnostic],
    language: Language,
    path: Path,
    text: str = "",
    first: Mapping[int, int] | None = None,
) -> list[dict[str, Any]]:
    """Return findings in a language; those that stand in another file than the source at `path` name it. `text` is that
    of the source, in which they can be fixed, and `first` the page on which each of its lines begins."""
    lines = shown_lines(path, text)
    return [_record(finding, language, path, (lines, first or {})) for finding in findings]


def _record(
    finding: Diagnostic, language: Language, path: Path, source: tuple[Sequence[str], Mapping[int, int]]
) -> dict[str, Any]:
    lines, first = source
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
        "fixes": [
            {"id": fix.id, "title": worded(fix.title, language), "certain": fix.certain}
            for fix in (fixes_of(finding, lines) if is_here else ())
        ],
        "allowable": bool(at.line and is_here and can_be_allowed(finding)),
    }
    if not is_here:
        record["file"] = str(at)
    elif at.line in first:
        record["page"] = first[at.line]
    return record


def pages_of_lines(boxes: Mapping[str, PageBoxes], pages: Sequence[PagePicture]) -> dict[int, int]:
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
