"""What the arithmetic found in paragraphs, from earlier builds.

Whether the numbers of a paragraph agree depends on its text alone, and takes longer than to set it. So the verdicts of
a document are one entry of the store, looked up by the texts of the paragraphs, as its lines are.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from jzdocs.cache.store import Store, digest
from jzdocs.checks.finding import Finding, Problem
from jzdocs.checks.sentences import findings
from jzdocs.messages.message import Message

_KIND = "judged"


class Verdict(Struct, frozen=True, array_like=True):
    """A finding, with the place of its number in the paragraph and the number as it stands there."""

    start: int
    stated: str
    problem: Problem
    right: str
    how: str | Message
    certain: bool


_Verdicts = dict[str, tuple[Verdict, ...]]
_decode = msgspec.msgpack.Decoder(_Verdicts).decode


class JudgedTexts:
    """The verdicts about the paragraphs of the document called `name`; without a store, each is judged anew."""

    def __init__(self, store: Store | None = None, name: str = "") -> None:
        self._store = store if store and store.folder else None
        self._stored: _Verdicts = {}
        self._used: _Verdicts = {}
        self._new = False
        if self._store is None:
            return
        self._key = digest(self._store.version, name)
        data = self._store.get(_KIND, self._key)
        if data is not None:
            try:
                self._stored = _decode(data)
            except msgspec.MsgspecError:
                self._store.discard(_KIND, self._key)

    def verdicts(self, text: str) -> Sequence[Verdict]:
        """Return what is wrong with the numbers of a paragraph."""
        if self._store is None:
            return _judged(text)
        key = digest(text)
        found = self._stored.get(key)
        if found is None:
            found, self._new = _judged(text), True
        self._used[key] = found
        return found

    def save(self) -> None:
        """Store the verdicts of this build, where any is new or most of the stored ones are gone."""
        if self._store and (self._new or len(self._used) < len(self._stored) // 2):
            self._store.put(_KIND, self._key, msgspec.msgpack.encode(self._used))


def _judged(text: str) -> tuple[Verdict, ...]:
    return tuple(_verdict(finding) for finding in findings(text))


def _verdict(finding: Finding) -> Verdict:
    quantity = finding.number.quantity
    return Verdict(quantity.start, quantity.text, finding.problem, finding.right, finding.how, finding.certain)
