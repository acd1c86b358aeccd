"""What is left, or makes up the whole: 剩余, 结余, 顺差, 自然增长, and what months, quarters and years add up to
(累计)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, product

from jzdocs.checks.claims import Claim, Interval, interval, judged
from jzdocs.checks.ends import level_before, noun_of, share_word
from jzdocs.checks.finding import Finding
from jzdocs.checks.slips import is_qualified, is_slip
from jzdocs.checks.terms import Term, period_key
from jzdocs.facts.numerals import chinese_number
from jzdocs.facts.rounding import PERCENT, POINTS, bare, multiplier, plain
from jzdocs.patterns import compiled

_REST = compiled(
    r"(?P<rest>剩余|还剩|空编|空缺|缺编|尚余|余下|剩下|尚有|仍有|结余|尚未完成|未完成|尚未[^，。；\d]{1,4}|还有|待完成|尚需(?:完成)?|还需(?:完成)?|缺口|还差|尚差|尚欠"
    r"|结存|节余|盈余|滚存结余|未[^，。；\d]{1,3}|待[^，。；\d]{1,3})"
    r"(?:资金|投资|任务|金额|工程|的|部分|余额|结转|里程|面积|量|数|为|达|是|约|共|规模|人口|户|还|有)*$"
)
_NATURAL = "(?:自然|机械|净)(?:增长|增加|减少|增|减)(?:人口)?"
_GAP = compiled(
    rf"(?:贸易)?(?:顺差|逆差)(?:为|达|额为?|是)*$|{_NATURAL}(?:了|为|约)?$|收支(?:相抵|结余|差额)[^，。；\d]{{0,6}}$"
    r"|(?:净(?:流入|流出|迁入|迁出|收入|额|资产)|相差|差额|差距|赤字)(?:额|为|达|了|资产|人口)*$"
)
_GAP_RATE = compiled(r"自然增长率(?:为|是|达)*$")
_TOTAL = compiled(
    r"总|编制|原定|共有|共|应|计划|全长|全县|全市|到账|收到|收入|任务|原有|现有|已收|库存|筹集|下达|投资|预算|送审|额度|核定|需要|上年|全部|拥有|登记|安排|出口|出生|流入|迁入|新建|关"
    r"|资产|合计|资金"
)
_PART = compiled(
    r"执行|实有|完工|竣工|已|完成|支出|拨付|使用|支付|进口|死亡|整改|建成|用于|发放|归还|偿还|办结|销|到位|实际|流出|迁出|负债|其中|投入|收回|签约|兑付|开工|消化|清|注销|退|成本|脱贫"
)
_CUMULATED = compiled(
    r"(?P<word>累计|合计|共计|总计|共|总共|全年|上半年|[一二三四]季度|三年|两年|五年|四年|半年|年度|全季)[^，。；：\d]{0,10}$"
)
_MONTH = compiled(r"(?:^|[，、；。（(和及])(?:同年|今年|其中)?(\d{1,2})月(?:份)?(?!\d|末|底)")
_QUARTER = compiled(r"([一二三四])季度")
_HALF = compiled(r"([上下])半年")
_YEAR = compiled(r"((?:19|20)\d\d)年(?!末|底|初)")
_IN_LIST = compiled(r"(?:、|和|与|及|以及)(?!其中)[^，。；\d]{1,14}")
_IN_ALL = compiled(r"[，,](?:共|合计|共计|总计|总共)[^，。；\d人户均]{0,6}")
_PERIOD_NAMED = compiled("年|月|季度|率|均|比重|增|减|降")
_STRONG = compiled("剩余|还剩|剩下|余下|未|待")
_OF_PLACE = compiled("[，,](?:全[国省市县区镇村]|历年|各级|截至|至今|迄今)")
_SUMMED = compiled("累计|合计|共")
_COUNT_NAMED = compiled("([两二三四五六七八九十])[批年期次个项组轮级地市县区者类季]")
_COUNT_OF_PARTS = compiled("^[两二三四五六七八九十][批年期次个项组轮]")
_NTH = compiled(r"第([一二三四五六七八九])(?:批|年|期|阶段|轮|季度|次|组|标段)")
_OPEN = compiled("等|其中|平均|增长|下降|同比|余额|末|存量|率|比重|目标|计划")
_MOST_PARTS = 12
_HALVES = 2  # parts of a year; two quarters are not all of it
_LOOK_BACK = 5


def balances_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield what is wrong with remainders and running totals of a sentence: the terms from `start` on."""
    for index in range(max(start, 1), len(terms)):
        term = terms[index]
        if term.number.bound or term.unit in (*POINTS, "倍", ""):
            continue
        if term.unit in ("‰", *PERCENT):
            if _GAP_RATE.search(term.clause):
                yield from _check_gap(terms, index)
        elif _REST.search(term.clause) and not re.search("率|比", term.clause):
            yield from _check_rest(terms, index)
        elif _GAP.search(term.clause):
            yield from _check_gap(terms, index)
        elif _CUMULATED.search(term.clause):
            yield from _check_sum(terms, index)
            yield from _check_list(terms, index)


