"""Changes → the markup of a paragraph or a section, as tracked changes at the level of runs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from copy import deepcopy
from itertools import groupby
from typing import Any

from lxml import etree
from msgspec import Struct

from jzdocs.rules.characters import Piece, characters_of
from jzdocs.rules.edits import ParagraphEdit, TextSpan
from jzdocs.rules.finding import PageFix, ParagraphFix, RunFix
from jzdocs.rules.marks import Marker, child, delete, properties_of, put_in_order, text_run
from jzdocs.rules.page_rules import HEIGHT, MARGINS, PITCH, SPREAD_SIZE, WIDTH
from jzdocs.source.word_package import W, w

_TEXT = w("t")


class _Segment(Struct, frozen=True):
    """A run that holds the characters from `start` to `end` of a paragraph and no others."""

    run: Any
    start: int
    end: int
    locked: bool = False


def change_paragraph(paragraph: Any, edit: ParagraphEdit, size: int, marker: Marker) -> None:
    """Write the changes of a paragraph into its markup; `size` is that of its characters, in half-points. Text is left
    as it is where a field, a ruby or the like makes it."""
    pieces = characters_of(paragraph).pieces
    starts = [piece.start for piece in pieces]
    spans = [span for span in edit.text if not _is_locked(span, pieces, starts)]
    cuts = {place for span in spans for place in (span.start, span.end)}
    cuts |= {place for fix in edit.runs for place in (fix.start, fix.end)}
    segments = _Segments(_divided(pieces, sorted(cuts)), edit.runs)
    for span in reversed(spans):
        _replace(paragraph, span, segments, marker)
    deleted = {id(s.run) for span in spans for s in segments.inside(span.start, span.end)}
    for index, segment in enumerate(segments.items):
        fixes = segments.fixes[index]
        if fixes and id(segment.run) not in deleted:
            properties = properties_of(segment.run, "rPr")
            marker.record(properties)
            for fix in fixes:
                _set_run(properties, fix)
    if edit.forms:
        _change_form(paragraph, edit.forms, size, marker)


class _Segments:
    """The segments of a paragraph in order, and for each of them the fixes of its look."""

    def __init__(self, items: Sequence[_Segment], fixes: Sequence[RunFix]) -> None:
        self.items = items
        self._starts = [segment.start for segment in items]
        self._ends = [segment.end for segment in items]
        self.fixes: list[list[RunFix]] = [[] for _ in items]
        for fix in fixes:
            first = bisect_left(self._starts, fix.start)
            for index in range(first, max(first, bisect_right(self._ends, fix.end))):
                self.fixes[index].append(fix)

    def inside(self, start: int, end: int) -> Sequence[_Segment]:
        """Return the segments from one place to another."""
        first = bisect_left(self._starts, start)
        return self.items[first : max(first, bisect_right(self._ends, end))]

    def before(self, place: int) -> int:
        """Return the index of the last segment that ends at a place or before it, -1 for none."""
        return bisect_right(self._ends, place) - 1

    def behind(self, place: int) -> int:
        """Return the index of the first segment that begins at a place or behind it, -1 for none."""
        index = bisect_left(self._starts, place)
        return index if index < len(self.items) else -1


def _is_locked(span: TextSpan, pieces: Sequence[Piece], starts: Sequence[int]) -> bool:
    """Return whether a change of text would touch what is not ours to change; `starts` are those of the pieces."""
    if not pieces:
        return True
    first = max(0, bisect_left(starts, span.start) - 1)
    if span.start < span.end:
        touched = pieces[first : bisect_left(starts, span.end)]
        return any(p.locked for p in touched if span.start < p.end)
    beside = [p for p in pieces[first : bisect_right(starts, span.start)] if span.start <= p.end]
    return any(p.locked for p in beside if p.start < span.start < p.end) or all(p.locked for p in beside)


def _divided(pieces: Sequence[Piece], cuts: Sequence[int]) -> list[_Segment]:
    """Divide the runs of a paragraph at places of its text, and return them with what they hold, in order."""
    out: list[_Segment] = []
    for _, group in groupby(pieces, key=lambda piece: id(piece.run)):
        inside = list(group)
        out += _divided_run(inside[0].run, inside, cuts)
    return out


def _divided_run(run: Any, pieces: Sequence[Piece], cuts: Sequence[int]) -> list[_Segment]:
    start, end = pieces[0].start, pieces[-1].end
    inner = list(cuts[bisect_right(cuts, start) : bisect_left(cuts, end)])
    if not inner:
        return [_Segment(run, start, end, pieces[0].locked)]
    bounds = [start, *inner, end]
    by_node = {id(piece.node): piece for piece in pieces}
    properties = run.find(w("rPr"))
    parts = []
    for _ in bounds[1:]:
        part = etree.Element(w("r"), nsmap={"w": W})
        for name, text in run.attrib.items():
            part.set(name, text)
        if properties is not None:
            part.append(deepcopy(properties))
        parts.append(part)
    current = 0
    for node in list(run):
        if node is properties:
            continue
        piece = by_node.get(id(node))
        if piece is None:
            parts[current].append(node)
            continue
        touched = range(max(0, bisect_right(bounds, piece.start) - 1), min(len(parts), bisect_left(bounds, piece.end)))
        for index in touched:
            first, last = max(bounds[index], piece.start), min(bounds[index + 1], piece.end)
            if first < last:
                current = index
                parts[index].append(_part_of(node, piece.text[first - piece.start : last - piece.start]))
    for part in parts:
        run.addprevious(part)
    run.getparent().remove(run)
    return [_Segment(part, bounds[i], bounds[i + 1], pieces[0].locked) for i, part in enumerate(parts)]


def _part_of(node: Any, text: str) -> Any:
    """Return an element of a run with a part of its text."""
    if node.tag != _TEXT or text == (node.text or ""):
        return node
    part = etree.Element(_TEXT, nsmap={"w": W})
    part.text = text
    part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return part


def _replace(paragraph: Any, span: TextSpan, segments: _Segments, marker: Marker) -> None:
    """Mark the characters of a span as deleted, and put its text behind them as inserted."""
    inside = segments.inside(span.start, span.end) if span.start < span.end else []
    before_at, behind_at = segments.before(span.start), segments.behind(span.end)
    before = segments.items[before_at] if before_at >= 0 else None
    behind = segments.items[behind_at] if behind_at >= 0 else None
    if before is not None and before.locked and behind is not None and not behind.locked:
        before, before_at = None, -1
    model_at = segments.behind(span.start) if inside else before_at if before is not None else behind_at
    new = None
    if span.text:
        new = text_run(span.text, segments.items[model_at].run.find(w("rPr")) if model_at >= 0 else None)
        for fix in segments.fixes[model_at] if model_at >= 0 else ():
            _set_run(properties_of(new, "rPr"), fix)
        inserted = marker.mark("ins")
        inserted.append(new)
        if inside:
            inside[-1].run.addnext(inserted)
        elif before is not None:
            before.run.addnext(inserted)
        elif behind is not None:
            behind.run.addprevious(inserted)
        else:
            paragraph.append(inserted)
    for segment in inside:
        delete(marker, [segment.run])


def _set_run(properties: Any, fix: RunFix) -> None:
    """Give properties of a run the face, size and colour of a fix."""
    if fix.face or fix.latin:
        fonts = child(properties, "rFonts")
        for names, face in ((("eastAsia",), fix.face), (("ascii", "hAnsi"), fix.latin)):
            for name in names if face else ():
                fonts.attrib.pop(w(f"{name}Theme"), None)
                fonts.set(w(name), face)
    if fix.size:
        for tag in ("sz", "szCs"):
            child(properties, tag).set(w("val"), str(fix.size))
    for tag in ("b", "bCs") if fix.light else ():
        child(properties, tag).set(w("val"), "0")
    if fix.color:
        color = child(properties, "color")
        color.attrib.clear()
        color.set(w("val"), fix.color)


def _change_form(paragraph: Any, forms: Sequence[ParagraphFix], size: int, marker: Marker) -> None:
    cell = paragraph.getparent() if paragraph.getparent().tag == w("tc") else None
    rules = [form for form in forms if form.above or form.below]
    others = [form for form in forms if cell is None or not (form.above or form.below)]
    if cell is not None and rules:
        for node in cell.getparent().iterchildren(w("tc")):
            _set_cell(properties_of(node, "tcPr"), rules, marker)
    if others:
        properties = properties_of(paragraph, "pPr")
        marker.record(properties)
        for form in others:
            _set_form(properties, form, size)


def _set_cell(properties: Any, rules: Sequence[ParagraphFix], marker: Marker) -> None:
    """Draw lines above and below a cell."""
    marker.record(properties)
    borders = child(properties, "tcBorders")
    for form in rules:
        for side, rule in (("top", form.above), ("bottom", form.below)):
            if rule is not None:
                _draw(borders, side, rule, space=False)


def _set_form(properties: Any, form: ParagraphFix, size: int) -> None:
    """Give properties of a paragraph what a fix names."""
    if form.align is not None:
        child(properties, "jc").set(w("val"), form.align)
    indents = (("firstLine", form.first), ("left", form.left), ("right", form.right))
    if any(value is not None for _, value in indents):
        node = child(properties, "ind")
        for name, value in indents:
            if value is None:
                continue
            if name == "firstLine":
                for other in ("hanging", "hangingChars"):
                    node.attrib.pop(w(other), None)
            for other in {"left": ("start", "startChars"), "right": ("end", "endChars")}.get(name, ()):
                node.attrib.pop(w(other), None)
            node.set(w(f"{name}Chars"), str(round(value * 100)))
            node.set(w(name), str(round(value * size * 10)))
    if form.line is not None:
        spacing = child(properties, "spacing")
        spacing.set(w("line"), str(form.line))
        spacing.set(w("lineRule"), "exact")
    if form.around is not None:
        spacing = child(properties, "spacing")
        for side in ("before", "after"):
            for name, value in ((side, form.around), (f"{side}Lines", 0), (f"{side}Autospacing", 0)):
                spacing.set(w(name), str(value))
    if form.page:
        child(properties, "pageBreakBefore").set(w("val"), "1")
    for side, rule in (("top", form.above), ("bottom", form.below)):
        if rule is not None:
            _set_border(properties, side, rule)


def _set_border(properties: Any, side: str, rule: tuple[int, str]) -> None:
    _draw(child(properties, "pBdr"), side, rule, space=True)


_SIDES = ("top", "start", "left", "bottom", "end", "right", "between", "bar", "insideH", "insideV", "tl2br", "tr2bl")


def _draw(borders: Any, side: str, rule: tuple[int, str], *, space: bool) -> None:
    """Draw a line at a side of a paragraph (with `space` to the text) or of a cell."""
    for old in borders.findall(w(side)):
        borders.remove(old)
    node = etree.Element(w(side), nsmap={"w": W})
    for name, value in (("val", "single"), ("sz", str(rule[0])), ("space", "1" if space else "0"), ("color", rule[1])):
        node.set(w(name), value)
    later = {w(name) for name in _SIDES[_SIDES.index(side) + 1 :]}
    place = next((i for i, other in enumerate(borders) if other.tag in later), len(borders))
    borders.insert(place, node)


def blank_before(paragraph: Any, marker: Marker) -> None:
    """Put a blank paragraph before another one, with its looks, as inserted."""
    blank = etree.Element(w("p"), nsmap={"w": W})
    own = paragraph.find(w("pPr"))
    properties = deepcopy(own) if own is not None else etree.Element(w("pPr"), nsmap={"w": W})
    for tag in ("pPrChange", "sectPr", "rPr", "numPr", "pageBreakBefore", "pBdr"):
        for node in properties.findall(w(tag)):
            properties.remove(node)
    look = etree.Element(w("rPr"), nsmap={"w": W})
    look.append(marker.mark("ins"))
    put_in_order(properties, look)
    blank.append(properties)
    paragraph.addprevious(blank)


def change_section(properties: Any, fixes: Sequence[PageFix], default_size: int, marker: Marker) -> None:
    """Write the standard's page into the properties of a section."""
    if properties.find(w("sectPrChange")) is not None:
        return
    marker.record(properties)
    for fix in fixes:
        size = properties.find(w("pgSz"))
        turned = size is not None and _number(size, "w") > _number(size, "h")
        if fix.paper:
            node = child(properties, "pgSz")
            node.set(w("w"), str(HEIGHT if turned else WIDTH))
            node.set(w("h"), str(WIDTH if turned else HEIGHT))
        if fix.upright:
            node = child(properties, "pgSz")
            node.attrib.pop(w("orient"), None)
            node.set(w("w"), str(WIDTH))
            node.set(w("h"), str(HEIGHT))
        if fix.margins:
            _set_margins(child(properties, "pgMar"))
        if fix.grid:
            grid = child(properties, "docGrid")
            grid.set(w("type"), "linesAndChars")
            grid.set(w("linePitch"), str(PITCH))
            grid.set(w("charSpace"), str(round((SPREAD_SIZE - default_size / 2) * 4096)))
        if fix.first:
            for node in properties.findall(w("titlePg")):
                properties.remove(node)
        if fix.counting:
            for node in properties.findall(w("pgNumType")):
                properties.remove(node)
        if fix.footer:
            child(properties, "pgMar").set(w("footer"), str(fix.footer))


def _set_margins(node: Any) -> None:
    for side, twips in MARGINS.items():
        node.set(w(side), str(twips))
    node.set(w("gutter"), "0")
    for name in ("header", "footer"):
        if node.get(w(name)) is None:
            node.set(w(name), str(_DISTANCE))


_DISTANCE = 851  # 15 mm


def _number(node: Any, name: str) -> int:
    try:
        return int(node.get(w(name), "0"))
    except ValueError:
        return 0
