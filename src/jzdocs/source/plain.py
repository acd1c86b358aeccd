"""Plain text → its structure: a press text marks neither title nor headings, so they are recognised by their form.

The text is read as blocks of lines, which blank lines separate. A part without a heading is recognised by its
introduction, which names a department and stands between the end of a section and the next heading; a run-in heading is
the short first sentence of a paragraph. Guesses are reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from jzdocs.errors import Location, Report
from jzdocs.messages.message import message
from jzdocs.patterns import compiled
from jzdocs.source.closing import with_attachment_titles, with_plain_closings
from jzdocs.source.drafts.divided import divided
from jzdocs.source.drafts.draft import read_draft
from jzdocs.source.drafts.forms import DraftLine, numbered as numbered_line
from jzdocs.source.drafts.found import Found
from jzdocs.source.drafts.pieces import above_text, appendix, below_text, copies, report_changes
from jzdocs.source.drafts.unnumbered import unnumbered_headings
from jzdocs.source.flat_tables import flat_tables, table_block
from jzdocs.source.heading_numbers import numbered
from jzdocs.source.headings import headings, is_marked, is_plain_line, sentences_above
from jzdocs.source.line_repair import repair_lines
from jzdocs.source.lines import Line
from jzdocs.source.notes import with_notes, with_plain_notes
from jzdocs.source.opening import read_opening
from jzdocs.source.pieces import PLACEHOLDER, Block, Piece

MAX_LEAD = 20
_STOP = "。！？：；…”》）.!?;:"
_ENDS = compiled(r"[。！？!?]")
_TITLE_MARK = compiled(r"(?:[①-⑳*＊]|[［\[]\d{1,3}[］\]])$")


def read_plain(text: str, shown: str, report: Report, *, official: bool = False) -> list[Piece]:
    """Return the pieces of a plain text in order. Guesses and what was left out are reported.

    A text that is an official document is read as one; with `official` any text is taken for one.
    """
    lines = flat_tables(repair_lines(text, shown, report), shown, report)
    if pieces := _official(lines, shown, report, official=official):
        return pieces
    blocks = _blocks(lines)
    opening, rest = read_opening(blocks)
    opening = _without_mark_in_title(opening, shown, report)
    rest = with_plain_closings(rest)
    body = with_notes(_body(with_plain_notes(with_attachment_titles(rest))), shown, report)
    _report_stray_end(rest, shown, report)
    _report_parts(body, shown, report)
    return opening + body


def _official(lines: Sequence[Line | Piece], shown: str, report: Report, *, official: bool) -> list[Piece]:
    """Return the pieces of an official document: its elements, its text between them, each attachment by itself;
    nothing where the text is none."""
    lines = divided(lines)
    places = [index for index, line in enumerate(lines) if isinstance(line, Piece) or line.text]
    draft = read_draft([_draft_line(lines, index) for index in places], official=official)
    if draft is None:
        return []
    report_changes(draft, shown, report)
    _report_red_head(draft, shown, report)
    after = draft.signed if draft.signed >= 0 else draft.end
    body = [
        *_loose(lines, places, draft.free(0, draft.body)),
        *_text_of(lines, places, [i for i in draft.free(draft.body, draft.end) if i < after]),
        *below_text(draft),
        *_loose(lines, places, draft.free(max(after, draft.body), draft.end)),
    ]
    for attachment in draft.attachments:
        body.append(appendix(draft, attachment))
        body += _text_of(lines, places, list(draft.free(attachment.first, attachment.end)))
    above = _without_mark_in_title(above_text(draft), shown, report)
    return [*above, *with_notes(body, shown, report), *copies(draft)]


def _draft_line(lines: Sequence[Line | Piece], index: int) -> DraftLine:
    line = lines[index]
    above = lines[index - 1] if index else None
    blank = isinstance(above, Line) and not above.text
    if isinstance(line, Piece):
        return DraftLine(Line(PLACEHOLDER, line.line), blank, fixed=True)
    return DraftLine(line, blank, fixed=line.text[0] == PLACEHOLDER)


def _loose(lines: Sequence[Line | Piece], places: Sequence[int], indexes: Iterable[int]) -> list[Piece]:
    """Return lines beside the elements of an official document as they are: they head nothing."""
    found = (lines[places[index]] for index in indexes)
    return [line if isinstance(line, Piece) else _text(line) for line in found]


def _text_of(lines: Sequence[Line | Piece], places: Sequence[int], indexes: Sequence[int]) -> list[Piece]:
    """Return the pieces of the text, or of one attachment, of an official document; the blank lines between its lines
    count."""
    part: list[Line | Piece] = []
    for above, index in zip([None, *indexes], indexes, strict=False):
        if above is not None:
            part += [
                line for line in lines[places[above] + 1 : places[index]] if isinstance(line, Line) and not line.text
            ]
        part.append(lines[places[index]])
    blocks = _blocks(part)
    bare = unnumbered_headings(blocks)
    blocks = [
        block
        if not block.alone or numbered_line(block.text)
        else replace(block, plain=True, piece=_bare_heading(block) if index in bare else None)
        for index, block in enumerate(blocks)
    ]
    return _body(with_plain_notes(blocks), press=False) if part else []


def _bare_heading(block: Block) -> Piece:
    """Return a heading without a number, which the document gives none."""
    line = block.lines[0]
    return Piece("heading", line.text, line.number, 1, line.column, sign=message("sign.short_line"), unnumbered=True)


def _without_mark_in_title(pieces: list[Piece], shown: str, report: Report) -> list[Piece]:
    """Return the pieces of an opening, their title without the mark of a note: a title has no footnotes."""
    out = []
    for piece in pieces:
        if piece.role == "title" and (match := _TITLE_MARK.search(piece.text)):
            report.warn(Location(shown, piece.line, piece.column + match.start()), "S063", mark=match[0])
            piece = replace(piece, text=piece.text[: match.start()])
        out.append(piece)
    return out


def _blocks(lines: Sequence[Line | Piece]) -> list[Block]:
    """Return the lines between blank ones as blocks.

    A numbered heading is a block of its own without blank lines too; where hardly any line is blank, every line is.
    """
    filled = [line for line in lines if line.text or isinstance(line, Piece)]
    gaps = sum(1 for a, b in pairwise(lines) if a.text and not b.text)
    if len(filled) > 3 and gaps < 0.2 * len(filled):
        return [table_block(line) if isinstance(line, Piece) else Block((line,)) for line in filled]
    blocks: list[Block] = []
    current: list[Line] = []
    for line in [*lines, Line("", 0)]:
        if isinstance(line, Line) and line.text and not is_marked(line.text):
            current.append(line)
            continue
        if current:
            blocks.append(Block(tuple(current)))
            current = []
        if isinstance(line, Piece):
            blocks.append(table_block(line))
        elif line.text:
            blocks.append(Block((line,)))
    return blocks


def _report_red_head(draft: Found, shown: str, report: Report) -> None:
    """Report 文件 in the red head, which only the templates of official documents print."""
    for index in range(draft.body if draft.file else 0):
        line = draft.lines[index].line
        if index in draft.used and line.text.endswith("文件"):
            report.warn(Location(shown, line.number, line.column + len(line.text) - 2), "S064", text=line.text)


def _report_stray_end(blocks: Sequence[Block], shown: str, report: Report) -> None:
    """Report a short last line that belongs to nothing: a page footer or a heading cut off. It stays in the text."""
    last = blocks[-1] if blocks else None
    short = last and len(blocks) > 2 and last.alone and len(last.text) <= 12 and last.text[-1] not in _STOP
    if last and short and not last.plain and last.text[0] != PLACEHOLDER and not is_plain_line(last.text):
        report.warn(Location(shown, last.lines[0].number, 1), "S050", text=last.text)


def _body(blocks: Sequence[Block], *, press: bool = True) -> list[Piece]:
    """Return the pieces below title and date; where parts are named by introductions, headings move down a level.

    In official documents (not `press`) only what is numbered is a heading, and no part is named by an introduction.
    """
    heads = headings(blocks, None if press else _is_run_in)
    shift = 0
    opening = {i for i in range(len(blocks)) if press and _opens_part(blocks, heads, i)}
    if len(opening) >= 2 and not any(h and h.level == 1 and numbered(blocks[i].text) for i, h in enumerate(heads)):
        shift = 1
    else:
        opening = set()
    above = sentences_above(blocks, heads) if press else set()
    pieces: list[Piece] = []
    for index, block in enumerate(blocks):
        head = heads[index]
        if head is not None:
            pieces.append(replace(head, level=min(4, head.level + shift)))
            continue
        if found := block.table or block.piece:
            pieces.append(found)
            continue
        if index in opening:
            line, sign = block.lines[0], message("sign.introduction")
            pieces.append(Piece("part", _department(block.text), line.number, 1, line.column, sign=sign))
        if index in above:
            pieces.append(replace(_text(block.lines[0]), role="lead", sign=message("sign.short_sentence")))
            continue
        for line in block.lines:
            led = (press or numbered_line(line.text)) and not block.plain and index - 1 not in above
            pieces.extend(split_leads(line) if led else [_text(line)])
    return pieces


def _opens_part(blocks: Sequence[Block], heads: Sequence[Piece | None], index: int) -> bool:
    """Return whether a block is an introduction: a long line that names a department, with a heading behind it and none
    before it."""
    block = blocks[index]
    if heads[index] is not None or not block.alone or len(block.text) < 60 or index + 1 >= len(blocks):
        return False
    return heads[index + 1] is not None and (index == 0 or heads[index - 1] is None) and bool(_department(block.text))


def _department(text: str) -> str:
    """Return the department that a paragraph's first sentence names, or ""."""
    first = _ENDS.split(text, 1)[0]
    match = re.search(
        r"(?:全[省市县区州]|[省市县区州])[\u4e00-\u9fff]{2,8}?(?:系统|局|委员会|厅)",
        re.sub(r"[省市县区]委、[省市县区]政府", "", first),
    )
    return match[0] if match else ""


