"""Why a formula of the front matter cannot be computed."""

from __future__ import annotations

from jzdocs.messages.message import message


class FormulaError(Exception):
    """A formula that cannot be read or computed; `reason` says why."""

    def __init__(self, key: str, **arguments: object) -> None:
        super().__init__(key)
        self.reason = message(key, **arguments)
