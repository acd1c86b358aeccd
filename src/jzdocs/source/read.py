"""A file → a document: read by its kind and through its template, with every line pointing into the user's own
file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.data.given import data_table
from jzdocs.data.tables import data_loader
from jzdocs.encoding import decode, read_bytes
from jzdocs.errors import Location, Report, shown_path, told_as
from jzdocs.model import nodes
from jzdocs.options import Given, RowValue
from jzdocs.project import lone, stem
from jzdocs.source.cleaning import cleaned
from jzdocs.source.conflicts import report_conflicts
from jzdocs.source.front_matter import read_front_matter, report_unused_keys
from jzdocs.source.kinds import Kind, kind_of
from jzdocs.source.markdown import MarkdownReader
from jzdocs.source.may_be_draft import may_be_draft
from jzdocs.source.picture_loader import picture_loader
from jzdocs.source.sealing import is_sealed, opened_document
from jzdocs.source.source_map import SourceText, whole
from jzdocs.source.template import (
    Lookup,
    Template,
    assemble,
    find_template,
    is_official_template,
    render_source,
    report_unused,
    template_text,
)
from jzdocs.source.template_text import Written
from jzdocs.source.title import with_title

if TYPE_CHECKING:
    from jzdocs.source.pieces import Piece


class Source(Struct, frozen=True):
    """A document that was read, with its template and its bytes.

    `allowed` maps lines to the codes and the reason that the author allows there, `block_ends` those lines to the last
    line that they hold for; `files` are the texts of its Markdown files; `text` is what it says, line by line: plain
    text as it is (then `plain`), Markdown as it was rendered, other files as they became Markdown; `looked_at` are all
    files that were looked at, whether they exist or not; `imported` is the Markdown that a file of another kind was
    read as.
    """

    shown: str
    data: bytes
    template: Template
    document: nodes.Document
    allowed: Mapping[int, tuple[tuple[str, ...], str]]
    block_ends: Mapping[int, int]
    files: Mapping[str, str]
    text: SourceText
    plain: bool
    looked_at: tuple[Path, ...] = ()
    imported: str = ""


class Surroundings(Struct, frozen=True):
    """Where a document finds what it needs: pictures and data below `root`, templates in `template_roots`; `templates`
    are the one that the user asks for, which goes before the document's own, and the default; `given` is what a Python
    program gives, and with `run` the cells of a notebook are run."""

    root: Path
    template_roots: Sequence[Path]
    templates: tuple[str | None, str]
    given: Given = Given()
    run: bool = False

    def lookup(self, looked_at: list[Path]) -> Lookup:
        """Return where templates are looked for; files that are looked at are added to `looked_at`."""
        return Lookup(self.template_roots, self.templates, self.root, looked_at)


class TakenFor(Struct, frozen=True):
    """What a file is taken for: `folder` is where the Markdown says that the pictures of a Word file are (None: a
    folder named like the file); `official`: whether any text is the draft of an official document, as the template is
    that of official documents (None: where the text shows it). With `run` the cells of a notebook are run first."""

    folder: str | None = None
    official: bool | None = None
    run: bool = False


AS_IT_SHOWS = TakenFor()


def to_markdown(
    path: Path,
    report: Report,
    row: Sequence[RowValue] | None = None,
    files: Lookup | None = None,
    *,
    taken: TakenFor = AS_IT_SHOWS,
) -> tuple[SourceText, bytes]:
    """Return a file as Markdown with origins, and its bytes.

    All kinds but Markdown are read by their form; `row` holds the values for a source that is a template, which may
    include `files` of templates (None: those of a document that belongs to no project).
    Raises UsageError for a kind of file that is not read, DocumentError or SurroundingsError where the file cannot be
    read.
    """
    official = taken.official
    shown = shown_path(path)
    data = read_bytes(path, shown)
    kind = kind_of(path, data, shown, report)
    if kind in ("markdown", "template"):
        text = decode(data, shown, report)
        if kind == "template":
            report_unused(text, row or (), shown, report)
            return render_source(path, text, row or (), files or Lookup(lone(path).template_roots)), data
        return _draft_in_markdown(text, shown, report, official) or whole(shown, text), data
    if kind == "notebook":
        return _notebook(path, data, report, run=taken.run)
    from jzdocs.source.emit import Emitter  # only these kinds of files pay for reading by form

    folder = picture_folder(path) if taken.folder is None else taken.folder
    pieces = _pieces(kind, path, data, report, official=bool(official))
    emitter = Emitter(shown, folder=folder, official=official)
    source = emitter.emit(pieces)
    if official is None and emitter.official:  # 文件 of the red head is in the front matter
        report.found[:] = [finding for finding in report.found if finding.code != "S064"]
    return source, data


def _notebook(path: Path, data: bytes, report: Report, *, run: bool) -> tuple[SourceText, bytes]:
    """Return a notebook as Markdown, and its bytes; with `run` its cells are run first."""
    from jzdocs.source.notebook import read_notebook

    shown = shown_path(path)
    if run:
        from jzdocs.source.notebook_run import run as run_cells

        data = run_cells(data, path, shown)
    return read_notebook(data, shown, report), data


def _draft_in_markdown(text: str, shown: str, report: Report, official: bool | None) -> SourceText | None:
    """Return the draft of an official document that somebody wrote in Markdown, its elements in the front matter; None
    for any other Markdown."""
    if official is False or not may_be_draft(text):
        return None
    from jzdocs.source.emit import Emitter
    from jzdocs.source.markdown_draft import read_markdown_draft

    pieces = read_markdown_draft(text, shown, report, official=bool(official))
    return Emitter(shown, official=True).emit(pieces) if pieces else None


def picture_folder(path: Path) -> str:
    """Return the name of the folder for the pictures of a file."""
    return f"{stem(path)}.files"


def read_pieces(path: Path, report: Report, *, official: bool = False) -> tuple[list[Piece], bytes]:
    """Return the pieces of a file that is read by its form, and its bytes; nothing for Markdown, but for the draft of
    an official document. With `official` the text is taken for one."""
    shown = shown_path(path)
    data = read_bytes(path, shown)
    kind = kind_of(path, data, shown, report)
    if kind in ("template", "notebook"):
        return [], b""
    if kind == "markdown":
        from jzdocs.source.markdown_draft import read_markdown_draft

        text = decode(data, shown, report)
        return (read_markdown_draft(text, shown, report, official=official) if may_be_draft(text) else []), b""
    return _pieces(kind, path, data, report, official=official), data


def _pieces(kind: Kind, path: Path, data: bytes, report: Report, *, official: bool) -> list[Piece]:
    """Return the pieces of a file, without the characters that are taken out of every text."""
    shown = shown_path(path)
    with told_as("X117", Location(shown), name=path.name, kind=kind):
        return [cleaned(piece, shown, report) for piece in _read_by_kind(kind, path, data, report, official=official)]


def _read_by_kind(kind: Kind, path: Path, data: bytes, report: Report, *, official: bool) -> list[Piece]:
    """Return the pieces of a file, which is `official` whatever it shows; the reader of its kind is imported where it
    is needed."""
    shown = shown_path(path)
    match kind:
        case "text":
            from jzdocs.source.plain import read_plain

            return read_plain(decode(data, shown, report), shown, report, official=official)
        case "word":
            from jzdocs.source.word import read_word

            return read_word(data, shown, report, official=official)
        case "office":
            from jzdocs.source.office import read_office

            return read_office(data, path.suffix.lower(), shown, report, official=official)
        case "web":
            from jzdocs.source.web import read_web

            return read_web(data, shown, report, official=official)
        case "pdf":
            from jzdocs.source.pdf_text import read_pdf

            return read_pdf(data, shown, report, official=official)
        case "workbook":
            from jzdocs.source.workbook import read_book

            return read_book(data, path, shown, report)
        case "markdown" | "template" | "notebook":
            return []
        case _:
            assert_never(kind)


def read_source(
    path: Path, surroundings: Surroundings, report: Report, row: Sequence[RowValue] | None = None
) -> Source:
    """Return a document read through its template. `row` holds the values for a source that is a template."""
    looked_at = [path.resolve()]
    official = _is_official(path, surroundings, looked_at)
    read = to_markdown(
        path, report, row, surroundings.lookup(looked_at), taken=TakenFor(official=official, run=surroundings.run)
    )
    return finish_source(path, read, surroundings, report, looked_at)


def _is_official(path: Path, surroundings: Surroundings, looked_at: list[Path]) -> bool:
    """Return whether a text that names no template itself is built with one of official documents."""
    files = surroundings.lookup(looked_at)
    name = surroundings.templates[0] or surroundings.templates[1]
    place = Location(shown_path(path))
    return is_official_template(find_template(name, files.roots, place, looked_at, files.inside(name)))


def read_figures(path: Path, surroundings: Surroundings, report: Report) -> Source:
    """Return a document that is read by its form as `read_source` does, but without the charts and key figures that are
    proposed for it."""
    from jzdocs.source.emit import Emitter

    looked_at = [path.resolve()]
    official = _is_official(path, surroundings, looked_at)
    pieces, data = read_pieces(path, report, official=official)
    emitter = Emitter(shown_path(path), propose=False, folder=picture_folder(path), official=official)
    return finish_source(path, (emitter.emit(pieces), data), surroundings, report, looked_at)


def read_given(
    path: Path, text: str, surroundings: Surroundings, report: Report, row: Sequence[RowValue] | None = None
) -> Source:
    """Return the document that a file of Markdown or plain text would be if it held `text`; the file itself is not
    read."""
    looked_at = [path.resolve()]
    kind = kind_of(path, text.encode(), shown_path(path), Report())
    if kind == "template":
        report_unused(text, row or (), shown_path(path), report)
        source = render_source(path, text, row or (), surroundings.lookup(looked_at))
    elif kind == "text":
        from jzdocs.source.emit import Emitter
        from jzdocs.source.plain import read_plain

        official = _is_official(path, surroundings, looked_at)
        shown = shown_path(path)
        pieces = [cleaned(piece, shown, report) for piece in read_plain(text, shown, report, official=official)]
        source = Emitter(shown, folder=picture_folder(path), official=official).emit(pieces)
    else:
        official = may_be_draft(text) and _is_official(path, surroundings, looked_at)
        source = _draft_in_markdown(text, shown_path(path), report, official) or whole(shown_path(path), text)
    return finish_source(path, (source, text.encode()), surroundings, report, looked_at)


def finish_source(
    path: Path, read: tuple[SourceText, bytes], surroundings: Surroundings, report: Report, looked_at: list[Path]
) -> Source:
    """Return the document whose Markdown and bytes were read (`to_markdown`), through its template."""
    source, data = read
    shown = shown_path(path)
    kind = kind_of(path, data, shown, Report())
    root, template_roots, templates = surroundings.root, surroundings.template_roots, surroundings.templates
    lines = source.text.split("\n")
    report_conflicts(source, report)
    meta, first = read_front_matter(source, Report())  # what is wrong with it is reported when the whole is read
    name = templates[0] or meta.template or templates[1]
    files_of_templates = surroundings.lookup(looked_at)
    template = find_template(
        name, template_roots, _template_place(source, first), looked_at, files_of_templates.inside(name)
    )
    body = SourceText("\n".join(lines[first:]), source.origins[first:])
    front = SourceText("\n".join(lines[:first]), source.origins[:first])
    extra = {name: Written(text) for name, text in meta.extra.items()}
    values = {"title": meta.title, "subtitle": meta.subtitle, "date": meta.date, "issuer": meta.issuer, **extra}
    if front.origins:
        report_unused_keys(front, template_text(template), report)
    assembled = assemble(template, body, front, values, files_of_templates)
    reader = MarkdownReader(
        assembled,
        report,
        picture_loader(root, report, looked_at, source.pictures, surroundings.given.figures),
        data_loader(root, report, looked_at),
        {name: data_table(table, report) for name, table in surroundings.given.tables.items()},
    )
    # a document begins where the user's file does, also where the template writes a line before its text
    document = replace(reader.read(), at=source.at(0))
    document = opened_document(document) if is_sealed(assembled.text) else document
    document = with_title(document, stem(path), report, of_heading=kind != "text")
    if any(isinstance(block, nodes.OfficialPart) and block.part == "head" for block in document.blocks):
        report.found[:] = [finding for finding in report.found if finding.code != "S064"]  # the red head is printed
    starts = sorted(b.at.line for b in document.blocks if b.at.path == document.at.path)
    ends = {line: _end(line, starts) for line in reader.allowed}
    # of a template the text before it was rendered
    text = decode(data, shown, Report()) if kind in ("markdown", "template") else ""
    drafted = kind == "markdown" and may_be_draft(text) and text != source.text
    files = {shown: text} if kind in ("markdown", "template") and not drafted else {}
    plain = kind == "text"
    own = whole(shown, decode(data, shown, Report())) if plain or drafted else source
    imported = "" if files else source.text
    return Source(shown, data, template, document, reader.allowed, ends, files, own, plain, tuple(looked_at), imported)


def _template_place(source: SourceText, first: int) -> Location:
    """Return where the front matter, which ends before line `first` (from 0), names the template; else the file."""
    lines = source.text.split("\n")[:first]
    number = next((number for number, line in enumerate(lines) if line.startswith("template:")), None)
    return Location(source.at(0).path) if number is None else source.at(number)


def _end(line: int, starts: Sequence[int]) -> int:
    """Return the last line of the block behind `line`, given the lines on which blocks begin."""
    following = [s for s in starts if s > line]
    return following[1] - 1 if len(following) > 1 else 1 << 30
