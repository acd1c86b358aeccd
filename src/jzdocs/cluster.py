"""Documents on many machines: the workers of a Dask cluster that runs already build them, and this process puts them into place.

What the workers need beside jzdocs itself (the source, templates, fonts, data, pictures) goes to them as one bundle, named by its contents:
scattered once, unpacked once by each. Documents come back as bytes and are written here, as soon as they come; so a worker that dies takes
only what it was doing, which another does again, and nothing is written twice. Few are under way at a time, so that neither the scheduler nor
this process holds many.
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

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from jzdocs.batch import Done, Task, built_of, done_of, put_built, recalled, store_of
from jzdocs.built import Built
from jzdocs.errors import Diagnostic, JzdocsError, Location, Report, SurroundingsError, UsageError, shown_path
from jzdocs.recall import version
from jzdocs.store import Store, digest

if TYPE_CHECKING:
    from jzdocs.recall import Asked

_KINDS = frozenset((".md", ".j2", ".txt", ".toml", ".docx", ".csv", ".tsv", ".xlsx", ".png", ".jpg", ".jpeg", ".ttf", ".otf", ".ttc", ".otc"))
_MOST = 256 * 1024 * 1024
_PER_CORE = 3
_WRITERS = 4
_GROUP, _GROUPS = 8, 20  # documents a task, at most; tasks a core, at least: what a task costs the scheduler is shared
_BUILDING = threading.Lock()  # matplotlib and the current folder are one for all threads of a worker


class Bundle(Struct, frozen=True):
    """The files that documents are made from, below the project's folder, compressed; `key` is the hash of all."""

    key: str
    files: dict[str, bytes]


class _Sent(Struct, frozen=True):
    """What a worker is told: the task, with paths from the project's folder, and the version that it must be of."""

    task: Task
    source: str
    version: str


def put_remotely(tasks: Sequence[Task], address: str) -> Iterator[Done]:
    """Build documents on the workers of the scheduler at `address` and put each into place when it comes, in whatever order.

    Raises UsageError when `distributed` is not installed, SurroundingsError when the scheduler does not answer or has no workers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("a scheduler wants “distributed”, which is not installed", code="X065", hint="pip install 'jzdocs[cluster]'") from None
    store, new = store_of(tasks[0].plan) if tasks else Store(None), []
    for task in tasks:
        if found := recalled(task, store):
            yield done_of(task, found, kept=True)
        else:
            new.append(task)
    if not new:
        return
    at = Location(address)
    if not re.match(r"[a-z]+://[^/]+:\d+$", address):
        raise UsageError("not a scheduler's address", at=at, code="X066", hint="write it as tcp://host:8786")
    try:
        client = Client(address, timeout=15, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SurroundingsError(f"the scheduler does not answer: {said}", at=at, code="X066", hint="check the address") from None
    with client, client.as_current():
        cores = sum(client.nthreads().values())
        if not cores:
            raise SurroundingsError("the scheduler has no workers", at=at, code="X066", hint="start some with “dask worker”")
        with ThreadPoolExecutor(_WRITERS) as writers:  # most of writing is waiting for the disk
            yield from _collected(client, new, cores, store, writers)


def _collected(client: Any, tasks: Sequence[Task], cores: int, store: Store, writers: Executor) -> Iterator[Done]:
    """Keep a few groups of documents a core under way, and put into place what comes."""
    from distributed import as_completed

    bundle = pack(tasks[0].project.root, tasks[0].path, tasks[0].project.output)
    everywhere = client.scatter(bundle, broadcast=True, hash=True)
    size = max(1, min(_GROUP, len(tasks) // (cores * _GROUPS)))
    waiting = iter([tasks[i : i + size] for i in range(0, len(tasks), size)])
    known: dict[str, list[tuple[Task, Asked]]] = {}

    def submit(group: Sequence[Task]) -> Any:
        key = f"jzdocs-{bundle.key[:12]}-{digest(*(part for task in group for part in (task.name, repr(task.row))))[:24]}"
        known[key] = [(task, task.asked()) for task in group]
        return client.submit(build_there, [_sent(task) for task in group], everywhere, key=key, retries=2, pure=False)

    first = [submit(group) for _, group in zip(range(cores * _PER_CORE), waiting, strict=False)]
    coming = as_completed(first)
    for future in coming:
        group = known.pop(future.key)
        came = _came(future)
        if (following := next(waiting, None)) is not None:
            coming.add(submit(following))
        parts = [came] * len(group) if isinstance(came, JzdocsError) else came
        yield from writers.map(lambda one, part: _put(one[0], one[1], part, store), group, parts)
        future.release()


def _came(future: Any) -> Sequence[bytes] | JzdocsError:
    """What a worker made of a group of documents, or why it made nothing."""
    try:
        found: Sequence[bytes] = future.result()
        return found
    except JzdocsError as error:
        return error
    except Exception as error:  # whatever befell the worker: it costs its group
        return SurroundingsError(f"the worker failed: {type(error).__name__}: {error}", code="X066", hint="see the worker's log")


def _sent(task: Task) -> _Sent:
    plan = replace(task.plan, cache=None, place=None)
    source = task.path.resolve().relative_to(task.project.root.resolve()).as_posix()
    return _Sent(replace(task, plan=plan), source, version())


def _put(task: Task, wanted: Asked, came: bytes | JzdocsError, store: Store) -> Done:
    if isinstance(came, JzdocsError):
        return done_of(task, Built(task.name, {}, Report([came.diagnostic]), 0, {}, {}, exit_code=came.exit_code))
    return put_built(task, msgspec.msgpack.decode(zlib.decompress(came), type=_Back).built(task), wanted, store)


class _Back(Struct, frozen=True):
    """What a worker sends back; `watched` is told from the project's folder there."""

    files: dict[str, bytes]
    diagnostics: list[Diagnostic]
    pages: int
    inputs: dict[str, str]
    exit_code: int
    watched: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    root: str

    def built(self, task: Task) -> Built:
        """The document as if it had been built here."""
        from jzdocs.built import Inputs

        here = str(task.project.root.resolve())

        def at_home(text: str) -> str:
            return text.replace(self.root, here, 1) if text.startswith(self.root) else text

        told = []
        for d in self.diagnostics:
            path = shown_path(Path(at_home(d.location.path))) if d.location.path.startswith(self.root) else d.location.path
            told.append(replace(d, location=replace(d.location, path=path)))
        files, fonts, folders = (tuple(map(at_home, names)) for names in self.watched)
        watched = Inputs(files, fonts, folders)
        root = task.project.root
        return Built(task.name, self.files, Report(told), self.pages, {}, self.inputs, self.exit_code, root, watched)


