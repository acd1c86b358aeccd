"""Settings from environment variables: one frozen struct, read whole, so that a wrong value is found at once.

`current` is what every other module asks. It keeps nothing but the last answer, which holds as long as the variables
do: a program that changes them between two builds gets what it asks for.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from jzdocs.errors import UsageError
from jzdocs.messages.message import message

MIB = 1024 * 1024
_FACTORS = {"": 1, "K": 1024, "M": MIB, "G": 1024 * MIB}
# those of jzdocs, and those by which an operating system says where caches belong
VARIABLES = (
    "JZDOCS_MAX_BYTES",
    "JZDOCS_NOTEBOOK_SECONDS",
    "JZDOCS_CACHE",
    "JZDOCS_CACHE_KEY",
    "JZDOCS_CACHE_SIZE",
    "JZDOCS_DATABASE_SECONDS",
    "JZDOCS_LOCK_SECONDS",
    "JZDOCS_OFFICE_SECONDS",
    "JZDOCS_SCRIPT_SECONDS",
    "JZDOCS_FONT_PATH",
    "JZDOCS_SELF_CHECK",
    "SOURCE_DATE_EPOCH",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "LOCALAPPDATA",
    "HOME",
)


class Settings(Struct, frozen=True):
    """What environment variables choose.

    `max_bytes` is the size of the largest file that is read, `cache` the folder of the cache (None: no cache),
    `cache_bytes` its greatest size, `cache_key` the secret that its entries are sealed with ("": that in `config`, the
    folder for what belongs to the user; None: there is none), `state` the folder for what is remembered of the user's
    work (None: nothing is), `database_seconds` how long a database may take to answer, `lock_seconds` how long another
    run may hold the output folder, `office_seconds` how long LibreOffice may take to convert a file, `script_seconds`
    how long a script may take to draw, `notebook_seconds` how long a cell of a notebook may run, `font_folders` where
    fonts are looked for in place of the system's folders (None: there), `source_date` the moment of documents without a
    date. With
    `self_check` a text that was lost on the way is an internal error, as our own tests want it.
    """

    max_bytes: int = 64 * MIB
    cache: Path | None = None
    cache_bytes: int = 512 * MIB
    cache_key: str = ""
    config: Path | None = None
    state: Path | None = None
    database_seconds: int = 10
    lock_seconds: int = 60
    office_seconds: int = 120
    script_seconds: int = 30
    notebook_seconds: int = 600
    font_folders: tuple[Path, ...] | None = None
    source_date: datetime | None = None
    self_check: bool = False


def current() -> Settings:
    """Return the settings. Raises UsageError (X023) for a variable with a wrong value."""
    return _settings(tuple(os.environ.get(name) for name in VARIABLES))


@lru_cache(maxsize=1)
def _settings(values: tuple[str | None, ...]) -> Settings:
    given = {name: value for name, value in zip(VARIABLES, values, strict=True) if value is not None}
    return Settings(
        max_bytes=_bytes(given, "JZDOCS_MAX_BYTES", Settings().max_bytes, least=1),
        cache=_cache(given),
        cache_bytes=_bytes(given, "JZDOCS_CACHE_SIZE", Settings().cache_bytes, factor=MIB),
        cache_key=given.get("JZDOCS_CACHE_KEY", ""),
        config=_config(given),
        state=_state(given),
        database_seconds=_seconds(given, "JZDOCS_DATABASE_SECONDS", Settings().database_seconds),
        lock_seconds=_seconds(given, "JZDOCS_LOCK_SECONDS", Settings().lock_seconds),
        office_seconds=_seconds(given, "JZDOCS_OFFICE_SECONDS", Settings().office_seconds),
        script_seconds=_seconds(given, "JZDOCS_SCRIPT_SECONDS", Settings().script_seconds),
        notebook_seconds=_seconds(given, "JZDOCS_NOTEBOOK_SECONDS", Settings().notebook_seconds),
        font_folders=_folders(given, "JZDOCS_FONT_PATH"),
        source_date=_moment(given, "SOURCE_DATE_EPOCH"),
        self_check=bool(given.get("JZDOCS_SELF_CHECK")),
    )


def _bytes(given: Mapping[str, str], name: str, default: int, *, factor: int = 1, least: int = 0) -> int:
    """Return a size in bytes: `64M`, `64MB` and `64MiB` are the same; a bare number counts `factor` bytes."""
    value = given.get(name, "").strip()
    if not value:
        return default
    match = re.fullmatch(r"([0-9]{1,15})\s*(?:([KMG]?)i?B|([KMG]))?", value, re.I)
    if match is None:
        raise _wrong(name, value, "hint.setting_size")
    unit = match[2] if match[2] is not None else match[3]
    size = int(match[1]) * (factor if unit is None else _FACTORS[unit.upper()])
    if size < least:
        raise _wrong(name, value, "hint.setting_size")
    return size


def _seconds(given: Mapping[str, str], name: str, default: int) -> int:
    value = given.get(name, "").strip()
    if not value:
        return default
    if not re.fullmatch(r"[0-9]{1,6}", value) or not int(value):
        raise _wrong(name, value, "hint.setting_seconds")
    return int(value)


def _moment(given: Mapping[str, str], name: str) -> datetime | None:
    value = given.get(name, "").strip()
    if not value:
        return None
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise _wrong(name, value, "hint.source_date_epoch") from error


def _folders(given: Mapping[str, str], name: str) -> tuple[Path, ...] | None:
    if name not in given:
        return None
    folders = tuple(Path(part) for part in given[name].split(os.pathsep) if part)
    if any(map(_is_no_folder, folders)):
        raise _wrong(name, given[name], "hint.setting_folders")
    return folders


def _is_no_folder(path: Path) -> bool:
    """Return whether a path cannot be that of a folder: it is a file, or no system has such a name."""
    try:
        return path.is_file()
    except PermissionError:  # a folder that this user may not look at
        return False
    except OSError:
        return True


def _cache(given: Mapping[str, str]) -> Path | None:
    """Return JZDOCS_CACHE (empty: no cache), else the folder that the system has for caches."""
    name = "JZDOCS_CACHE"
    if name in given:
        folder = Path(given[name]) if given[name] else None
        if folder and _is_no_folder(folder):
            raise _wrong(name, given[name], "hint.setting_folder")
        return folder
    return _system_folder(given, "XDG_CACHE_HOME", ("jzdocs/Cache", "Library/Caches/jzdocs", ".cache/jzdocs"))


def _config(given: Mapping[str, str]) -> Path | None:
    """Return the folder that the system has for what belongs to a user's programs."""
    below = ("jzdocs", "Library/Application Support/jzdocs", ".config/jzdocs")
    return _system_folder(given, "XDG_CONFIG_HOME", below)


def _state(given: Mapping[str, str]) -> Path | None:
    """Return the folder that the system has for what programs remember of a user's work."""
    below = ("jzdocs/State", "Library/Application Support/jzdocs/State", ".local/state/jzdocs")
    return _system_folder(given, "XDG_STATE_HOME", below)


def _system_folder(given: Mapping[str, str], variable: str, below: tuple[str, str, str]) -> Path | None:
    """Return the folder of ours in that which a variable names, else `below` the user's home: on Windows, macOS and
    other systems; None for a user without a home."""
    if base := given.get(variable):
        return Path(base) / "jzdocs"
    try:
        home = Path.home()
    except RuntimeError:  # the user has no home folder
        return None
    if sys.platform == "win32":
        return Path(given.get("LOCALAPPDATA", str(home / "AppData/Local"))) / below[0]
    return home / (below[1] if sys.platform == "darwin" else below[2])


_LONGEST_SHOWN = 120  # characters of a value in a message


def _wrong(name: str, value: str, hint: str) -> UsageError:
    shown = value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"
    return UsageError("X023", name=name, value=shown, hint=message(hint))
