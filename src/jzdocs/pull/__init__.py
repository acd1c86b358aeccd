"""Edits made in Word → the Markdown source."""

from __future__ import annotations

from jzdocs.callables import make_callable

make_callable(__name__)
