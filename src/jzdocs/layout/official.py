"""The elements of official documents → boxes (GB/T 9704-2012: 7.2 head, 7.3 body, 7.4 record of copies, 10.1 letter,
10.3 minutes)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Item, Mark, Rule, TextRun
from jzdocs.layout.boxes import Box, nothing
from jzdocs.layout.front import title_boxes
from jzdocs.layout.lines import Line, placed, shifted
from jzdocs.layout.official_closing import signature
from jzdocs.layout.official_colophon import colophon
from jzdocs.layout.official_frame import Frame, attachment_places, label_width, row, signer_name
from jzdocs.layout.official_head import LETTER_RULE_LENGTH, HeadPlan, follows, head_plan
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.resolve import official as official_texts
from jzdocs.resolve.front_pieces import ATTACHMENT_LABEL, SIGNER_LABEL


def official_boxes(block: nodes.OfficialPart, meta: nodes.Meta, setter: Setter, width: int) -> Iterator[Box]:
    """Yield the boxes of an element; none where the meta data do not have it."""
    frame = Frame(meta, setter, width)
    match block.part:
        case "head":
            yield _head(frame, block.form)
        case "addressees":
            yield from _flush(frame, official_texts.addressees(frame.official))
        case "attachments":
            yield from _attachments(frame)
        case "attendance":
            yield from _attendance(frame)
        case "signature":
            yield from signature(frame)
        case "colophon":
            yield from colophon(frame, block.form)
        case _:
            assert_never(block.part)


def attachment_boxes(block: nodes.Attachment, setter: Setter, width: int) -> Iterator[Box]:
    """Yield the head of an attachment: it begins a page, its label flush left in Hei, its title on the third line
    (7.3.8)."""
    frame = Frame(nodes.Meta(), setter, width)
    label = replace(setter.sheet.style("label"), leading=frame.grid, indent=0)
    text = official_texts.attachment_label(block)
    draw = frame.line(text, label, frame.paragraph()).draw if text else nothing
    yield Box(2 * frame.grid if text else 0, draw, glued=True, new_page=True)
    tag = frame.paragraph()
    title = replace(setter.sheet.style("title"), leading=frame.grid)
    for box in title_boxes(setter, [block.title], title, width, tag) if block.title else ():
        yield box._replace(glued=True)
    yield Box(frame.grid, nothing, glued=True)


# --- heads


def _head(frame: Frame, form: str) -> Box:
    """Return the head of a document as one box, which ends where the title's line begins; that of a letter belongs
    outside the type area, and forbids the page's number (10.1)."""
    plan = head_plan(frame, form)
    items: list[Item] = []
    for (text, bold), baseline in zip(official_texts.marks(frame.official), plan.marks, strict=True):
        style = frame.setter.sheet.style("label") if bold else frame.body
        items += _at(frame, frame.line(text, replace(style, leading=frame.grid), frame.paragraph()), 0, baseline)
    style = frame.setter.sheet.style("red_head")
    key = frame.setter.faces.key(style.font, style.bold)
    for name in (*plan.names, *([plan.beside] if plan.beside else [])):
        spacing = name.spacing * 1000 / name.size
        run = TextRun(name.left, name.baseline, key, name.size, style.color, name.text, spacing=spacing)
        items += [Mark(frame.paragraph()), run]
    items += _number_rows(frame, form, plan)
    items += _red_rules(frame, form, plan, style.color)
    following = follows(frame, form)
    height = plan.end - frame.setter.baseline(following, following.leading)
    box = Box(height, placed(items), glued=True)
    return box._replace(bare=True, beyond=True) if form == "letter" else box


def _at(frame: Frame, line: Line, x: int, baseline: int) -> Iterator[Item]:
    """Yield the items of a line of the grid at a baseline."""
    return iter(line.draw(x, baseline - frame.setter.baseline(frame.body, frame.grid)))


def _red_rules(frame: Frame, form: str, plan: HeadPlan, color: str) -> Iterator[Item]:
    """Yield the red rules of a head: as wide as the type area, or in the middle of a letter's paper."""
    left, right = 0, frame.width
    if form == "letter":
        left = (frame.page.size.width - LETTER_RULE_LENGTH) // 2 - frame.page.inner
        right = left + LETTER_RULE_LENGTH
    for rule in plan.rules:
        middle = rule.top + rule.thickness // 2
        yield from (Mark(ARTIFACT), Rule(left, middle, right, middle, rule.thickness, color))


