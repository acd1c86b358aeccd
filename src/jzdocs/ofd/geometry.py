"""Boxes and outlines of a page, in millimetres from its top left corner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from jzdocs.frames import Clip
from jzdocs.ofd.markup import MM, number, numbers

Segments = Sequence[tuple[str | int | float, ...]]
_COMMANDS = {"M": "M", "L": "L", "C": "B", "Z": "C"}  # as AbbreviatedData has them (9.1, table 36)


class Box(NamedTuple):
    """A box by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: Box) -> Box:
        """Return what is left of the box inside another; a box that lies beside it keeps no area."""
        left = min(max(self.left, other.left), other.right)
        top = min(max(self.top, other.top), other.bottom)
        return Box(left, top, max(left, min(self.right, other.right)), max(top, min(self.bottom, other.bottom)))

    def holds(self, other: Box) -> bool:
        """Return whether another box lies inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def grown(self, by: float) -> Box:
        """Return the box with all edges moved outwards."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def written(self) -> str:
        """Return the box as the standard writes it (7.3, ST_Box): left, top, width, height."""
        return numbers((self.left, self.top, self.right - self.left, self.bottom - self.top))


def around(points: Iterable[tuple[float, float]]) -> Box:
    """Return the smallest box that holds all points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


class Outline(NamedTuple):
    """An outline on the page: commands with their coordinates (mm)."""

    commands: tuple[tuple[str, tuple[float, ...]], ...]

    def points(self) -> Iterator[tuple[float, float]]:
        """Yield all points, those that only bend a curve among them."""
        for _, values in self.commands:
            yield from zip(values[::2], values[1::2], strict=True)

    def data(self, left: float, top: float) -> str:
        """Return the outline as abbreviated data (9.1) in the space of an object whose corner is at `left`, `top`."""
        out = []
        for command, values in self.commands:
            out.append(command)
            out += [number(v - top if i % 2 else v - left) for i, v in enumerate(values)]
        return " ".join(out)

    def rectangle(self) -> Box | None:
        """Return the box that the outline is; None for any other outline."""
        points = list(self.points())
        if any(command == "B" for command, _ in self.commands) or not 4 <= len(points) <= 5:
            return None
        box = around(points)
        corners = {(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)}
        upright = all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))
        return box if set(points) == corners and upright else None


def outline_of(segments: Segments, dx: int, dy: int) -> Outline:
    """Return the outline of segments whose origin is at dx, dy (EMU)."""
    return Outline(
        tuple(
            (_COMMANDS[str(name)], tuple((float(v) + (dy if i % 2 else dx)) * MM for i, v in enumerate(values)))
            for name, *values in segments
        )
    )


class ClipArea(NamedTuple):
    """What shows of the objects behind it: the inside of an outline, which may be a `rectangle`."""

    outline: Outline
    even_odd: bool
    rectangle: Box | None


def clip_area(clip: Clip, dx: int, dy: int) -> ClipArea:
    """Return the area of a clip whose origin is at dx, dy (EMU)."""
    outline = outline_of(clip.segments, dx, dy)
    return ClipArea(outline, clip.even_odd, outline.rectangle())
