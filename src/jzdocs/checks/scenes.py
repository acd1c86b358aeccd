"""Scenes: short sentences as their figures, each with its words, in the basic unit of what it measures.

A length of time in two units (3小时20分) is one figure, a weight in 克 is compared with one in 千克. What these hold
is read by rules that take the figures of a sentence for all that it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.checks.calendar import impossible, part
from jzdocs.checks.claims import Interval, is_count
from jzdocs.checks.finding import Finding, Problem
from jzdocs.checks.near_misses import is_misprint
from jzdocs.checks.slips import is_plain, is_slip
from jzdocs.checks.terms import CLAUSE_END, Sentence, Term, sentences_of
from jzdocs.checks.units import DIMENSIONS
from jzdocs.facts.number import Number
from jzdocs.facts.rounding import PERCENT, POINTS, decimal_places, half_unit, multiplier, plain, rounded
from jzdocs.patterns import compiled

_LONGEST = 160
_MOST_FIGURES = 10
_FEW, _SOME = 2, 4  # numbers of a sentence that goes on, and of the one before it
_GOES_ON = compiled(
    "[其该这此]|由此|据此|因此|共|合计|累计|总|尚|还|仍|剩|结余|余|比|较|高于|低于|超|相差|两者|二者|三者|上述|以上|平均|折合|按此"
)
BASIC = {unit: (next(iter(sizes)), size) for sizes in DIMENSIONS for unit, size in sizes.items()}
BASIC |= {unit: ("人", Decimal(1)) for unit in ("人", "名", "位", "票", "个人")}
_LEAST, _MOST = Decimal("0.35"), Decimal("3.1")  # of the right value
_MINUTES = frozenset(("分", "分钟"))
_HOURS = frozenset(("小时", "个小时", "时", "个时"))
# a number that is read as no quantity: 14排, 5圈
_COUNTED = compiled(r"(?<![\d.,第:：/〔\[—–~～\-A-Za-z])(?P<count>\d{1,4})(?P<unit>[\u4e00-\u9fff]{1,2})(?![\d.,])")
_EXACT = frozenset(("分", "学分", "℃", "分贝", "排"))  # neither is rounded where it is stated
_PER = compiled("/[升克米]")
_NO_NOUN = compiled("[年月日号时点分比级度届版款条第期折成万亿千百至到多余来几的是在和与及或等为、]")
_NOUN = compiled(r"[\u4e00-\u9fffA-Za-z]{1,6}")
_APART = compiled("同比|环比|比上年|较上年|比去年|较去年|平均|以上|以下|不低于|不超过|至少|最多")
NO_AMOUNT = frozenset((*PERCENT, *POINTS, "倍", "", "‰", "‱", "成", "折"))


class Figure(Struct, frozen=True):
    """A number of a scene: its value in the basic unit, what it may stand for, that unit, the noun that it counts, the
    words before it up to the figure before (`lead`) and behind it (`tail`), its place, and `scale`, what a printed one
    is in basic units. `number` is None for what is no quantity (14排, 3小时20分)."""

    value: Decimal
    meant: Interval
    unit: str
    start: int
    end: int
    text: str
    printed_unit: str = ""
    scale: Decimal = Decimal(1)
    places: int = 0
    number: Number | None = None
    is_plain: bool = True
    noun: str = ""
    lead: str = ""
    tail: str = ""

    @property
    def clause(self) -> str:
        """Return the words of its own clause before it."""
        return CLAUSE_END.split(self.lead)[-1]

    @property
    def shown(self) -> str:
        """Return the number with its unit, as formulas show it."""
        return self.text if self.number is None else f"{plain(self.number.quantity.value)}{self.printed_unit}"

    @property
    def is_amount(self) -> bool:
        """Whether it says how much or how many, not a rate or a multiple."""
        return self.unit not in NO_AMOUNT


class Scene(Struct, frozen=True):
    """A sentence (up to 。) with its figures and where it begins in the paragraph."""

    text: str
    start: int
    figures: Sequence[Figure]

    def of_unit(self, figure: Figure) -> list[Figure]:
        """Return the other figures of a figure's unit."""
        return [other for other in self.figures if other is not figure and other.unit == figure.unit]


def scenes_of(text: str) -> Iterator[Scene]:
    """Yield the short sentences of a paragraph that hold figures."""
    group: list[Sentence] = []
    for sentence in sentences_of(text):
        group.append(sentence)
        if not sentence.text.endswith(("；", ";")):
            yield from _scene(group)
            group = []
    yield from _scene(group)


def continued_scenes_of(text: str) -> Iterator[Scene]:
    """Yield two sentences as one scene where the second goes on with one or two figures of the first."""
    before: Sentence | None = None
    for sentence in sentences_of(text):
        goes_on = before is not None and 0 < sentence.numerals <= _FEW and 0 < before.numerals <= _SOME
        if before is not None and goes_on and before.text.endswith("。") and _GOES_ON.match(sentence.text):
            yield from _scene([before, sentence])
        before = sentence


def _scene(group: Sequence[Sentence]) -> Iterator[Scene]:
    if sum(sentence.numerals for sentence in group) < 1 or sum(len(sentence.text) for sentence in group) > _LONGEST:
        return
    text, start = "".join(sentence.text for sentence in group), group[0].start
    terms = [term for sentence in group for term in sentence.terms()]
    if len(terms) > _MOST_FIGURES + 2:
        return
    figures = [*_figures(terms)]
    figures = sorted([*figures, *_counts(text, start, figures)], key=lambda figure: figure.start)
    if 0 < len(figures) <= _MOST_FIGURES:
        yield Scene(text, start, [*_with_words(text, start, figures)])


