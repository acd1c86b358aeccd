"""Plans and what was done of them: 完成年度计划的108%, 为预算48亿元的110%, 超额10%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from jzdocs.checks.claims import Claim, Interval, interval, is_true, judged
from jzdocs.checks.ends import change_at
from jzdocs.checks.finding import Finding
from jzdocs.checks.terms import CLAUSE_END, PERIOD, Term
from jzdocs.facts.rounding import PERCENT, POINTS, bare, multiplier, plain, rounded
from jzdocs.patterns import compiled

_PLAN_WORDS = "预算|计划|任务|目标|指标|概算|定额|合同|订单|规划"
_OF_PLAN = compiled(
    rf"(?:完成|占|为|达到?|相当于|实现|是|达成)(?:了)?(?:我?[市县区省厅局司])?(?P<of>[^，。；\d]{{0,10}}?(?:{_PLAN_WORDS})(?:任务|数|总额|总数|指标|目标|投资|额|量|值|收入|支出)*)(?:的|进度)?(?:比例|比重)?(?:约|近|为|达)*$"
)
_DONE_BARE = compiled(
    r"^[，,、]?(?:已|实际|共|累计)?(?:完成率?|支出进度|完成比例|完成度|执行率|预算执行率|完成进度|达成率)(?:为|达到?|约|是)*$"
)
_DONE_RATE = compiled(r"(?:执行率|完成率|完成比例|[\u4e00-\u9fff]{2}进度)(?:为|达到?|约|是)*$")
_SET = compiled("计划|任务|目标|指标")
_OF_REVENUE = compiled("占[^，]*预算(?:总)?(?:收入|支出)")
_OVER = compiled(
    r"超额(?:完成)?(?:任务|计划|目标|预算)?(?:的)?$|超(?:计划|预算|任务|目标|进度)(?:完成|任务)?(?:的)?$|超出(?:计划|预算|任务|目标)(?:的)?$"
    r"|(?:超收|短收|欠收|欠产|超产|欠|歉收|超支|节支|超|短)(?:了|约)?$|(?:超|快于|高于|低于|慢于)(?:序时|时间)进度$"
)
_PLANNED = compiled(rf"{_PLAN_WORDS}|下达|安排|应(?![急对用届聘])[\u4e00-\u9fff]|核定|设计")
_NOT_PLANNED = compiled(
    r"完成(?:预算|计划|目标|任务)(?![^，]*(?:数|为)$)|(?:预算|计划)(?:外|内)|规划[^，]{0,6}(?:出台|编制)|任务书|合同(?:外|履约)"
)
_DONE = compiled(
    "完成|实[际培收到缴发得]|实现|支出|收入|决算|已|达|竣工|收购|执行|录取|建成|开工|到位|落实|发放|征收|销售|生产|为"
)
_BEFORE_RATE = compiled("[）)]?的(?:约|近)?")
_BASE_OF_RATE = compiled(
    rf"(?:为|占|完成|达到?|相当于|是)(?:了)?(?:全年|年初|当年|年度|调整|本级|{PERIOD})*[^，。；\d]{{0,8}}?(?:{_PLAN_WORDS})(?:数|任务|目标|总额|指标|值|额|量|收入|支出|投资)*(?:的)?[（(]?$"
)
_NAMED_RATE = compiled(r"(?P<name>[\u4e00-\u9fff]{2})率(?:为|达到?|约|是|达到了)*$")
_DONE_BEHIND = compiled(
    "[，,（](?:实际|已|共|累计)*(?:完成|到位|支出|执行|实现)(?:了|投资)?|[，,（]实际[\u4e00-\u9fff]{1,6}"
)
_SYNONYMS = {"出席": "到|出席", "出勤": "到|出勤", "到会": "到", "参训": "参训|参加"}
_BASE_OF_ANY = compiled(
    rf"[，,、（(](?:已|约|仅)?(?:是|为|占|相当于|恢复到|恢复至|完成|达到?|等于)(?:了)?(?:{PERIOD})?[^，。；\d]{{0,10}}$"
)
_SET_DIGITS = 2
_LOOK_BACK = 5


def plans_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield what is wrong with the rates of plans in a sentence: the terms from `start` on."""
    for index in range(start, len(terms)):
        term = terms[index]
        if term.number.bound:
            continue
        if term.unit in PERCENT:
            if (
                index
                and _BEFORE_RATE.fullmatch(term.lead)
                and (_BASE_OF_RATE.search(terms[index - 1].lead) or _BASE_OF_ANY.fullmatch(terms[index - 1].lead))
            ):
                yield from _check_of_amount(terms, index)
            elif _OF_REVENUE.search(term.clause):  # the budget's revenue is a whole, no plan
                continue
            elif (
                _OF_PLAN.search(_last_clause(term)) or _DONE_BARE.search(term.lead) or _DONE_RATE.search(term.clause)
            ) and not term.is_change:
                yield from _check_done(terms, index)
            elif _OVER.search(term.clause):
                yield from _check_over(terms, index)
            elif index > 1 and change_at(terms, index) is None and (rate := _NAMED_RATE.search(term.clause)):
                yield from _check_named(terms, index, rate["name"])
        elif _OVER.search(term.clause) and (term.unit in POINTS or term.unit):
            yield from _check_over(terms, index)


