"""The units and measure words of office texts, and where a unit ends.

A unit is read as a whole word: the longest that stands there, and none where it is only the beginning of another word
(52.3分贝 has no 分, 3000人民币 no 人, 3项目 no 项). Units are joined by `/`, `·` and 每: 元/人·月.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from jzdocs.patterns import compiled

_MEASURES = (
    "平方公里 平方千米 平方米 平方厘米 平方毫米 平方分米 平方英尺 平方英里 平方公尺 平方 立方米 立方厘米 立方分米 "
    "立方公里 立方千米 立方英尺 立方公尺 立方 公尺 公分 公厘 公方 板英尺 皮长公里 公里 单公里 车道公里 延长公里 "
    "千米 厘米 "
    "分米 毫米 微米 纳米 米 延米 延长米 折合米 华里 市里 英寸 英尺 英里 海里 光年 公顷 亩 市亩 公亩 亩次 万亩次 ㎡ "
    "㎥ ㎞ ㎝ ㎜ ㎏ ㎎ ㎢ 吨 公吨 短吨 公斤 市斤 千克 毫克 微克 纳克 克 克拉 斤 市担 盎司 磅 蒲式耳 标准煤 标煤 "
    "碳当量 油当量 标方 标准立方米 标准立方 二氧化碳当量 升 毫升 微升 公升 加仑 吨公里 人公里 车公里 吨海里 人海里 "
    "换算吨公里 总吨 载重吨 净吨 吨位 吨次 标台 标准台 标准箱 标箱 国际标准箱 自然箱 千瓦时 兆瓦时 吉瓦时 太瓦时 "
    "千瓦小时 瓦时 度电 度 千瓦 兆瓦 吉瓦 太瓦 瓦 千伏安 兆伏安 兆乏 千乏 千伏 毫伏 伏特 安培 安时 毫安时 毫安 "
    "马力 蒸吨 大卡 千卡 焦耳 千焦 兆焦 吉焦 千牛 千帕 兆帕 百帕 标准大气压 大气压 流明 勒克斯 分贝 赫兹 千赫 兆赫 "
    "吉赫 摄氏度 华氏度 ℃ °C ℉ °F ° 毫西弗 微西弗 贝可 毫米汞柱 摩尔 毫摩尔 国际单位 英热单位 英热 比特 "
    "字节 兆比特 像素 公里段"
)
_RATES = "个百分点 百分点 个千分点 千分点 个基点 基点 % ‰ ‱ 成 倍 番 pct pp"
_MONEY = (
    "元人民币 人民币元 人民币 元 美元 欧元 日元 港元 港币 澳门元 澳元 加元 新台币 台币 英镑 瑞士法郎 法郎 卢布 "
    "卢比 韩元 泰铢 新加坡元 新元 林吉特 比索 雷亚尔 美金 先令 美分 里亚尔 迪拉姆 特别提款权 元钱 块钱 角钱 分钱 "
    "毛钱 银元"
)
_TIME = (
    "个工作日 工作日 个自然日 自然日 个交易日 交易日 个小时 小时 个月 个季度 季度 个学期 学期 学年 学时 课时 "
    "学分 个学分 个课时 个学时 工时 台时 机时 分钟 秒钟 秒 毫秒 微秒 点钟 刻钟 年 年期 财年 年代 "
    "周年 世纪 个世纪 个年度 "
    "天 日 日龄 月龄 月 周 个周 周岁 岁 星期 个星期 昼夜 个昼夜 旬 点 时 分 人月 个周期 周期 茬"
)
_PASSES = (
    "人次 人天 人日 户次 家次 车次 架次 班次 场次 台次 件次 批次 列次 例次 艘次 辆次 趟次 项次 笔次 只次 头次 所次 "
    "站次 剂次 盘次 床次 篇次 套次 点次 宗次 期次 组次 队次 册次 株次 课次 份次 航次 乘次 个航班 箱次 床日 起次 轮次 "
    "店次 村次 校次 车公里次 次 回 遍 趟 届 期 批 拨 轮 台班 工日 个工日 人份 个轮次"
)
_COUNTS = (
    "个 人 名 位 户 家 所 座 栋 幢 套 部 台 台套 台件 辆 架 艘 列 条 项 件 场 间 盏 处 级 类 种 支 只 头 株 棵 册 "
    "篇 本 门 班 起 例 宗 笔 单 款 张 枚 颗 片 段 层 口 眼 尾 羽 箱 包 袋 瓶 幅 首 集 字 顶 床 组 双 剂 份 股 页 "
    "节 站 副 枝 朵 粒 串 捆 幕 丛 簇 截 门类 门课 单位 羊单位 标准头 头只 头匹 羽只 辆份 辆台 台辆 对次 册件 件套 "
    "套件 张件 卷册 卷 标段 点位 床位 车位 泊位 席位 车道 部门 单元 场所 方面 大类"
)
_AREAS = (
    "县 区 市 镇 乡 村 省 国 州 旗 盟 省份 省市 省区市 省区 区市 市州 市县 县市 县区 区县 县市区 市县区 区市县 "
    "旗县 旗县区 旗县市区 乡镇 镇街 街镇 镇村 村居 村社 街道 社区 城市 国家 地市 盟市 苏木 嘎查 行政村 自然村"
)
# counted only at the end of a clause, or before one of these words: elsewhere they begin other words, too
_NARROW: Mapping[str, str] = {
    "个点": "",
    "季": "",
    "采暖季": "",
    "里": "长|路|山|海|水",
    "丈": "",
    "尺": "长|宽|高|厚",
    "寸": "",
    "两": "重|黄金|白银",
    "担": "",
    "桶": "油|原油|水|装",
    "瓦特": "",
    "伏": "",
    "安": "",
    "匹": "马",
    "方": "土|沙|砂|石|水|木|混凝土|淤泥|渣|生态",
    "兆": "宽带|带宽|以上",
    "转": "",
    "角": "",
    "块": "钱|地|田|牌|展板|屏|电池|光伏|太阳能|石|砖|标|大|宣传|木|玻璃|显示|场|耕|土|绿|匾|碑|奖|公|户外",
    "折": "",
    "对": "夫妻|新人|夫妇|列车|旅客|高铁|动车|客车|货车|双胞胎|情侣|中欧|结对|师徒|航班|进",
    "把": "种|钥匙|椅|刀|枪|伞|锁|火|尺|扇|遮阳|座|桌|雨|气|铁",
    "根": "立|桩|电|杆|管|钢|光|轨|木|灯|线|纱|柱|预制|灌|油|枕|桥|锚|拉|水泥",
    "面": "锦旗|红旗|旗|墙|镜|锣|鼓|国旗|文化墙|党旗",
    "行": "字|文字|树",
    "排": "座|房|平房|树",
    "发": "炮|子弹|礼花|火箭|弹|导弹|增雨|人工|催泪|人影",
    "盘": "磁|录|棋|菜|蚊香",
    "束": "鲜花|花",
    "堆": "垃圾|土|草|柴|杂物",
    "筒": "",
    "管": "血|疫苗|试剂|样",
    "盒": "口罩|饭|药|试剂|磁带|粉|月饼|牛奶",
    "罐": "",
    "缸": "",
    "桌": "酒|饭|菜|宴|人|客",
    "席": "",
    "餐": "",
    "顿": "饭",
    "针": "疫苗|剂|次|加强",
    "档": "节目|栏目",
    "步": "",
    "枪": "",
    "炮": "",
    "孔": "闸|桥|窑|泵|桩|井|钻|箱",
    "窝": "",
    "巢": "",
    "棚": "",
    "井": "",
    "洞": "",
    "环": "",
    "道": "闸|门|题|工序|菜|防线|程序|关|坝|梁|手续|命令|堤|审|墙|沟|桥|关口|主菜|考题",
    "群": "",
    "队": "",
    "票": "中|赞|同意|反对|弃权|当选|通过|全",
    "手": "",
    "桩": "",
    "垛": "",
    "样": "",
    "员": "",
    "具": "尸|遗|遗体|棺",
    "丝": "",
    "克朗": "",
    "晚": "",
    "夜": "",
    "卡": "",
    "句": "话|口号|诗",
    "联": "",
    "跨": "",
    "槽": "",
    "塔": "",
    "团": "",
    "帧": "",
    "拍": "",
}
_FOREIGN = (  # of the SI and of trade, and their multiples
    "km/h m/s kW·h kWh MWh GWh TWh Wh kW MW GW TW W kWp MWp GWp Wp kV V mV kVA MVA VA kvar Mvar mA Ah mAh Hz kHz "
    "MHz GHz THz KB MB GB TB PB EB ZB kB bit Kbit Mbit Gbit bps kbps Kbps Mbps Gbps Tbps FLOPS TFLOPS PFLOPS "
    "EFLOPS TOPS POPS EOPS Pflops EFlops Eflops PFlops PF P fps nm μm um mm cm dm m km km² km2 m² m2 cm² cm2 mm² "
    "mm2 m³ m3 cm³ cm3 hm² hm2 ha hm³ g kg mg μg ug µg µm ng pg t kt Mt Gt L mL ml μL Pa kPa MPa GPa hPa bar J "
    "kJ MJ GJ TJ PJ EJ kcal cal dB dB(A) ppm ppb rpm r tce kgce gce tCO2 TEU DWT dwt CGT GT USD RMB CNY EUR HKD bp "
    "bps BP BPs h hr min s ms lm lx cd N kN mol mmol px dpi Nm³ Nm3 CFU"
)
# what goes on as another word behind a unit, which is none there: 3000人才, 20升级
_OTHER_WORDS: Mapping[str, str] = {
    "个": "性(?!质)|体(?!育|系|制|量)|税|股|位数",
    "人": "民|才|工(?=智能|湖|岛|林|费|成本|客服)|大代表",
    "名": "单|称|录(?!取|用)|牌|胜",
    "位": "于|置|数|居(?!民|委|士|家)",
    "户": "籍|外(?!来|出|资)",
    "家": "具|园|禽|畜|长(?!三角|江|期|沙|春|治|城|势)|族|政",
    "座": "谈",
    "套": "餐|路|期",
    "部": "分|委|队",
    "台": "阶|湾|胞|商|资|风(?!机|电|扇)",
    "架": "构|设",
    "条": "例|款|文",
    "项": "目(?!标|前|的)",
    "场": "馆|景",
    "间": "接|隔|歇|距",
    "处": "于|理|方",
    "级": "别|联",
    "类": "别|型",
    "支": "持|撑|出(?!口)|付|柱|部(?!队)",
    "头": "部|条",
    "本": "地|级|次|质|土|市|省|县|区|科(?!普|技)|届|着|身",
    "门": "店|诊|户|槛|口|急",
    "班": "子|级|组|列",
    "起": "步|来|草|诉(?!讼)|点|到|跑",
    "例": "如|会|行",
    "单": "项|独|一|边",
    "款": "项|式",
    "张": "家(?!庭)|贴|掖",
    "片": "区|面",
    "段": "落",
    "层": "面|级|次",
    "口": "岸|径|碑",
    "包": "括|含|装|容",
    "双": "创|碳|方|向|减|拥|一流|高|随机",
    "首": "届|次|批|先|席|都|个|创|家|发",
    "集": "中|团|体|聚|约|成|群",
    "组": "织|建|成(?!员)|合",
    "字": "样|符|体|号",
    "股": "票|东|权|市",
    "页": "岩|面",
    "节": "能|约|目|点|日|气|省|奏",
    "站": "位|上|台|在|式|点",
    "副": "主|省|市|县|厅|局|处|本|产|高|校|院|总|书",
    "卷": "烟|入",
    "幕": "墙|后",
    "分": "贝|之|析|布|别|类|配|散|成(?!绩)|级|局|公司|支|管|享|期|工|行|设|解|列|离|层|区|段|批|阶段|中心",
    "点": "击|播|评|缀|亮|燃|赞|题|心|阵",
    "度": "过|量|假|汛|夏",
    "倍": "数|感|受|加",
    "番": "茄|禺|薯|号",
    "元": "旦|素|件|器|宇|首|宵|宝",
    "米": "粉|饭|兰|其|脂|酒|粮",
    "克": "服|隆|扣|制|难|拉玛",
    "升": "级|至|到|为|学|高|入|规|温|值|降|幅",
    "瓦": "斯|片|房|解",
    "秒": "级|杀|批|懂|办",
    "年": "级|轻|画|货",
    "年期": "间|末|内|满",
    "周期": "间",
    "年代": "表",
    "天": "然(?!后)|津|赋",
    "日": "本|常|军(?!训)|元",
    "月": "饼|球|嫂",
    "周": "边|围|密|末",
    "旬": "邑",
    "时": "辰|代|期|间|空|尚|段|任|刻|装|速",
    "轮": "流|候|换|岗|船|训|胎|毂|椅",
    "次": "数|生|要",
    "回": "收|购|升|落|报|家|乡|应|族|望|顾",
    "期": "间|末|初|待|望|货|限|盼|刊",
    "批": "复|准|发|评|量|示",
    "成": "[为立员效果长功熟就都交本色品型套批语]",
    "县": "域|级|城|委|政府",
    "区": "域|间|块|级|委",
    "市": "场|值|民|级|委",
    "镇": "区|江",
    "村": "民|级|庄|委|集体",
    "省": "级|委|会",
    "国": "内|际|有|企|务|庆|民|道|债|外",
    "州": "级|委",
    "旗": "下|帜|舰|杆",
    "盟": "友|约|员",
    "羽": "绒|毛|球|翼",
    "尾": "气|矿|款|水|号|数",
    "眼": "科|光|镜|界|病|部",
}
_END = compiled(
    r"[，。、；：！？,.;:!?()（）《》“”\"'’\s|/·—\-~+]|$|以上|以下|左右|以内|上下|的|和|及|与|或|至|到|余|多|每"
)
_LATIN_GOES_ON = compiled("[A-Za-z0-9]")
COLLECTIVES = frozenset(word for word in f"{_AREAS} 部门 单元 场所 方面 大类".split() if len(word) > 1)
_LISTS = (_MEASURES, _RATES, _MONEY, _TIME, _PASSES, _COUNTS, _AREAS, _FOREIGN)
UNITS = frozenset(word for words in _LISTS for word in words.split()) | _NARROW.keys()
_PHYSICAL = frozenset(f"{_MEASURES} {_RATES} {_MONEY}".split())
# counted in Chinese numerals of one character, too (三公里); other such numerals are words (三个方面, 一度)
MEASURES = frozenset(word for word in _PHYSICAL if not word.isascii()) - {"度", "成", "番", "个点", "分钱"}
# 5万吨级
_SIZED = frozenset(("吨", "元", "米", "千米", "公里", "千瓦", "兆瓦", "吉瓦", "千伏", "kV", "瓦", "MW", "GW", "千瓦时"))
_SIZED_BEHIND = compiled(r"级(?!别|联|差)")
_WEIGHED = compiled(r"(?:标准煤|标煤|二氧化碳当量|二氧化碳|油当量|粮食当量)(?![\u4e00-\u9fff]{0,3}(?:产|销)量)")
_WEIGHTS = frozenset(("吨", "千克", "公斤", "克"))
_DENOMINATOR_COUNT = compiled(r"10万(?:人(?!民))?|[十百千]?[万亿]|百|千(?![克米瓦])")
_FOREIGN_DENOMINATOR = compiled(r"[A-Za-zμ³²]{1,4}[23]?(?![A-Za-z0-9])")
_BARE_SHARE = compiled("/(?:10万人?|百万人?|万人)(?!元)")  # 8.9/10万
_PER = compiled(r"每(?=[^，。]{1,5}(?![\u4e00-\u9fff]))")


def _by_first_character(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(word)
    return {first: tuple(group) for first, group in groups.items()}


_LATIN_WORDS = frozenset(word for word in UNITS if word[-1].isascii() and word[-1].isalnum())
_WORDS = _by_first_character(UNITS)


def unit_end(text: str, start: int) -> int:
    """Return where the unit ends that begins at `start`, and `start` itself where none does."""
    end = _simple_end(text, start)
    if end == start:
        share = _BARE_SHARE.match(text, start) if text[start : start + 1] == "/" else None
        return share.end() if share else end
    word = text[start:end]
    if word in _SIZED and _SIZED_BEHIND.match(text, end):
        return end + 1
    if word in _WEIGHTS and (weighed := _WEIGHED.match(text, end)):
        end = weighed.end()
    while text[end : end + 1] in _JOINTS:
        behind = _denominator_end(text, end + 1)
        if behind == end + 1:
            break
        end = behind
    if text[end : end + 1] == "每" and word in _PHYSICAL and (per := _PER.match(text, end)):
        behind = _simple_end(text, per.end())
        if behind > per.end() and not _HAN_OR_DIGIT.match(text, behind):  # 300斤每斤5元 is an amount and its price
            return behind
    return end


_JOINTS = ("/", "·")
_HAN_OR_DIGIT = compiled("[\u4e00-\u9fff0-9]")


def _denominator_end(text: str, start: int) -> int:
    """Return where the unit behind a `/` ends: 元/吨, 人/万人, 例/10万."""
    count = _DENOMINATOR_COUNT.match(text, start)
    unit_start = count.end() if count else start
    end = _simple_end(text, unit_start)
    word = text[unit_start:end]
    if word in _WEIGHTS and (weighed := _WEIGHED.match(text, end)):
        return weighed.end()
    if end == unit_start and not count and (foreign := _FOREIGN_DENOMINATOR.match(text, start)):
        return foreign.end()
    return end


def _simple_end(text: str, start: int) -> int:
    """Return where a unit without denominators ends, and `start` where there is none."""
    for word in _WORDS.get(text[start : start + 1], ()):
        if text.startswith(word, start):
            end = start + len(word)
            # no shorter one: what stands there is another word
            return end if _ends_there(word, text, end) else start
    return start


def _ends_there(word: str, text: str, end: int) -> bool:
    """Whether a unit that ends at `end` is a whole word."""
    others = _OTHER_WORDS.get(word)
    if others:
        return not _pattern(others).match(text, end)
    if word in _LATIN_WORDS:
        return not _LATIN_GOES_ON.match(text, end)
    nouns = _NARROW.get(word)
    return nouns is None or bool(_END.match(text, end) or (nouns and _pattern(nouns).match(text, end)))


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return compiled(words)
