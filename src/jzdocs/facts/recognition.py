"""The numbers of a text: every quantity with its kind, its subject (what it measures), its period, and its group: the
two ends of a change and what is stated of it, or a level and its increases.

Arabic numerals are found by `quantities`, Chinese ones by `chinese`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from jzdocs.facts.chinese import chinese_numbers
from jzdocs.facts.number import FALL, RISE, Kind, Number
from jzdocs.facts.periods import period_at
from jzdocs.facts.quantities import Quantity, quantities
from jzdocs.facts.respective import names_before
from jzdocs.facts.rounding import shifted
from jzdocs.facts.subjects import subject

_PIECE = 1000  # characters; a longer text is read piece by piece
_COLONS = ("：", ":", "∶")
_CLAUSE_START = re.compile(r"[，,。；;：:！？!?\n]")
_BY_HOW_MUCH = r"(?:了|约|近|超过?|达到?|为|率为|率达|幅度?达?|共|合计|约为)*$"
_INCREASE = re.compile(rf"(?:{RISE}){_BY_HOW_MUCH}")
_DECREASE = re.compile(rf"(?:{FALL}){_BY_HOW_MUCH}")
_NOW = r"(?:了|约|近|超过?|的|不足|目前的?|现在的?|当前的?|如今的?|今年的?|上年的?|去年的?|每人|每户|每月|每年|每亩)*"
_TO = re.compile(
    rf"(?:{RISE}|{FALL}|发展|拓展|扩容|跃升|扩展|延长|控制|优化|调整|缩|提|扩|增|减|涨)(?:至|到|为|成){_NOW}"
    r"(?:\d{4}年(?:底|末|初)?的?)?(?:约|近|超过?)*$"
)
_FROM = re.compile(
    r"(?:从|由|自)(?!于|然|来|我|身|主|动|觉)[^，。；、\d]{0,10}(?:\d{4}年(?:底|末|初)?的?)?(?:约|近|不足)?$"
)
_VERB_TO = re.compile(
    rf"(?:左右|以上|以下)?[，,]?[\u4e00-\u9fff]{{1,8}}(?:至|到|为|成){_NOW}(?:\d{{4}}年(?:底|末|初)?的?)?(?:约|近|超过?)*"
)
_NEW = re.compile(r"(?:新增|净增)(?:加)?[\u4e00-\u9fff]{0,14}$")
_LESS = re.compile(rf"(?:{FALL})[\u4e00-\u9fff]{{1,12}}$")
_MORE = re.compile(r"(?:增加(?![值额])|增收)[\u4e00-\u9fff]{1,10}$")
_RATES = frozenset(("%", "％", "‰", "个百分点", "百分点", "倍", "℃"))
_COUNTING_UNITS = frozenset("个所座项条件家户名位栋套部台辆间盏处批次")
_RISE_OR_FALL = rf"(?P<verb>{RISE}|{FALL})"
_RESPECTIVELY = re.compile(
    rf"分别(?:同比|环比|[比较][^，。；\d]{{0,12}}(?:\d{{4}}年(?:同期|末|底)?)?)?{_RISE_OR_FALL}(?:了|约|近|超|至|到)*"
)
_LIST_JOINT = re.compile(r"(?:、|和|及|与|，)?(?:每[人户月年亩]){0,2}(?:约|近|超)?")
_BARE_INCREASE = re.compile(
    rf"[，,（(、]*(?:[按扣][^，。]{{2,12}}(?:计算|因素后?|，))?[，,]?"
    rf"(?:同比|环比|[比较](?:上年|去年|年初|上月|\d{{4}}年)(?:同期|末|底|初)?|年均|五年间|名义|实际|累计|则|又|均|共|再)*"
    rf"(?:{RISE}|{FALL}|新增){_BY_HOW_MUCH[:-1]}"
)
_NOT_COUNTED = ("date", "label", "ordinal")
_FAR = 30  # characters between the two ends of a change


@lru_cache(maxsize=4096)  # several stages ask for the same sentence
def numbers_in(text: str) -> Sequence[Number]:
    """Return every number of a paragraph with its kind, group, subject and period, in the order of the text."""
    if len(text) <= _PIECE:
        return tuple(_described(text, related(text)))
    numbers: list[Number] = []
    for start, end in _pieces(text):
        groups = _last_group(numbers)
        for number in _described(text[start:end], related(text[start:end])):
            moved = shifted(number, start)
            numbers.append(replace(moved, group=moved.group + groups if moved.group else None))
    return tuple(numbers)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the pieces (start, end) of a very long text, each with whole sentences or clauses, so that looking back
    stays cheap."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _PIECE)
        if end < len(text):
            cut = max(text.rfind(mark, start + 1, end) for mark in "。；\n")
            cut = cut if cut > start else max(text.rfind(mark, start + 1, end) for mark in "，,、 ")
            end = cut + 1 if cut > start else end
        yield start, end
        start = end


def related(text: str) -> list[Number]:
    """Return the numbers of a paragraph with their kinds and groups, but without subjects and periods."""
    arabic = list(quantities(text))
    chinese = [
        Number(quantity, _kind(text, quantity) if kind == "level" else kind)
        for quantity, kind in chinese_numbers(text)
        if not any(_overlaps(other, quantity) and not _contains(quantity, other) for other in arabic)
    ]
    numbers = chinese + [
        Number(quantity, _kind(text, quantity))
        for quantity in arabic
        if not any(number.quantity.start <= quantity.start < number.quantity.end for number in chinese)
    ]
    numbers.sort(key=lambda number: number.quantity.start)
    return _with_levels(text, _respectively(text, _paired(text, numbers)))


def _overlaps(first: Quantity, second: Quantity) -> bool:
    return first.start < second.end and second.start < first.end


def _contains(outer: Quantity, inner: Quantity) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _kind(text: str, quantity: Quantity) -> Kind:
    """Return the kind of a quantity by the words of its clause before it."""
    if quantity.kind != "level":
        return quantity.kind
    clause = _CLAUSE_START.split(text[max(0, quantity.start - 24) : quantity.start])[-1]
    if _TO.search(clause):
        return "to"
    counted = quantity.base_unit[:1] in _COUNTING_UNITS and quantity.base_unit not in _RATES
    raised = counted and re.search(r"(?:提升|提高|扩大)(?:约|近|超)*$", clause)  # 提升200个: what is better, not more
    if not raised and _INCREASE.search(clause):
        return "increase"
    if _DECREASE.search(clause):
        return "decrease"
    if _NEW.search(clause) or (_MORE.search(clause) and not counted):
        return "increase"
    if _LESS.search(clause) and not counted:
        return "decrease"
    return "level"


# --- groups


def _last_group(numbers: Sequence[Number]) -> int:
    return max((number.group for number in numbers if number.group), default=0)


def _paired(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers with the two ends of each change in a group of their own."""
    paired = list(numbers)
    levels = [index for index, number in enumerate(paired) if number.kind in ("level", "to")]
    group = 0
    for first, second in itertools.pairwise(levels):
        if _are_ends(text, paired[first], paired[second]):
            group += 1
            paired[first] = replace(paired[first], kind="from", group=group)
            paired[second] = replace(paired[second], kind="to", group=group)
    return paired


