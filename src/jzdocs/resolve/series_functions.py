"""What formulas compute from series: 同比, 环比, 占比, 累计, 排名 and 最新, in decimals.

`同比(output.产值, 2025年10月, 榆次区)`: the series, then in any order a period (without one: the last that has a
number) and names of rows. A growth rate of percentages is a difference in percentage points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.facts.cells import key
from jzdocs.facts.data_periods import Period, first_of_year, read_period, shown, year_before
from jzdocs.patterns import compiled
from jzdocs.resolve.formula_error import FormulaError
from jzdocs.resolve.series import Point, Series, Tables

_PERCENT = ("%", "％", "‰")
_POINTS = "个百分点"
_ASCENDING, _DESCENDING = ("升序", "asc"), ("降序", "desc")
_RATE_PLACES = 1
_ENGLISH = {
    "yoy": "同比",
    "pop": "环比",
    "share": "占比",
    "cumulative": "累计",
    "rank": "排名",
    "latest": "最新",
}
NAMES = (*_ENGLISH.values(), *_ENGLISH)
CALL = compiled(rf"(?:{'|'.join(NAMES)})\s*[（(][^()（）]*[)）]")
_PARTS = compiled(r"(\w+?)\s*[（(](.*)[)）]", re.S)


class Result(Struct, frozen=True):
    """What a function gives: the number, its unit, with how many decimals it is printed, the computation in figures,
    and the facts that it was computed from."""

    value: Decimal
    unit: str
    places: int
    computation: str
    inputs: tuple[str, ...]
    name: str = ""


class _Arguments(Struct, frozen=True):
    """The arguments of a function behind the series: a period, names of rows, and the order of a ranking."""

    period: Period | None = None
    names: tuple[str, ...] = ()
    ascending: bool = False


def compute(call: str, tables: Tables) -> Result:
    """Return what a call such as `同比(output.产值, 2025年10月)` gives.

    Raises FormulaError where it cannot be computed, errors of `decimal` for numbers that are too large.
    """
    match = _PARTS.fullmatch(call.strip())
    assert match is not None  # CALL has found it
    function = _ENGLISH.get(match[1], match[1])
    reference, *rest = (part.strip() for part in re.split(r"[,，;；]", match[2]))
    if not reference:
        raise FormulaError("reason.series_expected", function=function)
    series = tables.series(reference)
    arguments = _arguments(rest)
    if series.cell:
        arguments = _Arguments(series.cell.period, (*series.cell.names, *arguments.names), arguments.ascending)
    result = _FUNCTIONS[function](series, arguments)
    named = "，".join((f"{series.table}.{series.name}", *_shown(arguments)))
    return Result(result.value, result.unit, result.places, result.computation, result.inputs, f"{function}({named})")


def _arguments(parts: Sequence[str]) -> _Arguments:
    period, names, ascending = None, [], False
    for part in filter(None, parts):
        if part in _ASCENDING + _DESCENDING:
            ascending = part in _ASCENDING
        elif period is None and (found := read_period(part)):
            period = found
        else:
            names.append(part)
    return _Arguments(period, tuple(names), ascending)


def _shown(arguments: _Arguments) -> list[str]:
    order = ["升序"] if arguments.ascending else []
    return [*([arguments.period.text] if arguments.period else []), *arguments.names, *order]


# --- growth


def _year_on_year(series: Series, arguments: _Arguments) -> Result:
    return _growth(series, arguments, year_before, "同比")


def _period_on_period(series: Series, arguments: _Arguments) -> Result:
    def before(period: Period) -> int:
        if period.kind == "running":
            raise FormulaError("reason.running_months", period=period.text)
        return period.index - 1

    return _growth(series, arguments, before, "环比")


def _growth(series: Series, arguments: _Arguments, before: Callable[[Period], int], function: str) -> Result:
    series = series.of(arguments.names)
    period = arguments.period or series.latest()
    now = series.at(period).single()
    if now.period is None or (not now.period.year and function == "同比"):
        raise FormulaError("reason.no_year", period=period.text)
    index = before(now.period)
    base = series.find(now.period.kind, index)
    if base is None:
        raise FormulaError("reason.no_base", series=series.name, period=shown(now.period.kind, index))
    _same_units(now, base)
    inputs = (now.fact.id, base.fact.id)
    if now.fact.unit in _PERCENT:
        value = now.value - base.value
        computation = f"{now.fact.text} − {base.fact.text}"
        return Result(value, _POINTS if now.fact.unit != "‰" else "‰", _places(now, base), computation, inputs)
    if base.value <= 0:
        raise FormulaError("reason.base_not_positive", text=base.fact.text, period=base.label)
    value = (now.value - base.value) / base.value * 100
    return Result(value, "%", _RATE_PLACES, f"({now.fact.text} − {base.fact.text}) ÷ {base.fact.text}", inputs)


# --- parts, sums, places


def _share(series: Series, arguments: _Arguments) -> Result:
    series = _in_period(series, arguments)
    if not arguments.names:
        raise FormulaError("reason.share_of_whom")
    part, *whole_names = arguments.names
    point = series.of([part]).single()
    if point.fact.unit in _PERCENT:
        raise FormulaError("reason.percent_of_percent", text=point.fact.text)
    if whole_names or (totals := [other for other in series.points if other.is_total]):
        whole = series.of(whole_names).single() if whole_names else totals[0]
        _same_units(point, whole)
        total, shown_total = whole.value, whole.fact.text
        inputs: tuple[str, ...] = (point.fact.id, whole.fact.id)
    else:
        _same_units(*series.points)
        total = sum((other.value for other in series.points), Decimal())
        shown_total = f"{total:f}{point.fact.unit}"
        inputs = (point.fact.id, *(other.fact.id for other in series.points if other is not point))
    if total <= 0:
        raise FormulaError("reason.base_not_positive", text=shown_total, period="合计")
    return Result(point.value / total * 100, "%", _RATE_PLACES, f"{point.fact.text} ÷ {shown_total}", inputs)


def _cumulative(series: Series, arguments: _Arguments) -> Result:
    series = series.of(arguments.names)
    period = arguments.period or series.latest()
    last = series.at(period).single()
    assert last.period is not None
    kind, end = last.period.kind, last.period.index
    if last.fact.unit in _PERCENT:
        raise FormulaError("reason.percent_summed", text=last.fact.text)
    if kind == "running":
        raise FormulaError("reason.running_months", period=period.text)
    first = min(p.period.index for p in series.points if p.period) if kind == "year" else first_of_year(last.period)
    points = []
    for index in range(first, end + 1):
        point = series.find(kind, index)
        if point is None:
            raise FormulaError("reason.no_period", series=series.name, period=shown(kind, index))
        points.append(point)
    _same_units(*points)
    computation = " + ".join(point.fact.text for point in points)
    total = sum((point.value for point in points), Decimal())
    return Result(total, last.fact.unit, _places(*points), computation, tuple(point.fact.id for point in points))


def _rank(series: Series, arguments: _Arguments) -> Result:
    series = _in_period(series, arguments)
    if not arguments.names:
        raise FormulaError("reason.share_of_whom")
    point = series.of(arguments.names).single()
    others = [other for other in series.points if not other.is_total]
    _same_units(*others)
    ahead = [o for o in others if (o.value < point.value if arguments.ascending else o.value > point.value)]
    order = "由低到高" if arguments.ascending else "由高到低"
    computation = f"{point.fact.text}在{len(others)}项中{order}排第{len(ahead) + 1}"
    inputs = (point.fact.id, *(other.fact.id for other in others if other is not point))
    return Result(Decimal(len(ahead) + 1), "", 0, computation, inputs)


def _latest(series: Series, arguments: _Arguments) -> Result:
    series = series.of(arguments.names)
    point = series.at(arguments.period or series.latest()).single()
    computation = f"{point.label}的值"
    return Result(point.value, point.fact.unit, _places(point), computation, (point.fact.id,))


def _in_period(series: Series, arguments: _Arguments) -> Series:
    """Return the numbers of one period: that which is named, or the last; all of a table without periods."""
    if arguments.period:
        return series.at(arguments.period)
    if any(point.period for point in series.points):
        return series.at(series.latest())
    return series


def _same_units(*points: Point) -> None:
    units = list(dict.fromkeys(point.fact.unit for point in points))
    if len(units) > 1:
        raise FormulaError("reason.cannot_be_added", left=units[0] or "—", right=units[1] or "—")


def _places(*points: Point) -> int:
    return max(max(0, -int(point.value.as_tuple().exponent)) for point in points)


_FUNCTIONS: Mapping[str, Callable[[Series, _Arguments], Result]] = {
    "同比": _year_on_year,
    "环比": _period_on_period,
    "占比": _share,
    "累计": _cumulative,
    "排名": _rank,
    "最新": _latest,
}


def call_name(call: str) -> str:
    """Return the name of the fact that a call gives where no name is written for it: 同比.output.产值.2025年10月."""
    match = _PARTS.fullmatch(call.strip())
    assert match is not None
    parts = [_ENGLISH.get(match[1], match[1]), *re.split(r"[,，;；.]", match[2])]
    return ".".join(filter(None, map(key, parts)))


def is_change(function: str) -> bool:
    """Return whether a function compares a number with another of its series."""
    return _ENGLISH.get(function, function) in ("同比", "环比")


def is_rate(function: str) -> bool:
    """Return whether a function gives a percentage."""
    return _ENGLISH.get(function, function) in ("同比", "环比", "占比")
