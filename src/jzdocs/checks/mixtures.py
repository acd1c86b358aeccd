"""Mixtures, weighted means, sums of products, exchanges and flows.

1∶500兑水, 药100克水50公斤; 笔试60%、面试40%, 综合成绩78.56分; 一等奖3名每名2000元、二等奖5名每名1000元, 共11000元;
1美元兑7.1元, 8520万元合1200万美元; 昨日39例, 新入6例、出院9例, 现有36例.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jzdocs.checks.claims import Interval
from jzdocs.checks.finding import Finding
from jzdocs.checks.scenes import Figure, Scene, is_met, missed, wrong
from jzdocs.facts.rounding import PERCENT
from jzdocs.patterns import compiled

_RATIO = compiled(r"(?<!\d)(?P<first>\d{1,3}(?:\.\d+)?)\s*[∶：:]\s*(?P<second>\d{1,5})(?!\d)")
_SHARES = compiled(r"(?P<first>\d{1,3})份[^，。；\d]{0,6}(?P<second>\d{1,5})份")
_TIMES = compiled(r"(?P<second>\d{2,5})倍(?:液|稀释|兑)")
_MIXED = compiled("稀释|兑水|加水|兑制|配制|配成|喷雾|药液|原液|掺水|拌种")
_WATER = compiled("水")
_LARGER_RATIO = 5
_TOTAL = compiled("综合|总成绩|总分|总评|折[合算]|加权|最终|合成|总得分")
_SUM = compiled("共|合计|总|满分|一共")
_MONEY = ("元", "美元", "欧元", "英镑", "港元", "港币", "日元", "卢布", "澳元", "加元", "韩元")
_EXCHANGE = compiled("兑换?|对|折合?|合|等于|[=＝]|约合")
_START = compiled(
    "前一?[日天周月期]|昨[日天]|上[日周月季年期][^，。；、\\d]{0,4}|[年月期季]初[^，。；、\\d]{0,4}|原有|原来有|此前有|上年(?:结转|结余|末)|期初"
)
_END = compiled("现有|目前|在[院册岗校库编]|[年月期]末|期末|结存|结余|库存|存栏|还有|剩余|余额|累计")
_IN = compiled("新?[入进]院?|购[进入]|新增|增加|收入|入库|转入|调入|出生|迁入|招[收录聘]|收到|补充|买[进入]|借入|存入")
_OUT = compiled(
    "出院|出库|转出|调出|死亡|迁出|支出|销售|售出|减少|退休|离职|报废|用[去掉]|发出|领用|归还|注销|毕业|卖出|取出|治愈"
)
_OF_ALL = compiled("占|比例为?|比重为?")
_OTHERS = compiled("增|减|比|平均|均|每|其余|其他|同期|目标|计划|累计")
_HUNDRED = Decimal(100)


def mixtures_in(scene: Scene) -> Iterator[Finding]:
    """Yield the figures of a scene that a mixture, a weighted mean, a sum of products or an exchange contradicts."""
    if "水" in scene.text and _MIXED.search(scene.text):
        yield from _check_mixture(scene)
    yield from _check_weighted(scene)
    yield from _check_share(scene)
    if "每" in scene.text and _SUM.search(scene.text):
        yield from _check_products(scene)
    if "兑" in scene.text or "汇率" in scene.text or "折" in scene.text:
        yield from _check_exchange(scene)
    yield from _check_flow(scene)


def _check_mixture(scene: Scene) -> Iterator[Finding]:
    """Check what is mixed with water by a stated ratio; a litre of water is a kilogram."""
    match = _RATIO.search(scene.text) or _SHARES.search(scene.text) or _TIMES.search(scene.text)
    if not match:
        return
    groups = match.groupdict()
    first = Decimal(groups.get("first") or 1)
    ratio = Decimal(match["second"]) / first if first else Decimal(0)
    amounts = [f for f in scene.figures if f.unit in ("立方米", "克") and f.is_plain and f.value > 0]
    water = [f for f in amounts if _WATER.search(f.clause) or f.tail.lstrip().startswith(("水", "清水"))]
    agents = [f for f in amounts if f not in water]
    if len(water) != 1 or len(agents) != 1 or ratio < _LARGER_RATIO:
        return
    size = {"立方米": Decimal(10**6), "克": Decimal(1)}
    agent, poured = agents[0].value * size[agents[0].unit], water[0].value * size[water[0].unit]
    if any(abs(poured / agent - times) <= times / 200 for times in (ratio, ratio - 1, ratio + 1)):
        return
    stated = water[0] if water[0].start > agents[0].start else agents[0]
    value = agent * ratio / size[water[0].unit] if stated is water[0] else poured / ratio / size[agents[0].unit]
    sign = "×" if stated is water[0] else "÷"
    other = agents[0] if stated is water[0] else water[0]
    yield wrong(stated, value, f"{other.shown} {sign} {ratio.normalize():f}", "ratio")


def _check_weighted(scene: Scene) -> Iterator[Finding]:
    """Check a mean of two or three scores by their weights, which are 100% together."""
    weights = [figure for figure in scene.figures if figure.unit in PERCENT]
    scores = [figure for figure in scene.figures if figure.unit == "分" and figure.is_plain]
    if not 2 <= len(weights) <= 3 or len(scores) != len(weights) + 1:
        return
    total = [figure for figure in scores if _TOTAL.search(figure.clause)]
    if len(total) != 1 or sum((figure.value for figure in weights), Decimal(0)) != _HUNDRED:
        return
    parts = [figure for figure in scores if figure is not total[0]]
    pairs = _paired(weights, parts)
    value = sum((weight.value / _HUNDRED * score.value for weight, score in pairs), Decimal(0))
    stated = total[0]
    half = Decimal(6).scaleb(-stated.places - 1)
    if abs(value - stated.value) > half:
        yield wrong(stated, value, " + ".join(f"{s.shown} × {w.shown}" for w, s in pairs), "average")


def _check_share(scene: Scene) -> Iterator[Finding]:
    """Check 销售额96万元，其中线上占35%，线上销售额为33.6万元: a part by its share, with nothing else of the unit."""
    shares = [figure for figure in scene.figures if figure.unit in PERCENT and figure.is_plain]
    if len(shares) != 1 or not 0 < shares[0].value < _HUNDRED or not _OF_ALL.search(shares[0].clause):
        return
    share = shares[0]
    amounts = [figure for figure in scene.figures if figure.is_amount and figure.is_plain]
    whole = [figure for figure in amounts if figure.start < share.start]
    part = [figure for figure in amounts if figure.start > share.start]
    if not len(whole) == len(part) == 1 or whole[0].unit != part[0].unit or whole[0].value <= part[0].value:
        return
    name = re.sub("其中|中|[，。；：]", "", _OF_ALL.split(share.clause)[0])[-4:][:2]
    if not name or name not in part[0].clause or _OTHERS.search(part[0].clause + whole[0].clause):
        return
    half = Decimal(5).scaleb(-share.places - 1)
    meant = whole[0].meant * Interval((share.value - half) / _HUNDRED, (share.value + half) / _HUNDRED)
    value = whole[0].value * share.value / _HUNDRED
    yield from missed(part[0], value, meant, f"{whole[0].shown} × {share.shown}", "product")


def _paired(weights: Sequence[Figure], scores: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Return weights with the scores of their names, in the order of the text where names tell nothing."""
    names = [re.sub("成绩|得分|分数|占|的|为|按|考生|[，。；、（(：]|其中", "", weight.lead)[-2:] for weight in weights]
    found: list[Figure] = []
    for name in names:
        named = [score for score in scores if name and name in score.lead and score not in found]
        if len(named) != 1:
            return list(zip(weights, scores, strict=True))
        found.append(named[0])
    return list(zip(weights, found, strict=True))


