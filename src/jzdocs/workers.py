"""Work on another core: a forked process does it and sends back what came of it. Where there is no fork (or one
core), or the process dies, the work is done here, when it is asked for; so the result is the same, and an error
appears with its own traceback."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import Any, BinaryIO, Generic, Self, TypeVar

J = TypeVar("J")
T = TypeVar("T")


def has_second_core() -> bool:
    """Whether work can be done beside this process."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


class _Child:
    """A forked process and what it sends back."""

    def __init__(self, process: int, stream: int) -> None:
        self._process, self._stream = process, os.fdopen(stream, "rb")

    def received(self) -> bytes | None:
        """All that it sends, when it ends; None when it ended otherwise."""
        with self._stream:
            data = self._stream.read()
        _, status = os.waitpid(self._process, 0)
        return data if status == 0 else None

    def kill(self) -> None:
        """End it."""
        from signal import SIGKILL

        self._stream.close()
        try:
            os.kill(self._process, SIGKILL)
            os.waitpid(self._process, 0)
        except (ChildProcessError, ProcessLookupError):
            pass


def _fork(do: Callable[[], bytes]) -> _Child | None:
    """Start a process that sends back what comes of `do`; None where that cannot be."""
    if not has_second_core():
        return None
    read, write = os.pipe()
    try:
        process = os.fork()
    except OSError:  # no room for another process
        os.close(read)
        os.close(write)
        return None
    if process:
        os.close(write)
        return _Child(process, read)
    status = 1
    try:
        os.close(read)
        with os.fdopen(write, "wb") as stream:
            stream.write(do())
        status = 0
    except BaseException:  # noqa: BLE001 — it is done again where its error can be seen
        pass
    finally:
        os._exit(status)


class ForkedCall(Generic[T]):
    """Starts `work` at once; `result` waits for it. `pack` and `unpack` carry what came of it."""

    def __init__(
        self,
        work: Callable[[], T],
        pack: Callable[[T], bytes] = pickle.dumps,
        unpack: Callable[[bytes], Any] = pickle.loads,
    ) -> None:
        self._work, self._unpack = work, unpack
        self._child = _fork(lambda: pack(work()))

    def result(self) -> T:
        """What came of the work."""
        child, self._child = self._child, None
        data = child.received() if child else None
        return self._work() if data is None else self._unpack(data)


class ForkedWorker(Generic[J, T]):
    """A process that prepares itself while its job is not known yet (imports what takes long): `start` it (or not:
    then the job is done here), `submit` once, then `result`, or `stop`."""

    def __init__(self, prepare: Callable[[], object], work: Callable[[J], T]) -> None:
        self._prepare, self._work = prepare, work
        self._child: _Child | None = None
        self._to: BinaryIO | None = None
        self._job: list[J] = []

    def start(self) -> Self:
        """Fork, and let the child prepare itself."""
        read, write = os.pipe()

        def serve() -> bytes:
            os.close(write)
            self._prepare()
            with os.fdopen(read, "rb") as jobs:
                return pickle.dumps(self._work(pickle.load(jobs)), protocol=5)  # noqa: S301 (from our own parent)

        self._child = _fork(serve)
        os.close(read)
        if self._child:
            self._to = os.fdopen(write, "wb")
        else:
            os.close(write)
        return self

    @property
    def busy(self) -> bool:
        """Whether another process is at it."""
        return self._child is not None

    def submit(self, job: J) -> None:
        """Say what is to be done."""
        self._job = [job]
        if self._to is None:
            return
        try:
            with self._to:
                pickle.dump(job, self._to, protocol=5)
        except OSError:  # the child is gone: `result` does it here
            self.stop()

    def result(self) -> T:
        """What came of the job."""
        child, self._child, self._to = self._child, None, None
        data = child.received() if child else None
        return self._work(self._job[0]) if data is None else pickle.loads(data)  # noqa: S301 (from our own child)

    def stop(self) -> None:
        """End the child, if there is one."""
        child, self._child = self._child, None
        stream, self._to = self._to, None
        if child:
            child.kill()
        if stream is not None:
            try:
                stream.close()
            except OSError:
                pass
