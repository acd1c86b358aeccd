"""Partitions: a whole and all its parts, whose names leave nothing out: 抽查320份，合规302份，存在问题18份;
同意、反对、弃权; 胜、平、负; and short lists that 共 sums up: 主席1名、副主席2名、委员9名共12人."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jzdocs.checks.calendar import impossible, part
from jzdocs.checks.claims import Claim, Interval, interval, judged
from jzdocs.checks.finding import Finding
from jzdocs.checks.ranges import unit_of
from jzdocs.checks.slips import is_plain, is_slip
from jzdocs.checks.terms import Term
from jzdocs.facts.rounding import bare, multiplier, plain
from jzdocs.patterns import compiled

# names of which each stands for all that the others before it leave
_KINDS = tuple(
    tuple(compiled(name) for name in names.split())
    for names in (
        "合格|达标|合规|规范|正常|完好|有效|符合 "
        "不合格|未达标|违规|不合规|不规范|问题|异常|损坏|破损|无效|不符|缺陷|瑕疵|作废",
        "同意|赞成 反对 弃权",
        "通过 未通过|不通过|暂缓|否决|撤回|延期|待",
        "男 女",
        "成功 失败|未成功",
        "已 未|尚未|正在|待",
        "办结|完成|化解|销号 未办结|未完成|在办|正在|待|未化解",
        "到|出席|参加 缺|请假|未到|缺席|未参加|病假|事假",
        "胜诉 败诉",
        "优秀|优 良好|良 中|合格|及格 不合格|差|不及格",
    )
)
_NEGATED = compiled(
    "[不未无非尚待缺败负]|反对|弃权|暂缓|否决|正在|在办|问题|异常|[损破]|女|请假|[病事]假|差|作废|瑕疵|缺陷|撤回|延期"
)
_WHOLE = compiled("共|总|全|应|合计|抽|检|受理|审议|安排|收到|发出|参|实到|累计|涉及|排查|办理|申报|报名|开展|[测评]")
_SUM = compiled("[，,、]?(?:一?共|共计|合计|总计|总共|合共|计|合共计)(?:有|为|约)?")
_GAMES = compiled(
    r"(?<!\d)(?P<all>\d{1,3})[场轮局盘][^，。；\d]{0,12}?[，,]?[^，。；\d]{0,8}?(?P<won>\d{1,3})胜(?:(?P<drawn>\d{1,3})平)?(?P<lost>\d{1,3})负"
)
_REST = compiled(r"其余|其他|余下|另外的|剩下|前\d{1,2}个月|此前")
_LIST_JOINT = compiled("[、和与及，,]|以及")
_APART = compiled("其中|另|分别|各(?![类项级地])|比|同比|增|减|占|平均|左右")


def partitions_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield the parts of a sentence (the terms from `start` on) that do not make up their whole."""
    own = terms[start:]
    yield from _check_parts(own)
    yield from _check_lists(own)


def games_in(text: str) -> Iterator[Finding]:
    """Yield the matches of a text that were neither won, drawn nor lost."""
    for match in _GAMES.finditer(text) if "负" in text else ():
        played = sum(int(match[name] or 0) for name in ("won", "drawn", "lost"))
        if played != int(match["all"]) and (match["drawn"] or played > int(match["all"])):
            place = part(text, match.start("won"), match.end())
            how = " + ".join(match[name] for name in ("won", "drawn", "lost") if match[name])
            yield impossible(place, "parts", f"{match['all']}场", f"{how} = {played}", certain=False)


def _check_parts(own: Sequence[Term]) -> Iterator[Finding]:
    """Check a whole against the parts right behind it that are named by opposites and go to the end of the sentence."""
    for place, whole in enumerate(own[:-2]):
        parts = [term for term in own[place + 1 :] if unit_of(term.number.quantity) == unit_of(whole.number.quantity)]
        if len(parts) != len(own) - place - 1 or not all(map(is_plain, (whole, *parts))):
            continue
        words = [re.split("[，,；、]", term.lead)[-1] or term.lead for term in parts]
        words[0] = words[0].removeprefix("其中").removeprefix("：")
        if not _WHOLE.search(whole.lead) or any(_APART.search(word) for word in (*words, whole.clause)):
            continue
        if _are_opposites(words):
            yield from _judge(whole, parts, certain=False)
            return


def _are_opposites(words: Sequence[str]) -> bool:
    """Whether names of parts leave nothing out: each is of another member of one kind, and the last denies the
    others."""
    if _REST.match(words[-1]):
        return True
    if not _NEGATED.search(words[-1]):
        return False
    for kind in _KINDS:
        places = [next((i for i in reversed(range(len(kind))) if kind[i].search(word)), -1) for word in words]
        if -1 not in places and len(set(places)) == len(places) and places[-1] == len(kind) - 1:
            return True
    return False


def _check_lists(own: Sequence[Term]) -> Iterator[Finding]:
    """Check A1名、B2名、C9名共12人: a list of a sentence's first numbers, which 共 sums up."""
    for place, total in enumerate(own):
        if place < 2 or not _SUM.fullmatch(total.lead) or not is_plain(total):
            continue
        parts = own[:place]
        units = {unit_of(term.number.quantity) for term in (*parts, total)}
        joined = all(_LIST_JOINT.match(term.lead) for term in parts[1:]) and all(map(is_plain, parts))
        if len(units) == 1 and joined and not any(_APART.search(term.lead) for term in parts):
            yield from _judge(total, parts, certain=False)


def _judge(whole: Term, parts: Sequence[Term], *, certain: bool) -> Iterator[Finding]:
    value = sum((term.number.quantity.amount for term in parts), Decimal(0))
    implied = sum((interval(term.number) for term in parts), Interval(Decimal(0), Decimal(0)))
    how = " + ".join(bare(term.number.quantity) for term in parts)
    how = f"{how} = {plain(value / multiplier(whole.number.quantity))}"
    if is_slip(whole.number.quantity.amount, value):
        yield from judged(Claim(whole.number, value, implied, how, "parts", certain=certain))
