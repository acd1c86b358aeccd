"""The head of an official document in Word (GB/T 9704-2012, 7.2 and 10), where the plan of our pages has it.

A line of a fixed height has its baseline at four fifths of that; so spacing before a paragraph puts its baseline at any
place. Lengths are twips from the upper edge of the type area.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from math import ceil

from jzdocs.layout.official_head import (
    LETTER_RULE_GAP,
    LETTER_RULE_LENGTH,
    LETTER_RULES,
    HeadPlan,
    RedName,
    follows,
    head_plan,
)
from jzdocs.layout.setter import FIXED_BASELINE
from jzdocs.resolve import front_pieces
from jzdocs.resolve.front_pieces import SIGNER_LABEL, FrontPiece, Pieces, put_in, text_of
from jzdocs.resolve.official import spread_names
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import mm, to_pt, to_twips
from jzdocs.word import ooxml
from jzdocs.word.official_document import OfficialDocument, spread_runs
from jzdocs.word.ooxml import Element

_LETTER_FOOT = mm(20)  # from the foot of the paper to the lower rule of a letter
_ROOM = 40  # what a cell has beside several issuers, so that no font is too wide for it
_STRIP = 20  # the height of a paragraph that only has a rule


def head(document: OfficialDocument, form: str) -> list[Element]:
    """Return the paragraphs of a head in a form."""
    plan = head_plan(document.frame, form)
    return _letter(document, plan) if form == "letter" else _Head(document, form, plan).elements()


def letter_footer(sheet: Stylesheet) -> list[Element]:
    """Return the footer of a letter's first page: no number, but a red double rule 20 mm above the edge of the paper
    (10.1)."""
    top = sheet.page.size.height - _LETTER_FOOT
    thick, thin = LETTER_RULES
    rules = ((top, thin), (top + thin + LETTER_RULE_GAP, thick))
    return [*(letter_rule(sheet, at, thickness) for at, thickness in rules), ooxml.paragraph("SectionEnd", [])]


def letter_rule(sheet: Stylesheet, top: int, thickness: int) -> Element:
    """Return a red rule of a letter, its upper edge `top` below that of the paper (EMU), in the middle of the paper."""
    left = (sheet.page.size.width - LETTER_RULE_LENGTH) // 2
    at = {"vAnchor": "page", "hAnchor": "page", "x": to_twips(left), "y": to_twips(top)}
    frame = ooxml.w("framePr", w_=to_twips(LETTER_RULE_LENGTH), h=_STRIP, hRule="exact", wrap="around", **at)
    rule = ooxml.w("pBdr", ooxml.border("top", round(to_pt(thickness) * 8), sheet.style("red_head").color))
    return ooxml.paragraph("SectionEnd", [], extra=[frame, rule])


class _Head:
    """The head of a file, of minutes or of an order: a paragraph a line, each with the spacing that puts it in place;
    `_y` is how far down the paragraphs reach."""

    def __init__(self, document: OfficialDocument, form: str, plan: HeadPlan) -> None:
        self._document, self._form, self._plan = document, form, plan
        self._y = 0

    def elements(self) -> list[Element]:
        """Return the paragraphs, and the table of several issuers."""
        marks = front_pieces.marks(self._document.official)
        out = [self._document.paragraph("OfficialLabel" if bold else "OfficialText", (mark,)) for mark, bold in marks]
        self._y = len(marks) * self._document.line
        lines = front_pieces.head_lines(self._document.meta, self._form)
        pairs = list(zip(lines, self._plan.names, strict=True))
        out += self._joint(pairs) if self._plan.beside else [self._red(*pair) for pair in pairs]
        rows = self._rows()
        if rows:
            out += rows
        elif self._plan.rules:
            out.append(self._rule_alone())
        elif out:
            spacing = next(out[-1].iter(ooxml.w_name("spacing")))
            spacing.set(ooxml.w_name("after"), str(self._after()))
        return out

    def _at(self, baseline: int, line: int) -> int:
        """Return the spacing before a line of a fixed height with its baseline (EMU) in place."""
        top = max(self._y, to_twips(baseline) - round(line * FIXED_BASELINE))
        before, self._y = top - self._y, top + line
        return before

    def _after(self) -> int:
        """Return the spacing up to the line that follows the head."""
        document = self._document
        baseline = round(document.exact(follows(document.frame, self._form).leading) * FIXED_BASELINE)
        return max(0, to_twips(self._plan.end) - baseline - self._y)

    # --- red names

    def _red(self, line: FrontPiece, name: RedName) -> Element:
        style = self._document.sheet.style("red_head")
        before = self._at(name.baseline, self._document.exact(style.leading))
        spacing = ooxml.w("spacing", before=before, after=0)
        spread = self._plan.width if len(self._plan.names) > 1 else 0
        return self._document.paragraph("RedHead", (line,), [spacing], _name_runs(self._document, line, name, spread))

    def _joint(self, pairs: Sequence[tuple[FrontPiece, RedName]]) -> list[Element]:
        """Return several issuers, spread to one width, with 文件 beside them (7.2.4): a row of a table each, below an
        empty paragraph that keeps the distance."""
        plan, document = self._plan, self._document
        names, beside = plan.names, plan.beside
        pitch = to_twips(names[1].baseline - names[0].baseline)
        above = to_twips(names[0].baseline) - round(pitch * FIXED_BASELINE) - self._y
        gap = ooxml.w("spacing", before=0, after=0, line=above, lineRule="exact")
        left = to_twips(plan.width) + _ROOM
        side = to_twips(document.sheet.style("red_head").size * 2.3) - _ROOM
        self._y += above + len(names) * pitch
        rows = []
        for index, (line, name) in enumerate(pairs):
            exact = {"before": 0, "after": 0, "line": pitch, "lineRule": "exact"}
            extra = [ooxml.w("spacing", **exact), ooxml.w("jc", val="left")]
            first = document.paragraph("RedHead", (line,), extra, _name_runs(document, line, name, plan.width))
            file = [ooxml.run(beside.text)] if index == 0 and beside else []
            second = ooxml.paragraph("RedHead", file, extra=[ooxml.w("spacing", **exact), ooxml.w("jc", val="right")])
            merge = "restart" if index == 0 else "continue"
            cells = [ooxml.cell([first], left), ooxml.cell([second], side, merge=merge)]
            rows.append(ooxml.row(cells, height=pitch))
        properties = ooxml.table_properties(left + side, style="JzPlain", margins=(0, 0), centred=True)
        return [ooxml.paragraph("RedHead", [], extra=[gap]), ooxml.table(properties, [left, side], rows)]

    # --- number, signers, rule

    def _rows(self) -> list[Element]:
        """Return 发文字号 and 签发人 on their lines (7.2.5, 7.2.6), in minutes who issues them below, with the red rule
        4 mm below the last (7.2.7)."""
        document = self._document
        number = front_pieces.number(document.official)
        signers = front_pieces.signer_rows(document.official)
        rows = [self._numbered(number, signers, index) for index in range(len(signers) or bool(number))]
        if self._form == "minutes" and any(line := front_pieces.minutes_line(document.meta)):
            rows.append((*_sides(document, line), None))
        return [self._row(*row, self._plan.rows[i], last=i == len(rows) - 1) for i, row in enumerate(rows)]

    def _numbered(
        self, number: Pieces, signers: Sequence[Pieces], index: int
    ) -> tuple[Pieces, list[Element], list[Element] | None]:
        """Return a line of the number and of signers: its pieces, properties and runs; tabs stand before each name."""
        if not signers:
            return number, [ooxml.w("jc", val="center")], None
        label = "\t" + (SIGNER_LABEL if index == 0 else "")
        names = front_pieces.joined(signers[index], "\t")
        last = number if index == len(signers) - 1 else ()
        before = (put_in("\t"), *last, put_in(label)) if last else (put_in(f"\t{label}"),)
        runs = [ooxml.run(text_of(before)), *self._signer_runs(names)]
        stops = ooxml.tab_stops(*_signer_stops(self._document, signers, index))
        return (*before, *names), [stops, ooxml.w("jc", val="left")], runs

    def _signer_runs(self, names: Pieces) -> list[Element]:
        """Return the runs of names on a line, those of two characters as wide as those of three."""
        signers = self._document.official.signers
        spread = {name for name, wide in zip(signers, spread_names(signers), strict=True) if wide}
        if not spread:
            return [ooxml.run(text_of(names), ooxml.run_properties(style="SignerChar"))]
        out: list[Element] = []
        for piece in names:
            if piece.text in spread:
                out += spread_runs(self._document, piece.text)
            else:
                out.append(ooxml.run(piece.text, ooxml.run_properties(style="SignerChar")))
        return out

    def _row(
        self, pieces: Pieces, extra: list[Element], runs: list[Element] | None, baseline: int, *, last: bool
    ) -> Element:
        """Return a line at its place; the `last` has the red rule, for which its height gives way."""
        document, plan = self._document, self._plan
        line, border = document.line, []
        if last and plan.rules:
            (rule,) = plan.rules
            below = to_twips(rule.top) - to_twips(baseline)  # from the baseline to the rule
            space = ceil((below - document.line * (1 - FIXED_BASELINE)) / 20)  # the line must not be higher than others
            line = round((below - 20 * space) / (1 - FIXED_BASELINE))
            bottom = ooxml.border("bottom", round(to_pt(rule.thickness) * 8), document.red)
            bottom.set(ooxml.w_name("space"), str(space))
            border = [ooxml.w("pBdr", bottom)]
        before = self._at(baseline, line)
        if border:
            self._y = to_twips(plan.rules[0].top + plan.rules[0].thickness)
        after = self._after() if last else 0
        spacing = ooxml.w("spacing", before=before, after=after, line=line, lineRule="exact")
        tabs = [e for e in extra if e.tag == ooxml.w_name("tabs")]
        rest = [e for e in extra if e.tag != ooxml.w_name("tabs")]
        return document.paragraph("OfficialText", pieces, [*border, *tabs, spacing, *rest], runs)

    def _rule_alone(self) -> Element:
        """Return the red rule below the red head, where there is neither number nor signer."""
        (rule,) = self._plan.rules
        border = ooxml.w("pBdr", ooxml.border("bottom", round(to_pt(rule.thickness) * 8), self._document.red))
        before = max(0, to_twips(rule.top) - _STRIP - self._y)
        self._y = to_twips(rule.top + rule.thickness)
        return ooxml.paragraph("SectionEnd", [], extra=[border, ooxml.w("spacing", before=before, after=self._after())])


def _name_runs(document: OfficialDocument, line: FrontPiece, name: RedName, width: int = 0) -> list[Element]:
    """Return the runs of a red name, smaller where it would not fit the measure, spread to a width (EMU) where it is
    shorter than others."""
    style = document.sheet.style("red_head")
    size = round(to_pt(name.size) * 2) if name.size < style.size else None
    spread = to_twips(width - len(line.text) * name.size) // max(1, len(line.text) - 1) if width else 0
    last = ooxml.run_properties(size=size)
    if spread <= 0 or len(line.text) < 2:
        return [ooxml.run(line.text, last)]
    spaced = ooxml.run_properties(size=size)
    spaced.insert(0, ooxml.w("spacing", val=spread))
    return [ooxml.run(line.text[:-1], spaced), ooxml.run(line.text[-1], last)]


def _sides(document: OfficialDocument, line: tuple[Pieces, Pieces]) -> tuple[Pieces, list[Element]]:
    """Return a line with one text at the left and another at the right, each an em from the edge."""
    office, day = line  # with an indent the rule below would begin there
    stops = ooxml.tab_stops(("left", document.em, None), ("right", document.measure - document.em, None))
    return (put_in("\t"), *office, put_in("\t"), *day), [stops, ooxml.w("jc", val="left")]


def _signer_stops(document: OfficialDocument, rows: Sequence[Pieces], index: int) -> list[tuple[str, int, None]]:
    """Return the tab stops of a row of signers: each name stands below that of the first row, the last of which ends an
    em from the right (7.2.6); the label ends where the first name begins."""
    signers = [piece.text for row in rows for piece in row]
    spread = spread_names(signers)
    widest = max(document.width(name) + wide * document.em for name, wide in zip(signers, spread, strict=True))
    columns = len(rows[0])
    left = document.measure - document.em - columns * widest - (columns - 1) * document.em
    names = [left + column * (widest + document.em) for column in range(columns)]
    label = [left - document.width(SIGNER_LABEL)] if index == 0 else []
    first = names[1:] if index == 0 else names  # the first name follows the label
    return [("left", place, None) for place in (document.em, *label, *first)]


# --- letters


def _letter(document: OfficialDocument, plan: HeadPlan) -> list[Element]:
    """Return the head of a letter: red names and double rules in frames at their places, then marks at the left and
    number at the right (10.1)."""
    page, sheet = document.sheet.page, document.sheet
    line = document.exact(sheet.style("red_head").leading)
    spread = plan.width if len(plan.names) > 1 else 0
    out = []
    for text, name in zip(front_pieces.head_lines(document.meta, "letter"), plan.names, strict=True):
        y = to_twips(page.top + name.baseline) - round(line * FIXED_BASELINE)
        frame = ooxml.w(
            "framePr",
            w_=document.measure,
            h=line,
            hRule="exact",
            wrap="around",
            vAnchor="page",
            hAnchor="margin",
            xAlign="center",
            y=y,
        )
        out.append(document.paragraph("RedHead", (text,), [frame], _name_runs(document, text, name, spread)))
    out += [letter_rule(sheet, page.top + rule.top, rule.thickness) for rule in plan.rules[:2]]
    return [*out, *_letter_rows(document, plan)]


def _letter_rows(document: OfficialDocument, plan: HeadPlan) -> list[Element]:
    """Return the lines below the double rule; the title stands two lines below the last."""
    marks = front_pieces.marks(document.official)
    first = (*plan.marks, *plan.rows, plan.end - 2 * document.frame.grid)[0]
    top = to_twips(first) - round(document.line * FIXED_BASELINE)
    number = front_pieces.number(document.official)
    rows = list(zip_longest(marks, [number] if number else [], fillvalue=None)) or [(None, None)]
    title = to_twips(plan.end - document.frame.setter.baseline(follows(document.frame, "letter"), document.frame.grid))
    after = max(0, title - top - len(rows) * document.line)
    out = []
    for index, (mark, beside) in enumerate(rows):
        pieces = (*([mark[0]] if mark else []), *((put_in("\t"), *beside) if beside else ()))
        last = index == len(rows) - 1
        spacing = ooxml.w("spacing", before=top if index == 0 else 0, after=after if last else 0)
        style = "OfficialLabel" if mark and mark[1] else "OfficialText"
        stops = ooxml.tab_stops(("right", document.measure, None))
        runs = None
        if mark and mark[1] and beside:  # the number is in Fangsong beside a label in Hei
            style = "OfficialText"
            label = ooxml.run_properties(style="LabelChar")
            runs = [ooxml.run(mark[0].text, label), ooxml.run(text_of(pieces[1:]))]
        out.append(document.paragraph(style, pieces, [stops, spacing], runs))
    return out
