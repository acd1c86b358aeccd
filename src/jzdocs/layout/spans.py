"""Inlines in a text style → spans in faces; links, references, note marks and foreign phrases get structure elements of
their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec import Struct

from jzdocs.layout.measure import OBJECT, SCRIPT, SCRIPT_RISE, Span
from jzdocs.layout.runs import AGAIN_ANCHOR, NOTE_ANCHOR
from jzdocs.layout.setter import Setter
from jzdocs.layout.structure import TagTree
from jzdocs.model import nodes
from jzdocs.model.walk import formula_text
from jzdocs.patterns import compiled
from jzdocs.provenance.uses import SOURCE
from jzdocs.style.stylesheet import TextStyle

PAGE = "888"  # stands for a page number that is not known yet, and takes its room
# how far Han reaches below and above its baseline, in ems: a formula may be so high that it keeps clear of the lines
# above and below
_HAN_REACH = (0.14, 0.86)
_LEAST_FORMULA = 0.7  # to which share of its size a formula may shrink for that
# two or more words in Latin letters are a phrase in another language; a single one counts as a Chinese word
# (the second half passes over such a word whole: to look for a phrase from each of its letters takes quadratic time)
_FOREIGN = compiled(r"(?P<phrase>[A-Za-z][A-Za-z'’.-]++(?:[ ,]++’?[A-Za-z][A-Za-z'’.-]*+)++)|[A-Za-z][A-Za-z'’.-]*+")


def spans(inlines: Sequence[nodes.Inline], style: TextStyle, setter: Setter, tag: int | None) -> list[list[Span]]:
    """Return the spans of `inlines`, divided where the author breaks a line.

    They belong to the structure element `tag`; with None nothing is tagged, as for measuring.
    """
    out: list[list[Span]] = [[]]
    base = Span("", setter.faces.key(style.font, style.bold), style.size, style.color)
    room = tuple(style.leading - round(style.size * reach) for reach in _HAN_REACH)
    walker = _Walker(setter, setter.tree if tag is not None else None, room)
    for piece in walker.walk(inlines, base, style.font, tag if tag is not None else 0):
        if piece is None:
            out.append([])
        else:
            out[-1].append(piece)
    return out


def is_plain(inlines: Sequence[nodes.Inline]) -> bool:
    """Return whether inlines need no structure element of their own and are no link target: text, bold and emphasis
    without dots, foreign phrases or facts."""
    for inline in inlines:
        match inline:
            case nodes.Text():
                if any(_foreign_phrases(inline.text)):
                    return False
            case nodes.Strong() | nodes.Emphasis():
                if (isinstance(inline, nodes.Emphasis) and inline.dots) or not is_plain(inline.children):
                    return False
            case (
                nodes.Break()
                | nodes.Code()
                | nodes.FactText()
                | nodes.Link()
                | nodes.NoteRef()
                | nodes.PageRef()
                | nodes.Reference()
                | nodes.Formula()
                | nodes.Ruby()
                | nodes.Script()
            ):
                return False
            case _:
                assert_never(inline)
    return True


class _Walker(Struct, frozen=True):
    """Turns inlines into spans; with a `tree` it adds structure elements. `room` is what a line has
    above and below its baseline (EMU)."""

    setter: Setter
    tree: TagTree | None
    room: tuple[int, ...]

    def tag(self, kind: str, parent: int, **more: object) -> int:
        """Add an element and return its number; -1 where nothing is tagged."""
        return self.tree.add(kind, parent, **more) if self.tree else -1

    def walk(  # noqa: C901, PLR0912 (an arm a kind)
        self, inlines: Sequence[nodes.Inline], base: Span, role: str, parent: int
    ) -> Iterator[Span | None]:
        """Yield the spans of `inlines`, like `base` but for text and what the inlines change; None for a line break.
        `role` is the font role of the surrounding text, `parent` its structure element."""
        faces, sheet = self.setter.faces, self.setter.sheet
        for inline in inlines:
            match inline:
                case nodes.Text():
                    yield from self._text(inline.text, base, parent)
                case nodes.FactText():
                    yield from self._fact(inline, base, parent)
                case nodes.PageRef():
                    yield base._replace(text=PAGE)
                case nodes.Code():
                    code = sheet.style("code")
                    yield base._replace(
                        text=inline.text, face=faces.key(code.font, False), size=round(base.size * 0.92)
                    )
                case nodes.Strong():
                    yield from self.walk(inline.children, base._replace(face=faces.key(role, True)), role, parent)
                case nodes.Emphasis() if inline.dots:
                    yield from self.walk(inline.children, base._replace(dots=True), role, parent)
                case nodes.Emphasis():  # Han is never slanted: Kai stands for emphasis
                    kai = "kai" if "kai" in sheet.fonts else role
                    yield from self.walk(inline.children, base._replace(face=faces.key(kai, False)), kai, parent)
                case nodes.Script():
                    small = base._replace(size=round(base.size * SCRIPT), rise=SCRIPT_RISE[inline.position])
                    yield from self.walk(inline.children, small, role, parent)
                case nodes.Link():
                    link = self.tag("Link", parent)
                    linked = base._replace(href=inline.href, color=sheet.accent, tag=link)
                    yield from self.walk(inline.children, linked, role, link)
                case nodes.Reference():
                    link = self.tag("Link", self.tag("Reference", parent))
                    yield base._replace(text=inline.text, href=f"#{inline.target}", tag=link)
                case nodes.Ruby():
                    whole = self.tag("Ruby", parent)
                    under = self.tag("RB", whole)
                    yield base._replace(text=inline.base, ruby=inline.text, tag=under, ruby_tag=self.tag("RT", whole))
                case nodes.NoteRef():
                    yield self._note_mark(inline, base, parent)
                case nodes.Formula():
                    yield from self._formula(inline, base, parent)
                case nodes.Break():
                    yield None
                case _:
                    assert_never(inline)

    def _fact(self, inline: nodes.FactText, base: Span, parent: int) -> Iterator[Span]:
        """Yield a fact: it leads to its entry in the list of sources, which leads back to it."""
        if self.tree is None or not inline.anchor:
            yield from self._text(inline.text, base, parent)
        elif base.href or inline.id not in self.setter.sourced:
            yield base._replace(text=inline.text, anchor=inline.anchor)
        else:
            link = self.tag("Link", parent)
            yield base._replace(text=inline.text, href=f"#{SOURCE}{inline.id}", tag=link, anchor=inline.anchor)

    def _text(self, text: str, base: Span, parent: int) -> Iterator[Span]:
        """Yield text, with foreign phrases as elements of their own."""
        position = 0
        for start, end in _foreign_phrases(text) if self.tree and not base.href else ():
            if start > position:
                yield base._replace(text=text[position:start])
            yield base._replace(text=text[start:end], tag=self.tag("Span", parent, lang="en"))
            position = end
        if position < len(text):
            yield base._replace(text=text[position:])

    def _formula(self, inline: nodes.Formula, base: Span, parent: int) -> Iterator[Span]:
        """Yield a formula, a long one in pieces; one that is too high for its line is set smaller."""
        from jzdocs.layout.formula import set_in_line  # only documents with formulas pay for it

        faces, size, (above, below) = self.setter.faces, base.size, self.room
        pieces = set_in_line(inline.latex, faces, base.face, size, base.color, display=inline.display)
        fitting = min(min(above / max(1, piece.height), below / max(1, piece.depth)) for piece in pieces)
        if fitting < 1:
            size = round(size * max(_LEAST_FORMULA, fitting))
            pieces = set_in_line(inline.latex, faces, base.face, size, base.color, display=inline.display)
        # in a link its text belongs to the link, whose area must not stand in an element within
        tag = base.tag if base.href else self.tag("Formula", parent, alt=formula_text(inline.latex))
        for piece in pieces:
            yield base._replace(text=OBJECT, formula=piece, tag=tag)

    def _note_mark(self, inline: nodes.NoteRef, base: Span, parent: int) -> Span:
        """Return the mark of a note, which leads to the note."""
        link = self.tag("Link", self.tag("Reference", parent))
        if self.tree and not inline.again:
            self.tree.note(inline.number)
        size = round(base.size * SCRIPT)
        href = f"#{AGAIN_ANCHOR if inline.again else NOTE_ANCHOR}{inline.number}"
        return base._replace(text=f"[{inline.number}]", size=size, rise=SCRIPT_RISE["super"], href=href, tag=link)


def _foreign_phrases(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the phrases in another language."""
    return (match.span() for match in _FOREIGN.finditer(text) if match["phrase"])
