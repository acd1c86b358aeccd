"""Where the keys of a TOML text stand.

`tomllib` gives values without places, and a message about a value needs the line and column of its key. The text must
have passed `tomllib`: the scanner here knows only as much of TOML 1.0 as it takes to tell keys from values (strings,
comments, tables in brackets, dotted keys, inline tables), and checks nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from jzdocs.patterns import compiled

KeyPath = tuple[str, ...]
_STRINGS = r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\])*"' r"|'[^']*'"
_TOKEN = compiled(
    rf"(?P<string>{_STRINGS})|(?P<comment>#[^\n]*)|(?P<mark>[\[\]{{}}=,.\n])|(?P<bare>[^\s\[\]{{}}=,.#\"']+)", re.DOTALL
)


def key_places(text: str) -> dict[KeyPath, tuple[int, int]]:
    """Return line and column (from 1) of every key and every table's head in a TOML text, by its path of names. A
    key of an inline table has its own place; what stands in an array has none."""
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.places


def nearest_place(places: Mapping[KeyPath, tuple[int, int]], path: KeyPath) -> tuple[int, int]:
    """Return the place of `path`, or of the nearest table around it that has one; (1, 1) where there is none."""
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return 1, 1


class _Scanner:
    """The state of a scan: the table whose head came last, the inline tables and arrays that are open (an array as
    None), and the key that is being read, or whose value is being read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[KeyPath, tuple[int, int]] = {}
        self.table: KeyPath = ()
        self.open: list[KeyPath | None] = []
        self.names: list[str] = []
        self.start = 0
        self.key: KeyPath = ()
        self.in_value = False

    def scan(self) -> None:
        """Read the whole text into `places`."""
        header = 0  # brackets of a table's head that are open
        for token in _TOKEN.finditer(self.text):
            mark = token["mark"]
            if token["comment"] is not None:
                continue
            if mark is None:
                self._name(token)
            elif header:
                if mark == "]":
                    self._end_header()
                    header = 0
            elif mark == "[" and not self.in_value and not self.names and not self.open:
                header = 1
                self.table = ()
            else:
                self._mark(mark)

    def _name(self, token: re.Match[str]) -> None:
        if self.in_value:
            return
        if not self.names:
            self.start = token.start()
        name = token["bare"]
        self.names.append(name if name is not None else str(tomllib.loads(f"name = {token['string']}")["name"]))

    def _end_header(self) -> None:
        if self.names:
            self.table = tuple(self.names)
            self._record(self.table)
        self.names = []

    def _mark(self, mark: str) -> None:
        if mark == "=" and not self.in_value:
            path = (*self._around(), *self.names)
            self._record(path)
            self.names, self.in_value, self.key = [], True, path
        elif mark == "{":
            self.open.append(self.key if self.in_value and None not in self.open else None)
            self.in_value = self.open[-1] is None
        elif mark == "[":
            self.open.append(None)
        elif mark in "]}":
            if self.open:
                self.open.pop()
            self.in_value = True  # until a comma or the line's end
        elif mark == ",":
            self.in_value = bool(self.open) and self.open[-1] is None
        elif mark == "\n" and not self.open:
            self.in_value, self.names = False, []

    def _around(self) -> KeyPath:
        inline = self.open[-1] if self.open else None
        return self.table if inline is None else inline

    def _record(self, path: KeyPath) -> None:
        line = self.text.count("\n", 0, self.start) + 1
        column = self.start - self.text.rfind("\n", 0, self.start)
        for length in range(1, len(path) + 1):
            self.places.setdefault(path[:length], (line, column))
