"""Line breaking: the best division of a measured paragraph into lines.

Dynamic programming after Knuth and Plass, a line at a time. From every promising end of one line, the candidates for
the end of the next are the breaks that fit: bisection on the prefix sums finds the last of them, and the search goes
back from there until lines get too loose. The cost of a line grows with the square of what its gaps must give; the
penalty of its break, that of a last line of one character, and that of an end where a word processor would not end
the line are added. Ends whose cost lies far above the best of
their line are dropped, which leaves about a dozen candidates a line; only where the result has a bad line is everything
tried. Widths are thousandths of an em.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from jzdocs.layout.char_classes import FORBIDDEN, PLAIN
from jzdocs.layout.first_fit import first_fit, full_widths
from jzdocs.layout.measure import MeasuredParagraph

LINE_COST = 10.0
SHORT_LAST = 2500.0
# how far a Latin glyph may be widened or narrowed (as a share) in a line that would be torn otherwise
ELASTIC = 0.05
# how far a line may stick out at its end before it counts as too long
TOLERANCE = 45.0
# how full a line must be to be a candidate: at first, and once there are enough fuller ones (this bounds the number of
# ends from which the next line is tried)
_LOOSE, _NEAR, _ENOUGH = 0.72, 0.93, 3
_LIMIT = 250.0  # how far a gap may open
# ends that cost this much more than the best of their line are dropped; a result with a line this bad is thrown away,
# and the search is repeated without dropping any
_BEAM, _BAD = 98.0, 430.0
# what a squeezed line costs at least, and how much more at its tightest. In a column of text, lines are opened a little
# rather than squeezed, as Word and LibreOffice do, so that both files break at the same characters; in narrow columns
# room is more precious
_SQUEEZED, _SQUEEZED_NARROW = (20.0, 60.0), (2.0, 12.0)
_COLUMN = 25_000
# what it costs to end a line of such a column elsewhere than a word processor does, so that both files end lines alike:
# as much as gaps that open by 0.08 em, or the tightest squeeze
_ELSEWHERE = 80.0
_OVERFULL = 1e6
_INFINITE = 1e18
_MOST = 120  # ends of one line from which the next is tried


def break_lines(
    p: MeasuredParagraph, first: int, width: int, *, ragged: bool = False, latin: Sequence[int] | None = None
) -> list[int]:
    """Return where each line ends; the last end is the length of the text.

    `first` is the measure of the first line, `width` that of the others. With `ragged`, lines are not justified. With
    `latin` (the sum of Latin advances before each character) lines may also be filled by widening or narrowing Latin
    glyphs. A piece that is wider than its line is cut where it has to be.
    """
    if not p.text:
        return []
    good = None if ragged or latin else good_lines(p, first, width)
    return good or _search(p, first, width, _INFINITE, ragged=ragged, latin=latin)[0]


def good_lines(p: MeasuredParagraph, first: int, width: int) -> list[int] | None:
    """Return the ends of lines none of which is bad, which nearly every paragraph has; None where there are none."""
    ends, worst = _search(p, first, width, _BEAM, ragged=False, latin=None)
    return ends if worst < _BAD else None


def _search(
    p: MeasuredParagraph, first: int, width: int, beam: float, *, ragged: bool, latin: Sequence[int] | None
) -> tuple[list[int], float]:
    """Return the cheapest ends, and the cost of the most expensive line among them (roughly: what it added to the best
    total before it)."""
    layers: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    finish, finished = _INFINITE, (0, 0)
    full = [] if ragged or width < _COLUMN else full_widths(p)
    rules = (beam, ragged, latin, full)
    while layers[-1]:
        layer = layers[-1]
        avail = first if len(layers) == 1 else width
        floor = min(layer.values())[0] + beam
        if len(layer) > _MOST:  # only where everything is tried, in paragraphs of many pages
            floor = min(floor, sorted(layer.values())[_MOST][0])
        reached: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in layer.items():
            if cost > floor or cost >= finish:
                continue
            _candidates(p, start, avail, cost + LINE_COST, reached, rules)
        final = reached.pop(len(p.text), None)
        if final and final[0] < finish:
            finish, finished = final[0], (len(layers), final[1])
        layers.append(reached)
    number, start = finished
    out, costs = [len(p.text)], [finish]
    while number > 1:
        out.append(start)
        number -= 1
        cost, start = layers[number][start]
        costs.append(cost)
    costs.append(0.0)
    return out[::-1], max(a - b for a, b in pairwise(costs))


def _candidates(  # noqa: C901, PLR0912, PLR0915 (the innermost loop: calls would cost more than the lines)
    p: MeasuredParagraph,
    start: int,
    avail: int,
    base: float,
    reached: dict[int, tuple[float, int]],
    rules: tuple[float, bool, Sequence[int] | None, Sequence[int]],
) -> None:
    """Put the ends of a line that begins at `start` into `reached` (end → total cost and start), where they are cheaper
    than what is there. `base` is the cost up to `start`; `rules` are the beam, whether lines stay ragged, the sums of
    Latin advances, and those by which a word processor ends lines (empty where it does not matter). This is the hot
    loop of layout."""
    beam, ragged, latin, full = rules
    n = len(p.text)
    reach, penalties, word, general, loss, three, hyphens = (
        p.reach,
        p.penalties,
        p.word,
        p.general,
        p.loss,
        p.shrink3,
        p.hyphens,
    )
    gap = p.gaps.get(start, PLAIN)
    edge, after = reach[start] + gap[0], start + 1
    limit = avail + TOLERANCE + p.tight[start] + gap[0] - gap[1] - gap[2] - gap[3]
    last = min(bisect_right(p.tight, limit, after) - 1, n)
    if latin:  # narrowed glyphs let a little more in
        while last < n and p.tight[last + 1] - ELASTIC * (latin[last + 1] - latin[start]) <= limit:
            last += 1
    here, lost, words = general[after], loss[after], word[after]
    loose = avail * (0.4 if ragged else _LOOSE)
    near = loose if ragged else avail * _NEAR
    least, tightest = _SQUEEZED if avail >= _COLUMN else _SQUEEZED_NARROW
    count, dearest = 0, _INFINITE
    alike = first_fit(p, full, start, avail) if full else 0
    for end in range(last, start, -1):
        penalty = penalties[end]
        if penalty >= FORBIDDEN:
            continue
        filled = reach[end] - edge
        if count and end < n and filled < (near if count >= _ENOUGH else loose):
            break
        count += 1
        slack = avail - filled
        if hyphens and end in hyphens:
            slack -= hyphens[end]
        if slack < -0.5:
            most = loss[end] - lost
            if -slack <= most + 1:
                cost = least + tightest * slack * slack / (most * most) if most else least
                if three[end] - three[after] > most + slack:  # blanks after full stops must give
                    cost += 15.0
            else:
                cost = _crowded_cost(-slack - most, ELASTIC * (latin[end] - latin[start]) if latin else 0.0)
        elif end == n:
            cost = 0.0
        elif ragged:
            cost = 100.0 * (slack / avail) ** 2
        else:
            rest = slack - word[end] + words
            opens = general[end] - here
            if rest <= 0:
                cost = 1.0
            elif opens and rest <= _LIMIT * opens:
                each = rest / opens
                cost = each * each / 81.0
                if cost > dearest:  # looser lines cost even more
                    break
            else:
                cost = _torn_cost(rest, opens, ELASTIC * (latin[end] - latin[start]) if latin else 0.0)
        if end == n and start and _is_short(p.text, start):
            cost += SHORT_LAST
        cost += penalty
        if alike and end not in (alike, n):
            cost += _ELSEWHERE
        dearest = min(dearest, cost + beam)
        total = base + cost
        best = reached.get(end)
        if best is None or total < best[0]:
            reached[end] = (total, start)
    if not count:
        end = _emergency(p, start, last)
        best = reached.get(end)
        if best is None or base + _OVERFULL < best[0]:
            reached[end] = (base + _OVERFULL, start)


def _crowded_cost(excess: float, elastic: float) -> float:
    """Return the cost of a line that is too long by `excess` with all its gaps at their tightest."""
    excess -= elastic
    return 600.0 if excess <= 0 else 900.0 if excess <= TOLERANCE else _OVERFULL + excess


def _torn_cost(rest: float, opens: int, elastic: float) -> float:
    """Return the cost of a line whose gaps cannot take all that is missing; it grows with what is left."""
    left = rest - _LIMIT * opens - elastic
    return 1000.0 + rest / 10 if left <= 0 else 3000.0 + 2 * left


def _is_short(text: str, start: int) -> bool:
    """Return whether a last line from `start` has fewer than two characters beside marks."""
    return len(text) - start < 8 and sum(map(str.isalnum, text[start:])) < 2


def _emergency(p: MeasuredParagraph, start: int, last: int) -> int:
    """Return where to cut a line that has no legal break: at its edge, but never so that the next line begins with a
    character that must not stand there."""
    end = max(last, start + 1)
    if end < p.length and p.general[end + 1] - p.general[end]:
        while end > start + 1 and p.penalties[end] >= FORBIDDEN:
            end -= 1
    return end


def torn(p: MeasuredParagraph, ends: Sequence[int], first: int, width: int) -> list[int]:
    """Return the lines, by number, that cannot be filled by opening gaps or do not fit; the last is not looked at."""
    start, out = 0, []
    for number, end in enumerate(ends[:-1]):
        slack = (first if start == 0 else width) - p.natural(start, end) - p.hyphens.get(end, 0)
        room = p.word[end] - p.word[start + 1] + _LIMIT * (p.general[end] - p.general[start + 1])
        loss = p.loss[end] - p.loss[start + 1]
        if slack > room + 1 or -slack > loss + 1:
            out.append(number)
        start = end
    return out
