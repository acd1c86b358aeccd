"""Frame items of a drawing → SVG. Texts become outlines, so that it looks the same where the document's fonts are not
installed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import uharfbuzz as hb

from jzdocs.frames import Clip, Drawing, Image, Path, TextRun
from jzdocs.style.faces import Face, Faces
from jzdocs.units import to_pt


def svg(drawing: Drawing, faces: Faces) -> bytes:
    """Return the SVG of a drawing; its unit is the point."""
    width, height = to_pt(drawing.size.width), to_pt(drawing.size.height)
    outlines = _Outlines()
    body: list[str] = []
    clips = 0
    for item in drawing.items:
        if isinstance(item, Path):
            body.append(_path(item))
        elif isinstance(item, TextRun):
            body.append(_text(item, faces[item.face], outlines))
        elif isinstance(item, Image):
            body.append(_image(item))
        elif isinstance(item, Clip):
            clips += bool(item.segments)
            body.append(_clip(item, clips) if item.segments else "</g>")
    view = f"0 0 {_decimals(width)} {_decimals(height)}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}pt" height="{height:g}pt" viewBox="{view}">'
    return "".join((head, *body, "</svg>")).encode()


_CAPS, _JOINS = ("butt", "round", "square"), ("miter", "round", "bevel")


def _path(item: Path) -> str:
    fill = f"#{item.fill}" if item.fill else "none"
    stroke = f' stroke="#{item.stroke}" stroke-width="{_decimals(to_pt(item.width))}"' if item.stroke else ""
    dash = f' stroke-dasharray="{" ".join(_decimals(to_pt(d)) for d in item.dash)}"' if item.dash else ""
    return f'<path d="{_outline(item.segments)}" fill="{fill}"{stroke}{dash}{_manner(item)}/>'


def _manner(item: Path) -> str:
    """Return the attributes of a path that say more than colours and widths; most paths have none."""
    (cap, join), (fill, stroke) = item.ends, item.opacity
    parts = [f' stroke-linecap="{_CAPS[cap]}"' if cap else "", f' stroke-linejoin="{_JOINS[join]}"' if join else ""]
    parts += [f' fill-opacity="{fill:g}"' if fill != 1 else "", f' stroke-opacity="{stroke:g}"' if stroke != 1 else ""]
    return "".join((*parts, ' fill-rule="evenodd"' if item.even_odd else ""))


def _outline(segments: Sequence[tuple[str | int | float, ...]]) -> str:
    parts = []
    for code, *numbers in segments:
        parts.append(str(code) + " ".join(_decimals(to_pt(int(v))) for v in numbers))
    return "".join(parts)


def _clip(item: Clip, number: int) -> str:
    """Return the start of a group of which only what lies inside an outline is seen."""
    rule = ' clip-rule="evenodd"' if item.even_odd else ""
    path = f'<clipPath id="c{number}"><path d="{_outline(item.segments)}"{rule}/></clipPath>'
    return f'{path}<g clip-path="url(#c{number})">'


def _image(item: Image) -> str:
    place = zip(("x", "y", "width", "height"), item[:4], strict=True)
    sizes = " ".join(f'{name}="{_decimals(to_pt(value))}"' for name, value in place)
    return f'<image {sizes} preserveAspectRatio="none" href="{item.key}"/>'


def _text(item: TextRun, face: Face, outlines: _Outlines) -> str:
    """Return a text run as one path: the outlines of its glyphs, each moved to its place."""
    size = to_pt(item.size)
    scale, cursor = size / face.upem, 0.0
    parts: list[str] = []
    for char in item.text:
        parts.extend(outlines.of(face, face.glyph(char), scale, cursor))
        cursor += face.width(char) * size / 1000 + item.spacing * size / 1000
    turn = f" rotate({_decimals(-item.angle)})" if item.angle else ""
    turn += f" scale({item.stretch:.4g} 1)" if item.stretch != 1 else ""
    place = f'transform="translate({_decimals(to_pt(item.x))} {_decimals(to_pt(item.y))}){turn}"'
    return f'<path {place} d="{"".join(parts)}" fill="#{item.color}"/>'


class _Outlines:
    """Outlines of glyphs in font units; each is read from its font once."""

    def __init__(self) -> None:
        self._outlines: dict[tuple[str, int], list[tuple[str, tuple[float, ...]]]] = {}
        self._draw = hb.DrawFuncs()
        self._draw.set_move_to_func(lambda x, y, out: out.append(("M", (x, y))))
        self._draw.set_line_to_func(lambda x, y, out: out.append(("L", (x, y))))
        self._draw.set_quadratic_to_func(lambda a, b, x, y, out: out.append(("Q", (a, b, x, y))))
        self._draw.set_cubic_to_func(lambda *curve: curve[-1].append(("C", curve[:-1])))
        self._draw.set_close_path_func(lambda out: out.append(("Z", ())))

    def of(self, face: Face, glyph: int, scale: float, x: float) -> Iterator[str]:
        """Yield the path commands of a glyph in points, its origin at `x` on the baseline, y downwards."""
        key = (face.key, glyph)
        if key not in self._outlines:
            self._outlines[key] = self._read(face.font, glyph)
        for code, numbers in self._outlines[key]:
            yield code + " ".join(_decimals(v * scale + x if i % 2 == 0 else -v * scale) for i, v in enumerate(numbers))

    def _read(self, font: Any, glyph: int) -> list[tuple[str, tuple[float, ...]]]:
        commands: list[tuple[str, tuple[float, ...]]] = []
        font.draw_glyph(glyph, self._draw, commands)
        return commands


def _decimals(value: float) -> str:
    """Return a number with at most two decimals, which is finer than print."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if math.isfinite(value) else "0"
