"""The folder that is served, and the documents in it: found, read, written. Nothing outside the folder is touched."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from jzdocs.build.publish import publish_all
from jzdocs.compare.returned import refuse_read_only
from jzdocs.encoding import decode, read_bytes
from jzdocs.errors import Location, Report, SurroundingsError, UsageError, os_reason, shown_path
from jzdocs.file_names import is_reserved, name_key
from jzdocs.patterns import compiled
from jzdocs.project import FILE, Project, find_project, named_kind, project_of, source_files, stem
from jzdocs.pull.rewritten import rewritten
from jzdocs.serve.answers import NotThisRevisionError

_EDITABLE = ("markdown", "template", "text")
_ASIDE = frozenset(("output", "templates", "original"))  # folders that hold no sources
_NOT_IN_NAMES = compiled(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')
_LONGEST_NAME = 60


class Document(Struct, frozen=True, rename="camel"):
    """A document as the browser knows it: its name and file, both as shown; `folder` from the served one; the revision
    is that of its source."""

    id: str
    name: str
    file: str
    folder: str
    template: str
    kind: str
    editable: bool
    revision: str


def revision_of(data: bytes) -> str:
    """Return the revision of a source: a hash of its bytes."""
    return hashlib.sha256(data).hexdigest()[:24]


class Workspace:
    """The served folder `root`. Of a project it is that project's; otherwise each document may have a folder of its
    own in it. With `only`, a single document is shown."""

    def __init__(self, root: Path, only: Path | None = None) -> None:
        self.root = root.resolve()
        self.only = only.resolve() if only else None

    @property
    def project(self) -> Project | None:
        """The project that the folder is that of; None where it is that of none."""
        return find_project(self.root) if (self.root / FILE).is_file() else None

    def paths(self) -> list[Path]:
        """Return the sources, by name."""
        if self.only:
            return [self.only] if self.only.is_file() else []
        project = self.project
        if project:
            return [path for path in project.documents() if self._is_inside(path)]
        if not self.root.is_dir():
            return []
        folders = (folder for folder in sorted(self.root.iterdir()) if folder.is_dir() and not folder.is_symlink())
        found = [*source_files(self.root)]
        for folder in folders:
            if folder.name not in _ASIDE and not folder.name.startswith("."):
                found += source_files(folder)
        return [path for path in found if self._is_inside(path)]

    def documents(self) -> list[Document]:
        """Return the documents; one whose source cannot be read now is left out."""
        out = []
        for path in self.paths():
            try:
                out.append(self.document(path))
            except (OSError, UsageError, SurroundingsError):
                continue
        return out

    def document(self, path: Path) -> Document:
        """Return the document of a source."""
        kind = named_kind(path) or ""
        data = self._read(path)
        return Document(
            self.id_of(path),
            stem(path),
            path.name,
            path.parent.relative_to(self.root).as_posix() if path.parent != self.root else "",
            self.template_of(path, data),
            {"markdown": "md", "template": "md.j2", "text": "txt", "word": "docx"}.get(kind, kind),
            kind in _EDITABLE,
            revision_of(data),
        )

    def template_of(self, path: Path, data: bytes) -> str:
        """Return the name of the template that a source asks for, else the project's."""
        found = re.match(rb"---\r?\n(?:.*\n)*?template:[ \t]*[\"']?([\w./-]+)", data[:20_000])
        return found[1].decode() if found else project_of(path).template

    def id_of(self, path: Path) -> str:
        """Return the id of a document: a hash of its place in the folder."""
        place = path.relative_to(self.root).as_posix()
        return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:16]

    def path_of(self, id_: str) -> Path:
        """Return the source of a document. Raises UsageError (X172) for an unknown id."""
        for path in self.paths():
            if self.id_of(path) == id_:
                return path
        raise UsageError("X172")

    def source(self, path: Path) -> tuple[str, str]:
        """Return the text of an editable source and its revision."""
        data = self._read(path)
        return decode(data, shown_path(path), Report()), revision_of(data)

    def save(self, path: Path, text: str, base: str) -> str:
        """Write a source, as the command line writes files, and return its revision.

        Raises NotThisRevisionError where the file is no longer that of `base`, UsageError for one that has no text.
        """
        if named_kind(path) not in _EDITABLE:
            raise UsageError("X175.not_editable", at=Location(path.name))
        data = self._read(path)
        if revision_of(data) != base:
            raise NotThisRevisionError(decode(data, shown_path(path), Report()), revision_of(data))
        new = rewritten(text, data)
        if new != data:
            place = path.resolve()  # a link stays one: what it leads to is written
            refuse_read_only(place)
            publish_all({place.parent: {place.name: new}}, keep_names=True)
        return revision_of(new)

    def new_folder(self, name: str) -> tuple[Path, str]:
        """Return the folder for a new document, which may not be there yet, and its name, which no other has: in a
        project the folder of sources, else one of its own."""
        project = self.project
        wish = safe_name(name)
        folder = project.sources if project else self.root
        taken = {name_key(stem(path)) for path in self.paths()}
        taken |= {name_key(entry) for entry in os.listdir(folder)} if folder.is_dir() else set()  # noqa: PTH208
        for number in range(1, 100_000):
            candidate = wish if number == 1 else f"{wish}-{number}"
            if name_key(candidate) not in taken and name_key(f"{candidate}.md") not in taken:
                return (folder if project else folder / candidate), candidate
        raise UsageError("X172")

    def add(self, folders: Mapping[Path, Mapping[str, bytes]]) -> None:
        """Write new files, all or none. Raises UsageError for a place outside the served folder."""
        for folder in folders:
            if not self._is_inside(folder):
                raise UsageError("X047", at=Location(str(folder)), name=folder.name)
        try:
            publish_all({folder: dict(files) for folder, files in folders.items()})
        except OSError as error:
            raise SurroundingsError("X118", reason=os_reason(error)) from error

    def _is_inside(self, path: Path) -> bool:
        return path.resolve().is_relative_to(self.root)

    def _read(self, path: Path) -> bytes:
        if not self._is_inside(path):
            raise UsageError("X172")
        return read_bytes(path, shown_path(path))

    def folders(self) -> Iterator[Path]:
        """Yield the folders whose changes count."""
        yield from {self.root, *(path.parent for path in self.paths())}


def absent_files(root: Path, named: Mapping[str, bytes]) -> dict[Path, dict[str, bytes]]:
    """Return the files that are not there yet by their folders, from names that count from `root`; one that would lie
    outside it is left out."""
    folders: dict[Path, dict[str, bytes]] = {}
    for name, data in named.items():
        place = root / name
        if place.resolve().is_relative_to(root.resolve()) and not place.exists():
            folders.setdefault(place.parent, {})[place.name] = data
    return folders


def safe_name(name: str) -> str:
    """Return a name for files that every system takes, as much like `name` as may be."""
    plain = _NOT_IN_NAMES.sub(" ", name).strip(" .~_")[:_LONGEST_NAME].strip(" .") or "文稿"
    return f"{plain}-1" if is_reserved(plain) or plain in _ASIDE else plain
