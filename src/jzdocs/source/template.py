"""Templates: found by name or folder, extending one another, put around the text of a source.

A path that leads out of the project is followed only where the user gives it on the command line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from jzdocs.data.expressions import row_names
from jzdocs.data.template_tables import TemplateTables
from jzdocs.encoding import read_bytes
from jzdocs.errors import DocumentError, Location, Report, UsageError, shown_path, told_as
from jzdocs.facts.cells import column, key
from jzdocs.messages.message import Message, message
from jzdocs.options import RowValue
from jzdocs.patterns import compiled
from jzdocs.source.rendering import Files, render
from jzdocs.source.source_map import Origin, SourceText, mark, resolve_marks
from jzdocs.source.template_text import Written
from jzdocs.style.fontfile import find_font
from jzdocs.style.load import read_style
from jzdocs.style.sources import StyleFile

if TYPE_CHECKING:
    from jzdocs.style.reference_document import ReferenceDocument

MAX_EXTENDS = 8
PARAMETER_PLACES = ("--set", "data=")  # where the values come from that somebody sets by name
_TAKES_IN = compiled(r"\{%-?\s*(?:include|import|from|extends)\b")
_SHOWN_NAMES = 12
_ODD_NAME = compiled(r"\{\{-?\s*(\d+[^\W\d][^{}|]*?|[^\W\d]\w*[（(][^{}|]*?[）)])\s*[|}]")
_TEMPLATE_LINE = compiled(r"\A\s*---\s*\n(?:(?!---).*\n)*?template:[ \t]*[\"']?([^\s\"'#{}]+)")
_BODY = "\x02body"  # stands for the body among the files of marks
_DOCUMENT = "document.md.j2"
# what a template without a stylesheet extends
_EXTENDED_BY_DEFAULT = "report"

# a Word file that lends its styles; the second name is the older one
REFERENCE_DOCUMENTS = ("reference.docx", "skin.docx")


class Lookup(Struct, frozen=True):
    """Where templates are looked for: in `roots`; a path leads nowhere but below `root`, the project's folder, unless
    it is the first of `templates`, which the user asks for on the command line (the second is the default). Files that
    are looked at are added to `looked_at`."""

    roots: Sequence[Path]
    templates: tuple[str | None, str] = (None, "briefing")
    root: Path | None = None
    looked_at: list[Path] = field(default_factory=list)

    def inside(self, name: str) -> Path | None:
        """Return the folder in which a template of this name must lie; None for any."""
        return None if name == self.templates[0] else self.root


class Template(Struct, frozen=True):
    """A template and those it extends, itself first; their stylesheets, the base first; its reference document (a
    Word file that lends its styles), what only Word shows of that, and what is left out of it for
    safety."""

    name: str
    folders: tuple[Path, ...]
    styles: tuple[StyleFile, ...]
    reference_document: Path | None = None
    word_only: Message | None = None
    left_out: Message | None = None


_PARTS = ("style.toml", _DOCUMENT, *REFERENCE_DOCUMENTS)


def find_template(
    name: str,
    roots: Sequence[Path],
    at: Location | None = None,
    looked_at: list[Path] | None = None,
    inside: Path | None = None,
) -> Template:
    """Return the template called `name` in one of `roots`, or in the folder `name`, which must lie below `inside`
    (None: anywhere); templates that it extends must too, or beside it.

    Files that are looked at are added to `looked_at`. Raises UsageError (at `at`) where there is no such template,
    where it lies outside, or where templates extend one another in a circle.
    """
    folders: list[Path] = []
    styles: list[StyleFile] = []
    extended: str | None = name
    bases = [] if inside is None else [inside]
    while extended is not None:
        candidates = _candidates(extended, roots, (bases, folders), at)
        folder = _folder(candidates, extended, roots, at)
        for part in _PARTS if inside is not None else ():
            if not _is_below((folder / part).resolve(), [folder, *bases, *roots]):
                raise UsageError("X112", at=at or Location(""), name=name)
        if looked_at is not None:
            looked_at += [path / part for path in candidates[: candidates.index(folder) + 1] for part in _PARTS]
        path = folder / "style.toml"
        if folder in folders or len(folders) >= MAX_EXTENDS:
            raise UsageError("S040", at=at or Location(shown_path(path)), name=name)
        folders.append(folder)
        bases = bases or [folder.parent]
        style = read_style(path, shown_path(path)) if path.is_file() else None
        if style:
            styles.insert(0, style)
            extended, at = style.keys.extends, style.at(("extends",))
        else:
            extended, at = _EXTENDED_BY_DEFAULT, None
    reference = next(filter(None, map(_reference_document, folders)), None)
    if reference is None:
        return Template(folders[0].name, tuple(folders), tuple(styles))
    read = _read_reference(reference, styles, [*folders, *(root.parent for root in roots)])
    return Template(folders[0].name, tuple(folders), (*styles, read.sheet), reference, read.word_only, read.left_out)


def _reference_document(folder: Path) -> Path | None:
    return next((folder / name for name in REFERENCE_DOCUMENTS if (folder / name).is_file()), None)


def _read_reference(path: Path, styles: Sequence[StyleFile], fonts: Sequence[Path]) -> ReferenceDocument:
    """Return a reference document as the last of a template's stylesheets: the Word file takes it over as it is, so
    the PDF follows it."""
    from jzdocs.style.reference_document import read_reference_document  # only templates that have one pay for it

    words = {keys.word: role for style in styles for role, keys in style.keys.fonts.items() if keys.word}
    shown = shown_path(path)
    with told_as("X150", Location(shown)):
        return read_reference_document(path, shown, lambda name: find_font(name, fonts) is not None, words)


def _candidates(
    name: str, roots: Sequence[Path], around: tuple[Sequence[Path], Sequence[Path]], at: Location | None
) -> list[Path]:
    """Return the folders that a template's name or path may stand for.

    `around` are the folders below which a path must stay (none: it may lead anywhere), and those of the templates that
    extend this one. A path counts from the last of these, from the first ones, and from the current folder. Raises
    UsageError for one that leads out.
    """
    bases, folders = around
    if "\0" in name:  # no file has such a name
        return []
    if bases and name.startswith(("\\\\", "//")):  # another machine: not even to be looked at
        raise UsageError("X112", at=at or Location(""), name=name)
    if "/" in name or "\\" in name or name in (".", ".."):
        found = [(base / name).resolve() for base in (*folders[-1:], *bases, Path())]
        allowed = [path for path in found if not bases or _is_below(path, [*bases, *roots])]
        if not allowed:
            raise UsageError("X112", at=at or Location(""), name=name)
        return allowed
    return [path for root in roots if _is_below(path := (root / name).resolve(), [root, root.parent, *bases])]


def _is_below(path: Path, folders: Sequence[Path]) -> bool:
    return any(path.is_relative_to(folder.resolve()) for folder in folders)


def _folder(candidates: Sequence[Path], name: str, roots: Sequence[Path], at: Location | None) -> Path:
    for path in candidates:
        try:
            if any((path / part).is_file() for part in _PARTS):
                return path
        except (OSError, ValueError):  # a name that no file can have
            continue
    names = sorted({p.name for r in roots if r.is_dir() for p in r.iterdir() if (p / "style.toml").is_file()})
    raise UsageError("S041", at=at or Location(""), name=name, names=", ".join(names))


def assemble(
    template: Template, body: SourceText, front: SourceText, values: Mapping[str, Any], files: Lookup
) -> SourceText:
    """Return `front` (the front matter, as it is) and the template's `document.md.j2` around `body`, the rest of the
    source.

    `values` are printed as they are, but for those that are `Written`. Raises DocumentError where the template cannot
    be rendered.
    """
    marked_files = list(dict.fromkeys(o.path for o in body.origins))
    lines = body.text.split("\n") if body.origins else []
    # marks count the lines of the body: one line of a file may have become several of them
    marked_files += [_BODY] if lines else []
    body_index = len(marked_files) - 1
    marked = "\n".join(mark(body_index, number) + line for number, line in enumerate(lines, 1))
    if not any((folder / _DOCUMENT).is_file() for folder in template.folders):
        return _joined(front, body)
    loaded = Files(lambda: template.folders, files.roots, marked_files, files.looked_at)
    text = render(loaded, None, {**values, "body": Written(marked)}, _DOCUMENT, marked)
    resolved = resolve_marks(text, marked_files, {})
    # lines of the body keep the offsets (and shifts) they came with
    origins = tuple(_merged(o, body.origins) if o.path == _BODY else o for o in resolved.origins)
    return _joined(front, SourceText(resolved.text, origins))


def template_text(template: Template) -> str:
    """Return the texts of a template and those that it extends, to look up which values they use."""
    paths = [path for folder in template.folders for path in sorted(folder.glob("*.j2"))]
    texts = (read_bytes(path, shown_path(path)) for path in paths if path.is_file())
    return "\n".join(text.decode(errors="replace") for text in texts)


def is_official_template(template: Template) -> bool:
    """Return whether a template assembles official documents: its own document, or that which it extends, has a red
    head."""
    for folder in template.folders:
        path = folder / _DOCUMENT
        if path.is_file():
            text = read_bytes(path, shown_path(path)).decode(errors="replace")
            if "```redhead" in text:
                return True
            if "{% extends" not in text and "{%- extends" not in text:
                return False
    return False


def _merged(rendered: Origin, body: Sequence[Origin]) -> Origin:
    """Return the origin of a rendered line, with what its line of the body had before it was rendered."""
    original = body[min(max(rendered.line, 1), len(body)) - 1]
    return Origin(original.path, original.line, rendered.shift + original.shift, original.offset)


def _joined(front: SourceText, rest: SourceText) -> SourceText:
    if not front.origins:
        return rest
    return SourceText(f"{front.text}\n{rest.text}", front.origins + rest.origins)


def render_source(path: Path, text: str, row: Sequence[RowValue], files: Lookup) -> SourceText:
    """Return a `.j2` source rendered with the values of `row`; its lines point into the source as it is written.

    Values are sealed (see `sealing`). It may include files of its template and of the folders of templates, nothing
    else. Raises DocumentError with file and line where it cannot be rendered.
    """
    shown = shown_path(path)
    loaded = Files(lambda: _own_folders(text, files), files.roots, [shown], files.looked_at, {None: shown})
    try:
        tables = TemplateTables(files.root or path.resolve().parent, shown, files.looked_at)
        rendered = render(loaded, text, {"table": tables, **row_names(row)}, shown)
    except DocumentError as error:
        raise _with_column_hint(error, text, row) from error
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    return resolve_marks(rendered, loaded.marked, {shown: starts})


def report_unused(text: str, row: Sequence[RowValue], shown: str, report: Report) -> None:
    """Report parameters that a source does not use: their names are most likely misspelt. A source that takes in other
    files is not judged, as these may use them."""
    if _TAKES_IN.search(text):
        return
    names = [value.head for value in row if value.place in PARAMETER_PLACES and value.head not in text]
    if names:
        found = re.findall(r"\{[{%][^{}]*?[}%]\}", text)
        used = dict.fromkeys(word for code in found for word in re.findall(r"[^\W\d]\w*", code) if not word.isascii())
        for name in names:
            report.warn(Location(shown), "X201", name=name, names="、".join(list(used)[:_SHOWN_NAMES]) or "—")


def _own_folders(text: str, files: Lookup) -> Sequence[Path]:
    """Return the folders of the template that a source has, as far as its text tells before it is rendered."""
    named = _TEMPLATE_LINE.match(text)
    name = files.templates[0] or (named[1] if named else "") or files.templates[1]
    try:
        return find_template(name, files.roots, looked_at=files.looked_at, inside=files.inside(name)).folders
    except UsageError:  # it is told when the template is used
        return ()


def _with_column_hint(error: DocumentError, text: str, row: Sequence[RowValue]) -> DocumentError:
    """Return an error about a line that names a column whose name is no identifier, with the form that works."""
    found = error.diagnostic
    if found.code not in ("S042", "S043"):
        return error
    lines = text.split("\n")
    line = lines[found.location.line - 1] if 0 < found.location.line <= len(lines) else ""
    bare = [(value.head, column(value.head, "").name) for value in row]
    odd = [head for head, name in bare if name in line and not key(name).isidentifier()]
    odd += [head for head, name in bare if name in line and key(name) != name]
    head = max(odd, key=len, default="") or _odd_name(line if found.code == "S042" else "")
    if not head or f'"{head}"' in line:
        return error
    return DocumentError(
        f"{found.code}.{found.variant}".rstrip("."),
        at=found.location,
        hint=message("hint.row_column", name=head),
        **found.arguments,
    )


def _odd_name(line: str) -> str:
    """Return the name in a line's braces that begins with a digit or holds brackets."""
    match = _ODD_NAME.search(line)
    return match[1].strip() if match else ""
