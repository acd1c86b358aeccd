"""Derived figures: `reuse.gain: reuse.to - reuse.from` in the front matter gives a figure that is computed from
those of the text, with decimals, and is named, printed and listed like them, marked as derived."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation

from msgspec import Struct

from jzdocs.errors import Report
from jzdocs.facts.quantities import read_fact
from jzdocs.messages.message import Message, message
from jzdocs.model import nodes
from jzdocs.resolve.suggestions import nearest

_TOKEN = re.compile(r"\s*(?:(?P<name>[^\W\d]\w*(?:[.-]\w+)*)|(?P<number>\d+(?:\.\d+)?)|(?P<sign>[-+*/×÷−()]))")
_POINTS = "个百分点"
_PLACES = 1


class _Term(Struct, frozen=True):
    """A value on its way through a formula: its unit ('' for a plain number) and how many places it is printed with."""

    value: Decimal
    unit: str
    places: int
    share: bool = False


class _FormulaError(Exception):
    """Why a formula cannot be computed."""

    def __init__(self, key: str, **arguments: object) -> None:
        super().__init__(key)
        self.reason = message(key, **arguments)


def _unit(term: _Term) -> str | Message:
    return term.unit or message("reason.plain_number")


def derive(
    meta: nodes.Meta, facts: Mapping[str, nodes.Fact], report: Report, others: Iterable[str] = ()
) -> dict[str, nodes.Fact]:
    """The derived figures of the front matter; one may use those above it. `others` are names that could be used."""
    known = dict(facts)
    made: dict[str, nodes.Fact] = {}
    for item in meta.derived:
        if item.name in known:
            report.error(item.at, "F001", name=item.name, place=known[item.name].at)
            continue
        try:
            fact = _fact(item, known)
        except KeyError as error:
            name = str(error.args[0])
            report.error(item.at, "F003", name=name, hint=nearest(name, [*known, *others]))
            continue
        except (_FormulaError, DivisionByZero, InvalidOperation) as error:
            why = error.reason if isinstance(error, _FormulaError) else message("reason.division_by_zero")
            report.error(item.at, "F004", formula=item.formula, reason=why)
            continue
        made[item.name] = known[item.name] = fact
    return made


def _fact(item: nodes.Derivation, known: Mapping[str, nodes.Fact]) -> nodes.Fact:
    formula, _, wanted = item.formula.partition("→")
    tokens = list(_tokens(formula))
    reader = _Reader(tokens, known)
    term = reader.sum()
    if reader.place != len(tokens):
        raise _FormulaError("reason.trailing_formula")
    unit, value, places = term.unit, term.value, term.places
    if wanted.strip():
        unit = wanted.strip()
        value = value * 100 if unit in ("%", "％") and term.unit == "" else value
    elif term.share and term.unit == "%":
        unit = _POINTS
    value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    names = [t for kind, t in tokens if kind == "name"]
    used = [known[name] for name in names]
    said = formula.strip()
    for name in sorted(names, key=len, reverse=True):
        said = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", known[name].text, said)
    sentence = f"推算：{said.replace(' - ', ' − ').replace(' * ', ' × ').replace(' / ', ' ÷ ')} = {value}{unit}"
    return nodes.Fact(
        item.name,
        f"{value}{unit}",
        value,
        unit,
        None,
        used[0].section if used else "",
        sentence,
        item.at,
        formula.strip(),
    )


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    position = 0
    text = formula.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if not match or match.end() == position:
            raise _FormulaError("reason.not_understood", text=text[position:].strip()[:10])
        yield str(match.lastgroup), match[match.lastgroup or 0]
        position = match.end()


class _Reader(Struct):
    """Reads a formula by descent: sums of products of figures, numbers and brackets."""

    tokens: Sequence[tuple[str, str]]
    known: Mapping[str, nodes.Fact]
    place: int = 0

    def _next(self, *signs: str) -> str:
        if self.place < len(self.tokens) and self.tokens[self.place][1] in signs:
            self.place += 1
            return self.tokens[self.place - 1][1]
        return ""

    def sum(self) -> _Term:
        """Terms added and subtracted; they need one unit."""
        left = self.product()
        while sign := self._next("+", "-", "−"):
            right = self.product()
            if left.unit != right.unit:
                raise _FormulaError("reason.cannot_be_added", left=_unit(left), right=_unit(right))
            value = left.value + right.value if sign == "+" else left.value - right.value
            left = _Term(value, left.unit, max(left.places, right.places), sign != "+" or left.share)
        return left

    def product(self) -> _Term:
        """Terms multiplied and divided; only one of a product may have a unit, and those of a quotient cancel."""
        left = self.atom()
        while sign := self._next("*", "/", "×", "÷"):
            right = self.atom()
            if sign in "*×":
                if left.unit and right.unit:
                    raise _FormulaError("reason.product_without_unit", left=left.unit, right=right.unit)
                left = _Term(left.value * right.value, left.unit or right.unit, max(left.places, right.places))
            else:
                if right.unit and left.unit != right.unit:
                    raise _FormulaError("reason.quotient_without_unit", left=_unit(left), right=right.unit)
                unit = "" if right.unit else left.unit
                left = _Term(left.value / right.value, unit, max(_PLACES, 0 if right.unit else left.places))
        return left

    def atom(self) -> _Term:
        """A figure, a number, or a formula in brackets."""
        if self._next("("):
            inner = self.sum()
            if not self._next(")"):
                raise _FormulaError("reason.open_bracket")
            return inner
        if self.place >= len(self.tokens):
            raise _FormulaError("reason.formula_ends")
        kind, text = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            return _Term(Decimal(text), "", 0)
        if kind != "name":
            raise _FormulaError("reason.figure_expected", text=text)
        fact = self.known[text]
        quantity = read_fact(fact.text)
        if fact.value is None or quantity is None:
            raise _FormulaError("reason.holds_no_number", text=fact.text)
        return _Term(fact.value, fact.unit, max(0, -int(fact.value.as_tuple().exponent)))
