"""What a reference document holds beside looks: programs, and ways to fetch something when a document made from it is
opened. None of it comes into our documents.

Only relationships (ECMA-376 Part 2, 9.3) of the kinds that headers and footers need are kept; a field that fetches or
runs something (Part 1, 17.16.5) stays as the text it showed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from jzdocs.foreign_xml import parsed
from jzdocs.link_addresses import is_harmless
from jzdocs.messages.message import Message, message
from jzdocs.patterns import compiled

KINDS = ("image", "hyperlink")  # kinds of relationships of a header or a footer that are kept
_FIELD = compiled(
    r"\s*(?:DDE|DDEAUTO|LINK|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|MACROBUTTON|EMBED|CONTROL|HTMLCONTROL"
    r"|RD|PRINT|ASK|FILLIN|AUTOTEXT|AUTOTEXTLIST)\b",
    re.I,
)
_HYPERLINK = compiled(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]\S*))', re.I)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MACROS = (
    "vbaProject",
    "extensibility",
    "wordVbaData",
    "keyMapCustomizations",
    "attachedToolbars",
    "userCustomization",
)
_OBJECTS = ("oleObject", "package", "control", "activeXControl", "aFChunk", "subDocument", "frame")


def is_kept(kind: str, target: str, *, external: bool) -> bool:
    """Return whether a relationship of a header or a footer is kept: a picture inside the file, a harmless link."""
    return kind in KINDS and (is_harmless(target) if kind == "hyperlink" else not external)


def is_harmful_field(instruction: str) -> bool:
    """Return whether the instruction of a field fetches or runs something."""
    link = _HYPERLINK.match(instruction)
    if link:
        return not is_harmless((link[1] or link[2] or "").replace("\\\\", "\\"))
    return _FIELD.match(instruction) is not None


def harm_in(archive: zipfile.ZipFile) -> Sequence[Message]:
    """Return what the file holds of that kind, in the order of its parts."""
    found: list[Message] = []
    for name in sorted(archive.namelist()):
        if name.endswith(".rels"):
            found += _relationships(archive.read(name), name)
        elif re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
            found += [message("harm.field", name=field) for field in _fields(archive.read(name))]
        elif name.endswith("vbaProject.bin"):
            found.append(message("harm.macros"))
    return found


def _relationships(data: bytes, name: str) -> Iterator[Message]:
    """Yield what the relationships of a part lead to; links in the text are left out with the text."""
    for node in _parsed(data).iter("{*}Relationship"):
        kind, target = node.get("Type", "").rsplit("/", 1)[-1], node.get("Target", "")
        if kind in _MACROS:
            yield message("harm.macros")
        elif kind == "attachedTemplate":
            yield message("harm.template", name=target)
        elif kind in _OBJECTS:
            yield message("harm.object")
        elif kind == "hyperlink" and ("/document.xml" in name or is_harmless(target)):
            continue
        elif kind == "hyperlink" or node.get("TargetMode") == "External":
            yield message("harm.external", address=target)


def _fields(data: bytes) -> Iterator[str]:
    """Yield the first words of the harmful fields in a header or a footer."""
    root = _parsed(data)
    simple = [node.get(f"{_W}instr", "") for node in root.iter(f"{_W}fldSimple")]
    for instruction in (*simple, *("".join(texts) for _, texts in fields_of(root))):
        if is_harmful_field(instruction):
            yield instruction.split()[0]


def fields_of(root: Any) -> Iterator[tuple[list[Any], list[str]]]:
    """Yield the fields of a part that are made of several elements: these (marks and instructions), and the texts of
    the instruction."""
    stack: list[tuple[list[Any], list[str]]] = []
    for node in root.iter(f"{_W}fldChar", f"{_W}instrText"):
        kind = node.get(f"{_W}fldCharType", "") if node.tag == f"{_W}fldChar" else "text"
        if kind == "begin":
            stack.append(([node], []))
        elif stack and kind == "text":
            stack[-1][0].append(node)
            stack[-1][1].append(node.text or "")
        elif stack:
            stack[-1][0].append(node)
        if stack and kind == "end":
            yield stack.pop()
    yield from stack  # they have no end


def _parsed(data: bytes) -> Any:
    try:
        return parsed(data)
    except (etree.XMLSyntaxError, ValueError):
        return etree.Element("none")
