"""A `chart` block of the kind `python` → Figure: the script that draws it, and the figures and tables that it gets."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from msgspec import Struct

from jzdocs.model import nodes
from jzdocs.patterns import compiled
from jzdocs.source.data_rows import chart_rows, report_faults
from jzdocs.source.fence_context import Fence, FenceContext, NoteTexts
from jzdocs.source.fields import Field, Keys, Scalar, Sequence
from jzdocs.units import mm, parse_length

_IS_SCRIPT = compiled(r"""^kind:\s*(["']?)python\1\s*(?:#.*)?$""", re.M)
_HEIGHTS = (mm(10), mm(250))


class ScriptOptions(Struct, frozen=True, rename={"data": "from"}):
    """The options of a drawing by a script of the project: its file, the named figures, rows and tables of data that it
    gets, and its size."""

    kind: str = ""
    script: Scalar | None = None
    title: Scalar | None = None
    unit: str = ""
    facts: Field | None = None
    rows: Keys | None = None
    data: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    height: str = ""
    width: Annotated[Literal["full", "half"], "C003"] = "full"
    note: NoteTexts = ()
    notes: NoteTexts = ()
    source: NoteTexts = ()
    alt: str = ""


def is_script(fence: Fence) -> bool:
    """Return whether a chart block says that a script draws it."""
    return _IS_SCRIPT.search(fence.text) is not None


def read_script(fence: Fence, context: FenceContext) -> nodes.Block:
    """Return the Figure of a chart that a script of the project draws."""
    options, keys = context.options(fence, ScriptOptions)
    if options.script is None or not options.script.text:
        context.report.error(keys.place("script"), "C070")
    if options.title is None or not options.title.text:
        context.report.error(fence.at, "C002")
    facts, rows = _facts(options.facts, keys, context), _rows(options.rows, context)
    script = nodes.ChartScript(
        options.script.text if options.script else "",
        options.script.at if options.script else fence.at,
        tuple((row.name, row.values[0].raw) for row in facts),
        len(rows),
        options.data,
        _height(options.height, keys, context),
    )
    panels = [nodes.Panel("", options.unit, rows), nodes.Panel("", "", facts)]
    panels += [nodes.Panel("", "", _table_rows(name, keys, context)) for name in options.data]
    return nodes.Figure(
        fence.id,
        nodes.Chart("python", tuple(panel for panel in panels if panel.rows), options.series, script=script),
        context.rich(options.title),
        options.unit,
        context.notes(keys, note=options.note, notes=options.notes, source=options.source),
        options.alt,
        options.width,
        at=fence.at,
    )


def _facts(field: Field | None, keys: Keys, context: FenceContext) -> tuple[nodes.Row, ...]:
    """Return a row for each figure of the text that the script gets, named as the script names it: `facts: [a.b]`, or
    `facts: {start: a.b}`."""
    if field is None:
        return ()
    items = field.items if isinstance(field, Sequence) else (field,)
    named = [(item.text if isinstance(item, Scalar) else "", item) for item in items if not isinstance(item, Keys)]
    pairs: list[tuple[str, Field]] = list(field) if isinstance(field, Keys) else list(named)
    rows = []
    for name, item in pairs:
        if isinstance(item, Scalar):
            rows.append(nodes.Row(name, (nodes.Value(item.text, item.at),), at=item.at))
        else:
            context.report.error(item.at, "S019.text", name="facts")
    return tuple(rows)


def _rows(keys: Keys | None, context: FenceContext) -> tuple[nodes.Row, ...]:
    """Return the rows of the block itself: a name, and one value or several."""
    rows: list[nodes.Row] = []
    if keys is None:
        return ()
    for name, field in keys:
        values = []
        for item in field.items if isinstance(field, Sequence) else (field,):
            if isinstance(item, Scalar):
                values.append(nodes.Value(item.text, item.at))
            else:
                context.report.error(item.at, "S019.text", name=name)
        rows.append(nodes.Row(name, tuple(values), at=keys.place(name)))
    return tuple(rows)


def _table_rows(name: str, keys: Keys, context: FenceContext) -> tuple[nodes.Row, ...]:
    """Return the numbers of a table of data as rows, by which they are bound to their cells."""
    table = context.data_table(name, keys.place("from"))
    if table is None:
        return ()
    data = chart_rows(name, table, ("", ()), (), keys.place("from"))
    report_faults(table, data.cells, context.report)
    return data.rows


def _height(text: str, keys: Keys, context: FenceContext) -> int:
    """Return the height in EMU, 0 where none is written."""
    if not text:
        return 0
    try:
        height = parse_length(text)
    except ValueError:
        height = 0
    if not _HEIGHTS[0] <= height <= _HEIGHTS[1]:
        context.report.error(keys.place("height"), "C079", text=text)
        return 0
    return height
