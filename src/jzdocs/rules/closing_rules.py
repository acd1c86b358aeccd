"""Rules of what stands below the text (GB/T 9704-2012, 7.3.4–7.3.8): note of attachments, signature and date, remark,
attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jzdocs.facts.numerals import chinese_number
from jzdocs.patterns import compiled
from jzdocs.rules.body_rules import section_of
from jzdocs.rules.elements import DATE, is_office
from jzdocs.rules.finding import BlankFix, Finding, Fix, ParagraphFix, TextFix, finding
from jzdocs.rules.form import ParagraphForm
from jzdocs.rules.official import Official
from jzdocs.rules.text_form import SIZE_3, wrong_color, wrong_face, wrong_indent, wrong_lines, wrong_size

_WITHOUT_SIGNATURE = frozenset(("纪要", "公报", "决议", "条例", "办法", "规定", "细则", "简报", "令", "命令", "议案"))
_SIGNED = frozenset(("通知", "通报", "报告", "请示", "批复", "意见", "函", "通告", "公告", "决定", "复函"))


def wrong_closing(official: Official) -> Iterator[Finding]:
    """Yield what is wrong with signature, date and remark."""
    dates, signatures = official.of("date"), official.of("signature")
    for paragraph in dates:
        yield from wrong_date(paragraph)
    if official.form.formed:
        for paragraph in [*signatures, *dates]:
            yield from _closing_form(official, paragraph)
    yield from _missing(official, signatures, dates)
    for paragraph in official.of("remark"):
        yield from _remark(official, paragraph)


def _missing(
    official: Official, signatures: Sequence[ParagraphForm], dates: Sequence[ParagraphForm]
) -> Iterator[Finding]:
    """Yield a document without signature or date, and a signature below its date."""
    last = next((p for p in reversed(official.of("body", "item", "heading", "attachments"))), None)
    if official.kind in _SIGNED and last is not None and official.of("addressee"):
        if not dates:
            yield finding(last, "N129.date")
        elif not signatures:
            yield finding(dates[0], "N129")
    if dates and signatures and all(p.number > dates[-1].number for p in signatures):
        yield finding(signatures[0], "N129.order")


def _unlike_text(official: Official, paragraph: ParagraphForm) -> Iterator[Finding]:
    """Yield where a line has not the face, the size, the colour or the leading of the text (5.2.2, 5.2.3)."""
    yield from wrong_face(paragraph, "fang", "N113")
    yield from wrong_size(paragraph, SIZE_3, "N114", 31)
    yield from wrong_color(paragraph)
    for found in wrong_lines(paragraph, section_of(official, paragraph)):
        if found.key == "N117":
            yield found


def _closing_form(official: Official, paragraph: ParagraphForm) -> Iterator[Finding]:
    """Yield a signature or date that is set otherwise than the text, or that does not stand on the right (7.3.5)."""
    yield from _unlike_text(official, paragraph)
    is_date = official.role(paragraph) == "date"
    key = "N127" if is_date else "N126"
    several = len(official.of("signature")) > 1
    names = re.split(r"[ \t\u3000]+", paragraph.words)
    beside = len(names) > 1 and all(is_office(name) for name in names)
    if paragraph.in_table or ((several or beside) and not is_date) or "\t" in paragraph.text[: paragraph.start]:
        return
    far = max(paragraph.left + paragraph.first, paragraph.start)
    distance = 4 if is_date else 2
    fix = ParagraphFix(paragraph.number, align="right", first=0, left=0, right=distance)
    if paragraph.align in ("left", "both") and far < _MIDDLE:
        blanks = (TextFix(paragraph.number, 0, paragraph.start, ""),) if paragraph.start else ()
        yield finding(paragraph, key, *blanks, fix)
    elif paragraph.align == "center" and far < 1:
        yield finding(paragraph, key, fix)
    elif paragraph.align == "right" and paragraph.right < _LEAST_RIGHT and not _blanks_behind(paragraph):
        margin = "N127.margin" if is_date else "N126.margin"
        yield finding(paragraph, margin, fix, right=str(distance))

    elif is_date and paragraph.align == "right" and not _is_placed(official, paragraph):
        yield finding(paragraph, "N127.margin", fix, right=str(distance))


def _is_placed(official: Official, date: ParagraphForm) -> bool:
    """Return whether a date stands as the standard has it: four characters from the right (7.3.5.1), two characters
    further to the right than the signature begins (7.3.5.2), or two from the right where it is longer."""
    if date.text != date.text.rstrip() or abs(date.right - 4) <= _ABOUT:
        return True
    signature = next((p for p in reversed(official.of("signature")) if p.number < date.number), None)
    from_right = _right_of(signature) if signature is not None else None
    if signature is None or from_right is None:
        return True
    longer = _em(date.words) >= _em(signature.words) - 2
    begins = (-from_right - _em(signature.words), -date.right - _em(date.words))
    return abs(begins[1] - begins[0] - 2) <= 2 * _ABOUT or (longer and abs(date.right - 2) <= _ABOUT)


def _right_of(signature: ParagraphForm) -> float | None:
    """Return how far from the right a signature stands, as it will where it stands on the left by mistake; None where
    it cannot be told."""
    if signature.align == "right":
        return signature.right
    far = max(signature.left + signature.first, signature.start)
    placed = signature.in_table or "\t" in signature.text or far >= _MIDDLE
    return None if placed else 2


_ABOUT = 0.75


def _em(text: str) -> float:
    return sum(1.0 if ord(char) > _LATIN else 0.5 for char in text)


_LATIN = 0x2000
_MIDDLE = 8  # characters from the left: what begins further on the left does not stand on the right
_LEAST_RIGHT = 0.75


def _blanks_behind(paragraph: ParagraphForm) -> bool:
    return len(paragraph.text) - len(paragraph.text.rstrip()) > 0


def wrong_date(paragraph: ParagraphForm) -> Iterator[Finding]:
    """Yield 成文日期 in another form than 2025年1月5日 (7.3.5.4)."""
    match = DATE.match(paragraph.words)
    if match is None:
        return
    right = proper_date(match["year"], match["month"], match["day"])
    at = paragraph.text.find(match[0])
    if right and right != match[0] and at >= 0:
        fix = TextFix(paragraph.number, at, at + len(match[0]), right)
        yield finding(paragraph, "N128", fix, start=at, stated=match[0], right=right)


def proper_date(year: str, month: str, day: str) -> str:
    """Return a date in Arabic numerals, without noughts in front; "" where it cannot be told."""
    numbers = [_number(part) for part in (year, month, day)]
    if None in numbers:
        return ""
    full = numbers[0] if len(year) == 4 else 2000 + (numbers[0] or 0)
    return f"{full}年{numbers[1]}月{numbers[2]}日"


_DIGITS = str.maketrans("〇○零Ｏ0O一二三四五六七八九", "000000123456789")


def _number(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    if len(text) == 4:
        return int(text.translate(_DIGITS))
    value = chinese_number(text)
    return int(value) if value is not None else None


def _remark(official: Official, paragraph: ParagraphForm) -> Iterator[Finding]:
    """Yield a remark (附注) without its brackets, or elsewhere than two characters from the left (7.3.7)."""
    text = paragraph.text.strip()
    start = paragraph.start
    end = start + len(text)
    if not (text.startswith("（") and text.endswith("）")):
        fixes: list[Fix] = []
        if text.startswith("("):
            fixes.append(TextFix(paragraph.number, start, start + 1, "（"))
        elif not text.startswith("（"):
            fixes.append(TextFix(paragraph.number, start, start, "（"))
        if text.endswith(")"):
            fixes.append(TextFix(paragraph.number, end - 1, end, "）"))
        elif not text.endswith("）"):
            tail = end - 1 if text[-1] in "。." else end
            fixes.append(TextFix(paragraph.number, tail, end, "）"))
        yield finding(paragraph, "N130", *fixes, start=start)
    if not official.form.formed:
        return
    if paragraph.align in ("center", "right"):
        yield finding(paragraph, "N130.place", ParagraphFix(paragraph.number, align="both", first=2, left=0))
    else:
        for found in wrong_indent(paragraph, 2):
            if found.key != "N115" or paragraph.left < 1.75:
                yield finding(paragraph, "N130.place", *found.fixes)
    yield from wrong_face(paragraph, "fang", "N113")
    yield from wrong_size(paragraph, SIZE_3, "N114", 31)


# --- note of attachments


def wrong_attachment_note(official: Official) -> Iterator[Finding]:
    """Yield what is wrong with 附件说明 (7.3.4): marks, numbers and place."""
    paragraphs = official.of("attachments")
    if not paragraphs:
        return
    first = paragraphs[0]
    head = re.match(r"附[ \u3000]*件[ \u3000]*(?P<colon>[：:]?)[ \u3000]*", first.text[first.start :])
    if head and head["colon"] != "：":
        begin = first.start + head.start("colon") if head["colon"] else first.start + len(head[0].rstrip())
        fix = TextFix(first.number, begin, begin + len(head["colon"]), "：")
        yield finding(first, "N124.colon", fix, start=begin)
    dates = official.of("date")
    if dates and first.number > dates[0].number:
        yield finding(first, "N124.order")
    items = [item for p in paragraphs for item in note_items(p)]
    for place, item in enumerate(items, 1):
        yield from _item(item, len(items))
        digits = re.sub(r"\D", "", item.number)
        if len(items) > 1 and digits and int(digits) != place:
            right = f"{place}."
            fix = TextFix(item.paragraph.number, item.number_start, item.number_start + len(item.number), right)
            yield finding(
                item.paragraph, "N124.sequence", fix, start=item.number_start, stated=item.number.strip(), right=right
            )
    if official.form.formed:
        for paragraph in paragraphs:
            yield from _unlike_text(official, paragraph)
        yield from _note_place(official, first)


class NoteItem:
    """An attachment that the note names: its paragraph, where its number and its name stand in the text, and both."""

    __slots__ = ("end", "name", "number", "number_start", "paragraph", "start")

    def __init__(self, paragraph: ParagraphForm, match: re.Match[str], base: int) -> None:
        self.paragraph = paragraph
        self.number_start = base + (match.start("number") if match["number"] else match.start("name"))
        self.number = match["number"] or ""
        self.start, self.end = base + match.start("name"), base + match.end("name")
        self.name = match["name"]


_B = r"[ \u3000\t]*"
_ITEM = compiled(
    rf"{_B}(?:附{_B}件{_B}[：:]?{_B})?"
    rf"(?P<number>\d{{1,2}}{_B}(?:[.．、]{_B}(?=\d{{4}}年)|[.．、，,:：)）]?{_B}(?=[^\d.．])))?"
    rf"(?P<name>[^\n]*?){_B}$"
)


def note_items(paragraph: ParagraphForm) -> Iterator[NoteItem]:
    """Yield the attachments that a paragraph of the note names, one a line."""
    base = 0
    for line in paragraph.text.split("\n"):
        for part_start, part in _parts(line):
            match = _ITEM.match(part)
            if match and match["name"].strip():
                yield NoteItem(paragraph, match, base + part_start)
        base += len(line) + 1


def _parts(line: str) -> Iterator[tuple[int, str]]:
    """Yield the items of a line with their places; several numbered ones may stand in it, divided by blanks."""
    cuts = [
        0,
        *(
            m.start()
            for m in re.finditer(r"(?<=[ \u3000\t；;。])\d{1,2}[.．、](?=\D|\d{4}年)", line)
            if _behind_item(line, m)
        ),
    ]
    for start, end in zip(cuts, [*cuts[1:], len(line)], strict=True):
        yield start, line[start:end]


def _behind_item(line: str, match: re.Match[str]) -> bool:
    before = re.sub(r"^[ \u3000\t]*附[ \u3000]*件[ \u3000]*[：:]?", "", line[: match.start()])
    return bool(before.strip())


def _item(item: NoteItem, count: int) -> Iterator[Finding]:
    """Yield what is wrong with an attachment's name and number in the note."""
    paragraph = item.paragraph
    name = item.name.rstrip(" \u3000")
    if name[-1] in "。；，、.;,":
        end = item.start + len(name)
        yield finding(
            paragraph, "N124.end", TextFix(paragraph.number, end - 1, end, ""), start=end - 1, stated=name[-1]
        )
        name = name[:-1]
    if name.startswith("《") and name.endswith("》") and name.count("《") == 1:
        end = item.start + len(name)
        fixes = (TextFix(paragraph.number, item.start, item.start + 1, ""), TextFix(paragraph.number, end - 1, end, ""))
        yield finding(paragraph, "N124.marks", *fixes, start=item.start, stated=name)
    number = item.number.strip()
    if count == 1 and number and number[:1].isdigit():
        fix = TextFix(paragraph.number, item.number_start, item.start, "")
        yield finding(paragraph, "N124.single", fix, start=item.number_start, stated=number)
    elif count > 1 and number and number[-1] not in ".．":
        right = re.sub(r"\D", "", number) + "."
        fix = TextFix(paragraph.number, item.number_start, item.number_start + len(item.number), right)
        yield finding(paragraph, "N124.number", fix, start=item.number_start, stated=number, right=right)


