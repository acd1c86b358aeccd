"""The opening of a text: title, subtitle, who speaks or issues, date. Those of official documents: `drafts`.

The lines above the first paragraph are looked at together. What is none of the other elements may be the title; of
these lines the one is taken that most looks like one: it names a kind of document (报告, 通知, 规划), begins with
关于, stands first. What is left of them stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.messages.message import Message, message
from jzdocs.patterns import compiled
from jzdocs.source.dates import is_date, iso_date
from jzdocs.source.document_kinds import names_kind
from jzdocs.source.heading_numbers import is_counted, numbered
from jzdocs.source.lines import Line, unspaced
from jzdocs.source.pieces import PLACEHOLDER, Block, Piece

_DASH = compiled(r"[—―─－-]{2}")
_SALUTATION = compiled(r"^(?:各位|同志们|女士们|先生们|尊敬的|朋友们).{0,30}[：:！]$")
_STOP = "。！？：；…”》.!?;:，,、"
_OCCASION = compiled(r"^[（(](.{8,80})[）)]$")
_ABOUT_OCCASION = compiled(
    r"(?:会议|大会|全会|论坛|会|仪式|典礼)上?(?:的?(?:讲话|报告|致辞|发言))?$|^\d{4}年.{1,6}日在.{4,60}$"
)
_AT_OCCASION = compiled(
    r"^(?:在.{4,50}上的?|.{2,30}在.{4,40}上的?)(?:讲话|致辞|发言|报告|演讲)$|^(?:\d{4}|[一二三四五六七八九〇零]{4})年.{1,6}日.{0,4}在.{6,60}上$"
)
_POST = (
    r"(?:总理|主席|主任|省长|市长|州长|县长|区长|旗长|盟长|乡长|镇长|书记|局长|部长|厅长|院长|检察长|会长|校长|处长|科长|司长|秘书长|"
    r"理事长|董事长|总经理|行长|署长|关长|队长|发言人|负责人|代省长|代市长|代县长|代区长)"
)
_NAME = r"[\u4e00-\u9fff·]{1,12}(?:[\u3000 ]{1,2}[\u4e00-\u9fff·]{1,6})?"
_SPEAKER = compiled(rf"^[\u4e00-\u9fff、（）()]{{0,30}}{_POST}(?:[\u3000 ]+{_NAME}|[：:][\u3000 ]*{_NAME})$")
_SPEAKER_JOINED = compiled(rf"^[\u4e00-\u9fff]{{0,30}}{_POST}[\u4e00-\u9fff]{{2,3}}$")
_BODY = compiled(
    r"^[\u4e00-\u9fff（）()]{2,30}(?:局|委员会|委|厅|部|队|办公室|办公厅|政府|中心|院|办|处|银行|总行|联合会|工会|协会|学会|公司|大学|学院|"
    r"学校|医院|法院|检察院|署|社|馆|所|站|组|党组)$"
)
_LABEL = compiled(
    r"^(?:正文|全文|规划全文|报告全文|文件全文|附件\d*|原文|特稿|要闻|公告栏|政策文件|文件|新闻|标题|图片|内容)$"
)
_LABELLED = compiled(r"^[\u4e00-\u9fff]{2,6}[：:].{0,40}$")
_MAX_TITLE = 90
_MAX_LINES = 16
_NOTE_MARK = compiled(r"(?:[①-⑳*＊]|[［\[]\d{1,3}[］\]])$")


class _Seen(Struct):
    """A line of the opening, its place among the lines (from 0), and what it was found to be ("" while it is open)."""

    line: Line
    place: int
    role: str = ""

    @property
    def text(self) -> str:
        """Return the line's text."""
        return self.line.text


def read_opening(blocks: list[Block]) -> tuple[list[Piece], list[Block]]:
    """Return the pieces of the opening, and the rest of the blocks, in which the lines of the opening that are none of
    its elements stand first, as plain text."""
    lines = _lines_above_text(blocks)
    seen = [_Seen(part, place) for place, line in enumerate(lines) for part in _divided(line)]
    for index, line in enumerate(seen):
        line.role = line.role or _role(line.text, index)
    greeted = _follows_salutation(blocks, len(lines))
    if greeted and seen and not seen[-1].role and _is_name(seen[-1].text):
        seen[-1].role = "speaker"
    title = _title(seen)
    if title is None:
        return [], blocks
    _after_title(seen, title)
    pieces = _pieces(seen)
    used = len(lines) if greeted else max(s.place for s in seen if s.role not in ("", "plain")) + 1
    left = [Block((s.line,), plain=True) for s in seen if s.role in ("", "plain") and s.place < used]
    return pieces, left + _behind(blocks, used)


