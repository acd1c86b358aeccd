"""Drawing charts beside the main process: matplotlib takes longer to import than a briefing to lay out, so it starts
at once, in a process of its own, while the text is read and set. Where there is no fork (or one core), charts are
drawn in this process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jzdocs.workers import ForkedCall, ForkedWorker

if TYPE_CHECKING:  # this module is imported before all others, to fork early; it must stay light
    from jzdocs.charts.cache import Drawn
    from jzdocs.charts.marks import Plan
    from jzdocs.style.stylesheet import Stylesheet

    _Job = tuple[Mapping[str, Plan], Stylesheet, frozenset[str]]


def draw_all(plans: Mapping[str, Plan], sheet: Stylesheet, *, pictures: frozenset[str]) -> Drawn:
    """Draw every plan: as items, and those that are wanted as `pictures` as PNG and SVG."""
    if not plans:
        return {}
    from jzdocs.charts.draw import render  # matplotlib
    from jzdocs.charts.svg import svg
    from jzdocs.style.faces import Faces

    faces = Faces(sheet)
    out = {}
    for key, plan in plans.items():
        drawing, png = render(plan, faces, sheet.chart.font, picture=key in pictures)
        out[key] = (drawing, png, svg(drawing, faces) if png else b"")
    return out


class ChartWorker:
    """A process that draws charts: `start` it (or not: then charts are drawn here), `submit` once, then `result` (or
    `stop`)."""

    def __init__(self) -> None:
        self._helper: ForkedWorker[_Job, Drawn] = ForkedWorker(_prepare, _draw_job)
        self._job: _Job | None = None

    def start(self) -> ChartWorker:
        """Fork and let the child import matplotlib."""
        self._helper.start()
        return self

    def submit(self, plans: Mapping[str, Plan], sheet: Stylesheet, *, pictures: frozenset[str]) -> None:
        """Say what is to be drawn."""
        self._job = (plans, sheet, pictures)
        self._helper.submit(self._job)
        if not plans:
            self._helper.stop()

    @property
    def busy(self) -> bool:
        """Whether another process draws now."""
        return self._helper.busy

    def result(self) -> Drawn:
        """What was drawn. When the child failed, it is drawn here, so that its error appears with its own traceback."""
        assert self._job is not None
        if self._helper.busy:
            return self._helper.result()
        plans, sheet, pictures = self._job
        return draw_all(plans, sheet, pictures=pictures)

    def stop(self) -> None:
        """End the child, if there is one."""
        self._helper.stop()


def _prepare() -> None:
    import jzdocs.charts.draw  # noqa: F401


def _draw_job(job: _Job) -> Drawn:
    plans, sheet, pictures = job
    return _draw_halves(plans, sheet, pictures=pictures)


def _draw_halves(plans: Mapping[str, Plan], sheet: Stylesheet, *, pictures: frozenset[str]) -> Drawn:
    """Draw on both cores: matplotlib is imported once and forked, each half draws every other chart."""
    keys = list(plans)
    if len(keys) < 4:
        return draw_all(plans, sheet, pictures=pictures)
    mine, others = ({key: plans[key] for key in keys[first::2]} for first in (0, 1))
    other = ForkedCall(lambda: draw_all(others, sheet, pictures=pictures))
    drawn = draw_all(mine, sheet, pictures=pictures) | other.result()
    return {key: drawn[key] for key in keys}
