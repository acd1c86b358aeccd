"""Stocks and flows: what there was at first, with what came and without what went, is what is left:
年初有430人，入职58人，离职41人，年末447人; 应到52人，病假3人、事假1人，实到48人."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jzdocs.checks.claims import Claim, Interval, interval, judged
from jzdocs.checks.finding import Finding
from jzdocs.checks.ranges import unit_of
from jzdocs.checks.slips import is_plain
from jzdocs.checks.terms import Term
from jzdocs.facts.rounding import bare, multiplier, plain
from jzdocs.patterns import compiled

_OPENING = compiled(
    "[年月季周期]初|旧存|原(?:有|存|来|先|库存|编)|上[年月季周期][^，。；]{0,4}(?:结[余存转]|剩余|库存|余额)|总数|总量|应[到出参交收]|全[班校院厂营团队]|编制"
    "|共(?:有|受理|收到|立案|接收|采购|领取|配备|发行|筹[集措]|借|购)|^[，,]?(?:库存|借款|贷款|合计|总额|总计|总投资|总预算|预算)"
)
_CLOSING = compiled(
    "[年月季期]末|结[余存]|现(?:存|有|剩)|剩余|剩下|还?剩|尚[余欠存有]|仍[有欠剩]|[欠余存][款额货]?(?:为|有)?$|变为|实[到有在]|到[校岗会课]|在[岗册库校院]|留存"
    "|出勤|未(?:还|付|审?结|办|化解|整改|完成)|[余总]额(?:变为|为|达到?|升至|降至)$|尚[缺差需]|还[有差缺需]|仍[缺差需]|未动用|留待|能正常|总[\u4e00-\u9fff]{0,4}[升增]至?到$"
)
_IN = compiled(
    "新[招录聘增进购收入生开登注补建]|招[录聘收]|录用|入[职库院学会伍]|[调转迁流注轮]入|新收|计提|筹[集得]|购[进入买置]|进[货库]|增加|补[充录]|收[到入回治]|接收|捐[入赠]|出生|生产|到货|追加|归队"
)
_OUT = compiled(
    "退[休役出学回还]|调[出拨离走]|[离辞]职|离[任开]|[转迁流轮]出|审?执?结案?$|转回|核销|领[用走取]|发[出放]|出[库院货售]|销[售号]|售出|卖出|报废|损[坏毁耗]|支[出付]|用[去掉于]|使用|消耗|死亡|毕业|注销|化解"
    "|办结|归还|偿还|还[款清了]|清退|整改|完成|借出|[病事产婚丧]假|缺[勤席课]|请假|旷[工课]|休假|出差|辞退|淘汰|收割|脱贫|签约|[已又再先]"
)
_REST = compiled("[尚还仍][^，。；]{0,6}$|未[^，。；]{1,6}$|[余剩缺差]|待[^，。；]{1,4}$|能正常|完好|可用")
_WHOLE = compiled("总|额|共|需|应|指标|任务|计划|名额|要求|编制|配发|配备|采购|购置|储备|征收|排查|受理|下达|批复")
_PLACES = compiled("名额|岗位|编制|床位?|座位|席位|职数|学位|空[床座位编席岗缺]")
_ANY_FLOWS = compiled("[年月季周期]初|上年末")  # what is named of its flows need not be all
_NO_FLOW = compiled("[存贷款]余额|累计结[余存]|滚存|历年|其中|比|较|同比|环比|占|平均|分别为|计划|目标|预计|拟|将")
_MOST_FLOWS = 5


def flows_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield the stocks of a sentence (the terms from `start` on) that do not follow from what they were before."""
    own = terms[start:]
    for unit in {_unit(term) for term in own}:
        members = [term for term in own if _unit(term) == unit]
        if 3 <= len(members) <= _MOST_FLOWS + 2 and all(map(is_plain, members)):
            yield from _check(members)


def _unit(term: Term) -> str:
    """Return the unit that a term is added in; places for people are people: 名额90个."""
    unit = unit_of(term.number.quantity)
    places = _PLACES.search(term.clause) if unit in ("个", "张", "席") else None
    return "人" if places else unit


def _check(members: Sequence[Term]) -> Iterator[Finding]:
    """Check the only stock that opens and the only one that closes against all flows beside them."""
    words = _words(members)
    if any(map(_NO_FLOW.search, words)):
        return
    closing = [place for place in range(1, len(words)) if _closes(words[place], members[place])]
    if len(closing) == 1 and closing[0] == len(members) - 1 and _REST.search(words[-1]):
        opening_words = _OPENING.search(words[0]) or _WHOLE.search(members[0].lead)
        if opening_words and not any(_closes(words[place], members[place]) for place in range(1, len(words) - 1)):
            words[0] = f"原有{words[0]}"
    opening = [place for place in range(len(words)) if place not in closing and _opens(words[place], members[place])]
    if len(closing) != 1 or len(opening) != 1 or closing[0] < opening[0]:
        return
    flows = [place for place in range(len(members)) if place not in (*closing, *opening)]
    signs = [_sign(words[place]) for place in flows]
    first_member = members[0]
    is_rest = _REST.search(words[closing[0]]) is not None and closing[0] == len(members) - 1
    if is_rest and opening[0] == 0:
        signs = [-1 if _unit(first_member) != unit_of(first_member.number.quantity) else sign or -1 for sign in signs]
    if not all(signs) or (_ANY_FLOWS.search(words[opening[0]]) and len(set(signs)) == 1):
        return
    first, last = members[opening[0]], members[closing[0]]
    claim = _claim(first, last, [members[place] for place in flows], signs)
    if claim.value >= 0:
        yield from judged(claim)


def _opens(words: str, term: Term) -> bool:
    return term.number.kind == "from" or bool(_OPENING.search(words))


def _closes(words: str, term: Term) -> bool:
    if re.search("[年月季周期]初", words):  # 年初余额
        return False
    return term.number.kind != "from" and bool(_CLOSING.search(words))


def _words(members: Sequence[Term]) -> list[str]:
    """Return the words of each term's clause; of a list (病假3人、事假1人) those of its item, of one that has none
    (调出640袋、480袋) those of the item before it."""
    found: list[str] = []
    for term in members:
        words = re.split("[，,；、：:]", term.lead)[-1].strip("和与及又再")
        found.append(words or (found[-1] if found else ""))
    return found


def _sign(words: str) -> int:
    """Return 1 for what came, -1 for what went, 0 where words do not tell."""
    comes, goes = _IN.search(words), _OUT.search(words)
    if comes and not goes:
        return 1
    if goes and not comes:
        return -1
    return (1 if comes.start() > goes.start() else -1) if comes and goes else 0


def _claim(first: Term, last: Term, flows: Sequence[Term], signs: Sequence[int]) -> Claim:
    value, implied = first.number.quantity.amount, interval(first.number)
    how = bare(first.number.quantity)
    for flow, sign in zip(flows, signs, strict=True):
        value += sign * flow.number.quantity.amount
        implied = implied + interval(flow.number).scaled(sign)
        how += f" {'+' if sign > 0 else '−'} {bare(flow.number.quantity)}"
    how = f"{how} = {plain(value / multiplier(last.number.quantity))}"
    return Claim(
        last.number, value, Interval(max(implied.low, Decimal(0)), implied.high), how, "balance", certain=False
    )
