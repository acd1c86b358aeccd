"""What is done of a total, as a bar in its track; what goes beyond the total goes beyond the track."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jzdocs.charts.labels import legend
from jzdocs.charts.marks import Label, Mark, Plan, Rect, vertical_hairline
from jzdocs.charts.planners.shared_rows import LEAST_PLOT, NameColumn, row_name
from jzdocs.charts.scales import PERCENT
from jzdocs.charts.theme import GAP, ChartTheme
from jzdocs.model import nodes

_TEXT_GAP = 6
_WHOLE = Decimal(100)
_TEXTS_AT_MOST = 0.5  # of the chart's width: longer texts stand above their bars


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: rows in the order of the source, both numbers and the computed share at the right."""
    rows, unit = chart.panels[0].rows, chart.panels[0].unit
    texts = [_text(row, unit) for row in rows]
    shares = [_share(row, unit) for row in rows]
    most = max([1.0, *(float(share) for share in shares if share is not None)])
    widest = theme.widest(texts)
    if widest > theme.width * _TEXTS_AT_MOST:
        return _plan_below(theme, chart, texts, (shares, most))
    names = NameColumn(theme, rows, theme.bar_thickness, widest + _TEXT_GAP)
    left, right = names.width + GAP, theme.width - widest - _TEXT_GAP
    marks, head = legend(theme, chart.series, (theme.accent, theme.pale)) if len(chart.series) == 2 else ([], 0.0)
    for index, (share, middle) in enumerate(zip(shares, names.middles(head), strict=True)):
        marks += names.marks(index, middle)
        top = middle - theme.bar_thickness / 2
        marks += _bar(theme, share, (left, top, right - left), most)
        marks.append(Label(right + _TEXT_GAP, theme.baseline(middle), texts[index], theme.size))
    return Plan(theme.width, names.bottom(head), tuple(marks))


def _plan_below(
    theme: ChartTheme, chart: nodes.Chart, texts: Sequence[str], scale: tuple[Sequence[Decimal | None], float]
) -> Plan:
    """Return the plan of a narrow chart: the bar of each row below its name and text."""
    marks, y = legend(theme, chart.series, (theme.accent, theme.pale)) if len(chart.series) == 2 else ([], 0.0)
    width = max(theme.width, LEAST_PLOT)
    for row, text, share in zip(chart.panels[0].rows, texts, scale[0], strict=True):
        for line in (*theme.wrap(row_name(row), width), *theme.wrap(text, width)):
            marks.append(Label(0.0, y + theme.size, line, theme.size))
            y += theme.leading
        marks += _bar(theme, share, (0.0, y + 1, width), scale[1])
        y += theme.bar_thickness + theme.row_padding + 1
    return Plan(theme.width, y, tuple(marks))


def _bar(theme: ChartTheme, share: Decimal | None, place: tuple[float, float, float], most: float) -> list[Mark]:
    """Return the track and the bar in a `place` (left, top, width), whose end stands for the share `most`; of more than
    the whole, the end of the track is marked."""
    left, top, width = place
    whole, thickness = width / most, theme.bar_thickness
    marks: list[Mark] = [Rect(left, top, whole, thickness, theme.pale)]
    if share is not None and share > 0:
        marks.append(Rect(left, top, whole * float(share), thickness, theme.accent))
    if most > 1:
        over = share is not None and share > 1
        marks.append(
            vertical_hairline(left + whole, top - 1.5, top + thickness + 1.5, "000000" if over else theme.dark)
        )
    return marks


def _done_and_total(row: nodes.Row, unit: str) -> tuple[Decimal, Decimal] | None:
    """Return what is done and the total; a single percentage is of 100."""
    numbers = [value.number for value in row.values]
    if len(numbers) == 1 and unit in PERCENT and numbers[0] is not None:
        return numbers[0], _WHOLE
    if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
        return None
    return numbers[0], numbers[1]


def _share(row: nodes.Row, unit: str) -> Decimal | None:
    numbers = _done_and_total(row, unit)
    return numbers[0] / numbers[1] if numbers and numbers[1] else None


def _text(row: nodes.Row, unit: str) -> str:
    """Return `18/44个（40.9%〔推算〕）`: the share is computed, and marked so."""
    printed = [value.printed or value.raw or "—" for value in row.values]
    if all(value.number is None for value in row.values):
        return "—"
    share = _share(row, unit) if len(printed) == 2 else None
    computed = f"（{(share * 100).quantize(Decimal('0.1'))}%〔推算〕）" if share is not None else ""
    return f"{'/'.join(printed)}{unit}{computed}"
