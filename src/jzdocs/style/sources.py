"""The files that a stylesheet is merged from, and which of them wrote a key: messages name the user's own line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from jzdocs.errors import Location
from jzdocs.style.schema import StyleKeys, written
from jzdocs.style.toml_places import KeyPath, nearest_place

# sections whose names have two parts: [fonts.song]
_FAMILIES = ("fonts", "heading", "style")
_SECTIONS = ("page", "opening", "header", "footer", "watermark", "seal", "colors", "body", "chart", *_FAMILIES)


class StyleFile(Struct, frozen=True):
    """One file's part of a stylesheet: its keys, and line and column of each (none where the file is no TOML).
    `shown` is its path in messages."""

    path: Path
    shown: str
    keys: StyleKeys
    places: Mapping[KeyPath, tuple[int, int]] = {}

    def at(self, path: KeyPath) -> Location:
        """Return where a key stands, or the nearest table around it."""
        return Location(self.shown, *nearest_place(self.places, path)) if self.places else Location(self.shown)


class StyleSources(Struct, frozen=True):
    """The files of a stylesheet, the base first."""

    files: Sequence[StyleFile]

    @property
    def last(self) -> Location:
        """The file that extends all others."""
        return Location(self.files[-1].shown)

    def writer(self, path: KeyPath) -> int:
        """Return the number of the last file that writes a key, -1 where none does."""
        return next((n for n in range(len(self.files) - 1, -1, -1) if written(self.files[n].keys, path)), -1)

    def latest(self, *paths: KeyPath) -> KeyPath:
        """Return the key of `paths` that was written last, the first of those in the same file."""
        return max(paths, key=self.writer)

    def at(self, path: KeyPath) -> Location:
        """Return where a key was written last."""
        number = self.writer(path)
        return self.files[number].at(path) if number >= 0 else self.last


def shown_key(path: KeyPath) -> str:
    """Return a key as messages show it: `[heading.1] size`, `[page] margin.top`, `extends`."""
    depth = 2 if path[0] in _FAMILIES else 1
    if len(path) == 1 and path[0] not in _SECTIONS:
        return path[0]
    section, key = ".".join(path[:depth]), ".".join(path[depth:])
    return f"[{section}] {key}".rstrip()
