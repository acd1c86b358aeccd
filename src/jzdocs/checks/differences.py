"""Differences of two figures of a sentence, and what is left of one after several were taken.

限重20千克，托运28.5千克，超重8.5千克; 每支68元降到42元，每支便宜26元; 满分100分，扣3分，扣5.5分，得91.5分.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from jzdocs.checks.claims import Interval
from jzdocs.checks.finding import Finding
from jzdocs.checks.scenes import Figure, Scene, is_met, missed, wrong
from jzdocs.checks.slips import lacks_limit
from jzdocs.patterns import compiled

# the gap between two values of one kind
_GAP = compiled(
    r"(?:超(?:过|出|支|重|标|载|编|速|高|额|收|产|警戒|汛|限|员|长|时|期|发|耗|水位|定额|计划|预算|目标|限值|标准|额定|保证)*(?:水位|流量|线|量)?"
    r"|[高低水电温势落利价级分时气压位比]差|昼夜温差|差[额距价值]?|相差|只差|净[增减赚胜输亏][^，。；\d]{0,3}|便宜|贵|省下?|节[省约余电水煤气油]|少[花付交用收]?|多[花付交用收出]?"
    r"|[缩压]短|缩减|压缩|提前|推[迟后]|延[长误迟后]|快[了出]?|慢[了]?|早|晚|增[重高粗长]|减[重负]|长高|[骤陡猛速急剧][降升跌涨]|回[升落暖]"
    r"|改善|优化|毛利润?|盈利|获利|利润|毛差|[逆顺]差|盈余|[结节]余|盘[盈亏]|短[缺少款]|长款|缺口|溢[出价]|[空缺]编|空[床座缺余置]+|缺[额员席勤岗货]?|亏损?|净?赚"
    r"|[领落][先后]|反超|补[差交缴]价?|差价款?|[找退][零回还]|抹零|让利|优惠|折让|降[低价幅]?|升[高幅]?|涨[价幅]?|跌[价幅]?|[上下]浮|拉[高低开]|净重|皮重|毛重|行驶|里程|用[电水气]量?|计费[电水气]量"
    r"|实付|赔付|实赔|增加|减少|上升|下降|提高|增长|高出|[比较][^，。；、]{0,12}[高低短窄宽深浅薄厚轻重矮远近]|年长|年轻)"
    r"(?:了|出|计|达|为|是|约|共|有|电量|水量|气量|金额|人数|床位|席位|时间|对手|对方|客队|主队|第二名|其|近){0,3}$"
)
# words of the rest: what a whole leaves after what was taken
_REST = compiled(
    r"(?:尚|还|仍|未|剩|结余|余|欠|待|空|缺|短|富余|应补|补缴|补交|最终|最后得分|实得|得分|净值|自付|自负|实付|应退|退还|实发|最终(?:纳入|入[选围组]|参[加与])|实际(?:纳入|参[加与])|实考|实检|实到|实领|到手|净得|现有|[可能]休)"
    r"[^，。；、\d]{0,8}$"
)
_WHOLE = compiled(
    "入[组选围库]|初[选始筛]|报名|受试|共|总|全|应|原|满|计划|定员|编制|核定|开放|拥有|设计|额定|合同|借|购|年休|发|限|需|起|账面|毛重|额度|计"
)
_TAKEN = compiled(
    "脱落|剔除|排除|失访|流失|淘汰|撤[回销]|弃[赛权考]|已|实|扣|用|还|缴|交|付|收|休|售|卖|发|借|住|坐|到|又|再|减|免|除|退|报|完成|在|领|皮|另"
)
_NO_VALUE = compiled(
    "突破|跨越|迈上|站上|其中|平均(?!分)|人均|同比|环比|分别|目标|计划增|力争|预计|占|以上|以下|左右|历年|滚存|上年结转|之间|至少|最多"
)
_COMPARES = compiled("[比较](?:上|去|前|同|年|计|原|预|往|常|全|平|国|省|市|县|第)|同比|环比|上年|去年|年初")
_PAIRED = compiled(
    "[上去前昨]年|上[一个]?[月季周期届次轮学]|[改整技治调实培扩]?[\u4e00-\u9fff]前|原|初|从|由|起|以前|昨|警戒|限|标准|定额|计划|预算|额定|保证|[今本现]|后|末|目前|实"
)
_SUMMED = compiled("累计|合计|共计")
_EACH = compiled("每(?:个)?([\u4e00-\u9fff])|[日月年人户]均")
_CHANGED = compiled("(?:增加|减少|上升|下降|提高|增长|降[低价]?|升高?|涨|跌)[^，。；、\\d]{0,3}$")
_FILLER = compiled(
    "全[年月期天]|[今本当]年|净|共|每[\u4e00-\u9fff]|又|则|也|相应|整体|实际|两年|几年|一年|[五三十]年|[来间]|新|比"
)
_LIMIT = compiled("警戒|限|标准|定额|额定|保证")
_IN_ONES = frozenset(("℃", "分贝", "分", "元", "人", "秒", "张", "件", "台", "辆", "户", "家", "个", "本", "张", "天"))
_SMALL = 10_000
_FOR_PEOPLE = frozenset("张座席床个位")
_METERED = compiled("用[电水气]|电量|水量|气量|行驶|用量")
_FREE = compiled("[空余剩]")
_NO_UNIT = frozenset(("", "倍", "岁", "%", "％", "‰"))
_UNITS_OF_POINTS = frozenset(("个百分点", "百分点"))


def differences_in(scene: Scene) -> Iterator[Finding]:
    """Yield the differences and rests of a scene that its other figures of the unit contradict."""
    for stated in scene.figures:
        if not stated.is_plain or stated.unit in _NO_UNIT or _NO_VALUE.search(stated.clause):
            continue
        others = _others(scene, stated)
        if len(others) == 2 and all(other.is_plain for other in others):
            yield from _gap(scene, stated, others)
        elif 3 <= len(others) <= 5 and all(other.is_plain for other in others):
            yield from _rest(stated, others)


def _others(scene: Scene, stated: Figure) -> list[Figure]:
    if stated.unit in _UNITS_OF_POINTS:
        return [figure for figure in scene.figures if figure.unit in ("%", "％")]
    others = scene.of_unit(stated)
    if not others and _METERED.search(stated.clause):
        others = [figure for figure in scene.figures if not figure.unit and figure.number]
        return others if any("读数" in figure.lead or "示数" in figure.lead for figure in others) else []
    if len(others) == 1 and stated.unit in _FOR_PEOPLE and _FREE.search(stated.clause):
        others = [figure for figure in scene.figures if figure is others[0] or figure.unit == "人"]
    return others


def _gap(scene: Scene, stated: Figure, others: Sequence[Figure]) -> Iterator[Finding]:
    first, second = others
    words = first.lead + second.lead
    if _NO_VALUE.search(words) or _SUMMED.search(words) or _is_change(first) or _is_change(second):
        return
    per = [_EACH.findall(figure.lead) for figure in (stated, first, second)]
    costs = not any(per[1:]) and all(re.search("价|成本", figure.clause) for figure in (first, second))
    if any(per) and not costs and not (per[0] and all(not found or found[-1] == per[0][-1] for found in per)):
        return
    is_gap = bool(_GAP.search(stated.clause))
    is_rest = bool(_REST.search(stated.clause))
    if not (is_gap or is_rest) or lacks_limit(stated.clause, [figure.clause for figure in others]):
        return
    behind = stated.start > max(first.start, second.start)
    if not behind and not (is_gap and stated.start > min(first.start, second.start)):
        return
    if _COMPARES.search(stated.clause) and not _PAIRED.search(words):
        return
    paired = _is_end(second) or (_PAIRED.search(first.lead) and _PAIRED.search(second.lead))
    if _CHANGED.search(stated.clause) and not (paired and _is_of(stated, words)):
        return
    starts = [figure.start - scene.start for figure in (first, second, stated)]
    if "；" in scene.text[min(starts) : max(starts)]:
        return
    if not _is_together(scene, stated, others):
        return
    larger, smaller = (first, second) if first.value >= second.value else (second, first)
    value = larger.value - smaller.value
    if value == 0 or any(is_met(stated, meant) for meant in _readings(stated, larger, smaller)):
        return
    how = f"{larger.shown} − {smaller.shown}"
    if "超" in stated.clause and _LIMIT.search(larger.clause) and not _LIMIT.search(smaller.clause):
        yield wrong(stated, value, how)  # below the limit
        return
    if smaller.value < 0 and stated.value == abs(larger.value + smaller.value):  # a lost sign
        yield wrong(stated, value, how)
        return
    yield from missed(stated, value, _difference(stated, larger, smaller), how)


def _difference(stated: Figure, larger: Figure, smaller: Figure) -> Interval:
    """Return what the difference of two figures may be: just theirs where all are printed in ones of a small unit."""
    if stated.unit in _IN_ONES and all(f.places == 0 and f.scale == stated.scale for f in (stated, larger, smaller)):
        if abs(larger.value) < _SMALL * stated.scale:
            return Interval(larger.value - smaller.value, larger.value - smaller.value)
    return larger.meant - smaller.meant


def _readings(stated: Figure, larger: Figure, smaller: Figure) -> Iterator[Interval]:
    """Yield what two figures may give: their difference, their sum."""
    yield _difference(stated, larger, smaller)
    if smaller.value > 0:
        yield larger.meant + smaller.meant
    if stated.value in (larger.value, smaller.value):
        yield Interval(stated.value, stated.value)


def _is_of(stated: Figure, words: str) -> bool:
    """Whether the words of a change name nothing else than what its two values are of."""
    name = _FILLER.sub("", _CHANGED.sub("", stated.clause))
    return not name or name[-2:] in words


def _is_end(figure: Figure) -> bool:
    return figure.number is not None and figure.number.kind == "to"


def _is_change(figure: Figure) -> bool:
    kind = figure.number.kind if figure.number else "level"
    return kind in ("increase", "decrease")


def _is_together(scene: Scene, stated: Figure, others: Sequence[Figure]) -> bool:
    """Whether figures follow one another, with at most one of another unit between them."""
    places = sorted(scene.figures.index(figure) for figure in (stated, *others))
    return places[-1] - places[0] <= 3


def _rest(stated: Figure, others: Sequence[Figure]) -> Iterator[Finding]:
    """Check what is left of a whole after all the others were taken."""
    whole, *taken = others
    if not _REST.search(stated.clause) or stated.start < others[-1].start:
        return
    if any(_NO_VALUE.search(figure.lead) for figure in others) or not _WHOLE.search(whole.lead):
        return
    words = [taken[0].clause]  # a list goes on with the verb of its first: 扣除社保860元、个税45元
    words += [words[-1] if figure.lead.startswith(("、", "和")) else figure.clause for figure in taken[1:]]
    if not all(map(_TAKEN.search, words)) or any(f.value >= whole.value for f in taken):
        return
    for signs in product((-1, 0, 1), repeat=len(others)):
        total = sum((f.meant.scaled(sign) for f, sign in zip(others, signs, strict=True)), _NOTHING)
        if any(signs) and is_met(stated, total) and (all(signs) or not _is_of_all(stated, words)):
            return
    meant = whole.meant - sum((figure.meant for figure in taken), _NOTHING)
    value = whole.value - sum((figure.value for figure in taken), Decimal(0))
    how = " − ".join(figure.shown for figure in others)
    yield from missed(stated, value, meant, how)


def _is_of_all(stated: Figure, taken: Sequence[str]) -> bool:
    """Whether words say that all of what was named is taken away: 脱落13例、剔除7例，最终纳入."""
    return re.search("最终|最后", stated.clause) is not None and all(map(_LEFT_OUT.search, taken))


_LEFT_OUT = compiled("脱落|剔除|排除|失访|扣除|淘汰|退出|取消|作废")
_NOTHING = Interval(Decimal(0), Decimal(0))
