"""Documents that were built before: nothing is made again when nothing that it is made from has changed.

Two steps, so that going back to an earlier text finds what was made of it. The first leads from what is asked for (a
source, its options, the version of everything that has a part in it) to the list of what that looked at; the second
from the state of all of these to what came out. The files lie in the store by their own hash, or (of many) only
where they were put.
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

from jzdocs.build.result import BuildInputs, BuildResult, sha256
from jzdocs.cache.store import Store, digest, header_digest
from jzdocs.errors import Diagnostic, Report, shown_path
from jzdocs.options import BuildOptions
from jzdocs.project import Project, portable
from jzdocs.resources import resource_root

# a file changed so shortly before a build may have changed again after it was read, within one tick of the file
# system's clock
_TICK = 0.02
_SURROUNDINGS = ("SOURCE_DATE_EPOCH", "JZDOCS_FONT_PATH", "JZDOCS_MAX_BYTES")
_HERE, _SHIPPED = "project:", "jzdocs:"


class _KnownInputs(Struct):
    """What a build looked at, and in what state that was; places in the project and in jzdocs are told from there,
    so that a store may be taken to another machine."""

    inputs: BuildInputs
    states: dict[str, str]


class _BuildRecord(Struct):
    """What came of it."""

    name: str
    outputs: dict[str, str]
    diagnostics: list[Diagnostic]
    pages: int
    inputs: dict[str, str]


class BuildRequest(Struct, frozen=True):
    """A build that is asked for: `key` stands for everything but the files it looks at; `began` is when (seconds of
    the wall clock)."""

    key: str
    root: Path
    began: float


class PreviousBuild(Struct, frozen=True):
    """What is known of a build that is asked for: the document as it was `built` before, where all it looked at is
    in the same state; the names of what has changed since the last build (None: there was none)."""

    built: BuildResult | None = None
    reasons: list[str] | None = None


def build_request(
    path: Path, project: Project, template: str | None, formats: Sequence[str], options: BuildOptions, language: str
) -> BuildRequest:
    """What a build asks for. `language` counts where the document holds our messages."""
    row = sorted(options.row.items()) if options.row is not None else None
    surroundings = [(name, os.environ.get(name)) for name in _SURROUNDINGS]
    said = language if options.comment else ""
    words = (
        program_version(),
        shown_path(path),
        portable(str(path), project.root),
        os.path.relpath(project.root),
        template,
        project.template,
        tuple(formats),
        options.archive,
        said,
        options.fonts,
        row,
        options.name,
        surroundings,
    )
    return BuildRequest(digest(repr(words)), project.root, time.time())


def find_previous_build(store: Store, build: BuildRequest, place: Path | None = None) -> PreviousBuild:
    """What was built of the same before. Files are looked for in the folder `place` too."""
    known = _decoded(store, "inputs", build.key, _KnownInputs)
    if known is None:
        return PreviousBuild()
    states = _states(known.inputs, build.root)
    reasons = [name.removeprefix(_HERE) for name, state in states.items() if known.states.get(name) != state]
    made = _decoded(store, "build", _result(build, states), _BuildRecord)
    files = _files(store, made, place) if made else None
    if made is None or files is None:
        return PreviousBuild(None, reasons)
    watched = known.inputs.renamed(lambda name: str(_path(name, build.root)))
    built = BuildResult(
        made.name,
        files,
        Report(made.diagnostics),
        made.pages,
        {},
        made.inputs,
        root=build.root,
        watched=watched,
        made="nothing that it is made from has changed",
    )
    return PreviousBuild(built, reasons)


def _files(store: Store, made: _BuildRecord, place: Path | None) -> dict[str, bytes] | None:
    """The files that came of a build, from their place or the store; None where one is in neither."""
    files = {}
    for name, wanted in made.outputs.items():
        data = _in_place(place / name, wanted) if place else None
        if data is None:
            data = store.get("file", wanted)
        if data is None:
            return None
        files[name] = data
    return files


def store_build(store: Store, build: BuildRequest, built: BuildResult, *, files: bool = True) -> None:
    """Keep what was built; its files too, or (where they can be found in their place) only their hashes. What
    changed while it was built is not known well enough to be kept, what has errors is not kept."""
    if store.folder is None or built.report.errors or not built.files:
        return
    if any(_changed_after(Path(name), build.began - _TICK) for name in built.watched.files):
        return
    watched = _renamed(built.watched, build.root)
    states = _states(watched, build.root)
    outputs = {name: sha256(data) for name, data in built.files.items()}
    if files:
        for name, data in built.files.items():
            store.put("file", outputs[name], data)
    made = _BuildRecord(built.name, outputs, list(built.report.found), built.pages, dict(built.inputs))
    store.put("build", _result(build, states), msgspec.msgpack.encode(made))
    store.put("inputs", build.key, msgspec.msgpack.encode(_KnownInputs(watched, states)))


@lru_cache(maxsize=1)
def program_version() -> str:
    """A hash of all that may change what comes out of the same input: our own code, Python, and the libraries that
    are installed beside us."""
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


def _result(build: BuildRequest, states: Mapping[str, str]) -> str:
    return digest(build.key, *(part for item in states.items() for part in item))


def _decoded(store: Store, kind: str, key: str, form: type[Any]) -> Any:
    data = store.get(kind, key)
    if data is None:
        return None
    try:
        return msgspec.msgpack.decode(data, type=form)
    except msgspec.MsgspecError:
        store.discard(kind, key)
        return None


def _in_place(path: Path, wanted: str) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if sha256(data) == wanted else None


def _renamed(inputs: BuildInputs, root: Path) -> BuildInputs:
    """Paths as names that hold elsewhere too."""
    root, shipped = root.resolve(), resource_root().resolve()

    def name(text: str) -> str:
        path = Path(text)
        for base, prefix in ((root, _HERE), (shipped, _SHIPPED)):
            if path.is_relative_to(base):
                return prefix + path.relative_to(base).as_posix()
        return text

    return inputs.renamed(name)


def _path(name: str, root: Path) -> Path:
    """The path that a name stands for."""
    for prefix, base in ((_HERE, root), (_SHIPPED, resource_root())):
        if name.startswith(prefix):
            return base.resolve() / name[len(prefix) :]
    return Path(name)


def _states(inputs: BuildInputs, root: Path) -> dict[str, str]:
    out = {name: _contents(_path(name, root)) for name in inputs.files}
    out |= {f"font {name}": header_digest(_path(name, root)) for name in inputs.fonts}
    out |= {f"folder {name}": digest(*_names(_path(name, root))) for name in inputs.folders}
    return out


def _contents(path: Path) -> str:
    try:
        return blake2b(path.read_bytes(), digest_size=20).hexdigest()
    except OSError:
        return "-"


def _names(folder: Path) -> Iterator[str]:
    for top, folders, files in os.walk(folder):
        folders.sort()
        yield from (os.path.join(top, name)[len(str(folder)) :] for name in sorted(files))  # noqa: PTH118


def _changed_after(path: Path, moment: float) -> bool:
    try:
        return path.stat().st_mtime > moment
    except OSError:
        return False
