"""Elements of official documents as boxes (GB/T 9704-2012: 7.2 head, 7.3 body, 7.4 record of copies, 10.1 letter,
10.3 minutes)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Item, Mark, Rule, TextRun
from jzdocs.layout.boxes import Box, Setter, set_paragraph
from jzdocs.layout.lines import Draw, Line, placed, shifted
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.resolve import official as official_texts
from jzdocs.style.stylesheet import PageStyle, TextStyle
from jzdocs.units import mm, pt

_HEAD_TOP, _LETTER_TOP, _RULE_BELOW = mm(35), mm(30), mm(4)
_RULE = pt(1.5)
_LETTER_RULE, _LETTER_FOOT = mm(170), mm(20)
_OUTER, _INNER = 12_600, 9_000  # 0.35 mm and 0.25 mm
_SEAL_LINES = 2


class _Official(Struct, frozen=True):
    """What the elements need: meta data, the setter, the measure, the page."""

    meta: nodes.Meta
    setter: Setter
    width: int

    @property
    def official(self) -> nodes.Official:
        return self.meta.official

    @property
    def page(self) -> PageStyle:
        return self.setter.sheet.page

    @property
    def body(self) -> TextStyle:
        return replace(self.setter.sheet.body, indent=0)

    @property
    def grid(self) -> int:
        return self.setter.sheet.body.leading

    @property
    def em(self) -> int:
        """The pitch of a character on the page's grid."""
        return self.width // self.page.characters if self.page.characters else self.body.size

    def lines(self, text: str, style: TextStyle, width: int, tag: int) -> list[Line]:
        return set_paragraph(self.setter, spans((nodes.Text(text),), style, self.setter, tag), style, width, tag=tag)

    def line(self, text: str, style: TextStyle, tag: int) -> Line:
        """A text on one line, whatever its length."""
        return self.lines(text, replace(style, align="left", indent=0), self.width * 4, tag)[0]

    def paragraph(self) -> int:
        return self.setter.tree.add("P")


def official_boxes(block: nodes.OfficialPart, meta: nodes.Meta, setter: Setter, width: int) -> Iterator[Box]:
    """The boxes of one element; nothing where the meta data do not say it."""
    it = _Official(meta, setter, width)
    match block.part:
        case "head":
            yield _letter_head(it) if block.form == "letter" else _head(it, block.form)
        case "addressees":
            yield from _flush(it, official_texts.addressees(it.official))
        case "attachments":
            yield from _hanging(it, official_texts.attachment_lines(it.official), it.body)
        case "attendance":
            yield from _hanging(
                it, list(official_texts.attendance(it.official)), replace(setter.sheet.style("label"), leading=it.grid)
            )
        case "signature":
            yield from _signature(it)
        case "colophon":
            yield from _colophon(it, block.form)


def attachment_boxes(block: nodes.Attachment, setter: Setter, width: int) -> Iterator[Box]:
    """An attachment opens a page: its label flush left in Hei, its title on the third line (7.3.8)."""
    it = _Official(nodes.Meta(), setter, width)
    label = replace(setter.sheet.style("label"), leading=it.grid, indent=0)
    yield Box(
        2 * it.grid,
        it.line(official_texts.attachment_label(block), label, it.paragraph()).draw,
        glued=True,
        new_page=True,
    )
    tag = it.paragraph()
    title = replace(setter.sheet.style("title"), leading=it.grid)
    for line in it.lines(block.title, title, width, tag) if block.title else ():
        yield Box(it.grid, line.draw, glued=True)
    yield Box(it.grid, lambda x, y: (), glued=True)


# --- heads


