"""What the relations of everyday fields are made of, for the tables that `fields` reads.

Formulas take amounts in base units (metres, kilograms, days, months, yuan; shares as fractions) in the order of the
roles, without the result.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from jzdocs.checks.finding import Problem


class Role(Struct, frozen=True):
    """What tells a figure of a relation: a pattern of its words (the clause before it, | and the unit and noun behind
    it), its units or kinds of unit, and words that rule it out; of several, the `first` or the `last` may be meant.
    `is_over` is whether its value over its own measure is meant (一盏 every 20米)."""

    name: str
    words: str
    units: Sequence[str] = ()
    unless: str = ""
    takes: Literal["only", "first", "last"] = "only"
    is_over: bool = False


class Row(Struct, frozen=True):
    """A relation: `needs` and `unless` are patterns of the whole sentence, `how` prints the formula with the names of
    the roles; `is_exact` is whether nothing is rounded,
    `is_alone` whether the sentence holds nothing else before the result,
    `is_printed` whether numbers are taken as printed, without their units."""

    name: str
    needs: str
    roles: Sequence[Role]
    formula: Callable[..., float]
    how: str
    unless: str = ""
    problem: Problem = "product"
    is_exact: bool = False
    is_alone: bool = False
    is_printed: bool = False


YUAN, SHARE, COUNT = ("yuan",), ("share",), ("count",)


def result(
    words: str, units: Sequence[str] = (), unless: str = "", takes: Literal["only", "first", "last"] = "only"
) -> Role:
    """Return the role of what a relation gives."""
    return Role("result", words, units, unless, takes)
