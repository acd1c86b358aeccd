"""Breakpoints: the best division of a prepared paragraph into lines.

Dynamic programming over line starts that can be reached, in order (Knuth and Plass, without fitness classes). From each start the last
end that fits is found by bisection on the prefix sums; candidates are walked back from there until lines get too loose. A line's
cost grows with the square of what its gaps must give; penalties of breaks and of a last line with one character are added.
"""

from __future__ import annotations

from bisect import bisect_right
from heapq import heappop, heappush

from jzdocs.layout.classes import FORBIDDEN
from jzdocs.layout.prepare import Prepared

LINE_COST = 10.0
SHORT_LAST = 2500.0
# how full a line must be to be a candidate: always, and once enough fuller ones were found (it bounds the starts that are reached)
_LOOSE, _NEAR, _ENOUGH = 0.72, 0.93, 3
_LIMIT = 250.0
_OVERFULL = 1e6


def break_lines(p: Prepared, first: int, width: int, *, ragged: bool = False) -> list[int]:
    """Where each line ends (the last is the length of the text). `first` and `width` are thousandths of an em.

    A piece that is wider than the line is cut where it has to be.
    """
    n = p.length
    if n == 0:
        return []
    best: dict[int, float] = {0: 0.0}
    origin: dict[int, int] = {}
    heap = [0]
    done: set[int] = set()
    while heap:
        start = heappop(heap)
        if start in done or start == n:
            continue
        done.add(start)
        base = best[start] + LINE_COST
        for end, cost in _ends(p, start, first if start == 0 else width, ragged):
            total = base + cost
            if total < best.get(end, FORBIDDEN * 10):
                best[end], origin[end] = total, start
                heappush(heap, end)
    out, position = [], n
    while position > 0:
        out.append(position)
        position = origin[position]
    return out[::-1]


def _ends(p: Prepared, start: int, avail: int, ragged: bool) -> list[tuple[int, float]]:
    """Possible ends of the line that begins at `start`, with their costs."""
    n, gaps = p.length, p.gaps
    offset = p.tight[start] + gaps[start].natural - gaps[start].shrink1 - gaps[start].shrink2 - gaps[start].shrink3
    last = min(bisect_right(p.tight, avail + offset, start + 1) - 1, n)
    # what hangs behind the last character (a space) takes no room
    out: list[tuple[int, float]] = []
    reach = p.reach[start] + gaps[start].natural
    loose, near = (avail * 0.4, avail * 0.4) if ragged else (avail * _LOOSE, avail * _NEAR)
    for end in range(last, start, -1):
        if end == n:
            out.append((n, _cost(p, start, n, avail, ragged)))
            continue
        penalty = gaps[end].penalty
        if penalty >= FORBIDDEN:
            continue
        if out and p.reach[end] - reach < (near if len(out) >= _ENOUGH else loose):
            break
        out.append((end, penalty + _cost(p, start, end, avail - p.hyphens.get(end, 0), ragged)))
    if not out:
        out.append((_emergency(p, start, last), _OVERFULL))
    return out


def _emergency(p: Prepared, start: int, last: int) -> int:
    """No legal break fits: cut the piece at the edge, but never so that the next line begins with what must not stand there."""
    end = max(last, start + 1)
    if end < p.length and p.special and p.gaps[end].general == 1:
        while end > start + 1 and p.gaps[end].penalty >= FORBIDDEN:
            end -= 1
    return end


def _cost(p: Prepared, start: int, end: int, avail: int, ragged: bool) -> float:
    slack = avail - (p.reach[end] - p.reach[start] - p.gaps[start].natural)
    final = end == p.length
    if slack < -0.5:
        tier12 = p.shrink12[end] - p.shrink12[start + 1]
        tier3 = p.shrink3[end] - p.shrink3[start + 1]
        ratio = -slack / max(1, tier12 + tier3)
        cost = 2 + 12 * ratio * ratio + (15.0 if -slack > tier12 else 0.0)
        if ratio > 1.0:
            cost += _OVERFULL
    elif final:
        cost = 0.0
    elif ragged:
        cost = 100.0 * (slack / avail) ** 2
    else:
        cost = _stretch_cost(p, start, end, slack)
    if final and start > 0 and _visible(p, start, end) < 2:
        cost += SHORT_LAST
    return cost


def _stretch_cost(p: Prepared, start: int, end: int, slack: float) -> float:
    rest = slack - (p.word[end] - p.word[start + 1])
    if rest <= 0:
        return 1.0
    gaps = p.general[end] - p.general[start + 1]
    if gaps == 0:
        return 4000 + rest
    each = rest / gaps
    cost = 100.0 * (each / 90.0) ** 2
    return cost + 3000 + 10 * (each - _LIMIT) if each > _LIMIT else cost


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


def _visible(p: Prepared, start: int, end: int) -> int:
    return sum(1 for char in p.text[start:end] if char.isalnum())
