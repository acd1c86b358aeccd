"""Page items in a form that msgpack can store and decode by type.

Items are named tuples, and msgpack cannot tell the members of a union of tuples apart; so items are stored by kind,
with their order beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from jzdocs.frames import Anchor, Clip, Image, Item, Link, Mark, Path, Rule, Slot, TextRun

_KINDS: dict[type[Any], str] = {
    TextRun: "t",
    Path: "p",
    Mark: "m",
    Link: "k",
    Rule: "r",
    Anchor: "a",
    Image: "i",
    Slot: "s",
    Clip: "c",
}


class PackedItems(NamedTuple):
    """Items sorted by kind; `order` names the kind of each item by a letter, in the items' order."""

    order: str
    t: list[TextRun]
    p: list[Path]
    m: list[Mark]
    k: list[Link]
    r: list[Rule]
    a: list[Anchor]
    i: list[Image]
    s: list[Slot]
    c: list[Clip]


def pack_items(items: Iterable[Item]) -> PackedItems:
    """Return items in the form that is stored."""
    packed = PackedItems("", [], [], [], [], [], [], [], [], [])
    order = []
    for item in items:
        kind = _KINDS[type(item)]
        order.append(kind)
        getattr(packed, kind).append(item)
    return packed._replace(order="".join(order))


def unpack_items(packed: PackedItems) -> tuple[Item, ...]:
    """Return the items in their order. Raises ValueError where `order` and the items do not agree."""
    streams: dict[str, Iterator[Item]] = {kind: iter(getattr(packed, kind)) for kind in _KINDS.values()}
    try:
        return tuple([next(streams[kind]) for kind in packed.order])
    except (KeyError, StopIteration) as error:
        raise ValueError from error
