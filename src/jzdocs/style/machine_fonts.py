"""The four fonts that official documents are written in: 方正小标宋简体, 仿宋_GB2312, 楷体_GB2312, 黑体.

They cannot come with jzdocs. This says which of them are on this machine, and makes a stylesheet use those.

They are known by the names inside font files, looked for in the system's folders alone, and only for stylesheets of
official documents. What was found is remembered in the cache under the state of the folders, so that only a change
there makes a build open font files again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec
import uharfbuzz as hb
from msgspec import Struct
from msgspec.structs import replace

from jzdocs.cache.store import Store, default_folder, digest
from jzdocs.messages.message import Message, message
from jzdocs.resources import resource_root
from jzdocs.style.fontfile import FontFile, font_files, forbids_embedding, names_in, permission, system_folders
from jzdocs.style.stylesheet import FontRole, MachineFont, Stylesheet

# each by the name that documents have it under: the names that its files may have inside
OFFICIAL: dict[str, tuple[str, ...]] = {
    "方正小标宋简体": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    "仿宋_GB2312": ("仿宋_GB2312", "FangSong_GB2312"),
    "楷体_GB2312": ("楷体_GB2312", "KaiTi_GB2312"),
    "黑体": ("黑体", "SimHei"),
}
# names in Word of which one of the four is the face as well
_SAME = {"仿宋": "仿宋_GB2312", "楷体": "楷体_GB2312"}
_STANDBY = "-shipped"  # the role of the face that comes with jzdocs, for characters that the machine's lacks
_MOST = 5000  # files
_KIND = "fonts"


class _Found(Struct):
    """A font as the cache has it: its name, its file and the number of its face; whether it may be embedded."""

    name: str
    path: str
    index: int
    embeddable: bool


def with_machine_fonts(sheet: Stylesheet) -> Stylesheet:
    """Return a stylesheet of official documents whose PDF has those of the four fonts that this machine has; any other
    stylesheet as it is. The face that comes with jzdocs stays behind each, for characters that it lacks."""
    if not sheet.page.characters:
        return sheet
    named = {name: role for role in sheet.fonts.values() if (name := official_name(role)) and _is_shipped(role.file)}
    if not named:
        return sheet
    found = {font.name: font for font in machine_fonts()}
    fonts = dict(sheet.fonts)
    for role in list(fonts.values()):
        font = found.get(official_name(role))
        if font is None or font.file is None or not font.embeddable or not _is_shipped(role.file):
            continue
        standby = replace(role, name=f"{role.name}{_STANDBY}")
        fonts[role.name] = replace(role, file=font.file, fallback=(standby.name, *role.fallback))
        fonts[standby.name] = standby
    return replace(sheet, fonts=fonts, machine_fonts=tuple(found[name] for name in OFFICIAL))


def official_name(role: FontRole) -> str:
    """Return which of the four fonts a role is, "" where it is none."""
    name = _SAME.get(role.word, role.word)
    return name if name in OFFICIAL else ""


def _is_shipped(file: FontFile) -> bool:
    return file.path.is_relative_to(resource_root() / "fonts")


def machine_fonts() -> tuple[MachineFont, ...]:
    """Return the four fonts, each with its file on this machine (None: it is not there)."""
    return _machine_fonts(tuple(system_folders()))


@lru_cache(maxsize=1)
def _machine_fonts(folders: tuple[Path, ...]) -> tuple[MachineFont, ...]:
    store = Store(default_folder())
    key = digest(repr(sorted(OFFICIAL.items())), *_state(folders))
    found = _remembered(store, key)
    if found is None:
        found = list(_look(folders))
        store.put(_KIND, key, msgspec.msgpack.encode(found))
    by_name = {font.name: font for font in found}
    return tuple(
        MachineFont(name, FontFile(Path(font.path), font.index), font.embeddable)
        if (font := by_name.get(name))
        else MachineFont(name)
        for name in OFFICIAL
    )


def forget() -> None:
    """Drop what is remembered of this machine's fonts, because some were added or have changed."""
    _machine_fonts.cache_clear()


def _remembered(store: Store, key: str) -> list[_Found] | None:
    data = store.get(_KIND, key)
    if data is None:
        return None
    try:
        return msgspec.msgpack.decode(data, type=list[_Found])
    except msgspec.MsgspecError:
        store.discard(_KIND, key)
        return None


def _state(folders: Sequence[Path]) -> Iterator[str]:
    """Yield what tells a change of the font files below folders: their paths, sizes and times."""
    pending, count = [str(folder) for folder in folders], 0
    while pending and count < _MOST:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in sorted(entries, key=lambda e: e.name):
                    if entry.is_dir():
                        pending.append(entry.path)
                        continue
                    state = entry.stat()
                    count += 1
                    yield f"{entry.path} {state.st_size} {state.st_mtime_ns}"
        except OSError:  # a folder that is not there, or may not be read
            continue


def _look(folders: Sequence[Path]) -> Iterator[_Found]:
    """Yield the fonts of the four that lie below folders: of each the first that may be embedded, else the first."""
    by_alias = {alias.casefold(): name for name, aliases in OFFICIAL.items() for alias in aliases}
    found: dict[str, _Found] = {}
    for path in (path for folder in folders for path in font_files(folder)):
        for index, names in enumerate(names_in(path)):
            for name in {by_alias[alias] for alias in names if alias in by_alias}:
                if name not in found or not found[name].embeddable:
                    font = _Found(name, str(path), index, _may_embed(path, index))
                    found[name] = font if font.embeddable or name not in found else found[name]
    yield from found.values()


def _may_embed(path: Path, index: int) -> bool:
    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)), index)
    except (OSError, hb.HarfBuzzError):
        return False
    return bool(face.glyph_count) and not forbids_embedding(permission(face))


def fonts_note(sheet: Stylesheet, *, shipped_only: bool) -> Message | None:
    """Return what a build of an official document says of the four fonts; None for other documents."""
    if shipped_only:
        named = sheet.page.characters and any(official_name(role) for role in sheet.fonts.values())
        return message("fonts.shipped_only") if named else None
    fonts = sheet.machine_fonts
    if not fonts:
        return None
    here = [font.name for font in fonts if font.file and font.embeddable]
    closed = [font.name for font in fonts if font.file and not font.embeddable]
    missing = [font.name for font in fonts if font.file is None]
    parts = [
        message(key, names="、".join(names))
        for key, names in (("fonts.here", here), ("fonts.closed", closed), ("fonts.missing", missing))
        if names
    ]
    whole = parts.pop()
    while parts:
        whole = message("fonts.and", first=parts.pop(), rest=whole)
    return message("fonts.note", fonts=whole)
