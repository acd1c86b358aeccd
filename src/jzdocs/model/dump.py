"""A canonical text form of a document, for golden tests and for reading: one node a line, children indented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import fields

from jzdocs.errors import Location
from jzdocs.model import nodes

_SKIPPED = {"at", "data"}


def dump(document: nodes.Document, *, places: bool = False) -> str:
    """Return the document as text; with `places`, each node's line and column stand behind its kind."""
    return "\n".join(_lines(document, "", 0, places)) + "\n"


def _lines(node: object, name: str, depth: int, places: bool) -> Iterator[str]:
    label = f"{name}: " if name else ""
    pad = "  " * depth
    if not isinstance(node, Struct):
        yield f"{pad}{label}{node!r}"
        return
    scalars, nested = _split(node)
    at = getattr(node, "at", None)
    where = f" @{at.line}:{at.column}" if places and isinstance(at, Location) and at.line else ""
    yield f"{pad}{label}{type(node).__name__}{where}" + "".join(f" {k}={v!r}" for k, v in scalars)
    for key, value in nested:
        yield from _nested(key, value, depth + 1, places)


def _split(node: Struct) -> tuple[list[tuple[str, object]], list[tuple[str, object]]]:
    scalars: list[tuple[str, object]] = []
    nested: list[tuple[str, object]] = []
    for field in fields(node):
        value = getattr(node, field.name)
        if field.name in _SKIPPED or value in ("", (), None, {}) or value == field.default:
            continue
        is_tree = isinstance(value, Struct | Mapping) or (isinstance(value, tuple) and not _flat(value))
        (nested if is_tree else scalars).append((field.name, value))
    return scalars, nested


def _flat(value: tuple[object, ...]) -> bool:
    return all(not isinstance(v, Struct | tuple) for v in value)


def _nested(key: str, value: object, depth: int, places: bool) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _nested(f"{key}[{name}]", item, depth, places)
    elif isinstance(value, tuple):
        for item in value:
            if isinstance(item, tuple):
                yield f"{'  ' * depth}{key}:"
                for inner in item:
                    yield from _lines(inner, "", depth + 1, places)
            else:
                yield from _lines(item, key if key not in ("blocks", "inlines", "children") else "", depth, places)
    else:
        yield from _lines(value, key, depth, places)