def _lines_above_text(blocks: Sequence[Block]) -> list[Line]:
    """Return the lines above the first paragraph, salutation, numbered heading or table."""
    lines: list[Line] = []
    for block in blocks[:_MAX_LINES]:
        if block.table is not None:
            break
        for line in block.lines:
            if len(lines) >= _MAX_LINES or _opens_text(line.text, first=not lines):
                return lines
            lines.append(line)
    return lines


def _opens_text(text: str, *, first: bool) -> bool:
    """Return whether the text begins with this line."""
    if text[0] == PLACEHOLDER or len(text) > _MAX_TITLE or text[-1] in "。；，,;！":
        return not re.match(r"[—―─－-]{2}|[（(]", text) or len(text) > _MAX_TITLE
    if text[-1] in "：:":
        return True
    if numbered(text) and not re.match(r"[（(]", text):
        return not (first and is_counted(text) and names_kind(text))
    return bool(
        re.match(r"【|(?:问|答|主持人)[：:]|[（(][一二三四五六七八九十][）)]|\d{1,2}(?:\.\d{1,2})*[\u3000 ]", text)
    )


def _follows_salutation(blocks: Sequence[Block], used: int) -> bool:
    """Return whether the first line behind the opening greets: then what stands above it belongs to the opening."""
    behind = [line for block in blocks[: used + 1] for line in block.lines][used : used + 1]
    return bool(behind and _SALUTATION.match(behind[0].text))


