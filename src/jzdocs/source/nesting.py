"""How deep brackets and emphasis of Markdown are nested, seen before it is parsed: a parser looks at all that is open
at each place, so that very many of them take the square of their number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from markdown_it.token import Token

from jzdocs import limits
from jzdocs.errors import DocumentError, Location, Report
from jzdocs.patterns import compiled
from jzdocs.source.source_map import SourceText

_FENCE = compiled(r" {0,3}(`{3,}|~{3,})")
# a bracket or a comment, and a mark of emphasis that can only begin or only end it
_MARK = compiled(
    r"(?P<open>[\[{]|<!--|\\left\b|(?<!\S)[*_~=^]+(?=[^\s*_~=^]))"
    r"|(?P<close>[\]}]|-->|\\right\b|(?<=[^\s*_~=^])[*_~=^]+(?!\S))|\\.",
    re.S,
)


def refuse_deep(source: SourceText) -> None:
    """Raise DocumentError at the place where more brackets and emphasis are open than the limit, in a paragraph."""
    most, opened, fence = limits.current().brackets, 0, ""
    if len(source.text) <= most:
        return
    for number, line in enumerate(source.text.split("\n")):
        mark = _FENCE.match(line)
        if mark:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if fence or not line.strip():  # of a block each line is a text of its own
            opened = 0
        for sign in _MARK.finditer(line):
            opened = max(0, opened + bool(sign["open"]) - bool(sign["close"]))
            if opened > most:
                raise DocumentError("X115", at=source.at(number, sign.start()), most=f"{most:,}")


def refuse_many(tokens: Sequence[Token], place: Callable[[Token], Location]) -> None:
    """Raise DocumentError at the first heading, or the first paragraph or row of a table, beyond the limit."""
    most = limits.current()
    for kinds, count, key in (
        (("heading_open",), most.headings, "X151.headings"),
        (("heading_open", "paragraph_open", "tr_open", "fence", "code_block"), most.blocks, "X151.blocks"),
    ):
        beyond = next(islice((token for token in tokens if token.type in kinds), count, None), None)
        if beyond:
            raise DocumentError(key, at=place(beyond), most=f"{count:,}")


def report_deep(tokens: Sequence[Token], place: Callable[[Token], Location], report: Report) -> None:
    """Report the first token that is nested more deeply than the limit; a list and its item are two levels."""
    most = limits.current().nesting
    deep = next((token for token in tokens if token.level >= 2 * most - 2), None)
    if deep:
        report.error(place(deep), "S030", most=most)
