"""A number of a text or of its sources, with all that it is compared by: amount, precision, unit, what it is of."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from jzdocs.errors import NOWHERE, Location
from jzdocs.facts.quantities import fold
from jzdocs.facts.quantity import Quantity
from jzdocs.facts.rounding import PERCENT, half_unit
from jzdocs.patterns import compiled

_NO_NAME = compiled(r"[\W\d_]+")
_FRACTION_HALF = Decimal("0.5")  # percent, for a fraction in words (三分之一)
_CENT = Decimal(100)


class CellPlace(Struct, frozen=True):
    """A cell: its table, its row and column (from 0)."""

    table: str
    row: int
    column: int


class Value(Struct, frozen=True):
    """A number as it stands in a text or a table.

    `amount` is the value after 万 and 亿 in the unit `unit`, `multiplier` what it was multiplied by, `half` half a unit
    of its last printed digit. `labels` are the names that say what it is of: row and column, or the subject in a
    sentence. `cell` is its place in a table, `passage` the number of the paragraph that holds it in its file; `around`
    are the words beside it, `context` is its paragraph with the heading above (both of a text that is checked). A
    derived fact has its `formula`.
    """

    text: str
    amount: Decimal
    multiplier: Decimal
    half: Decimal
    unit: str
    approx: str | None = None
    kind: str = "level"
    labels: tuple[str, ...] = ()
    sentence: str = ""
    at: Location = NOWHERE
    cell: CellPlace | None = None
    passage: int = 0
    around: str = ""
    context: str = ""
    formula: str = ""

    @property
    def low(self) -> Decimal:
        """Return the least amount that is printed so."""
        return self.amount - self.half

    @property
    def high(self) -> Decimal:
        """Return the greatest amount that is printed so."""
        return self.amount + self.half

    @property
    def is_exact(self) -> bool:
        """Whether it is the cell of a table, which is computed with as it stands; a sentence rounds."""
        return self.cell is not None and self.approx is None


def value_of(quantity: Quantity, **attributes: object) -> Value:
    """Return the value of a quantity; a fraction (三分之一) is one in percent."""
    amount, half, unit, factor = quantity.amount, half_unit(quantity), quantity.base_unit, Decimal(1)
    if quantity.value:
        factor = quantity.amount / quantity.value
    approx = quantity.approx
    if not unit and "分之" in quantity.text:
        amount, half, unit = amount * _CENT, _FRACTION_HALF, "%"
    if unit in PERCENT:
        unit = "%"
    return Value(quantity.text, amount, factor, half, unit, approx, **attributes)  # type: ignore[arg-type]


def bare_name(label: str) -> str:
    """Return a label without marks, digits and blanks, for comparing."""
    return _NO_NAME.sub("", fold(label))


def affinity(labels: Iterable[str], context: str) -> float:
    """Return how much of the names that say what a value is of stands in a text: 0 (nothing) to 1 (all of them).

    `context` has been through `bare_name`. Names are compared by pairs of characters, so that 再生水利用率 is found in
    再生水的利用率.
    """
    names = [name for name in map(bare_name, labels) if name]
    telling = [name for name in names if len(name) > 1] or names  # 年 of a head such as 2025年 says little
    shares = [_share(name, context) for name in telling]
    return sum(shares) / len(shares) if shares else 0.0


def is_named(label: str, context: str) -> bool:
    """Whether a text names a row or column: the label as a whole, or most of it where it is long."""
    name = bare_name(label)
    if not name:
        return False
    core = name.rstrip("数量额")  # 企业数 is meant by 企业1300家
    return name in context or (len(core) > 1 and core in context) or (len(name) > 3 and _share(name, context) >= 0.75)


def _share(name: str, context: str) -> float:
    if name in context:
        return 1.0
    pairs = [name[index : index + 2] for index in range(len(name) - 1)]
    return sum(pair in context for pair in pairs) / len(pairs) if pairs else 0.0
