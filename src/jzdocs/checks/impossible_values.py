"""Values that cannot be: more than all, a lowest above a highest, a mean outside its range, more points than there are,
more present than invited, votes that are no sum of their kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jzdocs.checks.finding import Finding
from jzdocs.checks.scenes import Figure, Scene, must_be, wrong
from jzdocs.facts.rounding import PERCENT
from jzdocs.patterns import compiled

# shares that are never more than all
_AT_MOST_ALL = compiled(
    r"(?:优良天数(?:比例|占比|率)|出[勤席]率|到[会课岗]率|合格率|及格率|优秀率|成活率|命中率|中签率|中奖率|录取率|升学率|就业率|入学率|巩固率|覆盖率|普及率|入住率|上座率|回收率|有效率|好评率|满意率|满意度"
    r"|办结率|结案率|治愈率|死亡率|病死率|完好率|达标率|绿化率|森林覆盖率|绿地率|城镇化率|空置率|合格品率|废品率|得票率|投票率|赞成率|参[保会与训]率|发芽率|孵化率|阳性率|检出率|知晓率|接种率|占比|成功率|准确率|正确率)"
    r"(?:为|达到?|是|约|均|已|仅|只有|升至|降至|提高到|高达|保持在|稳定在|突破|超过)*$"
)
_HIGHEST = compiled("最(?P<kind>高|大|多|长|贵|重|快)(?P<name>[^，。；、\\d]{0,8})$")
_LOWEST = compiled("最(?P<kind>低|小|少|短|轻|慢|便宜)(?P<name>[^，。；、\\d]{0,8})$")
_MEAN = compiled("(?:平均|均)(?P<name>[^，。；、\\d]{0,8})$")
_FULL = compiled("(?:满分|总分|卷面分?值?)(?:为|是|共)*$")
_SCORED = compiled("(?:得分?|最高分|考了?|成绩|总分|平均分|均分|获得?|评分)(?:为|是|了|达)*$")
_INVITED = compiled("(?:应[到出参来][^，。；、\\d]{0,8}|报名[^，。；、\\d]{0,6})$")
_PRESENT = compiled("(?:实到|实际[到出参][^，。；、\\d]{0,4}|到[会场课]|出席)[^，。；、\\d]{0,4}$")
_ABSENT = compiled("缺|请假|未到|未参|弃[赛考权]")
_VOTES = compiled("(?:有效|收回|发出|共投|共发|应投|参加表决|表决|出席|实到|到会)[^，。；\\d]{0,8}$")
_ALL_VOTED = compiled("(?:到会|与会|出席|参会|实到|参加表决).*\\|.*(?:全部|均|都|一致)[^，。；]{0,4}(?:表决|投票|按下)")
_YES, _NO = compiled("赞成|同意"), compiled("反对|不赞成|不同意|弃权")
_LIST = compiled("(?:分别为|分别是|依次为|成绩为|得分为|打出)[^，。；、\\d]{0,4}$")
_BEST = compiled("(?:最[好佳高][^，。；、\\d]{0,4}|最低[^，。；、\\d]{0,4}|最[差短少][^，。；、\\d]{0,4})(?:为|是)*$")
_LOOSE = compiled("增|降|升|目标|同比|环比|比上年|较上年|超额|完成|任务|纪录|历史")
_HUNDRED = Decimal(100)


def impossible_values_in(scene: Scene) -> Iterator[Finding]:
    """Yield the values of a scene that cannot be, by their own words or by another one's."""
    figures = scene.figures
    if "最" in scene.text:
        yield from _check_range(figures)
    if "满分" in scene.text or "总分" in scene.text:
        yield from _check_full(figures)
    if "应" in scene.text or "报名" in scene.text:
        yield from _check_present(figures)
    if "弃权" in scene.text or "反对" in scene.text:
        yield from _check_votes(figures)
    if "最" in scene.text and "、" in scene.text:
        yield from _check_best(figures)


def shares_above_all_in(scene: Scene) -> Iterator[Finding]:
    """Yield the shares of a scene that are more than all."""
    for figure in scene.figures:
        if (
            figure.unit in PERCENT
            and figure.value > _HUNDRED
            and figure.is_plain
            and _AT_MOST_ALL.search(figure.clause)
        ):
            if not _LOOSE.search(figure.clause) and not _is_change(figure):
                yield must_be(figure, "≤ 100%", f"{figure.shown} > 100%", "share")


def _is_change(figure: Figure) -> bool:
    return figure.number is not None and figure.number.kind in ("increase", "decrease")


