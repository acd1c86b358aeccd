"""Work on another core: a forked process does it and sends back what came of it. Where there is no fork (or one core), or the process dies,
the work is done here, when it is asked for; so the result is the same, and an error appears with its own traceback."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import Any, Generic, TypeVar

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
