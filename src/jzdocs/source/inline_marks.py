"""Inline marks of other Markdown dialects: those with an obvious meaning are rules of the parser (notes in the line,
super- and subscript, highlighting, references of Quarto and bookdown), others are text that is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from jzdocs.patterns import compiled

_SUPERSCRIPT = compiled(r"\^([0-9+\-−–—*,A-Za-z\u2032]{1,8}|[\u4e00-\u9fff]{1,4}\d{0,2})\^(?![A-Za-z0-9^])")
_SUBSCRIPT = compiled(r"~([0-9]{1,2}\.[0-9]{1,2}|[0-9+\-]{1,4}|[a-zA-Z]{1,3}(?=~[^A-Za-z]|~$))~(?![0-9~])")
_HIGHLIGHT = compiled(r"==(?=[^\s=])(?:[^=\n]|=(?!=)){0,500}[^\s=]==(?![=A-Za-z0-9])|==[^\s=]==(?![=A-Za-z0-9])")
_BOOKDOWN = compiled(r"\\@ref\(((?:(?:fig|tab|tbl|sec):)?[\w.-]+)\)")
_QUARTO = compiled(r"@(fig|tbl|sec)-([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)")


def add_inline_marks(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.inline.ruler.before("emphasis", "script", _script)
    md.inline.ruler.before("emphasis", "highlight", _highlight)
    md.inline.ruler.before("escape", "soft_reference", _soft_reference)
    md.inline.ruler.before("link", "inline_note", inline_note)


def _push(state: StateInline, kind: str, match: re.Match[str], silent: bool, **meta: object) -> bool:
    """Push a token of `kind` for a match; its content is the first group."""
    if not silent:
        token = state.push(kind, "", 0)
        token.content = match[1]
        token.meta = {"start": match.start(1), **meta}
    state.pos = match.end()
    return True


def _script(state: StateInline, silent: bool) -> bool:
    """Read ^2^ and ~2~, which pandoc has; text stands directly before them."""
    char = state.src[state.pos]
    before = state.src[state.pos - 1 : state.pos]
    if char not in "^~" or not before.strip() or before == char or (char == "~" and before.isdigit()):
        return False
    match = (_SUPERSCRIPT if char == "^" else _SUBSCRIPT).match(state.src, state.pos)
    if match and "." in match[1] and not before.isascii():
        return False  # PM~2.5~ is lowered, 约~2.5~ may be struck or a range
    return match is not None and _push(state, "script", match, silent, position="super" if char == "^" else "sub")


def _highlight(state: StateInline, silent: bool) -> bool:
    """Read ==重点==; `a==b==c` is none."""
    position = state.pos
    if state.src[position : position + 2] != "==":
        return False
    before = state.src[position - 1 : position]
    match = _HIGHLIGHT.match(state.src, position)
    if match is None or before == "=" or (before.isascii() and before.isalnum()):
        return False
    if not silent:
        most = state.posMax
        state.push("mark_open", "mark", 1).meta = {"start": position}
        state.pos, state.posMax = position + 2, match.end() - 2
        state.md.inline.tokenize(state)
        state.posMax = most
        state.push("mark_close", "mark", -1)
    state.pos = match.end()
    return True


def _soft_reference(state: StateInline, silent: bool) -> bool:
    """Read \\@ref(fig:b) and @fig-b; the text as it is written goes with them, for where there is no such target."""
    char = state.src[state.pos]
    if char == "\\" and (match := _BOOKDOWN.match(state.src, state.pos)):
        return _push(state, "soft_reference", match, silent, text=match[0], start=match.start())
    before = state.src[state.pos - 1 : state.pos]
    if char == "@" and not (before.isascii() and before.isalnum()) and (match := _QUARTO.match(state.src, state.pos)):
        target = f"{match[1]}:{match[2]}"
        if not silent:
            state.push("soft_reference", "", 0).content = target
            state.tokens[-1].meta = {"start": state.pos, "text": match[0]}
        state.pos = match.end()
        return True
    return False


def inline_note(state: StateInline, silent: bool) -> bool:
    """Read ^[a note in the line]."""
    if state.src[state.pos : state.pos + 2] != "^[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("inline_note", "", 0)
        token.content = state.src[state.pos + 2 : end]
        token.meta = {"start": state.pos + 2}
    state.pos = end + 1
    return True


# --- marks that are told
# ------------------------------------------------------------------------------------------------------------------

_UNREAD = compiled(
    r"""
      (?P<citation>\[-?@[A-Za-z][^\[\]\n]*\])
    | (?P<shortcode>\{\{[<%][^\n]{0,200}?[>%]\}\})
    | (?P<template>\{%[^\n]{0,200}?%\}|\{\{[^{}<%\n]{1,200}\}\})
    | (?P<wiki>!?\[\[[^\[\]\n]+\]\])
    | (?P<note>\[\^[^\]\s]{1,80}\])
    | (?P<open_note>\[\^)
    | (?P<emoji>(?<![\w:]):[a-z][a-z0-9_+-]{1,30}:(?![\w:]))
    | (?P<comment>%%[^%\n]{1,500}%%)
    | (?P<attribute>\{(?:[#.][A-Za-z]|:\s*[#.])[^{}\n]*\})
    | (?P<reference>@(?:fig|tbl|sec|fact):(?=[^\x00-\x7f]))
    | (?P<latex>\\(?:newpage|pagebreak|clearpage|cite[pt]?|ref|label|footnote|textbf|textit|emph|begin|end|section
        |subsection|chapter|hline|vspace|hspace|noindent|centering|tableofcontents|maketitle)\b)
    | (?P<div>^:{3,}[^\n]*)
    | (?P<code>`+)
    """,
    re.X | re.M,
)
_SIGNS = frozenset("[{@\\`")
_COLON = compiled(r":::|:[a-z]")
_FINDINGS = {
    "citation": "S071.citation",
    "shortcode": "S071.shortcode",
    "template": "S071.template",
    "wiki": "S071.wiki",
    "note": "R002.text",
    "open_note": "S071.unclosed",
    "emoji": "S071.emoji",
    "comment": "S071.comment",
    "attribute": "S071.attribute",
    "reference": "S071.reference",
    "latex": "S071.latex",
    "div": "S071.div",
    "code": "S071.unclosed",
}


def unread_marks(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (place, finding, mark) for each mark in a text that looks like one of another dialect, or is not
    closed."""
    if _SIGNS.isdisjoint(text) and "%%" not in text and not (":" in text and _COLON.search(text)):
        return
    for match in _UNREAD.finditer(text):
        kind = match.lastgroup or ""
        yield match.start(), _FINDINGS[kind], match[0]
