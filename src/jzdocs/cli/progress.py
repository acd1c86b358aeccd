"""A progress bar on a terminal, for what takes longer than a second: how many, how fast, how much time is left."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_WIDTH = 24


def progress(items: Iterable[T], count: int) -> Iterator[T]:
    """Yield the items and show how many of `count` are done; show nothing where standard error is no terminal."""
    started, is_shown = time.monotonic(), False
    for number, item in enumerate(items, 1):
        yield item
        elapsed = time.monotonic() - started
        if count > 1 and sys.stderr.isatty() and (elapsed > 1 or is_shown):
            is_shown = True
            print(f"\r{bar(number, count, elapsed)}", end="", file=sys.stderr, flush=True)
    if is_shown:
        print(file=sys.stderr, flush=True)


def bar(number: int, count: int, elapsed: float) -> str:
    """Return `━━━━────  120/1000  10.1/s  1:27` for `number` of `count` items done in `elapsed` seconds."""
    filled = round(_WIDTH * number / count)
    rate = number / max(elapsed, 1e-9)
    left = _clock(elapsed / number * (count - number))
    return f"{'━' * filled}{'─' * (_WIDTH - filled)}  {number}/{count}  {rate:.1f}/s  {left} "


def _clock(seconds: float) -> str:
    minutes = f"{seconds // 60 % 60:02.0f}" if seconds >= 3600 else f"{seconds // 60:.0f}"
    hours = f"{seconds // 3600:.0f}:" if seconds >= 3600 else ""
    return f"{hours}{minutes}:{seconds % 60:02.0f}"
