"""The end of a document: who signs it and when, attachments behind it. A text may hold several documents, so the lines
are found by what stands beside them, wherever that is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from jzdocs.patterns import compiled
from jzdocs.source.dates import is_date
from jzdocs.source.heading_numbers import numbered
from jzdocs.source.pieces import PLACEHOLDER, Block

_MAX_SIGNATURE = 5  # lines of names above a date
_MAX_NAME = 40
_OFFICE = compiled(
    r"(?:局|委员会|委|厅|部|办公室|办公厅|政府|中心|院|办|公司|学校|大学|学院|银行|会|处|署|社|馆|所|站|组)$"
)
_NAME_AND_DATE = compiled(r"^(\S.{1,40}?)[\u3000 ]*(\d{4}年\d{1,2}月\d{1,2}日|[一二三四五六七八九〇零○]{4}年.{2,6}日)$")


def with_plain_closings(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, those of signatures as plain text: a date that stands alone, and the short lines above it; at
    the end of the text also offices without a date."""
    blocks = [part for block in blocks for part in _divided(block)]
    plain = set()
    for index, block in enumerate(blocks):
        if block.alone and is_date(block.text):
            plain |= {index, *_names_above(blocks, index)}
        elif block.alone and _is_signed_and_dated(block.text):
            plain |= {index}
    plain |= _offices_at_end(blocks)
    return [replace(block, plain=True) if index in plain else block for index, block in enumerate(blocks)]


def _divided(block: Block) -> list[Block]:
    """Return the lines of a block that holds a date on a line of its own, each as a block."""
    if block.alone or block.table is not None or not any(is_date(line.text) for line in block.lines):
        return [block]
    return [replace(block, lines=(line,)) for line in block.lines]


def _names_above(blocks: Sequence[Block], date: int) -> list[int]:
    """Return the lines above a date that sign."""
    names = []
    for index in range(date - 1, max(-1, date - 1 - _MAX_SIGNATURE), -1):
        if not _is_name(blocks[index]):
            break
        names.append(index)
    return names


def _is_name(block: Block) -> bool:
    text = block.text
    return (
        block.alone
        and text[0] != PLACEHOLDER
        and len(text) <= _MAX_NAME
        and text[-1] not in "。！？；：，.!?;:,”"
        and numbered(text) is None
        and not re.search(r"[，。；]", text)
    )


def _is_signed_and_dated(text: str) -> bool:
    match = _NAME_AND_DATE.match(text)
    return bool(match and _OFFICE.search(match[1]) and not re.search(r"[，。；：]", match[1]))


def _offices_at_end(blocks: Sequence[Block]) -> set[int]:
    """Return the offices that end a text without a date, and what stands in brackets below them."""
    plain: set[int] = set()
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 1 - _MAX_SIGNATURE), -1):
        block = blocks[index]
        bracketed = block.alone and re.fullmatch(r"[（(].*[）)]", block.text)
        if not bracketed and not (_is_name(block) and _OFFICE.search(block.text)):
            break
        plain.add(index)
    return plain


_ATTACHMENT = compiled(r"附\s*件\s*[\d一二三四五六七八九十]{0,2}\s*[：:]?")


def with_attachment_titles(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, 附件1 on a line of its own and the title below it as one line."""
    out: list[Block] = []
    for block in blocks:
        above = out[-1] if out else None
        if above is not None and above.alone and _ATTACHMENT.fullmatch(above.text) and _is_title(block):
            line = above.lines[0]
            joined = f"{line.text.rstrip('：:')}\u3000{block.text}"
            out[-1] = replace(above, lines=(replace(line, text=joined),))
        else:
            out.append(block)
    return out


def _is_title(block: Block) -> bool:
    text = block.text
    return (
        block.alone and not block.plain and len(text) <= _MAX_NAME and text[-1] not in "。；：，" and not numbered(text)
    )
