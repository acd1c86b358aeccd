"""The charts that the figures of a text suit: changes, parts of a whole, and the same measure of several things.

Only a few are proposed, the best ones; what is not certain is left out. Titles are in Chinese, as they would be
printed; reasons and warnings are messages, worded in the user's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Literal

from msgspec import Struct

from jzdocs.facts.rounding import half_unit
from jzdocs.messages.message import Message, message
from jzdocs.patterns import compiled
from jzdocs.proposals.passages import Change, Figure, changes
from jzdocs.proposals.wording import (
    has_unit,
    is_aside,
    is_counted,
    is_rate,
    is_result,
    label,
    rank_label,
    tail,
    weight,
    years,
)

Kind = Literal["dumbbell", "change", "panels", "bar", "share", "table"]
MOST = 4  # charts of a document
_MOST_ROWS, _MOST_PANELS = 8, 4
_LEAST_ROWS = 3  # of bars and shares
_TENFOLD, _ON_ONE_AXIS = 10, 5  # how much larger the largest may be than the smallest
_NAMED = 2  # rows whose names make a title; of more, the first one and their number
_SMALL_RATE = 15  # percent
_LEAST_SINGLE = 32  # weight of a change that has a chart of its own, in a document with many of them
_FEW = 5  # changes of a document that are all shown
_SUBTOTAL = compiled(
    r"(?:合计|小计|共计|总计|总和|[以上前述]{1,2}[一二三四五六七八九十两]+(?:类|项|者|大类)[^，。；]{0,6})(?:为|达|约|占)?$"
)
_PART_OF = compiled(
    r"(?P<name>[^，。；：、（）()\d占]{1,14}?)(?:所占|销售额占|销售占|占比|占)(?:[^，。；：、（）()\d]{0,16}?(?:比重|比例|份额))?(?:分别)?(?:为|达|约)?$"
)
_WHOLE = compiled(r"占(?P<whole>[\u4e00-\u9fff]{2,12}?)的?(?:比重|比例|份额|总额)?(?:为|达|约)?$")
_BY = compiled(r"[按分]?按(?P<by>[\u4e00-\u9fff]{2,6}?)(?:划?分|看|来看|构成)")
_STRUCTURE = compiled(r"(?:^|[，。；、：])(?:从|在)?([\u4e00-\u9fff]{2,8}(?:结构|构成))(?:中|看|上|来看)?[，：]")
_JOINT = compiled(r"[\u4e00-\u9fff“”]{0,10}(?:、|，|和|及)+[\u4e00-\u9fff“”]{0,12}")
_ANY_THING = (
    "个",
    "项",
    "件",
    "种",
    "条",
    "批",
    "人",
    "名",
)  # counters of all sorts: what they count need not be alike
_DIGIT, _YEARS = compiled(r"\d"), compiled(r"\d{4}年")
_KINDS_AND_SEASONS = compiled("^(?:夏|秋|春|早|晚|冬)"), compiled("麦|玉米|稻|豆|薯")
_MOST_DIGITS = 18  # of a number before its point
_SHORTEST, _SHORTEST_COUNTED = 3, 4  # characters of the label of a change
_WITHIN = compiled("经济带|城市群|都市圈|经济圈|三角|京津冀|大湾区")  # regions that may lie within one another
_HALF_A_WORD = compiled("[净性总]$")
_LONGEST_TITLE = 24


class Row(Struct, frozen=True):
    """A row of a chart: its label and its figures, one for each series."""

    label: str
    figures: tuple[Figure, ...]


class Chart(Struct, frozen=True):
    """A chart that is proposed. `series` name the ends of changes; `dated` where the text names their years; `score`
    says how much a reader gains by it."""

    kind: Kind
    title: str
    rows: tuple[Row, ...]
    reason: Message
    score: int
    series: tuple[str, ...] = ()
    dated: bool = True
    warnings: tuple[Message, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures in the order of the rows."""
        return tuple(figure for row in self.rows for figure in row.figures)

    @property
    def unit(self) -> str:
        """The unit that all figures have."""
        return self.figures[0].unit


