"""A plain text → its paragraphs: a line each, without a form."""

from __future__ import annotations

from jzdocs.rules.form import DocumentForm, ParagraphForm


def plain_form(text: str) -> DocumentForm:
    """Return the lines of a text as paragraphs; only their words can be judged."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return DocumentForm(tuple(ParagraphForm(i, line) for i, line in enumerate(lines, 1)), formed=False)
