"""What a text says with its numbers: every quantity with its kind, what it measures, the period it belongs to, and its partner (the other
end of a change, or the level that it is the increase of).

Arabic numerals are found by `quantities`; Chinese ones only where they count (第二, 两成, 三分之一, 百分之八, 翻一番, 二十五条): in prose
they are words (一体化, 多元).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from jzdocs.facts.numerals import NUMERAL, chinese_number
from jzdocs.facts.pairs import subject_of
from jzdocs.facts.quantities import Quantity, quantities

Kind = Literal["level", "increase", "decrease", "from", "to", "rank", "date", "ordinal", "label"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text, and what the text says of it. `group` is a number that partners share, or None."""

    quantity: Quantity
    kind: Kind
    subject: str = ""
    group: int | None = None
    period: str | None = None


# a text longer than this is read piece by piece; numerals are no longer than this
_LONG = 1000
_N = f"[{NUMERAL}]"
_NS = f"{_N}{{1,12}}"
_CHINESE = re.compile(
    rf"(?P<plan>十[一二三四五六]五)(?=[”\"]|规划|期间|时期|以来|末|开局)"
    rf"|第(?P<nth>{_N}+|\d+)(?P<place>位|名)?(?P<nth_unit>次|批|届|期|章|条|个|轮|季度|阶段|产业|代|版|号|类|部分|节)?"
    rf"|百分之(?P<percent>{_N}+(?:点{_N}+)?)"
    rf"|(?P<below>{_NS})分之(?P<above>{_NS})"
    rf"|(?P<tenths>[一二三四五六七八九两](?:点[一二三四五六七八九])?|\d(?:\.\d)?)成(?P<half>[一二三四五六七八九半])?(?![为立员效果长功熟就都交本色品型套批语])"
    rf"|翻(?:了)?(?P<double>[一二两三四])?番"
    rf"|(?P<count>[二三四五六七八九]?十[一二三四五六七八九]?|{_N}{{3,12}})(?P<count_unit>[个条项件所家户人名位次倍年月天座种岁万亿])(?![一贯])"
    rf"|(?P<years>[一二三四五六七八九十两])年(?=[来间]|以来)"
)
_PLACES_RANKED = "全国|全省|全市|全球|世界|中部|西部|东部|国内|省内"
_SCOPE = re.compile(
    r"(?:位居|位列|排名|排在|排|名列|列|居|连续\d+年|总量|总数|数量|规模|蝉联)?"
    rf"(?:{_PLACES_RANKED}|我省)[^，。；、]{{0,6}}$"
)
_RANKED = re.compile(r"(?:位居|位列|排名|排在|名列|居|列|升至|跃居|跃升至|第一方阵)[^，。；]{0,8}$")
_CLAUSE_START = re.compile(r"[，,。；;：:！？!?\n]")
RISE = "增长(?![率点极])|增加(?![值额])|增产|增收|净增|增(?![加值量速幅产收长])|提高|提升|上升|上涨|扩大|攀升|涨|升高"
FALL = "下降|降低|减少|减轻|减产|减(?![排速负产])|压减|缩小|缩短|缩减|回落|下滑|收窄|节约|节省|下调"
_BY = r"(?:了|约|近|超过?|达到?|为|率为|率达|幅度?达?|共|合计|约为)*$"
_INCREASE = re.compile(rf"(?:{RISE}){_BY}")
_DECREASE = re.compile(rf"(?:{FALL}){_BY}")
_TO = re.compile(
    rf"(?:{RISE}|{FALL}|发展|拓展|扩容|跃升|扩展|延长|压缩|控制)(?:至|到|为|成)(?:了|约|近|超过?|的)*(?:\d{{4}}年(?:底|末|初)?的?)?(?:约|近|超过?)*$"
)
_FROM = re.compile(r"(?:从|由|自)(?:最初的|原来的|原先的|过去的|上年的|去年的|的)?(?:\d{4}年(?:底|末|初)?的?)?$")
_NEW = re.compile(r"(?:新增|净增)(?:加)?[\u4e00-\u9fff]{0,14}$")
_LESS = re.compile(rf"(?:{FALL})[\u4e00-\u9fff]{{1,12}}$")
_MORE = re.compile(r"(?:增加(?![值额])|增收)[\u4e00-\u9fff]{1,10}$")
_RATES = frozenset(("%", "％", "‰", "个百分点", "百分点", "倍", "℃"))
_COUNTS = frozenset("个所座项条件家户名位栋套部台辆间盏处批次")
_PERIOD = re.compile(
    r"“?十[一二三四五六]五”?(?:期间|时期|以来|末)|(?:19|20)\d\d年(?:以来|初至(?:19|20)\d\d年底|底|末|初|上半年|前三季度)?(?:\d{1,2}月(?:\d{1,2}日)?)?"
    r"|今年(?:以来|\d{1,2}月|上半年)?|去年|上年|截至目前|(?:五|5|近三|三|近五)年(?:来|间)"
)


