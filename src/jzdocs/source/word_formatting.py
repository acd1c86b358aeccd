"""What the formatting of a Word file says: the role of a paragraph (style, outline level, number, boldness), and how
the characters of a run look.

Rules: ECMA-376 Part 1, 17.3.1.20 (outlineLvl), 17.7.4.3 (basedOn), 17.7.3 (properties that are on or off).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct, field

from jzdocs.messages.message import Message, message
from jzdocs.patterns import compiled
from jzdocs.source.word_numbering import ListNumber, Numbering, read_numbering
from jzdocs.source.word_package import Package, is_on, value, w
from jzdocs.source.word_symbols import is_symbol_font

_HEADING = compiled(r"(?:heading|标题)\s*(\d)", re.I)


class Looks(Struct, frozen=True):
    """How the characters of a run look, as far as that matters for the text.

    `absent` says why characters that stand in the file are not read: they are hidden, or struck through.
    """

    strong: bool = False
    em: bool = False
    script: Literal["", "sup", "sub"] = ""
    dots: bool = False
    absent: Literal["", "hidden", "struck"] = ""
    font: str = ""


class _RunProperties(Struct, frozen=True):
    """The properties of a run or style as far as they are written there; None: not written."""

    strong: bool | None = None
    em: bool | None = None
    script: Literal["", "sup", "sub"] | None = None
    dots: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    double: bool | None = None
    font: str | None = None


_PLAIN = Looks()
_SCRIPTS: dict[str | None, Literal["sup", "sub"]] = {"superscript": "sup", "subscript": "sub"}


class WordMarks(Struct):
    """The styles of a Word file by id, the id of the default style of paragraphs, and the lists."""

    styles: dict[str, Any]
    numbering: Numbering
    default: str = ""
    _looks: dict[tuple[str, str, bytes], Looks] = field(default_factory=dict)

    def style_names(self, paragraph: Any) -> Iterator[str]:
        """Yield the name of the paragraph's style, then of those that it is based on."""
        yield from (_name(style) for style in self._chain(_paragraph_style(paragraph)))

    def outline(self, paragraph: Any) -> tuple[int, Message] | None:
        """Return the level of a heading (from 1) and its sign: its style, one that it is based on, or an outline
        level; None for other paragraphs."""
        properties = paragraph.find(w("pPr"))
        own = value(properties, "outlineLvl")
        if own is not None and own.isdecimal() and int(own) >= 9:
            return None  # body text, whatever the style says
        chain = self._chain(_paragraph_style(paragraph))
        for style in chain:
            if match := _HEADING.match(_name(style)):
                return min(4, max(1, int(match[1]))), message("sign.style", style=_name(style))
        for node in [properties, *(s.find(w("pPr")) for s in chain)]:
            level = value(node, "outlineLvl")
            if level is not None and level.isdecimal():
                return (min(4, int(level) + 1), message("sign.outline_level")) if int(level) < 9 else None
        return None

    def number(self, paragraph: Any) -> ListNumber | None:
        """Return what Word counts before a paragraph; None where it stands in no list.

        Paragraphs must be asked for in the order of the file."""
        numbering = self._numbering(paragraph)
        return self.numbering.next(*numbering) if numbering else None

    def centred(self, paragraph: Any) -> bool:
        """Return whether a paragraph is set in the middle of the line, by itself or by its style."""
        nodes = [paragraph, *self._chain(_paragraph_style(paragraph))]
        aligned = (value(node.find(w("pPr")), "jc") for node in nodes)
        return next((place for place in aligned if place), "") == "center"

    def bold(self, paragraph: Any) -> bool:
        """Return whether all characters of a paragraph are bold by their own formatting."""
        runs = [r for r in paragraph.iter(w("r")) if any((t.text or "").strip() for t in r.iter(w("t")))]
        return bool(runs) and all(is_on(r.find(f"{w('rPr')}/{w('b')}")) for r in runs)

    def looks(self, run: Any, style: str) -> Looks:
        """Return how a run in a paragraph of a style looks; bold and slant of the paragraph's own style are not of the
        run."""
        properties = run.find(w("rPr"))
        if properties is None and not style:
            return _PLAIN
        key = (style, value(properties, "rStyle") or "", _written(properties))
        if key not in self._looks:
            self._looks[key] = self._resolved(style, key[1], properties)
        return self._looks[key]

    def _resolved(self, style: str, character_style: str, properties: Any) -> Looks:
        base = [_read(s.find(w("rPr"))) for s in reversed(self._chain(style))]
        own = [_read(s.find(w("rPr"))) for s in reversed(self._chain(character_style))]
        if properties is not None:
            own.append(_read(properties))

        def last(name: str, levels: list[_RunProperties]) -> Any:
            return next((v for level in reversed(levels) if (v := getattr(level, name)) is not None), None)

        every = [*base, *own]
        hidden, struck = last("hidden", every), last("struck", every) or last("double", every)
        font = last("font", every) or ""
        return Looks(
            bool(last("strong", own)),
            bool(last("em", own)),
            last("script", every) or "",
            bool(last("dots", every)),
            "hidden" if hidden else "struck" if struck else "",
            font if is_symbol_font(font) else "",
        )

    def _chain(self, name: str | None) -> list[Any]:
        """Return a style and those that it is based on."""
        out: list[Any] = []
        while name in self.styles and self.styles[name] not in out:
            out.append(self.styles[name])
            name = value(out[-1], "basedOn")
        return out

    def _numbering(self, paragraph: Any) -> tuple[str, int] | None:
        """Return the list (numId) of a paragraph and its depth (ilvl), from its own properties or its styles'."""
        found: str | None = None
        depth: int | None = None
        style = ""
        for node in [paragraph, *self._chain(_paragraph_style(paragraph))]:
            properties = node.find(f"{w('pPr')}/{w('numPr')}")
            level = value(properties, "ilvl")
            if depth is None and level and level.isdecimal():
                depth = int(level)
            number = value(properties, "numId")
            if number is not None:
                found, style = number, node.get(w("styleId"), "")
                break
        if not found or found == "0":
            return None
        return found, self.numbering.depth_of(found, style) if depth is None else depth


