"""The zip file of an OFD document: the same bytes wherever it is made."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file knows: its members have no dates of their own
_LEVEL = 6  # nine takes twice as long for a hundredth


class Package:
    """Members are compressed as they come, so that a long document needs no more memory than its file has bytes."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._zip = ZipFile(self._out, "w", ZIP_DEFLATED, compresslevel=_LEVEL)

    def add(self, name: str, data: str | bytes) -> None:
        """Add a member. Names that are not ASCII are UTF-8, and the member says so."""
        info = ZipInfo(name, _EPOCH)
        info.compress_type = ZIP_DEFLATED
        info.create_system = 3
        info.external_attr = 0o644 << 16
        self._zip.writestr(info, data, compresslevel=_LEVEL)

    def close(self) -> bytes:
        """Return the file."""
        self._zip.close()
        return self._out.getvalue()
