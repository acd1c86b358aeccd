"""Changes in other words: two values of one thing, and a difference or a rate beside them.

`changes` knows the usual wordings. Here the two values are known by their times (改革前45天，改革后28天), by an arrow
or a verb between them (自60席扩充至95席) or by a comparison (比春节前的6000人减少), and the statement by its verb. What
is stated must be near to what the values give: see `slips`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jzdocs.checks import wordings
from jzdocs.checks.claims import Claim, Interval, interval, is_true
from jzdocs.checks.ends import is_told, share_word
from jzdocs.checks.finding import Finding
from jzdocs.checks.slips import alike, is_plain, slips
from jzdocs.checks.terms import CLAUSE_END, Term, period_key, without_periods
from jzdocs.checks.value_pairs import (
    EARLY,
    FILLER,
    FROM,
    YEAR,
    Pair,
    in_basis_points,
    is_gross,
    pairs_about,
    without_ratio_ends,
)
from jzdocs.facts.number import FALL, RISE
from jzdocs.facts.rounding import PERCENT, POINTS, bare, decimal_places, multiplier, plain, rounded
from jzdocs.patterns import compiled

_MORE = "扩充|扩容|扩编|扩|增添|新添|添|增设|增配|壮大|延伸|上调|抬升|[增扩添][\u4e00-\u9fff]"
_LESS = "退出|砍掉|砍|清退|撤并|撤销|取消|淘汰|减掉|压掉|关停|化解|消化|下调|瘦身|优化|[减缩裁压削][\u4e00-\u9fff]"
_VERB = compiled(
    rf"(?:(?P<up>{wordings.UP}|{_MORE})|(?P<down>{wordings.DOWN}|{_LESS})|(?P<any>变动|变化|相差|差|快|慢))(?:比例|比率|幅度?|人数|数量|额|量|了|约|出|加"
    rf"|少|长|率|达|为|是|到|共|计|[：:+＋])*$"
)
_OBJECT = compiled(rf"(?:(?P<up>{wordings.UP})|(?P<down>{wordings.DOWN}))(?:了)?(?P<object>[\u4e00-\u9fff]{{1,8}})$")
_SIGN = compiled(r"(?:同比|环比|[较比][^，。；]{1,8}|^[，,（(]*)(?P<sign>[+＋\-−－])?$")
_OTHER = compiled(
    "可比|不变价|扣除|实际增|同口径|剔除|考虑|汇率|名义|年均|平均每年|每年|日均|月均|复合|占|完成|拉动|贡献|其中|高于|低于|快于|预计|力争|左右|目标|全省|全国"
)
_REAL = compiled("生产总值|增加值|GDP|总产值|业务总量|国民收入|周转量|人均可支配|消费支出")
_INVERSE = compiled("埋深")
_OF_TIME = compiled(rf"{RISE}|{FALL}|[上去]年(?:同期)?|同比|[，,（(为达到是]")
_TIME = (
    r"[去上]年(?:同期|年?末|年?底|全年|度)?|年初|上个?月(?:末|底|同期)?|上个?季度?(?:末)?|[上去]一年|上期末?"
    r"|(?:19|20)\d\d年(?:末|底|同期)?|[一二三四]季度末?|\d{1,2}月(?:份|末|底)?"
)
_THAN_TIME = compiled(rf"^[，,；;。（(]*(?:总量|同比|但|且|并)?[比较](?P<time>{_TIME})[^，。；、\d]{{0,6}}$")
_TIME_OF_BASE = compiled(rf"[，,；;。（(]?(?:而|其中)?(?P<time>{_TIME})[^，。；、\d]{{0,8}}$")
_LONGEST = 40
_OPPOSITE = {1: "下降", -1: "上升"}


def loose_changes_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield the stated differences and rates of a sentence (the terms from `start` on) that are slips of what two
    values beside them give."""
    merged = without_ratio_ends(terms)
    start = len(without_ratio_ends(terms[:start]))
    terms = merged
    for index in range(start, len(terms)):
        yield from _check_by_base(text, terms, index)
        yield from _check_base_behind(terms, index)
        stated = terms[index]
        if (
            is_gross(terms, index)
            or not is_plain(stated)
            or len(stated.lead) > _LONGEST
            or stated.number.kind in ("from", "to", "rank")
        ):
            continue
        if not _may_be_stated(stated) or FROM.search(stated.clause):
            continue
        for pair in pairs_about(terms, index, start):
            sign = _sign(stated, pair)
            if sign is not None and _fits(stated, pair) and not is_told(terms, index, pair.first, pair.last):
                yield from _check(text, stated, pair, sign)
                break


def _may_be_stated(term: Term) -> bool:
    """Whether a term may say by how much something changed."""
    return not _OTHER.search(_own_words(term)) and (term.unit != "" or decimal_places(term.number.quantity.value) > 0)


