"""What words tell an editor: what a figure may be called, how much it counts, whether it is a result or a goal, and
which years a change lies between."""

from __future__ import annotations

import re
from functools import lru_cache

from jzdocs.facts.quantities import fold
from jzdocs.patterns import compiled
from jzdocs.proposals.passages import Change, Figure, Passage

_MEASURES = (
    "生产总值|增加值|播种面积|种植面积|养殖面积|销售面积|施工面积|竣工面积|总产值|产值|总值|总额|总量|总收入|收入|总支出|支出|预算|余额|产量|总产|面积|里程|率|比重|占比|比例|人口|"
    "人数|人次|投资|投资额|利润|零售额|销售额|交易额|成交额|成交金额|营业额|顺差|逆差|进出口|出口|进口|规模|容量|能力|强度|指数|寿命|年限|"
    "就业|实际使用外资|外资|税收|标准|水平|密度|价格|单价|装机|蓄积量|储量|天数|存栏|出栏|养老金|工资|花费|资产|负债|浓度|降水量|倍差|满意度|赤字|费用|成本|经费|补助"
)
_IS_MEASURE = compiled(rf"(?:{_MEASURES}|[\u4e00-\u9fff]{{2}}[量额值数度])$")
_TAIL = compiled(rf"(?:{_MEASURES})+$")
_IS_RATE = compiled(
    r"(?:率|比重|占比|比例|满意度|合格度|集中度|开放度|依存度|贡献度|强度|份额|水平|指数|程度|面|比率)$"
)
_RATES = ("%", "％", "‰")
_COUNTERS = compiled(
    r"^(?:个|家|户|所|座|栋|幢|套|部|台|辆|架|艘|件|项|张|处|条|名|人|位|人次|头|只|株|棵|册|支|种|对|枚|颗|份|门|班|艘|宗|笔)$"
)
_NO_UNITS = compiled(
    r"(?:年|月|日|天|届|批|次|县|级|期|季度|周|小时|分钟|秒|时|个月|个?工作日|个小时|区|市|省|镇|乡|村|第|类|场|点|分|号|章|亿|万|个?百分点|位|倍|个?基点)"
)
_TIME_AND_PLACE = compiled(
    r"^(?:初步核算|据初步统计|据统计|全年|年末|年底|期末|本年|今年|当年|本年度|上半年|前三季度|一季度|截至[^，]{0,6}|目前|现(?![金代货场状有役])|累计|累积|共计|共(?![同享建有和])|合计|总计|其中|另外|此外|"
    r"我国|全国|中国(?!移动|电信|联通)|预计|实现|完成|达到|达|年(?=国内|粮食|社会|财政)|五年|拥有|共有|现有|实有|建成(?!区)|新建(?![住商])|建设(?!用地|投资|银行)|全部|同时|[①-⑳]|[、，；：])+"
)
_LEFT_OVER = compiled(
    r"(?:突破|实现|完成|达到|达|共有|为|约|居|共|是|已|均|实际|累计|分别|合计|迈上|①|②|③|④|⑤|⑥|⑦|⑧|⑨|\[\d+\]|［\d+］)+$"
)
_BRACKETS = compiled(r"[（(][^）)]*[）)]|[①-⑳]|[\[［]\d+[\]］]")
_NO_LABEL = compiled(
    r"[\d０-９，。；：、！？,;:（）()\[\]［］%％/…—]|控制在|稳定在|保持在|力争|争取|拟|以及|以上|以下|左右|不低于|不超过|的|其中|同比|比上年|较上年|环比|第[一二三四五六七八九十]+(?!产业)"
    r"|^(?:由|从(?!业|教)|自(?![然主动有行备营治贸来])|在(?![校建册岗线编营库职])|对(?![外口])|为(?!民)|将|把|被|让|与|和(?![平谐美田])|及(?![格时])|或|以(?!上)|于|"
    r"并(?![购网])|还(?![款建林])|就(?![业医诊])|要(?!素)|每[^千万百十人户亩]|比(?![重例率])|较|占(?!比)|达(?!标)|超(?![市低级高声算导])|约|该|此|这|仅|只|均(?![衡价])|"
    r"都(?!市)|也|已|再(?![生贷就造制])|效|来|加上|带动|吸收|五年|此|外贸易|外承包|签订|授予|参加|入驻|办理|审结|发出|发放)"
    r"|(?:由|从|自|在|对|将|把|被|与|和|及|或|比|较|占|等|了|到|至|向|给|按|有|共|于|合计|小计|突破|增加|减少|提高|新增|其余)$"
    r"|我们|帮助|支持了|组织|落实|安排|统一|提前|推动|推进|确保|允许|要求|用于|实施|力度|加大|等\w|增长|下降|提升至|降至|升至|高于|低于|实现|完成|达到|百强|排名|位次|榜|到(?![户位期岸账])|此项|大关|台阶|预计|(?<![年月季])度(?=[净归营扣])|今天|今日|已经|将(?!军)|最初|从(?!业|教)|(?<![自理缘])由|影响|单列|命名|纳入|出行|^一(?!般|次|线)"
    r"|^(?:度(?!假)|期(?![货权刊])|份(?!额)|型|得(?![分票])|了|管(?![网理道廊])|区(?![域间块])|其(?!他)|市外|年(?![均产度末轻薪]))"
)
_VERB_AT_END = compiled(
    r"(?:整合|合并|压减|精简|加装|穿行|发布|授权|配备|改造|完成|开展|资助|培训|发放|支持|选派|建成|投产|开工|退出|淘汰|签约|落地|达标|惠及|服务|整治|治理|建设|处理|审结|受理|查处|提升|优化|提出|启用|运行|投用|通车|获批|入选|上市)$"
)
_GOAL = compiled(
    "力争|目标|预期|争取|确保|不低于|不少于|不超过|拟(?:安排|新增|发行)|将(?:达|新增|突破)|要(?:达到|新增|完成|实现|稳定|保持)|计划(?:新增|完成|投资|安排|实施)|规划|"
    "建议|明年|下一步|到20[3-9]|到“十五五”|未来|今后|预计(?:到|今年|明年|全年)|按.{0,8}计划|任务(?!完成)"
)
_PLAN_HEADING = compiled(
    r"目标|任务|安排|部署|打算|计划|建议|下一步|要求|思路|展望|工作重点|重点工作|规划|纲要|措施|主要工作|工作要点|主要考虑|政策取向|总体要求|原则|(?:\d{4}|今|明)年的?工作$"
)
_RESULT_HEADING = compiled("回顾|完成情况|执行|总结|成绩|成效|进展|概况|情况|成就|现状|形势|公报")
_PLAN_VERB = compiled(
    r"^(?:第[一二三四五六七八九十]+[章篇节部分]*|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])?[　\s]*"
    r"(?:加快|推进|强化|深化|加大|实施|实行|坚持|着力|切实|全面|大力|持续|进一步|促进|"
    r"完善|健全|提升|提高|构建|建设|发展(?!概况|情况)|保持|协调|采取|奋力|深入|积极|统筹|优化|加强|推动|扎实|开展|改善|创新|做好|抓好|扩大|增强|努力|牢牢|稳步|严格|巩固|"
    r"纵深|打造|培育|壮大|夯实|筑牢|聚焦|突出|更加|激发|用好|建立)"
)
_ASIDE = compiled(
    r"^(?:\s*(?:注|注释|附注|说明|备注|名词解释|数据来源|资料来源)[：:]|\s*[①-⑳]|\s*[\[［]\d+[\]］]|\s*\[\^?\d+\])|是指|指的是|指标解释|口径"
)
_ASIDE_HEADING = compiled("注释|名词解释|附注|附件|附录|附表|注：|解释|编后|资料来源|说明")
_PAST = compiled("同比|比上年|较上年|比去年|累计|已|去年|上年|五年来|期间")
SALIENT = tuple(
    (compiled(pattern), weight)
    for pattern, weight in (
        (r"人均.{0,4}生产总值", 60),
        (r"第[一二三]产业增加值", 40),
        (r"^(?:全[市省区县国]|地区|国内)?.{0,4}生产总值$", 100),
        (r"(?:一般公共预算|财政(?:总)?)收入$", 80),
        (r"固定资产投资(?:额)?$", 72),
        (r"社会消费品零售总额$", 75),
        (r"(?:货物|外贸)?进出口(?:总[额值])?$", 70),
        (r"(?:城镇|农村).{0,4}人均可支配收入$", 55),
        (r"居民人均可支配收入$", 76),
        (r"粮食(?:总)?产量$", 66),
        (r"新增就业", 66),
        (r"工业增加值$", 58),
        (r"城镇化率$", 60),
        (r"常住人口$", 56),
        (r"研发|R&D", 50),
        (r"高新技术企业", 50),
        (r"实际使用外资|外商直接投资", 50),
        (r"森林覆盖率|优良天数|优良比例|PM2|空气质量", 50),
        (r"(?:存款|贷款)余额$", 46),
        (r"经营主体|市场主体", 46),
        (r"旅游(?:总)?(?:收入|花费)|总花费|游客", 46),
        (r"技术合同", 45),
        (r"一般公共预算支出|财政支出", 45),
        (r"(?:出口|进口)(?:总[额值])?$", 40),
        (r"人均.{0,6}(?:收入|支出|寿命)|预期寿命", 44),
        (r"销售总额$|主营业务收入", 44),
        (r"失业率|利润", 40),
        (r"(?:通车|营业|运营)里程|发明专利|专利授权|专利拥有", 38),
        (r"用电量|发电量|装机", 36),
        (r"总产值$|总额$|总量$|总值$|总收入$", 34),
        (r"(?:覆盖率|普及率|合格率|达标率|利用率|参保率|入学率|毛入园率|巩固率|比重|占比)$", 32),
        (r"(?:床位|技术人员|在校生|学校|幼儿园|企业)", 28),
    )
)
_ORDINARY = 24  # the weight of a measure that is not in the list
_CUT_WORD = compiled("[对与同向]|有[效线色机]|在[校册岗园编建]|和[美谐平]|再生|共[享有建]|自[然主]|为民")
_THRESHOLD = compiled(
    r"(?:突破|迈上|跨越|站上|跨上|逼近|接近|最[高低]|首[次破]|每年|每天|平均每[^，]{1,3})[^，。；]{0,4}$"
)
_SCOPE = compiled(r"([（(][^）)\d]{2,8}[）)])[\u4e00-\u9fff]{0,3}$")
_LONGEST_SCOPE = 13  # characters of such a bracket with those behind it
_LEAST, _LONGEST = 2, 16  # characters of a label
_YEAR = r"(?:(?:19|20)\d\d年(?:底|末|初)?|上年末?|去年底?|今年|年初)"
_YEAR_OF_NUMBER = compiled(rf"(?P<year>{_YEAR})(?:同期)?的?(?:约|近|不足|超过?)?$")
_YEAR_ALONE = compiled(r"(?:^|[，。；,;])(?:到|截至)?((?:19|20)\d\d年(?:底|末)?)(?=[，,])")
_OF_YEAR = compiled(r"(?:[由从自])?(?:19|20)\d\d年(?:底|末)?的?$")
_NEXT = {"上年": "本年", "去年": "今年", "上年末": "本年末", "去年底": "今年底", "年初": "目前"}


