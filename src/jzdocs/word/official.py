"""Elements of official documents (GB/T 9704-2012) as Word has them: paragraphs with spacing before, borders for red
rules, a floating table at the page's foot for the record of copies."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec import Struct

from jzdocs.model import nodes
from jzdocs.resolve import official as official_texts
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import EMU_PER_TWIP, mm, to_pt, to_twips
from jzdocs.word import ooxml
from jzdocs.word.ooxml import Element

_HEAD_TOP, _LETTER_TOP = to_twips(mm(35)), to_twips(mm(30))
_OVERHANG = to_twips(mm(7))  # a letter's rules are 170 mm long, the type area 156
_RULE_BELOW = 11  # 4 mm in points
_THICK, _THIN = 8, 6  # 0.35 mm and 0.25 mm in eighths of a point


class _Official(Struct, frozen=True):
    meta: nodes.Meta
    sheet: Stylesheet

    @property
    def official(self) -> nodes.Official:
        return self.meta.official

    @property
    def line(self) -> int:
        return self.sheet.body.leading // EMU_PER_TWIP

    @property
    def em(self) -> int:
        return to_twips(self.sheet.body.size)

    @property
    def measure(self) -> int:
        return to_twips(self.sheet.page.measure)

    @property
    def red(self) -> str:
        return self.sheet.style("red_head").color

    def width(self, text: str) -> int:
        """About how wide a text is: an em a Han character, half of one a Latin."""
        return round(sum(0.5 if c.isascii() else 1.0 for c in text) * self.em)


def official(block: nodes.OfficialPart, meta: nodes.Meta, sheet: Stylesheet) -> list[Element]:
    """The paragraphs and tables of one element; none where the meta data do not say it."""
    it = _Official(meta, sheet)
    match block.part:
        case "head":
            return _letter_head(it) if block.form == "letter" else _head(it, block.form)
        case "addressees":
            text = official_texts.addressees(it.official)
            return [ooxml.paragraph("OfficialText", [ooxml.run(text)])] if text else []
        case "attachments":
            return _hanging(it, official_texts.attachment_lines(it.official), "OfficialText")
        case "attendance":
            return _hanging(it, list(official_texts.attendance(it.official)), "OfficialLabel")
        case "signature":
            return _signature(it)
        case "colophon":
            return _colophon(it, block.form)


def attachment(block: nodes.Attachment, sheet: Stylesheet) -> list[Element]:
    """An attachment: its label at the top of a page, its title below."""
    line = sheet.body.leading // EMU_PER_TWIP
    below = ooxml.w("spacing", after=line)
    label = ooxml.paragraph(
        "OfficialLabel", [ooxml.run(official_texts.attachment_label(block))], extra=[ooxml.w("pageBreakBefore"), below]
    )
    return [label, ooxml.paragraph("Title", [ooxml.run(block.title)], extra=[ooxml.w("spacing", after=line)])]


def letter_footer(sheet: Stylesheet) -> list[Element]:
    """The first page of a letter has no number, and a red double rule 20 mm above the paper's edge."""
    at = {"vAnchor": "page", "hAnchor": "page", "x": to_twips(mm(20)), "y": to_twips(mm(277))}
    frame = ooxml.w("framePr", w_=to_twips(mm(170)), h="20", hRule="exact", wrap="around", **at)
    rule = ooxml.w(
        "pBdr", ooxml.w("top", val="thinThickSmallGap", sz="24", space="0", color=sheet.style("red_head").color)
    )
    return [ooxml.paragraph("SectionEnd", [], extra=[frame, rule]), ooxml.paragraph("SectionEnd", [])]


def _head(it: _Official, form: str) -> list[Element]:
    marks = official_texts.marks(it.official)
    out = [ooxml.paragraph("OfficialLabel" if bold else "OfficialText", [ooxml.run(text)]) for text, bold in marks]
    lines = official_texts.head_lines(it.meta, form)
    if form == "minutes" and not it.official.head:
        lines = [f"{'、'.join(it.meta.issuer)}会议纪要"]
    before = max(0, _HEAD_TOP - len(marks) * it.line)
    if official_texts.joint(it.meta, form):
        out += [
            ooxml.paragraph(
                "RedHead", [], extra=[ooxml.w("spacing", before=0, after=0, line=before, lineRule="exact")]
            ),
            _joint(it, lines),
        ]
    else:
        out += [_red(it, text, before if index == 0 else 0) for index, text in enumerate(lines)]
    return [*out, *_number(it)]


