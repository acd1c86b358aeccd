"""A store of things that were made before, by the hash of what they were made from. Nothing in it is needed, and
nothing is believed: an entry carries the hash of its key and contents, and one that does not agree (cut short,
damaged, put in another's place) is thrown away.

Entries are files of one folder, written under a temporary name and renamed, so that two builds may share it and either
may be killed. Its size is bounded: what was not used for longest goes first.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from hashlib import blake2b
from pathlib import Path

from jzdocs import settings

LIMIT = 512 * 1024 * 1024
_SUM = 16
_HEADER = 4096
_FRESH = 3600.0  # an entry used within the hour need not be marked as used again


def default_folder() -> Path | None:
    """Return the cache folder that JZDOCS_CACHE names, else the system's; None where there shall be no cache."""
    return settings.current().cache


def limit() -> int:
    """Return the greatest size of the cache in bytes; JZDOCS_CACHE_SIZE changes it."""
    return settings.current().cache_bytes


def digest(*parts: bytes | str) -> str:
    """A hash of parts, each with its length, so that their borders count."""
    state = blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "little"))
        state.update(data)
    return state.hexdigest()


def header_digest(path: Path) -> str:
    """A hash of a font file by its header, whose directory holds a checksum of every table (OpenType, offset table),
    and its size; "-" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return digest(file.read(_HEADER), str(os.fstat(file.fileno()).st_size))
    except OSError:
        return "-"


class Store:
    """Entries by kind and key. Without a `folder`, or where it cannot be written, everything is missing and nothing
    is kept: it never fails. `version` stands for the programs that make what is kept: makers put it into their keys.
    `found`, `missed` and `damaged` count what was asked for, by kind."""

    def __init__(self, folder: Path | None, most: int = LIMIT, version: str = "") -> None:
        self.folder, self.most, self.version = folder, most, version
        self.found: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.damaged: Counter[str] = Counter()

    def get(self, kind: str, key: str) -> bytes | None:
        """What was kept, or None."""
        data = self._read(kind, key)
        (self.missed if data is None else self.found)[kind] += 1
        return data

    def _read(self, kind: str, key: str) -> bytes | None:
        if self.folder is None:
            return None
        path = self.folder / f"{kind}-{key}"
        try:
            with path.open("rb") as file:
                data = file.read()
                used = os.fstat(file.fileno()).st_mtime
        except OSError:
            return None
        if len(data) < _SUM or data[:_SUM] != _sum(kind, key, data[_SUM:]):
            self.damaged[kind] += 1
            self._remove(path)
            return None
        if time.time() - used > _FRESH:
            try:
                os.utime(path)
            except OSError:
                pass
        return data[_SUM:]

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep `data`; where that fails, it is not kept."""
        if self.folder is None or len(data) > self.most // 4:
            return
        path = self.folder / f"{kind}-{key}"
        temporary = self.folder / f".{kind}-{key}.{os.getpid()}.tmp"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(_sum(kind, key, data) + data)
            os.replace(temporary, path)
        except OSError:
            self._remove(temporary)

    def discard(self, kind: str, key: str) -> None:
        """Forget an entry that its reader could not make sense of."""
        if self.folder is not None:
            self.damaged[kind] += 1
            self._remove(self.folder / f"{kind}-{key}")

    def prune(self) -> None:
        """Bring the folder below its bound; for whoever has added to it."""
        if self.folder is None:
            return
        try:
            with os.scandir(self.folder) as entries:
                found = [(stat.st_mtime, stat.st_size, entry.path) for entry in entries if (stat := entry.stat())]
        except OSError:  # another run prunes at the same time
            return
        total, old = sum(size for _, size, _ in found), time.time() - _FRESH
        for used, size, path in sorted(found):
            left_over = path.endswith(".tmp") and used < old
            if total > self.most or left_over:
                self._remove(Path(path))
                total -= size

    @staticmethod
    def _remove(path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            pass


def _sum(kind: str, key: str, data: bytes) -> bytes:
    state = blake2b(f"{kind}-{key}\0".encode(), digest_size=_SUM)
    state.update(data)
    return state.digest()
