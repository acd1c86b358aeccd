r"""Formulas in Markdown: `$x$`, `\(x\)` in a line; `$$x$$`, `\[x\]` and ```` ```math ```` on lines of their own."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from jzdocs.errors import Location, Report
from jzdocs.formula.recognise import formula_at
from jzdocs.model import nodes
from jzdocs.patterns import compiled

_CLOSERS = {"$$": "$$", "\\[": "\\]"}
# a stop, a number in brackets, an id
_BEHIND = compiled(
    r"\s*(?P<mark>[，。；,.;]?)\s*(?:[(（](?P<number>[0-9A-Za-z.\-–—]{1,12})[)）])?\s*"
    r"(?:\{#(?P<id>[A-Za-z0-9_:.-]+)\})?\s*"
)
_FENCE = compiled(r"math\s*(?:\{?#([A-Za-z0-9_:.-]+)\}?)?")


def formula_plugin(md: MarkdownIt) -> None:
    """Add the rules for formulas to a parser."""
    md.inline.ruler.before("escape", "formula", _inline_rule)
    ends = ["paragraph", "reference", "blockquote", "list"]  # blocks that a formula ends
    md.block.ruler.before("fence", "display_formula", _block_rule, {"alt": ends})


def _inline_rule(state: StateInline, silent: bool) -> bool:
    char = state.src[state.pos]
    if char not in "$\\" or (char == "\\" and state.src[state.pos + 1 : state.pos + 2] not in ("(", "[")):
        return False
    found = formula_at(state.src[: state.posMax], state.pos)
    if found is None:
        return False
    latex, end, display = found
    if not silent:
        token = state.push("formula", "", 0)
        token.content = latex
        token.meta = {"display": display, "start": state.pos, "written": state.src[state.pos : end]}
    state.pos = end
    return True


def _block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    closer = _CLOSERS.get(first[:2])
    if closer is None:
        return False
    lines, line, text = [], start, first[2:]
    while closer not in text:
        line += 1
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return False
        lines.append(text)
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    inner, _, rest = text.partition(closer)
    latex = "\n".join([*lines, inner]).strip()
    behind = _BEHIND.fullmatch(rest)
    written = f"{first[:2]}{latex}{closer}"
    if not behind or not latex or (line == start and not formula_at(written, 0)):
        return False
    if silent:
        return True
    token = state.push("display_formula", "", 0)
    latex += f"\\text{{{behind['mark']}}}" if behind["mark"] else ""
    latex += f"\\tag{{{behind['number']}}}" if behind["number"] else ""
    token.content, token.map, token.block = latex, [start, line + 1], True
    lines_of = state.getLines(start, line + 1, state.blkIndent, False)
    token.meta = {"id": behind["id"] or "", "written": lines_of.rstrip("\n")}
    state.line = line + 1
    return True


def fenced_formula(info: str) -> str | None:
    """Return the id that the information of a fence for a formula gives ("" for none), None for another fence."""
    match = _FENCE.fullmatch(info.strip())
    return match[1] or "" if match else None


def inline_formula(latex: str, written: str, at: Location, report: Report, *, display: bool) -> nodes.Inline:
    """Return a formula, or what was written where its LaTeX cannot be read (S081)."""
    if not _is_readable(latex, at, report):
        return nodes.Text(written, at)
    return nodes.Formula(latex, display, at)


def block_formula(latex: str, id_: str, written: str, at: Location, report: Report) -> nodes.Block:
    """Return a formula on lines of its own, or what was written where its LaTeX cannot be read (S081)."""
    if not _is_readable(latex, at, report):
        return nodes.CodeBlock(written, "latex", at)
    return nodes.DisplayFormula(latex, id_, at=at)


def _is_readable(latex: str, at: Location, report: Report) -> bool:
    from jzdocs.formula.parser import unreadable_part  # only documents with formulas pay for it

    part = unreadable_part(latex)
    if part:
        report.warn(at, "S081", part=part)
    return not part
