"""Numbering of headings and lists (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re

from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import to_twips
from jzdocs.word.ooxml import Element, w

HEADINGS = 1  # the number of the list that headings are bound to
DEEPEST_LIST = 8  # levels of a list are counted from 0 to 8 (17.9.6)
_LEVELS = DEEPEST_LIST + 1


class Numbering:
    """The lists of a document. Headings are one list of several levels, bound to their styles; every other list gets an
    instance of its own (`w:num`), so that each counts from its start."""

    def __init__(self, sheet: Stylesheet) -> None:
        self._hang = to_twips(2 * sheet.body.size)
        self._headings = [heading.numbering for heading in sheet.headings]
        self._lists: list[tuple[bool, int]] = []

    def add(self, *, ordered: bool, start: int) -> int:
        """Add a list, and return its number."""
        self._lists.append((ordered, start))
        return len(self._lists) + HEADINGS

    def element(self) -> Element:
        """Return `w:numbering`."""
        root = w("numbering")
        levels = (heading_level(i, pattern) for i, pattern in enumerate(self._headings))
        root.append(w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=0))
        for ordered in (False, True):
            root.append(
                w(
                    "abstractNum",
                    w("multiLevelType", val="hybridMultilevel"),
                    *(self._level(i, ordered) for i in range(_LEVELS)),
                    abstractNumId=1 + int(ordered),
                )
            )
        root.append(w("num", w("abstractNumId", val=0), numId=HEADINGS))
        for number, (ordered, start) in enumerate(self._lists, HEADINGS + 1):
            override = w("lvlOverride", w("startOverride", val=start), ilvl="0") if ordered else None
            root.append(w("num", w("abstractNumId", val=1 + int(ordered)), override, numId=number))
        return root

    def _level(self, level: int, ordered: bool) -> Element:
        return w(
            "lvl",
            w("start", val="1"),
            w("numFmt", val="decimal" if ordered else "bullet"),
            w("lvlText", val=f"%{level + 1}." if ordered else "•"),
            w("lvlJc", val="left"),
            w("pPr", w("ind", left=self._hang * (level + 1), hanging=self._hang)),
            ilvl=level,
        )


def heading_level(level: int, pattern: str) -> Element:
    """Return a level (from 0) of the headings' list: the stylesheet's pattern (一、 第一章 1.1 ①) as Word writes it
    (17.9.11 for the text, 17.18.59 for the form of numbers)."""
    if match := re.search(r"1(?:\.1)+", pattern):
        depth = match[0].count("1")
        joined = ".".join(f"%{n}" for n in range(max(1, level - depth + 2), level + 2))
        form, text = "decimal", pattern.replace(match[0], joined)
    elif "一" in pattern:
        form, text = "chineseCountingThousand", pattern.replace("一", f"%{level + 1}")
    elif "①" in pattern:
        form, text = "decimalEnclosedCircleChinese", pattern.replace("①", f"%{level + 1}")
    else:
        form, text = "decimal", pattern.replace("1", f"%{level + 1}")
    several = text.count("%") > 1  # all are Arabic then, whatever the forms of their own levels (17.9.4)
    return w(
        "lvl",
        w("start", val="1"),
        w("numFmt", val=form if pattern else "none"),
        w("pStyle", val=f"Heading{level + 1}") if pattern else None,
        w("isLgl") if several else None,
        w("suff", val="nothing"),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        ilvl=level,
    )
