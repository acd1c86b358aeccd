"""The last check of charts: no label over another, none outside its chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from jzdocs.charts.marks import Label, Plan
from jzdocs.errors import Location, Report
from jzdocs.frames import TextRun
from jzdocs.layout.ink import Edges, ink_edges, runs_meet
from jzdocs.style.faces import Faces
from jzdocs.units import pt

_SLACK = pt(1.5)
_EM_BOX = 1.25  # ems: labels whose baselines are further apart than both reach do not meet


def report_labels(at: Location, plan: Plan, role: str, faces: Faces, report: Report) -> None:
    """Report the labels of a chart, set in the font `role`, that are printed over each other or leave the chart; the
    chart stands at the place `at` of the source."""
    labels = [(mark, list(_runs(mark, role, faces))) for mark in plan.marks if isinstance(mark, Label) and mark.text]
    for label, runs in labels:
        if _is_inside(label, runs, plan):
            continue
        if any(_leaves(edges, plan) for run in runs if (edges := ink_edges(run, faces))):
            report.error(at, "T022.outside", text=label.text)
    for (label, runs), (other, others) in combinations(labels, 2):
        if abs(label.y - other.y) < _EM_BOX * max(label.size, other.size) and any(
            runs_meet(run, second, faces) for run in runs for second in others
        ):
            report.error(at, "T022", text=label.text, other=other.text)


def _is_inside(label: Label, runs: Sequence[TextRun], plan: Plan) -> bool:
    """Return whether a label is inside its chart for certain: as most are, by ems that no glyph is wider than."""
    right = runs[-1].x + len(runs[-1].text) * runs[-1].size
    upright = label.size <= label.y <= plan.height - label.size / 3
    return upright and runs[0].x >= 0 and right <= pt(plan.width)


def _runs(label: Label, role: str, faces: Faces) -> Iterator[TextRun]:
    """Yield a label as text runs, one for each face that sets it."""
    parts = list(faces.split(faces.key(role, label.bold), label.text))
    size = pt(label.size)
    widths = [faces[face].width(text) * size / 1000 for face, text in parts]
    left = pt(label.x) - {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor] * sum(widths)
    for (face, text), width in zip(parts, widths, strict=True):
        yield TextRun(round(left), pt(label.y), face, size, label.color, text)
        left += width


def _leaves(edges: Edges, plan: Plan) -> bool:
    left, top, right, bottom = edges
    return min(left, top) < -_SLACK or right > pt(plan.width) + _SLACK or bottom > pt(plan.height) + _SLACK
