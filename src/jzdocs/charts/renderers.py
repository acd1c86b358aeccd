"""Renderers of matplotlib: one records frame items instead of painting, one paints a picture and records as well."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as MplPath

from jzdocs.charts.fonts import LabelFonts
from jzdocs.charts.marks import Plan
from jzdocs.frames import Item, Path, TextRun
from jzdocs.units import pt

DPI = 300


class Recorder(RendererBase):
    """A renderer that records frame items. `width` and `height` are points; a pixel is `scale` of them. matplotlib's y
    grows upwards, that of the items downwards (EMU)."""

    def __init__(self, plan: Plan, fonts: LabelFonts, scale: float = 1.0) -> None:
        super().__init__()
        self.width, self.height, self.scale = plan.width, plan.height, scale
        self.items: list[Item] = []
        self._fonts = fonts
        self._faces: dict[str, str] = {}

    def points_to_pixels(self, points: Any) -> Any:
        """Return a length as it is: a pixel is a point here."""
        return points

    def flipy(self) -> bool:
        """Whether y grows downwards."""
        return False

    def draw_path(self, gc: Any, path: MplPath, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803 (matplotlib's name)
        """Record a path, filled and/or stroked."""
        width = gc.get_linewidth()
        stroke = hex_color(gc.get_rgb()) if width > 0 and _is_visible(gc.get_rgb()) else None
        fill = hex_color(rgbFace) if rgbFace is not None and _is_visible(rgbFace) else None
        if stroke is None and fill is None:
            return
        segments = tuple(path_segments(path, transform, self.height, self.scale))
        _, dashes = gc.get_dashes()
        dash = tuple(pt(float(length)) for length in dashes) if dashes is not None else ()
        self.items.append(Path(segments, fill, stroke, pt(width) if stroke else 0, dash))

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
        """Record a text, whose baseline begins at (`x`, `y`), as a run of the face that its font file is."""
        left, base = pt(float(x) * self.scale), pt(self.height - float(y) * self.scale)
        size = pt(prop.get_size_in_points())
        self.items.append(TextRun(left, base, self._face(prop), size, hex_color(gc.get_rgb()), s, angle=float(angle)))

    def _face(self, prop: FontProperties) -> str:
        file = str(prop.get_file())
        if file not in self._faces:
            self._faces[file] = self._fonts.face_of(file)
        return self._faces[file]


def path_segments(
    path: MplPath, transform: Any, height: float, scale: float = 1.0
) -> Iterator[tuple[str | int | float, ...]]:
    """Yield the segments of a path in a drawing `height` points high, whose unit is `scale` points; quadratic curves
    become cubic ones, which PDF has."""
    last: list[int] = []
    for points, code in path.iter_segments(transform, simplify=False, curves=True):
        values = [float(value) * scale for value in points]
        flat = [pt(value) if index % 2 == 0 else pt(height - value) for index, value in enumerate(values)]
        if code == MplPath.MOVETO:
            yield ("M", *flat)
        elif code == MplPath.LINETO:
            yield ("L", *flat)
        elif code == MplPath.CURVE3:
            yield ("C", *_cubic(last, flat))
        elif code == MplPath.CURVE4:
            yield ("C", *flat)
        elif code == MplPath.CLOSEPOLY:
            yield ("Z",)
            continue
        last = flat[-2:]


def _cubic(start: Sequence[int], curve: Sequence[int]) -> tuple[float, ...]:
    """Return the control points and the end of the cubic curve that is the quadratic `curve` from `start`."""
    (x0, y0), (x1, y1, x2, y2) = start, curve
    third = 2 / 3
    return (
        x0 + third * (x1 - x0),
        y0 + third * (y1 - y0),
        x2 + third * (x1 - x2),
        y2 + third * (y1 - y2),
        x2,
        y2,
    )


def _is_visible(color: Sequence[float]) -> bool:
    return len(color) < 4 or color[3] > 0


def hex_color(color: Sequence[float]) -> str:
    """Return a colour whose channels are given from 0 to 1 as RRGGBB."""
    return "".join(f"{round(float(channel) * 255):02X}" for channel in color[:3])


class Painter(RendererAgg):  # type: ignore[misc]  # the backend is not typed
    """Agg, which paints a picture of 300 dots an inch, with a recorder beside it: one pass gives both."""

    def __init__(self, plan: Plan, fonts: LabelFonts) -> None:
        scale = DPI / 72
        super().__init__(ceil(plan.width * scale), ceil(plan.height * scale), DPI)
        self.recorder = Recorder(plan, fonts, 1 / scale)

    def draw_path(self, gc: Any, path: MplPath, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803 (matplotlib's name)
        """Record a path and paint it."""
        self.recorder.draw_path(gc, path, transform, rgbFace)
        super().draw_path(gc, path, transform, rgbFace)

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
        """Record a text and paint it (Agg's y grows downwards)."""
        self.recorder.draw_text(gc, x, self.height - y, s, prop, angle)
        super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)

    def png(self) -> bytes:
        """Return what was painted, on white, as a PNG."""
        from PIL import Image

        size = (int(self.width), int(self.height))
        painted = Image.frombuffer("RGBA", size, self.buffer_rgba(), "raw", "RGBA", 0, 1)
        picture = Image.new("RGB", size, "white")
        picture.paste(painted, mask=painted)
        out = io.BytesIO()
        picture.save(out, "PNG", dpi=(DPI, DPI), compress_level=2)
        return out.getvalue()
