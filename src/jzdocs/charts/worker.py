"""Drawing charts beside the main process: matplotlib takes longer to import than a briefing to lay out, so it starts at once, in a
process of its own, while the text is read and set. Where there is no fork (or one core), charts are drawn in this process."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

from jzdocs.beside import Beside, two_cores

if TYPE_CHECKING:  # this module is imported before all others, to fork early; it must stay light
    from jzdocs.charts.kept import Drawn
    from jzdocs.charts.marks import Plan
    from jzdocs.style.sheet import Stylesheet


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
    """A process that draws charts: `start` it (or not: then charts are drawn here), `submit` once, then `result` (or `stop`)."""

    def __init__(self) -> None:
        self._pid = 0
        self._to: BinaryIO | None = None
        self._from: BinaryIO | None = None
        self._job: tuple[Mapping[str, Plan], Stylesheet, frozenset[str]] | None = None

    def start(self) -> ChartWorker:
        """Fork and let the child import matplotlib."""
        if not two_cores():
            return self
        down_read, down_write = os.pipe()
        up_read, up_write = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(down_write)
            os.close(up_read)
            _serve(os.fdopen(down_read, "rb"), os.fdopen(up_write, "wb"))
        os.close(down_read)
        os.close(up_write)
        self._pid, self._to, self._from = pid, os.fdopen(down_write, "wb"), os.fdopen(up_read, "rb")
        return self

    def submit(self, plans: Mapping[str, Plan], sheet: Stylesheet, *, pictures: frozenset[str]) -> None:
        """Say what is to be drawn."""
        self._job = (plans, sheet, pictures)
        if self._to is None:
            return
        if not plans:
            self.stop()
            return
        try:
            pickle.dump(self._job, self._to, protocol=5)
            self._to.close()
        except OSError:  # the child is gone; `result` draws here
            self.stop()

    @property
    def busy(self) -> bool:
        """Whether another process draws now."""
        return self._to is not None

    def result(self) -> Drawn:
        """What was drawn. When the child failed, it is drawn here, so that its error appears with its own traceback."""
        assert self._job is not None
        plans, sheet, pictures = self._job
        if self._from is not None and self._pid:
            try:
                drawn: Drawn | None = pickle.load(self._from)  # noqa: S301 (from our own child)
            except (EOFError, OSError, pickle.UnpicklingError):
                drawn = None
            self.stop()
            if drawn is not None:
                return drawn
        return draw_all(plans, sheet, pictures=pictures)

    def stop(self) -> None:
        """End the child, if there is one."""
        for stream in (self._to, self._from):
            if stream is not None and not stream.closed:
                try:
                    stream.close()
                except OSError:
                    pass
        if self._pid:
            from signal import SIGKILL

            try:
                os.kill(self._pid, SIGKILL)
                os.waitpid(self._pid, 0)
            except (ChildProcessError, ProcessLookupError):
                pass
        self._pid, self._to, self._from = 0, None, None


def _draw_halves(plans: Mapping[str, Plan], sheet: Stylesheet, *, pictures: frozenset[str]) -> Drawn:
    """Draw on both cores: matplotlib is imported once and forked, each half draws every other chart."""
    keys = list(plans)
    if len(keys) < 4:
        return draw_all(plans, sheet, pictures=pictures)
    mine, others = ({key: plans[key] for key in keys[first::2]} for first in (0, 1))
    other = Beside(lambda: draw_all(others, sheet, pictures=pictures))
    drawn = draw_all(mine, sheet, pictures=pictures) | other.result()
    return {key: drawn[key] for key in keys}


def _serve(jobs: BinaryIO, results: BinaryIO) -> None:
    """The child: import, read the job, draw, answer; it never returns."""
    status = 1
    try:
        import jzdocs.charts.draw  # noqa: F401

        plans, sheet, pictures = pickle.load(jobs)  # noqa: S301 (from our own parent)
        pickle.dump(_draw_halves(plans, sheet, pictures=pictures), results, protocol=5)
        results.close()
        status = 0
    except BaseException:  # noqa: BLE001 — the parent draws again and shows the error
        pass
    finally:
        os._exit(status)
