"""The key figures of a part of a document: what was reached, the headline first; none rather than poor ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from jzdocs.facts.rounding import least, most
from jzdocs.patterns import compiled
from jzdocs.proposals.passages import Change, Figure, Range, changes, ranges
from jzdocs.proposals.wording import has_unit, is_aside, is_counted, is_rate, is_result, label, weight, years

MOST = 4  # cards of a part: what stands in one row
_LEAST_HEADLINE = 40  # weight of the first card of a strip
_LEAST = 34  # weight of every other
_CHANGE, _GROWTH = 18, 8  # what is added where the text says how it changed
_NEAR = 40  # characters beside a figure in which the other end of its range stands
_OPENING = 12  # what is added in the first paragraph of a part; less behind it
_A_PARAGRAPH = 3
_PART, _APPROXIMATE = 30, 4  # what is taken off a part of another figure, and off an estimate
_SHORTEST = 3  # characters of a label that says enough alone
_FEW_FIGURES = 15  # of a short document
_MANY = 1000  # things: a smaller number of them is a key figure only where it is a change
_OF_IT = compiled(r"其中|[（(][^）)]*$|分别|包括|含(?!量)|占")
_GROWTH_NOTE = compiled(
    r"(?:按[^，。；]{2,8}计算，)?(?:同比|环比|比上年末?|较上年末?|比去年|名义|实际)*"
    r"(?:增长|下降|增加|减少|提高|降低|上升|回落|扩大|下跌)(?:了|约)?$"
)
_RANGE_AHEAD = compiled(r"\d(?:[万亿千百%％‰]|[\u4e00-\u9fff]{0,3})[—～~–\-至]$")
_RANGE_BEHIND = compiled(r"[—～~–\-至]\d")
_COUNT = compiled("累计|人数$|数量$|总数$|总量$")  # labels that differ by no more are alike
_LIMITED = compiled(r"限额以上|规模以下|分[\u4e00-\u9fff]{2,8}看|按[\u4e00-\u9fff]{2,12}(?:看|分)")


class Card(Struct, frozen=True):
    """A key figure that is proposed: its figure, or both ends of a range, its label, and how it changed."""

    figure: Figure
    label: str
    context: str = ""
    upper: Figure | None = None


class _Scored(Struct, frozen=True):
    card: Card
    score: int


def propose_cards(parts: Sequence[Sequence[Figure]]) -> list[list[Card]]:
    """Return the key figures of each part of a document, given its figures. A single one stands only in a short
    document."""
    strips = [_cards(figures) for figures in parts]
    alone = sum(map(len, parts)) <= _FEW_FIGURES
    return [strip if len(strip) > 1 or alone else [] for strip in strips]


def _cards(figures: Sequence[Figure]) -> list[Card]:
    """Return the key figures of one part in the order of the text, at most `MOST`."""
    ends = {change.last.key: change for change in changes(figures)}
    spans = {span.low.key: span for span in ranges(figures)}
    orders = {order: index for index, order in enumerate(dict.fromkeys(figure.passage.order for figure in figures))}
    dated = Counter(year for figure in figures if (year := _year(figure)) and is_result(figure))
    year = max(dated, key=lambda year: (dated[year], year), default=0)
    best: dict[str, _Scored] = {}
    doubtful: set[str] = set()  # names that stand for several things
    for figure in figures:
        if 0 < _year(figure) < year or not _can_stand_alone(figure):
            continue
        scored = _scored(figure, ends.get(figure.key), spans.get(figure.key), figures)
        if scored is None:
            continue
        opening = max(0, _OPENING - _A_PARAGRAPH * orders[figure.passage.order])
        scored = _Scored(scored.card, scored.score + opening)
        name = _COUNT.sub("", scored.card.label)
        other = best.get(name)
        if other and not _agree(other.card.figure, figure) and not {other.card.figure.key, figure.key} & ends.keys():
            doubtful.add(name)
        if other is None or other.score < scored.score:
            best[name] = scored
    certain = [scored for name, scored in best.items() if name not in doubtful]
    ranked = _different(sorted(certain, key=lambda scored: (-scored.score, scored.card.figure.key)))[:MOST]
    if not ranked or ranked[0].score < _LEAST_HEADLINE:
        return []
    chosen = [scored.card for scored in ranked if scored.score >= _LEAST]
    return sorted(chosen, key=lambda card: card.figure.key)


def _different(ranked: Sequence[_Scored]) -> list[_Scored]:
    """Return the cards without those that give a value once more under another name."""
    seen: set[tuple[object, str]] = set()
    different = []
    for scored in ranked:
        quantity = scored.card.figure.number.quantity
        value = (quantity.amount, quantity.base_unit)
        if value not in seen:
            different.append(scored)
        seen.add(value)
    return different


def _can_stand_alone(figure: Figure) -> bool:
    """Whether a figure is a level that was reached, in the text proper; the upper end of a range goes with the lower
    one."""
    number = figure.number
    counted_rise = number.kind == "increase" and "新增" in figure.clause and not is_rate(figure)
    if not figure.name or not (number.kind in ("level", "to") or counted_rise) or number.bound == "high":
        return False
    return has_unit(figure) and not is_aside(figure.passage) and is_result(figure) and not _is_half_a_range(figure)


def _is_half_a_range(figure: Figure) -> bool:
    """Whether a figure is an end of a range that was not read as one."""
    text, quantity = figure.passage.text, figure.number.quantity
    if figure.number.bound or figure.number.kind == "to":
        return False
    ahead = text[max(0, quantity.start - _NEAR) : quantity.start].rstrip()
    behind = text[quantity.end : quantity.end + _NEAR].lstrip()
    return bool(_RANGE_AHEAD.search(ahead) or _RANGE_BEHIND.match(behind))


def _scored(figure: Figure, change: Change | None, span: Range | None, figures: Sequence[Figure]) -> _Scored | None:
    """Return the card of a figure with its weight, None where it has no label."""
    name = label(figure) or (label(change.first) if change else "")
    if name and figure.number.kind == "increase" and "新增" not in name:
        name = f"新增{name}"
    if len(name) < _SHORTEST or (
        is_counted(figure) and not change and not span and figure.number.quantity.amount < _MANY
    ):
        return None
    context = _of_change(change) if change else _growth(figure, figures)
    score = weight(name) + (_CHANGE if change else _GROWTH if context else 0)
    score -= _PART * bool(_OF_IT.search(figure.before)) + _APPROXIMATE * bool(figure.number.quantity.approx)
    score -= _PART * bool(_LIMITED.search(figure.before))
    return _Scored(Card(figure, name, context, span.high if span else None), score)


def _of_change(change: Change) -> str:
    """Return the old value as an addition to the new one: 2020年为368亿元, or 由24.6%提高."""
    first = change.first
    year, _ = years(change)
    if year:
        return f"{year}为{first.text}"
    rate = is_rate(first) or not has_unit(first)
    verbs = ("提高", "下降") if rate else ("增加", "减少")
    return f"由{first.text}{verbs[change.falls]}"


def _growth(figure: Figure, figures: Sequence[Figure]) -> str:
    """Return the clause behind a figure that says how it grew (同比增长5.4%), "" where there is none."""
    group, quantity = figure.number.group, figure.number.quantity
    for other in _of_group(figures, figure.passage.order, group):
        end = other.number.quantity
        if end.start > quantity.end and other.base_unit and other.number.kind in ("increase", "decrease"):
            words = figure.passage.text[quantity.end : end.start].lstrip("，,（( ")
            clause = re.split(r"[，,]", words)[-1]
            return f"{clause}{other.text}" if _GROWTH_NOTE.fullmatch(clause) else ""
    return "累计" if "累计" in figure.clause and "累计" not in figure.number.subject else ""


def _of_group(figures: Sequence[Figure], order: int, group: int | None) -> Iterator[Figure]:
    if group:
        yield from (f for f in figures if f.passage.order == order and f.number.group == group)


def _agree(first: Figure, second: Figure) -> bool:
    """Whether two figures can be one: the one in words, the other in full."""
    a, b = first.number.quantity, second.number.quantity
    return a.base_unit != b.base_unit or (least(a) <= most(b) and least(b) <= most(a))


def _year(figure: Figure) -> int:
    """Return the year of a figure's period, 0 where it has none."""
    match = re.search(r"(?:19|20)\d\d", figure.number.period or "")
    return int(match[0]) if match else 0
