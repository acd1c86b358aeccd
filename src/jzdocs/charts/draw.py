"""Plan → matplotlib artists → frame items, and a picture. The only file that imports matplotlib.

Every mark is an artist, in points. A renderer of our own records what matplotlib draws as frame items, so that the PDF
sets a chart in the document's fonts; Agg paints the same artists for Word.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from math import ceil
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from typing import Any, assert_never

os.environ.setdefault("MPLBACKEND", "agg")

import matplotlib
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon, Rectangle, Wedge
from matplotlib.path import Path as MplPath
from matplotlib.transforms import Affine2D

from jzdocs.charts.marks import Area, Dot, Label, Line, Mark, Plan, Rect
from jzdocs.charts.marks import Wedge as WedgeMark
from jzdocs.frames import Drawing, Item, Path, TextRun
from jzdocs.style.faces import Faces
from jzdocs.units import Size, pt

DPI = 300


def _draw(plan: Plan, faces: Faces, role: str, files: Mapping[str, str], renderer: Any, scale: float = 1.0) -> None:
    """Draw the marks in the order of the plan; a pixel of the renderer is `scale` points. Artists are drawn without
    a figure and axes, which do nothing for them: importing and making those takes longer than all marks."""
    place = Affine2D().scale(1, -1).translate(0, plan.height).scale(1 / scale)
    for mark in plan.marks:
        if isinstance(mark, Label):
            _write(mark, faces, role, files, renderer, place)
            continue
        for artist in _artists(mark):
            artist.set_transform(place)
            artist.draw(renderer)


def _write(label: Label, faces: Faces, role: str, files: Mapping[str, str], renderer: Any, place: Affine2D) -> None:
    """A label as one text a face, placed by the document's metrics (matplotlib would look for missing characters
    elsewhere)."""
    parts = list(faces.split(faces.key(role, label.bold), label.text))
    widths = [faces[face].width(text) * label.size / 1000 for face, text in parts]
    left = label.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor] * sum(widths)
    gc = renderer.new_gc()
    gc.set_foreground(f"#{label.color}")
    for (face, text), width in zip(parts, widths, strict=True):
        font = FontProperties(fname=files.get(face, str(faces[face].file.path)), size=label.size)
        x, y = place.transform((left, label.y))
        renderer.draw_text(gc, x, renderer.height - y if renderer.flipy() else y, text, font, 0.0)
        left += width
    gc.restore()


def _artists(mark: Mark) -> Sequence[Any]:
    match mark:
        case Rect():
            return (
                Rectangle(
                    (mark.x, mark.y), mark.width, mark.height, facecolor=f"#{mark.fill}", edgecolor="none", linewidth=0
                ),
            )
        case Line():
            xs, ys = zip(*mark.points, strict=True)
            line = Line2D(
                xs, ys, color=f"#{mark.color}", linewidth=mark.width, solid_capstyle="butt", dash_capstyle="butt"
            )
            if mark.dash:
                line.set_linestyle((0, tuple(d / mark.width for d in mark.dash)))
            return (line,)
        case Area():
            return (Polygon(mark.points, closed=True, facecolor=f"#{mark.fill}", edgecolor="none", linewidth=0),)
        case Dot():
            return (
                Circle(
                    (mark.x, mark.y),
                    mark.radius,
                    facecolor=f"#{mark.fill}",
                    edgecolor=f"#{mark.stroke}",
                    linewidth=mark.width,
                ),
            )
        case WedgeMark():
            return (
                Wedge(
                    (mark.x, mark.y),
                    mark.radius,
                    mark.start - 90,
                    mark.end - 90,
                    facecolor=f"#{mark.fill}",
                    edgecolor="white",
                    linewidth=0.8,
                ),
            )
        case Label():
            raise AssertionError("labels are texts")
        case _:
            assert_never(mark)


class Recorder(RendererBase):
    """A renderer that records frame items instead of painting. `width` and `height` are points, a pixel is `scale`
    of them; y grows upwards as matplotlib has it."""

    def __init__(self, width: float, height: float, faces: Faces, files: Mapping[str, str], scale: float = 1.0) -> None:
        super().__init__()
        self.width, self.height, self.scale = width, height, scale
        self.items: list[Item] = []
        self._faces = faces
        self._by_path = {path: key for key, path in files.items()}

    def points_to_pixels(self, points: Any) -> Any:
        """A pixel is a point."""
        return points

    def flipy(self) -> bool:
        """The origin is at the bottom."""
        return False

    def draw_path(self, gc: Any, path: MplPath, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803 (matplotlib's name)
        """Record a path."""
        width = gc.get_linewidth()
        stroke = _hex(gc.get_rgb()) if width > 0 and (len(gc.get_rgb()) < 4 or gc.get_rgb()[3] > 0) else None
        fill = _hex(rgbFace) if rgbFace is not None and (len(rgbFace) < 4 or rgbFace[3] > 0) else None
        if stroke is None and fill is None:
            return
        segments = tuple(self._segments(path, transform))
        _, dashes = gc.get_dashes()
        dash = tuple(pt(float(d)) for d in dashes) if dashes is not None else ()
        self.items.append(Path(segments, fill, stroke, pt(width) if stroke else 0, dash))

    def _segments(self, path: MplPath, transform: Any) -> Any:
        for points, code in path.iter_segments(transform, simplify=False, curves=True):
            values = [float(v) * self.scale for v in points]
            flat = [pt(v) if i % 2 == 0 else pt(self.height - v) for i, v in enumerate(values)]
            if code == MplPath.MOVETO:
                yield ("M", *flat)
                last = flat
            elif code == MplPath.LINETO:
                yield ("L", *flat)
                last = flat
            elif code == MplPath.CURVE3:
                (x0, y0), (x1, y1, x2, y2) = last[-2:], flat
                third = 2 / 3
                yield (
                    "C",
                    x0 + third * (x1 - x0),
                    y0 + third * (y1 - y0),
                    x2 + third * (x1 - x2),
                    y2 + third * (y1 - y2),
                    x2,
                    y2,
                )
                last = flat[2:]
            elif code == MplPath.CURVE4:
                yield ("C", *flat)
                last = flat[4:]
            elif code == MplPath.CLOSEPOLY:
                yield ("Z",)

    def draw_text(
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
        """Record a text, cut where a face lacks a character."""
        left, base = pt(float(x) * self.scale), pt(self.height - float(y) * self.scale)
        size = pt(prop.get_size_in_points())
        self.items.append(TextRun(left, base, self._key(prop), size, _hex(gc.get_rgb()), s, angle=float(angle)))

    def _key(self, prop: FontProperties) -> str:
        path = str(prop.get_file())
        key = self._by_path.get(path)
        if key is None:
            self._by_path |= {str(face.file.path): face.key for face in self._faces.used() if face.static}
            key = self._by_path[path]
        return key


def _hex(color: Sequence[float]) -> str:
    return "".join(f"{round(float(c) * 255):02X}" for c in color[:3])


class Painter(RendererAgg):  # type: ignore[misc]  # the backend is not typed
    """Agg, which paints the picture, with a recorder beside it: the figure is gone through once for both."""

    def __init__(self, plan: Plan, faces: Faces, files: Mapping[str, str]) -> None:
        scale = DPI / 72
        super().__init__(ceil(plan.width * scale), ceil(plan.height * scale), DPI)
        self.recorder = Recorder(plan.width, plan.height, faces, files, 1 / scale)

    def draw_path(self, gc: Any, path: MplPath, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803 (matplotlib's name)
        """Record a path and paint it."""
        self.recorder.draw_path(gc, path, transform, rgbFace)
        super().draw_path(gc, path, transform, rgbFace)

    def draw_text(
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


def render(plan: Plan, faces: Faces, role: str, *, picture: bool) -> tuple[Drawing, bytes]:
    """Draw a plan: as frame items, and (asked for by `picture`) as a PNG of 300 dots an inch."""
    with TemporaryDirectory() if _cut_faces(plan, faces, role) else nullcontext("") as folder:
        return _render(plan, faces, role, _files(plan, faces, role, folder) if folder else {}, picture=picture)


def _cut_faces(plan: Plan, faces: Faces, role: str) -> dict[str, set[int]]:
    """The glyphs of faces that matplotlib cannot read from their files: those of collections and of variable fonts."""
    needed: dict[str, set[int]] = {}
    for mark in plan.marks:
        if isinstance(mark, Label):
            for key, text in faces.split(faces.key(role, mark.bold), mark.text):
                if not faces[key].static:
                    needed.setdefault(key, {0}).update(map(faces[key].glyph, text))
    return needed


def _files(plan: Plan, faces: Faces, role: str, folder: str) -> dict[str, str]:
    """Such faces, written as files of their own."""
    out = {}
    for key, glyphs in _cut_faces(plan, faces, role).items():
        path = FilePath(folder, f"{key}.ttf")
        path.write_bytes(bytes(faces[key].cut(glyphs, keep_names=True).blob.data))
        out[key] = str(path)
    return out


def _render(plan: Plan, faces: Faces, role: str, files: Mapping[str, str], *, picture: bool) -> tuple[Drawing, bytes]:
    png = b""
    if picture:
        painter = Painter(plan, faces, files)
        _draw(plan, faces, role, files, painter, 72 / DPI)
        recorder, png = painter.recorder, _png(painter)
    else:
        recorder = Recorder(plan.width, plan.height, faces, files)
        _draw(plan, faces, role, files, recorder)
    size = Size(pt(plan.width), pt(plan.height))
    return Drawing(size, tuple(recorder.items)), png


def _png(painter: Painter) -> bytes:
    from PIL import Image

    size = (int(painter.width), int(painter.height))
    drawn = Image.frombuffer("RGBA", size, painter.buffer_rgba(), "raw", "RGBA", 0, 1)
    picture = Image.new("RGB", size, "white")
    picture.paste(drawn, mask=drawn)
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(DPI, DPI), compress_level=2)
    return out.getvalue()


matplotlib.rcParams["path.snap"] = False
matplotlib.rcParams["text.hinting"] = "none"
