"""Keys of a stylesheet → the text of a style.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_FAMILIES = ("fonts", "heading", "style")
_ORDER = ("page", "opening", "header", "footer", "watermark", "colors", "fonts", "body", "heading", "style", "chart")


def toml_text(extends: str, keys: Mapping[str, Any], comments: Sequence[str]) -> str:
    """Return a stylesheet that extends another, below some lines of comment."""
    lines = [f"# {comment}" for comment in comments]
    lines.append(f"extends = {_written(extends)}")
    for name in sorted(keys, key=_ORDER.index):
        lines += _sections(name, keys[name])
    return "\n".join(lines) + "\n"


def _sections(name: str, section: Mapping[str, Any]) -> Iterator[str]:
    if name in _FAMILIES:
        for key, table in section.items():
            yield from _table(f"{name}.{key}", table)
        return
    inner = {key: table for key, table in section.items() if key in ("first", "even")}
    yield from _table(name, {key: given for key, given in section.items() if key not in inner})
    for key, table in inner.items():
        yield f"\n[{name}.{key}]"
        yield from _lines(table)


def _table(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    if table:
        yield f"\n[{name}]"
        yield from _lines(table)


def _lines(table: Mapping[str, Any]) -> Iterator[str]:
    for key, given in table.items():
        yield f"{key} = {_written(given)}"


def _written(given: Any) -> str:
    match given:
        case bool():
            return "true" if given else "false"
        case str():
            escaped = given.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{escaped}"'
        case int():
            return str(given)
        case Mapping():
            return "{ " + ", ".join(f"{key} = {_written(value)}" for key, value in given.items()) + " }"
        case _:
            return "[" + ", ".join(_written(item) for item in given) + "]"
