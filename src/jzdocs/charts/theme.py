"""What all kinds of charts share: measuring text, wrapping names, choosing fills, scales and legends."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.charts.marks import Label, Line, Mark, Rect
from jzdocs.model import nodes
from jzdocs.style.faces import Face, Faces
from jzdocs.style.stylesheet import ChartStyle
from jzdocs.units import to_pt

HAIR = 0.4
GAP = 5.0
_NO_START = frozenset("，。、；：！？”’）》〉】〕%％‰℃/·,.)")
_NO_END = frozenset("“‘（《〈【〔(")


class ChartTheme(Struct, frozen=True):
    """The means of a chart: its style, faces, and the width it has (points)."""

    style: ChartStyle
    faces: Faces
    width: float

    @property
    def size(self) -> float:
        """Text size in points."""
        return to_pt(self.style.size)

    @property
    def bar(self) -> float:
        """Thickness of bars in points."""
        return to_pt(self.style.bar)

    @property
    def leading(self) -> float:
        """Distance of text lines in points."""
        return self.size * 1.3

    @property
    def accent(self) -> str:
        """The colour of what the chart is about."""
        return self.style.palette[0]

    @property
    def dark(self) -> str:
        """Grey of texts that accompany."""
        return self.style.greys[0]

    @property
    def light(self) -> str:
        """Grey of fills that stand back."""
        return self.style.greys[2]

    @property
    def pale(self) -> str:
        """Grey of tracks and gridlines."""
        return self.style.greys[3]

    def face(self, bold: bool = False) -> Face:
        """The chart's face."""
        return self.faces[self.faces.key(self.style.font, bold)]

    def measure(self, text: str, size: float | None = None, *, bold: bool = False) -> float:
        """Width of a text in points."""
        key = self.faces.key(self.style.font, bold)
        total = sum(self.faces[k].width(part) for k, part in self.faces.split(key, text)) if text else 0
        return total * (size or self.size) / 1000

    def wrap(self, text: str, width: float, size: float | None = None) -> list[str]:
        """Break a text into lines of at most `width` points: at spaces where there are any, else between characters;
        a word or number stays whole, and no line begins with what must not stand there."""
        if not text or self.measure(text, size) <= width:
            return [text]
        lines, current = [], ""
        for piece in _pieces(text):
            if (
                current
                and self.measure(current + piece, size) > width
                and piece[0] not in _NO_START
                and current[-1] not in _NO_END
            ):
                lines.append(current.strip())
                current = ""
            current += piece
        return [*lines, current.strip()] if current.strip() else lines

    def fills(self, count: int) -> list[str]:
        """`count` fills, the accent first, neighbours at least 20 % apart in lightness so that a photocopy tells
        them apart."""
        pool = [*self.style.palette, *self.style.greys]
        out = [pool[0]]
        while len(out) < count:
            rest = [c for c in pool if c not in out] or pool
            far = [c for c in rest if abs(lightness(c) - lightness(out[-1])) >= 20]
            out.append(far[0] if far else max(rest, key=lambda c: abs(lightness(c) - lightness(out[-1]))))
        return out[:count]


def _pieces(text: str) -> list[str]:
    out: list[str] = []
    for char in text:
        if out and char.isascii() and not char.isspace() and out[-1][-1].isascii() and not out[-1][-1].isspace():
            out[-1] += char
        else:
            out.append(char)
    return out


def lightness(color: str) -> float:
    """CIE L* (0 black, 100 white) of RRGGBB."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def on(fill: str) -> str:
    """Black or white, whichever reads better on `fill`."""
    return "FFFFFF" if lightness(fill) < 52 else "000000"


def number(value: nodes.Value) -> float:
    """A value as float for geometry; a missing value is NaN."""
    return float(value.number) if value.number is not None else math.nan


def top_of(rows: Sequence[nodes.Row]) -> float:
    """The largest number of all rows (at least a tiny positive one, so that it can divide)."""
    return max((v for r in rows for v in map(number, r.values) if not math.isnan(v)), default=0.0) or 1e-9


def bottom_of(rows: Sequence[nodes.Row]) -> float:
    """The smallest number of all rows, at most 0."""
    return min(0.0, min((v for r in rows for v in map(number, r.values) if not math.isnan(v)), default=0.0))


def nice_step(span: float, steps: int = 4) -> float:
    """A round step that divides `span` into about `steps` parts."""
    raw = span / steps
    power = 10.0 ** math.floor(math.log10(raw)) if raw > 0 else 1.0
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw - 1e-12)


def axis_texts(low: float, high: float, step: float) -> list[tuple[float, str]]:
    """Tick positions and their texts."""
    count = round((high - low) / step)
    return [
        (low + i * step, format(Decimal(repr(round(low + i * step, 10))).normalize(), "f")) for i in range(count + 1)
    ]


def legend(ink: ChartTheme, names: Sequence[str], fills: Sequence[str], y: float = 0.0) -> tuple[list[Mark], float]:
    """Swatches with names in a row (wrapped where needed); the marks and the height they take."""
    marks: list[Mark] = []
    x, top = 0.0, y
    for name, fill in zip(names, fills, strict=False):
        width = 12 + ink.measure(name) + 14
        if x and x + width > ink.width:
            x, top = 0.0, top + ink.leading
        marks.append(Rect(x, top + 1.5, 8, 8, fill))
        marks.append(Label(x + 12, top + 8.8, name, ink.size, ink.dark))
        x += width
    return marks, top + ink.leading + 3 - y


def shade(rows: Sequence[nodes.Row], chart: nodes.Chart, ink: ChartTheme) -> list[str]:
    """A fill for each row: by its group, or the accent for what is emphasised (all, where nothing is)."""
    if chart.groups:
        fills = ink.fills(len(chart.groups))
        return [fills[chart.groups.index(r.group)] if r.group in chart.groups else ink.light for r in rows]
    if chart.emphasis:
        return [ink.accent if r.name in chart.emphasis else ink.light for r in rows]
    return [ink.accent] * len(rows)


def vertical(x: float, y1: float, y2: float, color: str, width: float = HAIR) -> Line:
    """A vertical hairline."""
    return Line(((x, y1), (x, y2)), color, width)


def horizontal(y: float, x1: float, x2: float, color: str, width: float = HAIR) -> Line:
    """A horizontal hairline."""
    return Line(((x1, y), (x2, y)), color, width)
