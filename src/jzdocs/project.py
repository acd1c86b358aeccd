"""jzdocs.toml → a frozen Project. Without one, the folder of the document stands for the project."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path, PurePath
from threading import Lock
from typing import Annotated, get_args

import msgspec
from msgspec import Struct

from jzdocs import limits
from jzdocs.allowances import Allowance, parse_allowance
from jzdocs.errors import Location, SurroundingsError, UsageError, os_reason, shown_path, told_exhaustion
from jzdocs.file_names import is_reserved, readable_name
from jzdocs.limits import Limits
from jzdocs.messages.message import message
from jzdocs.options import DEFAULT_FORMATS, FORMATS
from jzdocs.resources import resource_root
from jzdocs.toml_text import TomlError, parse_toml

FILE = "jzdocs.toml"
_KINDS = {
    "template": (".md.j2",),
    "markdown": (".md", ".markdown", ".mdown"),
    "text": (".txt", ".text"),
    "word": (".docx",),
    "office": (".doc", ".docm", ".dot", ".wps", ".wpt", ".rtf", ".odt"),
    "web": (".html", ".htm", ".xhtml", ".mht", ".mhtml"),
    "pdf": (".pdf",),
    "workbook": (".xlsx", ".xlsm", ".xls", ".et"),
    "notebook": (".ipynb",),
}
# what a folder is searched for; other kinds (a PDF, a saved page, a workbook) lie beside sources, and are read by name
_SEARCHED = ("template", "markdown", "text", "word")
# the folder above which no project and no source is looked for (None: anywhere): that which an assistant may use
boundary: ContextVar[Path | None] = ContextVar("boundary", default=None)
_Text = Annotated[str, msgspec.Meta(min_length=1, pattern=r"^[^\x00]*$")]  # a NUL is in no name of a file


class Project(Struct, frozen=True):
    """A project: its folder, the folders of sources and of documents, the default template and formats, the
    findings that its people accept, the id by which its documents know it ("": none), whether its documents may run
    scripts that draw charts, its limits, and whether official documents use fonts of this machine."""

    root: Path
    sources: Path
    output: Path
    template: str
    formats: tuple[str, ...]
    allow: tuple[Allowance, ...] = ()
    id: str = ""
    scripts: bool = False
    limits: Limits = Limits()
    machine_fonts: bool = True

    @property
    def template_roots(self) -> tuple[Path, ...]:
        """Return the folders that templates are looked for in: the project's own first."""
        return (self.root / "templates", resource_root() / "templates")

    def documents(self) -> list[Path]:
        """Return the documents of the project, by name. Raises UsageError for a link that leads out of it."""
        if not self.sources.is_dir():
            return []
        files = source_files(self.sources)
        refuse_outside(files, self.root)
        return [path for path in files if path.name.lower() != "readme.md"]


def documents_in(folder: Path) -> list[Path]:
    """Return the documents of a folder, by name. Raises UsageError for a link that leads out of the folder and of the
    project that it lies in."""
    files = source_files(folder)
    project = find_project(folder.resolve())
    refuse_outside(files, project.root if project else folder.resolve())
    return files


def refuse_outside(files: Iterable[Path], root: Path) -> None:
    """Raise UsageError for a link among `files` that leads out of the folder `root`."""
    for path in files:
        if not path.resolve().is_relative_to(root):
            raise UsageError("X047", at=Location(str(path)), name=path.name)


def portable(shown: str, root: Path) -> str:
    """Return a path as our files record it: from the project's folder, wherever the command was run.

    What comes with jzdocs is recorded as `jzdocs/…`; any other path stays as it is.
    """
    path = (Path.cwd() / shown).resolve()
    for base, prefix in ((root.resolve(), ""), (resource_root().resolve(), "jzdocs/")):
        if path.is_relative_to(base):
            return readable_name(prefix + path.relative_to(base).as_posix())
    return readable_name(shown)


def is_source(path: Path) -> bool:
    """Return whether documents can be built from this kind of file."""
    return named_kind(path) is not None


def named_kind(path: Path) -> str | None:
    """Return the kind of source that a file's name shows; None for the name of no source."""
    name = path.name.lower()
    return next((kind for kind, suffixes in _KINDS.items() if name.endswith(suffixes)), None)


def is_read_by_form(path: Path) -> bool:
    """Return whether the structure of a file is recognised by its form; Markdown marks it."""
    return named_kind(path) not in ("markdown", "template", "notebook")


def source_files(folder: Path) -> list[Path]:
    """Return the sources in a folder, by name, without hidden files, editors' copies (`~`) and parts (`_`)."""
    files = (path for path in folder.iterdir() if path.is_file() and named_kind(path) in _SEARCHED)
    return sorted(path for path in files if not path.name.startswith((".", "~", "_")))


