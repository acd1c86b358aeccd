"""A sentence that is not worded yet: its key in the catalogue and the arguments that go into it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Message(Struct, frozen=True):
    """A text of the catalogue by its `key`; `arguments` fill its braces, and may be messages themselves."""

    key: str
    arguments: Mapping[str, str | Message] = {}


def message(key: str, /, **arguments: object) -> Message:
    """Return the message of `key` with its arguments; what is no message itself is shown as `str` shows it."""
    return Message(key, shown(arguments))


def shown(arguments: Mapping[str, object]) -> dict[str, str | Message]:
    """Return arguments as messages hold them, so that they can be stored and sent to other processes."""
    return {name: value if isinstance(value, Message) else str(value) for name, value in arguments.items()}