def _own_words(term: Term) -> str:
    """Return the words of a term's clause, and of the clause before it if that names only a base."""
    return term.lead if len(term.lead) <= 16 else term.clause


# --- the statement


def _sign(stated: Term, pair: Pair) -> int | None:
    """Return which way a statement goes, 0 where its words do not say, None where it is none about the pair."""
    words = stated.clause or stated.lead
    match = _VERB.search(words)
    if match:
        rest = words[: match.start()]
        own = FILLER.sub("", without_periods(EARLY.sub("", rest)))
        if CLAUSE_END.sub("", rest) not in wordings.NEUTRAL_NOUNS and not _covers(pair, own):
            return None
        if match.start() and match[0][0] in "高低多少" and not re.search("[比较，]|^$", rest):
            return None
        return 0 if match["any"] else 1 if match["up"] else -1
    if pair.verb and len(pair.verb) > 1 and re.search(rf"{re.escape(pair.verb[-2:])}(?:了|约)*$", words):
        return 0
    own = FILLER.sub("", words)
    if len(own) > 1 and any(f"{own}后" in term.lead for term in (pair.first, pair.last)):
        return 0
    signed = _SIGN.search(words)
    if signed and (signed["sign"] or stated.number.quantity.text[:1] in ("+", "-", "＋", "−", "－")):
        return -1 if (signed["sign"] or stated.number.quantity.text[0]) in "-−－" else 1
    match = _OBJECT.search(words)
    before = FILLER.sub("", without_periods(words[: match.start()])) if match else ""
    if match and _covers(pair, match["object"]) and _covers(pair, before):
        return 1 if match["up"] else -1
    return None


def _covers(pair: Pair, words: str) -> bool:
    """Whether all of a name stands in the words that lead to a pair of values, so that it is of nothing else."""
    if pair.explains:
        return True
    around = pair.first.lead + pair.last.lead
    return all(char in around for char in words)


def _fits(stated: Term, pair: Pair) -> bool:
    """Whether the base that a statement names may be that of the pair."""
    if pair.explains and (
        not re.search("同比|环比|[比较](?![重例率值])", stated.lead) or not period_key(pair.first.lead)
    ):
        return True
    words = stated.lead
    years = [int(found[-1]) if (found := YEAR.findall(t.lead)) else 0 for t in (pair.first, pair.last)]
    base = period_key(words)
    if re.search("同比|[比较]上年|[比较]去年|上年同期|去年同期", words):
        if all(years):
            return years[1] - years[0] == 1
        return bool(re.search("上年|去年|同期|上期|上届", pair.first.lead))
    if "环比" in words or re.search("[比较]上[月季]", words):
        return bool(re.search("上|月|季", pair.first.lead))
    if base.isdigit():
        return int(base) in years
    if base == "start":
        return bool(re.search("初|上年末|去年末", pair.first.lead))
    than = re.search(r"[比较](?P<whom>[\u4e00-\u9fff]{2,8}?)(?:净|大幅)?(?:" + f"{RISE}|{FALL}|[多少高低])", words)
    if than and not re.search("调整前|改革前|之前|原来|此前", than["whom"]):
        return share_word(than["whom"], pair.first.lead) or than["whom"] in pair.first.lead
    span = re.search("([一二三四五六七八九十])年(?:来|间|净|共|累计|内|增|减|提)", words)
    if span and all(years):
        return years[1] - years[0] in ("一二三四五六七八九十".index(span[1]), "一二三四五六七八九十".index(span[1]) + 1)
    return True


