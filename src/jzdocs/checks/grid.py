"""Tables as grids of texts and numbers, and what may be found in them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Literal

from msgspec import Struct

from jzdocs.facts.quantities import fold
from jzdocs.patterns import compiled

NO_SUM = compiled(
    "率|占比|比重|比例|构成|份额|%|％|‰|均|价|增速|增幅|增长|同比|环比|排名|名次|位次|序号|年份|指数|浓度|密度|标准|编号|年龄|最[高低大小]|工资|得分|评分|倍"
)
_NUMBER = compiled(
    r"(?P<number>[-−+]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|％|‰|个百分点|[\u4e00-\u9fff]{0,4})(?:\[\d+\]|[①-⑳])?$"
)
_UNITS = compiled(r"^(?:计量)?单\s*位$")
_BRACKET = compiled(r"[（(]([^（）()]*)[）)]\s*$")
_ANY = compiled("数量|数值|数据|绝对|指标值|^值$|完成情况|^$")
_BLANKS = compiled(r"\s+")
EMPTY = frozenset(("", "—", "——", "-", "–", "…", "/", "0"))


TableProblem = Literal["table", "part", "column"]


class CellNumber(Struct, frozen=True):
    """The number of a cell: its value, half a unit of its last place, and its unit."""

    value: Decimal
    half: Decimal
    unit: str

    @property
    def low(self) -> Decimal:
        """Return the least value that is printed so."""
        return self.value - self.half

    @property
    def high(self) -> Decimal:
        """Return the greatest value that is printed so."""
        return self.value + self.half


Numbers = Sequence[CellNumber | None]  # of a row or a column; None where a cell holds none


class Grid(Struct, frozen=True, dict=True):
    """A table as a grid: the heads of its columns, the texts of its body, row by row (a merged cell's text in its first
    place, else ""), and the whole table's unit."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    unit: str = ""

    @cached_property
    def labels(self) -> list[str]:
        """Return the first cell of each row."""
        return [row[0].strip() if row else "" for row in self.rows]

    @cached_property
    def raw_labels(self) -> list[str]:
        """Return the first cell of each row with the blanks that indent it."""
        return [row[0] if row else "" for row in self.rows]

    def unit_of_row(self, row: int) -> str:
        """Return the unit that a row gives: in a column of units, or in brackets behind its label; "" where none."""
        for head, text in zip(self.heads[1:], self.rows[row][1:], strict=False):
            if _UNITS.search(head):
                return text.strip()
        bracket = _BRACKET.search(self.labels[row])
        return bracket[1] if bracket else ""

    def has_one_unit(self, column: int) -> bool:
        """Whether a column says, or its head lets see, that all its numbers have one unit."""
        return bool(self.unit or _BRACKET.search(self.heads[column])) or not _ANY.search(self.heads[column])

    def numbers(self) -> list[list[CellNumber | None]]:
        """Return the numbers of all cells."""
        return [[number_in(text) for text in row] for row in self.rows]

    def turned(self) -> Grid | None:
        """Return the grid with rows as columns, None where its rows differ in length."""
        if len(self.heads) < 2 or any(len(row) != len(self.heads) for row in self.rows):
            return None
        rows = [[self.heads[column], *(row[column] for row in self.rows)] for column in range(1, len(self.heads))]
        return Grid([self.heads[0], *self.raw_labels], rows, self.unit)


class CellFinding(Struct, frozen=True):
    """A cell that cannot be true: its row and column, whether it is a total (`table`), a part of another cell (`part`)
    or computed from others (`column`), the number it should hold, how that was computed (numbers and signs), and
    whether nothing else explains it."""

    row: int
    column: int
    problem: TableProblem
    right: str
    how: str
    certain: bool = True


class Computed(Struct, frozen=True):
    """The least and the greatest value that a computation may give, and how."""

    low: Decimal
    high: Decimal
    how: str


def number_in(text: str) -> CellNumber | None:
    """Return the number that a cell holds, or None where it holds a text, nothing, or an approximation."""
    match = _NUMBER.fullmatch(fold(text.strip()))
    if not match:
        return None
    value = Decimal(match["number"].replace(",", "").replace("−", "-"))
    return CellNumber(value, Decimal(5).scaleb(int(value.as_tuple().exponent) - 1), match["unit"].replace("％", "%"))


def bare_label(text: str) -> str:
    """Return a label without blanks: 合 计 is 合计."""
    return _BLANKS.sub("", text)
