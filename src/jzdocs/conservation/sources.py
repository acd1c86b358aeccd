"""Source → model: what the lines of a source say is in the document that was read from them, or a finding names the
line.

Texts of the document have their places, so most lines are accounted for by the texts that stand on them. What is left
is looked for where more stands than the line says: hard-wrapped lines become one paragraph, a title goes to the front
matter, a note to the foot.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.conservation.words import letters, placed_words, words
from jzdocs.errors import Diagnostic, Location
from jzdocs.messages.message import Message
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, headings, meta_texts, printed_texts
from jzdocs.patterns import compiled
from jzdocs.resolve.numbering import chinese

Key = tuple[str, int]
_NOTE_MARK = compiled(r"[［\[](\d{1,3})[］\]]|[①-⑳]")


class SourceLine(Struct, frozen=True):
    """A line of a source, without its marks, and the place of its first character."""

    text: str
    at: Location


class Lost(Struct, frozen=True):
    """Words of a source that no document prints, and their place."""

    text: str
    at: Location


def lost_from_source(
    lines: Sequence[SourceLine], document: nodes.Document, findings: Iterable[Diagnostic]
) -> list[Lost]:
    """Return what the lines say and the resolved document does not, unless a finding names the line or the words."""
    present = _texts_by_line(document)
    if document.notes:
        lines = [replace(line, text=_without_marks(line.text, document.notes)) for line in lines]
    deficits = [line for line in lines if _lacks(line, present)]
    if not deficits:
        return []
    reported = _Reported.of(findings)
    elsewhere = _surplus(lines, present) + _front(document)
    return [lost for line in deficits if (lost := _lost(line, present, elsewhere, reported))]


def _without_marks(text: str, notes: Mapping[str, object]) -> str:
    """Return a line with blanks for the marks of footnotes (［1］, ①), which are made anew."""

    def blank(match: re.Match[str]) -> str:
        number = match[1] or str(ord(match[0]) - ord("①") + 1)
        return " " * len(match[0]) if number in notes else match[0]

    return _NOTE_MARK.sub(blank, text)


def _key(at: Location) -> Key:
    return at.path, at.line


def _texts_by_line(document: nodes.Document) -> Mapping[Key, str]:
    """Return what the texts of the document say, by the line on which they begin."""
    texts: dict[Key, list[str]] = defaultdict(list)
    for printed in printed_texts(document):
        texts[_key(printed.at)].append(printed.text)
    for heading in headings(document):  # its number is made anew, in whatever form the source has it
        texts[_key(heading.at)] += (f"{count}\n{chinese(count)}" for count in heading.counts)
    return {key: letters("\n".join(parts)) for key, parts in texts.items()}


def _lacks(line: SourceLine, present: Mapping[Key, str]) -> bool:
    """Return whether a line says more than the texts on it."""
    expected = letters(line.text)
    actual = present.get(_key(line.at), "")
    return expected not in actual and bool(Counter(expected) - Counter(actual))


def _surplus(lines: Sequence[SourceLine], present: Mapping[Key, str]) -> str:
    """Return the texts that say more than their line does, one after another."""
    expected: dict[Key, list[str]] = defaultdict(list)
    for line in lines:
        expected[_key(line.at)].append(line.text)
    joined = {key: letters("\n".join(parts)) for key, parts in expected.items()}
    more = (text for key, text in present.items() if Counter(text) - Counter(joined.get(key, "")))
    return "\n".join(more) + "\n"


def _front(document: nodes.Document) -> str:
    """Return what the front matter and the numbers of headings say, which have no place in the text."""
    meta = document.meta
    extra = [str(value) for value in meta.extra.values()]
    dates = [form for date in (meta.date, meta.official.printed_on) for form in _date_forms(date)]
    dates += [f"{form}印发" for form in _date_forms(meta.official.printed_on)]
    return "\n".join(letters(text) for text in (*meta_texts(meta), *extra, *dates, *_captions(document)))


def _captions(document: nodes.Document) -> Iterator[str]:
    """Yield what is made anew: labels of captions (表1), 单位 before a unit, 文件 in a red head, 附件 above a list."""
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Figure | nodes.Table) and block.number:
            yield f"图{block.number}" if isinstance(block, nodes.Figure) else f"表{block.number}"
        if isinstance(block, nodes.Figure | nodes.Table) and block.unit:
            yield "单位"
        if isinstance(block, nodes.OfficialPart) and block.part == "head":
            yield from (f"{issuer}文件" for issuer in ("", *document.meta.issuer, *document.meta.official.head))
        if isinstance(block, nodes.OfficialPart) and block.part == "attachments":
            yield from map(str, range(1, len(document.meta.official.attachments) + 1))
        if isinstance(block, nodes.OfficialPart):
            yield from _LABELS.get(block.part, ())
        if isinstance(block, nodes.Attachment):
            yield from (f"附件{number}" for number in ("", block.number, _in_chinese(block.number)))


# what the elements of official documents print before their values
_LABELS = {
    "head": ("签发人",),
    "attachments": ("附件",),
    "attendance": ("主持", "出席", "请假", "列席", "记录"),
    "colophon": ("抄报", "抄送", "分送", "印发"),
}


def _in_chinese(number: str) -> str:
    return chinese(int(number)) if number.isdecimal() else number


def _date_forms(text: str) -> Iterator[str]:
    """Yield the ways in which a source may write the date that the front matter has as 2025-03-21."""
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    if match is None:
        return
    year, month, day = match[1], int(match[2]), int(match[3])
    yield from (
        f"{year}年{month}月{day}日",
        f"{year}年{match[2]}月{match[3]}日",
        f"{month}\n{day}",
        f"{year}年{match[2]}月{day}日",
    )
    for nought in "〇零○Ｏ":
        digits = year.translate(str.maketrans("0123456789", nought + "一二三四五六七八九"))
        yield f"{digits}年{chinese(month)}月{chinese(day)}日"


class _Reported(Struct, frozen=True):
    """What findings are about: their lines, and the words that they quote."""

    lines: frozenset[Key]
    quoted: str

    @staticmethod
    def of(findings: Iterable[Diagnostic]) -> _Reported:
        """Return what `findings` are about. Those of figures and lines on the page say nothing of what was read."""
        reading = [finding for finding in findings if finding.code[0] in "SXCR"]
        lines = {key for finding in reading for key in _lines(finding)}
        quoted = "\n".join(letters(text) for finding in reading for text in _strings(finding.arguments.values()))
        return _Reported(frozenset(lines), quoted)


def _lines(finding: Diagnostic) -> Iterator[Key]:
    """Yield the lines of a finding: its own, and with an argument `last` those up to that."""
    at = finding.location
    last = str(finding.arguments.get("last", ""))
    for line in range(at.line, max(at.line, int(last) if last.isdecimal() else 0) + 1):
        yield at.path, line


def _strings(arguments: Iterable[str | Message]) -> Iterator[str]:
    return (argument for argument in arguments if isinstance(argument, str))


def _stands(part: str, here: str, elsewhere: str) -> bool:
    """Return whether a word stands on its line or elsewhere; or its beginning elsewhere and its end on the line, where
    elements of a text were run together."""
    if part in here or part in elsewhere:
        return True
    return any(part[cut:] in here and part[:cut] in elsewhere for cut in range(2, len(part) - 1))


def _lost(line: SourceLine, present: Mapping[Key, str], elsewhere: str, reported: _Reported) -> Lost | None:
    """Return the words of a line that stand nowhere, from the first to the last of them; None where there are none."""
    if _key(line.at) in reported.lines:
        return None
    here = present.get(_key(line.at), "")
    absent = [
        (column, word)
        for column, word in placed_words(line.text)
        if not all(part in reported.quoted or _stands(part, here, elsewhere) for part in words(word))
    ]
    if not absent:
        return None
    first, last = absent[0], absent[-1]
    at = line.at
    place = Location(at.path, at.line, at.column + first[0], at.offset + first[0] if at.offset >= 0 else -1)
    return Lost(line.text[first[0] : last[0] + len(last[1])].strip(), place)
