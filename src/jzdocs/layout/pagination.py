"""Pagination: filling pages with boxes.

Boxes that are glued form a chunk, which stays on one page. A floating chunk that does not fit waits for the top of the
next page while the text goes on; figures keep their order, and none moves past a forced page break. A footnote takes
its height from the page of its mark. Lengths are EMU.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from jzdocs.frames import Item
from jzdocs.layout.boxes import Box, Columns, stack
from jzdocs.units import pt

NOTE_GAP = pt(12)  # between the text of a page and its footnotes


class FilledPage(Struct):
    """A page being filled.

    `boxes` come with their tops; `y` is how far down the page is filled. `notes` are the numbers of its footnotes,
    `note_height` their height. `running` is the title of the last part that begins on it, None where none does.
    """

    boxes: list[tuple[Box, int]] = field(default_factory=list)
    y: int = 0
    notes: list[int] = field(default_factory=list)
    note_height: int = 0
    running: str | None = None
    landscape: bool = False

    @property
    def bare(self) -> bool:
        """Whether the page has no number: it is blank, or one of its boxes forbids the number."""
        return not self.boxes or any(box.bare for box, _ in self.boxes)


class Paginator:
    """Fills pages of a `depth`, or of the depth `turned` where boxes are landscape; `notes` gives the box of each
    footnote."""

    def __init__(self, depth: int, notes: Mapping[int, Box], turned: int = 0) -> None:
        self.depths, self.notes = (depth, turned or depth), notes
        self.pages = [FilledPage()]
        self.waiting: list[Sequence[Box]] = []
        self.part_begun = False  # what stands before the first part is no part that another could follow

    def fill(self, boxes: Iterable[Box]) -> list[FilledPage]:
        """Return the pages that `boxes` fill."""
        for chunk in chunks(boxes):
            if chunk[0].foot:
                self._foot(chunk[0])
                continue
            if chunk[0].columns:
                self._columns(chunk[0], chunk[0].columns)
                continue
            if self._opens_page(chunk) or chunk[0].landscape != self.page.landscape:
                self._flush()
                if self.page.boxes:
                    self._new_page()
                self.page.landscape = chunk[0].landscape
            if chunk[0].floats and (self.waiting or not self._fits(chunk)) and self.page.boxes:
                self.waiting.append(chunk)
                continue
            if not self._fits(chunk) and self.page.boxes:
                self._break(chunk)
            self._place(chunk)
        self._flush()
        return self.pages

    def _opens_page(self, chunk: Sequence[Box]) -> bool:
        """Return whether a chunk begins a page: it does not where it may run on, and little stands on this one."""
        first = chunk[0]
        if not first.new_page or not first.runs_on or self.waiting or not self.part_begun:
            return first.new_page
        return self.page.y > first.runs_on * self.depth or not self._fits(chunk)

    @property
    def page(self) -> FilledPage:
        """The page being filled."""
        return self.pages[-1]

    @property
    def depth(self) -> int:
        """The depth of the page being filled."""
        return self.depths[self.page.landscape]

    def _new_page(self) -> None:
        self.pages.append(FilledPage(landscape=self.page.landscape))

    def _break(self, chunk: Sequence[Box]) -> None:
        """Begin the next page: close and reopen a table that is divided, and put waiting figures at the top."""
        repeat = chunk[0].repeat
        last = self.page.boxes[-1][0] if self.page.boxes else None
        divided = repeat is not None and last is not None and last.repeat is repeat
        if divided and repeat:
            self._put(repeat.closing)
        self._new_page()
        self._place_waiting(chunk)
        if divided and repeat:
            for box in repeat.opening:
                self._put(box)

    def _place_waiting(self, following: Sequence[Box]) -> None:
        """Put waiting figures on this page, and on the next ones until `following` fits as well."""
        while self.waiting and self._fits(self.waiting[0]):
            self._place(self.waiting.pop(0))
        if not self._fits(following) and self.page.boxes:
            self._new_page()
            self._place_waiting(following)

    def _flush(self) -> None:
        """Put all waiting figures on pages."""
        while self.waiting:
            chunk = self.waiting.pop(0)
            if not self._fits(chunk) and self.page.boxes:
                self._new_page()
            self._place(chunk)

    def _foot(self, box: Box) -> None:
        """Put a box at the foot of this page, or of the next one (of an even one, where it asks for that) with room."""
        self._flush()
        blank = 0
        while not self._fits([box]) or (box.foot == "even" and len(self.pages) % 2):
            blank += not self.page.boxes
            self._new_page()
        page = self.page
        top = self.depth - box.height - page.note_height
        page.boxes.append((box._replace(bare=blank > 0), top))
        page.y = self.depth

    def _columns(self, box: Box, columns: Columns) -> None:
        """Fill columns side by side: level on the page where they end, down to the foot on the pages before."""
        rest = list(chunks(columns.boxes))
        while rest:
            room = self.depth - self.page.y - (self.page.note_height + NOTE_GAP if self.page.notes else 0)
            taken, height = _shared(rest, columns.count, room)
            if not taken:
                if not self.page.boxes:  # a chunk longer than a page: it stands alone
                    taken, height = [[rest[0]]], sum(b.height + b.before for b in rest[0])
                else:
                    self._new_page()
                    continue
            self._put(_side_by_side(taken, columns, height)._replace(block=box.block))
            box = box._replace(block=-1)
            rest = rest[sum(map(len, taken)) :]
            if rest:
                self._new_page()

    def _fits(self, chunk: Sequence[Box]) -> bool:
        """Return whether a chunk and its footnotes fit on this page."""
        height = sum(b.height + b.before for b in chunk) - (0 if self.page.boxes else chunk[0].before)
        return self.page.y + height + self._notes_height(chunk) <= self.depth

    def _notes_height(self, chunk: Sequence[Box]) -> int:
        """Return the height of this page's footnotes together with those of a chunk."""
        new = [k for b in chunk for k in b.notes if k not in self.page.notes and k in self.notes]
        total = self.page.note_height + sum(self.notes[k].height for k in dict.fromkeys(new))
        return total + NOTE_GAP if total and not self.page.notes else total

    def _place(self, chunk: Sequence[Box]) -> None:
        """Put a chunk on this page; a chunk longer than a page is divided after all."""
        for box in chunk:
            if not self._fits([box]) and self.page.boxes:
                self._break([box])
            self._put(box)

    def _put(self, box: Box) -> None:
        """Put a box below what stands on this page, and its footnotes at the foot."""
        page = self.page
        top = page.y + (box.before if page.boxes else 0)
        page.boxes.append((box, top if page.boxes else top + box.raised))
        page.y = top + box.height
        if box.running is not None:
            page.running, self.part_begun = box.running, True
        for number in box.notes:
            if number not in page.notes and number in self.notes:
                page.note_height += self.notes[number].height + (0 if page.notes else NOTE_GAP)
                page.notes.append(number)


