"""What the figures of a sentence give by their dimensions, in as many steps as it takes: 45万元起, 8轮, 每轮加价5000元
give 49万元; 4999元 less 1200元 are 3799元; 每次2片, 每日3次, 24片 last 4天.

A sentence that states a result (应付, 共, 尚余, 可用) tells what that is computed from. All figures before it that go
together by their dimensions are tried, in every order; where none of what they give is stated, and what they give when
as many of them as can be are used is near what is stated, the result is a slip. As the words say little, what is found
is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from msgspec.structs import replace

from jzdocs.checks.calendar import impossible, part
from jzdocs.checks.combined_values import (
    Value,
    Values,
    are_adjacent,
    are_of_one_kind,
    combined,
    is_cut,
    is_value_of,
    plain_value,
    shown,
)
from jzdocs.checks.dimensions import Dimension, is_measure
from jzdocs.checks.figures import Figure, figures
from jzdocs.checks.finding import Finding, Problem
from jzdocs.checks.near_misses import is_misprint
from jzdocs.checks.result_words import FALLS, PLAIN_SUM, counts_addends, is_actual, is_of_another, is_side, lacks_parts
from jzdocs.facts.rounding import plain, rounded

_MOST = 6  # figures that are tried together
_LONGEST = 160
_RESULT = (
    "[耗用][电油水气煤能料]$|"
    "[共计为得即付收领补退扣赔缴交罚省赚余剩欠差缺空盈亏净需用达合](?:了|出|额|款|费|金|数|量|计|到|至|有|得|现金|金额|资金|水费|电费|中介费|滞纳金|利息|违约金|定金|尾款|罚金)*$"
    "|(?:应(?![急用届对])|须|需|可|能|相当于|等于|推[得算知]|算[得出]|测算|折|合|实|总|净|毛|满|全|最终|最后|剩余|结余|余|尚|还|仅|定|加权|综合|到手|成交)[^，。；、每]{0,8}$"
    "|(?:温度?|高度?)(?:为|是|达到?)+$"
    "|(?:额|款|费|金|价|数|量|分|值|重|长|利|率|润|差|税|资|面积|体积|容积)(?:为|是|达|约|计|共|共计)*$"
)
_IS_RESULT = re.compile(_RESULT)
_LEFT = (
    "剩|余(?!家|名)|尚|还[有剩差需欠]|差(?![异别])|缺|欠|超[^，。]{0,4}$|[升降]温|空(?![气间调军])|结存|现存|未(?!来)|实[付收发得领有]|实际(?:支付|到手|住院|发放|应)"
    "|到手|退(?![耕税役休伍出捕牧])|找零|找回|补(?![助贴充])|可[用休领报借]|到[校会课岗场班位]|出勤|在[岗校押院]|得分$|赔付"
)
_LESS = re.compile(
    rf"{_LEFT}|净|[涨升降跌]幅|毛利|利润|盈|亏|抵|节[水电能煤油气约省]|便宜|上升|下降|节约|节省|回落|抬升|拉开|领先|相差"
    "|[多少超快慢高低省减增涨降短长轻重贵宜早晚扣溢](?:了|出|付|收|支|交|缴|重|标|额|计|用|于[^，。]{0,8})?(?:为|是|达|约)?$"
)
_IS_LEFT = re.compile(_LEFT)
_MORE = re.compile(
    "共(?![同享建青和产识性])|总(?![书理统部会局裁])|合计|累计|全员|全[队班场程长团组校员厂院站]|满分|加起来|一并|净重|毛重|连同|合并"
)
_GIVEN = re.compile(
    "负|差额|[利税费]率|按|比例|提成|佣金|打|浮|征收|付|退|提[取成]|折|报销|承担|负担|滞纳|罚|加收|支付|薪"
)
_BY_RATIO = re.compile("按|照|每|兑|配比|折算|换算|折[干合成]")
_METERED = re.compile("行驶|行程|用[水电气]|[水电气]量|耗")
_CHANGES = re.compile("(?:减少|增加|下降|上升|提高|降低|新增)了?$")
_TOGETHER = re.compile(r"\([^()]*\+[^()]*\) [×÷]|[×÷] \([^()]*\+")  # counts that are added before they are multiplied
_CROSSED = re.compile("按|照|每|兑|配|折算|比例")
_NO_RESULT = re.compile(
    "其中|另|最|净额|设计|可能|累计结余|累计余额|同比|环比|增长|比上年|比去年|较上年|计划|目标|预计|拟|标准|上限|限|前身|同期|均|占"
    "|原|已|仅|第|含|包括|(?<!应)有$|和$|与$|从|由|平均|或|设|配"
)
_RATED = re.compile("率|占|比例|比重|浓度|分数|系数|相当于|即")
_STATISTICS = re.compile(
    r"分别|增长|(?:下降|增加|减少)[\d.]+[%％]|同口径|可比|同比|环比|增速|比上年|较上年|上年同期|比去年|较去年|年均增|可比价|占比|GDP|生产总值|百分点"
)
_LOWERED = re.compile(
    "下[调降浮]|降价?|降低|优惠|折让|让利|减[少免征]|折旧|损耗|损失|含水|水分|扣|核减|缩|衰减|贬值|抽成|手续费"
)
_RAISED = re.compile("差额|上[调浮涨]|涨|提[高价]|加价|溢价|贵|差额比例|超出|多出|高出")
_IMPLIED = re.compile(
    "每隔|间隔|相隔|首尾|两端|往返|来回|双面|正反|两侧|两边|双向|上下行|早晚|循环|淘汰|翻番|复利|阶梯|分段|(?:周|星期)[一二三四五六日][至到]"
)
_DIRECTLY = re.compile("[，,]?(?:即|计|合|约合|共|为|也就是|折合|约为)+$")
_IS_THE_SHARE = re.compile("[，,]?(?:即|也就是|计|折合)")
_LESSENED = re.compile("减|优惠|省|扣|损|让利|水分|折旧|降|少")
_PLAINLY = re.compile("得[^，。；、]{0,4}$|应(?![急用届对])|须|需|可|能|折|合|即|实地|实际距离|为$|得$|实付|支付")
_MAY_ADD = re.compile("[涨增加提贵高多超税息利溢浮升差]")
_IS_GAP = re.compile("超|[升降]温|[相温价]差|剩|尚|还[有剩差需欠]|欠|缺|便宜|多出|找零|找回|补差")
_SIZED = re.compile("面积|体积|容积|堆|容|土方|方量|蓄水|抽水|排水|用水|共|需")
_WIDE, _GAP, _SLIP = (0.12, 8.2), (0.085, 11.9), (0.5, 2.0)
_RUNNING = re.compile("上半年|前[一二三四五六七八九十]|季度|(?<![每个])月份?$|年末|年初")
_TERM = re.compile("疗程|连|期|质保|保修|设|存放|最")
# rounding explains no difference of these
_COUNTED = re.compile("^(?!平方|立方|公|亩|[千兆]?瓦|[千毫]?[克升米]|吨|度|千米).")
_FAR = 12  # times


def derivations_in(text: str) -> Iterator[Finding]:
    """Yield the results of a sentence that its figures do not give."""
    if len(text) > _LONGEST or _STATISTICS.search(text) or _IMPLIED.search(text):
        return
    found = figures(text)
    if not 2 < len(found) <= _MOST + 2:
        return
    for place, stated in enumerate(found):
        if place and _may_be_result(found, place):
            begin = 0 if _MORE.search(stated.clause) else text.rfind("；", 0, stated.start) + 1
            end = text.find("；", stated.end) % (len(text) + 1)
            near = [figure for figure in found if begin <= figure.start < end]
            finding = _judged(text, near, near.index(stated))
            if finding:
                yield finding
                return


def _may_be_result(found: Sequence[Figure], place: int) -> bool:
    """Whether a figure may be a result: its words say so, or it is the last of several that are over others."""
    stated = found[place]
    if stated.text[0] in "一二两三四五六七八九十" and stated.dimension:
        return False
    is_over = min(stated.dimension.values(), default=0) < 0
    words = stated.clause.replace("平均", "").replace("均", "") if is_over else stated.clause
    if stated.about or "?" in stated.dimension or stated.value <= 0 or _NO_RESULT.search(words):
        return False
    if (not stated.dimension and not _RATED.search(stated.clause)) or is_side(stated):
        return False
    if is_over and place < len(found) - 1 and not re.search("合|平均|需|实付", stated.clause):
        return False  # 每次加价2万元: others are computed from it
    if ("每" in stated.clause and not is_over) or stated.tail.startswith("的"):  # 高1500米的山顶
        return False
    if _IS_RESULT.search(stated.clause) or _LESS.search(stated.clause) or _MORE.search(stated.clause):
        return True
    is_structured = any(
        min(f.dimension.values(), default=0) < 0
        or (f.unit == "∶" and _BY_RATIO.search(f.clause + f.tail))
        or (f.unit in ("%", "折", "成", "分之") and _GIVEN.search(f.clause) and not _NO_RESULT.search(f.clause))
        for f in found[: place + 1]
    )
    if not is_structured or place < len(found) - 1 or _TERM.search(stated.clause):
        return False
    return bool(stated.dimension)


def _judged(text: str, found: Sequence[Figure], place: int) -> Finding | None:
    stated = found[place]
    if any(figure.about or (figure.clause.endswith("各") and not figure.each) for figure in found[:place]):
        return None
    before = _operands(found[:place], stated)
    if len(before) < 2 or (not stated.dimension and any(not figure.dimension for figure in before)):
        return None
    behind = [figure for figure in found[place + 1 :] if not figure.about][: _MOST - len(before)]
    near = _slip(stated, before)
    everything = [*before, *behind]
    if near and near.sign == "+":  # 三道工序, 总耗时: it says how many are added
        addends = near.how.count(" + ") + 1
        everything = [f for f in everything if f.text[0] not in "两二三四五六七八九十" or f.amount != addends]
    signs = "+" if near and near.sign == "+" and PLAIN_SUM.search(stated.clause) and "×" not in near.how else "+-"
    if not near or _is_explained(stated, everything, signs) or _explains(stated, everything):
        return None
    if signs == "+-" and _is_explained_twice(stated, everything):
        return None
    if not stated.dimension and near.value > 1 >= stated.value:  # no share is more than the whole
        return None
    right = Decimal(repr(near.value / stated.scale))
    printed = plain(rounded(right, 4 if abs(right) < 1 else 2))
    problem: Problem = "parts" if near.sign == "+" else "balance" if near.sign == "-" else "product"
    how = f"{near.how} = {printed}"
    return impossible(part(text, stated.start, stated.end), problem, f"{printed}{_unit(stated)}", how, certain=False)


def _operands(found: Sequence[Figure], stated: Figure) -> list[Figure]:
    """Return the figures that a result may be computed from: each amount once, and no small number of things that no
    other figure is over (经三轮谈判)."""
    over = {name for figure in (*found, stated) for name, power in figure.dimension.items() if power < 0}
    operands: list[Figure] = []
    for figure in found:
        if "?" in figure.dimension or (figure.unit == "∶" and _MORE.search(stated.clause)):
            continue
        is_small = figure.text[0] in "一二两三四五六七八九十" and bool(figure.dimension)
        if is_small and not set(figure.dimension) & over:
            continue
        if any(_is_equal(figure, other) for other in operands):
            continue
        if operands and operands[-1].is_ratio and _IS_THE_SHARE.match(figure.lead):
            operands.pop()  # 支付30%，即90万元: nothing else is computed from the share
        operands.append(figure)
    return operands[-_MOST:]


def _is_equal(figure: Figure, other: Figure) -> bool:
    """Whether a figure says another one in another unit: 30万千瓦，等于300兆瓦."""
    is_same = figure.dimension == other.dimension and abs(figure.value - other.value) < 1e-9 * abs(other.value)
    return is_same and figure.unit != other.unit


def is_derived(text: str, start: int) -> bool:
    """Whether the figure at a place of a sentence is what three or more others of it give, by more than one step."""
    found = [figure for figure in figures(text) if not figure.about and "?" not in figure.dimension]
    stated = next((figure for figure in found if figure.start <= start < figure.end), None)
    if stated is None or len(found) > _MOST + 2 or len(text) > _LONGEST:
        return False
    others = [figure for figure in found if figure is not stated and not counts_addends(figure, stated)][:_MOST]
    variants = [_variants(figure, free=False) + _as_times(figure, stated, others) for figure in others]
    for mask, values in combined(variants, "+-", stated).items():
        for dimension, value in values.values() if mask.bit_count() > 2 else ():
            if (
                ("×" in value.how or "÷" in value.how)
                and value.cost < 3
                and is_value_of(stated, dimension, value, strictly=True)
            ):
                return True
    return False


def _is_explained(stated: Figure, others: Sequence[Figure], signs: str = "+-") -> bool:
    """Whether any figures give what is stated, by these ways of computing beside × and ÷."""
    direct = stated.start - len(stated.lead) if _DIRECTLY.match(stated.lead) else -1
    variants = [_variants(figure, free=figure.end != direct) + _as_times(figure, stated, others) for figure in others]
    if _MORE.search(stated.clause):  # 没收2.4万元，并处2倍罚款，合计7.2万元
        for figure, possible in zip(others, variants, strict=True):
            if figure.is_ratio and figure.unit != "∶":
                possible.append(
                    ({}, Value(1 + figure.value, 1 + figure.low, 1 + figure.high, f"(1 + {shown(figure)})", 0))
                )
    table = combined(variants, signs, stated)
    return is_cut(table) or any(
        is_value_of(stated, dimension, value) for values in table.values() for dimension, value in values.values()
    )


def _as_times(figure: Figure, stated: Figure, others: Sequence[Figure]) -> list[tuple[Dimension, Value]]:
    """Return a count as a plain number, where nothing else is of what it counts: 15秒广告播出8次."""
    names = set(figure.dimension)
    if is_measure(figure.unit) or not figure.unit or figure.each:
        return []
    if any(names & set(other.dimension) for other in (*others, stated) if other is not figure):
        return []
    return [({}, plain_value(figure))]


def _is_explained_twice(stated: Figure, others: Sequence[Figure]) -> bool:
    """Whether figures give what is stated if one of them is used twice: 3000元 for 30课时, 12课时已上, 退1800元."""
    for first, second in combinations(others, 2) if len(others) < _MOST else ():
        large, small = (first, second) if first.value > second.value else (second, first)
        if large.dimension != small.dimension or not large.dimension:
            continue
        for sign in (-1, 1):
            value = large.value + sign * small.value
            joint = replace(small, value=value, step=large.step + small.step)
            if value and _is_explained(stated, [joint if figure is small else figure for figure in others]):
                return True
    return False


def _explains(stated: Figure, others: Sequence[Figure]) -> bool:
    """Whether a figure together with one or two others gives another one exactly, so that it is right in its place."""
    for result in others:
        if not result.dimension or min(figure.value for figure in others) < 0:
            continue
        near = [figure for figure in others if figure is not result]
        for size in (1, 2):
            for pair in combinations(near, size):
                table = combined([_variants(figure, free=True) for figure in (stated, *pair)], "+-", result)
                full = table.get((1 << (size + 1)) - 1, {})
                if any(is_value_of(result, dimension, value, strictly=True) for dimension, value in full.values()):
                    return True
    return False


def _slip(stated: Figure, before: Sequence[Figure]) -> Value | None:
    """Return what figures give, if what is stated is a slip of it."""
    less, more = bool(_LESS.search(stated.clause)), bool(_MORE.search(stated.clause))
    if any(_RUNNING.search(figure.clause) for figure in before):
        return None
    # 每升高100米降0.6℃: what falls at a rate is less
    steps = [figure.clause for figure in before if min(figure.dimension.values(), default=0) < 0]
    less = less or any(map(FALLS.search, steps))
    if all(are_of_one_kind(figure.dimension, stated.dimension) for figure in before):
        candidates = _of_one_kind(stated, before, less=less, more=more)
    else:
        signs = ("-" if less else "") + ("+" if more else "") or "x"
        if sum(figure.is_ratio for figure in before) > 1:
            return None
        lessened = bool(_LESSENED.search(stated.clause))
        variants = [_variants(figure, free=False)[:1] for figure in before]
        if lessened:
            variants = [[(figure.dimension, plain_value(figure))] for figure in before]
        if any(figure.unit in ("%", "‰", "倍") and not _is_given(figure) for figure in before):
            return None
        table = combined(variants, signs, stated)
        candidates = _candidates(table, stated, before)
        return _decided(stated, before, candidates, less != more) or _second(stated, before, table)
    return _decided(stated, before, candidates, less != more)


def _decided(stated: Figure, before: Sequence[Figure], candidates: Sequence[Value], is_worded: bool) -> Value | None:
    """Return the candidate that what is stated is a slip of."""
    is_rounded = not all(figure.is_exact for figure in (*before, stated)) and not _COUNTED.search(stated.unit)
    rounding = stated.step * len(before) / 2 if is_rounded else 0.0
    if any(abs(value.value - stated.value) <= rounding for value in candidates if value.sign in ("+", "-")):
        return None
    candidates = [value for value in candidates if not is_actual(stated, value)]
    candidates = [value for value in candidates if 1 / _FAR < stated.value / value.value < _FAR]
    candidates = [v for v in candidates if not lacks_parts(stated, v) or _is_misprint(stated, v, least=3)]
    if len(candidates) == 1 and (is_worded or re.search("[×÷]", candidates[0].how)):
        return candidates[0] if _is_slip(stated, candidates[0]) or _is_misprint(stated, candidates[0]) else None
    if len(candidates) <= 3:
        return next((value for value in candidates if _is_misprint(stated, value, least=3)), None)
    return None


def _second(stated: Figure, before: Sequence[Figure], table: dict[int, Values]) -> Value | None:
    """Return what fewer figures give (those right before, or any), if what is stated is a misprint of it."""
    last = 1 << (len(before) - 1)
    near: list[Value] = []
    for mask, values in table.items():
        used = [figure for place, figure in enumerate(before) if mask >> place & 1]
        fitting = [v for dimension, v in values.values() if dimension == stated.dimension and not _is_crossed(v, used)]
        least = 2 if mask & last and are_adjacent(mask & ~last, last) else 3
        near += [
            v
            for v in fitting
            if v.cost == 0 and v.sign == "x" and not is_actual(stated, v) and _is_misprint(stated, v, least=least)
        ]
    alike = [figure for figure in before if figure.dimension]
    if _MORE.search(stated.clause) and all(figure.dimension == stated.dimension for figure in alike) and len(alike) > 1:
        near += [v for v in _of_one_kind(stated, alike, less=False, more=True) if _is_misprint(stated, v)]
    return near[0] if len(near) == 1 else None


def _of_one_kind(stated: Figure, before: Sequence[Figure], *, less: bool, more: bool) -> list[Value]:
    """Return what amounts of one kind give: their sum, or what the others leave of the first."""
    if any(_CHANGES.search(figure.clause) for figure in before) or is_of_another(stated, before):
        return []
    values = [_variants(figure, free=False)[0][1] for figure in before]
    how = " + ".join(value.how for value in values)
    total = [sum(getattr(value, name) for value in values) for name in ("value", "low", "high")]
    whole = Value(total[0], total[1], total[2], how, 0, "+")
    first, *rest = values if len(values) > 2 else sorted(values, key=lambda value: -value.value)
    left = first.value - sum(value.value for value in rest)
    how = f"{first.how} − {' − '.join(value.how for value in rest)}"
    low, high = first.low - sum(value.high for value in rest), first.high - sum(value.low for value in rest)
    remainder = Value(left, low, high, how, 0, "-")
    if more != less:
        is_left = len(before) == 2 or _IS_LEFT.search(stated.clause)
        return [whole] if more else [remainder] if left > 0 and is_left else []
    if more or _METERED.search(stated.clause):
        return [value for value in (whole, remainder) if value.value > 0]
    return []


def _unit(figure: Figure) -> str:
    return re.sub(r"^[\d.,，]+|^[一二两三四五六七八九十百半]+", "", figure.text)


def _variants(figure: Figure, *, free: bool) -> list[tuple[Dimension, Value]]:
    """Return what a figure may stand for: a share for itself, what it leaves, or what it is more; without `free` only
    for what words say."""
    text = shown(figure)
    variants = [(figure.dimension, plain_value(figure))]
    if not figure.is_ratio or figure.unit == "":
        return variants
    half = 0.0 if figure.is_exact else figure.step / 2
    less = (
        figure.dimension,
        Value(1 - figure.value, 1 - figure.value - half, 1 - figure.value + half, f"(1 − {text})", 0),
    )
    more = (
        figure.dimension,
        Value(1 + figure.value, 1 + figure.value - half, 1 + figure.value + half, f"(1 + {text})", 0),
    )
    over = (
        (figure.dimension, Value(1 / figure.value, 1 / figure.value, 1 / figure.value, f"1 ÷ {text}", 0))
        if figure.value
        else None
    )
    if figure.unit == "∶":
        return [*variants, over] if over else variants
    if free:
        may_add = [more] if _MAY_ADD.search(figure.clause + figure.tail) else []
        return [
            *variants,
            *([less] if figure.value < 1 else []),
            *may_add,
            *([over] if over and figure.unit != "倍" else []),
        ]
    if figure.unit in ("折", "倍"):
        return variants
    words = figure.clause + figure.tail[:4]
    if _LOWERED.search(words) and figure.value < 1:
        return [less]
    if _RAISED.search(words):
        return [more]
    return variants


def _is_given(rate: Figure) -> bool:
    """Whether a share is one to compute with (税率, 下浮, 按…), where others (参保率) only describe."""
    words = rate.clause + rate.tail[:4]
    if rate.unit == "倍" and rate.clause == "的":  # 违法所得3.5万元的2倍
        return True
    return bool(_LOWERED.search(words) or _RAISED.search(words) or _GIVEN.search(words))


def _candidates(table: dict[int, Values], stated: Figure, figures_before: Sequence[Figure]) -> list[Value]:
    """Return what as many figures as can be used give, in the plainest ways."""
    best: list[Value] = []
    most = 0
    for mask, values in table.items():
        fitting = [
            v for dimension, v in values.values() if are_of_one_kind(dimension, stated.dimension) and v.value > 0
        ]
        if fitting and mask.bit_count() > most:
            best, most = [], mask.bit_count()
        if fitting and mask.bit_count() == most:
            used = [figure for place, figure in enumerate(figures_before) if mask >> place & 1]
            best += [value for value in fitting if not (_is_crossed(value, used) or _TOGETHER.search(value.how))]
    least = min((value.cost for value in best), default=0)
    if all(set(figure.dimension) == {"length"} for figure in figures_before) and not _SIZED.search(stated.clause):
        return []
    return [value for value in best if value.cost == least]


def _is_crossed(value: Value, used: Sequence[Figure]) -> bool:
    """Whether a value is that of one amount by the ratio of two others of one kind, and no words say so (按, 每)."""
    if "÷" not in value.how or "+" in value.how or "−" in value.how:
        return False
    kinds = [tuple(sorted(figure.dimension.items())) for figure in used if figure.dimension]
    words = "".join(figure.clause for figure in used)
    return len(set(kinds)) < len(kinds) and not _CROSSED.search(words)


def _is_slip(stated: Figure, value: Value) -> bool:
    ratio = stated.value / value.value
    is_over = min(stated.dimension.values(), default=0) < 0
    is_worded = is_over or _PLAINLY.search(stated.clause) or _MORE.search(stated.clause)
    is_gap = value.sign == "-" and _IS_GAP.search(stated.clause)
    is_mean = (
        is_over and "平均" in stated.clause
    )  # of others, if it is far from what is computed: 平均每家带动就业7.6人
    low, high = _GAP if is_gap else _WIDE if value.sign == "x" and is_worded and not is_mean else _SLIP
    return low <= ratio <= high or any(abs(ratio / factor - 1) < 0.002 for factor in (0.1, 10))


def _is_misprint(stated: Figure, value: Value, *, least: int = 2) -> bool:
    """Whether what is stated, of `least` digits, differs from a value by one digit, two swapped ones or the point."""
    places = len(re.sub(r"\D", "", shown(stated).partition(".")[2]))
    first = str(rounded(Decimal(repr(stated.value / stated.scale)), places))
    second = str(rounded(Decimal(repr(value.value / stated.scale)), places))
    if first == second or len(first.replace(".", "")) < least:
        return False
    width = max(len(first), len(second))
    return is_misprint(first, second) or is_misprint(first.zfill(width), second.zfill(width))
