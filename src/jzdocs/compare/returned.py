"""A Word file that comes back: the edits in it, merged into the sources that it was built from, and written there."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from jzdocs.build.publish import publish_files
from jzdocs.compare.sources import identity_of, source_to_write
from jzdocs.encoding import decode, encoded, read_bytes
from jzdocs.errors import Location, Report, SurroundingsError, os_reason
from jzdocs.pull.edits import Changes
from jzdocs.pull.objects import picture_folder
from jzdocs.pull.pull import Pulled, pull
from jzdocs.word.edited_file import read_base


class Returned(Struct, frozen=True):
    """An edited Word file and what it brings home: the edits (`pulled`), and of each source by name the file and its
    bytes as they are now."""

    pulled: Pulled
    places: Mapping[str, Path]
    raw: Mapping[str, bytes]

    @property
    def changed(self) -> Sequence[str]:
        """Return the names of the sources that the edits change."""
        return [file.path for file in self.pulled.files if file.merged != file.now]


def bring_home(file: Path, changes: Changes = "accept") -> Returned:
    """Return the edits of a Word file, merged into the sources that it was built from.

    Raises DocumentError for a file that does not record what it was built from, UsageError where that is not found, or
    is no source of the project that built it.
    """
    identity = identity_of(read_base(file))
    places = {name: source_to_write(file, name, identity) for name in identity.texts}
    raw = {name: read_bytes(place, name) for name, place in places.items()}
    now = {name: decode(data, name, Report()) for name, data in raw.items()}
    return Returned(pull(file, now, changes), places, raw)


def write_home(returned: Returned) -> list[Path]:
    """Write the changed sources and return their paths. Encoding, line ends, mode and links stay as they are.

    Raises SurroundingsError where one cannot be written: then all stay as they were.
    """
    merged = {file.path: file.merged for file in returned.pulled.files}
    folders: dict[Path, dict[str, bytes]] = {}
    for name in returned.changed:
        place = returned.places[name].resolve()  # a link stays one: what it leads to is written
        _refuse_read_only(place)
        folders.setdefault(place.parent, {})[place.name] = encoded(merged[name], returned.raw[name])
    for name, picture in returned.pulled.pictures.items():
        place = _picture_place(returned, name)
        folders.setdefault(place.parent, {})[place.name] = picture
    for folder, contents in folders.items():
        publish_files(folder, contents)
    return [returned.places[name] for name in returned.changed]


def _picture_place(returned: Returned, name: str) -> Path:
    """Return where a picture that came home lies: in a folder beside its source, which is no link to another."""
    path = PurePosixPath(name)
    source = next(n for n in returned.places if picture_folder(n) == path.parent.as_posix())
    beside = returned.places[source].resolve().parent / path.parent.name
    if beside.is_symlink():
        raise SurroundingsError(
            "X030.file", at=Location(str(beside)), reason=os_reason(FileExistsError(17, os.strerror(17)))
        )
    return beside / path.name


def _refuse_read_only(path: Path) -> None:
    """Raise SurroundingsError for a file that its owner has protected: replacing it would need no leave to write."""
    writable = path.stat().st_mode & 0o222 and os.access(path, os.W_OK)
    if not writable:
        refused = PermissionError(13, os.strerror(13), str(path))
        raise SurroundingsError("X030.file", at=Location(str(path)), reason=os_reason(refused))
