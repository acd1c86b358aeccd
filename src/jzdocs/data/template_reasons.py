"""What jinja2 says is wrong with a template → our words, in the user's language.

jinja2 words its errors in English and gives them no kinds, so the patterns here are the only way to tell them apart.
An error that none fits is shown as jinja2 words it.
"""

from __future__ import annotations

import jinja2
from jinja2.exceptions import SecurityError

from jzdocs.data.missing import ValueProblem
from jzdocs.messages.message import Message, message
from jzdocs.patterns import compiled

_SYNTAX = tuple(
    (compiled(pattern), key)
    for pattern, key in (
        (r"expected token '(?P<expected>.*)', got '(?P<got>.*)'", "reason.jinja_expected"),
        (r"[Ee]xpected an expression, got '(?P<got>.*)'", "reason.jinja_expression"),
        (r"[Uu]nexpected end of template.*looking for the following tags: '(?P<tag>\w+)'.*", "reason.jinja_open_tag"),
        (r"[Uu]nexpected end of template.*", "reason.jinja_end"),
        (r"Encountered unknown tag '(?P<tag>\w+)'\..*", "reason.jinja_unknown_tag"),
        (r"[Uu]nexpected char (?P<char>.+) at \d+", "reason.jinja_char"),
        (r"unexpected '(?P<char>.+)'(?:, expected '.+')?", "reason.jinja_char"),
        (r"No filter named '(?P<name>.*)'\.?", "reason.jinja_no_filter"),
        (r"No test named '(?P<name>.*)'\.?", "reason.jinja_no_test"),
        (r"Missing end of (?:comment|raw).*", "reason.jinja_open_comment"),
        (r"can't assign to .*", "reason.jinja_assign"),
    )
)
_TOKENS = {
    "end of print statement": "token.print_end",
    "end of statement block": "token.block_end",
    "begin of statement block": "token.block_begin",
    "end of template": "token.template_end",
    "name": "token.name",
    "string": "token.string",
    "integer": "token.number",
    "float": "token.number",
}


def syntax_reason(error: jinja2.TemplateSyntaxError) -> Message | str:
    """Return what is wrong with the syntax of a template."""
    text = (error.message or "").strip()
    for pattern, key in _SYNTAX:
        if match := pattern.fullmatch(text):
            return message(key, **{name: _token(value) for name, value in match.groupdict().items()})
    return text


def failure_reason(error: BaseException) -> Message | str:
    """Return why a template failed while it was rendered."""
    match error:
        case ValueProblem():
            return error.reason
        case SecurityError():
            return message("reason.unsafe")
        case jinja2.TemplatesNotFound() | jinja2.TemplateNotFound():
            return message("reason.no_template_file", name=error.message or "")
        case ZeroDivisionError():
            return message("reason.division_by_zero")
        case OverflowError() | MemoryError() | RecursionError():
            return message("reason.too_much")
        case TypeError():
            return message("reason.wrong_kind", reason=error)
        case _:
            return str(error) or type(error).__name__


def _token(text: str) -> Message | str:
    return message(_TOKENS[text]) if text in _TOKENS else text.strip("'\"")
