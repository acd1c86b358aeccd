"""Tracked changes accepted or rejected, by rules of our own (ECMA-376 Part 1, 17.13.5), and what is then seen.

Written apart from the code that makes the changes, so that each checks the other.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any, Literal

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Seen = list[tuple[str, str]]


def part(data: bytes, name: str = "word/document.xml") -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def resolved(root: Any, side: Literal["accept", "reject"]) -> Any:
    """Return a part with all tracked changes accepted or rejected."""
    goes, stays = ("del", "ins") if side == "accept" else ("ins", "del")
    for paragraph in list(root.iter(f"{W}p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr/{W}{goes}")
        if mark is not None:  # its mark goes, so that what it holds joins the next paragraph
            following = paragraph.getnext()
            content = [node for node in paragraph if node.tag != f"{W}pPr"]
            place = 1 if following is not None and following.find(f"{W}pPr") is not None else 0
            for node in reversed(content):
                assert following is not None
                following.insert(place, node)
            paragraph.getparent().remove(paragraph)
    for node in list(root.iter(f"{W}{goes}")):
        node.getparent().remove(node)
    for node in list(root.iter(f"{W}{stays}")):
        for inner in list(node):
            node.addprevious(inner)
        node.getparent().remove(node)
    for tag, new in (("delText", "t"), ("delInstrText", "instrText")):
        for node in root.iter(f"{W}{tag}"):
            node.tag = W + new
    for kind in ("rPr", "pPr", "sectPr", "tcPr"):
        for change in list(root.iter(f"{W}{kind}Change")):
            properties = change.getparent()
            properties.remove(change)
            if side == "reject":
                old = change.find(f"{W}{kind}")
                kept = {"pPr": ("rPr", "sectPr"), "sectPr": ("headerReference", "footerReference")}.get(kind, ())
                for node in list(properties):
                    if node.tag not in {W + tag for tag in kept}:
                        properties.remove(node)
                for place, node in enumerate(list(old)):
                    properties.insert(place if kind == "pPr" else len(properties), node)
    return root


def seen(root: Any) -> list[Any]:
    """Return what a part shows: for each paragraph its properties, and each character with those of its run; then the
    properties of sections. Runs may be divided otherwise, and empty properties are none."""
    out: list[Any] = []
    for paragraph in root.iter(f"{W}p"):
        characters: Seen = []
        for run in paragraph.iter(f"{W}r"):
            look = _properties(run.find(f"{W}rPr"))
            for node in run:
                if node.tag == f"{W}t":
                    characters += [(char, look) for char in node.text or ""]
                elif node.tag not in (f"{W}rPr", f"{W}commentReference"):
                    characters.append((etree.tostring(node, with_tail=False).decode(), look))
        out.append((_properties(paragraph.find(f"{W}pPr")), characters))
    return [*out, [_properties(node) for node in root.iter(f"{W}sectPr", f"{W}tcPr")]]


def _properties(node: Any) -> str:
    if node is None:
        return ""
    node = [child for child in node if child.tag != f"{W}footerReference"]  # no change of Word's records one
    children = [
        child for child in node if child.tag != f"{W}sectPr" and (len(child) or child.attrib or child.tag != f"{W}rPr")
    ]
    return " ".join(sorted(etree.tostring(child, method="c14n", with_tail=False).decode() for child in children))


def text_of(root: Any) -> list[str]:
    return ["".join(char if len(char) == 1 else "\n" for char, _ in characters) for _, characters in seen(root)[:-1]]
