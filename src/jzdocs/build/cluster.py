"""Documents on many machines: the workers of a Dask cluster that runs already build them, and this process puts them
into place.

What the workers need beside jzdocs itself (the source, templates, fonts, data, pictures) goes to them as one bundle,
named by its contents: scattered once, unpacked once by each. Documents come back whole and are written here, as soon
as they come; so a worker that dies takes only what it was doing, which another does again, and nothing is written
twice. Few are under way at a time, so that neither the scheduler nor this process holds many.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import tempfile
import threading
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.build.batch import (
    BatchEntry,
    BuildTask,
    batch_entry,
    build_task,
    failed_build,
    look_up,
    open_store,
    publish_build,
)
from jzdocs.build.incremental import program_version
from jzdocs.build.result import BuildResult
from jzdocs.cache.store import Store, digest
from jzdocs.errors import Diagnostic, JzdocsError, Location, Report, SurroundingsError, UsageError, shown_path

if TYPE_CHECKING:
    from jzdocs.build.incremental import BuildRequest

_KINDS = frozenset(
    (
        ".md",
        ".j2",
        ".txt",
        ".toml",
        ".docx",
        ".csv",
        ".tsv",
        ".xlsx",
        ".png",
        ".jpg",
        ".jpeg",
        ".ttf",
        ".otf",
        ".ttc",
        ".otc",
    )
)
_MOST = 256 * 1024 * 1024
_PER_CORE = 3
_WRITERS = 4
_GROUP, _GROUPS = 8, 20  # documents a task, at most; tasks a core, at least: what a task costs the scheduler is shared
_BUILDING = threading.Lock()  # matplotlib and the current folder are one for all threads of a worker


class Bundle(Struct, frozen=True):
    """The files that documents are made from, below the project's folder, compressed; `key` is the hash of all."""

    key: str
    files: dict[str, bytes]


class _RemoteTask(Struct, frozen=True):
    """What a worker is told: the task, with paths from the project's folder, and the version that it must be of."""

    task: BuildTask
    source: str
    version: str


def build_remotely(tasks: Sequence[BuildTask], address: str) -> Iterator[BatchEntry]:
    """Build documents on the workers of the scheduler at `address` and put each into place when it comes, in whatever
    order.

    Raises UsageError when `distributed` is not installed, SurroundingsError when the scheduler does not answer or has
    no workers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("X065.cluster") from None
    store = open_store(tasks[0].plan) if tasks else Store(None)
    new: list[tuple[BuildTask, BuildRequest]] = []
    for task in tasks:
        wanted, known = look_up(task, store)
        if known.built:
            yield batch_entry(task, known.built, kept=True)
        else:
            new.append((task, wanted))
    if not new:
        return
    at = Location(address)
    if not re.match(r"[a-z]+://[^/]+:\d+$", address):
        raise UsageError("X066", at=at)
    try:
        client = Client(address, timeout=15, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SurroundingsError("X066.silent", at=at, reason=said) from None
    with client, client.as_current():
        cores = sum(client.nthreads().values())
        if not cores:
            raise SurroundingsError("X066.no_workers", at=at)
        with ThreadPoolExecutor(_WRITERS) as writers:  # most of writing is waiting for the disk
            yield from _collected(client, new, cores, store, writers)
    store.prune()


def _collected(
    client: Any, asked: Sequence[tuple[BuildTask, BuildRequest]], cores: int, store: Store, writers: Executor
) -> Iterator[BatchEntry]:
    """Keep a few groups of documents a core under way, and put into place what comes."""
    from distributed import as_completed

    first = asked[0][0]
    bundle = pack(first.project.root, first.path, first.project.output)
    everywhere = client.scatter(bundle, broadcast=True, hash=True)
    size = max(1, min(_GROUP, len(asked) // (cores * _GROUPS)))
    waiting = iter([asked[i : i + size] for i in range(0, len(asked), size)])
    known: dict[str, Sequence[tuple[BuildTask, BuildRequest]]] = {}

    def submit(group: Sequence[tuple[BuildTask, BuildRequest]]) -> Any:
        key = f"jzdocs-{bundle.key[:12]}-{digest(*(part for task, _ in group for part in (task.name, repr(task.row))))[:24]}"
        known[key] = group
        return client.submit(
            build_on_worker, [_sent(task) for task, _ in group], everywhere, key=key, retries=2, pure=False
        )

    coming = as_completed([submit(group) for _, group in zip(range(cores * _PER_CORE), waiting, strict=False)])
    for future in coming:
        group = known.pop(future.key)
        came = _came(future, [task for task, _ in group])
        if (following := next(waiting, None)) is not None:
            coming.add(submit(following))
        yield from writers.map(
            lambda one, built: publish_build(one[0], _at_home(built, one[0]), one[1], store), group, came
        )
        future.release()


def _came(future: Any, tasks: Sequence[BuildTask]) -> Sequence[BuildResult]:
    """What a worker made of a group of documents; where it made nothing, the reason is in the report of each."""
    try:
        found: Sequence[BuildResult] = future.result()
        return found
    except JzdocsError as error:
        said = error
    except Exception as error:  # whatever befell the worker: it costs its group
        said = SurroundingsError("X066.failed", kind=type(error).__name__, reason=error)
    return [failed_build(task, said) for task in tasks]


def _sent(task: BuildTask) -> _RemoteTask:
    plan = replace(task.plan, cache=None, place=None)
    source = task.path.resolve().relative_to(task.project.root.resolve()).as_posix()
    return _RemoteTask(replace(task, plan=plan), source, program_version())


def _at_home(built: BuildResult, task: BuildTask) -> BuildResult:
    """A document as if it had been built here: what it tells of the folder that it was built in is told of the
    project's."""
    there, here = str(built.root), str(task.project.root.resolve())

    def at_home(text: str) -> str:
        return text.replace(there, here, 1) if text.startswith(there) else text

    def placed(said: Diagnostic) -> Diagnostic:
        path = at_home(said.location.path)
        return (
            replace(said, location=replace(said.location, path=shown_path(Path(path))))
            if path != said.location.path
            else said
        )

    report = Report(list(map(placed, built.report.found)))
    return replace(built, report=report, watched=built.watched.renamed(at_home), root=task.project.root)


