"""Relations of measures and people: slopes, solutions, speed, meters, votes, beds, yields."""

from __future__ import annotations

from math import ceil, floor

from jzdocs.checks.field_rows import COUNT, SHARE, YUAN, Role, Row, result

_MEASURES = (
    Row(
        "floor area ratio",
        "容积率",
        (
            result("容积率", ("bare",)),
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
            result("坡[度降]|比降", ("%", "‰", "分之")),
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
            result("共|需|合计|要", COUNT, "隔"),
            Role("each", "", COUNT, "共|需|合计", "first", is_over=True),
            Role("length", "长|全长", ("length",)),
        ),
        lambda each, length: length * each + 1,
        "{length} ÷ 间距 + 1",
        unless="两侧|两边|双侧|环",
    ),
    Row(
        "slope as a ratio",
        "坡[度降比率]|比降",
        (
            result("坡[度降比率]|比降", ("∶",)),
            Role("rise", "高差|落差|升高|高程差|抬高|高度|坡高|垂直", ("length",)),
            Role("run", "长|距|里程|水平|底宽", ("length",), "高差|高度"),
        ),
        lambda rise, run: run / rise,
        "{run} ÷ {rise}",
        unless="最大|局部|限制|不陡于|不大于|不小于",
        problem="ratio",
    ),
    Row(
        "rise by slope",
        "坡[度降比率]|比降",
        (
            result("高差|落差|高程差|坡高|抬高|降低|起坡", ("length",), takes="last"),
            Role("slope", "坡[度降比率]|比降", ("∶",)),
            Role("run", "长|距|里程|水平|跨", ("length",), "高差|落差"),
        ),
        lambda slope, run: run / slope,
        "{run} ÷ {slope}",
        unless="最大|局部|限制|不陡于|不大于|不小于",
    ),
    Row(
        "over the limit of speed",
        "超速",
        (
            result("超速", SHARE),
            Role("limit", "限速|限定|限值|最高时速", ("公里", "千米")),
            Role("speed", "时速|车速|速度|行驶|实测", ("公里", "千米"), "限"),
        ),
        lambda limit, speed: speed / limit - 1,
        "{speed} ÷ {limit} − 1",
        problem="share",
    ),
    Row(
        "laps",
        "跑道|一圈|每圈|周长|圈长|环[湖道线形]",
        (
            result("", ("圈",)),
            Role("lap", "周长|圈长|每圈|一圈|\\|米?的?(?:[^，。；]{0,4}跑道|一圈)", ("length",)),
            Role("all", "", ("length",), "周长|圈长|每圈|一圈|\\|米?的?(?:[^，。；]{0,4}跑道|一圈)", "first"),
        ),
        lambda lap, total: total / lap,
        "{all} ÷ {lap}",
        is_exact=True,
    ),
    Row(
        "solution",
        "溶[于入解]|兑入|加入|浓度|质量分数",
        (
            result("质量分数|浓度", SHARE),
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
        "倍液|(?:兑水|稀释|加水)(?:的)?倍数",
        (
            result("\\|倍液|倍数", ("倍",)),
            Role("drug", "药|原液|剂|乳油|粉|\\|[^水]*[药剂液]", ("mass", "volume"), "水[^|]*\\|", "first"),
            Role("water", "水", ("mass", "volume"), takes="last"),
        ),
        lambda drug, water: water / drug if water / drug < 1e5 else water / (drug * 1000),
        "{water} ÷ {drug}",
        unless="亩|每",
    ),
    Row(
        "stations",
        "站距",
        (
            result("全长|总长|线路长|里程", ("公里", "千米", "米"), "站距"),
            Role("each", "站距", ("公里", "千米", "米")),
            Role("all", "", ("站", "个", "座"), "换乘"),
        ),
        lambda each, total: each * (total - 1),
        "{each} × ({all} − 1)",
        unless="支线|环线|环形",
    ),
    Row(
        "green area",
        "绿[化地]率",
        (
            result("绿[化地]面积|绿地", ("area",), "率|占地|用地"),
            Role("rate", "绿[化地]率", SHARE),
            Role("all", "占地|用地|总面积|总占地", ("area",), "绿化面积"),
        ),
        lambda rate, total: rate * total,
        "{all} × {rate}",
        unless="同比|新增|提高|人均|不低于|覆盖率",
    ),
    Row(
        "body mass index",
        "BMI|体[质重]指数",
        (
            result("BMI|体[质重]指数", ("bare",)),
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
            result("合作|合干|一起|共同|同时|齐|联合", ("天", "小时", "分钟", "日")),
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
            result("[缩节][短省约减]|减少|省时|快|早", ("分钟", "小时")),
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
            result("今|现|至|到|为|只有|仅", ("℃", "摄氏度"), "[降升跌涨]了?$|温差", "last"),
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
            result(
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
            result("性别比", ("bare",)),
            Role("men", "男", ("人", "名", "万人")),
            Role("women", "女", ("人", "名"), "男"),
        ),
        lambda men, women: men / women * 100,
        "{men} ÷ {women} × 100",
        unless="出生人口性别比",
        problem="share",
    ),
    Row(
        "nurses for a bed",
        "床护比|床医比|床位护士比",
        (
            result("床护比|床医比|床位护士比", ("∶",)),
            Role("beds", "床|病床", ("张", "床", "个")),
            Role("nurses", "护|医", ("人", "名", "位"), "床"),
        ),
        lambda beds, nurses: nurses / beds,
        "{nurses} ÷ {beds}",
        unless="达到|优于|不低于|高于|标准|要求",
        problem="ratio",
    ),
    Row(
        "more candidates than seats",
        "差额",
        (
            result("候选人|提名|酝酿|产生", COUNT, "应选|应当选", "last"),
            Role("more", "差额|比例", SHARE),
            Role("seats", "应选|选举|名额|拟选", COUNT, "候选"),
        ),
        lambda more, seats: ceil(seats * (1 + more) - 1e-9),
        "{seats} × (1 + {more})",
        unless="不少于|不低于|以上|至少|不得",
        is_exact=True,
    ),
    Row(
        "teachers and pupils",
        "师生比",
        (
            result("教师|老师|教职", ("人", "名", "位"), "学生"),
            Role("ratio", "师生比", ("∶",)),
            Role("pupils", "学生|生", ("人", "名"), "教师|老师"),
        ),
        lambda ratio, pupils: pupils / ratio,
        "{pupils} ÷ {ratio}",
        unless="达到|优于|不低于|高于",
    ),
    Row(
        "natural growth",
        "自然增长率",
        (result("自然增长率", ("‰",)), Role("born", "出生率", ("‰",)), Role("died", "死亡率", ("‰",))),
        lambda born, died: born - died,
        "{born} − {died}",
        problem="balance",
    ),
    Row(
        "least votes",
        "至少|最少|不少于|须达到|应达到|门槛",
        (
            result("至少|最少|不少于|[须需应]", ("票", "人", "名", "户", "席"), "应到|应参加|实|原"),
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
            result("至少|最少|不少于|[须需应](?:获|得|有)", ("票", "人", "名", "户", "席"), "应到|实"),
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
            result("共|计|即|为|约?有|折合|达|合", COUNT, "其中(?!.*共)", "last"),
            Role("first", "占|比例|比重|有", SHARE, "其中|又", "first"),
            Role("second", "其中|[中里内]又?有?|又", SHARE, takes="last"),
            Role("all", "", COUNT, takes="first"),
        ),
        lambda first, second, total: total * first * second,
        "{all} × {first} × {second}",
        unless="同比|增长|提高|下降|上升|比上年|较上年|分别|余|左右",
    ),
    Row(
        "share of a share of all",
        "其中[^。]*(?:即|相当于|折合)占",
        (
            result("(?:即|相当于|折合)占", SHARE),
            Role("first", "占", SHARE, "其中|即|相当于|折合", "first"),
            Role("second", "其中|又", SHARE),
        ),
        lambda first, second: first * second,
        "{first} × {second}",
        problem="share",
    ),
    Row(
        "patients in hospital",
        "入院",
        (
            result("今|现|当日在院|目前|末", COUNT, "入院|出院|昨|前一日|新", "last"),
            Role("out", "出院", COUNT),
            Role("into", "入院|收治|新增", COUNT, "出院"),
            Role("first", "昨|前一日|前日|原|上日|初", COUNT),
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
        (result("应[纳缴交]|应交", YUAN, "进项|销项"), Role("into", "进项", YUAN), Role("out", "销项", YUAN)),
        lambda into, out: out - into,
        "{out} − {into}",
        unless="留抵|转出",
        problem="balance",
    ),
    Row(
        "bed days",
        "平均住院[日天]",
        (
            result("平均住院[日天]", ("天", "日", "bare")),
            Role("left", "出院", COUNT),
            Role("days", "床[日天]", (), "平均"),
        ),
        lambda left, days: days / left,
        "{days} ÷ {left}",
        unless="同比|较",
        problem="average",
    ),
)

# a rate of things that have another unit than what they come of: 种蛋6400枚, 雏鸡5888只, 孵化率
_OTHER_UNITS = (
    "孵化率|床位[使占]用率|[使占]用率|中签率|上座率|入住率|出租率|录取率|出苗率|普及率|覆盖率|满座率|满载率"
    "|利用率|参[选投]率|投票率"
)
_YIELDS = "出[\u4e00-\u9fff]{1,2}率|得[率米]率?|出成率|成材率|产出率|[收回]收率|回收率|净菜率|屠宰率|提取率|干燥率"
_RATES = (
    Row(
        "rate of other units",
        _OTHER_UNITS,
        (
            result(_OTHER_UNITS, SHARE),
            Role("a", "", COUNT, "每|平均|率", "first"),
            Role("b", "", COUNT, "每|平均|率", "last"),
        ),
        lambda a, b: min(a, b) / max(a, b),
        "{b}与{a}之比",
        unless="同比|增长|较|[比超]|周|平均|总床日|其中|天|人次|出院|入院",
        problem="share",
        is_alone=True,
    ),
    Row(
        "yield",
        _YIELDS,
        (
            result(_YIELDS, SHARE),
            Role("raw", "", ("mass",), "率", "first"),
            Role("b", "(?:[得出产成]|加工|制|榨|轧|磨|屠|回收|净)[^，。]*\\|", ("mass",), "副产|损耗|率|废", "first"),
        ),
        lambda raw, b: b / raw,
        "{b} ÷ {raw}",
        unless="同比|增长|较|亩",
        problem="share",
    ),
)
ROWS: tuple[Row, ...] = (*_MEASURES, *_PEOPLE, *_RATES)
