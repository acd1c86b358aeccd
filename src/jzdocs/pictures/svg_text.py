"""Texts of SVG → text runs in the document's faces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import atan2, degrees, hypot
from typing import TYPE_CHECKING, Any

from lxml import etree
from msgspec import Struct, field

from jzdocs.frames import TextRun
from jzdocs.pictures.svg_document import UnsupportedError, length
from jzdocs.pictures.svg_shapes import Matrix, moved
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet

if TYPE_CHECKING:
    from jzdocs.pictures.svg_items import Looks, Walker

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SERIFS = ("serif", "simsun", "song", "times", "宋", "nsimsun", "mincho", "georgia", "cambria")
_ROLES = {"kai": ("kai", "楷"), "fang": ("fang", "仿宋"), "hei": ("hei", "黑", "yahei", "雅黑")}
_BOLD = ("bold", "bolder")
_BASELINES = {"middle": 0.36, "central": 0.36, "hanging": 0.8, "text-before-edge": 0.88, "text-after-edge": -0.12}


class _Piece(Struct):
    """A text with one look: where it begins (None: behind the last), by how much it is moved, its looks."""

    text: str
    looks: Any
    x: float | None = None
    y: float | None = None
    dx: float = 0.0
    dy: float = 0.0


class _Chunk(Struct):
    """Pieces that are anchored together."""

    x: float
    y: float
    pieces: list[_Piece] = field(default_factory=list)


def text_items(element: Any, looks: Looks, place: Matrix, walker: Walker) -> Iterator[TextRun]:
    """Yield the runs of a `text` element. Raises UnsupportedError for a text on a path, or one that slants."""
    faces, sheet = walker.fonts
    angle, scale, stretch = _turn(place)
    for chunk in _chunks(list(_pieces(element, looks, walker, preserve=_keeps_space(element)))):
        runs = [(piece, _parts(piece, faces, sheet)) for piece in chunk.pieces]
        total = sum(_width(piece, parts, faces) + piece.dx for piece, parts in runs)
        anchor = chunk.pieces[0].looks.get("text-anchor", "start")
        x, y = chunk.x - {"middle": total / 2, "end": total}.get(anchor, 0.0), chunk.y
        for piece, parts in runs:
            x, y = x + piece.dx, y + piece.dy
            size = piece.looks.number("font-size", 16)
            drop = _BASELINES.get(piece.looks.get("dominant-baseline"), 0.0) * size
            color, seen = walker.paint(piece.looks.get("fill", "black"), piece.looks)
            for face, text in parts:
                left, base = moved(place, x, y + drop)
                if color and seen and text.strip():
                    yield TextRun(
                        round(left), round(base), face, round(size * scale), color, text, angle=angle, stretch=stretch
                    )
                x += faces[face].width(text) * size / 1000


def _turn(place: Matrix) -> tuple[float, float, float]:
    a, b, c, d, _, _ = place
    across, up = hypot(a, b), hypot(c, d)
    if not across or not up or a * d - b * c <= 0 or abs(a * c + b * d) > 1e-3 * across * up:
        raise UnsupportedError("svg.slanted")
    stretch = across / up
    return -degrees(atan2(b, a)) or 0.0, up, stretch if abs(stretch - 1) > 1e-3 else 1.0


def _pieces(element: Any, looks: Looks, walker: Walker, *, preserve: bool) -> Iterator[_Piece]:
    """Yield the texts of an element and those inside it, in their order."""
    name = etree.QName(element).localname
    if name not in ("text", "tspan", "a"):
        raise UnsupportedError("svg.text_path")
    if (
        element.get("rotate")
        or element.get("textLength")
        or looks.get("letter-spacing", "normal") not in ("normal", "0")
    ):
        raise UnsupportedError("svg.text_spacing")
    if looks.get("display") == "none":
        return
    xs, ys = _list(element, "x"), _list(element, "y")
    dxs, dys = _list(element, "dx"), _list(element, "dy")
    text = _spaced(element.text or "", preserve)
    singly = max(len(xs), len(ys), len(dxs), len(dys)) > 1
    parts = list(text) if singly else [text]
    for index, part in enumerate(parts or [""]):
        yield _Piece(
            part,
            looks,
            xs[index] if index < len(xs) else None,
            ys[index] if index < len(ys) else None,
            dxs[index] if index < len(dxs) else 0.0,
            dys[index] if index < len(dys) else 0.0,
        )
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child, walker.looks(child, looks), walker, preserve=preserve or _keeps_space(child))
        yield _Piece(_spaced(child.tail or "", preserve), looks)


def _chunks(pieces: list[_Piece]) -> Iterator[_Chunk]:
    """Yield pieces by where they are anchored; blanks at the ends of a text are none of it."""
    chunk = _Chunk(0.0, 0.0)
    for piece in pieces:
        if piece.x is not None or piece.y is not None:
            if any(p.text for p in chunk.pieces):
                yield _trimmed(chunk)
            chunk = _Chunk(chunk.x if piece.x is None else piece.x, chunk.y if piece.y is None else piece.y)
        chunk.pieces.append(piece)
    if any(p.text for p in chunk.pieces):
        yield _trimmed(chunk)


def _trimmed(chunk: _Chunk) -> _Chunk:
    filled = [piece for piece in chunk.pieces if piece.text or piece.dx or piece.dy]
    texts = [piece for piece in filled if piece.text]
    if texts and not texts[0].looks.get("space"):
        texts[0].text = texts[0].text.lstrip(" ")
        texts[-1].text = texts[-1].text.rstrip(" ")
    return _Chunk(chunk.x, chunk.y, filled)


def _parts(piece: _Piece, faces: Faces, sheet: Stylesheet) -> list[tuple[str, str]]:
    """Return a piece cut by the faces that set it."""
    if not piece.text:
        return []
    weight = piece.looks.get("font-weight", "normal")
    bold = weight in _BOLD or (weight.isdecimal() and int(weight) >= 600)
    return list(faces.split(faces.key(_role(piece.looks.get("font-family"), faces, sheet), bold), piece.text))


def _role(families: str, faces: Faces, sheet: Stylesheet) -> str:
    """Return the role of the stylesheet that comes next to the fonts that a drawing names."""
    for family in (name.strip(" \"'") for name in families.split(",") if name.strip()):
        for role, font in sheet.fonts.items():
            if family in (role, font.word, faces[role].name):
                return role
        low = family.lower()
        for role, signs in _ROLES.items():
            if role in sheet.fonts and any(sign in low for sign in signs):
                return role
        if "sans" not in low and any(sign in low for sign in _SERIFS):
            return sheet.body.font
    return sheet.chart.font


def _width(piece: _Piece, parts: list[tuple[str, str]], faces: Faces) -> float:
    size: float = piece.looks.number("font-size", 16)
    return sum(faces[face].width(text) for face, text in parts) * size / 1000


def _list(element: Any, name: str) -> list[float]:
    """Return the lengths of an attribute."""
    return [length(part) for part in re.split(r"[\s,]+", (element.get(name) or "").strip()) if part]


def _keeps_space(element: Any) -> bool:
    return bool(element.get(_SPACE) == "preserve")


def _spaced(text: str, preserve: bool) -> str:
    """Return a text with its line ends and blanks as SVG reads them (10.15)."""
    return re.sub(r"[\r\n\t]", " ", text) if preserve else re.sub(r"[ \r\n\t]+", " ", text)
