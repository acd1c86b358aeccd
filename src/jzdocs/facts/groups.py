"""The numbers of a sentence that belong together: the ends of a change, the ends of a range, the terms of a ratio, and
a level with its increases.

Each function gives numbers a `group` (counted from 1 within a paragraph) and the kind that they have in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from jzdocs.facts.kinds import ABOUT, AMOUNT, ASIDE, COMPARED, EACH, RATES, REACHED, TIME, is_new, lead
from jzdocs.facts.number import FALL, RISE, Kind, Number
from jzdocs.facts.number_links import GOES_ON
from jzdocs.facts.rounding import PERCENT, POINTS
from jzdocs.patterns import compiled

_FAR = 30  # characters between two numbers that belong together
NO_FIGURE = ("date", "label", "ordinal")
STOP = compiled(r"[。；;\n]")
_RANGE = compiled(r"(?:至|到|—+|–|-|－|─+|～|~)(?:约|近)?")
_SPREAD = compiled(r"(?:不等|之间|以内|区间|范围)")
_RATIO = ("：", ":", "∶")
_MOST_OF_INCREASE = 3  # 增加2亿元至3亿元 is a range, 增加2亿元至33亿元 is not
FROM = compiled(
    r"(?<![自理缘经])(?:从(?![事业而容此中严属来])|由(?!于|此|来|我)|自(?![然来我身主动觉]))"
    rf"(?:[^，。；、\d]|{TIME}|每\d{{1,4}}[\u4e00-\u9fff]{{1,3}}){{0,16}}?(?:{TIME}的?)?{EACH}{ABOUT}$"
)
_VERB_TO = compiled(rf"(?:左右|以上|以下)?[，,]?[\u4e00-\u9fff]{{1,12}}?{REACHED}")
_TO_TIME = compiled(rf"[，,]?[\u4e00-\u9fff]{{0,4}}?(?:至|到){TIME}的?[\u4e00-\u9fff]{{0,6}}")  # ，到2023年突破
_AND_THEN = compiled(
    rf"[，,、](?:又|再|进一步|并|继续|最终|后|到{TIME}[，,]?)*(?:{RISE}|{FALL}|[增升扩提降减缩]){REACHED}"
)
_THRESHOLD = compiled(rf"(?:突破|超过|跨越|跨过|迈上|迈过|跃上|站上|跨上|首破|冲破|破|超|过){ABOUT}$")
_NO_DIGITS = compiled(r"[^\d０-９]*")
_AND_REACHED = compiled(rf"(?:元)?(?:大关|台阶|关口|门槛)?[，、,](?:已|实际|共|全年)*(?:达到?|为|至){ABOUT}")
# the base of a comparison: 比2020年的932亿元增加437亿元; 上年为90亿元
_BASE = (
    rf"(?:比|较|与|相比)(?:{TIME}|[^，。；、\d]{{0,6}}(?:同期|上月|上季度|年初))(?:末|初|时期|同期)?的?[（(]?{ABOUT}"
)
_BASE_OF = compiled(rf"(?:{_BASE})$")
_AGAINST = compiled(
    rf"[，,、（(]?(?:(?:{_BASE})|(?:而|其中)?(?:上年|去年|上期|前值|上月|上季度|年初|基期)(?:同期|末|底)?(?:仅|只)?(?:为|是|[：:])?{ABOUT})"
)
_VERB = rf"(?:{RISE}|{FALL}|新增|净增|净减|[多少高低快慢]出?(?:完成|实现|征收|投入|支出|收入)?)"
# what is said of a level itself: 总量比上年增加3亿元
_OF_IT = r"(?:(?:现价|可比价)?总量|总额|总数|总规模|规模|绝对[额量]|数量|(?:名义|实际)?(?:增速|增幅|涨幅|降幅|增长率))"
_BARE_INCREASE = compiled(
    rf"(?:[，,]再?创[^，。；\d]{{1,10}})?[，,、（(\s]*(?:(?:按|扣除|剔除|考虑)[^，。]{{2,14}}(?:计算|因素后?|影响后?|，))?[，,]?{_OF_IT}?{COMPARED}{{0,5}}(?P<verb>{_VERB})?{AMOUNT}"
)
_BARE_LEVEL = compiled(
    rf"[，,、]?(?:全年|已|预计)*(?:(?:{RISE}|{FALL}|跃升|[升增降减])?(?P<to>至|到)|达到?|为|突破|超过)了?{ABOUT}"
)
_SHARE = compiled(
    r"(?:占|完成|[为是][^，。；]{0,12}的|相当于|达到?[^，。；]{1,12}的|[\u4e00-\u9fff]{0,6}(?:完成率|执行率|比重))"
)
_NO_ANCHOR = compiled("[每前第]$")  # 每50公斤提高3元, 前10位增长5%
_LIST_JOINT = compiled(rf"(?:(?:、|和|及|与|以及)(?:{TIME}的?)?(?:(?:{RISE}|{FALL})(?:了|至|到)?)?|，)?{EACH}{ABOUT}")
_SHORTER = compiled("缩短|压缩|压减|缩减|减少|延长|提速")


# --- ranges and ratios


def ranged(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers with both ends of each range (50—80家), and the terms of each ratio (8.9∶43.1∶48.0), in a
    group of one kind."""
    grouped = list(numbers)
    for index in range(1, len(grouped)):
        low, high = grouped[index - 1], grouped[index]
        between = text[low.quantity.end : high.quantity.start]
        if between in _RATIO and _are_terms(low, high):
            group = low.group if low.group and not low.bound else last_group(grouped) + 1
            for place in (index - 1, index):
                level = replace(grouped[place].quantity, kind="level")
                grouped[place] = replace(grouped[place], quantity=level, kind="level", group=group)
        elif _RANGE.fullmatch(between) and _are_bounds(text, low, high, between):
            group = last_group(grouped) + 1
            grouped[index - 1] = replace(low, group=group, bound="low")
            grouped[index] = replace(high, kind=low.kind, group=group, bound="high")
    return grouped