def figures(text: str) -> list[Figure]:
    """Every figure of a paragraph, in the order of the text."""
    if len(text) <= _LONG:
        return list(_described(text, related(text)))
    out: list[Figure] = []
    for start, end in _pieces(text):
        groups = _groups(out)
        for figure in _described(text[start:end], related(text[start:end])):
            quantity = replace(figure.quantity, start=figure.quantity.start + start, end=figure.quantity.end + start)
            out.append(replace(figure, quantity=quantity, group=figure.group + groups if figure.group else None))
    return out


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """A very long text in pieces that end with a sentence or a clause: looking back stays cheap."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _LONG)
        if end < len(text):
            cut = max(text.rfind(mark, start + 1, end) for mark in "。；\n")
            cut = cut if cut > start else max(text.rfind(mark, start + 1, end) for mark in "，,、 ")
            end = cut + 1 if cut > start else end
        yield start, end
        start = end


def related(text: str) -> list[Figure]:
    """The figures of a paragraph with their kinds and partners, but without what they measure."""
    arabic = list(quantities(text))
    taken = [(q.start, q.end) for q in arabic]
    chinese = [(q, kind) for q, kind in _chinese(text) if not any(a < q.end and q.start < b for a, b in taken if not _within(a, b, q))]
    chinese = [(q, _kind(text, q) if kind == "level" else kind) for q, kind in chinese]
    covered = [(q.start, q.end) for q, _ in chinese]
    found = [Figure(q, kind) for q, kind in chinese]
    found += [Figure(q, _kind(text, q)) for q in arabic if not any(a <= q.start < b for a, b in covered)]
    found.sort(key=lambda f: f.quantity.start)
    found = _paired(text, found)
    found = _shared_out(text, found)
    return _with_levels(text, found)


def _within(start: int, end: int, quantity: Quantity) -> bool:
    return quantity.start <= start and end <= quantity.end


def _chinese(text: str) -> Iterator[tuple[Quantity, Kind]]:
    for match in _CHINESE.finditer(text):
        made = _read_chinese(text, match)
        if made:
            yield made


def _read_chinese(text: str, match: re.Match[str]) -> tuple[Quantity, Kind] | None:
    def quantity(value: Decimal, unit: str, amount: Decimal | None = None, base: str | None = None) -> Quantity:
        plain = unit if base is None else base
        return Quantity(match.start(), match.end(), match[0], value, unit, value if amount is None else amount, plain, None, "level")

    if match["plan"]:
        value = chinese_number(match["plan"][:2])
        return (quantity(value, ""), "label") if value is not None else None
    if match["nth"]:
        return _nth(text, match, quantity(_value(match["nth"]), match["nth_unit"] or "")) if _readable(match["nth"]) else None
    if match["percent"]:
        return (quantity(_value(match["percent"]), "%"), "level") if _readable(match["percent"]) else None
    if match["below"]:
        below, above = chinese_number(match["below"]), chinese_number(match["above"])
        return (quantity((above / below).quantize(Decimal("0.0001")).normalize(), ""), "level") if below and above is not None else None
    if match["tenths"]:
        value = _value(match["tenths"]) * 10
        value += {"半": 5}.get(match["half"], _value(match["half"]) if match["half"] and match["half"] != "半" else 0) if match["half"] else 0
        return quantity(value, "%"), "level"
    if match[0].startswith("翻"):
        return quantity(Decimal(2) ** int(_value(match["double"] or "一")), "倍"), "increase"
    name = "count" if match["count"] else "years"
    if not _readable(match[name]):
        return None
    unit = match["count_unit"] if name == "count" else "年"
    quoted = text[match.start() - 1 : match.start()] in ("“", "《") or text[match.end() : match.end() + 1] in ("”", "》")
    return quantity(_value(match[name]), unit), "label" if quoted else "level"


def _readable(text: str) -> bool:
    return text.isdigit() or chinese_number(text) is not None


def _value(text: str) -> Decimal:
    found = Decimal(text) if text.replace(".", "").isdigit() else chinese_number(text)
    return found if found is not None else Decimal(0)


def _nth(text: str, match: re.Match[str], quantity: Quantity) -> tuple[Quantity, Kind]:
    """第N: a rank where its scope stands before it, a part of a name before a noun, else an ordinal."""
    before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 2]
    if match["place"]:
        return quantity, "rank"
    if match["nth_unit"]:
        return quantity, "ordinal"
    if _SCOPE.search(before) or _RANKED.search(before):
        return quantity, "rank"
    if after[:1] and "\u4e00" <= after[0] <= "\u9fff" and after[0] not in "的，、。；和与及":
        return quantity, "label"
    return quantity, "ordinal"


def _kind(text: str, quantity: Quantity) -> Kind:
    if quantity.kind != "level":
        return quantity.kind
    before = text[max(0, quantity.start - 24) : quantity.start]
    clause = _CLAUSE_START.split(before)[-1]
    if _TO.search(clause):
        return "to"
    counted = quantity.base_unit[:1] in _COUNTS and quantity.base_unit not in _RATES
    if not (counted and re.search(r"(?:提升|提高|扩大)(?:约|近|超)*$", clause)):
        if _INCREASE.search(clause):
            return "increase"
    if _DECREASE.search(clause):
        return "decrease"
    if _NEW.search(clause) or (_MORE.search(clause) and not counted):
        return "increase"
    if _LESS.search(clause) and not counted:
        return "decrease"
    return "level"


def _paired(text: str, found: Sequence[Figure]) -> list[Figure]:
    """The two ends of each change, with one group."""
    out = list(found)
    levels = [i for i, f in enumerate(out) if f.kind in ("level", "to") and f.quantity.base_unit is not None]
    number = 0
    for first, second in itertools.pairwise(levels):
        a, b = out[first].quantity, out[second].quantity
        between = text[a.end : b.start]
        if a.base_unit != b.base_unit or out[second].kind != "to" or len(between) > 30 or re.search(r"[。；;\n]", between):
            continue
        led = _FROM.search(text[max(0, a.start - 40) : a.start]) or not re.search(r"[，,、]", between)
        if led and out[first].kind != "to":
            number += 1
            out[first] = replace(out[first], kind="from", group=number)
            out[second] = replace(out[second], kind="to", group=number)
    return out


def _groups(found: Sequence[Figure]) -> int:
    return max((f.group for f in found if f.group), default=0)


def _shared_out(text: str, found: Sequence[Figure]) -> list[Figure]:
    """分别增长369公里和1750万平方米: each increase belongs, in order, to one of the levels before."""
    out = list(found)
    for match in re.finditer(rf"分别(?:同比|较上年)?(?P<verb>{RISE}|{FALL})(?:了|约|近|超|至|到)*", text):
        run = _run_from(text, out, match.end())
        start = max((m.end() for m in re.finditer(r"[。；\n]", text[: match.start()])), default=0)
        before = [i for i, f in enumerate(out) if start <= f.quantity.start < match.start() and f.kind in ("level", "to") and not _lasts(f)]
        if len(run) < 2:
            continue
        kind: Kind = "to" if match[0].endswith(("至", "到")) else "increase" if re.fullmatch(RISE, match["verb"]) else "decrease"
        names = _names(text[start : match.start()], len(run))
        for place, index in enumerate(run):
            level = before[place - len(run)] if len(before) >= len(run) else None
            number = _groups(out) + 1 if level is not None else None
            out[index] = replace(out[index], kind=kind, group=number, subject=names[place] if level is None and names else "")
            if level is not None:
                out[level] = replace(out[level], group=number)
    return out


def _names(text: str, count: int) -> list[str]:
    """The last names of a list (事故起数、死亡人数同比) that `分别` refers to."""
    clause = re.split(r"[，,；;]", text)[-1]
    names = [name for name in re.split(r"、|和|及|与", re.sub(r"(?:同比|环比|均|也|则|年均)+$", "", clause)) if name]
    return names[-count:] if len(names) >= count else []


def _lasts(figure: Figure) -> bool:
    """Whether it is a length of time."""
    return figure.quantity.base_unit in ("年", "天", "周", "季度", "小时", "分钟")


def _run_from(text: str, found: Sequence[Figure], start: int) -> list[int]:
    """The figures of a list (A、B和C) that begins at `start`."""
    run: list[int] = []
    for index, figure in enumerate(found):
        quantity = figure.quantity
        if quantity.start < start:
            continue
        if not re.fullmatch(r"(?:、|和|及|与|，)?(?:约|近|超)?", text[start : quantity.start]):
            break
        run.append(index)
        start = quantity.end
    return run


def _with_levels(text: str, found: Sequence[Figure]) -> list[Figure]:
    """An increase whose clause names nothing of its own belongs to the level before it: 达1938公里，同比增长5.6%."""
    out = list(found)
    for index, figure in enumerate(out):
        if figure.kind not in ("increase", "decrease") or figure.group or not index:
            continue
        level = out[index - 1]
        between = text[level.quantity.end : figure.quantity.start]
        alone = re.fullmatch(
            rf"[，,（(、]*(?:同比|环比|[比较](?:上年|去年|年初|上月|\d{{4}}年)(?:同期|末|底)?|年均|五年间|名义|实际|累计)*(?:{RISE}|{FALL}){_BY[:-1]}",
            between,
        )
        if not alone or _lasts(level):
            continue
        if level.kind in ("level", "to") and not level.group:
            number = _groups(out) + 1
            out[index - 1] = replace(level, group=number)
            out[index] = replace(figure, group=number)
        elif level.group:  # the end of a change, or another increase of the same level
            out[index] = replace(figure, group=level.group)
    return out


_VERBS = (
    "实施了|实施|累计投资|累计改造|累计建设|累计制定出台|累计|建成了?|建设|新建|改造|打造|完成|新增|开展|推进|覆盖|惠及|拥有|共有|现有|设立|创新开放|开放|创新|"
    "成为|获得|获|入选|连续|达到|达|为|对|在|有|使|让|将|把|形成|构建起?|制定|出台|引进|培育|补充|组建|合作共建|同步对|提标|提质|新改扩建|认定扶持|配套建成|开发|共|其中|全市|全省|全国|"
    "实现|申报|解决|化解|发放|安排|投入|配备|招聘|调查|排查|鉴定确认|扩容|推动|联合|预计|约|全年|先后|新建改造|主城区"
)
_LEADING = re.compile(rf"^(?:{_VERBS}|、)+")
_STOPS = (
    "进行|实施|开展|享受|组成|通过|全部|等|安心|建成|形成|构成|授信|融资|陆续|累计|年均|和|与|及|或|实现|提供|改造|安装|开设|获|的|被|均|在|已|"
    "并|为|将|参加|受益|参与|入选|达到|达|通了|落地|左右|以上|以下|投产|开工"
)
_NOUN = re.compile(rf"^(?:的)?((?:“[^”]{{1,12}}”)?[\u4e00-\u9fffA-Za-z·]{{0,14}}?)(?=[，。；、：,;（()）\d“]|$|{_STOPS})")
_PLACES = frozenset("县市区镇乡村省")
_CLAUSE_OR_BRACKET = re.compile(r"[，,。；;：:！？!?\n]|[（(](?![^）)]*[）)])")
_COUNTING = re.compile(
    r"[个名位户家所座栋幢套部台辆架艘条项件批次届场间盏处县区市镇乡村种支只头株棵册篇本门班起例宗笔款张枚颗片段层人道口眼万]"
)
_TRAIL = re.compile(
    rf"(?:{RISE}|{FALL}|同比|环比|年均|平均|分别|新增|仅|已|均|总量|位居|位列|排名|居|由|从|自|达|以|突破|实现|完成|超过|不少于|不低于|在|比常年|偏多|偏少)+"
    r"(?:了|至|到)?$"
)
_RANK_SCOPE = re.compile(
    r"(?:保持|以|位居|位列|排名|排在|名列|列|居|连续|蝉联|总量|总数|数量|规模|我|今年)*"
    rf"(?:{_PLACES_RANKED})[^，。]{{0,4}}$"
)


def _described(text: str, found: Sequence[Figure]) -> Iterator[Figure]:
    """The figures with what they measure and when."""
    before: Figure | None = None
    ends: dict[int, str] = {}
    for figure in found:
        subject = figure.subject
        if figure.group in ends:
            subject = ends[figure.group or 0]
        elif not subject and figure.kind not in ("date", "label", "ordinal") and not _lasts(figure):
            subject = _subject(text, figure, before)
        if figure.group:
            ends.setdefault(figure.group, subject)
        kind = figure.kind
        if kind == "level" and before and before.kind == "increase" and _goes_on(text, before, figure):
            kind = "increase"
        made = replace(figure, kind=kind, subject=subject, period=_period(text, figure))
        yield made
        if kind not in ("date", "label", "ordinal"):
            before = made


def _goes_on(text: str, before: Figure, figure: Figure) -> bool:
    """新增23个名村和134个历史建筑: the second is counted as the first is."""
    between = text[before.quantity.end : figure.quantity.start]
    return bool(re.fullmatch(r"[\u4e00-\u9fff“”]{1,14}(?:和|、|与|及)", between))


def _period(text: str, figure: Figure) -> str | None:
    if figure.kind in ("date", "label"):
        return None
    end = figure.quantity.start
    start = max((m.end() for m in re.finditer(r"[。！？\n]", text[:end])), default=0)
    said = [m for m in _PERIOD.finditer(text, start, end) if text[m.start() - 1 : m.start()] not in ("比", "较", "同", "是")]
    return re.sub("[“”]", "", said[-1][0]) if said else None


def _subject(text: str, figure: Figure, before: Figure | None) -> str:
    """What a figure measures: the noun that it counts, where one follows; else the words before it; else what the figure before it measures."""
    quantity = figure.quantity
    lead = _lead(text, figure, before)
    if figure.kind == "rank":
        own = _TRAIL.sub("", _RANK_SCOPE.sub("", lead))
        return own if len(own) >= 2 else _clause_before(text, quantity.start)
    noun = _NOUN.match(text[quantity.end :])
    name = noun[1] if noun and not (noun[1].startswith("“") and "”" not in noun[1]) else ""
    counts = bool(_COUNTING.search(quantity.unit[-1:])) or (not quantity.base_unit and bool(quantity.unit))
    words = _LEADING.sub("", lead)
    modifies = text[quantity.end : quantity.end + 1] == "的" and len(words) >= 2  # 人口20万以上的县: the people are counted
    if len(name) >= 2 and (counts or len(words) < 2) and not modifies:
        return name
    if quantity.base_unit in _PLACES and len(words) < 2:
        return quantity.base_unit
    if figure.kind in ("increase", "decrease"):
        words = re.sub(rf"^.*(?:{RISE}|{FALL})(?=[\u4e00-\u9fff]{{2,}}$)", "", words)
    if len(words) >= 2:
        return words
    return (before.subject if before else "") or name or lead


def _lead(text: str, figure: Figure, before: Figure | None) -> str:
    """The words of a figure's clause before it, behind the figure that precedes it there, without what only leads to it."""
    start = max((m.end() for m in _CLAUSE_OR_BRACKET.finditer(text[: figure.quantity.start])), default=0)
    if before and before.quantity.end > start:
        start = before.quantity.end
    words = subject_of(text[start : figure.quantity.end], replace(figure.quantity, start=figure.quantity.start - start))
    words = _TRAIL.sub("", _PERIOD.sub("", _TRAIL.sub("", words)).rstrip("的"))
    return words.strip("，,、的和与及 ”“" if words.count("“") != words.count("”") else "，,、的和与及 ")


def _clause_before(text: str, end: int) -> str:
    """The clause before the one that holds `end`, without its figures."""
    clauses = re.split(r"[，,。；;\n]", text[:end])
    words = clauses[-2] if len(clauses) > 1 else ""
    return re.sub("中$", "", _LEADING.sub("", re.sub(r"[约近超]?\d[\d.,]*[万亿]?[余多]?(?:[%‰]|[\u4e00-\u9fff]{1,2})?$", "", words)))
