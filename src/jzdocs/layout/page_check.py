"""The last check of a page: nothing is printed over anything, and nothing leaves the type area.

What belongs outside the type area says so: running heads and feet by their marks, the head of a letter by its box. They
need only stand on the paper. Decoration (`ARTIFACT`: rules, watermarks, full-bleed colour) may be printed over and
reach past the paper's edge by a bleed. All else is text and figures: em boxes are swept from top to bottom, which parts
nearly all of them, and only where two of these meet are the inks of their glyphs compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from jzdocs.frames import (
    ARTIFACT,
    FOOTER,
    HEADER,
    REPEATED,
    FaultKind,
    Image,
    Item,
    Mark,
    Page,
    Path,
    Rule,
    Slot,
    Tag,
    TextRun,
)
from jzdocs.layout.ink import Edges, ink_edges, runs_meet, sides
from jzdocs.style.faces import Faces
from jzdocs.units import Size, mm, pt

# an em box with room for accents and descenders, in ems from the baseline: what stands outside it is not looked for
_RISE, _FALL = 0.95, 0.3
_SLACK = pt(1.5)  # what rounding and the curves of letters take outside the type area
_RISING = 0.5  # of a line: how far accents and parts of formulas may rise above the type area, or hang below it
_INTO_FIGURE = pt(2)  # how far a text must reach into a figure that is not its own
_BLEED = mm(5)
_ANYWHERE = float("inf")
_TEXTS = (HEADER, FOOTER, REPEATED)  # marks outside the structure tree that own text, not decoration


class PageFault(Struct, frozen=True):
    """What is wrong with a page (`page`: its index from 0), in the terms of `frames.Fault`; `block` and `other_block`
    are the indexes of the blocks of both texts, -1 for running heads and feet."""

    page: int
    kind: FaultKind
    block: int
    text: str
    other: str = ""
    other_block: int = -1


class Piece(NamedTuple):
    """A box that a page was filled with: the index of its first item, the index of its block (-1: a running head or
    foot), and whether it belongs `beyond` the type area, anywhere on the paper."""

    start: int
    block: int
    beyond: bool = False


class Room(Struct, frozen=True):
    """Where text may stand on a page: the `paper`, the `area` of the text on it (EMU), and the distance of its
    lines."""

    paper: Size
    area: Edges
    grid: int


class Surroundings(Struct, frozen=True):
    """What a page is checked with: the document's faces and tags, and the size of each drawing by its key."""

    faces: Faces
    tags: Sequence[Tag]
    sizes: Callable[[str], Size]


class _Ink(NamedTuple):
    """A text run (None: a figure) and the edges of its em boxes; `tag` is its mark, `piece` its box."""

    top: float
    bottom: float
    left: float
    right: float
    run: TextRun | None
    tag: int
    piece: Piece


def page_faults(
    page: Page, index: int, pieces: Sequence[Piece], room: Room, surroundings: Surroundings
) -> list[PageFault]:
    """Return what is wrong with the page `index`, at most one fault of a kind for each pair of blocks.

    `pieces` are the boxes that the page was filled with, in order.
    """
    found: dict[tuple[str, int, int], PageFault] = {}
    inks = list(_inks(page.items, pieces, surroundings))
    faults: list[tuple[FaultKind, _Ink, _Ink | None]] = [
        *((edge, ink, None) for ink in inks if (edge := _edge_fault(ink, room, surroundings.faces))),
        *((over, *pair) for pair in _meeting(inks) if (over := _pair_fault(*pair, surroundings))),
    ]
    for kind, ink, other in faults:
        block, other_block = ink.piece.block, other.piece.block if other else -1
        text, other_text = (inked.run.text if inked and inked.run else "" for inked in (ink, other))
        if kind == "figure":
            text, other_text = text or other_text, ""
        found.setdefault((kind, block, other_block), PageFault(index, kind, block, text, other_text, other_block))
    if any(_leaves_paper(item, room.paper) for item in page.items if isinstance(item, Rule | Path)):
        block = pieces[0].block if pieces else -1
        found.setdefault(("paper", block, -1), PageFault(index, "paper", block, ""))
    return list(found.values())


def _inks(items: Sequence[Item], pieces: Sequence[Piece], surroundings: Surroundings) -> Iterator[_Ink]:
    """Yield what has ink and is no decoration."""
    ends = [*(piece.start for piece in pieces[1:]), len(items)]
    tag, advances = ARTIFACT, _FaceAdvances(surroundings.faces)
    for piece, end in zip(pieces, ends, strict=True):
        for item in items[piece.start : end]:
            match item:
                case Mark():
                    tag = item.tag
                case _ if tag < 0 and tag not in _TEXTS:
                    pass
                case TextRun():
                    yield _of_run(item, (tag, piece), advances)
                case Image(under=True):
                    pass
                case Image():
                    yield _Ink(item.y, item.y + item.height, item.x, item.x + item.width, None, tag, piece)
                case Slot():
                    size = surroundings.sizes(item.key)
                    yield _Ink(item.y, item.y + size.height, item.x, item.x + size.width, None, tag, piece)
                case _:
                    pass  # rules belong to tables and decoration, links and anchors leave no ink


