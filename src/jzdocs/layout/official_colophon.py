"""The record of copies (版记) of an official document (GB/T 9704-2012, 7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Item, Mark, Rule
from jzdocs.layout.boxes import Box
from jzdocs.layout.lines import Draw, Line, shifted
from jzdocs.layout.official_frame import Frame, label_width, row
from jzdocs.resolve import official as official_texts
from jzdocs.style.stylesheet import TextStyle

OUTER, INNER = 12_600, 9_000  # 0.35 mm and 0.25 mm: the thick and thin rules around and between its rows


def copy_lines(frame: Frame, label: str, copies: str, tag: int = -1) -> tuple[Line, int, list[Line]]:
    """Return the label of a row (抄送：), how far in its text hangs, and the lines of that; with a negative `tag` they
    are only measured."""
    style = colophon_style(frame)
    head = frame.line(label, style, tag)
    hang = style.size + label_width(label, head, style.size)
    return head, hang, frame.lines(copies, replace(style, align="justify"), frame.width - hang - style.size, tag)


def colophon_style(frame: Frame) -> TextStyle:
    """Return the style of the record's text."""
    return replace(frame.setter.sheet.style("colophon"), indent=0)


def colophon(frame: Frame, form: str) -> Iterator[Box]:
    """Yield the record of copies: between rules, the last on the lower edge of the type area of an even page; a
    letter's has no rules (10.1)."""
    style = colophon_style(frame)
    em = style.size
    by, when = official_texts.printed(frame.meta, form)
    rows: list[list[Box]] = []
    for label, copies in official_texts.copy_rows(frame.official):
        head, hang, lines = copy_lines(frame, label, copies, frame.paragraph())
        draws = [row([(head, em), (lines[0], hang)]), *(shifted(line.draw, hang) for line in lines[1:])]
        rows.append([Box(style.leading, draw) for draw in draws])
    if by or when:
        parts = [(frame.line(by, style, frame.paragraph()), em)] if by else []
        if when:
            line = frame.line(when, style, frame.paragraph())
            parts.append((line, frame.width - em - line.width))
        rows.append([Box(style.leading, row(parts))])
    if rows:
        height = sum(box.height for boxes in rows for box in boxes)
        if form == "letter":
            yield Box(height, _drawn(rows, 0), foot="page")
        else:
            yield Box(height, _drawn(rows, frame.width), foot="even")


def _drawn(rows: Sequence[Sequence[Box]], width: int) -> Draw:
    """Return a function that draws rows from top to bottom; where they are ruled (`width` is not 0), with a thick rule
    above and below and thin ones between."""

    def draw(x: int, y: int) -> Iterator[Item]:
        top = y
        for index, boxes in enumerate(rows):
            if width:
                yield from _rule(x, top + OUTER // 2 if index == 0 else top, width, OUTER if index == 0 else INNER)
            for box in boxes:
                yield from box.draw(x, top)
                top += box.height
        if width:
            yield from _rule(x, top - OUTER // 2, width, OUTER)

    return draw


def _rule(x: int, y: int, width: int, thickness: int) -> Iterator[Item]:
    """Yield a black rule."""
    yield from (Mark(ARTIFACT), Rule(x, y, x + width, y, thickness, "000000"))