def _check_products(scene: Scene) -> Iterator[Finding]:
    """Check a total of several counts, each by its own price: counts and prices stand in pairs."""
    prices = [
        figure
        for figure in scene.figures
        if re.search(
            "每[^，。；、\\d]{1,4}$|每[^，。；、\\d]{1,3}(?:奖|补|发|给|分|得|价|售)[^，。；、\\d]{0,4}$|(?:各|单价)$",
            figure.clause,
        )
    ]
    if not 2 <= len(prices) <= 4 or len({figure.unit for figure in prices}) != 1:
        return
    unit = prices[0].unit
    totals = [f for f in scene.figures if f.unit == unit and f not in prices]
    counts = [f for f in scene.figures if f.unit != unit and f.is_amount]
    if len(totals) != 1 or len(counts) != len(prices) or not all(figure.is_plain for figure in scene.figures):
        return
    stated = totals[0]
    if not _SUM.search(stated.clause) or stated.start < prices[-1].start:
        return
    pairs = list(zip(sorted(counts, key=_place), sorted(prices, key=_place), strict=True))
    if not (all(c.start < p.start for c, p in pairs) or all(c.start > p.start for c, p in pairs)):
        return
    value = sum((_printed(count) * price.value for count, price in pairs), Decimal(0))
    if not is_met(stated, Interval(value, value)):
        how = " + ".join(f"{count.shown} × {price.shown}" for count, price in pairs)
        yield from missed(stated, value, Interval(value, value), how, "product")


