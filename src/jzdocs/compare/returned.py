"""A Word file that comes back: the edits in it, merged into the sources that it was built from, and written there."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.build.pipeline import build
from jzdocs.build.publish import publish_all, publish_files
from jzdocs.compare.sources import Identity, find_source, identity_of, source_to_write
from jzdocs.encoding import decode, read_bytes
from jzdocs.errors import DocumentError, Location, Report, SurroundingsError, UsageError, os_reason, told_as
from jzdocs.options import BuildOptions
from jzdocs.project import project_of
from jzdocs.pull.edits import Changes
from jzdocs.pull.objects import picture_folder
from jzdocs.pull.pull import Pulled, pull
from jzdocs.pull.rewritten import rewritten
from jzdocs.source.word_own import own_record
from jzdocs.word.edited_file import read_base, read_record


class Returned(Struct, frozen=True):
    """An edited Word file and what it brings home: the edits (`pulled`), and of each source by name the file and its
    bytes as they are now; `base` is the record of what the file was built from."""

    pulled: Pulled
    places: Mapping[str, Path]
    raw: Mapping[str, bytes]
    base: Mapping[str, Any]

    @property
    def changed(self) -> Sequence[str]:
        """Return the names of the sources that the edits change."""
        return [file.path for file in self.pulled.files if file.merged != file.now]


def bring_home(file: Path, changes: Changes = "accept", *, make_source: bool = False) -> Returned:
    """Return what `_bring_home` returns; a record that others changed is a DocumentError."""
    with told_as("X053", Location(str(file))):
        return _bring_home(file, changes, make_source=make_source)


def _bring_home(file: Path, changes: Changes, *, make_source: bool) -> Returned:
    """Return the edits of a Word file, merged into the sources that it was built from.

    Of a source that is no Markdown, `make_source` makes one beside it, as it was read when the file was built; edits go
    into that, now and later. Raises DocumentError for a file that does not record what it was built from, UsageError
    where that is not found, is no source of the project that built it, or no Markdown.
    """
    record = read_record(file)
    identity = identity_of(record)
    if not record["anchors"]:
        return _imported(file, record, changes, make_source=make_source)
    places = {name: source_to_write(file, name, identity) for name in identity.texts}
    raw = {name: read_bytes(place, name) for name, place in places.items()}
    now = {name: decode(data, name, Report()) for name, data in raw.items()}
    return Returned(pull(file, now, changes), places, raw, record)


def _imported(file: Path, record: Mapping[str, Any], changes: Changes, *, make_source: bool) -> Returned:
    """Return the edits of a Word file whose source is no Markdown, merged into the Markdown beside that source."""
    at, original = Location(str(file)), str(record.get("original", ""))
    source = find_source(file, original, Identity(identity_of(record).project))
    if source is None:
        raise UsageError("X056", at=at, name=original or record["document"])
    name, text = next(iter(record["files"].items()))
    place = source.resolve().parent / PurePosixPath(name).name
    if not place.exists():
        if not make_source:
            raise UsageError("X091", at=at, name=source.name, file=str(file), made=place.name)
        _make_source(file, place, text)
    built = build(place, project_of(place), None, ("docx",), BuildOptions(source=text))
    if not built.files:
        raise DocumentError("X091.errors", at=Location(str(place)))
    base = read_base(io.BytesIO(next(data for n, data in built.files.items() if n.endswith(".docx"))))
    raw = read_bytes(place, place.name)
    key = str(base["document"])
    pulled = pull(file, {key: decode(raw, place.name, Report())}, changes, base)
    # what jzdocs made of the text names its lines: none of that is an edit
    left = [unapplied for unapplied in pulled.unapplied if unapplied.reason.key != "pull.generated"]
    return Returned(replace(pulled, unapplied=left), {key: place}, {key: raw}, base)


def _make_source(file: Path, place: Path, text: str) -> None:
    """Write the Markdown that a source was read as, with its pictures, which must not be there yet."""
    record = own_record(read_bytes(file, file.name), file.name)
    publish_files(place.parent, {place.name: text.encode()})
    folders: dict[Path, dict[str, bytes]] = {}
    for name, data in record.pictures.items() if record else ():
        picture = place.parent / name
        if not picture.exists() and picture.resolve().is_relative_to(place.parent):
            folders.setdefault(picture.parent, {})[picture.name] = data
    for folder, contents in folders.items():
        publish_files(folder, contents)


def write_home(returned: Returned) -> list[Path]:
    """Write the changed sources and return their paths. Encoding, line ends, mode, links and all
    that was not edited stay as they are.

    Raises SurroundingsError where one cannot be written: then all stay as they were.
    """
    merged = {file.path: file.merged for file in returned.pulled.files}
    folders: dict[Path, dict[str, bytes]] = {}
    for name in returned.changed:
        place = returned.places[name].resolve()  # a link stays one: what it leads to is written
        refuse_read_only(place)
        folders.setdefault(place.parent, {})[place.name] = rewritten(merged[name], returned.raw[name])
    for name, picture in returned.pulled.pictures.items():
        place = _picture_place(returned, name)
        folders.setdefault(place.parent, {})[place.name] = picture
    publish_all(folders, keep_names=True)
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


def refuse_read_only(path: Path) -> None:
    """Raise SurroundingsError for a file that its owner has protected: replacing it would need no leave to write."""
    writable = path.stat().st_mode & 0o222 and os.access(path, os.W_OK)
    if not writable:
        refused = PermissionError(13, os.strerror(13), str(path))
        raise SurroundingsError("X030.file", at=Location(str(path)), reason=os_reason(refused))
