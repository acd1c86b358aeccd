"""Records of named numbers as a built file holds them, checked: others may have written the file."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

_Number = Annotated[str, Meta(pattern=r"^-?[0-9]{1,400}(\.[0-9]{1,400})?$")]


class _Place(Struct):
    """Where a number stands in its source."""

    path: str
    line: Annotated[int, Meta(ge=0, lt=2**53)]
    column: int = 0
    offset: int = -1
    document: str = ""
    cell: str = ""


class _Record(Struct):
    """What is read of a record."""

    id: str
    text: str
    unit: str
    value: _Number | None
    source: _Place
    sentence: str = ""
    section: str = ""
    subject: str = ""
    pages: list[str] = []
    bookmarks: list[str] = []


def checked_records(data: object) -> list[dict[str, Any]]:
    """Return the records of named numbers that a file holds, those of older versions with all keys. Raises
    msgspec.ValidationError for what is none."""
    msgspec.convert(data, list[_Record])
    records = msgspec.convert(data, list[dict[str, Any]])
    return [
        {"sentence": "", "section": "", "subject": "", "bookmarks": [], "pages": [], **record} for record in records
    ]
