"""What a text says with its numbers: every quantity with its kind, what it measures, the period it belongs to, and its
partner (the other end of a change, or the level that it is the increase of).

Arabic numerals are found by `quantities`; Chinese ones only where they count (第二, 两成, 三分之一, 百分之八, 翻一番,
二十五条): in prose they are words (一体化, 多元).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from jzdocs.facts.chinese import chinese_numbers
from jzdocs.facts.number import FALL, RISE, Kind, Number
from jzdocs.facts.quantities import Quantity, quantities
from jzdocs.facts.subjects import period, subject

# a text longer than this is read piece by piece; numerals are no longer than this
_LONG = 1000
_COLONS = ("：", ":", "∶")
_CLAUSE_START = re.compile(r"[，,。；;：:！？!?\n]")
_BY = r"(?:了|约|近|超过?|达到?|为|率为|率达|幅度?达?|共|合计|约为)*$"
_INCREASE = re.compile(rf"(?:{RISE}){_BY}")
_DECREASE = re.compile(rf"(?:{FALL}){_BY}")
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
_COUNTS = frozenset("个所座项条件家户名位栋套部台辆间盏处批次")


@lru_cache(maxsize=4096)  # several stages ask of the same sentence
def numbers_in(text: str) -> Sequence[Number]:
    """Every figure of a paragraph, in the order of the text."""
    if len(text) <= _LONG:
        return tuple(_described(text, related(text)))
    out: list[Number] = []
    for start, end in _pieces(text):
        groups = _groups(out)
        for figure in _described(text[start:end], related(text[start:end])):
            quantity = replace(figure.quantity, start=figure.quantity.start + start, end=figure.quantity.end + start)
            out.append(replace(figure, quantity=quantity, group=figure.group + groups if figure.group else None))
    return tuple(out)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """A very long text in pieces that end with a sentence or a clause: looking back stays cheap."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _LONG)
        if end < len(text):
            cut = max(text.rfind(mark, start + 1, end) for mark in "。；\n")
            cut = cut if cut > start else max(text.rfind(mark, start + 1, end) for mark in "，,、 ")
            end = cut + 1 if cut > start else end
        yield start, end
        start = end


def related(text: str) -> list[Number]:
    """The figures of a paragraph with their kinds and partners, but without what they measure."""
    arabic = list(quantities(text))
    taken = [(q.start, q.end) for q in arabic]
    chinese = [
        (q, kind)
        for q, kind in chinese_numbers(text)
        if not any(a < q.end and q.start < b for a, b in taken if not _within(a, b, q))
    ]
    chinese = [(q, _kind(text, q) if kind == "level" else kind) for q, kind in chinese]
    covered = [(q.start, q.end) for q, _ in chinese]
    found = [Number(q, kind) for q, kind in chinese]
    found += [Number(q, _kind(text, q)) for q in arabic if not any(a <= q.start < b for a, b in covered)]
    found.sort(key=lambda f: f.quantity.start)
    found = _paired(text, found)
    found = _shared_out(text, found)
    return _with_levels(text, found)


def _within(start: int, end: int, quantity: Quantity) -> bool:
    return quantity.start <= start and end <= quantity.end


def _kind(text: str, quantity: Quantity) -> Kind:
    if quantity.kind != "level":
        return quantity.kind
    before = text[max(0, quantity.start - 24) : quantity.start]
    clause = _CLAUSE_START.split(before)[-1]
    if _TO.search(clause):
        return "to"
    counted = quantity.base_unit[:1] in _COUNTS and quantity.base_unit not in _RATES
    if not (counted and re.search(r"(?:提升|提高|扩大)(?:约|近|超)*$", clause)):
        if _INCREASE.search(clause):
            return "increase"
    if _DECREASE.search(clause):
        return "decrease"
    if _NEW.search(clause) or (_MORE.search(clause) and not counted):
        return "increase"
    if _LESS.search(clause) and not counted:
        return "decrease"
    return "level"


def _paired(text: str, found: Sequence[Number]) -> list[Number]:
    """The two ends of each change, with one group."""
    out = list(found)
    levels = [i for i, f in enumerate(out) if f.kind in ("level", "to") and f.quantity.base_unit is not None]
    number = 0
    for first, second in itertools.pairwise(levels):
        a, b = out[first].quantity, out[second].quantity
        between = text[a.end : b.start]
        ratio = text[a.start - 1 : a.start] in _COLONS or text[b.end : b.end + 1] in _COLONS  # 8.9：43.1
        if (
            ratio
            or a.base_unit != b.base_unit
            or len(between) > 30
            or re.search(r"[。；;\n]", between)
            or out[first].kind == "to"
        ):
            continue
        from_ = _FROM.search(text[max(0, a.start - 40) : a.start])
        if out[second].kind == "to":
            joined = bool(from_) or not re.search(r"[，,、]", between)
        else:
            joined = bool(from_ and _VERB_TO.fullmatch(between)) and not out[first].lasts
        if joined:
            number += 1
            out[first] = replace(out[first], kind="from", group=number)
            out[second] = replace(out[second], kind="to", group=number)
    return out


