"""How the numbers of a chart are printed where its author asks: with separators, in multiples of 万 or 亿."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from msgspec.structs import replace

from jzdocs.charts.scales import PERCENT, true_minus
from jzdocs.model import nodes
from jzdocs.patterns import compiled

_EXPONENTS = {"": 0, "万": 4, "亿": 8}
_PREFIX = compiled(r"[万亿]")
_WHOLE = compiled(r"(?<![\d.,])\d{4,}(?![\d,])")
_NUMBER = compiled(r"\d[\d,]*(?:\.\d+)?")
_CENT = Decimal("0.01")


def is_scalable(unit: str) -> bool:
    """Whether numbers of a unit may be printed in multiples: not percentages."""
    return unit not in PERCENT and not unit.startswith("个百分点")


def in_multiples(figure: nodes.Figure, multiple: str) -> nodes.Figure:
    """Return a chart with its numbers in multiples of 万 or 亿, and its units with these before them."""
    chart = figure.content
    assert isinstance(chart, nodes.Chart)
    if chart.units:
        return replace(figure, content=_with_units(chart, multiple))
    panels = tuple(_panel(panel, multiple) for panel in chart.panels)
    gap_unit = _unit(chart.gap_unit, multiple) if chart.gap_unit == chart.panels[0].unit else chart.gap_unit
    unit = _unit(figure.unit, multiple) if figure.unit else ""
    return replace(figure, unit=unit, content=replace(chart, panels=panels, gap_unit=gap_unit))


def _panel(panel: nodes.Panel, multiple: str) -> nodes.Panel:
    if not is_scalable(panel.unit):
        return panel
    exponent = _exponent(panel.unit, multiple)
    rows = tuple(replace(row, values=tuple(_scaled(value, exponent) for value in row.values)) for row in panel.rows)
    return replace(panel, unit=_unit(panel.unit, multiple), rows=rows)


def _exponent(unit: str, multiple: str) -> int:
    """Return by which power of ten numbers of a unit are divided."""
    return _EXPONENTS[multiple] - _EXPONENTS[unit[:1] if _PREFIX.match(unit) else ""]


def _with_units(chart: nodes.Chart, multiple: str) -> nodes.Chart:
    """Return a chart whose series have units of their own with those numbers in multiples whose unit may have them."""
    exponents = [_exponent(unit, multiple) if is_scalable(unit) else 0 for unit in chart.units]

    def scaled(row: nodes.Row) -> nodes.Row:
        pairs = zip(row.values, (*exponents, *[0] * len(row.values)), strict=False)
        return replace(row, values=tuple(_scaled(value, exponent) for value, exponent in pairs))

    units = tuple(_unit(unit, multiple) if is_scalable(unit) else unit for unit in chart.units)
    panels = tuple(replace(panel, rows=tuple(map(scaled, panel.rows))) for panel in chart.panels)
    return replace(chart, panels=panels, units=units)


def _unit(unit: str, multiple: str) -> str:
    return multiple + _PREFIX.sub("", unit, count=1) if _PREFIX.match(unit) else multiple + unit


def _scaled(value: nodes.Value, exponent: int) -> nodes.Value:
    """Return a value divided by a power of ten: exact where two decimals suffice, else rounded to these, or to two
    digits where it would become zero."""
    if value.number is None or not exponent:
        return value
    exact = value.number.scaleb(-exponent)
    rounded = exact.quantize(_CENT, ROUND_HALF_UP)
    if exact and abs(exact) < 1 and rounded != exact:
        rounded = exact.quantize(Decimal(1).scaleb(min(-2, exact.adjusted() - 1)), ROUND_HALF_UP)
    text = format(rounded.normalize() + 0 if rounded == exact else rounded, "f").lstrip("-")
    printed = _NUMBER.sub(text, value.printed, count=1) if _NUMBER.search(value.printed) else text
    return replace(value, number=Decimal(text).copy_sign(rounded), printed=true_minus(printed), exponent=exponent)


def with_separators(chart: nodes.Chart) -> nodes.Chart:
    """Return a chart whose whole numbers of four digits and more are printed with separators of thousands."""

    def grouped(value: nodes.Value) -> nodes.Value:
        if value.number is None:
            return value
        return replace(value, printed=_WHOLE.sub(lambda match: format(int(match[0]), ","), value.printed, count=1))

    panels = tuple(
        replace(panel, rows=tuple(replace(row, values=tuple(map(grouped, row.values))) for row in panel.rows))
        for panel in chart.panels
    )
    return replace(chart, panels=panels)
