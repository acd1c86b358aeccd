"""The names of numbers that 分别 shares out: 铁路货运量和水路货运量分别为43.7亿吨、82.9亿吨."""

from __future__ import annotations

from jzdocs.facts.clauses import LONGEST, clause_start, clean, without_lead, without_tail
from jzdocs.facts.quantities import Quantity
from jzdocs.facts.words import words_of
from jzdocs.patterns import compiled

COUNTED_UP = compiled(r"\d[\d.,]*[万亿]?[余多]?(?:平方米|公里|[^\d，、])?")
_JOINTS = (compiled("、"), compiled("和(?!谐|平|美)|以及|及|与"), compiled("、|和(?!谐|平|美)|以及|及|与"))
_NUMERAL = compiled(r"\d[\d.,]*")
_LISTED_BEFORE = compiled(
    r"分别[^，。；\d]{0,16}(?:\d{4}年[末底初]?[^，。；\d]{0,10})?(?:[\d.,]+[^，。；、\d]{0,6}[、和及与])*[^，。；、\d]{0,4}"
)
_LISTED_BEHIND = compiled(r"(?:[、和及与][^，。；、\d]{0,4}\d[\d.,]*[^，。；、和及与\d]{0,8})+")


def respective_name(text: str, quantity: Quantity) -> str:
    """Return the name of a number of A、B分别为1、2; "" where no such names stand in its clause."""
    near = max(0, quantity.start - LONGEST)
    place = text.rfind("分别", near, quantity.start)
    if place < 0 or not _LISTED_BEFORE.fullmatch(text, place, quantity.start):
        return ""
    index = len(_NUMERAL.findall(text, place, quantity.start))
    behind = _LISTED_BEHIND.match(text, quantity.end)
    names = names_before(text, place, index + 1 + len(_NUMERAL.findall(behind[0] if behind else "")))
    return names[index] if names else ""


def names_before(text: str, end: int, count: int) -> list[str]:
    """Return the `count` names of the list (铁路货运量和水路货运量) that stands before `end` in its clause; none where
    it has not so many. The last words of the last name are shared where the others lack them (对东盟、欧盟进出口)."""
    start = clause_start(text, end)
    numerals = [match.end() for match in COUNTED_UP.finditer(text, start, end)]
    start = numerals[-1] if numerals else start
    stop = without_tail(text, start, end)
    listed = without_lead(text, start, stop)
    ways = [[clean(name) for name in joints.split(listed)] for joints in _JOINTS]
    names = next((names for names in ways if len(names) == count), ways[-1][-count:])
    if len(names) < count or not all(len(name) >= 2 for name in names):
        return []
    if any(words_of(name).tags[-1][0] in "mpducq" for name in names):
        return []
    *others, last = (words_of(name) for name in names)
    if all(len(other.tags) == 1 for other in others):  # 刑事、治安案件: the dictionary has the last as one word or two
        cut = last.starts[1] if len(last.tags) == 2 else 2 if {len(name) for name in names} == {2, 4} else 0
        names = [name + names[-1][cut:] if cut and name is not names[-1] else name for name in names]
    return names
