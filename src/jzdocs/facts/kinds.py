"""The kind of a number, by the words before it: the verb that leads to it, and what that verb does with it.

Verbs have roles: some rise or fall, some only move (发展, 调整), some take what rises or falls as their object
(新增, 减少). A verb right before a number states by how much (增长5%); with 至, 到 or 为 behind it, what was reached
(增长到5%).
"""

from __future__ import annotations

import re
from functools import lru_cache

from jzdocs.facts.number import FALL, RISE, VERB_STARTS, Kind
from jzdocs.facts.quantities import Quantity
from jzdocs.patterns import compiled

_NEAR = 80  # characters before a number that are looked at
NOTE_MARK = r"\[\d{1,3}\]|〔\d{1,2}〕|[①-⑳]"
ASIDE = compiled(rf"[（(][^（）()]*[）)]|{NOTE_MARK}")
_BREAK = compiled(r"[，,。；;：:！？!?\n（(]")
YEAR = r"(?:19|20)\d\d年(?:底|末|初|同期)?"
TIME = rf"(?:{YEAR}|“?十[一二三四五六]五”?(?:时期|期)?(?:末|初)?|上年末?|去年末?|今年末?|目前|现在|当前|如今|年初|年末)"
EACH = r"(?:每[人户月年亩日天名吨次个]){0,3}"
ABOUT = r"(?:了|约|近|超过?|不足|逾|将近|接近|大约)*"
AMOUNT = r"(?:了|约|近|超过?|不足|逾|将近|接近|大约|达到?|为|率为|率达|幅度?达?|共|共计|合计|累计)*"
COMPARED = (
    r"(?:同比|环比|(?:按)?(?:同|可比)口径|[比较与同](?![比重例率值分价时])(?:(?:19|20)\d\d年|(?!分别)[^，。；、\d]){1,14}?(?:相比[，,]?)?"
    r"|年均|平均|每年|名义|实际|累计|[则又均共再也并]|(?:[一二三四五六七八九十两]|\d{1,2})年(?:来|间)?)"
)
_MOVE = "发展|拓展|扩容|扩展|控制|优化|调整|修订|缩|提|扩|增|减|涨|降|跌|升|变|转|回升|跃升"
REACHED = rf"(?:至|到|为|成){ABOUT}(?:[^，。；、\d]{{0,10}}的|{TIME}的?)?{EACH}{ABOUT}"
_OWN = r"(?:新增|净增|净减)加?(?![长值])"
_TAKE_OBJECTS = (
    "(?P<rise>增加(?![值额])|增收|增产|多用|多蓄|多收|上调|调高|调增|提高(?!班)|提升|追加)"
    "|(?P<fall>减少|降低|减轻|压减|压降|压缩(?!机|空气)|缩短|缩减|精简|精减|削减|核减|裁减|裁撤|节约|节省|下调|调低|调减|减产|减收|少用)"
)
# the object of a verb: no other predicate, and nothing that begins a new phrase
_NO_OBJECT = r"达(?!标)|占|超|[为是由至]|从(?!业)|到(?![位期])|的(?:[有约]|$)|中$"
_OBJECT = rf"(?:(?!{_NO_OBJECT})[\u4e00-\u9fffA-Za-z“”·]){{1,14}}"
_ROLES = compiled(
    rf"(?=[{VERB_STARTS}发拓控优修变转新净])(?:(?P<to>(?:{RISE}|{FALL}|{_MOVE}){REACHED})$"
    rf"|(?P<new>{_OWN}(?P<object>{_OBJECT})?{AMOUNT})$"
    rf"|(?P<fall>(?:{FALL}|净减|[降跌](?=幅)){AMOUNT})$"
    rf"|(?P<rise>(?:{RISE}|涨(?=幅)){AMOUNT})$)"
)
_OBJECTS = compiled(rf"(?=[{VERB_STARTS}追])(?:{_TAKE_OBJECTS}){_OBJECT}{AMOUNT}$")
# 比上年少3亿元, 较去年同期高5个百分点: with a time as base, more or less of the same
_THAN = compiled(
    rf"(?:(?:比|较)(?:{TIME}|上[月季]|同期|往年|常年)[^，。；\d]{{0,8}}|同比|环比)"
    r"(?:(?P<rise>[多高快])|(?P<fall>[少低慢]))(?:完成|实现|征收|投入|支出|收入)?(?:出|了|约)*$"
)
_SIGNED = compiled(r"(?:同比|环比|[比较][^，。；\d]{0,8}(?:年|期|月|季|末|初))$")
_SIGNS = "-−－+＋"
_BETTER = compiled(rf"(?:提升|提高|扩大|优化){ABOUT}$")
_STEPS = ("个基点", "基点", "个千分点", "千分点")
RATES = frozenset(("%", "％", "‰", "个百分点", "百分点", "倍", "℃", *_STEPS))
_DIFFERENCES = frozenset(("个百分点", "百分点", "℃", *_STEPS))
_COUNTING_UNITS = frozenset("个所座项条件家户名位栋套部台辆间盏处批次")
_SINCE = compiled(rf"(?:比|较)(?:{TIME}|上[年月季]|同期)|同比|环比")  # 比上年提升3位
_IMPROVES = compiled(r"(?:提高|提升|降低|减轻)[^增减]*$")


