"""Rules of what is written (GB/T 15834-2011): marks, the numbers of headings, what an
editor would mark, and figures that contradict one another.

The lines are read by the proofreading and the arithmetic that judge jzdocs' own sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jzdocs.errors import Diagnostic, Location, Report
from jzdocs.model import nodes
from jzdocs.patterns import compiled
from jzdocs.proofreading.lines import lines_of
from jzdocs.proofreading.proofread import proofread
from jzdocs.resolve.arithmetic import check_arithmetic
from jzdocs.resolve.punctuation import normalise_text
from jzdocs.rules.elements import Role, level_of
from jzdocs.rules.finding import SHOWN, Finding, TextFix, text_finding
from jzdocs.rules.form import BLANKS, ParagraphForm
from jzdocs.rules.number_rules import misnumbered_headings
from jzdocs.rules.numeral_rules import UNJUDGED
from jzdocs.rules.official import Official

_MARKS = frozenset(",;:?!()\"'.-…—")
_UNIT = "[年月日号人万亿元%％℃岁个项米吨天周倍户亩名次家台套件页章条点时]|公里|小时|分钟|公顷|千瓦|平方|立方|摄氏度"
_RANGE = compiled(
    rf"(?<![\dA-Za-z.\-–—/〔\[（(－])(?P<a>\d+(?:\.\d+)?(?:{_UNIT})?)(?P<sign>[-–－~∼˜])(?P<b>\d+(?:\.\d+)?)(?P<unit>{_UNIT})"
)
_WAVES = "~∼˜"
_DATES = ("年", "月", "日", "号", "页", "章", "条")  # from … to …: a dash; numbers of an amount have ～
# told by rules of their own, where an element has one
_OWN: Mapping[str, frozenset[Role]] = {
    "S114": frozenset(("number",)),
    "S115": frozenset(("date", "printed")),
    "S118.counter": frozenset(("heading", "item")),
    "S120": frozenset(("title", "heading")),
}


def wrong_marks(official: Official) -> Iterator[Finding]:
    """Yield half-width marks in Chinese text, and other signs where a mark of Chinese stands, once a paragraph."""
    for paragraph in official.form.paragraphs:
        role = official.role(paragraph)
        if role in UNJUDGED or not any(char in paragraph.text for char in _MARKS):
            continue
        fixes = tuple(mended_marks(paragraph, skip=role in _MARKED))
        if fixes:
            first = fixes[0]
            stated = paragraph.text[max(0, first.start - SHOWN) : first.end + 4].strip()
            right = (paragraph.text[max(0, first.start - SHOWN) : first.start] + first.text).strip()
            right += paragraph.text[first.end : first.end + 4].rstrip()
            yield text_finding(paragraph, "N135", fixes, stated=stated, right=right, count=str(len(fixes)))


def mended_marks(paragraph: ParagraphForm, *, skip: bool) -> Iterator[TextFix]:
    """Yield what is put in the place of half-width marks of Chinese text; brackets and colons of an element that has a
    rule of its own (`skip`) are left to it."""
    text = paragraph.text
    pieces = normalise_text(text.replace("\t", " ").replace("\f", " "))
    if pieces is None:
        return
    index = 0
    while index < len(text):
        if text[index] not in _MARKS or pieces[index] == text[index]:
            index += 1
            continue
        end = index + 1
        while end < len(text) and text[end] in _MARKS and text[end] == text[index] and pieces[end] == "":
            end += 1
        new = pieces[index]
        if new == text[index:end]:
            index = end
            continue
        at_end = end >= len(text.rstrip()) or index == paragraph.start
        at_end = at_end or (text[index] == ":" and index - paragraph.start <= _NAME_LENGTH)
        number = level_of(text[paragraph.start :]) and index - paragraph.start <= _NUMBER_LENGTH
        if not (skip and at_end) and not number and not _ends_latin(text, index, end):
            yield TextFix(paragraph.number, index, end, new)
        index = end


_NUMBER_LENGTH = 4
_NAME_LENGTH = 5  # of 附件 and 抄送, before a colon
# elements whose first or last mark has a rule of its own
_MARKED = frozenset(("addressee", "attachments", "number", "date", "remark", "copies", "title"))


def _ends_latin(text: str, start: int, end: int) -> bool:
    """Return whether a mark ends a Latin sentence within a Chinese one: “What is it?”."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return text[start] in ".?!," and before.isascii() and before.isalpha() and after in ("”", "’", "》", "）")


def wrong_ranges(official: Official) -> Iterator[Finding]:
    """Yield ranges whose sign is no sign of ranges (GB/T 15834, 4.13)."""
    for paragraph in official.form.paragraphs:
        if official.role(paragraph) in UNJUDGED:
            continue
        for match in _RANGE.finditer(paragraph.text):
            sign = match["sign"]
            proper = "—" if match["unit"] in _DATES and sign not in _WAVES else "～"
            fix = TextFix(paragraph.number, *match.span("sign"), proper)
            right = match[0].replace(sign, proper)
            yield text_finding(paragraph, "N137", (fix,), stated=match[0], right=right)


