"""The figures and tables of a document as a script meets them: numbers that know how they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from jzdocs.charts.scripts.job import Cell, TableOfCells

MISSING = ("", "—", "——", "-", "–", "…", "/")


class Figure(float):
    """A number of the document. It counts as a float; `text` is how the document prints it, with its unit, `unit` is
    that unit, `decimal` the exact value. A missing value is not a number (nan), which matplotlib draws as a gap."""

    text: str
    unit: str
    decimal: Decimal

    def __new__(cls, cell: Cell) -> Figure:
        """Return the number of a cell."""
        figure = super().__new__(cls, cell.number or "nan")
        figure.text, figure.unit, figure.decimal = cell.text, cell.unit, Decimal(cell.number or "NaN")
        return figure


class UnnamedError(KeyError):
    """A script asks for a figure, table or column that its block does not name."""

    def __str__(self) -> str:
        return str(self.args[0])


class Named(Mapping[str, object]):
    """Values by their names; a name that is not there is told with those that are."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> object:
        if name not in self._values:
            raise UnnamedError(f"“{name}” ({', '.join(map(str, self._values)) or '—'})")
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Table:
    """A table of data: `columns` are the names of its columns, `names` the texts of its first column, `rows` its rows
    as mappings; `table["利用率"]` is a column as a list, named with or without the unit of its head. Cells with numbers
    are figures, others texts."""

    def __init__(self, table: TableOfCells) -> None:
        self.columns = list(table.columns)
        self._heads = list(table.heads)
        numeric = [
            all(cell.number or cell.text in MISSING for cell in column) and any(cell.number for cell in column)
            for column in zip(*table.rows, strict=True)
        ]
        self._rows = [
            [Figure(cell) if cell.number or numeric[index] else cell.text for index, cell in enumerate(row)]
            for row in table.rows
        ]

    @property
    def names(self) -> list[str]:
        """Return the names of the rows."""
        return [first.text if isinstance(first := row[0], Figure) else first for row in self._rows]

    @property
    def rows(self) -> list[Named]:
        """Return the rows, each with its cells by the names of the columns."""
        heads = self._heads or self.columns
        return [
            Named({**dict(zip(heads, row, strict=True)), **dict(zip(self.columns, row, strict=True))})
            for row in self._rows
        ]

    def __getitem__(self, name: str) -> list[object]:
        names = self.columns if name in self.columns else self._heads
        if name not in names:
            raise UnnamedError(f"“{name}” ({', '.join(self.columns)})")
        index = names.index(name)
        return [row[index] for row in self._rows]

    def __iter__(self) -> Iterator[Named]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self._rows)
