"""Rows and columns of tables that were deleted, moved and added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from jzdocs.patterns import compiled
from jzdocs.pull.align import Anchor, longest_rising
from jzdocs.pull.edits import Edit, EditSet
from jzdocs.pull.spans import Scalar, Spans, pipe_row, quoted
from jzdocs.pull.units import Unit, is_in_loop
from jzdocs.word.edited_file import Paragraph

_RULE = compiled(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")  # below the head of a table with pipes
_MERGED = compiled(r"\b(?:row|col)span\b")

# (row, column) of an edited table → the places of the paragraphs of the cell, and these
_Cells = Mapping[tuple[int, int], Sequence[tuple[int, Paragraph]]]


class _Row(Struct, frozen=True):
    """A row as it was built: its line (from 1), the first and last line (from 0) of its text, whether it is of the body
    and not the head (None: its lines are not known), of each of its cells (by number) where it is now, (row, column),
    or None where it is gone, and their anchors; `built` is the first of its paragraphs among all that were built."""

    line: int
    lines: tuple[int, int]
    of_body: bool | None
    cells: Mapping[int, tuple[int, int] | None]
    anchors: Mapping[int, Anchor]
    built: int

    @property
    def row(self) -> int | None:
        """The row that most of its cells are in now, None where all are gone."""
        rows = Counter(place[0] for place in self.cells.values() if place)
        return rows.most_common(1)[0][0] if rows else None


def collect_tables(edits: EditSet) -> None:
    """Collect the changes of rows and columns of all tables that still stand."""
    edited: dict[int, dict[tuple[int, int], list[tuple[int, Paragraph]]]] = {}
    for place, paragraph in enumerate(edits.edited.paragraphs):
        if paragraph.cell:
            number, row, column = paragraph.cell
            edited.setdefault(number, {}).setdefault((row, column), []).append((place, paragraph))
    for unit in edits.units:
        table = _table_of(edits, unit)
        if table is not None:
            _Table(edits, unit, edited[table], _rows(edits, unit, table)).collect()


def _cell_members(edits: EditSet, unit: Unit) -> list[int]:
    indices = [i for i in unit.members if edits.built[i].anchor >= 0]
    return [i for i in indices if edits.anchors[edits.built[i].anchor].kind.startswith("cell")]


def _table_of(edits: EditSet, unit: Unit) -> int | None:
    """Return the number of the edited table that holds most cells of a unit."""
    places = (edits.pairs[i] for i in _cell_members(edits, unit) if i in edits.pairs)
    tables = Counter(cell[0] for place in places if (cell := edits.edited.paragraphs[place].cell))
    return tables.most_common(1)[0][0] if tables else None


def _rows(edits: EditSet, unit: Unit, table: int) -> list[_Row]:
    """Return the built rows of a unit by their lines."""
    spans = edits.spans[unit.path]
    rows: dict[int, dict[int, tuple[int, int] | None]] = {}
    anchors: dict[int, dict[int, Anchor]] = {}
    first: dict[int, int] = {}
    for index in _cell_members(edits, unit):
        anchor = edits.anchors[edits.built[index].anchor]
        place = edits.pairs.get(index)
        cell = edits.edited.paragraphs[place].cell if place is not None else None
        number = int(anchor.kind.partition(":")[2])
        row = spans.row_around(anchor.line)
        line = row.first + 1 if row else anchor.line
        anchors.setdefault(line, {})[number] = anchor
        first[line] = min(index, first.get(line, index))
        rows.setdefault(line, {})[number] = cell[1:] if cell and cell[0] == table else None
    return [_Row(line, *_lines_of(spans, line), rows[line], anchors[line], first[line]) for line in sorted(rows)]


def _lines_of(spans: Spans, line: int) -> tuple[tuple[int, int], bool | None]:
    """Return the lines of a row that begins on a line (from 1), and whether it is of the body."""
    if spans.lines[line - 1].lstrip().startswith("|"):
        below = spans.lines[line] if line < len(spans.lines) else ""
        return (line - 1, line - 1), not _RULE.fullmatch(below)
    row = spans.row_around(line)
    return ((row.first, row.last), row.key == "rows") if row else ((line - 1, line - 1), None)


def _text_of(cell: Sequence[tuple[int, Paragraph]]) -> str:
    """Return the text of a cell, whose paragraphs are lines."""
    return "<br>".join(paragraph.text for _, paragraph in cell if paragraph.text)


class _Table:
    """A table of a source, and what became of it."""

    def __init__(self, edits: EditSet, unit: Unit, cells: _Cells, rows: Sequence[_Row]) -> None:
        self._edits, self._unit, self._cells, self._rows = edits, unit, cells, rows
        self._spans: Spans = edits.spans[unit.path]
        self._moved = False  # whether rows stand in another order

    def collect(self) -> None:
        """Collect rows that are gone, were moved and added, then columns."""
        if is_in_loop(self._spans, self._unit.first):
            self._leave_changes()
            return
        standing = [row for row in self._rows if row.row is not None]
        gone = [row for row in self._rows if row.row is None]
        emptied = not any(row.of_body for row in standing)
        for row in gone:
            self._delete(row, emptied=emptied)
        self._move(standing)
        self._add(standing)
        self._columns(standing)

    def _line(self, line: int) -> str:
        return self._spans.lines[line - 1]

    def _is_pipes(self, row: _Row) -> bool:
        return self._line(row.line).lstrip().startswith("|")

    @property
    def _is_merged(self) -> bool:
        """Whether cells of the body span rows or columns."""
        body = [row.lines for row in self._rows if row.of_body]
        return any(_MERGED.search(line) for first, last in body for line in self._spans.lines[first : last + 1])

    def _leave(self, key: str, line: int, text: str) -> None:
        self._edits.leave_at(key, self._unit.path, line, text)

    def _leave_changes(self) -> None:
        rows = {row.row for row in self._rows}
        if None in rows or {row for row, _ in self._cells} - rows:
            self._leave("pull.template_line", self._unit.first + 1, self._line(self._unit.first + 1).strip())

    # --- rows

    def _cut(self, row: _Row) -> str:
        """Take a row's lines out and return them with the edits in them applied."""
        span = self._spans.starts[row.lines[0]], self._spans.behind(row.lines[1])
        text = self._edits.take_out(self._unit.path, span)
        return text if text.endswith("\n") else f"{text}\n"

    def _delete(self, row: _Row, *, emptied: bool) -> None:
        shown = self._line(row.line).strip()
        if not row.of_body or self._is_merged or emptied:
            self._leave("pull.cells_deleted", row.line, shown)
            return
        self._cut(row)
        self._edits.applied.append(Edit("deleted", self._unit.path, row.line, shown))

    def _move(self, standing: Sequence[_Row]) -> None:
        """Collect rows that stand in another order: each follows the row that it follows now. Those of the head stay
        above those of the body."""
        body = [row for row in standing if row.of_body]
        heads = [row for row in standing if not row.of_body]
        in_order = sorted(body, key=lambda row: row.built)
        if in_order != body:  # the table was built in the order of a column: its source has another
            in_place = longest_rising([row.row or 0 for row in in_order])
            for row in (row for index, row in enumerate(in_order) if index not in in_place):
                self._leave("pull.sorted_rows", row.line, self._line(row.line).strip())
            return
        order = [row.row or 0 for row in [*heads, *body]]
        unmoved = longest_rising([row.row or 0 for row in body])
        moved = sorted((r for i, r in enumerate(body) if i not in unmoved), key=lambda r: r.row or 0)
        mixed = bool(heads and body) and max(r.row or 0 for r in heads) > min(r.row or 0 for r in body)
        if mixed or [r.row for r in heads] != sorted(r.row or 0 for r in heads) or (moved and self._is_merged):
            rows = [
                r for place, r in zip(order, [*heads, *body], strict=True) if place != sorted(order)[order.index(place)]
            ]
            for row in rows or moved:
                self._leave("pull.moved_away", row.line, self._line(row.line).strip())
            return
        fixed = [row for i, row in enumerate(body) if i in unmoved]
        self._moved = bool(moved)
        for row in moved:
            above = max((r for r in fixed if (r.row or 0) < (row.row or 0)), key=lambda r: r.row or 0, default=None)
            where = f"{self._unit.path}:{above.line if above else body[0].line - 1}"
            shown = self._line(row.line).strip()
            self._edits.insert(self._unit.path, self._place_below(above), self._cut(row))
            self._edits.applied.append(Edit("moved", self._unit.path, row.line, shown, where))

    def _place_below(self, above: _Row | None) -> int:
        """Return where the lines of a row begin that follows another; None: that is the first of the body."""
        if above is None:
            return self._spans.starts[min(row.lines[0] for row in self._rows if row.of_body)]
        return self._spans.behind(above.lines[1])

    def _add(self, standing: Sequence[_Row]) -> None:
        """Collect rows none of whose cells was built."""
        by_row = {row.row or 0: row for row in standing}
        for number in sorted({row for row, _ in self._cells}):
            cells = {column: cell for (row, column), cell in self._cells.items() if row == number}
            places = [place for cell in cells.values() for place, _ in cell]
            texts = [_text_of(cell) for _, cell in sorted(cells.items())]
            if number in by_row or any(place in self._edits.built_at for place in places) or not any(texts):
                continue
            self._edits.seen |= set(places)
            above = max((r for r in by_row if r < number), default=None)
            below = min((r for r in by_row if r > number), default=None)
            self._add_row(by_row[above] if above is not None else None, by_row.get(below or 0), texts)

    def _add_row(self, above: _Row | None, below: _Row | None, texts: Sequence[str]) -> None:
        """Add a row below another, written as those of the body are."""
        like = above if above and above.of_body else next((row for row in self._rows if row.of_body), None)
        in_head = above is None or (not above.of_body and below is not None and not below.of_body)
        if like is None or in_head or self._is_merged:
            line = above.line if above else self._unit.first + 1
            self._leave("pull.cells_added", line, "、".join(filter(None, texts)))
            return
        if self._is_pipes(like):
            line_text = self._edits.literal(self._unit.path, pipe_row(texts))
        else:
            row = self._spans.row_around(like.line)
            indent = row.indent if row else ""
            line_text = (
                f"{indent}- [{', '.join(quoted(self._edits.literal(self._unit.path, text), '') for text in texts)}]"
            )
        place = self._place_below(above if above and above.of_body else None)
        self._edits.insert(self._unit.path, place, line_text + "\n")
        at = above or like
        self._edits.applied.append(Edit("added", self._unit.path, at.line, "", line_text.strip()))

    # --- columns

    def _columns(self, standing: Sequence[_Row]) -> None:
        """Collect columns that are gone, were moved or added; cells that are no whole column are told."""
        order = self._order(standing)
        if order is None:
            self._leave_cells(standing)
            return
        width = max((len(row.cells) for row in standing), default=0)
        if order == list(range(width)):
            return
        self._see_columns(standing, order)
        in_place = len(standing) == len(self._rows) and not self._moved
        if not in_place or standing[0].of_body or not all(self._is_pipes(row) for row in standing):
            self._leave("pull.columns_changed", self._unit.first + 1, self._line(self._unit.first + 1).strip())
            return
        for row in standing:
            self._rewrite(row, order)
        rule = standing[0].line + 1
        marks = [self._pipe_text(rule, old) if isinstance(old, int) else "---" for old in order]
        self._replace_line(rule, pipe_row(marks))
        before = " | ".join(self._pipe_text(standing[0].line, n) for n in range(width))
        self._edits.applied.append(
            Edit("row", self._unit.path, standing[0].line, before, self._new_head(standing, order))
        )

    def _see_columns(self, standing: Sequence[_Row], order: Sequence[int | tuple[int]]) -> None:
        """Record that the cells of new columns are collected."""
        for row in standing:
            for column in order:
                if isinstance(column, tuple):
                    self._edits.seen |= {place for place, _ in self._cells[row.row or 0, column[0]]}

    def _order(self, standing: Sequence[_Row]) -> list[int | tuple[int]] | None:
        """Return the columns as they stand now: the number of an old one, or of a new one its place in a tuple; None
        where the rows differ."""
        orders = set()
        for row in standing:
            old = {place[1]: number for number, place in row.cells.items() if place and place[0] == row.row}
            new = {column for r, column in self._cells if r == row.row} - old.keys()
            new = {c for c in new if all(p not in self._edits.built_at for p, _ in self._cells[row.row or 0, c])}
            orders.add(tuple(old.get(column, (column,)) for column in sorted({*old, *new})))
        if len(orders) != 1:
            return None
        return list(orders.pop())

    def _leave_cells(self, standing: Sequence[_Row]) -> None:
        """Collect cells that were emptied; tell of those that are gone or new."""
        for row in standing:
            columns = sorted(column for number, column in self._cells if number == row.row)
            for number, place in row.cells.items():
                anchor = row.anchors[number]
                if place is None and anchor.built_text and not self._is_emptied(row, anchor, columns, number):
                    self._leave("pull.cells_deleted", row.line, anchor.built_text)
            for (number, _), cell in self._cells.items():
                fresh = all(place not in self._edits.built_at for place, _ in cell)
                if number == row.row and fresh and (text := _text_of(cell)):
                    self._edits.seen |= {place for place, _ in cell}
                    self._leave("pull.cells_added", row.line, text)

    def _is_emptied(self, row: _Row, anchor: Anchor, columns: Sequence[int], number: int) -> bool:
        """Collect that a cell was emptied, and return whether that is so; one with a named number is told."""
        span = self._edits.span_of(anchor)
        if len(columns) != len(row.cells) or _text_of(self._cells[row.row or 0, columns[number]]) or "{" in anchor.text:
            return False
        path = self._unit.path
        match span:
            case Scalar():
                self._edits.replace(path, (span.start, span.end), '""')
            case (start, end):
                self._edits.replace(path, (start, end), "")
            case _:
                return False
        self._edits.applied.append(Edit("row", path, anchor.line, anchor.built_text))
        return True

    def _pipe_text(self, line: int, number: int) -> str:
        """Return a cell of a row with pipes, with the edits in it."""
        span = self._spans.pipe_cell(line, number)
        if span is None:
            return ""
        replaced = self._edits.replaced.get(self._unit.path, {})
        return replaced.get(span, self._edits.files[self._unit.path][span[0] : span[1]])

    def _texts(self, row: _Row, order: Sequence[int | tuple[int]]) -> list[str]:
        return [
            self._pipe_text(row.line, old)
            if isinstance(old, int)
            else self._edits.literal(self._unit.path, _text_of(self._cells[row.row or 0, old[0]]))
            for old in order
        ]

    def _new_head(self, standing: Sequence[_Row], order: Sequence[int | tuple[int]]) -> str:
        return " | ".join(
            "" if isinstance(old, int) else _text_of(self._cells[standing[0].row or 0, old[0]]) for old in order
        )

    def _rewrite(self, row: _Row, order: Sequence[int | tuple[int]]) -> None:
        self._replace_line(row.line, pipe_row(self._texts(row, order)))

    def _replace_line(self, line: int, text: str) -> None:
        """Replace a line, with what was replaced in it."""
        start, end = self._spans.starts[line - 1], self._spans.behind(line - 1)
        replaced = self._edits.replaced.setdefault(self._unit.path, {})
        for span in [span for span in replaced if start <= span[0] and span[1] <= end]:
            del replaced[span]
        replaced[start, end] = text + "\n"
