"""Documents that were built before: nothing is built again when nothing that it is made from has changed.

It takes two steps, so that going back to an earlier text finds what was built from it. The first leads from the request
(a source, its options, the version of every program that has a part in it) to the list of inputs that such a build
looks at; the second from the state of all of these to the result. The result's files lie in the store by their own
hash, or (of many documents) only where they were published.
"""

from __future__ import annotations

import os
import platform
import sys
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from jzdocs import settings
from jzdocs.build.result import BuildInputs, BuildResult, sha256
from jzdocs.cache.store import Store, digest, header_digest
from jzdocs.errors import Diagnostic, Report, shown_path
from jzdocs.files import read_file
from jzdocs.messages.message import Message, message
from jzdocs.options import BuildOptions
from jzdocs.project import Project, portable
from jzdocs.resources import resource_root

# a file changed so shortly before a build may have changed again after it was read, within one tick of the file
# system's clock
_TICK = 0.02
_HERE, _SHIPPED = "project:", "jzdocs:"


class _KnownInputs(Struct):
    """The inputs of a build and their states.

    Paths in the project and in jzdocs count from there, so that a store may be taken to another machine.
    """

    inputs: BuildInputs
    states: dict[str, str]


class _BuildRecord(Struct):
    """The result of a build, without the contents of its files."""

    name: str
    outputs: dict[str, str]
    diagnostics: list[Diagnostic]
    pages: int
    inputs: dict[str, str]
    note: Message | None = None


class BuildRequest(Struct, frozen=True):
    """A build that is asked for: `key` stands for everything but the files it looks at, `root` is the project's folder,
    `began` the time in seconds of the wall clock."""

    key: str
    root: Path
    began: float


class PreviousBuild(Struct, frozen=True):
    """What is known of a request: the `result` of a build with the same inputs (None: there is none), and the names of
    inputs that `changed` since the last build (None: there was none)."""

    result: BuildResult | None = None
    changed: list[str] | None = None


def build_request(
    path: Path, project: Project, template: str | None, formats: Sequence[str], options: BuildOptions, language: str
) -> BuildRequest:
    """Return the request for a build. `language` counts where the document holds our messages."""
    row = None if options.row is None else sorted((value.head, value.text, repr(value.given)) for value in options.row)
    given = settings.current()
    parts = (
        program_version(),
        shown_path(path),
        portable(str(path), project.root),
        os.path.relpath(project.root),
        template,
        project.template,
        project.allow,
        project.scripts,
        project.machine_fonts,
        tuple(formats),
        options.archive,
        options.ofd,
        language if options.comment else "",
        options.fonts,
        row,
        options.name,
        options.run,
        (given.source_date, given.font_folders, given.max_bytes),
    )
    return BuildRequest(digest(repr(parts)), project.root, time.time())


def find_previous_build(store: Store, request: BuildRequest, folder: Path | None = None) -> PreviousBuild:
    """Return what is known of a request. Files are taken from the output `folder` where they lie there already."""
    last = _decoded(store, "inputs", request.key, _KnownInputs)
    if last is None:
        return PreviousBuild()
    states = _states(last.inputs, request.root)
    changed = [name.removeprefix(_HERE) for name, state in states.items() if last.states.get(name) != state]
    record = _decoded(store, "build", _result_key(request, states), _BuildRecord)
    files = _files(store, record, folder) if record else None
    if record is None or files is None:
        return PreviousBuild(None, changed)
    result = BuildResult(
        record.name,
        files,
        Report(record.diagnostics),
        record.pages,
        {},
        record.inputs,
        root=request.root,
        watched=last.inputs.renamed(lambda name: str(_path(name, request.root))),
        explanation=(message("cli.explain.unchanged"),),
        note=record.note,
    )
    return PreviousBuild(result, changed)


def _files(store: Store, record: _BuildRecord, folder: Path | None) -> dict[str, bytes] | None:
    """Return the files of a build, from the output folder or the store; None where one is in neither."""
    files = {}
    for name, expected_hash in record.outputs.items():
        data = _published(folder / name, expected_hash) if folder else None
        if data is None:
            data = store.get("file", expected_hash)
        if data is None:
            return None
        files[name] = data
    return files