def _printed(count: Figure) -> Decimal:
    """Return a count in the unit that it is printed in, which prices are for: 15公斤, 每公斤8元."""
    return count.number.quantity.amount if count.number else count.value


def _place(figure: Figure) -> int:
    return figure.start


def _check_exchange(scene: Scene) -> Iterator[Finding]:
    """Check an amount in two currencies by the rate of exchange between them."""
    figures = scene.figures
    for base, quote in pairwise(figures):
        if base.unit == quote.unit or not {base.unit, quote.unit} <= set(_MONEY) or base.value not in (1, 100):
            continue
        if not re.fullmatch(f"(?:{_EXCHANGE.pattern})(?:人民币)?", quote.lead):
            continue
        rest = [f for f in figures if f is not base and f is not quote]
        amounts = {unit: [f for f in rest if f.unit == unit] for unit in (base.unit, quote.unit)}
        if any(len(found) != 1 or not found[0].is_plain for found in amounts.values()):
            continue
        foreign, own = amounts[base.unit][0], amounts[quote.unit][0]
        rate = quote.value / base.value
        meant = quote.meant.scaled(1 / base.value)
        if (foreign.meant * meant).meets(own.meant):
            return
        first, stated = sorted((foreign, own), key=_place)
        value = first.value * rate if stated is own else first.value / rate
        implied = first.meant * meant if stated is own else first.meant / meant
        how = f"{first.shown} {'×' if stated is own else '÷'} {rate.normalize():f}"
        yield from missed(stated, value, implied, how, "units")
        return


def _check_flow(scene: Scene) -> Iterator[Finding]:
    """Check a stock at the end by that at the start and what came and went."""
    for unit in {figure.unit for figure in scene.figures if figure.is_amount}:
        group = [figure for figure in scene.figures if figure.unit == unit and figure.is_plain]
        if len(group) != 4:
            continue
        start = [f for f in group if _START.search(f.clause)]
        came = [f for f in group if f not in start and _IN.search(f.clause) and not _OUT.search(f.clause)]
        went = [f for f in group if f not in start and _OUT.search(f.clause)]
        end = [f for f in group if f not in (*start, *came, *went) and _END.search(f.clause)]
        if not len(start) == len(came) == len(went) == len(end) == 1:
            continue
        first, plus, minus, stated = start[0], came[0], went[0], end[0]
        value = first.value + plus.value - minus.value
        meant = first.meant + plus.meant - minus.meant
        yield from missed(stated, value, meant, f"{first.shown} + {plus.shown} − {minus.shown}")
