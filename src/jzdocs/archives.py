"""Zip files that came from elsewhere, refused where they hold or unpack to more than the limits."""

from __future__ import annotations

import io
import lzma
import struct
import zlib
from zipfile import BadZipFile, ZipFile

from jzdocs import limits
from jzdocs.encoding import max_bytes
from jzdocs.errors import DocumentError, Location

# what reading a damaged archive may raise: RuntimeError where it asks for a password, NotImplementedError for a way of
# packing that Python does not know, and what the libraries raise that unpack
DAMAGES = (
    BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,
)
_MOST_FILES = 8  # times the size of the largest file: what all members together may have


def refuse_bomb(archive: ZipFile, packed: int, at: Location) -> None:
    """Raise DocumentError for an archive of `packed` bytes with too many members, or that unpacks to far too much."""
    most, members = limits.current(), archive.infolist()
    if len(members) > most.archive_members:
        raise DocumentError("X151.members", at=at, count=f"{len(members):,}", most=f"{most.archive_members:,}")
    total = sum(member.file_size for member in members)
    if total > max(max_bytes(), most.archive_ratio * packed) or total > _MOST_FILES * max_bytes():
        raise DocumentError("S002.unpacked", at=at, total=f"{total:,}")


def refuse_packed_bomb(data: bytes, at: Location) -> None:
    """Raise DocumentError for the bytes of an archive that `refuse_bomb` refuses; let pass what is no archive."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            refuse_bomb(archive, len(data), at)
    except DAMAGES:
        return


def beginning(archive: ZipFile, name: str, most: int) -> bytes:
    """Return the first `most` bytes of a member, however large it says it is. Raises one of DAMAGES."""
    with archive.open(name) as part:
        return part.read(most)
