"""A renderer of matplotlib that records what a script draws as frame items: texts in the document's faces, measured as
the document measures them; outlines with their opacity, clips and hatches; pictures of pixels as PNG."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from math import ceil, floor, radians
from typing import Any

import numpy
from matplotlib.backend_bases import RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as MplPath
from matplotlib.transforms import Affine2D

from jzdocs.charts.renderers import hex_color, path_segments
from jzdocs.frames import Clip, Image, Item, Path, TextRun
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import pt

_PIXELS = 300 / 72  # of a picture, to the point
_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_BOLD = frozenset(("semibold", "demibold", "demi", "bold", "heavy", "extra bold", "black"))
_HATCH_TILE = 72.0  # points, as matplotlib's own renderers repeat hatches
_SLACK = 1.0  # points by which ink may stand over the edge

Report = Callable[[int, str, dict[str, str]], None]


class ScriptRecorder(RendererBase):
    """Records items of a drawing `width` by `height` points. `report` is told of fonts that the document does not have
    and of texts that are cut: the script's line (0: not known), the finding, and what its words need."""

    def __init__(self, size: tuple[float, float], faces: Faces, sheet: Stylesheet, report: Report) -> None:
        super().__init__()
        self.width, self.height = size
        self.items: list[Item] = []
        self._faces, self._sheet, self._report = faces, sheet, report
        self._clip: tuple[Any, ...] = ()
        self._line = 0  # of the script, where the text was made that is drawn
        self._roles: dict[str, str] = {}
        self._extents: dict[tuple[str, str], tuple[float, float]] = {}

    def _segments(self, path: MplPath, transform: Any) -> Iterator[tuple[str | int | float, ...]]:
        return path_segments(path, transform, self.height)

    # --- what matplotlib asks

    def points_to_pixels(self, points: Any) -> Any:
        """Return a length as it is: a pixel is a point here."""
        return points

    def flipy(self) -> bool:
        """Whether y grows downwards."""
        return False

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the size in points."""
        return self.width, self.height

    def get_image_magnification(self) -> float:
        """Return how many pixels of a picture stand on a point."""
        return _PIXELS

    def option_image_nocomposite(self) -> bool:
        """Whether pictures stay apart."""
        return True

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        """Return the measures of a text in points, by the document's faces."""
        if ismath:
            measured = [self._measures_of(part, prop, ismath, is_formula=formula) for part, formula in _pieces(s)]
            ascent = max(height - descent for _, height, descent in measured)
            descent = max(descent for _, _, descent in measured)
            return sum(width for width, _, _ in measured), ascent + descent, descent
        return self._text_measures(s, prop)

    def _measures_of(
        self, part: str, prop: FontProperties, ismath: Any, *, is_formula: bool
    ) -> tuple[float, float, float]:
        """Return the measures of a text, or of a formula between dollar signs."""
        if not is_formula:
            return self._text_measures(part, prop)
        measures: tuple[float, float, float] = super().get_text_width_height_descent(part, prop, ismath)
        return measures

    def _text_measures(self, s: str, prop: FontProperties) -> tuple[float, float, float]:
        size, parts = float(prop.get_size_in_points()), self._parts(s, prop)
        width = sum(self._faces[face].width(text) for face, text in parts) * size / 1000
        extents = [self._extent(face, char) for face, text in parts for char in text] or [(0.0, 0.0)]
        top, bottom = max(top for top, _ in extents), min(bottom for _, bottom in extents)
        return width, (top - bottom) * size, -bottom * size

    # --- what it draws

    def draw_path(self, gc: Any, path: MplPath, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803 (matplotlib's name)
        """Record an outline, filled and/or stroked, and its hatch."""
        line, color = float(gc.get_linewidth()), gc.get_rgb()
        stroke_opacity = float(color[3]) if len(color) > 3 else 1.0
        fill_opacity = 0.0
        if rgbFace is not None:
            fill_opacity = float(rgbFace[3]) if len(rgbFace) > 3 else 1.0
            if gc.get_forced_alpha():
                fill_opacity = float(gc.get_alpha())
        stroked, filled = line > 0 and stroke_opacity > 0, fill_opacity > 0
        segments = tuple(self._segments(path, transform))
        if not segments:
            return
        self._clip_to(gc)
        if stroked or filled:
            _, dashes = gc.get_dashes()
            self.items.append(
                Path(
                    segments,
                    hex_color(rgbFace) if filled else None,
                    hex_color(color) if stroked else None,
                    pt(line) if stroked else 0,
                    tuple(pt(float(length)) for length in dashes) if dashes is not None and stroked else (),
                    (_CAPS[str(gc.get_capstyle())], _JOINS[str(gc.get_joinstyle())]) if stroked else (0, 0),
                    (round(fill_opacity, 4) if filled else 1.0, round(stroke_opacity, 4) if stroked else 1.0),
                )
            )
        if gc.get_hatch():
            self._hatch(gc, path.get_extents(transform), segments)

    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
        """Record a picture of pixels, whose lower left corner is at (`x`, `y`)."""
        from PIL import Image as Raster

        self._clip_to(gc)
        out = io.BytesIO()
        Raster.fromarray(im[::-1]).save(out, "PNG", compress_level=6)
        rows, columns = im.shape[:2]
        width, height = columns / _PIXELS, rows / _PIXELS
        key = f"data:image/png;base64,{b64encode(out.getvalue()).decode()}"
        self.items.append(Image(pt(float(x)), pt(self.height - float(y) - height), pt(width), pt(height), key))

    def draw_text(  # noqa: PLR0913, PLR0917 (matplotlib's interface)
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Record a text, whose baseline begins at (`x`, `y`), as runs in the document's faces; formulas of matplotlib
        as outlines."""
        if not ismath:
            self._draw_plain(gc, (float(x), float(y)), s, prop, float(angle), mtext)
            return
        turn = Affine2D().rotate(radians(float(angle)))
        along = 0.0
        for part, formula in _pieces(s):
            dx, dy = turn.transform((along, 0.0))
            if formula:
                super().draw_text(gc, x + dx, y + dy, part, prop, angle, ismath, mtext)
            else:
                self._draw_plain(gc, (float(x) + dx, float(y) + dy), part, prop, float(angle), mtext)
            along += self._measures_of(part, prop, ismath, is_formula=formula)[0]

    def _draw_plain(
        self, gc: Any, origin: tuple[float, float], s: str, prop: FontProperties, angle: float, mtext: Any
    ) -> None:
        """Record a text without formulas."""
        x, y = origin
        self._clip_to(gc)
        self._line = getattr(mtext, "jz_line", 0)
        size, color = float(prop.get_size_in_points()), _on_white(gc.get_rgb())
        self._report_cut(s, (float(x), float(y)), prop, float(angle))
        if lacking := self._faces.uncovered(self._faces.key(self._role(prop), False), s):
            self._report(self._line, "C076.character", {"text": "".join(lacking)})
        along = 0.0
        turn = Affine2D().rotate(radians(float(angle)))
        for face, text in self._parts(s, prop):
            dx, dy = turn.transform((along, 0.0))
            left, base = pt(float(x) + dx), pt(self.height - float(y) - dy)
            self.items.append(TextRun(left, base, face, pt(size), color, text, angle=float(angle)))
            along += self._faces[face].width(text) * size / 1000

    def finish(self) -> tuple[Item, ...]:
        """Return all items; the last clip ends."""
        self._close_clip()
        return tuple(self.items)

    # --- clips and hatches

    def _clip_to(self, gc: Any) -> None:
        """Let the clip of a graphics context hold for what follows."""
        outlines = []
        rectangle = gc.get_clip_rectangle()
        if rectangle is not None and not self._is_whole(rectangle):
            outlines.append(tuple(self._segments(MplPath.unit_rectangle(), _box_transform(rectangle))))
        path, transform = gc.get_clip_path()
        if path is not None:
            outlines.append(tuple(self._segments(path, transform)))
        clip = tuple(outlines)
        if clip != self._clip:
            self._close_clip()
            self.items.extend(Clip(outline) for outline in outlines if outline)
            self._clip = clip

    def _close_clip(self) -> None:
        self.items.extend(Clip() for outline in self._clip if outline)
        self._clip = ()

    def _is_whole(self, box: Any) -> bool:
        return bool(box.x0 <= 0 and box.y0 <= 0 and box.x1 >= self.width and box.y1 >= self.height)

    def _hatch(self, gc: Any, extents: Any, outline: tuple[Any, ...]) -> None:
        """Repeat the hatch of a context inside an outline, which has no extent where a value is missing."""
        if not numpy.isfinite(extents.get_points()).all():
            return
        tile = gc.get_hatch_path()
        color, line = gc.get_hatch_color(), float(gc.get_hatch_linewidth())
        self.items.append(Clip(outline))
        for column in range(floor(extents.x0 / _HATCH_TILE), ceil(extents.x1 / _HATCH_TILE)):
            for row in range(floor(extents.y0 / _HATCH_TILE), ceil(extents.y1 / _HATCH_TILE)):
                place = Affine2D().scale(_HATCH_TILE).translate(column * _HATCH_TILE, row * _HATCH_TILE)
                segments = tuple(self._segments(tile, place))
                self.items.append(Path(segments, hex_color(color), hex_color(color), pt(line)))
        self.items.append(Clip())

    # --- texts

    def _parts(self, text: str, prop: FontProperties) -> list[tuple[str, str]]:
        """Return a text cut by the faces that set it."""
        weight = prop.get_weight()
        bold = weight in _BOLD if isinstance(weight, str) else float(weight) >= 600
        return list(self._faces.split(self._faces.key(self._role(prop), bold), text)) if text else []

    def _role(self, prop: FontProperties) -> str:
        """Return the role of the stylesheet that a text's family names; another family is reported, and set in the font
        of charts."""
        family = "\n".join(prop.get_family())
        if family not in self._roles:
            names = prop.get_family()
            found = next((role for name in names if (role := self._role_of(name))), "")
            if not found:
                line = getattr(prop, "jz_line", 0)
                self._report(
                    line or self._line, "C076", {"name": "、".join(names), "known": "、".join(self._font_names())}
                )
            self._roles[family] = found or self._sheet.chart.font
        return self._roles[family]

    def _role_of(self, name: str) -> str:
        fonts, generic = self._sheet.fonts, {"sans-serif": self._sheet.chart.font, "sans": self._sheet.chart.font}
        generic["serif"] = self._sheet.body.font
        if name in fonts or name in generic:
            return generic.get(name, name)
        return next((role for role, font in fonts.items() if name in (font.word, self._faces[role].name)), "")

    def _font_names(self) -> Iterator[str]:
        for role, font in self._sheet.fonts.items():
            yield f"{role}（{font.word}）" if font.word else role

    def _extent(self, key: str, char: str) -> tuple[float, float]:
        """Return how far the ink of a character reaches above and below the baseline, in ems."""
        extent = self._extents.get((key, char))
        if extent is None:
            face = self._faces[key]
            glyph = face.font.get_glyph_extents(face.drawn_glyph(char))
            top = glyph.y_bearing / face.upem if glyph else 0.0
            extent = self._extents[key, char] = (top, top + glyph.height / face.upem if glyph else 0.0)
        return extent

    def _report_cut(self, text: str, origin: tuple[float, float], prop: FontProperties, angle: float) -> None:
        """Report a text that reaches over the edge of the drawing."""
        width, height, descent = self.get_text_width_height_descent(text, prop, False)
        corners = [(0, -descent), (width, -descent), (0, height - descent), (width, height - descent)]
        points = Affine2D().rotate(radians(angle)).translate(*origin).transform(corners)
        (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
        if min(left, bottom, self.width - right, self.height - top) < -_SLACK and text.strip():
            self._report(self._line, "C077", {"text": text})


def _pieces(text: str) -> list[tuple[str, bool]]:
    """Return a text that holds formulas of matplotlib (`目标 $x^2$`) cut at them, each with whether it is one. What
    stands between is set in the document's faces: those of formulas have no Chinese."""
    pieces = []
    for number, part in enumerate(re.split(r"(?<!\\)\$", text)):
        if number % 2:
            pieces.append((f"${part}$", True))
        elif part:
            pieces.append((part.replace("\\$", "$"), False))
    return pieces or [("", False)]


def _box_transform(box: Any) -> Any:
    return Affine2D().scale(box.width, box.height).translate(box.x0, box.y0)


def _on_white(color: Sequence[float]) -> str:
    """Return a colour as it looks on white paper."""
    opacity = float(color[3]) if len(color) > 3 else 1.0
    return hex_color([1 - (1 - float(channel)) * opacity for channel in color[:3]])
