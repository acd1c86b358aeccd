"""Figures that go together in pairs, and what the pairs give: 一等奖3名、每名2000元，二等奖5名、每名1000元，共11000元;
笔试占60%、面试占40%，笔试80分、面试85分，总成绩82分; 被告承担七成、原告三成，被告应赔9.8万元.

Pairs are found by their places (so many, at so much each) or by their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jzdocs.checks.calendar import impossible, part
from jzdocs.checks.dimensions import is_sensible, times
from jzdocs.checks.figures import Figure, figures
from jzdocs.checks.finding import Finding, Problem
from jzdocs.facts.rounding import plain, rounded
from jzdocs.patterns import compiled

_LONGEST = 200
_MOST = 12
_TRIGGER = compiled(
    "每[^。]*每|%[^。]*%|倍[^。]*倍|成[^。]*成|票[^。]*票|分之[^。]*分之|绩点|各"
    "|比[\u4e00-\u9fff]{1,8}[多少高低贵大小重轻长短快慢远近宽窄深浅](?:了|出)?[\\d一二两三四五六七八九十]"
)
_STATISTICS = compiled("分别|同比|环比|增长|较上年|比上年|上年同期|百分点")
_RESULT = compiled(
    "[水电气热]费|费用|票款|票房|货款|[应实]收|得分|共|总|合计|综合|最终|最后得|加权|折算|收入|满分|应[付得发赔支]|计"
)
_NO_RESULT = compiled("得分|其中|左右|约|同比|比上年|预算|计划|每|最[高低]|占")
_SAME = compiled("合|折合|相当于|即|等于|也就是")
_MORE = frozenset("多高贵大重长快远宽深")
_COMPARED = compiled(
    "(?P<subject>[\u4e00-\u9fff]{0,8}?)(?<![同环占])比(?P<other>(?![重例率])[\u4e00-\u9fff]{1,8}?)(?P<verb>[多少高低贵大小重轻长短快慢远近宽窄深浅])(?:了|出)?$"
)
_NEAR = (0.09, 11)
_NOT_NAMES = frozenset("的了和与为是占按共计各每有分得数为比例权重成绩费率加班总一二三四五六七八九十承担负责任应付元")


def pairings_in(text: str) -> Iterator[Finding]:
    """Yield the results of a sentence that its pairs of figures do not give."""
    for stated, _, result in _results(text):
        if not _is_right(stated, result[0]):
            yield from _judged(text, stated, *result)
            return


def pairings_that_hold(text: str) -> Iterator[int]:
    """Yield the places of figures that pairs make up, and of what they give, where that is true."""
    for stated, before, result in _results(text):
        if _is_right(stated, result[0]):
            yield from (figure.start for figure in (stated, *before))


def _results(text: str) -> Iterator[tuple[Figure, Sequence[Figure], tuple[float, str, Problem]]]:
    """Yield the figures of a sentence that those before them give by pairs, these, and what they give."""
    if len(text) > _LONGEST or not _TRIGGER.search(text) or _STATISTICS.search(text):
        return
    found = figures(text)
    if not 2 <= len(found) <= _MOST:
        return
    for place, stated in enumerate(found):
        if not place or stated.about or stated.value <= 0 or any(figure.about for figure in found[:place]):
            continue
        for check in (_as_sum_of_pairs, _as_weighted, _as_mean, _as_named_share, _as_compared, _as_conversion):
            result = check(stated, found[:place])
            if result:
                yield stated, found[:place], result
                break


def _is_right(stated: Figure, value: float) -> bool:
    tolerance = abs(stated.value) * 1e-6
    return abs(value - stated.value) <= max(stated.step * 0.501 if not stated.is_exact or value % 1 else 0.0, tolerance)


def _judged(text: str, stated: Figure, value: float, how: str, problem: Problem) -> Iterator[Finding]:
    if not _NEAR[0] <= stated.value / value <= _NEAR[1]:
        return
    places = len(stated.text.partition(".")[2].rstrip("%元分吨万亿公斤克")) if "." in stated.text else 0
    shown = plain(rounded(Decimal(repr(value / stated.scale)), max(places, 2)))
    unit = re.sub(r"^[-−\d.,，]+|^[一二两三四五六七八九十百半]+", "", stated.text)
    place = part(text, stated.start, stated.end)
    yield impossible(place, problem, f"{shown}{unit}", f"{how} = {shown}", certain=False)


def _is_result(stated: Figure) -> bool:
    return bool(_RESULT.search(stated.clause)) and not _NO_RESULT.search(stated.clause)


def _as_sum_of_pairs(stated: Figure, before: Sequence[Figure]) -> tuple[float, str, Problem] | None:
    """Return the sum of so many at so much each, where all figures before stand in such pairs, and some alone."""
    if not _is_result(stated) or len(before) < 4 or not stated.dimension:
        return None
    parts: list[str] = []
    total, pairs, place = 0.0, 0, 0
    while place < len(before):
        first, second = before[place], before[place + 1] if place + 1 < len(before) else None
        joint = times(first.dimension, second.dimension) if second else {}
        is_pair = second and joint == stated.dimension and is_sensible(joint)
        if second and is_pair and min([*first.dimension.values(), *second.dimension.values()]) < 0:
            sign = -1 if re.search("扣|减|倒", second.clause) else 1
            total += sign * first.value * second.value
            parts.append(("− " if sign < 0 else "+ " if parts else "") + f"{_shown(first)} × {_shown(second)}")
            pairs, place = pairs + 1, place + 2
        elif first.dimension == stated.dimension:
            total += first.value
            parts.append(("+ " if parts else "") + _shown(first))
            place += 1
        else:
            return None
    return (total, " ".join(parts), "parts") if pairs > 1 else None


def _as_weighted(stated: Figure, before: Sequence[Figure]) -> tuple[float, str, Problem] | None:
    """Return the sum of amounts by the shares, multiples or prices of their names."""
    if not _is_result(stated) or len(before) < 4:
        return None
    price = None
    weights = [figure for figure in before if figure.is_ratio and figure.unit != "∶"]
    amounts = [figure for figure in before if not figure.is_ratio]
    if not weights and len(before) == 4 and "yuan" in stated.dimension:
        weights = [figure for figure in before if "yuan" in figure.dimension]
        amounts = [figure for figure in before if "yuan" not in figure.dimension]
    elif len(amounts) == len(weights) + 1 and all(weight.unit == "倍" for weight in weights):
        price = next((figure for figure in amounts if min(figure.dimension.values(), default=0) < 0), None)
        amounts = [figure for figure in amounts if figure is not price]
    if len(weights) != len(amounts) or not 2 <= len(weights) <= 4 or len({a.unit for a in amounts}) > 1:
        return None
    if all(weight.unit == "%" for weight in weights):
        if abs(sum(weight.value for weight in weights) - 1) > 1e-9 or amounts[0].dimension != stated.dimension:
            return None
    elif weights[0].is_ratio and not price:
        return None
    pairs = _by_names(weights, amounts)
    if not pairs:
        return None
    factor = price.value if price else 1.0
    parts = " + ".join(f"{_shown(weight)} × {_shown(amount)}" for weight, amount in pairs)
    how = f"({parts}) × {_shown(price)}" if price else parts
    priced = [_value(weight, stated) * _value(amount, stated) for weight, amount in pairs]
    return sum(priced) * factor, how, "product"


def _value(figure: Figure, stated: Figure) -> float:
    """Return a figure's value, whatever it is over: here names say so."""
    return figure.amount if "yuan" in figure.dimension and "yuan" in stated.dimension else figure.value


