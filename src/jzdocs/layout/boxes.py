"""Boxes: what a page is filled with. A box has a height and draws itself at a place; a block becomes a sequence of
boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import Literal, NamedTuple, assert_never

from msgspec import Struct, field

from jzdocs.frames import REPEATED, Anchor, Image, Item, Link, Mark, Path, Rule, Slot, TextRun
from jzdocs.layout.compose import compose
from jzdocs.layout.justify import justify_line
from jzdocs.layout.line_cache import LineCache
from jzdocs.layout.linebreak import break_lines
from jzdocs.layout.lines import Draw, Line, shifted
from jzdocs.layout.measure import MeasuredParagraph, Span, measure_paragraph
from jzdocs.layout.phrases import at_pauses, phrased
from jzdocs.layout.runs import line_runs
from jzdocs.layout.structure import Tree
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet, TextStyle


class Box(NamedTuple):
    """One unbreakable piece of a page.

    `before` is a space that vanishes at a page's top; `glued` forbids a page break after the box; `notes` are footnotes
    that must stand on the same page; `anchors` are the places in it that links lead to; `floats`: it may wait for
    the next page's top; `running` is the part, and `block` the index of the document's block, that begins with it.
    `draw(x, y)` yields the items with the box's top left corner at x, y (EMU). `landscape`: it stands on a turned
    page; `raised`: how far it reaches into the space before it, which it must not at a page's top; `foot`: it stands
    at the foot of its page, or of an even page; a page with a `bare` box bears no number; a box with `columns`
    stands for what fills them.
    """

    height: int
    draw: Draw
    before: int = 0
    glued: bool = False
    notes: tuple[int, ...] = ()
    new_page: bool = False
    floats: bool = False
    running: str | None = None
    anchors: tuple[str, ...] = ()
    block: int = -1
    landscape: bool = False
    raised: int = 0
    foot: Literal["", "page", "even"] = ""
    bare: bool = False
    columns: Columns | None = None
    repeat: Repeat | None = None


class Columns(Struct, frozen=True):
    """Boxes to be set in `count` columns, each `width` wide and `gutter` apart, that end about level."""

    boxes: Sequence[Box]
    count: int
    width: int
    gutter: int


class Repeat(Struct, frozen=True):
    """What a table needs where a page breaks it: the boxes that open its next part, and the one that closes this
    part."""

    opening: Sequence[Box]
    closing: Box


_LONG = 120


class Setter(Struct, frozen=True):
    """Sets text: the stylesheet and faces, and a cache of prepared short texts (a table's cells are measured before
    they are set). `page_of` tells the number of the page on which an anchor stands, once pages are filled; figures
    in `sourced` lead to their sources; `kept` are lines that were set before."""

    sheet: Stylesheet
    faces: Faces
    tree: Tree = field(default_factory=Tree)
    page_of: Callable[[str], str] = lambda target: ""
    sourced: Set[str] = frozenset()
    cache: dict[tuple[object, ...], MeasuredParagraph] = field(default_factory=dict)
    kept: LineCache | None = None

    def prepare(self, spans: Sequence[Span], size: int) -> MeasuredParagraph:
        """A prepared paragraph."""
        if sum([len(s.text) for s in spans]) > _LONG:
            return measure_paragraph(spans, size, self.faces)
        key = (size, *spans)
        found = self.cache.get(key)
        if found is None:
            found = self.cache[key] = measure_paragraph(spans, size, self.faces)
        return found

    def baseline(self, style: TextStyle, leading: int) -> int:
        """How far below its top a line's baseline stands: the em box of Han centred in the leading (its baseline is
        0.88 em down)."""
        return (leading - style.size) // 2 + round(style.size * 0.88)


def set_paragraph(
    setter: Setter,
    parts: Sequence[Sequence[Span]],
    style: TextStyle,
    width: int,
    *,
    tag: int,
    indent: int | None = None,
) -> list[Line]:
    """Set a paragraph (its parts are divided by the author's line breaks) in a column `width` wide; it belongs to
    `tag`."""
    out: list[Line] = []
    first = style.indent if indent is None else indent
    base = setter.baseline(style, style.leading)
    for number, part in enumerate(parts):
        start_indent = first if number == 0 else 0
        out.extend(_part(setter, part, style, width, start_indent, base, tag))
    return out


def _part(
    setter: Setter, spans: Sequence[Span], style: TextStyle, width: int, indent: int, base: int, tag: int
) -> Iterable[Line]:
    kept = setter.kept
    if kept is None:
        return _set(setter, spans, style, width, indent, base, tag)
    key, tags = kept.key(spans, style, (width, indent, base), tag)
    lines = kept.find(key, tags)
    if lines is None:
        lines = list(_set(setter, spans, style, width, indent, base, tag))
        kept.add(key, tags, lines)
    return lines


def _set(
    setter: Setter, spans: Sequence[Span], style: TextStyle, width: int, indent: int, base: int, tag: int
) -> Iterator[Line]:
    prepared = setter.prepare(spans, style.size)
    if prepared.length == 0:
        return
    em = style.size / 1000
    full, short = int(width / em), int((width - indent) / em)
    if style.align == "justify":
        prepared, settings, ragged = compose(prepared, setter.faces, short, full)
    else:
        ragged = ()
        ends = break_lines(prepared, short, full, ragged=True)
        if len(ends) > 1:
            prepared, ends = _divided(prepared, short, full, ends, style)
        settings = [
            justify_line(prepared, start, end, full if number else short, justify=False)
            for number, (start, end) in enumerate(zip([0, *ends], ends, strict=False))
        ]
    marks = [
        (begin, int(s.href[9:]))
        for s, begin in zip(prepared.spans, prepared.starts, strict=False)
        if s.href.startswith("#jz-note-")
    ]
    places = [(begin, s.anchor) for s, begin in zip(prepared.spans, prepared.starts, strict=False) if s.anchor]
    for index, setting in enumerate(settings):
        shift = indent if index == 0 else 0
        taken = round(setting.width * em)
        if style.align == "center":
            shift += (width - shift - taken) // 2
        elif style.align == "right":
            shift = width - taken
        # set at once, so that what the paragraph was prepared with can go
        items = tuple(line_runs(prepared, setting, shift, base, tag, setter.faces))
        text = prepared.text[setting.start : setting.end] if index in ragged else ""
        notes = tuple(number for begin, number in marks if setting.start <= begin < setting.end)
        anchors = tuple(name for begin, name in places if setting.start <= begin < setting.end)
        yield Line(items, shift + taken, notes, text, anchors)


def _divided(
    p: MeasuredParagraph, short: int, full: int, ends: list[int], style: TextStyle
) -> tuple[MeasuredParagraph, list[int]]:
    """Better ends for several lines that are not justified: at pauses, or (centred) about equally long."""
    if style.wrap == "phrases":
        p = phrased(p)
        found = at_pauses(p, short, full, len(ends))
        if found:
            return p, found
    return p, _narrowed(p, short, full, len(ends), ends) if style.align == "center" else ends


def _narrowed(p: MeasuredParagraph, short: int, full: int, count: int, ends: list[int]) -> list[int]:
    """The narrowest measure that needs no more lines: they come out about equally long."""
    low, high = full // 2, full
    best = ends
    while high - low > 200:
        middle = (low + high) // 2
        tried = break_lines(p, max(1, short - (full - middle)), middle, ragged=True)
        if len(tried) <= count:
            best, high = tried, middle
        else:
            low = middle
    return best


def paragraph_boxes(
    lines: Sequence[Line], height: int, *, before: int = 0, left: int = 0, glued: bool = False
) -> list[Box]:
    """One box a line; no page break after the first or before the last of several lines."""
    out = []
    count = len(lines)
    for index, line in enumerate(lines):
        held = count > 1 and (index == 0 or index == count - 2)
        last = index == count - 1
        keep = held or (glued and (last or count < 4))
        out.append(
            Box(height, shifted(line.draw, left), before if index == 0 else 0, keep, line.notes, anchors=line.anchors)
        )
    return out


def stack(
    boxes: Sequence[Box], *, before: int = 0, height: int | None = None, floats: bool = False, glued: bool = False
) -> Box:
    """Boxes as one unbreakable box, from top to bottom."""
    tops, y = [], 0
    for index, box in enumerate(boxes):
        y += box.before if index else 0
        tops.append(y)
        y += box.height

    def draw(x: int, top: int) -> Iterator[Item]:
        for box, dy in zip(boxes, tops, strict=True):
            yield from box.draw(x, top + dy)

    notes = tuple(note for box in boxes for note in box.notes)
    anchors = tuple(name for box in boxes for name in box.anchors)
    return Box(height or y, draw, before, glued, notes, floats=floats, anchors=anchors)


def anchored(box: Box, names: Sequence[str]) -> Box:
    """A box that is also the place which links to `names` lead to."""
    if not names:
        return box

    def draw(x: int, y: int) -> Iterator[Item]:
        yield from (Anchor(x, y, name) for name in names)
        yield from box.draw(x, y)

    return box._replace(draw=draw, anchors=(*box.anchors, *names))


def as_artifact(box: Box, kind: int = REPEATED) -> Box:
    """The same box as an artifact: a table's header on the pages after its first."""

    def draw(x: int, y: int) -> Iterator[Item]:
        yield Mark(kind)
        for item in box.draw(x, y):
            match item:
                case TextRun() | Rule() | Path() | Image() | Slot():
                    yield item
                case Mark() | Link() | Anchor():
                    pass  # an artifact belongs to no element, and neither leads anywhere nor is led to
                case _:
                    assert_never(item)

    return box._replace(draw=draw, anchors=(), notes=())


def on_grid(box: Box, grid: int) -> Box:
    """A box that takes whole lines of the grid, its content in the middle of them."""
    whole = -(-box.height // grid) * grid
    return box._replace(height=whole, draw=shifted(box.draw, 0, (whole - box.height) // 2))


def nothing(x: int, y: int) -> Iterable[Item]:
    """Draws nothing."""
    return ()
