"""What is done of a total, as a bar in its track."""

from __future__ import annotations

from decimal import Decimal

from jzdocs.charts.marks import Label, Mark, Plan, Rect
from jzdocs.charts.planners.shared_rows import NameColumn
from jzdocs.charts.theme import GAP, ChartTheme
from jzdocs.model import nodes

_TEXT_GAP = 6


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: rows in the order of the source, both numbers and the computed share at the right."""
    rows = chart.panels[0].rows
    names = NameColumn(theme, rows, theme.bar_thickness)
    texts = [_text(row, chart.panels[0].unit) for row in rows]
    left, right = names.width + GAP, theme.width - theme.widest(texts) - _TEXT_GAP
    marks: list[Mark] = []
    for index, (row, middle) in enumerate(zip(rows, names.middles(0.0), strict=True)):
        marks += names.marks(index, middle)
        top = middle - theme.bar_thickness / 2
        marks.append(Rect(left, top, right - left, theme.bar_thickness, theme.pale))
        if numbers := _done_and_total(row):
            share = min(1.0, max(0.0, float(numbers[0]) / (float(numbers[1]) or 1.0)))
            marks.append(Rect(left, top, (right - left) * share, theme.bar_thickness, theme.accent))
        marks.append(Label(right + _TEXT_GAP, theme.baseline(middle), texts[index], theme.size))
    return Plan(theme.width, names.bottom(0.0), tuple(marks))


def _done_and_total(row: nodes.Row) -> tuple[Decimal, Decimal] | None:
    if len(row.values) != 2 or row.values[0].number is None or row.values[1].number is None:
        return None
    return row.values[0].number, row.values[1].number


def _text(row: nodes.Row, unit: str) -> str:
    """Return `18/44个（40.9%〔推算〕）`: the share is computed, and marked so."""
    numbers = _done_and_total(row)
    if numbers is None:
        return "—"
    done, total = numbers
    share = f"（{(done / total * 100).quantize(Decimal('0.1'))}%〔推算〕）" if total else ""
    return f"{row.values[0].printed}/{row.values[1].printed}{unit}{share}"