def _are_terms(first: Number, second: Number) -> bool:
    """Whether two numbers with a colon between them are terms of a ratio: without units, and no numbers of a date."""
    terms = (first, second)
    return all(n.kind in ("level", "label", "to") and not n.quantity.base_unit for n in terms)


def _are_bounds(text: str, low: Number, high: Number, joint: str) -> bool:
    """Whether two numbers that are joined directly are the ends of a range, and not of a change: 从3%到5%, 增加2亿元至
    33亿元."""
    if {low.kind, high.kind} & {*NO_FIGURE, "rank", "from"} or low.group:
        return False
    first, second = low.quantity, high.quantity
    if first.base_unit not in ("", second.base_unit) or not second.base_unit or first.amount >= second.amount:
        return False
    if joint[0] not in "至到":
        return True
    if low.kind in ("increase", "decrease"):
        return first.base_unit in PERCENT or second.amount <= _MOST_OF_INCREASE * first.amount
    return not FROM.search(lead(text, first.start)) or bool(
        _SPREAD.match(text, second.end) or GOES_ON.match(text, second.end)
    )


# --- changes


def paired(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers with the two ends of each change in a group of their own."""
    grouped = list(numbers)
    _pair_lists(text, grouped)
    _pair_bases(text, grouped)
    levels = [
        i
        for i, number in enumerate(grouped)
        if number.kind in ("level", "to", "rank") and not number.group and not _is_measure(text, number)
    ]
    lengths = [i for i in levels if grouped[i].is_duration]
    apart = [i for i in levels if not grouped[i].is_duration]
    for first, second in sorted({*pairwise(levels), *(pairwise(apart) if lengths else ())}):
        if not grouped[first].group and _are_ends(text, grouped[first], grouped[second]):
            pair(grouped, first, second)
        elif _is_threshold(text, grouped[first], grouped[second]):
            group = last_group(grouped) + 1
            grouped[first] = replace(grouped[first], group=group)
            grouped[second] = replace(grouped[second], group=group)
    _go_on(text, grouped)
    return grouped


def _go_on(text: str, numbers: list[Number]) -> None:
    """Put what a change went on to into its group: 由11万吨增加到35万吨，再增加到98万吨."""
    for index in range(1, len(numbers)):
        number = numbers[index]
        earlier = next((i for i in range(index - 1, -1, -1) if numbers[i].kind not in NO_FIGURE), None)
        station = numbers[earlier] if earlier is not None else None
        if number.kind != "to" or number.group or earlier is None or station is None or station.kind != "to":
            continue
        same = station.quantity.base_unit == number.quantity.base_unit
        if same and station.group and _AND_THEN.fullmatch(text[station.quantity.end : number.quantity.start]):
            numbers[index] = replace(number, group=station.group)


def _is_threshold(text: str, first: Number, second: Number) -> bool:
    """Whether the first of two levels only says which round number the second passed: 突破2亿元、达到2.3亿元."""
    start, end = first.quantity, second.quantity
    if first.group or second.group or start.base_unit != end.base_unit or not start.amount <= end.amount:
        return False
    behind, approximator = ASIDE.sub("", text[start.end : end.start]), _NO_DIGITS.match(start.text)
    words = lead(text, start.start) + (approximator[0] if approximator else "")  # 超过2万亿元
    return bool(_AND_REACHED.fullmatch(behind) and _THRESHOLD.search(words))


def pair(numbers: list[Number], first: int, *others: int) -> None:
    """Put numbers into one group, as the beginning, stations and the end of a change. Ranks stay ranks."""
    group = last_group(numbers) + 1
    for index in (first, *others):
        kind: Kind = "from" if index == first else "to" if index == others[-1] else "level"
        ranked = numbers[index].kind == "rank"
        numbers[index] = replace(numbers[index], kind="rank" if ranked else kind, group=group)


def _are_ends(text: str, first: Number, second: Number) -> bool:
    """Whether two levels that follow one another are the ends of a change: 由24.6%提升至38.2%."""
    start, end = first.quantity, second.quantity
    between = ASIDE.sub("", text[start.end : end.start])
    ranks = [number.kind == "rank" for number in (first, second)]
    if first.kind == "to" or (start.base_unit != end.base_unit and not any(ranks)) or ranks[0] > ranks[1]:
        return False
    if len(between) > _FAR or STOP.search(between):
        return False
    begins = bool(FROM.search(lead(text, start.start)))
    if second.kind == "to":
        return begins or not re.search(r"[，,、]", between)
    if any(ranks) and begins:
        return bool(re.fullmatch(r"[，,]?[\u4e00-\u9fff]{0,8}(?:至|到|成|为)(?:了)?[\u4e00-\u9fff]{0,4}", between))
    if begins and _TO_TIME.fullmatch(between) and not first.is_duration:
        return True
    return begins and bool(_VERB_TO.fullmatch(between) or between in ("至", "到")) and not first.is_duration


def _pair_lists(text: str, numbers: list[Number]) -> None:
    """Pair by place where lists are the ends: 从209元、280元提高到217元、290元. Where only the beginning is a list, its
    items are stations of one change: 由2020年的3%、2021年的4%提高到2025年的8%."""
    listed = -1  # the last number that was read as one of a list
    for index, number in enumerate(numbers):
        free = index > listed and number.kind == "level" and not number.group and not _is_measure(text, number)
        if not free or not FROM.search(lead(text, number.quantity.start)):
            continue
        starts = list_from(text, numbers, number.quantity.start)
        listed = starts[-1]
        following = next((i for i in range(starts[-1] + 1, len(numbers)) if numbers[i].kind not in NO_FIGURE), None)
        if len(starts) < 2 or following is None:
            continue
        between = text[numbers[starts[-1]].quantity.end : numbers[following].quantity.start]
        ends = list_from(text, numbers, numbers[following].quantity.start)
        if not re.fullmatch(rf"(?:分别)?[，,]?(?:分别)?[\u4e00-\u9fff]{{0,8}}?{REACHED}", between):
            continue
        if len(ends) == len(starts):
            for first, last in zip(starts, ends, strict=True):
                pair(numbers, first, last)
        elif len(ends) == 1:
            pair(numbers, *starts, *ends)


def _is_measure(text: str, number: Number) -> bool:
    """Whether a number only says of how much another is stated: 每50公斤117元."""
    return text[number.quantity.start - 1 : number.quantity.start] == "每"


def _pair_bases(text: str, numbers: list[Number]) -> None:
    """Pair a level with the base that it is compared with: 1369.7亿元，较2020年的932.3亿元增加437.4亿元; 100亿元，
    上年为90亿元."""
    for index, number in enumerate(numbers):
        if number.kind != "level" or number.group:
            continue
        earlier = next((i for i in range(index - 1, -1, -1) if numbers[i].kind not in NO_FIGURE), None)
        level = numbers[earlier] if earlier is not None else None
        if (
            earlier is not None
            and level is not None
            and level.kind in ("level", "to")
            and (not level.group or level.bound == "high")
            and level.quantity.base_unit == number.quantity.base_unit
            and _AGAINST.fullmatch(ASIDE.sub("", text[level.quantity.end : number.quantity.start]))
        ):
            if level.bound:
                numbers[index] = replace(number, kind="from", group=level.group)
            else:
                pair(numbers, index, earlier)
        elif _BASE_OF.search(lead(text, number.quantity.start)) and _increase_behind(text, numbers, index):
            numbers[index] = replace(number, kind="from", group=last_group(numbers) + 1)


def _increase_behind(text: str, numbers: Sequence[Number], index: int) -> bool:
    """Whether an increase of the number at `index` follows it directly: 比2020年的932亿元增加437亿元."""
    following = numbers[index + 1] if index + 1 < len(numbers) else None
    if following is None or following.kind not in ("increase", "decrease"):
        return False
    return bool(_BARE_INCREASE.fullmatch(text[numbers[index].quantity.end : following.quantity.start]))


def list_from(text: str, numbers: Sequence[Number], start: int) -> list[int]:
    """Return the indexes of the numbers of a list (A、B和C) that begins at `start`; years may stand before them."""
    indexes: list[int] = []
    for index in range(bisect_left(numbers, start, key=lambda number: number.quantity.start), len(numbers)):
        number = numbers[index]
        quantity = number.quantity
        if number.kind in NO_FIGURE:
            continue
        if not _LIST_JOINT.fullmatch(text[start : quantity.start]) or number.bound == "high":
            break
        indexes.append(index)
        start = quantity.end
    return indexes


# --- a level and its increases


def with_levels(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers with each increase whose clause names nothing of its own in the group of its level: 达1938公
    里，同比增长5.6%; and with each level that closes an increase in the group of that: 增长5.6%，达1938公里."""
    grouped = list(numbers)
    for index, number in enumerate(grouped):
        if number.bound == "high":
            continue
        if number.kind in ("increase", "decrease") and (not number.group or number.bound):
            level = _level_of(text, grouped, index)
            if level is not None:
                _join(grouped, level, index)
        elif index and number.kind in ("level", "to") and (not number.group or number.bound):
            _close(text, grouped, index)
    return grouped


def _join(numbers: list[Number], level: int, index: int) -> None:
    """Put a number into the group of its level, with the other end of its range, if it is one. Two ranges of one unit
    stay apart, as each is a group."""
    group, number = numbers[level].group, numbers[index]
    bounds = [other.quantity for other in numbers if other.group == group and group and other.bound]
    if number.bound and any(bound.base_unit == number.quantity.base_unit for bound in bounds):
        return
    group = group or number.group or last_group(numbers) + 1
    for place in (level, index, *((index + 1,) if number.bound else ())):
        numbers[place] = replace(numbers[place], group=group)


def _level_of(text: str, numbers: Sequence[Number], index: int) -> int | None:
    """Return the index of the level that an increase belongs to: the last one before, where only words of comparison
    stand between. What is said beside it of the level (为预算的99.4%, 居全省第3位, what stands in brackets) is passed
    over."""
    number = numbers[index]
    end, between = number.quantity.start, ""
    for place in range(index - 1, -1, -1):
        level = numbers[place]
        gap = text[level.quantity.end : end] + between
        if len(gap) > 4 * _FAR or STOP.search(ASIDE.sub("", gap)):
            return None
        same = level.quantity.base_unit == number.quantity.base_unit
        duration = level.is_duration and not same and not _SHORTER.search(gap)  # 5年增长18.7%
        if (
            level.kind in NO_FIGURE
            or level.bound == "high"
            or duration
            or _is_aside(text[level.quantity.end : number.quantity.start])
        ):
            continue
        if level.kind == "rank" or (_is_share(text, numbers, place) and number.quantity.base_unit not in POINTS):
            between, end = gap, _clause_start(text, level.quantity.start)
            continue
        if level.bound:  # the gap begins behind the other end of the range
            gap = text[numbers[place + 1].quantity.end : end] + between
        return place if _owns(text, level, number, ASIDE.sub("", gap)) else None
    return None


def _owns(text: str, level: Number, increase: Number, gap: str) -> bool:
    """Whether an increase with `gap` between it and the number before is one of that number."""
    match = _BARE_INCREASE.fullmatch(gap)
    if match is None or not (match["verb"] or increase.quantity.value < 0):
        return False
    if _NO_ANCHOR.search(lead(text, level.quantity.start)):
        return False
    is_increase = level.kind in ("increase", "decrease")
    own_unit = increase.quantity.base_unit
    if not is_increase and own_unit not in RATES and own_unit != level.quantity.base_unit:  # 违约3起，节约5万元
        return False
    of_rate = level.quantity.base_unit in PERCENT and increase.quantity.base_unit in POINTS  # 增长8.6%，加快1.2个百分点
    return not is_increase or bool(level.group) or of_rate or is_new(text, level.quantity)


def _is_aside(behind: str) -> bool:
    """Whether what stands behind a number closes a bracket that the number is in."""
    rest = ASIDE.sub("", behind)
    close = re.search("[）)]", rest)
    return close is not None and not re.search("[（(]", rest[: close.start()])


def _is_share(text: str, numbers: Sequence[Number], index: int) -> bool:
    """Whether a number only says which share another level is: 为预算的99.4%, 占全部的三成."""
    number = numbers[index]
    floor = numbers[index - 1].quantity.end if index else 0
    share = number.kind == "level" and number.quantity.base_unit in PERCENT
    return share and index > 0 and bool(_SHARE.match(lead(text, number.quantity.start, floor)))


def _clause_start(text: str, position: int) -> int:
    return max(text.rfind(mark, 0, position) for mark in "，,（(、。；")


def _close(text: str, numbers: list[Number], index: int) -> None:
    """Put a level that closes an increase into its group: 增长5.6%，达1938公里; 下降2个百分点至3.1%."""
    number, increase = numbers[index], numbers[index - 1]
    place = index - 1
    if increase.bound == "high":
        place -= 1
    if increase.kind not in ("increase", "decrease") or is_new(text, numbers[place].quantity):
        return
    match = _BARE_LEVEL.fullmatch(text[increase.quantity.end : number.quantity.start])
    if match is None or (number.quantity.base_unit in PERCENT) != (increase.quantity.base_unit in POINTS):
        return
    members = [i for i, other in enumerate(numbers) if other.group == increase.group and increase.group]
    levels = [i for i in members if numbers[i].kind in ("level", "to")]
    if levels and not match["to"]:
        return
    for level in levels:  # 由30%提高5个百分点至35%
        numbers[level] = replace(numbers[level], kind="from")
    if match["to"]:
        numbers[index] = replace(number, kind="to")
    _join(numbers, place, index)


def last_group(numbers: Sequence[Number]) -> int:
    """Return the highest number of a group."""
    return max((number.group for number in numbers if number.group), default=0)
