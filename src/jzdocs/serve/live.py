"""In the process that builds: a text as it is typed → new pictures of pages, the places on them, findings."""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Sequence, Set
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs.build.preview import PreviewedPages, PreviewedText, preview
from jzdocs.build.writers import LoadedDocument
from jzdocs.editing.memory_store import memory_of
from jzdocs.editing.text_edits import TextJob
from jzdocs.editing.worker import Send
from jzdocs.errors import Diagnostic, DocumentError
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, plain
from jzdocs.options import RowValue
from jzdocs.project import project_of
from jzdocs.provenance.places import SourceLines
from jzdocs.provenance.records import all_records
from jzdocs.serve.pictures import DrawnPages, PagePicture, drawn_pages, hashed_pages, rendered
from jzdocs.serve.places import PageBoxes, PlacedText, page_boxes, with_numbers
from jzdocs.units import EMU_PER_PT

_MOST_RECENT = 4  # sources


class LiveJob(Struct, frozen=True):
    """A text to build: that of the file at `path`, which is read only where there is none. Pages whose hashes are
    `seen` need not be drawn; `scale` is how many pixels the browser has for a point; with 0 nothing is drawn. `row`
    holds the values of a template.
    """

    path: Path
    text: str | None
    seen: frozenset[str] = frozenset()
    scale: float = 2.0
    template: str | None = None
    row: tuple[RowValue, ...] | None = None


class Heading(Struct, frozen=True):
    """An entry of the contents: its line in the source, and where it stands: page from 0, points from its top."""

    text: str
    level: int
    line: int
    page: int
    y: float


class LivePages(Struct, frozen=True):
    """The pages of a text: all of them, the one to be seen first as a PDF and as a picture, and the hashes of other new
    ones, which come later."""

    pages: tuple[PagePicture, ...]
    outline: tuple[Heading, ...]
    drawn: DrawnPages
    pictures: dict[str, bytes]
    scale: float
    later: frozenset[str] = frozenset()


class LiveResult(Struct, frozen=True):
    """What is known of a text when all is done: what is wrong, and the places on its pages."""

    findings: tuple[Diagnostic, ...]
    boxes: dict[str, PageBoxes]
    has_pages: bool


class RenderJob(Struct, frozen=True):
    """A page to draw: of which PDF, its number from 0, and pixels a point."""

    pdf: bytes
    index: int
    scale: float


def warm(_: object, __: Send) -> None:
    """Import what a build needs, but for what draws charts."""
    import jzdocs.pdf.writer
    import jzdocs.source.emit
    import jzdocs.source.markdown  # noqa: F401

    gc.collect()
    gc.freeze()


def warm_charts(_: object, __: Send) -> None:
    """Import what draws charts, which takes long."""
    import jzdocs.charts.draw  # noqa: F401

    gc.collect()
    gc.freeze()


def warm_renderer(_: object, __: Send) -> None:
    """Import what draws pages."""
    import pypdfium2  # noqa: F401


def build_live(job: LiveJob, send: Send) -> LiveResult:
    """Send the pages of a text as soon as they are there (`LivePages`), then return what is wrong with it."""
    shown: list[tuple[PreviewedPages, list[PagePicture]]] = []

    def show(pages: PreviewedPages) -> None:
        pictures = hashed_pages(pages)
        new = {picture.hash for picture in pictures} - job.seen if job.scale else set()
        first = _first_to_see(job, pages, pictures, new)
        drawn = drawn_pages(pages, pictures, first)
        ready = {key: rendered(drawn.pdf, 0, job.scale) for key in first}
        later = frozenset(new - first)
        send(LivePages(tuple(pictures), _outline(pages), drawn, ready, job.scale, later))
        shown.append((pages, pictures))
        if later:
            send(drawn_pages(pages, pictures, later))

    given = PreviewedText(job.path, project_of(job.path), job.text, job.template, job.row)
    report = preview(given, memory_of(job.path), show)
    boxes = page_boxes(*shown[0], job.path, job.text) if shown and job.text is not None else {}
    if boxes and job.row is None:
        boxes = with_numbers(boxes, _unnamed(shown[0][0].loaded), (job.text or "").split("\n"))
    if shown and job.text is not None and job.row is None and job.template is None:
        _keep_recent(job.path, Recent(job.text, *shown[0], boxes))
    return LiveResult(tuple(report), boxes, has_pages=bool(shown))


