"""The file of a reportlab document with its objects in object streams (ISO 32000-1, 7.5.7) and a cross-reference stream
(7.5.8).

reportlab writes each object by itself, uncompressed, and a table with twenty bytes for each: a third of the file, since
a structure tree has thousands of small objects. Archived files may hold them in object streams (ISO 19005-2, 6.1.4);
streams stay by themselves, so that the metadata can be read without unpacking anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc

from jzdocs.pdf.objects import deflated

_HEADER = b"%PDF-1.7\n%\xe5\x8f\xb8\xe6\x96\x87\n"  # bytes beyond 127 tell transfers that the file is binary
_MEMBERS = 500  # objects in a stream: a reader unpacks a whole stream for one of its objects
_FREE, _BYTES, _MEMBER = range(3)  # types of entries of a cross-reference stream


class _Entry(NamedTuple):
    """An entry of the cross-reference stream: its type, then offset and generation, or object stream and place."""

    kind: int
    place: int
    member: int


def packed(document: Any) -> bytes:
    """Return the bytes of a reportlab document; to be called in place of its `format`.

    The same document always gives the same bytes. Objects that are referred to for the first time while others are
    formatted are written as well.
    """
    catalog, info = document.Reference(document.Catalog), document.Reference(document.info)
    members: list[tuple[int, bytes]] = []
    chunks, offset = [_HEADER], len(_HEADER)
    entries: dict[int, _Entry] = {0: _Entry(_FREE, 0, 65535)}
    for number, body in _bodies(document):
        if not body.endswith(b"endstream"):
            members.append((number, body))
            continue
        chunks.append(_object(number, body))
        entries[number] = _Entry(_BYTES, offset, 0)
        offset += len(chunks[-1])
    number = len(document.numberToId)
    for first in range(0, len(members), _MEMBERS):
        group = members[first : first + _MEMBERS]
        number += 1
        chunks.append(_object(number, _object_stream(group)))
        entries[number] = _Entry(_BYTES, offset, 0)
        offset += len(chunks[-1])
        entries.update((member, _Entry(_MEMBER, number, index)) for index, (member, _) in enumerate(group))
    number += 1
    entries[number] = _Entry(_BYTES, offset, 0)
    digest = document.signature.digest().hex().upper()
    roots = b"/Root %b /Info %b" % (catalog.format(document), info.format(document))
    rows = [entries[key] for key in range(number + 1)]
    chunks.append(_object(number, _cross_references(rows, b"%b /ID [<%b> <%b>]" % (roots, *[digest.encode()] * 2))))
    chunks.append(b"startxref\n%d\n%%%%EOF\n" % offset)
    return b"".join(chunks)


def _bodies(document: Any) -> Iterator[tuple[int, bytes]]:
    """Yield the numbers and bytes of all objects; formatting one may add others."""
    number = 1
    while number in document.numberToId:
        body = pdfdoc.format(document.idToObject[document.numberToId[number]], document, toplevel=1)
        yield number, bytes(body).strip(b"\n")
        number += 1


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, body)


def _stream(dictionary: bytes, data: bytes) -> bytes:
    """Return a compressed stream; both characters of a line end go before `endstream` (see `reportlab_settings`)."""
    coded = deflated(data)
    return b"<< %b /Filter /FlateDecode /Length %d >>\nstream\n%b\r\nendstream" % (dictionary, len(coded), coded)


def _object_stream(members: Sequence[tuple[int, bytes]]) -> bytes:
    """Return an object stream: the numbers and offsets of its objects, then the objects."""
    heads, position = [], 0
    for number, body in members:
        heads.append(b"%d %d" % (number, position))
        position += len(body) + 1
    head = b" ".join(heads) + b"\n"
    data = head + b"\n".join(body for _, body in members)
    return _stream(b"/Type /ObjStm /N %d /First %d" % (len(members), len(head)), data)


def _cross_references(rows: Sequence[_Entry], trailer: bytes) -> bytes:
    """Return the cross-reference stream; each row is coded as its difference to the one above (PNG's filter Up), since
    most of them differ by little."""
    width = max(1, (max(row.place for row in rows).bit_length() + 7) // 8)
    lines = [bytes((kind,)) + value.to_bytes(width) + last.to_bytes(2) for kind, value, last in rows]
    columns = width + 3
    above = bytes(columns)
    coded = bytearray()
    for line in lines:
        coded.append(2)
        coded += bytes([(byte - up) & 255 for byte, up in zip(line, above, strict=True)])
        above = line
    parameters = b"/DecodeParms << /Predictor 12 /Columns %d >>" % columns
    head = b"/Type /XRef /Size %d /W [1 %d 2] %b %b" % (len(rows), width, trailer, parameters)
    return _stream(head, bytes(coded))
