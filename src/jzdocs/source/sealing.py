"""Values of data in a text of Markdown and YAML: they travel sealed through the parsers and are opened behind them.

A character that means something to a parser (`|`, `*`, `#`, a colon before a blank, a line break) is put in as a
private one, which both parsers take for a letter; so a value stays a value wherever it stands, in a paragraph, a table,
a heading, quoted or not. One character stands for one, so that places stay right. Strings of YAML are opened as they
are read, and the model when it is complete; there a line break becomes a `Break`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from jzdocs.encoding import CONTROLS
from jzdocs.errors import Location
from jzdocs.link_addresses import is_harmless
from jzdocs.model import nodes
from jzdocs.patterns import compiled

# private characters at the end of the last plane: one for each ASCII character
_FIRST = 0x10FE00
_ALWAYS = frozenset("\\`*[]{}<>()#!|~&$^@\"',?\n")
_AT_START = frozenset("-+=%:._/")
_NUMBERED = compiled(r"\d+(?=\.)")
_SEALED = compiled(f"[{chr(_FIRST)}-{chr(_FIRST + 0x7F)}]")
_PERCENT_CODED = compiled(r"%F4%8F%B8%[89AB][0-9A-F]|%F4%8F%B9%[89AB][0-9A-F]")
_BREAK = chr(_FIRST + 10)
_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
Node = TypeVar("Node")


def seal(text: str) -> str:
    """Return a value as the parsers of Markdown and YAML shall meet it; what is sealed already stays as it is."""
    if text.isalnum() and not _SEALED.search(text):
        return text
    text = CONTROLS.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    number = _NUMBERED.match(text)
    stop = number.end() if number else -1  # `1.` would begin a list
    return "".join(
        chr(_FIRST + ord(char)) if index == stop or _must_be_sealed(text, index, char) else char
        for index, char in enumerate(text)
    )


def _must_be_sealed(text: str, index: int, char: str) -> bool:
    if char in _ALWAYS:
        return True
    if index == 0 and char in _AT_START:
        return True
    following = text[index + 1 : index + 2]
    if char == ":":
        return not (following.isalnum() or following == "/")
    return char == "_" and not (text[index - 1] in _WORD and following in _WORD and following)


def is_sealed(text: str) -> bool:
    """Return whether a text holds something sealed."""
    return _SEALED.search(text) is not None


def line_ends(text: str) -> int:
    """Return how many lines end in a text, those of sealed values among them."""
    return text.count("\n") + text.count(_BREAK)


def opened(text: str, line_break: str = " ") -> str:
    """Return a text with what is sealed in it as it is; `line_break` stands for a line break of a value."""
    if not _SEALED.search(text):
        return text
    return _SEALED.sub(lambda match: line_break if match[0] == _BREAK else chr(ord(match[0]) - _FIRST), text)


def opened_path(text: str) -> str:
    """Return the address of a link or a picture, which the parser may have percent-coded, with its values as they
    are."""
    return opened(_PERCENT_CODED.sub(lambda match: bytes.fromhex(match[0].replace("%", "")).decode(), text))


def as_markdown(text: str) -> str:
    """Return a text with what is sealed in it as Markdown writes it: behind a backslash, a line break as `<br>`."""
    return _SEALED.sub(lambda match: "<br>" if match[0] == _BREAK else "\\" + chr(ord(match[0]) - _FIRST), text)


def opened_document(document: nodes.Document) -> nodes.Document:
    """Return a document whose values are as they stand in their cells."""
    result = _opened(document)
    assert isinstance(result, nodes.Document)
    return result


def _opened(item: Any) -> Any:
    """Return a part of the model with its strings opened, whatever it is."""
    if isinstance(item, str):
        return opened(item)
    if isinstance(item, (Location, nodes.DataTable)):  # holds nothing of a template
        return item
    if isinstance(item, nodes.CodeBlock):
        return msgspec.structs.replace(item, text=opened(item.text, "\n"))
    if isinstance(item, nodes.Link):
        return nodes.Link(opened_path(item.href), _opened(item.children), item.at)
    if isinstance(item, msgspec.Struct):
        return _opened_struct(item)
    if isinstance(item, tuple):
        return tuple(part for child in item for part in _opened_children(child))
    if isinstance(item, dict):
        return {_opened(key): _opened(value) for key, value in item.items()}
    return item


def _opened_struct(item: msgspec.Struct) -> msgspec.Struct:
    changed = {}
    for name in item.__struct_fields__:
        before = getattr(item, name)
        after = _opened(before)
        if after != before:
            changed[name] = after
    return msgspec.structs.replace(item, **changed) if changed else item


def _opened_children(child: Any) -> Iterator[Any]:
    """Yield what a child becomes: a text with line breaks becomes several inlines."""
    if isinstance(child, nodes.Text) and _BREAK in child.text:
        for number, part in enumerate(child.text.split(_BREAK)):
            if number:
                yield nodes.Break(child.at)
            if part:
                yield nodes.Text(opened(part), child.at)
    elif isinstance(child, nodes.Link) and not is_harmless(opened_path(child.href)):
        yield from _opened(child.children)  # told where the link was read
    else:
        yield _opened(child)
