"""Putting files into folders: all of them or none, whatever fails and whenever the process ends.

New files are written under names that nobody can guess and synced. Then, while others who publish into the folders
wait, old files get a second name (`….old`), a journal in each folder (`….undo`) lists what is about to be replaced, and
the new files are renamed one right after the other. An error puts the old files back. A process that is killed leaves
its journals, and the next one that publishes there puts them back. A link in the place of a file is replaced, never
followed; what others left under names like ours is not touched.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import stat
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs import settings
from jzdocs.errors import Diagnostic, Location, SurroundingsError, diagnostic, os_reason, shown_path
from jzdocs.files import is_own_name, own_leftovers, own_name, read_file, write_new
from jzdocs.messages.message import Message

_LAST = "build.json"  # tells what the other files hold
_HOUR = 3600.0
_LOCK_CHECK = 0.02  # seconds
_UNSEEN = 1.0  # seconds: who waits longer is told
# called with the folder when another run makes this one wait
waiting: ContextVar[Callable[[Path], None]] = ContextVar("waiting", default=lambda _: None)
_ON_WINDOWS = os.name == "nt"


class _Replacement(Struct, frozen=True):
    """A file to put into place: its new contents lie in `temporary`; `backup` is another name for the old ones.

    A file that has several names is written `in_place`, so that it goes on having them; its backup is a copy.
    """

    target: Path
    temporary: Path
    backup: Path
    digest: str
    in_place: bool = False


def publish_files(folder: Path, files: Mapping[str, bytes], *, repair: bool = True) -> list[Path]:
    """Put `files` into `folder`, all of them or none, and return their paths; see `publish_all`."""
    return publish_all({folder: files}, repair=repair)


def publish_all(
    folders: Mapping[Path, Mapping[str, bytes]], *, repair: bool = True, keep_names: bool = False
) -> list[Path]:
    """Put files into folders, all of them or none, and return their paths.

    Files that hold the right bytes already are left alone. `repair` first puts right what killed processes left; where
    many documents are published one after another, `repair_folder` does it once for all. With `keep_names` a file that
    has several names (hard links) has them afterwards too. Raises SurroundingsError where a file cannot be written; the
    folders are then as they were.
    """
    new_folders: list[Path] = []
    replacements: dict[Path, list[_Replacement]] = {}
    folder = Path()
    try:
        for folder, files in folders.items():
            new_folders += _make_folder(folder)
            if repair:
                repair_folder(folder)
            changed = replacements.setdefault(folder, [])
            for name in sorted(files, key=lambda name: name == _LAST):
                if _is_changed(folder / name, files[name]):
                    changed.append(_replacement(folder / name, files[name], keep_names=keep_names))
                    _write_beside(changed[-1], files[name])
        folder = next(iter(folders), folder)
        with contextlib.ExitStack() as locks:
            # in one order, so that two who publish into the same folders do not wait for each other
            for folder in sorted(path for path, changed in replacements.items() if changed):
                locks.enter_context(_locked(folder))
            _replace_all([changed for changed in replacements.values() if changed])
    except OSError as error:
        raise _failure(folder, folders, error) from error
    finally:
        _remove(replacement.temporary for changed in replacements.values() for replacement in changed)
        for new_folder in reversed(new_folders):
            with contextlib.suppress(OSError):  # files lie there by now, ours or somebody else's
                new_folder.rmdir()
    return [folder / name for folder, files in folders.items() for name in files]


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder with those above it, and return which ones were missing, the highest first."""
    missing: list[Path] = []
    above = folder
    while not above.exists() and above != above.parent:
        missing.insert(0, above)
        above = above.parent
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def outdated_files(folder: Path, files: Mapping[str, bytes], hint: Message) -> Iterator[Diagnostic]:
    """Yield an error for each of `files` that is missing from `folder` or differs; `hint` says what to do."""
    for name, data in files.items():
        path = folder / name
        if not path.is_file():
            yield diagnostic(Location(shown_path(path)), "X060", "error", {}, hint)
        elif not _holds(path, data):
            yield diagnostic(Location(shown_path(path)), "X061", "error", {}, hint)


def _failure(folder: Path, folders: Mapping[Path, Collection[str]], error: OSError) -> SurroundingsError:
    """Return what ends the run: it names the file that could not be replaced where the system says which."""
    targets = {path / name for path, files in folders.items() for name in files}
    paths = [path for path in (error.filename2, error.filename) if path]
    if named := next((path for path in map(Path, map(os.fsdecode, paths)) if path in targets), None):
        return SurroundingsError("X030.file", at=Location(str(named)), reason=os_reason(error))
    return SurroundingsError("X030", at=Location(str(folder)), reason=os_reason(error))


def repair_folder(folder: Path) -> None:
    """Put back the files that a killed process was replacing, and remove its temporary files.

    Where the folder can be locked, whoever left a journal must be gone, for it is only there under the lock.
    """
    if not folder.is_dir() or not any(own_leftovers(folder)):
        return
    with _locked(folder) as locked:
        for path, kind, process in sorted(own_leftovers(folder), key=lambda leftover: leftover[1] != "undo"):
            if kind == "undo" and (locked or not _is_running(process, path)):
                _undo_from(path)
            elif not _is_running(process, path):
                path.unlink(missing_ok=True)


def _is_changed(target: Path, data: bytes) -> bool:
    """Return whether a file has to be written. Raises IsADirectoryError where a folder has its name."""
    if target.is_dir() and not target.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    return target.is_symlink() or not _holds(target, data)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and read_file(path) == data
    except OSError:
        return False