def _text(line: Line) -> Piece:
    return Piece("text", line.text, line.number, column=line.column)


def split_leads(line: Line) -> list[Piece]:
    """Return a paragraph as pieces, divided where run-in headings begin."""
    number = line.number
    sentences = [(column + line.column - 1, sentence) for column, sentence in _sentences(line.text)]
    if len(sentences) < 2 or not _leads(sentences[0][1], first=True):
        return [_text(line)]
    pieces: list[Piece] = []
    lead = sentences[0]
    text: list[tuple[int, str]] = []
    for index, (column, sentence) in enumerate(sentences[1:], 1):
        following = sentences[index + 1][1] if index + 1 < len(sentences) else ""
        if text and _leads(sentence, first=False) and following and not _leads(following, first=False):
            pieces += _led(lead, text, number)
            lead, text = (column, sentence), []
        else:
            text.append((column, sentence))
    return pieces + _led(lead, text, number)


def _led(lead: tuple[int, str], text: Sequence[tuple[int, str]], number: int) -> list[Piece]:
    """Return a run-in heading and the text behind it; sentences have their column (from 0)."""
    text_column = text[0][0] if text else lead[0]
    return [
        Piece("lead", lead[1], number, column=lead[0] + 1, sign=message("sign.first_sentence")),
        Piece("text", "".join(sentence for _, sentence in text), number, column=text_column + 1),
    ]


