"""Of what and of when a stated quantity is: the place, body, sector and time that a sentence gives to a number.

Two numbers can contradict one another only where both measure the same. So all that may narrow down what is measured
counts: the words before the name in its clause, the clauses before it, the names of places and headings above. What is
not understood is part of the scope, so that it can only keep two numbers apart.
"""

from __future__ import annotations

import re

from msgspec import Struct

from jzdocs.facts.number import Number
from jzdocs.facts.quantities import fold
from jzdocs.patterns import compiled

# names that stand for one quantity, where a place and a time are given
MEASURE = (
    "率|占比|比重|总量|总额|总数|面积|里程|总值|产值|增加值|收入|支出|余额|产量|人口|存栏|比例|强度|系数|储量|能力|"
    "投资|零售额|销售额|进出口|出口|进口|利润|用电量|发电量|客运量|货运量|吞吐量|保有量|蓄积量|人数|外资|寿命|装机"
)
IS_MEASURE = compiled(rf"(?:{MEASURE})$")
_GOAL = compiled(
    "力争|目标|到20[3-9]|将达|将[增提实新]|预计|计划|规划|争取|确保|不低于|不少于|不超过|以上|以内|左右|假如|假设|比如|例如|如果|国际|警戒|预期(?!寿命)|安排|"
    "拟|要达|要求|标准为|原|曾|一度|最[高低大小多少]|预算数|将要|任务|下一步|明年|测算|建议|模拟|情景|方案"
)
_SCOPE = compiled(
    "全国|全省|全市|全县|全区|全球|世界|主城区|市区|市本级|县城|县域|农村|乡村|城区|城镇|农业|工业|其中|新增|平均|同期|此前|原来|过去|人均|累计|当[月年日季]|每[年月日]|年均|"
    "规模以上|限额以上|平均每|占|比|民营|国有|私营|外商|个体|居民|企业|分别|扣除|可比|不变价|按"
)
_PLACE = compiled(
    r"[\u4e00-\u9fff]{2,3}?(?:省|市|县|区|镇|乡|村|州|盟|旗|街道)|[\u4e00-\u9fff]{2,6}(?:公司|集团|银行|分行|大学|学院|医院|中学|小学|工厂|园区|局|厅|委|站|港|库)"
)
_TIME = compiled(
    r"(?:19|20)\d\d年?[—－\-至]+(?:19|20)?\d\d年|(?:19|20)\d\d年(?:\d{1,2}月)?|上年|去年|今年|前年|本年|第?[一二三四]季度|前[\d一二三四五六七八九十]+个?(?:月|季度)|\d{1,2}[至到]\d{1,2}月|上半年|下半年|前三季度|\d{1,2}[—－\-至]\d{1,2}月|\d{1,2}月|"
    r"“?十[一二三四五六]五”?|[一二三四五六七八九十两\d]+年(?:来|间|以来|累计|共)|同期|年初|期初|以来"
)
# a share without its whole, an action, or a name that every project and body has
_NO_NAME = compiled(
    "占|完成|实现|累计|新增|计划|投入|项目|本|其|该|我|各|总(?:投资|收入|支出|面积|人口|产值|规模|量|额|数)?$|总投资|营业收入$"
)
_THRESHOLD = compiled("(?:突破|迈上|跨越?|站上|跨上|逼近|接近|近|达到?近)[^，。；、\\d]{0,4}$")
_LISTED = compiled(r"\d[^，。；\d]{0,5}(?:、|和|及|与)$")
_LISTED_ON = compiled(r"(?:、|和|及|与)\d|大关|台阶|关口")
_CLAUSE = compiled("[，,：:]")
_FILLER = compiled(
    r"^(?:其中|目前|全年|年末|年底|期末|截至[^，]*|现在|现|我市|我县|我区|我省|同时|此外|另外|并|且|使|已|实现|完成|达到|推动|带动|进一步|(?:19|20)\d\d年(?:底|末|初)?|"
    r"今年|去年|上年|共|累计|主要|总的|一是|二是|三是|四是|五是|[\s　“”、（）()\d.．一二三四五六七八九十])*$"
)
_NEUTRAL_CLAUSE = compiled(
    r"^(?:坚持|推进|加强|实施|围绕|积极|深入|持续|大力|全力|扎实|着力|聚焦|稳步|加快|强化|切实|认真|不断|努力|全面|统筹|严格|有效|狠抓|抓好|完善|健全|优化|提升|推动|促进|落实|突出|"
    r"初步核算|经核算|据统计|据初步统计|按[^，]{2,8}计算|截至|目前|总体看|总的看|一年来|与此同时)|(?:成效|效果|进展|明显|显著|提升|改善|提高|扩大|增强|良好|平稳|向好|顺利|到位)$"
)
# another measure of the same body, as a rule; that it may be of another one, `alone` says
_MEASURED = compiled(rf"[\u4e00-\u9fff]{{2,14}}(?:{MEASURE})(?:达到?|为|完成|是)?(?:约|近|超)?[\d.]+[^\d]{{0,6}}")
_AFTER_NAME = compiled(
    r"(?:(?:由|从)(?:\d{4}年[底末]?)?的?(?:约|近)?[\d.,，]+[^\d，。；]{0,5})?(?:已|约|近|首次|稳定|保持|完成|实现|达到?|到|至|为|是|在|升|降|增长?|减少?|提高?|提升|增加|扩大|缩小|回落|上升|下降|攀升|跃升|发展|的|了|"
    r"：|:|\s|　|\d{4}年(?:底|末)?|年末|年底)*"
)
_PLAIN = compiled(
    r"(?:地区|国内)?生产总值|(?:一般公共预算|财政总?|税收)收入|固定资产投资|社会消费品零售总额|规(?:模以)?上工业增加值|进出口总[额值]|(?:全体)?居民人均可支配收入|"
    r"(?:年末)?常住人口|(?:常住人口)?城镇化率|粮食(?:总)?产量|(?:人均|人口)预期寿命|森林覆盖率|城镇(?:登记|调查)失业率|研发投入强度|空气质量优良|三次产业"
)
_AREA = compiled("^(?:全国|全省|全市|全县|全区|我国|我省|我市|我县|我区)")
_NOT_RESULT = compiled(
    r"目标|任务|安排|部署|打算|计划|建议|下一步|要求|思路|展望|重点工作|规划|预算草案|\d{4}年国家预算|主要工作|(?:\d{4}|今|明)年的?工作$"
)
_RESULT = compiled("回顾|完成情况|执行|总结|成绩|成效|进展|概况|情况|现状")
_HEADING_PLACE = compiled(
    r"[\u4e00-\u9fff]{1,8}(?:市|县|区|镇|乡|村|局|厅|委|公司|集团|学校|大学|学院|中学|小学|医院|厂|所|院|中心|分行|银行|支队|大队|站|港)"
    r"|小学|初中|高中|幼儿园|第[一二三四五六]产业|全国|全省|全市"
)
_NO_PLACE = compiled(
    "城乡|乡村|农村|县域|市区|城区|社区|园区|地区|小区|灾区|库区|景区|牧区|山区|双拥|场所|服务区|入园|办学"
)
_SECTOR = compiled("农业|工业|服务业|城镇|农村")


