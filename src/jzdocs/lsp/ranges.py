"""Which characters of a text a finding is about: the number or name that it quotes, not only where its line begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzdocs.errors import Diagnostic
from jzdocs.lsp.positions import EditorText
from jzdocs.patterns import compiled

# arguments that quote the text, the most exact first
_QUOTED = ("stated", "raw", "mark", "char", "target", "id", "label", "href", "path", "text", "name", "date", "kind")
_QUOTED_LATER = ("unknown", "info", "key", "other", "unit", "subject")
_NUMBER = compiled(r"[+\-−]?\d[\d,.]*(?:\s*[%％‰])?")
_TOKEN = compiled(r"[+\-−]?\d[\d,.]*[^\W\d_]{0,6}[%％‰]?|[\w.-]+|\S")
_MOST_LINES = 500


def finding_range(finding: Diagnostic, source: EditorText) -> tuple[int, int]:
    """Return the offsets of what a finding of this text is about.

    That is what it quotes: at its place, behind that in its line or in a line below it of the same block, or before
    it in its line. Where the text does not show that, it is the word at its place, or the whole line where the place is
    the beginning of one.
    """
    lines = source.lines
    number = min(max(finding.location.line, 1), len(lines)) - 1
    column = max(finding.location.column, 1) - 1
    for quoted in _quoted(finding):
        place = _find(quoted, number, column, lines)
        if place:
            start = source.line_start(place[0]) + place[1]
            return start, start + len(quoted)
    start, line = source.line_start(number), lines[number]
    indent = len(line) - len(line.lstrip())
    if column > indent and (token := _TOKEN.match(line, column)):
        return start + column, start + token.end()
    end = len(line.rstrip())
    return (start + indent, start + end) if end > indent else (start, start + len(line))


def _quoted(finding: Diagnostic) -> Iterator[str]:
    """Yield texts that a finding may quote: first whole ones, then only the number in what is stated."""
    for name in (*_QUOTED, *_QUOTED_LATER):
        value = finding.arguments.get(name)
        if isinstance(value, str) and value.strip() and "\n" not in value and not value.endswith("…"):
            yield value
            if name == "target":
                yield value.partition(":")[2] or value
    stated = finding.arguments.get("stated")
    if isinstance(stated, str) and (digits := _NUMBER.search(stated)):
        yield digits[0]


def _find(quoted: str, number: int, column: int, lines: list[str]) -> tuple[int, int] | None:
    """Return line and column (from 0) of a text; None where it is not near its place."""
    for index in range(number, min(len(lines), number + _MOST_LINES)):
        line = lines[index]
        if index > number and not line.strip():
            break
        found = _whole(line, quoted, column if index == number else 0)
        if found < 0 and index == number and column:
            found = _whole(line, quoted, 0)
        if found >= 0:
            return index, found
    return None


def _whole(line: str, quoted: str, start: int) -> int:
    """Return where a text stands in a line, from `start` on, where it is no part of a longer number or word; -1 where
    it does not."""
    for match in re.finditer(re.escape(quoted), line[start:]):
        place, end = start + match.start(), start + match.end()
        before, behind = line[place - 1 : place], line[end : end + 1]
        if _divides(before, quoted[0]) and _divides(quoted[-1], behind):
            return place
    return -1


def _divides(left: str, right: str) -> bool:
    """Return whether a number or a Latin word may end between two characters."""
    if right.isdigit() and (left.isdigit() or left in tuple(".,")):
        return False
    return not (left.isascii() and left.isalpha() and right.isascii() and right.isalpha())
