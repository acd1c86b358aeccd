"""What the words of a result say of the figures that may give it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jzdocs.checks.combined_values import Value
from jzdocs.checks.ends import share_word
from jzdocs.checks.figures import Figure
from jzdocs.checks.slips import lacks_limit
from jzdocs.patterns import compiled

_SUMMED = compiled("总[用耗]时|共|合计|总计|累计|加起来|一并|连同|合并|满分")
_SIDE = compiled("[、，,×]?(?:长|宽|高|深|厚|直径|边长|厚度|高度|宽度)(?:为|约)?")
_CHANGED = compiled("(?P<name>.{2,}?)(?:增加|减少|上升|下降|提高|降低|上涨|下跌|节约|节省|回落|抬升)了?$")

_OF_ADDENDS = compiled("[\u4e00-\u9fff]{0,2}?(?:累计|合计|共计|总计|一共|共|相加|加起来|之和)")
# nothing is taken from what is added up so
PLAIN_SUM = compiled("(?:总[用耗]时|合计|共计|总计|一共|加起来)(?:为|达到?|需|要|用时|耗时)?$")
FALLS = compiled("(?:降低?|递减|下降|减少)了?$")


def lacks_parts(stated: Figure, value: Value) -> bool:
    """Whether a sum may be that of some parts only: 一车间86人，二车间92人，全厂职工410人."""
    is_plain = re.search("[×÷]", value.how) is None
    return is_plain and value.sign == "+" and value.value < stated.value and not _SUMMED.search(stated.clause)


def is_side(stated: Figure) -> bool:
    """Whether a figure is a side of something, not a difference of others: 长60厘米、宽40厘米、高30厘米."""
    return _SIDE.fullmatch(stated.lead) is not None


def is_actual(stated: Figure, value: Value) -> bool:
    """Whether words say that what is stated is what there really is, which need not be what there should be."""
    return (
        value.sign == "x"
        and re.search("已|可用容|有效|使用面积|实际[在到完运]|实有|实住|在[住岗校册]", stated.clause) is not None
    )


def is_of_another(stated: Figure, before: Sequence[Figure]) -> bool:
    """Whether a change is named, and as one of something else than the figures before it: 收入…, 利润增加0.3亿元."""
    match, others = _CHANGED.search(stated.clause), [figure.clause for figure in before]
    is_other = match is not None and not any(share_word(match["name"], clause) for clause in others)
    return is_other or lacks_limit(stated.clause, others)


def counts_addends(figure: Figure, total: Figure) -> bool:
    """Whether a figure says of how many amounts the next one is the sum: 三期累计27亿元."""
    is_next = figure.end == total.start - len(total.lead) and figure.text[0] in "两二三四五六七八九十"
    return is_next and _OF_ADDENDS.match(total.lead) is not None
