"""The looks of a chart: sizes, colours, measuring and breaking its texts, and the fills of its data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from jzdocs.charts.palette import lightness, series_fills
from jzdocs.model import nodes
from jzdocs.patterns import compiled
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import ChartStyle
from jzdocs.units import to_pt

GAP = 5.0  # points between a name and what it names
_ROW_PADDING, _LEAST_PADDING = 8.0, 0.18  # points, and the share of it that the densest charts keep
_LEAST_SIZE = 7.0  # of texts in points, however dense
_WHITE_BELOW = 52  # CIE L* of a fill on which white text reads better than black
_HALF_HEIGHT = 0.36  # of a text's size: from the middle of its characters down to its baseline
_NO_START = frozenset("，。、；：！？”’）》〉】〕%％‰℃/·,.)")
_AFTER_HYPHEN = compiled(r"(?<=[-/_.])")
_NO_END = frozenset("“‘（《〈【〔(")


class ChartTheme(Struct, frozen=True):
    """The style and faces of a chart, and its width in points. All lengths are points, colours RRGGBB.

    `density` is at most 1: rows of a chart that would be too tall are as much thinner. `span` holds the least and the
    largest number of what is drawn elsewhere on the same scale.
    """

    style: ChartStyle
    faces: Faces
    width: float
    density: float = 1.0
    span: tuple[float, float] | None = None

    @property
    def size(self) -> float:
        """Return the size of texts, a little smaller in a very dense chart."""
        return max(min(to_pt(self.style.size), _LEAST_SIZE), to_pt(self.style.size) * min(1.0, 0.5 + self.density))

    @property
    def bar_thickness(self) -> float:
        """Return the thickness of bars."""
        return to_pt(self.style.bar) * self.density

    @property
    def row_padding(self) -> float:
        """Return the distance of rows."""
        return _ROW_PADDING * max(_LEAST_PADDING, 2 * self.density - 1)

    @property
    def leading(self) -> float:
        """Return the distance of baselines of a text's lines."""
        return self.size * 1.3

    @property
    def accent(self) -> str:
        """Return the colour of what the chart is about."""
        return self.style.palette[0]

    @property
    def dark(self) -> str:
        """Return the grey of accompanying texts."""
        return self.style.greys[0]

    @property
    def axis_color(self) -> str:
        """Return the grey of baselines and leader lines."""
        return self.style.greys[1]

    @property
    def light(self) -> str:
        """Return the grey of fills that stand back."""
        return self.style.greys[2]

    @property
    def pale(self) -> str:
        """Return the grey of tracks and gridlines."""
        return self.style.greys[3]

    def baseline(self, middle: float) -> float:
        """Return the baseline of a line of text whose characters are centred on the height `middle`."""
        return middle + self.size * _HALF_HEIGHT

    def measure(self, text: str, size: float | None = None, *, bold: bool = False) -> float:
        """Return the width of a text in points."""
        key = self.faces.key(self.style.font, bold)
        total = sum(self.faces[face].width(part) for face, part in self.faces.split(key, text)) if text else 0
        return total * (size or self.size) / 1000

    def widest(self, texts: Sequence[str]) -> float:
        """Return the width of the widest of some texts, 0 for none."""
        return max((self.measure(text) for text in texts), default=0.0)

    def wrap(self, text: str, width: float) -> list[str]:
        """Break a text into lines of at most `width` points.

        A word or number stays whole where it is no wider than a line; a wider one is broken behind a hyphen or slash,
        else anywhere. No line begins with a closing mark or ends with an opening one (kinsoku)."""
        if not text or self.measure(text) <= width:
            return [text]
        lines, current = [], ""
        for piece in self._breakable(text, width):
            if current and self.measure(current + piece) > width and piece[0] not in _NO_START:
                opening = current[-1] if current[-1] in _NO_END else ""
                if before := current.removesuffix(opening).strip():
                    lines.append(before)
                    current = opening
            current += piece
        return [*lines, current.strip()] if current.strip() else lines

    def pieces(self, text: str) -> list[str]:
        """Return the parts of a text between which a line may end."""
        return _unbreakable_pieces(text)

    def _breakable(self, text: str, width: float) -> Iterator[str]:
        for piece in _unbreakable_pieces(text):
            if self.measure(piece) <= width:
                yield piece
                continue
            for part in _AFTER_HYPHEN.split(piece):
                yield from (part,) if self.measure(part) <= width else part

    def fills(self, count: int) -> list[str]:
        """Return `count` different fills, the accent first; see `palette`, which tells what a fill is."""
        return list(series_fills(self.style.palette, self.style.greys, count))

    def row_fills(self, chart: nodes.Chart, rows: Sequence[nodes.Row]) -> list[str]:
        """Return a fill for each row: its group's, else the accent for what is emphasised (all, where nothing is)."""
        if chart.groups:
            fills = self.fills(len(chart.groups))
            return [fills[chart.groups.index(r.group)] if r.group in chart.groups else self.light for r in rows]
        if chart.emphasis:
            return [self.accent if r.name in chart.emphasis else self.light for r in rows]
        return [self.accent] * len(rows)


def _unbreakable_pieces(text: str) -> list[str]:
    """Split a text into Latin words and numbers, and single other characters."""
    pieces: list[str] = []
    for char in text:
        if pieces and _is_latin(char) and _is_latin(pieces[-1][-1]):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _is_latin(char: str) -> bool:
    return char.isascii() and not char.isspace()


def text_color_on(fill: str) -> str:
    """Return black or white, whichever reads better on `fill`."""
    return "FFFFFF" if lightness(fill) < _WHITE_BELOW else "000000"
