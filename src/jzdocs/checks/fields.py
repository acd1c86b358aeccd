"""Relations that every reader of a field knows: 市盈率 is the price over 每股收益, 净值 what depreciation leaves.

Each is a row of `rows_of_money` or `rows_of_life`: the words by which the figures of a sentence are told apart, and the
formula. A row is read where every role has one figure; what is stated otherwise is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.checks import rows_of_life, rows_of_money
from jzdocs.checks.calendar import impossible, part
from jzdocs.checks.dimensions import is_measure, measured
from jzdocs.checks.field_rows import Role, Row
from jzdocs.checks.figures import Figure, figures
from jzdocs.checks.finding import Finding
from jzdocs.facts.rounding import plain, rounded
from jzdocs.patterns import compiled

_ROWS = (*rows_of_money.ROWS, *rows_of_life.ROWS)
_LONGEST = 200
_MOST = 10  # figures of a sentence
_FAR = 30  # times; what is further off measures something else
_TRIGGER = compiled("|".join(f"(?:{row.needs})" for row in _ROWS))


def fields_in(text: str) -> Iterator[Finding]:
    """Yield the figures of a sentence that are not what the usual relation of its field gives."""
    for row, cast in _castings(text):
        finding = _judged(text, row, cast)
        if finding:
            yield finding
            return


def fields_that_hold(text: str) -> Iterator[int]:
    """Yield the places of figures that stand in a usual relation which is true."""
    for row, cast in _castings(text):
        if (size := _sized(row, cast)) and size.is_met:
            yield from (figure.start for figure in cast.values())


def _castings(text: str) -> Iterator[tuple[Row, Mapping[str, Figure]]]:
    """Yield the rows that a sentence is of, with the figures of their roles."""
    if len(text) > _LONGEST or not _TRIGGER.search(text):
        return
    found = figures(text)
    if not 2 <= len(found) <= _MOST:
        return
    for row in _ROWS:
        if _needed(row.needs).search(text) and not (row.unless and _needed(row.unless).search(text)):
            cast = _cast(row, found)
            if cast:
                yield row, cast


@lru_cache(maxsize=512)
def _needed(pattern: str) -> re.Pattern[str]:
    return compiled(pattern)


def _cast(row: Row, found: Sequence[Figure]) -> Mapping[str, Figure] | None:
    """Return the figure of each role, where each has one and none has two roles."""
    cast: dict[str, Figure] = {}
    for role in row.roles:
        fitting = [figure for figure in found if _fits(role, figure) and figure not in cast.values()]
        if role.takes == "first":
            fitting = fitting[:1]
        elif role.takes == "last":
            fitting = fitting[-1:]
        if len(fitting) != 1 or fitting[0].about:
            return None
        cast[role.name] = fitting[0]
    before = [figure for figure in found if figure.start < cast["result"].start]
    return None if row.is_alone and len(before) != len(cast) - 1 else cast


def _fits(role: Role, figure: Figure) -> bool:
    """Whether a figure is of a role by its unit and the words beside it."""
    if role.units and figure.unit not in role.units and not any(_kind(figure) == kind for kind in role.units):
        return False
    words = f"{figure.clause}|{figure.unit}{re.split('[，。；、]', figure.tail)[0]}"
    if role.unless and _needed(role.unless).search(words):
        return False
    return not role.words or bool(_needed(role.words).search(words))


def _kind(figure: Figure) -> str:
    """Return what a figure measures: length, area, volume, mass, time, or count."""
    if not figure.unit:
        return "bare"
    if not is_measure(figure.unit):
        return "count"
    kinds = measured(figure.unit)[0]
    name, power = next(iter(kinds.items()), ("share", 1))
    if name == "length":
        return ("length", "area", "volume")[power - 1]
    return "time" if name in ("days", "months") else name


def _judged(text: str, row: Row, cast: Mapping[str, Figure]) -> Finding | None:
    size = _sized(row, cast)
    if size is None or size.is_met or size.right <= 0 or not 1 / _FAR < size.printed / size.right < _FAR:
        return None
    stated = cast["result"]
    right = size.right
    shown = plain(rounded(Decimal(repr(right)), max(_places(stated), 0 if size.step >= 1 and right >= 10 else 1)))
    how = row.how.format(**{name: _shown(figure) for name, figure in cast.items() if name != "result"})
    unit = re.sub(r"^[-−\d.,，]+|^[一二两三四五六七八九十百半]+", "", stated.text)
    printed = f"1∶{shown}" if stated.unit == "∶" else f"{shown}{unit}"
    return impossible(part(text, stated.start, stated.end), row.problem, printed, f"{how} = {shown}", certain=False)


class _Size(Struct, frozen=True):
    """What a result is printed as, what it should be, a unit of its last digit, and whether it may be meant."""

    printed: float
    right: float
    step: float
    is_met: bool


def _sized(row: Row, cast: Mapping[str, Figure]) -> _Size | None:
    """Return what the roles of a row give beside what is stated, None where they give nothing."""
    stated = cast["result"]
    operands = [figure for name, figure in cast.items() if name != "result"]
    over = [role.is_over for role in row.roles if role.name != "result"]
    if row.is_printed:
        operands = [_as_printed(figure) for figure in operands]
        stated = _as_printed(stated)
    try:
        value = row.formula(*(_value(figure, is_over) for figure, is_over in zip(operands, over, strict=True)))
        corners = [
            row.formula(*corner)
            for corner in product(*(_bounds(figure, is_over) for figure, is_over in zip(operands, over, strict=True)))
        ]
    except ZeroDivisionError:
        return None
    scale = stated.amount / (stated.value / stated.scale) if stated.value and not row.is_printed else 1.0
    printed, step = stated.amount / scale, stated.fineness / scale
    low, high = min(corners) / scale, max(corners) / scale
    right = value / scale
    is_whole = abs(right - round(right)) < 1e-6
    slack = 1e-6 * abs(printed) + (0.0 if row.is_exact else step / 2 if is_whole else step)
    return _Size(printed, right, step, low - slack <= printed <= high + slack)


def _as_printed(figure: Figure) -> Figure:
    return replace(figure, amount=figure.value / figure.scale, fineness=figure.step / figure.scale)


def _value(figure: Figure, is_over: bool) -> float:
    return figure.value if is_over else figure.amount


def _bounds(figure: Figure, is_over: bool) -> tuple[float, float]:
    half = 0.0 if figure.is_exact else (figure.step if is_over else figure.fineness) / 2
    return _value(figure, is_over) - half, _value(figure, is_over) + half


def _places(figure: Figure) -> int:
    return len(re.sub(r"\D", "", figure.text.partition(".")[2])) if "." in figure.text else 0


def _shown(figure: Figure) -> str:
    return figure.text.replace(",", "").replace("，", "")