class _FaceAdvances(dict[str, Callable[[str], int]]):
    """What gives the advance of a character, by face."""

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, face: str) -> Callable[[str], int]:
        self[face] = advance = self._faces[face].advance.__getitem__
        return advance


def _of_run(run: TextRun, owner: tuple[int, Piece], advances: _FaceAdvances) -> _Ink:
    """Return a text run with the edges of its em boxes, its tag and its box (`owner`)."""
    x, y, face, size, _, text, spacing, adjust, angle, stretch, _ = run
    if angle:  # its edges are found where they are needed
        return _Ink(-_ANYWHERE, _ANYWHERE, -_ANYWHERE, _ANYWHERE, run, *owner)
    more = spacing * len(text) if spacing else 0.0
    for _, extra in adjust:
        more += extra
    right = x + (sum(map(advances[face], text)) * stretch + more) * size / 1000
    return _Ink(y - _RISE * size, y + _FALL * size, x, right, run, *owner)


def _edge_fault(ink: _Ink, room: Room, faces: Faces) -> Literal["", "outside", "paper"]:
    """Return whether a text or figure leaves the type area or the paper."""
    (left, top, right, bottom), run = room.area, ink.run
    upright = top <= ink.top and ink.bottom <= bottom
    if upright and left <= ink.left and ink.right <= right + _SLACK:
        return ""
    edges: Edges | None = (ink.left, ink.top, ink.right, ink.bottom)
    if run:
        if upright:
            begin, end = sides(run, ink.right, faces)
            if left - _SLACK <= begin and end <= right + _SLACK:
                return ""
        edges = ink_edges(run, faces)
    if edges is None:
        return ""
    if edges[0] < 0 or edges[1] < 0 or edges[2] > room.paper.width or edges[3] > room.paper.height:
        return "paper"
    if ink.piece.beyond or ink.tag in (HEADER, FOOTER):
        return ""
    rise = _RISING * room.grid
    inside = left - _SLACK <= edges[0] and edges[2] <= right + _SLACK
    return "" if inside and top - rise <= edges[1] and edges[3] <= bottom + rise else "outside"


def _leaves_paper(item: Rule | Path, paper: Size) -> bool:
    """Return whether a line or an outline goes past the paper's edge by more than a bleed."""
    xs: Sequence[float]
    ys: Sequence[float]
    if isinstance(item, Rule):
        xs, ys = (item.x1, item.x2), (item.y1, item.y2)
    else:
        numbers = [float(value) for segment in item.segments for value in segment[1:]]
        xs, ys = numbers[::2], numbers[1::2]
    if not xs:
        return False
    return min(xs) < -_BLEED or min(ys) < -_BLEED or max(xs) > paper.width + _BLEED or max(ys) > paper.height + _BLEED


def _meeting(inks: Sequence[_Ink]) -> Iterator[tuple[_Ink, _Ink]]:
    """Yield the pairs of texts and figures whose em boxes overlap."""
    reach = -_ANYWHERE
    active: list[_Ink] = []
    for ink in sorted(inks, key=lambda ink: ink.top):
        if ink.top >= reach:  # below all that came before: the line after a line
            active, reach = [ink], ink.bottom
            continue
        active = [above for above in active if above.bottom > ink.top]
        for above in active:
            if above.left < ink.right and ink.left < above.right:
                yield above, ink
        active.append(ink)
        reach = max(reach, ink.bottom)


def _pair_fault(above: _Ink, below: _Ink, surroundings: Surroundings) -> Literal["", "over", "figure"]:
    """Return whether one of two texts or figures whose em boxes overlap is printed over the other."""
    faces = surroundings.faces
    if above.run and below.run:
        if _belong(above.tag, below.tag, surroundings.tags) or _apart(above, below, faces):
            return ""
        return "over" if runs_meet(above.run, below.run, faces) else ""
    if above.piece is below.piece:  # a caption below its chart, a seal over a signature
        return ""
    figure, text = (below, above) if above.run else (above, below)
    edges = ink_edges(text.run, faces) if text.run else (text.left, text.top, text.right, text.bottom)
    if edges is None:
        return ""
    across = min(figure.right, edges[2]) - max(figure.left, edges[0])
    along = min(figure.bottom, edges[3]) - max(figure.top, edges[1])
    return "figure" if min(across, along) > _INTO_FIGURE else ""


def _apart(above: _Ink, below: _Ink, faces: Faces) -> bool:
    """Return whether two level runs stand side by side."""
    if not above.run or not below.run or above.run.angle or below.run.angle:
        return False
    begin, end = sides(above.run, above.right, faces)
    other_begin, other_end = sides(below.run, below.right, faces)
    return end <= other_begin or other_end <= begin


def _belong(first: int, second: int, tags: Sequence[Tag]) -> bool:
    """Return whether two texts stand in each other's boxes by their nature: the parts of a formula (a limit below an
    integral sign), or an annotation above its text."""
    if first < 0 or second < 0:
        return False
    if first == second:
        return tags[first].kind == "Formula"
    return tags[first].parent == tags[second].parent and tags[tags[first].parent].kind == "Ruby"