def stem(path: Path) -> str:
    """Return a document's name: that of its file without `.md`, `.md.j2` …; text, also where that is no UTF-8."""
    name = readable_name(path.name)
    return name[: -len(".md.j2")] if name.lower().endswith(".md.j2") else PurePath(name).stem


def refuse_to_overwrite(source: Path, folder: Path, formats: Sequence[str]) -> None:
    """Raise UsageError where a document in one of the `formats` would take the place of its own source."""
    kind = source.suffix.lower().removeprefix(".")
    if kind in formats and folder.resolve() / f"{stem(source)}.{kind}" == source.resolve().with_suffix(f".{kind}"):
        raise UsageError("X076", at=Location(str(source)), folder=folder)


def refuse_reserved(path: Path) -> None:
    """Raise UsageError for a file or folder to be made whose name Windows keeps for a device, or that would lie in such
    a folder."""
    for place in (path, *path.parents):
        if is_reserved(place.name) and not (place.is_dir() and place != path):
            raise UsageError("X131", at=Location(shown_path(path)), name=place.name)


def find_project(start: Path) -> Project | None:
    """Return the project whose jzdocs.toml lies in `start` or the nearest folder above it; None where there is none.

    Raises UsageError for a jzdocs.toml that cannot be understood.
    """
    for folder in upwards(start):
        path = folder / FILE
        if path.is_file():
            return _read(path)
    return None


def upwards(folder: Path) -> Iterator[Path]:
    """Yield a folder and those above it, not beyond the `boundary`."""
    limit = boundary.get()
    for place in (folder, *folder.parents):
        if limit is not None and not place.is_relative_to(limit):
            return
        yield place


def limits_around(path: Path) -> Limits:
    """Return the limits of the project that a file lies in; the usual ones where it lies in none."""
    project = find_project(path.resolve().parent)
    return project.limits if project else Limits()


@contextmanager
def reading(path: Path, project: Project | None = None) -> Iterator[None]:
    """Let the limits of a project (None: of that around a file) hold for what is read inside the `with`; what is too
    deep or too large even so is a DocumentError with the name of the file."""
    most = project.limits if project else limits_around(path)
    with _long_numbers(most.word_characters), limits.applied(most), told_exhaustion(Location(shown_path(path))):
        yield


_READERS: list[int] = []  # the digits that numbers may have for each of those that read now
_DIGITS_LOCK = Lock()


@contextmanager
def _long_numbers(digits: int) -> Iterator[None]:
    """Let numbers have so many digits: a word may be one, and Python would take so long a one for an attack.

    The limit is that of the process: it is the greatest that a thread needs, and as it was before when the last has
    read its document.
    """
    with _DIGITS_LOCK:
        if not _READERS:
            _READERS.append(sys.get_int_max_str_digits())
        _READERS.append(digits)
        _let_have_digits()
    try:
        yield
    finally:
        with _DIGITS_LOCK:
            del _READERS[_READERS.index(digits, 1)]
            _let_have_digits()
            if len(_READERS) == 1:
                _READERS.clear()


def _let_have_digits() -> None:
    """Set Python's limit: none where the process had none."""
    sys.set_int_max_str_digits(max(_READERS) if _READERS[0] else 0)


def project_of(document: Path) -> Project:
    """Return the project among whose sources a document lies, else one of its own.

    Raises UsageError for a link among the sources of a project that leads out of it.
    """
    if document.is_symlink():
        around = find_project(document.parent.resolve())
        if around and (document.parent.resolve() / document.name).is_relative_to(around.sources):
            refuse_outside([document], around.root)
    project = find_project(document.resolve().parent)
    if project and document.resolve().is_relative_to(project.sources):
        return project
    return lone(document)


def lone(document: Path) -> Project:
    """Return the project of a document that belongs to none: its own folder, with the output folder in it; of a link
    the folder that it leads to, but with the output folder beside the link."""
    folder = document.resolve().parent
    return Project(folder, folder, document.parent.resolve() / "output", "briefing", DEFAULT_FORMATS)


def _read(path: Path) -> Project:
    """Read a jzdocs.toml. Raises UsageError with line and column for what is not understood."""
    try:
        text = path.read_text(encoding="utf-8")
        config = parse_toml(text)
    except OSError as error:
        raise SurroundingsError("X001", at=Location(str(path)), file=FILE, reason=os_reason(error)) from error
    except UnicodeDecodeError as error:
        raise UsageError("X020.encoding", at=Location(str(path)), file=FILE) from error
    except TomlError as error:
        at = Location(str(path), *error.place)
        if error.is_limit:
            raise UsageError("X114", at=at, reason=error.reason) from error
        raise UsageError("X020", at=at, file=FILE, reason=error.reason) from error
    source = _ConfigText(path, text)
    checked = msgspec.convert({key: source.checked(key, value) for key, value in config.items()}, ConfigKeys)
    root = path.parent.resolve()
    return Project(
        root,
        source.folder("sources", root / checked.sources),
        source.folder("output", root / checked.output),
        checked.template,
        tuple(dict.fromkeys(checked.to)),
        source.allowances(checked.check.allow),
        checked.id,
        checked.charts.scripts,
        source.limits(config.get("limits", {})),
        checked.fonts.machine,
    )


class CheckConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """What the section [check] may hold: the codes that are accepted."""

    allow: tuple[str, ...] = ()


class ChartConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """What the section [charts] may hold: whether scripts of the project may draw."""

    scripts: bool = False


class FontConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """What the section [fonts] may hold: whether official documents use fonts of this machine, or only those that come
    with jzdocs, so that a document is the same everywhere."""

    machine: bool = True


class ConfigKeys(Struct, frozen=True, forbid_unknown_fields=True):
    """What jzdocs.toml may hold: an id by which documents know their project, folders below its own, the template's
    name, the formats to write, what is checked, what may draw."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9-]{1,64}$")] = ""
    sources: _Text = "seeds"
    output: _Text = "output"
    template: _Text = "briefing"
    to: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)] = DEFAULT_FORMATS
    check: CheckConfig = CheckConfig()
    charts: ChartConfig = ChartConfig()
    limits: dict[str, int] = {}
    fonts: FontConfig = FontConfig()


_TYPES = msgspec.structs.fields(ConfigKeys)
_HINTS = {
    "id": "hint.config_id",
    "sources": "hint.config_folder",
    "output": "hint.config_folder",
    "template": "hint.config_template",
    "check": "hint.config_check",
    "charts": "hint.config_charts",
    "limits": "hint.config_limits",
    "fonts": "hint.config_fonts",
}


class _ConfigText(Struct, frozen=True):
    """The text of a jzdocs.toml, to say where in it something is wrong."""

    path: Path
    text: str

    def checked(self, key: str, value: object) -> object:
        """Return the value of a key, if both are as they should be. Raises UsageError otherwise."""
        field = next((field for field in _TYPES if field.name == key), None)
        if field is None:
            names = ", ".join(field.name for field in _TYPES)
            raise UsageError("X021", at=self.place(key), name=key, known=names)
        try:
            converted = msgspec.convert(value, field.type)
        except msgspec.ValidationError:
            hint = message(_HINTS.get(key, "hint.config_formats"))
            raise UsageError("X021.wrong_form", at=self.place(key), name=key, hint=hint) from None
        for name in converted if key == "to" else ():
            if name not in FORMATS:
                raise UsageError("X044", at=self.place(key, name), name=name, names=", ".join(FORMATS))
        return converted

    def allowances(self, texts: Sequence[str]) -> tuple[Allowance, ...]:
        """Return what `allow` accepts. Raises UsageError for a text that names no code."""
        allowances = []
        for text in texts:
            allowance = parse_allowance(text)
            if allowance is None:
                raise UsageError("X067", at=self.place("allow", text), value=text)
            allowances.append(allowance)
        return tuple(allowances)

    def limits(self, values: Mapping[str, object]) -> Limits:
        """Return the limits that [limits] sets. Raises UsageError for an unknown name and a number out of range."""
        fields = {field.name: field for field in msgspec.structs.fields(Limits)}
        for name, value in values.items():
            if name not in fields:
                raise UsageError("X110.unknown", at=self.place(name), name=name, known=", ".join(fields))
            try:
                msgspec.convert(value, fields[name].type)
            except msgspec.ValidationError:
                range_ = get_args(fields[name].type)[1]
                low, high = f"{range_.ge:,}", f"{range_.le:,}"
                raise UsageError("X110", at=self.place(name), name=name, low=low, high=high) from None
        return msgspec.convert(values, Limits)

    def folder(self, key: str, folder: Path) -> Path:
        """Return a folder of the project. Raises UsageError for one outside it."""
        resolved = folder.resolve()
        if not resolved.is_relative_to(self.path.parent.resolve()):
            raise UsageError("X022", at=self.place(key), name=key)
        return resolved

    def place(self, key: str, value: str | None = None) -> Location:
        """Return where a key stands, or a text inside its value."""
        match = re.search(rf"""^[ \t]*\[*(["']?){re.escape(key)}\1[ \t]*[=.\]]""", self.text, re.M)
        start = match.start() + len(match[0]) - len(match[0].lstrip()) if match else 0
        if match and value is not None:
            start = max(start, self.text.find(value, match.end()) - 1)  # from its quotation mark on
        line = self.text.count("\n", 0, start)
        return Location(str(self.path), line + 1, start - self.text.rfind("\n", 0, start))
