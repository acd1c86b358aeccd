"""What is left and what comes together, in other words: a whole, what was taken, and the rest; a stock carried over,
what came in and went out; a total carried on.

`balances` knows the usual wordings. Here a sentence holds nothing else of the unit, the roles of its numbers follow
from their verbs, and what is stated must be near to what the others give: see `slips`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jzdocs.checks.claims import Claim, Interval, interval
from jzdocs.checks.finding import Finding
from jzdocs.checks.slips import alike, is_plain, is_qualified, slips
from jzdocs.checks.terms import Term
from jzdocs.facts.rounding import PERCENT, POINTS, bare, multiplier, plain
from jzdocs.patterns import compiled

_REST = compiled(
    r"剩|余(?!名|人|家|个)|尚|未(?!来|成年)|还有|还差|还需|还欠|欠|缺|空编|空缺|空置|闲置|待|差额?|缺员|在建|在办|正在|净值|存(?!款|量)|不合格|不足部分"
)
_STOCK = compiled("原有|现有|结余|结转|库存|余额|存栏|在册|在岗|在校|实有|总数|人数|党员|余|存|可用|共|总|资产|合计")
_CARRIED = compiled("[上去]年|年初|期初|月初|季初|上[期月季]|原有|原来|此前|截至上")
_AT_END = compiled("[本今]年|年[末底]|期末|月末|季末|本[期月季]|目前|现有|现|可用|共|合计|总|累计|余")
_IN = compiled(
    "调增|新购|收入|购进|购入|入库|进库|到账|拨款|拨入|新增|增加|转入|调入|吸收|发展|招收|新招|入职|新设|迁入|入场|进场|出生|投产|收到|补充|加|追加|续建"
)
_OUT = compiled(
    "调减|核减|压减|剔除|剔旧|支出|销售|售出|出库|使用|用去|转出|调出|调离|注销|死亡|离场|退场|迁出|退出|离职|毕业|退休|报废|偿还|归还|拨付|核销|减少|出栏|支付|消耗|清退|关闭"
)
_WHOLE = compiled(
    "限额|定员|账面|原值|入库|购[进入]|采购|总|共|全|应|计划|额度|预算|合同|申报|申请|发放|收到|收入|到位|拨入|核定|编制|任务|目标|原有|登记|排查|发现|需|下达|安排|可用|批准|批复|受理|立案|筹集|征集"
    "|报名|债券|库存|房源|拥有|现有|拟"
)
_TAKEN = compiled(
    "已|完|用|支|付|收回|通过|建成|投入|售|销|发|还|兑现|拆|办结|整改|到|实|审结|执行|出库|解决|录取|合格|签|答复|招|转|拨|实有|采|播|收|回|成"
)
_GATHERED = compiled("累计|合计|共|总|两[年期批次轮季]|两个月")
_BEFORE = compiled(
    "[上去]年|此前|之前|前[两二三四五六七八]|原有|已有|上半年|第一|首[批期次轮]|一[批期轮]|年初|上期|结转"
)
_NOW = compiled("今年|本年|当年|本次|又|再|新增|第[二三四五六七八]|二[批期轮]|下半年|追加|加上|本期|随后")
_NO_AMOUNTS = frozenset((*PERCENT, *POINTS, "倍", "‰", "", "年", "月", "日"))
_OTHER = compiled("其中|平均|均|每|同比|环比|比上年|占|增长|下降|率|比重|目标|力争")
_FROM = compiled("(?:从|由|自)[^，。；]{0,10}$")
_OTHERS = compiled("非([\u4e00-\u9fff]{2,4})$")
_PLANNED = compiled("预算|计划|指标|概算|限额")
_NUMBERED = compiled("[首一][批期轮]")
_NOT_NOUN = compiled(
    "[一两二三四五六七八九十][批年期轮次]|[共累合总]计?|[截至今本去上当全下半]|年末?底?|新增|又|再|第.批|前.批"
    "|[，,、为达到的]"
)
_HALVES = (compiled("上半年"), compiled("下半年"), compiled("全年"))


def remainders_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield the remainders and running totals of a sentence (the terms from `start` on) that are slips."""
    own = terms[start:]
    for unit in dict.fromkeys(term.unit for term in own):
        if unit in _NO_AMOUNTS:
            continue
        group = [term for term in own if term.unit == unit]
        if len(group) < 3:  # what stands in the sentence before belongs to it
            group = [t for t in terms if t.unit == unit and own[0].sentence - t.sentence <= 1]
        if not 3 <= len(group) <= 5 or not all(map(is_plain, group)) or is_qualified(group[-1]):
            continue
        yield from _judged(group)


def _judged(group: Sequence[Term]) -> Iterator[Finding]:
    plain_words = not _OTHER.search(group[-1].clause) and not any(_FROM.search(term.clause) for term in group)
    for solve in (_halves, _rest, _stock, _net, _gathered) if plain_words else (_halves,):
        claim = solve(group)
        if claim is not None:
            yield from slips(claim)
            return


def _rest(group: Sequence[Term]) -> Claim | None:
    """Return the claim of 总额度1000万元，用去735万元，结余额度265万元."""
    if len(group) != 3:
        return None
    whole, taken, stated = group
    words = stated.clause + _behind(stated)
    if any(map(_is_change, group)) or taken.number.quantity.amount > whole.number.quantity.amount:
        return None
    others = _OTHERS.search(stated.clause)
    if others and "其中" in taken.clause and others[1] in taken.clause and "其中" not in whole.clause:
        return _sum(stated, [(1, whole), (-1, taken)])
    used = _REST.search(taken.clause) and not (re.search("限额|定员|额度", whole.clause) and "余额" in taken.clause)
    if not _REST.search(words) or _CARRIED.search(whole.clause) or used or _OTHER.search(taken.clause):
        return None
    if stated.sentence != whole.sentence or not _is_taken(taken, words):
        return None
    strong = re.search("剩|余|未|尚|净值", words) is not None
    if not (_WHOLE.search(whole.lead) or (strong and not _TAKEN.search(whole.clause))):
        return None
    return _sum(stated, [(1, whole), (-1, taken)])


