"""A drawing (SVG) → frame items: outlines, texts in the document's faces, clips and pictures of pixels.

What no item can say (gradients, patterns, filters, masks, markers …) raises UnsupportedError: then the whole drawing is
printed as pixels, and that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import sqrt
from typing import Any

from lxml import etree
from msgspec import Struct
from PIL import ImageColor

from jzdocs.frames import Clip, Image, Item, Path
from jzdocs.patterns import compiled
from jzdocs.pictures.svg_document import SvgDocument, UnsupportedError, declarations, length, matches
from jzdocs.pictures.svg_shapes import IDENTITY, Matrix, Segments, moved, numbers, outline, times, transform_of
from jzdocs.pictures.svg_text import text_items
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import Size

_SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))
_GROUPS = frozenset(("svg", "g", "a", "switch"))
_SILENT = frozenset(
    (
        *("defs", "style", "title", "desc", "metadata", "script", "symbol", "clipPath", "marker", "view", "namedview"),
        *("linearGradient", "radialGradient", "pattern", "filter", "mask", "font-face"),
        *("animate", "animateTransform", "animateMotion", "set"),
    )
)
_INHERITED = frozenset(
    (
        *("fill", "fill-opacity", "fill-rule", "clip-rule", "color", "visibility"),
        *("stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"),
        *("font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "letter-spacing"),
        *("marker-start", "marker-mid", "marker-end"),
    )
)
_OWN = frozenset(("opacity", "clip-path", "mask", "filter", "display", "transform", "mix-blend-mode"))
_CAPS, _JOINS = {"round": 1, "square": 2}, {"round": 1, "bevel": 2}
_URL = compiled(r"url\(\s*[\"']?#([^\"')]+)[\"']?\s*\)")
_MOST_DEPTH = 100
_MOST_ITEMS = 400_000


class Looks(Struct, frozen=True):
    """The properties that an element has, those of its own kind too."""

    values: Mapping[str, str]

    def get(self, name: str, default: str = "") -> str:
        """Return a property."""
        return self.values.get(name, default)

    def number(self, name: str, default: float) -> float:
        """Return a property as a length in pixels."""
        return length(self.values.get(name), default=default)


def drawing_items(document: SvgDocument, size: Size, faces: Faces, sheet: Stylesheet) -> tuple[Item, ...]:
    """Return the items of a drawing at a size, its corner at the origin. Raises UnsupportedError."""
    left, top, width, height = document.box
    scale = min(size.width / width, size.height / height)
    place: Matrix = (
        scale,
        0.0,
        0.0,
        scale,
        -left * scale + (size.width - width * scale) / 2,
        -top * scale + (size.height - height * scale) / 2,
    )
    frame = _placed((("M", 0, 0), ("L", 1, 0), ("L", 1, 1), ("L", 0, 1), ("Z",)), (size.width, 0, 0, size.height, 0, 0))
    walker = Walker(document, faces, sheet)
    items = [Clip(frame), *walker.children(document.root, Looks({}), place, 0), Clip()]
    return tuple(items)


class Walker:
    """Goes over the elements of a drawing in the order in which they are painted."""

    def __init__(self, document: SvgDocument, faces: Faces, sheet: Stylesheet) -> None:
        self._document, self._faces, self._sheet = document, faces, sheet
        self._count = 0

    def children(self, element: Any, inherited: Looks, place: Matrix, depth: int) -> Iterator[Item]:
        """Yield the items of an element's children, `place` being the transform of their coordinates (to EMU)."""
        looks = self.looks(element, inherited)
        for child in element:
            if isinstance(child.tag, str):
                yield from self.element(child, looks, place, depth + 1)

    def element(self, element: Any, inherited: Looks, place: Matrix, depth: int) -> Iterator[Item]:
        """Yield the items of an element."""
        name = etree.QName(element).localname
        if name in _SILENT or etree.QName(element).namespace not in (None, "http://www.w3.org/2000/svg"):
            return
        looks = self.looks(element, inherited)
        if looks.get("display") == "none":
            return
        if depth > _MOST_DEPTH:
            raise UnsupportedError("svg.depth")
        for key, kind in (("mask", "svg.mask"), ("filter", "svg.filter")):
            if looks.get(key, "none") != "none":
                raise UnsupportedError(kind)
        if looks.get("mix-blend-mode", "normal") != "normal":
            raise UnsupportedError("svg.blend")
        place = times(place, transform_of(element.get("transform") or looks.get("transform")))
        clips = list(self._clips(looks, place))
        yield from clips
        for item in self._content(name, element, looks, place, depth):
            self._count += 1
            if self._count > _MOST_ITEMS:
                raise UnsupportedError("svg.depth")
            yield item
        yield from (Clip() for _ in clips)

    def _content(self, name: str, element: Any, looks: Looks, place: Matrix, depth: int) -> Iterator[Item]:
        if name in _SHAPES:
            yield from self._shape(name, element, looks, place)
        elif name in _GROUPS:
            if float(looks.get("opacity", "1") or 1) < 1 and len(element) > 1:
                raise UnsupportedError("svg.opacity")
            inner = Looks({**looks.values, "group-opacity": str(_opacity(looks))})
            yield from self._group(name, element, inner, place, depth)
        elif name == "use":
            yield from self._use(element, looks, place, depth)
        elif name == "text":
            if looks.get("visibility") not in ("hidden", "collapse"):
                yield from text_items(element, looks, place, self)
        elif name == "image":
            yield from self._image(element, place)
        elif name == "foreignObject":
            raise UnsupportedError("svg.foreign")
        else:
            raise UnsupportedError("svg.element")

    def _group(self, name: str, element: Any, looks: Looks, place: Matrix, depth: int) -> Iterator[Item]:
        if name == "svg":
            left, top = length(element.get("x")), length(element.get("y"))
            place = times(place, (1, 0, 0, 1, left, top))
            if box := numbers(element.get("viewBox")):
                width, height = (
                    length(element.get("width"), box[2], box[2]),
                    length(element.get("height"), box[3], box[3]),
                )
                scale = min(width / box[2], height / box[3]) if box[2] > 0 and box[3] > 0 else 1
                place = times(place, (scale, 0, 0, scale, -box[0] * scale, -box[1] * scale))
        for child in element:
            if isinstance(child.tag, str):
                yield from self.element(child, looks, place, depth + 1)
                if name == "switch":
                    return

    def _use(self, element: Any, looks: Looks, place: Matrix, depth: int) -> Iterator[Item]:
        href = element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""
        target = self._document.ids.get(href.strip()[1:]) if href.strip().startswith("#") else None
        if target is None:
            return
        place = times(place, (1, 0, 0, 1, length(element.get("x")), length(element.get("y"))))
        if etree.QName(target).localname == "symbol":
            if target.get("viewBox"):
                raise UnsupportedError("svg.symbol")
            yield from self.children(target, looks, place, depth + 1)
        else:
            yield from self.element(target, looks, place, depth + 1)

    # --- looks

    def looks(self, element: Any, inherited: Looks) -> Looks:
        """Return the properties of an element: inherited ones, attributes, rules, then its own style."""
        values = {name: value for name, value in inherited.values.items() if name not in _OWN}
        name = etree.QName(element).localname
        own = {key: value.strip() for key, value in element.attrib.items() if key in _INHERITED or key in _OWN}
        for _, selector, properties in self._document.rules:
            if matches(selector, element, name):
                own.update(properties)
        own.update(declarations(element.get("style", "")))
        if "font" in own:
            raise UnsupportedError("svg.rule")
        if "font-size" in own:
            before = inherited.number("font-size", 16)
            own["font-size"] = str(_font_size(own["font-size"], before))
        values.update({key: value for key, value in own.items() if value != "inherit"})
        return Looks(values)

    def paint(self, text: str, looks: Looks) -> tuple[str, float]:
        """Return a colour as RRGGBB and its opacity; "" for none."""
        text = looks.get("color", "black") if text.lower() == "currentcolor" else text.strip()
        if text in ("none", "transparent", ""):
            return "", 0.0
        if text.startswith("url("):
            raise UnsupportedError("svg.gradient")
        text = re.sub(r"^(rgb|hsl)a?\(\s*([^\s,]+)\s+([^\s,]+)\s+([^\s,/]+)\s*\)$", r"\1(\2,\3,\4)", text)
        try:
            color = ImageColor.getrgb(_with_whole_opacity(text))
        except ValueError:
            return "000000", 1.0
        return "".join(f"{channel:02X}" for channel in color[:3]), color[3] / 255 if len(color) > 3 else 1.0

    @property
    def fonts(self) -> tuple[Faces, Stylesheet]:
        """Return what texts are set in."""
        return self._faces, self._sheet

    # --- shapes, clips and pictures

    def _shape(self, name: str, element: Any, looks: Looks, place: Matrix) -> Iterator[Item]:
        if looks.get("visibility") in ("hidden", "collapse"):
            return
        if any(looks.get(f"marker-{where}", "none") != "none" for where in ("start", "mid", "end")):
            raise UnsupportedError("svg.marker")
        segments = outline(name, element, self._document.box[2:])
        if not segments:
            return
        fill, seen = self.paint(looks.get("fill", "black"), looks) if name != "line" else ("", 0.0)
        stroke, stroke_seen = self.paint(looks.get("stroke", "none"), looks)
        scale = sqrt(abs(place[0] * place[3] - place[1] * place[2]))
        width = round(looks.number("stroke-width", 1.0) * scale)
        whole = _opacity(looks)
        stroke = stroke if width > 0 else ""
        if not fill and not stroke:
            return
        dashes = looks.get("stroke-dasharray", "none")
        dash = tuple(round(value * scale) for value in numbers(dashes)) if dashes != "none" else ()
        yield Path(
            _placed(segments, place),
            fill or None,
            stroke or None,
            width if stroke else 0,
            (dash * 2 if len(dash) % 2 else dash) if stroke and any(dash) else (),
            (_CAPS.get(looks.get("stroke-linecap"), 0), _JOINS.get(looks.get("stroke-linejoin"), 0))
            if stroke
            else (0, 0),
            (
                round(seen * whole * _share(looks.get("fill-opacity", "1")), 4) if fill else 1.0,
                round(stroke_seen * whole * _share(looks.get("stroke-opacity", "1")), 4) if stroke else 1.0,
            ),
            looks.get("fill-rule") == "evenodd",
        )

    def _clips(self, looks: Looks, place: Matrix) -> Iterator[Clip]:
        """Yield the clip that an element names."""
        text = looks.get("clip-path", "none")
        if text == "none":
            return
        match = _URL.match(text)
        target = self._document.ids.get(match[1]) if match else None
        if target is None:
            return
        if target.get("clipPathUnits") == "objectBoundingBox" or target.get("clip-path"):
            raise UnsupportedError("svg.clip")
        place = times(place, transform_of(target.get("transform")))
        segments: Segments = ()
        even_odd = False
        for shape in target:
            if not isinstance(shape.tag, str):
                continue
            name = etree.QName(shape).localname
            if name not in _SHAPES:
                raise UnsupportedError("svg.clip")
            own = self.looks(shape, Looks({}))
            even_odd = even_odd or own.get("clip-rule") == "evenodd"
            inner = times(place, transform_of(shape.get("transform")))
            segments += _placed(outline(name, shape, self._document.box[2:]), inner)
        if not segments:  # nothing is seen
            segments = _placed((("M", 0, 0), ("L", 0, 0), ("Z",)), IDENTITY)
        yield Clip(segments, even_odd)

    def _image(self, element: Any, place: Matrix) -> Iterator[Item]:
        """Yield a picture that the drawing itself holds; others are not fetched."""
        href = element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""
        if not href.startswith("data:"):
            return
        width, height = length(element.get("width")), length(element.get("height"))
        if abs(place[1]) > 1e-6 or abs(place[2]) > 1e-6 or min(place[0], place[3]) <= 0 or not width or not height:
            raise UnsupportedError("svg.image")
        from jzdocs.pictures.svg_pixels import embedded

        key, across, down = embedded(href, width, height, element.get("preserveAspectRatio", ""))
        x, y = moved(
            place, length(element.get("x")) + (width - across) / 2, length(element.get("y")) + (height - down) / 2
        )
        yield Image(round(x), round(y), round(across * place[0]), round(down * place[3]), key)


