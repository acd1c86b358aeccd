"""What was recorded before, drawn again: frame items go into a drawing as they are, and are painted where a picture is
asked for."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as MplPath
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform, TransformedPath

from jzdocs.charts.fonts import LabelFonts
from jzdocs.charts.renderers import DPI, Painter, Recorder
from jzdocs.frames import Clip, Image, Item, Path, TextRun
from jzdocs.units import to_pt

_CODES = {"M": MplPath.MOVETO, "L": MplPath.LINETO, "C": MplPath.CURVE4, "Z": MplPath.CLOSEPOLY}
_CAPS, _JOINS = ("butt", "round", "projecting"), ("miter", "round", "bevel")
_SCALE = DPI / 72  # pixels to the point


def replay(items: Sequence[Item], renderer: Recorder | Painter, fonts: LabelFonts) -> None:
    """Draw recorded items: a recorder takes them over, a painter paints them too."""
    if isinstance(renderer, Recorder):
        renderer.items.extend(items)
        return
    renderer.recorder.items.extend(items)
    _Paint(renderer, fonts).items(items)


class _Paint:
    """Paints items with Agg, which knows one rectangle and one outline as clips: rectangles in one another are cut with
    each other, of other outlines the innermost counts."""

    def __init__(self, painter: Painter, fonts: LabelFonts) -> None:
        self._painter, self._fonts = painter, fonts
        self._clips: list[MplPath] = []

    def items(self, items: Sequence[Item]) -> None:
        for item in items:
            if isinstance(item, Path):
                self._path(item)
            elif isinstance(item, TextRun):
                self._text(item)
            elif isinstance(item, Image):
                self._image(item)
            elif isinstance(item, Clip) and item.segments:
                self._clips.append(self._outline(item.segments))
            elif isinstance(item, Clip):
                self._clips.pop()

    def _context(self) -> Any:
        gc = self._painter.new_gc()
        gc.set_antialiased(True)
        boxes = [box for clip in self._clips if (box := _rectangle(clip)) is not None]
        others = [clip for clip in self._clips if _rectangle(clip) is None]
        if boxes:
            gc.set_clip_rectangle(reduce(_common, boxes))
        if others:
            gc.set_clip_path(TransformedPath(others[-1], IdentityTransform()))
        return gc

    def _outline(self, segments: Sequence[tuple[str | int | float, ...]]) -> MplPath:
        """Return an outline in pixels, y upwards."""
        vertices: list[tuple[float, float]] = []
        codes = []
        for name, *values in segments:
            numbers = [to_pt(float(value)) * _SCALE for value in values] or [0.0, 0.0]
            points = [(x, self._painter.height - y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
            vertices += points
            codes += [_CODES[str(name)]] * len(points)
        return MplPath(vertices, codes)

    def _path(self, item: Path) -> None:
        outline = self._outline(item.segments)
        fill, stroke = item.opacity
        if item.fill:
            gc = self._context()
            gc.set_linewidth(0)
            gc.set_alpha(fill)
            self._paint(gc, outline, f"#{item.fill}", fill)
        if item.stroke:
            gc = self._context()
            gc.set_alpha(stroke)
            gc.set_foreground(f"#{item.stroke}")
            gc.set_linewidth(to_pt(item.width))
            gc.set_capstyle(_CAPS[item.ends[0]])
            gc.set_joinstyle(_JOINS[item.ends[1]])
            if item.dash:
                gc.set_dashes(0, [to_pt(length) for length in item.dash])
            self._paint(gc, outline, None, stroke)

    def _paint(self, gc: Any, outline: MplPath, fill: str | None, opacity: float) -> None:
        from matplotlib.backends.backend_agg import RendererAgg
        from matplotlib.colors import to_rgba

        rgba = to_rgba(fill, opacity) if fill else None
        RendererAgg.draw_path(self._painter, gc, outline, Affine2D(), rgba)
        gc.restore()

    def _text(self, item: TextRun) -> None:
        from matplotlib.backends.backend_agg import RendererAgg

        gc = self._context()
        gc.set_foreground(f"#{item.color}")
        font = FontProperties(fname=self._fonts.file(item.face), size=to_pt(item.size))
        x, y = to_pt(item.x) * _SCALE, to_pt(item.y) * _SCALE
        RendererAgg.draw_text(self._painter, gc, x, y, item.text, font, item.angle)
        gc.restore()

    def _image(self, item: Image) -> None:
        from PIL import Image as Raster

        data = b64decode(item.key.partition(",")[2])
        width, height = (max(1, round(to_pt(length) * _SCALE)) for length in (item.width, item.height))
        with Raster.open(io.BytesIO(data)) as picture:
            pixels = numpy.asarray(picture.convert("RGBA").resize((width, height), Raster.Resampling.NEAREST))[::-1]
        bottom = self._painter.height - round(to_pt(item.y + item.height) * _SCALE)
        self._painter.draw_image(self._context(), round(to_pt(item.x) * _SCALE), bottom, pixels)


def _rectangle(outline: MplPath) -> Any:
    """Return the box of an outline that is an upright rectangle, else None."""
    vertices = numpy.asarray(outline.vertices)
    corners = {tuple(vertex) for vertex in vertices[:4].tolist()}
    box = Bbox.from_extents(*vertices[:4].min(axis=0), *vertices[:4].max(axis=0))
    is_box = len(vertices) in (4, 5) and MplPath.CURVE4 not in numpy.asarray(outline.codes)
    return box if is_box and corners == {(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)} else None


def _common(first: Any, second: Any) -> Any:
    """Return what two boxes have in common; nothing is an empty box."""
    common = Bbox.intersection(first, second)
    return common if common is not None else Bbox.from_extents(-1, -1, -1, -1)
