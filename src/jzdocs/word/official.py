"""Elements of official documents (GB/T 9704-2012, section 7) as Word has them: paragraphs with spacing before, borders
of paragraphs for rules, frames for what stands at a fixed place of the page.

Lengths are twips.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import assert_never

from msgspec import Struct

from jzdocs.model import nodes
from jzdocs.resolve import official as official_texts
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import EMU_PER_TWIP, mm, to_pt, to_twips
from jzdocs.word import ooxml
from jzdocs.word.ooxml import Element

_HEAD_TOP = to_twips(mm(35))  # from the type area to the red head (7.2.4)
_LETTER_TOP = to_twips(mm(30))  # from the edge of the paper to the red head of a letter (10.1)
_OVERHANG = to_twips(mm(7))  # the rules of a letter are 170 mm long (10.1), the type area is 156
_RULE_BELOW = 11  # 4 mm in points, from the number of the document to the red rule (7.2.7)
_THICK, _THIN = 8, 6  # eighths of a point: rules of 0.35 mm and 0.25 mm around the record of copies (7.4.1)


class _OfficialDocument(Struct, frozen=True):
    """What all elements need: the meta data, and lengths from the stylesheet."""

    meta: nodes.Meta
    sheet: Stylesheet

    @property
    def official(self) -> nodes.Official:
        """What the front matter says of the official document."""
        return self.meta.official

    @property
    def line(self) -> int:
        """A line of the grid."""
        return self.sheet.body.leading // EMU_PER_TWIP

    @property
    def em(self) -> int:
        """An em of the text."""
        return to_twips(self.sheet.body.size)

    @property
    def measure(self) -> int:
        """Width of the type area."""
        return to_twips(self.sheet.page.measure)

    @property
    def red(self) -> str:
        """The colour of head and rules."""
        return self.sheet.style("red_head").color

    def width(self, text: str) -> int:
        """Return about how wide a text is: an em for a Han character, half an em for a Latin one."""
        return round(sum(0.5 if c.isascii() else 1.0 for c in text) * self.em)


def official(block: nodes.OfficialPart, meta: nodes.Meta, sheet: Stylesheet) -> list[Element]:
    """Return the paragraphs and tables of one element; none where the front matter has nothing for it."""
    document = _OfficialDocument(meta, sheet)
    match block.part:
        case "head":
            return _letter_head(document) if block.form == "letter" else _head(document, block.form)
        case "addressees":
            text = official_texts.addressees(document.official)
            return [ooxml.paragraph("OfficialText", [ooxml.run(text)])] if text else []
        case "attachments":
            return _hanging(document, official_texts.attachment_lines(document.official), "OfficialText")
        case "attendance":
            return _hanging(document, list(official_texts.attendance(document.official)), "OfficialLabel")
        case "signature":
            return _signature(document)
        case "colophon":
            return _colophon(document, block.form)
        case _:
            assert_never(block.part)


def attachment(block: nodes.Attachment, sheet: Stylesheet) -> list[Element]:
    """Return the start of an attachment: its label at the top of a page, its title below."""
    line = sheet.body.leading // EMU_PER_TWIP
    below = ooxml.w("spacing", after=line)
    label = ooxml.paragraph(
        "OfficialLabel", [ooxml.run(official_texts.attachment_label(block))], extra=[ooxml.w("pageBreakBefore"), below]
    )
    return [label, ooxml.paragraph("Title", [ooxml.run(block.title)], extra=[ooxml.w("spacing", after=line)])]


def letter_footer(sheet: Stylesheet) -> list[Element]:
    """Return the footer of a letter's first page: no number, but a red double rule 20 mm above the edge of the paper
    (10.1)."""
    at = {"vAnchor": "page", "hAnchor": "page", "x": to_twips(mm(20)), "y": to_twips(mm(277))}
    frame = ooxml.w("framePr", w_=to_twips(mm(170)), h="20", hRule="exact", wrap="around", **at)
    rule = ooxml.w(
        "pBdr", ooxml.w("top", val="thinThickSmallGap", sz="24", space="0", color=sheet.style("red_head").color)
    )
    return [ooxml.paragraph("SectionEnd", [], extra=[frame, rule]), ooxml.paragraph("SectionEnd", [])]


def _head(document: _OfficialDocument, form: str) -> list[Element]:
    """Return the head of a file or of minutes: marks at the left, red name, number and signers, red rule (7.2)."""
    marks = official_texts.marks(document.official)
    out = [ooxml.paragraph("OfficialLabel" if bold else "OfficialText", [ooxml.run(text)]) for text, bold in marks]
    lines = official_texts.head_lines(document.meta, form)
    if form == "minutes" and not document.official.head:
        lines = [f"{'、'.join(document.meta.issuer)}会议纪要"]
    before = max(0, _HEAD_TOP - len(marks) * document.line)
    if official_texts.joint(document.meta, form):
        out += [
            ooxml.paragraph(
                "RedHead", [], extra=[ooxml.w("spacing", before=0, after=0, line=before, lineRule="exact")]
            ),
            _joint(document, lines),
        ]
    else:
        out += [_red(document, text, before if index == 0 else 0) for index, text in enumerate(lines)]
    return [*out, *_number(document)]


def _red(document: _OfficialDocument, text: str, before: int) -> Element:
    """Return a line of the red head, made smaller where it would not fit the measure."""
    size = document.sheet.style("red_head").size
    fitting = min(size, round(document.sheet.page.measure / max(1, len(text))))
    properties = ooxml.run_properties(size=round(to_pt(fitting) * 2)) if fitting < size else None
    return ooxml.paragraph("RedHead", [ooxml.run(text, properties)], extra=[ooxml.w("spacing", before=before, after=0)])


def _joint(document: _OfficialDocument, lines: Sequence[str]) -> Element:
    """Return several issuers, spread to one width, with 文件 beside them (7.2.4)."""
    side = to_twips(document.sheet.style("red_head").size) * 5 // 2
    left = document.measure - side
    longest = max(map(len, lines))
    fitting = min(document.sheet.style("red_head").size, round(left * EMU_PER_TWIP / (longest + 0.5)))
    properties = ooxml.run_properties(size=int(to_pt(fitting) * 2))
    rows = []
    for index, text in enumerate(lines):
        name = ooxml.paragraph("RedHead", [ooxml.run(text, properties)], extra=[ooxml.w("jc", val="distribute")])
        beside = [ooxml.paragraph("RedHead", [ooxml.run("文件")] if index == 0 else [])]
        rows.append(
            ooxml.row(
                [ooxml.cell([name], left), ooxml.cell(beside, side, merge="restart" if index == 0 else "continue")]
            )
        )
    return ooxml.table(ooxml.table_properties(document.measure, style="JzPlain", margins=(0, 0)), [left, side], rows)


def _number(document: _OfficialDocument) -> list[Element]:
    """Return 发文字号 and 签发人 on their lines (7.2.5, 7.2.6), the red rule 4 mm below the last (7.2.7)."""
    number, signers = document.official.number, document.official.signers
    rows = [signers[i : i + 2] for i in range(0, len(signers), 2)] or [()]
    out = []
    for index, row in enumerate(rows):
        last = index == len(rows) - 1
        children = (
            [ooxml.run(f"\t{number}" if row else number)] if last and number else [ooxml.run("\t")] if row else []
        )
        if row:
            label = "签发人：" if index == 0 else "\u3000" * 4
            children += [
                ooxml.run(f"\t{label}"),
                ooxml.run("\u3000".join(row), ooxml.run_properties(style="SignerChar")),
            ]
        border = (
            [ooxml.w("pBdr", ooxml.w("bottom", val="single", sz="12", space=_RULE_BELOW, color=document.red))]
            if last
            else []
        )
        stops = (
            [ooxml.tab_stops(("left", document.em, None), ("right", document.measure - document.em, None))]
            if row
            else []
        )
        # the red rule and its distance are the border's, outside the lines: what they take comes off the two lines
        # below
        spacing = ooxml.w(
            "spacing", before=2 * document.line if index == 0 else 0, after=2 * document.line - 60 if last else 0
        )
        out.append(
            ooxml.paragraph(
                "OfficialText",
                children,
                extra=[*border, *stops, spacing, ooxml.w("jc", val="left" if row else "center")],
            )
        )
    return out


def _letter_head(document: _OfficialDocument) -> list[Element]:
    """Return the head of a letter: red name in a frame 30 mm from the edge, double rule, marks and number (10.1)."""
    frame = ooxml.w(
        "framePr", w_=document.measure, wrap="around", vAnchor="page", hAnchor="margin", xAlign="center", y=_LETTER_TOP
    )
    red = [
        ooxml.paragraph(
            "RedHead", [ooxml.run(text)], extra=[frame if index == 0 else ooxml.w("framePr", **_attributes(frame))]
        )
        for index, text in enumerate(official_texts.head_lines(document.meta, "letter"))
    ]
    rule = ooxml.w("pBdr", ooxml.w("bottom", val="thickThinSmallGap", sz="24", space="0", color=document.red))
    spacing = ooxml.w("spacing", before=to_twips(mm(4)), after=0)
    out = [
        *red,
        ooxml.paragraph(
            "SectionEnd", [], extra=[rule, spacing, ooxml.w("ind", left=-_OVERHANG, right=-_OVERHANG, firstLine=0)]
        ),
    ]
    rows = official_texts.marks(document.official) or [("", False)]
    above = document.em * 7 // 8
    for index, (text, bold) in enumerate(rows):
        number = document.official.number if index == 0 else ""
        children = [ooxml.run(text)] if text else []
        children += [ooxml.run(f"\t{number}")] if number else []
        last = index == len(rows) - 1
        spacing = ooxml.w("spacing", before=above if index == 0 else 0, after=2 * document.line if last else 0)
        out.append(
            ooxml.paragraph(
                "OfficialLabel" if bold else "OfficialText",
                children,
                extra=[ooxml.tab_stops(("right", document.measure, None)), spacing],
            )
        )
    return out


def _attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element by their local names, as `ooxml.w` takes them."""
    names = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    return {("w_" if name == "w" else name): value for name, value in names.items()}


