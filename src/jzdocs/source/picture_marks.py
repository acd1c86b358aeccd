"""`![…](…){#fig:a width=60%}`: a picture with attributes behind it."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline, image

from jzdocs.patterns import compiled

_ATTRIBUTE = r"""#[\w:.-]+|\.[A-Za-z][\w-]*|[A-Za-z][\w-]*=(?:"[^"\n]*"|“[^”\n]*”|'[^'\n]*'|[^\s{}"']+)"""
_ATTRIBUTES = compiled(rf"\{{:?\s*((?:{_ATTRIBUTE})(?:\s+(?:{_ATTRIBUTE}))*)\s*\}}")
_SINGLE = compiled(_ATTRIBUTE)
_QUOTES = ('"', "'", "“")


def picture_rule(state: StateInline, silent: bool) -> bool:
    """Read a picture as CommonMark does, and the attributes in braces behind it; what else stands in braces is text.

    The token's `meta` holds the attributes by name (the id as `id`), and the length of what was read.
    """
    if not image(state, silent):
        return False
    match = _ATTRIBUTES.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return True
    state.pos = match.end()
    if not silent:
        state.tokens[-1].meta = {"attributes": dict(map(_named, _SINGLE.findall(match[1]))), "length": len(match[0])}
    return True


def _named(attribute: str) -> tuple[str, str]:
    """Return the name and value of an attribute; a class has the name `.` and its own."""
    if attribute.startswith("#"):
        return "id", attribute[1:]
    if attribute.startswith("."):
        return attribute, ""
    name, _, value = attribute.partition("=")
    return name.lower(), value[1:-1] if value.startswith(_QUOTES) else value  # quotes inside are the value's own
