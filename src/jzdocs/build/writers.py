"""A document with its pages → its files in the formats that were ordered, on one core or two."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.build.result import Timer
from jzdocs.cache.store import Store
from jzdocs.errors import Location, Report, shown_path, told_as
from jzdocs.frames import Pages
from jzdocs.model import nodes
from jzdocs.model.walk import blocks
from jzdocs.options import BuildOptions, Embedding, GivenFigure
from jzdocs.painting.contents import Contents
from jzdocs.patterns import compiled
from jzdocs.project import portable
from jzdocs.source.read import Source
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import Size
from jzdocs.workers import ForkedWorker

if TYPE_CHECKING:
    from jzdocs.charts.cache import Drawn
    from jzdocs.charts.native import Native


class LoadedDocument(Struct, frozen=True):
    """A document that was read and resolved, with its stylesheet, faces and findings, and the figures that a Python
    program gives it, by name."""

    source: Source
    document: nodes.Document
    sheet: Stylesheet
    faces: Faces
    report: Report
    figures: Mapping[str, GivenFigure] = {}


class OutputJob(Struct, frozen=True):
    """Files to write: of which document and in which `formats`, with `attached` files, the records of named numbers
    (`named`) and the id of the project."""

    loaded: LoadedDocument
    pages: Pages
    sizes: Mapping[str, Size]
    native: Mapping[str, tuple[Native, ...]]
    root: Path
    name: str
    formats: tuple[str, ...]
    options: BuildOptions
    attached: Mapping[str, bytes]
    named: list[dict[str, Any]]
    store: Store
    project: str = ""


def write(
    job: OutputJob, drawn: Callable[[], Drawn], word_worker: ForkedWorker[WordJob, bytes] | None, timer: Timer
) -> dict[str, bytes]:
    """Return the files in the formats that were ordered.

    While charts are being drawn elsewhere, the Word file is made up to its pictures; when all are at hand, the
    `word_worker` makes it on the other core.
    """
    files: dict[str, bytes] = {}
    in_parallel = word_worker if "docx" in job.formats else None
    if in_parallel:
        in_parallel.submit(replace(_word_job(job), drawn=_pictures(drawn())))
    elif "docx" in job.formats:
        with_pictures = _word(_word_job(job))
        timer.mark("word")
        drawings = drawn()
        timer.mark("wait_for_charts")
        files[f"{job.name}.docx"] = with_pictures(_pictures(drawings))
        timer.mark("word")
    if "pdf" in job.formats:
        files[f"{job.name}.pdf"] = _pdf(job, drawn())
        timer.mark("pdf")
    if "ofd" in job.formats:
        files[f"{job.name}.ofd"] = _ofd(job, drawn())
        timer.mark("ofd")
    if in_parallel:
        files = {f"{job.name}.docx": in_parallel.result(), **files}
        timer.mark("word")
    return files


def attaches(formats: Sequence[str], options: BuildOptions) -> bool:
    """Return whether one of the files holds attachments."""
    return "ofd" in formats or options.archive == "a-3a"


_REMARK = compiled(r"^<!-- 批注 .*? -->\n*", re.M)  # comments of a Word file are not published


class WordJob(Struct, frozen=True):
    """A Word file to make, here or in another process.

    `pages` are without their items; `named` are records of named numbers, `texts` the sources' texts and `names` their
    recorded paths; `comments` are findings with their places; `drawn` holds PNG and SVG of charts;
    `imported` are name and text of the Markdown that a source of another kind was read as, and its own name.
    """

    document: nodes.Document
    sheet: Stylesheet
    pages: Pages
    sizes: Mapping[str, Size]
    native: Mapping[str, tuple[Native, ...]]
    named: list[dict[str, Any]]
    texts: Mapping[str, str]
    names: Mapping[str, str]
    comments: Sequence[tuple[Location, str]]
    reference_document: Path | None
    fonts: Embedding
    store: Store
    imported: tuple[str, str, str] = ("", "", "")
    project: str = ""
    drawn: Mapping[str, tuple[bytes, bytes]] = {}


def _word_job(job: OutputJob) -> WordJob:
    loaded, comment, pages = job.loaded, job.options.comment, job.pages
    bare = replace(pages, pages=tuple(replace(page, items=()) for page in pages.pages), tags=())
    comments = [(finding.location, comment(finding)) for finding in loaded.report] if comment else []
    names = {name: portable(name, job.root) for name in loaded.source.files}
    return WordJob(
        loaded.document,
        loaded.sheet,
        bare,
        job.sizes,
        job.native,
        job.named,
        loaded.source.files,
        names,
        comments,
        loaded.source.template.reference_document,
        job.options.fonts,
        job.store,
        (f"{job.name}.md", _REMARK.sub("", loaded.source.imported), portable(loaded.source.shown, job.root)),
        job.project,
    )


def _pictures(drawn: Drawn) -> dict[str, tuple[bytes, bytes]]:
    return {key: (png, svg) for key, (_, png, svg) in drawn.items()}


def _word(job: WordJob) -> Callable[[Mapping[str, tuple[bytes, bytes]]], bytes]:
    """Return a function that gives the Word file once it gets the pictures of charts."""
    import jzdocs.word.writer as word  # python-docx: only where a Word file is wanted
    from jzdocs.word.charts import ChartPicture

    charts = word.Charts(job.sizes, job.native, job.store)
    design = word.Design(job.sheet, Faces(job.sheet), job.pages)
    inputs = word.WordInputs(
        job.texts, job.names, job.comments, job.reference_document, job.fonts, job.imported, job.project
    )
    with _of_reference(job.reference_document):
        finish = word.write_docx(job.document, design, charts, job.named, inputs)

    def finished(pictures: Mapping[str, tuple[bytes, bytes]]) -> bytes:
        with _of_reference(job.reference_document):
            return finish({key: ChartPicture(*both) for key, both in pictures.items()})

    return finished


def _of_reference(reference: Path | None) -> AbstractContextManager[None]:
    """Return what lets a failure of python-docx be one of the reference document, which others made."""
    return told_as("X150", Location(shown_path(reference))) if reference else nullcontext()


def word_file(job: WordJob) -> bytes:
    """Return the Word file of a document whose charts are drawn."""
    return _word(job)(job.drawn)


def _pdf(job: OutputJob, drawn: Drawn) -> bytes:
    """Return the PDF file."""
    import jzdocs.pdf.writer as pdf  # reportlab

    meta, faces = job.loaded.document.meta, job.loaded.faces
    return pdf.write_pdf(job.pages, meta, faces, _contents(job, drawn), job.options.archive)


def _ofd(job: OutputJob, drawn: Drawn) -> bytes:
    """Return the OFD file, in which a page of a PDF that stands as a picture is one of pixels."""
    from jzdocs.ofd.writer import write_ofd

    meta, faces = job.loaded.document.meta, job.loaded.faces
    return write_ofd(job.pages, meta, faces, _contents(job, drawn, pdf_pages=False), job.options.ofd)


def _contents(job: OutputJob, drawn: Drawn, *, pdf_pages: bool = True) -> Contents:
    """Return what a file of finished pages holds beside them; with `pdf_pages` pictures may be pages of PDFs."""
    drawings = {key: drawing for key, (drawing, _, _) in drawn.items()}
    pictures = picture_bytes(job.loaded, pdf_pages=pdf_pages)
    return Contents(drawings, pictures, job.attached, _compact(job.named) if job.named else b"")


def picture_bytes(loaded: LoadedDocument, *, pdf_pages: bool = True) -> dict[str, bytes]:
    """Return the bytes of the pictures that a document and its stylesheet print, by their keys; with `pdf_pages` they
    may be pages of PDFs."""
    contents = (block.content for block in blocks(loaded.document.blocks) if isinstance(block, nodes.Figure))
    pictures = {
        content.key or content.path: (pdf_pages and content.page) or content.raster or content.data
        for content in contents
        if isinstance(content, nodes.Picture)
    }
    return pictures | {picture.key: picture.data for picture in loaded.sheet.pictures}


def _compact(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
