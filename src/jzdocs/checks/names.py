"""What the names of parts tell: whether nothing can be in two of them, and whether there are no others."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.patterns import compiled

# what is divided along one of these is in one part only; names are told apart by these words
_DIMENSIONS = tuple(
    words.split()
    for words in (
        "第一产业 第二产业 第三产业 一产 二产 三产",
        "城镇 乡村 农村 城市",
        "男 女",
        "进口 出口",
        "国有 民营 外资 私营 集体 个体 港澳台 股份",
        "国家级 省级 市级 县级 区级 镇级 村级 部级",
        "中央 省 市 县 区 地方 自筹 社会 银行 企业 债券 专项债 财政 贷款 自有 争取上级",
        "小学 初中 高中 中职 中专 幼儿园 特殊教育 特校 九年一贯 完全中学 职业学校 大学",
        "博士 硕士 本科 专科 大专 高职",
        "新建 续建 扩建 改建 竣工 在建 收尾 迁建 改造",
        "公路 铁路 水路 水运 航空 民航 管道 轨道",
        "火电 水电 风电 光伏 太阳能 核电 生物质 煤电 气电",
        "小麦 玉米 水稻 稻谷 大豆 薯类 油菜 花生 高粱 谷子",
        "夏粮 秋粮 早稻",
        "猪肉 牛肉 羊肉 禽肉 兔肉",
        "一季度 二季度 三季度 四季度 上半年 下半年",
        "国内 入境 国外 海外 境外",
        "在职 退休 离休 居民",
        "工业 农业 生活 生态 建筑业",
        "税收 非税",
        "公办 民办",
        "养殖 捕捞",
        "商品零售 餐饮",
        "省内 省外 境内 境外",
        "市内 市外",
        "县内 县外",
        "线上 线下 网上 窗口",
        "优 良 中 差",
        "煤炭 石油 天然气 一次电力 非化石",
        "博物馆 图书馆 文化馆 美术馆 纪念馆",
        "来信 来访 来电 网上 网络 电话",
        "机关 基层 企业 事业 社区",
        "人员经费 公用经费 日常公用 项目支出 项目经费",
        "基本支出 项目支出",
        "旱地 水田 水浇地 望天田",
        "林地 耕地 园地 草地 湿地 建设用地 水域",
        "汽车 摩托车 拖拉机 挂车 其他车辆",
        "室内 室外",
        "城区 郊区 乡镇 农村",
        "特等奖 一等奖 二等奖 三等奖 优秀奖 优胜奖 鼓励奖 组织奖",
        "一般债务 专项债务",
        "一般债券 专项债券",
        "住户 非金融企业 机关团体 财政性",
        "短期 中长期 票据",
        "职工 居民",
        "文科 理科",
        "笔试 面试",
        "轻工业 重工业",
        "大型 中型 小型 微型",
        "民事 刑事 行政 执行",
        "轻伤 重伤 受伤 死亡 失踪",
        "住院 门诊",
        "上午 下午 晚上",
        "批发 零售 住宿 餐饮",
        "直营 加盟",
        "正式 列席 特邀",
        "在编 编外 聘用 外聘",
        "正科 副科 正处 副处",
        "党委 党总支 党支部",
        "本地 外地",
        "老年 中年 青年 少年 儿童",
        "硕士 博士 本科 专科",
        "陆地 海域",
        "火灾 爆炸 中毒 坍塌",
        "普惠 营利性",
        "赞成 反对 弃权",
        "建制镇 乡 街道",
        "高速 普通 国道 省道 县道 乡道 农村",
        "在编 空编",
        "行政编制 事业编制 工勤",
        "集体访 个人访",
        "增长 下降 持平",
        "上升 下降 持平",
        "盈利 亏损",
        "内科 外科 儿科 妇产科 护理 急诊",
    )
)
# parts of which there are no others
_SETS = tuple(
    frozenset(names.split())
    for names in (
        "第一产业 第二产业 第三产业",
        "一产 二产 三产",
        "城镇 乡村",
        "城镇 农村",
        "城市 农村",
        "男 女",
        "本科 专科",
        "国有 民营 外资",
        "进口 出口",
        "国内 入境",
        "国内 海外",
        "在职 退休",
        "税收 非税",
        "公办 民办",
        "线上 线下",
        "养殖 捕捞",
        "商品零售 餐饮",
        "省内 省外",
        "市内 市外",
        "县内 县外",
        "境内 境外",
        "上半年 下半年",
        "赞成 反对 弃权",
        "一季度 二季度 三季度 四季度",
        "文科 理科",
        "笔试 面试",
        "在编 空编",
        "集体访 个人访",
        "实到 缺席",
        "实到 请假",
        "实到 未到",
        "一般债务 专项债务",
        "一般债券 专项债券",
        "室内 室外",
        "直营 加盟",
        "轻工业 重工业",
    )
)
# what all the parts of a set together are called, where no 其中 says that they are its parts
_WHOLES = {
    frozenset(("第一产业", "第二产业", "第三产业")): compiled("生产总值|GDP"),
    frozenset(("进口", "出口")): compiled("进出口|外贸总|对外贸易总"),
    frozenset(("城镇", "乡村")): compiled("人口|零售"),
    frozenset(("男", "女")): compiled("人口|职工|教师|学生|人员|代表|党员|总人数|成员|委员|干部|员工"),
    frozenset(("文科", "理科")): compiled("招生|录取|考生|学生|报名"),
    frozenset(("在编", "空编")): compiled("编制"),
    frozenset(("一季度", "二季度", "三季度", "四季度")): compiled("全年|共"),
    frozenset(("国内", "入境")): compiled("接待(?:国内外|海内外)?(?:游客|旅游)"),
    frozenset(("税收", "非税")): compiled("财政收入|预算收入"),
    frozenset(("赞成", "反对", "弃权")): compiled("票|参会|代表|委员|出席|表决|投票"),
    frozenset(("实到", "缺席")): compiled("应到|应参|应出|应会"),
    frozenset(("实到", "请假")): compiled("应到|应参|应出|应会"),
    frozenset(("实到", "未到")): compiled("应到|应参|应出|应会"),
    frozenset(("一般债务", "专项债务")): compiled("债务余额|债务限额|政府债务"),
}
_OVERLAP = compiled(
    "^[，、“其中]*(?:通(?![过讯信知用])|开通|[会有]|具有|具备|拥有|享受|建有|设有|配有|装有|用上|参加过)|女|库容|党员|少数民族|以上|以下|重点|优秀|同时|首次|兼|连续|外(?![科资语贸])|新(?![区华闻建增])"
)
_CLASS = compiled("^[级类型市区县镇乡季粮岁期档组片段校队馆场厂院厅局科岗车]")
_DISTINCTION = compiled(
    "级|示范|重点|优秀|优质|先进|名牌|品牌|百强|龙头|特色|星|知名|著名|高新|专精特新|独角兽|上市|规上|规模以上"
)


# what a number counts, by the last character of its name: a town is no village
_PLACES = frozenset("省市县区镇乡村组户")
_OTHER_STATES = compiled(
    "上年|去年|前年|同期|目标|计划|预算(?!内)|概算|设计|实际|原有|含税|税前|税后|上限|下限|上期|规划|此前|预计|年[初末底]?$"
)


def counts_another(whole: str, part: str) -> bool:
    """Whether the noun of a whole and that of a part are places of different kinds: 3个乡镇，其中示范村12个."""
    last = {name[-1:] for name in (whole, part)}
    return len(last) == 2 and last <= _PLACES


def are_other_states(names: Sequence[str]) -> bool:
    """Whether names are those of other times or states of one thing (上年, 计划), which are no parts of it."""
    return any(map(_OTHER_STATES.search, names))


def set_of(names: Sequence[str]) -> frozenset[str] | None:
    """Return the set of which parts with these names are all: 城镇 and 乡村 for 城镇人口 and 乡村人口."""
    for members in _SETS:
        if len(names) == len(members) and all(_matches(names, member) == 1 for member in members):
            return members
    return None


_PRESENT = compiled("^实|实到|实际[到参出]|到会|出席|出勤")
_ABSENT = compiled("缺|请假|未到|未参加|旷")
_DONE = compiled("办结|结案|审结|化解|整改到位|整改完成|完成整改|已整改|销号|答复|竣工|完工")
_PENDING = compiled("正在|在办|待办|未|尚在|在审|继续")
_NEGATION = compiled("[未不无非]|没有|尚未")


def are_complements(names: Sequence[str]) -> bool:
    """Whether the second of two names says that the same is not so (合格, 不合格), or not yet (办结, 正在办理)."""
    if len(names) != 2 or not all(names):
        return False
    first, second = names
    if _PRESENT.search(first) and _ABSENT.match(second):
        return True
    negation = _NEGATION.search(second)
    if negation and not _NEGATION.search(first):
        core, rest = _PLAIN.sub("", first), _PLAIN.sub("", _NEGATION.sub("", second, count=1))
        return len(core) >= 2 and len(rest) >= 2 and (core.endswith(rest) or rest.endswith(core))
    return bool(_DONE.search(first) and not _PENDING.search(first) and _PENDING.match(second))


_PLAIN = compiled("^(?:其中|已经|已|有|尚|仍|还有|还|到|达到?|经|的)+|(?:的|有|达|为|到)+$")


def _matches(names: Sequence[str], word: str) -> int:
    return sum(word in name and not (word in ("进口", "出口") and "进出口" in name) for name in names)


def is_whole_of(name: str, members: frozenset[str]) -> bool:
    """Whether `name` is that of the whole of a set."""
    pattern = _WHOLES.get(members)
    return bool(pattern and pattern.search(name)) and not any(member in name for member in members - {"进口", "出口"})


def are_apart(names: Sequence[str]) -> bool:
    """Whether nothing can belong to two of the parts with these names: they are divided along one dimension."""
    if len(set(names)) < len(names) or not all(names):
        return False
    if set_of(names):
        return True
    if any(map(_OVERLAP.search, names)):
        return False
    if any(first != second and first in second for first in names for second in names):  # 汽车, 私人汽车
        return False
    ending = _common_ending(names)
    stems = [name[: len(name) - len(ending)] for name in names]
    if _CLASS.match(ending) and all(0 < len(stem) <= 4 for stem in stems):  # 甲类, 乙类
        return True
    return any(_along(words, names) for words in _DIMENSIONS)


def _common_ending(names: Sequence[str]) -> str:
    length = 0
    while length < min(map(len, names)) and len({name[-length - 1] for name in names}) == 1:
        length += 1
    return names[0][len(names[0]) - length :]


def _along(words: Sequence[str], names: Sequence[str]) -> bool:
    found = [next((word for word in words if word in name), None) for name in names]
    return None not in found and len(set(found)) == len(found)


def may_overlap(names: Sequence[str]) -> bool:
    """Whether the names speak of properties that one thing may have several of (女职工, 党员)."""
    return not set_of(names) and any(map(_OVERLAP.search, names))


def are_distinctions(names: Sequence[str]) -> bool:
    """Whether the names single out some (国家级, 示范), so that there are others without."""
    return any(map(_DISTINCTION.search, names))
