r"""Which text between dollar signs is a formula: `$x$`, `$$x$$`, `\(x\)` and `\[x\]`.

A dollar sign opens a formula where no space follows it, and closes one where no space stands before it and no digit
behind it (pandoc, `tex_math_dollars`): $100 and US$5 are money. Han between them makes a formula only where something
mathematical stands there too: `$HOME到$PATH` is text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jzdocs.patterns import compiled

_DOLLARS = compiled(
    r"\$\$(?P<display>(?:[^$\\]|\\.)+)\$\$|\$(?P<inline>(?![\s$])(?:[^$\\]|\\.)+)(?<!\s)\$(?![\d$])", re.S
)
_SLASHED = compiled(r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]", re.S)
_HAN = compiled("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_SIGN = compiled(r"[\\^_=+<>{}×÷≤≥≠≈∑∫√±−*/]|[A-Za-zα-ωΑ-Ω0-9)]\s*-\s*[A-Za-zα-ωΑ-Ω0-9(]")
_NAME = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_{(")
_TAG = compiled(r"</?[a-z]+>")
_CERTAIN = compiled(r"\\[A-Za-z]|(?<!\\)[_^]|[=+<>×÷≤≥≠≈]")

_ENDS = {"$": "$", "\\(": "\\)", "\\[": "\\]"}


@lru_cache(maxsize=16)
def _last(text: str, end: str) -> int:
    """Return the last place of a sign that ends a formula (cached, as callers go through the signs of one text): in a
    text of thousands that begin one and none that ends it, each would be looked for up to the end of the text."""
    return text.rfind(end)


def formula_at(text: str, position: int) -> tuple[str, int, bool] | None:
    """Return the LaTeX of the formula that begins at a position of a line or paragraph, the position behind it, and
    whether it is to be displayed; None where none begins there."""
    char = text[position]
    end = _ENDS.get(text[position : position + 2 if char == "\\" else position + 1])
    if end is None or _last(text, end) <= position:
        return None
    match = (_DOLLARS if char == "$" else _SLASHED).match(text, position)
    if not match:
        return None
    inline, display = match["inline"], match["display"]
    latex = (inline or display).strip()
    if not latex or "\n\n" in latex or not _is_formula(latex):
        return None
    if char == "$" and inline and _is_shell(text, match.end(), latex):
        return None
    if char == "\\" and not (_SIGN if inline else _CERTAIN).search(latex):
        return None  # converters escape brackets that stand for themselves: \(一\), \[1\]
    if char == "\\" and ("]{" in latex or "[^" in latex or _TAG.search(latex)):
        return None  # a marked number, a note or a tag in brackets: [5]{#rate}, [^1], <sup>
    if char == "\\" and display and _HAN.search(re.sub(r"\\text\{[^}]*\}", "", latex)):
        return None
    return latex, match.end(), display is not None


def escaped(text: str) -> str:
    """Return a line of Markdown in which nothing begins a formula: dollar signs get a backslash, escaped brackets are
    written as entities where they would."""
    signs = [match for match in re.finditer(r"\\\\|\\?\$|\\\[", text) if match[0] in ("$", "\\[")]
    opening: set[str] = set()
    for match in signs:
        if match[0] not in opening and formula_at(text, match.start()):
            opening.add(match[0])
    out: list[str] = []
    position = 0
    for match in signs if opening else ():
        if match[0] in opening:  # all of them: one that is escaped may let another begin a formula
            out += [text[position : match.start()], "\\$" if match[0] == "$" else "&#91;"]
            position = match.end()
    return "".join(out) + text[position:]


def _is_formula(latex: str) -> bool:
    return not _HAN.search(latex) or _SIGN.search(latex) is not None


def _is_shell(text: str, end: int, latex: str) -> bool:
    """Return whether two dollar signs are rather those of two names ($HOME和$PATH)."""
    behind = text[end : end + 1]
    return behind != "" and behind in _NAME and _HAN.search(latex) is not None
