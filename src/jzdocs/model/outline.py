"""The structure of a document as records for programs (`jzdocs outline --format json`)."""

from __future__ import annotations

import re
from typing import Any

from jzdocs.model import nodes
from jzdocs.model.walk import plain

# the level that a run-in heading's own number tells
_OWN_LEVEL = (
    (2, re.compile(r"[（(][一二三四五六七八九十]+[）)]")),
    (3, re.compile(r"\d{1,2}[.．、]")),
    (4, re.compile(r"[（(]\d{1,2}[）)]")),
)


def outline(document: nodes.Document) -> dict[str, Any]:
    """Title, subtitle and nested sections; a run-in heading is a section of its own."""
    root: dict[str, Any] = {"title": document.meta.title, "subtitle": document.meta.subtitle, "sections": []}
    stack: list[dict[str, Any]] = []
    for block in document.blocks:
        if isinstance(block, nodes.Heading):
            while stack and stack[-1]["level"] >= block.level:
                stack.pop()
            section = _section(block.level, plain(block.inlines), block.at.line, run_in=False)
            (stack[-1]["sections"] if stack else root["sections"]).append(section)
            stack.append(section)
        elif isinstance(block, nodes.Paragraph):
            if stack and not stack[-1]["run_in"]:
                stack[-1]["paragraphs"] += 1
            if block.lead:
                own = next((level for level, pattern in _OWN_LEVEL if pattern.match(plain(block.lead))), 9)
                while stack and stack[-1]["level"] >= own:  # （二）目标。 stands beside （一）, not below it
                    stack.pop()
                section = _section(
                    (stack[-1]["level"] if stack else 0) + 1, plain(block.lead), block.at.line, run_in=True
                )
                section["paragraphs"] = 1
                (stack[-1]["sections"] if stack else root["sections"]).append(section)
    return root


def _section(level: int, text: str, line: int, *, run_in: bool) -> dict[str, Any]:
    return {"level": level, "text": text, "line": line, "run_in": run_in, "paragraphs": 0, "sections": []}
