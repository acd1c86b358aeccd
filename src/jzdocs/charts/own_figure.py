"""Figures of matplotlib that a Python program gives: copied when they are given, drawn anew in the document's looks.

The program's figure and matplotlib's settings stay as they are: all that is changed is a copy, and what the document's
looks are (faces, sizes of texts, colours that nobody chose) the renderer puts in their place.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping
from typing import Any

import matplotlib
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as MplFigure
from matplotlib.font_manager import FontProperties

from jzdocs.charts.scripts.renderer import ScriptRecorder
from jzdocs.errors import DocumentError, UsageError
from jzdocs.frames import Item
from jzdocs.options import GivenFigure
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import Size, to_pt

Findings = tuple[tuple[str, dict[str, str]], ...]
_DOTS = 300  # to the inch, of a figure that becomes pixels
_PADDING = 0.02  # inches that stay free around the axes
_TEXT_SIZE = 10.0  # points that matplotlib gives a text where nobody says otherwise
_WARNINGS = {"C077": "D070.cut", "C076.character": "D070.character"}  # by what is found of scripts


class _Canvas(FigureCanvasBase):
    """A canvas whose renderer records, and measures texts as the document does."""

    recorder: FigureRecorder

    def get_renderer(self) -> FigureRecorder:
        """Return the renderer."""
        return self.recorder


def snapshot(figure: object) -> GivenFigure:
    """Return a copy of a figure, which shares nothing with it that could change and which pyplot does not hold.

    Raises UsageError for what is no figure of matplotlib, and for one that cannot be copied.
    """
    if hasattr(figure, "get_figure") and not isinstance(figure, MplFigure):
        figure = figure.get_figure()  # axes stand for the figure that they are in
    if not isinstance(figure, MplFigure):
        raise UsageError("D072", kind=type(figure).__name__)
    try:
        copied = _copy(figure)
    except Exception as error:
        raise UsageError("D072.copy", kind=type(error).__name__, reason=str(error)) from error
    width, height = (float(side) * 72 for side in figure.get_size_inches())
    return GivenFigure(copied, width, height)


def _copy(figure: MplFigure) -> MplFigure:
    state: Any = figure.__getstate__()
    state.pop("_restore_to_pylab", None)  # else pyplot would have a second figure
    copied: Any = object.__new__(type(figure))
    copied.__setstate__(copy.deepcopy(state, {id(figure): copied}))
    drawing: MplFigure = copied
    return drawing


def recorded(given: GivenFigure, size: Size, faces: Faces, sheet: Stylesheet) -> tuple[tuple[Item, ...], Findings]:
    """Return what a figure draws at a size (EMU) as frame items, and what is wrong with it: findings with the arguments
    of their words. Raises DocumentError where matplotlib fails at it."""
    found: list[tuple[str, dict[str, str]]] = []

    def report(_line: int, finding: str, arguments: dict[str, str]) -> None:
        if finding in _WARNINGS:
            found.append((_WARNINGS[finding], arguments))

    width, height = to_pt(size.width), to_pt(size.height)
    try:
        figure = _copy(given.figure)  # one figure may be drawn in several documents at once
        figure.set_size_inches(width / 72, height / 72)
        figure.dpi = 72
        figure.patch.set_alpha(0)
        canvas = _Canvas(figure)
        canvas.recorder = FigureRecorder((width, height), faces, sheet, report)
        if figure.get_layout_engine() is None:
            figure.set_layout_engine("constrained", w_pad=_PADDING, h_pad=_PADDING)
        figure.draw(canvas.recorder)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        raise DocumentError("D071", kind=type(error).__name__, reason=str(error)) from error
    return canvas.recorder.finish(), _unique(found)


def _unique(found: list[tuple[str, dict[str, str]]]) -> Findings:
    """Return findings without those that come twice."""
    return tuple(item for number, item in enumerate(found) if item not in found[:number])


def pixels(given: GivenFigure, size: Size) -> bytes:
    """Return a figure as PNG, as wide as a size (EMU) says."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = _copy(given.figure)
    figure.set_size_inches(to_pt(size.width) / 72, to_pt(size.height) / 72)
    out = io.BytesIO()
    FigureCanvasAgg(figure).print_png(out, metadata={"Software": None}, pil_kwargs={"dpi": (_DOTS, _DOTS)})
    return out.getvalue()


class FigureRecorder(ScriptRecorder):
    """Records a figure in the looks of a document: all texts in the font of charts (but those whose family is a role of
    the stylesheet), as large as its charts' texts where the figure has the usual 10 points; and the colours that
    matplotlib gives by turns become those of the palette."""

    def __init__(self, size: tuple[float, float], faces: Faces, sheet: Stylesheet, report: Any) -> None:
        super().__init__(size, faces, sheet, report)
        self._scale = to_pt(sheet.chart.size) / _TEXT_SIZE
        self._colors = _palette(sheet)

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        """Return the measures of a text in points, by the document's faces."""
        return super().get_text_width_height_descent(s, self._scaled(prop), ismath)

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
        """Record a text at the size that it has in the document."""
        super().draw_text(self._recolored(gc), x, y, s, self._scaled(prop), angle, ismath, mtext)

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803
        """Record an outline in the document's colours."""
        fill = None if rgbFace is None else self._color(rgbFace)
        super().draw_path(self._recolored(gc), path, transform, fill)

    def _scaled(self, prop: FontProperties) -> FontProperties:
        if getattr(prop, "jz_scaled", False):
            return prop
        scaled: Any = prop.copy()
        scaled.set_size(float(prop.get_size_in_points()) * self._scale)
        scaled.jz_scaled = True
        font: FontProperties = scaled
        return font

    def _recolored(self, gc: Any) -> Any:
        color = gc.get_rgb()
        changed = self._color(color)
        if changed is color:
            return gc
        recolored = self.new_gc()
        recolored.copy_properties(gc)
        recolored.set_foreground(changed, isRGBA=True)
        return recolored

    def _color(self, color: Any) -> Any:
        """Return the colour of the palette for one that matplotlib gives by turns; any other as it is."""
        found = self._colors.get(to_hex(color[:3]))
        if found is None:
            return color
        channels = tuple(int(found[at : at + 2], 16) / 255 for at in (0, 2, 4))
        return (*channels, float(color[3]) if len(color) > 3 else 1.0)

    def _role_of(self, name: str) -> str:
        """Return the role that a family names; any other family stands for the font of charts."""
        return super()._role_of(name) or self._sheet.chart.font


def _palette(sheet: Stylesheet) -> Mapping[str, str]:
    """Return the stylesheet's colours by those that matplotlib gives lines and bars where nobody chooses."""
    usual = matplotlib.rcParamsDefault["axes.prop_cycle"].by_key()["color"]
    palette = sheet.chart.palette
    return {to_hex(color): palette[index % len(palette)] for index, color in enumerate(usual)}