def _sentences(line: str) -> list[tuple[int, str]]:
    """Return the sentences of a line, each with its column (from 0); stops in quotes and brackets end none."""
    sentences, start, depth = [], 0, 0
    for index, char in enumerate(line):
        depth += (char in "“《（(") - (char in "”》）)")
        if char in "。！？" and depth <= 0:
            sentences.append((start, line[start : index + 1]))
            start = index + 1
    if start < len(line):
        sentences.append((start, line[start:]))
    return sentences


def _is_run_in(text: str) -> bool:
    """Return whether a line is a paragraph that begins with a run-in heading."""
    sentences = [sentence for _, sentence in _sentences(text)]
    return len(sentences) > 1 and numbered_line(text) and _leads(sentences[0], first=True)


_SPEAKS = compiled(r"[\u4e00-\u9fff·]{2,8}[：:]")  # 周海平：谢谢您的提问。


_WHEN = compiled(r"[（(][^（）()]{1,20}[）)]$")


def _leads(sentence: str, *, first: bool) -> bool:
    """Return whether a sentence has the form of a run-in heading: short, without digits unless in brackets behind a
    numbered one (企业自查（4月10日前）), no point of a list (一是), and without commas too behind the first sentence of
    a paragraph."""
    number = numbered(sentence) if first else None
    bare = (number[1] if number else sentence).rstrip("。")
    bare = _WHEN.sub("", bare) if number else bare
    if (
        _SPEAKS.match(bare)
        or sentence[-1:] != "。"
        or not 4 <= len(bare) <= MAX_LEAD
        or re.search(r"\d", bare)
        or not re.match(r"[\w“‘《（【〔]", bare)
        or re.match(r"[一二三四五六七八九十]+(?:是|要)", bare)
    ):
        return False
    return first or not re.search(r"[，,、；;：:]", bare)


def _report_parts(pieces: Sequence[Piece], shown: str, report: Report) -> None:
    parts = [p for p in pieces if p.role == "part"]
    for part in parts:
        report.warn(Location(shown, part.line, 1), "S051", text=part.text)
