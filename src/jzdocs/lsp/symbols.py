"""The outline of a text, and what of it can be folded: its headings, blocks and front matter, as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lsprotocol import types
from msgspec import Struct

from jzdocs.editing.names import Line, derived_names, lines_of
from jzdocs.lsp.positions import EditorText
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.message import Language, message
from jzdocs.patterns import compiled

_HEADING = compiled(r" {0,3}(#{1,6})[ \t]+(\S.*?)[ \t]*#*[ \t]*$")
_ATTRIBUTES = compiled(r"\s*\{[^{}]*\}\s*$")
_MARKS = compiled(r"\[([^\[\]]*)\]\{[^{}]*\}|(\*\*?|`)(.+?)\2")
_TITLE = compiled(r"title:\s*[\"']?(.*?)[\"']?\s*$")
_KINDS = {"chart": types.SymbolKind.Object, "table": types.SymbolKind.Array, "keyfigures": types.SymbolKind.Number}


class _Part(Struct, frozen=True):
    """A part of a text, from offset to offset: its depth (headings: their level, blocks: deeper than any), its name,
    where that stands, and its kind."""

    start: int
    end: int
    depth: int
    name: str
    name_end: int
    kind: types.SymbolKind
    detail: str = ""


_BLOCK_DEPTH = 9


def outline(source: EditorText, language: Language) -> list[types.DocumentSymbol]:
    """Return the symbols of a text: derived figures, then headings with what stands below each."""
    parts = _parts(source, language)
    return _nested(parts, source)


def folding(source: EditorText) -> list[types.FoldingRange]:
    """Return the front matter, the blocks and the sections of a text by their lines."""
    lines = list(lines_of(source.text))
    front = [line.number for line in lines if line.part == "front"]
    ranges: list[tuple[int, int, types.FoldingRangeKind | None]] = (
        [(front[0], front[-1], None)] if len(front) > 1 else []
    )
    opened: list[int] = []
    for line in lines:
        if line.part == "fence" and opened and _closes(line, lines[opened[-1]]):
            ranges.append((opened.pop(), line.number, None))
        elif line.part == "fence":
            opened.append(line.number)
    for part in _parts(source, "en"):
        if part.depth < _BLOCK_DEPTH and part.depth:
            first, last = source.position(part.start).line, source.position(part.end).line
            while last > first and not source.lines[last].strip():
                last -= 1
            ranges.append((first, last, types.FoldingRangeKind.Region))
    return [
        types.FoldingRange(first, last, kind=kind)
        for first, last, kind in sorted(ranges, key=lambda r: r[:2])
        if last > first
    ]


def _closes(line: Line, opening: Line) -> bool:
    """Return whether a line of marks alone closes the block that another opens."""
    return not line.text.strip(" \t>`~") and line.text.strip(" \t>")[:1] == opening.text.strip(" \t>")[:1]


def _parts(source: EditorText, language: Language) -> list[_Part]:
    """Return the parts of a text in their order, headings with all that stands below them."""
    lines = list(lines_of(source.text))
    length = len(source.text)
    heads = [
        (line, len(match[1]), _plain(match[2]))
        for line in lines
        if line.part == "text" and (match := _HEADING.match(line.text))
    ]
    parts = []
    for index, (line, level, name) in enumerate(heads):
        below = next((other for other, depth, _ in heads[index + 1 :] if depth <= level), None)
        end = below.start - 1 if below else length
        name_end = line.start + len(line.text)
        parts.append(_Part(line.start, end, level, name or line.text.strip(), name_end, types.SymbolKind.String))
    return sorted(
        [*parts, *_blocks(lines), *_derived(lines, source, language)], key=lambda part: (part.start, part.depth)
    )


def _blocks(lines: Sequence[Line]) -> Iterator[_Part]:
    """Yield the charts, tables and key figures of a text."""
    opening: Line | None = None
    title = ""
    for line in lines:
        if line.part == "fence" and opening is None and line.block in _KINDS:
            opening, title = line, ""
        elif line.part == "block" and opening and (match := _TITLE.match(line.text)):
            title = match[1]
        elif line.part == "fence" and opening:
            name = re.sub(r"^[\s>`~]+", "", opening.text).strip()
            shown = title or name
            end = line.start + len(line.text)
            kind = _KINDS[opening.block]
            yield _Part(opening.start, end, _BLOCK_DEPTH, shown, opening.start + len(opening.text), kind, name)
            opening = None


def _derived(lines: Sequence[Line], source: EditorText, language: Language) -> Iterator[_Part]:
    """Yield the front matter, and in it the figures that it derives."""
    front = [line for line in lines if line.part == "front"]
    if not front:
        return
    end = front[-1].start + len(front[-1].text)
    name = worded(message("editor.front_matter"), language)
    yield _Part(front[0].start, end, 0, name, front[0].start + len(front[0].text), types.SymbolKind.Namespace)
    for mention in derived_names(source.text):
        stop = source.text.find("\n", mention.end)
        line_end = stop if stop >= 0 else len(source.text)
        formula = source.text[mention.end : line_end].lstrip(": ")
        yield _Part(
            mention.start, line_end, _BLOCK_DEPTH, mention.name, mention.end, types.SymbolKind.Variable, formula.strip()
        )


def _nested(parts: Sequence[_Part], source: EditorText) -> list[types.DocumentSymbol]:
    roots: list[types.DocumentSymbol] = []
    above: list[tuple[_Part, list[types.DocumentSymbol]]] = []
    for part in parts:
        while above and (above[-1][0].end <= part.start or above[-1][0].depth >= part.depth):
            above.pop()
        children: list[types.DocumentSymbol] = []
        symbol = types.DocumentSymbol(
            name=part.name,
            kind=part.kind,
            range=source.range(part.start, part.end),
            selection_range=source.range(part.start, part.name_end),
            detail=part.detail or None,
            children=children,
        )
        (above[-1][1] if above else roots).append(symbol)
        above.append((part, children))
    return roots


def _plain(text: str) -> str:
    """Return the text of a heading without its marks."""
    bare = _ATTRIBUTES.sub("", text)
    return _MARKS.sub(lambda match: match[1] if match[1] is not None else match[3], bare).strip()
