"""The table of relations that `fields` reads: words, units and formulas of everyday fields.

Formulas take amounts in base units (metres, kilograms, days, months, yuan; shares as fractions) in the order of the
roles, without the result.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import Literal

from msgspec import Struct

from jzdocs.checks.finding import Problem


class Role(Struct, frozen=True):
    """What tells a figure of a relation: a pattern of its words (the clause before it, | and the unit and noun behind
    it), its units or kinds of unit, and words that rule it out; of several, the `first` or the `last` may be meant.
    `is_over` is whether its value over its own measure is meant (一盏 every 20米)."""

    name: str
    words: str
    units: Sequence[str] = ()
    unless: str = ""
    takes: Literal["only", "first", "last"] = "only"
    is_over: bool = False


class Row(Struct, frozen=True):
    """A relation: `needs` and `unless` are patterns of the whole sentence, `how` prints the formula with the names of
    the roles; `is_exact` is whether nothing is rounded,
    `is_alone` whether the sentence holds nothing else before the result,
    `is_printed` whether numbers are taken as printed, without their units."""

    name: str
    needs: str
    roles: Sequence[Role]
    formula: Callable[..., float]
    how: str
    unless: str = ""
    problem: Problem = "product"
    is_exact: bool = False
    is_alone: bool = False
    is_printed: bool = False


_YUAN, _SHARE, _COUNT = ("yuan",), ("share",), ("count",)
_PLAIN = "股|市盈|市净|收益率"


def _result(
    words: str, units: Sequence[str] = (), unless: str = "", takes: Literal["only", "first", "last"] = "only"
) -> Role:
    return Role("result", words, units, unless, takes)


_MONEY = (
    Row(
        "price over earnings",
        "市盈率",
        (
            _result("市盈率", ("倍",)),
            Role("a", "股价|收盘价|市价|发行价|现价|每股价格|每股(?:定)?价", _YUAN, "收益|盈利"),
            Role("b", "每股(?:收益|盈利|净利)", _YUAN),
        ),
        lambda a, b: a / b,
        "{a} ÷ {b}",
    ),
    Row(
        "price over book value",
        "市净率",
        (
            _result("市净率", ("倍",)),
            Role("a", "股价|收盘价|市价|发行价|现价|每股价格", _YUAN),
            Role("b", "每股净资产", _YUAN),
        ),
        lambda a, b: a / b,
        "{a} ÷ {b}",
    ),
    Row(
        "market value",
        "市值|募集资金|募资",
        (
            _result("市值|募集资金|募资", _YUAN),
            Role("a", "股价|收盘价|发行价|每股", _YUAN),
            Role("b", "股本|发行|股份", ("股",)),
        ),
        lambda a, b: a * b,
        "{a} × {b}",
        unless="净额|流通",
    ),
    Row(
        "diluted share",
        "稀释|摊薄",
        (
            _result("稀释|摊薄|降", _SHARE, takes="last"),
            Role("new", "增发|新发|发行|定增|新增", ("股",)),
            Role("all", "总股本|股本", ("股",), "增发"),
            Role("own", "持|拥有", ("股",)),
        ),
        lambda new, total, own: own / (total + new),
        "{own} ÷ ({all} + {new})",
        problem="share",
    ),
    Row(
        "gross margin",
        "毛利率",
        (_result("毛利率", _SHARE), Role("a", "收入|销售额|营业额|营收", _YUAN, "成本"), Role("b", "成本", _YUAN)),
        lambda a, b: (a - b) / a,
        "({a} − {b}) ÷ {a}",
        problem="share",
    ),
    Row(
        "gross margin of a price",
        "毛利率",
        (_result("毛利率", _SHARE), Role("b", "进价|进货价|成本", _YUAN), Role("a", "售价|销售价|零售价", _YUAN)),
        lambda b, a: (a - b) / a,
        "({a} − {b}) ÷ {a}",
        problem="share",
    ),
    Row(
        "net margin",
        "净利率|净利润率|销售净利",
        (
            _result("净利率|净利润率|销售净利", _SHARE),
            Role("a", "收入|销售额|营业额|营收", _YUAN),
            Role("b", "净利润?(?!率)", _YUAN),
        ),
        lambda a, b: b / a,
        "{b} ÷ {a}",
        problem="share",
    ),
    Row(
        "liabilities over assets",
        "资产负债率|负债率",
        (_result("负债率", _SHARE), Role("a", "资产", _YUAN, "净资产|负债"), Role("b", "负债", _YUAN)),
        lambda a, b: b / a,
        "{b} ÷ {a}",
        problem="share",
    ),
    Row(
        "return on equity",
        "净资产收益率|ROE",
        (_result("净资产收益率|ROE", _SHARE), Role("a", "净资产", _YUAN, "收益率"), Role("b", "净利润", _YUAN)),
        lambda a, b: b / a,
        "{b} ÷ {a}",
        unless="加权|平均",
        problem="share",
    ),
    Row(
        "deductible",
        "起付|免赔",
        (
            _result("支付|报销|赔付|赔偿|实付|实赔|补偿", _YUAN, "起付|免赔|封顶|限额|自付|自费", "last"),
            Role("less", "起付|免赔", _YUAN),
            Role("rate", "报销|赔付|比例|赔偿|支付|承担|按", _SHARE, "免赔率|自付|自负"),
            Role("all", "费|损失|总额|共|合计|花", _YUAN, "起付|免赔|封顶"),
        ),
        lambda less, rate, total: (total - less) * rate,
        "({all} − {less}) × {rate}",
        unless="自费|封顶|目录|大病|分段|免赔率",
    ),
    Row(
        "half each",
        "各(?:付|担|承担|负担|出|交|缴)?一?半|各半|平摊|均摊|对半",
        (
            _result("应?[付缴担交出]|承担|负担|分摊", _YUAN, takes="last"),
            Role("rate", "[费税佣]率?|按|比例", _SHARE),
            Role("all", "价|额|款|共|租金", _YUAN),
        ),
        lambda rate, total: rate * total / 2,
        "{all} × {rate} ÷ 2",
    ),
    Row(
        "book value",
        "净值",
        (
            _result("净值", _YUAN, "残值|净残"),
            Role("year", "每年.*折旧|年折旧|每年.*提|月折旧|每月.*折旧", _YUAN),
            Role("years", "(?:已|经|使用|提|后|满).*\\|", ("年", "个月"), "预计|可|寿命|年限|折旧年", "last"),
            Role("cost", "原值|原价|购置|购入|购买|买入|造价|成本|入账", _YUAN),
        ),
        lambda year, months, cost: cost - year * months / 12,
        "{cost} − {year} × {years}",
        unless="减值|加速|双倍|月折旧|每月|个月",
        problem="balance",
    ),
    Row(
        "straight depreciation",
        "折旧",
        (
            _result("(?:每年|年).*折旧(?!年)|折旧额", _YUAN),
            Role("rest", "残值(?!率)", _YUAN),
            Role("years", "使用|年限|寿命|分|按", ("年",), takes="first"),
            Role("cost", "原值|原价|购置|购入|购买|买入|造价|成本|价", _YUAN, "残值"),
        ),
        lambda rest, months, cost: (cost - rest) / (months / 12),
        "({cost} − {rest}) ÷ {years}",
        unless="残值率|月折旧|每月|加速|双倍|工作量",
    ),
    Row(
        "instalments after a first payment",
        "首付|预付|定金",
        (
            _result("每[期月季年]", _YUAN),
            Role("rate", "首付|预付", _SHARE),
            Role("times", "分|按|余", ("期", "个月", "次", "年")),
            Role("all", "总?价|[价款额]|共", _YUAN),
        ),
        lambda rate, times, total: total * (1 - rate) / times,
        "{all} × (1 − {rate}) ÷ {times}",
        unless="利率|利息|手续费|质保|验收|按揭|贷款|年",
    ),
    Row(
        "rent of a quarter",
        "月租金?|每月",
        (_result("每季度?|按季|季度租金|季付|一个季度", _YUAN, "月租"), Role("month", "月租金?|每月", _YUAN)),
        lambda month: month * 3,
        "{month} × 3",
        unless="押|优惠|折|减|免|物业",
    ),
    Row(
        "rent of a year",
        "月租金|月薪|月工资|月供",
        (
            _result("年租金|年薪|年供|全年租金|年度租金|一年租金|年收入|全年共|年合计", _YUAN, "月"),
            Role("month", "月租金|月薪|月工资|月供", _YUAN),
        ),
        lambda month: month * 12,
        "{month} × 12",
        unless="押|优惠|折|减|免|奖|绩效|补贴|薪[^，]*另|1[34]薪|十[三四]薪|递增|涨",
    ),
    Row(
        "refund of what is left",
        "[应可]退",
        (
            _result("退", _YUAN),
            Role("used", "已", _COUNT),
            Role("all", "共|总|全|含|为", _COUNT, "已"),
            Role("fee", "费|价|款|交|缴|付", _YUAN),
        ),
        lambda used, total, fee: fee / total * (total - used),
        "{fee} ÷ {all} × ({all} − {used})",
        unless="手续费|违约金|扣|折|押|%|成|每",
    ),
    Row(
        "tiers",
        "超(?:出|过|额)?[^，。]{0,8}每",
        (
            _result("费|款|应付|应缴|共|合计|需付", _YUAN, "每|起步", "last"),
            Role("more", "超", _YUAN, is_over=True),
            Role("limit", "限|以内|不超过|首档|第一档|基本|一档|定额", (), "元|超出", "first"),
            Role("price", "每|单价", _YUAN, "超", is_over=True),
            Role("used", "用|耗|使用|实际|户", (), "元|限|超"),
        ),
        lambda more, limit, price, used: price * limit + (used - limit) * more if used > limit else used * price,
        "{limit} × {price} + ({used} − {limit}) × {more}",
        unless="起步|三档|第三|二档|第二|上浮|加价",
    ),
    Row(
        "first hour and more for each",
        "首[个]?小时|第一个?小时|首公斤|首件",
        (
            _result("费|款|应付|应缴|共|合计|需付|支付|付|收", _YUAN, "每|首|第一|超|续|之后|以后", "last"),
            Role("more", "每|续|以后|之后|此后", _YUAN, "首|第一"),
            Role("base", "首|第一", _YUAN),
            Role("used", "停|共|实|使用|重|寄", ("小时", "个小时", "公斤", "千克", "件"), "首|内"),
        ),
        lambda more, base, used: base + more * (ceil(used * 24 if used < 1 else used) - 1),
        "{base} + {more} × ({used} − 1)",
        unless="封顶|免费|半小时|分钟",
    ),
    Row(
        "base price and more for each",
        "起步价|首[个]?小时|起租|首重|基本(?:费|月费|月租)|月租费|月费|套餐|起送",
        (
            _result("费|款|应付|应缴|共|合计|需付|支付|付|收", _YUAN, "每|起步|首|超|续|基本", "last"),
            Role("more", "(?:超|以后|之后|此后|续|每增加).*每?", _YUAN, is_over=True),
            Role("limit", "含|起步|首|基本|内", (), "元|实|共|停|行驶|乘", "first"),
            Role("base", "起步|首|起租|基本|月费|月租|套餐", _YUAN, "超|续"),
            Role("used", "停|行驶|乘|重|全程|共|实|使用|通话|里程", (), "元|含|起步|首"),
        ),
        lambda more, limit, base, used: base + more * max(used - limit, 0),
        "{base} + ({used} − {limit}) × {more}",
    ),
)

_MEASURES = (
    Row(
        "floor area ratio",
        "容积率",
        (
            _result("容积率", ("bare",)),
            Role("area", "用地|占地|地块", ("area",), "建筑"),
            Role("built", "建筑", ("area",), "占地|用地|密度|基底"),
        ),
        lambda area, built: built / area,
        "{built} ÷ {area}",
        unless="计容|不低于|不高于|不超过|地下",
        problem="share",
    ),
    Row(
        "slope",
        "坡[度降]|比降|坡比",
        (
            _result("坡[度降]|比降", _SHARE),
            Role("rise", "高差|落差|升高|高程差|抬高", ("length",)),
            Role("run", "长|距|里程|水平", ("length",)),
        ),
        lambda rise, run: rise / run,
        "{rise} ÷ {run}",
        unless="最大|局部|限制",
        problem="share",
    ),
    Row(
        "plants at both ends",
        "(?:两端|首尾|两头|起点和终点|头尾)(?:都|均|各|也)?[^，。不]{0,3}[栽种植设立装安]",
        (
            _result("共|需|合计|要", _COUNT, "隔"),
            Role("each", "", _COUNT, "共|需|合计", "first", is_over=True),
            Role("length", "长|全长", ("length",)),
        ),
        lambda each, length: length * each + 1,
        "{length} ÷ 间距 + 1",
        unless="两侧|两边|双侧|环",
    ),
    Row(
        "solution",
        "溶[于入解]|兑入|加入|浓度|质量分数",
        (
            _result("质量分数|浓度", _SHARE),
            Role("solute", "", ("mass",), takes="first"),
            Role("water", "水|中", ("mass",), takes="last"),
        ),
        lambda solute, water: solute / (solute + water),
        "{solute} ÷ ({solute} + {water})",
        unless="溶液中|总量|共|稀释|从|由",
        problem="share",
    ),
    Row(
        "times diluted",
        "倍液",
        (
            _result("\\|倍液", ("倍",)),
            Role("drug", "药|原液|剂|乳油|粉|\\|[^水]*[药剂液]", ("mass", "volume"), "水", "first"),
            Role("water", "水", ("mass", "volume"), takes="last"),
        ),
        lambda drug, water: water / drug if water / drug < 1e5 else water / (drug * 1000),
        "{water} ÷ {drug}",
        unless="亩|每",
    ),
    Row(
        "body mass index",
        "BMI|体[质重]指数",
        (
            _result("BMI|体[质重]指数", ("bare",)),
            Role("height", "身高", ("length",)),
            Role("weight", "体重", ("mass",)),
        ),
        lambda height, weight: weight / height**2,
        "{weight} ÷ {height}²",
    ),
    Row(
        "work together",
        "(?:合作|合干|一起|共同|同时|齐|联合)[^，。]{0,8}",
        (
            _result("合作|合干|一起|共同|同时|齐|联合", ("天", "小时", "分钟", "日")),
            Role("a", "单独|独[做干自]|单干|[甲一]", ("天", "小时", "分钟", "日"), "合作", "first"),
            Role("b", "单独|独[做干自]|单干|[乙二]|需|要", ("天", "小时", "分钟", "日"), "合作"),
        ),
        lambda a, b: 1 / (1 / a + 1 / b),
        "1 ÷ (1 ÷ {a} + 1 ÷ {b})",
        unless="休息|离开|调走|先|剩|三队|丙",
    ),
    Row(
        "time saved by speed",
        "[缩节][短省约减]|减少|省时|快",
        (
            _result("[缩节][短省约减]|减少|省时|快|早", ("分钟", "小时")),
            Role("first", "由|从|原|前", ("公里", "千米"), "相距|全长|全程", "first"),
            Role("second", "[至到为]|后", ("公里", "千米"), "相距|全长|全程|[由从]", "last"),
            Role("way", "相距|全长|全程|距离|里程|路程|长", ("公里", "千米"), "由"),
        ),
        lambda first, second, way: (way / first - way / second) / 24,
        "{way} ÷ {first} − {way} ÷ {second}",
        unless="[^时]速\\d+米",
        problem="balance",
    ),
    Row(
        "temperature after a change",
        "气温|温度|水温|体温",
        (
            _result("今|现|至|到|为|只有|仅", ("℃", "摄氏度"), "[降升跌涨]了?$|温差", "last"),
            Role("fall", "[骤下猛]?[降跌](?:温|幅)?(?:了|达)?\\|", ("℃", "摄氏度"), "[至到]"),
            Role("first", "昨|原|气温|温度|体温|前|午", ("℃", "摄氏度"), takes="first"),
        ),
        lambda fall, first: first - fall,
        "{first} − {fall}",
        unless="最高.*最低|回升|上升|升高",
        problem="balance",
        is_exact=True,
    ),
    Row(
        "meter readings",
        "读数|示数|表底|起[数码]|止[数码]|抄见|里程表",
        (
            _result(
                "[用耗计][^，。]{0,6}[量电水气]|[电水气]量|行驶|行程",
                ("千瓦时", "度", "立方米", "方", "吨", "公里", "千米"),
                "读数|示数|里程表|单价|每",
            ),
            Role("a", "", ("bare", "公里", "千米"), takes="first"),
            Role("b", "", ("bare", "公里", "千米"), "行驶|行程", "last"),
        ),
        lambda a, b: abs(b - a),
        "两次读数之差：{b} − {a}",
        unless="倍率|互感|换表|峰|谷",
        problem="balance",
        is_exact=True,
        is_printed=True,
    ),
)

_PEOPLE = (
    Row(
        "ratio of the sexes",
        "性别比",
        (
            _result("性别比", ("bare",)),
            Role("men", "男", ("人", "名", "万人")),
            Role("women", "女", ("人", "名"), "男"),
        ),
        lambda men, women: men / women * 100,
        "{men} ÷ {women} × 100",
        unless="出生人口性别比",
        problem="share",
    ),
    Row(
        "natural growth",
        "自然增长率",
        (_result("自然增长率", ("‰",)), Role("born", "出生率", ("‰",)), Role("died", "死亡率", ("‰",))),
        lambda born, died: born - died,
        "{born} − {died}",
        problem="balance",
    ),
    Row(
        "least votes",
        "至少|最少|不少于|须达到|应达到|门槛",
        (
            _result("至少|最少|不少于|[须需应]", ("票", "人", "名", "户", "席"), "应到|应参加|实|原"),
            Role("share", "", ("分之",)),
            Role(
                "all",
                "应到|全体|总|共有?|代表|业主|董事|委员|会员|成员",
                ("人", "名", "户", "票", "席", "位"),
                "至少|获|同意|赞成",
                "first",
            ),
        ),
        lambda share, total: ceil(total * share - 1e-9),
        "{all} × {share}",
        unless="面积|出席会议|到会",
        is_exact=True,
    ),
    Row(
        "more than half",
        "过半数|半数以上|超过半数",
        (
            _result("至少|最少|不少于|[须需应](?:获|得|有)", ("票", "人", "名", "户", "席"), "应到|实"),
            Role(
                "all",
                "应到|全体|总|共有?|代表|业主|董事|委员|会员|成员",
                ("人", "名", "户", "票", "席", "位"),
                "至少|获|同意|赞成",
                "first",
            ),
        ),
        lambda total: floor(total / 2 + 1e-9) + 1,
        "{all} ÷ 2，过半",
        is_exact=True,
    ),
    Row(
        "share of a share",
        "其中|中又?有|当中",
        (
            _result("共|计|即|为|约?有|折合|达|合", _COUNT, "其中(?!.*共)", "last"),
            Role("first", "占|比例|比重|有", _SHARE, "其中|又", "first"),
            Role("second", "其中|[中里内]又?有?|又", _SHARE, takes="last"),
            Role("all", "", _COUNT, takes="first"),
        ),
        lambda first, second, total: total * first * second,
        "{all} × {first} × {second}",
        unless="同比|增长|提高|下降|上升|比上年|较上年|分别|余|左右",
    ),
    Row(
        "share of a share of all",
        "其中[^。]*(?:即|相当于|折合)占",
        (
            _result("(?:即|相当于|折合)占", _SHARE),
            Role("first", "占", _SHARE, "其中|即|相当于|折合", "first"),
            Role("second", "其中|又", _SHARE),
        ),
        lambda first, second: first * second,
        "{first} × {second}",
        problem="share",
    ),
    Row(
        "patients in hospital",
        "入院",
        (
            _result("今|现|当日在院|目前|末", _COUNT, "入院|出院|昨|前一日|新", "last"),
            Role("out", "出院", _COUNT),
            Role("into", "入院|收治|新增", _COUNT, "出院"),
            Role("first", "昨|前一日|前日|原|上日|初", _COUNT),
        ),
        lambda out, into, first: first + into - out,
        "{first} + {into} − {out}",
        unless="死亡|转",
        problem="balance",
        is_exact=True,
    ),
    Row(
        "value added tax due",
        "进项",
        (_result("应[纳缴交]|应交", _YUAN, "进项|销项"), Role("into", "进项", _YUAN), Role("out", "销项", _YUAN)),
        lambda into, out: out - into,
        "{out} − {into}",
        unless="留抵|转出",
        problem="balance",
    ),
    Row(
        "bed days",
        "平均住院[日天]",
        (
            _result("平均住院[日天]", ("天", "日", "bare")),
            Role("left", "出院", _COUNT),
            Role("days", "床[日天]", (), "平均"),
        ),
        lambda left, days: days / left,
        "{days} ÷ {left}",
        unless="同比|较",
        problem="average",
    ),
)

# a rate of things that have another unit than what they come of: 种蛋6400枚, 雏鸡5888只, 孵化率
_OTHER_UNITS = "孵化率|床位[使占]用率|[使占]用率|中签率|上座率|入住率|出租率|录取率|出苗率|普及率|覆盖率|满座率|满载率|利用率|周转率"
_YIELDS = "出[\u4e00-\u9fff]{1,2}率|得[率米]率?|出成率|成材率|产出率|[收回]收率|回收率|净菜率|屠宰率|提取率|干燥率"
_RATES = (
    Row(
        "rate of other units",
        _OTHER_UNITS,
        (
            _result(_OTHER_UNITS, _SHARE),
            Role("a", "", _COUNT, "每|平均|率", "first"),
            Role("b", "", _COUNT, "每|平均|率", "last"),
        ),
        lambda a, b: min(a, b) / max(a, b),
        "{b}与{a}之比",
        unless="同比|增长|较|[比超]|周|平均|总床日|其中|天",
        problem="share",
        is_alone=True,
    ),
    Row(
        "yield",
        _YIELDS,
        (
            _result(_YIELDS, _SHARE),
            Role("raw", "", ("mass",), "率", "first"),
            Role("b", "(?:[得出产成]|加工|制|榨|轧|磨|屠|回收|净)[^，。]*\\|", ("mass",), "副产|损耗|率|废", "first"),
        ),
        lambda raw, b: b / raw,
        "{b} ÷ {raw}",
        unless="同比|增长|较|亩",
        problem="share",
    ),
)
ROWS: tuple[Row, ...] = (*_MONEY, *_MEASURES, *_PEOPLE, *_RATES)