def store_build(store: Store, request: BuildRequest, result: BuildResult, *, with_files: bool = True) -> None:
    """Store the result of a build; its files too, or (where they are found in the output folder) only their hashes.

    A result with errors is not stored, nor one whose inputs changed while it was built.
    """
    if store.folder is None or result.report.errors or not result.files:
        return
    if any(_changed_after(Path(name), request.began - _TICK) for name in result.watched.files):
        return
    watched = _renamed(result.watched, request.root)
    states = _states(watched, request.root)
    outputs = {name: sha256(data) for name, data in result.files.items()}
    if with_files:
        for name, data in result.files.items():
            store.put("file", outputs[name], data)
    found = list(result.report.found)
    record = _BuildRecord(result.name, outputs, found, result.pages, dict(result.inputs), result.note)
    store.put("build", _result_key(request, states), msgspec.msgpack.encode(record))
    store.put("inputs", request.key, msgspec.msgpack.encode(_KnownInputs(watched, states)))


@lru_cache(maxsize=1)
def program_version() -> str:
    """Return a hash of all programs that a result depends on: our own code, Python, and the libraries beside us."""
    state = blake2b(digest_size=20)
    package = Path(__file__).parents[1]
    for path in _code(package):
        state.update(path[len(str(package)) :].encode())
        with open(path, "rb") as file:  # noqa: PTH123 (170 of them: half the time of pathlib's)
            state.update(file.read())
    libraries = sorted(n for n in os.listdir(Path(msgspec.__file__).parents[1]) if n.endswith(".dist-info"))  # noqa: PTH208
    state.update(repr((libraries, sys.version, platform.machine(), zlib.ZLIB_RUNTIME_VERSION)).encode())
    return state.hexdigest()


def _code(folder: Path | str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            if entry.name.endswith(".py"):
                yield entry.path
            elif entry.name not in ("__pycache__", "_data") and entry.is_dir():
                yield from _code(entry.path)


def _result_key(request: BuildRequest, states: Mapping[str, str]) -> str:
    return digest(request.key, *(part for item in states.items() for part in item))


def _decoded(store: Store, kind: str, key: str, form: type[Any]) -> Any:
    """Return an entry of the store decoded as `form`, or None; an entry that cannot be decoded is deleted."""
    data = store.get(kind, key)
    if data is None:
        return None
    try:
        return msgspec.msgpack.decode(data, type=form)
    except msgspec.MsgspecError:
        store.discard(kind, key)
        return None


def _published(path: Path, expected_hash: str) -> bytes | None:
    """Return a file's contents, if they have the hash that is expected."""
    try:
        data = read_file(path)
    except OSError:
        return None
    return data if sha256(data) == expected_hash else None


def _renamed(inputs: BuildInputs, root: Path) -> BuildInputs:
    """Return inputs whose paths count from the project or from jzdocs, where they lie there."""
    root, shipped = root.resolve(), resource_root().resolve()

    def name(text: str) -> str:
        path = Path(text)
        for base, prefix in ((root, _HERE), (shipped, _SHIPPED)):
            if path.is_relative_to(base):
                return prefix + path.relative_to(base).as_posix()
        return text

    return inputs.renamed(name)


def _path(name: str, root: Path) -> Path:
    """Return the path that a name of `_renamed` stands for."""
    for prefix, base in ((_HERE, root), (_SHIPPED, resource_root())):
        if name.startswith(prefix):
            return base.resolve() / name[len(prefix) :]
    return Path(name)


def _states(inputs: BuildInputs, root: Path) -> dict[str, str]:
    """Return a hash of the state of each input, by its name."""
    states = {name: _content_hash(_path(name, root)) for name in inputs.files}
    states |= {f"font {name}": header_digest(_path(name, root)) for name in inputs.fonts}
    states |= {f"folder {name}": digest(*_names_below(_path(name, root))) for name in inputs.folders}
    return states


def _content_hash(path: Path) -> str:
    try:
        return blake2b(read_file(path), digest_size=20).hexdigest()
    except OSError:
        return "-"


def _names_below(folder: Path) -> Iterator[str]:
    for top, folders, files in os.walk(folder):
        folders.sort()
        yield from (os.path.join(top, name)[len(str(folder)) :] for name in sorted(files))  # noqa: PTH118


def _changed_after(path: Path, moment: float) -> bool:
    try:
        return path.stat().st_mtime > moment
    except OSError:
        return False
