"""Zip files that came from elsewhere, refused where they hold or unpack to more than the limits."""

from __future__ import annotations

from zipfile import ZipFile

from jzdocs import limits
from jzdocs.encoding import max_bytes
from jzdocs.errors import DocumentError, Location

_MOST_FILES = 8  # times the size of the largest file: what all members together may have


def refuse_bomb(archive: ZipFile, packed: int, at: Location) -> None:
    """Raise DocumentError for an archive of `packed` bytes with too many members, or that unpacks to far too much."""
    most, members = limits.current(), archive.infolist()
    if len(members) > most.archive_members:
        raise DocumentError("X151.members", at=at, count=f"{len(members):,}", most=f"{most.archive_members:,}")
    total = sum(member.file_size for member in members)
    if total > max(max_bytes(), most.archive_ratio * packed) or total > _MOST_FILES * max_bytes():
        raise DocumentError("S002.unpacked", at=at, total=f"{total:,}")
