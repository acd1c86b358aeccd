"""Derived facts: `reuse.gain: reuse.to - reuse.from` in the front matter gives a fact that is computed from
those of the text, with decimals, and is named, printed and listed like them, marked as derived."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, DecimalException

from msgspec import Struct

from jzdocs.errors import Report
from jzdocs.facts.quantities import read_fact
from jzdocs.messages.message import Message, message
from jzdocs.model import nodes
from jzdocs.resolve.suggestions import nearest

_TOKEN = re.compile(r"\s*(?:(?P<name>[^\W\d]\w*(?:[.-]\w+)*)|(?P<number>\d+(?:\.\d+)?)|(?P<sign>[-+*/×÷−()]))")
_POINTS = "个百分点"
_QUOTIENT_PLACES = 1
_PRINTED_SIGNS = {" - ": " − ", " * ": " × ", " / ": " ÷ "}
_DEEPEST = 50  # brackets in brackets
_LONGEST_QUOTE = 10  # characters of a formula that a message quotes


class _Term(Struct, frozen=True):
    """A value on its way through a formula: its unit ("" for a plain number), the decimal places that it is printed
    with, and whether it is a difference, which of percentages is printed in percentage points."""

    value: Decimal
    unit: str
    places: int
    difference: bool = False


class _FormulaError(Exception):
    """Why a formula cannot be computed."""

    def __init__(self, key: str, **arguments: object) -> None:
        super().__init__(key)
        self.reason = message(key, **arguments)


def _shown_unit(term: _Term) -> str | Message:
    return term.unit or message("reason.plain_number")


def derive(
    meta: nodes.Meta, facts: Mapping[str, nodes.Fact], report: Report, other_names: Iterable[str] = ()
) -> dict[str, nodes.Fact]:
    """Return the derived facts of the front matter by name; each may use `facts` and those above it. `other_names`
    could be used too: they are proposed for a name that is unknown."""
    usable = dict(facts)
    derived: dict[str, nodes.Fact] = {}
    for item in meta.derived:
        if item.name in usable:
            report.error(item.at, "F001", name=item.name, place=usable[item.name].at)
            continue
        try:
            fact = _computed(item, usable)
        except KeyError as error:
            name = str(error.args[0])
            report.error(item.at, "F003", name=name, hint=nearest(name, [*usable, *other_names]))
            continue
        except (_FormulaError, DecimalException) as error:
            report.error(item.at, "F004", formula=item.formula, reason=_reason(error))
            continue
        derived[item.name] = usable[item.name] = fact
    return derived


def _reason(error: _FormulaError | DecimalException) -> Message:
    """Return why a formula could not be computed."""
    if isinstance(error, _FormulaError):
        return error.reason
    by_zero = any(issubclass(kind, ZeroDivisionError) for kind in error.args[0])  # 1 / 0, or 0 / 0
    return message("reason.division_by_zero" if by_zero else "reason.result_too_large")


def _computed(item: nodes.Derivation, facts: Mapping[str, nodes.Fact]) -> nodes.Fact:
    """Return the fact of a formula. Raises KeyError for a name that no fact has, _FormulaError for a formula that
    cannot be read, errors of `decimal` for one that cannot be computed."""
    formula, _, target = (part.strip() for part in item.formula.partition("→"))
    tokens = list(_tokens(formula))
    reader = _Reader(tokens, facts)
    term = reader.sum()
    if reader.place != len(tokens):
        raise _FormulaError("reason.trailing_formula")
    value, unit = _in_unit(term, target)
    names = [text for kind, text in tokens if kind == "name"]
    return nodes.Fact(
        id=item.name,
        text=f"{value}{unit}",
        value=value,
        unit=unit,
        approx=None,
        section=facts[names[0]].section if names else "",
        sentence=f"推算：{_with_texts(formula, names, facts)} = {value}{unit}",
        at=item.at,
        formula=formula,
    )


def _in_unit(term: _Term, target: str) -> tuple[Decimal, str]:
    """Return a result, rounded, and its unit: the one that the author wants (`→ %`), or what follows from the terms."""
    value, unit = term.value, target or term.unit
    if target in ("%", "％") and not term.unit:
        value *= 100
    elif not target and term.difference and term.unit == "%":
        unit = _POINTS
    return value.quantize(Decimal(1).scaleb(-term.places), ROUND_HALF_UP), unit


def _with_texts(formula: str, names: Iterable[str], facts: Mapping[str, nodes.Fact]) -> str:
    """Return a formula with the facts' texts in the place of their names, and the signs that are printed."""
    shown = formula
    for name in sorted(names, key=len, reverse=True):
        printed = facts[name].text.replace("\\", "\\\\")  # a backslash of the text is one
        shown = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", printed, shown)
    for sign, words in _PRINTED_SIGNS.items():
        shown = shown.replace(sign, words)
    return shown


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, text): a name, a number or a sign."""
    position = 0
    text = formula.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if not match or match.end() == position:
            raise _FormulaError("reason.not_understood", text=text[position:].strip()[:_LONGEST_QUOTE])
        yield str(match.lastgroup), match[match.lastgroup or 0]
        position = match.end()


class _Reader(Struct):
    """A reader of formulas by recursive descent: sums of products of facts, numbers and brackets. `place` is the
    token that comes next. All its methods raise what `_computed` raises."""

    tokens: Sequence[tuple[str, str]]
    facts: Mapping[str, nodes.Fact]
    place: int = 0
    depth: int = 0

    def _next(self, *signs: str) -> str:
        """Take the next token and return it where it is one of `signs`, else return ""."""
        if self.place < len(self.tokens) and self.tokens[self.place][1] in signs:
            self.place += 1
            return self.tokens[self.place - 1][1]
        return ""

    def sum(self) -> _Term:
        """Return the value of terms that are added and subtracted; they must have one unit."""
        left = self.product()
        while sign := self._next("+", "-", "−"):
            right = self.product()
            if left.unit != right.unit:
                raise _FormulaError("reason.cannot_be_added", left=_shown_unit(left), right=_shown_unit(right))
            value = left.value + right.value if sign == "+" else left.value - right.value
            left = _Term(value, left.unit, max(left.places, right.places), sign != "+" or left.difference)
        return left

    def product(self) -> _Term:
        """Return the value of terms that are multiplied and divided: only one of a product may have a unit, and
        those of a quotient cancel."""
        left = self.atom()
        while sign := self._next("*", "/", "×", "÷"):
            right = self.atom()
            if sign in "*×":
                if left.unit and right.unit:
                    raise _FormulaError("reason.product_without_unit", left=left.unit, right=right.unit)
                left = _Term(left.value * right.value, left.unit or right.unit, max(left.places, right.places))
            else:
                if right.unit and left.unit != right.unit:
                    raise _FormulaError("reason.quotient_without_unit", left=_shown_unit(left), right=right.unit)
                unit = "" if right.unit else left.unit
                left = _Term(left.value / right.value, unit, max(_QUOTIENT_PLACES, 0 if right.unit else left.places))
        return left

    def atom(self) -> _Term:
        """Return the value of a fact, a number, or a formula in brackets."""
        if self._next("("):
            self.depth += 1
            if self.depth > _DEEPEST:
                raise _FormulaError("reason.too_many_brackets", most=_DEEPEST)
            inner = self.sum()
            self.depth -= 1
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
        fact = self.facts[text]
        quantity = read_fact(fact.text)
        if fact.value is None or quantity is None:
            raise _FormulaError("reason.holds_no_number", text=fact.text)
        return _Term(fact.value, fact.unit, max(0, -int(fact.value.as_tuple().exponent)))
