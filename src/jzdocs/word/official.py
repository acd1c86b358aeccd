"""Elements of official documents (GB/T 9704-2012, section 7) as Word has them: paragraphs with spacing before, borders
of paragraphs for rules, frames for what stands at a fixed place of the page.

Lengths are twips.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import assert_never

from jzdocs.errors import NOWHERE, Location
from jzdocs.model import nodes
from jzdocs.resolve import front_pieces, official as official_texts
from jzdocs.resolve.front_pieces import SIGNER_LABEL, FrontPiece, Pieces, put_in, text_of
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import EMU_PER_TWIP, mm, pt, to_pt, to_twips
from jzdocs.word import ooxml
from jzdocs.word.anchors import Anchors
from jzdocs.word.inline import broken
from jzdocs.word.official_document import OfficialDocument, PutPicture
from jzdocs.word.official_signature import signature
from jzdocs.word.ooxml import Element

_HEAD_TOP = to_twips(mm(35))  # from the type area to the red head (7.2.4)
_LETTER_TOP = to_twips(mm(30))  # from the edge of the paper to the red head of a letter (10.1)
_OVERHANG = to_twips(mm(7))  # the rules of a letter are 170 mm long (10.1), the type area is 156
_RULE_BELOW = mm(4)  # from the characters of the document's number to the red rule (7.2.7)
_INK = 0.96  # from the upper edge of the red head's characters to the lower, in ems
# from there to the end of the line in Word, where that has the font's own height, and where it has that of the pitch
_BELOW_INK, _BELOW_EXACT = 0.08, 0.19
_PITCH = 1.3  # of several issuers in the head, in ems
_THICK, _THIN = 8, 6  # eighths of a point: rules of 0.35 mm and 0.25 mm around the record of copies (7.4.1)


def official(
    block: nodes.OfficialPart,
    at_front: tuple[nodes.Meta, Location],
    sheet: Stylesheet,
    anchors: Anchors,
    pictures: PutPicture = lambda picture: (picture.name, 0),
) -> list[Element]:
    """Return the paragraphs and tables of one element; none where the front matter has nothing for it. `at_front` are
    the meta data and the document's place."""
    document = OfficialDocument(at_front[0], sheet, anchors, at_front[1], pictures)
    match block.part:
        case "head":
            return _letter_head(document) if block.form == "letter" else _head(document, block.form)
        case "addressees":
            pieces = front_pieces.addressees(document.official)
            return [document.paragraph("OfficialText", pieces)] if pieces else []
        case "attachments":
            return _hanging(document, front_pieces.attachment_lines(document.official), "OfficialText")
        case "attendance":
            return _hanging(document, front_pieces.attendance(document.official), "OfficialLabel")
        case "signature":
            return signature(document)
        case "colophon":
            return _colophon(document, block.form)
        case _:
            assert_never(block.part)


def attachment(
    block: nodes.Attachment, title_lines: Sequence[str], sheet: Stylesheet, anchors: Anchors
) -> list[Element]:
    """Return the start of an attachment: its label at the top of a page, below it its title, on the lines that our
    pages have; both are anchored where the block says them."""
    line = sheet.body.leading // EMU_PER_TWIP
    below = ooxml.w("spacing", after=line)
    label = ooxml.paragraph(
        "OfficialLabel", [ooxml.run(official_texts.attachment_label(block))], extra=[ooxml.w("pageBreakBefore"), below]
    )
    title = ooxml.paragraph("Title", broken(title_lines), extra=[ooxml.w("spacing", after=line)])
    if block.number:
        label = anchors.paragraph(label, block.number_at, kind="caption", before="附件")
    else:
        label = anchors.paragraph(label, block.at, kind="label")
    return [label, anchors.paragraph(title, block.title_at, kind="broken") if block.title_at != NOWHERE else title]


def letter_footer(sheet: Stylesheet) -> list[Element]:
    """Return the footer of a letter's first page: no number, but a red double rule 20 mm above the edge of the paper
    (10.1)."""
    at = {"vAnchor": "page", "hAnchor": "page", "x": to_twips(mm(20)), "y": to_twips(mm(277))}
    frame = ooxml.w("framePr", w_=to_twips(mm(170)), h="20", hRule="exact", wrap="around", **at)
    rule = ooxml.w(
        "pBdr", ooxml.w("top", val="thinThickSmallGap", sz="24", space="0", color=sheet.style("red_head").color)
    )
    return [ooxml.paragraph("SectionEnd", [], extra=[frame, rule]), ooxml.paragraph("SectionEnd", [])]