class _Named(Struct, frozen=True):
    """A change with its label and the names of its ends."""

    label: str
    change: Change
    series: tuple[str, str]
    dated: bool


def propose_charts(figures: Sequence[Figure]) -> list[Chart]:
    """Return the best charts for the figures of a document, in the order of the text, at most `MOST`."""
    usable = [f for f in figures if not is_aside(f.passage) and is_result(f) and _can_be_drawn(f)]
    charts = [*_of_changes(usable), *_of_sentences(usable)]
    best = sorted(charts, key=lambda chart: (-chart.score, chart.figures[0].key))[:MOST]
    return sorted(best, key=lambda chart: chart.figures[0].key)


def _can_be_drawn(figure: Figure) -> bool:
    """Return whether a number has no more digits than a chart tells apart."""
    return figure.number.quantity.value.adjusted() <= _MOST_DIGITS


# --- changes


def _of_changes(figures: Sequence[Figure]) -> Iterator[Chart]:
    """Yield charts of changes: those of a section that have one unit and the same years stand together."""
    named = _told_apart(list(_named_changes(figures)))
    few = len(named) <= _FEW
    for _, group in groupby(named, key=lambda item: item.change.first.passage.section_number):
        alike: dict[tuple[object, ...], list[_Named]] = {}
        for item in group:
            alike.setdefault(_likeness(item), []).append(item)
        for members in alike.values():
            chart = _change_chart(members)
            if few or len(members) > 1 or weight(members[0].label) >= _LEAST_SINGLE:
                yield chart


def _named_changes(figures: Sequence[Figure]) -> Iterator[_Named]:
    stated: dict[tuple[int, str], tuple[str, str]] = {}  # years that the sentence states for an earlier change
    for change in changes(figures):
        name = label(change.last) or label(change.first)
        positive = all(figure.number.quantity.amount >= 0 for figure in change.ends)
        if (
            len(name) < (_SHORTEST_COUNTED if is_counted(change.last) else _SHORTEST)
            or change.first.unit != change.last.unit
            or not all(figure.name for figure in change.ends)
        ):
            continue
        if not positive or any(figure.number.is_duration for figure in change.ends):
            continue
        sentence = (change.first.passage.order, change.first.sentence)
        first, last = years(change)
        if first and last:
            stated[sentence] = (first, last)
        elif not first and sentence in stated:
            first, last = stated[sentence]
        series = (first or ("基期" if last else "期初"), last or ("报告期" if first else "期末"))
        yield _Named(name, change, series, bool(first or last))


def _told_apart(named: Sequence[_Named]) -> list[_Named]:
    """Return the changes whose label in their section is no other's: the rows of a chart are known by their names."""
    keys = [(item.change.first.passage.section_number, item.label) for item in named]
    return [item for item, key in zip(named, keys, strict=True) if keys.count(key) == 1]


def _likeness(item: _Named) -> tuple[object, ...]:
    """Return what changes must share to stand in one chart. Numbers without a unit measure different things, counted
    things are alike only by name."""
    figure = item.change.last
    if not figure.unit:
        return figure.key
    if is_rate(figure):  # on one axis with large ones, the points of small ones cannot be told apart
        small = max(end.number.quantity.amount for end in item.change.ends) < _SMALL_RATE
        return figure.unit, item.series, small
    return figure.unit, item.series, item.label[-2:] if is_counted(figure) else ""


def _change_chart(members: Sequence[_Named]) -> Chart:
    rates = is_rate(members[0].change.last)
    panels = not rates and len(members) > 1 and _ratio(_figures(members)) > _ON_ONE_AXIS
    most = _MOST_PANELS if panels else _MOST_ROWS
    if len(members) > most:
        best = sorted(members, key=lambda item: (-weight(item.label), item.change.first.key))[:most]
        members = sorted(best, key=lambda item: item.change.first.key)
    rows = tuple(Row(item.label, item.change.ends) for item in members)
    dated = members[0].dated
    kind: Kind
    if panels:
        kind, reason = "panels", message("proposal.pairs_apart")
    else:
        kind = "dumbbell" if rates else "change"
        reason = message("proposal.pair") if len(rows) == 1 else message("proposal.pairs", count=len(rows))
    warnings = [*_estimates(_figures(members)), *(() if dated else [message("proposal.no_years")])]
    score = max(weight(item.label) for item in members) + 8 * min(len(rows), 5) + 10 * dated
    names = [row.label for row in rows]
    return Chart(kind, f"{_joined(names)}变化", rows, reason, score, members[0].series, dated, tuple(warnings))


