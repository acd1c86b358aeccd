"""SVG files, read without harm: nothing is fetched, no entity is followed, no program runs; their size and their style
rules."""

from __future__ import annotations

import gzip
import io
import re
from typing import Any

from lxml import etree
from msgspec import Struct

from jzdocs import limits
from jzdocs.foreign_xml import parsed
from jzdocs.messages.message import Message, message
from jzdocs.patterns import compiled
from jzdocs.units import EMU_PER_PT

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_MOST_BYTES = 64 * 1024 * 1024
_LENGTH = compiled(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|em|ex|%|)\s*$")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "em": 16.0,
    "ex": 8.0,
}
_LONGEST_ADDRESS = 80
_ADDRESS = compiled(
    r"""@import\s+(?:url\(\s*)?["']?(?P<imported>[^"')\s;]+)["']?\s*\)?[^;]{0,200};?"""
    r"""|url\(\s*["']?(?!["'#\s]|data:)(?P<address>[^"')]+)["']?\s*\)""",
    re.I,
)
_RULE = compiled(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = compiled(r"(?P<type>[A-Za-z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+)*)")
EMU_PER_PIXEL = EMU_PER_PT * 72 / 96


class DamagedDrawingError(Exception):
    """The bytes are no drawing that can be read; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.key)
        self.reason = reason


class UnsupportedError(Exception):
    """A drawing holds something that no drawing of ours has; `name` names it in the catalogue."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class SvgDocument(Struct, frozen=True):
    """A drawing: its root, its size in pixels of 96 to the inch, the box of its own coordinates (left, top, width,
    height), its style rules, and its elements by their ids."""

    root: Any
    width: float
    height: float
    box: tuple[float, float, float, float]
    rules: tuple[tuple[int, str, dict[str, str]], ...]
    ids: dict[str, Any]

    @property
    def width_px(self) -> int:
        """Return the width in whole pixels."""
        return max(1, round(self.width))

    @property
    def height_px(self) -> int:
        """Return the height in whole pixels."""
        return max(1, round(self.height))


def read_drawing(data: bytes) -> SvgDocument:
    """Return a drawing. Raises DamagedDrawingError."""
    if data[:2] == b"\x1f\x8b":
        data = _unpacked(data)
    try:
        root = parsed(data, bare=True)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedDrawingError(
            message("reason.svg_xml", reason=str(error).partition(" (<string>")[0][:120])
        ) from error
    if etree.QName(root).localname != "svg":
        raise DamagedDrawingError(message("reason.svg_root"))
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    if len(elements) > limits.current().drawing_elements:
        raise DamagedDrawingError(message("reason.svg_large"))
    box, width, height = _size(root)
    ids: dict[str, Any] = {}
    for element in elements:
        ids.setdefault(element.get("id", ""), element)
    return SvgDocument(root, width, height, box, tuple(_rules(elements)), ids)


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            plain = file.read(_MOST_BYTES + 1)
    except (OSError, EOFError) as error:
        raise DamagedDrawingError(message("reason.svg_packed")) from error
    if len(plain) > _MOST_BYTES:
        raise DamagedDrawingError(message("reason.svg_large"))
    return plain


def length(text: str | None, whole: float = 0.0, default: float = 0.0) -> float:
    """Return a length in pixels; per cent are of `whole`."""
    match = _LENGTH.match(text or "")
    if match is None:
        return default
    value = float(match[1])
    return value * whole / 100 if match[2] == "%" else value * _PIXELS[match[2]]


def _size(root: Any) -> tuple[tuple[float, float, float, float], float, float]:
    numbers = [float(n) for n in re.findall(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", root.get("viewBox", ""))]
    box = (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else None
    if box and (box[2] <= 0 or box[3] <= 0):
        box = None
    width = length(root.get("width"), box[2] if box else 0)
    height = length(root.get("height"), box[3] if box else 0)
    if box and width and not height:
        height = width * box[3] / box[2]
    elif box and height and not width:
        width = height * box[2] / box[3]
    elif box and not width:
        width, height = box[2], box[3]
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise DamagedDrawingError(message("reason.svg_size"))
    return box or (0.0, 0.0, width, height), width, height


def _rules(elements: list[Any]) -> list[tuple[int, str, dict[str, str]]]:
    """Return the style rules with one simple selector each, by their weight; the last counts most."""
    rules = []
    for element in elements:
        if etree.QName(element).localname == "style" and element.text:
            text = re.sub(r"/\*.*?\*/|<!\[CDATA\[|\]\]>", "", element.text, flags=re.S)
            for selectors, body in _RULE.findall(text):
                for selector in map(str.strip, selectors.split(",")):
                    weight = 100 * selector.count("#") + 10 * selector.count(".") + (selector[:1] not in ".#*")
                    rules.append((weight, selector, declarations(body)))
    return sorted(rules, key=lambda rule: rule[0])


def declarations(text: str) -> dict[str, str]:
    """Return the properties of a style by their names."""
    pairs = (part.partition(":") for part in text.split(";") if ":" in part)
    return {name.strip().lower(): value.replace("!important", "").strip() for name, _, value in pairs}


def matches(selector: str, element: Any, name: str) -> bool:
    """Return whether a rule's selector names an element; those that look at other elements are not known here."""
    match = _SIMPLE.fullmatch(selector)
    if match is None:
        if selector.startswith(("@", ":root")):
            return False
        raise UnsupportedError("svg.rule")
    if match["type"] not in (None, "*", name):
        return False
    classes = (element.get("class") or "").split()
    marks = re.findall(r"[.#][\w-]+", match["rest"])
    return all(mark[1:] in classes if mark[0] == "." else mark[1:] == element.get("id") for mark in marks)


def _without_addresses(style: str, addresses: list[str]) -> str:
    """Return a text of style without what leads out of the drawing; its addresses are added to `addresses`."""

    def replaced(match: re.Match[str]) -> str:
        addresses.append((match["imported"] or match["address"])[:_LONGEST_ADDRESS])
        return "" if match["imported"] else "none"

    return _ADDRESS.sub(replaced, style)


def harmless(document: SvgDocument) -> tuple[bytes, list[str], bool]:
    """Return a drawing without what leads out of it, the addresses that were left out, and whether it holds a
    program."""
    from copy import deepcopy

    root = deepcopy(document.root)
    addresses, program = [], False
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        for key in list(element.attrib):
            local = etree.QName(key).localname
            value = element.attrib[key]
            if local.lower().startswith("on"):
                program = True
                del element.attrib[key]
            elif local == "href" and not value.strip().startswith(("#", "data:")):
                if name not in ("a", "script"):
                    addresses.append(value.strip()[:_LONGEST_ADDRESS])
                del element.attrib[key]
            elif "url" in value.lower():
                element.attrib[key] = _without_addresses(value, addresses)
        if name == "style" and element.text:
            element.text = _without_addresses(element.text, addresses)
        if name in ("script", "foreignObject") and element.getparent() is not None:
            program = program or name == "script"
            element.getparent().remove(element)
    return etree.tostring(root, encoding="utf-8"), addresses, program
