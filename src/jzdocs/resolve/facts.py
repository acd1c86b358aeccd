"""Facts: collecting the figures that the text names, and binding charts, key figures and texts to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from msgspec.structs import replace

from jzdocs.charts.kinds import KINDS
from jzdocs.errors import Location, Report
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import read_fact
from jzdocs.facts.sentences import sentence_at
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, blocks, inlines, plain, runs_of
from jzdocs.resolve.suggestions import nearest

MAX_DIGITS = 18
_USE = re.compile(r"\{([\w.-]+(?::number)?)\}")
_DIFFERENCE = re.compile(r"([\w.-]+)\s+([+-])\s+([\w.-]+)")
_SPLIT = re.compile(r"([约近超逾]|超过|不足)?\s*([\d,]+(?:\.\d+)?)(.*)", re.S)


def collect(document: nodes.Document, report: Report) -> dict[str, nodes.Fact]:
    """Every marked figure in the order of the text. A name used twice is an error; a figure without a number a
    warning."""
    found: dict[str, nodes.Fact] = {}
    for section, text, inline in _marked(document):
        if inline.id in found:
            first = found[inline.id].at
            report.error(inline.at, "F001", name=inline.id, place=first)
            continue
        quantity = read_fact(inline.text)
        if quantity is None:
            report.warn(inline.at, "F002", text=inline.text)
        found[inline.id] = nodes.Fact(
            inline.id,
            inline.text,
            quantity.value if quantity else None,
            quantity.unit if quantity else "",
            quantity.approx if quantity else None,
            section,
            text,
            inline.at,
        )
    return found


def _marked(document: nodes.Document) -> Iterator[tuple[str, str, nodes.FactText]]:
    """(section, sentence, figure) for every marked figure."""
    section = ""
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Heading):
            section = block.number + plain(block.inlines)
        elif isinstance(block, nodes.Table):
            yield from _in_table(block, section)
            continue
        for run in runs_of(block):
            yield from _in_run(run, section)
    for paragraphs in document.notes.values():
        for paragraph in paragraphs:
            yield from _in_run(paragraph.inlines, section)


def _in_run(run: Inlines, section: str) -> Iterator[tuple[str, str, nodes.FactText]]:
    if not any(isinstance(i, nodes.FactText) for i in inlines(run)):
        return
    text, position = plain(run), 0
    for inline in inlines(run):
        if isinstance(inline, nodes.FactText) and not inline.use:
            yield section, sentence_at(text, position), inline
        if not isinstance(inline, nodes.Strong | nodes.Emphasis | nodes.Script | nodes.Link):
            position += len(plain((inline,)))


def _in_table(table: nodes.Table, section: str) -> Iterator[tuple[str, str, nodes.FactText]]:
    name = plain(table.title)
    for row in table.body:
        text = "，".join(t for t in (plain(c.inlines) for c in row) if t)
        for cell in row:
            for inline in inlines(cell.inlines):
                if isinstance(inline, nodes.FactText) and not inline.use:
                    yield section, f"{name}：{text}" if name else text, inline


def print_fact(fact: nodes.Fact, use: str) -> str:
    """What a use prints: the figure as in the text, or with `name:number` without its unit (approximators stay)."""
    return fact.text.replace(fact.unit, "", 1) if use.endswith(":number") and fact.unit else fact.text


class Binder:
    """Puts facts into charts, cards and strings."""

    def __init__(
        self,
        facts: Mapping[str, nodes.Fact],
        report: Report,
        figures: Callable[[], Sequence[Number]] = tuple,
        others: Iterable[str] = (),
    ) -> None:
        """`figures` gives all figures of the text; it is asked only where a chart holds a literal number. `others`
        are names that could be used: they are proposed for one that is unknown."""
        self.facts, self.report, self._figures, self._others = facts, report, figures, others
        self._told: Sequence[Number] | None = None

    def text(self, text: str, at: Location) -> str:
        """A string with `{name}` replaced by the fact's text."""

        def put(match: re.Match[str]) -> str:
            fact = self.find(match[1].partition(":")[0], at)
            return print_fact(fact, match[1]) if fact else match[0]

        return _USE.sub(put, text) if "{" in text else text

    def find(self, name: str, at: Location) -> nodes.Fact | None:
        """The fact of a name; an unknown one is reported with the nearest name there is."""
        fact = self.facts.get(name)
        if fact is None:
            self.report.error(at, "F003", name=name, hint=nearest(name, [*self.facts, *self._others]))
        return fact

    def figure(self, figure: nodes.Figure) -> nodes.Figure:
        """A figure with its chart's values bound."""
        alt = self.text(figure.alt, figure.at)
        if not isinstance(figure.content, nodes.Chart):
            return replace(figure, alt=alt)
        panels = tuple(replace(p, rows=tuple(self._row(r, p.unit) for r in p.rows)) for p in figure.content.panels)
        chart = replace(figure.content, panels=panels)
        if not alt:
            self.report.warn(figure.at, "C040")
            alt = describe(plain(figure.title), chart)
        return replace(figure, content=chart, alt=alt)

    def _row(self, row: nodes.Row, unit: str) -> nodes.Row:
        if not row.values:
            self.report.error(row.at, "C032", name=row.name)
        values = tuple(self.value(v, unit, row.name) for v in row.values)
        return replace(row, values=values, detail=self.text(row.detail, row.at))

    def value(self, value: nodes.Value, unit: str, name: str = "") -> nodes.Value:
        """A value (of the category `name`) with its number and what is printed (the unit left out where it is the
        chart's)."""
        if re.match(r"[+-]?\.?\d", value.raw) and value.raw not in self.facts:
            return self._literal(value, unit, name)
        if value.raw in ("", "—", "-", "…"):
            return value
        if formula := _DIFFERENCE.fullmatch(value.raw):
            return self._derived(value, formula, unit)
        fact = self.find(value.raw, value.at)
        if fact is None:
            return value
        if fact.value is None:
            self.report.error(value.at, "C033", text=fact.text, name=fact.id)
            return replace(value, fact=fact.id)
        if unit and fact.unit != unit:
            self.report.error(
                value.at,
                "C031",
                text=fact.text,
                name=fact.id,
                its_unit=fact.unit or message("reason.no_unit"),
                unit=unit,
            )
        printed = fact.text.replace(unit, "", 1) if unit else fact.text
        return replace(value, number=fact.value, printed=printed, fact=fact.id)

    def _derived(self, value: nodes.Value, formula: re.Match[str], unit: str) -> nodes.Value:
        """`a - b` or `a + b`: computed from two figures of one unit; marked as derived where the chart prints it."""
        first, second = (self.value(replace(value, raw=formula[k]), unit) for k in (1, 3))
        if first.number is None or second.number is None:
            return value
        number = first.number - second.number if formula[2] == "-" else first.number + second.number
        return replace(
            value, number=number, printed=format(number, "f"), fact=f"{first.fact} {formula[2]} {second.fact}"
        )

    def _literal(self, value: nodes.Value, unit: str, name: str) -> nodes.Value:
        try:
            number = Decimal(value.raw.replace(",", ""))
            if not number.is_finite() or number.adjusted() > MAX_DIGITS:
                raise InvalidOperation
        except InvalidOperation:
            self.report.error(value.at, "C034", raw=value.raw)
            return value
        if self._told is None:
            self._told = self._figures()
        same = [
            f.quantity
            for f in self._told
            if f.subject == name and f.quantity.unit == unit and f.kind in ("level", "from", "to")
        ]
        if name and same and number not in [q.value for q in same]:
            texts = "、".join(dict.fromkeys(q.text for q in same))
            if any(_rounds_to(number, q.value) for q in same):
                self.report.warn(value.at, "F106.chart", raw=value.raw, name=name, texts=texts)
                return replace(value, number=number, printed=value.raw)
            self.report.error(value.at, "F107", raw=value.raw, name=name, texts=texts)
            return replace(value, number=number, printed=value.raw)
        self.report.warn(value.at, "F010", raw=value.raw)
        return replace(value, number=number, printed=value.raw)

    def card(self, card: nodes.Card) -> nodes.Card:
        """A key figure with its number and unit."""
        fact = self.find(card.figure.raw, card.figure.at)
        if fact is None:
            return card
        match = _SPLIT.fullmatch(fact.text)
        prefix, number, unit = (match[1] or "", match[2], match[3]) if match else ("", fact.text, "")
        figure = replace(card.figure, number=fact.value, printed=fact.text, fact=fact.id)
        return replace(card, figure=figure, prefix=prefix, number=number, unit=unit)


