"""The wordings of changes: what leads to a stated change, to the base that it is compared with, and to both ends."""

from __future__ import annotations

from jzdocs.checks.terms import NOW, PERIOD, QUARTER
from jzdocs.facts.number import FALL, RISE
from jzdocs.patterns import compiled

UP = (
    rf"{RISE}|增幅|涨幅|升幅|增速|增长率|增加额|增量|增多|增|涨|升|高出|高|多[\u4e00-\u9fff]{{0,2}}?|提速|改善|增员|增值|新增|净增|上浮|上扬"
    "|抬高|抬升|攀升|攀高|跃升|走高|拉高|激增|猛增|大增|飙升|膨胀|扩增|多收|多支|超收|超支|超额(?:完成)?|溢价"
)
DOWN = (
    rf"{FALL}|降幅|跌幅|减幅|缩减幅度|减少额|下降额|降|减|少[\u4e00-\u9fff]{{0,2}}?|低|减支|减收|下跌|走低|减亏|提前|压减|精简"
    "|滑落|走低|下挫|锐减|骤降|骤减|收缩|压低|趋降|降价|让利|节电|节水|节煤|节油|节能|省|减员|短收|少收|少支|审减|核减|节支|节资|压降|缩水"
)
_JOINT = (
    r"(?:[，,、（()）：:“”]|即|也就是|同时|又|再|还|共|均|则|总共|合计|净|已|实现|相比|相较|直接|累计|整体|总体|进一步|大幅|同步|各"
    r"|[一三四五六七八九十两\d]{1,2}年(?:间|来|累计|共|内)?)*"
)
_BASED = (
    rf"(?:(?:比|较|与|和|同|相比|对比)(?:于)?(?P<base>{PERIOD}|{QUARTER})(?:相比|比较|比|，)?|(?P<same>同比|环比)"
    rf"|(?<![同环对])[比较](?P<other>(?![重例率值])[\u4e00-\u9fff]{{2,6}}?))?"
)
_NEUTRAL = (
    r"(?:总量|总额|人数|数量|绝对额|绝对量|规模|金额|总数|总的|(?:每(?![年月天日季])|单位)[\u4e00-\u9fff]{1,5}?|时间|工期|资金"
    "|政府采购资金|投资|完成|缺口|比例)?"
)
_HOW_MUCH = (
    "(?:幅度|资金|投资|费用|金额|率|额|比例|比率|时间|工期)?"
    "(?:了|约|近|超过?|高?达到?|为|是|到?了|：|共|合计|计|将近|逾)*"
)
CHANGE = compiled(rf"{_JOINT}{_BASED}{_JOINT}{_NEUTRAL}{_JOINT}(?:(?P<up>{UP})|(?P<down>{DOWN})){_HOW_MUCH}")
VERB_AT_END = compiled(rf"(?:(?P<up>{UP})|(?P<down>{DOWN})){_HOW_MUCH}$")
LOOSE = compiled(
    rf"{_JOINT}(?P<own>[\u4e00-\u9fff]{{2,10}}?){_JOINT}{_BASED}{_JOINT}(?:(?P<up>{UP})|(?P<down>{DOWN})){_HOW_MUCH}"
)
BETTER = compiled("改善")
FASTER = compiled("加快|提速")
_NOUNS = "比值 比例 倍差 差距 时限 周期 规模 总体 整体 净值 幅度 绝对数 存量 数值 指标 标准 水平"
NEUTRAL_NOUNS = frozenset(_NOUNS.split())
_OF_BASE = (
    "(?:的|全年|同期|实际|完成|数|值|水平|基数|平均|累计|总量|仅|只有|仅有|只|有|约|是|为|达|：|:|高达|则"
    "|我市|我县|我区|本市|公司)*"
)
BASE = compiled(
    rf"[，,、；;（(]*(?:而|但|其)?(?:(?P<than>同比|环比|比|较|与|和|同|对比)(?:于)?(?:{QUARTER})?)?(?P<period>{PERIOD}"
    rf"|(?<=[比较与和同于])(?:{QUARTER}))"
    rf"{_OF_BASE}(?P<noun>[\u4e00-\u9fff]{{0,8}}?){_OF_BASE}[（(]?"
)
MEAN = compiled("平均|均值|全国|全省|全市|标准值|常年值")
THAN = compiled(
    rf"[，,、（(]*(?:则)?(?:比|较|与|相比|对比)(?:于)?(?!{RISE}|{FALL})[^，。；、（(\d]{{1,14}}?(?:的|数|为)*[（(]?"
)
PLAN = compiled(
    "计划|预算|概算|估算|送审|原定|原有|原来|合同|法定|承诺|规定|标准工期|控制价|最高限价|拦标价|目标|任务|指标|下达|工期|时限"
)
ACTUAL = compiled(
    "实际|实有|执行|实收|实绩|中标|成交|审定|结算|决算|合同|采购金额|用时|完成|承诺|现|竣工|仅用|只用|最终|录取|到位|支出"
)
LEADING = compiled(
    "^(?:而|但|其中|全年|年末|年底|截至|末|底|的|共|累计|全市|全省|全县|全区|我市|我县|我省|公司|期|度|同|初|上半年|预计|仅|只)+"
)
TRAILING = compiled(
    rf"(?:(?:{RISE}|{FALL}|升|降|增|减|跌|涨|拓展|发展|变)(?:至|到|为)|"
    "达到|达|为|是|约|近|完成|实现|共计|共|有|仅|只有|的|到|至|已|高达|：|:|总计|累计|了|突破|超过)+$"
)
LISTED_YEARS = compiled(
    r"((?:19|20)\d\d)年?(?:、|和|与|及)((?:19|20)\d\d)年(?P<noun>[^，。；\d]*)分别(?:为|是|达到?|完成|实现)?$"
)
REACHED = compiled("[，,、](?:达到|达|增至|升至|降至|减至|为|总数达到?)(?:了)?")
FROM_BASE = compiled(rf"(?:比|较|与|由|从|在)(?:{PERIOD})的?$")
FROM = compiled(r"(?:从|由|自)(?!于|然|来|我|身|主|动|觉)[^，。；\d]{0,14}$")
TO = compiled(
    rf"[，,]?[\u4e00-\u9fff]{{1,6}}(?:至|到|为|成)(?:了|约|近|每[\u4e00-\u9fff]|{PERIOD}|{NOW}|的|现行|现有|底|末)*"
)
EACH_FROM = compiled(r"分别[^，。；]{0,10}(?:从|由|自)[^，。；\d]{0,14}$")
EACH_IS = compiled(r"分别(?:为|是|达到?|达)$")
EACH_WAS = compiled(rf"[，,、（(；;]*(?:而)?(?:{PERIOD})(?:同期)?(?:则)?(?:分别)?(?:为|是)?")
EACH_TO = compiled(r"[，,]?(?:分别)?[\u4e00-\u9fff]{0,4}(?:至|到|为)[^，。；\d]{0,12}")
IN_LIST = compiled(r"(?:、|和|与|及|以及|，)(?:每[人户月年亩天]){0,2}")
ASIDE = compiled(
    r"[，,、（(）)]*(?:为|占|完成|达到?)[^，。；\d]{0,20}(?:的|比重|比例|占比)(?:为|达到?)*"
    r"|[，,、（(]*(?:占比|完成率|执行率)(?:为|达到?)*"
)
