"""Word files that jzdocs built: the source that such a file contains, and its pictures.

The record is a custom XML part with JSON in it (`word/anchors.py` writes it, and `pull` compares with it).
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from jzdocs.archives import DAMAGES, refuse_bomb
from jzdocs.errors import Location

_SOURCE = "urn:jzdocs:source"


class OwnRecord(Struct, frozen=True):
    """What a Word file of ours was built from: the name of its source and the text of that; whether its paragraphs can
    be found in it again (`pull`); the pictures by the names that the text gives them."""

    name: str
    text: str
    anchored: bool
    pictures: Mapping[str, bytes]


def own_record(data: bytes, shown: str) -> OwnRecord | None:
    """Return the source that a Word file contains; None for a file without one, or a damaged one. Raises DocumentError
    for one that unpacks to far too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_bomb(archive, len(data), Location(shown))
            record = _record(archive)
            if not isinstance(record, dict) or record.get("document") not in record.get("files", {}):
                return None
            name = str(record["document"])
            pictures = _pictures(archive, record.get("pictures", {}))
            return OwnRecord(name, str(record["files"][name]), bool(record.get("anchors")), pictures)
    except (*DAMAGES, RecursionError):
        return None


def _is_custom(name: str) -> bool:
    return bool(re.fullmatch(r"customXml/item\d+\.xml", name))


def _record(archive: zipfile.ZipFile) -> Any:
    from lxml import etree  # only Word files pay for it

    from jzdocs.foreign_xml import parsed

    for name in filter(_is_custom, archive.namelist()):
        part = archive.read(name)
        if _SOURCE.encode() not in part[:400]:
            continue
        try:
            root = parsed(part, huge=True)
        except etree.XMLSyntaxError:
            continue
        if etree.QName(root).namespace == _SOURCE:
            return json.loads(root.text or "null")
    return None


def _pictures(archive: zipfile.ZipFile, names: Mapping[str, str]) -> dict[str, bytes]:
    """Return the pictures that a file was built with, recognised by their checksums."""
    if not names:
        return {}
    media = [archive.read(name) for name in archive.namelist() if "/media/" in name]
    by_sum = {hashlib.sha256(data).hexdigest(): data for data in media}
    return {name: by_sum[checksum] for name, checksum in names.items() if checksum in by_sum}
