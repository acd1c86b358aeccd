"""Where names are written in a source: those of figures, and the ids of charts, tables, headings and formulas.

The text is looked at line by line, as it stands in an editor, so that a text that cannot be read at the moment has its
names too. What is found is never proof: an edit made from it is proved by reading the text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from jzdocs.patterns import compiled

_FENCE = compiled(r"^[ \t>]*(`{3,}|~{3,})[ \t]*(\w*)")
_KEY = compiled(r"[^\s#:\-'\"][^:]*(?=:(?:\s|$))")
_CODE = compiled(r"(?<![`\\])(`+)(?!`)(.*?)(?<!`)\1(?!`)")
_DEFINED = compiled(r"(?<=\]\{#)([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)(?=\})")
_REFERENCE = compiled(r"@(?:fig|tbl|sec|eq):([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)")
_ID = compiled(r"\{[^{}#]*#([A-Za-z0-9_:.-]+)[^{}]*\}")
_DERIVED = compiled(r"\s+[\"']?([\w.-]+)[\"']?\s*:")
_FENCE_ID = compiled(r"^[ \t>]*[`~]{3,}[ \t]*\w+[ \t]*\{?#([A-Za-z0-9_:.-]+)")
_USED = compiled(r"@fact:([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)|@fact:\{([\w.-]+)(?::\w+)?\}")
_WORD = compiled(r"[^\W\d][\w-]*(?:\.[\w-]+)*")
_TEXT_KEYS = ("title", "unit", "alt", "note", "notes", "label", "context", "source", "group", "detail", "text")
_VALUE_KEYS = ("rows", "panels", "today", "facts")
BLOCKS = ("chart", "keyfigures", "table")

Part = Literal["text", "front", "block", "code", "fence"]


class Line(Struct, frozen=True):
    """A line of a source: its number and offset (from 0), and what it is part of.

    `block` is the kind of the fenced block that it stands in or opens; `key` is the key without an indent, of the
    block or the front matter, that its value belongs to.
    """

    number: int
    start: int
    text: str
    part: Part
    block: str = ""
    key: str = ""


class Mention(Struct, frozen=True):
    """A name from `start` to `end` in a text."""

    start: int
    end: int
    name: str


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a text whose line ends are `\\n`. Columns hold text, and blocks of their own."""
    position, key = 0, ""
    fences: list[tuple[str, str]] = []  # the marks that close each, and its kind
    parts = text.split("\n")
    first = next((number for number, line in enumerate(parts) if line.strip()), len(parts))
    is_front = first < len(parts) and parts[first].rstrip() == "---"
    for number, line in enumerate(parts):
        if is_front:
            ends = number > first and line.rstrip() in ("---", "...")
            key = (found[0].strip() if (found := _KEY.match(line)) else key) if line[:1].strip() else key
            yield Line(number, position, line, "front", "", "" if ends else key)
            is_front, key = not ends, "" if ends else key
        else:
            mark = _FENCE.match(line)
            is_within = bool(fences) and fences[-1][1] != "columns"
            if mark and fences and line.strip(" \t>").rstrip() == mark[1] and mark[1].startswith(fences[-1][0]):
                yield Line(number, position, line, "fence", fences.pop()[1])
            elif mark and not is_within and "`" not in line[mark.end() :]:
                fences.append((mark[1], mark[2]))
                key = ""
                yield Line(number, position, line, "fence", mark[2])
            elif is_within:
                key = found[0].strip() if (found := _KEY.match(line)) else key
                kind = fences[-1][1]
                yield Line(number, position, line, "block" if kind in _SPECIFIED else "code", kind, key)
            else:
                yield Line(number, position, line, "text")
        position += len(line) + 1


_SPECIFIED = frozenset(
    (
        *BLOCKS,
        *("contents", "figures", "sources", "cover", "title", "pagebreak", "attachment", "redhead", "addressees"),
        *("attachments", "signature", "attendance", "colophon"),
    )
)