def _red(it: _Official, text: str, before: int) -> Element:
    size = it.sheet.style("red_head").size
    fitting = min(size, round(it.sheet.page.measure / max(1, len(text))))
    properties = ooxml.run_properties(size=round(to_pt(fitting) * 2)) if fitting < size else None
    return ooxml.paragraph("RedHead", [ooxml.run(text, properties)], extra=[ooxml.w("spacing", before=before, after=0)])


def _joint(it: _Official, lines: Sequence[str]) -> Element:
    """Several issuers, spread to one width, with 文件 beside them."""
    side = to_twips(it.sheet.style("red_head").size) * 5 // 2
    left = it.measure - side
    longest = max(map(len, lines))
    fitting = min(it.sheet.style("red_head").size, round(left * EMU_PER_TWIP / (longest + 0.5)))
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
    return ooxml.table(ooxml.table_properties(it.measure, style="JzPlain", margins=(0, 0)), [left, side], rows)


def _number(it: _Official) -> list[Element]:
    """发文字号 and 签发人 on their lines, the red rule 4 mm below the last."""
    number, signers = it.official.number, it.official.signers
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
            [ooxml.w("pBdr", ooxml.w("bottom", val="single", sz="12", space=_RULE_BELOW, color=it.red))] if last else []
        )
        stops = [ooxml.tab_stops(("left", it.em, None), ("right", it.measure - it.em, None))] if row else []
        # the red rule and its distance are the border's, outside the lines: what they take comes off the two lines
        # below
        spacing = ooxml.w("spacing", before=2 * it.line if index == 0 else 0, after=2 * it.line - 60 if last else 0)
        out.append(
            ooxml.paragraph(
                "OfficialText",
                children,
                extra=[*border, *stops, spacing, ooxml.w("jc", val="left" if row else "center")],
            )
        )
    return out


def _letter_head(it: _Official) -> list[Element]:
    frame = ooxml.w(
        "framePr", w_=it.measure, wrap="around", vAnchor="page", hAnchor="margin", xAlign="center", y=_LETTER_TOP
    )
    red = [
        ooxml.paragraph(
            "RedHead", [ooxml.run(text)], extra=[frame if index == 0 else ooxml.w("framePr", **_attributes(frame))]
        )
        for index, text in enumerate(official_texts.head_lines(it.meta, "letter"))
    ]
    rule = ooxml.w("pBdr", ooxml.w("bottom", val="thickThinSmallGap", sz="24", space="0", color=it.red))
    spacing = ooxml.w("spacing", before=to_twips(mm(4)), after=0)
    out = [
        *red,
        ooxml.paragraph(
            "SectionEnd", [], extra=[rule, spacing, ooxml.w("ind", left=-_OVERHANG, right=-_OVERHANG, firstLine=0)]
        ),
    ]
    rows = official_texts.marks(it.official) or [("", False)]
    above = it.em * 7 // 8
    for index, (text, bold) in enumerate(rows):
        number = it.official.number if index == 0 else ""
        children = [ooxml.run(text)] if text else []
        children += [ooxml.run(f"\t{number}")] if number else []
        last = index == len(rows) - 1
        spacing = ooxml.w("spacing", before=above if index == 0 else 0, after=2 * it.line if last else 0)
        out.append(
            ooxml.paragraph(
                "OfficialLabel" if bold else "OfficialText",
                children,
                extra=[ooxml.tab_stops(("right", it.measure, None)), spacing],
            )
        )
    return out


def _attributes(element: Element) -> dict[str, str]:
    """The attributes of an element by their local names, as `ooxml.w` takes them."""
    names = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    return {("w_" if name == "w" else name): value for name, value in names.items()}


