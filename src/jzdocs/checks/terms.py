"""The counted numbers of a sentence, each with the words that lead to it, and the periods that these name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.facts.number import Number
from jzdocs.facts.numerals import number_in
from jzdocs.facts.recognition import related
from jzdocs.facts.rounding import shifted
from jzdocs.patterns import compiled

_SENTENCE = compiled(r"[^。；;！？!?\n]+[。；;！？!?\n]?")
LONGEST_SENTENCE = 2000  # characters; nobody writes a longer one, and looking back in it would be slow
_NOT_COUNTED = ("date", "label", "ordinal")
_NUMERAL = compiled(r"\d[\d.,]*|番")
_BROKEN = compiled(r"\d，\d\d\D")  # 3，39亿: a decimal point that became a comma
_SPAN_OF_YEARS = compiled(r"(?:19|20)\d\d(?:—|－|–|-|~|～|至|到)(?:19|20)\d\d年")
_HUNDREDTHS = compiled(r"\d\d(?!\d)")
_RANGE = compiled("[至到—–~～-]+")
_NOTE = compiled(r"[\[〔［]\d+[\]〕］]|[①-⑳]")
CLAUSE_END = compiled(r"[，,、：:（(）)“”]")

LAST_YEAR = r"(?:上年|去年|上一年|上一?(?:会计|财政|预算)?年度|上年度)(?:度?同期|全年|同月|度)?|同期"
BEFORE_LAST = r"(?<![一二三四五六七八九十两几数\d])前年(?:同期|度)?"
YEAR_START = "年初|[上去]年(?:年?末|年?底)|期初|上期末"
LAST_MONTH = "上个?月份?|上个?季度|上一季度|上一?期|上周|上一?轮"
NORMAL = "常年(?:同期|值)?|历年(?:同期)?(?:平均)?|多年平均|正常年份|往年(?:同期)?"
NOW = "今年末?|年末|年底|本年度?|本月|本季度?|本期|目前|现在|期末|当年|本轮"
QUARTER = (
    r"[一二三四]季度末?"
    r"|(?<![一二三四五六七八九十两几数个])[一二三四五六七八九十]{1,2}月(?:份|末|底|(?=[^一二三四五六七八九十\d]))"
    r"|(?<![—–~～至到\d-])\d{1,2}月(?:份|末|底)?(?!\d)|[上下]半年"
)
_A_YEAR = r"(?:19|20)\d\d年(?:同期|年?末|年?底|初|全年|度|[上下]半年|[一二三四]季度|\d{1,2}月)?"
_FIVE_YEARS = "“?十[一二三四五六]五”?(?:末|初|期末|规划初期)"
PERIOD = rf"(?:{YEAR_START}|{BEFORE_LAST}|{LAST_YEAR}|{LAST_MONTH}|{NORMAL}|{_A_YEAR}|{_FIVE_YEARS}|[三五十]年前)"
_ANY_PERIOD = compiled(rf"{PERIOD}|{NOW}|{QUARTER}")
_ORDERED = compiled(r"([一二三四])季度|([上下])半年|(\d{1,2}|[一二三四五六七八九十]{1,2})月")
_KEYS = (
    ("start", compiled(YEAR_START)),
    ("prior", compiled(BEFORE_LAST)),
    ("last", compiled(LAST_YEAR)),
    ("month", compiled(LAST_MONTH)),
    ("normal", compiled(NORMAL)),
    ("now", compiled(NOW)),
)


class Term(Struct, frozen=True):
    """A counted number (no date, label or ordinal) with the words from the number before it, or from the beginning of
    the sentence, to it (`lead`), and those behind it up to the next (`tail`). `sentence` counts the sentences of its
    paragraph."""

    number: Number
    lead: str
    tail: str
    sentence: int

    @property
    def clause(self) -> str:
        """Return the words of its own clause before it."""
        return CLAUSE_END.split(self.lead)[-1]

    @property
    def unit(self) -> str:
        """Return its unit without a multiplier."""
        return self.number.quantity.base_unit

    @property
    def is_change(self) -> bool:
        """Whether it is an increase or a decrease."""
        return self.number.kind in ("increase", "decrease")


class Sentence(Struct, frozen=True):
    """A sentence of a paragraph: its text, where it begins, its place among the sentences, and how many numbers it
    seems to hold."""

    text: str
    start: int
    index: int
    numerals: int

    def terms(self) -> Sequence[Term]:
        """Return its terms, with their places in the paragraph."""
        return _placed(self.text, self.start, self.index)


def sentences_of(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph; 。 and ； end one."""
    for index, match in enumerate(_SENTENCE.finditer(text)):
        sentence = match[0]
        numerals = len(_NUMERAL.findall(sentence)) if len(sentence) <= LONGEST_SENTENCE else 0
        yield Sentence(sentence, match.start(), index, numerals)


@lru_cache(maxsize=64)  # the checks of a paragraph ask for those of each sentence and the ones before it
def _placed(text: str, start: int, index: int) -> Sequence[Term]:
    return tuple(Term(shifted(term.number, start), term.lead, term.tail, index) for term in _terms(text))


