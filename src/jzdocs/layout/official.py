"""The elements of official documents → boxes (GB/T 9704-2012: 7.2 head, 7.3 body, 7.4 record of copies, 10.1 letter,
10.3 minutes)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Image, Item, Mark, Rule, TextRun
from jzdocs.layout.boxes import Box, nothing
from jzdocs.layout.lines import Draw, Line, placed, shifted
from jzdocs.layout.official_frame import Frame
from jzdocs.layout.official_head import LETTER_RULE_LENGTH, HeadPlan, follows, head_plan
from jzdocs.layout.seals import PlacedSeal, SignatureMeasures, sealed_signature
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.resolve import official as official_texts
from jzdocs.resolve.front_pieces import SIGNER_LABEL
from jzdocs.resolve.official import SEAL_ALT
from jzdocs.style.stylesheet import TextStyle

_OUTER, _INNER = 12_600, 9_000  # 0.35 mm and 0.25 mm: the thick and thin rules of the record of copies


def official_boxes(block: nodes.OfficialPart, meta: nodes.Meta, setter: Setter, width: int) -> Iterator[Box]:
    """Yield the boxes of an element; none where the meta data do not have it."""
    frame = Frame(meta, setter, width)
    match block.part:
        case "head":
            yield _head(frame, block.form)
        case "addressees":
            yield from _flush(frame, official_texts.addressees(frame.official))
        case "attachments":
            yield from _hanging(frame, official_texts.attachment_lines(frame.official), frame.body)
        case "attendance":
            yield from _hanging(
                frame,
                official_texts.attendance(frame.official),
                replace(setter.sheet.style("label"), leading=frame.grid),
            )
        case "signature":
            yield from _signature(frame)
        case "colophon":
            yield from _colophon(frame, block.form)
        case _:
            assert_never(block.part)


def attachment_boxes(block: nodes.Attachment, setter: Setter, width: int) -> Iterator[Box]:
    """Yield the head of an attachment: it begins a page, its label flush left in Hei, its title on the third line
    (7.3.8)."""
    frame = Frame(nodes.Meta(), setter, width)
    label = replace(setter.sheet.style("label"), leading=frame.grid, indent=0)
    yield Box(
        2 * frame.grid,
        frame.line(official_texts.attachment_label(block), label, frame.paragraph()).draw,
        glued=True,
        new_page=True,
    )
    tag = frame.paragraph()
    title = replace(setter.sheet.style("title"), leading=frame.grid)
    for line in frame.lines(block.title, title, width, tag) if block.title else ():
        yield Box(frame.grid, line.draw, glued=True)
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
    names = [frame.line(name, style, tag) for name in frame.official.signers]
    columns, widest = min(2, len(names)), max(line.width for line in names)
    left = frame.width - frame.em - columns * widest - (columns - 1) * frame.em
    yield from _at(frame, label, left - _label_width(SIGNER_LABEL, label, frame.body.size), baselines[0])
    for index, line in enumerate(names):
        row, column = divmod(index, 2)
        yield from _at(frame, line, left + column * (widest + frame.em), baselines[row])


# --- body


def _flush(frame: Frame, text: str) -> Iterator[Box]:
    """Yield the addressees (主送机关), flush left (7.3.2)."""
    if text:
        for line in frame.lines(text, frame.body, frame.width, frame.paragraph()):
            yield Box(frame.grid, line.draw, glued=True)


def _hanging(frame: Frame, rows: Sequence[tuple[str, str]], label_style: TextStyle) -> Iterator[Box]:
    """Yield labels, two characters in, with names that hang behind them, a blank line below the text (7.3.5, 10.3)."""
    if not rows:
        return
    yield Box(frame.grid, nothing, glued=True)
    left = 2 * frame.em
    for label, text in rows:
        tag = frame.paragraph()
        head = frame.line(label, replace(label_style, leading=frame.grid), tag)
        hang = left + _label_width(label, head, frame.body.size)
        for index, line in enumerate(frame.lines(text, replace(frame.body, align="justify"), frame.width - hang, tag)):
            yield Box(frame.grid, _both(head, left, line, hang) if index == 0 else shifted(line.draw, hang))


def _label_width(text: str, line: Line, size: int) -> int:
    """Return the width of a label with text behind it: the blank half of its colon, which vanishes at the end of a
    line, counts again."""
    return line.width + (size // 2 if text.endswith("：") else 0)


def _both(head: Line, left: int, line: Line, hang: int) -> Draw:
    """Return a function that draws a label at `left` and the first line behind it at `hang`."""

    def draw(x: int, y: int) -> Iterator[Item]:
        yield from head.draw(x + left, y)
        yield from line.draw(x + hang, y)

    return draw


def _signature(frame: Frame) -> Iterator[Box]:
    """Yield signature and date, with a seal or without (7.3.6.1, 7.3.6.2), and the remark (附注, 7.3.7)."""
    date = official_texts.signed(frame.meta)
    yield from _sealed(frame, date) if frame.official.seal else _unsealed(frame, date)
    for text in official_texts.remarks(frame.official):
        for line in frame.lines(text, replace(frame.body, indent=0), frame.width - 2 * frame.em, frame.paragraph()):
            yield Box(frame.grid, shifted(line.draw, 2 * frame.em))


def _signing(frame: Frame) -> list[str]:
    """Return the lines that sign: offices, a person with a post."""
    signatory = official_texts.signatory(frame.official)
    return [*official_texts.signature_names(frame.meta), *([signatory] if signatory else [])]


def _row(parts: Sequence[tuple[Line, int]]) -> Draw:
    """Return a function that draws lines side by side, each with its distance from the left."""

    def draw(x: int, y: int) -> Iterator[Item]:
        for line, left in parts:
            yield from line.draw(x + left, y)

    return draw


def _sealed(frame: Frame, date: str) -> Iterator[Box]:
    """Yield a sealed signature (7.3.6.1), with the seals that the document brings behind it."""
    names = [frame.line(name, frame.body, frame.paragraph()) for name in _signing(frame)]
    day = frame.line(date, frame.body, frame.paragraph()) if date else None
    if not names and day is None:
        return
    seal = frame.setter.sheet.seal
    widths = [line.width for line in names]
    plan = sealed_signature(SignatureMeasures(widths, day.width if day else 0, frame.width, frame.grid, frame.em), seal)
    yield Box(plan.blank * frame.grid, nothing, glued=True)
    lines = iter(names)
    rows: list[tuple[int, list[tuple[Line, int]]]] = []
    for at, middles in plan.rows:
        rows.append((at, [(line, middle - line.width // 2) for middle, line in zip(middles, lines, strict=False)]))
    if day:
        rows.append((plan.date_line, [(day, plan.date_middle - day.width // 2)]))
    ends = [at for at, _ in rows[1:]] + [rows[-1][0] + 1 + plan.below]
    for index, ((at, parts), end) in enumerate(zip(rows, ends, strict=True)):
        draw = _stamped(frame, plan.seals, _row(parts)) if index == 0 and plan.seals else _row(parts)
        yield Box((end - at) * frame.grid, draw, glued=index < len(rows) - 1)


def _stamped(frame: Frame, seals: Sequence[PlacedSeal], rows: Draw) -> Draw:
    """Return a function that draws seals, then the first row of the signature: text stays legible above them."""
    tree, issuers = frame.setter.tree, frame.meta.issuer
    tags = [tree.add("Figure", alt=SEAL_ALT.format(issuer="".join(issuers[s.issuer : s.issuer + 1]))) for s in seals]

    def draw(x: int, y: int) -> Iterator[Item]:
        for seal, tag in zip(seals, tags, strict=True):
            place = (x + seal.x, y + seal.y, seal.width, seal.height)
            tree.place(tag, place)
            yield Mark(tag)
            yield Image(*place, seal.picture.key, under=True)
        yield from rows(x, y)

    return draw


def _unsealed(frame: Frame, date: str) -> Iterator[Box]:
    """Yield the rows of a signature without a seal (7.3.6.2): issuers end two characters from the right; the date
    begins two characters to the right of them, and never ends further right."""
    names = [frame.line(name, frame.body, frame.paragraph()) for name in _signing(frame)]
    day = frame.line(date, frame.body, frame.paragraph()) if date else None
    edge = frame.width - 2 * frame.em
    start = edge - max((line.width for line in names), default=0)
    if day:
        start = min(start, edge - day.width - 2 * frame.em) if names else edge - day.width
    rows = [[(line, start)] for line in names]
    rows += [[(day, start + (2 * frame.em if names else 0))]] if day else []
    if rows:
        yield Box(frame.grid, nothing, glued=True)
    for index, parts in enumerate(rows):
        yield Box(frame.grid, _row(parts), glued=index < len(rows) - 1)


# --- 版记


def _colophon(frame: Frame, form: str) -> Iterator[Box]:
    """Yield the record of copies (版记, 7.4): between rules, the last on the lower edge of the type area of an even
    page; a letter's has no rules."""
    style = replace(frame.setter.sheet.style("colophon"), indent=0)
    em = style.size
    by, when = official_texts.printed(frame.meta, form)
    rows: list[Box] = []
    for label, copies in official_texts.copy_rows(frame.official):
        rows += [Box(0, _across(frame.width, _INNER))] if rows else []
        tag = frame.paragraph()
        head = frame.line(label, style, tag)
        hang = em + _label_width(label, head, em)
        lines = frame.lines(copies, replace(style, align="justify"), frame.width - hang - em, tag)
        rows += [
            Box(style.leading, _both(head, em, line, hang) if i == 0 else shifted(line.draw, hang))
            for i, line in enumerate(lines)
        ]
    if rows and (by or when):
        rows.append(Box(0, _across(frame.width, _INNER)))
    if by or when:
        parts = [(frame.line(by, style, frame.paragraph()), em)] if by else []
        if when:
            line = frame.line(when, style, frame.paragraph())
            parts.append((line, frame.width - em - line.width))
        rows.append(Box(style.leading, _row(parts)))
    if rows:
        height = sum(box.height for box in rows)
        yield Box(
            height,
            _ruled(rows, frame.width, height, rules=form != "letter"),
            foot="page" if form == "letter" else "even",
        )


def _across(width: int, thickness: int) -> Draw:
    """Return a function that draws a black rule."""
    return lambda x, y: (Mark(ARTIFACT), Rule(x, y, x + width, y, thickness, "000000"))


def _ruled(rows: Sequence[Box], width: int, height: int, *, rules: bool) -> Draw:
    """Return a function that draws rows from top to bottom, with a thick rule above and below where `rules` asks."""

    def draw(x: int, y: int) -> Iterator[Item]:
        if rules:
            for at in (y + _OUTER // 2, y + height - _OUTER // 2):
                yield from (Mark(ARTIFACT), Rule(x, at, x + width, at, _OUTER, "000000"))
        top = y
        for box in rows:
            yield from box.draw(x, top)
            top += box.height

    return draw
