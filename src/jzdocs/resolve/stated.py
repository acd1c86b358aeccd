"""The quantities that a document states under a name that can stand for a single one, each with its scope and place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from jzdocs.checks.scope import IS_MEASURE, MEASURE, Scope, scope_of
from jzdocs.errors import Location
from jzdocs.facts.number import Number
from jzdocs.facts.recognition import numbers_in
from jzdocs.facts.rounding import exact, least, most
from jzdocs.facts.sentences import sentences
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, blocks, plain, prose, sentence_runs
from jzdocs.resolve.positions import place_in

_LEAST = 4  # characters of the shortest name that is compared


class Passage(Struct, frozen=True):
    """A paragraph: its text, the headings above it (the document's title first), and which part it belongs to: in one
    file several documents may follow one another, and each begins where headings come again. `source` holds the lines
    of a text that was read by its form."""

    run: Inlines
    text: str
    headings: tuple[str, ...]
    part: int
    index: int
    source: Sequence[str] = ()


class Stated(Struct, frozen=True):
    """A quantity as it is stated somewhere."""

    number: Number
    scope: Scope
    passage: Passage
    start: int

    @property
    def at(self) -> Location:
        """The place of its number."""
        return place_in(self.passage.run, self.start, self.passage.source)

    @property
    def key(self) -> tuple[object, ...]:
        """What two statements must share to be of one quantity."""
        return self.scope.name, self.number.quantity.base_unit, self.scope.time, self.scope.about


class Statements:
    """The quantities that a document states."""

    def __init__(self, document: nodes.Document, source: Sequence[str] = ()) -> None:
        """Read nothing yet. `source` holds the lines of a text that was read by its form."""
        self._document, self._source = document, source
        self._numbers: dict[int, dict[tuple[str, str], list[Number]]] = {}

    @cached_property
    def passages(self) -> list[Passage]:
        """The paragraphs and items of lists in their order."""
        return [passage for passage in self.all_passages if may_state(passage.text)]

    @cached_property
    def all_passages(self) -> list[Passage]:
        """All paragraphs and items of lists that hold a number, in their order."""
        return list(_passages(self._document, self._source))

    def read(self, passages: Sequence[Passage]) -> Iterator[Stated]:
        """Yield what these passages state and can be compared."""
        for passage in passages:
            for start, end in sentences(passage.text):
                sentence = passage.text[start:end]
                for number in numbers_in(sentence):
                    scope = scope_of(sentence, number, passage.headings) if _is_compared(number) else None
                    if scope:
                        yield Stated(number, scope, passage, start + number.quantity.start)

    def agree_elsewhere(self, first: Passage, second: Passage, name: str) -> tuple[int, int]:
        """Return how many other names both passages give the same value, and how many they give another one."""
        if first.index == second.index:
            return 0, 0
        ours, theirs = self._named(first), self._named(second)
        same = different = 0
        for key in ours.keys() & theirs.keys():
            if key[0] != name:
                fits = any(agree(a, b) for a in ours[key] for b in theirs[key])
                same, different = same + fits, different + (not fits)
        return same, different

    def _named(self, passage: Passage) -> dict[tuple[str, str], list[Number]]:
        if passage.index not in self._numbers:
            named: dict[tuple[str, str], list[Number]] = defaultdict(list)
            for start, end in sentences(passage.text):
                for number in numbers_in(passage.text[start:end]):
                    if number.subject and number.kind in ("level", "to"):
                        named[number.subject, number.quantity.base_unit].append(number)
            self._numbers[passage.index] = named
        return self._numbers[passage.index]


def agree(first: Number, second: Number) -> bool:
    """Whether two numbers can be roundings of one value."""
    a, b = first.quantity, second.quantity
    return least(a) <= most(b) and least(b) <= most(a)


def may_state(text: str) -> bool:
    """Whether a text may hold a quantity that can be compared."""
    return any(word in text for word in _WORDS) and any(char.isdigit() for char in text)


_WORDS = tuple(MEASURE.split("|"))


def _is_compared(number: Number) -> bool:
    return (
        number.kind in ("level", "to")
        and not number.bound
        and len(number.subject) >= _LEAST
        and bool(IS_MEASURE.search(number.subject))
        and exact(number)
        and bool(number.quantity.base_unit)
    )


def _passages(document: nodes.Document, source: Sequence[str]) -> Iterator[Passage]:
    title = document.meta.title
    headings: list[tuple[int, str]] = []
    seen: set[tuple[str, ...]] = set()
    part = index = 0
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Heading):
            headings = [
                *((level, text) for level, text in headings if level < block.level),
                (block.level, plain(block.inlines)),
            ]
            path = tuple(text for _, text in headings)
            if path in seen:
                part, seen = part + 1, set()
            seen.add(path)
        elif not isinstance(block, nodes.Sources | nodes.KeyFigures | nodes.Table | nodes.Figure):
            for run in sentence_runs(block):
                text = prose(run)
                if any(char.isdigit() for char in text):
                    yield Passage(run, text, (title, *(text for _, text in headings)), part, index, source)
                index += 1