def _check_named(terms: Sequence[Term], index: int, name: str) -> Iterator[Finding]:
    """Check 抽检2400批次，合格2352批次，合格率为98%: the rate has the name of the part before it."""
    whole, part, stated = terms[index - 2 : index + 1]
    behind = CLAUSE_END.split(part.tail)[0][:4]
    if re.search(f"[不未非]{name}", part.clause + behind):
        return
    prefix = _last_words(stated.clause, f"{name}率")
    if prefix and prefix not in whole.clause + part.clause + behind:  # 按期办结率 of what was 办结
        return
    whole_is_due = name not in whole.clause or re.search("[应总共]|计划", whole.clause)
    named = re.search(_SYNONYMS.get(name, name), part.clause + behind) and whole_is_due and not part.is_change
    if (
        named
        and whole.unit == part.unit not in (*PERCENT, *POINTS, "‰", "")
        and whole.sentence == stated.sentence
        and not whole.is_change
    ):
        low, high = interval(part.number), interval(whole.number)
        if 0 < low.low <= high.high and high.low > 0:
            yield from judged(replace(_rate(stated, part, whole), problem="share"))


def _last_words(clause: str, end: str) -> str:
    """Return the words of a clause before `end`."""
    return clause[: clause.rfind(end)].strip("，,、的其中 ")


def _last_clause(term: Term) -> str:
    return CLAUSE_END.split(term.lead.rstrip("（("))[-1]


