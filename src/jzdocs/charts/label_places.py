"""Names beside points: each free of the others and of the points, with a leader where it must stand apart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from jzdocs.charts.geometry import Box, Segment, clipped, overlap
from jzdocs.charts.theme import ChartTheme

_NEAR = 3.0  # points between a mark and a label that needs no leader
_DISTANCES = (8.0, 13.0, 19.0, 26.0, 34.0, 44.0, 56.0, 70.0, 88.0, 110.0)
_DIRECTIONS = 16


class Spot(Struct, frozen=True):
    """A mark that has a name: its centre, its radius, and the name."""

    x: float
    y: float
    radius: float
    name: str


class Place(Struct, frozen=True):
    """Where a name stands: its left end and its baseline; `side` as Word names it (r, l, t, b), empty where it stands
    apart; `leader` are the ends of the line that leads there."""

    left: float
    baseline: float
    side: str
    leader: Segment | None = None


def place_names(theme: ChartTheme, spots: Sequence[Spot], frame: Box) -> list[Place] | None:
    """Return the place of each name inside `frame` (left, top, right, bottom), in the order of `spots`; None where one
    finds no free place. Names in crowded places are placed first; a spot without a name takes none."""
    marks = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    crowd = [sum(math.hypot(s.x - o.x, s.y - o.y) < 40 for o in spots) for s in spots]
    placed: dict[int, Place] = {}
    taken: list[Box] = []
    leaders: list[Segment] = []
    for index in sorted(range(len(spots)), key=lambda i: (-crowd[i], spots[i].x, i)):
        spot = spots[index]
        if not spot.name:
            placed[index] = Place(spot.x, spot.y, "r")
            continue
        here = (round(spot.x), round(spot.y))
        others = [m for m, s in zip(marks, spots, strict=True) if (round(s.x), round(s.y)) != here]
        for place, box in _candidates(theme, spot):
            inside = box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
            if not inside or any(overlap(box, other) for other in (*others, *taken)):
                continue
            if any(_line_meets(line, box) for line in leaders):
                continue
            if place.leader and (
                any(_line_meets(place.leader, other) for other in taken)
                or any(_cross(place.leader, other) for other in leaders)
            ):
                continue
            placed[index] = place
            taken.append(box)
            leaders += [place.leader] if place.leader else []
            break
        else:
            return None
    return [placed[index] for index in range(len(spots))]


def merged(spots: Sequence[Spot], between: str) -> list[Spot]:
    """Return spots of which those in one place have one name, all of theirs: the first, while the others have none."""
    groups: dict[tuple[int, int], list[int]] = {}
    for index, spot in enumerate(spots):
        groups.setdefault((round(spot.x), round(spot.y)), []).append(index)
    names = [""] * len(spots)
    for group in groups.values():
        names[group[0]] = between.join(spots[index].name for index in group)
    return [Spot(spot.x, spot.y, spot.radius, name) for spot, name in zip(spots, names, strict=True)]


def _candidates(theme: ChartTheme, spot: Spot) -> Iterator[tuple[Place, Box]]:
    """Yield the places of a name, the nearest first, with what it covers there."""
    width, size = theme.measure(spot.name), theme.size
    gap = spot.radius + _NEAR
    centred = theme.baseline(spot.y)
    near = (
        Place(spot.x + gap, centred, "r"),
        Place(spot.x - width / 2, spot.y - gap, "t"),
        Place(spot.x - width / 2, spot.y + gap + size * 0.75, "b"),
        Place(spot.x - gap - width, centred, "l"),
    )
    for place in near:
        yield place, _box(place, width, size)
    for distance in _DISTANCES:
        for step in range(_DIRECTIONS):
            angle = 2 * math.pi * step / _DIRECTIONS
            x = spot.x + math.cos(angle) * (spot.radius + distance)
            y = spot.y - math.sin(angle) * (spot.radius + distance)
            left = x if math.cos(angle) > 0.2 else x - width if math.cos(angle) < -0.2 else x - width / 2
            edge = x + 1 if math.cos(angle) > 0.2 else x - 1 if math.cos(angle) < -0.2 else x
            start = (spot.x + math.cos(angle) * spot.radius, spot.y - math.sin(angle) * spot.radius)
            shift = 2.0 if math.cos(angle) > 0.2 else -2.0 if math.cos(angle) < -0.2 else 0.0
            lift = 0.0 if shift else (-size * 0.45 if math.sin(angle) > 0 else size * 0.45)
            place = Place(left + shift, theme.baseline(y + lift), "", (start, (edge, y)))
            yield place, _box(place, width, size)


def _box(place: Place, width: float, size: float) -> Box:
    return place.left - 0.5, place.baseline - 0.86 * size, place.left + width + 0.5, place.baseline + 0.14 * size


def _line_meets(line: Segment, box: Box) -> bool:
    """Whether a line passes through a box, and does not only touch it."""
    ends = clipped(line, box)
    return ends is not None and ends[0] < ends[1]


def _cross(line: Segment, other: Segment) -> bool:
    def side(a: tuple[float, float], b: tuple[float, float], p: tuple[float, float]) -> float:
        return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])

    return side(*line, other[0]) * side(*line, other[1]) < 0 and side(*other, line[0]) * side(*other, line[1]) < 0
