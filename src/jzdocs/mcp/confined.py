"""The one folder that an assistant may use: which files it may name, and whether it may write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from jzdocs.errors import Location, UsageError
from jzdocs.file_names import readable_name
from jzdocs.project import Project, project_of

_PATH_SIGNS = ("/", "\\", "..", "~")


class Confined(Struct, frozen=True):
    """The folder `root` (links resolved), and whether files may be written below it."""

    root: Path
    write: bool = False

    def path(self, name: str) -> Path:
        """Return the path that a name means, from the root. Raises UsageError where it leads out of the root, also
        through a link."""
        path = self.root / name
        self.refuse_outside(path, name)
        return path

    def existing(self, name: str) -> Path:
        """Return the path of a file or folder that is there. Raises UsageError where there is none, or it lies
        outside."""
        path = self.path(name)
        if not path.exists():
            raise UsageError("X043", at=Location(readable_name(name)), path=readable_name(name))
        return path

    def file(self, name: str) -> Path:
        """Return the path of a file that is there; see `existing`."""
        path = self.existing(name)
        if not path.is_file():
            raise UsageError("X043", at=Location(readable_name(name)), path=readable_name(name))
        return path

    def document(self, name: str) -> tuple[Path, Project]:
        """Return a document and its project, all of whose folders lie in the root. Raises UsageError for what lies
        outside, and for a file that is no source."""
        path = self.file(name)
        from jzdocs.project import is_source

        if not is_source(path):
            from jzdocs.source.kinds import unreadable

            raise unreadable(path)
        project = project_of(path)
        self._refuse_folders(project)
        return path, project

    def output(self, name: str | None, project: Project) -> Path:
        """Return the folder that a document is written into. Raises UsageError where none may be written to."""
        self.refuse_writing()
        folder = self.path(name) if name else project.output
        self.refuse_outside(folder, str(folder))
        return folder

    def template(self, name: str | None) -> str | None:
        """Return a template that an assistant names: by its name, or as a folder below the root."""
        if name and any(sign in name for sign in _PATH_SIGNS):
            return str(self.existing(name))
        return name

    def refuse_writing(self) -> None:
        """Raise UsageError where nothing may be written."""
        if not self.write:
            raise UsageError("X241")

    def refuse_outside(self, path: Path, name: str) -> None:
        """Raise UsageError for a path that lies outside the root."""
        try:
            inside = path.resolve().is_relative_to(self.root)
        except (OSError, ValueError, RuntimeError):  # no name that a file can have; links in a circle
            inside = False
        if not inside:
            shown = readable_name(name.replace("\0", "?"))
            raise UsageError("X240", at=Location(shown), path=shown, root=self.root)

    def _refuse_folders(self, project: Project) -> None:
        """Raise UsageError where a project reaches out of the root, by its folders or by links in its templates."""
        templates = project.root / "templates"
        places: Sequence[Path] = [project.root, project.sources, templates]
        if templates.is_dir():
            places = [*places, *(path for path in templates.rglob("*") if path.is_symlink())]
        for place in places:
            self.refuse_outside(place, str(place))