def _number_rows(frame: Frame, form: str, plan: HeadPlan) -> Iterator[Item]:
    """Yield the number of the document (发文字号) and its signers (签发人), and in minutes who issues them and when.

    The number is centred; with signers it stands at the left, on the line of the last of them (7.2.5, 7.2.6), in a
    letter at the right (10.1).
    """
    number, signers = frame.official.number, frame.official.signers if form != "letter" else ()
    office, day = official_texts.minutes_line(frame.meta) if form == "minutes" else ("", "")
    rows = plan.rows[:-1] if office or day else plan.rows
    if number:
        line = frame.line(number, frame.body, frame.paragraph())
        left = frame.width - line.width if form == "letter" else (frame.width - line.width) // 2
        yield from _at(frame, line, frame.em if signers else left, rows[-1])
    if signers:
        yield from _signers(frame, rows)
    for text, right in ((office, False), (day, True)):
        if text:
            line = frame.line(text, frame.body, frame.paragraph())
            yield from _at(frame, line, frame.width - frame.em - line.width if right else frame.em, plan.rows[-1])


def _signers(frame: Frame, baselines: Sequence[int]) -> Iterator[Item]:
    """Yield 签发人 with its names in two columns, the last column one em from the right; each name stands below that of
    the first row (7.2.6)."""
    label = frame.line(SIGNER_LABEL, frame.body, tag := frame.paragraph())
    style = replace(frame.setter.sheet.style("signer"), leading=frame.grid)
    signers = frame.official.signers
    spread = official_texts.spread_names(signers)
    names = [signer_name(frame, name, style, (tag, wide)) for name, wide in zip(signers, spread, strict=True)]
    columns, widest = min(2, len(names)), max(line.width for line in names)
    left = frame.width - frame.em - columns * widest - (columns - 1) * frame.em
    yield from _at(frame, label, left - label_width(SIGNER_LABEL, label, frame.body.size), baselines[0])
    for index, line in enumerate(names):
        row, column = divmod(index, 2)
        yield from _at(frame, line, left + column * (widest + frame.em), baselines[row])


# --- body


def _flush(frame: Frame, text: str) -> Iterator[Box]:
    """Yield the addressees (主送机关), flush left (7.3.2)."""
    if text:
        for line in frame.lines(text, frame.body, frame.width, frame.paragraph()):
            yield Box(frame.grid, line.draw, glued=True)


def _attachments(frame: Frame) -> Iterator[Box]:
    """Yield 附件：, two characters in and a line below the text, with the attachments' numbers below each other and
    their names behind them; further lines of a name begin below its first character (7.3.4)."""
    rows = official_texts.attachment_lines(frame.official)
    if rows:
        yield Box(frame.grid, nothing, glued=True)
    number, name = attachment_places(frame)
    tag = frame.paragraph()
    for index, (label, text) in enumerate(rows):
        tag = frame.paragraph() if index else tag
        numeral = label.removeprefix(ATTACHMENT_LABEL)
        parts = [(frame.line(ATTACHMENT_LABEL, frame.body, tag), 2 * frame.em)] if index == 0 else []
        parts += [(frame.line(numeral, frame.body, tag), number)] if numeral else []
        for place, line in enumerate(frame.lines(text, replace(frame.body, align="justify"), frame.width - name, tag)):
            yield Box(frame.grid, row([*parts, (line, name)]) if place == 0 else shifted(line.draw, name))


def _attendance(frame: Frame) -> Iterator[Box]:
    """Yield 出席 and the like in Hei, two characters in and a line below the text, with names that hang behind them
    (10.3)."""
    rows = official_texts.attendance(frame.official)
    if rows:
        yield Box(frame.grid, nothing, glued=True)
    style = replace(frame.setter.sheet.style("label"), leading=frame.grid)
    left = 2 * frame.em
    for label, text in rows:
        tag = frame.paragraph()
        head = frame.line(label, style, tag)
        hang = left + label_width(label, head, frame.body.size)
        for index, line in enumerate(frame.lines(text, replace(frame.body, align="justify"), frame.width - hang, tag)):
            yield Box(frame.grid, row([(head, left), (line, hang)]) if index == 0 else shifted(line.draw, hang))