def _is_name(text: str) -> bool:
    """Return whether a line may be somebody's name and nothing else."""
    return bool(re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", unspaced(text))) and not names_kind(text)


def _divided(line: Line) -> list[Line]:
    """Return the elements that share a line: occasion and speaker, office and date."""
    match = re.match(r"(.{8,60}(?:会议|大会|全会)上)[\u3000 ]+(\S.{4,30})$", line.text)
    match = match if match and _SPEAKER.match(match[2]) else None
    if match is None:
        match = re.match(r"(\S.{1,40}?)[\u3000 ]+(\S{8,12}日)$", line.text)
        if match is None or not is_date(match[2]) or not _is_office(match[1]):
            return [line]
    column = line.column + match.start(2)
    return [replace(line, text=match[1]), replace(line, text=match[2], column=column)]


def _is_office(text: str) -> bool:
    return all(_BODY.match(part) for part in re.split(r"[\u3000 ]+", text))


def _role(text: str, index: int) -> str:
    """Return what a line of the opening is by its form, or ""."""
    bracketed = _OCCASION.match(text)
    if re.match(_DASH, text):
        return "subtitle"
    if is_date(text):
        return "date"
    if bracketed and _ABOUT_OCCASION.search(bracketed[1]):
        return "subtitle"
    if bracketed:
        return "plain"
    if index and not names_kind(text) and (_SPEAKER.match(text) or _SPEAKER_JOINED.match(text)):
        return "speaker"
    if index and _is_office(text):
        return "office"
    return "plain" if _LABELLED.match(text) and not names_kind(text) else ""


def _title(seen: Sequence[_Seen]) -> tuple[int, int] | None:
    """Return the first and last line of the title; None where no line may be one."""
    open_lines = [i for i, s in enumerate(seen) if not s.role and not s.text.endswith(tuple("。；：，"))]
    if not open_lines:
        return None
    best = max(open_lines, key=lambda i: (_score(seen[i].text), -i))
    first = last = best
    while first > 0 and _goes_on(seen[first - 1], seen[first]):
        first -= 1
    while last + 1 < len(seen) and _goes_on(seen[last], seen[last + 1]):
        last += 1
    return first, last


def _score(text: str) -> int:
    """Return how much a line looks like a title."""
    bare = re.sub(r"[（(].{1,12}[）)]$", "", _NOTE_MARK.sub("", text))
    score = 4 * bool(names_kind(bare)) + 2 * bool(re.match(r"关于|.{2,30}关于", bare)) + (len(bare) >= 6)
    return score - 3 * bool(_LABEL.match(bare)) - 2 * bool(_AT_OCCASION.match(bare)) - (len(bare) > 70)


def _goes_on(upper: _Seen, lower: _Seen) -> bool:
    """Return whether a title that begins on one line goes on in the next: the first is not complete (it names no kind
    of document and ends nothing), and the second is."""
    if (
        _LABEL.match(upper.text)
        or lower.role
        or upper.role not in ("", "office")
        or names_kind(upper.text)
        or upper.text[-1] in _STOP
    ):
        return False
    if _is_office(upper.text):
        return bool(re.match(r"关于|印发|转发|批转", lower.text))
    if len(lower.text) == 1:
        return names_kind(upper.text + lower.text)
    return names_kind(unspaced(lower.text)) and not _AT_OCCASION.match(lower.text)


def _after_title(seen: Sequence[_Seen], title: tuple[int, int]) -> None:
    """Settle the lines that the title leaves open: an occasion below it is its subtitle, a remark in brackets
    (草案) part of it."""
    for index in range(title[0], title[1] + 1):
        seen[index].role = "title"
    for upper, lower in pairwise(seen):
        if upper.role == "subtitle" and not lower.role and not re.search(r"[上下中时）)]$|讲话|报告", upper.text):
            lower.role = "subtitle"
    below = title[1] + 1
    if below < len(seen) and re.match(r"^[（(][\u4e00-\u9fff]{2,8}[）)]$", seen[below].text):
        seen[below].role = "title"
    for line in seen[below : below + 2]:
        if not line.role and _AT_OCCASION.match(line.text):
            line.role = "subtitle"
    for line in seen[: title[0]]:
        if line.role in ("date", "speaker"):
            line.role = "plain"


def _pieces(seen: Sequence[_Seen]) -> list[Piece]:
    """Return the elements of the opening in the order of the front matter; what comes a second time is plain text."""
    pieces: list[Piece] = []
    parts = [s for s in seen if s.role == "title"]
    if parts:
        pieces.append(
            _piece("title", "".join(unspaced(s.text) for s in parts), parts[0].line, _title_sign(parts[0], seen))
        )
    for line in seen:
        for piece in _elements(line):
            last = pieces[-1] if pieces else None
            if piece.role == "subtitle" and last and last.role == "subtitle" and not re.match(r"[—―─－-]", line.text):
                pieces[-1] = replace(last, text=last.text + piece.text)
            elif any(p.role == piece.role and (p.role != "issuer" or p.text == piece.text) for p in pieces):
                line.role = "plain"
            else:
                pieces.append(piece)
    return pieces


def _title_sign(line: _Seen, seen: Sequence[_Seen]) -> Message:
    if line is seen[0] or not names_kind(line.text):
        return message("sign.first_line")
    return message("sign.title_form")


def _elements(seen: _Seen) -> list[Piece]:
    """Return the pieces of a line that is an element of the opening, but for the title; none for others."""
    line, text = seen.line, seen.text
    match seen.role:
        case "subtitle":
            bracketed = _OCCASION.match(text)
            sign = message("sign.in_brackets") if bracketed else message("sign.dash")
            return [_piece("subtitle", bracketed[1] if bracketed else text.lstrip("—―─－- "), line, sign)]
        case "date":
            return [_piece("date", iso_date(text), line, message("sign.date_alone"))]
        case "speaker":
            return [_piece("issuer", text, line, message("sign.office"))]
        case "office":
            names = re.split(r"[\u3000 ]+", text)
            return [_piece("issuer", name, line, message("sign.office")) for name in names]
        case _:
            return []


def _piece(role: str, text: str, line: Line, sign: Message) -> Piece:
    return Piece(role, text, line.number, column=line.column, sign=sign)  # type: ignore[arg-type]


def _behind(blocks: list[Block], used: int) -> list[Block]:
    """Return the blocks without their first `used` lines."""
    rest = []
    for block in blocks:
        lines = block.lines[used:]
        used = max(0, used - len(block.lines))
        if lines:
            rest.append(replace(block, lines=lines))
    return rest
