"""The parser of our Markdown dialect: markdown-it with rules for blocks of other dialects."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline, link
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from jzdocs import limits
from jzdocs.patterns import compiled
from jzdocs.source.emphasis import CjkParserInline
from jzdocs.source.formulas import formula_plugin
from jzdocs.source.inline import dots_rule, fact_rule, ruby_rule
from jzdocs.source.inline_marks import add_inline_marks, inline_note
from jzdocs.source.picture_marks import picture_rule
from jzdocs.source.pipe_tables import table_rule

_DIV = compiled(r"(:{3,})\s*(.*?)\s*:*\s*")
_ADMONITION = compiled(r"(?:!!!|\?\?\?\+?)\s+([\w-]+(?:\s+[\w-]+)*?)\s*(?:\s\"(.*)\"|\s'(.*)')?\s*")
_DEFINITION = compiled(r"\[[^\[\]]+\]:[ \t]*(\S*)")
_BRACKET = compiled(r"\\.|[\[\]]", re.S)
_MANY = 200  # brackets without partners that are looked for one by one
_HAN = compiled(r"[\u3400-\u9fff]")
_TABLE_TAG = compiled(r"<(/?)table\b", re.I)
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}


class _Parser(MarkdownIt):
    """markdown-it, which leaves text as it is written where it does not like the address of a link: here every address
    makes a link, and whoever reads it tells those that are not harmless."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 (its name in markdown-it)
        """Return whether an address makes a link: each does."""
        return True


def make_parser() -> MarkdownIt:
    """Return a parser of the Markdown dialect of jzdocs."""
    options = {"maxNesting": 2 * limits.current().nesting, "store_labels": True}
    md = _Parser("commonmark", options)
    md.inline = CjkParserInline()
    add_inline_marks(md)
    md.configure("commonmark", options)
    md.enable(["table", "strikethrough", "judge_stars", "script", "highlight", "soft_reference", "inline_note"])
    md.use(footnote_plugin, inline=False).use(deflist_plugin)
    # notes stay where they are written: they are numbered when all references are known
    md.core.ruler.disable("footnote_tail")
    md.use(formula_plugin)
    md.inline.ruler.before("link", "fact", _guarded(fact_rule))
    md.inline.ruler.before("link", "ruby", _guarded(ruby_rule))
    md.inline.ruler.before("link", "dots", _guarded(dots_rule))
    md.inline.ruler.at("link", _guarded(link))
    md.inline.ruler.at("image", _guarded(picture_rule))
    md.inline.ruler.at("inline_note", _guarded(inline_note))
    blocks = md.block.ruler
    blocks.at("table", table_rule, {"alt": ["paragraph", "reference"]})
    blocks.at("reference", _reference)
    blocks.before("fence", "div", _div, _INTERRUPTS)
    blocks.before("fence", "admonition", _admonition, _INTERRUPTS)
    blocks.before("html_block", "html_table", _html_table, _INTERRUPTS)
    return md


def _guarded(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Return a rule for `[` that looks for no end where there is none: in a text of very many brackets without partners
    each would be looked for up to the end of the text."""

    def guarded(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] in "![^":
            alone = _lone_brackets(state)
            if len(alone) > _MANY and (state.pos in alone or state.pos + 1 in alone):
                return False
        return rule(state, silent)

    return guarded


def _lone_brackets(state: StateInline) -> frozenset[int]:
    """Return the places of the opening brackets of a text that nothing closes, counted once for a text."""
    text: str
    alone: frozenset[int]
    text, alone = state.env.get("jz_brackets", ("", frozenset()))
    if text is not state.src:
        opened: list[int] = []
        for match in _BRACKET.finditer(state.src):
            if match[0] == "[":
                opened.append(match.start())
            elif match[0] == "]" and opened:
                opened.pop()
        alone = frozenset(opened)
        state.env["jz_brackets"] = (state.src, alone)
    return alone


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the definition of a link. `[注]: 数据为快报数` is text: an address has no bare Chinese."""
    match = _DEFINITION.match(_line(state, start))
    if match and _HAN.search(match[1]) and not re.search(r"[/.#<]", match[1]):
        return False
    return reference(state, start, end, silent)


def _div(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a block between ::: and :::, which may hold others; one without an end is text."""
    text = _line(state, start)
    if not text.startswith(":::") or state.is_code_block(start):
        return False
    match = _DIV.fullmatch(text)
    close = _closing_lines(state).get(start, end)
    if match is None or not match[2] or close >= end or state.sCount[close] < state.blkIndent:
        return False
    if silent:
        return True
    _push_container(state, "div", (start, close), {"info": match[2]})
    state.line = close + 1
    return True


def _closing_lines(state: StateBlock) -> dict[int, int]:
    """Return, for each line that opens a ::: block, the line that closes it. They are looked up once for a text."""
    lines: dict[int, int]
    text, lines = state.env.get("jz_divs", ("", {}))
    if text is not state.src:
        lines, open_lines = {}, list[int]()
        for line in range(len(state.bMarks) - 1):
            start = state.bMarks[line] + state.tShift[line]
            if not state.src.startswith(":::", start):
                start = state.bMarks[line]
                raw = state.src[start : state.eMarks[line]].lstrip(" >")
            else:
                raw = state.src[start : state.eMarks[line]]
            match = _DIV.fullmatch(raw) if raw.startswith(":::") else None
            if match and match[2]:
                open_lines.append(line)
            elif match and open_lines:
                lines[open_lines.pop()] = line
        state.env["jz_divs"] = (state.src, lines)
    return lines


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `!!! note "标题"` (or ???) with the lines below it that are indented by four."""
    text = _line(state, start)
    if text[:3] not in ("!!!", "???") or state.is_code_block(start):
        return False
    match = _ADMONITION.fullmatch(text)
    if match is None:
        return False
    if silent:
        return True
    indent, close = state.sCount[start] + 4, start + 1
    while close < end and (state.isEmpty(close) or state.sCount[close] >= indent):
        close += 1
    title = match[2] if match[2] is not None else match[3]
    before, state.blkIndent = state.blkIndent, indent
    _push_container(state, "admonition", (start, close), {"info": match[1], "title": title})
    state.blkIndent, state.line = before, close
    return True


def _push_container(state: StateBlock, kind: str, lines: tuple[int, int], meta: dict[str, str | None]) -> None:
    """Push the tokens of a block that holds the lines behind its first one."""
    most, parent = state.lineMax, state.parentType
    token = state.push(f"{kind}_open", "div", 1)
    token.map, token.meta = list(lines), meta
    state.lineMax, state.parentType = lines[1], "blockquote"
    state.md.block.tokenize(state, lines[0] + 1, lines[1])
    state.lineMax, state.parentType = most, parent
    state.push(f"{kind}_close", "div", -1)


def _html_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read an HTML table up to its end, empty lines included."""
    text = _line(state, start)
    if text[:6].lower() != "<table" or state.is_code_block(start) or start < state.env.get("jz_open_table", 0):
        return False
    depth = 0
    for line in range(start, end):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return False
        depth += sum(-1 if tag[1] else 1 for tag in _TABLE_TAG.finditer(_line(state, line)))
        if depth <= 0:
            if not silent:
                token = state.push("html_block", "", 0)
                token.map = [start, line + 1]
                token.content = state.getLines(start, line + 1, state.blkIndent, True)
                state.line = line + 1
            return True
    state.env["jz_open_table"] = end  # no table before it is closed
    return False
