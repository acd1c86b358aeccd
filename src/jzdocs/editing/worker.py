"""The process that builds: it imports once, does one job after another, and may die without harm to the server.

`python -m jzdocs.editing.worker jzdocs.serve.jobs` does what the table JOBS of that module names: each a module below
jzdocs and a function, which takes the job's argument and what sends a part.

Jobs come through standard input, answers go through what was standard output; both are pickled, each with its length
before it. The signal SIGUSR1 ends the job at hand, which was overtaken by another.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pickle
import select
import signal
import struct
import sys
import traceback
from collections.abc import Callable, Mapping
from types import FrameType
from typing import BinaryIO

from jzdocs.errors import JzdocsError

LENGTH = struct.Struct(">Q")
_FULL = 16  # jobs after which all memory is gone through
_PAUSE = 0.15  # seconds without a job after which memory is collected: whoever types is not to wait for that
_MOST_UNCOLLECTED = 8  # jobs
Send = Callable[[object], None]


class OvertakenError(BaseException):
    """The job at hand is not needed any more. No Exception, as a library might catch that."""


class _Worker:
    """Reads jobs and does them, until the input ends."""

    def __init__(self, table: Mapping[str, str], jobs: BinaryIO, answers: BinaryIO) -> None:
        self._table, self._jobs, self._answers = table, jobs, answers
        self._is_working = False

    def run(self) -> None:
        """Do jobs until there are no more."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this process
        if hasattr(signal, "SIGUSR1"):
            signal.signal(signal.SIGUSR1, self._overtake)
        done = uncollected = 0
        while header := self._jobs.read(LENGTH.size):
            name, argument = pickle.loads(self._jobs.read(LENGTH.unpack(header)[0]))  # noqa: S301 (from the server)
            kind, result = self._done(name, argument)
            self._send(kind, result)
            del argument, result
            done += 1
            uncollected += 1
            if uncollected < _MOST_UNCOLLECTED and self._is_asked_soon():
                continue
            gc.collect(2 if done % _FULL < uncollected else 1)
            uncollected = 0

    def _is_asked_soon(self) -> bool:
        """Return whether the next job comes before the pause is over; never where pipes cannot be waited for."""
        return os.name == "posix" and bool(select.select([self._jobs], [], [], _PAUSE)[0])

    def _done(self, name: str, argument: object) -> tuple[str, object]:
        """Return how a job ended: its kind, and the result or error."""
        try:
            module, _, function = self._table[name].partition(":")
            work = getattr(importlib.import_module(f"jzdocs.{module}"), function)
            try:
                self._is_working = True
                result = work(argument, lambda part: self._send("part", part))
            finally:
                self._is_working = False
        except OvertakenError:
            return "overtaken", None
        except JzdocsError as error:
            return "error", error
        except OSError as error:
            return "os", error
        except Exception as error:  # noqa: BLE001 (whatever a document brings out must not end the process)
            return "fault", (type(error).__name__, str(error)[:1000], traceback.format_exc())
        return "done", result

    def _overtake(self, _: int, __: FrameType | None) -> None:
        if self._is_working:
            self._is_working = False
            raise OvertakenError

    def _send(self, kind: str, result: object) -> None:
        """Send an answer whole: a job that is overtaken meanwhile ends behind it."""
        was_working, self._is_working = self._is_working, False
        data = pickle.dumps((kind, result), protocol=5)
        self._answers.write(LENGTH.pack(len(data)) + data)
        self._answers.flush()
        self._is_working = was_working


def main() -> None:
    """Serve the process that started this one."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    gc.disable()  # memory is collected between jobs, while nobody waits
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        table: Mapping[str, str] = importlib.import_module(sys.argv[1]).JOBS
        _Worker(table, sys.stdin.buffer, answers).run()
    os._exit(0)


if __name__ == "__main__":
    main()
