"""Documents on many machines: the workers of a running Dask cluster build them, and this process publishes them.

What the workers need beside jzdocs itself (the source, templates, fonts, data, pictures) goes to them as one bundle,
named by its contents: scattered once, unpacked once by each. Documents come back whole and are published here as soon
as they come. So a worker that dies loses only what it was building, which another builds again, and nothing is written
twice. Few documents are under way at a time, so that neither the scheduler nor this process holds many.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import stat
import tempfile
import threading
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.build.batch import (
    BatchEntry,
    BuildTask,
    Lookup,
    batch_entry,
    build_task,
    failed_build,
    look_up,
    open_store,
    publish_result,
    repair_output,
)
from jzdocs.build.incremental import program_version
from jzdocs.build.result import BuildResult
from jzdocs.cache.store import Store, digest
from jzdocs.errors import Diagnostic, JzdocsError, Location, Report, SurroundingsError, UsageError, shown_path
from jzdocs.files import belongs_to_user, read_file

if TYPE_CHECKING:
    from distributed import Client

_SUFFIXES = frozenset(
    f".{kind}"
    for kinds in (
        "md j2 txt toml docx csv tsv tab xlsx xlsm json jsonl ndjson parquet duckdb ddb db sqlite sqlite3",
        "png jpg jpeg tif tiff webp gif bmp svg pdf py",
        "ttf otf ttc otc",
    )
    for kind in kinds.split()
)
_LARGEST_BUNDLE = 256 * 1024 * 1024  # bytes
_GROUPS_UNDER_WAY = 3  # for each core
_WRITERS = 4
# a group of documents is one task of the scheduler's, so that they share what a task costs it
_LARGEST_GROUP = 8
_LEAST_GROUPS = 20  # for each core
_CONNECT_SECONDS = 15
_BUILDING = threading.Lock()  # all threads of a worker share matplotlib and the current folder


class Bundle(Struct, frozen=True):
    """The files below the project's folder that documents can be made from, compressed; `key` is the hash of all."""

    key: str
    files: dict[str, bytes]


class _RemoteTask(Struct, frozen=True):
    """What a worker gets: the task, the path of its source from the project's folder, and the version of jzdocs that it
    must have."""

    task: BuildTask
    source: str
    version: str


def build_remotely(tasks: Sequence[BuildTask], address: str) -> Iterator[BatchEntry]:
    """Build documents on the workers of the scheduler at `address`, publish each as it comes, and yield it.

    Raises UsageError where `distributed` is not installed or the address is none, SurroundingsError where the scheduler
    does not answer or has no workers.
    """
    if find_spec("distributed") is None:
        raise UsageError("X065.cluster")
    if not tasks:
        return
    repair_output(tasks[0])
    store = open_store(tasks[0].run)
    missing: list[Lookup] = []
    for task in tasks:
        lookup = look_up(task, store)
        if lookup.previous.result:
            yield batch_entry(task, lookup.previous.result, unchanged=True)
        else:
            missing.append(lookup)
    if not missing:
        return
    client = _connect(address)
    with client, client.as_current():
        cores = sum(client.nthreads().values())
        if not cores:
            raise SurroundingsError("X066.no_workers", at=Location(address))
        with ThreadPoolExecutor(_WRITERS) as writers:  # writing is mostly waiting for the disk
            yield from _Run(client, missing, cores, store, writers).entries()
    store.prune()


def _connect(address: str) -> Client:
    from distributed import Client

    at = Location(address)
    if not re.match(r"[a-z]+://[^/]+:\d+$", address):
        raise UsageError("X066", at=at)
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SurroundingsError("X066.silent", at=at, reason=reason) from None


