"""Breakpoints: the best division of a prepared paragraph into lines.

Dynamic programming over line starts that can be reached, in order (Knuth and Plass, without fitness classes). From each start the last
end that fits is found by bisection on the prefix sums; candidates are walked back from there until lines get too loose. A line's
cost grows with the square of what its gaps must give; penalties of breaks and of a last line with one character are added.
"""

from __future__ import annotations

from bisect import bisect_right

from jzdocs.layout.classes import FORBIDDEN
from jzdocs.layout.prepare import Prepared

LINE_COST = 10.0
SHORT_LAST = 2500.0
# how full a line must be to be a candidate: always, and once enough fuller ones were found (it bounds the starts that are reached)
_LOOSE, _NEAR, _ENOUGH = 0.72, 0.93, 3
_LIMIT = 250.0
_OVERFULL = 1e6
_INFINITE = 1e18


def break_lines(p: Prepared, first: int, width: int, *, ragged: bool = False) -> list[int]:
    """Where each line ends (the last is the length of the text). `first` and `width` are thousandths of an em.

    A piece that is wider than the line is cut where it has to be. This is the hot loop of layout: it runs some ten times a line, so
    it is one function over local lists.
    """
    n = len(p.text)
    if n == 0:
        return []
    reach, tight, penalties, hyphens = p.reach, p.tight, p.penalties, p.hyphens
    shrink12, shrink3, word, general = p.shrink12, p.shrink3, p.word, p.general
    best = [_INFINITE] * (n + 1)
    origin = [0] * (n + 1)
    best[0] = 0.0
    for start in range(n):
        if best[start] >= _INFINITE:
            continue
        base = best[start] + LINE_COST
        avail = width if start else first
        loose, near = (avail * 0.4, avail * 0.4) if ragged else (avail * _LOOSE, avail * _NEAR)
        gap = p.gaps[start]
        edge = reach[start] + gap.natural
        after = start + 1
        limit = avail + tight[start] + gap.natural - gap.shrink1 - gap.shrink2 - gap.shrink3
        last = min(bisect_right(tight, limit, after) - 1, n)
        found = 0
        for end in range(last, start, -1):
            penalty = penalties[end]
            if penalty >= FORBIDDEN:
                continue
            filled = reach[end] - edge
            if found and end < n and filled < (near if found >= _ENOUGH else loose):
                break
            found += 1
            slack = avail - filled
            if hyphens and end in hyphens:
                slack -= hyphens[end]
            if slack < -0.5:
                tier12 = shrink12[end] - shrink12[after]
                cost = _shrink_cost(-slack, tier12, tier12 + shrink3[end] - shrink3[after])
            elif end == n:
                cost = 0.0
            elif ragged:
                cost = 100.0 * (slack / avail) ** 2
            else:
                rest = slack - word[end] + word[after]
                count = general[end] - general[after]
                cost = 1.0 if rest <= 0 else 4000 + rest if not count else (rest / count) ** 2 / 81.0
                if count and rest > _LIMIT * count:
                    cost += 3000 + 10 * (rest / count - _LIMIT)
            if end == n and start and _is_short(p.text, start):
                cost += SHORT_LAST
            total = base + penalty + cost
            if total < best[end]:
                best[end], origin[end] = total, start
        if not found:
            end = _emergency(p, start, last)
            if base + _OVERFULL < best[end]:
                best[end], origin[end] = base + _OVERFULL, start
    out, position = [], n
    while position > 0:
        out.append(position)
        position = origin[position]
    return out[::-1]


def _shrink_cost(excess: float, tier12: int, most: int) -> float:
    """What it costs to tighten a line by `excess`: more where blanks after full stops must give, forbidding where nothing gives enough."""
    ratio = excess / max(1, most)
    cost = 2 + 12 * ratio * ratio + (15.0 if excess > tier12 else 0.0)
    return cost + _OVERFULL if ratio > 1.0 else cost


def _is_short(text: str, start: int) -> bool:
    """Whether a last line from `start` holds fewer than two characters beside marks."""
    return len(text) - start < 8 and sum(map(str.isalnum, text[start:])) < 2


def _emergency(p: Prepared, start: int, last: int) -> int:
    """No legal break fits: cut the piece at the edge, but never so that the next line begins with what must not stand there."""
    end = max(last, start + 1)
    if end < p.length and p.special and p.gaps[end].general == 1:
        while end > start + 1 and p.penalties[end] >= FORBIDDEN:
            end -= 1
    return end


def torn(p: Prepared, ends: list[int], first: int, width: int) -> bool:
    """Whether a line (but the last) could not be filled, or does not fit."""
    start = 0
    for end in ends[:-1]:
        slack = (first if start == 0 else width) - (p.reach[end] - p.reach[start] - p.gaps[start].natural)
        room = p.word[end] - p.word[start + 1] + _LIMIT * (p.general[end] - p.general[start + 1])
        loss = p.shrink12[end] - p.shrink12[start + 1] + p.shrink3[end] - p.shrink3[start + 1]
        if slack > room + 1 or -slack > loss + 1:
            return True
        start = end
    return False
