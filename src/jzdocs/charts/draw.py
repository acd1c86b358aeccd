"""Plans → matplotlib's artists → frame items, and pictures. Only this file and `renderers` import matplotlib.

Every mark becomes an artist, in points. `Recorder` turns what matplotlib draws into frame items, so that the PDF sets
a chart in the document's fonts; `Painter` paints the same artists for Word.

matplotlib's settings are those it comes with while we draw, whatever the user's are, and the user's again afterwards.
Its backends are not asked for: nothing is shown, and renderers are made directly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import RLock
from typing import Any, assert_never

import matplotlib
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon, Rectangle, Wedge
from matplotlib.transforms import Affine2D

from jzdocs.charts.fonts import LabelFonts, label_fonts
from jzdocs.charts.hatching import LINE_WIDTH, hatch
from jzdocs.charts.marks import Area, Dot, Label, Line, Plan, Recorded, Rect, Wedge as WedgeMark, outline
from jzdocs.charts.palette import color_of, pattern_of
from jzdocs.charts.renderers import DPI, Painter, Recorder
from jzdocs.charts.replay import replay
from jzdocs.frames import Drawing
from jzdocs.style.faces import Faces
from jzdocs.units import Size, pt

_LOCK = RLock()
_SETTINGS = {
    **{name: value for name, value in dict.items(matplotlib.rcParamsDefault) if name != "backend"},
    "path.snap": False,
    "text.hinting": "none",
}


def render(
    plans: Mapping[str, Plan], faces: Faces, role: str, pictures: frozenset[str] = frozenset()
) -> dict[str, tuple[Drawing, bytes]]:
    """Draw plans with their labels in the font `role`: each as frame items, and those named in `pictures` as a PNG of
    300 dots an inch too (else empty bytes)."""
    with _own_settings():
        return {name: _render(plan, faces, role, picture=name in pictures) for name, plan in plans.items()}


@contextmanager
def _own_settings() -> Iterator[None]:
    """Let matplotlib draw by its defaults, without moving edges to pixels and without hinting of glyphs. Threads that
    draw take turns: settings are those of the process."""
    with _LOCK, matplotlib.rc_context(_SETTINGS):
        yield


def _render(plan: Plan, faces: Faces, role: str, *, picture: bool) -> tuple[Drawing, bytes]:
    png = b""
    with label_fonts(plan, faces, role) as fonts:
        if picture:
            painter = Painter(plan, fonts)
            _draw(plan, fonts, painter, 72 / DPI)
            recorder, png = painter.recorder, painter.png()
        else:
            recorder = Recorder(plan, fonts)
            _draw(plan, fonts, recorder)
    return Drawing(Size(pt(plan.width), pt(plan.height)), tuple(recorder.items)), png


def _draw(plan: Plan, fonts: LabelFonts, renderer: Any, scale: float = 1.0) -> None:
    """Draw the marks in the order of the plan; a pixel of the renderer is `scale` points. Artists are drawn without
    a figure and axes, which do nothing for them: importing and making those takes longer than all marks."""
    place = Affine2D().scale(1, -1).translate(0, plan.height).scale(1 / scale)
    for mark in plan.marks:
        if isinstance(mark, Label):
            _write(mark, fonts, renderer, place)
            continue
        if isinstance(mark, Recorded):
            replay(mark.items, renderer, fonts)
            continue
        for artist in (_artist(mark), *_pattern_lines(mark)):
            artist.set_transform(place)
            artist.draw(renderer)


def _write(label: Label, fonts: LabelFonts, renderer: Any, place: Affine2D) -> None:
    """Draw a label as one text for each face, placed by the document's metrics (matplotlib would look for missing
    characters in fonts of its own)."""
    parts = fonts.parts(label)
    left = label.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor] * sum(width for _, _, width in parts)
    gc = renderer.new_gc()
    gc.set_foreground(f"#{color_of(label.color)}")
    for face, text, width in parts:
        font = FontProperties(fname=fonts.file(face), size=label.size)
        x, y = place.transform((left, label.y))
        renderer.draw_text(gc, x, renderer.height - y if renderer.flipy() else y, text, font, 0.0)
        left += width
    gc.restore()


def _artist(mark: Rect | Line | Area | Dot | WedgeMark) -> Any:
    """Return the artist of a mark."""
    match mark:
        case Rect():
            return Rectangle((mark.x, mark.y), mark.width, mark.height, **_flat(mark.fill))
        case Line():
            return _line(mark)
        case Area():
            return Polygon(mark.points, closed=True, **_flat(mark.fill))
        case Dot():
            return Circle(
                (mark.x, mark.y),
                mark.radius,
                facecolor=f"#{color_of(mark.fill)}",
                edgecolor=f"#{color_of(mark.stroke)}",
                linewidth=mark.width,
            )
        case WedgeMark():  # matplotlib counts angles from 3 o'clock; as y is turned round, they still run clockwise
            return Wedge(
                (mark.x, mark.y),
                mark.radius,
                mark.start - 90,
                mark.end - 90,
                facecolor=f"#{color_of(mark.fill)}",
                edgecolor="white",
                linewidth=0.8,
            )
        case _:
            assert_never(mark)


def _pattern_lines(mark: Rect | Line | Area | Dot | WedgeMark) -> Iterator[Line2D]:
    """Yield the lines of the pattern of a mark's fill."""
    if not isinstance(mark, Rect | Area | WedgeMark) or not (pattern := pattern_of(mark.fill)):
        return
    for start, end in hatch(outline(mark), pattern):
        yield _line(Line((start, end), "FFFFFF", LINE_WIDTH))


def _flat(fill: str) -> dict[str, Any]:
    """Return the arguments of a shape without an outline."""
    return {"facecolor": f"#{color_of(fill)}", "edgecolor": "none", "linewidth": 0}


def _line(mark: Line) -> Line2D:
    xs, ys = zip(*mark.points, strict=True)
    line = Line2D(
        xs, ys, color=f"#{color_of(mark.color)}", linewidth=mark.width, solid_capstyle="butt", dash_capstyle="butt"
    )
    if mark.dash:
        line.set_linestyle((0, tuple(length / mark.width for length in mark.dash)))
    return line
