"""Font files: where they are looked for, which face of a collection and which instance of a variable font is meant,
and whether they may be embedded (OpenType, OS/2 fsType).

Two bounded caches outlive a build: the font files below a folder and the names in a font file. `forget` drops them when
fonts were added or have changed.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import isfinite
from pathlib import Path

import uharfbuzz as hb
from msgspec import Struct

from jzdocs import settings
from jzdocs.files import resolved

SUFFIXES = frozenset((".ttf", ".otf", ".ttc", ".otc"))
RESTRICTED, WHOLE_ONLY, BITMAP_ONLY = 0x0002, 0x0100, 0x0200
_MAY_EMBED = 0x0004 | 0x0008  # preview and print, editable: either of them overrides the restricted bit
# entries of the “name” table: family, full, PostScript and typographic family name
_NAMES = (1, 4, 6, 16)
_FILES_LIMIT = 5000


class FontFile(Struct, frozen=True):
    """A face in a font file: its number in a collection, and its place on the axes of a variable font."""

    path: Path
    index: int = 0
    axes: tuple[tuple[str, float], ...] = ()

    @property
    def shown(self) -> str:
        """Return the file's name, followed by the face or instance that is meant in it."""
        parts = [str(self.index)] if self.index else []
        parts += [f"{axis}={value:g}" for axis, value in self.axes]
        return self.path.name + (f"#{','.join(parts)}" if parts else "")


def parse(name: str) -> tuple[str, int, tuple[tuple[str, float], ...]]:
    """Return the name of the file, the number of the face and the places on axes that `msyh.ttc#1` or
    `Song.ttf#wght=650` stands for. Raises ValueError for a part behind # that is neither."""
    name, _, rest = name.partition("#")
    index, axes = 0, []
    for part in filter(None, rest.split(",")):
        axis, sign, value = part.partition("=")
        if sign:
            axes.append((axis.strip(), float(value)))
            if not isfinite(axes[-1][1]):
                raise ValueError(f"“{part}” is no place on an axis")
        else:
            index = int(part)
            if index < 0:
                raise ValueError(f"“{part}” is no number of a face")
    return name, index, tuple(axes)


def find_font(name: str, folders: Sequence[Path]) -> FontFile | None:
    """Return the font that a stylesheet names, None where there is none: a path in one of `folders`, a file in their
    `fonts/` or the system's folders, or a face's own name (family, full or PostScript name) there.

    Raises ValueError for a malformed name.
    """
    file, index, axes = parse(name)
    for folder in folders:
        root = folder.resolve()
        path = resolved(root / file)
        if path.is_relative_to(root) and _is_file(path):
            return FontFile(path, index, axes)
    if not file or "/" in file or "\\" in file:
        return None
    folded = file.casefold()
    places = [*(folder / "fonts" for folder in folders), *system_folders()]
    for path in (path for place in places for path in font_files(place)):
        if path.name.casefold() == folded:
            return FontFile(path, index, axes)
    for path in (path for place in places for path in font_files(place)):
        number = next((i for i, names in enumerate(names_in(path)) if folded in names), None)
        if number is not None:
            return FontFile(path, number, axes)
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long
        return False


def has_face(file: FontFile) -> bool:
    """Return whether a font file has the face and the axes that are meant in it. What cannot be read as a font at all
    is not judged here: opening it says so."""
    if not file.index and not file.axes:
        return True
    try:
        if file.index >= _count(file.path):
            return False
        face = hb.Face(hb.Blob.from_file_path(str(file.path)), file.index)
    except (OSError, hb.HarfBuzzError):
        return True
    return {axis for axis, _ in file.axes} <= {axis.tag for axis in face.axis_infos}


def system_folders() -> list[Path]:
    """Where the system keeps fonts; JZDOCS_FONT_PATH names other folders in their place."""
    folders = settings.current().font_folders
    if folders is not None:
        return list(folders)
    home = Path.home()
    if sys.platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", str(home)))
        return [local / "Microsoft/Windows/Fonts", Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"]
    return [home / ".local/share/fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]


@lru_cache(maxsize=64)
def font_files(folder: Path) -> tuple[Path, ...]:
    """Return the font files below a folder in alphabetical order, at most 5,000."""
    if not folder.is_dir():
        return ()
    paths: list[Path] = []
    for root, names, files in os.walk(folder):
        names.sort()
        paths += [Path(root) / f for f in sorted(files) if Path(f).suffix.lower() in SUFFIXES]
        if len(paths) > _FILES_LIMIT:
            break
    return tuple(paths[:_FILES_LIMIT])


@lru_cache(maxsize=8192)
def names_in(path: Path) -> tuple[frozenset[str], ...]:
    """Return the case-folded names of every face in a file, nothing where it cannot be read."""
    try:
        blob = hb.Blob.from_file_path(str(path))
        faces = [hb.Face(blob, i) for i in range(_count(path))]
    except (OSError, hb.HarfBuzzError):
        return ()
    return tuple(frozenset(_names(face)) for face in faces)


def forget() -> None:
    """Drop what is remembered of font files, because some were added or have changed."""
    font_files.cache_clear()
    names_in.cache_clear()


def _names(face: hb.Face) -> Iterator[str]:
    for entry in face.list_names():
        if entry.name_id in _NAMES:
            name = face.get_name(entry.name_id, entry.language)
            if name:
                yield name.casefold()


def _count(path: Path) -> int:
    """Return the number of faces in a file (OpenType, “Font Collections”), at most 64."""
    with path.open("rb") as file:
        head = file.read(12)
    return min(64, struct.unpack(">I", head[8:12])[0]) if head[:4] == b"ttcf" else 1


def permission(face: hb.Face) -> int:
    """Return the licence bits of a face (OS/2 fsType); 0, everything allowed, where it has no such table."""
    table = face.reference_table("OS/2").data
    return int(struct.unpack(">H", table[8:10])[0]) if len(table) >= 10 else 0


def forbids_embedding(bits: int) -> bool:
    """Return whether the licence bits forbid putting the outlines into a document."""
    return bool(bits & BITMAP_ONLY) or bool(bits & RESTRICTED and not bits & _MAY_EMBED)
