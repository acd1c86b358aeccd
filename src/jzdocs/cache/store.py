"""A store of earlier results under the hash of their inputs.

A build never needs an entry, and never trusts one: an entry begins with a hash of its key and contents that is keyed by
a secret of the user, and an entry whose hash does not agree (truncated, damaged, moved to another name, made by
somebody else) is deleted. Entries are files of one folder, which nobody else may write into, written under a name that
nobody can guess and renamed, so that two builds may share the folder and either may be killed. The size of the folder
is bounded: the entries unused for longest are deleted first. Other files in the folder are left alone.
"""

from __future__ import annotations

import os
import stat
import time
from collections import Counter
from hashlib import blake2b
from pathlib import Path

from jzdocs import settings
from jzdocs.files import belongs_to_user, is_own_name, own_name, read_file, write_new
from jzdocs.patterns import compiled
from jzdocs.user_secret import secret

LIMIT = 512 * 1024 * 1024
_CHECKSUM_SIZE = 16
_HEADER = 4096
_ENTRY = compiled(r"[a-z]{1,16}-[0-9A-Za-z]{1,64}")
_WRITTEN_BY_OTHERS = 0o022
_FRESH = 3600.0  # seconds: an entry used within the hour need not be marked as used again


def default_folder() -> Path | None:
    """Return the cache folder that JZDOCS_CACHE names, else the system's; None where there shall be no cache."""
    return settings.current().cache


def limit() -> int:
    """Return the greatest size of the cache in bytes; JZDOCS_CACHE_SIZE changes it."""
    return settings.current().cache_bytes


def digest(*parts: bytes | str) -> str:
    """Return a hash of parts; each goes in with its length, so that ("ab", "c") and ("a", "bc") differ."""
    state = blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "little"))
        state.update(data)
    return state.hexdigest()


def header_digest(path: Path) -> str:
    """Return a hash of a font file's header and size; "-" where the file cannot be read.

    The header holds a checksum of every table (OpenType, table directory), so the rest need not be read.
    """
    try:
        return digest(read_file(path, _HEADER), str(path.stat().st_size))
    except OSError:
        return "-"


class Store:
    """Entries by kind and key.

    Without a `folder`, or where the folder cannot be read or written, every entry is missing and nothing is stored; no
    method ever fails. `version` identifies the program that makes the entries; callers put it into their keys. `found`,
    `missed` and `damaged` count requests by kind.
    """

    def __init__(self, folder: Path | None, most: int = LIMIT, version: str = "") -> None:
        self.folder, self.most, self.version = _trusted(folder), most, version
        self.found: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.damaged: Counter[str] = Counter()

    def get(self, kind: str, key: str) -> bytes | None:
        """Return the contents of an entry, or None where there is no sound one."""
        data = self._read(kind, key)
        (self.missed if data is None else self.found)[kind] += 1
        return data

    def _read(self, kind: str, key: str) -> bytes | None:
        if self.folder is None:
            return None
        path = self.folder / f"{kind}-{key}"
        try:
            state = path.lstat()
            data = read_file(path, follow=False) if belongs_to_user(state) else b""
        except OSError:
            return None
        used = state.st_mtime
        if len(data) < _CHECKSUM_SIZE or data[:_CHECKSUM_SIZE] != _checksum(kind, key, data[_CHECKSUM_SIZE:]):
            self.damaged[kind] += 1
            self._remove(path)
            return None
        if time.time() - used > _FRESH:
            try:
                os.utime(path)
            except OSError:
                pass
        return data[_CHECKSUM_SIZE:]

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Store `data`, unless it takes more than a quarter of the bound; do nothing where writing fails."""
        if self.folder is None or len(data) > self.most // 4:
            return
        path = self.folder / f"{kind}-{key}"
        temporary = self.folder / own_name("tmp")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_new(temporary, _checksum(kind, key, data) + data, 0o600, synced=False)
            os.replace(temporary, path)
        except OSError:
            self._remove(temporary)

    def discard(self, kind: str, key: str) -> None:
        """Delete an entry whose contents its reader could not decode, and count it as damaged."""
        if self.folder is not None:
            self.damaged[kind] += 1
            self._remove(self.folder / f"{kind}-{key}")

    def prune(self) -> None:
        """Delete the entries unused for longest until the folder is within its bound, and temporary files that killed
        builds left behind."""
        if self.folder is None:
            return
        try:
            with os.scandir(self.folder) as entries:
                files = [
                    (state.st_mtime, state.st_size, entry.path)
                    for entry in entries
                    if _ENTRY.fullmatch(entry.name) or is_own_name(entry.name, "tmp")
                    if stat.S_ISREG((state := entry.stat(follow_symlinks=False)).st_mode)
                ]
        except OSError:  # another build prunes at the same time
            return
        total, old = sum(size for _, size, _ in files), time.time() - _FRESH
        for used, size, path in sorted(files):
            left_over = path.endswith(".tmp") and used < old
            if total > self.most or left_over:
                self._remove(Path(path))
                total -= size

    @staticmethod
    def _remove(path: Path) -> None:
        try:
            path.unlink()
        except OSError:
            pass


def _trusted(folder: Path | None) -> Path | None:
    """Return the folder of a store, or None for one that is not this user's or that others may write into; of a new
    one, which is made when the first entry is put there, its name."""
    if folder is None or os.name != "posix":
        return folder
    try:
        place = folder.resolve()
        state = place.stat()
        if not belongs_to_user(state):
            return None
        if state.st_mode & _WRITTEN_BY_OTHERS:
            place.chmod(stat.S_IMODE(state.st_mode) & ~_WRITTEN_BY_OTHERS)
    except FileNotFoundError:
        return folder
    except (OSError, RuntimeError):  # RuntimeError: links that go round
        return None
    return folder


def _checksum(kind: str, key: str, data: bytes) -> bytes:
    state = blake2b(f"{kind}-{key}\0".encode(), digest_size=_CHECKSUM_SIZE, key=secret())
    state.update(data)
    return state.digest()