def _hanging(document: _OfficialDocument, rows: Sequence[tuple[str, str]], style: str) -> list[Element]:
    """Return labels with texts whose further lines stand below the first (7.3.4); they are in Hei where
    `style` is OfficialLabel."""
    out = []
    for index, (label, text) in enumerate(rows):
        hang = document.width(label)
        extra = [
            ooxml.w("spacing", before=document.line if index == 0 else 0, after=0),
            ooxml.w("ind", left=2 * document.em + hang, hanging=hang),
        ]
        properties = ooxml.run_properties(style="LabelChar") if style == "OfficialLabel" else None
        children = [ooxml.run(label, properties), ooxml.run(text)]
        out.append(ooxml.paragraph("OfficialText", children, extra=extra))
    return out


def _signature(document: _OfficialDocument) -> list[Element]:
    """Return names and date of the signature with the remark below (7.3.5, 7.3.6). With a seal the names stand centred
    above the date, four ems from the right; without one the longest ends two ems from the right."""
    date, names, seal = official_texts.signed(document.meta), document.meta.issuer, document.official.seal
    edge = document.measure - (4 if seal else 2) * document.em
    day = document.width(date)
    lefts = [max(0, edge - day // 2 - document.width(name) // 2) for name in names] if seal else []
    start = edge - max((document.width(name) for name in names), default=0)
    start = min(start, edge - day - 2 * document.em) if names and date else start
    rows = [(name, lefts[i] if seal else start) for i, name in enumerate(names)]
    if date:
        rows.append((date, edge - day if seal or not names else start + 2 * document.em))
    out = []
    for index, (text, left) in enumerate(rows):
        spacing = ooxml.w("spacing", before=(2 if seal else 1) * document.line if index == 0 else 0, after=0)
        keep = [ooxml.w("keepNext")] if index < len(rows) - 1 else []
        out.append(
            ooxml.paragraph(
                "OfficialText",
                [ooxml.run(text)],
                extra=[*keep, spacing, ooxml.w("ind", left=max(0, left), firstLine=0)],
            )
        )
    text = official_texts.remark(document.official)
    if text:
        out.append(
            ooxml.paragraph(
                "OfficialText", [ooxml.run(text)], extra=[ooxml.w("ind", left=2 * document.em, firstLine=0)]
            )
        )
    return out


def _colophon(document: _OfficialDocument, form: str) -> list[Element]:
    """Return the record of copies (版记) at the foot of the type area (7.4). Every line and every rule has a frame of
    its own: LibreOffice leaves a floating table, and paragraphs that share a frame but not their borders, in the
    text."""
    style = document.sheet.style("colophon")
    em, line = to_twips(style.size), to_twips(style.leading)
    copies = official_texts.copies(document.official)
    printed_by, printed_on = official_texts.printed(document.meta)
    hanging = ooxml.w("ind", left=4 * em, right=em, hanging=3 * em)
    if form == "letter":
        frame = ooxml.w(
            "framePr",
            w_=document.measure,
            wrap="around",
            vAnchor="margin",
            hAnchor="margin",
            xAlign="left",
            yAlign="bottom",
        )
        return [ooxml.paragraph("Colophon", [ooxml.run(f"抄送：{copies}")], extra=[frame, hanging])] if copies else []
    rows: list[tuple[list[Element], list[Element], int]] = []
    if copies:
        lines = ceil(sum(0.5 if c.isascii() else 1.0 for c in copies) * em / (document.measure - 5 * em))
        rows.append(([ooxml.run(f"抄送：{copies}")], [hanging], lines * line))
    if printed_by or printed_on:
        stops = ooxml.tab_stops(("right", document.measure - em, None))
        rows.append(
            ([ooxml.run(printed_by), ooxml.run(f"\t{printed_on}")], [stops, ooxml.w("ind", left=em, firstLine=0)], line)
        )
    if not rows:
        return []
    bottom = to_twips(document.sheet.page.size.height - document.sheet.page.bottom)
    top = bottom - sum(height for *_, height in rows)
    out = [_rule_at(document, top, _THICK)]
    for index, (children, extra, height) in enumerate(rows):
        out.append(ooxml.paragraph("Colophon", children, extra=[_frame(document, top), *extra]))
        top += height
        out.append(_rule_at(document, top, _THIN if index < len(rows) - 1 else _THICK))
    return [*out, ooxml.paragraph("SectionEnd", [])]


def _frame(document: _OfficialDocument, top: int, **more: object) -> Element:
    """Return the properties of a frame as wide as the type area, `top` below the edge of the paper."""
    return ooxml.w(
        "framePr", w_=document.measure, wrap="around", vAnchor="page", hAnchor="margin", xAlign="left", y=top, **more
    )


def _rule_at(document: _OfficialDocument, top: int, eighths: int) -> Element:
    """Return a rule `top` below the edge of the paper, `eighths` of a point thick."""
    border = ooxml.w("pBdr", ooxml.border("top", eighths))
    return ooxml.paragraph("SectionEnd", [], extra=[_frame(document, top, h="20", hRule="exact"), border])
