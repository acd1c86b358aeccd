"""Which place of the source a place on a page comes from, and back.

The items of a page are known by the blocks they belong to. The text of a block's runs is followed along the text of its
leaves, each of which knows where it stands in the source; so each run has a line and a column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

from msgspec import Struct

from jzdocs.build.preview import PreviewedPages
from jzdocs.errors import Location, shown_path
from jzdocs.frames import Page, Slot, TextRun
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, leaves, plain_leaf, runs
from jzdocs.provenance.records import plain_number
from jzdocs.serve.pictures import PagePicture
from jzdocs.units import EMU_PER_PT


class Box(Struct, frozen=True):
    """A rectangle on a page (points from its upper left corner) and the place in the source that it shows, from line
    and column to those behind its end (from 1); `figure` is the name of the fact that it prints."""

    x: float
    y: float
    w: float
    h: float
    line: int
    column: int
    end_line: int
    end_column: int
    figure: str = ""


PageBoxes = tuple[Box, ...]


class _Leaf(Struct, frozen=True):
    """A piece of a block's text, which begins at `start` in it: its place in the source, and the fact that it is."""

    start: int
    text: str
    at: Location
    fact: str


def page_boxes(shown: PreviewedPages, pictures: Sequence[PagePicture], path: Path, text: str) -> dict[str, PageBoxes]:
    """Return the boxes of each page by its hash; `text` is that of the source at `path`."""
    lines = text.split("\n")
    source = _Source(shown_path(path), lines)
    trackers = _Trackers(shown, source)
    return {
        picture.hash: tuple(_boxes(page, pieces, trackers))
        for picture, page, pieces in zip(pictures, shown.pages.pages, shown.pages.pieces, strict=True)
    }


class PlacedText(Struct, frozen=True):
    """A text in the source, by its line and column (from 1), and the id of the figure that it is."""

    line: int
    column: int
    text: str
    figure: str


def with_numbers(
    boxes: Mapping[str, PageBoxes], numbers: Iterable[PlacedText], lines: Sequence[str]
) -> dict[str, PageBoxes]:
    """Return the boxes of pages of a source with these `lines`, with one more for each number inside the box of its
    text; the wider one comes first."""
    by_line: dict[int, list[PlacedText]] = {}
    for number in numbers:
        by_line.setdefault(number.line, []).append(number)
    return {
        key: tuple(part for box in page for part in (box, *_inner(box, by_line.get(box.line, ()), lines)))
        for key, page in boxes.items()
    }


def _inner(box: Box, numbers: Iterable[PlacedText], lines: Sequence[str]) -> Iterator[Box]:
    """Yield the boxes of the numbers that begin inside a box; where exactly, the usual widths of its characters say."""
    length = box.end_column - box.column
    text = lines[box.line - 1][box.column - 1 : box.end_column - 1] if 0 < box.line <= len(lines) else ""
    widths = list(accumulate((0.5 if char.isascii() else 1.0 for char in text), initial=0.0))
    for number in numbers:
        start, end = number.column - box.column, number.column - box.column + len(number.text)
        if box.figure or not 0 <= start < min(length, len(text)):
            continue
        left, right = (widths[min(place, len(text))] / widths[-1] for place in (start, end))
        place = (number.line, number.column, number.line, number.column + len(number.text))
        yield Box(round(box.x + box.w * left, 1), box.y, round(box.w * (right - left), 1), box.h, *place, number.figure)