def _figures(members: Sequence[_Named]) -> list[Figure]:
    return [figure for item in members for figure in item.change.ends]


# --- levels of one sentence


def _of_sentences(figures: Sequence[Figure]) -> Iterator[Chart]:
    """Yield what the levels of one sentence make: parts of a whole, or bars of one measure."""
    levels = [
        figure
        for figure in figures
        if figure.number.kind == "level" and figure.name and not figure.number.bound and has_unit(figure)
    ]
    for _, group in groupby(levels, key=lambda figure: (figure.passage.order, figure.sentence)):
        members = list(group)
        for unit in dict.fromkeys(figure.unit for figure in members):
            same = [figure for figure in members if figure.unit == unit]
            chart = _share(same) if is_rate(same[0]) else None
            chart = (
                chart
                or _bars(same)
                or (_counted(same) if is_counted(same[0]) and same[0].base_unit not in _ANY_THING else None)
            )
            if chart:
                yield chart
    ranks = [figure for figure in figures if figure.number.kind == "rank" and rank_label(figure)]
    for _, group in groupby(ranks, key=lambda figure: figure.passage.section_number):
        members = list(group)
        names = [rank_label(figure) for figure in members]
        if len(members) >= _LEAST_ROWS and len(set(names)) == len(names):
            rows = tuple(Row(name, (figure,)) for name, figure in zip(names, members, strict=True))
            warnings = (message("proposal.rank_scopes"),)
            yield Chart("table", f"{_joined(names)}位次", rows, message("proposal.ranks"), 10, warnings=warnings)


def _share(figures: Sequence[Figure]) -> Chart | None:
    """Return the chart of shares that make up a whole, without their subtotals; None where they do not."""
    parts = [figure for figure in figures if not _SUBTOTAL.search(figure.clause)]
    names = [_part_name(figure) for figure in parts]
    if len(parts) < _LEAST_ROWS or not all(names) or len(set(names)) < len(names):
        return None
    quantities = [figure.number.quantity for figure in parts]
    slack = sum((half_unit(quantity) for quantity in quantities), start=Decimal(0))
    if abs(sum((quantity.amount for quantity in quantities), start=Decimal(-100))) > slack:
        return None
    title = _share_title(parts)
    if not title:
        return None
    rows = tuple(Row(name, (figure,)) for name, figure in zip(names, parts, strict=True))
    reason, warnings = message("proposal.parts_of_whole"), tuple(_estimates(parts))
    return Chart("share", title, rows, reason, 60 + 2 * len(rows), warnings=warnings)


def _part_name(figure: Figure) -> str:
    match = _PART_OF.search(figure.clause.split("、")[-1]) or _PART_OF.search(figure.clause)
    name = match["name"].removeprefix("其中").strip("，,、 和“”") if match else ""
    return "" if "的" in name or re.match("全年|截至|年末", name) else name


def _share_title(parts: Sequence[Figure]) -> str:
    """Return what shares are shares of, "" where the text does not say it in a few words."""
    whole, by = _WHOLE.search(parts[0].clause), _BY.search(parts[0].before)
    section = _bare(parts[0].passage.section or parts[0].passage.part)
    if whole and not re.match("全[市省国县区]$", whole["whole"]):
        return f"{whole['whole']}构成"
    named = bool(re.search("结构|构成", section))
    lead = _STRUCTURE.search(parts[0].before)
    if lead and not by:
        return lead[1]
    if by:
        return f"{section}（按{by['by']}分）" if named else f"按{by['by']}分的构成"
    return section if named else ""


def _bare(heading: str) -> str:
    return re.sub(r"^(?:第[一二三四五六七八九十]+[章节]|[（(]?[一二三四五六七八九十]+[）)、]+)[　\s]*", "", heading)


