"""Which lines of a plain text are headings, and of what level.

A heading is a line by itself: short, one phrase or sentence, without digits; or it begins with a number of a form that
offices use (GB/T 9704-2012 7.3.3: 一、 （一） 1. （1）). The forms that a text has, in this order, are its levels:
第一章 above 第一节 above 一、 above （一） above 1. above （1）, and 1 above 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.messages.message import message
from jzdocs.source.pieces import PLACEHOLDER, Block, Piece

MAX_HEADING = 40
MAX_SENTENCE = 30
_KINDS = (
    ("第一篇", re.compile(r"第[一二三四五六七八九十百\d]+[编篇部分]+\s*")),
    ("第一章", re.compile(r"第[一二三四五六七八九十百\d]+章\s*")),
    ("第一节", re.compile(r"第[一二三四五六七八九十百\d]+节\s*")),
    ("一、", re.compile(r"[一二三四五六七八九十]+、\s*")),
    ("（一）", re.compile(r"[（(][一二三四五六七八九十]+[）)]\s*")),
    ("1.", re.compile(r"\d{1,2}[.．、](?!\d)\s*")),
    ("（1）", re.compile(r"[（(]\d{1,2}[）)]\s*")),
)
_ORDER = [kind for kind, _ in _KINDS]
_PRINTED = (
    "第一篇",
    "第一章",
    "第一节",
)  # others are left out: documents are numbered anyway
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.．]?[\u3000 ]+(?=[\u4e00-\u9fff])")
_BRACKETS, _BOX, _QUESTION, _BARE = "【】", "专栏", "问", ""
_ASKS = re.compile(r"[\u4e00-\u9fff]{0,12}记者(?:问|提问)?[：:]|(?:问|提问)[：:]")
# short lines that are no headings: an office that signs, a salutation, a remark in brackets, a list of attachments
_PLAIN_LINE = re.compile(
    r"(?:人民政府|办公室|办公厅|委员会|[^\u4e00-\u9fff]局|厅|部)$|^[（(].*[）)]$|^附件|^主持人|^同志们|^各位|[：:]$|^答[：:]|谢谢"
)
_SIGNS = {
    _BRACKETS: message("sign.brackets"),
    _BOX: message("sign.box"),
    _QUESTION: message("sign.question"),
    _BARE: message("sign.short_line"),
}


class Head(Struct, frozen=True):
    """A heading: its kind (the form of its number, or another sign), its words, the index of its block, its column, its
    level or the depth of its decimal number, and whether it ends in a full stop."""

    kind: str
    words: str
    block: int
    column: int
    depth: int = 0
    stop: bool = False


def numbered(text: str) -> tuple[str, str] | None:
    """Return the form of the number that a line begins with, and the words behind it; None without a number."""
    for kind, pattern in _KINDS:
        if match := pattern.match(text):
            return kind, text[match.end() :]
    return None


def is_plain_line(text: str) -> bool:
    """Return whether a short line is of those that are no headings: an office, a salutation, a remark."""
    return bool(_PLAIN_LINE.search(text))


def is_marked(line: str) -> bool:
    """Return whether a line has the form of a heading with a number or in brackets, or of a question."""
    return (
        bool(numbered(line) or line.startswith("【") or _ASKS.match(line))
        and _kind_of(line, decimals=False) is not None
    )


def headings(blocks: Sequence[Block]) -> list[Piece | None]:
    """Return for each block the heading that it is, or None."""
    decimals = sum(1 for b in blocks if b.alone and re.match(r"\d{1,2}\.\d{1,2}[\u3000 ]+[\u4e00-\u9fff]", b.text)) >= 2
    heads = [_head(index, block, decimals=decimals) for index, block in enumerate(blocks)]
    _drop_lists(blocks, heads)
    stops = _stops_allowed(heads)
    heads = [None if h and _is_sentence(h) and not (stops and _heads_something(h, heads)) else h for h in heads]
    leveled = _with_levels(heads, _levels([head for head in heads if head]))
    return [_piece(head, blocks[index]) if head else None for index, head in enumerate(leveled)]


def _is_sentence(head: Head) -> bool:
    return head.kind == _BARE and head.stop


def _head(index: int, block: Block, *, decimals: bool) -> Head | None:
    if not block.alone or block.text[0] == PLACEHOLDER:
        return None
    kind = _kind_of(block.text, decimals=decimals)
    if kind is None:
        return None
    name, words, depth = kind
    return Head(name, words, index, block.lines[0].column + max(0, block.text.find(words)), depth, words.endswith("。"))


def _kind_of(text: str, *, decimals: bool) -> tuple[str, str, int] | None:
    """Return kind, words and depth of the heading that a line is, or None."""
    if bracketed := re.fullmatch(r"【(.{1,20})】", text):
        return _BRACKETS, bracketed[1], 0
    if _ASKS.match(text):
        return (_QUESTION, text, 0) if len(text) <= 90 else None
    if re.match(r"专栏\s*[一二三四五六七八九十\d]+", text) and len(text) <= MAX_HEADING and text[-1] not in "。；：":
        return _BOX, text, 0
    if decimals and (match := _DECIMAL.match(text)) and _is_phrase(text[match.end() :]):
        return "1.1", text, match[1].count(".") + 1
    number = numbered(text)
    words = number[1] if number else text
    bare = words.rstrip("。")
    if not bare or len(bare) > MAX_HEADING or re.search(r"[。；;！？!?]", bare):
        return None
    if number is None and (re.search(r"\d", re.sub(r"“[^”]*”", "", bare)) or _PLAIN_LINE.search(text)):
        return None
    if number is None and (bare[-1] in "，,；;：:、" or len(bare) < 2):
        return None
    if number and ((words.endswith("。") and len(bare) > 30) or bare[-1] in "，,；;、"):
        return None
    return (number[0], words, 0) if number else (_BARE, words, 0)


def _is_phrase(words: str) -> bool:
    return 0 < len(words) <= MAX_HEADING and not re.search(r"[。；;！？!?，,：:]", words)


def _drop_lists(blocks: Sequence[Block], heads: list[Head | None]) -> None:
    """Take a list of attachments, and lines by themselves that are too short for a heading, out of `heads`."""
    listed = False
    for index, block in enumerate(blocks):
        listed = bool(re.match(r"附件\s*[：:]", block.text)) or (
            listed and bool(re.match(r"\d{1,2}[.．、]", block.text))
        )
        head = heads[index]
        if listed or (
            head
            and head.kind == _BARE
            and len(head.words) < 3
            and head.words not in ("结语", "前言", "引言", "序言", "附则")
        ):
            heads[index] = None


def _stops_allowed(heads: Sequence[Head | None]) -> bool:
    """Return whether headings without a number may end in a full stop: not where several have another sign, nor where
    most of those without a number do not."""
    bare = [h for h in heads if h and h.kind == _BARE]
    others = sum(1 for h in heads if h and h.kind != _BARE)
    without = sum(1 for h in bare if not h.stop)
    return others < 2 and not (without >= 2 and without > 2 * (len(bare) - without))


def _heads_something(head: Head, heads: Sequence[Head | None]) -> bool:
    """Return whether a short sentence by itself may be a heading: text follows, and no other such sentence."""
    if head.block + 1 >= len(heads) or len(head.words) > MAX_SENTENCE:
        return False
    after = heads[head.block + 1]
    return after is None or not _is_sentence(after)


def _levels(heads: Sequence[Head]) -> dict[str, int]:
    """Return the level of each kind of heading that a text has."""
    kinds = {h.kind for h in heads}
    first = {kind: next(i for i, h in enumerate(heads) if h.kind == kind) for kind in kinds}
    present = [kind for kind in _ORDER if kind in kinds]
    top = 1 if _BRACKETS in kinds else 0
    below_bare = _BARE in kinds and present and _ORDER.index(present[0]) >= 4 and first[_BARE] < first[present[0]]
    levels = {kind: top + index + 1 + bool(below_bare) for index, kind in enumerate(present)}
    levels |= {_BRACKETS: 1, _BARE: top + 1, "1.1": top}
    levels[_QUESTION] = 2 if kinds - {_QUESTION} else 1
    return levels


def _with_levels(heads: Sequence[Head | None], levels: dict[str, int]) -> list[Head | None]:
    """Return headings with their level as `depth`: none is left out on the way down, and a box (专栏) stands below the
    heading that it follows."""
    leveled: list[Head | None] = []
    last: Head | None = None
    for head in heads:
        if head is not None:
            above = last.depth if last else 0
            beside_box = last is not None and last.kind == _BOX
            level = above + (not beside_box) if head.kind == _BOX else levels[head.kind] + head.depth
            head = last = replace(head, depth=max(1, min(4, level, above + 1)))
        leveled.append(head)
    return leveled


def _piece(head: Head, block: Block) -> Piece:
    line = block.lines[0]
    printed = head.kind in _PRINTED
    sign = _SIGNS.get(head.kind) or message("sign.number", kind=head.kind)
    if head.kind == _BARE and head.stop:
        sign = message("sign.short_sentence")
    return Piece(
        "heading",
        line.text if printed else head.words,
        line.number,
        head.depth,
        line.column if printed else head.column,
        sign=sign,
    )
