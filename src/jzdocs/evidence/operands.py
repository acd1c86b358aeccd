"""Which values of sources a sentence can compute with: those that its paragraph states, and those in the rows and
columns that it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.checks.table_totals import is_total
from jzdocs.evidence.values import Value, is_named
from jzdocs.patterns import compiled

_MOST_OF_LINE = 400
_SHOWN = 4
_MOST_STATED = 24
_BASE = compiled("人口|人数|户数|面积|户籍")  # what quantities are often counted by
_MOST_BASES = 24


class Operand(Struct, frozen=True):
    """A value to compute with, or a sum of some: its bounds, its unit and multiplier, how it is written, and the values
    that it is made of."""

    low: Decimal
    high: Decimal
    unit: str
    multiplier: Decimal
    text: str
    values: tuple[Value, ...]


def operand(value: Value) -> Operand:
    """Return a value to compute with: a cell as it stands, a number of a sentence as all that round to it."""
    low, high = (value.amount, value.amount) if value.is_exact else (value.low, value.high)
    return Operand(low, high, value.unit, value.multiplier, value.text, (value,))


def sum_of(operands: Sequence[Operand]) -> Operand:
    """Return the sum of values in one unit."""
    text = " + ".join(each.text for each in operands[:_SHOWN]) + (" + …" if len(operands) > _SHOWN else "")
    return Operand(
        sum((each.low for each in operands), Decimal(0)),
        sum((each.high for each in operands), Decimal(0)),
        operands[0].unit,
        operands[0].multiplier,
        text,
        tuple(value for each in operands for value in each.values),
    )


class Tables:
    """The cells of all sources by row and by column, and the numbers of their sentences by paragraph."""

    def __init__(self, values: Iterable[Value]) -> None:
        self.rows: Mapping[tuple[str, int], list[Value]] = defaultdict(list)
        self.columns: Mapping[tuple[str, int], list[Value]] = defaultdict(list)
        self.passages: Mapping[tuple[str, int], list[Value]] = defaultdict(list)
        self.bases: list[Value] = []
        for value in values:
            if value.cell:
                self.rows[value.cell.table, value.cell.row].append(value)
                self.columns[value.cell.table, value.cell.column].append(value)
            elif value.passage:
                self.passages[value.at.path, value.passage].append(value)
            if value.unit != "%" and any(_BASE.search(label) for label in value.labels[:2]):
                self.bases.append(value)


class Lines:
    """The values that one number of a text may be computed from.

    `stated` are those that stand in its paragraph and in a source, `limits` the amounts of the other numbers in its
    sentence, `beside` the shares that its paragraph states, be they in a source or not. Of tables those rows and
    columns count that the `context` (a text without marks and digits) names, of texts those numbers of a paragraph.
    """

    def __init__(self, tables: Tables, stated: Sequence[Value], context: str, beside: Sequence[Value]) -> None:
        self.stated = [operand(value) for value in stated[:_MOST_STATED]]
        self.limits = [value.amount for value in beside]
        self.shares = [operand(value) for value in beside if value.unit == "%"]
        self.bases = [operand(value) for value in tables.bases[:_MOST_BASES]]
        stated_ids = {id(value) for value in stated}
        self._rows = [
            line
            for line in tables.rows.values()
            if len(line) > 1 and (_names(line[0], 0, context) or any(id(value) in stated_ids for value in line))
        ]
        self._columns = [
            line for line in tables.columns.values() if len(line) <= _MOST_OF_LINE and _names(line[0], -1, context)
        ]
        self._named = {id(value) for line in self._rows for value in line} | {id(value) for value in stated}
        self._sentences = []
        for line in tables.passages.values():
            named = [value for value in line if id(value) in stated_ids or _names(value, -1, context)]
            if 1 < len(named) <= _MOST_STATED:
                self._sentences.append(named)
        self._named |= {
            id(value) for line in self._columns for value in line if value.labels and _names(value, 0, context)
        }

    def columns(self) -> Iterator[list[Operand]]:
        """Yield the columns that the sentence names, without totals, where all cells are in one unit."""
        for line in self._columns:
            cells = [value for value in line if not (value.labels and is_total(value.labels[0]))]
            if len(cells) > 1 and len({value.unit for value in cells}) == 1:
                yield [operand(value) for value in cells]

    def named_members(self) -> Iterator[list[Operand]]:
        """Yield values that may be added up: those of a column whose rows are named, and those that the paragraph
        states."""
        for line in self._columns:
            cells = [value for value in line if id(value) in self._named]
            if 1 < len(cells) < len(line):
                yield [operand(value) for value in cells]
        if len(self.stated) > 1:
            yield self.stated

    def pairs(self) -> Iterator[tuple[Operand, Operand]]:
        """Yield each two values that the sentence can set against each other, in both orders."""
        yield from permutations(self.stated, 2)
        for line in (*self._rows, *self._sentences):
            yield from permutations(map(operand, line), 2)
        for line in self._columns:
            named = [value for value in line if id(value) in self._named]
            for value in named:
                for other in line:
                    if other is not value:
                        yield operand(value), operand(other)
                        yield operand(other), operand(value)
            if not named:
                yield from _neighbours(line)

    def pairs_with_bases(self) -> Iterator[tuple[Operand, Operand]]:
        """Yield each value that the paragraph states or its sentence names with what quantities are counted by: the
        population, the area."""
        named = [operand(value) for line in self._rows for value in line]
        for value in (*self.stated, *named):
            yield from ((value, base) for base in self.bases if base.values != value.values)

    def parts_of_sums(self) -> Iterator[tuple[Operand, Operand]]:
        """Yield the named cells of columns, each with the sum of its column."""
        for line in self.columns():
            total = sum_of(line)
            whole = replace(total, text=f"({total.text})")
            for part in line:
                if id(part.values[0]) in self._named:
                    yield part, whole


def _neighbours(line: Sequence[Value]) -> Iterator[tuple[Operand, Operand]]:
    """Yield neighbours in a column, and its ends: changes of a series from one time to the next, and over all."""
    for first, second in (*pairwise(line), (line[0], line[-1])):
        yield operand(first), operand(second)
        yield operand(second), operand(first)


def _names(value: Value, index: int, context: str) -> bool:
    """Whether a text names the row (label 0) or the column (label -1) of a cell."""
    if index == 0 and len(value.labels) < 2:
        return False
    return bool(value.labels) and is_named(value.labels[index], context)