def _head(document: OfficialDocument, form: str) -> list[Element]:
    """Return the head of a file or of minutes: marks at the left, red name, number and signers, red rule (7.2)."""
    marks = front_pieces.marks(document.official)
    out = [document.paragraph("OfficialLabel" if bold else "OfficialText", (mark,)) for mark, bold in marks]
    lines = front_pieces.head_lines(document.meta, form)
    before = max(0, _HEAD_TOP - len(marks) * document.line)
    if front_pieces.joint(document.meta, form):
        size = _joint_size(document, lines)
        before -= round(to_twips(size) * (_PITCH - 1) / 2)  # half of the first line's leading
        spacing = ooxml.w("spacing", before=0, after=0, line=before, lineRule="exact")
        out += [ooxml.paragraph("RedHead", [], extra=[spacing]), _joint(document, lines, size)]
        red, slack = round(to_twips(size) * (_INK + (len(lines) - 1) * _PITCH)), _BELOW_EXACT * to_twips(size)
    else:
        out += [_red(document, line, before if index == 0 else 0) for index, line in enumerate(lines)]
        sizes = sum(to_twips(_red_size(document, line)) for line in lines)
        red, slack = round(_INK * sizes), _BELOW_INK * sizes
    return [*out, *_number(document, max(_HEAD_TOP, len(marks) * document.line) + red, round(slack))]


def _red_size(document: OfficialDocument, line: FrontPiece) -> int:
    """Return the size of a line of the red head (EMU), smaller where it would not fit the measure."""
    return min(document.sheet.style("red_head").size, round(document.sheet.page.measure / max(1, len(line.text))))


def _red(document: OfficialDocument, line: FrontPiece, before: int) -> Element:
    """Return a line of the red head, made smaller where it would not fit the measure."""
    fitting = _red_size(document, line)
    smaller = fitting < document.sheet.style("red_head").size
    properties = ooxml.run_properties(size=round(to_pt(fitting) * 2)) if smaller else None
    spacing = ooxml.w("spacing", before=before, after=0)
    return document.paragraph("RedHead", (line,), [spacing], [ooxml.run(line.text, properties)])


def _beside(document: OfficialDocument) -> int:
    """Return the width of the column in which 文件 stands beside several issuers."""
    return to_twips(document.sheet.style("red_head").size) * 23 // 10


