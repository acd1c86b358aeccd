"""The process of a script: it runs `draw(axes, facts, data)` with the document's looks, and sends back what was drawn.

Run by `run.py` as `python -P -m jzdocs.charts.scripts.process`: the job comes in through the standard input, the result
goes out through the standard output, which the script itself does not get.
"""

from __future__ import annotations

import io
import os
import pickle
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import matplotlib
import msgspec
import numpy
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure as MplFigure

from jzdocs.cache.codec import pack_items
from jzdocs.charts.scripts.guard import Guard
from jzdocs.charts.scripts.job import ScriptFinding, ScriptJob, ScriptResult
from jzdocs.charts.scripts.looks import settings_of
from jzdocs.charts.scripts.renderer import ScriptRecorder
from jzdocs.charts.scripts.values import Figure, Named, Table, UnnamedError
from jzdocs.frames import Item
from jzdocs.style.faces import Faces

_LARGEST_FILE = 1 << 24  # bytes, of what a script says too
_PADDING = 0.02  # inches that matplotlib keeps free around the axes


class _TimeUpError(BaseException):
    """The script takes too long; no `except Exception` of a script catches this."""


class _Canvas(FigureCanvasBase):
    """A canvas whose renderer records, and measures texts as the document does."""

    recorder: ScriptRecorder

    def get_renderer(self) -> ScriptRecorder:
        """Return the renderer."""
        return self.recorder


def main() -> None:
    """Read the job, run the script and write the result."""
    out, job = _sealed_streams()
    assert isinstance(job, ScriptJob)
    run = _Run(job)
    items = run.items()
    result = ScriptResult(pack_items(items), tuple(run.guard.findings), tuple(sorted(run.guard.files)))
    out.write(msgspec.msgpack.encode(result))
    out.flush()
    os._exit(0)  # threads that the script has left do not count


def _sealed_streams() -> tuple[io.BufferedWriter, object]:
    """Return the stream for the result, and the job; what the script prints and reads goes nowhere."""
    job = pickle.load(sys.stdin.buffer)  # noqa: S301 (from our own parent)
    out = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nothing, stream)
    return out, job


class _Run:
    """One run of a script."""

    def __init__(self, job: ScriptJob) -> None:
        self._job = job
        self.guard = Guard(Path(job.file), Path(job.root))

    def items(self) -> tuple[Item, ...]:
        """Run the script and return what it drew; what is wrong is recorded by the guard."""
        job, guard = self._job, self.guard
        matplotlib.rcParams.update(settings_of(job.sheet))
        figure = MplFigure(figsize=(job.width / 72, job.height / 72), dpi=72, facecolor="none")
        figure.set_layout_engine("constrained", w_pad=_PADDING, h_pad=_PADDING)
        canvas = _Canvas(figure)
        faces = Faces(job.sheet)
        canvas.recorder = ScriptRecorder((job.width, job.height), faces, job.sheet, guard.report)
        axes = figure.add_subplot()
        before = {id(artist) for artist in (*axes.get_children(), *figure.get_children())}
        random.seed(0)
        numpy.random.seed(0)
        guard.begin()
        _limit_memory(job.memory)
        drawn = self._guarded(lambda: self._draw(axes))
        if drawn and not _has_drawn(axes, figure, before):
            guard.report(0, "C075", {})
            drawn = False
        if not drawn or not self._guarded(lambda: figure.draw(canvas.recorder)):
            return ()
        return canvas.recorder.finish()

    def _draw(self, axes: Any) -> None:
        job = self._job
        names: dict[str, Any] = {"__name__": "jzdocs_script", "__file__": job.file}
        exec(compile(job.code, job.file, "exec"), names)  # noqa: S102 (the project allows it)
        draw = names.get("draw")
        if not callable(draw):
            self.guard.report(0, "C071.no_draw", {})
            return
        facts = Named({name: Figure(cell) for name, cell in job.facts.items()})
        draw(axes, facts, Named({name: Table(table) for name, table in job.tables.items()}))

    def _guarded(self, work: Callable[[], object]) -> bool:
        """Do something of the script's; return whether it went well, and report what did not, with its line."""
        guard = self.guard
        errors = len(guard.findings)
        if hasattr(signal, "SIGALRM"):
            signal.signal(signal.SIGALRM, _time_is_up)
            signal.alarm(self._job.seconds)
        try:
            work()
        except _TimeUpError as error:
            guard.report_at(error, "C072", {"seconds": str(self._job.seconds)})
        except MemoryError as error:
            guard.report_at(error, "C072.memory", {"most": f"{self._job.memory:,}"})
        except SyntaxError as error:
            file, line = error.filename or self._job.file, error.lineno or 0
            guard.add(ScriptFinding(line, "C071.syntax", {"reason": error.msg}, file))
        except UnnamedError as error:
            guard.report_at(error, "C071.unnamed", {"name": str(error)})
        except BaseException as error:  # noqa: BLE001 (whatever a script raises is a finding)
            guard.report_at(error, "C071", {"kind": type(error).__name__, "reason": str(error)})
        finally:
            if hasattr(signal, "SIGALRM"):
                signal.alarm(0)
        return not any(finding.finding.startswith(("C071", "C072")) for finding in guard.findings[errors:])


def _limit_memory(mebibytes: int) -> None:
    """Let the script have so much memory beside what this process has, and write no large file; nothing where the
    system knows no limits."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + mebibytes * 2**20
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    except (ImportError, OSError, ValueError):
        return


def _time_is_up(_signal: int, _frame: FrameType | None) -> None:
    raise _TimeUpError


def _has_drawn(axes: Any, figure: Any, before: set[int]) -> bool:
    """Return whether a script has put anything into the drawing."""
    artists = (*axes.get_children(), *figure.get_children())
    return len(figure.axes) > 1 or any(id(artist) not in before for artist in artists)


if __name__ == "__main__":
    main()
