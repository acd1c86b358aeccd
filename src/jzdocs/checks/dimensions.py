"""What units measure: 2公里 and 2000米 are one length, 24米 × 15米 an area, 每排25人 a number of people over rows.

A dimension maps what is measured to its power. Units that are not in the table count things of their own name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Dimension: TypeAlias = Mapping[str, int]

_LENGTH, _MASS, _DAYS, _MONTHS, _ENERGY = "length", "mass", "days", "months", "power by days"
# unit: what it measures, to which power, how many of the base unit it is
_MEASURES: dict[str, tuple[str, int, float]] = {
    "毫米": (_LENGTH, 1, 1e-3),
    "厘米": (_LENGTH, 1, 1e-2),
    "公分": (_LENGTH, 1, 1e-2),
    "分米": (_LENGTH, 1, 1e-1),
    "米": (_LENGTH, 1, 1.0),
    "延米": (_LENGTH, 1, 1.0),
    "公里": (_LENGTH, 1, 1e3),
    "千米": (_LENGTH, 1, 1e3),
    "海里": (_LENGTH, 1, 1852.0),
    "平方厘米": (_LENGTH, 2, 1e-4),
    "平方米": (_LENGTH, 2, 1.0),
    "平米": (_LENGTH, 2, 1.0),
    "㎡": (_LENGTH, 2, 1.0),
    "亩": (_LENGTH, 2, 1e4 / 15),
    "公顷": (_LENGTH, 2, 1e4),
    "平方公里": (_LENGTH, 2, 1e6),
    "平方千米": (_LENGTH, 2, 1e6),
    "毫升": (_LENGTH, 3, 1e-6),
    "升": (_LENGTH, 3, 1e-3),
    "立方米": (_LENGTH, 3, 1.0),
    "立方厘米": (_LENGTH, 3, 1e-6),
    "方": (_LENGTH, 3, 1.0),
    "毫克": (_MASS, 1, 1e-6),
    "克": (_MASS, 1, 1e-3),
    "斤": (_MASS, 1, 0.5),
    "公斤": (_MASS, 1, 1.0),
    "千克": (_MASS, 1, 1.0),
    "吨": (_MASS, 1, 1e3),
    "秒": (_DAYS, 1, 1 / 86400),
    "分钟": (_DAYS, 1, 1 / 1440),
    "小时": (_DAYS, 1, 1 / 24),
    "个小时": (_DAYS, 1, 1 / 24),
    "天": (_DAYS, 1, 1.0),
    "日": (_DAYS, 1, 1.0),
    "昼夜": (_DAYS, 1, 1.0),
    "工作日": (_DAYS, 1, 1.0),
    "个工作日": (_DAYS, 1, 1.0),
    "晚": (_DAYS, 1, 1.0),
    "夜": (_DAYS, 1, 1.0),
    "周": (_DAYS, 1, 7.0),
    "星期": (_DAYS, 1, 7.0),
    "个星期": (_DAYS, 1, 7.0),
    "月": (_MONTHS, 1, 1.0),
    "个月": (_MONTHS, 1, 1.0),
    "季": (_MONTHS, 1, 3.0),
    "季度": (_MONTHS, 1, 3.0),
    "个季度": (_MONTHS, 1, 3.0),
    "年": (_MONTHS, 1, 12.0),
    "岁": ("years of age", 1, 1.0),
    "周岁": ("years of age", 1, 1.0),
    "周年": ("anniversary", 1, 1.0),
    "元": ("yuan", 1, 1.0),
    "块钱": ("yuan", 1, 1.0),
    "角": ("yuan", 1, 0.1),
    "美元": ("dollars", 1, 1.0),
    "欧元": ("euros", 1, 1.0),
    "港元": ("hong kong dollars", 1, 1.0),
    "日元": ("yen", 1, 1.0),
    "瓦": ("power", 1, 1e-3),
    "千瓦": ("power", 1, 1.0),
    "兆瓦": ("power", 1, 1e3),
    "千瓦时": (_ENERGY, 1, 1 / 24),
    "度": (_ENERGY, 1, 1 / 24),
    "℃": ("degrees", 1, 1.0),
    "摄氏度": ("degrees", 1, 1.0),
    "分贝": ("decibels", 1, 1.0),
    "分": ("points", 1, 1.0),
    "MB": ("data", 1, 1.0),
    "GB": ("data", 1, 1024.0),
    "TB": ("data", 1, 1024.0**2),
    "%": ("", 0, 1e-2),
    "％": ("", 0, 1e-2),
    "‰": ("", 0, 1e-3),
    "‱": ("", 0, 1e-4),
    "成": ("", 0, 0.1),
    "折": ("", 0, 0.1),
    "倍": ("", 0, 1.0),
    "∶": ("", 0, 1.0),
    "分之": ("", 0, 1.0),
}
_PEOPLE = frozenset("人名位")
_COUNTED = (
    "个 户 家 人 名 位 所 座 栋 幢 套 部 台 辆 架 艘 列 条 项 件 批 场 期 盏 处 种 类 支 只 头 株 棵 "
    "册 篇 门 班 起 例 宗 笔 单 款 张 枚 颗 片 段 口 眼 尾 羽 箱 包 袋 瓶 幅 首 集 床 台套 组 桶 次 "
    "人次 户次 家次 份 股 轮 票 席 盒 剂 剂次 针 粒 枝 节 题 页 本 块 根 顶 把 孔 车 车次 班次 趟 "
    "课时 学时 学分 局 球 排 层 间 道 盘 圈 步 级 届 代 垛 行 垄 筐 罐 卷 匹 双 对 副 桌 座位 讲 单元 "
    "字 格 章 队 帧 担 捆 束 盆 畦 池 炉 窝 苗 杯 碗 勺 滴 支架 针剂 胜 平 负 场次 标段 网格 岗 点 "
    "票数 朵 "
    "板 挂 刀 贴 丸 串 束 听 屉 笼 碟 具 令 桩 船 架次 村 县 校 店 站 厂 "
)
_NOUNS = frozenset(_COUNTED.split())
UNITS = sorted({*_MEASURES, *_NOUNS}, key=lambda unit: (-len(unit), unit))


def measured(unit: str) -> tuple[Dimension, float]:
    """Return what a unit measures, and how many of the base unit it is."""
    name, power, scale = _MEASURES.get(unit, ("人" if unit in _PEOPLE else unit, 1, 1.0))
    if name == _ENERGY:
        return {"power": 1, _DAYS: 1}, scale
    return ({name: power} if power else {}), scale


def is_measure(unit: str) -> bool:
    """Whether a unit measures, where others count things."""
    return unit in _MEASURES


def unit_at_start(words: str) -> str:
    """Return the longest unit of measure that words begin with, "" where they begin with none."""
    return next((unit for unit in UNITS if unit in _MEASURES and words.startswith(unit)), "")


def times(first: Dimension, second: Dimension, sign: int = 1) -> Dimension:
    """Return the dimension of a product, or of a quotient (`sign` −1)."""
    powers = dict(first)
    for name, power in second.items():
        powers[name] = powers.get(name, 0) + sign * power
    return {name: power for name, power in powers.items() if power}


def is_sensible(dimension: Dimension) -> bool:
    """Whether anything in everyday life has a dimension: no square yuan, no people by days by kilograms."""
    positive = [name for name, power in dimension.items() if power > 0]
    negative = [name for name, power in dimension.items() if power < 0]
    if {"power", _DAYS} <= set(positive):  # energy
        positive.remove(_DAYS)
    highest = all(abs(power) <= (3 if name == "length" else 1) for name, power in dimension.items())
    return highest and len(positive) <= 1 and len(negative) <= 2
