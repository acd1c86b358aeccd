"""What is drawn in a paragraph of a Word file: the paragraphs of its text boxes, and lines (red rules are often drawn).

Word writes a shape twice: as DrawingML, and as VML for older programs (ECMA-376 Part 3, markup compatibility).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jzdocs.source.word_package import w

BOX = "box:"  # what the part of a paragraph in a text box is called, with a number behind
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_LINES = frozenset(("line", "straightConnector1"))
_THIN = 40_000  # EMU, 1.1 mm: a rectangle that is no higher is a line
_NAMED = {"red": "FF0000", "black": ""}


def box_paragraphs(body: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield the paragraphs of text boxes in order: each with the paragraph of the body that holds the box, and its
    copies in the markup for older programs."""
    for content in body.iter(w("txbxContent")):
        alternative = _ancestor(content, "AlternateContent")
        if _ancestor(content, "Fallback") is not None and alternative is not None:
            continue
        holder = next((p for p in content.iterancestors(w("p")) if not _is_inside(p)), None)
        if holder is None or _is_inside(holder):
            continue
        twins = [
            list(other.iter(w("p")))
            for other in (alternative.iter(w("txbxContent")) if alternative is not None else ())
            if other is not content and _ancestor(other, "Fallback") is not None
        ]
        for index, paragraph in enumerate(content.iter(w("p"))):
            copies = tuple(twin[index] for twin in twins if index < len(twin) and _same(twin[index], paragraph))
            yield holder, (paragraph, *copies)


def _is_inside(paragraph: Any) -> bool:
    return next(paragraph.iterancestors(w("txbxContent")), None) is not None


def _ancestor(node: Any, name: str) -> Any:
    return next((parent for parent in node.iterancestors() if parent.tag.endswith("}" + name)), None)


def _same(a: Any, b: Any) -> bool:
    return "".join(t.text or "" for t in a.iter(w("t"))) == "".join(t.text or "" for t in b.iter(w("t")))


def box_place(node: Any) -> str:
    """Return on which side of the type area the text box of a node stands ("" where its distance is given)."""
    anchor = _ancestor(node, "anchor")
    found = None if anchor is None else anchor.find("{*}positionH/{*}align")
    return "" if found is None else (found.text or "").strip()


def drawn_lines(paragraph: Any) -> tuple[str, ...] | None:
    """Return the colours of the lines that are drawn in a paragraph (RRGGBB, "" for black); None where something else
    is drawn, which may hold one."""
    colors: list[str] = []
    for node in paragraph.iter():
        if not isinstance(node.tag, str) or _ancestor(node, "Fallback") is not None:
            continue
        name = node.tag.rpartition("}")[2]
        if name in ("pic", "wgp", "imagedata", "group", "graphicFrame", "object", "wpc"):
            return None
        if name == "wsp" and (color := _shape_line(node)) is not None:
            colors.append(color)
        if node.tag == f"{_V}line":
            colors.append(_vml_color(node.attrib))
    return tuple(colors)


def _shape_line(shape: Any) -> str | None:
    """Return the colour of a shape that is a line or a box with an outline, None of another one."""
    geometry = shape.find(f".//{_A}prstGeom")
    size = shape.find(f".//{_A}ext")
    kind = geometry.get("prst", "") if geometry is not None else ""
    outline = shape.find(f".//{_A}ln")
    thin = size is not None and 0 < int(size.get("cy", "0") or 0) <= _THIN
    if kind in _LINES:
        return _color(outline)
    if thin and shape.find(".//" + w("txbxContent")) is None:
        return _color(shape.find(".//{*}spPr"))
    return None


def _color(node: Any) -> str:
    found = node.find(f".//{_A}srgbClr") if node is not None else None
    value = "" if found is None else found.get("val", "").upper()
    return "" if value == "000000" else value


def _vml_color(attributes: Mapping[str, str]) -> str:
    value = attributes.get("strokecolor", "black").split(" ")[0]
    digits = value.lstrip("#").upper()
    if len(digits) == 3 and value.startswith("#"):
        digits = "".join(2 * char for char in digits)
    return _NAMED.get(value.lower(), "" if digits == "000000" else digits)
