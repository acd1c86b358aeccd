"""Shapes of SVG → outlines, and transforms."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin, tan
from typing import Any

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path.parser import parse_path

from jzdocs.patterns import compiled
from jzdocs.pictures.svg_document import length

Matrix = tuple[float, float, float, float, float, float]
Segments = tuple[tuple[str | int | float, ...], ...]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_KAPPA = 0.5522847498
_CALL = compiled(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)")
_NUMBER = compiled(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the transform that does `inner` first, then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a transform puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def numbers(text: str | None) -> list[float]:
    """Return the numbers of a list."""
    return [float(number) for number in _NUMBER.findall(text or "")]


def transform_of(text: str | None) -> Matrix:
    """Return the transform that an attribute writes."""
    matrix = IDENTITY
    for name, arguments in _CALL.findall(text or ""):
        matrix = times(matrix, _single(name, numbers(arguments)))
    return matrix


def _single(name: str, v: list[float]) -> Matrix:
    if name == "matrix" and len(v) == 6:
        return v[0], v[1], v[2], v[3], v[4], v[5]
    if name == "translate" and v:
        return 1.0, 0.0, 0.0, 1.0, v[0], v[1] if len(v) > 1 else 0.0
    if name == "scale" and v:
        return v[0], 0.0, 0.0, v[1] if len(v) > 1 else v[0], 0.0, 0.0
    if name == "rotate" and v:
        turn = radians(v[0])
        turned: Matrix = (cos(turn), sin(turn), -sin(turn), cos(turn), 0.0, 0.0)
        if len(v) < 3:
            return turned
        return times(times((1.0, 0.0, 0.0, 1.0, v[1], v[2]), turned), (1.0, 0.0, 0.0, 1.0, -v[1], -v[2]))
    if name == "skewX" and v:
        return 1.0, 0.0, tan(radians(v[0])), 1.0, 0.0, 0.0
    if name == "skewY" and v:
        return 1.0, tan(radians(v[0])), 0.0, 1.0, 0.0, 0.0
    return IDENTITY


def outline(name: str, element: Any, whole: tuple[float, float]) -> Segments:
    """Return the outline of a shape in its own coordinates; per cent are of `whole` (width, height)."""
    width, height = whole

    def across(key: str) -> float:
        return length(element.get(key), width)

    def down(key: str) -> float:
        return length(element.get(key), height)

    match name:
        case "path":
            return _path(element.get("d", ""))
        case "rect":
            return _rectangle(element, (across("x"), down("y"), across("width"), down("height")), whole)
        case "circle":
            return _ellipse(across("cx"), down("cy"), across("r"), across("r"))
        case "ellipse":
            return _ellipse(across("cx"), down("cy"), across("rx"), down("ry"))
        case "line":
            return ("M", across("x1"), down("y1")), ("L", across("x2"), down("y2"))
        case "polyline" | "polygon":
            values = numbers(element.get("points"))
            points = list(zip(values[::2], values[1::2], strict=False))
            lines = tuple(("L" if index else "M", *point) for index, point in enumerate(points))
            return (*lines, ("Z",)) if name == "polygon" and lines else lines
    return ()


def _rectangle(element: Any, box: tuple[float, float, float, float], whole: tuple[float, float]) -> Segments:
    x, y, width, height = box
    if width <= 0 or height <= 0:
        return ()
    rx, ry = element.get("rx"), element.get("ry")
    across, down = length(rx or ry, whole[0]), length(ry or rx, whole[1])
    across, down = min(across, width / 2), min(down, height / 2)
    if not across or not down:
        return ("M", x, y), ("L", x + width, y), ("L", x + width, y + height), ("L", x, y + height), ("Z",)
    kx, ky = across * (1 - _KAPPA), down * (1 - _KAPPA)
    right, low = x + width, y + height
    return (
        ("M", x + across, y),
        ("L", right - across, y),
        ("C", right - kx, y, right, y + ky, right, y + down),
        ("L", right, low - down),
        ("C", right, low - ky, right - kx, low, right - across, low),
        ("L", x + across, low),
        ("C", x + kx, low, x, low - ky, x, low - down),
        ("L", x, y + down),
        ("C", x, y + ky, x + kx, y, x + across, y),
        ("Z",),
    )


def _ellipse(x: float, y: float, rx: float, ry: float) -> Segments:
    if rx <= 0 or ry <= 0:
        return ()
    kx, ky = rx * _KAPPA, ry * _KAPPA
    return (
        ("M", x + rx, y),
        ("C", x + rx, y + ky, x + kx, y + ry, x, y + ry),
        ("C", x - kx, y + ry, x - rx, y + ky, x - rx, y),
        ("C", x - rx, y - ky, x - kx, y - ry, x, y - ry),
        ("C", x + kx, y - ry, x + rx, y - ky, x + rx, y),
        ("Z",),
    )


def _path(d: str) -> Segments:
    """Return the segments of a path; what is wrong in it ends it, as SVG asks (9.5.4)."""
    pen = RecordingPen()
    try:
        parse_path(d, pen)
    except (ValueError, TypeError, IndexError, AssertionError, ZeroDivisionError, NotImplementedError):
        pass
    out: list[tuple[str | int | float, ...]] = []
    last = (0.0, 0.0)
    for name, points in pen.value:
        if name == "moveTo":
            out.append(("M", *points[0]))
        elif name == "lineTo":
            out.append(("L", *points[0]))
        elif name == "curveTo" and len(points) == 3:
            out.append(("C", *points[0], *points[1], *points[2]))
        elif name == "qCurveTo" and len(points) == 2:
            out.append(("C", *_raised(last, points[0]), *_raised(points[1], points[0]), *points[1]))
        elif name == "closePath":
            out.append(("Z",))
        last = points[-1] if points else last
    return tuple(out)


def _raised(end: Sequence[float], control: Sequence[float]) -> tuple[float, float]:
    """Return the control point of a cubic curve beside `end` of a quadratic one."""
    return end[0] + 2 / 3 * (control[0] - end[0]), end[1] + 2 / 3 * (control[1] - end[1])