def pack(root: Path, source: Path, output: Path) -> Bundle:
    """The files below `root` that documents can be made from, without hidden ones and those that come out.

    Raises SurroundingsError when they are more than workers should be sent.
    """
    files: dict[str, bytes] = {}
    total = 0
    for top, folders, names in os.walk(root):
        here = Path(top)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and here / f != output and f not in ("node_modules", "__pycache__"))
        for path in (here / name for name in sorted(names)):
            if (path.suffix.lower() in _KINDS and not path.name.startswith((".", "~"))) or path == source:
                data = path.read_bytes()
                total += len(data)
                if total > _MOST:
                    hint = "give the documents a project of their own (jzdocs new)"
                    raise SurroundingsError(f"the files below {root} are too many to send to workers", code="X066", hint=hint)
                files[path.relative_to(root).as_posix()] = zlib.compress(data, 1)
    return Bundle(digest(*(part for name, data in files.items() for part in (name, data))), files)


def unpack(bundle: Bundle) -> Path:
    """The folder that holds the bundle's files on this machine; made once, under another name first, so that nobody sees half of it."""
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


def build_there(group: Sequence[_Sent], bundle: Bundle) -> list[bytes]:
    """On a worker: build documents of the bundle. Raises SurroundingsError when the worker has another version of jzdocs."""
    if group[0].version != version():
        hint = "install the same jzdocs, Python and libraries on all machines"
        raise SurroundingsError(f"the worker {platform.node()} has another version of jzdocs", code="X066", hint=hint)
    folder = unpack(bundle).resolve()
    with _BUILDING:
        return [_build(sent, folder) for sent in group]


def _build(sent: _Sent, folder: Path) -> bytes:
    home = sent.task.project.root.resolve()

    def there(path: Path) -> Path:
        return folder / path.resolve().relative_to(home) if path.resolve().is_relative_to(home) else path

    project = sent.task.project
    project = replace(project, root=folder, sources=there(project.sources), output=there(project.output))
    built = built_of(replace(sent.task, path=folder / sent.source, project=project), None, Store(None))
    told = [replace(d, location=replace(d.location, path=_from(d.location.path, folder))) for d in built.report.found]
    watched = (built.watched.files, built.watched.fonts, built.watched.folders)
    back = _Back(dict(built.files), told, built.pages, dict(built.inputs), built.exit_code, watched, str(folder))
    return zlib.compress(msgspec.msgpack.encode(back), 1)


def _from(shown: str, folder: Path) -> str:
    """A path that messages show from where a worker runs, as one that can be told at home."""
    path = (Path.cwd() / shown).resolve()
    return str(path) if shown and path.is_relative_to(folder) else shown
