"""Rates that are called as their part is (合格1176批次，合格率98%), and those whose part and whole everybody knows
(出生率, 资产负债率, 存贷比)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from jzdocs.checks.claims import Interval
from jzdocs.checks.finding import Finding
from jzdocs.checks.passages import Passage, is_amount, is_change
from jzdocs.checks.ranges import quotient_range, range_of, scale_of, share_range, share_text, unit_of
from jzdocs.facts.number import Number
from jzdocs.facts.rounding import PERCENT, bare
from jzdocs.patterns import compiled

_REACHED = "(?:已|约)?(?:达到?|为|是|约|仅)*$"
_RATE = compiled(rf"(?:^|其|[，,、])(?P<stem>[\u4e00-\u9fff]{{2,6}})(?:率|面|比例|占比){_REACHED}")
_NO_RATE = compiled(
    "差额|出生|死亡|增长|失业|患病|发病|自然|存活|参与|入学|贡献|利用|负债|周转|毛利|净利|利润|收益|回报|普及|渗透|自给|满意"
    "|城镇化|执行|完成|节约|下降|上升|提高|中标|下浮|溢价|折扣|优惠|复购|流失|同比|环比|汇|税|利|费|增|降|速|概|效|功|频|倍"
)
_NEGATED = compiled("[不未非无没]")
_FILLER = compiled("^(?:其|总|平均|综合|整体|总体|全[市县区省国镇村校]|本次|一次性?)")
_SEGMENT_END = compiled(r"[。；;]")
_TAIL = compiled(r"[\u4e00-\u9fff]{0,8}")
_PERCENT = (*PERCENT, "‰")


class _Kind(Struct, frozen=True):
    """A rate whose part and whole have names of their own; `slack` is by how much (of itself) it may differ, as it may
    be of a mean over the year."""

    name: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    slack: Decimal = Decimal(0)


_KINDS = tuple(
    _Kind(compiled(f"(?:{name}){_REACHED}"), compiled(part), compiled(whole), Decimal(slack))
    for name, part, whole, slack in (
        (
            "(?<!户籍人口)城镇化率",
            "城镇(?:常住)?人口",
            "(?<!城镇)(?<!乡村)(?<!农村)(?:常住|总)人口",
            "0",
        ),
        ("出生率", "出生", "(?:总|常住|户籍)人口", "0.08"),
        ("死亡率", "死亡", "(?:总|常住|户籍)人口", "0.08"),
        ("老龄化(?:程度|率|水平)", "老年人口?|岁(?:及)?以上", "(?:总|常住|户籍)人口", "0"),
        ("资产负债率", "负债(?:总额|合计)?", "资产(?:总额|合计)?", "0"),
        ("(?<!综合)毛利率", "毛利", "营业收入|销售收入|主营业务收入", "0"),
        ("净利(?:润)?率", "净利润", "营业收入|销售收入|主营业务收入", "0"),
        ("赔付率", "赔付|赔款", "保费", "0"),
        ("(?:出勤|到会|参会|到课|出席|到岗)率", "实到|到会|出勤|出席|参会|到岗", "应到|应出勤|应参会|应出席", "0"),
        ("(?:初次|毕业去向)?(?:就业|去向落实)率", "就业|落实", "毕业生", "0"),
        ("录取率", "录取", "报名|报考|应考|申请|考生", "0"),
        ("产销率", "销售|销量", "产量|生产", "0"),
        ("存贷(?:款)?比(?:例)?", "贷款余额", "存款余额", "0"),
        ("恩格尔系数", "食品烟酒", "消费支出", "0"),
        ("(?:研发|R&D)(?:经费|费用)?(?:投入)?强度", "研发|R&D", "生产总值|GDP|营业收入", "0"),
        ("森林覆盖率", "森林面积|林地面积", "(?:国土|土地|区域|行政区域|幅员|总)面积", "0.05"),
        ("得票率", "得票|赞成", "总票|有效票|投票", "0"),
        ("(?:自来水|燃气|宽带|电话)普及率", "已通|用上|使用|接通|安装", "总户数|总人口|农户|户数", "0"),
        ("投票率", "投票|参加", "选民|有投票权|应投票", "0"),
        ("(?:非税|税收)占比", "(?<!非)税收", "预算收入|财政收入", "0"),
    )
)


class Rate(Struct, frozen=True):
    """A stated rate, the part and the whole that give it; `complement` where it is of what is not in the part, and
    `named` where its name says which part and whole these are."""

    share: Number
    part: Number
    whole: Number
    complement: bool = False
    slack: Decimal = Decimal(0)
    named: bool = False


def rates_in(passage: Passage) -> Iterator[Finding]:
    """Yield the rates of a sentence that their parts and wholes contradict."""
    for index, number in enumerate(passage.numbers):
        if passage.is_own(number) and number.kind == "level" and number.quantity.base_unit in _PERCENT:
            rate = _known_rate(passage, index) or _called_rate(passage, index)
            if rate and not number.bound and not _fits(passage, index, rate):
                yield _finding(passage, rate)


def _known_rate(passage: Passage, index: int) -> Rate | None:
    """Return the rate at `index`, if it is one of those with a part and a whole of their own that stand before it."""
    lead = passage.lead(index)
    kind = next((kind for kind in _KINDS if kind.name.search(lead)), None)
    if kind is None:
        return None
    before = [i for i in range(index) if is_amount(passage, i)]
    parts = [i for i in before if kind.part.search(passage.lead(i)) and not kind.whole.search(passage.lead(i))]
    wholes = [i for i in before if kind.whole.search(_called(passage, i)) and i not in parts]
    if len(parts) != 1 or len(wholes) != 1 or passage.changes[parts[0]]:
        return None
    part, whole = passage.numbers[parts[0]], passage.numbers[wholes[0]]
    if unit_of(part.quantity) != unit_of(whole.quantity) or not (passage.is_own(part) or passage.is_own(whole)):
        return None
    return Rate(passage.numbers[index], part, whole, slack=kind.slack, named=True)


def _called_rate(passage: Passage, index: int) -> Rate | None:
    """Return the rate at `index`, if the two amounts before it in its sentence are the only ones, and one of them is
    called as the rate is: 收回问卷1128份，发放1200份，回收率94%."""
    match = _RATE.search(passage.lead(index))
    stem = _FILLER.sub("", match["stem"]) if match else ""
    if len(stem) < 2 or _NO_RATE.search(stem):
        return None
    first, second = _two_before(passage, index)
    if first is None or second is None:
        return None
    if not re.search(
        "[，,、（(：:]",
        passage.text[passage.numbers[min(second, index - 1)].quantity.end : passage.numbers[index].quantity.start],
    ):
        return None  # 86个国家接种率不到40%
    larger, smaller = (first, second) if _amount(passage, first) >= _amount(passage, second) else (second, first)
    words = _called(passage, smaller)
    if not _calls(words, stem):
        return None
    negated = bool(_NEGATED.search(words)) and not _NEGATED.search(stem)
    return Rate(passage.numbers[index], passage.numbers[smaller], passage.numbers[larger], negated)


def _two_before(passage: Passage, index: int) -> tuple[int | None, int | None]:
    """Return the only two amounts in a rate's part of the sentence, of one unit; the second may stand behind it."""
    end = passage.numbers[index].quantity.start
    start = max((m.end() for m in _SEGMENT_END.finditer(passage.text, passage.start, end)), default=passage.start)
    before = [i for i in range(index) if passage.numbers[i].quantity.start >= start]
    if len(before) == 1 and index + 2 == len(passage.numbers) and not _SEGMENT_END.search(passage.text[end:-1]):
        before.append(index + 1)
    units = {unit_of(passage.numbers[i].quantity) for i in before}
    if len(before) != 2 or len(units) != 1 or not all(is_amount(passage, i) for i in before):
        return None, None
    return (None, None) if any(is_change(passage, i) for i in before) else (before[0], before[1])


