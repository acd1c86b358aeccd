"""Items in a form that msgpack keeps and decodes by type: items are tuples, and a union of tuples tells nobody which
is which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from jzdocs.frames import Anchor, Image, Item, Link, Mark, Path, Rule, Slot, TextRun

_KINDS: dict[type[Any], str] = {
    TextRun: "t",
    Path: "p",
    Mark: "m",
    Link: "k",
    Rule: "r",
    Anchor: "a",
    Image: "i",
    Slot: "s",
}


class PackedItems(NamedTuple):
    """Items by kind; `order` tells by a letter each which is next."""

    order: str
    t: list[TextRun]
    p: list[Path]
    m: list[Mark]
    k: list[Link]
    r: list[Rule]
    a: list[Anchor]
    i: list[Image]
    s: list[Slot]


def pack_items(items: Iterable[Item]) -> PackedItems:
    """Items to be kept."""
    out = PackedItems("", [], [], [], [], [], [], [], [])
    order = []
    for item in items:
        kind = _KINDS[type(item)]
        order.append(kind)
        getattr(out, kind).append(item)
    return out._replace(order="".join(order))


def unpack_items(packed: PackedItems) -> tuple[Item, ...]:
    """The items. Raises ValueError where order and items do not agree."""
    streams: dict[str, Iterator[Item]] = {kind: iter(getattr(packed, kind)) for kind in _KINDS.values()}
    try:
        return tuple([next(streams[kind]) for kind in packed.order])
    except (KeyError, StopIteration) as error:
        raise ValueError from error
