"""Rows and columns of tables that were deleted, moved and added."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from jzdocs.pull.align import longest_rising
from jzdocs.pull.edits import Edit, EditSet
from jzdocs.pull.spans import Spans, pipe_row, quoted
from jzdocs.pull.units import Unit, is_in_loop
from jzdocs.word.edited_file import Paragraph

_FLOW_ROW = re.compile(r"(\s*-\s*)\[.*\]\s*")  # a row as a list of YAML on one line

# (row, column) of an edited table → (place of the paragraph, the paragraph); of several in a cell the first
_Cells = Mapping[tuple[int, int], tuple[int, Paragraph]]


class _Row(Struct, frozen=True):
    """A row as it was built: its line (from 1), and of each of its cells (by number) where it is now, (row, column), or
    None where it is gone."""

    line: int
    cells: Mapping[int, tuple[int, int] | None]

    @property
    def row(self) -> int | None:
        """The row that most of its cells are in now, None where all are gone."""
        rows = Counter(place[0] for place in self.cells.values() if place)
        return rows.most_common(1)[0][0] if rows else None


def collect_tables(edits: EditSet) -> None:
    """Collect the changes of rows and columns of all tables that still stand."""
    edited: dict[int, dict[tuple[int, int], tuple[int, Paragraph]]] = {}
    for place, paragraph in enumerate(edits.edited.paragraphs):
        if paragraph.cell:
            table, row, column = paragraph.cell
            edited.setdefault(table, {}).setdefault((row, column), (place, paragraph))
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
    rows: dict[int, dict[int, tuple[int, int] | None]] = {}
    for index in _cell_members(edits, unit):
        anchor = edits.anchors[edits.built[index].anchor]
        place = edits.pairs.get(index)
        cell = edits.edited.paragraphs[place].cell if place is not None else None
        number = int(anchor.kind.partition(":")[2])
        rows.setdefault(anchor.line, {})[number] = cell[1:] if cell and cell[0] == table else None
    return [_Row(line, rows[line]) for line in sorted(rows)]


class _Table:
    """A table of a source, and what became of it."""

    def __init__(self, edits: EditSet, unit: Unit, cells: _Cells, rows: Sequence[_Row]) -> None:
        self._edits, self._unit, self._cells, self._rows = edits, unit, cells, rows
        self._spans: Spans = edits.spans[unit.path]

    def collect(self) -> None:
        """Collect rows that are gone, were moved and added, then columns."""
        if is_in_loop(self._spans, self._unit.first):
            self._leave_changes()
            return
        standing = [row for row in self._rows if row.row is not None]
        for row in self._rows:
            if row.row is None:
                self._delete(row)
        self._move([row for row in standing if self._is_on_one_line(row)])
        self._add(standing)
        self._columns(standing)

    def _line(self, line: int) -> str:
        return self._spans.lines[line - 1]

    def _is_on_one_line(self, row: _Row) -> bool:
        text = self._line(row.line)
        return text.lstrip().startswith("|") or bool(_FLOW_ROW.fullmatch(text))

    def _leave(self, key: str, line: int, text: str) -> None:
        self._edits.leave_at(key, self._unit.path, line, text)

    def _leave_changes(self) -> None:
        rows = {row.row for row in self._rows}
        if None in rows or {row for row, _ in self._cells} - rows:
            self._leave("pull.template_line", self._unit.first + 1, self._line(self._unit.first + 1).strip())

    # --- rows

    def _span(self, row: _Row) -> tuple[int, int]:
        return self._spans.starts[row.line - 1], self._spans.behind(row.line - 1)

    def _cut(self, row: _Row) -> str:
        """Take a row's line out and return it with the edits in it applied."""
        start, end = self._span(row)
        replaced = self._edits.replaced.setdefault(self._unit.path, {})
        text = self._edits.files[self._unit.path][start:end]
        for a, b in sorted((span for span in replaced if start <= span[0] and span[1] <= end), reverse=True):
            text = text[: a - start] + replaced.pop((a, b)) + text[b - start :]
        replaced[start, end] = ""
        return text

    def _delete(self, row: _Row) -> None:
        shown = self._line(row.line).strip()
        head = row is self._rows[0] and shown.startswith("|")  # a table with pipes begins with its head
        if head or not self._is_on_one_line(row):
            self._leave("pull.cells_deleted", row.line, shown)
            return
        self._cut(row)
        self._edits.applied.append(Edit("deleted", self._unit.path, row.line, shown))

    def _move(self, rows: Sequence[_Row]) -> None:
        """Collect rows that stand in another order: each follows the row that it follows now."""
        unmoved = longest_rising([row.row or 0 for row in rows])
        fixed = [row for i, row in enumerate(rows) if i in unmoved]
        for row in sorted((r for i, r in enumerate(rows) if i not in unmoved), key=lambda r: r.row or 0):
            above = max((r for r in fixed if (r.row or 0) < (row.row or 0)), key=lambda r: r.row or 0, default=None)
            shown = self._line(row.line).strip()
            if above is None:
                self._leave("pull.moved_away", row.line, shown)
                continue
            self._edits.insert(self._unit.path, self._behind(above), self._cut(row))
            self._edits.applied.append(
                Edit("moved", self._unit.path, row.line, shown, f"{self._unit.path}:{above.line}")
            )

    def _behind(self, row: _Row) -> int:
        """Return where the line behind a row begins; behind the head of a table with pipes stands a rule."""
        line = row.line
        if row is self._rows[0] and self._line(line).lstrip().startswith("|"):
            line += 1
        return self._spans.behind(line - 1)

    def _add(self, standing: Sequence[_Row]) -> None:
        """Collect rows none of whose cells was built."""
        by_row = {row.row: row for row in standing}
        numbers = sorted({row for row, _ in self._cells})
        for number in numbers:
            cells = {column: cell for (row, column), cell in self._cells.items() if row == number}
            if number in by_row or any(place in self._edits.built_at for place, _ in cells.values()):
                continue
            texts = [paragraph.text for _, (_, paragraph) in sorted(cells.items())]
            above = max((r for r in by_row if r is not None and r < number), default=None)
            if not any(texts):
                continue
            if above is None:
                self._leave("pull.cells_added", self._unit.first + 1, "、".join(filter(None, texts)))
            else:
                self._add_row(by_row[above], texts)

    def _add_row(self, above: _Row, texts: Sequence[str]) -> None:
        """Add a row below another, written as that one is."""
        line_above = self._line(above.line)
        if line_above.lstrip().startswith("|"):
            line = pipe_row(texts)
        elif flow := _FLOW_ROW.fullmatch(line_above):
            line = f"{flow[1]}[{', '.join(quoted(text, '') for text in texts)}]"
        else:
            self._leave("pull.row_on_several_lines", above.line, "、".join(texts))
            return
        self._edits.insert(self._unit.path, self._behind(above), line + "\n")
        self._edits.applied.append(Edit("added", self._unit.path, above.line, "", line.strip()))

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
        if not all(self._line(row.line).lstrip().startswith("|") for row in standing):
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

    def _order(self, standing: Sequence[_Row]) -> list[int | tuple[int]] | None:
        """Return the columns as they stand now: the number of an old one, or of a new one its place in a tuple; None
        where the rows differ."""
        orders = set()
        for row in standing:
            old = {place[1]: number for number, place in row.cells.items() if place and place[0] == row.row}
            new = {column for r, column in self._cells if r == row.row} - old.keys()
            new = {c for c in new if self._cells[row.row or 0, c][0] not in self._edits.built_at}
            orders.add(tuple(old.get(column, (column,)) for column in sorted({*old, *new})))
        if len(orders) != 1:
            return None
        return list(orders.pop())

    def _leave_cells(self, standing: Sequence[_Row]) -> None:
        for row in standing:
            for number, place in row.cells.items():
                if place is None and (text := self._text_of(row, number)):
                    self._leave("pull.cells_deleted", row.line, text)
            old = {place for place in row.cells.values() if place}
            for (number, column), (place_, paragraph) in self._cells.items():
                fresh = (number, column) not in old and place_ not in self._edits.built_at
                if number == row.row and fresh and paragraph.text:
                    self._leave("pull.cells_added", row.line, paragraph.text)

    def _text_of(self, row: _Row, number: int) -> str:
        kinds = (self._edits.anchors[self._edits.built[i].anchor] for i in _cell_members(self._edits, self._unit))
        return next((a.built_text for a in kinds if a.line == row.line and a.kind == f"cell:{number}"), "")

    def _pipe_text(self, line: int, number: int) -> str:
        """Return a cell of a row with pipes, with the edits in it."""
        span = self._spans.pipe_cell(line, number)
        if span is None:
            return ""
        replaced = self._edits.replaced.get(self._unit.path, {})
        return replaced.get(span, self._edits.files[self._unit.path][span[0] : span[1]])

    def _texts(self, row: _Row, order: Sequence[int | tuple[int]]) -> list[str]:
        return [
            self._pipe_text(row.line, old) if isinstance(old, int) else self._cells[row.row or 0, old[0]][1].text
            for old in order
        ]

    def _new_head(self, standing: Sequence[_Row], order: Sequence[int | tuple[int]]) -> str:
        return " | ".join(
            "" if isinstance(old, int) else self._cells[standing[0].row or 0, old[0]][1].text for old in order
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