def pack(root: Path, source: Path, output: Path) -> Bundle:
    """The files below `root` that documents can be made from, without hidden ones and those that come out.

    Raises SurroundingsError when they are more than workers should be sent.
    """
    files: dict[str, bytes] = {}
    total = 0
    for top, folders, names in os.walk(root):
        here = Path(top)
        folders[:] = sorted(
            f
            for f in folders
            if not f.startswith(".") and here / f != output and f not in ("node_modules", "__pycache__")
        )
        for path in (here / name for name in sorted(names)):
            if (path.suffix.lower() in _KINDS and not path.name.startswith((".", "~"))) or path == source:
                data = path.read_bytes()
                total += len(data)
                if total > _MOST:
                    raise SurroundingsError("X066.files", root=root)
                files[path.relative_to(root).as_posix()] = zlib.compress(data, 1)
    return Bundle(digest(*(part for name, data in files.items() for part in (name, data))), files)


def unpack(bundle: Bundle) -> Path:
    """The folder that holds the bundle's files on this machine; made once, under another name first, so that nobody
    sees half of it."""
    folder = Path(tempfile.gettempdir()) / f"jzdocs-{os.getuid() if hasattr(os, 'getuid') else 0}-{bundle.key}"
    if folder.is_dir():
        return folder
    making = Path(tempfile.mkdtemp(prefix="jzdocs-"))
    for name, data in bundle.files.items():
        path = making / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(zlib.decompress(data))
    try:
        making.rename(folder)
    except OSError:  # another worker was first
        shutil.rmtree(making, ignore_errors=True)
    return folder


def build_on_worker(group: Sequence[_RemoteTask], bundle: Bundle) -> list[BuildResult]:
    """On a worker: build documents of the bundle. Raises SurroundingsError when the worker has another version of
    jzdocs."""
    if group[0].version != program_version():
        raise SurroundingsError("X066.version", node=platform.node())
    folder = unpack(bundle).resolve()
    with _BUILDING:
        return [_build(sent, folder) for sent in group]


def _build(sent: _RemoteTask, folder: Path) -> BuildResult:
    home = sent.task.project.root.resolve()

    def there(path: Path) -> Path:
        return folder / path.resolve().relative_to(home) if path.resolve().is_relative_to(home) else path

    project = sent.task.project
    project = replace(project, root=folder, sources=there(project.sources), output=there(project.output))
    built = build_task(replace(sent.task, path=folder / sent.source, project=project), None, Store(None))
    told = [replace(d, location=replace(d.location, path=_from(d.location.path, folder))) for d in built.report.found]
    return replace(built, report=Report(told), root=folder)


def _from(shown: str, folder: Path) -> str:
    """A path that messages show from where a worker runs, as one that can be told at home."""
    path = (Path.cwd() / shown).resolve()
    return str(path) if shown and path.is_relative_to(folder) else shown
