"""How a run ends that is told to: by Ctrl-C, by a signal to terminate, or because its terminal is closed.

The first signal ends the run where it is: what was being put into place is put back, other processes are killed,
temporary files removed. Signals after that change nothing, for it ends at once; should that fail, the process is ended.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_PATIENCE = 3.0  # seconds for putting things right


class Terminated(BaseException):
    """The process was told to terminate; `status` is the exit status that says by which signal (128 and its number)."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


@contextmanager
def interruptible() -> Iterator[None]:
    """End what runs inside the `with` when a signal says so; only in the main thread, where signals come in."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [n for name in ("SIGINT", "SIGTERM", "SIGHUP") if (n := getattr(signal, name, None)) is not None]
    before = {n: signal.getsignal(n) for n in numbers}
    # under nohup a closed terminal means nothing
    handled = [n for n in numbers if before[n] not in (signal.SIG_IGN, None)]
    ended: list[int] = []
    process = os.getpid()

    def end(number: int, _: FrameType | None) -> None:
        if os.getpid() != process:  # a forked process that does something for this one
            os._exit(128 + number)
        for other in handled:
            signal.signal(other, signal.SIG_IGN)
        ended.append(number)
        guard = threading.Timer(_PATIENCE, os._exit, (128 + number,))
        guard.daemon = True
        guard.start()
        raise KeyboardInterrupt if number == signal.SIGINT else Terminated(number)

    for number in handled:
        signal.signal(number, end)
    try:
        yield
    finally:
        if not ended:
            for number in handled:
                signal.signal(number, before[number])
