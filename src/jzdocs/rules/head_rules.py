"""Rules of what stands above the text (GB/T 9704-2012, 7.2, 7.3.1, 7.3.2): red head, number, title, addressee."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jzdocs.facts.words import words_of
from jzdocs.patterns import compiled
from jzdocs.rules.body_rules import section_of
from jzdocs.rules.colours import is_red, is_red_colour
from jzdocs.rules.elements import NUMBER, SIGNED_OFF
from jzdocs.rules.faces import called, is_face
from jzdocs.rules.finding import BlankFix, Finding, ParagraphFix, RunFix, TextFix, finding
from jzdocs.rules.form import ParagraphForm
from jzdocs.rules.official import Official
from jzdocs.rules.text_form import (
    SIZE_2,
    SIZE_3,
    spans,
    wrong_color,
    wrong_face,
    wrong_indent,
    wrong_lines,
    wrong_size,
)

RED = "FF0000"
_UPWARD = ("请示", "报告")
_RULE = (12, RED)
_PROPER_SECRECY = compiled(r"(?:绝密|机密|秘密)(?:★(?:\d+(?:年|个月)|长期))?")


def wrong_head(official: Official) -> Iterator[Finding]:
    """Yield what is wrong with 份号, 密级, 紧急程度 and 发文机关标志."""
    for paragraph in official.of("head"):
        if not official.form.formed:
            continue
        if not is_red(paragraph):
            runs = tuple(RunFix(paragraph.number, run.start, run.end, color=RED) for run in spans(paragraph))
            yield finding(paragraph, "N105.colour", *runs)
        yield from wrong_face(paragraph, "title", "N105.face")
        if paragraph.align != "center" and not (paragraph.drawn or paragraph.in_table or paragraph.part):
            yield finding(paragraph, "N105.place", ParagraphFix(paragraph.number, align="center", first=0, left=0))
    for paragraph in official.of("secrecy", "urgency"):
        words = paragraph.words
        if official.form.formed:
            yield from wrong_face(paragraph, "hei", "N109.face")
            yield from wrong_size(paragraph, SIZE_3, "N109.size", 31)
        if official.role(paragraph) == "secrecy" and not _PROPER_SECRECY.fullmatch(
            words.replace(" ", "").replace("\u3000", "")
        ):
            proper = re.sub(r"^(绝密|机密|秘密)[☆*＊ \u3000]*", r"\1★", words)
            fix = TextFix(paragraph.number, paragraph.start, paragraph.start + len(words), proper)
            usable = (fix,) if _PROPER_SECRECY.fullmatch(proper) else ()
            yield finding(paragraph, "N109.term", *usable, start=paragraph.start, stated=words)
    for paragraph in official.of("copy_number"):
        if len(paragraph.words) != _DIGITS:
            right = paragraph.words.zfill(_DIGITS) if len(paragraph.words) < _DIGITS else ""
            fixes = (
                (TextFix(paragraph.number, paragraph.start, paragraph.start + len(paragraph.words), right),)
                if right
                else ()
            )
            yield finding(paragraph, "N109.digits", *fixes, stated=paragraph.words)


_DIGITS = 6  # 份号一般用6位 (7.2.1)


def wrong_rule(official: Official) -> Iterator[Finding]:
    """Yield a red head without a red rule below the number (7.2.7)."""
    heads, numbers = official.of("head"), official.of("number")
    if not (official.form.formed and heads and numbers) or official.letter:
        return
    last = numbers[-1]
    title = official.of("title")
    end = title[0].number if title else last.number + 2
    around = [p for p in official.form.paragraphs if heads[0].number <= p.number <= end]
    if any(p.lines is None or p.in_table for p in around):
        return
    drawn = [color for p in around for color in p.lines or ()]
    if any(is_red_colour(color) for color in drawn):
        return
    if drawn:
        yield finding(last, "N106.colour")
        return
    near = [p for p in around if p.number >= last.number - 1]
    rules = [rule for p in near for rule in (p.below, p.above if p.number > last.number else None) if rule]
    fix = ParagraphFix(last.number, below=_RULE)
    if not rules:
        yield finding(last, "N106", fix)
    elif not any(rule.color and is_red_colour(rule.color) for rule in rules):
        holder = next(p for p in near if p.below or (p.above and p.number > last.number))
        side = {"below": _RULE} if holder.below else {"above": _RULE}
        yield finding(holder, "N106.colour", ParagraphFix(holder.number, **side))  # type: ignore[arg-type]


def wrong_number(official: Official) -> Iterator[Finding]:
    """Yield a document number in another form (7.2.5), and documents to a superior without 签发人 (7.2.6)."""
    numbers = official.of("number")
    for paragraph in numbers:
        words = paragraph.words
        match = NUMBER.match(words)
        signed = SIGNED_OFF.search(words)
        if match:
            yield from _form(paragraph, match)
        if official.form.formed:
            yield from wrong_size(paragraph, SIZE_3, "N107.size", 31)
            if match:
                start = max(0, paragraph.text.find(match[0]))
                yield from wrong_face(paragraph, "fang", "N107.face", start, start + len(match[0]))
            if match and not official.letter and official.of("title") and not paragraph.part:
                yield from _place(paragraph, signed, numbers)
        if signed:
            yield from _signer(official, paragraph, signed)
    if official.kind in _UPWARD and official.of("head") and numbers and not official.letter:
        if not any(SIGNED_OFF.search(p.words) for p in numbers) and (
            official.kind == "请示" or official.of("addressee")
        ):
            yield finding(numbers[-1], "N108")


def _form(paragraph: ParagraphForm, match: re.Match[str]) -> Iterator[Finding]:
    """Yield what is wrong with a number's form: its brackets, its year, 第, noughts in front of its serial number."""
    year = match["year"] or match["bare"]
    full = year if len(year) == 4 else f"20{year}"
    right = f"{match['body']}〔{full}〕{int(match['serial'])}号"
    stated = match[0]
    at = paragraph.text.find(stated)
    if stated == right:
        return
    faults = [
        ("N107.brackets", match["open"] != "〔" or match["close"] != "〕"),
        ("N107.year", len(year) != 4),
        ("N107.nth", bool(match["nth"])),
        ("N107.zero", match["serial"].startswith("0")),
    ]
    keys = [key for key, is_there in faults if is_there] or ["N107"]
    fixes = (TextFix(paragraph.number, at, at + len(stated), right),) if at >= 0 else ()
    for key in keys:
        yield finding(paragraph, key, *fixes, start=max(0, at), stated=stated, right=right)


