"""Sparklines as frame items, and the colours of what is drawn in cells."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from jzdocs.charts.tints import contrast, tint
from jzdocs.frames import Item, Path
from jzdocs.style.stylesheet import ChartStyle
from jzdocs.units import Size, pt, to_pt

_LINE, _ZERO = 1.0, 0.4  # points: the line, and the line of 0
_RADIUS = 1.6  # of the point at the end, and of numbers that stand alone
_ARC = 0.5523  # of the radius: how far the control points of a quarter of a circle stand from its ends
_MOST_CONTRAST = 8.0  # of black text on the darkest shade: text stays black, and is read with ease
_STEPS = 20
_SCALE = 300 / 72 * 4  # pixels a point that a picture is painted with, before it is made smaller
_SHRINK = 4
BAR_SHARE = 0.28  # of the colour that a bar has: text stands on it


def heat_color(style: ChartStyle, share: float, *, negative: bool) -> str:
    """Return the shade of a number from 0 (palest) to 1, on any of which black text can be read."""
    color = _side(style, negative=negative)
    darkest = next(
        (s / _STEPS for s in range(_STEPS, 0, -1) if contrast(tint(color, s / _STEPS), "000000") >= _MOST_CONTRAST), 0.0
    )
    return tint(color, share * darkest)


def bar_color(style: ChartStyle, *, negative: bool) -> str:
    """Return the colour of a bar behind a number."""
    return tint(_side(style, negative=negative), BAR_SHARE)


def _side(style: ChartStyle, *, negative: bool) -> str:
    return style.palette[1] if negative and len(style.palette) > 1 else style.palette[0]


def sparkline(numbers: Sequence[float | None], size: Size, style: ChartStyle) -> tuple[Item, ...]:
    """Return a sparkline that fills a size (EMU): the line through the numbers at even distances, broken where one is
    missing, a point at its end, and a thin line at 0 where numbers stand on both sides of it."""
    present = [number for number in numbers if number is not None]
    if not present:
        return ()
    low, high = min(present), max(present)
    inset = _RADIUS + 0.4
    width, height = to_pt(size.width) - 2 * inset, to_pt(size.height) - 2 * inset
    step = width / max(1, len(numbers) - 1)

    def y(number: float) -> float:
        return inset + height * (0.5 if high == low else (high - number) / (high - low))

    items: list[Item] = []
    if low < 0 < high:
        items.append(_stroke([(inset, y(0.0)), (inset + width, y(0.0))], style.greys[2], _ZERO))
    points = [(inset + index * step, y(n)) if n is not None else None for index, n in enumerate(numbers)]
    parts = _unbroken(points)
    items += [_stroke(p, style.palette[0], _LINE) if len(p) > 1 else _dot(p[0], style.palette[0]) for p in parts]
    last = next(point for point in reversed(points) if point)
    return (*items, _dot(last, style.palette[1] if len(style.palette) > 1 else style.palette[0]))


def _unbroken(points: Sequence[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    """Yield the parts of a line between its gaps."""
    part: list[tuple[float, float]] = []
    for point in (*points, None):
        if point is None and part:
            yield part
            part = []
        elif point is not None:
            part.append(point)


def _stroke(points: Sequence[tuple[float, float]], color: str, width: float) -> Path:
    segments = tuple(("M" if index == 0 else "L", pt(x), pt(y)) for index, (x, y) in enumerate(points))
    return Path(segments, None, color, pt(width))


def _dot(at: tuple[float, float], color: str) -> Path:
    """Return a disc of four curves."""
    (x, y), r, k = at, _RADIUS, _RADIUS * _ARC
    curves = (
        (x + k, y - r, x + r, y - k, x + r, y),
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
    )
    segments: list[tuple[str | int | float, ...]] = [("M", pt(x), pt(y - r))]
    segments += [("C", *map(pt, curve)) for curve in curves]
    return Path((*segments, ("Z",)), color)


def painted(items: Sequence[Item], size: Size) -> bytes:
    """Return a sparkline as a PNG of 300 dots an inch on nothing."""
    from PIL import Image, ImageDraw

    pixels = (max(1, round(to_pt(size.width) * _SCALE)), max(1, round(to_pt(size.height) * _SCALE)))
    image = Image.new("RGBA", pixels, (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    for item in items:
        if isinstance(item, Path):
            points = [tuple(to_pt(int(v)) * _SCALE for v in numbers[-2:]) for _, *numbers in item.segments if numbers]
            if item.fill:
                (x, top), radius = points[0], _RADIUS * _SCALE
                draw.ellipse((x - radius, top, x + radius, top + 2 * radius), fill=f"#{item.fill}")
            else:
                width = max(1, round(to_pt(item.width) * _SCALE))
                draw.line(points, fill=f"#{item.stroke}", width=width, joint="curve")
    out = io.BytesIO()
    small = (max(1, pixels[0] // _SHRINK), max(1, pixels[1] // _SHRINK))
    image.resize(small, Image.Resampling.BOX).save(out, "PNG", dpi=(300, 300))
    return out.getvalue()
