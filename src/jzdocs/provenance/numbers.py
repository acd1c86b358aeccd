"""Every number of a document, named or not, with its place; and that of a fact, found by its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from jzdocs.errors import Location
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import read_fact
from jzdocs.facts.reading import read_numbers
from jzdocs.model import nodes
from jzdocs.provenance.statements import Statement, document_statements, marked_facts

Reader = Callable[[str, str | None], Sequence[Number]]


class PlacedNumber(Struct, frozen=True):
    """A number of a text: the name of the fact that it is ("" where it has none), its statement (numbers of one
    statement share groups), its sentence, and its place in the user's file."""

    number: Number
    id: str
    statement: Statement
    sentence: str
    at: Location

    @property
    def section(self) -> str:
        """The heading above it, with its number."""
        return self.statement.section


class FactNumber(Struct, frozen=True):
    """The number of a fact, and the statement in which it was read."""

    number: Number
    statement: Statement


def document_numbers(document: nodes.Document, read: Reader = read_numbers) -> Iterator[PlacedNumber]:
    """Yield the numbers of a resolved document in the order of its text."""
    for statement in document_statements(document):
        if not any(leaf.at.path for _, leaf in statement.leaves):
            continue  # what jzdocs itself adds, such as the list of sources
        numbers = read(statement.prose, statement.period)
        for number in numbers:
            start = number.quantity.start
            begin, leaf = statement.leaf_at(start)
            at = leaf.at
            if not at.path:  # what jzdocs itself adds has no place in the user's files
                break
            name = ""
            if isinstance(leaf, nodes.FactText):
                name = leaf.id if not leaf.use and number_at(numbers, begin, leaf.text) is number else ""
            elif at.line:
                offset = start - begin
                at = Location(at.path, at.line, at.column + offset, at.offset + offset if at.offset >= 0 else -1)
            yield PlacedNumber(number, name, statement, statement.sentence(start), at)


def fact_numbers(document: nodes.Document, read: Reader = read_numbers) -> dict[str, FactNumber]:
    """Return the numbers of the facts by name, read where each is marked; of a name that is given twice the
    first. Facts without a number are left out; so are those that the text does not mark (`stated_number` reads
    these)."""
    out: dict[str, FactNumber] = {}
    numbers: Sequence[Number] = ()
    statement: Statement | None = None
    for marked in marked_facts(document):
        if marked.inline.id not in out:
            if marked.statement is not statement:
                statement = marked.statement
                numbers = read(statement.prose, statement.period)
            number = number_at(numbers, marked.start, marked.inline.text)
            if number is not None:
                out[marked.inline.id] = FactNumber(number, marked.statement)
    return out


def stated_number(fact: nodes.Fact) -> FactNumber | None:
    """Return the number of a fact in its own sentence: a derived one closes it, a cell of a table of data follows its
    column's name."""
    if fact.formula:
        start = len(fact.sentence) - len(fact.text)
    else:
        row = fact.sentence.partition("：")[0]
        column = fact.subject.removeprefix(row)
        begin = fact.sentence.find(column + fact.text, len(row))
        if begin < 0:
            return None
        start = begin + len(column)
    number = number_at(read_numbers(fact.sentence), start, fact.text)
    return FactNumber(number, Statement(fact.section, fact.sentence, (), whole=True)) if number else None


def number_at(numbers: Sequence[Number], start: int, text: str) -> Number | None:
    """Return that of the numbers of a statement which the fact `text` is, where `text` begins at `start`."""
    quantity = read_fact(text)
    exact = start + quantity.start if quantity else start
    first, behind = (bisect_left(numbers, place, key=_start) for place in (start, start + len(text)))
    inside = numbers[first:behind]
    return next((number for number in inside if number.quantity.start == exact), inside[0] if inside else None)


def _start(number: Number) -> int:
    return number.quantity.start