def _place(paragraph: ParagraphForm, signed: object, numbers: Sequence[ParagraphForm]) -> Iterator[Finding]:
    """Yield a number that stands elsewhere than in the middle, in a document without 签发人."""
    upward = signed is not None or any(SIGNED_OFF.search(p.words) for p in numbers)
    if (not upward and paragraph.align != "center") or (not upward and (abs(paragraph.first) > 0.6 or paragraph.start)):
        yield finding(paragraph, "N107.place", ParagraphFix(paragraph.number, align="center", first=0, left=0, right=0))


def _signer(official: Official, paragraph: ParagraphForm, match: re.Match[str]) -> Iterator[Finding]:
    begin = paragraph.text.find("签发人")
    if begin < 0:
        return
    found = SIGNED_OFF.search(paragraph.text, begin)
    if found and found["colon"] != "：":
        place = (found.start("colon"), found.end("colon")) if found["colon"] else (begin + 3, begin + 3)
        yield finding(paragraph, "N108.colon", TextFix(paragraph.number, *place, "："), start=begin)
    if found and official.form.formed and found["names"].strip():
        start = found.start("names")
        wrong = [run for run in spans(paragraph, start, found.end("names")) if not is_face(run.face, "kai")]
        if wrong:
            fixes = tuple(RunFix(paragraph.number, run.start, run.end, face="楷体_GB2312") for run in wrong)
            yield finding(paragraph, "N108.face", *fixes, start=start, stated=wrong[0].face, right=called("kai"))


# --- title


def wrong_title(official: Official) -> Iterator[Finding]:
    """Yield what is wrong with the title: its face, size and place, its line breaks, a mark at its end."""
    titles = official.of("title")
    if official.form.formed:
        for paragraph in [*titles, *official.of("attachment_title")]:
            yield from wrong_face(paragraph, "title", "N110.face")
            yield from wrong_size(paragraph, SIZE_2, "N110.size")
            yield from wrong_color(paragraph)
            if paragraph.align != "center" or paragraph.start or abs(paragraph.first) > _INDENTED:
                blanks = (TextFix(paragraph.number, 0, paragraph.start, ""),) if paragraph.start else ()
                place = ParagraphFix(paragraph.number, align="center", first=0, left=0, right=0)
                yield finding(paragraph, "N110.place", *blanks, place)
        yield from _torn_words(titles)
        yield from _torn_by_width(titles)
    if titles:
        last = titles[-1]
        text = last.text.rstrip(" \n\u3000")
        if text[-1:] in "。，；：.,;:":
            fix = TextFix(last.number, len(text) - 1, len(text), "")
            yield finding(last, "N111.mark", fix, start=len(text) - 1)


_INDENTED = 0.6


