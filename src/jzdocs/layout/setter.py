"""The setter: spans in a text style → the set lines of a paragraph, from the cache where they are known."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence, Set
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.layout.compose import compose
from jzdocs.layout.justify import JustifiedLine, justify_line
from jzdocs.layout.line_cache import LineCache
from jzdocs.layout.linebreak import break_lines
from jzdocs.layout.lines import Line
from jzdocs.layout.measure import OBJECT, MeasuredParagraph, Span, measure_paragraph
from jzdocs.layout.phrases import at_pauses, phrased
from jzdocs.layout.runs import NOTE_ANCHOR, line_runs
from jzdocs.layout.structure import TagTree
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet, TextStyle

if TYPE_CHECKING:
    from jzdocs.layout.formula_boxes import SetFormula

Entry = TypeVar("Entry")
_SHORT = 120  # characters: the measured paragraphs of shorter texts are kept
_EM_BOX_RISE = 0.88  # ems from the top of the em box of Han to its baseline
_MOST_BALANCED = 12  # lines: what is longer is no title, and looking for its pauses takes quadratic time
_OPENING = tuple("（《〈「『【〔“‘")
FIXED_BASELINE = 0.8  # of a line of a fixed height, from its top to its baseline: so LibreOffice has it
_STEP = 200  # thousandths of an em: how exactly the narrowest measure of a title is sought


class Setter(Struct, frozen=True):
    """What text is set with.

    `sheet` and `faces` are the stylesheet and its faces, `tree` collects the structure elements. `page_of` returns the
    printed number of the page on which a link target stands ('' until pages are filled). Facts whose names are in
    `sourced` lead to the list of sources. `measured` keeps short measured texts (table cells are measured before they
    are set), `fits` how tables fit their measures; `line_cache` has lines of earlier builds.
    """

    sheet: Stylesheet
    faces: Faces
    tree: TagTree = field(default_factory=TagTree)
    page_of: Callable[[str], str] = lambda target: ""
    sourced: Set[str] = frozenset()
    measured: dict[tuple[object, ...], MeasuredParagraph] = field(default_factory=dict)
    fits: dict[tuple[int, int], Any] = field(default_factory=dict)
    line_cache: LineCache | None = None

    def measure(self, spans: Sequence[Span], size: int) -> MeasuredParagraph:
        """Return the measured paragraph of `spans`, whose em is `size` (EMU)."""
        if sum([len(s.text) for s in spans]) > _SHORT:
            return measure_paragraph(spans, size, self.faces)
        key = (size, *spans)
        paragraph = self.measured.get(key)
        if paragraph is None:
            paragraph = self.measured[key] = measure_paragraph(spans, size, self.faces)
        return paragraph

    def baseline(self, style: TextStyle, leading: int) -> int:
        """Return the depth of a line's baseline below its top (EMU): the em box of Han is centred in the leading. On a
        grid of characters, where all lines of text have the same height, it is where word processors have it in lines
        of a fixed height, whatever the size."""
        if self.sheet.page.characters and leading == self.sheet.body.leading:
            return round(leading * FIXED_BASELINE)
        return (leading - style.size) // 2 + round(style.size * _EM_BOX_RISE)


class _Column(NamedTuple):
    """Where a paragraph is set: the width of its column, the indent of its first line, and the depth of the baseline
    below the top of a line (EMU); `opening` is the blank half of a mark that the indent holds (thousandths of an
    em)."""

    width: int
    indent: int
    baseline: int
    opening: int = 0


def set_paragraph(
    setter: Setter,
    parts: Sequence[Sequence[Span]],
    style: TextStyle,
    width: int,
    *,
    tag: int,
    indent: int | None = None,
) -> list[Line]:
    """Return the lines of a paragraph in a column `width` wide (EMU); it belongs to the structure element `tag`.

    `parts` are its spans, divided at the author's line breaks. `indent` of the first line is the style's by default.
    """
    out: list[Line] = []
    first = style.indent if indent is None else indent
    baseline = setter.baseline(style, style.leading)
    for number, part in enumerate(parts):
        # on a grid of characters （一） keeps its place of three characters
        opening = 500 if first and setter.sheet.page.characters and not number and _opens_with_mark(part) else 0
        indent = 0 if number else first + style.size * opening // 1000
        out.extend(_part_lines(setter, part, style, _Column(width, indent, baseline, opening), tag))
    return out


def _opens_with_mark(part: Sequence[Span]) -> bool:
    """Return whether a paragraph begins with an opening mark, whose blank half vanishes at the edge of a line."""
    return next((span.text for span in part if span.text), "").startswith(_OPENING)


def _part_lines(
    setter: Setter, spans: Sequence[Span], style: TextStyle, column: _Column, tag: int
) -> Sequence[Line] | Iterator[Line]:
    """Return the lines of one part, from the cache where it has them."""
    cache = setter.line_cache
    if cache is None:
        return _set_lines(setter, spans, style, column, tag)
    key, tags = cache.key(spans, style, column, tag)
    lines = cache.find(key, tags)
    if lines is None:
        lines = list(_set_lines(setter, spans, style, column, tag))
        cache.add(key, tags, lines)
    return lines


def _set_lines(setter: Setter, spans: Sequence[Span], style: TextStyle, column: _Column, tag: int) -> Iterator[Line]:
    """Break, justify and place the lines of one part."""
    p = setter.measure(spans, style.size)
    if p.length == 0:
        return
    p = replace(p, opening=column.opening) if column.opening else p
    em = style.size / 1000
    p, justified, ragged = _divided(p, setter.faces, style, column)
    note_marks = [
        (begin, int(s.href[len(NOTE_ANCHOR) + 1 :]))
        for s, begin in zip(p.spans, p.starts, strict=False)
        if s.href.startswith(f"#{NOTE_ANCHOR}")
    ]
    targets = [(begin, s.anchor) for s, begin in zip(p.spans, p.starts, strict=False) if s.anchor]
    formulas = [(begin, s.formula) for s, begin in zip(p.spans, p.starts, strict=False) if s.formula]
    for index, line in enumerate(justified):
        left = column.indent if index == 0 else 0
        taken = round(line.width * em)
        if style.align == "center":
            left += (column.width - left - taken) // 2
        elif style.align == "right":
            left = column.width - taken
        # items are made at once, so that the measured paragraph need not be kept
        items = tuple(line_runs(p, line, left, column.baseline, tag, setter.faces))
        text = re.sub(f"{OBJECT}+", "…", p.text[line.start : line.end]) if index in ragged else ""
        notes, anchors = tuple(_within(note_marks, line)), tuple(_within(targets, line))
        yield Line(items, left + taken, notes, text, anchors, _formula_reach(list(_within(formulas, line))))


def _within(entries: Sequence[tuple[int, Entry]], line: JustifiedLine) -> Iterator[Entry]:
    """Yield what begins in a line, of entries with the places at which they begin, in order: a paragraph may have as
    many lines as entries."""
    for _, entry in entries[_place(entries, line.start) : _place(entries, line.end)]:
        yield entry


def _place(entries: Sequence[tuple[int, Entry]], begin: int) -> int:
    return bisect_left(entries, begin, key=itemgetter(0))


def _formula_reach(formulas: Sequence[SetFormula]) -> tuple[int, int]:
    """Return how far the formulas of a line reach above and below its baseline (EMU)."""
    return max((f.height for f in formulas), default=0), max((f.depth for f in formulas), default=0)


def _divided(
    p: MeasuredParagraph, faces: Faces, style: TextStyle, column: _Column
) -> tuple[MeasuredParagraph, Sequence[JustifiedLine], Sequence[int]]:
    """Return the paragraph as it was set, its lines, and the numbers of the lines that could not be filled."""
    em = style.size / 1000
    full, first = int(column.width / em), int((column.width - column.indent) / em)
    if style.align == "justify":
        return compose(p, faces, first, full)
    ends = break_lines(p, first, full, ragged=True)
    if len(ends) > 1:
        p, ends = _balanced(p, first, full, ends, style)
    lines = [
        justify_line(p, start, end, full if number else first, justify=False)
        for number, (start, end) in enumerate(zip([0, *ends], ends, strict=False))
    ]
    return p, lines, ()


def _balanced(
    p: MeasuredParagraph, first: int, full: int, ends: list[int], style: TextStyle
) -> tuple[MeasuredParagraph, list[int]]:
    """Return better ends for several lines that are not justified: at pauses, or (centred) of about equal length."""
    if style.wrap == "phrases" and len(ends) <= _MOST_BALANCED:
        p = phrased(p)
        paused = at_pauses(p, first, full, len(ends))
        if paused:
            return p, paused
    return p, _narrowest(p, first, full, ends) if style.align == "center" else ends


def _narrowest(p: MeasuredParagraph, first: int, full: int, ends: list[int]) -> list[int]:
    """Return the ends in the narrowest measure that needs no more lines than `ends`: they come out about equal."""
    low, high = full // 2, full
    best = ends
    while high - low > _STEP:
        middle = (low + high) // 2
        narrower = break_lines(p, max(1, first - (full - middle)), middle, ragged=True)
        if len(narrower) <= len(ends):
            best, high = narrower, middle
        else:
            low = middle
    return best
