"""Numbers that are marked as approximate twice: 近300余名, 约20人左右, 超过50%以上, 不到100户以下.

One of the two words says it; two of different directions contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from jzdocs.checks.finding import Finding
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import Quantity
from jzdocs.patterns import compiled

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
_MARKED = compiled(
    rf"(?P<before>{_BEFORE})(?:占(?:\w{{1,6}}?的)?|有|达到?|为|完成|需要?|增长|提高|安排|培训|建成|新增)?"
    r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千万亿零]+)"
)
_SOME = {
    "余": "额热粮下量",
    "多": "边元样层级功云种项次方民党渠式数",
}  # 多种, 余额: with what stands behind, other words
_BEHIND = {"以上": "述所各几内问情", "以下": "简统几三四五六问方", "以内": "", "左右": "", "上下": "游班级线联一同结贯"}
_SCALES = "十百千万亿"
_LONGEST_UNIT = 5
_POINTS = "个百分点"
_NO_UNIT = frozenset("，。；：、！？“”（）() \u3000\n余多级及的规0123456789")
_RECENT = compiled(r"近[^，。；]{1,8}?(?:年|个月|月|天|周|日|世纪|代)")
_WORDS_BEFORE = frozenset("附远最相靠邻临走亲新就贴毗切浅制合大公节条契盟签预失简高赶略稍已过")


class _Second(Struct, frozen=True):
    """The second word of an approximation, where it begins, and where what it belongs to ends."""

    word: str
    start: int
    end: int


def approximated_twice(text: str) -> Iterator[Finding]:
    """Yield the numbers with two words for an approximation; `right` is the number with the first alone."""
    for match in _MARKED.finditer(text):
        before = match["before"]
        second = next((word for word in _seconds(text, match.end()) if word.word in _CLASHES[before]), None)
        if second is None or _is_other(text, match.start(), before):
            continue
        start, end = match.start(), second.end
        right = text[start : second.start] + text[second.start + len(second.word) : end]
        quantity = Quantity(start, end, text[start:end], Decimal(0), "", Decimal(0), "", None, "level")
        yield Finding(Number(quantity, "level"), "doubled", right, f"{before}…{second.word}", certain=False)


def _seconds(text: str, end: int) -> Iterator[_Second]:
    """Yield the words behind a number that make it approximate: behind its unit (300人左右), before it (300余人)."""
    some = scaled = end
    while text[scaled : scaled + 1] in (*_SCALES, *_SOME) and scaled < len(text):
        if text[scaled] in _SOME:
            if text[scaled + 1 : scaled + 2] in tuple(_SOME[text[scaled]]):
                break
            some = scaled + 1
        scaled += 1
    unit = scaled + len(_POINTS) if text.startswith(_POINTS, scaled) else scaled
    for place in range(unit, min(unit + _LONGEST_UNIT, len(text) - 1) + 1):
        word = text[place : place + 2]
        if word in _BEHIND and text[place + 2 : place + 3] not in tuple(_BEHIND[word]):
            yield _Second(word, place, place + 2)
            break
        if text[place : place + 1] in _NO_UNIT:
            break
    if some > end:
        yield _Second(text[some - 1], some - 1, scaled)


def _is_other(text: str, start: int, before: str) -> bool:
    """Return whether the words mean something else: a quotation of them, a part of a word (附近, 公约), or a time that
    has passed (近20多年来)."""
    left = text[start - 1 : start]
    if left in ("“", "‘"):  # the author speaks of the words
        return True
    if len(before) == 1 and left in _WORDS_BEFORE:
        return True
    return before == "近" and bool(_RECENT.match(text, start))