def _torn_words(titles: Sequence[ParagraphForm]) -> Iterator[Finding]:
    """Yield line breaks of a title within a word (7.3.1: 回行时要做到词意完整)."""
    whole = "".join(p.text + "\n" for p in titles).rstrip("\n")
    if "\n" not in whole:
        return
    joined = whole.replace("\n", "")
    printed = 0
    for paragraph in titles:
        for offset, char in enumerate(paragraph.text):
            if char != "\n":
                printed += 1
            elif word := _torn(joined, printed):
                head = printed - word[0]
                fixes = (
                    TextFix(paragraph.number, offset, offset + 1, ""),
                    TextFix(paragraph.number, offset - head, offset - head, "\n"),
                )
                yield finding(paragraph, "N111", *fixes, start=offset, stated=joined[word[0] : word[1]])
        if paragraph is not titles[-1] and (word := _torn(joined, printed)):
            yield finding(paragraph, "N111", start=len(paragraph.text), stated=joined[word[0] : word[1]])


def _torn_by_width(titles: Sequence[ParagraphForm]) -> Iterator[Finding]:
    """Yield lines of a title that are too long for the type area, so that a word processor breaks them in a word."""
    for paragraph in titles:
        begin = 0
        for line in paragraph.text.split("\n"):
            end = _line_end(line)
            word = _torn(line, end, strict=True) if end < len(line) else None
            if word is None and end < len(line) and _width(line[end:]) < _SHORTEST * _LINE:
                word = (end - 2, min(end + 2, len(line)))
            if word:
                fixes = tuple(
                    TextFix(paragraph.number, begin + place, begin + place, "\n") for place in _line_ends(line)
                )
                yield finding(paragraph, "N111.width", *fixes, start=begin + end, stated=line[word[0] : word[1]])
            begin += len(line) + 1


_SHORTEST = 0.6  # of a line: a shorter one below a full one is out of proportion
_LINE = 20  # characters of size 2 in 156 mm
_CLOSING = "，。、；：！？）》”’】〕"


def _width(text: str) -> float:
    return sum(1.0 if ord(char) > _LATIN else 0.5 for char in text)


_LATIN = 0x2000


def _line_end(line: str) -> int:
    """Return where a word processor ends the first line of a text in the title's size."""
    width = 0.0
    for place, char in enumerate(line):
        width += _width(char)
        if width > _LINE and char not in _CLOSING:
            return place
    return len(line)


def _line_ends(line: str) -> list[int]:
    """Return where lines of a title end best: at pauses, in lines of about one length."""
    from jzdocs.layout.phrases import IN_A_WORD, pauses

    costs = pauses(line)
    for count in range(2, 6):
        goal = _width(line) / count
        ends: list[int] = []
        start = 0
        for _ in range(count - 1):
            fitting = [
                k for k in range(start + 2, len(line) - 1) if costs[k] < IN_A_WORD and _width(line[start:k]) <= _LINE
            ]
            if not fitting:
                break
            start = min(fitting, key=lambda k: (abs(_width(line[start:k]) - goal) + costs[k] / IN_A_WORD * goal, k))
            ends.append(start)
        if len(ends) == count - 1 and _width(line[start:]) <= _LINE:
            return ends
    return []


def _torn(text: str, place: int, *, strict: bool = False) -> tuple[int, int] | None:
    """Return where the word of a text begins and ends that a place lies in; None between words, and, where somebody
    chose the place (not `strict`), in the middle of a word of four characters, which is two."""
    starts = words_of(text).starts
    begin = max(start for start in starts if start <= place)
    if begin == place or place >= len(text):
        return None
    end = min(start for start in starts if start > place)
    is_two = begin + end == 2 * place and end - begin >= _TWO_WORDS
    return None if is_two and not strict else (begin, end)


_TWO_WORDS = 4


# --- addressee


def wrong_addressee(official: Official) -> Iterator[Finding]:
    """Yield what is wrong with 主送机关 (7.3.2): at the left margin, with a full-width colon at its end."""
    for paragraph in official.of("addressee"):
        text = paragraph.text.rstrip(" \t\n\u3000")
        if not text.endswith("："):
            cut = len(text) - 1 if text[-1] in ":，,；;、.。" else len(text)
            fix = TextFix(paragraph.number, cut, len(text), "：")
            yield finding(paragraph, "N112.colon", fix, start=cut)
        if not official.form.formed:
            continue
        if paragraph.align in ("center", "right"):
            yield finding(paragraph, "N112", ParagraphFix(paragraph.number, align="left", first=0, left=0))
        else:
            for found in wrong_indent(paragraph, 0):
                yield finding(paragraph, "N112", *found.fixes)
        yield from wrong_face(paragraph, "fang", "N113")
        yield from wrong_size(paragraph, SIZE_3, "N114", 31)
        yield from wrong_color(paragraph)
        yield from wrong_lines(paragraph, section_of(official, paragraph))
        above = official.form.paragraphs[paragraph.number - 2 : paragraph.number - 1]
        if above and official.role(above[0]) == "title" and max(above[0].after, paragraph.before) < _BLANK_LINE:
            yield finding(paragraph, "N112.above", BlankFix(paragraph.number))


_BLANK_LINE = 240  # twips
