"""Sentences near a table that compute with its cells: sums, changes and ratios that the cells contradict.

A number is judged where the words of its sentence name the cells that it comes from. What the table explains in any
other way is left alone, and so is what is further off than a slip of the pen: it measures something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from jzdocs.facts.number import FALL, RISE, Number
from jzdocs.facts.quantities import fold
from jzdocs.facts.recognition import numbers_in
from jzdocs.facts.rounding import PERCENT, decimal_places, exact, multiplier, plain, rounded
from jzdocs.patterns import compiled
from jzdocs.resolve.table_axes import Axes, Cell, Item
from jzdocs.resolve.table_slips import is_printed, is_same, is_slip_for, meets
from jzdocs.resolve.table_values import Value, changes, everything, ratios, series_of, sum_of

_PAUSE = compiled(r"[，,。；;：:（）()]")
_UP = compiled(f"(?:{RISE}|多|高|加大|增大|升|扩大|加快)(?:了|出|达)?$")
_DOWN = compiled(f"(?:{FALL}|少|低|减小|缩小|降|减幅|降幅|跌幅)(?:了|出|达|为)?$")
_CHANGE = compiled("(?:相差|差距?|差额|差值|幅度?|变化|变动|增速|增长率|升幅|涨幅|增幅|增量)(?:为|是|达|了|有)?$")
_SUM = compiled("共|合计|加总|总计|合共|之和|相加|加起来|[总全]部|累计")
_COUNTED = compiled(
    r"(?<![第\d一二三四五六七八九十])([二两三四五六七八九十]|1\d|[2-9])(?:大|个|类|种|项|家|所|年|县|镇|乡|区|市|地|处|条|支|座|名|人|月|季度|站|村|厂|店|组|班|队|科)"
)
_SPAN = compiled(
    r"([二两三四五六七八九十]|1\d|[2-9])(?:年|个?月|个季度|日|天|周)(?:来|间|内|里|之间)|之内|期间|以来|从|由|累计"
)
_PREVIOUS = compiled("上一?[年月季期日周]|去年|前一?[年月日]|环比|同比")
_OTHERS = compiled("计划|目标|预算|预计|力争|拟|规划|任务|平均|均值|其余|其他|剩余|除|以外|左右|目前|今后|到20[3-9]")
_RATIO = compiled("[率度比重例]|占|份额")
_MOST_CELLS = 200
_DIGITS = {digit: place for place, digit in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_TIMES = compiled(r"(?:19|20)\d\d(?=年|[^\d]|$)|(?<!\d)(?:1[0-2]|[1-9])月|[一二三四]季度")


class Misstated(Struct, frozen=True):
    """A number that the table contradicts, what the table gives, how, and the cells that give it."""

    number: Number
    right: str
    how: str
    cells: Sequence[Cell]


class _Place(Struct, frozen=True):
    """A number in its sentence: the words of its clause before it, all before it, and the numbers that are there."""

    number: Number
    lead: str
    before: str
    earlier: Sequence[Number]

    @property
    def unit(self) -> str:
        """Return the unit of the number without its multiplier."""
        return self.number.quantity.base_unit


def misstated_in(sentence: str, axes: Axes) -> Iterator[Misstated]:
    """Yield the numbers of a sentence that are not what the cells give that it names."""
    if len(axes.cells) > _MOST_CELLS:
        return
    numbers = [number for number in numbers_in(sentence) if number.kind not in ("date", "label", "ordinal", "rank")]
    for index, number in enumerate(numbers):
        before = sentence[: number.quantity.start]
        lead = _PAUSE.split(before)[-1]
        place = _Place(number, fold(lead), fold(before), numbers[:index])
        tail = sentence[number.quantity.end :]
        if not exact(number) or number.bound or tail.startswith(("左右", "多", "余", "以上", "以下")):
            continue
        if _OTHERS.search(_without_names(axes, place.lead)) or _has_other_time(axes, place):
            continue
        siblings = [other for other in numbers if other is not number]
        yield from _judge(axes, place, siblings)


def _without_names(axes: Axes, text: str) -> str:
    """Return a text without the names of rows and columns: 平均住院日 may be one."""
    for item in (*axes.rows, *axes.columns):
        text = text.replace(item.name, "") if item.name else text
    return text


def _has_other_time(axes: Axes, place: _Place) -> bool:
    """Whether a clause names a time that the table does not."""
    own = {item.time for item in (*axes.rows, *axes.columns)} | set(_TIMES.findall(axes.title))
    if not any(own):
        return False
    return any(time not in own for time in _TIMES.findall(place.lead))


def _judge(axes: Axes, place: _Place, siblings: Sequence[Number]) -> Iterator[Misstated]:
    direction = _direction(place)
    if direction is not None:
        yield from _changes(axes, place, direction)
    elif _RATIO.search(place.lead + _clause_before(place)) and place.unit in PERCENT:
        yield from _ratios(axes, place, siblings)
        yield from _cells(axes, place)
    else:
        found = list(_sums(axes, place))
        yield from found or _cells(axes, place)


def _direction(place: _Place) -> int | None:
    """Return 1 for a rise, -1 for a fall, 0 for a change that is stated without its sign; None for what is none."""
    match place.number.kind:
        case "increase":
            return 1
        case "decrease":
            return -1
        case "level":
            lead = place.lead.rstrip()
            if _CHANGE.search(lead) and not _DOWN.search(lead):
                return 0
            return 1 if _UP.search(lead) else -1 if _DOWN.search(lead) else None
    return None


def _clause_before(place: _Place) -> str:
    """Return the clause before that of a number: 夜班次品率最高，为."""
    return (_PAUSE.split(place.before) or [""])[-2] if len(_PAUSE.split(place.before)) > 1 else ""


# --- what a sentence names


def _named(items: Sequence[Item], texts: Sequence[str]) -> list[int]:
    """Return the rows or columns that the first of some texts to name any names, by their names or their times."""
    for text in texts:
        found = [index for index, item in enumerate(items) if _is_named(item, text)]
        longest = max((len(items[index].name) for index in found), default=0)
        if found:
            inside = [
                index
                for index in found
                if not any(
                    items[index].name != items[other].name and items[index].name in items[other].name for other in found
                )
            ]
            return inside if longest else found
    return []


def _is_named(item: Item, text: str) -> bool:
    if not item.name:
        return bool(item.time) and _has_time(item.time, text)
    if len(item.name) == 1:
        return False
    return item.name in text and (not item.time or _has_time(item.time, text) or not _TIMES.search(text))


def _has_time(time: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\d){time}(?=\D|$)", text))


def _columns(axes: Axes, place: _Place) -> list[int]:
    """Return the columns that a sentence names: those that share the longest piece of their names with the clause of
    the number, else with what is before it; of one unit that fits, the only one."""
    fitting = [
        index
        for index in range(axes.first, len(axes.columns))
        if any(_fits(cell.unit, place.unit) for cell in axes.column_of(index))
    ]
    for text in (place.lead, place.before):
        scores = {index: _shared(axes.columns[index].name, text) for index in fitting}
        best = max(scores.values(), default=0)
        if best >= 2:
            return [index for index in fitting if scores[index] == best]
    return fitting if len({axes.columns[index].name for index in fitting}) == 1 else []


def _shared(name: str, text: str) -> int:
    """Return the length of the longest piece of a name in a text."""
    for size in range(len(name), 1, -1):
        if any(name[at : at + size] in text for at in range(len(name) - size + 1)):
            return size
    return 0


def _fits(unit: str, stated: str) -> bool:
    """Whether a cell may be in the unit of a number: one without a unit is in any that counts."""
    return unit == stated or (not unit and stated not in PERCENT and stated not in ("元", "个百分点", "百分点", "倍"))


# --- sums


def _sums(axes: Axes, place: _Place) -> Iterator[Misstated]:
    """Yield a sum of a column, or of a row's times, that is not what a sentence says."""
    counted = [_DIGITS.get(digits) or int(digits) for digits in _COUNTED.findall(place.before)]
    if not counted and not _SUM.search(place.lead):
        return
    possible: list[Value] = []
    if not _named(axes.rows, [place.lead]):
        for index in _columns(axes, place):
            cells = axes.column_of(index)
            if axes.can_be_added(index) and (len(cells) in counted or _SUM.search(place.lead)):
                possible.append(sum_of(cells))
    for row in [0] if len(axes.rows) == 1 else _named(axes.rows, [place.lead, place.before]):
        cells = axes.row_of(row)
        times = [axes.columns[cell.column] for cell in cells]
        if len(cells) in counted and all(item.time and not item.name for item in times):
            possible.append(sum_of(cells))
    possible = [value for value in possible if _fits(value.unit, place.unit)]
    if len(possible) == 1:
        yield from _differing(axes, place, possible[0], sure=bool(counted), sign=1)