def _check_by_base(text: str, terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check the rate of 支出同比减少0.36亿元，下降12.0%，上年同期支出为3.00亿元: the difference by the
    base behind it."""
    if not 0 < index < len(terms) - 1:
        return
    by, stated, base = terms[index - 1 : index + 2]
    if stated.unit not in PERCENT or by.unit != base.unit or not (by.is_change and stated.is_change):
        return
    near = base.sentence == by.sentence and all(map(is_plain, (by, stated, base))) and not base.is_change
    is_base = re.fullmatch(r"[，,（(]?(?:而)?(?:上年|去年)(?:同期)?[^，。；\d]{0,12}", base.lead) and alike(
        _OF_TIME.sub("", base.lead), _OF_TIME.sub("", by.clause)
    )
    if not near or not is_base or interval(base.number).low <= 0 or by.number.kind != stated.number.kind:
        return
    if index > 1 and terms[index - 2].unit == base.unit and terms[index - 2].sentence == base.sentence:
        return
    quantity, whole = by.number.quantity, base.number.quantity
    implied = (interval(by.number) / interval(base.number)).scaled(100)
    value = quantity.amount / whole.amount * 100
    how = f"{bare(quantity)} ÷ {bare(whole)} = {plain(rounded(value, 2))}%"
    if not _OTHER.search(text[stated.number.quantity.end :][:12]):
        yield from slips(Claim(stated.number, value, implied, how, "rate"))


def _check_base_behind(terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check the base of 年末户籍人口52.37万人，比上年末减少0.41万人；上年末为52.78万人: what a level was before a
    change that names the base by its time."""
    if index < 2:
        return
    level, by, base = terms[index - 2 : index + 1]
    than = _THAN_TIME.search(by.lead)
    named = _TIME_OF_BASE.match(base.lead)
    if not (than and named and period_key(than["time"]) == period_key(named["time"])):
        return
    if len({term.unit for term in (level, by, base)}) > 1 or base.sentence - level.sentence > 1 or not by.is_change:
        return
    if level.is_change or base.is_change or not all(map(is_plain, (level, by, base))) or level.unit in PERCENT:
        return
    own = re.sub("(?:为|是|有|达到?)+$", "", FILLER.sub("", base.lead[named.end("time") :]))
    if own not in level.lead:
        return
    sign = 1 if by.number.kind == "increase" else -1
    value = level.number.quantity.amount - sign * by.number.quantity.amount
    implied = interval(level.number) - interval(by.number).scaled(sign)
    quantity = base.number.quantity
    how = f"{bare(level.number.quantity)} {'−' if sign > 0 else '+'} {bare(by.number.quantity)}"
    how = f"{how} = {plain(value / multiplier(quantity))}{quantity.unit}"
    yield from slips(Claim(base.number, value, implied, how, "balance", certain=False))


def _check(text: str, stated: Term, pair: Pair, sign: int) -> Iterator[Finding]:
    counted = "均" not in pair.first.lead + pair.last.lead  # a mean in ones is a rounded number
    before, after = (interval(term.number, counted=counted) for term in (pair.first, pair.last))
    start, end = pair.first.number.quantity, pair.last.number.quantity
    difference = end.amount - start.amount
    if not difference or before.low <= 0:
        return
    unit, quantity = stated.unit, stated.number.quantity
    own = 1 if difference > 0 else -1
    how = f"{bare(end)} − {bare(start)}"
    if unit in POINTS or in_basis_points(stated) or unit == start.base_unit:
        factor = 100 if in_basis_points(stated) else 1
        implied, value = (after - before).scaled(factor), difference * factor
        how = f"{how} = {plain(value / multiplier(quantity))}"
    elif _is_real(text, stated, pair):
        return
    else:
        factor = 1 if unit == "倍" else 100
        implied = (after / before - Interval(Decimal(1), Decimal(1))).scaled(factor)
        value = difference / start.amount * factor
        how = f"({how}) ÷ {bare(start)} = {plain(rounded(value, 2))}{unit}"
    if sign and sign != own and not pair.verb:
        if period_key(pair.first.lead) and period_key(pair.last.lead + "今年") and not _is_better(stated, pair):
            reversed_claim = Claim(stated.number, value, implied, how, "change", sign=own)
            if is_true(reversed_claim):
                yield Finding(stated.number, "direction", _OPPOSITE[sign], how, certain=False)
        return
    certain = _is_of_pair(stated, pair)
    claim = Claim(stated.number, value, implied, how, "change", sign=own, certain=certain)
    yield from slips(claim)
    if sign and sign != own and is_true(claim) and pair.verb and not _is_better(stated, pair):
        yield Finding(stated.number, "direction", _OPPOSITE[sign], how)


def _is_better(stated: Term, pair: Pair) -> bool:
    """Whether less may be called more: water that is less deep, times that are better."""
    inverse = _INVERSE.search(pair.first.lead) or wordings.BETTER.search(stated.lead)
    return bool(inverse or pair.first.number.is_duration)


def _is_of_pair(stated: Term, pair: Pair) -> bool:
    """Whether a statement can have no other base than the first of a pair: the year before the last one is another,
    where more than a year lies between."""
    years = [int(found[-1]) if (found := YEAR.findall(t.lead)) else 0 for t in (pair.first, pair.last)]
    based = any(re.match(r"[，,]?(?:比|较|与|同|相)", term.lead) for term in (pair.first, pair.last))
    if pair.verb or based or not all(years) or years[1] - years[0] <= 1:
        return True
    return bool(re.search(rf"{years[0]}|[二三四五六七八九十\d]年", stated.lead))


def _is_real(text: str, stated: Term, pair: Pair) -> bool:
    """Whether a rate is that of a volume, or of other prices, so that it does not follow from the amounts."""
    behind = CLAUSE_END.split(text[stated.number.quantity.end : stated.number.quantity.end + 24])[0]
    words = pair.first.lead + pair.last.lead
    money = "元" in stated.unit + pair.first.unit
    return bool(_OTHER.search(behind) or (money and _REAL.search(words)))
