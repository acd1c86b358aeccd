"""The secret that entries of the cache are sealed with: whoever does not know it cannot make one.

It lies in a file of the user's own, which nobody else may read; or JZDOCS_CACHE_KEY gives it, where several machines
share a cache. Where there is neither, each run has one of its own, and finds nothing that others left.
"""

from __future__ import annotations

import os
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from jzdocs import settings
from jzdocs.files import belongs_to_user, read_file, write_new

_FILE = "cache.key"
_SIZE = 32
_OTHERS = 0o077


def secret() -> bytes:
    """Return the secret of this user."""
    given = settings.current()
    if given.cache_key:
        return blake2b(given.cache_key.encode("utf-8", "surrogateescape"), digest_size=_SIZE).digest()
    return _secret_in(given.config)


@lru_cache(maxsize=8)
def _secret_in(folder: Path | None) -> bytes:
    """Return the secret that lies in a folder; it is made the first time."""
    fresh = os.urandom(_SIZE)
    if folder is None:
        return fresh
    path = folder / _FILE
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _put(path, fresh)
        state = path.lstat()
        is_private = os.name != "posix" or not state.st_mode & _OTHERS
        found = read_file(path, _SIZE, follow=False) if belongs_to_user(state) and is_private else b""
    except OSError:
        return fresh
    return found if len(found) == _SIZE else fresh


def _put(path: Path, data: bytes) -> None:
    """Write the secret, unless another run was first: it is whole as soon as it has its name."""
    temporary = path.with_name(f".{_FILE}-{os.urandom(8).hex()}")
    write_new(temporary, data, 0o600)
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass
    except OSError:  # the file system has no hard links
        os.replace(temporary, path)
        return
    temporary.unlink()