def _figures(terms: Sequence[Term]) -> Iterator[Figure]:
    """Yield terms as figures, hours and the minutes right behind them as one."""
    skipped = False
    for place, term in enumerate(terms):
        if skipped:
            skipped = False
            continue
        following = terms[place + 1] if place + 1 < len(terms) else None
        if term.unit in _HOURS and following and following.unit in _MINUTES and following.lead in ("", "零"):
            skipped = True
            yield _compound(term, following)
        else:
            yield _figure(term)


def _compound(hours: Term, minutes: Term) -> Figure:
    first, second = hours.number.quantity, minutes.number.quantity
    value = first.amount * 3600 + second.amount * 60
    text = f"{first.text}{minutes.lead}{second.text}"
    return Figure(
        value,
        Interval(value, value),
        "秒",
        first.start,
        second.end,
        text,
        "分钟",
        Decimal(60),
        is_plain=is_plain(hours) and is_plain(minutes),
    )


def _figure(term: Term) -> Figure:
    quantity = term.number.quantity
    basic, size = BASIC.get(quantity.base_unit, (quantity.base_unit, Decimal(1)))
    if quantity.unit.startswith("番"):
        basic = "倍"
    if per := _PER.match(term.tail):
        basic, size = quantity.base_unit + per[0], Decimal(1)
    exact = is_count(quantity) or (quantity.base_unit in _EXACT and quantity.amount == quantity.value)
    half = Decimal(0) if exact else half_unit(quantity)
    meant = Interval((quantity.amount - half) * size, (quantity.amount + half) * size)
    return Figure(
        quantity.amount * size,
        meant,
        basic,
        quantity.start,
        quantity.end,
        quantity.text,
        quantity.unit,
        multiplier(quantity) * size,
        decimal_places(quantity.value),
        term.number,
        is_plain(term),
    )


def _counts(text: str, start: int, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Yield the numbers of a sentence that are read as no quantity, with the noun that they count."""
    taken = [(figure.start - start, figure.end - start) for figure in figures]
    for match in _COUNTED.finditer(text):
        begin, end = match.span("count")
        if _NO_NOUN.match(match["unit"]) or any(first <= begin < last for first, last in taken):
            continue
        value = Decimal(match["count"])
        unit = match["unit"][0]
        basic, _ = BASIC.get(unit, (unit, Decimal(1)))
        place = begin + start, end + 1 + start
        yield Figure(value, Interval(value, value), basic, *place, match["count"] + unit, unit)


def _with_words(text: str, start: int, figures: Sequence[Figure]) -> Iterator[Figure]:
    last = 0
    for place, figure in enumerate(figures):
        begin, end = figure.start - start, figure.end - start
        following = figures[place + 1].start - start if place + 1 < len(figures) else len(text)
        tail = text[end:following]
        noun = _NOUN.match(figure.printed_unit + tail.lstrip())
        words = text[last:begin].replace(" ", "")
        yield replace(figure, noun=noun[0] if noun else "", lead=words, tail=tail)
        last = end


def is_met(stated: Figure, implied: Interval) -> bool:
    """Whether what is stated may be what other figures imply."""
    half = Decimal(5).scaleb(-stated.places - 1) * abs(stated.scale)
    return Interval(stated.value - half, stated.value + half).meets(implied)


def missed(
    stated: Figure, value: Decimal, implied: Interval, how: str, problem: Problem = "balance"
) -> Iterator[Finding]:
    """Yield the finding that a figure is not what others imply, if it is so near that it is meant to be."""
    if is_met(stated, implied) or not is_near(stated, value):
        return
    yield wrong(stated, value, how, problem)


def is_near(stated: Figure, value: Decimal) -> bool:
    """Whether a figure is so near to a value that it can be a slip of it: another digit, some more or less."""
    if is_slip(abs(stated.value), abs(value)):
        return True
    if value == 0 or not stated.value:
        return False
    ratio = abs(stated.value / value)
    right = rounded(abs(value) / stated.scale, stated.places)
    return _LEAST <= ratio <= _MOST or is_misprint(
        str(rounded(abs(stated.value) / stated.scale, stated.places)), str(right)
    )


def wrong(stated: Figure, value: Decimal, how: str, problem: Problem = "balance") -> Finding:
    """Return the finding that a figure should be `value` (in basic units)."""
    shown = value / stated.scale
    places = stated.places
    while places < 4 and abs(rounded(shown, places) - shown) > abs(shown) / 50:
        places += 1
    right = f"{plain(rounded(shown, places))}{stated.printed_unit}"
    how = f"{how} = {right}" if how and "=" not in how else how
    if stated.number is None:
        return impossible(part(stated.text, 0, len(stated.text), stated.start), problem, right, how, certain=False)
    return Finding(stated.number, problem, right, how, certain=False)


def must_be(stated: Figure, right: str, how: str, problem: Problem = "balance") -> Finding:
    """Return the finding that a figure should be what `right` says."""
    if stated.number is None:
        return impossible(part(stated.text, 0, len(stated.text), stated.start), problem, right, how, certain=False)
    return Finding(stated.number, problem, right, how, certain=False)