# --- what is left


def _check_rest(terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check 共186个，已完成151个，剩余35个. With more numbers before it, all ways to balance them
    count."""
    stated = terms[index]
    near = [t for t in terms[:index] if t.sentence == stated.sentence and t.unit == stated.unit][-4:]
    if len(near) < 2 or any(t.is_change for t in near) or any(t.number.bound for t in near):
        return
    if re.search("累计|滚存|历年", stated.clause):
        return
    whole, part = near[-2], near[-1]
    if len(near) == 2:
        strong = _STRONG.search(stated.clause) and not _PART.search(whole.clause)
        named = (_TOTAL.search(whole.lead) or strong) and _PART.search(part.lead + part.tail[:4])
        if (
            named
            and interval(whole.number).high >= interval(part.number).low
            and level_before(terms, index) == terms.index(part)
        ):
            yield from judged(_difference(stated, whole, part, certain="其中" not in part.lead))
    elif re.search("支出|使用|拨付", part.clause) and re.search("收入|合计|总", whole.clause):
        if not any(_balances(stated, near, signs) for signs in product((-1, 0, 1), repeat=len(near))):
            yield from judged(_difference(stated, whole, part))


def _balances(stated: Term, terms: Sequence[Term], signs: Sequence[int]) -> bool:
    """Whether the numbers with these signs give what is stated."""
    total = Interval(Decimal(0), Decimal(0))
    for term, sign in zip(terms, signs, strict=True):
        total = total + interval(term.number).scaled(sign)
    return interval(stated.number, counted=False).meets(total)


def _difference(stated: Term, whole: Term, part: Term, *, signed: bool = False, certain: bool = True) -> Claim:
    first, second = whole.number.quantity, part.number.quantity
    value = first.amount - second.amount
    how = f"{bare(first)} − {bare(second)} = {plain(value / multiplier(stated.number.quantity))}"
    implied = interval(whole.number) - interval(part.number)
    if not signed and value < 0:
        value, implied = -value, implied.scaled(-1)
    return Claim(stated.number, value, implied, how, "balance", certain=certain)


# what a gap is named, and the names of the two numbers that it lies between
_OPPOSITES = (
    ("顺差|逆差", "出口", "进口"),
    ("收支|净收入|赤字", "收入", "支出"),
    ("自然", "出生", "死亡"),
    ("净", "流入", "流出"),
    ("净|机械", "迁入", "迁出"),
    ("净资产", "资产", "负债"),
    ("净", "新[增开登设]", "注销"),
    ("差", "城镇", "农村"),
)


def _check_gap(terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check 出口865亿元，进口540亿元，顺差325亿元 and the natural growth of a population: the difference of the two
    numbers before, where their names are opposites."""
    stated = terms[index]
    near = terms[max(0, index - _LOOK_BACK) : index] if _GAP_RATE.search(stated.clause) else terms[index - 2 : index]
    pair = [t for t in near if t.unit == stated.unit and stated.sentence - t.sentence <= 2][-2:]
    if len(pair) < 2 or any(t.number.bound for t in pair) or is_qualified(stated):
        return
    first, second = pair
    for gap, plus, minus in _OPPOSITES:
        if not re.search(gap, stated.clause):
            continue
        if re.search(plus, first.clause) and re.search(minus, second.clause) and not re.search(plus, second.clause):
            break
        if re.search(minus, first.clause) and re.search(plus, second.clause) and not re.search(minus, second.clause):
            first, second = second, first
            break
    else:
        return
    yield from judged(_difference(stated, first, second, signed=bool(_GAP_RATE.search(stated.clause))))


# --- running totals


def _check_sum(terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check 一季度21亿元，二季度27亿元，上半年累计48亿元: the sum of periods that follow one another and make up the
    whole one."""
    stated = terms[index]
    parts: list[Term] = []
    for term in reversed(terms[max(0, index - _MOST_PARTS) : index]):
        if term.unit != stated.unit or stated.sentence - term.sentence > 1:
            break
        parts.insert(0, term)
    each = _listed_each(terms, index)
    if each:
        yield from _sum_claim(stated, each)
        return
    listed = _listed_years(parts)
    if len(parts) < 2 or (not listed and not _are_periods(parts)) or _OPEN.search(stated.lead):
        return
    nouns = _COUNT_OF_PARTS.sub("", noun_of(stated)), noun_of(parts[-1])
    alike = all(nouns) is False or share_word(*nouns) if _SUMMED.search(stated.clause) else nouns[0] in ("", nouns[1])
    if (
        not alike
        or any(_OPEN.search(t.lead) or t.number.bound for t in parts[1:])
        or not _is_whole(stated.clause, parts, listed)
    ):
        return
    yield from _sum_claim(stated, parts)


def _sum_claim(stated: Term, parts: Sequence[Term]) -> Iterator[Finding]:
    total = Interval(Decimal(0), Decimal(0))
    for part in parts:
        total = total + interval(part.number)
    value = sum((part.number.quantity.amount for part in parts), Decimal(0))
    how = " + ".join(bare(part.number.quantity) for part in parts)
    yield from judged(Claim(stated.number, value, total, how, "balance"))


def _listed_each(terms: Sequence[Term], index: int) -> Sequence[Term]:
    """Return the numbers of 分别投入3.2亿元、2.1亿元、1.4亿元 that stand right before their sum (三级共投入)."""
    stated, first = terms[index], index - 1
    while first > 0 and re.fullmatch("、|和|与|及|以及", terms[first].lead) and index - first < _MOST_PARTS:
        first -= 1
    parts = terms[first:index]
    summed = _SUMMED.search(stated.clause) and re.match("[，,]", stated.lead) and not _OPEN.search(stated.clause)
    count = _COUNT_NAMED.search(stated.clause)
    if len(parts) < 2 or not summed or not re.search(r"分别[^，。；\d]{0,8}$", parts[0].lead):
        return []
    fits = not count or chinese_number(count[1]) == len(parts)
    alike = all(t.unit == stated.unit and not t.is_change for t in parts) and not _OPEN.search(parts[0].clause)
    value = sum((part.number.quantity.amount for part in parts), Decimal(0))
    if _OF_PLACE.match(stated.lead) and not is_slip(stated.number.quantity.amount, value):
        return []  # there are others in the place
    return parts if fits and alike else []


def _check_list(terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check 省级资金4500万元、市级资金1500万元，共到位6000万元: the sum of a list joined by 、 and 和."""
    stated = terms[index]
    first = index - 1
    while first > 0 and _IN_LIST.fullmatch(terms[first].lead) and index - first < _MOST_PARTS:
        first -= 1
    parts = terms[first:index]
    fits = len(parts) > 1 and _IN_ALL.fullmatch(stated.lead) and not _OPEN.search(parts[0].clause)
    if not fits or any(t.unit != stated.unit or t.is_change or t.sentence != stated.sentence for t in parts):
        return
    if "其中" in parts[0].lead or any(map(_PERIOD_NAMED.search, (t.clause for t in parts))):
        return
    total = Interval(Decimal(0), Decimal(0))
    for part in parts:
        total = total + interval(part.number)
    value = sum((part.number.quantity.amount for part in parts), Decimal(0))
    how = " + ".join(bare(part.number.quantity) for part in parts)
    yield from judged(Claim(stated.number, value, total, how, "balance"))


def _listed_years(parts: Sequence[Term]) -> bool:
    """Whether the first part's words name as many years as there are parts: 2022年、2023年、2024年分别…"""
    if not parts or "分别" not in parts[0].lead:
        return False
    years = [int(year) for year in _YEAR.findall(parts[0].lead)]
    follow = all(second - first == 1 for first, second in pairwise(years))
    return len(years) == len(parts) and follow and all(re.fullmatch("、|和|与|及|以及", t.lead) for t in parts[1:])


def _are_periods(parts: Sequence[Term]) -> bool:
    """Whether each part names a month, quarter, half year or year, one after the other."""
    for pattern, order in (
        (_NTH, "一二三四五六七八九"),
        (_MONTH, ""),
        (_QUARTER, "一二三四"),
        (_HALF, "上下"),
        (_YEAR, ""),
    ):
        found = [pattern.findall(part.lead) for part in parts]
        if all(len(names) == 1 for names in found):
            places = [order.index(names[0]) if order else int(names[0]) for names in found]
            return all(second - first == 1 for first, second in pairwise(places))
    return [period_key(part.lead) for part in parts] == ["last", "now"]


def _is_whole(words: str, parts: Sequence[Term], listed: bool) -> bool:
    """Whether the words before a total name the period that the parts make up, or say that they are added."""
    word = _CUMULATED.search(words)
    name, count = word["word"] if word else "", len(parts)
    if name in ("累计", "合计", "共计", "总计", "总共"):
        return _fits(words, parts, listed)
    months = re.search("([两三四五六七八九十])个(?:月|季度)", words)
    if months:
        return chinese_number(months[1]) == count
    if name == "共":
        return listed or "年" in words
    if name == "全年" and count == _HALVES and any("季度" in part.lead for part in parts):
        return False
    sizes = {
        "全年": (2, 4, 12),
        "上半年": (2, 6),
        "半年": (2, 6),
        "两年": (2,),
        "三年": (3,),
        "四年": (4,),
        "五年": (5,),
    }
    if name.endswith("季度"):
        return count == 3 and not any("季度" in part.lead for part in parts)
    return count in sizes.get(name, ())


def _fits(words: str, parts: Sequence[Term], listed: bool) -> bool:
    """Whether a total of a named period (全年累计) has as many parts as that."""
    sizes = {
        "全年": (2, 4, 12),
        "上半年": (2, 6),
        "两年": (2,),
        "三年": (3,),
        "四年": (4,),
        "五年": (5,),
        "季度": (3,),
        "两批": (2,),
        "三批": (3,),
    }
    if "全年" in words and len(parts) == _HALVES and any("季度" in part.lead for part in parts):
        return False
    return all(len(parts) in counts for name, counts in sizes.items() if name in words) or listed
