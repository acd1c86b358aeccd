"""The charts of a document that scripts of its project draw: allowed, run, remembered, planned as what they drew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
from msgspec import Struct

from jzdocs import limits, settings
from jzdocs.build.writers import LoadedDocument
from jzdocs.cache.codec import unpack_items
from jzdocs.cache.store import Store, digest
from jzdocs.charts.marks import Plan, Recorded
from jzdocs.charts.planners.python import height_of
from jzdocs.charts.scripts.job import Cell, ScriptFinding, ScriptJob, ScriptResult, TableOfCells
from jzdocs.errors import Location, os_reason, shown_path
from jzdocs.facts.cells import Cells, address, columns
from jzdocs.files import resolved
from jzdocs.model import nodes
from jzdocs.project import Project
from jzdocs.units import to_pt

_KIND = "script"
_AT_ONCE = 2
_OWN_ROWS = "rows"  # the name of the table of the block's own rows
_WARNINGS = ("C073", "C074", "C076", "C078")


class ScriptDrawings(Struct, frozen=True):
    """What scripts drew: plans by the ids of their figures, and all files that were looked at for them."""

    plans: dict[str, Plan]
    files: tuple[Path, ...]


class _Remembered(Struct, frozen=True):
    """A result as it is stored, with a hash of each file that the script read besides its own."""

    result: ScriptResult
    states: dict[str, str]


def draw_scripts(
    loaded: LoadedDocument, figures: Sequence[tuple[nodes.Figure, int]], project: Project, store: Store
) -> ScriptDrawings:
    """Run the scripts of a document's charts (`figures`, each with the width that it may take in EMU) and return what
    they drew. What is wrong with them goes into the document's report, at their lines."""
    jobs: dict[str, ScriptJob] = {}
    files: list[Path] = []
    for figure, width in figures:
        chart = figure.content
        if isinstance(chart, nodes.Chart) and chart.script:
            path = resolved(project.root / chart.script.path)
            files.append(path)
            code = _code(path, chart.script, project, loaded)
            if code is not None:
                jobs[figure.id] = _job(chart, (path, code), width, loaded, project)
    if not jobs:
        return ScriptDrawings({}, tuple(files))
    with ThreadPoolExecutor(_AT_ONCE) as workers:
        results = list(workers.map(lambda job: _drawn(job, store, loaded), jobs.values()))
    for result in results:
        _report(result.findings, loaded)
        files += map(Path, result.files)
    plans = {
        key: Plan(job.width, job.height, (Recorded(unpack_items(result.items)),))
        for (key, job), result in zip(jobs.items(), results, strict=True)
    }
    return ScriptDrawings(plans, tuple(dict.fromkeys(files)))


def _code(path: Path, script: nodes.ChartScript, project: Project, loaded: LoadedDocument) -> bytes | None:
    """Return the code of a script; report what forbids to run it, and return None."""
    report = loaded.report
    if not script.path:
        return None  # reported when the block was read
    if not project.scripts:
        report.error(script.at, "C070.not_allowed", path=script.path)
        return None
    if not path.is_relative_to(project.root.resolve()):
        report.error(script.at, "C070.outside", path=script.path)
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        report.error(script.at, "C070.unreadable", path=script.path, reason=os_reason(error))
        return None


def _job(
    chart: nodes.Chart, file: tuple[Path, bytes], width: int, loaded: LoadedDocument, project: Project
) -> ScriptJob:
    assert chart.script is not None
    values = {value.raw: value for panel in chart.panels for row in panel.rows for value in row.values}
    facts = loaded.document.facts
    tables = {name: _table(loaded.document, name) for name in chart.script.tables if name in loaded.document.data}
    if chart.script.rows:
        tables[_OWN_ROWS] = _own_rows(chart)
    return ScriptJob(
        str(file[0]),
        file[1],
        str(project.root.resolve()),
        to_pt(width),
        height_of(chart, to_pt(width)),
        {name: _cell(values[raw], facts) for name, raw in chart.script.facts if raw in values},
        tables,
        loaded.sheet,
        settings.current().script_seconds,
        limits.current().script_memory,
    )


def _cell(value: nodes.Value, facts: dict[str, nodes.Fact] | object) -> Cell:
    """Return a bound value as a script gets it: as the text prints it."""
    fact = facts.get(value.fact) if isinstance(facts, dict) else None
    number = "" if value.number is None else str(value.number)
    return Cell(fact.text, number, fact.unit) if fact else Cell(value.printed or value.raw, number)


def _own_rows(chart: nodes.Chart) -> TableOfCells:
    """Return the rows of the block itself: a column of names, and the series."""
    rows = chart.panels[0].rows
    count = max(len(row.values) for row in rows)
    series = [chart.series[index] if index < len(chart.series) else str(index + 1) for index in range(count)]
    cells = []
    for row in rows:
        own = [_cell(value, None) for value in row.values]
        cells.append((Cell(row.name), *own, *[Cell("—")] * (count - len(own))))
    return TableOfCells(("", *series), tuple(cells))


def _table(document: nodes.Document, name: str) -> TableOfCells:
    """Return a table of data; a head without its unit names the column too where no other does."""
    table = document.data[name]
    cells = Cells({name: table})
    width = len(table.head)
    rows = []
    for row in table.rows:
        own = [_of_data(cells.fact(f"{name}.{address(cell)}"), cell.text) for cell in row[:width]]
        rows.append((*own, *[Cell("")] * (width - len(own))))
    names, heads = (column.name for column in columns(table)), (cell.text for cell in table.head)
    return TableOfCells(tuple(names), tuple(rows), tuple(heads))


def _of_data(fact: nodes.Fact | None, text: str) -> Cell:
    if fact is None or fact.value is None:
        return Cell(text)
    return Cell(fact.text, str(fact.value), fact.unit)


# --- runs, and what is remembered of them


def _drawn(job: ScriptJob, store: Store, loaded: LoadedDocument) -> ScriptResult:
    """Return what a script drew before with the same code, numbers and looks, or run it."""
    key = digest(store.version, loaded.faces.fingerprint(), repr(msgspec.structs.replace(job, seconds=0)))
    if result := _remembered(store, key):
        return result
    from jzdocs.charts.scripts.run import run_script

    result = run_script(job)
    if store.folder is not None and not any(_is_error(finding) for finding in result.findings):
        remembered = _Remembered(result, {name: _state(name) for name in result.files})
        store.put(_KIND, key, msgspec.msgpack.encode(remembered))
    return result


def _remembered(store: Store, key: str) -> ScriptResult | None:
    data = store.get(_KIND, key)
    if data is None:
        return None
    try:
        remembered = msgspec.msgpack.decode(data, type=_Remembered)
    except msgspec.MsgspecError:
        store.discard(_KIND, key)
        return None
    fresh = all(_state(name) == state for name, state in remembered.states.items())
    return remembered.result if fresh else None


def _state(name: str) -> str:
    try:
        return digest(Path(name).read_bytes())
    except OSError:
        return ""


def _is_error(finding: ScriptFinding) -> bool:
    return not finding.finding.startswith(_WARNINGS)


def _report(findings: Iterable[ScriptFinding], loaded: LoadedDocument) -> None:
    """Report what is wrong with a script, at its file and line."""
    for finding in findings:
        at = Location(shown_path(Path(finding.file)), finding.line or 1, 1)
        tell = loaded.report.error if _is_error(finding) else loaded.report.warn
        tell(at, finding.finding, hint=None, **finding.arguments)
