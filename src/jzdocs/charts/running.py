"""The running level of a chart of contributions: where each row begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.model import nodes


class Step(Struct, frozen=True):
    """A row of a waterfall: the level before and after it, and whether it states a level itself (`before` is 0 then).

    Of a stated level `expected` is what the level stated before and the contributions since lead to (None where none
    stands before), and `values` are all of these and its own.
    """

    row: nodes.Row
    before: Decimal
    after: Decimal
    total: bool
    expected: Decimal | None = None
    values: tuple[nodes.Value, ...] = ()


def is_missing(row: nodes.Row) -> bool:
    """Whether a row has no number."""
    return not row.values or row.values[0].number is None


def levels(rows: Sequence[nodes.Row], totals: Sequence[str]) -> list[Step]:
    """Return a step for each row that has a number. The rows named in `totals` state levels (default: the first and the
    last), the others contributions to the level before them; a first contribution begins at 0."""
    named = set(totals)
    steps: list[Step] = []
    level = Decimal(0)
    values: list[nodes.Value] = []
    for index, row in enumerate(rows):
        if is_missing(row):
            continue
        value, number = row.values[0], row.values[0].number or Decimal(0)
        values.append(value)
        if row.name in named if named else index in (0, len(rows) - 1):
            expected = level if index else None
            steps.append(Step(row, Decimal(0), number, True, expected, tuple(values)))
            level, values = number, [value]
            continue
        steps.append(Step(row, level, level + number, False))
        level += number
    return steps