def _head(it: _Official, form: str) -> Box:
    """The head of a file or of minutes: marks at the left, the red name with its top 35 mm down, the number two
    lines below it, a red rule."""
    items: list[Item] = []
    top = 0
    for text, bold in official_texts.marks(it.official):
        style = it.setter.sheet.style("label") if bold else it.body
        items += it.line(text, replace(style, leading=it.grid), it.paragraph()).draw(0, top)
        top += it.grid
    lines = official_texts.head_lines(it.meta, form)
    if form == "minutes" and not it.official.head:
        lines = [f"{'、'.join(it.meta.issuer)}会议纪要"]
    bottom = max(
        top,
        _red_lines(it, lines, max(_HEAD_TOP, top), items, beside="文件" if official_texts.joint(it.meta, form) else ""),
    )
    bottom = _number_line(it, bottom + 2 * it.grid, items)
    rule = bottom + _RULE_BELOW
    items += [Mark(ARTIFACT), Rule(0, rule, it.width, rule, _RULE, it.setter.sheet.style("red_head").color)]
    return _block(items, rule + 2 * it.grid, it.grid)


def _letter_head(it: _Official) -> Box:
    """The head of a letter: the red name 30 mm below the paper's edge, red double rules 170 mm long below it and at
    the page's foot."""
    page = it.page
    color = it.setter.sheet.style("red_head").color
    items: list[Item] = []
    bottom = _red_lines(it, official_texts.head_lines(it.meta, "letter"), _LETTER_TOP - page.top, items, beside="")
    left = (page.size.width - _LETTER_RULE) // 2 - page.inner
    items += [Mark(ARTIFACT), *_double_rule(left, bottom + _RULE_BELOW, (pt(2.25), pt(0.75)), color)]
    items += _double_rule(left, page.size.height - _LETTER_FOOT - page.top, (pt(0.75), pt(2.25)), color)
    top = bottom + _RULE_BELOW + it.body.size * 7 // 8 - (it.grid - it.body.size) // 2
    rows = official_texts.marks(it.official)
    for index, (text, bold) in enumerate(rows):
        style = it.setter.sheet.style("label") if bold else it.body
        items += it.line(text, replace(style, leading=it.grid), it.paragraph()).draw(0, top + index * it.grid)
    if it.official.number:
        line = it.line(it.official.number, it.body, it.paragraph())
        items += line.draw(it.width - line.width, top)
    return _block(items, top + max(1, len(rows)) * it.grid + 2 * it.grid, it.grid)._replace(bare=True)


