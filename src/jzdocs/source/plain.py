"""Plain text → its structure. A press text names neither title nor headings: they are found by their form, and guesses are reported.

The reader works on blocks of lines (blank lines part them). A heading stands alone, is short, is one phrase or sentence, and
counts nothing; a part has no heading and is told by its introduction, which names a bureau and stands between the end of a
section and the next heading; a run-in heading is the short first sentence of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from jzdocs.errors import Location, Report
from jzdocs.source.tidy import Line, tidy

Role = Literal["title", "subtitle", "date", "issuer", "number", "part", "heading", "lead", "text", "bullet", "table"]

# a reader of another format puts it in the place of what is no text (a table, a list)
PLACEHOLDER = "\uffff"
MAX_HEADING = 40
MAX_LEAD = 20
_NUMBERED = (
    (1, re.compile(r"第[一二三四五六七八九十百\d]+[章编篇部分]+\s*")),
    (1, re.compile(r"[一二三四五六七八九十]+、\s*")),
    (2, re.compile(r"第[一二三四五六七八九十百\d]+节\s*")),
    (2, re.compile(r"[（(][一二三四五六七八九十]+[）)]\s*")),
    (3, re.compile(r"\d{1,2}[.．、](?!\d)\s*")),
    (4, re.compile(r"[（(]\d{1,2}[）)]\s*")),
)
_STOP = "。！？；：…”》）.!?;:"
_ENDS = re.compile(r"[。！？!?]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the structure: its role, level (of headings), text, and the line (from 1) and column it begins at."""

    role: Role
    text: str
    line: int
    level: int = 0
    column: int = 1
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Block:
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return self.lines[0].text

    @property
    def alone(self) -> bool:
        return len(self.lines) == 1


def read_plain(text: str, shown: str, report: Report) -> list[Piece]:
    """The pieces of a plain text, in order. Guesses and what was left out are reported."""
    blocks = _blocks(tidy(text, shown, report))
    official, blocks = _official(blocks)
    pieces, rest = _titles(blocks, official=bool(official))
    rest = _without_stray_end(rest, shown, report)
    body = _body(rest)
    _report_parts(body, shown, report)
    return official + pieces + body


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    """Lines between blank ones; a numbered heading stands for itself also without blank lines, and where hardly any line is blank all do."""
    filled = [line for line in lines if line.text]
    gaps = sum(1 for a, b in pairwise(lines) if a.text and not b.text)
    if len(filled) > 3 and gaps < 0.2 * len(filled):
        return [_Block((line,)) for line in filled]
    out: list[_Block] = []
    current: list[Line] = []
    for line in lines:
        if line.text and not _is_marked(line):
            current.append(line)
            continue
        if current:
            out.append(_Block(tuple(current)))
            current = []
        if line.text:
            out.append(_Block((line,)))
    if current:
        out.append(_Block(tuple(current)))
    return out


def _is_marked(line: Line) -> bool:
    """Whether a line has the form of a heading with a number or in brackets."""
    marked = _numbered(line.text) or line.text.startswith("【") or re.match("问|记者|提问", line.text)
    return bool(marked) and _heading(_Block((line,)), stops=False) is not None


_NUMBER_LINE = re.compile(r"^[\u4e00-\u9fff]{1,12}[〔\[［【(（]\d{4}[〕\]］】)）]\s*\d+\s*号$")


def _official(blocks: list[_Block]) -> tuple[list[Piece], list[_Block]]:
    """A red head: the issuer's name with 文件, and the document's number below it."""
    lines = [line for block in blocks[:3] for line in block.lines][:4]
    place = next((i for i, line in enumerate(lines) if _NUMBER_LINE.match(line.text.replace(" ", ""))), None)
    if place is None:
        return [], blocks
    names = [line for line in lines[:place] if len(line.text) <= 30 and line.text[-1] not in _STOP]
    pieces = [Piece("issuer", re.sub(r"文件$", "", line.text.replace(" ", "")), line.number, column=line.column) for line in names]
    number = lines[place]
    pieces.append(Piece("number", number.text.replace(" ", ""), number.number, column=number.column))
    rest, used = [], place + 1
    for block in blocks:
        kept = block.lines[used:]
        used = max(0, used - len(block.lines))
        if kept:
            rest.append(_Block(kept))
    return pieces, rest


