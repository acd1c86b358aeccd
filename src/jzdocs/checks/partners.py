"""Which amount a share, a multiple or a price belongs to, and whether a formula takes it with that.

按笔试60%、面试40%折算 multiplies each score with its own weight; 一等奖2名，每名3000元；二等奖4名，每名1500元 each
number with its own prize; 已完成288项，占80% divides what it stands behind. A formula that takes them crosswise may
come out right all the same, but that is how slips are made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from jzdocs.checks.combined_values import shown
from jzdocs.checks.figures import Figure
from jzdocs.patterns import compiled

_OF_THE_ONE_BEFORE = compiled("[，,（(、](?:仅|只|约|已)?(?:占|完成)[^，,。；、]*$")
_SPLIT = compiled(" [+−] |[()]")
_TIMES = compiled(" [×÷] ")
_REST = compiled("[剩余退欠缺空]|还[差有需要]|[未尚]")


def partners(found: Sequence[Figure]) -> Mapping[int, Figure]:
    """Return the amounts that the factors among figures belong to, by the factors' places: by a name in common, by
    their order, or because the factor stands right behind."""
    by_place = dict(_by_order(found))
    for place, figure in enumerate(found):
        if not _is_factor(figure):
            continue
        amounts = [other for other in found if not _is_factor(other) and _may_go_together(figure, other)]
        if figure.is_ratio and place and found[place - 1] in amounts and _OF_THE_ONE_BEFORE.match(figure.lead):
            by_place[figure.start] = found[place - 1]
        elif named := _of_one_name(figure, amounts):
            by_place[figure.start] = named
    return by_place


def _is_factor(figure: Figure) -> bool:
    return figure.is_ratio or any(power < 0 for power in figure.dimension.values())


def _may_go_together(factor: Figure, amount: Figure) -> bool:
    """Whether a factor may be one of an amount: a share of any, a price of what it is over."""
    return factor.is_ratio or any(
        amount.dimension.get(name) == 1 for name, power in factor.dimension.items() if power < 0
    )


def _of_one_name(factor: Figure, amounts: Sequence[Figure]) -> Figure | None:
    """Return the only one of several like amounts whose clause has most pairs of characters in common with that of a
    factor."""
    pairs = {factor.clause[place : place + 2] for place in range(len(factor.clause) - 1)}
    for dimension in [figure.dimension for figure in amounts]:
        alike = [figure for figure in amounts if figure.dimension == dimension]
        common = [sum(pair in figure.clause for pair in pairs) for figure in alike]
        if len(alike) > 1 and max(common) and common.count(max(common)) == 1:
            return alike[common.index(max(common))]
    return None


def _by_order(found: Sequence[Figure]) -> Mapping[int, Figure]:
    """Return the partners of prices by their order: 2名，每名3000元，4名，每名1500元; 2名、4名，分别3000元、1500元."""
    prices = [figure for figure in found if _is_factor(figure) and not figure.is_ratio]
    if len({tuple(sorted(figure.dimension.items())) for figure in prices}) != 1 or len(prices) < 2:
        return {}
    counts = [figure for figure in found if not _is_factor(figure) and _may_go_together(prices[0], figure)]
    pairs = list(zip(counts, prices, strict=False))
    order = [figure.start for figure in chain.from_iterable(pairs)]
    turned = [figure.start for pair in pairs for figure in reversed(pair)]
    is_clear = order == sorted(order) or turned == sorted(turned) or max(f.start for f in counts) < prices[0].start
    if len(counts) != len(prices) or not is_clear:
        return {}
    return {price.start: count for count, price in pairs}


def keeps_partners(how: str, result: Figure, others: Sequence[Figure], links: Mapping[int, Figure]) -> bool:
    """Whether a formula takes every factor with the amount that it belongs to, and a rest with a difference."""
    if "−" not in how and any(_REST.search(figure.clause) for figure in (result, *others)):
        return False
    if result.start in links:
        partner = shown(links[result.start])
        part = f"{partner} ÷" if _OF_THE_ONE_BEFORE.match(result.lead) else f"÷ {partner}"
        if part not in how:
            return False
    chains = [_TIMES.split(part.strip(" ×÷")) for part in _SPLIT.split(how)]
    by_text = {shown(figure): figure for figure in others}
    for leaf in chain.from_iterable(chains):
        factor = by_text.get(leaf)
        if factor and factor.start in links:
            partner = shown(links[factor.start])
            if not any(leaf in leaves and partner in leaves for leaves in chains):
                return False
    return True