def _placed(segments: Segments, place: Matrix) -> Segments:
    """Return an outline in EMU."""
    out = []
    for code, *values in segments:
        points = [moved(place, float(x), float(y)) for x, y in zip(values[::2], values[1::2], strict=True)]
        out.append((code, *(round(value) for point in points for value in point)))
    return tuple(out)


def _share(text: str) -> float:
    """Return an opacity."""
    try:
        share = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        return 1.0
    return min(1.0, max(0.0, share))


def _opacity(looks: Looks) -> float:
    """Return the opacity of an element and of the groups around it."""
    return _share(looks.get("opacity", "1")) * _share(looks.get("group-opacity", "1"))


def _with_whole_opacity(text: str) -> str:
    """Return a colour with its opacity from 0 to 255, as Pillow reads it."""
    match = re.fullmatch(r"rgba\(([^,]+,[^,]+,[^,]+),\s*([\d.]+)(%?)\s*\)", text)
    if match is None:
        return text
    share = float(match[2]) / (100 if match[3] else 1)
    return f"rgba({match[1]},{round(min(1.0, share) * 255)})"


def _font_size(text: str, before: float) -> float:
    if text.endswith("%"):
        return length(text, before, before)
    if match := re.fullmatch(r"([\d.]+)em", text):
        return float(match[1]) * before
    return length(text, default=before)
