r"""Which text between dollar signs is a formula: `$x$`, `$$x$$`, `\(x\)` and `\[x\]`.

A dollar sign opens a formula where no space follows it, and closes one where no space stands before it and no digit
behind it (pandoc, `tex_math_dollars`): $100 and US$5 are money. Han between them makes a formula only where something
mathematical stands there too: `$HOME到$PATH` is text.
"""

from __future__ import annotations

import re

_DOLLARS = re.compile(
    r"\$\$(?P<display>(?:[^$\\]|\\.)+)\$\$|\$(?P<inline>(?![\s$])(?:[^$\\]|\\.)+)(?<!\s)\$(?![\d$])", re.S
)
_SLASHED = re.compile(r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]", re.S)
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_SIGN = re.compile(r"[\\^_=+<>{}×÷≤≥≠≈∑∫√±−*/]|[A-Za-zα-ωΑ-Ω0-9)]\s*-\s*[A-Za-zα-ωΑ-Ω0-9(]")
_NAME = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_{(")
_COMMAND = re.compile(r"\\[A-Za-z]|(?<!\\)_")


def formula_at(text: str, position: int) -> tuple[str, int, bool] | None:
    """Return the LaTeX of the formula that begins at a position of a line or paragraph, the position behind it, and
    whether it is to be displayed; None where none begins there."""
    char = text[position]
    match = (_DOLLARS if char == "$" else _SLASHED).match(text, position)
    if not match:
        return None
    inline, display = match["inline"], match["display"]
    latex = (inline or display).strip()
    if not latex or "\n\n" in latex or not _is_formula(latex):
        return None
    if char == "$" and inline and _is_shell(text, match.end(), latex):
        return None
    if char == "\\" and not (_SIGN.search(latex) if inline else _COMMAND.search(latex)):
        return None  # converters escape brackets that stand for themselves: \(一\), \[1\]
    return latex, match.end(), display is not None


def escaped(text: str) -> str:
    """Return a text with a backslash before every sign that would begin a formula."""
    if "$" not in text:
        return text
    out, position = [], 0
    while (index := text.find("$", position)) >= 0:
        out.append(text[position:index])
        found = formula_at(text, index)
        out.append("\\$" if found else "$")
        position = index + 1
    return "".join(out) + text[position:]


def _is_formula(latex: str) -> bool:
    return not _HAN.search(latex) or _SIGN.search(latex) is not None


def _is_shell(text: str, end: int, latex: str) -> bool:
    """Return whether two dollar signs are rather those of two names ($HOME和$PATH)."""
    behind = text[end : end + 1]
    return behind != "" and behind in _NAME and _HAN.search(latex) is not None
