"""The charts of a document that is built: planned, drawn by a process beside this one, collected when needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from jzdocs.allowances import can_be_allowed
from jzdocs.build.chart_labels import report_labels
from jzdocs.build.writers import LoadedDocument
from jzdocs.cache.store import Store
from jzdocs.charts.cache import ChartCache
from jzdocs.charts.marks import Plan
from jzdocs.charts.misfits import misfits
from jzdocs.charts.native import Native
from jzdocs.charts.plan import native_charts, plan_chart
from jzdocs.charts.theme import ChartTheme
from jzdocs.charts.worker import ChartWorker
from jzdocs.errors import diagnostic
from jzdocs.layout.geometry import column_width, row_widths
from jzdocs.messages.message import Message, message
from jzdocs.model import nodes
from jzdocs.model.walk import blocks
from jzdocs.style.checks import check_room_for_charts
from jzdocs.style.sources import StyleSources
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import Size, pt, to_pt

if TYPE_CHECKING:
    from jzdocs.charts.cache import Drawn

_AROUND_A_CHART = 72.0  # points: caption, notes and the space around them


def plan_charts(loaded: LoadedDocument) -> dict[str, Plan]:
    """Return the plans of all charts, by the ids of their figures.

    Raises UsageError where the stylesheet leaves no room for charts.
    """
    sheet = loaded.sheet
    figures = list(figures_of(loaded))
    charts = [
        (figure.id, figure.content, width) for figure, width in figures if isinstance(figure.content, nodes.Chart)
    ]
    if charts:
        check_room_for_charts(sheet, StyleSources(loaded.source.template.styles))
    _report_misfits(loaded, figures)
    room = _room(sheet)
    return {id_: plan_chart(chart, to_pt(width), sheet.chart, loaded.faces, room) for id_, chart, width in charts}


def _room(sheet: Stylesheet) -> float:
    """Return how high a chart may be, in points."""
    return to_pt(sheet.page.lines * sheet.body.leading) - _AROUND_A_CHART


def _report_misfits(loaded: LoadedDocument, figures: Iterable[tuple[nodes.Figure, int]]) -> None:
    """Report an error for whatever a chart's kind cannot show."""
    for figure, width in figures:
        if isinstance(figure.content, nodes.Chart):
            theme = ChartTheme(loaded.sheet.chart, loaded.faces, to_pt(width))
            for misfit in misfits(figure.content, theme):
                arguments: dict[str, object] = {"kind": figure.content.kind, **dict(misfit.arguments)}
                loaded.report.add(diagnostic(misfit.at or figure.at, misfit.finding, "error", arguments))


def chart_sizes(plans: Mapping[str, Plan]) -> dict[str, Size]:
    """Return the size of each chart in EMU."""
    return {key: Size(pt(plan.width), pt(plan.height)) for key, plan in plans.items()}


def report_tall_charts(loaded: LoadedDocument, plans: Mapping[str, Plan]) -> bool:
    """Report an error for each chart that is taller than a page, has no room for its texts, or whose labels meet;
    return whether the document has errors that nobody accepts."""
    sheet = loaded.sheet
    room = _room(sheet)
    for figure, _ in figures_of(loaded):
        plan = plans.get(figure.id)
        if plan and plan.height > room and isinstance(figure.content, nodes.Chart):
            rows = sum(len(panel.rows) for panel in figure.content.panels)
            loaded.report.error(figure.at, "C007", rows=rows)
        elif plan and plan.problem and isinstance(figure.content, nodes.Chart):
            loaded.report.error(figure.at, "C047", kind=figure.content.kind)
        elif plan:
            report_labels(figure.at, plan, sheet.chart.font, loaded.faces, loaded.report)
    return any(found.severity == "error" and not can_be_allowed(found) for found in loaded.report.found)


class DocumentCharts:
    """The charts of one document: their `plans`, those that Word draws itself (`native`), and their drawings.

    Drawings come from the store where they lie there; a worker draws the others meanwhile. `native` is empty where no
    Word file is written.
    """

    def __init__(self, loaded: LoadedDocument, plans: Mapping[str, Plan], store: Store, *, for_word: bool) -> None:
        self.plans = plans
        self.native = _native_charts(loaded, plans) if for_word else {}
        self._loaded = loaded
        self._pictures = frozenset(plans.keys() - self.native.keys()) if for_word else frozenset()
        self._cache = ChartCache(store, plans, loaded.sheet, loaded.faces, self._pictures)
        self._missing = {key: plan for key, plan in plans.items() if key not in self._cache.found}
        self._worker = ChartWorker()

    def draw(self, worker: ChartWorker | None) -> None:
        """Begin to draw what the store does not hold; a document that is built alone brings a `worker` process."""
        if worker:
            self._worker = worker
            if self._missing and not worker.busy:
                worker.start()
        self._worker.submit(self._missing, self._loaded.sheet, pictures=self._pictures)

    @property
    def is_drawing(self) -> bool:
        """Whether another process draws now."""
        return self._worker.busy

    @cached_property
    def drawn(self) -> Drawn:
        """All drawings; waits for those that are not ready."""
        new = self._worker.result()
        self._cache.keep(new)
        return self._cache.found | new

    @property
    def explanation(self) -> tuple[Message, ...]:
        """How many charts had to be drawn."""
        return (message("cli.explain.charts", new=len(self._missing), all=len(self.plans)),) if self.plans else ()


def _native_charts(loaded: LoadedDocument, plans: Mapping[str, Plan]) -> dict[str, tuple[Native, ...]]:
    """Return the charts that Word draws itself, by the ids of their figures; none where the stylesheet asks for
    pictures."""
    sheet = loaded.sheet
    if sheet.chart.word != "native":
        return {}
    charts = {}
    for figure, _ in figures_of(loaded):
        if isinstance(figure.content, nodes.Chart):
            plan = plans[figure.id]
            if chart := native_charts(figure.content, plan, sheet.chart, loaded.faces):
                charts[figure.id] = chart
    return charts


def figures_of(loaded: LoadedDocument) -> Iterator[tuple[nodes.Figure, int]]:
    """Yield every figure of a document with the width that it may take, in EMU."""
    measure = loaded.sheet.page.measure
    for block in loaded.document.blocks:
        if isinstance(block, nodes.FigureRow):
            yield from zip(block.figures, row_widths(block, measure), strict=True)
            continue
        width = column_width(measure, block.count) if isinstance(block, nodes.Columns) else measure
        yield from ((inner, width) for inner in blocks((block,)) if isinstance(inner, nodes.Figure))
