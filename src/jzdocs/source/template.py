"""Templates: found by name or folder, extending one another, rendered by jinja2 in a sandbox.

What a template or a `.j2` source prints is traced: a filter on jinja's token stream puts a mark with file and line at
the start of every line of template data, so that a message about the assembled text names the user's file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from msgspec import Struct

from jzdocs.data.expressions import row_names
from jzdocs.data.missing import MissingValue
from jzdocs.data.template_reasons import failure_reason, syntax_reason
from jzdocs.errors import DocumentError, Location, UsageError, shown_path
from jzdocs.facts.cells import column, key
from jzdocs.messages.message import Message, message
from jzdocs.options import RowValue
from jzdocs.source.source_map import Origin, SourceText, mark, resolve_marks
from jzdocs.source.template_text import TemplateEnvironment, Written
from jzdocs.style.fontfile import find_font
from jzdocs.style.load import read_style
from jzdocs.style.sources import StyleFile

if TYPE_CHECKING:
    from jzdocs.style.reference_document import ReferenceDocument

MAX_EXTENDS = 8
_ODD_NAME = re.compile(r"\{\{-?\s*(\d+[^\W\d][^{}|]*?|[^\W\d]\w*[（(][^{}|]*?[）)])\s*[|}]")
_BODY = "\x02body"  # stands for the body among the files of marks
_DOCUMENT = "document.md.j2"
# what a template without a stylesheet extends
_EXTENDED_BY_DEFAULT = "report"

# a Word file that lends its styles; the second name is the older one
REFERENCE_DOCUMENTS = ("reference.docx", "skin.docx")


class Template(Struct, frozen=True):
    """A template and those it extends, itself first; their stylesheets, the base first; its reference document (a
    Word file that lends its styles), and what only Word shows of that."""

    name: str
    folders: tuple[Path, ...]
    styles: tuple[StyleFile, ...]
    reference_document: Path | None = None
    word_only: Message | None = None


_PARTS = ("style.toml", _DOCUMENT, *REFERENCE_DOCUMENTS)


def find_template(
    name: str, roots: Sequence[Path], at: Location | None = None, looked_at: list[Path] | None = None
) -> Template:
    """Return the template called `name` in one of `roots`, or in the folder `name`.

    Files that are looked at are added to `looked_at`. Raises UsageError (at `at`) where there is no such template, or
    where templates extend one another in a circle.
    """
    folders: list[Path] = []
    styles: list[StyleFile] = []
    extended: str | None = name
    while extended is not None:
        candidates = _candidates(extended, roots)
        folder = _folder(candidates, extended, roots, at)
        if looked_at is not None:
            looked_at += [path / part for path in candidates[: candidates.index(folder) + 1] for part in _PARTS]
        path = folder / "style.toml"
        if folder in folders or len(folders) >= MAX_EXTENDS:
            raise UsageError("S040", at=at or Location(shown_path(path)), name=name)
        folders.append(folder)
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
    return Template(folders[0].name, tuple(folders), (*styles, read.sheet), reference, read.word_only)


def _reference_document(folder: Path) -> Path | None:
    return next((folder / name for name in REFERENCE_DOCUMENTS if (folder / name).is_file()), None)


def _read_reference(path: Path, styles: Sequence[StyleFile], fonts: Sequence[Path]) -> ReferenceDocument:
    """Return a reference document as the last of a template's stylesheets: the Word file takes it over as it is, so
    the PDF follows it."""
    from jzdocs.style.reference_document import read_reference_document  # only templates that have one pay for it

    words = {keys.word: role for style in styles for role, keys in style.keys.fonts.items() if keys.word}
    return read_reference_document(path, shown_path(path), lambda name: find_font(name, fonts) is not None, words)


def _candidates(name: str, roots: Sequence[Path]) -> list[Path]:
    """Return the folders that a template's name or path may stand for."""
    if "\0" in name:  # no file has such a name
        return []
    if "/" in name or "\\" in name:
        return [Path(name).resolve()]
    return [(root / name).resolve() for root in roots]


def _folder(candidates: Sequence[Path], name: str, roots: Sequence[Path], at: Location | None) -> Path:
    for path in candidates:
        try:
            if any((path / part).is_file() for part in _PARTS):
                return path
        except (OSError, ValueError):  # a name that no file can have
            continue
    names = sorted({p.name for r in roots if r.is_dir() for p in r.iterdir() if (p / "style.toml").is_file()})
    raise UsageError("S041", at=at or Location(""), name=name, names=", ".join(names))


class _Tracer(Extension):
    """A jinja extension that marks every line of template data with its file and line."""

    def filter_stream(self, stream: TokenStream) -> TokenStream | Iterable[Token]:
        """Return the tokens of a template with marks in its data."""
        files: list[str] = self.environment.jz_files  # type: ignore[attr-defined]
        shown = getattr(self.environment, "jz_shown", {}).get(stream.name, stream.name or "")
        if shown not in files:
            files.append(shown)
        return self._marked(stream, files.index(shown))

    def _marked(self, stream: TokenStream, file: int) -> Iterator[Token]:
        fresh = True  # whether nothing of the template was printed yet
        for token in stream:
            if token.type == "data":
                # jinja counts a data token's line where it ends when whitespace control cut it; its start is what we
                # need
                text = str(token.value)
                lines = text.split("\n")
                parts = [mark(file, token.lineno) + lines[0] if fresh or lines[0] else lines[0]]
                parts += [mark(file, token.lineno + n) + line for n, line in enumerate(lines[1:], 1)]
                yield Token(token.lineno, "data", "\n".join(parts))
                fresh = False
            else:
                yield token


