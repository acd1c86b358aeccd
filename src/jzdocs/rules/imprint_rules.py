"""Rules of 版记 (GB/T 9704-2012, 7.4): record of copies, who printed it and when, and the lines between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzdocs.rules.closing_rules import proper_date
from jzdocs.rules.elements import COPIES, DATE, PRINTED
from jzdocs.rules.finding import Finding, ParagraphFix, TextFix, finding
from jzdocs.rules.form import ParagraphForm
from jzdocs.rules.official import Official
from jzdocs.rules.text_form import SIZE_4, wrong_color, wrong_face, wrong_size

_THICK, _THIN = 8, 6  # eighths of a point: 0.35 mm and 0.25 mm (7.4.1)


def wrong_imprint(official: Official) -> Iterator[Finding]:
    """Yield what is wrong with the record of copies, and with who printed the document and when."""
    for paragraph in official.of("copies"):
        yield from _copies(official, paragraph)
    for paragraph in official.of("printed"):
        yield from _printed(official, paragraph)
    if official.form.formed:
        for paragraph in official.of("copies", "printed"):
            yield from wrong_face(paragraph, "fang", "N131.face")
            yield from wrong_size(paragraph, SIZE_4, "N131.size")
            yield from wrong_color(paragraph)
        yield from _rules(official)


def _copies(official: Official, paragraph: ParagraphForm) -> Iterator[Finding]:
    match = COPIES.match(paragraph.text[paragraph.start :])
    if match is None:
        return
    base = paragraph.start
    if match["colon"] != "：":
        place = base + (match.start("colon") if match["colon"] else match.end("name"))
        fix = TextFix(paragraph.number, place, place + len(match["colon"]), "：")
        yield finding(paragraph, "N131.colon", fix, start=place)
    text = paragraph.text.rstrip(" \t\n\u3000")
    if not text.endswith("。") and _is_last_line(official, paragraph):
        cut = len(text) - 1 if text[-1] in "，,；;、.：" else len(text)
        yield finding(paragraph, "N131.end", TextFix(paragraph.number, cut, len(text), "。"), start=cut)
    name = re.sub(r"[ \u3000]", "", match["name"])
    if name == "抄报":
        fix = TextFix(paragraph.number, base + match.start("name"), base + match.end("name"), "抄送")
        yield finding(paragraph, "N131.name", fix, stated=name)
    if (
        official.form.formed
        and not paragraph.in_table
        and paragraph.first + paragraph.left < _LEAST
        and not paragraph.start
    ):
        yield finding(paragraph, "N131.place", ParagraphFix(paragraph.number, left=1, right=1, first=0))


_LEAST = 0.5


def _is_last_line(official: Official, paragraph: ParagraphForm) -> bool:
    """Return whether the names end with this paragraph, and do not go on in the next one."""
    following = official.form.paragraphs[paragraph.number : paragraph.number + 1]
    return not (
        following
        and following[0].words
        and official.role(following[0]) == "copies"
        and not COPIES.match(following[0].words)
    )


def _printed(official: Official, paragraph: ParagraphForm) -> Iterator[Finding]:
    row = [p for p in official.of("printed") if p.in_table and p.cell[:2] == paragraph.cell[:2]] or [paragraph]
    if row[0] is not paragraph:
        return
    last = row[-1]
    whole = "".join(f"{p.words} " for p in row).strip()
    match = PRINTED.match(whole)
    if match is None:
        return
    date = re.search(
        r"(?P<year>\S{2,4})[年.．/\-](?P<month>\S{1,3})[月.．/\-](?P<day>[^日\s印]{1,3})日?$", match["date"]
    )
    right = proper_date(date["year"], date["month"], date["day"]) if date else ""
    at = last.text.find(match["date"])
    if right and right != match["date"] and at >= 0:
        fix = TextFix(last.number, at, at + len(match["date"]), right)
        yield finding(last, "N132.date", fix, start=at, stated=match["date"], right=right)
    dates = [m for p in official.of("date") if (m := DATE.match(p.words))]
    signed = _day(proper_date(*dates[-1].group("year", "month", "day"))) if dates else ()
    if signed and right and _day(right) < signed:
        yield finding(last, "N132.order", start=max(0, at), stated=match["date"], right=dates[-1][0])
    if re.sub(r"[ \u3000]", "", match["word"] or "") != "印发":
        text = last.text.rstrip(" \t\n\u3000")
        begin = len(text) - len(match["word"] or "")
        yield finding(last, "N132.word", TextFix(last.number, begin, len(text), "印发"), start=begin)


def _day(date: str) -> tuple[int, ...]:
    """Return year, month and day of a date in the proper form."""
    return tuple(int(number) for number in re.findall(r"\d+", date))


def _rules(official: Official) -> Iterator[Finding]:
    """Yield 版记 whose lines above, between or below are missing."""
    inside = official.of("copies", "printed")
    if not inside:
        return
    first, last = inside[0], inside[-1]
    if any(p.drawn for p in official.form.paragraphs[max(0, first.number - 2) : last.number + 1]):
        return
    printed, copies = official.of("printed"), official.of("copies")
    if not (first.above or _ruled(official, first.number - 1, -1)):
        yield finding(first, "N133.above", ParagraphFix(first.number, above=(_THICK, "000000")))
    if not (last.below or _ruled(official, last.number + 1, 1)):
        yield finding(last, "N133.below", ParagraphFix(last.number, below=(_THICK, "000000")))
    if printed and copies:
        below = copies[-1].below or printed[0].above or _ruled(official, copies[-1].number + 1, 1)
        if not below:
            yield finding(printed[0], "N133.between", ParagraphFix(printed[0].number, above=(_THIN, "000000")))


def _ruled(official: Official, number: int, step: int) -> bool:
    """Return whether a line stands at a paragraph, or at a blank one on the way from it; lines may be borders of blank
    paragraphs."""
    paragraphs = official.form.paragraphs
    while 0 < number <= len(paragraphs):
        paragraph = paragraphs[number - 1]
        if paragraph.words:
            return bool(paragraph.below if step < 0 else paragraph.above)
        if paragraph.above or paragraph.below:
            return True
        number += step
    return False
