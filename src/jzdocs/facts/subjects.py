"""The subject of a number (what it measures), and the period that it belongs to."""

from __future__ import annotations

import re

from jzdocs.facts.chinese import PLACES_RANKED
from jzdocs.facts.number import FALL, RISE, Number
from jzdocs.facts.quantities import Quantity

_CLAUSE = re.compile(r"[，,。；;：:！？!?、\n]")
_LEAD = re.compile(r"^(?:其中|同时|目前|截至目前|“?十[二三四五]五”?(?:期间|以来)?)")
_TAIL = re.compile(r"(?:从|由|自|达到了?|达|已|约|为|是|至|近|超过?|了|共|的|累计达|完成|提升至|分别)+$")
_FAR = 200  # characters: no subject is longer
_YEAR = r"(?:19|20)\d\d年"
_PERIOD = re.compile(
    rf"“?十[一二三四五六]五”?(?:期间|时期|以来|末)|{_YEAR}(?:以来|初至{_YEAR}底|底|末|初|上半年|前三季度)?(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?"
    r"|今年(?:以来|\d{1,2}月|上半年)?|去年|上年|截至目前|(?:五|5|近三|三|近五)年(?:来|间)"
)
_VERBS = (
    "实施了|实施|累计投资|累计改造|累计建设|累计制定出台|累计|开工建设|建成投用|(?:建成|投用|投产)后|建成了?(?!区)|建设|新建改建|新建改造|新改扩建|新建|改扩建|改建|扩建|迁建|改造|"
    "打造|完成|新增|开展|推进|推广|覆盖|惠及|拥有|共有|现有|设立|开设|创新开放|开放|创新|成为|获批|获评|获得|获|入选|连续|达到|达|"
    "为|对|有|使|让|将|把|形成|构建起?|制定|出台|引进|培育|补充|组建|合作共建|同步对|提标|提质|认定扶持|配套建成|开发|共|其中|全市|全省|全国|全县|全区|我市|我省|我县|我区|"
    "实现|申报|解决|化解|发放|安排|投入资金|投入|配备|招聘|调查|排查|鉴定确认|扩容|推动|联合|预计|力争|约|全年|年末|年底|先后|主城区|我们|我校|我院|调集|筹集|撬动|受理|发生|"
    "接待|已经|已|还|也|再(?!生|贷|就)|开工|建立|创建|吸引|选派|举办|召开|落实|争取|下达|拨付|查处|拆除|购置|投放|修建|铺设|栽植|"
    "在(?!校|孵|园|册|建|岗|职|编|库|线|营|读)"
)
_LEADING = re.compile(rf"^(?:(?:{_VERBS})(?![率量额值数度面])|、|(?:和|与|及|并|以及)(?=(?:{_VERBS})[\u4e00-\u9fff]))+")
_STOPS = (
    "进行|实施|开展|享受|组成|通过|全部|等|安心|建成|形成|构成|授信|融资|陆续|累计|年均|和|与|及|或|实现|提供|改造|安装|开设|获|的|被|均|在|已|"
    "并|为|将|参加|受益|参与|入选|达到|达|通了|落地|左右|以上|以下|投产|开工|优化|发展|扩展|拓展|延长|调整|跃升|恢复|就业|创业|"
    rf"{RISE}|{FALL}"
)
_NOUN = re.compile(
    rf"^(?:的)?((?:“[^”]{{1,12}}”)?[\u4e00-\u9fffA-Za-z·]{{0,14}}?)(?=[，。；、：,;（()）\d“]|$|{_STOPS})"
)
_BASE_WORDS = ("比", "较", "同", "是")  # before a period that is only compared with
_PLACES = frozenset("县市区镇乡村省")
_CLAUSE_OR_BRACKET = re.compile(r"[，,。；;：:！？!?\n…]|[（(](?![^）)]*[）)])")
_LONGEST = 120  # characters of a clause that are looked at
_COUNTING = re.compile(
    r"[个名位户家所座栋幢套部台辆架艘条项件批次届场间盏处县区市镇乡村种支只头株棵册篇本门班起例宗笔款张枚颗片段层人道口眼万列趟尾羽箱幅首集]"
)
_PER = "(?:每[人户名天日月年亩套辆吨](?:次|均)?)"
_TRAIL = re.compile(
    rf"(?:{RISE}|{FALL}|同比|环比|年均|平均|分别|新增|仅|已|均|位居|位列|分列|排名|居|由|从|自|达|以|突破|实现|完成|超过|不少于|不低于|不超过|在|比常年|"
    rf"控制|稳定|保持|首次|预计|降|调整|恢复|同期|折合|相当于|力争|累计|共计|总计|高达|接近|将近|有望|优化|还|再|每年|按计划|{_PER})+(?:了|至|到|成|为)?$"
)
_BASE = re.compile(
    rf"(?:比|较|与)(?:{_YEAR}|上年|去年|年初|上月|上季度|同期|常年|计划|往年)(?:同期|末|底|初)?(?:相比)?$"
)
_BARE = re.compile(r"^(?:总量|总数|数量|规模|累计|总计)$")
_OF_IT = re.compile(r"^(?:增速|增幅|涨幅|降幅|增长率|同比增速|占比|比重)$")
_COMPARED = re.compile(r"^(?:增速|增幅)?(?:高于|低于|快于|好于|多于|少于|优于|高出|低于|超出)|^(?:比|较).{2,}")
_RECKONED = re.compile(r"^按.{1,12}(?:汇率|价格|口径|标准)?(?:计算|折合|测算)?$")
_RANK_SCOPE = re.compile(
    r"(?:保持|以|位居|位列|排名|排在|名列|列|居|连续|蝉联|总量|总数|数量|规模|我|今年)*"
    rf"(?:{PLACES_RANKED})[^，。]{{0,4}}$"
)
_VERB_BEFORE_NOUN = re.compile(rf"^.*(?:{RISE}|{FALL})(?<!新增)(?=[\u4e00-\u9fff]{{2,}}$)")
_IS_RATE = re.compile("占|增速|增幅")
_AMOUNT = r"[约近超]?\d[\d.,]*[万亿]?[余多]?(?:个百分点|[%‰]|[\u4e00-\u9fff]{1,2})?$"


