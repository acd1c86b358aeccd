"""Lines set closer or wider on the page where a signature is, or before it (GB/T 9704-2012, 7.3.5.5).

A signature must not stand on a page without text: where the page lacks a line for it, its lines come closer; where text
goes over to it, the lines that stay spread. A page then has 23 or 24 lines, or 21, 20 or 19, instead of 22. Only
paragraphs that stand on the page as a whole are set so, as a word processor has one pitch for a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.layout.boxes import Box

CLOSER, WIDER = (23, 24), (19, 20, 21)  # lines a page
_BLANK = 2  # lines that may be left at the foot of a page whose lines spread
_BASELINE = 0.8  # of what a line grows by stands above its baseline, as in a word processor

Placed = list[tuple[Box, int]]


class Respaced(Struct, frozen=True):
    """The boxes of a page with their tops, how far down they reach, the pitch of each paragraph that is set closer or
    wider, and whether the chunk with the signature stands `together` with them."""

    placed: Placed
    y: int
    pitches: dict[int, int] = field(default_factory=dict)
    together: bool = False


def respaced(placed: Placed, chunk: Sequence[Box], down: tuple[int, int], *, may_fill: bool) -> Respaced:
    """Return the page before or with a chunk that holds a signature; `down` says how far the page is filled, and its
    depth. Its lines come closer where the chunk then fits and the page `may_fill`, else they spread."""
    y, depth = down
    room = sum(box.height + box.before for box in chunk)
    if may_fill and (pitch := _closer([*(box for box, _ in placed), *chunk], y + room - depth, depth)):
        whole = list(placed)
        for box in chunk:
            whole.append((box, y + box.before))
            y += box.before + box.height
        return replace(_set(whole, y, pitch), together=True)
    over = {box.spaced for box in chunk}
    pitch = _wider([box for box, _ in placed], over, depth - y, depth)
    return _set(placed, y, pitch, over) if pitch else Respaced(placed, y)


def _closer(boxes: Sequence[Box], lack: int, depth: int) -> int:
    """Return the pitch at which the paragraphs of a page give `lack` of room; 0 where they cannot."""
    lines = [box for box in boxes if box.spaced in _whole(boxes)]
    for count in CLOSER:
        if sum(box.height - depth // count for box in lines) >= lack:
            return depth // count
    return 0


def _wider(boxes: Sequence[Box], over: Set[int], spare: int, depth: int) -> int:
    """Return the pitch at which the paragraphs of a page, but for those that go `over` to the next, take the `spare`
    room but for a line or two; 0 where none does."""
    lines = [box for box in boxes if box.spaced in _whole(boxes) - over]
    for count in WIDER:
        grown = sum(depth // count - box.height for box in lines)
        if lines and spare - _BLANK * lines[0].height < grown <= spare:
            return depth // count
    return 0


def _set(placed: Placed, y: int, pitch: int, over: Set[int] = frozenset()) -> Respaced:
    """Return the boxes of a page with those of whole paragraphs, but for those that go `over` to the next, at a
    pitch."""
    whole = _whole([box for box, _ in placed]) - over
    out: Placed = []
    more = 0
    for box, top in placed:
        grown = pitch - box.height if box.spaced in whole else 0
        out.append((box, top + more + round(grown * _BASELINE)))
        more += grown
    return Respaced(out, y + more, dict.fromkeys(whole, pitch))


def _whole(boxes: Sequence[Box]) -> set[int]:
    """Return the paragraphs whose first line is among the boxes."""
    return {box.spaced for box in boxes if box.spaced >= 0 and box.block == box.spaced}