def label(figure: Figure) -> str:
    """Return what a figure is called where it stands for itself, "" where its subject is no whole name or does not suit
    its unit."""
    name = _bare(figure.number.subject)
    if not _LEAST <= len(name) <= _LONGEST or _NO_LABEL.search(name) or name.count("“") != name.count("”"):
        return ""
    if _is_cut(name, figure) or _THRESHOLD.search(figure.clause):
        return ""
    unit = figure.base_unit
    if _COUNTERS.fullmatch(unit):
        return "" if _VERB_AT_END.search(name) else name
    suits = _IS_RATE if unit in _RATES else _IS_MEASURE
    return _with_scope(name, figure) if suits.search(name) else ""


def rank_label(figure: Figure) -> str:
    """Return what is ranked, "" where its name is no whole one."""
    name = _bare(figure.number.subject)
    return "" if len(name) < _LEAST or len(name) > _LONGEST or _NO_LABEL.search(name) else name


def _bare(subject: str) -> str:
    """Return a subject without brackets, times, places and verbs at its ends."""
    name = _BRACKETS.sub("", subject)
    if of_year := _OF_YEAR.search(fold(name)):
        name = name[: of_year.start()]
    name = _TIME_AND_PLACE.sub("", name.strip(" 　“”，、的"))
    return _LEFT_OVER.sub("", name).strip(" 　的")


