"""The parts of a Word file (ECMA-376 Part 2): opened by name, with the relationships of each.

Files of other makers lack parts, or name them otherwise; only one without a document is refused.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct, field

from jzdocs import limits
from jzdocs.archives import DAMAGES, refuse_bomb
from jzdocs.errors import DocumentError, Location
from jzdocs.foreign_xml import parsed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# ISO/IEC 29500 Strict has other namespaces for the same elements (listed in its Part 4)
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMESPACE = re.compile(
    rb"http://purl\.oclc\.org/ooxml/(officeDocument|wordprocessingml|drawingml|presentationml|spreadsheetml|schemaLibrary)/"
)


def w(tag: str) -> str:
    """Return the name of an element or attribute of WordprocessingML as lxml has it."""
    return f"{{{W}}}{tag}"


def value(node: Any, tag: str) -> str | None:
    """Return the `w:val` of a child, "" where the child has none, None where there is no such child."""
    child = node.find(w(tag)) if node is not None else None
    return None if child is None else child.get(w("val"), "")


def is_on(node: Any) -> bool:
    """Return whether a property that is on or off (17.17.4) is there and on."""
    return node is not None and node.get(w("val"), "1") not in ("0", "false", "off", "none")


def is_on_attribute(node: Any, name: str) -> bool:
    """Return whether an attribute that is on or off is there and on."""
    return node.get(w(name), "0") not in ("0", "false", "off")


class Relationship(Struct, frozen=True):
    """What a part refers to: the last word of the relationship's type, and the name of a part or an address."""

    type: str
    target: str
    external: bool = False


class Part(Struct):
    """A part of a Word file: its name, its root element, and what it refers to, by id."""

    name: str
    root: Any
    relationships: dict[str, Relationship]


class Package(Struct):
    """A Word file that is open: its archive, the names of its members as the archive has them, and the main part."""

    archive: zipfile.ZipFile
    names: dict[str, str]
    document: Part = field(default_factory=lambda: Part("", None, {}))

    def data(self, name: str) -> bytes:
        """Return the bytes of a part, b"" where the file has no such part or it is damaged."""
        member = self.names.get(name.lower())
        try:
            return self.archive.read(member) if member else b""
        except DAMAGES:
            return b""

    def part(self, name: str) -> Part | None:
        """Return a part of XML, None where the file has no such part or it is damaged."""
        root = _parsed(self.data(name))
        if root is None:
            return None
        folder, _, last = name.rpartition("/")
        links = _parsed(self.data(f"{folder}/_rels/{last}.rels".lstrip("/")))
        return Part(name, root, dict(_relationships(links, folder)) if links is not None else {})

    def related(self, part: Part, kind: str) -> Iterator[Part]:
        """Yield the parts that a part refers to by relationships of type `kind`."""
        for relationship in part.relationships.values():
            if relationship.type == kind and (found := self.part(relationship.target)):
                yield found

    def first(self, kind: str) -> Part | None:
        """Return the part of type `kind` that the document refers to, or None."""
        return next(self.related(self.document, kind), None)


def open_package(data: bytes, shown: str) -> Package:
    """Return a Word file opened. Raises DocumentError where it is damaged, or too large when unpacked."""
    at = Location(shown)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        refuse_bomb(archive, len(data), at)
        package = Package(archive, {name.replace("\\", "/").lower(): name for name in archive.namelist()})
    except DocumentError:
        raise
    except Exception as error:  # damaged archives fail in many ways
        raise DocumentError("S001.word", at=at, kind=type(error).__name__) from error
    document = package.part(_document_name(package))
    body = document.root.find(w("body")) if document else None
    if document is None or body is None:
        raise DocumentError("S001.word", at=at, kind="BadZipFile")
    count, most = sum(1 for _ in body.iter(w("p"))), limits.current().paragraphs
    if count > most:
        raise DocumentError("X151.paragraphs", at=at, count=f"{count:,}", most=f"{most:,}")
    package.document = document
    return package


def _document_name(package: Package) -> str:
    """Return the name of the main part, which a file may choose (Part 2, 9.3)."""
    root = _parsed(package.data("_rels/.rels"))
    links = _relationships(root, "") if root is not None else ()
    return next((link.target for _, link in links if link.type == "officeDocument"), "word/document.xml")


def _parsed(data: bytes) -> Any:
    """Return the root of a part; None where there is none, or where it cannot be read."""
    if not data:
        return None
    if _STRICT in data:
        data = _STRICT_NAMESPACE.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
    try:
        return parsed(data, huge=True, bare=True)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _relationships(root: Any, folder: str) -> Iterator[tuple[str, Relationship]]:
    for node in root:
        if not isinstance(node.tag, str):
            continue
        external = node.get("TargetMode") == "External"
        target = node.get("Target", "")
        if not external:
            target = unquote(target)
            target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield node.get("Id", ""), Relationship(node.get("Type", "").rsplit("/", 1)[-1], target, external)