_DATED = re.compile(r"^[（(]?(\d{4})年(\d{1,2})月(\d{1,2})日[）)]?$")


def _titles(blocks: list[_Block], *, official: bool) -> tuple[list[Piece], list[_Block]]:
    """Title, subtitle and date from the first blocks: a line that opens with —— is the subtitle wherever it stands; a title may run over two
    lines below a red head."""
    title: Piece | None = None
    subtitle: Piece | None = None
    date: Piece | None = None
    lines = [line for block in blocks[:4] for line in block.lines][:4]
    used = 0
    for line in lines:
        text = line.text
        if re.match(r"[—－-]{2}", text) and subtitle is None:
            subtitle = Piece("subtitle", text.lstrip("—－- "), line.number, column=line.column)
        elif title and date is None and (found := _DATED.match(text)):
            date = Piece("date", f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}", line.number, column=line.column)
        elif title is None and len(text) <= 60 and text[-1] not in "。；，,;：:" and not _numbered(text):
            title = Piece("title", text, line.number, column=line.column)
        elif official and title and used == 1 and len(text) <= 40 and text[-1] not in _STOP and not _numbered(text):
            title = replace(title, text=title.text + text)
        else:
            break
        used += 1
    if title is None:
        return [], blocks
    rest = []
    for block in blocks:
        kept = block.lines[used:]
        used = max(0, used - len(block.lines))
        if kept:
            rest.append(_Block(kept))
    return [p for p in (title, subtitle, date) if p], rest


def _without_stray_end(blocks: list[_Block], shown: str, report: Report) -> list[_Block]:
    last = blocks[-1] if blocks else None
    short = last and len(blocks) > 2 and last.alone and len(last.text) <= 12 and last.text[-1] not in _STOP
    if last and short and last.text[0] != PLACEHOLDER and not _DATED.match(last.text) and not _PLAIN_LINE.search(last.text):
        line, text = blocks[-1].lines[0].number, blocks[-1].text
        message = f"the last line “{text}” looks like a page's foot or a heading cut off; it was left out"
        report.warn(Location(shown, line, 1), "S050", message, "delete it, or write what belongs under it")
        return blocks[:-1]
    return blocks


def _body(blocks: Sequence[_Block]) -> list[Piece]:
    numbered = sum(1 for b in blocks if b.alone and len(b.text) <= MAX_HEADING and _numbered(b.text))
    heads = [_heading(b, stops=numbered < 2) for b in blocks]
    shift = 0
    parts = {i for i in range(len(blocks)) if _opens_part(blocks, heads, i)}
    if len(parts) >= 2 and not any(h and h.level == 1 and _numbered(blocks[i].text) for i, h in enumerate(heads)):
        shift = 1
    else:
        parts = set()
    out: list[Piece] = []
    for index, block in enumerate(blocks):
        head = heads[index]
        if head is not None:
            out.append(replace(head, level=min(4, head.level + shift)))
            continue
        if index in parts:
            name = _bureau(block.text)
            out.append(Piece("part", name, block.lines[0].number, 1, block.lines[0].column))
        for line in block.lines:
            out.extend(_paragraph(line))
    return out


def _numbered(text: str) -> tuple[int, str] | None:
    for level, pattern in _NUMBERED:
        if match := pattern.match(text):
            return level, text[match.end() :]
    return None


def _heading(block: _Block, *, stops: bool) -> Piece | None:
    """The heading that a block is, or None. With `stops`, one without a number may end in a full stop."""
    if not block.alone or block.text[0] == PLACEHOLDER:
        return None
    line = block.lines[0]
    number, text = line.number, line.text
    if bracketed := re.fullmatch(r"【(.{1,20})】", text):
        return Piece("heading", bracketed[1], number, 1, line.column + 1)
    if asked := re.match(r"(?:问|记者(?:问|提问)?|提问)[：:]", text):
        return Piece("heading", text, number, 2, line.column) if len(text) <= 90 and asked else None
    found = _numbered(text)
    level, words = found or (1, text)
    bare = words.rstrip("。")
    if not bare or len(bare) > MAX_HEADING or re.search(r"[。；;！？!?]", bare):
        return None
    if found is None and (re.search(r"\d", re.sub(r"“[^”]*”", "", bare)) or _PLAIN_LINE.search(text)):
        return None
    if found is None and (bare[-1] in "，,；;：:、" or len(bare) < 3 or (words.endswith("。") and not stops)):
        return None
    if found and ((words.endswith("。") and len(bare) > 30) or bare[-1] in "，,；;、"):
        return None
    return Piece("heading", words, number, level, line.column + len(text) - len(words))


