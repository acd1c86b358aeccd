"""jinja2 in bounds: what a template may load, how long it may run, and how an error finds the template's line.

A template that does more than print values runs in a process with limits on time and memory (see `bounded`); those that
come with jzdocs run here. What a template prints is traced: a filter on jinja's token stream puts a mark with file and
line at the start of every line of template data, so that a message about the assembled text names the user's line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

import jinja2
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from msgspec import Struct, field

from jzdocs import limits
from jzdocs.bounded import MIB, Bounds, OutOfBoundsError, OutOfTimeError, bounded, can_bound
from jzdocs.data.missing import MissingValue
from jzdocs.data.template_reasons import failure_reason, syntax_reason
from jzdocs.encoding import decode, read_bytes
from jzdocs.errors import Diagnostic, DocumentError, Location, Report, shown_path
from jzdocs.messages.message import Message, message
from jzdocs.patterns import compiled
from jzdocs.resources import resource_root
from jzdocs.source.sealing import line_ends
from jzdocs.source.source_map import OPEN, mark
from jzdocs.source.template_text import TemplateEnvironment, TooDeepError

_MARK_LENGTH = 5  # characters of the shortest mark of a place, which is no text
_VALUE = compiled(r"\{\{-?[\w\s.\"'\[\]（）]*-?\}\}")
_STATEMENT = compiled(r"\{\{|\{%|\{##")
# a text of this length is looked at without a process of its own
_SHORT = 100_000


class Files(Struct, frozen=True):
    """What templates are loaded from: `folders` are those of a template and those that it extends, `roots` hold all
    templates; `shown` has the paths of what was loaded, by names, `looked_at` all files that were looked at, `marked`
    the files that marks of places count."""

    folders: Callable[[], Sequence[Path]]
    roots: Sequence[Path]
    marked: list[str]
    looked_at: list[Path]
    shown: dict[str | None, str] = field(default_factory=dict)

    def load(self, name: str) -> str | None:
        """Return the text of a file that a template names; None where no folder of templates holds it."""
        folders = self.folders()
        inside = [folder.resolve() for folder in (*folders, *self.roots)]
        for path in self._candidates(name, folders):
            resolved = path.resolve()
            self.looked_at.append(resolved)
            if path.is_file() and any(resolved.is_relative_to(folder) for folder in inside):
                self.shown[name] = shown_path(path)
                return decode(read_bytes(path, shown_path(path)), shown_path(path), Report())
        return None

    def _candidates(self, name: str, folders: Sequence[Path]) -> Iterator[Path]:
        """Yield where a name may lead: `briefing/document.md.j2` names a template's own, a bare name is looked up along
        the chain of extension, then among the templates."""
        if "\0" in name or name.startswith(("/", "\\")):
            return
        for folder in folders:
            yield from ((folder.parent / name, folder / name) if "/" in name else (folder / name,))
        yield from (root / name for root in self.roots)


class _Tracer(Extension):
    """A jinja extension that marks every line of template data with its file and line."""

    def filter_stream(self, stream: TokenStream) -> TokenStream | Iterable[Token]:
        """Return the tokens of a template with marks in its data."""
        files: Files = self.environment.jz_files  # type: ignore[attr-defined]
        shown = files.shown.get(stream.name, stream.name or "")
        if shown not in files.marked:
            files.marked.append(shown)
        return self._marked(stream, files.marked.index(shown))

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


class _TooLongError(Exception):
    """Raised where a template prints too much: characters or lines."""

    def __init__(self, unit: Literal["characters", "lines"]) -> None:
        super().__init__(unit)
        self.unit = unit


class _Rendered(Struct, frozen=True):
    """What a process sends back: the text or what is wrong, and how `Files` changed."""

    text: str
    finding: Diagnostic | None
    marked: list[str]
    looked_at: list[Path]
    shown: dict[str | None, str]


def render(files: Files, source: str | None, values: Mapping[str, Any], name: str, around: str = "") -> str:
    """Return what a template gives: `source`, or the file `name`; messages call it `name` where it is not loaded.

    It may print as much as `around` holds, a text that it is put around, beyond the limits. `files` tells afterwards
    what was loaded. Raises DocumentError with the template's file and line.
    """
    most = limits.current()
    if source is not None and len(source) > most.template_characters:
        raise DocumentError("X111.length", at=Location(name, 1), most=f"{most.template_characters:,}")
    room = Room(most.template_characters + len(around), most.template_lines + line_ends(around))
    template = _BoundTemplate(files, source, values, name, room)
    if not can_bound() or _is_harmless(files, source):
        return template.text(lambda line: None)
    try:
        rendered = bounded(template.outcome, Bounds(most.template_seconds, most.template_memory * MIB))
    except OutOfBoundsError as error:
        raise _out_of_bounds(error, name) from error
    files.marked[:], files.looked_at[:] = rendered.marked, rendered.looked_at
    files.shown.update(rendered.shown)
    if rendered.finding is not None:
        raise _as_error(rendered.finding)
    return rendered.text


def _is_harmless(files: Files, source: str | None) -> bool:
    """Return whether a template cannot run long: it comes with jzdocs, or only prints values by their names."""
    if source is None:
        own = resource_root().resolve()
        return all(folder.resolve().is_relative_to(own) for folder in files.folders())
    return len(source) < _SHORT and not _STATEMENT.search(_VALUE.sub("", source))


class Room(Struct, frozen=True):
    """How many characters and lines a template may print."""

    characters: int
    lines: int


class _BoundTemplate(Struct, frozen=True):
    """A template with its values: `source`, or a file that is loaded by its name; `room` is what it may print."""

    files: Files
    source: str | None
    values: Mapping[str, Any]
    name: str
    room: Room

    def outcome(self, note: Callable[[str], None]) -> _Rendered:
        """Return the text or what is wrong, for the process that waits for it."""
        text, finding = "", None
        try:
            text = self.text(note)
        except DocumentError as error:
            finding = error.diagnostic
        return _Rendered(text, finding, self.files.marked, self.files.looked_at, self.files.shown)

    def text(self, note: Callable[[str], None]) -> str:
        """Return the text. Raises DocumentError."""
        environment = TemplateEnvironment(
            note=note,
            loader=jinja2.FunctionLoader(self.files.load),
            extensions=[_Tracer],
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
            comment_start_string="{##",
            comment_end_string="##}",  # {#name} marks a figure
        )
        environment.jz_files = self.files  # type: ignore[attr-defined]
        try:
            if self.source is None:
                return self._printed(environment.get_template(self.name))
            return self._printed(environment.from_string(self.source))
        except jinja2.TemplateSyntaxError as error:
            at = Location(self._shown(error.name), error.lineno)
            raise DocumentError("S042", at=at, reason=syntax_reason(error)) from error
        except TooDeepError as error:
            raise DocumentError("X111.deep", at=Location(self._shown(error.name), error.line)) from error
        except DocumentError:
            raise
        except Exception as error:  # a sandbox refuses with its own errors, filters with any
            raise self._failure(error, environment) from error

    def _printed(self, template: jinja2.Template) -> str:
        parts, length, lines = [], 0, 0
        events = template.root_render_func(template.new_context(dict(self.values)))
        try:
            for part in events:
                length += len(part) - _MARK_LENGTH * part.count(OPEN)
                lines += line_ends(part)
                if length > self.room.characters or lines > self.room.lines:
                    error = _TooLongError("characters" if length > self.room.characters else "lines")
                    events.throw(error)  # type: ignore[attr-defined] # from its line
                parts.append(part)
        except Exception:  # noqa: BLE001 (jinja gives each its line)
            template.environment.handle_exception()
        return "".join(parts)

    def _failure(self, error: Exception, environment: TemplateEnvironment) -> DocumentError:
        """Return what is wrong where a template failed while it ran."""
        name, line = _place_of(error, environment)
        at = Location(self._shown(name), line)
        most = limits.current()
        match error:
            case MissingValue():
                return DocumentError("S043", at=at, reason=error.reason, hint=_nearest(error.name, self.values))
            case MemoryError():
                return DocumentError("X111.memory", at=at, most=f"{most.template_memory:,}")
            case OutOfTimeError():
                return DocumentError("X111.time", at=at, most=most.template_seconds)
            case _TooLongError():
                if error.unit == "lines":
                    return DocumentError("X111.lines", at=at, most=f"{most.template_lines:,}")
                return DocumentError("X111.characters", at=at, most=f"{most.template_characters:,}")
            case RecursionError():
                return DocumentError("X111.deep", at=at)
        return DocumentError("S044", at=at, reason=failure_reason(error))

    def _shown(self, name: str | None) -> str:
        return self.files.shown.get(name, self.name)


def _place_of(error: BaseException, environment: TemplateEnvironment) -> tuple[str | None, int]:
    """Return the name of the template in which an error was raised, and its line there; 0 where it is unknown."""
    found: tuple[str | None, int] = (None, 0)
    seen: BaseException | None = error
    while seen is not None and not found[1]:
        frame = seen.__traceback__
        while frame is not None:
            code = environment.compiled.get(frame.tb_frame.f_code.co_filename)
            if code is not None:
                is_raw = "__jinja_template__" in frame.tb_frame.f_globals  # else jinja has put its own lines in
                found = code.name, code.line(frame.tb_lineno) if is_raw else frame.tb_lineno
            frame = frame.tb_next
        seen = seen.__context__
    return found


def _out_of_bounds(error: OutOfBoundsError, name: str) -> DocumentError:
    """Return what is wrong where a template's process ended without a word; its notes tell what it had compiled."""
    compiled = TemplateEnvironment.from_notes(error.notes)
    at = Location(name, 1)
    for file, line in error.frames:
        if file in compiled:
            at = Location(name if compiled[file].name is None else str(compiled[file].name), compiled[file].line(line))
            break
    most = limits.current()
    match error.cause:
        case "time":
            return DocumentError("X111.time", at=at, most=most.template_seconds)
        case "memory":
            return DocumentError("X111.memory", at=at, most=f"{most.template_memory:,}")
        case "crash":
            return DocumentError("X111.crash", at=at)


def _as_error(found: Diagnostic) -> DocumentError:
    key = f"{found.code}.{found.variant}".rstrip(".")
    return DocumentError(key, at=found.location, hint=found.hint, **found.arguments)


def _nearest(name: str, values: Mapping[str, Any]) -> Message | None:
    """Return the hint that another name was meant."""
    near = get_close_matches(name, [str(other) for other in values], 1) if name not in values else []
    return message("hint.did_you_mean", name=near[0]) if near else None
