"""Text of an edited Word file on its way into a template: what jinja would run is written so that it prints itself."""

from __future__ import annotations

import re

from jzdocs.formula.recognise import formula_at
from jzdocs.patterns import compiled
from jzdocs.pull.spans import quoted

CODE = compiled(r"\{[{%]|\{##")  # what jinja reads as its own
_BRACE = compiled(r"\{(?=[{%]|##)")
_TOKEN = compiled(r"`+|\$|\\[(\[]|\\.|\{{2,}|\{(?=%|##)", re.S)
_TICKS = compiled(r"`+")


def as_text(markdown: str) -> str:
    """Return Markdown that a template prints as it stands. Backslashes part the braces of `{{`; in code, where they
    would be printed, an expression yields them, and in a formula a blank parts them."""
    if not CODE.search(markdown):
        return markdown
    last = {len(match[0]): match.start() for match in _TICKS.finditer(markdown)}
    out, position = [], 0
    while token := _TOKEN.search(markdown, position):
        start, end, sign = token.start(), token.end(), token[0]
        out.append(markdown[position:start])
        piece = sign
        if sign[0] == "{":
            piece = "\\{" * len(sign) + "\\" * (markdown[end : end + 1] in ("%", "#"))
        elif sign[0] == "`" and last[len(sign)] > start:
            end = next(m.end() for m in _TICKS.finditer(markdown, end) if len(m[0]) == len(sign))
            piece = _BRACE.sub("{{ '{' }}", markdown[start:end])
        elif sign[0] in "$\\" and (formula := formula_at(markdown, start)):
            end = formula[1]
            piece = _BRACE.sub("{ ", markdown[start:end])
        out.append(piece)
        position = end
    return "".join((*out, markdown[position:]))


def as_scalar(text: str, style: str) -> str:
    """Return a text as a scalar of YAML (see `quoted`) that a template prints as it stands."""
    return _BRACE.sub(r"\\x7B", quoted(text, '"')) if CODE.search(text) else quoted(text, style)
