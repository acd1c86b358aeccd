"""Elements of the XML of charts, and what their texts and lines look like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAP = {"c": C, "a": A, "r": R}
Element = Any


class Looks(Struct, frozen=True):
    """What texts and lines of a chart look like: names of typefaces, text size in points, greys from dark to light."""

    latin: str
    east: str
    size: float
    greys: tuple[str, ...]


def c(tag: str, *children: Element | None, **attributes: object) -> Element:
    """Return a `c:` element; attributes have no namespace. What is None, child or attribute, is left out."""
    return _element(C, tag, children, attributes)


def a(tag: str, *children: Element | None, **attributes: object) -> Element:
    """Return an `a:` element; see `c`."""
    return _element(A, tag, children, attributes)


def _element(space: str, tag: str, children: Sequence[Element | None], attributes: dict[str, object]) -> Element:
    element = etree.Element(f"{{{space}}}{tag}", nsmap=_MAP)
    for name, value in attributes.items():
        if value is not None:
            element.set(name, str(value))
    element.extend(child for child in children if child is not None)
    return element
