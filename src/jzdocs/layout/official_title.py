"""The lines of an official document's title: words stay whole, and the lines make a trapezium or a diamond (GB/T
9704-2012, 7.3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import pairwise, product

from jzdocs.layout.char_classes import FORBIDDEN
from jzdocs.layout.measure import MeasuredParagraph, Span
from jzdocs.layout.phrases import IN_A_WORD, phrased
from jzdocs.layout.setter import Setter
from jzdocs.style.stylesheet import TextStyle

_MOST_LINES = 6
_MOST = 60  # candidates of one part, and combinations of several parts times that
_MANY_BREAKS = 36  # a longer title is left to the usual rules
_ALIKE = 0.4  # ems: lines that differ by less look equally long
_VALLEY, _BLOCK, _LINE, _SHORT = 400.0, 20.0, 10.0, 60.0
_AFTER_ISSUER, _AFTER_VERB, _CLOSED, _INSIDE, _NAME_BROKEN = 4.0, 10.0, 40.0, 40.0, 1000.0
_TERM_BROKEN = 200.0
_CLOSING, _PAIRS = "”》）〉】", (("《", "》"), ("“", "”"), ("（", "）"))
# terms of several words that titles of official documents do not divide
_TERMS = (
    *("安全生产", "乡村振兴", "营商环境", "高质量发展", "生态环境", "环境保护", "应急管理", "公共服务", "社会保障"),
    *("基础设施", "城市更新", "老旧小区", "数字经济", "人工智能", "民生实事", "防灾减灾", "食品安全", "先进个人"),
    *("先进集体", "重点任务", "实施方案", "实施意见", "行动计划", "工作方案", "管理办法", "指导意见", "应急预案"),
)
# behind these a title's object begins
_VERBS = (
    *("加强", "做好", "印发", "开展", "推进", "促进", "支持", "规范", "调整", "建立", "完善", "实施", "落实", "组织"),
    *("转发", "公布", "表彰", "深化", "提升", "推动", "健全", "成立", "举办", "召开", "商请", "同意", "下达", "发布"),
)


def shaped_lines(texts: Sequence[str], style: TextStyle, setter: Setter, width: int) -> list[list[str]] | None:
    """Return the lines of each part of a title (the author parts them) in a column `width` wide (EMU); None where no
    lines leave all words whole, and where a title is too long to try them all."""
    measured = [_measured(text, style, setter) for text in texts]
    room = width * 1000 / style.size
    candidates = [list(_candidates(p, room)) for p in measured]
    for names in candidates[:-1]:  # the issuers before the last one: each is a line where it fits
        names[:] = [(cost + _NAME_BROKEN * (len(ends) - 1), ends) for cost, ends in names]
    if not all(candidates):
        return None
    each = max(1, round((_MOST * 40) ** (1 / len(candidates))))
    best = [nsmallest(each, part) for part in candidates]
    lengths = [p.natural for p in measured]

    def cost(combination: Sequence[tuple[float, tuple[int, ...]]]) -> float:
        widths = [
            natural(start, end)
            for natural, (_, ends) in zip(lengths, combination, strict=True)
            for start, end in pairwise((0, *ends))
        ]
        return sum(own for own, _ in combination) + _shape_cost([w / 1000 for w in widths])

    chosen = min(product(*best), key=cost)
    return [
        [text[start:end] for start, end in pairwise((0, *ends))] for text, (_, ends) in zip(texts, chosen, strict=True)
    ]


def _measured(text: str, style: TextStyle, setter: Setter) -> MeasuredParagraph:
    """Return the measured text, with a penalty for a line end at each place: least before 关于, where the issuers'
    names end, small behind a verb, high within a name in 《》 and behind its end."""
    key = setter.faces.key(style.font, style.bold)
    p = phrased(setter.measure([Span(text, key, style.size, style.color)], style.size))
    for place in range(1, len(text)):
        if p.penalties[place] < IN_A_WORD:
            p.penalties[place] = _penalty(text, place, p.penalties[place])
    return p


def _penalty(text: str, place: int, usual: float) -> float:
    """Return the penalty for a line end within a title; `usual` is that of other titles."""
    if text.startswith("关于", place):
        return _AFTER_ISSUER
    if text[place - 1] in _CLOSING:
        return _CLOSED if text[place] not in "的等" else IN_A_WORD - 1
    cost = min(usual, _AFTER_VERB) if text[:place].endswith(_VERBS) else usual
    if any(text.find(term, max(0, place - len(term) + 1), place + len(term) - 1) >= 0 for term in _TERMS):
        return cost + _TERM_BROKEN
    inside = sum(text.count(opens, 0, place) > text.count(closes, 0, place) for opens, closes in _PAIRS)
    return cost + inside * _INSIDE


def _candidates(p: MeasuredParagraph, room: float) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Yield the ends of lines that fit the room and leave words whole, each with what the ends cost."""
    length = len(p.text)
    legal = [k for k in range(1, length) if p.penalties[k] < min(IN_A_WORD, FORBIDDEN)]
    if len(legal) > _MANY_BREAKS and p.natural(0, length) > room:
        return
    fewest = max(1, -(-int(p.natural(0, length)) // max(1, int(room))))
    most = min(_MOST_LINES, fewest + 2)

    def ends(start: int, left: int) -> Iterator[tuple[float, tuple[int, ...]]]:
        if left == 0:
            return
        if p.natural(start, length) <= room:
            yield 0.0, (length,)
        for end in legal:
            if end > start and p.natural(start, end) <= room:
                for cost, rest in ends(end, left - 1):
                    yield cost + p.penalties[end] + _LINE, (end, *rest)

    yield from ends(0, most)


def _shape_cost(widths: Sequence[float]) -> float:
    """Return what the shape of lines costs: nothing for a trapezium or a diamond whose lines are about equally long,
    much for a line between longer ones; something for a block, and for a line that is very short beside the others."""
    if len(widths) < 2:
        return 0.0
    steps = [b - a for a, b in pairwise(widths) if abs(b - a) > _ALIKE]
    valleys = sum(before < 0 < after for before, after in pairwise(steps))
    target = sum(widths) / len(widths)
    uneven = sum(100 * (width / target - 1) ** 2 for width in widths) / 2
    short = sum(_SHORT for width in widths if width < max(widths) / 3)
    return valleys * _VALLEY + (0 if steps else _BLOCK) + uneven + short
