"""Findings as comments in the Word file, beside the paragraphs that they are about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from docx.text.run import Run

from jzdocs.errors import Location
from jzdocs.word.anchors import Anchored
from jzdocs.word.ooxml import W

AUTHOR = "jzdocs"
Comment = tuple[Location, str]


def put_comments(document: Any, anchors: Sequence[Anchored], comments: Sequence[Comment]) -> None:
    """Put each comment at the last anchored paragraph that begins on its line or above; one about another file stands
    at the first paragraph. Comments have no date: the same input gives the same bytes."""
    root = document.element
    in_body = [a for a in anchors if _has_run(a) and a.paragraph.getroottree().getroot() is root]
    if not in_body:
        return
    by_path: dict[str, list[tuple[int, int]]] = {}
    for index, anchor in enumerate(in_body):
        by_path.setdefault(anchor.at.path, []).append((anchor.at.line, index))
    for lines in by_path.values():
        lines.sort()
    for at, text in comments:
        lines = by_path.get(at.path, [])
        behind = bisect_right(lines, (at.line, len(in_body)))
        paragraph = in_body[lines[max(0, behind - 1)][1] if lines else 0].paragraph
        runs = [Run(run, None) for run in paragraph.findall(f"{{{W}}}r")]
        comment = document.add_comment([runs[0], runs[-1]], text=text, author=AUTHOR, initials="jz")
        comment._comment_elm.attrib.pop(f"{{{W}}}date", None)


def _has_run(anchor: Anchored) -> bool:
    return anchor.paragraph.find(f"{{{W}}}r") is not None