class Scope(Struct, frozen=True):
    """What a stated quantity is: its `name`, when (`time`, "" where the sentence says nothing), and all that narrows it
    down. `alone`: no other number stands before it in its sentence, `opens`: nothing but a time stands before it.
    `sector` is that of its headings, which keeps it apart from what stands below another sector."""

    name: str
    time: str
    about: frozenset[str]
    alone: bool
    opens: bool = False
    sector: str = ""


_FAR = 600  # characters of a sentence before a number that is understood


def scope_of(sentence: str, number: Number, headings: tuple[str, ...]) -> Scope | None:
    """Return the scope of a number in its sentence below its headings (the nearest last); None where it is a goal, or
    where the sentence is not understood."""
    name = number.subject
    if _NO_NAME.match(name) or _GOAL.search(sentence) or "分别" in sentence or is_plan(headings):
        return None
    first, end = number.quantity.start, number.quantity.end
    if first > _FAR:  # a list rather than a sentence
        return None
    if _THRESHOLD.search(sentence[:first]) or _LISTED.search(sentence[:first]) or _LISTED_ON.match(sentence[end:]):
        return None
    start = max(sentence.rfind(mark, 0, first) for mark in "；;") + 1
    before = fold(sentence[start:first]).rstrip("：:")
    *lead, clause = _CLAUSE.split(before)
    at = clause.rfind(name)
    if at < 0 or not _AFTER_NAME.fullmatch(clause[at + len(name) :]):
        return None
    head = clause[:at]
    narrowing = [words for words in lead if not _says_nothing(words) and not _MEASURED.fullmatch(words)]
    if not _FILLER.match(head) and not _AREA.fullmatch(head):
        narrowing.append(head)
    times = _TIME.findall(before)
    others = [*_CLAUSE.split(fold(sentence[:start])), *lead]
    alone = not any(char.isdigit() for words in others if not _is_plain(words) for char in _TIME.sub("", words))
    about = _about("，".join((*narrowing, head)), headings) | frozenset(narrowing)
    opens = alone and not about and not head and all(_FILLER.match(_TIME.sub("", words)) for words in others)
    return Scope(name, times[-1] if times else _time_of(headings), about, alone, opens, _sector(headings))


