"""Pagination: filling pages with boxes.

Boxes that are glued form a chunk, which stays on one page. A floating chunk that does not fit waits for the top of the
next page while the text goes on; a table on turned pages waits likewise. Figures keep their order, and none moves past
a forced page break, or past a heading where its page is full enough; where many wait, it is the text that waits. A
footnote takes its height from the page of its mark. Lengths are EMU.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from jzdocs.frames import Item
from jzdocs.layout.boxes import Box, Columns, stack
from jzdocs.layout.respacing import respaced
from jzdocs.units import pt

NOTE_GAP = pt(12)  # between the text of a page and its footnotes
# of a page: the text leaves the rest empty, so that figures do not drift away from it, or past a heading
_FULL_ENOUGH, _FULL_AT_HEADING = 2 / 3, 0.9


class FilledPage(Struct):
    """A page being filled.

    `boxes` come with their tops; `y` is how far down the page is filled. `notes` are the numbers of its footnotes,
    `note_height` their height. `running` is the title of the last part that begins on it, None where none does. A
    turned page that `interrupts` stands between the lines of a block. `pitches` are those of paragraphs whose lines are
    set closer or wider before a signature.
    """

    boxes: list[tuple[Box, int]] = field(default_factory=list)
    y: int = 0
    notes: list[int] = field(default_factory=list)
    note_height: int = 0
    running: str | None = None
    landscape: bool = False
    interrupts: bool = False
    pitches: dict[int, int] = field(default_factory=dict)

    @property
    def bare(self) -> bool:
        """Whether the page has no number: it is blank, or one of its boxes forbids the number."""
        return not self.boxes or any(box.bare for box, _ in self.boxes)


class _Waiting(Struct):
    """What waits for a later page than the `page` (from 1) on which it was found: a figure, or the chunks of tables on
    turned pages."""

    chunks: list[Sequence[Box]]
    page: int

    @property
    def turned(self) -> bool:
        """Whether it stands on turned pages."""
        return self.chunks[0][0].landscape

    @property
    def height(self) -> int:
        """The room that it takes on an upright page."""
        return 0 if self.turned else sum(b.height + b.before for chunk in self.chunks for b in chunk)


class Paginator:
    """Fills pages of a `depth`, or of the depth `turned` where boxes are landscape; `notes` gives the box of each
    footnote, `full` says which pages a signature may fill, so that the record of copies has a place behind it."""

    def __init__(
        self, depth: int, notes: Mapping[int, Box], turned: int = 0, full: Literal["any", "odd", "none"] = "any"
    ) -> None:
        self.depths, self.notes, self.full = (depth, turned or depth), notes, full
        self.pages = [FilledPage()]
        self.waiting: list[_Waiting] = []
        self.part_begun = False  # what stands before the first part is no part that another could follow

    def fill(self, boxes: Iterable[Box]) -> list[FilledPage]:
        """Return the pages that `boxes` fill."""
        for chunk in chunks(boxes):
            if self.waiting and self.waiting[0].turned and any(box.role == "table" for box in chunk):
                self._turn_before(chunk)
            if chunk[0].foot:
                self._foot(chunk[0])
            elif not self._waits(chunk):
                self._take(chunk)
        self._flush()
        return self.pages

    def _take(self, chunk: Sequence[Box]) -> None:
        """Put a chunk on this page or on the next one."""
        if self._opens_page(chunk):
            self._flush()
            if self.page.boxes:
                self._new_page()
        self._turn(chunk[0].landscape)
        columns = chunk[-1].columns
        if columns:
            self._columns(chunk, columns)
            return
        if self._overtakes(chunk):
            self._flush()
            self._turn(chunk[0].landscape)
        if (parted := _closing_part(chunk)) and sum(b.height + b.before for b in chunk) > self.depth:
            self._take(chunk[:parted])
            self._take(chunk[parted:])
            return
        if self.page.boxes and (not self._fits(chunk) or self._is_due(chunk)):
            if any(box.closing for box in chunk) and self._respace(chunk):
                return
            chunk = self._break(chunk)
        self._place(chunk)

    def _respace(self, chunk: Sequence[Box]) -> bool:
        """Set the lines of this page closer or wider, before a chunk with a signature; return whether the chunk is on
        this page then."""
        page = self.page
        if page.notes or page.landscape or self.waiting or any(box.notes for box in chunk):
            return False
        may_fill = self.full == "any" or (self.full == "odd" and len(self.pages) % 2 == 1)
        found = respaced(page.boxes, chunk, (page.y, self.depth), may_fill=may_fill)
        page.boxes, page.y, page.pitches = found.placed, found.y, found.pitches
        return found.together

    def _opens_page(self, chunk: Sequence[Box]) -> bool:
        """Return whether a chunk begins a page: it does not where it may run on, and little stands on this one."""
        first = chunk[0]
        if not first.new_page or not first.runs_on or self.waiting or not self.part_begun:
            return first.new_page
        return self.page.y > first.runs_on * self.depth or not self._fits(chunk)

    def _waits(self, chunk: Sequence[Box]) -> bool:
        """Let a figure that does not fit wait, and a table on turned pages while this one is upright; return whether
        the chunk does."""
        if chunk[0].landscape and not chunk[0].new_page and not self.page.landscape and self.page.boxes:
            if self.waiting and self.waiting[-1].turned:
                self.waiting[-1].chunks.append(chunk)
            else:
                self.waiting.append(_Waiting([chunk], len(self.pages)))
            return True
        if chunk[0].floats and not chunk[0].landscape:
            if self.page.landscape:
                self._turn(False)
            if (self.waiting or not self._fits(chunk)) and self.page.boxes:
                self.waiting.append(_Waiting([chunk], len(self.pages)))
                return True
        return False

    def _overtakes(self, chunk: Sequence[Box]) -> bool:
        """Return whether a figure or table that does not float would stand before one of its kind that waits."""
        inside = chunk[-1].columns.boxes if chunk[-1].columns else ()
        roles = {box.role for box in (*chunk, *inside)} & {"figure", "table"}
        return bool(roles) and any(box.role in roles for w in self.waiting for held in w.chunks for box in held)

    def _is_due(self, chunk: Sequence[Box]) -> bool:
        """Return whether what waits must come before a chunk of text: more than a page of figures waits; or this page
        is full enough, and a heading begins, or a figure has waited since an earlier page."""
        if not self.waiting or chunk[0].landscape:
            return False
        if sum(entry.height for entry in self.waiting) > self.depth:
            return True
        filled = (self.page.y + self.page.note_height) / self.depth
        if chunk[0].role == "heading" and filled >= _FULL_AT_HEADING:
            return True
        return filled >= _FULL_ENOUGH and self.waiting[0].page < len(self.pages)

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

    def _turn(self, landscape: bool) -> None:
        """Let what follows stand on a page of the given orientation."""
        if self.page.landscape != landscape:
            if self.page.boxes:
                self._new_page()
            self.page.landscape = landscape

    def _break(self, chunk: Sequence[Box]) -> Sequence[Box]:
        """Begin the next page: close and reopen a table that is divided, and put waiting figures at the top. Return
        the chunk as it opens the page."""
        repeat = chunk[0].repeat
        last = self.page.boxes[-1][0] if self.page.boxes else None
        divided = repeat is not None and last is not None and last.repeat is repeat
        if divided and repeat:
            self._put(repeat.closing)
        self._new_page()
        self._place_waiting(chunk)
        if not divided or not repeat:
            return chunk
        for box in repeat.opening:
            self._put(box)
        reopened = chunk[0].reopened
        return [reopened(), *chunk[1:]] if reopened else chunk

    def _place_waiting(self, following: Sequence[Box]) -> None:
        """Put what waits on this page, and on the next ones until `following` fits as well."""
        landscape = self.page.landscape
        while self.waiting and not landscape:
            if self.waiting[0].turned:
                if self.page.boxes:
                    break
                self._turned_pages(self.waiting.pop(0), interrupts=bool(following) and following[0].block < 0)
            elif self._fits(self.waiting[0].chunks[0]) or not self.page.boxes:
                self._place(self.waiting.pop(0).chunks[0])
            else:
                break
        if following and not self._fits(following) and self.page.boxes:
            self._new_page()
            self._place_waiting(following)

    def _turned_pages(self, entry: _Waiting, *, interrupts: bool = False) -> None:
        """Put tables on turned pages, beginning with this one, and go on upright."""
        first = len(self.pages) - (0 if self.page.boxes else 1)
        self.page.landscape = True
        for chunk in entry.chunks:
            placed = chunk
            if self.page.boxes and not self._fits(chunk):
                placed = self._break(chunk)
            self._place(placed)
        for page in self.pages[first:]:
            page.interrupts = interrupts
        self._turn(False)

    def _turn_before(self, chunk: Sequence[Box]) -> None:
        """Put turned tables that wait before this page, where a table comes that must not stand before them; this page
        would be left half empty else."""
        page = self.page
        first = page.boxes[0][0] if page.boxes else None
        if (
            first is None
            or chunk[0].landscape
            or first.new_page
            or first.repeat
            or len(self.pages) == 1
            or any(not entry.turned for entry in self.waiting)
            or any(box.role for box, _ in page.boxes)
        ):
            return
        self.pages.pop()
        for entry in self.waiting:
            if not self.page.landscape:
                self._new_page()
            self._turned_pages(entry, interrupts=first.block < 0)
            self.pages.pop()
        self.waiting.clear()
        self.pages.append(page)

    def _flush(self) -> None:
        """Put all that waits on pages."""
        entry = None
        while self.waiting:
            entry = self.waiting.pop(0)
            if entry.turned:
                if self.page.boxes:
                    self._new_page()
                self._turned_pages(entry)
                continue
            self._turn(False)
            if not self._fits(entry.chunks[0]) and self.page.boxes:
                self._new_page()
            self._place(entry.chunks[0])
        if entry and entry.turned:
            self.pages.pop()  # nothing need follow turned pages

    def _foot(self, box: Box) -> None:
        """Put a box at the foot of this page, or of the next one (of an even one, where it asks for that) with room."""
        self._flush()
        self._turn(box.landscape)
        blank = 0
        while not self._fits([box]) or (box.foot == "even" and len(self.pages) % 2):
            blank += not self.page.boxes
            self._new_page()
        page = self.page
        top = self.depth - box.height - page.note_height
        page.boxes.append((box._replace(bare=blank > 0), top))
        page.y = self.depth

    def _columns(self, chunk: Sequence[Box], columns: Columns) -> None:
        """Fill columns side by side: level on the page where they end, down to the foot on the pages before. Headings
        before them stay with them."""
        lead, box = chunk[:-1], chunk[-1]
        if self._overtakes(chunk):
            self._flush()
            self._turn(False)
        rest = list(chunks(columns.boxes))
        if self.page.boxes and (self._is_due(chunk) or (lead and not self._begin_below(lead, rest, columns))):
            self._break(lead or [box])
        self._place(lead)
        while rest:
            taken, height = _shared(rest, columns.count, self._room())
            if not taken:
                if not self.page.boxes:  # a chunk longer than a page: it stands alone
                    taken, height = [[rest[0]]], sum(b.height + b.before for b in rest[0])
                else:
                    self._new_page()
                    self._place_waiting(())
                    continue
            self._put(_side_by_side(taken, columns, height)._replace(block=box.block))
            box = box._replace(block=-1)
            rest = rest[sum(map(len, taken)) :]
            if rest:
                self._new_page()
                self._place_waiting(())

    def _room(self) -> int:
        """Return the height that is left on this page."""
        return self.depth - self.page.y - (self.page.note_height + NOTE_GAP if self.page.notes else 0)

    def _begin_below(self, lead: Sequence[Box], rest: Sequence[Sequence[Box]], columns: Columns) -> bool:
        """Return whether columns can begin on this page below the headings before them."""
        room = self._room() - sum(b.height + b.before for b in lead) - self._notes_height(lead)
        return self._fits(lead) and room > 0 and bool(_shared(rest, columns.count, room)[0])

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
            placed = box
            if not self._fits([box]) and self.page.boxes:
                (placed,) = self._break([box])
            self._put(placed)

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


def _closing_part(chunk: Sequence[Box]) -> int:
    """Return where the part of a chunk begins that closes the document: two boxes before its first closing one; 0 where
    there is none, or nothing before it."""
    first = next((index for index, box in enumerate(chunk) if box.closing), 0)
    return max(0, first - (2 if first > 2 and chunk[first - 1].block < 0 else 1))


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
            if box.columns and current[-1].glued:  # a heading stays with the columns below it
                yield [*current, box]
                current = []
                continue
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
