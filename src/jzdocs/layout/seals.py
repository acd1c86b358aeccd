"""Where seals stand over the signature of an official document (GB/T 9704-2012, 7.3.6.1): upright, pressed centred on
the issuer's name (the last on the date too), both a little below the seal's middle; the top of the first row within a
line of the text; seals of a row side by side, not touching, none beyond the type area.

All lengths are EMU.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from jzdocs.style.stylesheet import SealStyle, StylePicture
from jzdocs.units import mm

PER_ROW = 3
_RISE = mm(3)  # of a seal's middle above that of what it is pressed on
_APART = mm(1)  # between two seals


class PlacedSeal(Struct, frozen=True):
    """A seal: its picture, its number among the issuers, the place of its upper left corner (from the left edge of the
    type area and the top of the first line of the signature) and its size."""

    picture: StylePicture
    issuer: int
    x: int
    y: int
    width: int
    height: int


class SealedSignature(Struct, frozen=True):
    """The plan of a sealed signature: `blank` lines above it; for each row of names the line (from 0) on which it
    stands and the middles of the names; the line of the date and its middle (-1 where there is none); `below` are the
    lines that the last seals reach below the last line."""

    blank: int
    rows: tuple[tuple[int, tuple[int, ...]], ...]
    date_line: int
    date_middle: int
    seals: tuple[PlacedSeal, ...]
    below: int


class SignatureMeasures(Struct, frozen=True):
    """The lengths that a signature depends on: widths of names and date (0: none), the measure, the distance between
    lines, and an em."""

    names: Sequence[int]
    date: int
    measure: int
    line: int
    em: int


def sealed_signature(m: SignatureMeasures, seal: SealStyle) -> SealedSignature:
    """Return where names, date and seals stand: names in rows of three (of less where they are long), the date four ems
    from the right. A single
    name, or the last of several where the row allows it, stands in the middle above the date; else the date goes below
    it."""
    day_middle = m.measure - 4 * m.em - (m.date or (m.names[0] if len(m.names) == 1 else 0)) // 2
    groups = _groups(m, seal.width)
    height = max((seal.width * p.height // p.width for p in seal.pictures), default=seal.width)
    pitch = -(-(height + _APART) // m.line) if len(groups) > 1 else 1
    rows = []
    for number, group in enumerate(groups):
        last = number == len(groups) - 1
        middles = _row(m, [m.names[i] for i in group], day_middle, seal.width, last=last)
        rows.append((number * pitch, tuple(middles)))
    if rows and m.date and len(m.names) > 1:
        day_middle = min(rows[-1][1][-1], m.measure - m.date // 2)
    date_line = (rows[-1][0] + 1 if rows else 0) if m.date else -1
    seals = tuple(_seals(m, seal, rows, date_line, day_middle))
    above = height // 2 + _RISE - (m.line if date_line == 1 else m.line // 2)  # of the seals of the first row
    last_line = max(date_line, rows[-1][0] if rows else 0)
    deepest = max((placed.y + placed.height for placed in seals), default=0)
    below = max(0, -(-(deepest - (last_line + 1) * m.line) // m.line))
    return SealedSignature(max(1, -(-above // m.line)), tuple(rows), date_line, day_middle, seals, below)


def _groups(m: SignatureMeasures, diameter: int) -> list[range]:
    """Return the numbers of the names of each row: as many as fit side by side, an em apart, but no more than three."""
    out: list[range] = []
    first = 0
    while first < len(m.names):
        last = first + 1
        while last < min(first + PER_ROW, len(m.names)) and _fit(m, m.names[first : last + 1], diameter):
            last += 1
        out.append(range(first, last))
        first = last
    return out


def _fit(m: SignatureMeasures, names: Sequence[int], diameter: int) -> bool:
    """Return whether names, and seals on them, fit side by side."""
    return sum(max(name + m.em, diameter + _APART) for name in names) <= m.measure + min(m.em, _APART)


def _shares(m: SignatureMeasures, names: Sequence[int], diameter: int) -> list[int]:
    """Return the middles of names that share the measure: equally where each has room, else with equal gaps."""
    share = m.measure // len(names)
    cells = [max(name, diameter) for name in names]
    if max(cells) <= share:
        return [i * share + share // 2 for i in range(len(names))]
    gap = max(0, (m.measure - sum(cells)) // len(names))
    out, left = [], gap // 2
    for cell in cells:
        out.append(left + cell // 2)
        left += cell + gap
    return out


def _row(m: SignatureMeasures, names: Sequence[int], day_middle: int, diameter: int, *, last: bool) -> list[int]:
    """Return the middles of a row of names: shares of the measure, or (in the last row, where there is room) spaced so
    that the last stands above the date."""
    if len(m.names) == 1:
        return [min(day_middle, m.measure - names[0] // 2)]
    share = m.measure // len(names)
    if last and m.date:
        if len(names) == 1:
            return [min(day_middle, m.measure - names[0] // 2)]
        apart = min(share, (day_middle - max(diameter, names[0]) // 2) // (len(names) - 1))
        widest = max((a + b) // 2 + m.em for a, b in pairwise(names))
        if apart >= max(diameter + _APART, widest) and day_middle + max(diameter, names[-1]) // 2 <= m.measure:
            return [day_middle - (len(names) - 1 - i) * apart for i in range(len(names))]
    return _shares(m, names, diameter)


def _seals(
    m: SignatureMeasures, seal: SealStyle, rows: Sequence[tuple[int, Sequence[int]]], date_line: int, day_middle: int
) -> list[PlacedSeal]:
    """Return the seals, as many as there are pictures."""
    out = []
    if not rows and seal.pictures and date_line >= 0:  # no issuer: the date alone
        out.append(_placed(seal, 0, day_middle, date_line * m.line + m.line // 2 - _RISE))
    places = [(line, middle) for line, middles in rows for middle in middles]
    for issuer, (line, middle) in enumerate(places[: len(seal.pictures)]):
        over_date = date_line == line + 1
        middle_y = line * m.line + (m.line if over_date else m.line // 2) - _RISE
        out.append(_placed(seal, issuer, middle, middle_y))
    return out


def _placed(seal: SealStyle, issuer: int, x: int, y: int) -> PlacedSeal:
    picture = seal.pictures[issuer]
    height = seal.width * picture.height // picture.width
    return PlacedSeal(picture, issuer, x - seal.width // 2, y - height // 2, seal.width, height)
