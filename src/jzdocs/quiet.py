"""Warnings of libraries kept from the user's program, in threads too."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

_LOCK = RLock()


@contextmanager
def without_warnings(category: type[Warning] = Warning) -> Iterator[None]:
    """Let warnings of a category pass unseen inside the `with`. Python keeps its filters for the whole process: threads
    take turns, else one would put back what another had changed."""
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore", category)
        yield
