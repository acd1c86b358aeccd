"""TOML text → values, without what could hurt: its depth, its length and its numbers have limits."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from jzdocs import limits
from jzdocs.messages.message import Message, message
from jzdocs.patterns import compiled

STRINGS = r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'"
_STRING_OR_COMMENT = rf"{STRINGS}|#[^\n]*"
_TOKEN = compiled(
    rf"(?:{_STRING_OR_COMMENT})|(?P<open>[\[{{])|(?P<close>[\]}}])|(?P<stop>[.])|(?P<end>[\n=,])"
    r"|(?P<bare>[^\s\[\]{}=,.#\"']+)",
    re.DOTALL,
)


class TomlError(ValueError):
    """What is wrong with a TOML text: its line and column, the reason, and whether it goes beyond a limit."""

    def __init__(self, place: tuple[int, int], reason: Message, *, is_limit: bool = False) -> None:
        super().__init__(reason.key)
        self.place, self.reason, self.is_limit = place, reason, is_limit


def parse_toml(text: str) -> dict[str, Any]:
    """Return what a TOML text holds. Raises TomlError."""
    most = limits.current()
    if len(text) > most.toml_characters:
        raise TomlError((1, 1), message("reason.too_long", most=f"{most.toml_characters:,}"), is_limit=True)
    _check_tokens(text, most)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _fault(error, text) from error
    except (ValueError, OverflowError, RecursionError) as error:  # a date or a number that Python cannot hold
        raise TomlError((1, 1), message("reason.toml_value")) from error
    return data


def _check_tokens(text: str, most: limits.Limits) -> None:
    """Raise TomlError where brackets or dotted names go too deep, or a number has too many digits."""
    depth = dots = 0
    for token in _TOKEN.finditer(text):
        if token["open"]:
            depth += 1
        elif token["close"]:
            depth, dots = max(0, depth - 1), 0
        elif token["stop"]:
            dots += 1
        elif token["end"]:
            dots = 0
        elif token["bare"] and len(token["bare"]) > most.digits and re.fullmatch(r"[-+]?[\w]+", token["bare"]):
            if token["bare"].lstrip("+-")[:1].isdecimal():
                raise TomlError(
                    _place(text, token.start()), message("reason.many_digits", most=most.digits), is_limit=True
                )
        if depth + dots > most.toml_depth:
            raise TomlError(
                _place(text, token.start()), message("reason.too_deep", most=most.toml_depth), is_limit=True
            )


def _place(text: str, index: int) -> tuple[int, int]:
    """Return line and column (from 1) of a character."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _fault(error: tomllib.TOMLDecodeError, text: str) -> TomlError:
    words = str(error)
    match = re.search(r"line (\d+), column (\d+)", words)
    lines = text.rstrip("\n").split("\n")
    place = (int(match[1]), int(match[2])) if match else (len(lines), len(lines[-1]) + 1)
    if "overwrite" in words or "twice" in words or "mutate" in words:
        return TomlError(place, message("reason.toml_twice"))
    return TomlError(place, message("reason.toml_syntax" if match else "reason.toml_end"))