def _unnamed(loaded: LoadedDocument) -> list[PlacedText]:
    """Return the numbers of a text that no author has named, by their places in its source."""
    records = all_records(loaded.document, SourceLines({loaded.source.shown: lambda: loaded.source.data}))
    return [
        PlacedText(record["source"]["line"], record["source"]["column"], record["text"], record["id"])
        for record in records
        if record["id"] not in loaded.document.facts
        and record["source"]["path"] == loaded.source.shown
        and "cell" not in record["source"]
    ]


class Recent(Struct, frozen=True):
    """What was made last of a source: of which text, its pages, their pictures and the places on them."""

    text: str
    shown: PreviewedPages
    pictures: list[PagePicture]
    boxes: dict[str, PageBoxes]

    @property
    def loaded(self) -> LoadedDocument:
        """The document."""
        return self.shown.loaded


@lru_cache(maxsize=1)
def _recent() -> OrderedDict[Path, Recent]:
    """Return what this process made last of its sources."""
    return OrderedDict()


def _keep_recent(path: Path, made_last: Recent) -> None:
    recent = _recent()
    recent[path] = made_last
    recent.move_to_end(path)
    while len(recent) > _MOST_RECENT:
        recent.popitem(last=False)


def recent_pages(job: TextJob) -> Recent:
    """Return what a text comes to: what was made last, where that is of this text. Raises DocumentError where it has
    no pages."""
    found = _recent().get(job.path)
    if found is None or found.text != job.text:
        build_live(LiveJob(job.path, job.text, scale=0), lambda _: None)
        found = _recent().get(job.path)
    if found is None or found.text != job.text:
        raise DocumentError("X180")
    return found


def render(job: RenderJob, _: Send) -> bytes:
    """Return a page as PNG."""
    return rendered(job.pdf, job.index, job.scale)


def _first_to_see(
    job: LiveJob, shown: PreviewedPages, pictures: Sequence[PagePicture], hashes: Set[str]
) -> frozenset[str]:
    """Return the page among the new `hashes` that is looked at, which is drawn at once, others as the browser asks for
    them: that of the line that was edited; none where no page is new."""
    new = [number for number, picture in enumerate(pictures) if picture.hash in hashes]
    if not new:
        return frozenset()
    before = _recent().get(job.path)
    if before is None or job.text is None:
        return frozenset((pictures[new[0]].hash,))
    pairs = zip(before.text.split("\n"), job.text.split("\n"), strict=False)
    line = next((number for number, (old, now) in enumerate(pairs, 1) if old != now), 1)
    blocks_above = [index for index, block in enumerate(shown.loaded.document.blocks) if 0 < block.at.line <= line]
    edited = blocks_above[-1] if blocks_above else 0
    on_page = (n for n in new if any(block == edited for _, block in shown.pages.pieces[n]))
    return frozenset((pictures[next(on_page, new[0])].hash,))


def _outline(shown: PreviewedPages) -> tuple[Heading, ...]:
    """Return the headings of a document in its order, with their places."""
    places: dict[int, tuple[int, float]] = {}
    for number, (page, pieces) in enumerate(zip(shown.pages.pages, shown.pages.pieces, strict=True)):
        for start, block in pieces:
            if block >= 0 and block not in places:
                top = next((_top(item) for item in page.items[start:] if hasattr(item, "y")), 0)
                places[block] = (number, top / EMU_PER_PT)
    return tuple(
        Heading(plain(block.inlines), block.level, block.at.line, *places.get(index, (0, 0.0)))
        for index, top in enumerate(shown.loaded.document.blocks)
        for block in blocks((top,))
        if isinstance(block, nodes.Heading)
    )


def _top(item: Any) -> float:
    """Return the upper edge of an item (EMU)."""
    return float(item.y - getattr(item, "size", 0))
