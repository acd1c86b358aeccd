"""A `keyfigures` block → KeyFigures: cards in one group or several, or all cards of the document."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from jzdocs.model import nodes
from jzdocs.source.fence_context import Fence, FenceContext
from jzdocs.source.fields import Keys, Scalar, Sequence
from jzdocs.source.options import report_void


class KeyFigureOptions(Struct, frozen=True):
    """The options of key figures: `collect` makes a page of all that stand in the document."""

    title: str = ""
    collect: Annotated[bool, {"all": True}] = False
    cards: Sequence | None = None
    groups: Sequence | None = None


class GroupOptions(Struct, frozen=True):
    """The options of a group of cards."""

    title: str = ""
    cards: Sequence | None = None


class CardOptions(Struct, frozen=True):
    """The options of a card: the name of a figure, what it is, and a short addition."""

    figure: Scalar | None = None
    label: Scalar | None = None
    context: Scalar | None = None


def read_key_figures(fence: Fence, context: FenceContext) -> nodes.Block:
    """Return the KeyFigures of a `keyfigures` block."""
    options, keys = context.options(fence, KeyFigureOptions)
    if options.groups is not None:
        report_void(keys, ("cards",), "groups", context.report)
        groups = _groups(options.groups, context)
    else:
        cards = _cards(options.cards, context)
        groups = (nodes.CardGroup(options.title, cards),) if cards else ()
    if not groups and not options.collect:
        context.report.error(fence.at, "C020")
    return nodes.KeyFigures(groups, options.collect, options.title, fence.at)


def _groups(items: Sequence, context: FenceContext) -> tuple[nodes.CardGroup, ...]:
    groups = []
    for item in items.items:
        if isinstance(item, Keys):
            options = context.part(item, GroupOptions)
            groups.append(nodes.CardGroup(options.title, _cards(options.cards, context)))
        else:
            context.report.error(item.at, "C021.group")
    return tuple(groups)


def _cards(items: Sequence | None, context: FenceContext) -> tuple[nodes.Card, ...]:
    cards = []
    for item in items.items if items is not None else ():
        options = context.part(item, CardOptions) if isinstance(item, Keys) else CardOptions()
        if options.figure is None:
            context.report.error(item.at, "C021")
            continue
        figure = nodes.Value(options.figure.text, options.figure.at)
        cards.append(nodes.Card(figure, context.rich(options.label), context.rich(options.context)))
    return tuple(cards)
