"""A bar on a terminal for what takes over a second: how many, how fast, how long yet."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_WIDTH = 24


def progress(things: Iterable[T], count: int) -> Iterator[T]:
    """Pass things on and show how far they have come; nothing where standard error is no terminal."""
    started, shown = time.monotonic(), False
    for number, thing in enumerate(things, 1):
        yield thing
        elapsed = time.monotonic() - started
        if count > 1 and sys.stderr.isatty() and (elapsed > 1 or shown):
            shown = True
            print(f"\r{bar(number, count, elapsed)}", end="", file=sys.stderr, flush=True)
    if shown:
        print(file=sys.stderr, flush=True)


def bar(number: int, count: int, elapsed: float) -> str:
    """`━━━━────  120/1000  10.1/s  1:27`."""
    done = round(_WIDTH * number / count)
    rest = elapsed / number * (count - number)
    left = (
        f"{rest // 3600:.0f}:{rest // 60 % 60:02.0f}:{rest % 60:02.0f}"
        if rest >= 3600
        else f"{rest // 60:.0f}:{rest % 60:02.0f}"
    )
    return f"{'━' * done}{'─' * (_WIDTH - done)}  {number}/{count}  {number / max(elapsed, 1e-9):.1f}/s  {left} "