def word_marks(package: Package) -> WordMarks:
    """Return the styles and lists of a Word file."""
    part = package.first("styles")
    styles = {s.get(w("styleId"), ""): s for s in part.root.iter(w("style"))} if part else {}
    return WordMarks(styles, read_numbering(package))


def paragraph_style(paragraph: Any) -> str:
    """Return the id of a paragraph's style, "" where it has none of its own."""
    return _paragraph_style(paragraph) or ""


def _paragraph_style(paragraph: Any) -> str | None:
    return value(paragraph.find(w("pPr")), "pStyle")


def shifted_script(run: Any) -> Literal["", "sup", "sub"]:
    """Return whether a run is raised or lowered by a distance, with a size of its own, as LibreOffice has m²
    (17.3.2.24); longer text and Chinese is only moved up or down."""
    properties = run.find(w("rPr"))
    if properties is None or properties.find(w("sz")) is None:
        return ""
    try:
        distance = int(value(properties, "position") or "0")
    except ValueError:
        return ""
    text = "".join(t.text or "" for t in run.iterchildren(w("t")))
    if not 0 < len(text) <= _LONGEST_SCRIPT or not text.isascii():
        return ""
    return "sup" if distance >= _RAISED else "sub" if distance <= _LOWERED else ""


_LONGEST_SCRIPT = 5
_RAISED, _LOWERED = 4, -2  # half-points
_READ = {w(tag) for tag in ("b", "i", "vertAlign", "em", "vanish", "strike", "dstrike", "rFonts")}


def _written(properties: Any) -> bytes:
    """Return what tells apart the properties that matter for how a run looks."""
    if properties is None:
        return b""
    read = (child for child in properties if child.tag in _READ)
    return "".join(f"{child.tag}={sorted(child.attrib.items())}" for child in read).encode()


def _read(properties: Any) -> _RunProperties:
    """Return the properties that are written in an `w:rPr`."""
    if properties is None:
        return _RunProperties()

    def switch(tag: str) -> bool | None:
        node = properties.find(w(tag))
        return None if node is None else is_on(node)

    script, dots = value(properties, "vertAlign"), value(properties, "em")
    fonts = properties.find(w("rFonts"))
    return _RunProperties(
        switch("b"),
        switch("i"),
        None if script is None else _SCRIPTS.get(script, ""),
        None if dots is None else dots not in ("", "none"),
        switch("vanish"),
        switch("strike"),
        switch("dstrike"),
        (fonts.get(w("ascii")) or fonts.get(w("hAnsi"))) if fonts is not None else None,
    )


def _name(style: Any) -> str:
    return value(style, "name") or ""
