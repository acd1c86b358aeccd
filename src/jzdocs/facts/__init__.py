"""The numbers of a text: finding them (`quantities`, `chinese`), telling what they are (`recognition`, `subjects`)."""

from __future__ import annotations

from jzdocs.callables import make_callable

make_callable(__name__)
