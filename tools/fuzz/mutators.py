"""Ways to damage an input, each a function of its bytes and a source of chance: the same chance, the same damage."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

Mutator = Callable[[bytes, Random], bytes]

# what a number is replaced with: none of these is one that a document holds
NUMBERS = (
    "-1",
    "0",
    "1e400",
    "-1e400",
    "nan",
    "inf",
    "1e-400",
    "99999",
    "4294967296",
    "9" * 400,
    "0x41",
    "١٢",
    "1/0",
    "",
    "½",
    "²",
)
# pieces of the source format, and characters that mean something somewhere
TOKENS = (
    "[",
    "]",
    "](",
    "![x](",
    "{#a.b}",
    "[5%]{#a}",
    "{#",
    "}",
    "@fig:x",
    "@tbl:",
    "[^1]",
    "[^1]: ",
    "^[",
    "**",
    "*",
    "__",
    "~~",
    "==",
    "`",
    "```",
    "```chart #fig:q\nkind: bar\n",
    "```table\n",
    "```keyfigures\n",
    "$",
    "$$",
    "$\\frac{",
    "<table>",
    "<td colspan=9999>",
    "</table>",
    "<!--",
    "-->",
    ":::",
    "> ",
    "- ",
    "1. ",
    "# ",
    "|",
    "|-|-|\n",
    "---\n",
    ": ",
    "\t",
    "\0",
    "\u202e",
    "\ufeff",
    "\u2028",
    "\r",
    "\x1b[2J",
    "\ue000",
    "{{",
    "{%",
    "%}",
    "{{ 1/0 }}",
    "{% include 'x' %}",
    "&#0;",
    "&#xD800;",
    "&nbsp;",
    "%s",
    "%(a)s",
    "\\",
    "data: {t: d.xlsx}\n",
    "widths: [nan, 1]\n",
    "axis: [1e-400, 1e400]\n",
    "colspan: 9999",
    "derived:\n  a: b + b\n",
    "date: 9999-99-99\n",
    "a" * 5000,
    "汉" * 2000,
    "[" * 300,
    "> " * 300,
    "𠀀",
    "e\u0301" * 50,
    "\U000e0001",
    "file:///etc/passwd",
    "javascript:1",
    "../../x",
)
_NUMBER = re.compile(rb"\d+(?:\.\d+)?")
_ATTRIBUTE = re.compile(rb'="[^"<>]{0,80}"')
_ELEMENT = re.compile(rb"<[\w:]+(?: [^<>]*)?/>|<(\w+:\w+)(?: [^<>]*)?>[^<>]*</\1>")
_TAG = re.compile(rb"</?[\w:]+(?: [^<>]*)?/?>")


def _spliced(data: bytes, chance: Random, piece: bytes, width: int = 0) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + piece + data[at + width :]


def replace_bytes(data: bytes, chance: Random) -> bytes:
    """Replace a few bytes, or a single bit."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8) if changed else 0):
        at = chance.randrange(len(changed))
        changed[at] = chance.choice((chance.randrange(256), changed[at] ^ 1 << chance.randrange(8), 0, 255))
    return bytes(changed)


def cut(data: bytes, chance: Random) -> bytes:
    """Leave out a stretch, or all from a place on."""
    width = chance.choice((chance.randint(1, 40), chance.randint(0, len(data) + 1), len(data)))
    return _spliced(data, chance, b"", width)


def repeat(data: bytes, chance: Random) -> bytes:
    """Write a stretch several times."""
    at = chance.randint(0, len(data))
    piece = data[at : at + chance.randint(1, 200)]
    return data[:at] + piece * chance.choice((2, 3, 50, 400)) + data[at:]


def move(data: bytes, chance: Random) -> bytes:
    """Take a stretch to another place."""
    at = chance.randint(0, len(data))
    piece = data[at : at + chance.randint(1, 200)]
    return _spliced(data[:at] + data[at + len(piece) :], chance, piece)


def number(data: bytes, chance: Random) -> bytes:
    """Replace a number by one that nobody expects."""
    return _replaced(data, chance, _NUMBER, chance.choice(NUMBERS).encode())


def token(data: bytes, chance: Random) -> bytes:
    """Insert a piece that means something to one of the parsers."""
    return _spliced(data, chance, chance.choice(TOKENS).encode("utf-8", "surrogatepass"), chance.choice((0, 0, 3)))


def attribute(data: bytes, chance: Random) -> bytes:
    """Replace the value of an attribute of XML."""
    value = chance.choice((*NUMBERS, "a" * 3000, "\u202e", "../../x", "rId1", "true", "&amp;", "FFFFFF", "{}"))
    return _replaced(data, chance, _ATTRIBUTE, b'="' + value.encode() + b'"')


