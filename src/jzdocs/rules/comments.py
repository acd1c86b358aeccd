"""Comments beside the paragraphs that findings are about: one a paragraph, with a line for each finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree

from jzdocs.rules.finding import Finding
from jzdocs.rules.marks import AUTHOR
from jzdocs.rules.parts import OpenParts, add_part
from jzdocs.source.word_package import W, w

_INITIALS = "jz"


def put_comments(
    parts: OpenParts, nodes: Sequence[Any], findings: Sequence[Finding], date: str, worded: Callable[[Finding], str]
) -> None:
    """Put a comment beside each paragraph that something was found in."""
    by_number: dict[int, list[str]] = {}
    for found in findings:
        lines = by_number.setdefault(found.number, [])
        if (line := worded(found)) not in lines:
            lines.append(line)
    if not by_number:
        return
    root = _comments(parts)
    numbers = [int(text) for node in root.iter(w("comment")) if (text := node.get(w("id"), "")).isdigit()]
    first = max(numbers, default=-1) + 1
    for number, (place, lines) in enumerate(sorted(by_number.items()), first):
        root.append(_comment(number, lines, date))
        _anchor(nodes[place - 1], number)


def _comments(parts: OpenParts) -> Any:
    """Return the root of the part of comments, which is added where the file has none. Raises XMLSyntaxError where it
    is damaged."""
    package = parts.package  # type: ignore[attr-defined]
    related = package.document.relationships.values()
    targets = (relationship.target for relationship in related if relationship.type == "comments")
    existing = next((target for target in targets if target.lower() in package.names), None)
    if existing is not None:
        return parts.root(existing)
    root = etree.Element(w("comments"), nsmap={"w": W})
    add_part(parts, package.document.name, "comments", root)
    return root


def _comment(number: int, lines: Sequence[str], date: str) -> Any:
    node = etree.Element(w("comment"), nsmap={"w": W})
    node.set(w("id"), str(number))
    node.set(w("author"), AUTHOR)
    if date:
        node.set(w("date"), date)
    node.set(w("initials"), _INITIALS)
    for line in lines:
        run = etree.SubElement(etree.SubElement(node, w("p")), w("r"))
        text = etree.SubElement(run, w("t"))
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return node


def _anchor(paragraph: Any, number: int) -> None:
    """Put the range of a comment around a paragraph, and the mark that leads to it behind."""
    begin = etree.Element(w("commentRangeStart"), nsmap={"w": W})
    end = etree.Element(w("commentRangeEnd"), nsmap={"w": W})
    for node in (begin, end):
        node.set(w("id"), str(number))
    properties = paragraph.find(w("pPr"))
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, begin)
    paragraph.append(end)
    run = etree.SubElement(paragraph, w("r"))
    etree.SubElement(run, w("commentReference")).set(w("id"), str(number))
