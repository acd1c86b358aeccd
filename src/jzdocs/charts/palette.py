"""Fills for any number of series: all stand out from white paper, and are told apart in grey and by colour-blind
readers.

A fill is a colour as RRGGBB, with the name of a pattern of white lines behind a slash where colours alone would not do:
`1F4E79/up`. Lightness survives a photocopier and every kind of colour blindness, but colours that keep 3:1 against
white (WCAG 2.2, 1.4.11) have room for three steps of it only; patterns carry on from there.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Sequence
from functools import lru_cache

PATTERNS = ("", "up", "down", "flat", "upright", "cross")
NEIGHBOUR_CONTRAST = 20  # of CIE L*, so that a photocopy tells fills that touch apart
_ENOUGH = (12, 8, 4, 0)  # of CIE L*, between fills of one pattern: less only where there are more than any can have
_ON_PAPER = 3.0  # the least contrast of what is drawn against white
_ON_PAPER_TEXT = 4.5  # that of a text
_DARK = 14  # CIE L* of the darkened colours


def color_of(fill: str) -> str:
    """Return the colour of a fill without its pattern."""
    return fill[:6]


def pattern_of(fill: str) -> str:
    """Return the name of a fill's pattern, "" for none."""
    return fill[7:]


def luminance(color: str) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def lightness(fill: str) -> float:
    """Return the CIE L* of a fill's colour: 0 is black, 100 white."""
    y = luminance(fill)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def on_paper(fill: str, contrast: float = _ON_PAPER) -> str:
    """Return a fill darkened until it has `contrast` against white; one that has it stays as it is."""
    color, share = color_of(fill), 1.0
    shown = color
    while (1.05 / (luminance(shown) + 0.05)) < contrast:
        share -= 0.02
        shown = _scaled(color, share)
    return shown + fill[6:]


def text_on_paper(fill: str) -> str:
    """Return the colour of a text that belongs to what has a fill: the fill's, dark enough to be read on white."""
    return on_paper(color_of(fill), _ON_PAPER_TEXT)


@lru_cache(maxsize=64)
def series_fills(palette: tuple[str, ...], greys: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return `count` different fills, the palette's first colour first. Neighbours are far apart in lightness; two
    with the same pattern are never near."""
    pool = list(dict.fromkeys(_pool(palette, greys)))
    fills = [palette[0]]
    while len(fills) < count:
        fills.append(_next_fill(fills, pool))
    return tuple(fills[:count])


def _pool(palette: Sequence[str], greys: Sequence[str]) -> Iterator[str]:
    """Yield the colours to choose from: the stylesheet's, the same darkened, and a wheel of hues."""
    own = [on_paper(color) for color in (*palette, *greys[:2])]
    yield from own
    for color in (greys[0], *palette):
        yield _darkened(color)
    for value in (0.75, 0.55, 0.35):
        for step in range(8):
            rgb = colorsys.hsv_to_rgb((0.08 + step * 0.375) % 1, 0.62, value)
            yield on_paper("".join(f"{round(channel * 255):02X}" for channel in rgb))


def _next_fill(fills: Sequence[str], pool: Sequence[str]) -> str:
    """Return the fill to follow others: far from the last, in the first pattern that has room for it."""
    used = {color_of(fill) for fill in fills}
    unused = [color for color in pool if color not in used] or list(pool)
    contrast = {color: abs(lightness(color) - lightness(fills[-1])) for color in unused}
    far = [color for color in unused if contrast[color] >= NEIGHBOUR_CONTRAST] or [
        max(unused, key=contrast.__getitem__)
    ]
    for enough in _ENOUGH:
        for pattern in PATTERNS:
            near = [lightness(fill) for fill in fills if pattern_of(fill) == pattern]
            for color in far:
                fill = f"{color}/{pattern}" if pattern else color
                if fill not in fills and all(abs(lightness(color) - other) >= enough for other in near):
                    return fill
    return far[0]


def _darkened(color: str) -> str:
    share = 1.0
    while lightness(_scaled(color, share)) > _DARK and share > 0:
        share -= 0.02
    return _scaled(color, max(share, 0.0))


def _scaled(color: str, share: float) -> str:
    return "".join(f"{round(int(color[i : i + 2], 16) * share):02X}" for i in (0, 2, 4))