def unended(official: Official) -> Iterator[Finding]:
    """Yield paragraphs of running text that end in no mark (GB/T 15834, 4.1)."""
    for paragraph in official.of("body", "item"):
        words = paragraph.words
        if level_of(words) or paragraph.drawn or len(words) < _SENTENCE or not "\u4e00" <= words[-1] <= "\u9fff":
            continue
        last = re.split("[。；]", words)[-1]
        if re.search("[，。]", words) and "：" not in last and not re.search(r"[\n\t\u3000 ]", words):
            end = len(paragraph.text.rstrip(BLANKS))
            fix = TextFix(paragraph.number, end, end, "。")
            yield text_finding(paragraph, "N152", (fix,))


_SENTENCE = 18  # characters of running text


# --- what the lines say


def wrong_lines_of_text(official: Official) -> Iterator[Finding]:
    """Yield what proofreading and arithmetic find in the paragraphs."""
    report = Report()
    document = as_document(official)
    lines = lines_of(document, (), normalised=False)
    proofread(lines, document, report)
    check_arithmetic(document, report)
    for diagnostic in report:
        found = _judged(official, diagnostic)
        if found is not None:
            yield found


def as_document(official: Official) -> nodes.Document:
    """Return the paragraphs of a document as the model has them, with the number of each as its line."""
    blocks: list[nodes.Block] = []
    seen: set[int] = set()
    for paragraph, role in zip(official.form.paragraphs, official.roles, strict=True):
        table = paragraph.cell[0]
        if table and role == "cell":
            if table not in seen:
                seen.add(table)
                blocks += _table(official, table)
        elif role not in UNJUDGED:
            run = (_inline(paragraph),)
            at = Location("", paragraph.number, 1)
            heading = role == "heading" and "。" not in paragraph.text.strip(" \u3000\n\f\t")[:-1]
            level = level_of(paragraph.words)
            blocks.append(nodes.Heading(level, run, at=at) if heading else nodes.Paragraph(run, at=at))
    return nodes.Document(nodes.Meta(), tuple(blocks))


def _inline(paragraph: ParagraphForm) -> nodes.Text:
    text = paragraph.label + re.sub("[\n\f\t]", " ", paragraph.text)
    return nodes.Text(text, Location("", paragraph.number, 1 - len(paragraph.label)))


def _table(official: Official, number: int) -> Iterator[nodes.Table]:
    """Yield a table as the model has it, where all of its rows have as many cells."""
    cells: dict[tuple[int, int], list[ParagraphForm]] = {}
    for paragraph in official.form.paragraphs:
        if paragraph.cell[0] == number:
            cells.setdefault(paragraph.cell[1:], []).append(paragraph)
    rows: dict[int, list[nodes.Cell]] = {}
    for (row, _), inside in sorted(cells.items()):
        text = "".join(p.text for p in inside).strip()
        at = Location("table", inside[0].number, 1)
        rows.setdefault(row, []).append(nodes.Cell((nodes.Text(text, at),), at=at))
    if len({len(row) for row in rows.values()}) == 1 and len(rows) > 1:
        table = tuple(tuple(row) for _, row in sorted(rows.items()))
        first = next(p for p in official.form.paragraphs if p.cell[0] == number)
        aligns: tuple[nodes.Align, ...] = tuple("left" for _ in table[0])
        yield nodes.Table(f"table{number}", table[:1], table[1:], aligns, at=Location("table", first.number, 1))


def _judged(official: Official, diagnostic: Diagnostic) -> Finding | None:
    """Return a remark on a line as a finding with what mends it, None where a rule of its own tells it."""
    number = diagnostic.location.line
    if not 0 < number <= len(official.form.paragraphs) or diagnostic.code in _OTHER:
        return None
    paragraph = official.form.paragraphs[number - 1]
    key = f"{diagnostic.code}.{diagnostic.variant}" if diagnostic.variant else diagnostic.code
    if official.role(paragraph) in _OWN.get(key, ()):
        return None
    arguments = dict(diagnostic.arguments)
    if key == "S110.gap" and arguments["right"] in {m.right for m in misnumbered_headings(official)}:
        return None  # the heading that should have had the number is told
    start = max(0, diagnostic.location.column - 1)
    fixes = tuple(_mended(paragraph, key, arguments, start))
    return Finding(number, start, key, arguments, fixes, certain=diagnostic.severity == "error")


_OTHER = frozenset(("S113", "S116"))  # references and names of offices are no matter of these standards
# where what is right can be decided: the wording's `stated` gives way to its `right`
_DECIDED = frozenset(
    (
        "S114",
        "S115",
        "S115.nought",
        "S117",
        "S118.before",
        "S118.behind",
        "S118.and_others",
        "S118.ellipsis",
        "S118.counter",
        "S118.ordinal",
        "S118.parted",
        "S118.range",
        "S119",
        "S112.width",
        "F127",
        "F127.range",
        "F127.some",
        "F127.about",
        "F128",
        "F129",
    )
)


def _mended(paragraph: ParagraphForm, key: str, arguments: Mapping[str, object], start: int) -> Iterator[TextFix]:
    """Yield the change that puts what is right in the place of what is stated, where both are known whole."""
    stated, right = arguments.get("stated", ""), arguments.get("right", "")
    if not isinstance(stated, str) or not isinstance(right, str):
        return
    if key not in _DECIDED or not stated or "…" in right.replace("……", "") or "…" in stated.replace("……", ""):
        return
    begin = paragraph.text.find(stated, max(0, start - len(stated)))
    if begin >= 0 and begin <= start:
        yield TextFix(paragraph.number, begin, begin + len(stated), right)