def _amount(passage: Passage, index: int) -> Decimal:
    return passage.numbers[index].quantity.amount


def _called(passage: Passage, index: int) -> str:
    """Return the words before a number and those behind it."""
    behind = _TAIL.match(passage.text, passage.numbers[index].quantity.end)
    return passage.lead(index) + (behind[0] if behind else "")


def _calls(words: str, stem: str) -> bool:
    """Whether words hold all that a rate is called by: 收回 for 回收, 已参加保险 for 参保."""
    return all(char in words for char in stem)


def _fits(passage: Passage, index: int, rate: Rate) -> bool:
    """Whether a rate may be that of its part and whole, or of any other two amounts of their unit before it."""
    unit = unit_of(rate.part.quantity)
    amounts = [
        n for i, n in enumerate(passage.numbers[: index + 2]) if is_amount(passage, i) and unit_of(n.quantity) == unit
    ]
    parts = [rate.part] if rate.named else amounts
    return any(_is_share(rate, part, whole) for part in parts for whole in amounts if part is not whole)


def _is_share(rate: Rate, part: Number, whole: Number) -> bool:
    below = range_of(whole.quantity)
    if below.low <= 0:
        return True
    scale, stated = scale_of(rate.share.quantity), share_range(rate.share.quantity)
    quotient = quotient_range(range_of(part.quantity), below)
    low, high = quotient.low * scale * (1 - rate.slack), quotient.high * scale * (1 + rate.slack)
    rest = rate.complement and stated.meets(Interval(scale - high, scale - low))
    return rest or stated.meets(Interval(low, high))


def _finding(passage: Passage, rate: Rate) -> Finding:
    quotient = rate.part.quantity.amount / rate.whole.quantity.amount
    value = 1 - quotient if rate.complement else quotient
    how = f"{bare(rate.part.quantity)} ÷ {bare(rate.whole.quantity)}"
    how = f"1 − {how}" if rate.complement else how
    certain = passage.is_own(rate.part) and passage.is_own(rate.whole) and not rate.slack
    return Finding(rate.share, "share", share_text(value, rate.share.quantity), how, certain=certain)