def _bars(figures: Sequence[Figure]) -> Chart | None:
    """Return the bars of one measure for several things that a sentence lists, without their total."""
    named = [(label(figure), figure) for figure in figures if not _SUBTOTAL.search(figure.clause)]
    for measure in dict.fromkeys(tail(name) for name, _ in named):
        alike = [(name, figure) for name, figure in named if tail(name) == measure]
        of_measure = [figure for _, figure in named if figure.number.subject.endswith(measure)]
        heads = [name[: -len(measure)] for name, _ in alike]
        parts = [figure for _, figure in alike]
        if not measure or len(alike) < max(_LEAST_ROWS, len(of_measure)) or len(set(heads)) < len(heads):
            continue  # where the name of one is not certain, the others are no whole
        if not _are_alike(heads, parts):
            continue
        if any(_HALF_A_WORD.search(head) for head in heads):
            heads = [name for name, _ in alike]
        alike = list(zip(heads, parts, strict=True))
        rows = tuple(Row(head, (figure,)) for head, figure in alike[:_MOST_ROWS])
        title = f"{heads[0]}、{heads[1]}等{len(rows)}项{measure}"
        title = title if len(title) <= _LONGEST_TITLE else f"{heads[0]}等{len(rows)}项{measure}"
        if all(re.fullmatch("第[一二三]产业", head) for head in heads):
            title = f"三次产业{measure}"
        reason = message("proposal.rates" if is_rate(parts[0]) else "proposal.one_unit")
        return Chart("bar", title, rows, reason, 30 + 2 * len(rows), warnings=tuple(_estimates(parts)))
    return None


def _counted(figures: Sequence[Figure]) -> Chart | None:
    """Return the bars of things that are counted in one list (学校55所、医院26所、公园50所)."""
    names = [label(figure) for figure in figures]
    text = figures[0].passage.text
    joints = [text[first.number.quantity.end : second.number.quantity.start] for first, second in pairwise(figures)]
    if _DIGIT.search(_YEARS.sub("", figures[0].before)):  # what was counted before may be what these belong to
        return None
    if len(figures) < _LEAST_ROWS or not all(_JOINT.fullmatch(joint) and "其中" not in joint for joint in joints):
        return None
    if len(set(names)) < len(names) or not _are_alike(names, figures):
        return None
    rows = tuple(Row(name, (figure,)) for name, figure in zip(names, figures, strict=True))[:_MOST_ROWS]
    title = f"{names[0]}、{names[1]}等数量"
    return Chart("bar", title, rows, message("proposal.one_unit"), 20, warnings=tuple(_estimates(figures)))


def _are_alike(heads: Sequence[str], parts: Sequence[Figure]) -> bool:
    """Whether figures can stand side by side: each is of something, none holds the others, none hides the rest."""
    amounts = [figure.number.quantity.amount for figure in parts]
    if any(_WITHIN.search(head) for head in heads):
        return False
    nested = {"其中" in figure.before for figure in parts}
    seasons, kinds = _KINDS_AND_SEASONS
    if any(map(seasons.search, heads)) and any(map(kinds.search, heads)):  # each is part of both
        return False
    if len(nested) > 1 or not all(heads) or _ratio(parts) > _TENFOLD or min(amounts) <= 0:
        return False
    slack = sum(half_unit(figure.number.quantity) for figure in parts)
    return abs(sum(amounts) - 2 * max(amounts)) > slack  # else the largest is their sum


# --- both


def _ratio(figures: Sequence[Figure]) -> float:
    """Return how many times the smallest the largest is."""
    amounts = [float(figure.number.quantity.amount) for figure in figures]
    return max(amounts) / max(min(amounts), 1e-9)


def _joined(names: Sequence[str]) -> str:
    return "、".join(names) if len(names) <= _NAMED else f"{names[0]}等{len(names)}项指标"


def _estimates(figures: Sequence[Figure]) -> Iterator[Message]:
    if any(figure.number.quantity.approx for figure in figures):
        yield message("proposal.estimates")
