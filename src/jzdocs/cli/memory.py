"""How often Python looks for cycles among objects while a command runs. Everything is as before when it ends.

A document is one large tree that lives until the end of its build: looking through it again and again takes a fifth of
the time and frees nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (300_000, 20, 20)
_OFTEN = (700, 10, 10)


@contextmanager
def rare_collections() -> Iterator[None]:
    """Collect rarely: for a command as a whole."""
    with _restored():
        gc.set_threshold(*_RARELY)
        yield


@contextmanager
def no_collections() -> Iterator[None]:
    """Collect nothing by itself: for a build of one document, which ends with the command."""
    with _restored():
        gc.disable()
        yield


@contextmanager
def frequent_collections() -> Iterator[None]:
    """Collect often: for a run of many documents, where what one leaves must not wait for the last."""
    with _restored():
        gc.set_threshold(*_OFTEN)
        yield


@contextmanager
def _restored() -> Iterator[None]:
    threshold, enabled = gc.get_threshold(), gc.isenabled()
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        if enabled:
            gc.enable()
