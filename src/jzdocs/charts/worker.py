"""Drawing charts in a process of its own.

Importing matplotlib takes longer than laying out a briefing, so the process starts at once, while the text is read and
laid out. Where there is no fork, or only one core, charts are drawn in this process.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jzdocs.workers import ForkedCall, ForkedWorker

if TYPE_CHECKING:  # this module is imported before all others, to fork early; it must stay light
    from jzdocs.charts.cache import Drawn
    from jzdocs.charts.marks import Plan
    from jzdocs.style.stylesheet import Stylesheet

    _Job = tuple[Mapping[str, Plan], Stylesheet, frozenset[str]]

_ENOUGH_FOR_TWO = 4  # charts: fewer are drawn on one core


def draw_all(plans: Mapping[str, Plan], sheet: Stylesheet, *, pictures: frozenset[str]) -> Drawn:
    """Draw every plan as frame items, and those named in `pictures` as PNG and SVG too."""
    if not plans:
        return {}
    from jzdocs.charts.draw import render  # imports matplotlib
    from jzdocs.charts.svg import svg
    from jzdocs.style.faces import Faces

    faces = Faces(sheet)
    drawings = render(plans, faces, sheet.chart.font, pictures)
    return {name: (drawing, png, svg(drawing, faces) if png else b"") for name, (drawing, png) in drawings.items()}


class ChartWorker:
    """A process that draws charts: `start` it (or not: then charts are drawn here), `submit` once, then ask for the
    `result`, or `stop`."""

    def __init__(self) -> None:
        self._process: ForkedWorker[_Job, Drawn] = ForkedWorker(_prepare, _draw_job)
        self._job: _Job | None = None

    def start(self) -> ChartWorker:
        """Fork, let the child import matplotlib, and return this worker."""
        self._process.start()
        return self

    def submit(self, plans: Mapping[str, Plan], sheet: Stylesheet, *, pictures: frozenset[str]) -> None:
        """Hand over the plans to draw. Without plans, the child ends."""
        self._job = (plans, sheet, pictures)
        self._process.submit(self._job)
        if not plans:
            self._process.stop()

    @property
    def busy(self) -> bool:
        """Whether there is another process."""
        return self._process.busy

    def result(self) -> Drawn:
        """Return the drawings. Where the child failed, they are drawn here, so that its error appears with its own
        traceback."""
        assert self._job is not None
        if self._process.busy:
            return self._process.result()
        plans, sheet, pictures = self._job
        return draw_all(plans, sheet, pictures=pictures)

    def stop(self) -> None:
        """End the child, if there is one."""
        self._process.stop()


def _prepare() -> None:
    import jzdocs.charts.draw  # noqa: F401


def _draw_job(job: _Job) -> Drawn:
    """Draw on two cores: matplotlib was imported once, and each process draws every other chart."""
    plans, sheet, pictures = job
    names = list(plans)
    if len(names) < _ENOUGH_FOR_TWO:
        return draw_all(plans, sheet, pictures=pictures)
    ours, theirs = ({name: plans[name] for name in names[first::2]} for first in (0, 1))
    other = ForkedCall(lambda: draw_all(theirs, sheet, pictures=pictures))
    drawn = draw_all(ours, sheet, pictures=pictures) | other.result()
    return {name: drawn[name] for name in names}
