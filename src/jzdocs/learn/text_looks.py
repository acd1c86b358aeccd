"""How the texts of a sample are set → keys of text styles. What most characters have counts, not most paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct

from jzdocs.learn.sample import Part, Sample, chinese_looks, heaviest, share
from jzdocs.learn.typefaces import Typefaces
from jzdocs.patterns import compiled
from jzdocs.source.word_looks import ParagraphLook, RunLook
from jzdocs.source.word_numbering import printed_number
from jzdocs.source.word_package import value

Keys = dict[str, Any]
BODY_ROLES = ("text", "lead")
_TWIPS = 20
_NUMERALS = compiled(r"[一二三四五六七八九十百]+|\d+(?:[.．]\d+)+|\d+|[①-⑳]")
_LINE_END = compiled(r"[。！？；：]$")


class TextLook(Struct, frozen=True):
    """How a kind of text looks: its letters, how its paragraphs are set, and which share of its characters has these
    letters."""

    run: RunLook
    paragraph: ParagraphLook
    share: float = 1.0


def look_of(parts: Sequence[Part], sample: Sample) -> TextLook | None:
    """Return how most characters of some parts look; None where there are none."""
    looks = [pair for part in parts for pair in chinese_looks(part.runs)]
    letters = [(_letters(look), weight) for look, weight in looks]
    chosen = heaviest(letters)
    if chosen is None:
        return None
    run = next(look for look, _ in looks if _letters(look) == chosen)
    paragraph = heaviest((part.look, part.characters) for part in parts)
    assert paragraph is not None
    return TextLook(run, paragraph, share(letters, chosen))


def body_look(sample: Sample) -> TextLook:
    """Return how the text looks: the longest stretches of it, without run-in headings."""
    parts = [part for part in sample.of("text") if _LINE_END.search(part.text) or part.characters > _LONG]
    found = look_of(parts, sample) or look_of(sample.of(*BODY_ROLES), sample)
    assert found is not None
    return found


_LONG = 40


def _letters(look: RunLook) -> tuple[str, int, bool, str]:
    return look.east, look.size, look.bold, look.color


def text_keys(look: TextLook, sample: Sample, faces: Typefaces) -> Keys:
    """Return the keys of a text style: font, size, weight, colour, alignment, indent, leading, spaces."""
    run, paragraph = look.run, look.paragraph
    height = paragraph.height(run.size, sample.page.pitch)
    size = run.size / 2
    return {
        "font": faces.role(run.east),
        "size": points(size),
        "leading": points(height / _TWIPS),
        "bold": run.bold,
        "color": color_of(run),
        "align": "justify" if paragraph.align == "distribute" else paragraph.align,
        "indent": indent_of(paragraph.first + max(0, paragraph.left), size),
        "before": points(paragraph.before / _TWIPS),
        "after": points(paragraph.after / _TWIPS),
    }


def points(number: float) -> str:
    """Return points as a stylesheet has them."""
    return f"{round(number, 2):g}pt"


def color_of(run: RunLook) -> str:
    """Return the colour of letters as a stylesheet has it; automatic is black."""
    return f"#{run.color or '000000'}"


def indent_of(twips: int, size: float) -> str:
    """Return an indent: in whole ems where it is about so many, else in points."""
    ems = twips / _TWIPS / size
    whole = round(ems)
    return f"{whole}em" if abs(ems - whole) < _NEAR_EM else points(twips / _TWIPS)


_NEAR_EM = 0.08


def numbering_of(parts: Sequence[Part], sample: Sample) -> str | None:
    """Return the pattern of most headings' numbers, `none` where most have none; None where there are no headings."""
    return heaviest((_pattern(part, sample), 1) for part in parts)


def _pattern(part: Part, sample: Sample) -> str:
    counted = _automatic(part, sample)
    if counted:
        return counted
    number = _NUMBER.match(part.text if part.role == "heading" else "".join(run.text for run in part.runs).lstrip())
    return numbering_pattern(part.prefix or (number[0] if number else ""))


_NUMBER = compiled(
    r"\d{1,2}(?:[.．]\d{1,2})*[.．]?[\u3000 ]+(?=[\u4e00-\u9fff])"
    r"|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|\d{1,2}[.．、](?!\d)"
    r"|第[一二三四五六七八九十\d]+[章节条部分篇]+[\s\u3000]*|[①-⑳]"
)


def numbering_pattern(prefix: str) -> str:
    """Return the pattern of a number as it is printed: `（三）` → `（一）`, `2.1` → `1.1`."""
    found = _NUMERALS.search(prefix)
    if found is None:
        return "none"
    numeral = found[0]
    if numeral[0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        form = "①"
    elif numeral[0].isdigit():
        form = ".".join("1" for _ in re.split(r"[.．]", numeral))
    else:
        form = "一"
    before, after = prefix[: found.start()].lstrip(), prefix[found.end() :]
    return f"{before}{form}{after}" if not _NUMERALS.search(after) else "none"


def _automatic(part: Part, sample: Sample) -> str:
    """Return the pattern of the number that Word counts before a heading, "" where it counts none."""
    level = sample.effective.level(part.element)
    if level is None:
        return ""
    pattern, form = value(level, "lvlText") or "", value(level, "numFmt") or "decimal"
    if form in ("bullet", "none") or "%" not in pattern:
        return ""
    suffix = value(level, "suff") or "tab"
    marks = re.findall(r"%\d", pattern)
    if len(marks) > 1:
        digits = ".".join("1" for _ in marks)
        first, last = pattern.index("%"), pattern.rindex("%") + 2
        return f"{pattern[:first]}{digits}{pattern[last:]}" + ("\u3000" if suffix != "nothing" else "")
    printed = printed_number(1, form)
    gap = "\u3000" if suffix != "nothing" and not pattern.endswith(("、", "）", ")", "．", ".")) else ""
    return pattern.replace(marks[0], printed) + gap if printed in ("一", "1", "①") else ""


def fonts_used(sample: Sample) -> list[tuple[str, int]]:
    """Return the Chinese fonts of a sample, each with how many Chinese characters it has."""
    runs = (run for part in sample.parts for run in part.runs)
    return [(run.look.east, weight) for run in runs if (weight := _east(run.text))]


def latin_of(parts: Iterable[Part]) -> str | None:
    """Return the font of most Latin letters and digits; None where there are none."""
    return heaviest((run.look.latin, _latin(run.text)) for part in parts for run in part.runs if _latin(run.text))


def _east(text: str) -> int:
    return sum("\u4e00" <= char <= "\u9fff" for char in text)


def _latin(text: str) -> int:
    return sum(char.isascii() and char.isalnum() for char in text)


def matching(parts: Iterable[Part], test: Callable[[str], Any]) -> list[Part]:
    """Return the parts whose text passes a test."""
    return [part for part in parts if test(part.text)]
