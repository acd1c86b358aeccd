"""Which lines of a plain text are headings, and of what level.

A heading stands alone, is short, is one phrase or sentence, and counts nothing; or it has a number of a kind that
offices use. The kinds that a text has, in their order, are its levels: 第一章 above 第一节 above 一、 above （一）
above 1. above （1）, 1 above 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

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
_KEPT = ("第一篇", "第一章", "第一节")  # other kinds are those that documents are numbered with anyway
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.．]?[\u3000 ]+(?=[\u4e00-\u9fff])")
_BRACKETS, _BOX, _ASKED, _BARE = "【】", "专栏", "问", ""
_QUESTION = re.compile(r"[\u4e00-\u9fff]{0,12}记者(?:问|提问)?[：:]|(?:问|提问)[：:]")
# short lines that are no headings: a signature's office, a salutation, a remark in brackets, a list of attachments
_PLAIN_LINE = re.compile(
    r"(?:人民政府|办公室|办公厅|委员会|[^\u4e00-\u9fff]局|厅|部)$|^[（(].*[）)]$|^附件|^主持人|^同志们|^各位|[：:]$|^答[：:]|谢谢"
)
_SIGNS = {
    _BRACKETS: message("sign.brackets"),
    _BOX: message("sign.box"),
    _ASKED: message("sign.question"),
    _BARE: message("sign.short_line"),
}


class Head(Struct, frozen=True):
    """A heading: its kind (of number, or what else told it), its words, the depth of a decimal number."""

    kind: str
    words: str
    block: int
    column: int
    depth: int = 0
    stop: bool = False


def numbered(text: str) -> tuple[str, str] | None:
    """The kind of number that a line opens with, and its words; None without."""
    for kind, pattern in _KINDS:
        if match := pattern.match(text):
            return kind, text[match.end() :]
    return None


def is_plain_line(text: str) -> bool:
    """Whether a short line is of those that are no headings."""
    return bool(_PLAIN_LINE.search(text))


def is_marked(line: str) -> bool:
    """Whether a line has the form of a heading with a number, in brackets, or of a question."""
    return (
        bool(numbered(line) or line.startswith("【") or _QUESTION.match(line))
        and _kind_of(line, decimals=False) is not None
    )


def headings(blocks: Sequence[Block]) -> list[Piece | None]:
    """For each block the heading that it is, or None."""
    decimals = sum(1 for b in blocks if b.alone and re.match(r"\d{1,2}\.\d{1,2}[\u3000 ]+[\u4e00-\u9fff]", b.text)) >= 2
    found = [_head(index, block, decimals=decimals) for index, block in enumerate(blocks)]
    _drop_lists(blocks, found)
    stops = _stops_allowed(found)
    found = [
        None if h and h.kind == _BARE and h.stop and not (stops and _heads_something(h, found)) else h for h in found
    ]
    placed = _in_order(found, _levels([h for h in found if h]))
    return [_piece(h, blocks[i]) if h else None for i, h in enumerate(placed)]


def _head(index: int, block: Block, *, decimals: bool) -> Head | None:
    if not block.alone or block.text[0] == PLACEHOLDER:
        return None
    kind = _kind_of(block.text, decimals=decimals)
    if kind is None:
        return None
    name, words, depth = kind
    return Head(name, words, index, block.lines[0].column + max(0, block.text.find(words)), depth, words.endswith("。"))


def _kind_of(text: str, *, decimals: bool) -> tuple[str, str, int] | None:
    """Kind, words and depth of the heading that a line is."""
    if bracketed := re.fullmatch(r"【(.{1,20})】", text):
        return _BRACKETS, bracketed[1], 0
    if _QUESTION.match(text):
        return (_ASKED, text, 0) if len(text) <= 90 else None
    if re.match(r"专栏\s*[一二三四五六七八九十\d]+", text) and len(text) <= MAX_HEADING and text[-1] not in "。；：":
        return _BOX, text, 0
    if decimals and (match := _DECIMAL.match(text)) and _is_phrase(text[match.end() :]):
        return "1.1", text, match[1].count(".") + 1
    found = numbered(text)
    words = found[1] if found else text
    bare = words.rstrip("。")
    if not bare or len(bare) > MAX_HEADING or re.search(r"[。；;！？!?]", bare):
        return None
    if found is None and (re.search(r"\d", re.sub(r"“[^”]*”", "", bare)) or _PLAIN_LINE.search(text)):
        return None
    if found is None and (bare[-1] in "，,；;：:、" or len(bare) < 2):
        return None
    if found and ((words.endswith("。") and len(bare) > 30) or bare[-1] in "，,；;、"):
        return None
    return (found[0], words, 0) if found else (_BARE, words, 0)


def _is_phrase(words: str) -> bool:
    return 0 < len(words) <= MAX_HEADING and not re.search(r"[。；;！？!?，,：:]", words)


def _drop_lists(blocks: Sequence[Block], found: list[Head | None]) -> None:
    """A list of attachments, and words that stand alone but once among numbered headings and are too short to say
    anything, are no headings."""
    listed = False
    for index, block in enumerate(blocks):
        listed = bool(re.match(r"附件\s*[：:]", block.text)) or (
            listed and bool(re.match(r"\d{1,2}[.．、]", block.text))
        )
        head = found[index]
        if listed or (
            head
            and head.kind == _BARE
            and len(head.words) < 3
            and head.words not in ("结语", "前言", "引言", "序言", "附则")
        ):
            found[index] = None


def _stops_allowed(found: Sequence[Head | None]) -> bool:
    """Whether headings without a number may end in a full stop: not where there are numbers, or enough others that
    do not."""
    bare = [h for h in found if h and h.kind == _BARE]
    others = sum(1 for h in found if h and h.kind != _BARE)
    without = sum(1 for h in bare if not h.stop)
    return others < 2 and not (without >= 2 and without > 2 * (len(bare) - without))


def _heads_something(head: Head, found: Sequence[Head | None]) -> bool:
    """Whether a short sentence alone may be a heading: not the last of the text, and no other such sentence follows."""
    after = found[head.block + 1] if head.block + 1 < len(found) else None
    return (
        head.block + 1 < len(found)
        and len(head.words) <= MAX_SENTENCE
        and not (after and after.kind == _BARE and after.stop)
    )


def _levels(heads: Sequence[Head]) -> dict[str, int]:
    """The level of each kind that a text has."""
    kinds = {h.kind for h in heads}
    first = {kind: next(i for i, h in enumerate(heads) if h.kind == kind) for kind in kinds}
    present = [kind for kind in _ORDER if kind in kinds]
    top = 1 if _BRACKETS in kinds else 0
    below_bare = _BARE in kinds and present and _ORDER.index(present[0]) >= 4 and first[_BARE] < first[present[0]]
    levels = {kind: top + index + 1 + bool(below_bare) for index, kind in enumerate(present)}
    levels |= {_BRACKETS: 1, _BARE: top + 1, "1.1": top}
    levels[_ASKED] = 2 if kinds - {_ASKED} else 1
    return levels


def _in_order(found: Sequence[Head | None], levels: dict[str, int]) -> Sequence[Head | None]:
    """Headings with the depth that they have: no level is left out on the way down, a box stands below what it
    follows."""
    out: list[Head | None] = []
    before = 0
    for head in found:
        if head is None:
            out.append(None)
            continue
        level = before + (not _after_box(out)) if head.kind == _BOX else levels[head.kind] + head.depth
        level = max(1, min(4, level, before + 1))
        before = level
        out.append(Head(head.kind, head.words, head.block, head.column, level, head.stop))
    return out


def _after_box(out: Sequence[Head | None]) -> bool:
    """Whether the last heading was a box: another stands beside it."""
    last = next((h for h in reversed(out) if h), None)
    return last is not None and last.kind == _BOX


def _piece(head: Head, block: Block) -> Piece:
    line = block.lines[0]
    kept = head.kind in _KEPT
    sign = _SIGNS.get(head.kind) or message("sign.number", kind=head.kind)
    if head.kind == _BARE and head.stop:
        sign = message("sign.short_sentence")
    return Piece(
        "heading",
        line.text if kept else head.words,
        line.number,
        head.depth,
        line.column if kept else head.column,
        sign=sign,
    )