def scope_of_table(name: str, title: str, head: str, headings: tuple[str, ...]) -> Scope:
    """Return the scope of the row `name` of a table with this title, in the column under `head`."""
    words = f"{title}，{head}"
    times = _TIME.findall(fold(words))
    time = times[-1] if times else _time_of(headings)
    return Scope(name, time, _about(words.replace(name, ""), headings), alone=True, sector=_sector(headings))


def _about(words: str, headings: tuple[str, ...]) -> frozenset[str]:
    """Return the places, bodies and limits that words and headings name."""
    places = [match[0] for heading in headings for match in _HEADING_PLACE.finditer(_NO_PLACE.sub("", heading))]
    return frozenset((*_PLACE.findall(words), *_SCOPE.findall(words), *places))


def _sector(headings: tuple[str, ...]) -> str:
    return next((match[0] for heading in reversed(headings) if (match := _SECTOR.search(heading))), "")


def is_plan(headings: tuple[str, ...]) -> bool:
    """Whether what stands below these headings is a plan, no result."""
    return any(_NOT_RESULT.search(heading) and not _RESULT.search(heading) for heading in headings)


def is_goal(sentence: str) -> bool:
    """Whether a sentence speaks of a goal, a plan or a case that is only assumed."""
    return bool(_GOAL.search(sentence))


def year_of(text: str) -> str:
    """Return the only year that a heading or title names, "" where it names none or several."""
    years = set(re.findall(r"((?:19|20)\d\d年)", fold(text)))
    return years.pop() if len(years) == 1 else ""


def _time_of(headings: tuple[str, ...]) -> str:
    return next((year for heading in reversed(headings) if (year := year_of(heading))), "")


def _says_nothing(words: str) -> bool:
    """Whether a clause before the name cannot be what it belongs to: a time, an opening, a measure of the whole."""
    plain = _TIME.sub("", words)
    return bool(_FILLER.match(plain) or _NEUTRAL_CLAUSE.search(plain)) or _is_plain(words)


def _is_plain(words: str) -> bool:
    """Whether a clause gives a measure of the whole area (地区生产总值493亿元), no body that others belong to."""
    return bool(_PLAIN.match(_AREA.sub("", _TIME.sub("", words).strip(" 　"))))


def places(title: str) -> frozenset[str]:
    """Return the places and bodies that a title names."""
    return frozenset(match[0] for match in _PLACE.finditer(title))
