"""Proposed key figures and charts → blocks of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jzdocs.proposals.cards import Card
from jzdocs.proposals.charts import Chart, Row
from jzdocs.proposals.passages import Figure
from jzdocs.source.table_writer import quoted

_NO_YEARS = "note: 起止年份原文未列。"


def key_figure_lines(title: str, cards: Sequence[Card]) -> list[str]:
    """Return the block of a part's key figures."""
    lines = ["```keyfigures", f"title: {quoted(title)}", "cards:"]
    for card in cards:
        ends = f"{card.figure.name} — {card.upper.name}" if card.upper else card.figure.name
        lines += [f"  - figure: {ends}", f"    label: {quoted(card.label)}"]
        if card.context:
            lines.append(f"    context: {quoted(card.context)}")
    return [*lines, "```", ""]


def chart_lines(name: str, chart: Chart) -> list[str]:
    """Return the block of a chart, which is called `name`."""
    return [
        f"```chart #fig:{name}",
        f"kind: {'change' if chart.kind == 'panels' else chart.kind}",
        f"title: {quoted(chart.title)}",
        f"unit: {quoted(chart.unit)}",
        *([f"series: [{', '.join(chart.series)}]"] if chart.series else []),
        *(_panels(chart) if chart.kind == "panels" else ["rows:", *(f"  {_row(row)}" for row in chart.rows)]),
        *([] if chart.dated else [_NO_YEARS]),
        f"alt: {quoted('；'.join(_clauses(chart)) + '。')}",
        "```",
        "",
    ]


def _row(row: Row) -> str:
    names = [figure.name for figure in row.figures]
    values = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    return f"{quoted(row.label)}: {values}"


def _panels(chart: Chart) -> Iterator[str]:
    yield "panels:"
    for row in chart.rows:
        yield from (
            f"  - title: {quoted(row.label)}",
            f"    unit: {quoted(chart.unit)}",
            "    rows:",
            f"      {_row(row)}",
        )


def _clauses(chart: Chart) -> Iterator[str]:
    """Yield the rows as clauses of an alternative text."""
    for row in chart.rows:
        if len(row.figures) == 1:
            yield f"{row.label}{row.figures[0].text}"
            continue
        first, last = row.figures
        start, end = chart.series if chart.dated else ("", "")
        verb = "降" if _amount(last) < _amount(first) else "升"
        yield f"{row.label}由{f'{start}的' if start else ''}{first.text}{verb}至{f'{end}的' if end else ''}{last.text}"


def _amount(figure: Figure) -> float:
    return float(figure.number.quantity.amount)
