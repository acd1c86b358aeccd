"""Character classes of Chinese composition, and the gap between two neighbouring characters.

The model (CLREQ 3.1, GB/T 15834): a full-width mark has a *body* of half an em that holds its ink; its blank half
belongs to the gap beside it. A gap at the edge of a line vanishes. So an opening mark is trimmed at the start of a
line, a closing mark takes half an em at its end, and two adjacent marks take 1.5 em, without any special rule. Widths
are thousandths of an em.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from jzdocs.patterns import compiled
from jzdocs.style.invisible import INVISIBLE, JOINERS, NO_BREAK_SPACES, SOFT_HYPHEN, ZERO_WIDTH_SPACE
from jzdocs.style.quotes import ELIDED

PAUSE = "，。、；：！？．"
CLOSE = "”’）》〉】〕」』］｝"
OPEN = "“‘（《〈【〔「『［｛"
DOTS = "·‧・"
_STOP = "。！？"
NO_START = frozenset(PAUSE + CLOSE + "～~–—―·‧・%％‰℃°/／!),.:;?]}-…ー々" + NO_BREAK_SPACES)
NO_END = frozenset(OPEN + DOTS + "([{¥￥$€£№§#/／" + NO_BREAK_SPACES)

HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
URL = (
    r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#@!$&*+,;=%]*[A-Za-z0-9/]|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9]+)+"
)
# a path of files or of an interface: one segment alone is none (元/kg), unless it is a file's name
_SEGMENT = r"/[A-Za-z0-9_.{%@+\-][A-Za-z0-9_.{}:%@+\-]*"
_FILE = r"/[A-Za-z0-9_\-]+\.[A-Za-z][A-Za-z0-9]{0,4}"
PATH = (
    rf"(?<![A-Za-z0-9.])(?:(?:[A-Za-z]:|[A-Za-z0-9_.\-]+)\\[A-Za-z0-9_.\\\-]*[A-Za-z0-9_]"
    r"|(?=[0-9:]*[A-Fa-f])(?:[0-9A-Fa-f]{1,4}:{1,2}){3,}[0-9A-Fa-f]{1,4}(?![0-9A-Za-z:])"  # of a machine
    rf"|(?=[A-Za-z0-9_.{{}}:%@+/~\-]*[A-Za-z_]{{3}})(?:(?:~|\.{{1,2}})(?:{_SEGMENT})+|(?:{_SEGMENT}){{2,}}|{_FILE}"
    rf"|[A-Za-z][A-Za-z0-9_.\-]*(?:(?:{_SEGMENT}){{2,}}|{_FILE}))(?<=[A-Za-z0-9_}}])/?)"
)
# raised and lowered digits and signs
_SCRIPTS = "²³¹\u2070-\u209f"
# units in Latin letters: kWh/m³, kW·h, W/(m²·K), dB(A)
_UNIT_TAIL = rf"[{_SCRIPTS}]*(?:[/·][A-Za-zμµΩ]+[{_SCRIPTS}]*|/\([A-Za-zμµΩ·{_SCRIPTS}]+\))*(?:(?<=dB)\(A\))?"
# every piece that is not plain Han: an address, a path, a number with its signs, a word, a pair of dashes or dots,
# spaces, or a single character (the lookahead lets the scanner pass over Han without trying each alternative)
PIECE = compiled(
    rf"(?=[^{HAN}])(?:(?P<url>{URL})|(?P<path>{PATH})"
    rf"|(?P<number>(?:{ELIDED})?(?:US\$|[¥￥$€£№§#])?[-−+±]?\d+(?:[,.:\-−/]\d+)*(?:e[-−]\d+)?(?:×10(?=[{_SCRIPTS}]))?"
    rf"[{_SCRIPTS}]*(?:[%％‰℃°]C?)?(?:(?!https?:|www\.)[A-Za-zμµΩ]+{_UNIT_TAIL})?)"
    rf"|(?P<word>(?:{ELIDED}|’(?=n’ ))?"
    rf"[A-Za-z0-9_\u00c0-\u024f\u0370-\u052f\u1e00-\u1eff{_SCRIPTS}]+"
    rf"(?:['’.\-_+&·][A-Za-z0-9{_SCRIPTS}]+|(?<= ’n)’(?= ))*)"
    rf"|(?P<dash>——|……|⸺)|(?P<space>[ \t\n]+)|(?P<invisible>{INVISIBLE.pattern}+)"
    r"|(?P<mark>.))",
    re.S,
)
# the Latin unit of a number (12.5kg/m³)
_ATOM = (
    r"(?:[kKMGTcdmnhμµ]?(?:g|m|W|Wh|V|A|Pa|Hz|L|s|t|h|bps|eV|J|K|N|Ω|mol|VA|S)|min|ppm|dB|[KMGT]B|rpm|pH|NTU|CFU|d|r)"
)
UNIT = compiled(rf"(?<=[\d{_SCRIPTS}]){_ATOM}{_UNIT_TAIL}$")
SPACED_UNIT = compiled(rf"\d (?P<unit>{_ATOM}{_UNIT_TAIL})(?![A-Za-z0-9])")
# a number with its multiplier and unit, 第1章, 〔2024〕15号: kept on one line where possible
UNITED = compiled(
    r"(?:第\d+[章节条款项届次期批位名号]|〕\d+号"
    r"|\d[%‰]?(?:[余多])?(?:万亿|百万|千万|[万亿千百十])?(?:[余多])?"
    r"(?:个百分点|平方公里|平方千米|立方米|平方米|千瓦时|人次|公里|千米|厘米|毫米|公顷|公斤|千克|美元|季度|小时|分钟|课时"
    r"|[元年月日个所名条项件套座户人次米吨种家台岁时分秒天号倍级村章节款届期批省市县栋部处间盏位艘架辆棵株册篇亩升成度点周万亿千百]))"
)
# symbols and emoji: lines break between them (UAX 14, class ID)
_SYMBOL = compiled("[\u2190-\u23ff\u2460-\u27bf\U0001f000-\U0001faff]")
URL_CUT = compiled(r"(?<=[/?&=#_.:@\-\\])(?![/?&=#_.:%@\-\\])|(?<=[^%])(?=%[0-9A-Fa-f]{2})")
# where a long identifier or a word with a hyphen may be divided without another hyphen: behind _ and -, behind the dots
# of a long name (a.b.c), before the capitals inside it
WORD_CUT = compiled(r"(?<=[A-Za-z0-9]_)(?=[A-Za-z0-9])|(?<=[A-Za-z]{2}-)(?=[A-Za-z]{2})")
LONG_CUT = compiled(r"(?<=[A-Za-z0-9]{2}\.)(?=[A-Za-z]{2})|(?<=[a-z]{2})(?=[A-Z][a-z]{2})")
LONG_WORD = 14

# classes
HANZI, CLOSER, OPENER, LATIN, DASH, DOT, SPACE, OTHER = range(8)
FORBIDDEN = 1e9
# a number and its unit are divided only where the line would be torn otherwise: a line whose gaps are all at their
# widest costs less
UNIT_BREAK = 900.0
UNIT_INSIDE = 1800.0
MULTIPLIERS = frozenset("%‰余多万亿千百十")
# a Latin unit goes with its number, and a name is divided at its inner capitals, only where the line would be short by
# more than three ems
LATIN_UNIT_BREAK = 9000.0
URL_BREAK = 40.0
HYPHEN_BREAK = 150.0


class Gap(NamedTuple):
    """The space between two neighbouring characters, in thousandths of an em.

    `natural` is its width. It may lose, in this order, `shrink1` (the inner blank of a mark), `shrink2` (autospace
    between Han and Latin) and `shrink3` (the blank after a full stop). A word space gains up to `word` before any other
    gap opens. `general` is 1 where the gap opens together with all others. `penalty` is the cost of a line break here
    (FORBIDDEN: no break).
    """

    natural: int = 0
    shrink1: int = 0
    shrink2: int = 0
    shrink3: int = 0
    word: int = 0
    general: int = 1
    penalty: float = 0.0


PLAIN = Gap()
INSIDE = Gap(general=0, penalty=FORBIDDEN)
URL_GAP = Gap(general=0, penalty=URL_BREAK)
WORD_GAP = Gap(general=0, penalty=60.0)
LONG_GAP = Gap(general=0, penalty=LATIN_UNIT_BREAK)
UNIT_GAP = Gap(general=0, penalty=LATIN_UNIT_BREAK)
_RANGE_MARKS = frozenset("～~–—/／-―")


class _MarkClasses(dict[str, int]):
    """The class of each single character that is neither Han nor part of a word; computed at first use."""

    def __missing__(self, char: str) -> int:
        char_class = self[char] = _mark_class(char)
        return char_class


def _mark_class(char: str) -> int:
    if char in PAUSE or char in CLOSE:
        return CLOSER
    if char in OPEN:
        return OPENER
    if char in DOTS:
        return DOT
    if char in "…⸺":
        return DASH
    return LATIN if char.isalnum() or char == "\ufffc" else OTHER  # a formula is as a word


MARKS = _MarkClasses()


@lru_cache(maxsize=65536)
def gap_between(left: int, right: int, last: str, first: str, spaced: bool) -> Gap:
    """Return the gap between a piece of class `left` that ends in `last` and a piece of class `right` that begins with
    `first`; `spaced` says that the author typed a space between them."""
    gap = _space_between(left, right, last, first, spaced)
    return gap._replace(penalty=_penalty(left, right, last, first, spaced))


def _space_between(left: int, right: int, last: str, first: str, spaced: bool) -> Gap:
    if spaced and left not in (CLOSER, OPENER) and right not in (CLOSER, OPENER) and not (left == right == HANZI):
        if {left, right} == {HANZI, LATIN}:
            return Gap(natural=250, shrink2=125)
        return Gap(natural=300, shrink2=50, word=200)
    if spaced and left == right == HANZI:
        return Gap(natural=500, shrink2=250, word=0)
    if (first in _RANGE_MARKS and right != DASH) or (last in _RANGE_MARKS and left != DASH):
        return Gap(general=0)
    if left == CLOSER:
        if right == OPENER:
            return Gap(natural=500, shrink1=500, general=0)
        if right == CLOSER:
            return Gap(general=0)
        opens = int(right not in (LATIN, OTHER))  # beside Latin a mark's own blank is all there is
        return (
            Gap(natural=500, shrink3=500, general=opens)
            if last in _STOP
            else Gap(natural=500, shrink1=500, general=opens)
        )
    if right == OPENER and left != OPENER:
        return Gap(natural=500, shrink1=500, general=int(left not in (LATIN, OTHER)))
    if left == OPENER or right == CLOSER or (first == "’" and right == LATIN):
        return Gap(general=0)
    if {left, right} == {HANZI, LATIN}:
        return Gap(natural=250, shrink2=125)
    if DOT in (left, right) or (left in (LATIN, OTHER) and right in (LATIN, OTHER)):
        return Gap(general=0)
    return PLAIN


def _penalty(left: int, right: int, last: str, first: str, spaced: bool) -> float:
    if right == DASH:
        return FORBIDDEN if first == "…" or left == OPENER else 15.0
    if first in NO_START or last in NO_END or left == OPENER or right in (CLOSER, SPACE):
        return FORBIDDEN
    if last == "〕" and right == LATIN:
        return FORBIDDEN
    if left in (LATIN, OTHER) and right in (LATIN, OTHER) and not spaced:
        if _SYMBOL.match(last) and _SYMBOL.match(first):
            return 0.0
        if last == first == "\ufffc":  # between the pieces of a formula
            return HYPHEN_BREAK
        return 60.0 if first in "+×=" or last in "+×=—～~–" else FORBIDDEN
    return UNIT_BREAK if last == "第" and right == LATIN else 0.0


def bind_units(text: str, gaps: dict[int, Gap]) -> None:
    """Keep units that the author set apart from their numbers by a space (15 kg) on one line with them."""
    for match in SPACED_UNIT.finditer(text):
        place = match.start("unit")
        if place in gaps:
            gaps[place] = gaps[place]._replace(penalty=LATIN_UNIT_BREAK)


def break_at_invisible(text: str, gaps: dict[int, Gap]) -> list[int]:
    """Allow and forbid line breaks in `gaps` (by the character behind each) as invisible characters say; return the
    places where a soft hyphen allows one."""
    soft = []
    for match in INVISIBLE.finditer(text):
        place, char = match.end(), match[0]
        if place == len(text):
            break
        gap = gaps.get(place, PLAIN)
        if char == SOFT_HYPHEN:
            gaps[place] = gap._replace(penalty=min(gap.penalty, HYPHEN_BREAK))
            soft.append(place)
        elif char == ZERO_WIDTH_SPACE:
            gaps[place] = gap._replace(penalty=0.0)
        elif char in JOINERS:
            gaps[place] = gap._replace(penalty=FORBIDDEN)
    return soft
