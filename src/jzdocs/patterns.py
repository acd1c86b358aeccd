"""Regular expressions of the house, compiled once for all runs.

jzdocs has some fifteen hundred patterns, most of them about the figures of a sentence, and Python compiles them anew in
each process: half of the time that a command needs to start. So what Python's compiler makes of them (a list of
numbers) is left in the folder of the cache, as Python leaves byte code: the next process gives these numbers to the
engine, which checks that they are sound, and compiles nothing.

The table is sealed with the user's secret and belongs to one version of the engine. Where there is no table, where it
is damaged, or where Python's compiler has another shape than is expected here, patterns are compiled as ever.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from array import array
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from jzdocs import settings
from jzdocs.errors import JzdocsError
from jzdocs.files import belongs_to_user, own_name, read_file, write_new
from jzdocs.user_secret import secret

_NAME = "patterns"
_SEAL = 32
_WORD = "I"  # the type of array.array that has the size of the engine's numbers
_FEW = 40  # a command that needs no stage has no more patterns than this: reading the table would take longer
_SHARE = 4  # the table takes no more than a fourth of what the cache may
_MOST = 6000  # patterns in a table: beyond that, those of other versions of jzdocs are left out


class _Compiled(Struct, frozen=True, array_like=True):
    """What the engine needs: flags, the program, the number of groups, their names, and the name of each group."""

    flags: int
    program: bytes
    groups: int
    names: dict[str, int]
    name_of: tuple[str | None, ...]


_decode = msgspec.msgpack.Decoder(dict[bytes, _Compiled]).decode


class _Table:
    """The patterns that earlier runs left, and those that this one needed."""

    def __init__(self) -> None:
        self.stored: dict[bytes, _Compiled] | None = None  # not read yet
        self.used: dict[bytes, _Compiled] = {}
        self.new = 0
        self.asked_for = 0


_table = _Table()


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a compiled pattern: the very one that `re.compile` returns, faster. Raises re.error as that does."""
    _table.asked_for += 1
    engine = _engine()
    if engine is None or _table.asked_for <= _FEW:
        return re.compile(pattern, flags)
    if _table.stored is None:
        _table.stored = _read()
    flags = int(flags)
    key = blake2b(f"{flags} {pattern}".encode("utf-8", "surrogatepass"), digest_size=12).digest()
    entry = _table.stored.get(key)
    try:
        if entry is None:
            entry = engine.compile(pattern, flags)
            _table.new += 1
        _table.used[key] = entry
        return engine.pattern(pattern, entry)
    except (AttributeError, LookupError, TypeError, ValueError, RuntimeError):  # the engine has another shape
        return re.compile(pattern, flags)


def save() -> None:
    """Leave the patterns of this run for the next, where any is new; do nothing where they cannot be written, or would
    crowd out what else the cache holds."""
    path = _path()
    if path is None or not _table.new:
        return
    earlier = _table.stored or {}
    if len(earlier) + _table.new > _MOST:
        earlier = {}
    data = msgspec.msgpack.encode(earlier | _table.used)
    if len(data) > settings.current().cache_bytes // _SHARE:
        return
    temporary = path.with_name(own_name("tmp"))
    _table.new = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_new(temporary, _seal(data) + data, 0o600, synced=False)
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _read() -> dict[bytes, _Compiled]:
    """Return the table that earlier runs left: an empty one where there is none that this user sealed."""
    path = _path()
    if path is None:
        return {}
    try:
        state = path.lstat()
        data = read_file(path, follow=False) if belongs_to_user(state) else b""
        seal, data = data[:_SEAL], data[_SEAL:]
        return _decode(data) if seal and seal == _seal(data) else {}
    except (OSError, msgspec.MsgspecError):
        return {}


def _seal(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SEAL, key=secret(), person=b"jzdocs patterns").digest()


def _path() -> Path | None:
    """Return where the table lies; None where there is no cache. The name holds what a program depends on."""
    engine = _engine()
    try:
        folder = settings.current().cache
    except JzdocsError:  # a wrong variable is told when the command begins
        return None
    return folder / f"{_NAME}-{engine.version}" if engine and folder else None


class _Engine(Struct, frozen=True):
    """The parts of Python's module `re` that compile and that run a pattern."""

    parse: Callable[[str, int], Any]
    translate: Callable[[Any, int], list[int]]
    make: Callable[..., re.Pattern[str]]
    version: str

    def compile(self, pattern: str, flags: int) -> _Compiled:
        """Return what the engine needs for a pattern. Raises re.error."""
        tree = self.parse(pattern, flags)
        program = array(_WORD, [int(number) for number in self.translate(tree, flags)])
        names: dict[str, int] = dict(tree.state.groupdict)
        name_of: list[str | None] = [None] * tree.state.groups
        for name, number in names.items():
            name_of[number] = name
        return _Compiled(flags | tree.state.flags, program.tobytes(), tree.state.groups - 1, names, tuple(name_of))

    def pattern(self, pattern: str, entry: _Compiled) -> re.Pattern[str]:
        """Return the pattern; the engine raises an exception for a program that is not sound."""
        program = array(_WORD, entry.program).tolist()
        return self.make(pattern, entry.flags, program, entry.groups, entry.names, entry.name_of)


@lru_cache(maxsize=1)
def _engine() -> _Engine | None:
    """Return Python's engine; None where it is another than CPython's since 3.11."""
    try:  # private modules, which typeshed does not describe
        sre, compiler, parser = (import_module(name) for name in ("_sre", "re._compiler", "re._parser"))
        size, magic = sre.CODESIZE, sre.MAGIC
        parts = (parser.parse, compiler._code, sre.compile)
    except (ImportError, AttributeError):
        return None
    if sys.implementation.name != "cpython" or size != array(_WORD).itemsize:
        return None
    version = blake2b(f"{sys.version} {magic} {sys.byteorder}".encode(), digest_size=8).hexdigest()
    return _Engine(*parts, version)
