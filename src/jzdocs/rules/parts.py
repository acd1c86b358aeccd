"""Parts that are added to a package: their content type and the relationship that leads to them (ECMA-376 Part 2)."""

from __future__ import annotations

from typing import Any, Protocol

from lxml import etree

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FORMAT = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


class OpenParts(Protocol):
    """A package whose parts can be changed."""

    roots: dict[str, Any]

    def root(self, name: str) -> Any:
        """Return the root of a part, which will be written again."""

    def has(self, name: str) -> bool:
        """Return whether there is a part of a name."""


def add_part(parts: OpenParts, document: str, kind: str, root: Any) -> str:
    """Add a part of a kind (`comments`, `footer`) to the document, and return the id of the relationship to it."""
    folder = document.rpartition("/")[0]
    name = _free_name(parts, folder, kind)
    parts.roots[name] = root
    types = parts.root("[Content_Types].xml")
    override = etree.SubElement(types, f"{{{_TYPES}}}Override")
    override.set("PartName", f"/{name}")
    override.set("ContentType", _FORMAT.format(kind))
    links_name = f"{folder}/_rels/{document.rpartition('/')[2]}.rels".lstrip("/")
    if not parts.has(links_name):
        parts.roots[links_name] = etree.Element(f"{{{_LINKS}}}Relationships", nsmap={None: _LINKS})
    links = parts.root(links_name)
    taken = {link.get("Id") for link in links}
    number = next(n for n in range(1, len(taken) + 2) if f"jzdocs{n}" not in taken)
    link = etree.SubElement(links, f"{{{_LINKS}}}Relationship")
    link.set("Id", f"jzdocs{number}")
    link.set("Type", f"{_KINDS}/{kind}")
    link.set("Target", name[len(folder) + 1 :] if folder else name)
    return f"jzdocs{number}"


def _free_name(parts: OpenParts, folder: str, kind: str) -> str:
    names = (f"{kind}{number or ''}.xml" for number in range(1000))
    paths = (f"{folder}/{name}".lstrip("/") for name in names)
    return next(path for path in paths if not parts.has(path))