def name_places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where the name of a figure is written: in marks, references, blocks, and formulas of the front matter."""
    own = re.escape(name)
    anywhere = re.compile(
        rf"(?<=\]\{{#){own}(?=\}})|(?<=@fact:){own}(?![A-Za-z0-9_-]|\.[A-Za-z0-9_-])|(?<=@fact:\{{){own}(?=(?::\w+)?\}})"
    )
    in_block = re.compile(rf"(?<![\w.#])(?<![\w.]-){own}(?![\w-]|\.[\w-])")
    for line in lines_of(text) if name else ():
        if line.part in ("code", "fence") or name not in line.text:
            continue
        places = {match.span() for match in anywhere.finditer(line.text)}
        if line.part == "block":
            places |= {match.span() for match in in_block.finditer(line.text) if _is_name_here(line, match)}
        elif line.key == "derived":
            places |= {match.span() for match in in_block.finditer(line.text)}
        codes = code_spans(line)
        for start, end in sorted(places):
            if not any(first <= start < last for first, last in codes):
                yield line.start + start, line.start + end


def code_spans(line: Line) -> list[tuple[int, int]]:
    """Return where code stands in a line of running text."""
    return [match.span() for match in _CODE.finditer(line.text)] if line.part == "text" and "`" in line.text else []


def _is_name_here(line: Line, match: re.Match[str]) -> bool:
    """Return whether a word in a block is the name of a figure: a value, or in braces within a text."""
    before, behind = line.text[: match.start()], line.text[match.end() :]
    if re.search(r"\{\s*$", before) and re.match(r"\s*(?::\w+)?\}", behind):
        return True
    if re.search(r"@\w*:$", before) or re.search(r"(?:^|\s)#", before) or re.match(r"\s*:(?:\s|$)", behind):
        return False
    if before.count('"') % 2 == 1 and not re.search(r'"\s*$', before):
        return False
    key = re.findall(r"([\w]+)[\"']?\s*:\s", before)
    if line.block == "keyfigures":
        return bool(key) and key[-1] == "figure"
    if line.block == "table":
        return "spark" in before or line.key == "sparklines"
    is_value = ":" in before or before.lstrip().startswith("-")
    return line.key in _VALUE_KEYS and is_value and not (key and key[-1] in _TEXT_KEYS)


def marked_names(text: str) -> list[Mention]:
    """Return the marks that name a figure (`[24.6%]{#name}`), in their order."""
    return [
        Mention(line.start + match.start(1), line.start + match.end(1), match[1])
        for line in lines_of(text)
        if line.part not in ("code", "fence") and "]{#" in line.text
        for match in _outside_code(_DEFINED, line)
    ]


def derived_names(text: str) -> list[Mention]:
    """Return the names that `derived:` of the front matter defines."""
    return [
        Mention(line.start + match.start(1), line.start + match.end(1), match[1])
        for line in lines_of(text)
        if line.part == "front" and line.key == "derived" and (match := _DERIVED.match(line.text))
    ]


def ids(text: str) -> list[Mention]:
    """Return the ids of charts, tables, pictures, headings and formulas where they are given."""
    out = []
    for line in lines_of(text):
        if line.part == "fence" and (match := _FENCE_ID.match(line.text)):
            out.append(Mention(line.start + match.start(1), line.start + match.end(1), match[1]))
        elif line.part == "text" and "#" in line.text:
            out += [
                Mention(line.start + match.start(1), line.start + match.end(1), match[1])
                for match in _outside_code(_ID, line)
                if not line.text[: match.start()].endswith("]") or line.text.lstrip().startswith("#")
            ]
    return out


def references(text: str) -> list[Mention]:
    """Return the references to ids (`@fig:id`), each with its whole name and the place of that."""
    return [
        Mention(line.start + match.start() + 1, line.start + match.end(), match[0][1:])
        for line in lines_of(text)
        if line.part not in ("code", "fence") and "@" in line.text
        for match in _outside_code(_REFERENCE, line)
    ]


def _outside_code(pattern: re.Pattern[str], line: Line) -> Iterator[re.Match[str]]:
    codes = code_spans(line)
    for match in pattern.finditer(line.text):
        if not any(first <= match.start() < last for first, last in codes):
            yield match


def figure_at(text: str, offset: int) -> Mention | None:
    """Return the name of a figure that stands at an offset, or ends there; None where none does."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    patterns = (_DEFINED, _USED, _WORD)
    spans = {
        (start + match.start(group), start + match.end(group))
        for pattern in patterns
        for match in pattern.finditer(line)
        for group in range(pattern.groups + 1)
        if match[group] is not None and start + match.start(group) <= offset <= start + match.end(group)
    }
    for first, last in sorted(spans, key=lambda span: span[1] - span[0], reverse=True):
        if (first, last) in name_places(text, text[first:last]):
            return Mention(first, last, text[first:last])
    return None


def id_at(text: str, offset: int) -> Mention | None:
    """Return the id that stands at an offset, where it is given or referred to; None where none does."""
    found = (mention for mention in (*references(text), *ids(text)) if mention.start <= offset <= mention.end)
    return next(found, None)


def id_places(text: str, name: str) -> list[Mention]:
    """Return where an id is given, then where it is referred to; `name` may be that of a reference."""
    given = given_id(text, name)
    if given is None:
        return []
    uses = [mention for mention in references(text) if given.name in (mention.name, mention.name.partition(":")[2])]
    return [given, *uses]


def given_id(text: str, name: str) -> Mention | None:
    """Return where the id is given that a reference names: with its kind (`fig:reuse`), else without it."""
    every = ids(text)
    for asked_name in dict.fromkeys((name, name.partition(":")[2])):
        if found := next((mention for mention in every if asked_name and mention.name == asked_name), None):
            return found
    return None
