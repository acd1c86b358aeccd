"""Titles and captions: lines of about equal length that end where a reader pauses, never inside a word.

rjieba (jieba's dictionary in Rust) divides a text into words; the rules here say which words belong together (a
particle with the word before it, a preposition with the word after it). rjieba takes 0.15 s to load, so it is imported
only when a title needs a second line.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate

from msgspec.structs import replace

from jzdocs.layout.char_classes import FORBIDDEN
from jzdocs.layout.measure import MeasuredParagraph

_PAUSE, _AFTER_PARTICLE, _BETWEEN, _CLOSE, _LEADING, _TRAILING = 0.0, 8.0, 22.0, 60.0, 120.0, 250.0
IN_A_WORD = 1200.0
# words that belong to what follows (prepositions, prefixes), and words that belong to what they follow
_LEADS = frozenset(
    (
        *"在对向从由以为将把被与和及或到于并而但即是有不各每该本全第新老大小",
        "关于",
        "对于",
        "根据",
        "按照",
        "围绕",
        "通过",
        "随着",
        "以及",
    )
)
_CLINGS = frozenset((*"的地得了着过们等之者性化率量度型式级类所中上下内外间后前时里", "工作", "情况", "问题"))
_CONJUNCTIONS = frozenset((*"与和及或并暨", "以及"))
_MARKS = frozenset("，、；：！？。—…·”’）》〉】〕　 ")


@lru_cache(maxsize=512)
def _words(text: str) -> tuple[str, ...]:
    import rjieba

    return tuple(rjieba.cut(text, False))


def pauses(text: str) -> list[float]:
    """Return the cost of a line end before each character of `text` and after the last: zero behind a punctuation
    mark, highest inside a word."""
    costs = [IN_A_WORD] * (len(text) + 1)
    words = _words(text)
    starts = list(accumulate(map(len, words), initial=0))
    for before, word, start in zip(words, words[1:], starts[1:], strict=False):
        costs[start] = _between(before, word)
    return costs


def _between(before: str, word: str) -> float:
    if before[-1] in _MARKS:
        return _PAUSE
    if word in _CLINGS:
        return _TRAILING if len(word) == 1 else _CLOSE
    if word in _CONJUNCTIONS:
        return _AFTER_PARTICLE
    if before in _LEADS:
        return _LEADING
    if before in ("的", "之", "了"):
        return _AFTER_PARTICLE
    return _CLOSE if len(word) == 1 or len(before) == 1 else _BETWEEN


def phrased(p: MeasuredParagraph) -> MeasuredParagraph:
    """Return the paragraph with penalties that prefer breaks where a reader pauses."""
    penalties = [a if a >= FORBIDDEN else max(a, b) for a, b in zip(p.penalties, pauses(p.text), strict=True)]
    penalties[-1] = 0.0
    return replace(p, penalties=penalties)


def at_pauses(p: MeasuredParagraph, first: int, width: int, count: int) -> list[int] | None:
    """Return the ends of `count` lines, or of one line more where a word would be cut otherwise; None where a word must
    be cut even so. `first` and `width` are the measures of the first and the other lines (thousandths of an em)."""
    for number in (count, count + 1):
        ends = balanced(p, first, width, number)
        if ends and all(p.penalties[end] < IN_A_WORD for end in ends):
            return ends
    return None


def balanced(p: MeasuredParagraph, first: int, width: int, count: int) -> list[int] | None:
    """Return the ends of `count` lines of about equal length, at the best pauses; None where they do not fit. Widths
    are thousandths of an em."""
    n = len(p.text)
    legal = [0, *(k for k in range(1, n) if p.penalties[k] < FORBIDDEN), n]
    target = max(1.0, (p.natural(0, n) + width - first) / count)
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for number in range(count):
        avail, used = (width, 0) if number else (first, width - first)
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in best.items():
            for end in legal:
                if end <= start or (end == n) != (number == count - 1):
                    continue
                taken = p.natural(start, end)
                if taken > avail:
                    break
                total = cost + p.penalties[end] + 100 * ((taken + used) / target - 1) ** 2
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*ends, end))
        best = reached
    return list(best[n][1]) if n in best else None
