"""Plain text → its structure. A press text names neither title nor headings: they are found by their form, and guesses
are reported.

The reader works on blocks of lines (blank lines part them). A part has no heading and is told by its introduction,
which names a bureau and stands between the end of a section and the next heading; a run-in heading is the short
first sentence of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from jzdocs.errors import Location, Report
from jzdocs.messages.message import message
from jzdocs.source.flat_tables import as_blocks, flat_tables
from jzdocs.source.headings import headings, is_marked, is_plain_line, numbered
from jzdocs.source.line_repair import Line, repair_lines
from jzdocs.source.notes import with_notes
from jzdocs.source.opening import is_date, official, titles
from jzdocs.source.pieces import PLACEHOLDER, Block, Piece

MAX_LEAD = 20
_STOP = "。！？：；…”》）.!?;:"
_ENDS = re.compile(r"[。！？!?]")


def read_plain(text: str, shown: str, report: Report) -> list[Piece]:
    """The pieces of a plain text, in order. Guesses and what was left out are reported."""
    blocks = _blocks(flat_tables(repair_lines(text, shown, report)))
    head, blocks = official(blocks)
    opening, rest = titles(blocks, below_head=bool(head))
    rest = _without_stray_end(rest, shown, report)
    body = with_notes(_body(rest))
    _report_parts(body, shown, report)
    return head + opening + body


def _blocks(lines: Sequence[Line | Piece]) -> list[Block]:
    """Lines between blank ones; a numbered heading stands for itself also without blank lines, and where hardly any
    line is blank all do."""
    filled = [line for line in lines if line.text or isinstance(line, Piece)]
    gaps = sum(1 for a, b in pairwise(lines) if a.text and not b.text)
    if len(filled) > 3 and gaps < 0.2 * len(filled):
        return [as_blocks(line) if isinstance(line, Piece) else Block((line,)) for line in filled]
    out: list[Block] = []
    current: list[Line] = []
    for line in lines:
        if isinstance(line, Line) and line.text and not is_marked(line.text):
            current.append(line)
            continue
        if current:
            out.append(Block(tuple(current)))
            current = []
        if isinstance(line, Piece):
            out.append(as_blocks(line))
        elif line.text:
            out.append(Block((line,)))
    if current:
        out.append(Block(tuple(current)))
    return out


def _without_stray_end(blocks: list[Block], shown: str, report: Report) -> list[Block]:
    last = blocks[-1] if blocks else None
    short = last and len(blocks) > 2 and last.alone and len(last.text) <= 12 and last.text[-1] not in _STOP
    if last and short and last.text[0] != PLACEHOLDER and not is_date(last.text) and not is_plain_line(last.text):
        line, text = blocks[-1].lines[0].number, blocks[-1].text
        report.warn(Location(shown, line, 1), "S050", text=text)
        return blocks[:-1]
    return blocks


def _body(blocks: Sequence[Block]) -> list[Piece]:
    heads = headings(blocks)
    shift = 0
    parts = {i for i in range(len(blocks)) if _opens_part(blocks, heads, i)}
    if len(parts) >= 2 and not any(h and h.level == 1 and numbered(blocks[i].text) for i, h in enumerate(heads)):
        shift = 1
    else:
        parts = set()
    out: list[Piece] = []
    for index, block in enumerate(blocks):
        head = heads[index]
        if head is not None:
            out.append(replace(head, level=min(4, head.level + shift)))
            continue
        if block.table is not None:
            out.append(block.table)
            continue
        if index in parts:
            name = _bureau(block.text)
            sign = message("sign.introduction")
            out.append(Piece("part", name, block.lines[0].number, 1, block.lines[0].column, sign=sign))
        for line in block.lines:
            out.extend(paragraph(line))
    return out


def _opens_part(blocks: Sequence[Block], heads: Sequence[Piece | None], index: int) -> bool:
    """An introduction: alone, long, names a bureau, a heading follows, and no heading stands right before it."""
    block = blocks[index]
    if heads[index] is not None or not block.alone or len(block.text) < 60 or index + 1 >= len(blocks):
        return False
    return heads[index + 1] is not None and (index == 0 or heads[index - 1] is None) and bool(_bureau(block.text))


def _bureau(text: str) -> str:
    """The bureau that a paragraph's first sentence names, or ''."""
    first = _ENDS.split(text, 1)[0]
    match = re.search(
        r"(?:全[省市县区州]|[省市县区州])[\u4e00-\u9fff]{2,8}?(?:系统|局|委员会|厅)",
        re.sub(r"[省市县区]委、[省市县区]政府", "", first),
    )
    return match[0] if match else ""


def paragraph(line: Line) -> list[Piece]:
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
        out.append(Piece("lead", start[1], number, column=start[0] + 1, sign=message("sign.first_sentence")))
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


_SPEAKS = re.compile(r"[\u4e00-\u9fff·]{2,8}[：:]")  # 周海平：谢谢您的提问。


def _leads(sentence: str, *, first: bool) -> bool:
    """Whether a sentence has the form of a run-in heading: short, counts nothing but itself; later in a paragraph
    also without a comma."""
    found = numbered(sentence) if first else None
    bare = (found[1] if found else sentence).rstrip("。")
    if (
        _SPEAKS.match(bare)
        or sentence[-1:] != "。"
        or not 4 <= len(bare) <= MAX_LEAD
        or re.search(r"\d", bare)
        or re.match(r"[一二三四五六七八九十]+(?:是|要)", bare)
    ):
        return False
    return first or not re.search(r"[，,、；;：:]", bare)


def _report_parts(pieces: Sequence[Piece], shown: str, report: Report) -> None:
    parts = [p for p in pieces if p.role == "part"]
    for part in parts:
        report.warn(Location(shown, part.line, 1), "S051", text=part.text)