def _is_cut(name: str, figure: Figure) -> bool:
    """Whether a label is only the end of a longer name: 仓储和邮政业 of 交通运输、仓储和邮政业."""
    before = figure.before
    at = before.rfind(name)
    if at < 1 or before[at - 1] != "、":
        return at > 0 and bool(_CUT_WORD.match(before[at - 1 : at + 1]))
    return not any(char.isdigit() for char in re.split("[，；：,;:]", before[: at - 1])[-1])


def _with_scope(name: str, figure: Figure) -> str:
    """Return a label with what the text says of its scope in brackets behind it: 固定资产投资（不含农户）."""
    before = figure.before
    for start in range(max(0, len(before) - _LONGEST_SCOPE), len(before)):
        match = _SCOPE.match(before, start) if before[start] in "（(" else None
        if match and before.endswith(name, 0, start):
            return name + match[1]
    return name


def is_counted(figure: Figure) -> bool:
    """Whether a figure counts things (家, 所, 人)."""
    return bool(_COUNTERS.fullmatch(figure.base_unit))


def is_rate(figure: Figure) -> bool:
    """Whether a figure is a percentage."""
    return figure.base_unit in _RATES


def tail(name: str) -> str:
    """Return the measure that a label ends with (增加值 of 第一产业增加值), "" where it has fewer than two
    characters."""
    match = _TAIL.search(name)
    return match[0] if match and len(match[0]) > 1 else ""