def _is_taken(taken: Term, rest: str) -> bool:
    """Whether a number is what was done of a whole: by its verb, or by that of the rest (并网31台，尚有5台未并网)."""
    undone = re.search("[未待没]([\u4e00-\u9fff]{1,2})", rest)
    words = taken.clause + _behind(taken)
    return (
        bool(_TAKEN.search(words))
        or bool(re.search("余额|在[岗编职册]|计提|折旧|摊销", words))
        or (undone is not None and undone[1] in words)
    )


def _stock(group: Sequence[Term]) -> Claim | None:
    """Return the claim of 年初库存28万吨，购进65万吨，销售71万吨，年末库存22万吨, and of 年初结转85万元，当年拨款640
    万元，可用资金725万元."""
    first, *moves, stated = group
    adjusted = _PLANNED.search(first.lead) and re.search("调整后|变更后|追加后|调整为", stated.clause)
    carried = _CARRIED.search(first.lead) and _STOCK.search(first.lead) and not _CARRIED.search(stated.clause)
    at_end = _STOCK.search(stated.clause + _behind(stated)) and _AT_END.search(stated.lead)
    if not (adjusted or (carried and at_end)):
        return None
    signed = [(1, first)]
    for move in moves:
        words = move.clause + _behind(move)
        into, out = bool(_IN.search(words)), bool(_OUT.search(words))
        if into == out or _OTHER.search(words) or (_STOCK.search(re.sub("新增|收入", "", move.clause)) and not into):
            return None
        signed.append((1 if into else -1, move))
    ways = {sign for sign, _ in signed[1:]}  # what came or went without a word leaves any rest
    if not adjusted and len(ways) < 2 and not (ways == {1} and re.search("可用|总|共|合计|累计|达", stated.lead)):
        return None
    return _sum(stated, signed)


def _net(group: Sequence[Term]) -> Claim | None:
    """Return the claim of 入库12.5万吨，出库8.2万吨，净入库4.3万吨."""
    if len(group) != 3 or not re.search("净|相抵|轧差|还有|在场|现有", group[2].clause):
        return None
    ways = [(bool(_IN.search(t.clause)), bool(_OUT.search(t.clause))) for t in group[:2]]
    if sorted(ways) != [(False, True), (True, False)]:
        return None
    into, out = group[:2] if ways[0][0] else (group[1], group[0])
    if re.search("流出|迁出|出库|减", group[2].clause.partition("净")[2]):
        into, out = out, into
    return _sum(group[2], [(1, into), (-1, out)])


def _gathered(group: Sequence[Term]) -> Claim | None:
    """Return the claim of 截至上年底累计脱贫1640户，今年脱贫285户，累计脱贫1925户."""
    *parts, stated = group
    if len(parts) != 2 or not _GATHERED.search(stated.clause) or any(map(_OTHER.search, (t.clause for t in parts))):
        return None
    earlier, now = parts
    if not (_BEFORE.search(earlier.lead) and _NOW.search(now.lead)) or _BEFORE.search(stated.lead):
        return None
    if re.search("年|月|季", stated.lead) and not re.search("全年|两年|目前|年末|年底|截至|至今|现", stated.lead):
        return None
    enumerated = _NUMBERED.search(earlier.lead)  # of three phases, two may be done
    if enumerated and not re.search("两[批期轮次]|[共总](?!投入$)|合计", stated.clause):
        return None
    nouns = [_NOT_NOUN.sub("", term.clause) for term in group]
    if not (alike(nouns[0], nouns[2]) and alike(nouns[1], nouns[2])):
        return None
    return _sum(stated, [(1, earlier), (1, now)])


def _halves(group: Sequence[Term]) -> Claim | None:
    """Return the claim of 上半年41.6亿元。全年95.2亿元，其中下半年53.6亿元: two of the three give the last one."""
    if len(group) != 3:
        return None
    places = [next((k for k, half in enumerate(_HALVES) if half.search(term.lead)), None) for term in group]
    if sorted(place for place in places if place is not None) != [0, 1, 2] or any(map(_is_change, group)):
        return None
    nouns = [re.sub("[上下]半年|全年|其中|累计|共|[，,、的为达到]", "", term.clause) for term in group]
    if not all(alike(nouns[i], nouns[j]) for i, j in ((0, 1), (0, 2), (1, 2))):
        return None
    whole = places[2] == 2
    signs = [1 if whole or place == 2 else -1 for place in places[:2]]
    return _sum(group[2], list(zip(signs, group[:2], strict=True)))


def _is_change(term: Term) -> bool:
    return term.is_change and not re.search("新增|增发|减免|节", term.clause)


def _behind(term: Term) -> str:
    """Return the words behind a number that belong to it: 52户未搬迁."""
    return re.split("[，,。；、（(]", term.tail)[0][:6]


def _sum(stated: Term, parts: Sequence[tuple[int, Term]]) -> Claim:
    implied, value = Interval(Decimal(0), Decimal(0)), Decimal(0)
    how = ""
    for sign, term in parts:
        implied += interval(term.number).scaled(sign)
        value += sign * term.number.quantity.amount
        how += f" {'+' if sign > 0 else '−'} {bare(term.number.quantity)}"
    how = f"{how.removeprefix(' + ')} = {plain(value / multiplier(stated.number.quantity))}"
    return Claim(stated.number, value, implied, how, "balance")
