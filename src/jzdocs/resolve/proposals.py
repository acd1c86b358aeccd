"""Charts that the numbers of a text suit, each with the reason, and with what the reader of the chart must be told.

Titles are in Chinese, as they would be printed; reasons and warnings are messages, worded in the user's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct

from jzdocs.messages.message import Message, message
from jzdocs.model import nodes
from jzdocs.provenance.numbers import PlacedNumber, document_numbers

Kind = Literal["dumbbell", "change", "grouped", "bar", "share", "panels", "table"]
_SHARES = ("%", "％", "‰")
_SCOPE = re.compile("全国|全省|全市|主城区|市区|县域|农村|城区")
_TIMES = ("年", "天", "周", "季度", "小时", "分钟")
_NOT_SHOWN = ("date", "label", "ordinal")
_TENFOLD = 10
_LEAST, _MOST = 3, 12  # numbers of one sentence that make a chart
_MOST_SUBJECTS = 2  # that a title names


class Proposal(Struct, frozen=True):
    """A chart that is proposed: its kind, a title, the reason for the kind, its numbers, and warnings."""

    kind: Kind
    title: str
    reason: Message
    numbers: tuple[PlacedNumber, ...]
    warnings: tuple[Message, ...] = ()


def proposals(document: nodes.Document) -> Iterator[Proposal]:
    """Yield the proposals for a document, section by section."""
    for section, group in groupby(document_numbers(document), key=lambda placed: placed.section):
        members = [placed for placed in group if _can_be_shown(placed)]
        yield from _pairs(section, members)
        yield from _ranks(section, members)
        levels = [placed for placed in members if placed.number.kind == "level" and not placed.number.group]
        for _, sentence in groupby(levels, key=lambda placed: (placed.statement.key, placed.sentence)):
            yield from _levels(section, list(sentence))


def _can_be_shown(placed: PlacedNumber) -> bool:
    return placed.number.kind not in _NOT_SHOWN and _unit(placed) not in _TIMES


def _pairs(section: str, members: Sequence[PlacedNumber]) -> Iterator[Proposal]:
    """Yield charts of from/to pairs: those of one unit together, of very different sizes in panels."""
    pairs: dict[tuple[object, int], list[PlacedNumber]] = {}
    for placed in members:
        if placed.number.group and placed.number.kind in ("from", "to"):
            pairs.setdefault((placed.statement.key, placed.number.group), []).append(placed)
    whole = [pair for pair in pairs.values() if len(pair) == 2]
    for unit in dict.fromkeys(_unit(pair[0]) for pair in whole):
        same = [pair for pair in whole if _unit(pair[0]) == unit]
        numbers = tuple(placed for pair in same for placed in pair)
        kind: Kind = "dumbbell" if unit in _SHARES else "change"
        reason = message("proposal.pair") if len(same) == 1 else message("proposal.pairs", count=len(same))
        if kind == "change" and len(same) > 1 and _differ_tenfold(numbers):
            kind, reason = "panels", message("proposal.pairs_tenfold")
        yield Proposal(kind, _title(section, numbers), reason, numbers, tuple(_warnings(numbers, pairs=True)))


def _ranks(section: str, members: Sequence[PlacedNumber]) -> Iterator[Proposal]:
    ranks = tuple(placed for placed in members if placed.number.kind == "rank")
    if len(ranks) > 1:
        warnings = (message("proposal.rank_scopes"),)
        yield Proposal("table", _title(section, ranks), message("proposal.ranks"), ranks, warnings)


def _levels(section: str, members: Sequence[PlacedNumber]) -> Iterator[Proposal]:
    """Yield the chart of one sentence's levels: parts of a whole, rates, amounts of one unit, or a mixture."""
    if len(members) < _LEAST:
        return
    numbers = tuple(members[:_MOST])
    units = {_unit(placed) for placed in numbers}
    title, warnings = _title(section, numbers), tuple(_warnings(numbers, pairs=False))
    if len(units) > 1:
        shown = "、".join(sorted(unit for unit in units if unit))
        reason = message("proposal.units_and_none" if "" in units else "proposal.units", units=shown)
        yield Proposal("table", title, reason, numbers, warnings)
    elif units & set(_SHARES):
        total = sum(placed.number.quantity.value for placed in numbers)
        if re.search("占比|构成|结构|其中", numbers[0].sentence) and 99 <= total <= 101:
            yield Proposal("share", title, message("proposal.parts_of_whole"), numbers, warnings)
        else:
            warnings = (message("proposal.not_added"), *warnings)
            yield Proposal("bar", title, message("proposal.rates"), numbers, warnings)
    elif _differ_tenfold(numbers):
        yield Proposal("panels", title, message("proposal.tenfold"), numbers, warnings)
    else:
        yield Proposal("bar", title, message("proposal.one_unit"), numbers, warnings)


def _unit(placed: PlacedNumber) -> str:
    return placed.number.quantity.base_unit


def _differ_tenfold(numbers: Sequence[PlacedNumber]) -> bool:
    amounts = [float(placed.number.quantity.amount) for placed in numbers if placed.number.quantity.amount > 0]
    return bool(amounts) and max(amounts) > _TENFOLD * min(amounts)


def _title(section: str, numbers: Sequence[PlacedNumber]) -> str:
    subjects = list(dict.fromkeys(placed.number.subject for placed in numbers if placed.number.subject))
    if not subjects:
        return section
    return "、".join(subjects[:_MOST_SUBJECTS]) + ("等" if len(subjects) > _MOST_SUBJECTS else "")


def _warnings(numbers: Sequence[PlacedNumber], *, pairs: bool) -> Iterator[Message]:
    """Yield what the reader of the chart has to be told: estimates, missing years, numbers of different scopes."""
    if any(placed.number.quantity.approx for placed in numbers):
        yield message("proposal.estimates")
    if pairs and not any(placed.number.period for placed in numbers):
        yield message("proposal.no_years")
    matches = [_SCOPE.search(placed.number.subject + placed.sentence) for placed in numbers]
    scopes = {match[0] for match in matches if match}
    if len(scopes) > 1:
        yield message("proposal.scopes", scopes="、".join(sorted(scopes)))
    if not pairs and re.search("其中", numbers[0].sentence):
        yield message("proposal.parts_included")