def _groups(found: Sequence[Number]) -> int:
    return max((f.group for f in found if f.group), default=0)


def _shared_out(text: str, found: Sequence[Number]) -> list[Number]:
    """分别增长369公里和1750万平方米: each increase belongs, in order, to one of the levels before."""
    out = list(found)
    for match in re.finditer(
        rf"分别(?:同比|环比|[比较][^，。；\d]{{0,12}}(?:\d{{4}}年(?:同期|末|底)?)?)?(?P<verb>{RISE}|{FALL})(?:了|约|近|超|至|到)*",
        text,
    ):
        run = _run_from(text, out, match.end())
        start = max((m.end() for m in re.finditer(r"[。；\n]", text[: match.start()])), default=0)
        before = [
            i
            for i, f in enumerate(out)
            if start <= f.quantity.start < match.start() and f.kind in ("level", "to") and not f.lasts
        ]
        if len(run) < 2:
            continue
        kind: Kind = (
            "to" if match[0].endswith(("至", "到")) else "increase" if re.fullmatch(RISE, match["verb"]) else "decrease"
        )
        names = _names(text[start : match.start()], len(run))
        for place, index in enumerate(run):
            level = before[place - len(run)] if len(before) >= len(run) else None
            number = _groups(out) + 1 if level is not None else None
            out[index] = replace(
                out[index], kind=kind, group=number, subject=names[place] if level is None and names else ""
            )
            if level is not None:
                out[level] = replace(out[level], group=number)
    return out


def _names(text: str, count: int) -> list[str]:
    """The last names of a list (事故起数、死亡人数同比) that `分别` refers to."""
    clause = re.split(r"[，,；;]", text)[-1]
    names = [name for name in re.split(r"、|和|及|与", re.sub(r"(?:同比|环比|均|也|则|年均)+$", "", clause)) if name]
    return names[-count:] if len(names) >= count else []


def _run_from(text: str, found: Sequence[Number], start: int) -> list[int]:
    """The figures of a list (A、B和C) that begins at `start`."""
    run: list[int] = []
    for index, figure in enumerate(found):
        quantity = figure.quantity
        if quantity.start < start:
            continue
        if not re.fullmatch(r"(?:、|和|及|与|，)?(?:每[人户月年亩]){0,2}(?:约|近|超)?", text[start : quantity.start]):
            break
        run.append(index)
        start = quantity.end
    return run


def _with_levels(text: str, found: Sequence[Number]) -> list[Number]:
    """An increase whose clause names nothing of its own belongs to the level before it: 达1938公里，同比增长5.6%."""
    out = list(found)
    for index, figure in enumerate(out):
        if figure.kind not in ("increase", "decrease") or figure.group:
            continue
        last = next((i for i in range(index - 1, -1, -1) if out[i].kind != "date"), None)
        if last is None:
            continue
        level = out[last]
        between = text[level.quantity.end : figure.quantity.start]
        alone = re.fullmatch(
            rf"[，,（(、]*(?:[按扣][^，。]{{2,12}}(?:计算|因素后?|，))?[，,]?"
            rf"(?:同比|环比|[比较](?:上年|去年|年初|上月|\d{{4}}年)(?:同期|末|底|初)?|年均|五年间|名义|实际|累计|则|又|均|共|再)*(?:{RISE}|{FALL}|新增){_BY[:-1]}",
            between,
        )
        if not alone or level.lasts:
            continue
        if level.kind in ("level", "to") and not level.group:
            number = _groups(out) + 1
            out[last] = replace(level, group=number)
            out[index] = replace(figure, group=number)
        elif level.group:  # the end of a change, or another increase of the same level
            out[index] = replace(figure, group=level.group)
    return out


def _described(text: str, found: Sequence[Number]) -> Iterator[Number]:
    """The figures with what they measure and when."""
    before: Number | None = None
    ends: dict[int, str] = {}
    for figure in found:
        name = figure.subject
        if figure.group in ends:
            name = ends[figure.group or 0]
        elif (
            not name
            and figure.kind not in ("date", "label", "ordinal")
            and not (figure.lasts and figure.kind == "level")
        ):
            name = subject(text, figure, before)
        if figure.group:
            ends.setdefault(figure.group, name)
        kind = figure.kind
        if kind == "level" and before and before.kind == "increase" and _goes_on(text, before, figure):
            kind = "increase"
        made = replace(figure, kind=kind, subject=name, period=period(text, figure))
        yield made
        if kind not in ("date", "label", "ordinal"):
            before = made if made.subject or not before else replace(made, subject=before.subject)


def _goes_on(text: str, before: Number, figure: Number) -> bool:
    """新增23个名村和134个历史建筑, 新增床位1500张、托位2000个: the second is counted as the first is."""
    between = text[before.quantity.end : figure.quantity.start]
    if re.fullmatch(r"[\u4e00-\u9fff“”]{1,14}(?:和|、|与|及)", between):
        return True
    clause = _CLAUSE_START.split(text[max(0, before.quantity.start - 24) : before.quantity.start])[-1]
    return bool(_NEW.search(clause)) and bool(re.fullmatch(r"(?:、|和|与|及)[\u4e00-\u9fff“”]{1,8}", between))
