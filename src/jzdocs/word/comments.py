"""Comments: what is wrong with a document, said in the Word file beside the paragraph that it is about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from docx.text.run import Run

from jzdocs.errors import Location
from jzdocs.word.anchors import Anchored
from jzdocs.word.ooxml import W

AUTHOR = "jzdocs"
Said = tuple[Location, str]


def put_comments(document: Any, anchors: Sequence[Anchored], said: Sequence[Said]) -> None:
    """A comment for each finding, at the last anchored paragraph that begins on its line or above; one of another
    file, at the first. They have no date: the same input gives the same bytes."""
    root = document.element
    body = [
        a for a in anchors if a.paragraph.find(f"{{{W}}}r") is not None and a.paragraph.getroottree().getroot() is root
    ]
    if not body:
        return
    by_path: dict[str, list[tuple[int, int]]] = {}
    for i, a in enumerate(body):
        by_path.setdefault(a.at.path, []).append((a.at.line, i))
    for lines in by_path.values():
        lines.sort()
    for at, text in said:
        lines = by_path.get(at.path, [])
        index = bisect_right(lines, (at.line, len(body)))
        paragraph = body[lines[max(0, index - 1)][1] if lines else 0].paragraph
        runs = [Run(run, None) for run in paragraph.findall(f"{{{W}}}r")]
        comment = document.add_comment([runs[0], runs[-1]], text=text, author=AUTHOR, initials="jz")
        comment._comment_elm.attrib.pop(f"{{{W}}}date", None)