class _Run:
    """A run on a cluster: groups of documents on their way there and back."""

    def __init__(self, client: Client, lookups: Sequence[Lookup], cores: int, store: Store, writers: Executor) -> None:
        self._client, self._store, self._writers = client, store, writers
        self._under_way = cores * _GROUPS_UNDER_WAY
        size = max(1, min(_LARGEST_GROUP, len(lookups) // (cores * _LEAST_GROUPS)))
        self._waiting = iter([lookups[start : start + size] for start in range(0, len(lookups), size)])
        self._sent: dict[str, Sequence[Lookup]] = {}
        task = lookups[0].task
        bundle = pack(task.project.root, task.path, task.project.output)
        self._key = f"jzdocs-{bundle.key[:12]}"
        self._bundle = client.scatter(bundle, broadcast=True, hash=True)

    def entries(self) -> Iterator[BatchEntry]:
        """Keep a few groups under way, and publish what comes back."""
        from distributed import as_completed

        first = list(islice(self._waiting, self._under_way))
        futures = as_completed([self._submit(group) for group in first])
        for future in futures:
            group = self._sent.pop(future.key)
            results = _results(future, [lookup.task for lookup in group])
            if (following := next(self._waiting, None)) is not None:
                futures.add(self._submit(following))
            yield from self._writers.map(self._publish, group, results)
            future.release()

    def _submit(self, group: Sequence[Lookup]) -> Any:
        parts = (part for lookup in group for part in (lookup.task.name, repr(lookup.task.row)))
        key = f"{self._key}-{digest(*parts)[:24]}"
        self._sent[key] = group
        tasks = [_remote_task(lookup.task) for lookup in group]
        return self._client.submit(build_on_worker, tasks, self._bundle, key=key, retries=2, pure=False)

    def _publish(self, lookup: Lookup, result: BuildResult) -> BatchEntry:
        return publish_result(lookup, _at_home(result, lookup.task), self._store)


def _results(future: Any, tasks: Sequence[BuildTask]) -> Sequence[BuildResult]:
    """Return what a worker made of a group of documents; where it failed, the reason is in the report of each."""
    try:
        results: Sequence[BuildResult] = future.result()
        return results
    except JzdocsError as error:
        failure = error
    except Exception as error:  # noqa: BLE001 (whatever happened to the worker, only its group fails)
        failure = SurroundingsError("X066.failed", kind=type(error).__name__, reason=error)
    return [failed_build(task, failure) for task in tasks]


def _remote_task(task: BuildTask) -> _RemoteTask:
    """Return a task as a worker gets it: without a store and an output folder."""
    run = replace(task.run, cache=None, output=None)
    source = task.path.resolve().relative_to(task.project.root.resolve()).as_posix()
    return _RemoteTask(replace(task, run=run), source, program_version())


def _at_home(result: BuildResult, task: BuildTask) -> BuildResult:
    """Return a result as if it had been built here: paths in the worker's folder become paths in the project's."""
    there, here = str(result.root), str(task.project.root.resolve())

    def at_home(path: str) -> str:
        return path.replace(there, here, 1) if path.startswith(there) else path

    def placed(finding: Diagnostic) -> Diagnostic:
        path = at_home(finding.location.path)
        if path == finding.location.path:
            return finding
        return replace(finding, location=replace(finding.location, path=shown_path(Path(path))))

    report = Report([placed(finding) for finding in result.report.found])
    return replace(result, report=report, watched=result.watched.renamed(at_home), root=task.project.root)


def pack(root: Path, source: Path, output: Path) -> Bundle:
    """Return the files below `root` that documents can be made from, without hidden ones and those in `output`.

    Raises SurroundingsError where they are too many to send to workers.
    """
    files: dict[str, bytes] = {}
    size = 0
    for path in _files_below(root, output):
        counts = path.suffix.lower() in _SUFFIXES and not path.name.startswith((".", "~"))
        if path == source or (counts and path.is_file() and path.resolve().is_relative_to(root.resolve())):
            data = read_file(path)
            size += len(data)
            if size > _LARGEST_BUNDLE:
                raise SurroundingsError("X066.files", root=root)
            files[path.relative_to(root).as_posix()] = zlib.compress(data, 1)
    return Bundle(digest(*(part for name, data in files.items() for part in (name, data))), files)


def _files_below(root: Path, output: Path) -> Iterator[Path]:
    for top, folders, names in os.walk(root):
        folder = Path(top)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and folder / name != output and name not in ("node_modules", "__pycache__")
        )
        yield from (folder / name for name in sorted(names))


def unpack(bundle: Bundle) -> Path:
    """Return the folder that holds the bundle's files on this machine.

    It is made once, under another name first, so that no other worker sees half of it.
    """
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"jzdocs-{user}-{bundle.key}"
    if _is_own_folder(folder):
        return folder
    temporary = Path(tempfile.mkdtemp(prefix="jzdocs-"))
    for name, data in bundle.files.items():
        path = temporary / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(zlib.decompress(data))
    try:
        temporary.rename(folder)
    except OSError:  # another worker was first, or somebody else took the name
        if not _is_own_folder(folder):
            return temporary
        shutil.rmtree(temporary, ignore_errors=True)
    return folder


def _is_own_folder(folder: Path) -> bool:
    """Return whether this user made a folder, and nobody else may write into it; a link to one does not count."""
    try:
        state = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(state.st_mode) and belongs_to_user(state) and not (os.name == "posix" and state.st_mode & 0o022)


def build_on_worker(group: Sequence[_RemoteTask], bundle: Bundle) -> list[BuildResult]:
    """Build a group of documents on a worker. Raises SurroundingsError where it has another version of jzdocs."""
    if group[0].version != program_version():
        raise SurroundingsError("X066.version", node=platform.node())
    folder = unpack(bundle).resolve()
    with _BUILDING:
        return [_build(remote, folder) for remote in group]


def _build(remote: _RemoteTask, folder: Path) -> BuildResult:
    """Build a document whose project lies unpacked in `folder`; its findings have absolute paths there."""
    home = remote.task.project.root.resolve()

    def there(path: Path) -> Path:
        return folder / path.resolve().relative_to(home) if path.resolve().is_relative_to(home) else path

    project = remote.task.project
    project = replace(project, root=folder, sources=there(project.sources), output=there(project.output))
    result = build_task(replace(remote.task, path=folder / remote.source, project=project))
    findings = [
        replace(finding, location=replace(finding.location, path=_absolute(finding.location.path, folder)))
        for finding in result.report.found
    ]
    return replace(result, report=Report(findings), root=folder)


def _absolute(shown: str, folder: Path) -> str:
    """Return a path that was shown from the worker's current folder as an absolute one, where it lies in `folder`."""
    path = (Path.cwd() / shown).resolve()
    return str(path) if shown and path.is_relative_to(folder) else shown
