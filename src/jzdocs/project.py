"""jzdocs.toml → a frozen Project. Without one, the folder of the document stands for the project."""

from __future__ import annotations

import tomllib
from pathlib import Path

from msgspec import Struct

from jzdocs.errors import Location, SurroundingsError, UsageError
from jzdocs.resources import resource_root

FILE = "jzdocs.toml"
SUFFIXES = (".md", ".md.j2", ".txt", ".docx")
_KEYS = {"sources": str, "output": str, "template": str, "to": list}


class Project(Struct, frozen=True):
    """A project: its root, where sources lie and documents go, the default template and formats."""

    root: Path
    sources: Path
    output: Path
    template: str
    formats: tuple[str, ...]

    @property
    def template_roots(self) -> tuple[Path, ...]:
        """Where templates are looked up: the project's own first."""
        return (self.root / "templates", resource_root() / "templates")

    def documents(self) -> list[Path]:
        """Every document of the project, by name."""
        if not self.sources.is_dir():
            return []
        found = source_files(self.sources)
        for path in found:
            if not path.resolve().is_relative_to(self.root):
                raise UsageError("X047", at=Location(str(path)), name=path.name)
        return [p for p in found if p.name.lower() != "readme.md"]


def portable(shown: str, root: Path) -> str:
    """A path as files record it: from the project's folder, wherever the command was run; what comes with jzdocs
    from there."""
    path = (Path.cwd() / shown).resolve()
    for base, prefix in ((root.resolve(), ""), (resource_root().resolve(), "jzdocs/")):
        if path.is_relative_to(base):
            return prefix + path.relative_to(base).as_posix()
    return shown


def source_of(built: Path, shown: str) -> Path | None:
    """The source that a built file names: from the current folder, or beside the file or above it; None where it is
    not."""
    near = (Path.cwd(), *built.resolve().parents)
    return next((path for folder in near if (path := folder / shown).is_file() and is_source(path)), None)


def is_source(path: Path) -> bool:
    """Whether a file is of a kind that can be built."""
    return path.name.lower().endswith(SUFFIXES)


def source_files(folder: Path) -> list[Path]:
    """The files of a folder that can be built, by name; hidden ones, editors' copies (`~`) and parts (`_`) are not."""
    return sorted(
        p for p in folder.iterdir() if p.is_file() and is_source(p) and not p.name.startswith((".", "~", "_"))
    )


def stem(path: Path) -> str:
    """A document's name: its file's without `.md`, `.md.j2` …"""
    name = path.name
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return path.stem


def find_project(start: Path) -> Project | None:
    """The project whose jzdocs.toml lies in `start` or the nearest folder above it.

    Raises UsageError for a file that cannot be understood.
    """
    for folder in (start, *start.parents):
        path = folder / FILE
        if path.is_file():
            return _read(path)
    return None


def lone(document: Path) -> Project:
    """The project of a document that has none: its own folder, output beside it."""
    folder = document.resolve().parent
    return Project(folder, folder, folder / "output", "briefing", ("pdf", "docx"))


def _read(path: Path) -> Project:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SurroundingsError("X001", at=Location(str(path)), file=FILE, reason=error.strerror) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("X020", at=Location(str(path)), file=FILE, reason=error) from error
    for key, value in data.items():
        if key not in _KEYS or not isinstance(value, _KEYS[key]):
            line = next(
                (
                    n
                    for n, t in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
                    if t.strip().startswith(key)
                ),
                1,
            )
            wrong = "X021" if key not in _KEYS else "X021.wrong_form"
            raise UsageError(wrong, at=Location(str(path), line, 1), name=key, known=", ".join(_KEYS))
    root = path.parent.resolve()
    folders = {}
    for key, default in (("sources", "seeds"), ("output", "output")):
        folder = (root / data.get(key, default)).resolve()
        if not folder.is_relative_to(root):
            raise UsageError("X022", at=Location(str(path)), name=key)
        folders[key] = folder
    return Project(
        root,
        folders["sources"],
        folders["output"],
        data.get("template", "briefing"),
        tuple(data.get("to", ("pdf", "docx"))),
    )
