"""What values of sources give with each other: differences, rates, shares, multiples, sums, means and counts.

Any number can be made of some pair among a thousand, so a pair counts only where the text shows that it is meant: both
values stand in the same paragraph, or they lie in a row or column that the sentence names. Cells of tables are computed
with as they stand; numbers of sentences stand for all that round to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice

from msgspec import Struct

from jzdocs.evidence.agreement import bounds, factors, is_same_measure
from jzdocs.evidence.operands import Lines, Operand, sum_of
from jzdocs.evidence.values import Value, affinity, bare_name
from jzdocs.facts.rounding import plain
from jzdocs.patterns import compiled

_CHANGE = compiled("[增减升降涨跌多少高低差超缺缩扩提比余净压回收]")
_RATE = compiled("[增减升降涨跌缩扩提高低多少]|同比|环比|速|幅|率|完成|变化")
_SHARE = compiled("[占率]|比重|比例|份额|构成|完成|达到|相当|其中|覆盖")
_TIMES = compiled("倍|番")
_TOTAL = compiled(
    r"合计|共|总|累计|全[市县区省国年部体]|[两三四五六七八九十\d]+(?:个|家|县|区|市|项|类)|加上|一并|和|及|、"
)
_TOTAL_OF_SHARES = compiled("合计|共占|总共|之和|加起来|一并|合占")
_MEAN = compiled("平均|均")
_EACH = compiled("均|每|密度|强度|单价")
_REST = compiled("其余|剩|余下|另|未")
_COUNTED = compiled("超过|高于|低于|以上|以下|不足|达到|大于|小于|不低于|未达|达标|增长|下降|上升|正|负|实现|提高|改善")
_COUNTERS = frozenset("个家户县市区项所座处条类种村镇乡省人名次期年月站点厂园片段批款只台套")
_EACH_MANY = compiled("每([百千万]|十万)")
_HOW_MANY = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "十万": Decimal(100_000)}
_MOST_FITTING = 40
_MOST_NAMED = 3
_MOST_SUMMED = 6
_HUNDRED = Decimal(100)


class Derivation(Struct, frozen=True):
    """How a number follows from values of sources: which kind of computation, written out, and the values."""

    kind: str
    how: str
    inputs: tuple[Value, ...]


class _Result(Struct, frozen=True):
    """What a computation gives: the bounds of its result."""

    low: Decimal
    high: Decimal
    how: str
    inputs: tuple[Value, ...]


def derivation(stated: Value, clause: str, lines: Lines) -> Derivation | None:
    """Return how a number of a text follows from values of sources; None where it does not. `clause` are the words
    around it, `lines` the values that may be meant."""
    words = bare_name(clause)
    for kind, results in _computations(stated, clause, lines):
        fitting = list(islice((result for result in results if _fits(stated, result)), _MOST_FITTING))
        if fitting:
            best = max(fitting, key=lambda result: _aptness(result, words))
            return Derivation(kind, best.how, best.inputs)
    return None


def _aptness(result: _Result, words: str) -> float:
    """Return how well the words beside a number name what it may be computed from."""
    values = result.inputs[:_MOST_NAMED]
    return sum(affinity(value.labels[:1], words) + affinity(value.labels, words) for value in values) / len(values)


def _computations(stated: Value, clause: str, lines: Lines) -> Iterator[tuple[str, Iterator[_Result]]]:
    """Yield the kinds of computations that the unit and the words of a number allow, the likeliest first."""
    moves = stated.kind in ("increase", "decrease")
    percent = stated.unit == "%"
    pairs = list(lines.pairs())
    counts = stated.unit in _COUNTERS or not stated.unit
    if counts and not moves:
        yield "count", _counts(clause, lines)
    if (moves or _CHANGE.search(clause)) and not percent:  # two percentages differ by points
        yield "difference", _differences(stated, pairs)
    if percent and (moves or _RATE.search(clause)):
        yield "rate", _rates(pairs)
    if percent and _SHARE.search(clause):
        yield "share", _shares(pairs, lines)
    if stated.unit == "倍" or _TIMES.search(clause):
        yield "multiple", _multiples(pairs)
    if (_TOTAL_OF_SHARES if percent else _TOTAL).search(clause):
        yield "sum", _sums(stated, lines)
    if _MEAN.search(clause):
        yield "mean", _means(stated, lines)
    if _EACH.search(clause) and not percent:
        yield "quotient", _quotients(stated, clause, [*pairs, *lines.pairs_with_bases()])
    if percent and _REST.search(clause):
        yield "remainder", _remainders(lines)


def _fits(stated: Value, result: _Result) -> bool:
    """Whether a printed number can be a result, up or down."""
    low, high = bounds(stated)
    least, most = sorted((abs(result.low), abs(result.high)))
    if result.low < 0 < result.high:
        least = Decimal(0)
    if stated.kind == "increase" and result.high < 0:
        return False
    return abs(low) <= most and least <= abs(high) if low >= 0 else least <= max(abs(low), abs(high))


def _differences(stated: Value, pairs: Iterable[tuple[Operand, Operand]]) -> Iterator[_Result]:
    for first, last in pairs:
        if stated.unit in _COUNTERS and not (_is_whole(first) and _is_whole(last)):
            continue
        if first.unit == last.unit and is_same_measure(stated.unit, first.unit) and first.values != last.values:
            for factor in _scales(stated, first):
                yield _Result(
                    (last.low - first.high) / factor,
                    (last.high - first.low) / factor,
                    f"{last.text} − {first.text}",
                    (*last.values, *first.values),
                )


def _is_whole(operand: Operand) -> bool:
    return operand.values[0].half >= Decimal("0.5")


def _scales(stated: Value, operand: Operand) -> Iterator[Decimal]:
    """Yield by what a result in the unit of an operand is divided to be one in that of a number."""
    return factors(stated, operand.unit, operand.multiplier)


def _rates(pairs: Iterable[tuple[Operand, Operand]]) -> Iterator[_Result]:
    for first, last in pairs:
        if first.low > 0 and last.low >= 0 and first.unit == last.unit and first.unit != "%":
            yield _Result(
                (last.low / first.high - 1) * _HUNDRED,
                (last.high / first.low - 1) * _HUNDRED,
                f"({last.text} − {first.text}) ÷ {first.text}",
                (*last.values, *first.values),
            )


def _shares(pairs: Iterable[tuple[Operand, Operand]], lines: Lines) -> Iterator[_Result]:
    for part, whole in (*pairs, *lines.parts_of_sums()):
        if part.unit == whole.unit and part.unit != "%" and whole.low > 0 and part.low >= 0:
            yield _ratio(part, whole, _HUNDRED)


def _ratio(above: Operand, below: Operand, scale: Decimal) -> _Result:
    return _Result(
        above.low / below.high * scale,
        above.high / below.low * scale,
        f"{above.text} ÷ {below.text}",
        (*above.values, *below.values),
    )


def _multiples(pairs: Iterable[tuple[Operand, Operand]]) -> Iterator[_Result]:
    for above, below in pairs:
        if above.unit == below.unit and below.low > 0 and above.low >= below.low:
            ratio = _ratio(above, below, Decimal(1))
            yield ratio
            yield _Result(ratio.low - 1, ratio.high - 1, f"{ratio.how} − 1", ratio.inputs)


def _quotients(stated: Value, clause: str, pairs: Iterable[tuple[Operand, Operand]]) -> Iterator[_Result]:
    each = _EACH_MANY.search(clause)
    many = _HOW_MANY[each[1]] if each else Decimal(1)
    unit = stated.unit.partition("/")[0]
    for above, below in pairs:
        if "%" in (above.unit, below.unit) or not is_same_measure(unit, above.unit):
            continue
        if any(value.approx for value in (*above.values, *below.values)):
            continue
        if above.unit != below.unit and below.low > 0 and above.low > 0:
            ratio = _ratio(above, below, many)
            yield ratio
            scale = above.multiplier / below.multiplier
            if scale != 1:
                yield _Result(ratio.low / scale, ratio.high / scale, ratio.how, ratio.inputs)


def _sums(stated: Value, lines: Lines) -> Iterator[_Result]:
    for line in lines.columns():
        if is_same_measure(stated.unit, line[0].unit) and line[0].unit != "%":
            yield from _of_sum(stated, sum_of(line))
    for members in lines.named_members():
        fitting = [value for value in members if is_same_measure(stated.unit, value.unit)][: 2 * _MOST_SUMMED]
        few = len(fitting) <= _MOST_SUMMED
        for count in range(2, len(fitting) + 1) if few else (2, len(fitting)):
            for chosen in combinations(fitting, count):
                if len({operand.unit for operand in chosen}) == 1:
                    yield from _of_sum(stated, sum_of(chosen))


def _of_sum(stated: Value, total: Operand) -> Iterator[_Result]:
    for factor in _scales(stated, total):
        yield _Result(total.low / factor, total.high / factor, total.text, total.values)


def _means(stated: Value, lines: Lines) -> Iterator[_Result]:
    for line in lines.columns():
        if is_same_measure(stated.unit, line[0].unit):
            total = sum_of(line)
            for factor in _scales(stated, total):
                count = len(line) * factor
                how = f"({total.text}) ÷ {len(line)}"
                yield _Result(total.low / count, total.high / count, how, total.values)


def _remainders(lines: Lines) -> Iterator[_Result]:
    for operand in lines.shares:
        if operand.high < _HUNDRED:
            yield _Result(_HUNDRED - operand.high, _HUNDRED - operand.low, f"100% − {operand.text}", operand.values)


def _counts(clause: str, lines: Lines) -> Iterator[_Result]:
    """Yield how many rows a table has, and how many of a column lie on one side of a number of the sentence."""
    for line in lines.columns():
        yield _counted(line, "")
        if _COUNTED.search(clause):
            for limit in lines.limits:
                yield _counted([value for value in line if value.low >= limit], f" ≥ {plain(limit)}")
                yield _counted([value for value in line if value.high <= limit], f" ≤ {plain(limit)}")
            yield _counted([value for value in line if value.low > 0], " > 0")
            yield _counted([value for value in line if value.high < 0], " < 0")


def _counted(line: Sequence[Operand], condition: str) -> _Result:
    count = Decimal(len(line))
    values = tuple(value for operand in line[:1] for value in operand.values)
    name = values[0].labels[-1] if values and values[0].labels else ""
    return _Result(count, count, f"{name}{condition}: {len(line)}", values)