def _shared(rest: Sequence[Sequence[Box]], count: int, room: int) -> tuple[list[list[Sequence[Box]]], int]:
    """Return the chunks of each of `count` columns, and the height of the columns: the least that holds all chunks, or
    `room`. There is no column where not even one chunk fits."""
    heights = sorted({h for h in _heights(rest) if h <= room} | {room})
    low, high = 0, len(heights) - 1
    while low < high:  # the least height at which everything fits
        middle = (low + high) // 2
        if sum(map(len, _fill(rest, count, heights[middle]))) == len(rest):
            high = middle
        else:
            low = middle + 1
    filled = [column for column in _fill(rest, count, heights[low]) if column]
    return filled, max((_height(column) for column in filled), default=0)


def _heights(rest: Sequence[Sequence[Box]]) -> Iterator[int]:
    """Yield the heights to try for columns: multiples of the lowest box, up to the height of all chunks."""
    total, step = _height(rest), max(1, min((b.height for chunk in rest for b in chunk if b.height), default=1))
    yield from range(step, total + step, step)


def _fill(rest: Sequence[Sequence[Box]], count: int, height: int) -> list[list[Sequence[Box]]]:
    """Return the chunks that fit into `count` columns of a height, as lists by column."""
    columns: list[list[Sequence[Box]]] = [[]]
    for chunk in rest:
        if _height([*columns[-1], chunk]) > height:
            if len(columns) == count or _height([chunk]) > height:
                break
            columns.append([])
        columns[-1].append(chunk)
    return columns


def _height(column: Sequence[Sequence[Box]]) -> int:
    """Return the height of a column of chunks."""
    boxes = [box for chunk in column for box in chunk]
    return sum(b.height + b.before for b in boxes) - (boxes[0].before if boxes else 0)


def _side_by_side(columns: Sequence[Sequence[Sequence[Box]]], shape: Columns, height: int) -> Box:
    """Return columns side by side as a single box."""
    stacks = [stack([box for chunk in column for box in chunk]) for column in columns]

    def draw(x: int, y: int) -> Iterator[Item]:
        for index, column in enumerate(stacks):
            yield from column.draw(x + index * (shape.width + shape.gutter), y)

    notes = tuple(note for column in stacks for note in column.notes)
    return Box(height, draw, notes=notes, anchors=tuple(name for column in stacks for name in column.anchors))


def chunks(boxes: Iterable[Box]) -> Iterator[list[Box]]:
    """Yield boxes in chunks that must stay together; a forced page break, a floating box, columns and a box at the foot
    begin a chunk of their own."""
    current: list[Box] = []
    for box in boxes:
        if (
            current
            and (box.new_page or box.floats or box.foot or box.columns)
            # a page break opens the chunk behind it, but what is placed by rules of its own stands alone
            and (box.foot or box.columns or not all(b.new_page and b.height == 0 for b in current))
        ):
            if box.floats and current[-1].glued:  # a heading stays with the figure below it, which then cannot float
                current.append(box._replace(floats=False))
                yield current
                current = []
                continue
            yield current
            current = []
        current.append(box)
        if not box.glued and not (box.new_page and box.height == 0):
            yield current
            current = []
    if current:
        yield current
