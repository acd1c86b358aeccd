"""Binding: charts, key figures and strings get the facts that they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cached_property

from msgspec.structs import replace

from jzdocs.charts.kinds import KINDS
from jzdocs.charts.limits import check_limits
from jzdocs.charts.scales import true_minus
from jzdocs.charts.shapes import check_shape
from jzdocs.errors import Location, Report
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import Quantity, fold
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.patterns import compiled
from jzdocs.resolve.alternative_text import describe
from jzdocs.resolve.chart_numbers import in_multiples, is_scalable, with_separators
from jzdocs.resolve.dates import NO_VALUE, bind_date
from jzdocs.resolve.facts import print_fact
from jzdocs.resolve.suggestions import nearest

MAX_DIGITS = 18
_MAX_DECIMALS = 60
USE = compiled(r"\{([\w.-]+(?::number|:change|:增减)?)\}")
_SUM = compiled(r"([\w.-]+)\s+([+-])\s+([\w.-]+)")
_DECREASE = compiled(r"[-−]\s*([^\W\d][\w.-]*)")
_PARTS = compiled(r"([约近超逾]|超过|不足)?\s*([\d,]+(?:\.\d+)?)(.*)", re.S)
_LITERAL = compiled(r"[+-]?\.?\d")
_RANGE = compiled(r"([\w.-]+)\s+—\s+([\w.-]+)")
_YEAR = compiled(r"(?:19|20)\d\d")


class Binder:
    """Puts facts into charts, cards and strings; what cannot be bound goes into the report."""

    def __init__(
        self,
        facts: Mapping[str, nodes.Fact],
        report: Report,
        numbers: Callable[[], Sequence[Number]] = tuple,
        other_names: Iterable[str] = (),
        *,
        thousands: bool = False,
    ) -> None:
        """`numbers` gives all numbers of the text; it is called only where a chart holds a literal number.
        `other_names` could be used too: they are proposed for a name that is unknown. `thousands`: numbers of charts
        all get separators."""
        self.facts, self.report = facts, report
        self._read_numbers, self._other_names = numbers, other_names
        self._thousands = thousands

    @cached_property
    def _numbers(self) -> Sequence[Number]:
        return self._read_numbers()

    def bind(self, block: nodes.Block) -> nodes.Block:
        """Return a block with what it prints bound; blocks inside it stay as they are."""
        if isinstance(block, nodes.Figure):
            return self.figure(block)
        if isinstance(block, nodes.KeyFigures):
            groups = tuple(replace(group, cards=tuple(map(self.card, group.cards))) for group in block.groups)
            return replace(block, groups=groups)
        if isinstance(block, nodes.Table) and any(cell.trace for row in block.body for cell in row):
            return replace(block, body=tuple(tuple(map(self._cell, row)) for row in block.body))
        return block

    def _cell(self, cell: nodes.Cell) -> nodes.Cell:
        """Return a cell with the numbers of its sparkline bound."""
        if cell.trace is None:
            return cell
        values = tuple(self.value(value, "") for value in cell.trace.values)
        return replace(cell, trace=replace(cell.trace, values=values))

    def text(self, text: str, at: Location) -> str:
        """Return a string with each `{name}` replaced by the fact's text."""

        def put(match: re.Match[str]) -> str:
            fact = self.find(match[1].partition(":")[0], at)
            return print_fact(fact, match[1]) if fact else match[0]

        return USE.sub(put, text) if "{" in text else text

    def find(self, name: str, at: Location) -> nodes.Fact | None:
        """Return the fact of a name; an unknown one is reported with the nearest name there is."""
        fact = self.facts.get(name)
        if fact is None:
            self.report.error(at, "F003", name=name, hint=nearest(name, [*self.facts, *self._other_names]))
        return fact

    def figure(self, figure: nodes.Figure) -> nodes.Figure:
        """Return a chart with its values bound and an alternative text; of a picture only the text is bound."""
        alt = self.text(figure.alt, figure.at)
        if not isinstance(figure.content, nodes.Chart):
            return replace(figure, alt=alt)
        bound = self._dated if KINDS[figure.content.kind].dates else self._bound
        chart = bound(replace(figure.content, units=self._units(figure.content)))
        self._check_units(figure, chart.panels)
        check_limits(chart, figure.at, self.report)
        check_shape(chart, figure.at, self.report)
        figure = self._as_asked(replace(figure, content=chart))
        assert isinstance(figure.content, nodes.Chart)
        if not alt:
            self.report.warn(figure.at, "C040")
            alt = describe(plain(figure.title), figure.content)
        return replace(figure, alt=alt)

    def _bound(self, chart: nodes.Chart) -> nodes.Chart:
        """Return a chart of numbers with its values bound."""
        panels = tuple(
            replace(panel, rows=tuple(self._row(row, chart, panel) for row in panel.rows)) for panel in chart.panels
        )
        return replace(chart, panels=panels)

    def _dated(self, chart: nodes.Chart) -> nodes.Chart:
        """Return a chart of dates with its values bound."""
        panels = tuple(replace(panel, rows=tuple(map(self._dated_row, panel.rows))) for panel in chart.panels)
        return replace(chart, panels=panels, today=bind_date(self, chart.today) if chart.today else None)

    def _dated_row(self, row: nodes.Row) -> nodes.Row:
        if not row.values:
            self.report.error(row.at, "C032.date", name=row.name)
        values = tuple(bind_date(self, value) for value in row.values)
        return replace(row, values=values, detail=self.text(row.detail, row.at))

    def _units(self, chart: nodes.Chart) -> tuple[str, ...]:
        """Return the units of the series of a kind that has several: those that are given, and of each series that has
        none its first fact's."""
        if not KINDS[chart.kind].units:
            return chart.units
        units = list(chart.units)
        rows = [row for panel in chart.panels for row in panel.rows]
        count = max((len(row.values) for row in rows), default=0)
        if chart.kind == "combo" and len(units) == 2 < count:  # that of the columns, and that of the line
            units = [units[0]] * (count - 1) + [units[1]]
        for index in range(len(units), count):
            facts = (self.facts.get(row.values[index].raw) for row in rows if index < len(row.values))
            units.append(next((fact.unit for fact in facts if fact), ""))
        return tuple(units)

    def _as_asked(self, figure: nodes.Figure) -> nodes.Figure:
        """Return a bound chart with its numbers printed as its author, or the stylesheet, asks; dates stay dates."""
        chart = figure.content
        assert isinstance(chart, nodes.Chart)
        if KINDS[chart.kind].dates:
            return figure
        if chart.axis_unit and not any(is_scalable(panel.unit) for panel in chart.panels):
            self.report.error(figure.at, "C048.percent", multiple=chart.axis_unit)
        elif chart.axis_unit:
            figure = in_multiples(figure, chart.axis_unit)
        thousands = self._thousands or chart.thousands
        assert isinstance(figure.content, nodes.Chart)
        return replace(figure, content=with_separators(figure.content)) if thousands else figure

    def _check_units(self, figure: nodes.Figure, panels: Sequence[nodes.Panel]) -> None:
        """Report facts of several units on one axis that has none of its own; with one, each is compared with that."""
        if not isinstance(figure.content, nodes.Chart) or not KINDS[figure.content.kind].one_unit:
            return
        for panel in panels:
            used = [self.facts[v.fact] for row in panel.rows for v in row.values if v.fact in self.facts]
            units = list(dict.fromkeys(fact.unit for fact in used))
            if not panel.unit and len(units) > 1:
                key = "C031.mixed" if all(units) else "C031.bare"
                self.report.error(figure.at, key, units="、".join(filter(None, units)))
                return

    def _row(self, row: nodes.Row, chart: nodes.Chart, panel: nodes.Panel) -> nodes.Row:
        detail, series = self.text(row.detail, row.at), chart.series
        if KINDS[chart.kind].texts:
            return replace(
                row, values=tuple(self._event(value, panel.unit, row.name) for value in row.values), detail=detail
            )
        if not row.values:
            self.report.error(row.at, "C032", name=row.name)
        values = tuple(
            self.value(value, chart.unit_of(panel, index), row.name, series[index] if index < len(series) else "")
            for index, value in enumerate(row.values)
        )
        signed = (replace(value, printed=true_minus(value.printed)) for value in values)
        return replace(row, values=tuple(signed), detail=detail)

    def _event(self, value: nodes.Value, unit: str, category: str) -> nodes.Value:
        """Return a value of a row that tells what happened: a text as it is written, unless it names a figure."""
        if value.raw in self.facts or _decimal(value.raw) is not None or _SUM.fullmatch(value.raw):
            return self.value(value, unit, category)
        return replace(value, printed=self.text(value.raw, value.at))

    def value(self, value: nodes.Value, unit: str, category: str = "", series: str = "") -> nodes.Value:
        """Return a value with its number and what is printed: the unit is left out where it is the chart's. `series`
        may name its year."""
        if _LITERAL.match(value.raw) and value.raw not in self.facts:
            return self._literal(value, unit, category, series)
        if value.raw in NO_VALUE:
            return value
        if formula := _SUM.fullmatch(value.raw):
            return self._sum(value, formula, unit)
        if decrease := _DECREASE.fullmatch(value.raw):
            return self._decrease(value, decrease[1], unit)
        fact = self.find(value.raw, value.at)
        if fact is None:
            return value
        if fact.value is None:
            self.report.error(value.at, "C033", text=fact.text, name=fact.id)
            return replace(value, fact=fact.id)
        if not _can_be_drawn(fact.value):
            self.report.error(value.at, "C034", raw=fact.text)
            return replace(value, fact=fact.id)
        is_bare_cell = bool(fact.subject) and not fact.unit  # a column of data that names no unit has the chart's
        if unit and fact.unit != unit and not is_bare_cell:
            its_unit = fact.unit or message("reason.no_unit")
            self.report.error(value.at, "C031", text=fact.text, name=fact.id, its_unit=its_unit, unit=unit)
        printed = fact.text.replace(unit, "", 1) if unit else fact.text
        return replace(value, number=fact.value, printed=printed, fact=fact.id)

    def _sum(self, value: nodes.Value, formula: re.Match[str], unit: str) -> nodes.Value:
        """Return the value of `a - b` or `a + b`, computed from two facts of one unit."""
        first, second = (self.value(replace(value, raw=formula[k]), unit) for k in (1, 3))
        if first.number is None or second.number is None:
            return value
        number = first.number - second.number if formula[2] == "-" else first.number + second.number
        fact = f"{first.fact} {formula[2]} {second.fact}"
        return replace(value, number=number, printed=format(number, "f"), fact=fact)

    def _decrease(self, value: nodes.Value, name: str, unit: str) -> nodes.Value:
        """Return the value of `-a`: a fact that the text states as a decrease, with its sign turned."""
        fact = self.value(replace(value, raw=name), unit)
        if fact.number is None:
            return value
        printed = f"−{fact.printed}" if fact.number > 0 else fact.printed.lstrip("-−－")
        return replace(value, number=-fact.number, printed=printed, fact=f"- {fact.fact}")

    def _literal(self, value: nodes.Value, unit: str, category: str, series: str) -> nodes.Value:
        """Return a value that is written as a number: a warning, or an error where the text gives another number for
        the category in that year."""
        number = _decimal(value.raw)
        if number is None:
            self.report.error(value.at, "C034", raw=value.raw)
            return value
        stated = self._stated(category, unit, series) if category else []
        if not stated or number in [quantity.value for quantity in stated]:
            self.report.warn(value.at, "F010", raw=value.raw)
        else:
            texts = "、".join(dict.fromkeys(quantity.text for quantity in stated))
            if any(_rounds_to(number, quantity.value) for quantity in stated):
                self.report.warn(value.at, "F106.chart", raw=value.raw, name=category, texts=texts)
            else:
                self.report.error(value.at, "F107", raw=value.raw, name=category, texts=texts)
        return replace(value, number=number, printed=value.raw)

    def _stated(self, category: str, unit: str, series: str) -> list[Quantity]:
        """Return the quantities that the text gives for a category in a unit, in the year that the series names; none
        where one of them is an estimate, which may stand for any number near it."""
        years = set(_YEAR.findall(fold(series)))
        found = [
            number.quantity
            for number in self._numbers
            if number.subject == category
            and number.quantity.unit == unit
            and number.kind in ("level", "from", "to")
            and not (years and (own := set(_YEAR.findall(number.period or ""))) and not own & years)
        ]
        return [] if any(quantity.approx for quantity in found) else found

    def card(self, card: nodes.Card) -> nodes.Card:
        """Return a key figure with its number, unit and what precedes the number; of a range both ends are printed."""
        ends = _RANGE.fullmatch(card.figure.raw)
        fact = self.find(ends[1] if ends else card.figure.raw, card.figure.at)
        upper = self.find(ends[2], card.figure.at) if ends else None
        if fact is None or (ends and upper is None):
            return card
        prefix, number, unit = _parts(fact.text)
        figure = replace(card.figure, number=fact.value, printed=fact.text, fact=fact.id)
        if upper:
            _, last, last_unit = _parts(upper.text)
            number = f"{number}{unit if unit != last_unit else ''}—{last}"
            figure, unit = replace(figure, printed=f"{fact.text}—{upper.text}"), last_unit
        return replace(card, figure=figure, upper=upper.id if upper else "", prefix=prefix, number=number, unit=unit)


def _parts(text: str) -> tuple[str, str, str]:
    """Return what precedes the number of a fact's text, the number, and what follows it."""
    parts = _PARTS.fullmatch(text)
    return (parts[1] or "", parts[2], parts[3]) if parts else ("", text, "")


def _decimal(text: str) -> Decimal | None:
    """Return the number that is written, None where it is none or has too many digits to be drawn."""
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return number if _can_be_drawn(number) else None


def _can_be_drawn(number: Decimal) -> bool:
    """Return whether a number has digits before and behind its point that a scale can tell apart."""
    return number.is_finite() and number.adjusted() <= MAX_DIGITS and int(number.as_tuple().exponent) >= -_MAX_DECIMALS


def _rounds_to(number: Decimal, stated: Decimal) -> bool:
    """Return whether `number` has more digits than `stated` and is `stated` when it is rounded."""
    exponent = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    return number.quantize(exponent, ROUND_HALF_UP) == stated and number != stated