def _joint_size(document: OfficialDocument, lines: Sequence[FrontPiece]) -> int:
    """Return the size at which the names of several issuers fit beside 文件 (EMU), in whole half points."""
    longest = max(len(line.text) for line in lines)
    left = document.sheet.page.measure - _beside(document) * EMU_PER_TWIP
    size = min(document.sheet.style("red_head").size, left // longest)
    return int(to_pt(size) * 2 - 0.02) * pt(1) // 2


def _joint(document: OfficialDocument, lines: Sequence[FrontPiece], fitting: int) -> Element:
    """Return several issuers, spread to one width, with 文件 beside them (7.2.4)."""
    side = _beside(document)
    left = document.measure - side
    properties = ooxml.run_properties(size=round(to_pt(fitting) * 2))
    pitch = ooxml.w("spacing", before=0, after=0, line=round(to_twips(fitting) * _PITCH), lineRule="exact")
    rows = []
    for index, line in enumerate(lines):
        spread = [pitch if index == 0 else ooxml.w("spacing", **_attributes(pitch)), ooxml.w("jc", val="distribute")]
        name = document.paragraph("RedHead", (line,), spread, [ooxml.run(line.text, properties)])
        file = [ooxml.run("文件")] if index == 0 else []
        beside = [ooxml.paragraph("RedHead", file, extra=[ooxml.w("jc", val="right")])]
        rows.append(
            ooxml.row(
                [ooxml.cell([name], left), ooxml.cell(beside, side, merge="restart" if index == 0 else "continue")]
            )
        )
    return ooxml.table(ooxml.table_properties(document.measure, style="JzPlain", margins=(0, 0)), [left, side], rows)


def _number(document: OfficialDocument, top: int, slack: int) -> list[Element]:
    """Return 发文字号 and 签发人 on their lines (7.2.5, 7.2.6), the red rule 4 mm below the last (7.2.7), the title two
    lines below that on the grid of the page; `top` is where the characters of the red head end, `slack` how much deeper
    its last line goes."""
    number, rows = front_pieces.number(document.official), front_pieces.signer_rows(document.official) or [()]
    sheet = document.sheet.body
    if not number and rows == [()]:
        return [_rule_alone(document, top, slack)]
    # a line holds blank below its characters, which counts as a part of the distance
    below = round(to_pt(_RULE_BELOW - (sheet.leading - sheet.size) // 2))
    border = ooxml.w("pBdr", ooxml.w("bottom", val="single", sz="12", space=below, color=document.red))
    rule = top + (2 + len(rows)) * document.line + 20 * below + 30  # the rule is the border's, below the last line
    after = 2 * document.line - rule % -document.line
    out = []
    for index, row in enumerate(rows):
        last = index == len(rows) - 1
        pieces, children = _signers(row, number if last else (), labelled=index == 0)
        spacing = ooxml.w("spacing", before=2 * document.line - slack if index == 0 else 0, after=after if last else 0)
        stops = [ooxml.tab_stops(*_signer_stops(document, rows, index))] if row else []
        aligned = ooxml.w("jc", val="left" if row else "center")
        extra = [*([border] if last else []), *stops, spacing, aligned]
        out.append(document.paragraph("OfficialText", pieces, extra, children))
    return out


def _rule_alone(document: OfficialDocument, top: int, slack: int) -> Element:
    """Return the red rule right below the red head, where there is neither number nor signer."""
    below = to_twips(_RULE_BELOW)
    border = ooxml.w("pBdr", ooxml.w("bottom", val="single", sz="12", space="0", color=document.red))
    after = 2 * document.line - (top + below) % -document.line
    return ooxml.paragraph(
        "SectionEnd", [], extra=[border, ooxml.w("spacing", before=max(0, below - slack - 20), after=after)]
    )


def _signers(row: Pieces, number: Pieces, *, labelled: bool) -> tuple[Pieces, list[Element]]:
    """Return the line of the number and of signers, who are in Kai, and its runs; tabs stand before each."""
    if not row:
        return number, [ooxml.run(text_of(number))] if number else []
    label = "\t" + (SIGNER_LABEL if labelled else "")
    names = front_pieces.joined(row, "\t")
    before = (put_in("\t"), *number, put_in(label)) if number else (put_in(f"\t{label}"),)
    signer = ooxml.run_properties(style="SignerChar")
    return (*before, *names), [ooxml.run(text_of(before)), ooxml.run(text_of(names), signer)]


def _signer_stops(document: OfficialDocument, rows: Sequence[Pieces], index: int) -> list[tuple[str, int, None]]:
    """Return the tab stops of a row of signers: each name stands below that of the first row, the last of which ends an
    em from the right (7.2.6); the label ends where the first name begins."""
    widest = max(document.width(piece.text) for row in rows for piece in row)
    columns = len(rows[0])
    left = document.measure - document.em - columns * widest - (columns - 1) * document.em
    names = [left + column * (widest + document.em) for column in range(columns)]
    label = [left - document.width(SIGNER_LABEL)] if index == 0 else []
    first = names[1:] if index == 0 else names  # the first name follows the label
    return [("left", place, None) for place in (document.em, *label, *first)]


def _letter_head(document: OfficialDocument) -> list[Element]:
    """Return the head of a letter: red name in a frame 30 mm from the edge, double rule, marks and number (10.1)."""
    frame = ooxml.w(
        "framePr", w_=document.measure, wrap="around", vAnchor="page", hAnchor="margin", xAlign="center", y=_LETTER_TOP
    )
    red = [
        document.paragraph("RedHead", (line,), [frame if index == 0 else ooxml.w("framePr", **_attributes(frame))])
        for index, line in enumerate(front_pieces.head_lines(document.meta, "letter"))
    ]
    rule = ooxml.w("pBdr", ooxml.w("bottom", val="thickThinSmallGap", sz="24", space="0", color=document.red))
    spacing = ooxml.w("spacing", before=to_twips(mm(4)), after=0)
    out = [
        *red,
        ooxml.paragraph(
            "SectionEnd", [], extra=[rule, spacing, ooxml.w("ind", left=-_OVERHANG, right=-_OVERHANG, firstLine=0)]
        ),
    ]
    rows: list[tuple[Pieces, bool]] = [((mark,), bold) for mark, bold in front_pieces.marks(document.official)]
    rows = rows or [((), False)]
    above = document.em * 7 // 8
    below = _below_letter_head(document, len(red), len(rows))
    for index, (mark, bold) in enumerate(rows):
        number = front_pieces.number(document.official) if index == 0 else ()
        pieces = (*mark, *((put_in("\t"), *number) if number else ()))
        last = index == len(rows) - 1
        spacing = ooxml.w("spacing", before=above if index == 0 else 0, after=below if last else 0)
        stops = ooxml.tab_stops(("right", document.measure, None))
        out.append(document.paragraph("OfficialLabel" if bold else "OfficialText", pieces, [stops, spacing]))
    return out


def _below_letter_head(document: OfficialDocument, names: int, rows: int) -> int:
    """Return the distance from the last of `rows` below a letter's red rule to the title: two lines, and what is
    missing to the grid of the page, on which the text stands."""
    page, style = document.sheet.page, document.sheet.style("red_head")
    red = to_twips(style.size)
    ink = round(red * (_INK + (names - 1) * _PITCH))
    line = document.line
    top = _LETTER_TOP - to_twips(page.top) + ink + to_twips(mm(4)) + document.em * 7 // 8 - (line - document.em) // 2
    bottom = top + (rows + 2) * line
    return 2 * line - bottom % -line


def _attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element by their local names, as `ooxml.w` takes them."""
    names = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    return {("w_" if name == "w" else name): value for name, value in names.items()}


def _hanging(document: OfficialDocument, rows: Sequence[Pieces], style: str) -> list[Element]:
    """Return labels with texts whose further lines stand below the first (7.3.4); they are in Hei where
    `style` is OfficialLabel."""
    out = []
    for index, (label, text) in enumerate(rows):
        hang = document.width(label.text)
        extra = [
            ooxml.w("spacing", before=document.line if index == 0 else 0, after=0),
            ooxml.w("ind", left=2 * document.em + hang, hanging=hang),
        ]
        properties = ooxml.run_properties(style="LabelChar") if style == "OfficialLabel" else None
        children = [ooxml.run(label.text, properties), ooxml.run(text.text)]
        out.append(document.paragraph("OfficialText", (label, text), extra, children))
    return out


def _colophon(document: OfficialDocument, form: str) -> list[Element]:
    """Return the record of copies (版记) at the foot of the type area (7.4). Every line and every rule has a frame of
    its own: LibreOffice leaves a floating table, and paragraphs that share a frame but not their borders, in the
    text."""
    style = document.sheet.style("colophon")
    em, line = to_twips(style.size), to_twips(style.leading)
    copies = [(label, *pieces) for label, pieces in front_pieces.copy_rows(document.official)]
    printed_by, printed_on = front_pieces.printed(document.meta, form)
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
        last = [(*printed_by, put_in("\u3000"), *printed_on)] if printed_by or printed_on else []
        attributes = _attributes(frame)
        return [
            document.paragraph("Colophon", row, [ooxml.w("framePr", **attributes), _hanging_label(em)])
            for row in (*copies, *last)
        ]
    rows: list[tuple[Pieces, list[Element], int]] = []
    for row in copies:
        width = sum(0.5 if c.isascii() else 1.0 for c in text_of(row[1:])) * em
        rows.append((row, [_hanging_label(em)], ceil(width / (document.measure - 5 * em)) * line))
    if printed_by or printed_on:
        stops = ooxml.tab_stops(("right", document.measure - em, None))
        pieces = (*printed_by, put_in("\t"), *printed_on)
        rows.append((pieces, [stops, ooxml.w("ind", left=em, firstLine=0)], line))
    if not rows:
        return []
    bottom = to_twips(document.sheet.page.size.height - document.sheet.page.bottom)
    top = bottom - sum(height for *_, height in rows)
    out = [_rule_at(document, top, _THICK)]
    for index, (pieces, extra, height) in enumerate(rows):
        out.append(document.paragraph("Colophon", pieces, [_frame(document, top), *extra]))
        top += height
        out.append(_rule_at(document, top, _THIN if index < len(rows) - 1 else _THICK))
    return [*out, ooxml.paragraph("SectionEnd", [])]


def _hanging_label(em: int) -> Element:
    """Return the indent of a row whose names hang behind 抄送：."""
    return ooxml.w("ind", left=4 * em, right=em, hanging=3 * em)


def _frame(document: OfficialDocument, top: int, **more: object) -> Element:
    """Return the properties of a frame as wide as the type area, `top` below the edge of the paper."""
    return ooxml.w(
        "framePr", w_=document.measure, wrap="around", vAnchor="page", hAnchor="margin", xAlign="left", y=top, **more
    )


def _rule_at(document: OfficialDocument, top: int, eighths: int) -> Element:
    """Return a rule `top` below the edge of the paper, `eighths` of a point thick."""
    border = ooxml.w("pBdr", ooxml.border("top", eighths))
    return ooxml.paragraph("SectionEnd", [], extra=[_frame(document, top, h="20", hRule="exact"), border])
