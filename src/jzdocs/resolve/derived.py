"""Derived facts: `reuse.gain: reuse.to - reuse.from` in the front matter gives a fact that is computed from
those of the text, with decimals, and is named, printed and listed like them, marked as derived. A formula may also
compute from series of data (see `series_functions`), and so may the values of charts and key figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, DecimalException

from msgspec import Struct

from jzdocs.errors import Report
from jzdocs.facts.cells import Cells
from jzdocs.facts.quantities import read_fact
from jzdocs.messages.message import Message, message
from jzdocs.model import nodes
from jzdocs.model.walk import blocks
from jzdocs.patterns import compiled
from jzdocs.resolve.formula_error import FormulaError
from jzdocs.resolve.series import Tables
from jzdocs.resolve.series_functions import CALL, Result, call_name, compute
from jzdocs.resolve.suggestions import nearest

_TOKEN = compiled(
    rf"\s*(?:(?P<call>{CALL.pattern})|(?P<name>[^\W\d]\w*(?:[.-]\w+)*)|(?P<number>\d+(?:\.\d+)?)|(?P<sign>[-+*/×÷−()]))"
)
_POINTS = "个百分点"
_PLACES = compiled(r"0(?:\.(0+))?")
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


def _shown_unit(term: _Term) -> str | Message:
    return term.unit or message("reason.plain_number")


def derive(
    formulas: Iterable[nodes.Derivation],
    facts: Mapping[str, nodes.Fact],
    report: Report,
    other_names: Iterable[str] = (),
    tables: Tables | None = None,
) -> dict[str, nodes.Fact]:
    """Return the derived facts of `formulas` by name; each may use `facts`, series of the `tables`, and those above it.
    `other_names` could be used too: they are proposed for a name that is unknown. A formula that is its own name (the
    value of a chart) is called by it, but its fact has a name of letters and digits."""
    usable = dict(facts)
    derived: dict[str, nodes.Fact] = {}
    tables = tables or Tables({}, Cells({}))
    for item in formulas:
        if item.name in usable:
            report.error(item.at, "F001", name=item.name, place=usable[item.name].at)
            continue
        try:
            fact = _computed(item, usable, tables)
        except KeyError as error:
            name = str(error.args[0])
            report.error(item.at, "F003", name=name, hint=nearest(name, [*usable, *other_names]))
            continue
        except (FormulaError, DecimalException) as error:
            report.error(item.at, "F004", formula=item.formula, reason=_reason(error))
            continue
        derived[item.name] = usable[item.name] = fact
    return derived


def written_formulas(document: nodes.Document) -> Iterator[nodes.Derivation]:
    """Yield the formulas that charts and key figures have in the place of a figure's name, each once."""
    seen = set()
    for value in _values(document):
        if value.raw not in seen and CALL.fullmatch(value.raw.strip()):
            seen.add(value.raw)
            yield nodes.Derivation(value.raw, value.raw, value.at)


def _values(document: nodes.Document) -> Iterator[nodes.Value]:
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Figure) and isinstance(block.content, nodes.Chart):
            for panel in block.content.panels:
                yield from (value for row in panel.rows for value in row.values)
        elif isinstance(block, nodes.KeyFigures):
            yield from (card.figure for group in block.groups for card in group.cards)


def _reason(error: FormulaError | DecimalException) -> Message:
    """Return why a formula could not be computed."""
    if isinstance(error, FormulaError):
        return error.reason
    by_zero = any(issubclass(kind, ZeroDivisionError) for kind in error.args[0])  # 1 / 0, or 0 / 0
    return message("reason.division_by_zero" if by_zero else "reason.result_too_large")