def _block(items: Sequence[Item], height: int, grid: int) -> Box:
    """Items as a box that takes whole lines of the grid, so that what follows stands on them."""
    return Box(-(-height // grid) * grid, placed(items), glued=True)


def _double_rule(x: int, y: int, widths: tuple[int, int], color: str) -> Iterator[Rule]:
    for width, at in zip(widths, (y, y + pt(2.6)), strict=True):
        yield Rule(x, at, x + _LETTER_RULE, at, width, color)


def _red_lines(it: _Official, lines: Sequence[str], top: int, items: list[Item], *, beside: str) -> int:
    """The issuers' names in red, the ink of the first at `top`; several are spread to one width, `beside` them 文件.
    Returns where they end."""
    style = it.setter.sheet.style("red_head")
    key = it.setter.faces.key(style.font, style.bold)
    face = it.setter.faces[key]
    room = it.width - (round(len(beside) * style.size * 1.15) if beside else 0)
    widest = max((face.width(text) for text in lines), default=0)
    size = min(style.size, round(room * 1000 / widest)) if widest else style.size
    pitch = round(size * (1.3 if len(lines) > 1 else 1.0))
    base = top + round(_ink_top(it, key, lines[:1]) * size)
    width = round(widest * size / 1000)
    left = (it.width - width - (round(len(beside) * style.size * 1.15) if beside else 0)) // 2
    for index, text in enumerate(lines):
        items.append(Mark(it.paragraph()))
        items.append(_spread(text, key, size, style.color, left, width, base + index * pitch, face.width(text)))
    if beside:
        middle = base + (len(lines) - 1) * pitch // 2
        items += [
            Mark(it.paragraph()),
            TextRun(left + width + round(style.size * 0.3), middle, key, style.size, style.color, beside),
        ]
    return base + (len(lines) - 1) * pitch + round(size * 0.12)


def _ink_top(it: _Official, key: str, lines: Sequence[str]) -> float:
    """How far the ink of a line reaches above its baseline, in ems."""
    face = it.setter.faces[key]
    tops = [face.font.get_glyph_extents(face.glyph(char)) for text in lines for char in text]
    return max((e.y_bearing / face.upem for e in tops if e), default=0.88)


def _spread(text: str, key: str, size: int, color: str, x: int, width: int, y: int, natural: int) -> TextRun:
    """A text spread over a width by letter spacing."""
    spare = width * 1000 / size - natural
    spacing = spare / (len(text) - 1) if len(text) > 1 and spare > 1 else 0.0
    return TextRun(x, y, key, size, color, text, spacing)


def _number_line(it: _Official, top: int, items: list[Item]) -> int:
    """发文字号, centred; with 签发人 it stands at the left on the line of the last of them. Returns the lower edge
    of its characters."""
    number, signers = it.official.number, it.official.signers
    rows = [signers[i : i + 2] for i in range(0, len(signers), 2)]
    last = top + max(0, len(rows) - 1) * it.grid
    if number:
        line = it.line(number, it.body, it.paragraph())
        items += line.draw(it.em if signers else (it.width - line.width) // 2, last)
    if rows:
        label = it.line("签发人：", it.body, tag := it.paragraph())
        style = replace(it.setter.sheet.style("signer"), leading=it.grid)
        names = [[it.line(name, style, tag) for name in row] for row in rows]
        widest = max(line.width for row in names for line in row)
        left = it.width - it.em - len(rows[0]) * widest - (len(rows[0]) - 1) * it.em
        items += label.draw(left - _label_width("签发人：", label, it.body.size), top)
        for index, row in enumerate(names):
            for column, line in enumerate(row):
                items += line.draw(left + column * (widest + it.em), top + index * it.grid)
    return last + (it.grid + it.body.size) // 2 if number or rows else last - 2 * it.grid


# --- body


def _flush(it: _Official, text: str) -> Iterator[Box]:
    """主送: flush left (7.3.2)."""
    if text:
        for line in it.lines(text, it.body, it.width, it.paragraph()):
            yield Box(it.grid, line.draw, glued=True)


def _hanging(it: _Official, rows: Sequence[tuple[str, str]], label_style: TextStyle) -> Iterator[Box]:
    """A line below the text, two characters in: labels, and names that hang behind them (7.3.5, 10.3)."""
    if not rows:
        return
    yield Box(it.grid, lambda x, y: (), glued=True)
    left = 2 * it.em
    for label, text in rows:
        tag = it.paragraph()
        head = it.line(label, replace(label_style, leading=it.grid), tag)
        hang = left + _label_width(label, head, it.body.size)
        for index, line in enumerate(it.lines(text, replace(it.body, align="justify"), it.width - hang, tag)):
            yield Box(it.grid, _both(head, left, line, hang) if index == 0 else shifted(line.draw, hang))


def _label_width(text: str, line: Line, size: int) -> int:
    """The width of a label with what follows: a colon's blank half, which vanished at its line's end, is there
    again."""
    return line.width + (size // 2 if text.endswith("：") else 0)


def _both(head: Line, left: int, line: Line, hang: int) -> Draw:
    def draw(x: int, y: int) -> Iterator[Item]:
        yield from head.draw(x + left, y)
        yield from line.draw(x + hang, y)

    return draw


def _signature(it: _Official) -> Iterator[Box]:
    """署名 and 成文日期, with a seal or without (7.3.6.1, 7.3.6.2), and 附注 (7.3.7)."""
    date = official_texts.signed(it.meta)
    rows = _sealed(it, date) if it.official.seal else _unsealed(it, date)
    blank = _SEAL_LINES if it.official.seal else 1
    if rows:
        yield Box(blank * it.grid, lambda x, y: (), glued=True)
    for index, parts in enumerate(rows):
        yield Box(it.grid, _row(parts), glued=index < len(rows) - 1)
    text = official_texts.remark(it.official)
    if text:
        for line in it.lines(text, replace(it.body, indent=0), it.width - 2 * it.em, it.paragraph()):
            yield Box(it.grid, shifted(line.draw, 2 * it.em))


def _row(parts: Sequence[tuple[Line, int]]) -> Draw:
    def draw(x: int, y: int) -> Iterator[Item]:
        for line, left in parts:
            yield from line.draw(x + left, y)

    return draw


def _sealed(it: _Official, date: str) -> list[list[tuple[Line, int]]]:
    """The date four characters in from the right, a single issuer centred above it; several in rows of three."""
    names = [it.line(name, it.body, it.paragraph()) for name in it.meta.issuer]
    day = it.line(date, it.body, it.paragraph()) if date else None
    right = it.width - 4 * it.em
    rows: list[list[tuple[Line, int]]] = []
    if len(names) == 1:
        middle = right - (day.width if day else names[0].width) // 2
        rows.append([(names[0], min(middle - names[0].width // 2, it.width - names[0].width))])
    for first in range(0, len(names) if len(names) > 1 else 0, 3):
        row = names[first : first + 3]
        share = it.width // len(row)
        rows.append([(line, index * share + (share - line.width) // 2) for index, line in enumerate(row)])
    return [*rows, [(day, right - day.width)]] if day else rows


def _unsealed(it: _Official, date: str) -> list[list[tuple[Line, int]]]:
    """Issuers two characters in from the right; the date begins two characters right of them, and never reaches
    further."""
    names = [it.line(name, it.body, it.paragraph()) for name in it.meta.issuer]
    day = it.line(date, it.body, it.paragraph()) if date else None
    edge = it.width - 2 * it.em
    start = edge - max((line.width for line in names), default=0)
    if day:
        start = min(start, edge - day.width - 2 * it.em) if names else edge - day.width
    rows = [[(line, start)] for line in names]
    return [*rows, [(day, start + (2 * it.em if names else 0))]] if day else rows


# --- 版记


def _colophon(it: _Official, form: str) -> Iterator[Box]:
    """The record of copies between rules, its last rule on the lower edge of the type area, on an even page; a
    letter's has no rules."""
    style = replace(it.setter.sheet.style("colophon"), indent=0)
    one = style.size
    copies = official_texts.copies(it.official)
    by, when = official_texts.printed(it.meta) if form != "letter" else ("", "")
    rows: list[Box] = []
    if copies:
        tag = it.paragraph()
        head = it.line("抄送：", style, tag)
        hang = one + _label_width("抄送：", head, one)
        lines = it.lines(copies, replace(style, align="justify"), it.width - hang - one, tag)
        rows += [
            Box(style.leading, _both(head, one, line, hang) if i == 0 else shifted(line.draw, hang))
            for i, line in enumerate(lines)
        ]
    if copies and (by or when):
        rows.append(Box(0, _across(it.width, _INNER)))
    if by or when:
        parts = [(it.line(by, style, it.paragraph()), one)] if by else []
        if when:
            line = it.line(when, style, it.paragraph())
            parts.append((line, it.width - one - line.width))
        rows.append(Box(style.leading, _row(parts)))
    if rows:
        height = sum(box.height for box in rows)
        yield Box(
            height, _ruled(rows, it.width, height, rules=form != "letter"), foot="page" if form == "letter" else "even"
        )


def _across(width: int, thickness: int) -> Draw:
    return lambda x, y: (Mark(ARTIFACT), Rule(x, y, x + width, y, thickness, "000000"))


def _ruled(rows: Sequence[Box], width: int, height: int, *, rules: bool) -> Draw:
    def draw(x: int, y: int) -> Iterator[Item]:
        if rules:
            for at in (y + _OUTER // 2, y + height - _OUTER // 2):
                yield from (Mark(ARTIFACT), Rule(x, at, x + width, at, _OUTER, "000000"))
        top = y
        for box in rows:
            yield from box.draw(x, top)
            top += box.height

    return draw