def _check_of_amount(terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check 完成52.8亿元，为年初预算48亿元的110%."""
    plan, stated = terms[index - 1], terms[index]
    done = [
        t for t in terms[max(0, index - _LOOK_BACK) : index - 1] if _may_be(t, plan) and t.sentence == plan.sentence
    ]
    behind = terms[index + 1 : index + 2]
    if not done and behind and behind[0].sentence == plan.sentence and _DONE_BEHIND.fullmatch(behind[0].lead):
        done = [t for t in behind if _may_be(t, plan)]
    if done and interval(plan.number).low > 0:
        claims = [_rate(stated, t, plan) for t in done]
        if not any(map(is_true, claims)):
            yield from judged(claims[-1])


def _may_be(term: Term, other: Term) -> bool:
    return (
        term.unit == other.unit
        and not (term.is_change and not re.search("新增|净增", term.lead))
        and term.number.kind != "from"
    )


def _pairs(terms: Sequence[Term], index: int) -> list[tuple[Term, Term]]:
    """Return every planned amount near with every amount that may have been done of it, the nearest last."""
    stated = terms[index]
    near = [
        t
        for t in terms[max(0, index - _LOOK_BACK) : index]
        if stated.sentence - t.sentence <= 1 and t.unit not in (*PERCENT, "倍", "") and not t.number.is_duration
    ]
    plans = [t for t in near if _PLANNED.search(_clause(t)) and not _NOT_PLANNED.search(_clause(t))]
    pairs = [
        (plan, done)
        for plan in plans
        for done in near
        if done is not plan
        and done not in plans
        and _may_be(done, plan)
        and (done.sentence == stated.sentence)
        and _DONE.search(done.lead + done.tail[:4])
    ]
    return [(plan, done) for plan, done in pairs if interval(plan.number).low > 0]


def _pairs_behind(terms: Sequence[Term], index: int) -> list[tuple[Term, Term]]:
    """Return the plan and what was done of it, where a rate stands before one or both: 已改造86个，占任务数的76.8%，
    任务数为112个."""
    behind = [t for t in terms[index + 1 : index + 3] if t.sentence == terms[index].sentence]
    if not behind or not _PLANNED.search(behind[0].clause) or behind[0].is_change or "比" in behind[0].clause:
        return []
    is_first = not index or terms[index - 1].sentence != terms[index].sentence
    others = [t for t in behind[1:] if _DONE.search(t.lead)] if is_first else [terms[index - 1]]
    return [(behind[0], t) for t in others if _may_be(t, behind[0])]


def _clause(term: Term) -> str:
    """Return the words of a term's clause, and of the bracket that it stands in."""
    return term.clause or term.lead[-12:]


def _check_done(terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check 计划150个，实际162个，完成年度计划的108%: the only plan by the only amount done."""
    pairs = _pairs(terms, index) or _pairs_behind(terms, index)
    if not pairs and index > 1 and (rate := _NAMED_RATE.search(terms[index].clause)):
        yield from _check_named(terms, index, rate["name"])
    claims = [_rate(terms[index], done, plan) for plan, done in pairs]
    if claims and not any(map(is_true, claims)) and len({id(plan) for plan, _ in pairs}) == 1:
        certain = len(pairs) == 1 and pairs[0][0].sentence == terms[index].sentence
        claim = claims[-1]
        if certain:
            yield from judged(claim)


def _check_over(terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check 任务3200套，实际完成3520套，超额10%完成任务, and the amount by which a plan was exceeded."""
    pairs, stated = _pairs(terms, index), terms[index]
    pairs = pairs or _pairs_around(terms, index)
    if stated.unit in POINTS:
        pairs = _paces(terms, index)
    claims = [_excess(stated, done, plan) for plan, done in pairs if stated.unit in (*PERCENT, *POINTS, plan.unit)]
    if len(claims) == 1 and pairs[0][0].sentence == stated.sentence:
        yield from judged(claims[0])


def _pairs_around(terms: Sequence[Term], index: int) -> list[tuple[Term, Term]]:
    """Return the plan before and what was done behind 任务数400户，超额完成32户，实际完成432户."""
    near = terms[max(0, index - 1) : index + 2]
    if len(near) < 3 or near[0].sentence != near[2].sentence or near[0].unit != near[2].unit:
        return []
    plan, _, done = near
    fits = _PLANNED.search(plan.clause) and re.search("实际|共|总", done.clause) and _DONE.search(done.clause)
    return [(plan, done)] if fits and not done.is_change else []


def _paces(terms: Sequence[Term], index: int) -> list[tuple[Term, Term]]:
    """Return the pace that was due and the real one before 超序时进度3.2个百分点: 序时进度75.0%，实际进度78.2%."""
    near = [t for t in terms[max(0, index - 2) : index] if t.unit in PERCENT and t.sentence == terms[index].sentence]
    if len(near) < 2 or any(t.is_change or t.number.bound for t in near):
        return []
    due = [t for t in near if re.search("序时|时间进度|应", t.clause)]
    done = [t for t in near if t not in due and re.search("进度|完成|执行", t.clause)]
    return [(due[0], done[0])] if len(due) == len(done) == 1 else []


def _planned(plan: Term) -> Interval:
    """Return what a planned number stands for: a round one that somebody set (计划12万亩) for itself."""
    quantity = plan.number.quantity
    digits = len(quantity.value.normalize().as_tuple().digits)
    if _SET.search(_clause(plan)) and digits <= _SET_DIGITS and quantity.approx is None:
        return Interval(quantity.amount, quantity.amount)
    return interval(plan.number)


def _rate(stated: Term, done: Term, plan: Term) -> Claim:
    part, whole = done.number.quantity, plan.number.quantity
    implied = (interval(done.number) / _planned(plan)).scaled(100)
    value = part.amount / whole.amount * 100
    how = f"{bare(part)} ÷ {bare(whole)} = {plain(rounded(value, 2))}%"
    return Claim(stated.number, value, implied, how, "plan")


def _excess(stated: Term, done: Term, plan: Term) -> Claim:
    part, whole = done.number.quantity, plan.number.quantity
    difference = part.amount - whole.amount
    how = f"{bare(part)} − {bare(whole)}"
    if stated.unit in PERCENT:
        implied = (interval(done.number) / _planned(plan) - Interval(Decimal(1), Decimal(1))).scaled(100)
        return Claim(stated.number, difference / whole.amount * 100, implied, f"({how}) ÷ {bare(whole)}", "plan")
    implied = interval(done.number) - _planned(plan)
    if difference < 0 and not re.search("超", stated.clause):
        difference, implied = -difference, implied.scaled(-1)
    how = f"{how} = {plain(difference / multiplier(stated.number.quantity))}"
    return Claim(stated.number, difference, implied, how, "plan")
