"""Work on another core: a forked process does it and sends back what came of it. Where there is no fork (or one core), or the process dies,
the work is done here, when it is asked for; so the result is the same, and an error appears with its own traceback."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import Any, BinaryIO, Generic, Self, TypeVar

J = TypeVar("J")
T = TypeVar("T")


def two_cores() -> bool:
    """Whether work can be done beside this process."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


class Beside(Generic[T]):
    """Starts `work` at once; `result` waits for it. `pack` and `unpack` carry what came of it."""

    def __init__(self, work: Callable[[], T], pack: Callable[[T], bytes] = pickle.dumps, unpack: Callable[[bytes], Any] = pickle.loads) -> None:
        self._work, self._unpack = work, unpack
        self._process, self._stream = 0, -1
        if not two_cores():
            return
        read, write = os.pipe()
        try:
            process = os.fork()
        except OSError:  # no room for another process
            os.close(read)
            os.close(write)
            return
        if process:
            os.close(write)
            self._process, self._stream = process, read
            return
        status = 1
        try:
            os.close(read)
            with os.fdopen(write, "wb") as stream:
                stream.write(pack(work()))
            status = 0
        except BaseException:  # noqa: BLE001 — it is done again where its error can be seen
            pass
        finally:
            os._exit(status)

    def result(self) -> T:
        """What came of the work."""
        if self._process:
            with os.fdopen(self._stream, "rb") as stream:
                data = stream.read()
            _, status = os.waitpid(self._process, 0)
            self._process = 0
            if status == 0:
                return self._unpack(data)  # type: ignore[no-any-return]
        return self._work()


class Helper(Generic[J, T]):
    """A process that prepares itself while its job is not known yet (imports what takes long): `start` it (or not: then the job is done here),
    `submit` once, then `result`, or `stop`."""

    def __init__(self, prepare: Callable[[], object], work: Callable[[J], T]) -> None:
        self._prepare, self._work = prepare, work
        self._process = 0
        self._to: BinaryIO | None = None
        self._from: BinaryIO | None = None
        self._job: list[J] = []

    def start(self) -> Self:
        """Fork, and let the child prepare itself."""
        if not two_cores():
            return self
        down_read, down_write = os.pipe()
        up_read, up_write = os.pipe()
        try:
            process = os.fork()
        except OSError:  # no room for another process
            for end in (down_read, down_write, up_read, up_write):
                os.close(end)
            return self
        if process == 0:
            os.close(down_write)
            os.close(up_read)
            self._serve(os.fdopen(down_read, "rb"), os.fdopen(up_write, "wb"))
        os.close(down_read)
        os.close(up_write)
        self._process, self._to, self._from = process, os.fdopen(down_write, "wb"), os.fdopen(up_read, "rb")
        return self

    def _serve(self, jobs: BinaryIO, results: BinaryIO) -> None:
        """The child: it never returns."""
        status = 1
        try:
            self._prepare()
            pickle.dump(self._work(pickle.load(jobs)), results, protocol=5)  # noqa: S301 (from our own parent)
            results.close()
            status = 0
        except BaseException:  # noqa: BLE001 — the parent does it again and shows the error
            pass
        finally:
            os._exit(status)

    @property
    def busy(self) -> bool:
        """Whether another process is at it."""
        return self._to is not None

    def submit(self, job: J) -> None:
        """Say what is to be done."""
        self._job = [job]
        if self._to is None:
            return
        try:
            pickle.dump(job, self._to, protocol=5)
            self._to.close()
        except OSError:  # the child is gone: `result` does it here
            self.stop()

    def result(self) -> T:
        """What came of the job."""
        if self._from is not None and self._process:
            try:
                found: list[T] = [pickle.load(self._from)]  # noqa: S301 (from our own child)
            except (EOFError, OSError, pickle.UnpicklingError):
                found = []
            self.stop()
            if found:
                return found[0]
        return self._work(self._job[0])

    def stop(self) -> None:
        """End the child, if there is one."""
        for stream in (self._to, self._from):
            if stream is not None and not stream.closed:
                try:
                    stream.close()
                except OSError:
                    pass
        if self._process:
            from signal import SIGKILL

            try:
                os.kill(self._process, SIGKILL)
                os.waitpid(self._process, 0)
            except (ChildProcessError, ProcessLookupError):
                pass
        self._process, self._to, self._from = 0, None, None