def _replacement(target: Path, data: bytes, *, keep_names: bool) -> _Replacement:
    folder = target.parent
    in_place = keep_names and not target.is_symlink() and target.exists() and target.stat().st_nlink > 1
    digest = hashlib.sha256(data).hexdigest()
    return _Replacement(target, folder / own_name("tmp"), folder / own_name("old"), digest, in_place)


def _write_beside(replacement: _Replacement, data: bytes) -> None:
    """Write the new file beside the old one, with its mode and owner; nobody else may read it before it has them."""
    try:
        old = replacement.target.lstat()
    except OSError:
        old = None
    if old is None or not stat.S_ISREG(old.st_mode):
        write_new(replacement.temporary, data)
        return
    write_new(replacement.temporary, data, old.st_mode & 0o777)
    with contextlib.suppress(OSError):  # the file system has no modes
        shutil.copymode(replacement.target, replacement.temporary)
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
        with contextlib.suppress(OSError):  # only root may give files to others
            os.chown(replacement.temporary, old.st_uid, old.st_gid)


def _replace_all(folders: Sequence[Sequence[_Replacement]]) -> None:
    """Rename all new files to their targets, folder by folder; on any error, put the old ones back and raise it
    again."""
    replacements = [replacement for group in folders for replacement in group]
    _check_targets(replacements)
    journals = [group[0].backup.with_name(own_name("undo")) for group in folders]
    try:
        for journal, group in zip(journals, folders, strict=True):
            write_new(journal, _journal(group), 0o600)
        for replacement in replacements:
            if replacement.in_place:
                _overwrite(replacement.target, replacement.temporary.read_bytes())
            else:
                os.replace(replacement.temporary, replacement.target)
        for journal in journals:
            journal.unlink()  # from here on the new files hold
    except BaseException:  # also where the user interrupts
        for journal in journals:
            _undo_from(journal)
        raise
    finally:
        if not any(journal.exists() for journal in journals):
            _remove(replacement.backup for replacement in replacements)


def _check_targets(replacements: Iterable[_Replacement]) -> None:
    """Raise OSError for a file that is open in a program that lets nobody replace it (Windows), while none is replaced
    yet."""
    for target in (replacement.target for replacement in replacements if _ON_WINDOWS):
        if target.is_file():
            with target.open("r+b"):
                pass


def _journal(group: Iterable[_Replacement]) -> bytes:
    """Return the journal of a folder, when its old files have second names."""
    entries = [
        {
            "name": replacement.target.name,
            "backup": replacement.backup.name if _back_up(replacement) else None,
            "new": replacement.digest,
            "in_place": replacement.in_place,
        }
        for replacement in group
    ]
    return json.dumps(entries).encode()


def _back_up(replacement: _Replacement) -> bool:
    """Give the old file a second name, or copy it where the file system has no hard links; return whether there is
    one."""
    target, backup = replacement.target, replacement.backup
    if target.is_symlink():
        backup.symlink_to(target.readlink())
        return True
    if not target.exists():
        return False
    if not replacement.in_place:
        with contextlib.suppress(OSError):
            os.link(target, backup)
            return True
    write_new(backup, read_file(target), target.stat().st_mode & 0o777)
    shutil.copymode(target, backup)
    return True


def _overwrite(path: Path, data: bytes) -> None:
    """Write into a file that is there, and wait until the disk has it."""
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def _undo_from(journal: Path) -> None:
    """Put back the files that a journal lists, and remove it; it stays where a file cannot be put back.

    Only files that hold what was put there are touched: one that was changed since is somebody's work.
    """
    try:
        entries: list[dict[str, Any]] = json.loads(read_file(journal, follow=False))
    except FileNotFoundError:
        return
    except (OSError, ValueError):  # it was not written to its end: nothing had been replaced
        entries = []
    ours = [entry for entry in entries if _is_entry(entry)] if isinstance(entries, list) else []
    failed = [entry for entry in ours if not _is_undone(journal.parent, entry)]
    if not failed:
        _remove([journal])


def _is_entry(entry: object) -> bool:
    """Return whether an entry of a journal speaks of a file of its folder, and of a backup that has a name of ours."""
    match entry:
        case {"name": str(name), "new": str(), "backup": str() | None as backup}:
            plain = name not in ("", ".", "..") and not set(name) & set("/\\\0")
            return plain and (backup is None or is_own_name(backup, "old"))
        case _:
            return False


def _is_undone(folder: Path, entry: Mapping[str, Any]) -> bool:
    """Put back the file of an entry of a journal, and return whether it is as it was, or nothing more can be done."""
    target = folder / entry["name"]
    try:
        if entry.get("in_place"):
            _overwrite(target, read_file(folder / entry["backup"], follow=False))
            return True
        if target.is_symlink() or not target.is_file() or _digest(target) != entry["new"]:
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
    return hashlib.sha256(read_file(path)).hexdigest()


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Wait for others who publish into the folder; yield whether it is locked now (not every system can)."""
    if _ON_WINDOWS:
        yield False
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        locked = True
        try:
            _lock(handle, folder)
        except OSError:
            locked = False
        yield locked
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    """Lock an open folder, waiting for another run that has it.

    Raises SurroundingsError where that does not let it go in time, OSError where the folder cannot be locked.
    """
    import fcntl

    seconds = settings.current().lock_seconds
    began = time.monotonic()
    is_shown = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waited = time.monotonic() - began
            if waited >= seconds:
                raise SurroundingsError("X137", at=Location(shown_path(folder)), seconds=seconds) from None
            if waited > _UNSEEN and not is_shown:
                waiting.get()(folder)
                is_shown = True
            time.sleep(_LOCK_CHECK)
        else:
            return


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
    except OverflowError:  # no process has such a number
        return False
    except OSError:  # it belongs to somebody else
        return True
    return True