def period(text: str, number: Number) -> str | None:
    """Return the last period that the sentence names before a number, as printed without quotes, else None."""
    if number.kind in ("date", "label"):
        return None
    end = number.quantity.start
    start = max((m.end() for m in re.finditer(r"[。！？\n]", text[:end])), default=0)
    periods = [
        match[0]
        for match in _PERIOD.finditer(text, start, end)
        if text[match.start() - 1 : match.start()] not in _BASE_WORDS
    ]
    return re.sub("[“”]", "", periods[-1]) if periods else None


def subject(text: str, number: Number, before: Number | None) -> str:
    """Return what a number measures: the noun that it counts, where one follows; else the words before it; else what
    the number before it measures."""
    quantity = number.quantity
    lead = _lead(text, number, before)
    if number.kind == "rank":
        return _subject_of_rank(text, number, lead, before)
    words = _LEADING.sub("", lead)
    noun = _noun_behind(text, quantity)
    counts = bool(_COUNTING.search(quantity.unit[-1:])) or (not quantity.base_unit and bool(quantity.unit))
    # 人口20万以上的县: the people are counted
    modifies = text[quantity.end : quantity.end + 1] == "的" and len(words) >= 2
    if len(noun) >= 2 and (counts or len(words) < 2) and not modifies:
        return noun
    if quantity.base_unit in _PLACES and len(words) < 2:
        return quantity.base_unit
    if number.kind in ("increase", "decrease"):
        words = _VERB_BEFORE_NOUN.sub("", words)
    return _completed(words, before.subject if before else "") or noun or lead


def _noun_behind(text: str, quantity: Quantity) -> str:
    """Return the noun behind a quantity, "" where there is none."""
    match = _NOUN.match(text[quantity.end :])
    return match[1] if match else ""


def _completed(words: str, previous: str) -> str:
    """Return the words before a number as its subject. Words that mean something only together with the subject of
    the `previous` number (总量, 占比, 增速, 高于…) are completed or replaced by that."""
    if previous and _BARE.match(words):
        return previous
    if (words.startswith("占") and len(words) > 1) or _OF_IT.match(words):
        completes = previous and not previous.endswith(words) and not _IS_RATE.search(previous)
        return previous + words if completes else words
    if len(words) >= 2 and not (previous and (_COMPARED.match(words) or _RECKONED.match(words))):
        return words
    return previous


def _subject_of_rank(text: str, number: Number, lead: str, before: Number | None) -> str:
    """Return what is ranked: the words before the rank without its scope (全国), else the clause before, else what the
    number before measures."""
    own = _TRAIL.sub("", _RANK_SCOPE.sub("", lead))
    if len(own) >= 2:
        return own
    clause = _clause_before(text, number.quantity.start)
    return before.subject if before and before.subject and (_COMPARED.match(clause) or len(clause) < 2) else clause


def _lead(text: str, number: Number, before: Number | None) -> str:
    """Return the words before a number: from its clause's beginning, or from the number before it in the clause,
    without prepositions and the like that only lead to it."""
    end = number.quantity.start
    near = max(0, end - _LONGEST)
    start = near + max((m.end() for m in _CLAUSE_OR_BRACKET.finditer(text[near:end])), default=0)
    if before and before.quantity.end > start:  # an age belongs to the name: 60岁以上老年人口
        last = before.quantity
        bound = last.approx in ("以上", "以下") and text[last.end : last.end + 1] == "的"
        age = last.base_unit == "岁" and number.kind == "level"
        start = start if bound else last.start if age else last.end
    words = subject_of(text[start:end], end - start)
    words = _TRAIL.sub("", _PERIOD.sub("", _BASE.sub("", _TRAIL.sub("", words))).rstrip("的"))
    return words.strip("，,、的和与及 ”“" if words.count("“") != words.count("”") else "，,、的和与及 ")


def _clause_before(text: str, end: int) -> str:
    """Return the clause before the one that ends at `end`, without its numbers."""
    clauses = re.split(r"[，,。；;\n]", text[:end])
    words = clauses[-2] if len(clauses) > 1 else ""
    return re.sub("中$", "", _LEADING.sub("", re.sub(_AMOUNT, "", words)))


def subject_of(text: str, position: int) -> str:
    """Return the words before `position` in its clause, without those that only lead to a quantity there: what the
    quantity measures, as a rule."""
    words = _CLAUSE.split(text[max(0, position - _FAR) : position])[-1].strip(" 　")
    words = _TAIL.sub("", _LEAD.sub("", words))
    return words.strip("，,、 　")
