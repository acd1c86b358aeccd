"""PDFs of others are read within bounds: a small file may unpack to any size, and a library may not survive it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from jzdocs import limits
from jzdocs.bounded import MIB, Bounds, Note, OutOfBoundsError, bounded, can_bound
from jzdocs.errors import DocumentError, JzdocsError, Location, told_as

Result = TypeVar("Result")
_TIMES = 64  # bytes that a byte of a PDF may become: a page of text does


def read_within(work: Callable[[], Result], size: int, at: Location, key: str, **arguments: object) -> Result:
    """Return what `work` reads of a PDF of `size` bytes, in a process with the limits `pdf_seconds` and `pdf_memory`.

    Errors of ours pass, what a library raises is the DocumentError of `key` at `at`. Raises DocumentError where a limit
    is reached or a library crashes.
    """
    if not can_bound():
        return _with_findings(work, at, key, arguments)

    def outcome(_: Note) -> tuple[Result | None, JzdocsError | None]:
        try:
            return _with_findings(work, at, key, arguments), None
        except JzdocsError as error:
            return None, error

    bounds = pdf_bounds(size)
    try:
        result, error = bounded(outcome, bounds)
    except OutOfBoundsError as exceeded:
        keys = {"time": "X119.time", "memory": "X119.memory", "crash": "X119.crash"}
        most = bounds.seconds if exceeded.cause == "time" else bounds.memory // MIB
        raise DocumentError(keys[exceeded.cause], at=at, most=most) from exceeded
    if error is not None:
        raise error
    return result  # type: ignore[return-value] # of a type that may have None


def pdf_bounds(size: int) -> Bounds:
    """Return the bounds for a PDF of `size` bytes."""
    most = limits.current()
    return Bounds(most.pdf_seconds * (1 + size // MIB), most.pdf_memory * MIB + _TIMES * size)


def _with_findings(work: Callable[[], Result], at: Location, key: str, arguments: dict[str, object]) -> Result:
    try:
        with told_as(key, at, **arguments):
            return work()
    except RecursionError as error:
        raise DocumentError("X116", at=at) from error
