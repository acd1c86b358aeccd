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


RISE = (
    "增长(?![率点极])|增加(?![值额])|增产|增收|净增|增(?![加值量速幅产收长])|提高|提升|上升|上涨|扩大|攀升|涨|升高|前移|偏多|偏高|多增|加快|多用|多蓄|上调|调高"
    "|升(?=[至到为了约近超]|$)"
)
FALL = (
    "下降|降低|减少|减轻|减产|减(?![排速负产税免灾租值持])|压减|缩小|缩短|缩减|回落|下滑|收窄|节约|节省|下调|压缩(?!机|空气)|后移|偏少|偏低|放缓|少用|下浮|调低"
    "|降(?=[至到为了约近超]|$)"
)
