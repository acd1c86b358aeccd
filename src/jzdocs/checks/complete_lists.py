"""Lists that are all of a whole, or more than it: 四类人员; 12个乡镇: 东片4个…, 中片5个…, 西片3个…; 其他.

Parts of one kind are together no more than their whole, and none of them is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jzdocs.checks.claims import Interval
from jzdocs.checks.finding import Finding
from jzdocs.checks.names import are_apart, are_distinctions, are_other_states, counts_another, may_overlap
from jzdocs.checks.scenes import Figure, Scene, missed, must_be, wrong
from jzdocs.facts.numerals import chinese_number
from jzdocs.patterns import compiled

_WHOLE = compiled(
    "共|总|全|合计|累计|应|受访|受检|抽查|发出|收回|有效|拥有|录用|招[聘收录]|安排|下达|筹|投|到位|征集|查处|涉及|参[加赛会训保]|签约|经费|资金|完成|排查|配[备发送]|成员|编制|设|净重|总重"
)
_MARK = compiled(
    "^[^。；：（(\\d]{0,16}[，,]其中|^[^，。；、：（(]{0,6}[，,：:（(]?(?:其中|包括|含|分为|分别为|分别是|即|由)[：:，]?|^[^，。；、]{0,6}[：:（(]"
)
_APART = compiled(
    "同比|环比|[比较](?:上|去|前|年)|增|减|升|降|占|平均|人均|每|另|此外|累计|目标|计划|还|同时|均价|余|提高|较|净|利[润税]|实现|带动|惠及|结[转余]"
)
_REST = compiled("^(?:其[他余它]|[^对]{0,8}及其他)")
_COUNTED = compiled(
    "(?P<count>[一二两三四五六七八九十]|\\d)(?:大|个|种|项|方面|部分)?(?:类|种|项|部分|方面|级|个|组|批|档|层|支|块|科|所|镇|家|者|地|片)[^，。；、\\d]{0,8}(?:合计|共计|均|相加|汇总|加总|总计|全部|都|构成|组成|合并)"
)
_POSITIVE = compiled("满意|同意|支持|赞成|认可|了解|合格|达标|完好|优|正常|及格")
_NEGATIVE = compiled(
    "不满意|不同意|反对|弃权|不认可|不了解|不合格|不达标|损坏|待[修查维]|差|异常|不及格|无所谓|未表态|说不清|不清楚|未答"
)
_DEGREES = compiled("^[，、“其中：表示的为]*(?:非常|很|比较|较|基本|十分|一般|不太|不|完全)+")
_STEPS = compiled(
    "移送|立案|受理|审结|结案|办结|起诉|判决|查处|处理|执结|罚款|整改|完工|开工|竣工|验收|通过|录取|报名|中标"
)
_CLASSES = compiled("[类型级组部门区片班队所校园厂室系科线段期层档线站点员师生工户证物品费款机关]$")
_JOINTS = ("、", "和", "及", "与", "以及")
_IN_ALL = compiled("累计|全[厂校县市区镇乡村院班组队年公部体员集团]|共|总|合计")
_CLOSE = Decimal("0.86")  # of a sum, what a total may be that is meant to be it
_MOST_OVER = Decimal("1.7")
_MOST_OF_TWO = Decimal("1.35")
_LEAST = Decimal("0.55")
_LONGEST_NAME = 18


def complete_lists_in(scene: Scene) -> Iterator[Finding]:
    """Yield the wholes of a scene that their parts contradict."""
    for place, whole in enumerate(scene.figures[:-2]):
        if not whole.is_amount or not whole.is_plain or whole.value <= 0 or whole.lead.startswith(("、", "和", "及")):
            continue
        parts = _parts_of(scene, place)
        if parts and (finding := next(_judged(scene, whole, parts), None)):
            yield finding
            return


def _parts_of(scene: Scene, place: int) -> list[Figure]:
    """Return the figures behind a whole that go on in its unit, each with a short name of its own."""
    whole = scene.figures[place]
    parts: list[Figure] = []
    for figure in scene.figures[place + 1 :]:
        if figure.unit != whole.unit or re.search("[；。]", figure.lead):
            break
        name = _name(figure)
        if not name or len(figure.lead) > _LONGEST_NAME + 8 or not figure.is_plain or _APART.search(figure.lead):
            break
        if not parts and re.match("[、和与及]", figure.lead):
            break
        if parts and not re.match("[，,、；和及]", figure.lead):
            break
        parts.append(figure)
    return parts if len(parts) > 1 else []


def _name(figure: Figure) -> str:
    words = (
        re.sub("^[^，。；、：（(]*[，,：:（(；、](?=.)", "", figure.lead)
        if figure.lead[:1] not in "，、；"
        else figure.lead
    )
    return re.sub("[“”，,、；：:（()）]|其中|包括|包含|分别|^含|^有|^和|^及|(?:为|有|共|的)+$", "", words)


def _judged(scene: Scene, whole: Figure, parts: Sequence[Figure]) -> Iterator[Finding]:
    names = [_name(part) for part in parts]
    opening = re.sub("[（(][^）)]*[）)]", "", parts[0].lead)
    marked = bool(_MARK.search(opening)) or whole.tail.startswith(("：", ":"))
    if are_other_states(names) or len(set(names)) < len(names) or _APART.search(whole.clause):
        return
    if any(counts_another(whole.noun, part.noun) for part in parts):
        return
    low = sum((part.meant.low for part in parts), Decimal(0))
    high = sum((part.meant.high for part in parts), Decimal(0))
    total = sum((part.value for part in parts), Decimal(0))
    half = Decimal(5).scaleb(-whole.places - 1) * whole.scale if whole.places or whole.scale > 1 else Decimal(0)
    printed = Interval(whole.value - half, whole.value + half)
    how = " + ".join(part.shown for part in parts)
    if marked and (larger := [part for part in parts if part.meant.low > printed.high]):
        yield must_be(larger[0], f"≤ {whole.shown}", f"{larger[0].shown} > {whole.shown}", "parts")
        return
    if Interval(low, high).meets(printed) or not whole.value * _LEAST <= total <= whole.value * _MOST_OVER:
        return
    running = Decimal(0)
    for part, following in pairwise(parts):  # the list may have ended at a comma
        running += part.value
        if running == whole.value and following.lead.startswith(("，", ",")):
            return
    if _have_one_end(names) and marked and names[0][-2:] in whole.lead + whole.noun:
        return  # 贷款…，其中首贷户贷款…、绿色贷款…: properties that one may have several of
    if may_overlap(names) or any(map(_STEPS.search, names)):
        return
    whole_named = bool(_WHOLE.search(whole.lead))
    more = marked and (len(parts) > 2 or (_are_alike(names) and total <= whole.value * _MOST_OF_TWO))
    ending = (
        "其中" not in opening
        and bool(re.search("共|总|应|需", whole.clause))
        and _have_one_end(names)
        and not whole.clause.endswith(names[0][-2:])
    )
    over = low > printed.high and ((more and _is_of_kind(names)) or ending)
    if over or (whole_named and _is_complete(scene, whole, parts, names)):
        yield wrong(whole, total, how, "parts")


def sums_before_in(scene: Scene) -> Iterator[Finding]:
    """Yield the totals of a scene that are not the sum of the parts of one kind before them: 一车间86人，二车间92人，
    车间工人共178人."""
    for place, total in enumerate(scene.figures):
        parts = list(scene.figures[:place])
        if not 2 <= len(parts) <= 6 or not total.is_plain or not _IN_ALL.search(total.clause):
            continue
        if any(part.unit != total.unit or not part.is_plain or _APART.search(part.lead) for part in parts):
            continue
        names = [re.sub("(?:为|有|共|是)+$", "", part.clause) for part in parts]
        listed = "分别" in parts[0].clause and all(part.lead in _JOINTS for part in parts[1:])
        if not listed and (len({name[-2:] for name in names}) > 1 or len(set(names)) < len(names) or not all(names)):
            continue
        value = sum((part.value for part in parts), Decimal(0))
        meant = sum((part.meant for part in parts), Interval(Decimal(0), Decimal(0)))
        summed = re.match(r"[，,](?:[两三四五六七八九十]\w{1,2})?累计(?P<verb>[\u4e00-\u9fff]{2,4})", total.lead)
        is_same = listed and summed is not None and summed["verb"][:2] in parts[0].clause  # 分别放款…，累计放款
        near = _CLOSE <= total.value / value <= 1 / _CLOSE if value else False
        if near and (is_same or not _APART.search(total.lead)) and max(part.value for part in parts) < total.value:
            yield from missed(total, value, meant, " + ".join(part.shown for part in parts), "parts")
            return


def _is_of_kind(names: Sequence[str]) -> bool:
    """Whether parts are of one kind, so that nothing is in two of them."""
    return not are_distinctions(names) and (are_apart(names) or all(2 <= len(name) <= 12 for name in names))


def _are_alike(names: Sequence[str]) -> bool:
    """Whether two names may be those of two kinds: they are of one length, and none is a sentence."""
    return len({len(name) for name in names}) == 1 or are_apart(names)


def _have_one_end(names: Sequence[str]) -> bool:
    """Whether names end in one word, which is what they are kinds of: 理论教学, 实践教学."""
    return len({name[-2:] for name in names}) == 1 and all(len(name) > 2 for name in names)


def _is_complete(scene: Scene, whole: Figure, parts: Sequence[Figure], names: Sequence[str]) -> bool:
    """Whether words say that the parts are all."""
    if _REST.search(names[-1]):
        return True
    behind = scene.text[parts[-1].end - scene.start :]
    counted = _COUNTED.search(behind)
    if counted and chinese_number(counted["count"].replace("两", "二")) == len(parts):
        return True
    if _POSITIVE.search(names[0]) and _NEGATIVE.search(names[-1]) and not _NEGATIVE.search(names[0]):
        return all(_POSITIVE.search(name) or _NEGATIVE.search(name) or _DEGREES.search(name) for name in names)
    return False


def paired_lists_in(scene: Scene) -> Iterator[Finding]:
    """Yield the wholes whose parts are complete by a second count: 12个乡镇共532户：4个乡镇186户，5个…，3个…."""
    figures = scene.figures
    if len(figures) < 6 or len(figures) % 2:
        return
    first, second = figures[::2], figures[1::2]
    if len({f.unit for f in first}) != 1 or len({f.unit for f in second}) != 1 or first[0].unit == second[0].unit:
        return
    if not all(figure.is_plain for figure in figures) or any(_APART.search(f.lead) for f in figures):
        return
    for complete, other in ((first, second), (second, first)):
        if complete[0].value == sum((f.value for f in complete[1:]), Decimal(0)):
            total = sum((f.value for f in other[1:]), Decimal(0))
            meant = sum((f.meant for f in other[1:]), Interval(Decimal(0), Decimal(0)))
            if not meant.meets(other[0].meant) and _LEAST < other[0].value / total < 1 / _LEAST:
                yield wrong(other[0], total, " + ".join(f.shown for f in other[1:]), "parts")
                return