def _rounds_to(number: Decimal, said: Decimal) -> bool:
    """Whether a number with more digits is printed as `said` when it is rounded."""
    exponent = Decimal(1).scaleb(int(said.as_tuple().exponent))
    return number.quantize(exponent, ROUND_HALF_UP) == said and number != said


_LISTED = 12


def describe(title: str, chart: nodes.Chart) -> str:
    """A plain alternative text made from a chart's data: its kind, its values, and of many only the highest and the
    lowest."""
    rows = [(panel, row) for panel in chart.panels for row in panel.rows]
    kind = KINDS[chart.kind].chinese
    if len(rows) <= _LISTED:
        return f"{kind}：{title}：{'；'.join(_said(panel, row) for panel, row in rows)}。"
    known = [(r.values[0].number, p, r) for p, r in rows if r.values and r.values[0].number is not None]
    if not known:
        return f"{kind}：{title}，共{len(rows)}项。"
    high, low = max(known, key=lambda k: k[0]), min(known, key=lambda k: k[0])
    ends = [f"{name}{r.name}{r.values[0].printed}{p.unit}" for name, (_, p, r) in (("最高", high), ("最低", low))]
    return f"{kind}：{title}，共{len(rows)}项，{'，'.join(ends)}。"


def _said(panel: nodes.Panel, row: nodes.Row) -> str:
    values = "、".join(v.printed for v in row.values if v.printed)
    return f"{row.name}{values}{panel.unit}" if row.values else f"{row.name}{row.detail}"