def _environment(
    folders: Sequence[Path], files: list[str], looked_at: list[Path], limit: Path | None = None
) -> TemplateEnvironment:
    """Return an environment that finds files in `folders`, and none outside the folder `limit` (None: that above each
    of them)."""

    def load(name: str) -> str | None:
        # `briefing/document.md.j2` names a template's own, a bare name is looked up along the chain of extension
        for folder in folders:
            for path in ((folder.parent / name) if "/" in name else None, folder / name):
                if path:
                    looked_at.append(path.resolve())
                if path and path.is_file() and path.resolve().is_relative_to((limit or folder.parent).resolve()):
                    shown[name] = shown_path(path)
                    return path.read_text(encoding="utf-8")
        return None

    shown: dict[str, str] = {}
    environment = TemplateEnvironment(
        loader=jinja2.FunctionLoader(load),
        extensions=[_Tracer],
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{##",
        comment_end_string="##}",  # {#name} marks a figure
    )
    environment.jz_files = files  # type: ignore[attr-defined]
    environment.jz_shown = shown  # type: ignore[attr-defined]
    return environment


def assemble(
    template: Template, body: SourceText, front: SourceText, values: Mapping[str, Any], looked_at: list[Path]
) -> SourceText:
    """Return `front` (the front matter, as it is) and the template's `document.md.j2` around `body`, the rest of the
    source.

    `values` are printed as they are, but for those that are `Written`. Files that are looked at are added to
    `looked_at`. Raises DocumentError where the template cannot be rendered.
    """
    files = list(dict.fromkeys(o.path for o in body.origins))
    lines = body.text.split("\n") if body.origins else []
    # marks count the lines of the body: one line of a file may have become several of them
    files += [_BODY] if lines else []
    body_index = len(files) - 1
    marked = "\n".join(mark(body_index, number) + line for number, line in enumerate(lines, 1))
    environment = _environment(template.folders, files, looked_at)
    if not any((folder / _DOCUMENT).is_file() for folder in template.folders):
        return _joined(front, body)
    text = _render(
        environment, lambda: environment.get_template(_DOCUMENT), {**values, "body": Written(marked)}, _DOCUMENT
    )
    resolved = resolve_marks(text, files, {})
    # lines of the body keep the offsets (and shifts) they came with
    origins = tuple(_merged(o, body.origins[o.line - 1]) if o.path == _BODY else o for o in resolved.origins)
    return _joined(front, SourceText(resolved.text, origins))


def template_text(template: Template) -> str:
    """Return the texts of a template and those that it extends, to look up which values they use."""
    paths = [path for folder in template.folders for path in sorted(folder.glob("*.j2"))]
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in paths)


def is_official_template(template: Template) -> bool:
    """Return whether a template assembles official documents: its own document, or that which it extends, has a red
    head."""
    for folder in template.folders:
        path = folder / _DOCUMENT
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            if "```redhead" in text:
                return True
            if "{% extends" not in text and "{%- extends" not in text:
                return False
    return False


def _merged(rendered: Origin, original: Origin) -> Origin:
    """Return the origin of a rendered line, with what its body line had before it was rendered."""
    return Origin(original.path, original.line, rendered.shift + original.shift, original.offset)


def _joined(front: SourceText, rest: SourceText) -> SourceText:
    if not front.origins:
        return rest
    return SourceText(f"{front.text}\n{rest.text}", front.origins + rest.origins)


def render_source(
    path: Path, text: str, row: Sequence[RowValue], looked_at: list[Path], root: Path | None = None
) -> SourceText:
    """Return a `.j2` source rendered with the values of `row`; its lines point into the source as it is written.

    Values are sealed (see `sealing`). It may include files below `root`, the project's folder (None: its own). Files
    that are looked at are added to `looked_at`. Raises DocumentError with file
    and line where it cannot be rendered.
    """
    shown = shown_path(path)
    files = [shown]
    environment = _environment([path.parent], files, looked_at, root or path.parent)
    environment.jz_shown[None] = shown  # type: ignore[attr-defined]
    try:
        rendered = _render(environment, lambda: environment.from_string(text), row_names(row), shown)
    except DocumentError as error:
        raise _with_column_hint(error, text, row) from error
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    return resolve_marks(rendered, files, {shown: starts})


def _render(environment: TemplateEnvironment, get: Any, values: Mapping[str, Any], name: str) -> str:
    shown: dict[str | None, str] = environment.jz_shown  # type: ignore[attr-defined]
    try:
        return str(get().render(values))
    except jinja2.TemplateSyntaxError as error:
        at = Location(shown.get(error.name, name), error.lineno)
        raise DocumentError("S042", at=at, reason=syntax_reason(error)) from error
    except MissingValue as error:
        line = _template_line(error)
        raise DocumentError(
            "S043", at=Location(shown.get(name, name), line), reason=error.reason, hint=_nearest(error.name, values)
        ) from error
    except Exception as error:  # a sandbox refuses with its own errors, filters with any
        line = _template_line(error)
        raise DocumentError("S044", at=Location(shown.get(name, name), line), reason=failure_reason(error)) from error


def _nearest(name: str, values: Mapping[str, Any]) -> Message | None:
    """Return the hint that another name was meant."""
    near = get_close_matches(name, [str(other) for other in values], 1) if name not in values else []
    return message("hint.did_you_mean", name=near[0]) if near else None


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


def _template_line(error: BaseException) -> int:
    """Return the template's line in a traceback that jinja has rewritten; 0 where it is unknown."""
    line, frame = 0, error.__traceback__
    while frame is not None:
        name = frame.tb_frame.f_code.co_filename
        if name in ("<template>", "<unknown>") or name.endswith(".j2"):
            line = frame.tb_lineno
        frame = frame.tb_next
    return line
