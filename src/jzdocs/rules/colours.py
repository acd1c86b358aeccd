"""Colours: which of them are red."""

from __future__ import annotations

from jzdocs.rules.form import ParagraphForm


def is_red_colour(color: str) -> bool:
    """Return whether a colour is red."""
    if len(color) != 6:
        return False
    try:
        red, green, blue = (int(color[i : i + 2], 16) for i in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xB0 and green <= 0x50 and blue <= 0x50


def is_red(paragraph: ParagraphForm) -> bool:
    """Return whether all of a paragraph is red."""
    return bool(paragraph.runs) and all(
        is_red_colour(run.color) for run in paragraph.runs if paragraph.text[run.start : run.end].strip()
    )