def _by_names(first: Sequence[Figure], second: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Return pairs of figures that share a word of their names, each in one pair; none where any has no partner."""
    pairs: list[tuple[Figure, Figure]] = []
    for figure in first:
        name = _name(figure)
        shared = [other for other in second if _share(name, _name(other))]
        if len(shared) != 1 or any(shared[0] is other for _, other in pairs):
            return []
        pairs.append((figure, shared[0]))
    return pairs


def _name(figure: Figure) -> str:
    return re.split("[，。；：、（）]", figure.lead)[-1]


def _share(first: str, second: str) -> bool:
    """Whether two names share a word of two characters that tells them from others."""
    words = {first[place : place + 2] for place in range(len(first) - 1)}
    return any(word in second for word in words if not set(word) & _NOT_NAMES)


def _as_mean(stated: Figure, before: Sequence[Figure]) -> tuple[float, str, Problem] | None:
    """Return the mean of marks by their credits: 线代4学分、绩点3.5，英语2学分、绩点2.9."""
    if "绩点" not in stated.clause or not re.search("加权|平均|总", stated.clause):
        return None
    credits_ = [figure for figure in before if figure.unit == "学分"]
    marks = [figure for figure in before if "?" in figure.dimension and "绩点" in figure.clause]
    if len(credits_) != len(marks) or len(marks) < 2:
        return None
    if any(first.start > second.start for first, second in zip(credits_, marks, strict=True)):
        return None
    total = sum(credit.value * mark.value for credit, mark in zip(credits_, marks, strict=True))
    parts = [f"{_shown(mark)} × {_shown(credit)}" for credit, mark in zip(credits_, marks, strict=True)]
    return total / sum(credit.value for credit in credits_), f"({' + '.join(parts)}) ÷ 总学分", "average"


def _as_named_share(stated: Figure, before: Sequence[Figure]) -> tuple[float, str, Problem] | None:
    """Return the share of an amount that is of the name of what is stated: 被告承担七成, 被告应赔."""
    shares = [figure for figure in before if figure.is_ratio and figure.unit in ("%", "成", "分之")]
    wholes = [figure for figure in before if not figure.is_ratio]
    if len(shares) < 2 or len(wholes) != 1 or wholes[0].dimension != stated.dimension or stated.is_ratio:
        return None
    if not re.search("承担|负担|分得|占|分担|责任|按", "".join(share.clause for share in shares)):
        return None
    if _NO_RESULT.search(stated.clause) or abs(sum(share.value for share in shares) - 1) > 1e-9:
        return None
    own = [share for share in shares if _share(_name(share), stated.clause)]
    if len(own) != 1:
        return None
    return wholes[0].value * own[0].value, f"{_shown(wholes[0])} × {_shown(own[0])}", "product"


def _as_compared(stated: Figure, before: Sequence[Figure]) -> tuple[float, str, Problem] | None:
    """Return the amount that another and what it is compared by give: 二等舱320元，比三等舱贵80元，三等舱240元."""
    if len(before) < 2:
        return None
    first, by = before[-2:]
    match = _COMPARED.search(by.clause)
    if (
        not match
        or by.about
        or first.is_ratio
        or re.search("[增下减上年月]", match["other"])
        or first.dimension != stated.dimension
        or by.dimension not in (stated.dimension, {})
    ):
        return None
    subject, other = match["subject"], match["other"]
    name = stated.clause
    is_more = match["verb"] in _MORE
    if other and len(other) > 1 and name.startswith(other):
        is_more = not is_more
        if by.is_ratio:
            return None
    elif not (len(subject) > 1 and name.startswith(subject)):
        return None
    if by.is_ratio:
        factor = 1 + by.value if is_more else 1 - by.value
        return first.value * factor, f"{_shown(first)} × (1 {'+' if is_more else '−'} {_shown(by)})", "product"
    value = first.value + by.value if is_more else first.value - by.value
    return value, f"{_shown(first)} {'+' if is_more else '−'} {_shown(by)}", "balance"


def _as_conversion(stated: Figure, before: Sequence[Figure]) -> tuple[float, str, Problem] | None:
    """Return the figure right before as it is over another measure: 每公斤24元，合每斤12元."""
    last = before[-1]
    over = min(stated.dimension.values(), default=0) < 0 and last.dimension == stated.dimension
    if not over or not re.match(f"[，,（(]?(?:{_SAME.pattern})", stated.lead) or "每" not in stated.lead:
        return None
    if last.each == stated.each or len(last.each) != 1 or len(stated.each) != 1:
        return None
    return last.value, _shown(last), "product"


def _shown(figure: Figure) -> str:
    return figure.text.replace(",", "").replace("，", "")
