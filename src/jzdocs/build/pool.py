"""Work on many items in processes of their own, results in order.

A process that is killed (by the system when memory runs out, by a crash of a C library) costs the item it was at:
another takes its place. Interrupts are this process's alone: it kills the others, so that none is left waiting.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, NoReturn, TypeVar

from msgspec import Struct

Item = TypeVar("Item")
Result = TypeVar("Result")
_PARENT_CHECK = 0.5  # seconds
_INDEX = struct.Struct("<q")


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], processes: int, lost: Callable[[Item], Result]
) -> Iterator[Result]:
    """Yield the results of working on items, in order: one after another, or in several processes; `lost` gives the
    result of an item whose process was killed."""
    if processes < 2 or len(items) < 2:
        yield from map(work, items)
    elif hasattr(os, "fork"):
        yield from _Pool(work, items, lost).results(min(processes, len(items)))
    else:
        yield from _spread_without_fork(work, items, processes, lost)


class _Worker(Struct):
    """A process: its number, the pipes to it (indices of items) and from it (results), and the item it is at."""

    process: int
    jobs: int
    answers: int
    index: int = -1
    received: bytearray = bytearray()


class _Pool:
    """Forked processes, which know the items from their parent."""

    def __init__(self, work: Callable[[Any], Any], items: Sequence[Any], lost: Callable[[Any], Any]) -> None:
        self._work, self._items, self._lost = work, items, lost
        self._workers: list[_Worker] = []
        self._waiting: Iterator[int] = iter(range(len(items)))

    def results(self, processes: int) -> Iterator[Any]:
        """Yield the results in order."""
        found: dict[int, Any] = {}
        try:
            with selectors.DefaultSelector() as selector:
                for _ in range(processes):
                    self._start(selector)
                for index in range(len(self._items)):
                    while index not in found and self._workers:
                        for key, _ in selector.select():
                            found |= self._read(key.data, selector)
                    if index not in found:
                        next(self._waiting)
                        found[index] = self._work(self._items[index])
                    yield found.pop(index)
        finally:
            self._end()

    def _start(self, selector: selectors.BaseSelector) -> None:
        """Start a process and give it an item; none where there is nothing left to do."""
        index = next(self._waiting, None)
        if index is None:
            return
        try:
            (read_jobs, write_jobs), (read_answers, write_answers) = _two_pipes()
            process = os.fork()
        except OSError:  # no room for another process: those that there are do the work, or this one
            self._waiting = chain([index], self._waiting)
            return
        if not process:
            for descriptor in (write_jobs, read_answers, *(w.jobs for w in self._workers), *_answers(self._workers)):
                os.close(descriptor)
            _serve(self._work, self._items, read_jobs, write_answers)
        os.close(read_jobs)
        os.close(write_answers)
        worker = _Worker(process, write_jobs, read_answers, received=bytearray())
        self._workers.append(worker)
        selector.register(read_answers, selectors.EVENT_READ, worker)
        self._hand_over(worker, index)

    def _hand_over(self, worker: _Worker, index: int) -> None:
        worker.index = index
        try:
            os.write(worker.jobs, _INDEX.pack(index))
        except BrokenPipeError:  # it was killed: that is seen when its answer is read
            pass

    def _read(self, worker: _Worker, selector: selectors.BaseSelector) -> dict[int, Any]:
        """Read from a process; return the result of its item when it is whole, or when the process is gone."""
        data = os.read(worker.answers, 1 << 20)
        if not data:
            return self._replaced(worker, selector)
        worker.received += data
        received = worker.received
        if len(received) < _INDEX.size or len(received) < _INDEX.size + _INDEX.unpack_from(received)[0]:
            return {}
        is_result, result = pickle.loads(received[_INDEX.size :])  # noqa: S301 (from our own child)
        if not is_result:
            raise result
        index, worker.received = worker.index, bytearray()
        worker.index = -1
        following = next(self._waiting, None)
        if following is not None:
            self._hand_over(worker, following)
        return {index: result}

    def _replaced(self, worker: _Worker, selector: selectors.BaseSelector) -> dict[int, Any]:
        """Put another process into the place of one that is gone, and return what stands for the result of its item."""
        selector.unregister(worker.answers)
        self._workers.remove(worker)
        _close(worker)
        os.waitpid(worker.process, 0)
        self._start(selector)
        return {worker.index: self._lost(self._items[worker.index])} if worker.index >= 0 else {}

    def _end(self) -> None:
        """Kill the processes and wait for their ends."""
        for worker in self._workers:
            os.kill(worker.process, signal.SIGKILL)
        for worker in self._workers:
            _close(worker)
            os.waitpid(worker.process, 0)


def _two_pipes() -> tuple[tuple[int, int], tuple[int, int]]:
    """Return two pipes, or none where there is only room for one."""
    first = os.pipe()
    try:
        return first, os.pipe()
    except OSError:
        for descriptor in first:
            os.close(descriptor)
        raise


def _answers(workers: Sequence[_Worker]) -> list[int]:
    return [worker.answers for worker in workers]


def _close(worker: _Worker) -> None:
    os.close(worker.jobs)
    os.close(worker.answers)


def _serve(work: Callable[[Any], Any], items: Sequence[Any], jobs: int, answers: int) -> NoReturn:
    """Work on the items whose indices come, until none comes any more, and end this process."""
    status = 1
    try:
        for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
        _end_with(os.getppid())
        while data := os.read(jobs, _INDEX.size):
            answer = _answer(work, items[_INDEX.unpack(data)[0]])
            view = memoryview(_INDEX.pack(len(answer)) + answer)
            while view:
                view = view[os.write(answers, view) :]
        status = 0
    finally:
        os._exit(status)


def _answer(work: Callable[[Any], Any], item: Any) -> bytes:
    """Return whether work on an item came to its end, and its result, or the exception that ended it."""
    try:
        return pickle.dumps((True, work(item)), protocol=5)
    except Exception as error:  # noqa: BLE001 (the parent raises it)
        try:
            data = pickle.dumps((False, error), protocol=5)
            pickle.loads(data)  # noqa: S301 (made by this line; an exception may not come through)
        except Exception:  # noqa: BLE001 (pickling runs code of any class)
            data = pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")), protocol=5)
        return data


def _spread_without_fork(
    work: Callable[[Item], Result], items: Sequence[Item], processes: int, lost: Callable[[Item], Result]
) -> Iterator[Result]:
    """Do the same where the system cannot fork (Windows)."""
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    done = 0
    while done < len(items):
        with ProcessPoolExecutor(processes, initializer=_end_with, initargs=(os.getpid(),)) as pool:
            try:
                for result in pool.map(work, items[done:]):
                    yield result
                    done += 1
            except BrokenExecutor:
                yield lost(items[done])
                done += 1


def _end_with(parent: int) -> None:
    """Let this process end with its parent, also when that is killed; by itself it would wait for work for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_PARENT_CHECK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
