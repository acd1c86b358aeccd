"""The words of a sentence: where each begins, so that nothing is ever cut inside one.

rjieba (jieba's dictionary in Rust) divides the text; it reads four million characters a second and takes 0.1 s to load,
so it is imported when a number with words before it is described for the first time. Terms of reports that its
dictionary lacks are listed here.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct

from jzdocs.facts.half_width import half_width
from jzdocs.facts.number import FALL, RISE, VERB_STARTS
from jzdocs.facts.periods import periods_in
from jzdocs.patterns import compiled

_TERMS = compiled(
    "和美乡村|在[浙沪京津渝冀晋辽吉黑苏皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇陕甘陇青藏宁新蒙]|在[校园册建岗职编库线营读孵产管用]"
    "|就地|就近|抢通|建成区|有组织|有规模|占比|占地|占用|收入比(?![上去前20同年])|供水管网|管网|人均|户均|亩均|地均|日均|年均|月均|均衡|均价|对外|对内|对口|以上|以下|以内|获得感|完成率|完成额|覆盖率|覆盖面"
    "|创新型|共济|共有产权|公共|可再生|再生|再贷款|再就业|再贴现|从业|自由贸易|自营|自主|自来水|自费|已婚|还款|还田|还林|还草|还湖|新增长|新建成区"
    "|为民|行为|作为|成为|以工代赈|以旧换新|居民|居住|居家|民居|同城|附近|近视|近海|近岸|近零|达标|到达|直达|抵达|发达|到位|到期|到户|签到"
    "|降费|降本|降雨|降水|新能源|新质|新型|总量|约定|合约|条约|节约|超市|超声|超算|高超|超长期|超低|超高清|超充|调解|调蓄|调峰|调水|升级|提质|营收|专精特新|和美|高质量|高水平|高标准|高效|综合"
)
_PREDICATES = compiled(
    rf"(?=[同环比较{VERB_STARTS}])(?:(?:同比|环比|(?:{RISE}|{FALL}))(?=[了约近超至到为达过]*\d)"
    r"|[比较](?=上年|去年|同期|年初|上月|(?:19|20)\d\d年))"
)  # 价格下降, 价格比 are words of the dictionary


class Word(Struct, frozen=True):
    """A word of a text: from `start` to `end`; `tag` is its part of speech as jieba names them (n, v, m, x …)."""

    start: int
    end: int
    tag: str


class Words(Struct, frozen=True):
    """A text as words: word `i` begins at `starts[i]`, where word `i` - 1 ends, and `tags[i]` is its part of speech.

    The last of `starts` is the end of the text. `edges` are the places at which a name may begin or end: those of
    words, but not inside a term.
    """

    starts: Sequence[int]
    tags: Sequence[str]
    edges: frozenset[int]

    def word(self, index: int) -> Word:
        """Return the word with an index."""
        return Word(self.starts[index], self.starts[index + 1], self.tags[index])

    def index_at(self, place: int) -> int:
        """Return the index of the word that holds the character at `place`; the number of words behind the last."""
        return min(bisect_right(self.starts, place) - 1, len(self.tags))

    def between(self, start: int, end: int) -> Sequence[Word]:
        """Return the words that lie in a part of the text."""
        first, behind = bisect_left(self.starts, start), bisect_right(self.starts, end) - 1
        return [self.word(index) for index in range(first, behind)]


@lru_cache(maxsize=512)
def words_of(text: str) -> Words:
    """Return the words of a text; those of full-width digits and letters too."""
    import rjieba

    folded = half_width(text)
    terms = [match.span() for pattern in (_TERMS, _PREDICATES) for match in pattern.finditer(folded)]
    terms += (match.span() for match in periods_in(folded))
    tagged = rjieba.tag(folded, False)
    starts = list(accumulate((len(word) for word, _ in tagged), initial=0))
    inside = {place for start, end in terms for place in range(start + 1, end)}
    edges = {*starts, *itertools.chain.from_iterable(terms)} - inside
    return Words(starts, [tag for _, tag in tagged], frozenset(edges))
