"""Putting files into place: all of them, or none. What stood there before stays until everything is written."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from jzdocs.errors import Diagnostic, Location, SurroundingsError, diagnostic, shown_path
from jzdocs.messages.message import Message

_TEMPORARY = re.compile(r"\..+\.(\d+)\.tmp")


def publish_files(folder: Path, files: Mapping[str, bytes], *, sweep: bool = True) -> list[Path]:
    """Write `files` into `folder`: under temporary names in the same folder, synced, then renamed one right after the
    other. Files that hold what they should already are left alone. Two builds that put files into one folder wait
    for each other; what a killed one left is swept (not where many are put one after another: that is for the last).

    Raises SurroundingsError when that fails; the folder is then as it was.
    """
    temporary: list[tuple[Path, Path]] = []
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            target = folder / name
            if target.is_dir():
                raise IsADirectoryError(21, "a folder of that name is in the way", str(target))
            if _holds(target, data):
                continue
            path = folder / f".{name}.{os.getpid()}.tmp"
            temporary.append((path, target))
            with path.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        if temporary:
            with _alone(folder):
                if sweep:
                    _sweep(folder)
                for path, target in temporary:
                    os.replace(path, target)
    except OSError as error:
        for path, _ in temporary:
            path.unlink(missing_ok=True)
        if made and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        raise SurroundingsError("X030", at=Location(str(folder)), reason=error.strerror) from error
    return [folder / name for name in files]


def outdated_files(folder: Path, files: Mapping[str, bytes], hint: Message) -> Iterator[Diagnostic]:
    """The files that are not in `folder`, or hold something else; `hint` says what to do."""
    for name, data in files.items():
        path = folder / name
        if not path.is_file():
            yield diagnostic(Location(shown_path(path)), "X060", "error", {}, hint)
        elif not _holds(path, data):
            yield diagnostic(Location(shown_path(path)), "X061", "error", {}, hint)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait for others who put files into the folder; where folders cannot be locked, nobody waits."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove the temporary files of processes that are gone."""
    with os.scandir(folder) as entries:
        left = [(int(match[1]), Path(entry.path)) for entry in entries if (match := _TEMPORARY.fullmatch(entry.name))]
    for process, path in left:
        if not _lives(process):
            path.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
