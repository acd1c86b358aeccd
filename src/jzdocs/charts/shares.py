"""Parts of a whole (one stacked bar, or a pie on request), heat tables and timelines."""

from __future__ import annotations

import math
from collections.abc import Sequence

from jzdocs.charts import theme
from jzdocs.charts.lines import spread
from jzdocs.charts.marks import Dot, Label, Line, Mark, Plan, Rect, Wedge
from jzdocs.model import nodes


def _parts(chart: nodes.Chart) -> tuple[list[tuple[str, str, float]], float]:
    rows = chart.panels[0].rows
    parts = [
        (r.name, r.values[0].printed, theme.number(r.values[0]))
        for r in rows
        if r.values and r.values[0].number is not None
    ]
    return parts, sum(p[2] for p in parts) or 1e-9


def share(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """One stacked bar; values in the segments where they fit, names in lines below, in the order of the bar."""
    parts, total = _parts(chart)
    fills = ink.fills(len(parts))
    height = ink.bar * 1.9
    marks: list[Mark] = []
    x = 0.0
    loose = []
    for (name, text, size), fill in zip(parts, fills, strict=True):
        width = ink.width * size / total
        marks.append(Rect(x, 0.0, width, height, fill))
        if ink.measure(text) <= width - 4:
            marks.append(Label(x + width / 2, height / 2 + ink.size * 0.36, text, ink.size, theme.on(fill), "middle"))
            loose.append((name, fill))
        else:
            loose.append((f"{name} {text}", fill))
        x += width
    keys, used = theme.legend(ink, [name for name, _ in loose], [fill for _, fill in loose], height + 6)
    return Plan(ink.width, height + 6 + used, tuple(marks + keys))


def pie(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """A pie, for those who ask for one: sectors from 12 o'clock, named beside."""
    parts, total = _parts(chart)
    fills = ink.fills(len(parts))
    radius = pie_radius(ink, len(parts))
    cx, cy = ink.width / 2, radius + 6
    marks: list[Mark] = []
    angle = 0.0
    sides: dict[bool, list[tuple[float, str]]] = {True: [], False: []}
    for (name, text, size), fill in zip(parts, fills, strict=True):
        end = angle + 360 * size / total
        marks.append(Wedge(cx, cy, radius, angle, end, fill))
        middle = math.radians((angle + end) / 2)
        sides[math.sin(middle) >= 0].append((cy - radius * math.cos(middle), f"{name} {text}"))
        angle = end
    for right, labels in sides.items():
        ys = spread([y for y, _ in labels], ink.leading, ink.size, 2 * radius + 8)
        for (wanted, text), y in zip(labels, ys, strict=True):
            edge = cx + (radius + 14) * (1 if right else -1)
            rim = math.sqrt(max(0.0, radius**2 - (wanted - cy) ** 2)) * (1 if right else -1)
            marks.append(Line(((cx + rim, wanted), (edge, y)), ink.style.greys[1], theme.HAIR))
            room = (ink.width - edge - 4) if right else edge - 4
            shown = ink.wrap(text, room)[0]
            marks.append(
                Label(
                    edge + (3 if right else -3),
                    y + ink.size * 0.36,
                    shown,
                    ink.size,
                    "000000",
                    "start" if right else "end",
                )
            )
    return Plan(ink.width, 2 * radius + 12, tuple(marks))


def pie_radius(ink: theme.ChartTheme, parts: int) -> float:
    """A pie's radius: its names need room beside it."""
    return max(46.0, ink.leading * parts / 2)


def heat(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """A table whose cells are shaded by their number."""
    rows = chart.panels[0].rows
    columns = max(len(r.values) for r in rows)
    name_width = min(max(ink.measure(r.name) for r in rows), ink.width * 0.4) + 6
    cell = (ink.width - name_width) / columns
    values = [v for r in rows for v in map(theme.number, r.values) if not math.isnan(v)]
    low, high = min(values, default=0.0), max(values, default=1.0)
    marks: list[Mark] = []
    top = 0.0
    heads = [ink.wrap(s, cell - 4) for s in chart.series[:columns]]
    if heads:
        top = ink.leading * max(map(len, heads)) + 3
        for index, lines in enumerate(heads):
            for number, text in enumerate(lines):
                y = top - 5 - ink.leading * (len(lines) - 1 - number)
                marks.append(Label(name_width + cell * (index + 0.5), y, text, ink.size, ink.dark, "middle"))
    for row in rows:
        names = ink.wrap(row.name, name_width - 6)
        height = max(ink.bar * 1.7, ink.leading * len(names) + 4)
        marks += _stack(ink, names, name_width - 6, top + height / 2)
        for index, value in enumerate(row.values):
            size = theme.number(value)
            fill = "FFFFFF" if math.isnan(size) else _mix(ink.accent, (size - low) / (high - low or 1.0))
            marks.append(Rect(name_width + cell * index, top, cell - 1, height - 1, fill))
            text = value.printed or value.raw or "—"
            marks.append(
                Label(
                    name_width + cell * (index + 0.5),
                    top + height / 2 + ink.size * 0.33,
                    text,
                    ink.size,
                    theme.on(fill),
                    "middle",
                )
            )
        top += height
    return Plan(ink.width, top, tuple(marks))


def _stack(ink: theme.ChartTheme, lines: Sequence[str], x: float, middle: float) -> list[Mark]:
    first = middle - ink.leading * (len(lines) - 1) / 2 + ink.size * 0.36
    return [Label(x, first + ink.leading * i, t, ink.size, "000000", "end") for i, t in enumerate(lines)]


def _mix(color: str, share: float) -> str:
    """From a pale tint (0) to the full colour (1)."""
    weight = 0.08 + 0.92 * share
    return "".join(f"{round(255 + (int(color[i : i + 2], 16) - 255) * weight):02X}" for i in (0, 2, 4))


def timeline(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """Dates down the left, a line with points, what happened beside."""
    rows = chart.panels[0].rows
    left = min(max(ink.measure(r.name, bold=True) for r in rows), ink.width * 0.3)
    x = left + 12
    marks: list[Mark] = []
    y, centres = 2.0, []
    for row in rows:
        text = row.detail or "、".join(v.printed or v.raw for v in row.values)
        lines = ink.wrap(text, ink.width - x - 12)
        middle = y + ink.leading / 2
        centres.append(middle)
        strong = not chart.emphasis or row.name in chart.emphasis
        marks.append(
            Label(
                left, middle + ink.size * 0.36, row.name, ink.size, ink.accent if strong else ink.dark, "end", bold=True
            )
        )
        for number, line in enumerate(lines):
            marks.append(Label(x + 12, middle + ink.size * 0.36 + number * ink.leading, line, ink.size))
        y += ink.leading * len(lines) + 7
    marks.insert(0, Line(((x, centres[0]), (x, centres[-1])), ink.light, 1.0))
    marks += [Dot(x, c, 3.0, ink.accent, "FFFFFF", 1.0) for c in centres]
    return Plan(ink.width, y - 4, tuple(marks))
