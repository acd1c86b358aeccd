"""Faults of pages → faults with their places in the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jzdocs.errors import Location
from jzdocs.frames import Fault
from jzdocs.layout.page_check import PageFault
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, own_texts, run_texts


def placed_faults(faults: Iterable[PageFault], document: nodes.Document) -> Iterator[Fault]:
    """Yield faults with their places: that of the text within its block where the block has several, else that of the
    block. What a running head prints comes from the front matter; on how many pages it is wrong does not matter."""
    found = set()
    for fault in faults:
        key = (fault.kind, fault.text, fault.block, fault.other_block)
        if key in found:
            continue
        found.add(key)
        number, text = (fault.block, fault.text) if fault.block >= 0 else (fault.other_block, fault.other)
        at = _place(document.blocks[number], text) if number >= 0 else document.at
        yield Fault(at, fault.kind, fault.page + 1, fault.text, fault.other)


def _place(block: nodes.Block, text: str) -> Location:
    """Return where a text of a block stands in the source."""
    inner = list(blocks((block,)))
    printed = [own for b in inner for own in (*run_texts(b), *own_texts(b)) if own.at.line]
    found = next((own.at for own in printed if text and text in own.text), None)
    return found or next((own.at for own in printed if own.text and own.text in text), block.at)
