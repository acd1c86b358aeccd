"""The running level of a chart of contributions: where each row begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.model import nodes


class Step(Struct, frozen=True):
    """A row of a waterfall: the level before and after it (None: unknown), and whether it states a level itself.

    Of a stated level `expected` is what the level stated before and the contributions since lead to (None where one of
    them is missing, or none stands before), `values` are all of these and its own.
    """

    row: nodes.Row
    before: Decimal | None
    after: Decimal | None
    total: bool
    expected: Decimal | None = None
    values: tuple[nodes.Value, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether the row has no number."""
        return not self.row.values or self.row.values[0].number is None


def levels(rows: Sequence[nodes.Row], totals: Sequence[str]) -> list[Step]:
    """Return a step for each row. The rows named in `totals` state levels (default: the first and the last), the
    others contributions to the level before them; the first contribution of all begins at 0."""
    named = set(totals)
    steps: list[Step] = []
    level: Decimal | None = Decimal(0)
    complete, values = False, list[nodes.Value]()
    for index, row in enumerate(rows):
        value = row.values[0] if row.values else nodes.Value("")
        total = row.name in named if named else index in (0, len(rows) - 1)
        if total:
            expected = level if complete else None
            steps.append(Step(row, Decimal(0), value.number, True, expected, (*values, value)))
            if value.number is not None:
                level, complete, values = value.number, True, [value]
            else:
                complete = False
            continue
        if index == 0:
            complete = True
        if value.number is None:
            complete = False
        after = level + value.number if level is not None and value.number is not None else level
        steps.append(Step(row, level, after, False))
        level = after
        values.append(value)
    return steps