def _hanging(it: _Official, rows: Sequence[tuple[str, str]], style: str) -> list[Element]:
    out = []
    for index, (label, text) in enumerate(rows):
        hang = it.width(label)
        extra = [
            ooxml.w("spacing", before=it.line if index == 0 else 0, after=0),
            ooxml.w("ind", left=2 * it.em + hang, hanging=hang),
        ]
        properties = ooxml.run_properties(style="LabelChar") if style == "OfficialLabel" else None
        children = [ooxml.run(label, properties), ooxml.run(text)]
        out.append(ooxml.paragraph("OfficialText", children, extra=extra))
    return out


def _signature(it: _Official) -> list[Element]:
    date, names, seal = official_texts.signed(it.meta), it.meta.issuer, it.official.seal
    edge = it.measure - (4 if seal else 2) * it.em
    day = it.width(date)
    lefts = [max(0, edge - day // 2 - it.width(name) // 2) for name in names] if seal else []
    start = edge - max((it.width(name) for name in names), default=0)
    start = min(start, edge - day - 2 * it.em) if names and date else start
    rows = [(name, lefts[i] if seal else start) for i, name in enumerate(names)]
    if date:
        rows.append((date, edge - day if seal or not names else start + 2 * it.em))
    out = []
    for index, (text, left) in enumerate(rows):
        spacing = ooxml.w("spacing", before=(2 if seal else 1) * it.line if index == 0 else 0, after=0)
        keep = [ooxml.w("keepNext")] if index < len(rows) - 1 else []
        out.append(
            ooxml.paragraph(
                "OfficialText",
                [ooxml.run(text)],
                extra=[*keep, spacing, ooxml.w("ind", left=max(0, left), firstLine=0)],
            )
        )
    text = official_texts.remark(it.official)
    if text:
        out.append(
            ooxml.paragraph("OfficialText", [ooxml.run(text)], extra=[ooxml.w("ind", left=2 * it.em, firstLine=0)])
        )
    return out


def _colophon(it: _Official, form: str) -> list[Element]:
    """The record of copies at the foot of the type area. Every line and every rule has a frame of its own:
    LibreOffice leaves a floating table, and paragraphs that share a frame but not their borders, in the text."""
    style = it.sheet.style("colophon")
    one, line = to_twips(style.size), to_twips(style.leading)
    copies = official_texts.copies(it.official)
    by, when = official_texts.printed(it.meta)
    hanging = ooxml.w("ind", left=4 * one, right=one, hanging=3 * one)
    if form == "letter":
        frame = ooxml.w(
            "framePr", w_=it.measure, wrap="around", vAnchor="margin", hAnchor="margin", xAlign="left", yAlign="bottom"
        )
        return [ooxml.paragraph("Colophon", [ooxml.run(f"抄送：{copies}")], extra=[frame, hanging])] if copies else []
    rows: list[tuple[list[Element], list[Element], int]] = []
    if copies:
        lines = ceil(sum(0.5 if c.isascii() else 1.0 for c in copies) * one / (it.measure - 5 * one))
        rows.append(([ooxml.run(f"抄送：{copies}")], [hanging], lines * line))
    if by or when:
        stops = ooxml.tab_stops(("right", it.measure - one, None))
        rows.append(([ooxml.run(by), ooxml.run(f"\t{when}")], [stops, ooxml.w("ind", left=one, firstLine=0)], line))
    if not rows:
        return []
    bottom = to_twips(it.sheet.page.size.height - it.sheet.page.bottom)
    top = bottom - sum(height for *_, height in rows)
    out = [_rule_at(it, top, _THICK)]
    for index, (children, extra, height) in enumerate(rows):
        out.append(ooxml.paragraph("Colophon", children, extra=[_frame(it, top), *extra]))
        top += height
        out.append(_rule_at(it, top, _THIN if index < len(rows) - 1 else _THICK))
    return [*out, ooxml.paragraph("SectionEnd", [])]


def _frame(it: _Official, top: int, **more: object) -> Element:
    """A frame as wide as the type area, `top` twips below the paper's edge."""
    return ooxml.w(
        "framePr", w_=it.measure, wrap="around", vAnchor="page", hAnchor="margin", xAlign="left", y=top, **more
    )


def _rule_at(it: _Official, top: int, eighths: int) -> Element:
    border = ooxml.w("pBdr", ooxml.border("top", eighths))
    return ooxml.paragraph("SectionEnd", [], extra=[_frame(it, top, h="20", hRule="exact"), border])