# --- changes


def _changes(axes: Axes, place: _Place, direction: int) -> Iterator[Misstated]:
    """Yield a change between two cells of a row or a column that is not what a sentence says."""
    possible: list[Value] = []
    if pair := _compared_rows(axes, place):
        possible = list(changes(*pair, place.unit))
    for series in series_of(axes) if pair is None else ():
        if _is_of(axes, series, place):
            ends = _pair(axes, series, place)
            if ends:
                possible += list(changes(*ends, place.unit))
    if len(possible) == 1:
        sign = direction or (1 if possible[0].amount >= 0 else -1)
        row = possible[0].cells[0].row if _names_both_times(axes, possible[0], place) else None
        yield from _differing(axes, place, possible[0], sure=True, sign=sign, within=row)


def _names_both_times(axes: Axes, value: Value, place: _Place) -> bool:
    """Whether a clause names the row and both columns of a change, so that nothing else can be meant:
    2024年营业收入比2023年增长."""
    times = [axes.columns[cell.column].time for cell in value.cells]
    names = {axes.rows[cell.row].name for cell in value.cells}
    named = all(time and _has_time(time, place.lead) for time in times)
    return named and len(names) == 1 and all(name and name in place.lead for name in names)


def _compared_rows(axes: Axes, place: _Place) -> tuple[Cell, Cell] | None:
    """Return the cells of two rows that a clause compares: 甲镇粮食产量比乙镇多."""
    bases = [
        (match.start(), index)
        for match in re.finditer("[比较]", place.lead)
        for index, item in enumerate(axes.rows)
        if len(item.name) > 1 and place.lead.startswith(item.name, match.end())
    ]
    columns = _columns(axes, place)
    times = [index for index in columns if _has_time(axes.columns[index].time, place.before)]
    columns = times if any(axes.columns[index].time for index in columns) else columns
    if len(bases) != 1 or len(columns) != 1:
        return None
    start, base = bases[0]
    earlier = [place.lead[:start], place.before[: len(place.before) - len(place.lead)]]
    targets = _named(axes.rows, earlier)
    cells = {cell.row: cell for cell in axes.column_of(columns[0])}
    if len(targets) != 1 or targets[0] == base or not {base, targets[0]} <= cells.keys():
        return None
    return cells[base], cells[targets[0]]


