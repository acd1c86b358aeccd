"""Charts that a text's figures suit, each with the reason, and with what must be said beside it: in Chinese, as it
will be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct

from jzdocs.model import nodes
from jzdocs.provenance.numbers import PlacedNumber, document_numbers

Kind = Literal["dumbbell", "change", "grouped", "bar", "share", "panels", "table"]
_SHARES = ("%", "％", "‰")
_SCOPE = re.compile("全国|全省|全市|主城区|市区|县域|农村|城区")
_TIMES = ("年", "天", "周", "季度", "小时", "分钟")
_TENFOLD = 10
_MOST = 12


class Proposal(Struct, frozen=True):
    """A chart that is proposed: its kind, a title, the reason for the kind, its figures, and warnings."""

    kind: Kind
    title: str
    reason: str
    figures: tuple[PlacedNumber, ...]
    warnings: tuple[str, ...] = ()


def proposals(document: nodes.Document) -> Iterator[Proposal]:
    """The proposals for a document, section by section."""
    for section, group in groupby(document_numbers(document), key=lambda one: one.section):
        members = [
            one
            for one in group
            if one.figure.kind not in ("date", "label", "ordinal") and one.figure.quantity.base_unit not in _TIMES
        ]
        yield from _pairs(section, members)
        yield from _ranks(section, members)
        used = {id(one) for one in members if one.figure.kind in ("from", "to", "rank") or one.figure.group}
        for _, sentence in groupby(members, key=lambda one: (one.text, one.sentence)):
            yield from _levels(section, [one for one in sentence if id(one) not in used and one.figure.kind == "level"])


def _pairs(section: str, members: Sequence[PlacedNumber]) -> Iterator[Proposal]:
    """From/to pairs: of one unit together; of very different sizes in panels."""
    pairs: dict[tuple[int, int], list[PlacedNumber]] = {}
    for one in members:
        if one.figure.group and one.figure.kind in ("from", "to"):
            pairs.setdefault((one.text, one.figure.group), []).append(one)
    whole = [pair for pair in pairs.values() if len(pair) == 2]
    for unit in dict.fromkeys(pair[0].figure.quantity.base_unit for pair in whole):
        same = [pair for pair in whole if pair[0].figure.quantity.base_unit == unit]
        figures = tuple(one for pair in same for one in pair)
        kind: Kind = "dumbbell" if unit in _SHARES else "change"
        reason = (
            "前后两个数说明一个变化：画起止" if len(same) == 1 else f"{len(same)}组前后数字单位相同：放在一张图里对比"
        )
        sizes = [float(one.figure.quantity.amount) for one in figures if one.figure.quantity.amount > 0]
        if kind == "change" and len(same) > 1 and sizes and max(sizes) > _TENFOLD * min(sizes):
            kind, reason = "panels", "各组相差十倍以上：分面，各用自己的坐标轴"
        yield Proposal(kind, _title(section, figures), reason, figures, tuple(_warnings(figures, pairs=True)))


def _ranks(section: str, members: Sequence[PlacedNumber]) -> Iterator[Proposal]:
    ranks = tuple(one for one in members if one.figure.kind == "rank")
    if len(ranks) > 1:
        yield Proposal(
            "table", _title(section, ranks), "名次不是数量：列表，不画图", ranks, ("各名次的范围（全国、全省）要写明",)
        )


def _levels(section: str, members: Sequence[PlacedNumber]) -> Iterator[Proposal]:
    """Levels of one sentence: parts of a whole, rates, amounts of one unit, or a mixture."""
    if len(members) < 3:
        return
    members = members[:_MOST]
    figures = tuple(members)
    units = {one.figure.quantity.base_unit for one in members}
    title, warnings = _title(section, figures), tuple(_warnings(figures, pairs=False))
    sentence = members[0].sentence
    if len(units) > 1:
        yield Proposal(
            "table",
            title,
            f"单位不同（{'、'.join(sorted(u or '无' for u in units))}）：不能同轴，列表",
            figures,
            warnings,
        )
    elif units & set(_SHARES):
        total = sum(one.figure.quantity.value for one in members)
        if re.search("占比|构成|结构|其中", sentence) and 99 <= total <= 101:
            yield Proposal("share", title, "各部分合计为100%：画一根占比条", figures, warnings)
        else:
            yield Proposal(
                "bar", title, "各比率的基数不同：并列条形，不画饼", figures, ("基数不同，只比高低，不相加", *warnings)
            )
    else:
        amounts = [float(one.figure.quantity.amount) for one in members if one.figure.quantity.amount > 0]
        if amounts and max(amounts) > _TENFOLD * min(amounts):
            yield Proposal("panels", title, "最大与最小相差十倍以上：分面或改用表", figures, warnings)
        else:
            yield Proposal("bar", title, "同一单位的几个数：条形图，从零起", figures, warnings)


def _title(section: str, figures: Sequence[PlacedNumber]) -> str:
    subjects = list(dict.fromkeys(one.figure.subject for one in figures if one.figure.subject))
    return "、".join(subjects[:2]) + ("等" if len(subjects) > 2 else "") if subjects else section


def _warnings(figures: Sequence[PlacedNumber], *, pairs: bool) -> Iterator[str]:
    """What the reader has to be told: estimates, missing years, figures that stand in different scopes."""
    if any(one.figure.quantity.approx for one in figures):
        yield "含约数，图注应说明"
    if pairs and not any(one.figure.period for one in figures):
        yield "起止年份原文未列"
    said = [_SCOPE.search(one.figure.subject + one.sentence) for one in figures]
    scopes = {match[0] for match in said if match}
    if len(scopes) > 1:
        yield f"统计范围不同（{'、'.join(sorted(scopes))}）"
    if not pairs and re.search("其中", figures[0].sentence):
        yield "有“其中”，数字之间有包含关系，不能相加"
