"""Which numbered paragraphs are headings, and which words of one are the heading (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

import re

from jzdocs.rules.elements import LEVELS, level_of
from jzdocs.rules.faces import Kind, is_face
from jzdocs.rules.form import ParagraphForm
from jzdocs.rules.text_form import has_han, spans

FACES: tuple[Kind, ...] = ("hei", "kai", "fang", "fang")  # of the levels

_LONGEST_HEADING = 40
_LONGEST_LEAD = 45
_SHORT_HEADING = 22


def is_heading(words: str, level: int, following: str) -> bool:
    """Return whether a numbered paragraph is a heading, alone or with text behind it, and not a sentence of a list."""
    match = LEVELS[level - 1].match(words)
    body = words[match.end() :].strip() if match else words
    lead, stop, rest = body.partition("。")
    if not stop:
        return len(body) <= _LONGEST_HEADING and body[-1:] not in "；，：:;,"
    if re.search("[，；：]", lead) or len(lead) > _LONGEST_LEAD:
        return False
    return bool(rest.strip()) or (len(lead) <= _SHORT_HEADING and bool(following) and not level_of(following))


def has_face_of_level(paragraph: ParagraphForm, start: int = 0, end: int | None = None) -> bool:
    """Return whether the Chinese of a numbered paragraph, or of a part of it, is set in the face of its level."""
    kind = FACES[level_of(paragraph.words) - 1]
    runs = [run for run in spans(paragraph, start, end) if has_han(paragraph.text[run.start : run.end])]
    return bool(runs) and all(is_face(run.face, kind) for run in runs)


def is_set_as_heading(paragraph: ParagraphForm, level: int, lead: tuple[int, int] | None = None) -> bool:
    """Return whether the face of 一、 or （一） shows that a short paragraph, or the `lead` of one, is a heading."""
    start, end = lead or (0, len(paragraph.text))
    short = end - start <= _SHORT_HEADING and not re.search("[，；：]", paragraph.text[start:end])
    return level <= _FACED and short and has_face_of_level(paragraph, start, end)


_FACED = 2  # levels that have a face of their own


def lead_of(paragraph: ParagraphForm) -> tuple[int, int]:
    """Return where the heading's words begin and end in the text of a paragraph: up to the first full stop where text
    goes on behind it."""
    text = paragraph.text
    stop = text.find("。")
    behind = text[stop + 1 :].strip() if stop >= 0 else ""
    return paragraph.start, (stop + 1 if stop >= 0 and behind else len(text.rstrip(" \t\n\f\u3000")))
