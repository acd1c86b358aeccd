"""The cells of tables of data as facts: every cell has two names, by its address (`reuse.B2`) and by its row and column
(`reuse.榆次区.利用率`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.facts.quantities import quantities, read_fact
from jzdocs.model.nodes import DataTable, Fact, FramePlace, Text
from jzdocs.patterns import compiled

_UNIT_IN_HEAD = compiled(
    r"\s*[（(]\s*(?:单位\s*[:：]\s*)?(?P<bracketed>[^（）()\d]{1,10})\s*[)）]\s*$|\s*[/／](?P<bare>[^/／\d]{1,6})\s*$"
)
# as spreadsheets print it, in powers of ten too
_NUMBER = compiled(r"[-−+]?[\d,]*\.?\d+(?P<power>E[-+]\d{1,3})?")
_MOST_IN_SENTENCE = 6  # columns; the sentence of a wider row holds only the cell itself


class Column(Struct, frozen=True):
    """A column of a table: its name, and the unit that its head names (or the table's)."""

    name: str
    unit: str


def column(head: str, unit: str) -> Column:
    """Return the column under a head; `unit` is the table's. `利用率（%）` and `管网/公里` name a unit, 面积（建成区）
    does not."""
    match = _UNIT_IN_HEAD.search(head)
    named_unit = (match["bracketed"] or match["bare"]).strip() if match else ""
    return Column(head[: match.start()], named_unit) if match and _is_unit(named_unit) else Column(head, unit)


def _is_unit(text: str) -> bool:
    quantity = next(iter(quantities(f"1{text}")), None)
    return quantity is not None and quantity.unit == text


def columns(table: DataTable) -> list[Column]:
    """Return the columns of a table."""
    return [column(cell.text, table.file.unit) for cell in table.head]


def key(text: str) -> str:
    """Return the name of a row or column as part of a fact's name: only its letters, digits and Han characters."""
    return re.sub(r"\W+", "", text)


def is_number(text: str) -> bool:
    """Whether a cell holds a number and nothing else (a unit may follow)."""
    quantity = read_fact(text)
    return quantity is not None and quantity.start == 0 and quantity.end == len(text)


def address(cell: Text) -> str:
    """Return the address of a cell within its sheet: B2."""
    return cell.at.cell.rpartition("!")[2]


class Cells:
    """The cells of a document's tables of data by their names. A name that two rows or columns share belongs to no
    cell."""

    def __init__(self, tables: Mapping[str, DataTable]) -> None:
        self._tables = tables
        self._places: dict[str, tuple[DataTable, int, int]] = {}
        ambiguous: set[str] = set()
        for table_name, table in tables.items():
            heads = [key(column.name) for column in columns(table)]
            for row_index, row in enumerate(table.rows):
                row_key = key(row[0].text) if row else ""
                for column_index, cell in enumerate(row):
                    place = (table, row_index, column_index)
                    self._places[f"{table_name}.{address(cell)}"] = place
                    head = heads[column_index] if 0 < column_index < len(heads) else ""
                    if row_key and head:
                        name = f"{table_name}.{row_key}.{head}"
                        if name in self._places:
                            ambiguous.add(name)
                        self._places[name] = place
        for name in ambiguous:
            del self._places[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def owns(self, name: str) -> bool:
        """Whether a name begins with that of a table."""
        return name.partition(".")[0] in self._tables

    def fact(self, name: str) -> Fact | None:
        """Return the fact of a cell, named by its address, or None for an unknown name. Its text has the column's unit
        where the cell has none; its `value` is None where the cell holds no number."""
        if name not in self._places:
            return None
        table, row_index, column_index = self._places[name]
        row, heads = table.rows[row_index], columns(table)
        cell, head = row[column_index], heads[column_index] if column_index < len(heads) else Column("", "")
        text, unit = _with_unit(cell.text, head.unit)
        quantity = read_fact(text)
        value = quantity.value if quantity else None
        own_unit = quantity.unit if quantity else ""
        number = _NUMBER.fullmatch(cell.text)
        if number and (unit or number["power"]):
            value, own_unit = Decimal(number[0].replace(",", "").replace("−", "-")), ""
        return Fact(
            f"{table.file.name}.{address(cell)}",
            text,
            value,
            unit or own_unit,
            quantity.approx if quantity else None,
            cell.at.cell.rpartition("!")[0],
            _sentence(row, column_index, heads),
            cell.at,
            subject=(row[0].text + head.name) if column_index else head.name,
            frame=FramePlace(table.file.name, row_index + 1, row[0].text, head.name) if table.file.given else None,
        )


def _with_unit(text: str, unit: str) -> tuple[str, str]:
    """Return what a cell prints, and the unit that its column gives it ("" where the cell has its own)."""
    return (text + unit, unit) if unit and _NUMBER.fullmatch(text) else (text, "")


def _sentence(row: Sequence[Text], column_index: int, heads: Sequence[Column]) -> str:
    """Return a row as a sentence; of a wide one only the cell."""
    if not column_index:
        return row[0].text
    shown = range(1, len(row)) if len(row) <= _MOST_IN_SENTENCE else (column_index,)
    phrases = [
        f"{heads[i].name}{_gap(heads[i].name)}{_with_unit(row[i].text, heads[i].unit)[0]}"
        for i in shown
        if row[i].text and i < len(heads)
    ]
    return f"{row[0].text}：{'，'.join(phrases)}"


def _gap(head: str) -> str:
    """Return what parts a head from its number: a year must not run into it (2025 38.2%)."""
    return " " if head[-1:].isdigit() else ""


def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0: AB for 27."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
