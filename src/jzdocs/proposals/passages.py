"""The figures of a text as proposals see them: each number with its name and the passage that it stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from jzdocs.facts.number import Number
from jzdocs.facts.sentences import sentence_at


class Passage(Struct, frozen=True):
    """A paragraph or an item of a list: its text, its place in the order of the document, the heading of the first
    level above it (`part`) and the nearest one (`section`), and how many sections were before it."""

    text: str
    order: int
    part: str = ""
    section: str = ""
    section_number: int = 0


class Figure(Struct, frozen=True):
    """A number in its passage, and the name that it has as a fact; `number` counts characters from the beginning of the
    passage."""

    number: Number
    name: str
    passage: Passage

    @property
    def key(self) -> tuple[int, int]:
        """What distinguishes it from all others of its document, in the order of the text."""
        return self.passage.order, self.number.quantity.start

    @property
    def text(self) -> str:
        """What is printed."""
        return self.number.quantity.text

    @property
    def unit(self) -> str:
        """The unit with its multiplier."""
        return self.number.quantity.unit

    @property
    def base_unit(self) -> str:
        """The unit without its multiplier."""
        return self.number.quantity.base_unit

    @property
    def sentence(self) -> str:
        """The sentence that it stands in."""
        return sentence_at(self.passage.text, self.number.quantity.start)

    @property
    def before(self) -> str:
        """What stands before it in its sentence."""
        text = self.passage.text[: self.number.quantity.start]
        return text[max(text.rfind(mark) for mark in "。！？\n") + 1 :]

    @property
    def clause(self) -> str:
        """What stands before it in its clause."""
        words = self.before
        return words[max(words.rfind(mark) for mark in "，；：,;:") + 1 :]


class Change(Struct, frozen=True):
    """The two ends of a change."""

    first: Figure
    last: Figure

    @property
    def ends(self) -> tuple[Figure, Figure]:
        """Both ends in the order of time."""
        return self.first, self.last

    @property
    def falls(self) -> bool:
        """Whether the last value is the smaller one."""
        return self.last.number.quantity.amount < self.first.number.quantity.amount


class Range(Struct, frozen=True):
    """The two ends of a range."""

    low: Figure
    high: Figure


def changes(figures: Sequence[Figure]) -> list[Change]:
    """Return the changes among the figures: pairs (from, to) of one group in one unit."""
    return [
        Change(pair[0], pair[1])
        for pair in _grouped(figures, lambda number: number.kind in ("from", "to"))
        if [figure.number.kind for figure in pair] == ["from", "to"] and pair[0].base_unit == pair[1].base_unit
    ]


def ranges(figures: Sequence[Figure]) -> list[Range]:
    """Return the ranges among the figures."""
    return [
        Range(pair[0], pair[1])
        for pair in _grouped(figures, lambda number: bool(number.bound))
        if [figure.number.bound for figure in pair] == ["low", "high"]
    ]


def _grouped(figures: Sequence[Figure], belongs: Callable[[Number], bool]) -> list[list[Figure]]:
    groups: dict[tuple[int, int, str], list[Figure]] = {}
    for figure in figures:
        if figure.number.group and belongs(figure.number):
            groups.setdefault((figure.passage.order, figure.number.group, figure.base_unit), []).append(figure)
    return list(groups.values())