def element(data: bytes, chance: Random) -> bytes:
    """Leave an element of XML out, write it many times, or put it within itself."""
    found = list(_ELEMENT.finditer(data))
    if not found:
        return replace_bytes(data, chance)
    match = chance.choice(found)
    piece = chance.choice((b"", match[0] * 2, match[0] * 300, chance.choice(found)[0], _nested(match[0], chance)))
    return data[: match.start()] + piece + data[match.end() :]


def tag(data: bytes, chance: Random) -> bytes:
    """Leave a tag of XML out, or take another in its place."""
    found = list(_TAG.finditer(data))
    if not found:
        return replace_bytes(data, chance)
    match = chance.choice(found)
    return data[: match.start()] + chance.choice((b"", chance.choice(found)[0])) + data[match.end() :]


def _nested(piece: bytes, chance: Random) -> bytes:
    name = re.match(rb"<([\w:]+)", piece)
    if name is None:
        return piece
    depth = chance.choice((3, 40, 400, 5000))
    return (b"<" + name[1] + b">") * depth + piece + (b"</" + name[1] + b">") * depth


def _replaced(data: bytes, chance: Random, pattern: re.Pattern[bytes], piece: bytes) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return replace_bytes(data, chance)
    match = chance.choice(found)
    return data[: match.start()] + piece + data[match.end() :]


_TEXT: tuple[Mutator, ...] = (replace_bytes, cut, repeat, move, number, number, token, token, token)
_XML: tuple[Mutator, ...] = (attribute, attribute, element, element, tag, number, cut, replace_bytes)


def damaged_text(data: bytes, chance: Random) -> bytes:
    """Damage a text in one to five ways."""
    for _ in range(chance.randint(1, 5)):
        data = chance.choice(_TEXT)(data, chance)
    return data


def damaged_binary(data: bytes, chance: Random) -> bytes:
    """Damage a PDF, a picture or a font in one to three ways."""
    for _ in range(chance.randint(1, 3)):
        data = chance.choice((replace_bytes, replace_bytes, number, cut, repeat))(data, chance)
    return data


def damaged_archive(data: bytes, chance: Random) -> bytes:
    """Damage the members of a zip file (DOCX, XLSX), or now and then the file itself."""
    if chance.random() < 0.1:
        return damaged_binary(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(members)
    # most of a Word file's members are small; the parts that hold a text are what there is most to break in
    weights = [5 if re.search(r"document\.xml|sheet1|customXml/item|styles|numbering", name) else 1 for name in names]
    for _ in range(chance.randint(1, 3)):
        name = chance.choices(names, weights)[0]
        if chance.random() < 0.06:
            members.pop(name, None)
        elif name in members:
            mutators = _XML if name.endswith((".xml", ".rels")) else (replace_bytes, cut)
            members[name] = chance.choice(mutators)(members[name], chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


# values of every type of JSON, where another stood
_VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    0.5,
    1e308,
    float("nan"),
    10**30,
    "",
    "甲",
    "x" * 3000,
    [],
    {},
    [[[]]],
    {"a": {}},
)


def damaged_json(data: bytes, chance: Random) -> bytes:
    """Put values of other types into a JSON file, or damage its text."""
    if chance.random() < 0.3:
        return damaged_text(data, chance)
    tree = json.loads(data)
    for _ in range(chance.randint(1, 3)):
        _change_value(tree, chance)
    return json.dumps(tree, ensure_ascii=chance.random() < 0.5).encode()


def _change_value(tree: Any, chance: Random) -> None:
    """Replace, leave out, repeat or rename one of the values below the root."""
    holders = [holder for holder in _holders(tree) if holder]
    if not holders:
        return
    holder = chance.choice(holders)
    key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    value = chance.choice(_VALUES)
    match chance.randrange(5):
        case 0:
            del holder[key]
        case 1:
            holder[key] = [holder[key]] * chance.choice((2, 200))
        case 2 if isinstance(holder, dict):
            holder[str(value)[:40]] = holder.pop(key)
        case 3 if isinstance(holder[key], str):
            holder[key] = damaged_text(holder[key].encode(), chance).decode("utf-8", "replace")
        case _:
            holder[key] = value


def _holders(tree: Any) -> list[Any]:
    """Return all objects and lists of a tree, itself among them."""
    found = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict | list):
            found.append(node)
            waiting += node.values() if isinstance(node, dict) else node
    return found
