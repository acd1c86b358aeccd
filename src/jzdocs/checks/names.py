"""What the names of parts tell: whether nothing can be in two of them, and whether there are no others."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
        "中央 省 市 县 区 自筹 社会 银行 企业 债券 专项债 财政 贷款 自有",
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
    )
)
# what all the parts of a set together are called, where no 其中 says that they are its parts
_WHOLES = {
    frozenset(("第一产业", "第二产业", "第三产业")): re.compile("生产总值|GDP"),
    frozenset(("进口", "出口")): re.compile("进出口|外贸总|对外贸易总"),
    frozenset(("城镇", "乡村")): re.compile("人口|零售"),
    frozenset(("男", "女")): re.compile("人口|职工|教师|学生|人员|代表|党员|总人数"),
    frozenset(("国内", "入境")): re.compile("接待(?:国内外|海内外)?(?:游客|旅游)"),
    frozenset(("税收", "非税")): re.compile("财政收入|预算收入"),
}
_OVERLAP = re.compile("女|党员|少数民族|以上|以下|重点|优秀|同时|首次|兼|连续|外(?![科资语贸])|新(?![区华闻])")
_CLASS = re.compile("^[级类型市区县镇乡季粮岁期档组片段校队馆场厂院厅局科岗车]")
_DISTINCTION = re.compile(
    "级|示范|重点|优秀|优质|先进|名牌|品牌|百强|龙头|特色|星|知名|著名|高新|专精特新|独角兽|上市|规上|规模以上"
)


# what a number counts, by the last character of its name: a town is no village
_PLACES = frozenset("省市县区镇乡村组户")
_OTHER_STATES = re.compile(
    "上年|去年|前年|同期|目标|计划|预算|概算|设计|实际|原有|含税|税前|税后|上限|下限|上期|规划|此前|预计|年[初末底]?$"
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
