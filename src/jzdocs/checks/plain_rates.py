"""Rates of the only two amounts of a sentence.

开放床位650张，在院患者611人，床位使用率94.0%; 在校生6250人，发生伤害5起，发生率为0.8‰; 成本6.45亿元，收入8.6亿元，
毛利率25%; 用地2.5万平方米，建筑面积5.5万平方米，容积率2.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.checks.claims import Interval
from jzdocs.checks.finding import Finding
from jzdocs.checks.scenes import Figure, Scene, is_met, missed
from jzdocs.facts.rounding import PERCENT
from jzdocs.patterns import compiled

_RATE = compiled(
    r"(?P<name>(?:灵敏|敏感|特异|准确)[度性]|[\u4e00-\u9fff]{1,8}(?:率|(?:灵敏|敏感|特异|准确)[度性]|比|占比|比重|程度|浓度|坡度|坡降|纯度|系数|密度|分数|含量))(?:分别)?(?:为|达到?|是|约|仅|只有|升至|降至|上升到|提高到|高达|就)*$"
)
# rates that are a part of a whole; their two amounts may be counted in different units
_SHARES = compiled(
    "(?:灵敏|敏感|特异)[度性]|使用率|利用率|入住率|出[勤席]率|到[课会岗位]率|参[会与保训赛检评]率|及格率|合格率|优[秀良]率|良品率|升学率|录[取用]率|就业率|中[签标奖]率|命中率|得票率|赞成率|支持率|投票率"
    "|覆盖率|普及率|孵化率|出[米油粉材糖肉]率|成活率|存活率|发芽率|出苗率|成功率|治愈率|好转率|[病死]亡率|病死率|患病率|发病率|感染率|检出率|阳性率|超标率|发生率|事故率|差错率|破损率|缺勤率|空置率|上座率|满座率|客座率|满载率|装载率"
    "|开机率|完好率|回收率|有效率|回复率|办结率|结案率|调解率|上诉率|抽检率|流失率|离职率|淘汰率|签约率|履约率|到位率|完成率|达标率|晋级率|胜率|入学率|巩固率|辍学率|逾期率|采纳率|知晓率|满意率|满意度|转化率|退货率|投诉率|接种率|筛查率|签收率|妥投率|点率|误诊率|确诊率|床位率|出租率|去化率|售出率|开工率|复工率|返岗率|缴费率|收缴率|征收率|点播率|应答率|接通率|响应率|整改率|销号率|发案率|破案率|查处率|起诉率|差评率|好评率|中选率|通过率|毕业率|获奖率|录入率|建档率|签署率|持证率|脱贫率|返贫率|受灾率|受害率|故障率|停机率|损坏率|次品率|废品率|返修率|点名率|续[保费约]率|转正率|占有率|自给率|预订率|出生率"
)
_OWN_SHARES = compiled(
    "按[期时]|[半全单双]程|[男女]|首[批轮]|农村|城镇|及时|当[场天日]|首次|一次|准[时点]|同比|增长|增速|税|(?<![毛净])利率|费率|汇率|折|收益|回报|投资|负荷|贡献|弹性|(?<!有)效率|功率|频率|概率|失业|通胀|抚养|性别|杠杆|储蓄|基尼|恩格尔|城[镇市]化|森林|绿[化地]|平均|年化|目标|计划|全[国省市县区]"
)
# the share of one in the other, less it: (收入 − 成本) ÷ 收入
_MARGINS = compiled(
    "毛利率|净利率|利润率|节[约支省余]率|下浮率|降价率|让利率|损耗率|漏损率|线损率|产销差率|结余率|折让率|优惠率|减排率|减量率|空置率|空座率"
)
# of which the larger is divided by the smaller, or either by the other, without percent
_RATIOS = compiled(
    "容积率|性别比|师生比|生师比|床护比|医护比|市盈率|市净率|周转率|户均|房价收入比|产销比|投入产出比|倍[数率]"
)
_BAD = compiled(
    "故障|损坏|离线|停[机用运]|逾期|流失|退货|脱落|空置|闲置|亏损|异常|违规|缺[勤席考]|报修|中断|破损|[不未][合达及到]|死亡|失[败联效]|报废|错误|废品|次品|欠费|断线|掉线|枯死|漏"
)
_GROWTH = compiled("[增涨升降减跌幅]")
_MEASURED = frozenset(("元", "克", "秒"))
_PARTS = compiled("其中|分别|平均|同比|比上年|较上年|累计|目标|计划|增长|上年|去年|以上|不低于|至少")
_PAUSES = ("，", "（", "(", "：", "；", ",", "。")
_COLONS = ("∶", "：", ":", "比")
_FAR = 3
_LONGEST_NAME = 14
_HUNDRED = Decimal(100)


class _Reading(Struct, frozen=True):
    """What a rate may be of two amounts: its value, all that it may stand for, and the formula."""

    value: Decimal
    meant: Interval
    how: str


def plain_rates_in(scene: Scene) -> Iterator[Finding]:
    """Yield the rates of a scene that its only two amounts contradict in any reading."""
    rates = [figure for figure in scene.figures if figure.unit in (*PERCENT, "‰")]
    if not rates:
        bare = [f for f in scene.figures if f.unit in ("", "倍") and _RATIOS.search(f.clause)]
        rates = [figure for figure in bare if not figure.tail.startswith(_COLONS)]
    if len(rates) != 1 or not rates[0].is_plain or rates[0].value <= 0:
        return
    stated = rates[0]
    named = _RATE.search(stated.clause)
    if not named or (_OWN_SHARES.search(stated.clause) and not _RATIOS.search(stated.clause)):
        return
    others = [figure for figure in scene.figures if figure is not stated and figure.is_amount]
    same = [figure for figure in others if len(scene.of_unit(figure)) == 1]
    others = _of_sum(others, named["name"]) or others
    pair = others if len(others) == 2 else same if len(same) == 2 else _right_before(scene, stated, named["name"])
    if len(pair) != 2 or not all(figure.is_plain and figure.value > 0 for figure in pair):
        return
    if not _stand_together(scene, stated, pair) or stated.value == _HUNDRED or len(stated.clause) > _LONGEST_NAME:
        return
    if any(_PARTS.search(figure.lead) for figure in (*pair, stated)) or _is_change(pair):
        return
    first, second = pair
    if first.unit != second.unit:
        if not _SHARES.search(named["name"]) or {first.unit, second.unit} & _MEASURED:
            return
    elif not _is_named_by(named["name"], pair):
        return
    yield from _judged(stated, pair, named["name"])


def _of_sum(others: Sequence[Figure], name: str) -> list[Figure]:
    """Return a whole and the sum of the parts behind it, where a rate is one of all of them: 40例中治愈28例、好转9例，
    总有效率."""
    if len(others) < 3 or not re.match("总|合计|综合", name) or len({figure.unit for figure in others}) > 1:
        return []
    whole, *parts = others
    value = sum((part.value for part in parts), Decimal(0))
    if value > whole.value or not all(part.is_plain and part.lead[:1] in "、，和及" for part in parts[1:]):
        return []
    meant = sum((part.meant for part in parts), Interval(Decimal(0), Decimal(0)))
    text = f"({' + '.join(part.shown for part in parts)})"
    return [whole, replace(parts[0], value=value, meant=meant, text=text, number=None)]


def _right_before(scene: Scene, stated: Figure, name: str) -> list[Figure]:
    """Return the two amounts of one unit right before the rate of a part, with others behind it."""
    place = scene.figures.index(stated)
    pair = list(scene.figures[max(0, place - 2) : place])
    is_clear = len(pair) == 2 and place == 2 and pair[0].unit == pair[1].unit and _SHARES.search(name)
    if is_clear or not _SHARES.search(name):
        return pair if is_clear else []
    stem = name.removesuffix("率")[-2:]
    before = [figure for figure in scene.figures[:place] if figure.is_amount]
    parts = [f for f in before[1:] if f.clause.endswith(stem) and not re.search("[不未没非]", f.clause)]
    is_one = len(parts) == 1 and parts[0].unit == before[0].unit and parts[0].value < before[0].value
    return [before[0], parts[0]] if is_one and len({figure.unit for figure in before}) == 1 else []


def _stand_together(scene: Scene, stated: Figure, pair: Sequence[Figure]) -> bool:
    """Whether a rate and two amounts follow one another in clauses of their own; those joined by 、 are two wholes."""
    starts = [figure.start for figure in scene.figures]
    places = sorted(starts.index(figure.start) for figure in (stated, *pair))
    if places[-1] - places[0] > _FAR or (stated.start > pair[0].start and not stated.lead.startswith(_PAUSES)):
        return False
    return not pair[1].lead.startswith(("、", "和", "及", "与")) or bool(_RATIOS.search(stated.clause))


def _is_change(pair: Sequence[Figure]) -> bool:
    kinds = [figure.number.kind if figure.number else "level" for figure in pair]
    return any(kind in ("increase", "decrease", "from", "to") for kind in kinds)


def _is_named_by(name: str, pair: Sequence[Figure]) -> bool:
    """Whether a rate may be of two amounts: it has a word of theirs, or is one of a part and its whole."""
    if _MARGINS.search(name) or _RATIOS.search(name) or _SHARES.search(name):
        return True
    words = "".join(figure.lead + figure.noun for figure in pair)
    return any(char in words for char in name.rstrip("率比重占") if char not in "的总平均")


def _judged(stated: Figure, pair: Sequence[Figure], name: str) -> Iterator[Finding]:
    small, large = sorted(pair, key=lambda figure: figure.value)
    readings = list(_readings(stated, small, large, name))
    if any(is_met(stated, reading.meant) for reading in readings):
        return
    # 摄像头3200路，离线64路，在线率: what is left of all
    first = readings[1] if _BAD.search(small.clause) and not _BAD.search(name) and len(readings) > 2 else readings[0]
    yield from missed(stated, first.value, first.meant, first.how, "share")


def _readings(stated: Figure, small: Figure, large: Figure, name: str) -> Iterator[_Reading]:
    """Yield the readings of a rate of two amounts, the likeliest first."""
    scale = Decimal({"‰": 1000, "": 1, "倍": 1}.get(stated.unit, 100))
    part, whole = small.meant, large.meant
    share = Interval(part.low / whole.high, part.high / whole.low)
    ratio = small.value / large.value
    over = f"{small.shown} ÷ {large.shown}"
    turned = Interval(whole.low / part.high, whole.high / part.low)
    rest = Interval(Decimal(1), Decimal(1)) - share
    if _MARGINS.search(name):
        yield _Reading((1 - ratio) * scale, rest.scaled(scale), f"1 − {over}")
        is_margin = re.search("毛利|净利|利润", name) and "成本" in small.lead + large.lead
        if "空" not in name and not is_margin:
            yield _Reading(ratio * scale, share.scaled(scale), over)
        return
    if "性别比" in name:
        male = next((figure for figure in (small, large) if "男" in figure.lead), large)
        female = large if male is small else small
        meant = Interval(male.meant.low / female.meant.high, male.meant.high / female.meant.low).scaled(100)
        yield _Reading(male.value / female.value * 100, meant, f"{male.shown} ÷ {female.shown} × 100")
        return
    if _RATIOS.search(name):
        yield _Reading(1 / ratio * scale, turned.scaled(scale), f"{large.shown} ÷ {small.shown}")
        yield _Reading(ratio * scale, share.scaled(scale), over)
        for value, meant in ((ratio, share), (1 / ratio, turned)):
            yield _Reading(value * _HUNDRED, meant.scaled(100), over)
        return
    yield _Reading(ratio * scale, share.scaled(scale), over)
    yield _Reading((1 - ratio) * scale, rest.scaled(scale), f"1 − {over}")
    yield _Reading(1 / ratio * scale, turned.scaled(scale), f"{large.shown} ÷ {small.shown}")
    whole_of_both = part + whole
    for figure in (small, large):
        meant = Interval(figure.meant.low / whole_of_both.high, figure.meant.high / whole_of_both.low)
        total = small.value + large.value
        yield _Reading(
            figure.value / total * scale, meant.scaled(scale), f"{figure.shown} ÷ ({small.shown} + {large.shown})"
        )
    if _GROWTH.search(name) or "差" in name:
        change = turned - Interval(Decimal(1), Decimal(1))
        yield _Reading((1 / ratio - 1) * scale, change.scaled(scale), over)
