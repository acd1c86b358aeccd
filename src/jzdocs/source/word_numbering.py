"""Numbers that Word counts: lists, their levels, and what is printed before a paragraph (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from jzdocs.resolve.numbering import chinese
from jzdocs.source.word_package import Package, is_on, value, w

_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
    "japaneseDigitalTenThousand",
}
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_LEGAL = str.maketrans("一二三四五六七八九十百", "壹贰叁肆伍陆柒捌玖拾佰")
_CYCLES = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}


class Level(Struct, frozen=True):
    """A level of a list: the form of its numbers, what stands around them (`%1、`), where they start, the deepest level
    above which they go on counting (-1: none), whether all numbers are in digits, and the style it belongs to."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    restart: int | None = None
    digits: bool = False
    style: str = ""


class ListForm(Struct, frozen=True):
    """A list: the name of the count that it shares with others, its levels by depth, and where it starts anew."""

    count: str
    levels: dict[int, Level]
    starts: dict[int, int]


class ListNumber(Struct, frozen=True):
    """What Word prints before a paragraph: the list and depth that it belongs to, the number as it is printed ("" for
    a bullet), its form, and the count."""

    list_id: str
    depth: int
    printed: str
    form: str
    count: int


class Numbering(Struct):
    """The lists of a Word file by id, and how far each is counted: paragraphs are to be asked for in their order."""

    lists: dict[str, ListForm]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def next(self, list_id: str, depth: int) -> ListNumber:
        """Count a paragraph of a list, and return what is printed before it."""
        form = self.lists.get(list_id)
        if form is None:
            return ListNumber(list_id, depth, "", "bullet", 0)
        counts = self.counts.setdefault(form.count, {})
        if list_id not in self.begun:
            self.begun.add(list_id)
            for level, start in form.starts.items():
                counts[level] = start - 1
        here = form.levels.get(depth, Level("bullet"))
        counts[depth] = counts.get(depth, here.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            restart = form.levels.get(deeper, here).restart
            if restart != 0 and (restart is None or depth < restart):
                del counts[deeper]
        text = "" if here.form == "bullet" else self._printed(form, here, counts)
        return ListNumber(list_id, depth, text, here.form, counts[depth])

    def depth_of(self, list_id: str, style: str) -> int:
        """Return the level of a list that belongs to a paragraph style, else the first."""
        form = self.lists.get(list_id)
        levels = form.levels.items() if form else ()
        return next((depth for depth, level in levels if level.style == style), 0)

    def _printed(self, form: ListForm, level: Level, counts: dict[int, int]) -> str:
        def put(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            above = form.levels.get(depth, Level())
            number = counts.get(depth, above.start)
            return printed_number(number, "decimal" if level.digits else above.form)

        return re.sub(r"%(\d)", put, level.pattern)


def read_numbering(package: Package) -> Numbering:
    """Return the lists of a Word file."""
    part = package.first("numbering")
    if part is None:
        return Numbering({})
    abstract = {a.get(w("abstractNumId"), ""): a for a in part.root.iter(w("abstractNum"))}
    by_style = {value(a, "styleLink"): a for a in abstract.values() if value(a, "styleLink")}
    lists = {}
    for number in part.root.iter(w("num")):
        name = value(number, "abstractNumId") or ""
        if name not in abstract:
            continue
        found = by_style.get(value(abstract[name], "numStyleLink"), abstract[name])
        levels = dict(_levels(found))
        starts: dict[int, int] = {}
        for override in number.iter(w("lvlOverride")):
            depth = _int(override.get(w("ilvl")), 0)
            levels |= dict(_levels(override))
            if (start := value(override, "startOverride")) is not None:
                starts[depth] = _int(start, 1)
        lists[number.get(w("numId"), "")] = ListForm(found.get(w("abstractNumId"), name), levels, starts)
    return Numbering(lists)


def _levels(parent: Any) -> Iterator[tuple[int, Level]]:
    for node in parent.iterchildren(w("lvl")):
        form = value(node, "numFmt") or ("decimal" if node.find(w("numFmt")) is None else "")
        if node.find(w("numFmt")) is None and (custom := node.find(f".//{w('numFmt')}")) is not None:
            form = custom.get(w("val"), "decimal")  # in mc:AlternateContent
        restart = value(node, "lvlRestart")
        yield (
            _int(node.get(w("ilvl")), 0),
            Level(
                form or "decimal",
                value(node, "lvlText") or "",
                _int(value(node, "start"), 1),
                None if restart is None else _int(restart, 0),
                is_on(node.find(w("isLgl"))),
                value(node, "pStyle") or "",
            ),
        )


def _int(text: str | None, default: int) -> int:
    try:
        return int(text) if text else default
    except ValueError:
        return default


def printed_number(number: int, form: str) -> str:
    """Return a number as Word prints it in a form (17.18.59); forms that no Chinese document has are in digits."""
    if form in _CHINESE:
        return chinese(number)
    if form in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return chinese(number).translate(_LEGAL)
    if form in _CIRCLED and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalEnclosedParen" and 0 < number <= 20:
        return chr(0x2474 + number - 1)
    if form == "decimalEnclosedFullstop" and 0 < number <= 20:
        return chr(0x2488 + number - 1)
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("lowerLetter", "upperLetter") and number > 0:
        return chr((97 if form == "lowerLetter" else 65) + (number - 1) % 26) * ((number - 1) // 26 + 1)
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in _CYCLES and number > 0:
        cycle = _CYCLES[form]
        return cycle[(number - 1) % len(cycle)]
    return str(number)


def _roman(number: int) -> str:
    out = ""
    for amount, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        out += letters * (number // amount)
        number %= amount
    return out
