"""Time that a call takes, as little disturbed by the machine as a test can have it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time


def processor_seconds(call: Callable[[], object], runs: int = 3) -> float:
    """Return the least processor time in seconds that `call` takes in `runs` runs.

    What else runs on the machine does not count, nor does the collector: a full collection of what thousands of tests
    left behind takes longer than the calls that are measured.
    """
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        return min(_once(call) for _ in range(runs))
    finally:
        if was_on:
            gc.enable()


def _once(call: Callable[[], object]) -> float:
    start = process_time()
    call()
    return process_time() - start