def weight(name: str) -> int:
    """Return how much a figure counts for the reader, by its label."""
    return next((weight for pattern, weight in SALIENT if pattern.search(name)), _ORDINARY)


def has_unit(figure: Figure) -> bool:
    """Whether a figure has a unit that a card can print; lengths of time and the like have none."""
    return bool(figure.base_unit) and not _NO_UNITS.fullmatch(figure.base_unit) and not figure.number.is_duration


@lru_cache(maxsize=64)  # asked for every figure of a passage
def is_aside(passage: Passage) -> bool:
    """Whether a passage is a note, an explanation, or part of an annex."""
    headings = f"{passage.part}\n{passage.section}"
    return bool(_ASIDE.search(passage.text) or _ASIDE_HEADING.search(headings))


def is_result(figure: Figure) -> bool:
    """Whether a figure says what was reached, and certainly not what is planned."""
    passage = figure.passage
    if figure.number.quantity.approx in ("以上", "以下") or _GOAL.search(figure.sentence):
        return False
    section = passage.section or passage.part
    for heading in dict.fromkeys((section, passage.part)):
        if _PLAN_HEADING.search(heading) and not _RESULT_HEADING.search(heading):
            return False
    if _PLAN_VERB.search(passage.part):
        return bool(_PAST.search(figure.sentence))
    return True


def years(change: Change) -> tuple[str, str]:
    """Return the years of the two ends of a change as the text states them, "" for an end whose year it does not
    state."""
    text = fold(change.first.passage.text)
    start, end = change.first.number.quantity, change.last.number.quantity
    before, between = text[: start.start], text[start.end : end.start]
    first = _YEAR_OF_NUMBER.search(before)
    last = _YEAR_OF_NUMBER.search(between)
    first_year, last_year = first["year"] if first else "", last["year"] if last else ""
    if not last_year:
        lead = fold(change.first.before)
        lead = lead[: lead.rfind(first_year)] if first_year else lead
        alone = _YEAR_ALONE.findall(lead)
        last_year = alone[-1] if alone else _NEXT.get(first_year, "")
    return (first_year, last_year) if first_year != last_year else ("", "")
