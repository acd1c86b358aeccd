"""What 分别 shares out: 书店、茶馆分别增长20%和15% gives each number of its list the level or the subject in the same
place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from jzdocs.facts.groups import FROM, NO_FIGURE, STOP, last_group, list_from, pair
from jzdocs.facts.kinds import ABOUT, AMOUNT, COMPARED, lead
from jzdocs.facts.number import FALL, RISE, Kind, Number
from jzdocs.facts.shared_names import names_before
from jzdocs.patterns import compiled

_RESPECTIVELY = compiled(
    rf"(?P<word>分别)(?:{COMPARED}{{0,5}}(?:(?P<verb>{RISE}|{FALL}|新增)(?P<to>至|到|为)?|达到?|为|是|完成|实现)|(?={ABOUT}\d)){AMOUNT}"
    rf"|[，,]{COMPARED}{{0,5}}(?P<bare>{RISE}|{FALL})(?:了|约)*(?=\d[\d.]*(?:[%％]|个百分点)[和、]\d)"
)
_SHORT = 2  # characters of a name that only modifies the last one's noun
_BARE_CLAUSE = compiled(rf"{COMPARED}{{0,5}}")


def respectively(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers that 分别 shares out (分别增长369公里和1750万平方米) with their kinds and their subjects or
    levels by place: the levels or names of its own clause, and where that has none the levels before."""
    grouped = list(numbers)
    for match in _RESPECTIVELY.finditer(text):
        listed = list_from(text, grouped, match.end())
        if len(listed) < 2:
            continue
        clause = (
            max(text.rfind(mark, 0, match.start()) for mark in "，,。；;\n：:") + 1 if match["word"] else match.start()
        )
        own = _levels_between(grouped, clause, match.start(), len(listed))
        words = text[clause : match.start()]
        names = names_before(text, match.start(), len(listed)) or _names(words, len(listed))
        kind = _kind_shared(match)
        if len(own) < len(listed) and not names and _BARE_CLAUSE.fullmatch(words):
            sentence = max((m.end() for m in STOP.finditer(text, 0, match.start())), default=0)
            own = _levels_between(grouped, sentence, match.start(), len(listed))
        if not names and kind == "level" and _BARE_CLAUSE.fullmatch(words):  # 累计分别达到64项和288项
            names = [number.subject for number in grouped[: listed[0]] if number.kind not in NO_FIGURE][-len(listed) :]
            names = names if len(names) == len(listed) and all(names) else []
        levels = own[-len(listed) :] if len(own) >= len(listed) and kind != "level" and not names else []
        for place, index in enumerate(listed):
            own_kind = grouped[index].kind
            shared = own_kind if own_kind in ("increase", "decrease") and kind != "level" else kind
            name = names[place] if names else "" if kind != "level" or levels else grouped[index].subject
            grouped[index] = replace(grouped[index], kind=shared, subject=name)
            if levels and not grouped[index].group:
                _share_out(text, grouped, levels[place], index)
    return grouped


def _share_out(text: str, numbers: list[Number], level: int, index: int) -> None:
    """Put a number that 分别 shares out into a group with its level: a change where the level is its beginning."""
    first = numbers[level]
    begins = first.kind == "level" and bool(FROM.search(lead(text, first.quantity.start)))
    if numbers[index].kind == "to" and begins:
        pair(numbers, level, index)
        return
    group = first.group or last_group(numbers) + 1
    numbers[level] = replace(first, group=group)
    numbers[index] = replace(numbers[index], group=group)


def _levels_between(numbers: Sequence[Number], start: int, end: int, count: int) -> list[int]:
    """Return the levels between two places; lengths of time only where there are fewer than `count` others."""
    levels = [
        index
        for index, number in enumerate(numbers)
        if start <= number.quantity.start < end and number.kind in ("level", "to") and number.bound != "high"
    ]
    figures = [index for index in levels if not numbers[index].is_duration]
    return figures if len(figures) >= count else levels


def _kind_shared(match: re.Match[str]) -> Kind:
    verb = match["verb"] or match["bare"]
    if not verb:
        return "level"
    if match["to"]:
        return "to"
    return "increase" if re.fullmatch(rf"{RISE}|新增", verb) else "decrease"


def _names(clause: str, count: int) -> list[str]:
    """Return the last `count` names of a list (事故起数、死亡人数同比) that 分别 refers to; none where it has fewer."""
    words = re.sub(rf"(?:(?:{COMPARED})|[均也则])+$", "", clause)
    names = [name for name in re.split(r"、|和(?!谐|美|平)|以及|及|与", words) if name]
    if len(names) < count or re.search(r"\d", words):
        return []
    names = names[-count:]
    return [_completed(name, names[-1]) for name in names]


def _completed(name: str, last: str) -> str:
    """Return a short name with what the last one of its list adds: 城镇, 农村居民收入 → 城镇居民收入."""
    if len(name) == 1 and len(last) > _SHORT:  # 一、二、三产业增加值
        return name + last[1:]
    return name + last[_SHORT:] if len(name) == _SHORT and len(last) > _SHORT + 1 and name[0] != "第" else name
