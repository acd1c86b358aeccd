"""Which lines of a plain text are headings, and of what level.

A heading is a line by itself: short, one phrase or sentence, without digits; or it begins with a number of a form that
offices use (GB/T 9704-2012 7.3.3: 一、 （一） 1. （1）). The forms that a text has, in this order, are its levels:
第一章 above 第一节 above 一、 above （一） above 1. above （1）, and 1 above 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.messages.message import message
from jzdocs.patterns import compiled
from jzdocs.source.dates import is_date
from jzdocs.source.document_kinds import names_kind
from jzdocs.source.heading_numbers import LISTED, ORDER, numbered, value_behind
from jzdocs.source.lines import unspaced
from jzdocs.source.pieces import PLACEHOLDER, Block, Piece

MAX_HEADING = 40
MAX_SENTENCE = 30
MAX_COUNTED = 60  # behind a number such as （一）
_PRINTED = (
    "第一篇",
    "第一章",
    "第一节",
)  # others are left out: documents are numbered anyway
_DECIMAL = compiled(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.．]?[\u3000 ]+(?=[\u4e00-\u9fff])")
_BRACKETS, _BOX, _QUESTION, _BARE, _ATTACHMENT = "【】", "专栏", "问", "", "附件"
_ATTACHMENT_TITLE = compiled(r"附\s*件\s*[\d一二三四五六七八九十]{0,2}\u3000\S.*")
_ASKS = compiled(r"[\u4e00-\u9fff]{0,12}记者(?:问|提问)?[：:]|(?:问|提问)[：:]")
# short lines that are no headings: an office that signs, a salutation, a remark in brackets, a list of attachments
_PLAIN_LINE = compiled(
    r"(?:人民政府|办公室|办公厅|委员会|[^\u4e00-\u9fff]局|厅|部)$|^[（(].*[）)]$|^[［\[].*[］\]]$|^附件|^主持人|^同志们|^各位|[：:]$|^答[：:]|谢谢"
    r"|^附?[表图]\s*[一二三四五六七八九十\d]+(?:[-—－.]\d+)?(?:[\s\u3000：:]|$)"
    r"|^(?:特此|妥否|以上|此复|此致)[\u4e00-\u9fff，]{1,12}[。．]?$"
)
# a label and what belongs to it: 审核：张三, 单位：个, 联系电话：0354-…
_LABELLED = compiled(
    r"^[（(]?(?:计量)?(?:单位|审核|审签|审定|签发人?|校对|编辑|责编|责任编辑|联系人|联系电话|联系方式|电话|手机|传真|邮编|邮箱|电子邮箱|地址|"
    r"网址|抄送|抄报|主送|报送|分送|主办|承办|协办|印发|来源|数据来源|资料来源|时间|日期|地点|作者|记者|通讯员|供稿|撰稿|摄影|拟稿|核稿|"
    r"填表人|负责人|制表人?|制图|发布人|主持人|参加人员|出席|列席|记录人?|备注|注|说明|关键词|主题词|附注|文号|编号|发文单位|报告人|汇报人|"
    r"发言人|姓名|职务|职称)[\u3000 ]*[：:]"
)
_ANNOUNCES = compiled(r"(?:如|见|详见|列于)(?:下|后|附)?表|如下|(?:下|以下|上)[表列图]")  # 各单位情况如下表。
_ENDPIECES = (
    "结语",
    "前言",
    "引言",
    "序言",
    "附则",
    "结束语",
    "附录",
    "后记",
    "序",
    "小结",
    "导言",
    "绪论",
    "名词解释",
    "术语解释",
    "附表",
    "附图",
    "结论",
)
_YEAR = compiled(r"“[^”]*”|(?:19|20)\d\d(?:[—\-－–至](?:19|20)?\d\d)?年(?!\d)")
_SIGNS = {
    _BRACKETS: message("sign.brackets"),
    _BOX: message("sign.box"),
    _QUESTION: message("sign.question"),
    _BARE: message("sign.short_line"),
    _ATTACHMENT: message("sign.attachments"),
}


class Head(Struct, frozen=True):
    """A heading: its kind (the form of its number, or another sign), its words, the index of its block, its column, its
    level or the depth of its decimal number, whether it ends in a full stop, the value of its number (0: none), whether
    it gets no number in the document, and whether it keeps its `own`."""

    kind: str
    words: str
    block: int
    column: int
    depth: int = 0
    stop: bool = False
    value: int = 0
    unnumbered: bool = False
    own: bool = False


def is_plain_line(text: str) -> bool:
    """Return whether a short line is of those that are no headings: an office, a salutation, a remark, a label and what
    belongs to it."""
    return bool(_PLAIN_LINE.search(text) or _LABELLED.match(text) or is_date(text))


def is_marked(line: str) -> bool:
    """Return whether a line has the form of a heading with a number or in brackets, or of a question."""
    return (
        bool(numbered(line) or line.startswith("【") or _ASKS.match(line))
        and _kind_of(line, decimals=False) is not None
    )


def headings(blocks: Sequence[Block], run_in: Callable[[str], bool] | None = None) -> list[Piece | None]:
    """Return for each block the heading that it is, or None.

    `run_in` says whether a line begins with a run-in heading: a sentence by itself whose number goes on with those of
    such lines is a heading too.
    """
    decimals = sum(1 for b in blocks if b.alone and re.match(r"\d{1,2}\.\d{1,2}[\u3000 ]+[\u4e00-\u9fff]", b.text)) >= 2
    heads = [_head(index, block, decimals=decimals) for index, block in enumerate(blocks)]
    _drop_lists(blocks, heads)
    _drop_points(blocks, heads, run_in)
    heads = _without_sentences(blocks, heads)
    _drop_what_heads_nothing(blocks, heads)
    leveled = _with_own_numbers(_with_levels(heads, _levels([head for head in heads if head])))
    return [_piece(head, blocks[index]) if head else None for index, head in enumerate(leveled)]


def _is_sentence(head: Head | None) -> bool:
    return head is not None and head.kind == _BARE and head.stop


def _is_bare(head: Head | None) -> bool:
    return head is not None and head.kind == _BARE


def _head(index: int, block: Block, *, decimals: bool) -> Head | None:
    if not block.alone or block.plain or block.text[0] == PLACEHOLDER:
        return None
    kind = _kind_of(block.text, decimals=decimals)
    if kind is None:
        return None
    name, words, depth = kind
    column = block.lines[0].column + max(0, block.text.find(words))
    unnumbered = name == _ATTACHMENT or (name == _BARE and words in _ENDPIECES)
    return Head(name, words, index, column, depth, words.endswith("。"), value_behind(block.text, name), unnumbered)


def _kind_of(text: str, *, decimals: bool) -> tuple[str, str, int] | None:
    """Return kind, words and depth of the heading that a line is, or None."""
    if bracketed := re.fullmatch(r"【(.{1,20})】", text):
        return _BRACKETS, bracketed[1], 0
    if _ATTACHMENT_TITLE.fullmatch(text) and len(text) <= MAX_COUNTED:
        return _ATTACHMENT, text, 0
    if _ASKS.match(text):
        return (_QUESTION, text, 0) if len(text) <= 90 else None
    if re.match(r"专栏\s*[一二三四五六七八九十\d]+", text) and len(text) <= MAX_HEADING and text[-1] not in "。；：":
        return _BOX, text, 0
    if decimals and (match := _DECIMAL.match(text)) and _is_phrase(text[match.end() :]):
        return "1.1", text, match[1].count(".") + 1
    number = numbered(text)
    words = number[1] if number else text
    bare = words.rstrip("。")
    if (
        not bare
        or len(bare) > (MAX_COUNTED if number and number[0] not in LISTED else MAX_HEADING)
        or re.search(r"[。；;！？!?]", bare)
    ):
        return None
    if number is None and (re.search(r"\d", _YEAR.sub("", bare)) or is_plain_line(text) or bare[-1] in "）)"):
        return None
    if number is None and (bare[-1] in "，,；;：:、" or len(bare) < 2):
        return None
    if number and _is_a_point(number[0], words):
        return None
    return (number[0], words, 0) if number else (_BARE, words, 0)


def _is_a_point(kind: str, words: str) -> bool:
    """Return whether what stands behind a number is a point of a list rather than a heading."""
    if kind in LISTED and (words[-1] in "：:" or (words.endswith("。") and len(words) > MAX_SENTENCE)):
        return True
    return words.rstrip("。")[-1] in "，,；;、"


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
        if listed or (head and head.kind == _BARE and len(head.words) < 3 and head.words not in _ENDPIECES):
            heads[index] = None


def _drop_points(
    blocks: Sequence[Block], heads: list[Head | None], run_in: Callable[[str], bool] | None = None
) -> None:
    """Take the points of lists out of `heads`: lines with numbers of one form that follow one another without text
    between them, and numbers that are not counted from one."""
    start = 0
    while start < len(heads):
        head, end = heads[start], start + 1
        while end < len(heads) and head and head.kind in ORDER and _follows(heads[end], heads[end - 1]):
            if run_in and head.stop and not _has_stop(heads[end]):
                break  # 四、有关要求 below points that are sentences
            end += 1
        long = all(h and h.stop and len(h.words) > MAX_SENTENCE for h in heads[start:end])
        if head and end - start >= (2 if long or head.kind in LISTED else 3):
            heads[start:end] = [None] * (end - start)
        start = end
    _drop_siblings(blocks, heads, run_in)
    counts: dict[str, int] = {}
    for index, head in enumerate(heads):
        if head is None or head.kind not in ORDER:
            continue
        for kind in ORDER[ORDER.index(head.kind) + 1 :]:
            counts.pop(kind, None)
        if head.kind in LISTED and head.value not in (1, counts.get(head.kind, 0) + 1):
            heads[index] = None
        else:
            counts[head.kind] = head.value


def _drop_siblings(
    blocks: Sequence[Block], heads: list[Head | None], run_in: Callable[[str], bool] | None = None
) -> None:
    """Take sentences out of `heads` whose number goes on with those of points that stand before them, or below which
    the next number stands."""
    last: dict[str, tuple[int, bool]] = {}
    for index, block in enumerate(blocks):
        number = numbered(block.text) if block.table is None else None
        if number is None or number[0] not in ORDER:
            continue
        kind, value, head = number[0], value_behind(block.text, number[0]), heads[index]
        for deeper in ORDER[ORDER.index(kind) + 1 :]:
            last.pop(deeper, None)
        below = _below(blocks, index, kind, value)
        among = below is not None and not (run_in and run_in(below))
        if head and head.stop and (last.get(kind) == (value - 1, False) or among):
            heads[index] = head = None
        last[kind] = (value, head is not None or bool(run_in and run_in(block.text)))


def _below(blocks: Sequence[Block], index: int, kind: str, value: int) -> str | None:
    """Return the text of the block below where it has the next number of a kind."""
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    number = numbered(below.text) if below is not None and below.table is None else None
    if below is None or number is None or number[0] != kind or value_behind(below.text, kind) != value + 1:
        return None
    return below.text


def _has_stop(head: Head | None) -> bool:
    return head is not None and head.stop


def _follows(head: Head | None, above: Head | None) -> bool:
    return bool(head and above and head.kind == above.kind and head.value == above.value + 1)


def _without_sentences(blocks: Sequence[Block], heads: Sequence[Head | None]) -> list[Head | None]:
    """Return the headings without short sentences by themselves, unless no other sign is used."""
    stops = _stops_allowed(heads)
    return [
        None if head and _is_sentence(head) and not (stops and _heads_something(head, heads, blocks)) else head
        for head in heads
    ]


def sentences_above(blocks: Sequence[Block], heads: Sequence[Piece | None]) -> set[int]:
    """Return the blocks that are a short sentence above a longer paragraph, where that is the habit of the text: a
    run-in heading that was torn from its paragraph."""
    above = {
        index
        for index, block in enumerate(blocks[:-1])
        if heads[index] is None and heads[index + 1] is None and _is_above_longer(block, blocks[index + 1])
    }
    alone = sum(1 for block, head in zip(blocks, heads, strict=True) if head is None and _is_short_sentence(block))
    return above if len(above) >= _HABIT and len(above) > 0.5 * alone else set()


def _is_short_sentence(block: Block) -> bool:
    return (
        block.alone
        and not block.plain
        and len(block.text) <= MAX_SENTENCE
        and bool(re.fullmatch(r"[^。！？；：]*。", block.text))
        and not re.search(r"\d", block.text)
        and not is_plain_line(block.text)
    )


def _is_above_longer(block: Block, below: Block) -> bool:
    """Return whether a sentence of one or two clauses stands above a paragraph of several sentences."""
    return (
        _is_short_sentence(block)
        and below.alone
        and len(re.findall(r"[，,]", block.text)) <= 2
        and len(below.text) > 2 * len(block.text)
        and len(re.findall(r"[。；]", below.text)) >= 2
    )


_HABIT = 5


def _drop_what_heads_nothing(blocks: Sequence[Block], heads: list[Head | None]) -> None:
    """Take short lines out of `heads` that head nothing: at the end of the text, above lines of an opening or a
    signature, above the next number of a sequence, or several in succession."""
    bare = [_is_bare(h) for h in heads]
    index = 0
    while index < len(heads):
        if not bare[index]:
            index += 1
            continue
        end = index
        while end < len(heads) and bare[end]:
            end += 1
        below = blocks[end] if end < len(blocks) else None
        following = heads[end] if end < len(heads) else None
        beside = following is not None and following.kind in ORDER and following.value > 1
        if below is None or beside or (below.plain and not below.text.startswith("附件")) or end - index >= _SUCCESSION:
            heads[index:end] = [None] * (end - index)
        index = end


_SUCCESSION = 3


def _stops_allowed(heads: Sequence[Head | None]) -> bool:
    """Return whether headings without a number may end in a full stop: not where several have another sign, nor where
    most of those without a number do not."""
    bare = [h for h in heads if h and h.kind == _BARE]
    others = sum(1 for h in heads if h and h.kind != _BARE)
    without = sum(1 for h in bare if not h.stop)
    return others < 2 and not (without >= 2 and without > 2 * (len(bare) - without))


def _heads_something(head: Head, heads: Sequence[Head | None], blocks: Sequence[Block]) -> bool:
    """Return whether a short sentence by itself may be a heading: longer text follows, and no other such sentence."""
    if head.block + 1 >= len(heads) or len(head.words) > MAX_SENTENCE or _is_sentence(heads[head.block + 1]):
        return False
    if _ANNOUNCES.search(head.words):
        return False
    below = blocks[head.block + 1]
    length = sum(len(line.text) for line in below.lines)
    return below.table is not None or (not is_plain_line(below.text) and length > 0.6 * len(head.words))


def _levels(heads: Sequence[Head]) -> dict[str, int]:
    """Return the level of each kind of heading that a text has."""
    kinds = {h.kind for h in heads}
    first = {kind: next(i for i, h in enumerate(heads) if h.kind == kind) for kind in kinds}
    present = [kind for kind in ORDER if kind in kinds]
    top = 1 if _BRACKETS in kinds else 0
    above = bool(present) and _BARE in kinds and first[_BARE] < first[present[0]]
    parts = sum(1 for h in heads[: first[present[0]]] if h.kind == _BARE and not h.unnumbered) if above else 0
    below_bare = above and (ORDER.index(present[0]) >= 4 or parts >= 2 or _counted_anew(heads, present[0]))
    levels = {kind: top + index + 1 + bool(below_bare) for index, kind in enumerate(present)}
    levels |= {_ATTACHMENT: 1, _BRACKETS: 1, _BARE: top + 1 if below_bare or not present else 0, "1.1": top}
    levels[_QUESTION] = 2 if kinds - {_QUESTION} else 1
    return levels


def _opens_document(head: Head, below: Sequence[Head | None]) -> bool:
    """Return whether a line without a number is the title of a further document: it names a kind of document, and
    numbers are counted from one below it."""
    following = next((h for h in below if h), None)
    counted = following is not None and following.kind in ORDER[:4] and following.value == 1
    return head.kind == _BARE and counted and names_kind(head.words)


def _with_own_numbers(heads: Sequence[Head | None]) -> list[Head | None]:
    """Return the headings, those of a kind with their own numbers where counting in the document would change one
    (where a number is left out or comes twice); beside numbered ones, those without a number get none."""
    counted = {head.depth for head in heads if head and head.kind in ORDER}
    heads = [replace(h, unnumbered=True) if h and h.kind == _BARE and h.depth in counted else h for h in heads]
    counts = [0] * 6
    changed: set[str] = set()
    for head in heads:
        if head is None or head.unnumbered:
            continue
        counts[head.depth + 1 :] = [0] * (5 - head.depth)
        counts[head.depth] += 1
        if head.kind in ORDER and head.value and head.value != counts[head.depth]:
            changed.add(head.kind)
            counts[head.depth] = head.value
    # a number of its own beside counted ones of another form would not be counted with them
    depths = {head.depth for head in heads if head and head.kind in changed}
    own = {head.kind for head in heads if head and head.depth in depths and head.kind in ORDER} | changed
    return [replace(head, own=True) if head and head.kind in own else head for head in heads]


def _counted_anew(heads: Sequence[Head], kind: str) -> bool:
    """Return whether the numbers of a kind begin again at one below headings without a number."""
    anew = [i for i, h in enumerate(heads) if h.kind == kind and h.value == 1]
    return len(anew) >= 2 and all(i and heads[i - 1].kind == _BARE for i in anew)


def _with_levels(heads: Sequence[Head | None], levels: dict[str, int]) -> list[Head | None]:
    """Return headings with their level as `depth`.

    None is left out on the way down. A box (专栏) stands below the heading that it follows, and so does, among numbered
    headings, one without a number (level 0 in `levels`), but for 结语 and the like, and those above the first number.
    """
    leveled: list[Head | None] = []
    last: Head | None = None
    last_numbered = attached = 0
    for place, head in enumerate(heads):
        if head is not None:
            above = last.depth if last else 0
            beside_box = last is not None and last.kind == _BOX
            level = levels.get(head.kind, 0) + head.depth
            if head.kind == _ATTACHMENT:
                attached, last_numbered = 1, 0
            elif last_numbered and _opens_document(head, heads[place + 1 :]):
                attached, last_numbered = 0, 0
                head = replace(head, unnumbered=True)
            elif level:
                level += attached  # what an attachment contains stands below its title
            if head.kind == _BOX:
                level = above + (not beside_box)
            elif level == 0:
                top = head.words in _ENDPIECES or not last_numbered
                level = 1 + attached if top else last_numbered + 1
            if head.kind in ORDER:
                last_numbered = max(1, min(4, level, above + 1))
            head = last = replace(head, depth=max(1, min(4, level, above + 1)))
        leveled.append(head)
    return leveled


def _piece(head: Head, block: Block) -> Piece:
    line = block.lines[0]
    printed = head.own or head.kind in (*_PRINTED, _ATTACHMENT)
    sign = _SIGNS.get(head.kind) or message("sign.number", kind=head.kind)
    if head.kind == _BARE and head.stop:
        sign = message("sign.short_sentence")
    return Piece(
        "heading",
        line.text if printed else unspaced(head.words),
        line.number,
        head.depth,
        line.column if printed else head.column,
        sign=sign,
        unnumbered=head.unnumbered,
    )
