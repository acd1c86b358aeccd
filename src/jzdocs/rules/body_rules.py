"""Rules of the text (GB/T 9704-2012, 5.2 and 7.3.3): the body's face, size, indents and lines, and the levels."""

from __future__ import annotations

from collections.abc import Iterator

from jzdocs.rules.elements import level_of
from jzdocs.rules.faces import is_face
from jzdocs.rules.finding import Finding, ParagraphFix, RunFix, TextFix, finding
from jzdocs.rules.form import ParagraphForm, Section
from jzdocs.rules.levels import FACES, has_face_of_level, lead_of
from jzdocs.rules.number_rules import misnumbered_headings
from jzdocs.rules.official import Official
from jzdocs.rules.text_form import (
    SIZE_3,
    has_han,
    spans,
    wrong_color,
    wrong_face,
    wrong_indent,
    wrong_lines,
    wrong_size,
)

_LEAST_SIZE_3 = 31  # 15.75 points, which sets 28 characters in 156 mm
_SHORT = 24
_LEAD = 30


def wrong_body(official: Official) -> Iterator[Finding]:
    """Yield paragraphs of the body that are set otherwise than in 仿宋 of size 3, two characters in."""
    inside = [p for p in official.of("attachment_text") if is_running_text(p)]
    for paragraph in [*official.of("body", "item"), *inside]:
        if is_loose(paragraph):
            continue
        if not level_of(paragraph.words) or not has_face_of_level(paragraph):
            yield from _body_face(paragraph)
        yield from _common(official, paragraph)
        if is_running_text(paragraph) and all(run.bold for run in spans(paragraph)):
            fixes = tuple(RunFix(paragraph.number, run.start, run.end, light=True) for run in spans(paragraph))
            yield finding(paragraph, "N113.bold", *fixes)
        if paragraph.align in ("center", "right"):
            fix = ParagraphFix(paragraph.number, align="both", first=2, left=0, right=0)
            yield finding(paragraph, "N116", fix, stated="居中" if paragraph.align == "center" else "右对齐")
        else:
            yield from wrong_indent(paragraph, 2)


def is_running_text(paragraph: ParagraphForm) -> bool:
    """Return whether a paragraph of an attachment is a sentence, and no line of a form."""
    return len(paragraph.words) >= _SENTENCE and paragraph.words[-1] in "。；：" and level_of(paragraph.words) != 1


_SENTENCE = 16


def is_loose(paragraph: ParagraphForm) -> bool:
    """Return whether a paragraph is no running text: a short line that ends in no mark and is set apart by its place or
    its face (a caption, a name of a part)."""
    words = paragraph.words
    if paragraph.drawn and len(words) <= _SHORT:
        return True
    if len(words) > _SHORT or words[-1:] in "。；！？：，、":
        return False
    faces = {
        ("hei" if is_face(run.face, "hei") else "kai" if is_face(run.face, "kai") else "") for run in spans(paragraph)
    }
    return paragraph.align == "center" or (len(faces) == 1 and "" not in faces)


def _common(official: Official, paragraph: ParagraphForm) -> Iterator[Finding]:
    """Yield what is wrong with a paragraph whatever its level: size, colour, lines."""
    yield from wrong_size(paragraph, SIZE_3, "N114", _LEAST_SIZE_3)
    yield from wrong_color(paragraph)
    yield from wrong_lines(paragraph, section_of(official, paragraph))


def section_of(official: Official, paragraph: ParagraphForm) -> Section | None:
    """Return the section of a paragraph."""
    sections = official.form.sections
    return sections[min(paragraph.section, len(sections) - 1)] if sections else None


def _body_face(paragraph: ParagraphForm, start: int = 0) -> Iterator[Finding]:
    """Yield a paragraph with Chinese in another face than 仿宋, beside the words that lead a sentence and are set apart
    in 黑体 or 楷体."""
    wrong = [
        run
        for run in spans(paragraph, start)
        if has_han(paragraph.text[run.start : run.end])
        and not is_face(run.face, "fang")
        and not _leads(paragraph, run.start, run.end, run.face)
    ]
    if wrong:
        fixes = tuple(RunFix(paragraph.number, run.start, run.end, face="仿宋_GB2312") for run in wrong)
        yield finding(paragraph, "N113", *fixes, start=wrong[0].start, stated=wrong[0].face)


def _leads(paragraph: ParagraphForm, start: int, end: int, face: str) -> bool:
    if not (is_face(face, "hei") or is_face(face, "kai")) or end - start > _LEAD:
        return False
    before = paragraph.text[:start].rstrip()
    return (not before or before[-1] in "。；：！？") and end < len(paragraph.text.rstrip())


# --- levels


def wrong_headings(official: Official) -> Iterator[Finding]:
    """Yield headings in another face than that of their level, or with a full stop."""
    moved = {m.paragraph.number for m in misnumbered_headings(official)}
    for paragraph in official.of("heading"):
        level = level_of(paragraph.words)
        if official.form.formed and paragraph.number not in moved:
            start, end = lead_of(paragraph)
            kind = FACES[level - 1]
            yield from wrong_face(paragraph, kind, _LEVEL_KEYS[level - 1], start, end)
            yield from _body_face(paragraph, end)
            yield from _common(official, paragraph)
            if paragraph.align in ("center", "right"):
                fix = ParagraphFix(paragraph.number, align="both", first=2, left=0)
                yield finding(paragraph, "N116", fix, stated="居中" if paragraph.align == "center" else "右对齐")
            else:
                yield from wrong_indent(paragraph, 2)
        yield from _full_stop(paragraph, level)
    for paragraph in official.of("item") if official.form.formed else ():
        yield from _marked_heading(paragraph)


_LEVEL_KEYS = ("N120.first", "N120.second", "N120.third", "N120.third")


def _marked_heading(paragraph: ParagraphForm) -> Iterator[Finding]:
    """Yield a short line in the face of a heading that ends in a mark of a pause."""
    text = paragraph.text.rstrip(" \t\n\f\u3000")
    if (
        level_of(paragraph.words) <= _FACED
        and len(text) <= _SHORT
        and text[-1] in "：；，、:;,"
        and has_face_of_level(paragraph)
    ):
        fix = TextFix(paragraph.number, len(text) - 1, len(text), "")
        yield finding(paragraph, "N122.mark", fix, start=len(text) - 1, stated=text[-1])


_FACED = 2  # levels that have a face of their own


def _full_stop(paragraph: ParagraphForm, level: int) -> Iterator[Finding]:
    """Yield a heading that stands alone and ends in a full stop."""
    text = paragraph.text.rstrip(" \t\n\f\u3000")
    if level <= 2 and text.endswith("。") and text.count("。") == 1:
        fix = TextFix(paragraph.number, len(text) - 1, len(text), "")
        yield finding(paragraph, "N122", fix, start=len(text) - 1)
