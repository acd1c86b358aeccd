"""Headings without a number in the text of a draft: short lines by themselves, each above running text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jzdocs.patterns import compiled
from jzdocs.source.drafts.forms import compact, is_date, is_office, numbered, person
from jzdocs.source.heading_numbers import is_counted
from jzdocs.source.headings import is_plain_line
from jzdocs.source.pieces import Block

_LONGEST = 22
_STOPS = compiled(r"[。；;！？!?：:，,…]")
_NAMES_MATTER = compiled(
    r"(?:要求|安排|措施|情况|问题|建议|打算|内容|时间|地点|范围|目标|任务|原则|对象|程序|方式|事项|依据|背景|概况|条件|标准|责任|步骤|成效|做法|保障|思路|意义|分工)$"
)


def unnumbered_headings(blocks: Sequence[Block]) -> set[int]:
    """Return the blocks that are headings without a number: several of one form, or one that names a matter (工作要求);
    none where headings have numbers."""
    if any(block.table is None and is_counted(block.text) for block in blocks):
        return set()
    found = {index for index in range(len(blocks)) if _is_heading(blocks, index)}
    named = {index for index in found if _NAMES_MATTER.search(compact(blocks[index].text))}
    return found if len(found) > 1 and named else named


def _is_heading(blocks: Sequence[Block], index: int) -> bool:
    text = blocks[index].text
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    above = blocks[index - 1] if index else None
    return (
        _is_short(blocks[index])
        and not re.match(r"特此|妥否|当否|以上|此复|专此|此致|敬礼", text)
        and below is not None
        and _is_running(below)
        and (above is None or _is_running(above))
    )


def _is_short(block: Block) -> bool:
    text = block.text
    return (
        block.alone
        and not block.plain
        and 2 <= len(compact(text)) <= _LONGEST
        and not _STOPS.search(text)
        and not re.search(r"\d|\s{2}|\t", text)
        and not numbered(text)
        and not is_plain_line(text)
        and not is_office(text)
        and not is_date(text)
        and not person(text)
    )


def _is_running(block: Block) -> bool:
    """Return whether a block is a paragraph of the text, or a table."""
    return block.table is not None or block.piece is not None or block.lines[-1].text[-1:] in "。；：:！？”）"
