"""What elements of a Word file hold."""

from __future__ import annotations

from typing import Any

from jzdocs.resources import resource_root
from jzdocs.source.template import find_template
from jzdocs.style.load import build_sheet
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.word.ooxml import W


def official_sheet() -> Stylesheet:
    """Return the stylesheet of official documents."""
    root = resource_root()
    template = find_template("gongwen", [root / "templates"])
    return build_sheet(template.styles, [*template.folders, root])


def value(element: Any, path: str, name: str = "val") -> str | None:
    """Return an attribute of the element at a path below another, None where there is none."""
    found = element.find("/".join(f"{{{W}}}{tag}" for tag in path.split("/")))
    return None if found is None else found.get(f"{{{W}}}{name}")


def number(element: Any, path: str, name: str = "val") -> int:
    """Return a whole number that an attribute holds."""
    found = value(element, path, name)
    assert found is not None
    return int(found)


def text(element: Any) -> str:
    """Return the text of the runs below an element, with their tabs."""
    tags = {f"{{{W}}}t": None, f"{{{W}}}tab": "\t"}
    inside = (node for node in element.iter(*tags) if node.getparent().tag == f"{{{W}}}r")
    return "".join((node.text or "") if tags[node.tag] is None else "\t" for node in inside)
