"""Pieces whose headings are known (by styles of Word, tags of a web page) → those of an official document."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.source.drafts.divided import divided
from jzdocs.source.drafts.draft import read_draft
from jzdocs.source.drafts.forms import DraftLine
from jzdocs.source.drafts.pieces import above_text, appendix, below_text, copies, report_changes
from jzdocs.source.lines import Line
from jzdocs.source.pieces import PLACEHOLDER, Piece


def official_pieces(lines: Sequence[Piece], shown: str, report: Report, *, official: bool) -> list[Piece]:
    """Return the pieces of an official document with the headings that `lines` have, moved up to the first level;
    nothing where they are none."""
    lines = [line for line in divided(lines) if isinstance(line, Piece)]
    draft = read_draft([_draft_line(lines, index) for index in range(len(lines))], official=official)
    if draft is None:
        return []
    report_changes(draft, shown, report)
    after = draft.signed if draft.signed >= 0 else draft.end
    free = list(draft.free(0, draft.end))
    top = min((lines[i].level for i in free if lines[i].role == "heading"), default=1)
    body = [
        *(_text(lines[i]) for i in free if i < draft.body),
        *(_raised(lines[i], top) for i in free if draft.body <= i < after),
        *below_text(draft),
        *(lines[i] for i in free if i >= max(after, draft.body)),
    ]
    for attachment in draft.attachments:
        inside = [lines[i] for i in draft.free(attachment.first, attachment.end)]
        top = min((line.level for line in inside if line.role == "heading"), default=1)
        body += [appendix(draft, attachment), *(_raised(line, top) for line in inside)]
    return [*above_text(draft), *body, *copies(draft)]


def _draft_line(lines: Sequence[Piece], index: int) -> DraftLine:
    """Return a piece as a line; a heading below the first is text that stands fast, and so is what is no text."""
    piece = lines[index]
    first = piece.role == "heading" and not any(line.role == "heading" for line in lines[:index])
    fixed = not (piece.role in ("text", "title", "subtitle") or first)
    indented = piece.text.lstrip()
    text = indented.rstrip() if not fixed and indented else PLACEHOLDER
    column = piece.column + len(piece.text) - len(indented)
    return DraftLine(Line(text, piece.line, column), blank_above=False, fixed=text == PLACEHOLDER)


def _raised(piece: Piece, top: int) -> Piece:
    return replace(piece, level=piece.level - top + 1) if piece.role == "heading" else _text(piece)


def _text(piece: Piece) -> Piece:
    return replace(piece, role="text") if piece.role in ("title", "subtitle", "heading") and piece.level == 0 else piece
