"""The elements of official documents → boxes (GB/T 9704-2012: 7.2 head, 7.3 body, 7.4 record of copies, 10.1 letter,
10.3 minutes)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Image, Item, Mark, Rule, TextRun
from jzdocs.layout.boxes import Box, nothing
from jzdocs.layout.lines import Draw, Line, placed, shifted
from jzdocs.layout.seals import PlacedSeal, SignatureMeasures, sealed_signature
from jzdocs.layout.setter import Setter, set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.resolve import official as official_texts
from jzdocs.resolve.front_pieces import joint
from jzdocs.resolve.official import SEAL_ALT
from jzdocs.style.stylesheet import PageStyle, TextStyle
from jzdocs.units import mm, pt

_HEAD_TOP, _LETTER_TOP, _RULE_BELOW = mm(35), mm(30), mm(4)
_RULE = pt(1.5)
_LETTER_RULE, _LETTER_FOOT = mm(170), mm(20)
_OUTER, _INNER = 12_600, 9_000  # 0.35 mm and 0.25 mm: the thick and thin rules of the record of copies


class _Frame(Struct, frozen=True):
    """What the elements need: the document's meta data, the setter, and the measure (EMU)."""

    meta: nodes.Meta
    setter: Setter
    width: int

    @property
    def official(self) -> nodes.Official:
        """The meta data of official documents."""
        return self.meta.official

    @property
    def page(self) -> PageStyle:
        """The page of the stylesheet."""
        return self.setter.sheet.page

    @property
    def body(self) -> TextStyle:
        """The style of the text, without indent."""
        return replace(self.setter.sheet.body, indent=0)

    @property
    def grid(self) -> int:
        """The distance between lines (EMU)."""
        return self.setter.sheet.body.leading

    @property
    def em(self) -> int:
        """The pitch of characters on the page's grid (EMU)."""
        return self.width // self.page.characters if self.page.characters else self.body.size

    def lines(self, text: str, style: TextStyle, width: int, tag: int) -> list[Line]:
        """Return the lines of a text in a column `width` wide."""
        return set_paragraph(self.setter, spans((nodes.Text(text),), style, self.setter, tag), style, width, tag=tag)

    def line(self, text: str, style: TextStyle, tag: int) -> Line:
        """Return a text as a single line, whatever its length."""
        return self.lines(text, replace(style, align="left", indent=0), self.width * 4, tag)[0]

    def paragraph(self) -> int:
        """Add a paragraph to the structure tree, and return its number."""
        return self.setter.tree.add("P")


def official_boxes(block: nodes.OfficialPart, meta: nodes.Meta, setter: Setter, width: int) -> Iterator[Box]:
    """Yield the boxes of an element; none where the meta data do not have it."""
    frame = _Frame(meta, setter, width)
    match block.part:
        case "head":
            yield _letter_head(frame) if block.form == "letter" else _head(frame, block.form)
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
    frame = _Frame(nodes.Meta(), setter, width)
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


def _head(frame: _Frame, form: str) -> Box:
    """Return the head of a file or of minutes (7.2): marks at the left, the red name with its upper edge 35 mm down,
    the number two lines below it, and a red rule."""
    items: list[Item] = []
    top = 0
    for text, bold in official_texts.marks(frame.official):
        style = frame.setter.sheet.style("label") if bold else frame.body
        items += frame.line(text, replace(style, leading=frame.grid), frame.paragraph()).draw(0, top)
        top += frame.grid
    lines = official_texts.head_lines(frame.meta, form)
    beside = "文件" if joint(frame.meta, form) else ""
    bottom = max(top, _red_lines(frame, lines, max(_HEAD_TOP, top), items, beside=beside))
    bottom = _number_line(frame, bottom + 2 * frame.grid, items)
    rule = bottom + _RULE_BELOW
    items += [Mark(ARTIFACT), Rule(0, rule, frame.width, rule, _RULE, frame.setter.sheet.style("red_head").color)]
    return _block(items, rule + 2 * frame.grid, frame.grid)


def _letter_head(frame: _Frame) -> Box:
    """Return the head of a letter (10.1): the red name 30 mm below the edge of the paper, red double rules 170 mm long
    below it and at the foot of the page."""
    page = frame.page
    color = frame.setter.sheet.style("red_head").color
    items: list[Item] = []
    bottom = _red_lines(
        frame, official_texts.head_lines(frame.meta, "letter"), _LETTER_TOP - page.top, items, beside=""
    )
    left = (page.size.width - _LETTER_RULE) // 2 - page.inner
    items += [Mark(ARTIFACT), *_double_rule(left, bottom + _RULE_BELOW, (pt(2.25), pt(0.75)), color)]
    items += _double_rule(left, page.size.height - _LETTER_FOOT - page.top, (pt(0.75), pt(2.25)), color)
    top = bottom + _RULE_BELOW + frame.body.size * 7 // 8 - (frame.grid - frame.body.size) // 2
    rows = official_texts.marks(frame.official)
    for index, (text, bold) in enumerate(rows):
        style = frame.setter.sheet.style("label") if bold else frame.body
        items += frame.line(text, replace(style, leading=frame.grid), frame.paragraph()).draw(
            0, top + index * frame.grid
        )
    if frame.official.number:
        line = frame.line(frame.official.number, frame.body, frame.paragraph())
        items += line.draw(frame.width - line.width, top)
    return _block(items, top + max(1, len(rows)) * frame.grid + 2 * frame.grid, frame.grid)._replace(
        bare=True, beyond=True
    )


