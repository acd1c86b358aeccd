"""The structure of a document as records for programs (`jzdocs outline --format json`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jzdocs.model import nodes
from jzdocs.model.walk import blocks, plain
from jzdocs.patterns import compiled

# the level that a run-in heading's own number gives it
_OWN_LEVEL = (
    (2, compiled(r"[（(][一二三四五六七八九十]+[）)]")),
    (3, compiled(r"\d{1,2}[.．、]")),
    (4, compiled(r"[（(]\d{1,2}[）)]")),
)
_UNNUMBERED = 9


def outline(document: nodes.Document) -> dict[str, Any]:
    """Return title, subtitle and nested sections, as they were read.

    Sections are the headings, wherever they stand, and below them the run-in headings of the text (not those of lists
    and quotations); `paragraphs` counts the paragraphs of the text itself. The list of sources, which jzdocs adds, is
    no section.
    """
    root: dict[str, Any] = {"title": document.meta.title, "subtitle": document.meta.subtitle, "sections": []}
    stack: list[dict[str, Any]] = []
    for block in _headings_and_paragraphs(document):
        if isinstance(block, nodes.Heading):
            _close(stack, block.level)
            section = _section(block.level, plain(block.inlines), block.at.line, run_in=False)
            (stack[-1]["sections"] if stack else root["sections"]).append(section)
            stack.append(section)
            continue
        if stack and not stack[-1]["run_in"]:
            stack[-1]["paragraphs"] += 1
        if block.lead:
            text = plain(block.lead)
            _close(stack, next((level for level, pattern in _OWN_LEVEL if pattern.match(text)), _UNNUMBERED))
            section = _section((stack[-1]["level"] if stack else 0) + 1, text, block.at.line, run_in=True)
            section["paragraphs"] = 1
            (stack[-1]["sections"] if stack else root["sections"]).append(section)
    return root


def _headings_and_paragraphs(document: nodes.Document) -> Iterator[nodes.Heading | nodes.Paragraph]:
    """Yield the headings, wherever they stand, and the paragraphs of the text itself, in its order."""
    aside = {
        id(inner)
        for block in blocks(document.blocks)
        if isinstance(block, nodes.List | nodes.Quote)
        for inner in blocks((block,))
    }
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Heading) or (isinstance(block, nodes.Paragraph) and id(block) not in aside):
            yield block


def _close(stack: list[dict[str, Any]], level: int) -> None:
    """Close the sections that a heading of `level` ends: （二）目标。 stands beside （一）, not below it."""
    while stack and stack[-1]["level"] >= level:
        stack.pop()


def _section(level: int, text: str, line: int, *, run_in: bool) -> dict[str, Any]:
    return {"level": level, "text": text, "line": line, "run_in": run_in, "paragraphs": 0, "sections": []}
