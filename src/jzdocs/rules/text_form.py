"""What several rules ask of a paragraph: its face, its size, its colour, its indent, its lines."""

from __future__ import annotations

from collections.abc import Iterator

from jzdocs.rules.faces import NAMES, Kind, called, is_face, size_name
from jzdocs.rules.finding import Finding, ParagraphFix, RunFix, TextFix, finding
from jzdocs.rules.form import BLANKS, ParagraphForm, RunForm, Section

SIZE_3, SIZE_4, SIZE_2 = 32, 28, 44  # half-points
_FROM_LINE, _TO_LINE, LINE = 560, 580, 579  # twips: 28 to 29 points, and 225 mm in 22 lines
_MOST_SPACE = 100  # twips: tables and notes move the lines by less
_LEADS = 8  # characters of a lead that may be set apart (一是, 第一，)


def has_han(text: str) -> bool:
    """Return whether a text holds a Chinese character."""
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def spans(paragraph: ParagraphForm, start: int = 0, end: int | None = None) -> Iterator[RunForm]:
    """Yield the runs of a paragraph that print something between two places, cut there."""
    stop = len(paragraph.text) if end is None else end
    for run in paragraph.runs:
        first, last = max(run.start, start), min(run.end, stop)
        if first < last and paragraph.text[first:last].strip(BLANKS):
            yield RunForm(first, last, run.face, run.size, run.bold, run.color, run.latin, run.raised)


def wrong_face(
    paragraph: ParagraphForm, kind: Kind, key: str, start: int = 0, end: int | None = None
) -> Iterator[Finding]:
    """Yield the Chinese of a paragraph, or of a part of it, that is set in another face, once."""
    wrong = [
        run
        for run in spans(paragraph, start, end)
        if has_han(paragraph.text[run.start : run.end]) and not is_face(run.face, kind)
    ]
    if wrong:
        fixes = tuple(RunFix(paragraph.number, run.start, run.end, face=NAMES[kind]) for run in wrong)
        yield finding(paragraph, key, *fixes, start=wrong[0].start, stated=wrong[0].face, right=called(kind))


def wrong_size(paragraph: ParagraphForm, size: int, key: str, least: int | None = None) -> Iterator[Finding]:
    """Yield a paragraph with characters of another size, once; those from `least` on are right too."""
    lowest = size if least is None else least
    wrong = [run for run in spans(paragraph) if not lowest <= run.size <= size and not run.raised]
    wrong = [run for run in wrong if any(char.isalnum() for char in paragraph.text[run.start : run.end])]
    if wrong:
        fixes = tuple(RunFix(paragraph.number, run.start, run.end, size=size) for run in wrong)
        yield finding(
            paragraph, key, *fixes, start=wrong[0].start, stated=size_name(wrong[0].size), right=size_name(size)
        )


def wrong_color(paragraph: ParagraphForm) -> Iterator[Finding]:
    """Yield a paragraph with characters that are not black (5.2.4), once."""
    wrong = [run for run in spans(paragraph) if run.color and not _is_nearly_black(run.color)]
    if wrong:
        fixes = tuple(RunFix(paragraph.number, run.start, run.end, color="000000") for run in wrong)
        yield finding(paragraph, "N119", *fixes, start=wrong[0].start, stated=wrong[0].color)


def _is_nearly_black(color: str) -> bool:
    try:
        return all(int(color[i : i + 2], 16) < 0x40 for i in (0, 2, 4))
    except ValueError:
        return True


def wrong_lines(paragraph: ParagraphForm, section: Section | None) -> Iterator[Finding]:
    """Yield a paragraph whose lines stand at another distance than 28 to 29 points, or with space around it (5.2.3)."""
    right = paragraph.line_rule == "exact" and (_FROM_LINE <= paragraph.line <= _TO_LINE or _fills(paragraph.line))
    if paragraph.line_rule == "auto" and section is not None and section.grid and paragraph.snaps:
        right = paragraph.line == _SINGLE and _FROM_LINE <= section.pitch <= _TO_LINE
    if not right:
        stated = _line_name(paragraph)
        yield finding(paragraph, "N117", ParagraphFix(paragraph.number, line=LINE), stated=stated)
    if paragraph.before > _MOST_SPACE or paragraph.after > _MOST_SPACE:
        stated = f"{paragraph.before / 20:g}／{paragraph.after / 20:g}"
        yield finding(paragraph, "N118", ParagraphFix(paragraph.number, around=0), stated=stated)


def _fills(line: int) -> bool:
    """Return whether lines fill the type area in another number than 22, as before a signature (7.3.5.5)."""
    return any(abs(line - _AREA // count) <= 1 for count in _RESPACED)


_SINGLE = 240
_AREA, _RESPACED = 22 * 579, (19, 20, 21, 23, 24)


def _line_name(paragraph: ParagraphForm) -> str:
    if paragraph.line_rule == "auto":
        return f"{paragraph.line / _SINGLE:.2g}倍"
    least = "最小值" if paragraph.line_rule == "atLeast" else ""
    return f"{least}{paragraph.line / 20:g}磅"


def wrong_indent(paragraph: ParagraphForm, right: float) -> Iterator[Finding]:
    """Yield a paragraph whose first line does not begin `right` characters in, or does so by typed blanks."""
    blanks = paragraph.text[: paragraph.start]
    typed = blanks.replace("\f", "").replace("\n", "")
    begins = paragraph.first + paragraph.left
    turns = paragraph.left if paragraph.left > _NEARLY and abs(paragraph.left) > _NEARLY else 0
    fix = ParagraphFix(paragraph.number, first=right, left=0)
    if typed and not paragraph.label:
        deletion = TextFix(paragraph.number, len(blanks) - len(typed), len(blanks), "")
        if "\f" in blanks or "\n" in blanks:
            deletion = TextFix(paragraph.number, blanks.rfind(typed[-1:]) + 1 - len(typed), len(blanks), "")
        fixes = (deletion,) if abs(begins - right) <= _NEARLY and not turns else (deletion, fix)
        yield finding(paragraph, "N115.spaces", *fixes, right=f"{right:g}")
    elif abs(begins - right) > _NEARLY or (turns and right):
        key = "N115.none" if abs(begins) <= _NEARLY and right else "N115"
        yield finding(paragraph, key, fix, stated=f"{begins:.1f}".rstrip("0").rstrip("."), right=f"{right:g}")


_NEARLY = 0.25  # characters
