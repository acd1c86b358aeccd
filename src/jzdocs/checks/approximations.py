"""Numbers that are marked as approximate twice: 近300余名, 约20人左右, 超过50%以上, 不到100户以下.

One of the two words says it; two of different directions contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jzdocs.checks.finding import Finding
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import Quantity

_BEFORE = "超过|超|逾|不少于|不低于|至少|起码|不超过|不高于|不多于|至多|最多|不到|不足|大约|大概|约|将近|接近|近"
_ROUGHLY = ("左右", "上下", "余", "多")
# the words behind a number that repeat or contradict the word before it
_CLASHES = {
    **dict.fromkeys(("超过", "超", "逾"), (*_ROUGHLY, "以上", "以下")),
    **dict.fromkeys(("不少于", "不低于", "至少", "起码"), ("左右", "上下", "以上", "以下", "以内")),
    **dict.fromkeys(("不超过", "不高于", "不多于", "至多", "最多"), ("左右", "上下", "以上", "以下", "以内")),
    **dict.fromkeys(("不到", "不足"), (*_ROUGHLY, "以上", "以下")),
    **dict.fromkeys(("大约", "大概", "约", "将近", "接近", "近"), (*_ROUGHLY, "以上", "以下", "以内")),
}
_HAN_NUMBER = "[一二两三四五六七八九]?[十百千万亿][一二三四五六七八九十百千万亿零]*|[一二两三四五六七八九]"
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|{_HAN_NUMBER})"
_VERB = r"占(?:[\u4e00-\u9fff]{1,6}的)?|有|达到?|为|完成|需要?|增长|提高|安排|培训|建成|新增"
_SOME = "余(?!额|热|粮|下|量)|多(?!边|元|样|层|级|功|云|种|项|次|方|民|党|渠|功|式|数)"
_MARKED = re.compile(
    rf"(?P<before>{_BEFORE})(?P<body>(?:{_VERB})?(?:{_NUMBER})(?:{_SOME})?(?:[十百千万亿]+)?(?:{_SOME})?"
    rf"(?:个百分点|[^，。；：、！？“”（）\d\s余多级及的规]{{0,5}}?))(?P<after>以上(?![述所各几]|[内问情]容?题?况?)|以下(?![简统]称|几|[三四五六]|问题|方面)|以内|左右|上下(?![游班级线联一同结贯]))"
    rf"|(?P<before2>{_BEFORE})(?P<body2>(?:{_VERB})?(?:{_NUMBER})(?:[十百千万亿]+)?(?P<some2>{_SOME})(?:[十百千万亿]+)?)"
)
_RECENT = re.compile(r"近[^，。；]{1,8}?(?:年|个月|月|天|周|日|世纪|代)")
_PARTS_OF_WORDS = re.compile(r"[附远最相靠邻临走亲新就贴毗切浅]$|[制合大公节条契盟签预失简]$|[高远赶]$|[略稍已]?[过]$")


def approximated_twice(text: str) -> Iterator[Finding]:
    """Yield the numbers with two words for an approximation; `right` is the number with the first alone."""
    for match in _MARKED.finditer(text):
        two = match["after"] is None
        before = match["before2" if two else "before"]
        after = match["some2"] if two else match["after"]
        if after not in _CLASHES[before] or _is_other(text, match, before):
            continue
        body = match["body2" if two else "body"]
        right = before + (body.replace(after, "", 1) if two else body)
        start, end = match.span()
        quantity = Quantity(start, end, text[start:end], Decimal(0), "", Decimal(0), "", None, "level")
        yield Finding(Number(quantity, "level"), "doubled", right, f"{before}…{after}", certain=False)


def _is_other(text: str, match: re.Match[str], before: str) -> bool:
    """Return whether the words mean something else: a quotation of them, a part of a word (附近, 公约), or a
    time that has passed (近20多年来)."""
    left = text[match.start() - 1 : match.start()]
    if left in ("“", "‘"):  # the author speaks of the words
        return True
    if len(before) == 1 and left and _PARTS_OF_WORDS.search(left):
        return True
    return before == "近" and bool(_RECENT.match(text, match.start()))
