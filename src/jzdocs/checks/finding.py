"""A statement that cannot be true.

By the rounding rule (`facts.rounding`) it is wrong only where none of the values that the numbers beside it stand for
gives it.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from jzdocs.facts.number import Number
from jzdocs.messages.message import Message

Problem = Literal[
    "change",
    "points",
    "direction",
    "rate",
    "doubled",
    "digits",
    "share",
    "parts",
    "structure",
    "ratio",
    "shares",
    "date",
    "length",
    "age",
    "consecutive",
    "time",
    "relative",
    "units",
    "multiple",
    "decrease",
    "average",
    "growth",
    "plan",
    "product",
    "balance",
]


class Finding(Struct, frozen=True):
    """A statement that cannot be true: its number, what is wrong, what it should be (as the text would print it), and
    how that was computed. `right` and `how` hold quotations of the text, numbers and signs; words are messages.
    `certain` is whether no other reading saves it: an error, where others are warnings."""

    number: Number
    problem: Problem
    right: str
    how: str | Message
    certain: bool = True
