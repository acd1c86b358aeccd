"""Putting files into a folder: all of them or none, whatever fails and whenever the process ends.

New files are written under temporary names and synced. Then, while others who publish into the folder wait, old files
get a second name (`.NAME.PID.old`), a journal (`.NAME.PID.undo`) lists what is about to be replaced, and the new files
are renamed one right after the other. An error puts the old files back. A process that is killed leaves its journal,
and the next one that publishes there puts them back.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs.errors import Diagnostic, Location, SurroundingsError, diagnostic, os_reason, shown_path
from jzdocs.messages.message import Message

_LEFTOVER = re.compile(r"\..+\.(?P<process>\d+)\.(?P<kind>tmp|old|undo)")
_LAST = "build.json"  # tells what the other files hold
_HOUR = 3600.0
_ON_WINDOWS = os.name == "nt"


class _Replacement(Struct, frozen=True):
    """A file to put into place: its new contents lie in `temporary`; `backup` is another name for the old ones."""

    target: Path
    temporary: Path
    backup: Path
    digest: str


def publish_files(folder: Path, files: Mapping[str, bytes], *, repair: bool = True) -> list[Path]:
    """Put `files` into `folder`, all of them or none, and return their paths.

    Files that hold the right bytes already are left alone. `repair` first puts right what killed processes left; where
    many documents are published one after another, `repair_folder` does it once for all. Raises SurroundingsError where
    a file cannot be written; the folder is then as it was.
    """
    is_new = not folder.exists()
    replacements: list[_Replacement] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if repair:
            repair_folder(folder)
        for name in sorted(files, key=lambda name: name == _LAST):
            if _is_changed(folder / name, files[name]):
                replacements.append(_replacement(folder / name, files[name]))
                _write(replacements[-1].temporary, files[name])
                _take_mode(replacements[-1])
        if replacements:
            with _locked(folder):
                _replace_all(replacements)
    except OSError as error:
        raise _failure(folder, files, error) from error
    finally:
        _remove(replacement.temporary for replacement in replacements)
        if is_new:
            with contextlib.suppress(OSError):  # somebody else's files may lie there by now
                folder.rmdir()
    return [folder / name for name in files]


def outdated_files(folder: Path, files: Mapping[str, bytes], hint: Message) -> Iterator[Diagnostic]:
    """Yield an error for each of `files` that is missing from `folder` or differs; `hint` says what to do."""
    for name, data in files.items():
        path = folder / name
        if not path.is_file():
            yield diagnostic(Location(shown_path(path)), "X060", "error", {}, hint)
        elif not _holds(path, data):
            yield diagnostic(Location(shown_path(path)), "X061", "error", {}, hint)


def _failure(folder: Path, files: Collection[str], error: OSError) -> SurroundingsError:
    """Return what ends the run: it names the file that could not be replaced where the system says which."""
    names = {Path(str(name)).name for name in (error.filename2, error.filename) if name} & set(files)
    if names:
        return SurroundingsError("X030.file", at=Location(str(folder / names.pop())), reason=os_reason(error))
    return SurroundingsError("X030", at=Location(str(folder)), reason=os_reason(error))


def repair_folder(folder: Path) -> None:
    """Put back the files that a killed process was replacing, and remove its temporary files.

    Where the folder can be locked, whoever left a journal must be gone, for it is only there under the lock.
    """
    if not folder.is_dir() or not _leftovers(folder):
        return
    with _locked(folder) as locked:
        for path, kind, process in sorted(_leftovers(folder), key=lambda leftover: leftover[1] != "undo"):
            if kind == "undo" and (locked or not _is_running(process, path)):
                _undo_from(path)
            elif not _is_running(process, path):
                path.unlink(missing_ok=True)


def _leftovers(folder: Path) -> list[tuple[Path, str, int]]:
    """Return temporary files, backups and journals in a folder: path, kind, process."""
    with os.scandir(folder) as entries:
        matches = [(Path(entry.path), _LEFTOVER.fullmatch(entry.name)) for entry in entries]
    return [(path, match["kind"], int(match["process"])) for path, match in matches if match]


def _is_changed(target: Path, data: bytes) -> bool:
    """Return whether a file has to be written. Raises IsADirectoryError where a folder has its name."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    return not _holds(target, data)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _replacement(target: Path, data: bytes) -> _Replacement:
    base = f".{target.name}.{os.getpid()}"
    digest = hashlib.sha256(data).hexdigest()
    return _Replacement(target, target.with_name(f"{base}.tmp"), target.with_name(f"{base}.old"), digest)


def _write(path: Path, data: bytes) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _take_mode(replacement: _Replacement) -> None:
    """Give the new file the mode of the old one."""
    with contextlib.suppress(OSError):  # there is none, or the file system has no modes
        shutil.copymode(replacement.target, replacement.temporary)


def _replace_all(replacements: Sequence[_Replacement]) -> None:
    """Rename all new files to their targets; on any error, put the old ones back and raise it again."""
    journal = replacements[0].backup.with_suffix(".undo")
    try:
        replaced = [replacement for replacement in replacements if _back_up(replacement)]
        entries = [
            {"name": r.target.name, "backup": r.backup.name if r in replaced else None, "new": r.digest}
            for r in replacements
        ]
        _write(journal, json.dumps(entries).encode())
        for replacement in replacements:
            os.replace(replacement.temporary, replacement.target)
        journal.unlink()  # from here on the new files hold
    except BaseException:  # also where the user interrupts
        _undo_from(journal)
        raise
    finally:
        if not journal.exists():
            _remove(replacement.backup for replacement in replacements)


def _back_up(replacement: _Replacement) -> bool:
    """Give the old file a second name, or copy it where the file system has no hard links; return whether there is
    one."""
    replacement.backup.unlink(missing_ok=True)
    if not replacement.target.exists():
        return False
    try:
        os.link(replacement.target, replacement.backup)
    except OSError:
        shutil.copyfile(replacement.target, replacement.backup)
    return True


def _undo_from(journal: Path) -> None:
    """Put back the files that a journal lists, and remove it; it stays where a file cannot be put back.

    Only files that hold what was put there are touched: one that was changed since is somebody's work.
    """
    try:
        entries: list[dict[str, Any]] = json.loads(journal.read_bytes())
    except FileNotFoundError:
        return
    except ValueError:  # it was not written to its end: nothing had been replaced
        entries = []
    failed = [entry for entry in entries if not _is_undone(journal.parent, entry)]
    if not failed:
        _remove([journal])


def _is_undone(folder: Path, entry: Mapping[str, Any]) -> bool:
    """Put back the file of an entry of a journal, and return whether it is as it was, or nothing more can be done."""
    target = folder / entry["name"]
    try:
        if not target.is_file() or _digest(target) != entry["new"]:
            return True
        if entry["backup"] is None:
            target.unlink()
        else:
            os.replace(folder / entry["backup"], target)
        return True
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Wait for others who publish into the folder; yield whether it is locked now (not every system can)."""
    try:
        import fcntl
    except ImportError:
        yield False
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        locked = True
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            locked = False
        yield locked
    finally:
        os.close(handle)


def _is_running(process: int, leftover: Path) -> bool:
    """Return whether the process that a leftover names is still there. On Windows, where a process cannot be asked
    without ending it, it is taken to be there for an hour."""
    if _ON_WINDOWS:
        with contextlib.suppress(OSError):
            return time.time() - leftover.stat().st_mtime < _HOUR
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it belongs to somebody else
        return True
    return True