def _check_range(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Check a highest, a lowest and a mean of one thing."""
    for low in figures:
        lowest = _LOWEST.search(low.clause)
        if not lowest or not low.is_plain:
            continue
        for high in figures:
            highest = _HIGHEST.search(high.clause)
            if not highest or high.unit != low.unit or not high.is_plain or not _alike(highest["name"], lowest["name"]):
                continue
            if low.value > high.value and low.start > high.start:
                yield must_be(low, f"≤ {high.shown}", f"{low.shown} > {high.shown}", "parts")
                return
            yield from _check_mean(figures, low, high)


def _check_mean(figures: Sequence[Figure], low: Figure, high: Figure) -> Iterator[Finding]:
    for mean in figures:
        named = _MEAN.search(mean.clause)
        if named and mean.unit == low.unit and mean.is_plain and not (low.value <= mean.value <= high.value):
            if low.value < high.value and "每" not in mean.clause and "人均" not in mean.clause:
                bound = f"{low.shown}–{high.shown}"
                yield must_be(mean, bound, f"{mean.shown} ∉ {bound}", "average")
                return


def _alike(first: str, second: str) -> bool:
    return not first or not second or first[-1] == second[-1] or first[:1] == second[:1]


def _check_full(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Check that nothing scores more than the full mark."""
    for full in figures:
        if not _FULL.search(full.clause) or "满分" not in full.clause or full.unit != "分":
            continue
        for score in figures:
            if score.start > full.start and score.unit == "分" and score.value > full.value and score.is_plain:
                if _SCORED.search(score.clause) and "附加" not in score.clause and "总" not in score.clause:
                    yield must_be(score, f"≤ {full.shown}", f"{score.shown} > {full.shown}", "parts")
                    return


def _check_present(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Check that no more are present than were invited, and that those absent are the others."""
    invited = next((f for f in figures if _INVITED.search(f.clause) and f.unit == "人" and f.is_plain), None)
    if invited is None:
        return
    present = next(
        (f for f in figures if f.start > invited.start and f.unit == "人" and _PRESENT.search(f.clause)), None
    )
    if present is None or present.value <= invited.value or "列席" in present.clause:
        return
    if any("列席" in figure.lead or "补" in figure.lead or "增" in figure.lead for figure in figures):
        return
    absent = any(_ABSENT.search(f.clause) and f.unit == "人" for f in figures)
    if "报名" not in invited.clause or absent:
        yield must_be(present, f"≤ {invited.shown}", f"{present.shown} > {invited.shown}", "parts")


def _check_votes(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Check 收回118张，有效票116张，赞成101票，反对9票，弃权6票: the kinds of votes are those of one number before."""
    kinds = [figure for figure in figures if _YES.search(figure.clause) or _NO.search(figure.clause)]
    if len(kinds) < 2 or not _YES.search(kinds[0].clause) or not all(figure.is_plain for figure in kinds):
        return
    before = [f for f in figures if f.start < kinds[0].start and _VOTES.search(f.clause) and f.is_plain]
    if not before and len(kinds) > 2:  # 到会165名委员全部按下表决器
        before = [f for f in figures[-1:] if f.start > kinds[-1].start and _ALL_VOTED.search(f.clause + "|" + f.tail)]
    invalid = [f for f in figures if re.search("无效|废票|作废", f.clause)]
    others = [f for f in figures if f.start > kinds[-1].start and f.unit == kinds[0].unit and f not in invalid]
    others = [f for f in others if f not in before]
    if not before or "弃权" not in "".join(figure.clause for figure in kinds) or others:
        return
    total = sum((figure.value for figure in kinds), Decimal(0))
    voided = sum((figure.value for figure in invalid), Decimal(0))
    if any(figure.value in (total, total + voided) for figure in before):
        return
    base = before[-1]
    if base.value * Decimal("0.6") <= total <= base.value * Decimal("1.5"):
        how = " + ".join(figure.shown for figure in kinds)
        yield wrong(base, total, how, "parts")


def _check_best(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Check that the best of listed values is one of them, and none is above it."""
    start = next((i for i, figure in enumerate(figures) if _LIST.search(figure.clause)), None)
    if start is None:
        return
    listed = [figures[start]]
    for figure in figures[start + 1 :]:
        if figure.lead not in ("、", "和", "及", "与", "，"):
            break
        listed.append(figure)
    if len(listed) < 3 or len({figure.unit for figure in listed} - {""}) > 1:
        return
    unit = listed[-1].unit
    for best in figures[start + len(listed) :]:
        if _BEST.search(best.clause) and best.unit == unit and best.is_plain:
            scale = best.scale if not listed[0].unit else Decimal(1)
            values = [figure.value * scale for figure in listed]
            if best.value not in (max(values), min(values)):
                right = max(values) if re.search("[好佳高]", best.clause[-5:]) else min(values)
                yield wrong(best, right, "、".join(figure.shown for figure in listed), "parts")
                return
