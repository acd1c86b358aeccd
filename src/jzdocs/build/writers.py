"""A document with its pages → the files of the wanted formats, on one core or two."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.build.result import Timer
from jzdocs.cache.store import Store
from jzdocs.errors import Location, Report
from jzdocs.frames import Pages
from jzdocs.model import nodes
from jzdocs.model.walk import blocks
from jzdocs.options import BuildOptions, Embedding
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
    """A document that was read and resolved, with what it is set in."""

    source: Source
    document: nodes.Document
    sheet: Stylesheet
    faces: Faces
    report: Report


class OutputJob(Struct, frozen=True):
    """What is to be written."""

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


def write(
    job: OutputJob, drawn: Callable[[], Drawn], apart: ForkedWorker[WordJob, bytes] | None, timer: Timer
) -> dict[str, bytes]:
    """The files of the wanted formats. While charts are being drawn elsewhere, the Word file is made up to its
    pictures; when all are at hand, it is made `apart`, on the other core."""
    files: dict[str, bytes] = {}
    if "docx" in job.formats:
        word = _word_job(job)
        if apart:
            apart.submit(replace(word, drawn=_pictured(drawn())))
        else:
            with_images = _word(word)
            timer.mark("word")
            done = drawn()
            timer.mark("charts: wait")
            files[f"{job.name}.docx"] = with_images(_pictured(done))
            timer.mark("word")
    if "pdf" in job.formats:
        files[f"{job.name}.pdf"] = _pdf(job, drawn())
        timer.mark("pdf")
    if apart:
        files = {f"{job.name}.docx": apart.result(), **files}
        timer.mark("word")
    return files


class WordJob(Struct, frozen=True):
    """A Word file to be made, here or by another process; `pages` without their items."""

    document: nodes.Document
    sheet: Stylesheet
    pages: Pages
    sizes: Mapping[str, Size]
    native: Mapping[str, tuple[Native, ...]]
    named: list[dict[str, Any]]
    texts: Mapping[str, str]
    names: Mapping[str, str]
    said: Sequence[tuple[Location, str]]
    skin: Path | None
    fonts: Embedding
    store: Store
    drawn: Mapping[str, tuple[bytes, bytes]] = {}


def _word_job(job: OutputJob) -> WordJob:
    loaded, comment, pages = job.loaded, job.options.comment, job.pages
    bare = replace(pages, pages=tuple(replace(page, items=()) for page in pages.pages), tags=())
    said = [(d.location, comment(d)) for d in loaded.report] if comment else []
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
        said,
        loaded.source.template.skin,
        job.options.fonts,
        job.store,
    )


def _pictured(done: Drawn) -> dict[str, tuple[bytes, bytes]]:
    return {key: (png, svg) for key, (_, png, svg) in done.items()}


def _word(job: WordJob) -> Callable[[Mapping[str, tuple[bytes, bytes]]], bytes]:
    """The Word file but for its pictures."""
    import jzdocs.word.writer as word  # python-docx: only where a Word file is wanted
    from jzdocs.word.charts import ChartPicture

    charts = word.Charts(job.sizes, job.native, job.store)
    design = word.Design(job.sheet, Faces(job.sheet), job.pages)
    inputs = word.WordInputs(job.texts, job.names, job.said, job.skin, job.fonts)
    finish = word.write_docx(job.document, design, charts, job.named, inputs)
    return lambda pictures: finish({key: ChartPicture(*both) for key, both in pictures.items()})


def word_file(job: WordJob) -> bytes:
    """The Word file of a document whose charts are drawn."""
    return _word(job)(job.drawn)


def _pdf(job: OutputJob, done: Drawn) -> bytes:
    import jzdocs.pdf.writer as pdf  # reportlab

    document = job.loaded.document
    found = (b.content for b in blocks(document.blocks) if isinstance(b, nodes.Figure))
    pictures = {content.path: content.data for content in found if isinstance(content, nodes.Picture)}
    drawings = {key: drawing for key, (drawing, _, _) in done.items()}
    contents = pdf.Contents(drawings, pictures, job.attached, _compact(job.named) if job.named else b"")
    return pdf.write_pdf(job.pages, document.meta, job.loaded.faces, contents, job.options.archive)


def _compact(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
