"""Fractions and ratios in words, against the two amounts of their sentence.

应参与642户，同意513户，超过三分之二; 9名董事中6名出席，超过半数; 录用45人，合格1710人，两者之比为1∶38; 应到300人，
须三分之二以上同意，至少200票.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.checks.claims import Interval
from jzdocs.checks.finding import Finding
from jzdocs.checks.scenes import Figure, Scene, missed, must_be, wrong
from jzdocs.facts.numerals import chinese_number
from jzdocs.facts.rounding import plain, rounded
from jzdocs.patterns import compiled

_DIGITS = "一二两三四五六七八九十"
_FRACTION = compiled(
    rf"(?P<fraction>(?P<below>[{_DIGITS}]{{1,2}})分之(?P<above>[{_DIGITS}]{{1,2}})|半数|过半|一半)(?P<after>以上|左右|多|强|以下|不到)?"
)
_WORDS = tuple(
    compiled(f"(?P<before>{words})(?P<middle>[^，。；、]{{0,14}})$")
    for words in (
        "不足|不到|未达到?|没有达到|未过|未超过|未及|低于|少于",
        "超过|超|突破|(?<![通经])过|逾",
        "接近|将近|近",
        "约占|约",
        "完成了?|实现了?|达到|达|占[到了]?|占比|正好|恰好|恰|为|是|即",
    )
)
_LESS = ("不足", "不到", "未达到", "未达", "没有达到", "未过", "未超过", "未及", "低于", "少于")
_MORE = ("超过", "超", "突破", "过", "逾")
_NEAR = ("接近", "将近", "近")
_ABOUT = ("约", "约占")
_RATIO = compiled(
    r"(?P<lead>[^，。；、（(]{0,24}?(?:比例?|比率|配比)(?:[约]?为|是|达到?|约)?)(?P<first>\d+(?:\.\d+)?)\s*[∶：:比]\s*(?P<second>\d+(?:,\d{3})*(?:\.\d+)?)(?![\d：:])"
)
_GEARED = compiled("撬动|放大|带动|杠杆|师生|生师|医护|男女|性别|配比|投入产出|产出")  # no part of both
_PAUSE = compiled("[，。；：、（(]")
_COUNTED = compiled("(?:[人户票家件]数|总[数量额]|数量|[数量额约也已仅均就刚])+$|^[，其则共]+")
_DEMANDS = compiled("须|需|应当|方可|才能|方能|规定|要求|授权|每|半价|各付|转出|给|减|降")
_LONGEST_CLAUSE = 20
_LEAST, _MOST = Decimal("0.4"), Decimal("2.5")  # of a fraction, what its amounts may be
_NO_PAIR = compiled("突破|跨越|同比|比上年|上年|去年|增长|平均|分别|计划增|以上|其余|剩余|每|累计|目标|比例尺")
_AT_LEAST = compiled("至少|最少|不少于|应[获得当有达]|须[获得]|需[要获得]|方可|即")
_CLOSE, _CLOSE_ABOUT = Decimal("0.12"), Decimal("0.2")  # of a fraction, how far what it stands for may be
_CHANGED = compiled(
    "(?:减少|下降|压减|压缩|缩短|缩减|降低|削减|减|降|少|增加|增长|提高|上升|扩大|增|多|快|慢)(?:了|幅度?为|幅|近)*$"
)
_EACH_DAY = compiled("[从由]每[\u4e00-\u9fff]$")
_EXACTLY = Decimal("0.004")  # of a share
_LARGEST_BELOW = 6
_LEAST_OF_NEAR = Decimal("0.8")


class _Pair(Struct, frozen=True):
    """A part and its whole."""

    part: Figure
    whole: Figure

    @property
    def share(self) -> Decimal:
        """Return the part of the whole."""
        return self.part.value / self.whole.value


def fractions_in(scene: Scene) -> Iterator[Finding]:
    """Yield the fractions and ratios of a scene that its two amounts contradict."""
    if "分之" in scene.text or "半" in scene.text:
        for match in _FRACTION.finditer(scene.text):
            clause = _PAUSE.split(scene.text[: match.start()])[-1]
            yield from _check_fraction(scene, match, clause)
    if "比" in scene.text:
        yield from _check_ratios(scene)


def _check_fraction(scene: Scene, match: re.Match[str], clause: str) -> Iterator[Finding]:
    value = _value(match)
    start, end = scene.start + match.start("fraction"), scene.start + match.end("fraction")
    amounts = [f for f in scene.figures if f.is_amount and not start <= f.start < end]
    if value is None or not amounts:
        return
    words = next((found for pattern in _WORDS if (found := pattern.search(clause))), None)
    before, middle = (words["before"], words["middle"]) if words else ("", clause)
    if (match["after"] == "以上" or before in _MORE) and _DEMANDS.search(clause):
        yield from _check_required(scene, amounts, value, end)
        return
    pair = _pair_of(scene, amounts, start)
    changed = _CHANGED.search(clause)
    if pair is None or (_DEMANDS.search(clause) and not changed) or len(clause) > _LONGEST_CLAUSE:
        return
    subject = clause[: words.start()] if words else ""
    if changed:
        before, subject = "为", clause[: changed.start()]
        pair = _change_of(pair)
        if pair is None:
            return
    if not _is_of(subject, pair):
        return
    bound = _bounds(match, before, middle, value)
    if bound is None or (bound.low <= pair.share <= bound.high and not _is_another(pair, match, before, value)):
        return
    if not _LEAST <= pair.share / value <= _MOST:
        return
    shown = f"{plain(rounded(pair.share * 100, 1))}%"
    how = f"{pair.part.shown} ÷ {pair.whole.shown} = {shown}"
    figure = next((f for f in scene.figures if start <= f.start < end or f.start <= start < f.end), None)
    stated = figure or _as_figure(scene, match)
    yield must_be(stated, shown, how, "share")


def _is_of(subject: str, pair: _Pair) -> bool:
    """Whether the subject of a fraction is one of the two amounts, by the end of its name: 同意户数 of 同意513户."""
    name = _COUNTED.sub("", subject)
    names = pair.part.lead + pair.part.noun + pair.whole.lead + pair.whole.noun
    return not name or name[-2:] in names


def _change_of(pair: _Pair) -> _Pair | None:
    """Return what changed as a part of what there was before, where two amounts are the ends of a change."""
    first, last = sorted((pair.part, pair.whole), key=lambda figure: figure.start)
    kinds = [figure.number.kind if figure.number else "" for figure in (first, last)]
    if kinds != ["from", "to"]:
        return None
    text = f"({pair.whole.shown} − {pair.part.shown})"
    return _Pair(replace(first, value=abs(last.value - first.value), text=text, number=None), first)


def _is_another(pair: _Pair, match: re.Match[str], before: str, value: Decimal) -> bool:
    """Whether a share is just another simple fraction than the stated one: two thirds, not three quarters."""
    if match["after"] or not match["below"] or before in (*_LESS, *_MORE, *_NEAR, *_ABOUT):
        return False
    if abs(pair.share - value) <= value * _EXACTLY:
        return False
    return any(
        abs(pair.share - Decimal(above) / below) <= pair.share * _EXACTLY
        for below in range(2, _LARGEST_BELOW + 1)
        for above in range(1, below)
    )


def _value(match: re.Match[str]) -> Decimal | None:
    if match["below"]:
        below, above = chinese_number(match["below"]), chinese_number(match["above"].replace("两", "二"))
        return above / below if above and below and above < below else None
    return Decimal("0.5")


def _bounds(match: re.Match[str], before: str, middle: str, value: Decimal) -> Interval | None:
    """Return the shares that a fraction may stand for, or None where its words say nothing."""
    after, fraction = match["after"] or "", match["fraction"]
    if before in _LESS or after in ("以下", "不到"):
        return Interval(Decimal(0), value - Decimal("1e-9"))
    if before in _MORE or after in ("以上", "多", "强") or fraction == "过半":
        return Interval(value, Decimal(1))
    if before in _NEAR:
        return Interval(value * _LEAST_OF_NEAR, value * Decimal("1.02"))
    if fraction in ("半数", "一半") and not before.startswith(("占", "约", "正", "恰", "达", "为", "是")):
        return None
    loose = _CLOSE_ABOUT if before in _ABOUT or after == "左右" or "约" in middle else _CLOSE
    return Interval(value * (1 - loose), value * (1 + loose)) if before else None


def _pair_of(scene: Scene, amounts: Sequence[Figure], start: int) -> _Pair | None:
    """Return the only two amounts of one unit right before a fraction, as a part and its whole."""
    before = [figure for figure in amounts if figure.start < start]
    if len(before) != 2 or before[0].unit != before[1].unit or not all(f.is_plain and f.value > 0 for f in before):
        return None
    if any(_NO_PAIR.search(figure.lead) and not _EACH_DAY.search(figure.lead) for figure in before) or before[
        1
    ].lead.startswith("、"):
        return None
    between = scene.text[before[-1].end - scene.start : start - scene.start]
    if len(between) > 24 or re.search("[。；]|同比|比上年|增长|下降|提高", between):
        return None
    part, whole = sorted(before, key=lambda figure: figure.value)
    return _Pair(part, whole)


def _check_required(scene: Scene, amounts: Sequence[Figure], value: Decimal, end: int) -> Iterator[Finding]:
    """Check 应到300人，须三分之二以上同意，至少须获200票: the least number that a fraction of a whole demands."""
    wholes = [figure for figure in amounts if figure.start < end]
    least = [figure for figure in amounts if figure.start >= end and _AT_LEAST.search(figure.clause)]
    if len(wholes) != 1 or not least or least[0].unit != wholes[0].unit:
        return
    need = wholes[0].value * value
    low = need.to_integral_value(ROUND_CEILING)
    if least[0].value in (low, low + 1):
        return
    yield wrong(least[0], low, f"{wholes[0].shown} × {plain(rounded(value, 3))}")


def _check_ratios(scene: Scene) -> Iterator[Finding]:
    """Check 甲与乙之比为1∶7 against the only two amounts of one unit."""
    for match in _RATIO.finditer(scene.text):
        begin, end = scene.start + match.start("first"), scene.start + match.end("second")
        inside = [f for f in scene.figures if begin <= f.start < end]
        others = [f for f in scene.figures if not begin <= f.start < end and f.is_amount and f.is_plain and f.value > 0]
        pairs = [f for f in others if sum(o.unit == f.unit for o in others) == 2]
        if not inside or len(pairs) != 2 or any(_NO_PAIR.search(f.lead) for f in pairs) or len(others) > 3:
            continue
        first, second = Decimal(match["first"]), Decimal(match["second"].replace(",", ""))
        if min(first, second) < 1 or re.search("预算|比分|局分|大比分", match["lead"]):
            continue
        yield from _judge_ratio(inside, pairs, (first, second), match["lead"])


def _judge_ratio(
    inside: Sequence[Figure], pairs: Sequence[Figure], ratio: tuple[Decimal, Decimal], lead: str
) -> Iterator[Finding]:
    first, second = pairs
    stated = inside[-1] if ratio[0] == 1 or len(inside) == 1 else inside[0]
    small, large = sorted(ratio)
    least, most = sorted((first, second), key=lambda figure: figure.value)
    half = Decimal(5).scaleb(-max(stated.places, 0) - 1)
    meant = Interval(most.meant.low / least.meant.high, most.meant.high / least.meant.low)
    if Interval(
        (large - half) / (small + (0 if small == 1 else half)),
        (large + half) / max(small - half, Decimal("0.5")) if small != 1 else large + half,
    ).meets(meant):
        return
    both = most.meant + least.meant  # 占比: the part to both
    if (
        not _GEARED.search(lead)
        and Interval(large - half, large + half).meets(
            Interval(both.low / least.meant.high, both.high / least.meant.low)
        )
        and small == 1
    ):
        return
    value = most.value / least.value * small
    if stated.value != large:
        value = first.value / second.value * ratio[1]
    yield from missed(stated, value, Interval(value, value), f"{most.shown} ÷ {least.shown}", "ratio")


def _as_figure(scene: Scene, match: re.Match[str]) -> Figure:
    start, end = scene.start + match.start("fraction"), scene.start + match.end("fraction")
    return Figure(Decimal(0), Interval(Decimal(0), Decimal(0)), "", start, end, match["fraction"])