def _are_ends(text: str, first: Number, second: Number) -> bool:
    """Whether two levels that follow one another are the ends of a change: 由24.6%提升至38.2%."""
    start, end = first.quantity, second.quantity
    between = text[start.end : end.start]
    is_ratio = text[start.start - 1 : start.start] in _COLONS or text[end.end : end.end + 1] in _COLONS  # 8.9：43.1
    if is_ratio or first.kind == "to" or start.base_unit != end.base_unit:
        return False
    if len(between) > _FAR or re.search(r"[。；;\n]", between):
        return False
    begins = bool(_FROM.search(text[max(0, start.start - 40) : start.start]))
    if second.kind == "to":
        return begins or not re.search(r"[，,、]", between)
    return begins and bool(_VERB_TO.fullmatch(between)) and not first.is_duration


def _respectively(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers with each increase of 分别增长369公里和1750万平方米 in the group of its level: the increases
    belong, in order, to the last levels before. Where these are too few, the names before give the subjects."""
    grouped = list(numbers)
    for match in _RESPECTIVELY.finditer(text):
        listed = _list_from(text, grouped, match.end())
        if len(listed) < 2:
            continue
        start = max((m.end() for m in re.finditer(r"[。；\n]", text[: match.start()])), default=0)
        levels = [
            index
            for index, number in enumerate(grouped)
            if start <= number.quantity.start < match.start()
            and number.kind in ("level", "to")
            and not number.is_duration
        ]
        kind = _respective_kind(match)
        if len(levels) >= len(listed):
            for level, index in zip(levels[-len(listed) :], listed, strict=True):
                group = _last_group(grouped) + 1
                grouped[index] = replace(grouped[index], kind=kind, group=group, subject="")
                grouped[level] = replace(grouped[level], group=group)
        else:
            names = names_before(text, match.start(), len(listed)) or _names(text[start : match.start()], len(listed))
            names = names or [""] * len(listed)
            for name, index in zip(names, listed, strict=True):
                grouped[index] = replace(grouped[index], kind=kind, group=None, subject=name)
    return grouped


def _respective_kind(match: re.Match[str]) -> Kind:
    if match[0].endswith(("至", "到")):
        return "to"
    return "increase" if re.fullmatch(RISE, match["verb"]) else "decrease"


def _names(text: str, count: int) -> list[str]:
    """Return the last `count` names of a list (事故起数、死亡人数同比) that 分别 refers to; none where it has fewer."""
    clause = re.split(r"[，,；;]", text)[-1]
    names = [name for name in re.split(r"、|和|及|与", re.sub(r"(?:同比|环比|均|也|则|年均)+$", "", clause)) if name]
    return names[-count:] if len(names) >= count else []


def _list_from(text: str, numbers: Sequence[Number], start: int) -> list[int]:
    """Return the indexes of the numbers of a list (A、B和C) that begins at `start`."""
    indexes: list[int] = []
    for index, number in enumerate(numbers):
        quantity = number.quantity
        if quantity.start < start:
            continue
        if not _LIST_JOINT.fullmatch(text[start : quantity.start]):
            break
        indexes.append(index)
        start = quantity.end
    return indexes


def _with_levels(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers with each increase whose clause names nothing of its own in the group of the level before it:
    达1938公里，同比增长5.6%."""
    grouped = list(numbers)
    for index, number in enumerate(grouped):
        if number.kind not in ("increase", "decrease") or number.group:
            continue
        last = next((i for i in range(index - 1, -1, -1) if grouped[i].kind != "date"), None)
        if last is None:
            continue
        level = grouped[last]
        if level.is_duration or not _BARE_INCREASE.fullmatch(text[level.quantity.end : number.quantity.start]):
            continue
        if level.kind in ("level", "to") and not level.group:
            group = _last_group(grouped) + 1
            grouped[last] = replace(level, group=group)
            grouped[index] = replace(number, group=group)
        elif level.group:  # the end of a change, or another increase of the same level
            grouped[index] = replace(number, group=level.group)
    return grouped


# --- subjects


def _described(text: str, numbers: Sequence[Number]) -> Iterator[Number]:
    """Yield the numbers with their subjects and periods. Members of a group share the first one's subject."""
    before: Number | None = None
    group_subjects: dict[int, str] = {}
    for number in numbers:
        name = number.subject
        if number.group in group_subjects:
            name = group_subjects[number.group or 0]
        elif not name and number.kind not in _NOT_COUNTED and not (number.is_duration and number.kind == "level"):
            name = subject(text, number, before)
        if number.group:
            group_subjects.setdefault(number.group, name)
        kind = number.kind
        if kind == "level" and before and before.kind == "increase" and _goes_on(text, before, number):
            kind = "increase"
        described = replace(
            number,
            kind=kind,
            subject=name,
            period=None if kind in ("date", "label") else period_at(text, number.quantity.start),
        )
        yield described
        if kind not in _NOT_COUNTED:
            before = described if described.subject or not before else replace(described, subject=before.subject)


def _goes_on(text: str, before: Number, number: Number) -> bool:
    """Whether a number is counted as the one before: 新增23个名村和134个历史建筑, 新增床位1500张、托位2000个."""
    between = text[before.quantity.end : number.quantity.start]
    if re.fullmatch(r"[\u4e00-\u9fff“”]{1,14}(?:和|、|与|及)", between):
        return True
    clause = _CLAUSE_START.split(text[max(0, before.quantity.start - 24) : before.quantity.start])[-1]
    return bool(_NEW.search(clause)) and bool(re.fullmatch(r"(?:、|和|与|及)[\u4e00-\u9fff“”]{1,8}", between))
