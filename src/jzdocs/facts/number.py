"""A number of a text: a quantity with what the text says of it; and the verbs of rising and falling."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from jzdocs.facts.quantities import Quantity

_UNITS_OF_TIME = frozenset(("年", "天", "周", "个月", "月", "季度", "小时", "个小时", "分钟", "个工作日", "工作日"))
Kind = Literal["level", "increase", "decrease", "from", "to", "rank", "date", "ordinal", "label"]


class Number(Struct, frozen=True):
    """A quantity in a text, and what the text says of it.

    `subject` is what it measures, `period` when, as printed without quotes. Numbers that belong together (the ends of a
    change, a level and its increase) share a `group`, counted from 1. `bound` says that it is the lower or the upper
    end of a range (50—80家): both are in one group and have one unit and kind.
    """

    quantity: Quantity
    kind: Kind
    subject: str = ""
    group: int | None = None
    period: str | None = None
    bound: Literal["", "low", "high"] = ""

    @property
    def is_duration(self) -> bool:
        """Whether it is a length of time."""
        return self.quantity.base_unit in _UNITS_OF_TIME


# A single character is a verb before its amount only: 降3个百分点, but 降水量, 升学率, 减税.
_BEFORE_AMOUNT = r"(?=[至到为了约近超逾\d]|$)"
_RISING = (
    "(?<!负)增长(?![率点极]) 增加(?![值额]) 增多 增产 增收 增利 增支 增亏 净增 递增 提高(?!班) 提升 上升 上涨 上扬 "
    "上浮 上移 上调 调高 调增 扩大 扩张 攀升 跃升 回升 反弹 走高 升高 升值 拔高 延长(?!线) 前移 偏多 偏高 多增 加快 "
    "提速(?!工程) 多用 多蓄 多收 "
    f"(?<!少)增{_BEFORE_AMOUNT} [升涨]{_BEFORE_AMOUNT}"
)
_FALLING = (
    "负增长(?![率点极]) 下降 降低 减少 减轻 减产 减收 减支 减亏 减缓 压减 压降 压缩(?!机|空气) 缩小 缩短 缩减 缩水 "
    "缩编 缩量 回落 下滑 下跌 下挫 下调 下浮 下移 调低 调减 收窄 节约 节省 削减 核减 裁减 裁撤 精简 精减 递减 走低 "
    "贬值 净减 后移 偏少 偏低 放缓 少用 少增 少收 少支 少发 "
    f"[减降跌缩]{_BEFORE_AMOUNT}"
)
RISE, FALL = ("|".join(verbs.split()) for verbs in (_RISING, _FALLING))
# what these verbs begin with: looked for first, as that is three times as fast
VERB_STARTS = "上下偏净减削前加升压反后回增多少延扩拔提攀收放核涨精缩节裁调负贬走跃跌递降"
