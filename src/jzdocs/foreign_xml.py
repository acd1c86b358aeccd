"""XML that came from elsewhere: what it brings along is read, what it refers to outside itself is not.

An entity that the file defines itself stands for its text, within libxml2's bounds for what entities may unpack to; a
file that uses any other is refused, since what stands there would be lost.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

_OPTIONS: dict[str, Any] = {"resolve_entities": "internal", "no_network": True, "load_dtd": False}


def parsed(data: bytes, *, huge: bool = False, bare: bool = False) -> Any:
    """Return the root of a text in XML, without comments and processing instructions where it is to be `bare`; with
    `huge` a single text in it may be longer than 10 MB. Raises XMLSyntaxError."""
    parser = etree.XMLParser(**_OPTIONS, huge_tree=huge, remove_comments=bare, remove_pis=bare)
    return etree.fromstring(data, parser)
