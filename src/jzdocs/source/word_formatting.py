"""What the formatting of a Word paragraph says about its role: outline level, numbers that Word counts, bold.

Rules: ECMA-376 Part 1, 17.3.1.20 (outlineLvl), 17.9 (numbering), 17.7.4.3 (basedOn).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from msgspec import Struct, field

from jzdocs.messages.message import Message, message
from jzdocs.resolve.numbering import chinese

_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.I)
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
}
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}


ListLevels = dict[int, tuple[str, str, int]]


class WordMarks(Struct):
    """The styles of a Word file by id, the levels of its lists (form, pattern, start) by list and depth, and counters.

    Numbers of paragraphs are counted as they are asked for, which must be in the order of the file.
    """

    styles: dict[str, Any]
    levels: dict[str, ListLevels]
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def style_names(self, paragraph: Any) -> Iterator[str]:
        """Yield the name of the paragraph's style, then of those that it is based on."""
        yield from (_name(style) for style in self._chain(paragraph))

    def outline(self, paragraph: Any) -> tuple[int, Message] | None:
        """Return the level of a heading (from 1) and its sign: its style, one that it is based on, or an outline
        level; None for other paragraphs."""
        for style in self._chain(paragraph):
            if match := _HEADING.match(_name(style)):
                return min(4, max(1, int(match[1]))), message("sign.style", style=_name(style))
        for node in [paragraph.find(qn("w:pPr")), *(s.find(qn("w:pPr")) for s in self._chain(paragraph))]:
            level = node.find(qn("w:outlineLvl")) if node is not None else None
            if level is not None and int(level.get(qn("w:val"), "9")) < 9:
                return min(4, int(level.get(qn("w:val"))) + 1), message("sign.outline_level")
        return None

    def number(self, paragraph: Any) -> str | None:
        """Return the number that Word prints before a paragraph (`一、`), "" for a bullet, None without either."""
        numbering = self._numbering(paragraph)
        if numbering is None:
            return None
        list_id, depth = numbering
        levels = self.levels.get(list_id, {})
        form, pattern, start = levels.get(depth, ("bullet", "", 1))
        counts = self.counters.setdefault(list_id, {})
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if form in ("bullet", "none"):
            return ""

        def put(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            count = counts.get(level, levels.get(level, ("", "", 1))[2])
            return _printed_number(count, levels.get(level, (form, "", 1))[0])

        return re.sub(r"%(\d)", put, pattern)

    def bold(self, paragraph: Any) -> bool:
        """Return whether all characters of a paragraph are bold by their own formatting."""
        runs = [r for r in paragraph.iter(qn("w:r")) if any((t.text or "").strip() for t in r.iter(qn("w:t")))]
        return bool(runs) and all(_is_on(r.find(f"{qn('w:rPr')}/{qn('w:b')}")) for r in runs)

    def _chain(self, paragraph: Any) -> list[Any]:
        """Return the paragraph's style and those that it is based on."""
        node = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        out: list[Any] = []
        name = node.get(qn("w:val")) if node is not None else None
        while name in self.styles and self.styles[name] not in out:
            out.append(self.styles[name])
            base = out[-1].find(qn("w:basedOn"))
            name = base.get(qn("w:val")) if base is not None else None
        return out

    def _numbering(self, paragraph: Any) -> tuple[str, int] | None:
        """Return the list (numId) of a paragraph and its depth (ilvl), from its own properties or its styles'."""
        for node in [paragraph, *self._chain(paragraph)]:
            properties = node.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            number = properties.find(qn("w:numId")) if properties is not None else None
            if number is None:
                continue
            if number.get(qn("w:val")) == "0":
                return None
            depth = properties.find(qn("w:ilvl"))
            return number.get(qn("w:val"), ""), int(depth.get(qn("w:val"), "0")) if depth is not None else 0
        return None


def word_marks(document: Any) -> WordMarks:
    """Return the styles and lists of an opened Word file."""
    styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
    part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
    root = getattr(part, "element", None)
    levels: dict[str, ListLevels] = {}
    if root is not None:
        abstract = {a.get(qn("w:abstractNumId")): a for a in root.iter(qn("w:abstractNum"))}
        for number in root.iter(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            if link is not None and link.get(qn("w:val")) in abstract:
                levels[number.get(qn("w:numId"))] = dict(_levels(abstract[link.get(qn("w:val"))]))
    return WordMarks(styles, levels)


def _levels(abstract: Any) -> Iterator[tuple[int, tuple[str, str, int]]]:
    for level in abstract.iter(qn("w:lvl")):
        values = {}
        for tag in ("numFmt", "lvlText", "start"):
            node = level.find(qn(f"w:{tag}"))
            values[tag] = node.get(qn("w:val"), "") if node is not None else ""
        form = values["numFmt"] or "decimal"
        yield int(level.get(qn("w:ilvl"), "0")), (form, values["lvlText"], int(values["start"] or 1))


def _printed_number(number: int, form: str) -> str:
    if form in _CHINESE:
        return chinese(number)
    if form in _CIRCLED and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("lowerLetter", "upperLetter"):
        return chr((97 if form == "lowerLetter" else 65) + (number - 1) % 26)
    return str(number)


def _name(style: Any) -> str:
    node = style.find(qn("w:name"))
    return str(node.get(qn("w:val"), "")) if node is not None else ""


def _is_on(node: Any) -> bool:
    return node is not None and node.get(qn("w:val"), "1") not in ("0", "false", "off")
