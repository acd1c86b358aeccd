"""Reading and writing files that others may have prepared.

A name may stand for a pipe, a device or a link by the time it is opened. So what is read is asked of the open file, and
what is written gets a name that nobody can guess, made by this very call.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | _NO_FOLLOW
_OWN = re.compile(r"\.jzdocs-(?P<process>\d{1,10})-[0-9a-f]{16}\.(?P<kind>tmp|old|undo)")


class IrregularFileError(OSError):
    """What was to be read is a pipe, a device or a socket: reading it could wait for ever, or change something."""

    def __init__(self, path: Path) -> None:
        """Make the error for a path."""
        super().__init__(errno.EINVAL, "not a regular file", str(path))


def read_file(path: Path, most: int | None = None, *, follow: bool = True) -> bytes:
    """Return the bytes of a regular file, at most `most` of them.

    Raises IrregularFileError for anything but a file, OSError where it cannot be read; also, unless links are to be
    followed, where the last part of the path is one.
    """
    handle = os.open(path, _READ if follow else _READ | _NO_FOLLOW)
    try:
        kind = os.fstat(handle).st_mode
        if stat.S_ISDIR(kind):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(kind):
            raise IrregularFileError(path)
        file = os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise
    with file:
        return file.read() if most is None else file.read(most)


def own_name(kind: str) -> str:
    """Return a name that nobody can guess for a file of this process: `tmp`, `old` (a backup) or `undo` (a journal)."""
    return f".jzdocs-{os.getpid()}-{os.urandom(8).hex()}.{kind}"


def is_own_name(name: str, kind: str) -> bool:
    """Return whether a name is one of `own_name`, of any process."""
    match = _OWN.fullmatch(name)
    return match is not None and match["kind"] == kind


def own_leftovers(folder: Path) -> Iterator[tuple[Path, str, int]]:
    """Yield the files in a folder that have names of `own_name` and belong to this user: path, kind, process."""
    with os.scandir(folder) as entries:
        for entry in entries:
            match = _OWN.fullmatch(entry.name)
            if match and entry.is_file(follow_symlinks=False) and belongs_to_user(entry.stat(follow_symlinks=False)):
                yield Path(entry.path), match["kind"], int(match["process"])


def belongs_to_user(state: os.stat_result) -> bool:
    """Return whether a file is this user's; where files have no such owners (Windows), each is."""
    return not hasattr(os, "geteuid") or state.st_uid == os.geteuid()


def write_new(path: Path, data: bytes, mode: int = 0o666, *, synced: bool = True) -> None:
    """Write a file that must not be there yet, not even as a link, and wait until the disk has it (if `synced`).

    Raises FileExistsError where there is one, OSError where it cannot be written; then there is none.
    """
    handle = os.open(path, _CREATE, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if synced:
                os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(path)  # noqa: PTH108 (a test of ours lets Path.unlink fail)
        raise


def resolved(path: Path) -> Path:
    """Return where a path of a text leads, links followed. A NUL, which no name can have, becomes U+FFFD: there is
    nothing of that name."""
    return Path(str(path).replace("\0", "\ufffd")).resolve()


def is_file(path: Path) -> bool:
    """Return whether a path leads to a file; a name that the system cannot have leads to none."""
    try:
        return path.is_file()
    except OSError:  # too long, or a loop of links
        return False
