"""What a source should say after an edit in Word, found without the code that brings edits back: a splitter of its own
finds the text of each paragraph in the source, and where it finds none, what a rebuilt file says is compared with what
the edited one says."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from lxml import etree
from msgspec import Struct

from word_edits import PARA_ID, W, WordFile, in_table, is_item, style_of, text_of

_NUMBERS = re.compile(r"[一二三四五六七八九十百千万亿零〇\d]+|[^\w]|_", re.A)
_MARKS = re.compile(r"\{#[^{}]+\}|\[\^[^\]]+\]|@(?:fact|fig|tbl|sec|eq):(?:\{(?:[^{}]|\{\{[^{}]*\}\})*\}|[\w.\-]+)")


class Lines(Struct, frozen=True):
    """Lines of a source, the first and the last (from 0), that make a paragraph; `kind` is text, heading, item, quote
    or note; `fixed` says that a template makes them."""

    first: int
    last: int
    kind: str
    fixed: bool = False


def split(source: str) -> list[Lines]:
    """Return the paragraphs of a source with their lines; blocks of YAML and tables have none."""
    lines = source.split("\n")
    found: list[Lines] = []
    number = lines.index("---", 1) + 1 if lines[0] == "---" else 0
    loops = 0
    while number < len(lines):
        line = lines[number]
        loops += len(re.findall(r"\{%-? *(?:for|if|macro|call)\b", line)) - len(re.findall(r"\{%-? *end\w+", line))
        fence = re.match(r"(`{3,})(\w*)", line)
        last = number
        if fence and not fence[2].startswith("columns"):
            while fence[2] and not lines[last + 1].startswith(fence[1]):
                last += 1
            last += bool(fence[2])
        elif line.strip() and not line.lstrip().startswith(("|", "{%", "`", "<!--", "![", "$$")):
            kind = _kind(line)
            while kind != "heading" and last + 1 < len(lines) and _goes_on(lines[last + 1], kind):
                last += 1
            found.append(Lines(number, last, kind, loops > 0 or "{{" in "".join(lines[number : last + 1])))
        number = last + 1
    return found


def _kind(line: str) -> str:
    if re.match(r"\s*(?:[-*+]|\d+[.)])\s", line):
        return "item"
    signs = {"#": "heading", ">": "quote", "[": "note" if line.startswith("[^") else "text"}
    return signs.get(line[0], "text")


def _goes_on(line: str, kind: str) -> bool:
    if kind == "quote":
        return line.startswith(">") and bool(line[1:].strip())
    return bool(line.strip()) and not re.match(r"\s*(?:[-*+#`|>]|\d+[.)]\s|\[\^|\{%|\$\$|!\[|<!--)", line)


def pattern(raw: str) -> re.Pattern[str]:
    """Return a pattern for what lines of Markdown print."""
    raw = re.sub(r"^\s*(?:#+|>|[-*+]|\d+[.)]|\[\^[^\]]+\]:)\s+", "", raw)
    raw = re.sub(r"\n\s*>?\s*", "", raw)
    raw = re.sub(r"\s*\{(?:#[^}]*|-|\.unnumbered)\}\s*$", "", raw)
    raw = re.sub(r"\[((?:[^\[\]])*)\]\{[#.r][^}]*\}", r"\1", raw)
    raw = re.sub(r"\[\^[^\]]+\]", "\0", raw)
    raw = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", raw)
    raw = _MARKS.sub("\0", re.sub(r"\{\{.*?\}\}|(?<!\\)\$[^$]+\$", "\0", raw))
    raw = re.sub(r"</?su[pb]>|[*`\\]", "", raw)
    return re.compile("".join(".*?" if c == "\0" else r"[\s\u3000]*" if c.isspace() else _character(c) for c in raw))


def _character(sign: str) -> str:
    return re.escape(sign) if sign.isalnum() else ".?" if sign in "-." else "."


_HEAD = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|[\d.]+(?:[.．、]|\s))\s*")


def bare(text: str) -> str:
    """Return a text without the number of a heading."""
    return _HEAD.sub("", text.strip(" \u3000\t"))


class Source(Struct, frozen=True):
    """A file that a Word file was built from: its name, text and lines, and the paragraphs that it makes, by the places
    of these in the Word file."""

    name: str
    text: str
    lines: Sequence[str]
    at: Mapping[int, Lines]

    def without(self, span: Lines) -> str:
        return "\n".join([*self.lines[: span.first], *self.lines[span.last + 1 :]])

    def raw(self, span: Lines) -> str:
        return "\n".join(self.lines[span.first : span.last + 1])

    def replaced(self, span: Lines, raw: str) -> str:
        return "\n".join([*self.lines[: span.first], raw, *self.lines[span.last + 1 :]])

    def with_lines(self, before: int, *lines: str) -> str:
        """Return the text with lines before one."""
        return "\n".join([*self.lines[:before], *lines, *self.lines[before:]])


def sources_of(file: WordFile, texts: Mapping[str, str]) -> list[Source]:
    """Return the sources of a file with the paragraphs that they make."""
    paragraphs = [bare(text_of(p)) if not in_table(p) else "" for p in file.paragraphs()]
    sources = []
    for name, text in texts.items():
        lines = text.split("\n")
        spans = [(span, pattern("\n".join(lines[span.first : span.last + 1]))) for span in split(text)]
        at, used = {}, set[int]()
        for place, shown in enumerate(paragraphs):
            found = (i for i, (_, rule) in enumerate(spans) if i not in used and shown and rule.fullmatch(shown))
            number = next(found, None)
            if number is not None:
                at[place] = spans[number][0]
                used.add(number)
        sources.append(Source(name, text, lines, at))
    return sources


def normal(text: str) -> str:
    """Return a source with one blank line where there are several, and none behind the line that begins columns."""
    return re.sub(r"(?m)^(`{3,}columns[^\n]*)\n+", r"\1\n", re.sub(r"\n\s*\n+", "\n\n", text)).strip()


def marks_of(texts: Mapping[str, str]) -> Counter[str]:
    """Return the names, notes and references in sources."""
    return Counter(mark for text in texts.values() for mark in _MARKS.findall(text))


# --- what files say


class Sayings(Struct, frozen=True):
    """What a file says, without numbers and without what jzdocs made: its text in order, and what stands in tables and
    around figures, in any order (figures float)."""

    text: Sequence[str]
    others: Mapping[str, int]


_FLOATING = re.compile(r"caption|note|source|key|label|context|card|figure", re.I)


def generated_ids(file: WordFile) -> set[str]:
    """Return the ids of the paragraphs that jzdocs made by itself, by the record in a file."""
    for name, content in file.parts.items():
        if re.fullmatch(r"customXml/item\d+\.xml", name) and b"urn:jzdocs:source" in content:
            record = json.loads(etree.fromstring(content).text or "{}")
            return {entry[0] for entry in record["body"] if not isinstance(entry, int) and not entry[2]}
    return set()


def sayings(file: WordFile, generated: set[str]) -> Sayings:
    """Return what a file says; `generated` are the ids of paragraphs that are left out."""
    names = {id_: name for name, id_ in file.styles.items()}
    text, others = [], Counter[str]()
    for paragraph in file.paragraphs():
        key = _NUMBERS.sub("", text_of(paragraph)).lower()
        if not key or (paragraph.get(PARA_ID) in generated and paragraph.get(PARA_ID)):
            continue
        style = names.get(style_of(paragraph), "")
        if (
            in_table(paragraph)
            or next(paragraph.iterancestors(W + "footnote"), None) is not None
            or _FLOATING.search(style)
        ):
            others[key] += 1
        else:
            shape = style if style.startswith("heading") else "item" if is_item(paragraph) else ""
            text.append(f"{shape}:{key}")
    return Sayings(text, others)


def table_texts(file: WordFile) -> list[list[list[str]]]:
    """Return the texts of all tables by rows."""
    return [
        [[_NUMBERS.sub("", text_of(cell)) for cell in row.findall(W + "tc")] for row in table.findall(W + "tr")]
        for table in file.body.iter(W + "tbl")
    ]


def says_same(first: WordFile, second: WordFile, generated: tuple[set[str], set[str]]) -> bool:
    """Return whether two files say the same."""
    return sayings(first, generated[0]) == sayings(second, generated[1])
