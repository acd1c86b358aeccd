"""The inline nodes: what stands in a line of text."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from jzdocs.errors import NOWHERE, Location


class Text(Struct, frozen=True):
    """Characters in the surrounding style."""

    text: str
    at: Location = NOWHERE


class Strong(Struct, frozen=True):
    """Strong emphasis: bold."""

    children: tuple[Inline, ...]
    at: Location = NOWHERE


class Emphasis(Struct, frozen=True):
    """Emphasis: Kai for Han (never slanted), or with `dots` a dot below each character (着重号, GB/T 15834, 4.11)."""

    children: tuple[Inline, ...]
    dots: bool = False
    at: Location = NOWHERE


class Script(Struct, frozen=True):
    """Superscript or subscript."""

    children: tuple[Inline, ...]
    position: Literal["super", "sub"]
    at: Location = NOWHERE


class Code(Struct, frozen=True):
    """Inline code: verbatim, no punctuation is normalised."""

    text: str
    at: Location = NOWHERE


class Link(Struct, frozen=True):
    """A link to an address, or to an id of this document where `href` starts with '#'."""

    href: str
    children: tuple[Inline, ...]
    at: Location = NOWHERE


class FactText(Struct, frozen=True):
    """The text of a fact.

    `use` says that it repeats a fact that is marked elsewhere; `anchor` is what links to this place name, given when
    the document is resolved.
    """

    id: str
    text: str
    at: Location = NOWHERE
    use: bool = False
    anchor: str = ""


class NoteRef(Struct, frozen=True):
    """The mark of a footnote; `number` is 0 until notes are numbered. `again` says that an earlier mark leads to the
    same note: this one repeats its number."""

    label: str
    number: int = 0
    again: bool = False
    at: Location = NOWHERE


class Reference(Struct, frozen=True):
    """A cross-reference (`@fig:reuse`); `text` ('图3') is empty until references are resolved. What was `written` as
    another program has it is printed so where there is no target."""

    target: str
    text: str = ""
    at: Location = NOWHERE
    written: str = ""


class PageRef(Struct, frozen=True):
    """The number of the page on which `target` stands; several in a row are printed once a page, parted by 、. Those of
    one `block`, counted from 0, are on one page nearly always; -1 where it is not known."""

    target: str
    at: Location = NOWHERE
    block: int = -1


class Ruby(Struct, frozen=True):
    """Characters with an annotation above them (拼音)."""

    base: str
    text: str
    at: Location = NOWHERE


class Break(Struct, frozen=True):
    """A line break that the author asked for."""

    at: Location = NOWHERE


class Formula(Struct, frozen=True):
    """A formula in a line, in LaTeX that can be read; one to `display` is set large, as if it stood alone."""

    latex: str
    display: bool = False
    at: Location = NOWHERE


Inline = (
    Text | Strong | Emphasis | Script | Code | Link | FactText | NoteRef | Reference | PageRef | Ruby | Break | Formula
)