def _computed(item: nodes.Derivation, facts: Mapping[str, nodes.Fact], tables: Tables) -> nodes.Fact:
    """Return the fact of a formula. Raises KeyError for a name that no fact has, FormulaError for a formula that
    cannot be read, errors of `decimal` for one that cannot be computed."""
    formula, _, target = (part.strip() for part in item.formula.partition("→"))
    tokens = list(_tokens(formula))
    calls = {text: compute(text, tables) for kind, text in tokens if kind == "call"}
    reader = _Reader(tokens, facts, calls)
    term = reader.sum()
    if reader.place != len(tokens):
        raise FormulaError("reason.trailing_formula")
    value, unit = _in_unit(term, target)
    names = [text for kind, text in tokens if kind == "name"]
    for text, result in calls.items():
        formula = formula.replace(text, result.name)
    named = {result.name: result for result in calls.values()}
    return nodes.Fact(
        id=call_name(item.name) if CALL.fullmatch(item.name) else item.name,
        text=f"{value}{unit}",
        value=value,
        unit=unit,
        approx=None,
        section=facts[names[0]].section if names else "",
        sentence=f"推算：{_computation(formula, names, facts, named)} = {value}{unit}",
        at=item.at,
        formula=formula,
        inputs=(*names, *(fact for result in calls.values() for fact in result.inputs)),
    )


def _computation(
    formula: str, names: Iterable[str], facts: Mapping[str, nodes.Fact], calls: Mapping[str, Result]
) -> str:
    """Return a formula as it is computed: with the figures in the place of their names. One that is a call and nothing
    else keeps its name before the figures; in a longer one a call stands as its result."""
    if formula in calls:
        return f"{formula} = {calls[formula].computation}"
    shown = _with_texts(formula, names, facts)
    for name, result in calls.items():
        shown = shown.replace(name, f"{_rounded(result.value, result.places)}{result.unit}")
    return shown


def _in_unit(term: _Term, target: str) -> tuple[Decimal, str]:
    """Return a result, rounded, and its unit: what the author wants (`→ %`, `→ 0.00%` with so many decimals), or what
    follows from the terms."""
    pattern = _PLACES.match(target)
    places, target = (len(pattern[1] or ""), target[pattern.end() :].strip()) if pattern else (-1, target)
    value, unit = term.value, target or term.unit
    if target in ("%", "％") and not term.unit:
        value *= 100
    elif not target and term.difference and term.unit == "%":
        unit = _POINTS
    return _rounded(value, term.places if places < 0 else places), unit


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


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
            raise FormulaError("reason.not_understood", text=text[position:].strip()[:_LONGEST_QUOTE])
        yield str(match.lastgroup), match[match.lastgroup or 0]
        position = match.end()


class _Reader(Struct):
    """A reader of formulas by recursive descent: sums of products of facts, numbers and brackets. `place` is the
    token that comes next. All its methods raise what `_computed` raises."""

    tokens: Sequence[tuple[str, str]]
    facts: Mapping[str, nodes.Fact]
    calls: Mapping[str, Result]
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
                raise FormulaError("reason.cannot_be_added", left=_shown_unit(left), right=_shown_unit(right))
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
                    raise FormulaError("reason.product_without_unit", left=left.unit, right=right.unit)
                left = _Term(left.value * right.value, left.unit or right.unit, max(left.places, right.places))
            else:
                if right.unit and left.unit != right.unit:
                    raise FormulaError("reason.quotient_without_unit", left=_shown_unit(left), right=right.unit)
                unit = "" if right.unit else left.unit
                left = _Term(left.value / right.value, unit, max(_QUOTIENT_PLACES, 0 if right.unit else left.places))
        return left

    def atom(self) -> _Term:
        """Return the value of a fact, a number, or a formula in brackets."""
        if self._next("("):
            self.depth += 1
            if self.depth > _DEEPEST:
                raise FormulaError("reason.too_many_brackets", most=_DEEPEST)
            inner = self.sum()
            self.depth -= 1
            if not self._next(")"):
                raise FormulaError("reason.open_bracket")
            return inner
        if self.place >= len(self.tokens):
            raise FormulaError("reason.formula_ends")
        kind, text = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            return _Term(Decimal(text), "", 0)
        if kind == "call":
            result = self.calls[text]
            return _Term(result.value, result.unit, result.places)
        if kind != "name":
            raise FormulaError("reason.figure_expected", text=text)
        fact = self.facts[text]
        quantity = read_fact(fact.text)
        if fact.value is None or quantity is None:
            raise FormulaError("reason.holds_no_number", text=fact.text)
        return _Term(fact.value, fact.unit, max(0, -int(fact.value.as_tuple().exponent)))
