"""Headings that run into their paragraph in official documents: （一）……。 in Kai, 一、……。 in Hei (GB/T 9704-2012,
7.3.3)."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.layout.measure import Span
from jzdocs.layout.setter import Setter
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.patterns import compiled
from jzdocs.style.stylesheet import Stylesheet, TextStyle

_NUMBERS = (compiled(r"[一二三四五六七八九十]{1,3}、"), compiled(r"[（(][一二三四五六七八九十]{1,3}[）)]"))
_LONGEST = 40  # characters: a longer first sentence is a sentence of the text


class RunIn(Struct, frozen=True):
    """A paragraph that begins with a heading: its `level`, the heading and what follows it. `marked`: its author says
    that it is a heading (in bold)."""

    level: int
    heading: tuple[nodes.Inline, ...]
    rest: tuple[nodes.Inline, ...]
    marked: bool


def run_in(block: nodes.Paragraph, sheet: Stylesheet) -> RunIn | None:
    """Return the heading that a paragraph of an official document begins with; None where it begins with none, or the
    page has no grid of characters.

    What the author did not mark is a heading where it has a heading's number and is a short sentence before others, or
    a short line that no mark ends: an item of an enumeration ends with a mark.
    """
    if not sheet.page.characters:
        return None
    level = _level(plain(block.lead or block.inlines))
    if not level:
        return None
    if block.lead:
        return RunIn(level, block.lead, block.inlines, True)
    first = block.inlines[0]
    if isinstance(first, nodes.Strong):
        return RunIn(level, first.children, block.inlines[1:], True)
    divided = _first_sentence(block.inlines)
    if divided is None:
        return None
    heading, rest = divided
    return RunIn(level, heading, rest, False) if len(plain(heading)) <= _LONGEST else None


def heading_run_in(
    block: nodes.Heading, sheet: Stylesheet
) -> tuple[tuple[nodes.Inline, ...], tuple[nodes.Inline, ...]] | None:
    """Return the first sentence of a heading of an official document and the text that runs on behind it; None where
    there is none."""
    divided = _first_sentence(block.inlines) if sheet.page.characters else None
    return divided if divided and divided[1] else None


def heading_spans(block: nodes.Heading, style: TextStyle, setter: Setter, tag: int | None) -> list[list[Span]]:
    """Return the spans of a heading with its number; in an official document, text that runs on behind it is in the
    face of the text."""
    number = (nodes.Text(block.number),) if block.number else ()
    divided = heading_run_in(block, setter.sheet)
    if divided is None:
        return spans((*number, *block.inlines), style, setter, tag)
    heading = spans((*number, *divided[0]), style, setter, tag)
    return _joined(heading, spans(divided[1], _in_face(style, setter.sheet.body), setter, tag))


def _joined(heading: list[list[Span]], rest: list[list[Span]]) -> list[list[Span]]:
    return [*heading[:-1], [*heading[-1], *rest[0]], *rest[1:]]


def _level(text: str) -> int:
    """Return the level of the number that a text begins with, 0 for none."""
    return next((level for level, number in enumerate(_NUMBERS, 1) if number.match(text)), 0)


def _first_sentence(
    inlines: tuple[nodes.Inline, ...],
) -> tuple[tuple[nodes.Inline, ...], tuple[nodes.Inline, ...]] | None:
    """Return the inlines of the first sentence and the others; all where no mark ends a line; None for a single
    sentence."""
    for index, inline in enumerate(inlines):
        if not isinstance(inline, nodes.Text) or "。" not in inline.text:
            continue
        end = inline.text.index("。") + 1
        before, behind = inline.text[:end], inline.text[end:]
        rest = (*((nodes.Text(behind, inline.at),) if behind else ()), *inlines[index + 1 :])
        return ((*inlines[:index], nodes.Text(before, inline.at)), rest) if plain(rest).strip() else None
    return None if plain(inlines)[-1:] in "；;：:，,！？" else (inlines, ())


def paragraph_spans(block: nodes.Paragraph, style: TextStyle, setter: Setter, tag: int | None) -> list[list[Span]]:
    """Return the spans of a paragraph, its run-in heading bold, or in an official document in the face of headings of
    its level; like `spans`, divided where the author breaks a line."""
    found = run_in(block, setter.sheet)
    if found is None:
        lead = (nodes.Strong(block.lead),) if block.lead else ()
        return spans((*lead, *block.inlines), style, setter, tag)
    looks = setter.sheet.heading(found.level).text
    heading = spans(found.heading, _in_face(style, looks), setter, tag)
    return _joined(heading, spans(found.rest, style, setter, tag))


def _in_face(style: TextStyle, looks: TextStyle) -> TextStyle:
    return replace(style, font=looks.font, bold=looks.bold)