def _block(items: Sequence[Item], height: int, grid: int) -> Box:
    """Return items as a box as high as whole lines of the grid, so that what follows stands on the grid."""
    return Box(-(-height // grid) * grid, placed(items), glued=True)


def _double_rule(x: int, y: int, widths: tuple[int, int], color: str) -> Iterator[Rule]:
    """Yield two rules of the given widths, one below the other."""
    for width, at in zip(widths, (y, y + pt(2.6)), strict=True):
        yield Rule(x, at, x + _LETTER_RULE, at, width, color)


def _red_lines(frame: _Frame, lines: Sequence[str], top: int, items: list[Item], *, beside: str) -> int:
    """Add the issuers' names in red to `items`, and return where they end.

    The ink of the first begins at `top`. Several names are spread to the width of the longest, with `beside` (文件) at
    their right.
    """
    style = frame.setter.sheet.style("red_head")
    key = frame.setter.faces.key(style.font, style.bold)
    face = frame.setter.faces[key]
    room = frame.width - (round(len(beside) * style.size * 1.15) if beside else 0)
    widest = max((face.width(text) for text in lines), default=0)
    size = min(style.size, round(room * 1000 / widest)) if widest else style.size
    pitch = round(size * (1.3 if len(lines) > 1 else 1.0))
    base = top + round(_ink_top(frame, key, lines[:1]) * size)
    width = round(widest * size / 1000)
    left = (frame.width - width - (round(len(beside) * style.size * 1.15) if beside else 0)) // 2
    for index, text in enumerate(lines):
        run = TextRun(left, base + index * pitch, key, size, style.color, text)
        items += [Mark(frame.paragraph()), _spread(run, width, face.width(text))]
    if beside:
        middle = base + (len(lines) - 1) * pitch // 2
        items += [
            Mark(frame.paragraph()),
            TextRun(left + width + round(style.size * 0.3), middle, key, style.size, style.color, beside),
        ]
    return base + (len(lines) - 1) * pitch + round(size * 0.12)


def _ink_top(frame: _Frame, key: str, lines: Sequence[str]) -> float:
    """Return how far the ink of lines reaches above the baseline (in ems)."""
    face = frame.setter.faces[key]
    tops = [face.font.get_glyph_extents(face.glyph(char)) for text in lines for char in text]
    return max((e.y_bearing / face.upem for e in tops if e), default=0.88)


def _spread(run: TextRun, width: int, natural: int) -> TextRun:
    """Return a run spread over a width (EMU) by letter spacing; `natural` is its own width (thousandths of an em)."""
    spare = width * 1000 / run.size - natural
    return run._replace(spacing=spare / (len(run.text) - 1)) if len(run.text) > 1 and spare > 1 else run


def _number_line(frame: _Frame, top: int, items: list[Item]) -> int:
    """Add the number of the document (发文字号) to `items`, and return the lower edge of its characters.

    It is centred; with signers (签发人) it stands at the left, on the line of the last of them (7.2.5, 7.2.6).
    """
    number, signers = frame.official.number, frame.official.signers
    rows = [signers[i : i + 2] for i in range(0, len(signers), 2)]
    last = top + max(0, len(rows) - 1) * frame.grid
    if number:
        line = frame.line(number, frame.body, frame.paragraph())
        items += line.draw(frame.em if signers else (frame.width - line.width) // 2, last)
    if rows:
        label = frame.line("签发人：", frame.body, tag := frame.paragraph())
        style = replace(frame.setter.sheet.style("signer"), leading=frame.grid)
        names = [[frame.line(name, style, tag) for name in row] for row in rows]
        widest = max(line.width for row in names for line in row)
        left = frame.width - frame.em - len(rows[0]) * widest - (len(rows[0]) - 1) * frame.em
        items += label.draw(left - _label_width("签发人：", label, frame.body.size), top)
        for index, row in enumerate(names):
            for column, line in enumerate(row):
                items += line.draw(left + column * (widest + frame.em), top + index * frame.grid)
    return last + (frame.grid + frame.body.size) // 2 if number or rows else last - 2 * frame.grid


# --- body


def _flush(frame: _Frame, text: str) -> Iterator[Box]:
    """Yield the addressees (主送机关), flush left (7.3.2)."""
    if text:
        for line in frame.lines(text, frame.body, frame.width, frame.paragraph()):
            yield Box(frame.grid, line.draw, glued=True)


def _hanging(frame: _Frame, rows: Sequence[tuple[str, str]], label_style: TextStyle) -> Iterator[Box]:
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


def _signature(frame: _Frame) -> Iterator[Box]:
    """Yield signature and date, with a seal or without (7.3.6.1, 7.3.6.2), and the remark (附注, 7.3.7)."""
    date = official_texts.signed(frame.meta)
    yield from _sealed(frame, date) if frame.official.seal else _unsealed(frame, date)
    for text in official_texts.remarks(frame.official):
        for line in frame.lines(text, replace(frame.body, indent=0), frame.width - 2 * frame.em, frame.paragraph()):
            yield Box(frame.grid, shifted(line.draw, 2 * frame.em))


def _signing(frame: _Frame) -> list[str]:
    """Return the lines that sign: offices, a person with a post."""
    signatory = official_texts.signatory(frame.official)
    return [*official_texts.signature_names(frame.meta), *([signatory] if signatory else [])]


def _row(parts: Sequence[tuple[Line, int]]) -> Draw:
    """Return a function that draws lines side by side, each with its distance from the left."""

    def draw(x: int, y: int) -> Iterator[Item]:
        for line, left in parts:
            yield from line.draw(x + left, y)

    return draw


def _sealed(frame: _Frame, date: str) -> Iterator[Box]:
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


def _stamped(frame: _Frame, seals: Sequence[PlacedSeal], rows: Draw) -> Draw:
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


def _unsealed(frame: _Frame, date: str) -> Iterator[Box]:
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


def _colophon(frame: _Frame, form: str) -> Iterator[Box]:
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
