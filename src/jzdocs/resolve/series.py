"""Series in tables of data: the numbers of a column (or a row) by their periods, and by the names of their rows.

A table has its periods down a column (月份: 2025年9月, 2025年10月 …), alone or beside groups (县区),
or across its heads (2024年, 2025年).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.facts.cells import Cells, address, columns, key
from jzdocs.facts.data_periods import Period, read_period, read_periods
from jzdocs.model import nodes
from jzdocs.resolve.formula_error import FormulaError

TOTALS = frozenset(("合计", "总计", "小计", "共计", "总和", "total", "sum"))
_SHOWN_NAMES = 8


class Point(Struct, frozen=True):
    """A number of a series: its fact, its period (None: the table has none), and the names in its row."""

    fact: nodes.Fact
    period: Period | None
    names: tuple[str, ...]

    @property
    def value(self) -> Decimal:
        """The number."""
        assert self.fact.value is not None
        return self.fact.value

    @property
    def label(self) -> str:
        """What the number is called in a computation."""
        return " ".join(filter(None, (self.period.text if self.period else "", *self.names)))

    @property
    def is_total(self) -> bool:
        """Whether its row says that it is a sum."""
        return any(name.replace(" ", "").replace("\u3000", "").lower() in TOTALS for name in self.names)


class Series(Struct, frozen=True):
    """The numbers that a formula names: in the order of the table, without blank cells; `at` is the number of the cell
    that was named, where it was one."""

    table: str
    name: str
    points: tuple[Point, ...]
    cell: Point | None = None

    def of(self, names: Sequence[str]) -> Series:
        """Return the points whose row has all these names. Raises FormulaError where there is none."""
        chosen = self.points
        for name in names:
            found = tuple(point for point in chosen if key(name) in map(key, point.names))
            if not found:
                rows = list(dict.fromkeys(other for point in chosen for other in point.names))
                raise FormulaError("reason.no_row", name=name, names="、".join(rows[:_SHOWN_NAMES]) or "—")
            chosen = found
        return Series(self.table, self.name, chosen)

    def at(self, period: Period) -> Series:
        """Return the points of a period. Raises FormulaError where there is none."""
        chosen = tuple(point for point in self.points if point.period and point.period.is_at(period))
        if not chosen:
            raise FormulaError("reason.no_period", series=self.name, period=period.text)
        return Series(self.table, self.name, chosen)

    def find(self, kind: str, index: int) -> Point | None:
        """Return the number of a period; None where there is none."""
        for point in self.points:
            if point.period and (point.period.kind, point.period.index) == (kind, index):
                return point
        return None

    def latest(self) -> Period:
        """Return the last period that has a number. Raises FormulaError where the table has no periods."""
        periods = [point.period for point in self.points if point.period]
        if not periods:
            raise FormulaError("reason.no_periods", series=self.name)
        return max(periods, key=lambda period: period.index)

    def single(self) -> Point:
        """Return the only number. Raises FormulaError where there are several: which is meant, a name must say."""
        if len(self.points) > 1:
            names = list(dict.fromkeys(point.label for point in self.points))
            raise FormulaError("reason.several_rows", series=self.name, names="、".join(names[:_SHOWN_NAMES]))
        if not self.points:
            raise FormulaError("reason.no_numbers", series=self.name)
        return self.points[0]


class Tables:
    """The tables of data of a document, as formulas name series in them."""

    def __init__(self, tables: Mapping[str, nodes.DataTable], cells: Cells) -> None:
        self._tables, self._cells = tables, cells

    def series(self, reference: str) -> Series:
        """Return the series that `table.column`, `table.row` or `table.B2` names. Raises FormulaError for a name that
        no table has."""
        name, _, rest = reference.strip().partition(".")
        table = self._tables.get(name)
        if table is None:
            raise FormulaError("reason.no_table", name=name, names="、".join(self._tables) or "—")
        if found := self._of_cell(table, rest):
            return found
        heads = [key(column.name) for column in columns(table)]
        if key(rest) in heads:
            return self._of_column(table, heads.index(key(rest)), rest)
        if found := self._of_row(table, rest):
            return found
        names = "、".join(cell.text for cell in table.head)
        raise FormulaError("reason.no_series", table=name, name=rest, names=names)

    def _of_cell(self, table: nodes.DataTable, cell: str) -> Series | None:
        """Return the series of the column (of a table with periods across, the row) that a cell belongs to."""
        for row in table.rows:
            for number, text in enumerate(row):
                if address(text) != cell or number >= len(table.head):
                    continue
                across = read_period(columns(table)[number].name) is not None
                series = (self._of_row(table, row[0].text) if across else None) or self._of_column(
                    table, number, columns(table)[number].name
                )
                point = next((p for p in series.points if p.fact.id == f"{table.file.name}.{cell}"), None)
                return Series(series.table, series.name, series.points, point) if point else None
        return None

    def _of_column(self, table: nodes.DataTable, column: int, name: str) -> Series:
        periods, place = _period_column(table, column)
        others = [n for n in range(len(table.head)) if n not in (column, place) and _names_rows(table, n)]
        points = []
        for number, row in enumerate(table.rows):
            fact = self._number(table, row, column)
            if fact is not None:
                names = tuple(row[n].text for n in others if n < len(row) and row[n].text)
                points.append(Point(fact, periods[number] if periods else None, names))
        return Series(table.file.name, name, tuple(points))

    def _of_row(self, table: nodes.DataTable, name: str) -> Series | None:
        """Return the numbers of a row by the periods of their heads (`榆次区`, or `榆次区.产值` for heads such as
        产值2024年); None where there is no such row."""
        row_name, _, prefix = name.partition(".")
        row = next((row for row in table.rows if row and key(row[0].text) == key(row_name)), None)
        if row is None:
            return None
        points = []
        for number, head in enumerate(columns(table)):
            period = read_period(key(head.name).replace(key(prefix), "", 1) if prefix else head.name)
            fact = self._number(table, row, number)
            if number and period and fact is not None and key(prefix) in key(head.name):
                points.append(Point(fact, period, (row[0].text,)))
        return Series(table.file.name, name, tuple(points)) if points else None

    def _number(self, table: nodes.DataTable, row: Sequence[nodes.Text], column: int) -> nodes.Fact | None:
        if column >= len(row) or not row[column].text:
            return None
        fact = self._cells.fact(f"{table.file.name}.{address(row[column])}")
        return fact if fact is not None and fact.value is not None else None

    def rows(self, name: str) -> Iterator[tuple[nodes.Text, ...]]:
        """Yield the rows of a table."""
        yield from self._tables[name].rows


def _period_column(table: nodes.DataTable, other: int) -> tuple[list[Period | None], int]:
    """Return the periods of a table's rows and the column that holds them; nothing and -1 where none does."""
    for column in range(len(table.head)):
        if column != other:
            periods = read_periods([row[column].text if column < len(row) else "" for row in table.rows])
            if periods:
                return periods, column
    return [], -1


def _names_rows(table: nodes.DataTable, column: int) -> bool:
    """Return whether a column holds names: texts that are no numbers."""
    filled = [row[column].text for row in table.rows if column < len(row) and row[column].text]
    return bool(filled) and not any(text.lstrip("-+").replace(",", "").replace(".", "", 1).isdigit() for text in filled)