@lru_cache(maxsize=1024)  # several questions are asked of the words before one number
def lead(text: str, start: int, floor: int = 0) -> str:
    """Return the words of the clause before `start` (not before `floor`), without notes and completed brackets."""
    words = ASIDE.sub("", text[max(floor, start - _NEAR) : start])
    return _BREAK.split(words)[-1].rstrip()


@lru_cache(maxsize=256)
def _role(words: str) -> re.Match[str] | None:
    """Return the verb right before a number and what it does with it."""
    return _ROLES.search(words)


@lru_cache(maxsize=256)
def _object_of(words: str) -> re.Match[str] | None:
    """Return the verb before a number whose object stands between both."""
    return _OBJECTS.search(words)


def kind_by_words(text: str, quantity: Quantity) -> Kind:
    """Return the kind of a quantity by the words of its clause before it."""
    words = lead(text, quantity.start)
    if match := _role(words):
        if match["to"]:
            return "to"
        share = match["object"] and quantity.base_unit in RATES - _DIFFERENCES  # of what is new
        if share or (match["rise"] and _improves(text, quantity, words)):
            return "level"
        return "decrease" if match["fall"] or words.startswith("净减", match.start()) else "increase"
    if match := _object_of(words):
        rate = quantity.base_unit in RATES or quantity.base_unit.endswith("元")
        improves = not rate and _IMPROVES.match(words, match.start())
        if improves or text.startswith("的", quantity.end):  # 提高边缘户2600人的收入
            return "level"
        return "decrease" if match["fall"] else "increase"
    if match := _THAN.search(words):
        return "increase" if match["rise"] else "decrease"
    if quantity.text[0] in _SIGNS and quantity.base_unit in RATES and _SIGNED.search(words):
        return "decrease" if quantity.value < 0 else "increase"
    return "level"


def _improves(text: str, quantity: Quantity, words: str) -> bool:
    """Whether a quantity says what gets better, and not by how much: 提升200个, 巩固提升80万亩基地."""
    if quantity.base_unit in RATES or not _BETTER.search(words) or _SINCE.search(words):
        return False
    return counts(quantity) or "\u4e00" <= text[quantity.end : quantity.end + 1] <= "\u9fff"


def counts(quantity: Quantity) -> bool:
    """Whether a quantity counts objects: 30家, not 30万元."""
    return quantity.base_unit[:1] in _COUNTING_UNITS and quantity.base_unit not in RATES


def is_object(text: str, quantity: Quantity) -> bool:
    """Whether the kind of a quantity comes from a verb that may have further objects: 新增床位1500张、托位2000个."""
    words = lead(text, quantity.start)
    match = _role(words)
    return bool(match["new"]) if match else bool(_object_of(words))


def is_new(text: str, quantity: Quantity) -> bool:
    """Whether a quantity is an amount of something new, which may have increases itself: 新增就业30万人，增长5%."""
    match = _role(lead(text, quantity.start))
    return match is not None and bool(match["new"])
