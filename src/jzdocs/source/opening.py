"""The opening of a document: a red head (issuers, number), title, subtitle, who speaks or issues, date."""

from __future__ import annotations

import re

from msgspec.structs import replace

from jzdocs.messages.message import Message, message
from jzdocs.source.headings import numbered
from jzdocs.source.line_repair import Line
from jzdocs.source.pieces import Block, Piece

_STOP = "。！？：；…”》）.!?;:"
_NUMBER_LINE = re.compile(r"^[\u4e00-\u9fff]{1,12}[〔\[［【(（]\d{4}[〕\]］】)）]\s*\d+\s*号$")
_DATED = re.compile(r"^[（(]?(\d{4})年(\d{1,2})月(\d{1,2})日[）)]?$")
_SPEAKER = re.compile(
    r"^[\u4e00-\u9fff]{0,14}(?:长|主任|书记|主席)[\u3000 ]+[\u4e00-\u9fff]{1,2}[\u3000 ]?[\u4e00-\u9fff]{1,2}$"
)
_BODY = re.compile(r"^[\u4e00-\u9fff]{2,24}(?:局|委员会|委|厅|部|队|办公室|办公厅|政府|中心)$")


def is_date(text: str) -> bool:
    """Return whether a line is a date and nothing else."""
    return bool(_DATED.match(text))


def read_red_head(blocks: list[Block]) -> tuple[list[Piece], list[Block]]:
    """Return the pieces of a red head (the issuers' names with 文件, the document number below), and the rest.

    Form: GB/T 9704-2012 7.2.4 and 7.2.5. Without a document number there is no red head.
    """
    lines = [line for block in blocks[:3] for line in block.lines][:4]
    index = next((i for i, line in enumerate(lines) if _NUMBER_LINE.match(line.text.replace(" ", ""))), None)
    if index is None:
        return [], blocks
    names = [line for line in lines[:index] if len(line.text) <= 30 and line.text[-1] not in _STOP]
    pieces = [
        _piece("issuer", re.sub(r"文件$", "", line.text.replace(" ", "")), line, message("sign.above_number"))
        for line in names
    ]
    pieces.append(_piece("number", lines[index].text.replace(" ", ""), lines[index], message("sign.number_form")))
    return pieces, _behind(blocks, index + 1)


def read_titles(blocks: list[Block], *, below_head: bool) -> tuple[list[Piece], list[Block]]:
    """Return title, subtitle, date and issuers from the first lines, and the blocks behind them.

    A line that begins with —— is the subtitle wherever it stands; below a red head a title may have two lines.
    """
    pieces: dict[str, Piece] = {}
    issuers: list[Piece] = []
    used = 0
    for line in [line for block in blocks[:6] for line in block.lines][:6]:
        text = line.text
        title = pieces.get("title")
        if re.match(r"[—－-]{2}", text) and "subtitle" not in pieces:
            pieces["subtitle"] = _piece("subtitle", text.lstrip("—－- "), line, message("sign.dash"))
        elif title and "date" not in pieces and (match := _DATED.match(text)):
            pieces["date"] = _piece(
                "date", f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", line, message("sign.date_alone")
            )
        elif title and _names_issuer(text):
            issuers += [_piece("issuer", name, line, message("sign.office")) for name in _names(text)]
        elif title is None and used < 4 and len(text) <= 60 and text[-1] not in "。；，,;：:" and not numbered(text):
            pieces["title"] = _piece("title", text, line, message("sign.first_line"))
        elif below_head and title and used == 1 and len(text) <= 40 and text[-1] not in _STOP and not numbered(text):
            pieces["title"] = replace(title, text=title.text + text)
        else:
            break
        used += 1
    if "title" not in pieces:
        return [], blocks
    return [pieces[role] for role in ("title", "subtitle", "date") if role in pieces] + issuers, _behind(blocks, used)


def _names_issuer(text: str) -> bool:
    """Return whether a line names who speaks or issues the document."""
    return bool(_SPEAKER.match(text)) or all(_BODY.match(part) for part in re.split(r"[\u3000 ]+", text))


def _names(text: str) -> list[str]:
    return [text] if _SPEAKER.match(text) else re.split(r"[\u3000 ]+", text)


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