def _is_of(axes: Axes, series: Sequence[Cell], place: _Place) -> bool:
    """Whether a sentence names what a series is of: its row, or its column, or the table has no other."""
    rows, columns = {cell.row for cell in series}, {cell.column for cell in series}
    if len(rows) == 1:  # over columns that are times
        (row,) = rows
        named = _named(axes.rows, [place.lead, place.before])
        name = {axes.columns[column].name for column in columns}
        others = {axes.columns[index].name for index in _columns_by_name(axes, place)}
        return (named == [row] or (len(axes.rows) == 1)) and (not others or name <= others or name == {""})
    (column,) = columns
    named_columns = _columns_by_name(axes, place)
    numeric = {cell.column for cell in axes.cells}
    return named_columns == [column] or (not named_columns and numeric == {column})


def _columns_by_name(axes: Axes, place: _Place) -> list[int]:
    for text in (place.lead, place.before):
        scores = {index: _shared(axes.columns[index].name, text) for index in range(axes.first, len(axes.columns))}
        best = max(scores.values(), default=0)
        if best >= 2:
            return [index for index, score in scores.items() if score == best]
    return []


def _pair(axes: Axes, series: Sequence[Cell], place: _Place) -> tuple[Cell, Cell] | None:
    """Return the two cells of a series that a change is counted between."""
    over_columns = len({cell.row for cell in series}) == 1
    items = [axes.columns[cell.column] if over_columns else axes.rows[cell.row] for cell in series]
    named = _times_named(items, place.before)
    base = _base_in(items, place)
    if base is not None:
        later = [index for index in named if index != base]
        last = later[0] if len(later) == 1 else _latest(items, place, base)
        return (series[base], series[last]) if last is not None and base < last else None
    if _PREVIOUS.search(place.lead):
        last = _last_named(items, place.before)
        last = len(series) - 1 if last is None and len(series) == 2 else last
        return (series[last - 1], series[last]) if last and _is_step(items, last) else None
    if len(series) == 2:
        return series[0], series[1]
    if len(named) == 2:
        return series[named[0]], series[named[1]]
    span = [_DIGITS.get(digits) or int(digits) for digits in re.findall(_SPAN, place.lead) if digits]
    if span and span[-1] in (len(series), len(series) - 1) and not named:
        return series[0], series[-1]
    return None


def _is_step(items: Sequence[Item], last: int) -> bool:
    """Whether a time follows the one before it at once."""
    times = [items[last - 1].time, items[last].time]
    if all(re.fullmatch(r"\d{4}", time) for time in times):
        return int(times[1]) - int(times[0]) == 1
    months = [re.fullmatch(r"(\d+)月", time) for time in times]
    first, second = months
    return not (first and second) or int(second[1]) - int(first[1]) == 1


