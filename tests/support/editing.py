"""What proofreading says about a text."""

from __future__ import annotations

from pathlib import Path

from jzdocs.build import pipeline
from jzdocs.errors import Diagnostic
from jzdocs.project import lone

CODES = {f"S{n}" for n in range(110, 130)} | {f"F{n}" for n in range(125, 130)} | {"F105"}


def remarks(folder: Path, text: str, suffix: str = "md") -> list[Diagnostic]:
    """Return the findings of an editor about a text, in order: of Markdown below front matter, or of plain text below
    a title, both of which end above line 3 or 5."""
    path = folder / f"a.{suffix}"
    head = "---\ntitle: 题\n---\n\n" if suffix == "md" else "关于某项工作的情况\n\n"
    path.write_text(f"{head}{text}\n", encoding="utf-8")
    return [finding for finding in pipeline.load(path, lone(path), None).report if finding.code in CODES]
