"""Numbering of headings and lists (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from msgspec import Struct

from jzdocs.model import nodes
from jzdocs.resolve.numbering import depth_shown
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import to_twips
from jzdocs.word.ooxml import Element, w

HEADINGS = 1  # the number of the list that headings are bound to
DEEPEST_LIST = 8  # levels of a list are counted from 0 to 8 (17.9.6)
_LEVELS = DEEPEST_LIST + 1
# by this, Word knows a list again in another document (17.9.15); the numbers are ours
_NSID = "6A7A{:04X}"


class _HeadingList(Struct, frozen=True):
    """An instance of the headings' list: from which counts it starts, and a level whose text is another (1.1 → A.1)."""

    number: int
    starts: tuple[int, ...] = ()
    level: int = 0
    labels: tuple[str, ...] = ()


class Numbering:
    """The lists of a document. Headings are one list of several levels, bound to their styles; every other list gets an
    instance of its own (`w:num`), so that each counts from its start.

    Word counts headings itself. Where it would come to another number than ours (an author's own number before, a
    heading without one, a level that was skipped), a new instance of the list starts from the right one; so numbers
    stay right when Word updates its fields, and nothing depends on how a program counts levels that were skipped.
    """

    def __init__(self, sheet: Stylesheet) -> None:
        self._hang = to_twips(2 * sheet.body.size)
        self._headings = [heading.numbering for heading in sheet.headings]
        self._lists: list[tuple[int, bool, int]] = []
        self._heading_lists = [_HeadingList(HEADINGS)]
        # what the current instance has counted at each level, and the levels of which programs differ how far they are
        self._counted = [0] * _LEVELS
        self._unsure: set[int] = set()
        self._last = HEADINGS

    def of_heading(self, block: nodes.Heading) -> int | None:
        """Return the number of the list that numbers a heading: None for that of its style, 0 for none (ECMA-376 Part
        1, 17.9.18)."""
        if not block.counts:
            return 0
        level, current = block.level - 1, self._heading_lists[-1]
        shown = range(level + 1 - depth_shown(self._headings[level]), level)
        follows = level not in self._unsure and self._counted[level] + 1 == block.counts[-1]
        follows = follows and all(self._counted[above] == block.counts[above] for above in shown)
        if not follows or current.labels != block.labels:
            self._last += 1
            current = _HeadingList(self._last, block.counts, level, block.labels)
            self._heading_lists.append(current)
            self._counted, self._unsure = [*block.counts[:-1], *[0] * (_LEVELS - level)], set(range(level))
        self._unsure |= {above for above in range(level) if not self._counted[above]}
        self._unsure -= set(range(level, _LEVELS))
        self._counted[level:] = [block.counts[-1], *[0] * (_LEVELS - level - 1)]
        return None if current.number == HEADINGS else current.number

    def add(self, *, ordered: bool, start: int) -> int:
        """Add a list, and return its number."""
        self._last += 1
        self._lists.append((self._last, ordered, start))
        return self._last

    def element(self) -> Element:
        """Return `w:numbering`."""
        root = w("numbering")
        levels = (heading_level(i, pattern) for i, pattern in enumerate(self._headings))
        head = w("nsid", val=_NSID.format(0)), w("multiLevelType", val="multilevel")
        root.append(w("abstractNum", *head, *levels, abstractNumId=0))
        for ordered in (False, True):
            root.append(
                w(
                    "abstractNum",
                    w("nsid", val=_NSID.format(1 + int(ordered))),
                    w("multiLevelType", val="hybridMultilevel"),
                    *(self._level(i, ordered) for i in range(_LEVELS)),
                    abstractNumId=1 + int(ordered),
                )
            )
        instances = [(headings.number, self._heading_list(headings)) for headings in self._heading_lists]
        for number, ordered, start in self._lists:
            override = w("lvlOverride", w("startOverride", val=start), ilvl="0") if ordered else None
            instances.append((number, w("num", w("abstractNumId", val=1 + int(ordered)), override, numId=number)))
        root.extend(element for _, element in sorted(instances, key=lambda instance: instance[0]))
        return root

    def _heading_list(self, headings: _HeadingList) -> Element:
        """Return an instance of the headings' list, with its own starts (17.9.27) and its own level (17.9.8)."""
        overrides = []
        for level in range(_LEVELS) if headings.starts else ():
            start = headings.starts[level] if level < len(headings.starts) else 1
            own = None
            if headings.labels and level == headings.level:
                own = heading_level(level, self._headings[level], headings.labels)
            overrides.append(w("lvlOverride", w("startOverride", val=max(0, start)), own, ilvl=level))
        return w("num", w("abstractNumId", val=0), *overrides, numId=headings.number)

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


def heading_level(level: int, pattern: str, labels: Sequence[str] = ()) -> Element:
    """Return a level (from 0) of the headings' list: the stylesheet's pattern (一、 第一章 1.1 ①) as Word writes it
    (17.9.11 for the text, 17.18.59 for the form of numbers); `labels` stand for the numbers of levels above."""
    if match := re.search(r"1(?:\.1)+", pattern):
        shown = range(max(1, level - match[0].count("1") + 2), level + 2)
        joined = ".".join(label or f"%{n}" for n, label in zip_longest(shown, labels, fillvalue=""))
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
