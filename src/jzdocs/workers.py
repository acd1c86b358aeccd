"""Work on another core: a forked process does it and sends back the result.

Where the system has no fork or only one core, and where the forked process dies or raises, the work is done in this
process when its result is requested. So the result is always the same, and an error has its own traceback.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import Any, BinaryIO, Generic, Self, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


def has_second_core() -> bool:
    """Return whether a second process can run beside this one."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


class _Child:
    """A forked process, and the pipe through which it sends its result."""

    def __init__(self, process: int, stream: int) -> None:
        self._process, self._stream = process, os.fdopen(stream, "rb")

    def received(self) -> bytes | None:
        """Wait for the process to end, and return the bytes it sent; None where it failed or was killed."""
        with self._stream:
            data = self._stream.read()
        _, status = os.waitpid(self._process, 0)
        return data if status == 0 else None

    def kill(self) -> None:
        """Kill the process."""
        from signal import SIGKILL

        self._stream.close()
        try:
            os.kill(self._process, SIGKILL)
            os.waitpid(self._process, 0)
        except (ChildProcessError, ProcessLookupError):
            pass


def _fork(work: Callable[[], bytes]) -> _Child | None:
    """Start a process that sends back the bytes of `work`; return None where that is impossible."""
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
            stream.write(work())
        status = 0
    except BaseException:  # noqa: BLE001 — the parent does the work again, and there the error is seen
        pass
    finally:
        os._exit(status)


class ForkedCall(Generic[Result]):
    """A call that starts at once in a forked process; `result` waits for it. `pack` and `unpack` turn the result into
    bytes and back."""

    def __init__(
        self,
        work: Callable[[], Result],
        pack: Callable[[Result], bytes] = pickle.dumps,
        unpack: Callable[[bytes], Any] = pickle.loads,
    ) -> None:
        self._work, self._unpack = work, unpack
        self._child = _fork(lambda: pack(work()))

    def result(self) -> Result:
        """Return the result, waiting for the forked process; raises whatever the work raises."""
        child, self._child = self._child, None
        data = child.received() if child else None
        return self._work() if data is None else self._unpack(data)


class ForkedWorker(Generic[Job, Result]):
    """A forked process that prepares itself (imports what takes long) before its job is known.

    Call `start` (without it the job is done in this process), then `submit` once, then `result`; or `stop`.
    """

    def __init__(self, prepare: Callable[[], object], work: Callable[[Job], Result]) -> None:
        self._prepare, self._work = prepare, work
        self._child: _Child | None = None
        self._jobs: BinaryIO | None = None
        self._job: list[Job] = []

    def start(self) -> Self:
        """Fork, let the child prepare itself, and return this worker."""
        read, write = os.pipe()

        def serve() -> bytes:
            os.close(write)
            self._prepare()
            with os.fdopen(read, "rb") as jobs:
                return pickle.dumps(self._work(pickle.load(jobs)), protocol=5)  # noqa: S301 (from our own parent)

        self._child = _fork(serve)
        os.close(read)
        if self._child:
            self._jobs = os.fdopen(write, "wb")
        else:
            os.close(write)
        return self

    @property
    def busy(self) -> bool:
        """Whether a forked process is at work."""
        return self._child is not None

    def submit(self, job: Job) -> None:
        """Hand over the job."""
        self._job = [job]
        if self._jobs is None:
            return
        try:
            with self._jobs:
                pickle.dump(job, self._jobs, protocol=5)
        except OSError:  # the child is gone: `result` does it here
            self.stop()

    def result(self) -> Result:
        """Return the result of the job, waiting for the forked process; raises whatever the work raises."""
        child, self._child, self._jobs = self._child, None, None
        data = child.received() if child else None
        return self._work(self._job[0]) if data is None else pickle.loads(data)  # noqa: S301 (from our own child)

    def stop(self) -> None:
        """Kill the forked process, if there is one."""
        child, self._child = self._child, None
        stream, self._jobs = self._jobs, None
        if child:
            child.kill()
        if stream is not None:
            try:
                stream.close()
            except OSError:
                pass