def _note_place(official: Official, first: ParagraphForm) -> Iterator[Finding]:
    """Yield a note that does not stand one line below the text, two characters in."""
    begins = first.first + first.left
    if first.start:
        yield from (finding(first, "N124.place", *f.fixes) for f in wrong_indent(first, 2))
    elif abs(begins - 2) > _NEARLY:
        hanging = first.first < -_NEARLY
        fix = ParagraphFix(first.number, left=2 - first.first if hanging else 0, first=None if hanging else 2)
        yield finding(first, "N124.place", fix)
    index = first.number - 2
    above = official.form.paragraphs[index] if index >= 0 else None
    if above is not None and above.words and first.before < _BLANK and above.after < _BLANK and not first.page:
        yield finding(first, "N124.above", BlankFix(first.number))


_NEARLY = 0.3
_BLANK = 240  # twips that stand for a blank line


# --- attachments


def wrong_attachments(official: Official) -> Iterator[Finding]:
    """Yield attachments that the note does not name as they are called, and what is wrong with their marks (7.3.8)."""
    marks = official.of("attachment")
    if not marks:
        return
    for paragraph in marks:
        yield from _mark(official, paragraph)
    notes = official.of("attachments")
    if not notes:
        if official.of("addressee") or official.of("date"):
            yield finding(marks[0], "N125.note")
        return
    items = [item for p in notes for item in note_items(p)]
    if len(items) != len(marks):
        yield finding(notes[0], "N125.count", stated=len(items), right=len(marks))
        return
    for index, (item, paragraph) in enumerate(zip(items, marks, strict=True), 1):
        yield from _agreement(official, item, paragraph, index if len(marks) > 1 else 0)