class _Source(Struct, frozen=True):
    """The source whose places are looked for, by its shown path, and its lines."""

    path: str
    lines: Sequence[str]

    def exact(self, at: Location, offset: int, text: str, length: int) -> tuple[int, int] | None:
        """Return line and column of a run of text which begins `offset` characters behind the place `at`; None where
        that is in no line of this source. Where marks or wrapped lines have moved it, it is looked for near there;
        `length` is how long the leaf is."""
        if at.path != self.path or not 0 < at.line <= len(self.lines):
            return None
        line = self.lines[at.line - 1]
        start = max(at.column, 1) - 1 + offset
        if text and line.startswith(text, start):
            return at.line, start + 1
        probe = text[:8]
        column = max(at.column, 1) - 1
        best = min(
            (place for place in _occurrences(line, probe, column) if place >= 0),
            key=lambda p: abs(p - start),
            default=-1,
        )
        if best >= 0:
            return at.line, best + 1
        passed = 0
        for number in range(at.line, min(len(self.lines), at.line + 1 + length // 10 + 40)):
            following = self.lines[number]
            if not following.strip():
                break
            found = following.find(probe) if probe else -1
            if found >= 0 and passed <= offset + length:
                return number + 1, found + 1
            passed += len(following)
        return at.line, min(start, len(line)) + 1


def _occurrences(line: str, probe: str, start: int) -> Iterator[int]:
    place = line.find(probe, start) if probe else -1
    while place >= 0:
        yield place
        place = line.find(probe, place + 1)


class _Tracker:
    """Follows the runs of one block along its text."""

    def __init__(self, block: Sequence[tuple[str, Location, str]], at: Location, source: _Source) -> None:
        self._leaves: list[_Leaf] = []
        self._at, self._source = at, source
        length = 0
        for text, place, fact in block:
            self._leaves.append(_Leaf(length, text, place, fact))
            length += len(text)
        self._text = "".join(leaf.text for leaf in self._leaves)
        self._position, self._leaf = 0, 0

    def place(self, text: str) -> tuple[int, int, str] | None:
        """Return line, column and fact of the next run of the block; None where it has no place in the source."""
        shown = text.replace("\u2e3a", "——")
        found = self._text.find(shown, self._position)
        if found < 0 or found > self._position + 400:
            found = self._text.find(shown) if len(shown) > 2 else -1
        if found < 0:
            return self._of_block()
        self._position = found + len(shown)
        leaf = self._leaf_at(found)
        if leaf is None:
            return self._of_block()
        place = self._source.exact(leaf.at, found - leaf.start, shown, len(leaf.text))
        return (*place, leaf.fact) if place else self._of_block()

    def _of_block(self) -> tuple[int, int, str] | None:
        if self._at.path != self._source.path or not self._at.line:
            return None
        return self._at.line, max(self._at.column, 1), ""

    def _leaf_at(self, position: int) -> _Leaf | None:
        """Return the leaf at a position of the text; the search goes on from the last one."""
        if not self._leaves:
            return None
        if self._leaf >= len(self._leaves) or self._leaves[self._leaf].start > position:
            self._leaf = 0
        while self._leaf + 1 < len(self._leaves) and self._leaves[self._leaf + 1].start <= position:
            self._leaf += 1
        return self._leaves[self._leaf]


class _Trackers:
    """The trackers of a document's blocks, made as pages come to them."""

    def __init__(self, shown: PreviewedPages, source: _Source) -> None:
        self._document, self._source = shown.loaded.document, source
        self._trackers: dict[int, _Tracker] = {}
        self.drawings, self.faces = shown.drawings, shown.loaded.faces

    def of(self, index: int) -> _Tracker:
        """Return the tracker of a block, by its index."""
        if index not in self._trackers:
            block = self._document.blocks[index]
            inner = list(blocks((block,)))
            texts = [leaf for part in inner for leaf in _leaves_of(part)]
            self._trackers[index] = _Tracker(texts, block.at, self._source)
        return self._trackers[index]

    def facts_of_chart(self, key: str) -> dict[str, str]:
        """Return for each number that a chart prints the fact that it is; numbers of several facts are left out."""
        names: dict[str, set[str]] = {}
        for block in blocks(self._document.blocks):
            if isinstance(block, nodes.Figure) and block.id == key and isinstance(block.content, nodes.Chart):
                for value in (v for panel in block.content.panels for row in panel.rows for v in row.values):
                    if value.fact and " " not in value.fact:
                        for text in {value.printed, plain_number(value.number) or ""} - {""}:
                            names.setdefault(text, set()).add(value.fact)
        return {text: next(iter(facts)) for text, facts in names.items() if len(facts) == 1}

    def figure_at(self, key: str) -> tuple[int, int, str] | None:
        """Return the place of the chart or picture that fills a slot."""
        for block in blocks(self._document.blocks):
            if isinstance(block, nodes.Figure) and block.id == key and block.at.path == self._source.path:
                return block.at.line, max(block.at.column, 1), ""
        return None


def _leaves_of(block: nodes.Block) -> Iterator[tuple[str, Location, str]]:
    """Yield the texts of a block with their places, and the facts that they are; first the numbers of key figures."""
    if isinstance(block, nodes.KeyFigures):
        for group in block.groups:
            for card in group.cards:
                yield f"{card.prefix}{card.number}{card.unit}", card.figure.at, card.figure.fact
    for run in runs(block):
        for leaf in leaves(run):
            yield plain_leaf(leaf), leaf.at, leaf.id if isinstance(leaf, nodes.FactText) else ""


def _boxes(page: Page, pieces: Sequence[tuple[int, int]], trackers: _Trackers) -> Iterator[Box]:
    """Yield the boxes of a page in its order: one for each run of text, and one for each chart."""
    bounds = [*pieces, (len(page.items), -1)]
    for (start, block), (end, _) in pairwise(bounds):
        if block < 0:
            continue
        tracker = trackers.of(block)
        for item in page.items[start:end]:
            if isinstance(item, TextRun) and item.text.strip():
                place = tracker.place(item.text)
                if place:
                    yield _text_box(item, place, trackers.faces[item.face].width(item.text))
            elif isinstance(item, Slot) and item.key in trackers.drawings:
                place = trackers.figure_at(item.key)
                if place:
                    size = trackers.drawings[item.key].size
                    yield _box((item.x, item.y, size.width, size.height), place, 0)
                    yield from _chart_boxes(item, trackers, place)


def _chart_boxes(slot: Slot, trackers: _Trackers, place: tuple[int, int, str]) -> Iterator[Box]:
    """Yield a box for each number in a chart that is printed as one fact of it alone."""
    names = trackers.facts_of_chart(slot.key)
    for item in trackers.drawings[slot.key].items:
        if isinstance(item, TextRun) and not item.angle and (name := names.get(item.text.strip())):
            moved = item._replace(x=item.x + slot.x, y=item.y + slot.y)
            advance = trackers.faces[item.face].width(item.text)
            yield _text_box(moved, (*place[:2], name), advance)


def _text_box(run: TextRun, place: tuple[int, int, str], advance: int) -> Box:
    """Return the box of a run whose glyphs are `advance` thousandths of an em wide."""
    extra = run.spacing * len(run.text) + sum(more for _, more in run.adjust)
    width = round((advance * run.stretch + extra) * run.size / 1000)
    return _box((run.x, run.y - round(run.size * 0.88), width, round(run.size * 1.12)), place, len(run.text))


def _box(area: tuple[int, int, int, int], place: tuple[int, int, str], length: int) -> Box:
    x, y, w, h = (round(value / EMU_PER_PT, 1) for value in area)
    line, column, figure = place
    return Box(x, y, w, h, line, column, line, column + length, figure)
