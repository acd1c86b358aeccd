"""Inlines in a text style → spans in faces, as paragraphs are prepared from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from jzdocs.layout.prepare import Span
from jzdocs.model import nodes as n
from jzdocs.style.faces import Faces
from jzdocs.style.sheet import Stylesheet, TextStyle

_SCRIPT = 0.62
_RISE = {"super": 380, "sub": -140}


def spans(inlines: Sequence[n.Inline], style: TextStyle, sheet: Stylesheet, faces: Faces) -> list[list[Span]]:
    """The spans of `inlines`, parted where the author breaks a line."""
    out: list[list[Span]] = [[]]
    base = Span("", faces.key(style.font, style.bold), style.size, style.color)
    for piece in _walk(inlines, base, style.font, sheet, faces):
        if piece is None:
            out.append([])
        else:
            out[-1].append(piece)
    return out


def _walk(inlines: Sequence[n.Inline], base: Span, role: str, sheet: Stylesheet, faces: Faces) -> Iterator[Span | None]:
    for inline in inlines:
        match inline:
            case n.Text() | n.FactText():
                yield base._replace(text=inline.text)
            case n.Code():
                code = sheet.style("code")
                yield base._replace(text=inline.text, face=faces.key(code.font, False), size=round(base.size * 0.92))
            case n.Strong():
                yield from _walk(inline.children, base._replace(face=faces.key(role, True)), role, sheet, faces)
            case n.Emphasis():  # Han is never slanted: Kai stands for emphasis
                kai = "kai" if "kai" in sheet.fonts else role
                yield from _walk(inline.children, base._replace(face=faces.key(kai, False)), kai, sheet, faces)
            case n.Script():
                small = base._replace(size=round(base.size * _SCRIPT), rise=_RISE[inline.position])
                yield from _walk(inline.children, small, role, sheet, faces)
            case n.Link():
                linked = base._replace(href=inline.href, color=sheet.accent)
                yield from _walk(inline.children, linked, role, sheet, faces)
            case n.Reference():
                yield base._replace(text=inline.text, href=f"#{inline.target}")
            case n.NoteRef():
                size = round(base.size * _SCRIPT)
                yield base._replace(text=f"[{inline.number}]", size=size, rise=_RISE["super"], href=f"#jz-note-{inline.number}")
            case n.Break():
                yield None
            case _:
                assert_never(inline)