def _mark(official: Official, paragraph: ParagraphForm) -> Iterator[Finding]:
    """Yield the mark of an attachment that is not in 黑体 at the left margin of a page of its own, or has a colon."""
    text = paragraph.text.rstrip(" \t\n\u3000")
    if text[-1] in "：:、.．":
        fix = TextFix(paragraph.number, len(text) - 1, len(text), "")
        yield finding(paragraph, "N134.colon", fix, start=len(text) - 1)
    if not official.form.formed:
        return
    yield from wrong_face(paragraph, "hei", "N134.face")
    yield from wrong_size(paragraph, SIZE_3, "N134.size", 31)
    if paragraph.align in ("center", "right"):
        yield finding(paragraph, "N134.place", ParagraphFix(paragraph.number, align="left", first=0, left=0))
    else:
        for found in wrong_indent(paragraph, 0):
            yield finding(paragraph, "N134.place", *found.fixes)
    if not paragraph.page:
        yield finding(paragraph, "N134.page", ParagraphFix(paragraph.number, page=True))


def _agreement(official: Official, item: NoteItem, paragraph: ParagraphForm, number: int) -> Iterator[Finding]:
    """Yield an attachment whose number or title is not that of the note."""
    digits = re.sub(r"[^\d一二三四五六七八九十]", "", paragraph.words)
    stated = _number(digits) if digits else 0
    if number and stated != number:
        begin = paragraph.text.find(digits) if digits else paragraph.text.find("件") + 1
        fix = TextFix(paragraph.number, begin, begin + len(digits), str(number))
        yield finding(paragraph, "N125.number", fix, stated=digits or "—", right=number)
    elif not number and digits:
        begin = paragraph.text.find(digits)
        yield finding(
            paragraph, "N125.single", TextFix(paragraph.number, begin, begin + len(digits), ""), stated=digits
        )
    elif number and digits and not digits.isdecimal():
        begin = paragraph.text.find(digits)
        fix = TextFix(paragraph.number, begin, begin + len(digits), str(number))
        yield finding(paragraph, "N125.number", fix, stated=digits, right=number)
    titles = _titles_below(official, paragraph)
    title = _bare("".join(p.words for p in titles))
    name = _bare(item.name)
    if title and name and title not in name and name not in title:
        words = "".join(p.words for p in titles)
        yield finding(titles[0], "N125.title", stated=item.name.strip(), right=words)
        yield finding(item.paragraph, "N125.name", start=item.start, stated=item.name.strip(), right=words)


def _titles_below(official: Official, paragraph: ParagraphForm) -> list[ParagraphForm]:
    found: list[ParagraphForm] = []
    for other in official.form.paragraphs[paragraph.number :]:
        role = official.role(other)
        if role == "attachment_title":
            found.append(other)
        elif role != "blank" or (found and not other.words):
            break
    return found


def _bare(text: str) -> str:
    return re.sub(r"[\s《》“”〈〉（）()。；，、.;,\u3000]", "", text)