@lru_cache(maxsize=1024)
def _terms(text: str) -> Sequence[Term]:
    if _BROKEN.search(text):
        return ()
    counted = [
        _without_half_word(text, number)
        for number in related(text)
        if number.kind not in _NOT_COUNTED and not _is_year(text, number)
    ]
    starts = [0, *(number.quantity.end for number in counted)]
    ends = [*(number.quantity.start for number in counted[1:]), len(text)]
    terms = [
        Term(number, _words(text[start : number.quantity.start]), _words(text[number.quantity.end : end]), 0)
        for number, start, end in zip(counted, starts, ends, strict=False)
    ]
    return tuple(_with_bounds(terms))


def _with_bounds(terms: Sequence[Term]) -> Iterator[Term]:
    """Yield the terms with the numbers of ranges (增加5亿元至6亿元) marked as such."""
    bounds: dict[int, Literal["low", "high"]] = {}
    for index, (first, second) in enumerate(pairwise(terms)):
        if _RANGE.fullmatch(second.lead) and not re.search("从|由|自", first.clause):
            bounds |= {index: "low", index + 1: "high"}
    for index, term in enumerate(terms):
        bound = term.number.bound or bounds.get(index, "")
        yield Term(replace(term.number, bound=bound), term.lead, term.tail, term.sentence) if bound else term


def _without_half_word(text: str, number: Number) -> Number:
    """Return a number without 约 where that belongs to the word before it (节约12%), and as an approximation where 左右
    behind it says so."""
    quantity = number.quantity
    if quantity.approx is None and text.startswith(("左右", "上下"), quantity.end):  # 一成左右
        return replace(number, quantity=replace(quantity, approx="约"))
    if text[quantity.start : quantity.start + 1] != "约" or text[quantity.start - 1 : quantity.start] not in (
        *"节集签预契",
    ):
        return number
    return replace(number, quantity=replace(quantity, start=quantity.start + 1, text=quantity.text[1:], approx=None))


def _is_year(text: str, number: Number) -> bool:
    """Whether a number without a unit is the first year of a span (2018—2023年), a part of the year
    (前8个月), or the seconds of 10秒08."""
    quantity = number.quantity
    if quantity.base_unit in ("个月", "个季度") and re.search(
        "(?<![提以之])前$", text[max(0, quantity.start - 2) : quantity.start]
    ):
        return True
    if quantity.base_unit == "秒" and _HUNDREDTHS.match(text, quantity.end):  # 10秒08 is one number
        return True
    return not quantity.unit and _SPAN_OF_YEARS.match(text, quantity.start) is not None


def _words(text: str) -> str:
    return _NOTE.sub("", text).replace(" ", "").replace("\u3000", "")


def period_key(words: str) -> str:
    """Return the last period that words name: a year (2020), else prior (the year before last), last, start (the
    year's beginning), month (the month
    or quarter before), normal, now, else the words themselves; "" where they name none."""
    match = None
    for match in _ANY_PERIOD.finditer(words):  # noqa: B007 (the last one counts)
        pass
    if match is None:
        return ""
    if match[0][:2] in ("19", "20"):
        return match[0][:4]
    return next((key for key, pattern in _KEYS if pattern.fullmatch(match[0])), _ordered_key(match[0]))


def _ordered_key(words: str) -> str:
    """Return a key for a part of the year that can be compared: q2 for 二季度, h1 for 上半年, m11 for 11月末."""
    match = _ORDERED.match(words)
    if match is None:
        return words
    if match[1]:
        return f"q{'一二三四'.index(match[1]) + 1}"
    return f"h{'上下'.index(match[2]) + 1}" if match[2] else f"m{number_in(match[3])}"


def without_periods(words: str) -> str:
    """Return words without the periods that they name."""
    return _ANY_PERIOD.sub("", words)


def is_before(first: str, second: str) -> bool:
    """Whether the period of one key is certainly before that of another."""
    if first.isdigit() and second.isdigit():
        return first < second
    if is_part_of_year(first) and is_part_of_year(second) and first[0] == second[0]:
        return int(first[1:]) < int(second[1:])
    if first == "prior":
        return second in ("last", "", "now")
    return first in ("last", "start", "month", "normal") and second in ("", "now")


def is_part_of_year(key: str) -> bool:
    """Whether a key is that of a month, a quarter or half a year."""
    return key[:1] in ("q", "h", "m") and key[1:].isdigit()


def agree(base: str, period: str, now: str) -> bool:
    """Whether the base that a change names (比上年, 同比) may be `period`, where the level is of `now`; a change that
    names none has any."""
    if not base or base == period:
        return True
    if base == "month" and is_part_of_year(period) and is_part_of_year(now):
        return int(now[1:]) - int(period[1:]) == 1
    if base == "last" and (period, now) == ("prior", "last"):
        return True
    if base == "last" and period.isdigit() and now.isdigit():
        return int(now) - int(period) == 1
    return False