def _times_named(items: Sequence[Item], text: str) -> list[int]:
    return [index for index, item in enumerate(items) if _has_time(item.time, text)]


def _last_named(items: Sequence[Item], text: str) -> int | None:
    """Return the time that is named last, None where none is."""
    places = [(text.rfind(items[index].time), index) for index in _times_named(items, text)]
    return max(places)[1] if places else None


def _latest(items: Sequence[Item], place: _Place, base: int) -> int | None:
    """Return the time that is compared with a base: the one that opens the sentence, the last one of two."""
    named = [(place.before.find(items[index].time), index) for index in _times_named(items, place.before)]
    named = [pair for pair in named if pair[1] != base]
    if named:
        return min(named)[1]
    return len(items) - 1 if len(items) == 2 else None


def _base_in(items: Sequence[Item], place: _Place) -> int | None:
    """Return the time that a clause compares with."""
    for match in re.finditer("[比较与同跟]", place.lead):
        rest = place.lead[match.end() :]
        for index, item in enumerate(items):
            if rest.startswith(item.time):
                return index
    return None


# --- ratios


def _ratios(axes: Axes, place: _Place, siblings: Sequence[Number]) -> Iterator[Misstated]:
    """Yield a ratio of two columns in a row that a sentence names and gives otherwise."""
    rows = _named(axes.rows, [place.lead, _clause_before(place)])
    if len(rows) != 1 or len(axes.rows) < 2:
        return
    (row,) = rows
    pairs = dict(ratios(axes, row))
    if any(meets(value, place.number, 1) for value in pairs.values()) or any(
        cell.low <= place.number.quantity.value <= cell.high for cell in axes.cells
    ):
        return
    words = place.lead + _clause_before(place)
    shown = [
        columns
        for columns in pairs
        if any(
            meets(value, other, 1)
            for other in siblings
            if other.quantity.base_unit in PERCENT and other.quantity.value % 100
            for index in range(len(axes.rows))
            if index != row
            for pair, value in ratios(axes, index)
            if pair == columns
        )
    ]
    named = [
        columns
        for columns in pairs
        if (name := axes.columns[columns[0]].name) and len(name) >= 2 and re.search(f"{re.escape(name)}[率占比]", words)
    ]
    choice = shown if len(shown) == 1 else named if len(named) == 1 else []
    if choice:
        yield from _differing(axes, place, pairs[choice[0]], sure=bool(shown), sign=1, within=row)


# --- cells


def _cells(axes: Axes, place: _Place) -> Iterator[Misstated]:
    """Yield a number that is that of the only cell which a sentence names but for a slip."""
    if place.number.kind not in ("level", "from", "to") or place.number.is_duration:
        return
    own = place.before[place.earlier[-1].quantity.end :] if place.earlier else place.lead
    own = own[-len(place.lead) :] if place.lead else ""
    texts = [own, place.lead, place.before] if not _SUM.search(place.lead) else [own, place.lead]
    rows, columns = _named(axes.rows, texts), _columns(axes, place)
    times = [index for index in columns if _has_time(axes.columns[index].time, place.lead)]
    nearest = [index for index in times if _has_time(axes.columns[index].time, own)]
    times = nearest if len(times) > 1 else times  # 由2021年的6840张增加到2023年的
    columns = times if any(axes.columns[index].time for index in columns) else columns
    if len(rows) != 1 or len(columns) != 1:
        return
    cells = [cell for cell in axes.row_of(rows[0]) if cell.column == columns[0] and _fits(cell.unit, place.unit)]
    if cells:
        cell = cells[0]
        value = Value(cell.low, cell.amount, cell.high, cell.unit, cell.text, (cell,))
        yield from _differing(axes, place, value, sure=False, sign=1)


# --- judging


def _differing(
    axes: Axes, place: _Place, value: Value, *, sure: bool, sign: int, within: int | None = None
) -> Iterator[Misstated]:
    """Yield a number that is a slip for a value, unless the table gives it in another way (for one of the row `within`,
    that was looked for before)."""
    number = place.number
    if meets(value, number, sign):
        return
    amount = sign * value.amount
    wrong_way = amount < 0 and meets(value, number, -sign)
    if within is None and not wrong_way and any(is_same(other, number) for other in everything(axes, place.unit)):
        if not any(is_printed(mistake, number) for mistake in value.mistakes):
            return
    if wrong_way or is_slip_for(number, value, sure=sure):
        factor = multiplier(number.quantity)
        right = rounded(abs(value.amount) / factor, decimal_places(number.quantity.value))
        mark = "−" if value.amount < 0 else ""
        yield Misstated(number, f"{mark}{plain(right)}{number.quantity.unit}", value.how, value.cells)
