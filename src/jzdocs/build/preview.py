"""The pages of a text that is being written: first what is seen, then what is wrong with it.

A build judges a document before it lays it out, and makes no file of one with errors. Whoever types wants to see the
page at once, and also while a figure is still wrong; so here the pages come first, where there can be any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from jzdocs.build.charts import DocumentCharts, chart_sizes, report_tall_charts
from jzdocs.build.conservation import check_outputs
from jzdocs.build.pipeline import drop_accepted, drop_allowed, judge, lay_out_pages, plans_of, read_resolved
from jzdocs.build.result import Timer
from jzdocs.build.writers import LoadedDocument, picture_bytes
from jzdocs.cache.store import Store
from jzdocs.checks.judged import JudgedTexts
from jzdocs.errors import Report
from jzdocs.frames import Drawing, Pages
from jzdocs.layout.line_cache import HeldLines
from jzdocs.options import BuildOptions, RowValue
from jzdocs.project import Project, reading


class PreviewedText(Struct, frozen=True):
    """A text that stands for what the file at `path` holds (None: what it holds is read), its project, the template
    that the user asks for, and the row of values, where the text is a template.
    """

    path: Path
    project: Project
    text: str | None
    template: str | None = None
    row: Sequence[RowValue] | None = None


class PreviewedPages(Struct, frozen=True):
    """The pages of a text, with the document that they print; `drawings` and `pictures` fill their slots."""

    loaded: LoadedDocument
    pages: Pages
    drawings: Mapping[str, Drawing]
    pictures: Mapping[str, bytes]


class BuildMemory(Struct, frozen=True):
    """What a process holds of what it built: charts in the `store`, and the lines of the text."""

    store: Store
    lines: HeldLines


def preview(given: PreviewedText, memory: BuildMemory, show: Callable[[PreviewedPages], None]) -> Report:
    """Show the pages of a text as soon as they are there, then return what is wrong with it.

    Nothing is shown of a text that cannot be laid out. Raises JzdocsError where it cannot be read at all.
    """
    with reading(given.path, given.project):
        row = None if given.row is None else tuple(given.row)
        timer, options = Timer(), BuildOptions(row=row, source=given.text)
        loaded = read_resolved(given.path, given.project, given.template, timer, options)
        shown = _pages(loaded, given, memory, show, certain=not loaded.report.errors)
        judge(loaded, given.project, JudgedTexts(memory.store, f"{given.path} typed"))
        if shown:
            check_outputs(loaded, shown.pages, {"preview.pdf": b""})
        drop_allowed(loaded.report, loaded.source)
        drop_accepted(loaded.report, given.project)
    return loaded.report


def _pages(
    loaded: LoadedDocument,
    given: PreviewedText,
    memory: BuildMemory,
    show: Callable[[PreviewedPages], None],
    *,
    certain: bool,
) -> PreviewedPages | None:
    """Show the pages of a resolved document and return them; None where there can be none. One that has errors already
    (unless `certain`) may fail in any way: its errors say why."""
    try:
        with_charts, plans, _ = plans_of(loaded, given.project, memory.store)
        if report_tall_charts(with_charts, plans):
            return None
        charts = DocumentCharts(with_charts, plans, memory.store, for_word=False)
        charts.draw(None)
        lines = memory.lines.begin(with_charts.faces)
        set_, pages = lay_out_pages(with_charts, chart_sizes(plans), lines)
        drawings = {key: drawing for key, (drawing, _, _) in charts.drawn.items()}
    except Exception:
        if certain:
            raise
        return None
    lines.save()
    shown = PreviewedPages(set_, pages, drawings, picture_bytes(set_))
    show(shown)
    return shown
