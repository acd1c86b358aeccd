"""Figures of a table of data: every cell has a name, by its address (`reuse.B2`) and by row and column
(`reuse.榆次区.利用率`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from jzdocs.facts.quantities import quantities, read_fact
from jzdocs.model.nodes import DataTable, Fact, Text

_BEHIND = re.compile(
    r"\s*[（(]\s*(?:单位\s*[:：]\s*)?(?P<unit>[^（）()\d]{1,10})\s*[)）]\s*$|\s*[/／](?P<bare>[^/／\d]{1,6})\s*$"
)
_NUMBER = re.compile(r"[-−+]?[\d,]*\.?\d+")
_WIDE = 6


class Column(Struct, frozen=True):
    """A column of a table: its name, and the unit that its head names (or the table's)."""

    name: str
    unit: str


def column(head: str, unit: str) -> Column:
    """The column under a head: `利用率（%）` names its unit, `管网/公里` too; 面积（建成区） does not."""
    match = _BEHIND.search(head)
    said = (match["unit"] or match["bare"]) if match else ""
    return Column(head[: match.start()], said) if match and _is_unit(said) else Column(head, unit)


def _is_unit(text: str) -> bool:
    found = next(iter(quantities(f"1{text}")), None)
    return found is not None and found.unit == text


def columns(table: DataTable) -> list[Column]:
    """The columns of a table."""
    return [column(cell.text, table.file.unit) for cell in table.head]


def key(text: str) -> str:
    """A row's or column's name as a part of a figure's name: letters, digits and Han alone."""
    return re.sub(r"\W+", "", text)


def is_number(text: str) -> bool:
    """Whether a cell holds a number and nothing else (a unit may follow)."""
    found = read_fact(text)
    return found is not None and found.start == 0 and found.end == len(text)


def address(cell: Text) -> str:
    """The address of a cell within its sheet."""
    return cell.at.cell.rpartition("!")[2]


class Cells:
    """The cells of a document's tables by their names. A name that two rows or columns share names none of them."""

    def __init__(self, tables: Mapping[str, DataTable]) -> None:
        self._tables = tables
        self._places: dict[str, tuple[DataTable, int, int]] = {}
        twice: set[str] = set()
        for name, table in tables.items():
            heads = [key(c.name) for c in columns(table)]
            for r, row in enumerate(table.rows):
                first = key(row[0].text) if row else ""
                for c, cell in enumerate(row):
                    self._places[f"{name}.{address(cell)}"] = (table, r, c)
                    if c and first and c < len(heads) and heads[c]:
                        spoken = f"{name}.{first}.{heads[c]}"
                        if spoken in self._places:
                            twice.add(spoken)
                        self._places[spoken] = (table, r, c)
        for spoken in twice:
            del self._places[spoken]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def owns(self, name: str) -> bool:
        """Whether a name is one of a table's."""
        return name.partition(".")[0] in self._tables

    def fact(self, name: str) -> Fact | None:
        """The figure of a cell, named by its address: its text with the column's unit where the cell has none.
        `value` is None where it holds no number."""
        if name not in self._places:
            return None
        table, r, c = self._places[name]
        row, heads = table.rows[r], columns(table)
        head = heads[c] if c < len(heads) else Column("", "")
        text, unit = _with_unit(row[c].text, head.unit)
        found = read_fact(text)
        value = found.value if found else None
        if unit and (plain := _NUMBER.fullmatch(row[c].text)):
            value = Decimal(plain[0].replace(",", "").replace("−", "-"))
        unit = unit or (found.unit if found else "")
        sheet = row[c].at.cell.rpartition("!")[0]
        subject = (row[0].text + head.name) if c else head.name
        sentence = _sentence(table, r, c, heads)
        own, approx = f"{table.file.name}.{address(row[c])}", found.approx if found else None
        return Fact(own, text, value, unit, approx, sheet, sentence, row[c].at, subject=subject)


def _with_unit(text: str, unit: str) -> tuple[str, str]:
    """What a cell prints, and the unit that its column gives it."""
    return (text + unit, unit) if unit and _NUMBER.fullmatch(text) else (text, "")


def _sentence(table: DataTable, r: int, c: int, heads: list[Column]) -> str:
    """A row said as a sentence; of a wide one only the cell."""
    row = table.rows[r]
    wanted = range(1, len(row)) if len(row) <= _WIDE else (c,)
    said = [
        f"{heads[i].name}{_with_unit(row[i].text, heads[i].unit)[0]}" for i in wanted if row[i].text and i < len(heads)
    ]
    return f"{row[0].text}：{'，'.join(said)}" if c else row[0].text


def column_letters(index: int) -> str:
    """The letters of a column counted from 0: 27 is AB."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
