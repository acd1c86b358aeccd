"""What was moved, deleted and added: paragraphs, sections with their tables and charts, notes, tables.

Units (see `units`) keep their order but for those that were moved: these are the least that must be, by a longest
rising run. What is moved or added follows, in the source, the text that it follows in Word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from jzdocs.pull.additions import as_markdown
from jzdocs.pull.align import longest_rising
from jzdocs.pull.edits import Edit, EditSet, is_text
from jzdocs.pull.generated import PAGES
from jzdocs.pull.objects import new_pictures, picture_lines
from jzdocs.pull.spans import pipe_row
from jzdocs.pull.units import Unit, is_in_loop, is_of_template, is_repeated
from jzdocs.word.edited_file import Paragraph


class Target(Struct, frozen=True):
    """A place in a source: behind a line (from 0; -1: before the first), and whether that is an item of a list."""

    path: str
    line: int
    behind_item: bool


class _Event(Struct, frozen=True):
    """Something that goes to a new place: a unit that was moved, or new lines (an item of a list?) with the paragraph
    that they are; `place` is where it stands in the edited file, or the paragraph that it stands `behind`."""

    place: int
    unit: Unit | None = None
    lines: str = ""
    item: bool = False
    behind: bool = False


def collect_structure(edits: EditSet) -> None:
    """Collect what was deleted, moved and added."""
    standing = _standing(edits)
    by_position = sorted(standing.items())
    in_built_order = [position for position, _ in sorted(by_position, key=lambda pair: pair[1].members[0])]
    unmoved = longest_rising(in_built_order)
    fixed = sorted(position for i, position in enumerate(in_built_order) if i in unmoved)
    moved = [_Event(position, unit) for position, unit in by_position if position not in set(fixed)]
    events = sorted([*_with_source_order(list(_movable(edits, moved))), *_added(edits)], key=lambda event: event.place)
    map_of_units = _Map(edits, [(position, standing[position]) for position in fixed])
    put: dict[Target, list[_Event]] = {}
    for event in events:
        is_item = event.unit.kind == "item" if event.unit else event.item
        target = map_of_units.target(event.place, is_item=is_item, behind=event.behind)
        if target is None:
            _leave(edits, event)
        else:
            put.setdefault(target, []).append(event)
    for target, group in put.items():
        _put(edits, target, group)


def _standing(edits: EditSet) -> dict[int, Unit]:
    """Return the units that still stand, by their places in the edited file; collect those that are gone."""
    standing: dict[int, Unit] = {}
    for unit in edits.units:
        members = [i for i in unit.members if edits.built[i].text or _is_cell(edits, i)]
        here = [i for i in members if i in edits.pairs]
        if any(not _is_note(edits, i) for i in here) or (here and len(here) == len(members)):
            standing[min(edits.pairs[i] for i in here)] = unit
            for index in members:
                if index not in edits.pairs and not _is_cell(edits, index):
                    _leave_part(edits, unit, index)
        elif not members and _is_gone(edits, unit):
            edits.leave_at("pull.part_deleted", unit.path, unit.first + 1, edits.spans[unit.path].lines[unit.first])
        elif members:
            _delete(edits, unit)
            for index in here:  # its notes go with it
                edits.leave_at("pull.part_left", unit.path, unit.first + 1, edits.built[index].text)
    return standing


def _is_gone(edits: EditSet, unit: Unit) -> bool:
    """Return whether a unit that has no text (a rule, a page break) was deleted, as far as ids can tell."""
    now = {paragraph.para_id for paragraph in edits.edited.paragraphs}
    ids = [built.para_id for built in edits.built]
    has_kept = sum(id_ in now for id_ in ids) > len(ids) / 2
    return has_kept and not any(edits.built[i].para_id in now for i in unit.members)


def _is_note(edits: EditSet, index: int) -> bool:
    """Return whether a built paragraph is a note below a table or figure."""
    anchor = edits.built[index].anchor
    return anchor >= 0 and edits.anchors[anchor].kind == "note"


def _is_cell(edits: EditSet, index: int) -> bool:
    anchor = edits.built[index].anchor
    return anchor >= 0 and edits.anchors[anchor].kind.startswith("cell")


def _shown(edits: EditSet, unit: Unit) -> str:
    """Return what a unit says, for messages."""
    texts = (edits.built[i].text.strip("\0") for i in unit.members)
    return next((text for text in texts if text), "")


def _leave_part(edits: EditSet, unit: Unit, index: int) -> None:
    text = edits.built[index].text.strip("\0")
    edits.leave_at("pull.part_deleted", unit.path, unit.first + 1, text)


def _delete(edits: EditSet, unit: Unit) -> None:
    """Take a unit out whose paragraphs are all gone."""
    shown = _shown(edits, unit)
    anchors = [edits.anchors[edits.built[i].anchor] for i in unit.members if edits.built[i].anchor >= 0]
    if edits.formulas_lost and any(anchor.kind == "formula" for anchor in anchors):
        return
    if is_of_template(unit, edits.built, edits.anchors, edits.spans):
        edits.leave_at("pull.template_line", unit.path, unit.first + 1, shown)
        return
    shown = edits.spans[unit.path].lines[unit.first].strip() if unit.kind == "block" else shown
    edits.cut(unit)
    edits.applied.append(Edit("deleted", unit.path, unit.first + 1, shown))


# --- moves


def _movable(edits: EditSet, moved: Sequence[_Event]) -> Iterator[_Event]:
    for event in moved:
        assert event.unit is not None
        if is_of_template(event.unit, edits.built, edits.anchors, edits.spans):
            edits.leave_at("pull.template_line", event.unit.path, event.unit.first + 1, _shown(edits, event.unit))
        else:
            yield event


def _with_source_order(moved: Sequence[_Event]) -> Iterator[_Event]:
    """Yield moved units; those of a run that kept its order stand in that of the source again, from which our pages
    may part (figures float)."""
    run: list[_Event] = []
    for event in [*moved, None]:
        if event and event.unit and run and run[-1].unit and run[-1].unit.members[0] < event.unit.members[0]:
            run.append(event)
            continue
        units = sorted((e.unit for e in run if e.unit), key=lambda unit: (unit.path, unit.first))
        yield from (_Event(e.place, unit) for e, unit in zip(run, units, strict=True))
        run = [event] if event else []


class _Map:
    """Where what stands at a place of the edited file belongs in the sources: by the units that were not moved."""

    def __init__(self, edits: EditSet, fixed: Sequence[tuple[int, Unit]]) -> None:
        self._edits = edits
        self._positions = [position for position, _ in fixed]
        self._units = [unit for _, unit in fixed]
        in_text = (pair for pair in fixed if not edits.edited.paragraphs[pair[0]].note)  # notes stand anywhere
        in_source = sorted(in_text, key=lambda pair: (pair[1].path, pair[1].first))
        built = edits.built
        self._blank = {
            index: unit
            for unit in edits.units
            if not any(built[i].text for i in unit.members) and not is_in_loop(edits.spans[unit.path], unit.first)
            for index in unit.members
        }
        self._floating = set(_floating(self._units))
        self._next = {a[1]: b for a, b in pairwise(in_source) if a[1].path == b[1].path}

    def target(self, place: int, *, is_item: bool = False, behind: bool = False) -> Target | None:
        """Return where text goes that stands at a place; None where no text of a source is near, or a template makes
        it. An item that begins a list stands before the one that began it."""
        number = (bisect_right if behind else bisect_left)(self._positions, place)
        if unit := self._first_of_section(number, place):
            return self._before(unit)
        beside = [unit.kind == "item" for unit in self._units[max(0, number - 1) : number + 1]]
        if is_item and beside[-1:] == [True] and number < len(self._units) and (number == 0 or not beside[0]):
            return self._before(self._units[number])
        if unit := self._blank_before(place):
            return Target(unit.path, unit.last, behind_item=False)
        before = next((i for i in range(number - 1, -1, -1) if i not in self._floating), None)
        if before is not None:
            return self._behind(before, place)
        after = next((i for i in range(number, len(self._units)) if not self._units[i].floats), None)
        if after is None:
            return self._behind(number - 1, place) if number else None
        return self._before(self._units[after])

    def _before(self, unit: Unit) -> Target | None:
        if is_in_loop(self._edits.spans[unit.path], unit.first):
            return None
        return Target(unit.path, unit.first - 1, behind_item=False)

    def _first_of_section(self, number: int, place: int) -> Unit | None:
        """Return the unit behind a place that begins the section which the place stands in; None for other places."""
        section = self._section(place)
        if number < len(self._units) and self._section(self._positions[number]) == section:
            if number and self._section(self._positions[number - 1]) != section:
                return self._units[number]
        return None

    def _blank_before(self, place: int) -> Unit | None:
        """Return the unit without text (a rule, a page break) that stands right before a place."""
        index = self._edits.built_at.get(place - 1)
        return self._blank.get(index) if index is not None and not self._edits.built[index].text else None

    def _section(self, place: int) -> int:
        return self._edits.edited.paragraphs[place].section

    def _behind(self, index: int, place: int) -> Target | None:
        """Return the place behind a unit, and behind the figures that follow it both in the source and in Word."""
        unit = self._units[index]
        while (after := self._next.get(unit)) and after[1].floats and after[0] < place:
            unit = after[1]
        spans = self._edits.spans[unit.path]
        if is_in_loop(spans, unit.last) or is_repeated(unit, self._edits.built, self._edits.anchors, self._edits.spans):
            return None
        line = unit.last
        if self._section(self._positions[index]) != self._section(place):
            line = next((last for first, last in spans.columns if first < line < last), line)
        return Target(unit.path, line, behind_item=unit.kind == "item")


def _floating(units: Sequence[Unit]) -> Iterator[int]:
    """Yield the places of units that draw something, and of tables that stand behind text which follows them in the
    source."""
    last: dict[str, int] = {}
    for place, unit in enumerate(units):
        behind = last.get(unit.path, -1)
        if unit.floats or (unit.kind == "block" and unit.first < behind):
            yield place
        elif unit.kind != "block":
            last[unit.path] = max(behind, unit.first)


def _leave(edits: EditSet, event: _Event) -> None:
    """Tell of something that has no place in a source."""
    if event.unit:
        edits.leave_at("pull.moved_away", event.unit.path, event.unit.first + 1, _shown(edits, event.unit))
    else:
        edits.leave_at("pull.no_text_near", edits.document, 0, edits.edited.paragraphs[event.place].text)


def _put(edits: EditSet, target: Target, events: Sequence[_Event]) -> None:
    """Put what belongs to a place there, with blank lines between all but items of one list."""
    spans = edits.spans[target.path]
    lines, in_list = "", target.behind_item
    for event in events:
        is_item = event.unit.kind == "item" if event.unit else event.item
        text = edits.cut(event.unit) if event.unit else edits.literal(target.path, event.lines)
        at_start = not lines and (target.line < 0 or not spans.lines[target.line].strip())
        lines += text if (is_item and in_list) or at_start else "\n" + text
        in_list = is_item
        _record(edits, target, event)
    behind = target.line + 1
    next_line = spans.lines[behind] if behind < len(spans.lines) else ""
    if next_line.strip() and not (in_list and spans.starts_item(behind)):
        lines += "\n"
    edits.insert(target.path, spans.behind(target.line) if target.line >= 0 else 0, lines)


def _record(edits: EditSet, target: Target, event: _Event) -> None:
    if event.unit:
        where = f"{target.path}:{target.line + 1}"
        edits.applied.append(Edit("moved", event.unit.path, event.unit.first + 1, _shown(edits, event.unit), where))
    else:
        table = event.lines.startswith(("|", "!["))
        text = event.lines.partition("\n")[0] if table else edits.edited.paragraphs[event.place].text
        edits.applied.append(Edit("added", target.path, target.line + 1, "", text))


# --- additions


def _added(edits: EditSet) -> Iterator[_Event]:
    """Yield new paragraphs and tables; collect new notes, and tell of what cannot be brought back."""
    tables: dict[int, list[tuple[int, Paragraph]]] = {}
    standing = {p.cell[0] for place, p in enumerate(edits.edited.paragraphs) if p.cell and place in edits.built_at}
    listing = {  # tables that jzdocs makes: programs refresh the page numbers in them
        p.cell[0]
        for place, p in enumerate(edits.edited.paragraphs)
        if p.cell and place in edits.built_at and place not in edits.anchor_at
    }
    for place, paragraph in enumerate(edits.edited.paragraphs):
        shown = picture_lines(edits, place) if new_pictures(edits, place) else ""
        if place in edits.built_at or place in edits.seen:
            if shown:
                yield _Event(place, lines=shown, behind=True)
            continue
        if paragraph.cell and paragraph.cell[0] not in standing:
            tables.setdefault(paragraph.cell[0], []).append((place, paragraph))
        elif paragraph.note:
            _collect_note(edits, paragraph)
        elif paragraph.cell:
            if paragraph.text and not (paragraph.cell[0] in listing and PAGES.fullmatch(paragraph.text)):
                _leave_new(edits, "pull.cells_added", place)
        elif paragraph.text and is_text(paragraph):
            text = as_markdown(edits, place) + "\n"
            yield _Event(place, lines=f"{text}\n{shown}" if shown else text, item=paragraph.item is not None)
        elif shown:
            yield _Event(place, lines=shown)
        elif paragraph.text:
            _leave_new(edits, "pull.no_text_near", place)
    for cells in tables.values():
        if any(p.text for _, p in cells):
            yield _Event(cells[0][0], lines=_table(cells))


def _leave_new(edits: EditSet, key: str, place: int) -> None:
    edits.leave_at(key, edits.document, 0, edits.edited.paragraphs[place].text)


def _table(cells: Sequence[tuple[int, Paragraph]]) -> str:
    """Return a table that was made in Word, as a table with pipes."""
    rows: dict[int, dict[int, list[str]]] = {}
    for _, paragraph in cells:
        assert paragraph.cell is not None
        _, row, column = paragraph.cell
        rows.setdefault(row, {}).setdefault(column, []).append(paragraph.text)
    width = max(max(columns) for columns in rows.values()) + 1
    lines = [pipe_row(["<br>".join(filter(None, row.get(c, ()))) for c in range(width)]) for row in rows.values()]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines) + "\n"


def _collect_note(edits: EditSet, paragraph: Paragraph) -> None:
    """Put a footnote that was written in Word at the end of the document."""
    path = edits.document
    if path not in edits.files or not paragraph.text:
        return
    text, note = edits.files[path], f"[^{paragraph.note}]: {edits.literal(path, paragraph.text)}"
    edits.insert(path, len(text), f"\n{note}\n")
    edits.applied.append(Edit("added", path, text.count("\n") + 1, "", note))
