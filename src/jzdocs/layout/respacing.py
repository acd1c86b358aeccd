"""Lines set closer or wider on the page where a signature is, or before it (GB/T 9704-2012, 7.3.5.5).

A signature must not stand on a page without text: where the page lacks a line for it, its lines come closer; where text
goes over to it, the lines that stay spread. A page then has 23 or 24 lines, or 21, 20 or 19, instead of 22. Only
paragraphs that stand on the page as a whole are set so, as a word processor has one pitch for a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.layout.boxes import Box

CLOSER, WIDER = (23, 24), (19, 20, 21)  # lines a page
_BLANK = 2  # lines that may be left at the foot of a page whose lines spread
_BASELINE = 0.8  # of what a line grows by stands above its baseline, as in a word processor

Placed = list[tuple[Box, int]]


def closer(placed: Placed, chunk: Sequence[Box], lack: int, depth: int) -> int:
    """Return the pitch at which the paragraphs of a page and of the chunk that follows give `lack` of room; 0 where
    they cannot."""
    boxes = [box for box, _ in placed] + list(chunk)
    lines = [box for box in boxes if box.spaced in _whole(boxes)]
    for count in CLOSER:
        pitch = depth // count
        if sum(box.height - pitch for box in lines) >= lack:
            return pitch
    return 0


def wider(placed: Placed, chunk: Sequence[Box], spare: int, depth: int) -> int:
    """Return the pitch at which the paragraphs of a page, but for one that goes on in the chunk on the next, take the
    `spare` room but for a line or two; 0 where none does."""
    over = {box.spaced for box in chunk}
    boxes = [box for box, _ in placed]
    lines = [box for box in boxes if box.spaced in _whole(boxes) - over]
    for count in WIDER:
        pitch = depth // count
        grown = sum(pitch - box.height for box in lines)
        if lines and spare - _BLANK * lines[0].height < grown <= spare:
            return pitch
    return 0


def respaced(placed: Placed, pitch: int, over: frozenset[int] = frozenset()) -> tuple[Placed, int, dict[int, int]]:
    """Return the boxes of a page with those of whole paragraphs at a pitch, how much more room they take, and the pitch
    of each paragraph."""
    whole = _whole([box for box, _ in placed]) - over
    out: Placed = []
    more = 0
    for box, top in placed:
        if box.spaced in whole:
            grown = pitch - box.height
            out.append((box, top + more + round(grown * _BASELINE)))
            more += grown
        else:
            out.append((box, top + more))
    return out, more, dict.fromkeys(whole, pitch)


def _whole(boxes: Sequence[Box]) -> set[int]:
    """Return the paragraphs whose first line is among the boxes."""
    return {box.spaced for box in boxes if box.spaced >= 0 and box.block == box.spaced}