# short lines that are no headings: a signature's office, a salutation, a remark in brackets, a list of attachments
_PLAIN_LINE = re.compile(
    r"(?:人民政府|办公室|办公厅|委员会|[^\u4e00-\u9fff]局|厅|部)$|^[（(].*[）)]$|^附件|^主持人|^同志们|^各位|[：:]$|^答[：:]|谢谢"
)


def _opens_part(blocks: Sequence[_Block], heads: Sequence[Piece | None], index: int) -> bool:
    """An introduction: alone, long, names a bureau, a heading follows, and no heading stands right before it."""
    block = blocks[index]
    if heads[index] is not None or not block.alone or len(block.text) < 60 or index + 1 >= len(blocks):
        return False
    return heads[index + 1] is not None and (index == 0 or heads[index - 1] is None) and bool(_bureau(block.text))


def _bureau(text: str) -> str:
    """The bureau that a paragraph's first sentence names, or ''."""
    first = _ENDS.split(text, 1)[0]
    match = re.search(
        r"(?:全[省市县区州]|[省市县区州])[\u4e00-\u9fff]{2,8}?(?:系统|局|委员会|厅)", re.sub(r"[省市县区]委、[省市县区]政府", "", first)
    )
    return match[0] if match else ""


def _paragraph(line: Line) -> list[Piece]:
    """A paragraph, parted where run-in headings begin."""
    number = line.number
    sentences = [(column + line.column - 1, sentence) for column, sentence in _sentences(line.text)]
    if len(sentences) < 2 or not _leads(sentences[0][1], first=True):
        return [Piece("text", line.text, number, column=line.column)]
    out: list[Piece] = []
    start: tuple[int, str] | None = None
    text: list[tuple[int, str]] = []
    for index, (column, sentence) in enumerate(sentences):
        if _leads(sentence, first=index == 0) and index + 1 < len(sentences):
            _close(out, start, text, number)
            start, text = (column, sentence), []
        else:
            text.append((column, sentence))
    _close(out, start, text, number)
    return out


def _close(out: list[Piece], start: tuple[int, str] | None, text: list[tuple[int, str]], number: int) -> None:
    if start is not None:
        out.append(Piece("lead", start[1], number, column=start[0] + 1))
        out.append(Piece("text", "".join(t for _, t in text), number, column=text[0][0] + 1 if text else start[0] + 1))


def _sentences(line: str) -> list[tuple[int, str]]:
    out, start, depth = [], 0, 0
    for index, char in enumerate(line):
        depth += (char in "“《（(") - (char in "”》）)")
        if char in "。！？" and depth <= 0:
            out.append((start, line[start : index + 1]))
            start = index + 1
    if start < len(line):
        out.append((start, line[start:]))
    return out


def _leads(sentence: str, *, first: bool) -> bool:
    """Whether a sentence has the form of a run-in heading: short, counts nothing but itself; later in a paragraph also without a comma."""
    found = _numbered(sentence) if first else None
    bare = (found[1] if found else sentence).rstrip("。")
    if sentence[-1:] != "。" or not 4 <= len(bare) <= MAX_LEAD or re.search(r"\d", bare) or re.match(r"[一二三四五六七八九十]+(?:是|要)", bare):
        return False
    return first or not re.search(r"[，,、；;：:]", bare)


def _report_parts(pieces: Sequence[Piece], shown: str, report: Report) -> None:
    parts = [p for p in pieces if p.role == "part"]
    for part in parts:
        message = f"no heading names this part; it was called “{part.text}” after its introduction"
        report.warn(Location(shown, part.line, 1), "S051", message, "put a heading above the introduction")
