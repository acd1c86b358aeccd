"""The server's side of a process that builds: started when it is needed, watched, replaced where it dies or hangs."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import jzdocs
from jzdocs.editing.worker import LENGTH
from jzdocs.errors import DocumentError, SurroundingsError

Part = Callable[[Any], None]
_GRACE = 1.5  # seconds in which a job that is overtaken may end by itself
_MOST_SECONDS = 300.0


class OvertakenJobError(Exception):
    """The job was cancelled, since nobody needs its result any more."""


class Process:
    """One process, which does one job at a time; others wait in turn.

    `cancel` ends the job at hand. A process that dies, or does not end a job in time, is replaced for the next one;
    the job itself fails with X176. `jobs` is the module whose table says what may be asked of it.
    """

    def __init__(self, folder: Path, jobs: str) -> None:
        self._folder, self._jobs = folder, jobs
        self._process: asyncio.subprocess.Process | None = None
        self._killed: list[asyncio.subprocess.Process] = []
        self._turn = asyncio.Lock()
        self._is_cancelled = False
        self._is_busy = False
        self._argument: object = None
        self._log: IO[bytes] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a job is at hand."""
        return self._is_busy

    @property
    def pid(self) -> int | None:
        """The number of the process; None where there is none."""
        return self._process.pid if self._process else None

    async def call(self, name: str, argument: object, part: Part | None = None, seconds: float = _MOST_SECONDS) -> Any:
        """Return the result of a job; each part that it sends before goes to `part`.

        Raises what the job raises of ours, OvertakenJobError where it was cancelled, DocumentError (X176) where the
        process died or took longer than `seconds`.
        """
        async with self._turn:
            self._is_cancelled, self._is_busy, self._argument = False, True, argument
            try:
                async with asyncio.timeout(seconds):
                    return await self._done(name, argument, part)
            except TimeoutError:
                self._kill()
                raise DocumentError("X176.time", seconds=round(seconds)) from None
            except asyncio.CancelledError:  # the server ends, or whoever asked is gone: the job is in the middle
                self._kill()
                raise
            finally:
                self._is_busy, self._argument = False, None

    def cancel(self, argument: object) -> None:
        """End the job of an argument, if it is at hand; a process that does not obey is killed."""
        if self._argument is not argument or self._is_cancelled or not self._process:
            return
        self._is_cancelled = True
        process = self._process
        if not hasattr(signal, "SIGUSR1"):
            self._kill()
            return
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGUSR1)

        def kill_disobedient() -> None:
            if self._process is process and self._is_busy and self._is_cancelled:
                self._kill()

        asyncio.get_running_loop().call_later(_GRACE, kill_disobedient)

    async def stop(self) -> None:
        """End the process for good."""
        self._kill()
        for process in self._killed:  # until it is known to be gone, its pipes hang on the loop, which ends now
            with suppress(ProcessLookupError, ConnectionError, TimeoutError):
                async with asyncio.timeout(_GRACE):
                    await process.wait()
                    assert process.stdin
                    process.stdin.close()
                    await process.stdin.wait_closed()
        if self._log:
            self._log.close()

    async def _done(self, name: str, argument: object, part: Part | None) -> Any:
        """Return the result of a job; where its process dies, a new one tries once more: it may have been dead, or
        killed from outside."""
        for attempt in range(2):
            try:
                return await self._do(name, argument, part)
            except (asyncio.IncompleteReadError, ConnectionError):
                self._kill()
                if self._is_cancelled:
                    raise OvertakenJobError from None
                if attempt:
                    break
        raise DocumentError("X176")

    async def _do(self, name: str, argument: object, part: Part | None) -> Any:
        process = await self._started()
        assert process.stdin and process.stdout
        data = pickle.dumps((name, argument), protocol=5)
        process.stdin.write(LENGTH.pack(len(data)) + data)
        await process.stdin.drain()
        while True:
            (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
            kind, result = pickle.loads(await process.stdout.readexactly(length))  # noqa: S301 (from our own process)
            match kind:
                case "part":
                    if part and not self._is_cancelled:
                        part(result)
                case "done":
                    return result
                case "overtaken":
                    raise OvertakenJobError
                case "fault":
                    raise SurroundingsError("X000", kind=result[0], reason=result[1])
                case _:  # an error of ours, or of the operating system
                    raise result

    async def _started(self) -> asyncio.subprocess.Process:
        """Return the process, a new one where there is none."""
        if self._process and self._process.returncode is None:
            return self._process
        self._log = self._log or tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the process)
        package = str(Path(jzdocs.__file__).parents[1])
        path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH", ""))))
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "jzdocs.editing.worker",
            self._jobs,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._log,
            env={**os.environ, "PYTHONPATH": path},
            cwd=self._folder if self._folder.is_dir() else None,
            start_new_session=True,  # its own children end with it
        )
        return self._process

    def _kill(self) -> None:
        """Kill the process and those that it started."""
        process, self._process = self._process, None
        if process and process.returncode is None:
            self._killed = [*(other for other in self._killed if other.returncode is None), process]
            with suppress(ProcessLookupError, PermissionError):
                if hasattr(os, "killpg"):
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
