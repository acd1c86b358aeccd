"""Building documents: the way through all stages, the writers, the cache of builds, many documents, publishing."""

from __future__ import annotations

from jzdocs.callables import make_callable

make_callable(__name__)
