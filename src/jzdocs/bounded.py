"""Work that somebody else's input could make endless: a forked process does it with limits on time and memory.

What a system without fork does is the same, without the limits.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import re
import select
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Literal, NoReturn, TypeVar

from msgspec import Struct

Result = TypeVar("Result")
MIB = 1024 * 1024
_GRACE = 2  # seconds of processor time in which the work may still say where it is
_LAST_WORDS = 1.0  # seconds in which a process that is ended may note where it is
_WALL = 4  # a process that waits is ended after so many times its seconds
_FRAME = re.compile(r'File "([^"\n]*)", line (\d+)')
Note = Callable[[str], None]
Cause = Literal["time", "memory", "crash"]


class Bounds(Struct, frozen=True):
    """Seconds of processor time, and bytes of memory beside those that this process has."""

    seconds: int
    memory: int


class OutOfTimeError(Exception):
    """Raised inside the work when its time is over, again and again where something swallows it."""


class OutOfBoundsError(Exception):
    """What did not end inside its bounds, and why; `notes` are what the work noted, `frames` file and line of the
    Python code that ran last, the innermost first."""

    def __init__(self, cause: Cause, notes: list[str], frames: list[tuple[str, int]]) -> None:
        super().__init__(cause)
        self.cause, self.notes, self.frames = cause, notes, frames


def can_bound() -> bool:
    """Return whether the system can do work within bounds."""
    return hasattr(os, "fork")


def bounded(work: Callable[[Note], Result], bounds: Bounds) -> Result:
    """Return what `work` returns in a process of its own. It is called with a function that notes a line, which
    OutOfBoundsError has later.

    Raises OutOfBoundsError where time or memory ran out and the work did not say so itself, or its process died. What
    the work raises ends its process: it must return what shall be known.
    """
    with tempfile.TemporaryFile() as notes:
        read, write = os.pipe()
        try:
            process = os.fork()
        except OSError as error:
            os.close(read)
            os.close(write)
            raise OutOfBoundsError("memory", [], []) from error
        if not process:
            os.close(read)
            _work(work, bounds, write, notes)
        os.close(write)
        data = None
        try:
            data = _received(read, time.monotonic() + bounds.seconds * _WALL + _GRACE)
        finally:  # an interrupted wait ends the process too
            os.close(read)
            status = _ended(process, is_late=data is None)
        if data is None or status:
            raise _failure(status, notes, is_late=data is None)
    return pickle.loads(data)  # type: ignore[no-any-return] # noqa: S301 (from our own child)


def _work(work: Callable[[Note], object], bounds: Bounds, stream: int, notes: IO[bytes]) -> NoReturn:
    """Do the work in the forked process, and end it."""
    status = 1
    try:
        with _limited(bounds, notes):
            data = pickle.dumps(work(lambda line: _note(notes, line)), protocol=5)
        with os.fdopen(stream, "wb") as pipe:
            pipe.write(data)
        status = 0
    except MemoryError:
        status = 2
    except OutOfTimeError:
        status = 3
    except BaseException:  # noqa: BLE001 (the parent tells of it)
        status = 1
    finally:
        os._exit(status)


@contextmanager
def _limited(bounds: Bounds, notes: IO[bytes]) -> Iterator[None]:
    """Let the limits hold in this process, which has no other work."""
    import resource
    import signal

    faulthandler.enable(notes, all_threads=False)
    # the system's limit is later than ours: it ends what never comes back to Python
    faulthandler.register(signal.SIGXCPU, notes, all_threads=False, chain=True)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _lower(resource.RLIMIT_CPU, bounds.seconds + _GRACE)
    _lower(resource.RLIMIT_AS, _address_space() + bounds.memory)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, _out_of_time)
    signal.setitimer(signal.ITIMER_PROF, bounds.seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _lower(kind: int, limit: int) -> None:
    """Set a limit of the system, where it has none that is lower."""
    import resource

    hard = resource.getrlimit(kind)[1]
    limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    with suppress(ValueError, OSError):  # a system that does not know this limit
        resource.setrlimit(kind, (limit, hard))


def _address_space() -> int:
    """Return the bytes of address space that this process has; a guess where the system does not say."""
    try:
        with Path("/proc/self/statm").open(encoding="ascii") as stream:
            return int(stream.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 1024 * MIB


def _out_of_time(*_: object) -> NoReturn:
    raise OutOfTimeError


def _note(notes: IO[bytes], line: str) -> None:
    notes.write(f"note {line}\n".encode())
    notes.flush()


def _received(stream: int, deadline: float) -> bytes | None:
    """Return what a process sends before `deadline`; None where it has not ended then."""
    parts: list[bytes] = []
    while (left := deadline - time.monotonic()) > 0:
        if not select.select([stream], [], [], left)[0]:
            return None
        part = os.read(stream, 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)
    return None


def _ended(process: int, *, is_late: bool) -> int:
    """Return how a process ended, which is killed where it is late: its exit code, or the negative of a signal."""
    try:
        found = _killed(process) if is_late else os.waitpid(process, 0)
    except ChildProcessError:  # somebody else waited for it
        return 0
    return os.waitstatus_to_exitcode(found[1])


def _killed(process: int) -> tuple[int, int]:
    """End a process, which may first note where it is; return what `os.waitpid` does."""
    import signal

    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGXCPU)
    until = time.monotonic() + _LAST_WORDS
    while time.monotonic() < until:
        found = os.waitpid(process, os.WNOHANG)
        if found[0]:
            return found
        time.sleep(0.01)
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    return os.waitpid(process, 0)


def _failure(status: int, notes: IO[bytes], *, is_late: bool) -> OutOfBoundsError:
    """Return why a process did not send its result."""
    import signal

    notes.seek(0)
    lines = notes.read().decode("utf-8", errors="replace").split("\n")
    cause: Cause = "crash"
    if is_late or status in (3, -signal.SIGXCPU, -signal.SIGKILL, -signal.SIGPROF):
        cause = "time"
    elif status in (1, 2):
        cause = "memory"
    frames = [(match[1], int(match[2])) for line in lines if (match := _FRAME.search(line))]
    return OutOfBoundsError(cause, [line[5:] for line in lines if line.startswith("note ")], frames)
