"""In the process that works for the language server: a text as it is typed → what is wrong with it, its figures, ids.

A text is judged as `jzdocs check` judges it, but no script of a project runs because somebody looks at a file: a
document with such charts is judged without its pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs.build.charts import figures_of
from jzdocs.build.pipeline import check_pages, load
from jzdocs.build.writers import LoadedDocument
from jzdocs.editing.fixes import AllowJob, FixJob, allowed, mended
from jzdocs.editing.memory_store import memory_of
from jzdocs.editing.text_edits import TextJob
from jzdocs.editing.worker import Send
from jzdocs.errors import Diagnostic, JzdocsError
from jzdocs.facts.cells import Cells
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, plain
from jzdocs.options import BuildOptions
from jzdocs.project import project_of, reading
from jzdocs.provenance.records import named_records
from jzdocs.provenance.uses import uses
from jzdocs.resolve.lists import formula_number

_MOST_CELLS = 3000  # names of cells that are proposed


class FoundIn(Struct, frozen=True):
    """A finding, and the file that it is in ("": none)."""

    finding: Diagnostic
    file: str


class NamedFigure(Struct, frozen=True):
    """A figure with a name: what it says, where it comes from, how it is computed, and what prints it: the ids of
    charts and tables, "card" for a key figure, and the numbers of pages."""

    name: str
    text: str
    value: str
    unit: str
    subject: str
    period: str
    sentence: str
    file: str
    line: int
    column: int
    sheet: str = ""
    cell: str = ""
    formula: str = ""
    computation: str = ""
    printed: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


class Target(Struct, frozen=True):
    """What an id stands for: its text in a reference (图1) and its title."""

    text: str
    title: str


class Analysis(Struct, frozen=True):
    """All that is said of a text: its findings, the figures by name, the cells of its tables of data with their texts,
    the names of these tables, and what the ids stand for. One without `figures` could not be read."""

    findings: tuple[FoundIn, ...] = ()
    figures: Mapping[str, NamedFigure] = {}
    cells: Mapping[str, str] = {}
    tables: tuple[str, ...] = ()
    targets: Mapping[str, Target] = {}
    is_read: bool = False


def analyse(job: TextJob, send: Send) -> Analysis:
    """Send what a text says, then return that with all that is wrong, down to the lines on its pages."""
    try:
        project = project_of(job.path)
        memory = memory_of(job.path)
        loaded = load(job.path, project, None, options=BuildOptions(source=job.text), store=memory.store)
        send(_described(loaded, project.root, {}))
        if _has_scripts(loaded):
            return _described(loaded, project.root, {})
        with reading(job.path, project):
            lines = memory.lines.begin(loaded.faces)
            pages = check_pages(loaded, project, lines)
            lines.save()
    except JzdocsError as error:
        return Analysis(tuple(_placed((error.diagnostic,))))
    return _described(loaded, project.root, pages.numbers if pages else {})


def fix(job: FixJob, _: Send) -> str:
    """Return a text with a finding mended. Raises UsageError."""
    return mended(job, _judged)


def allow(job: AllowJob, _: Send) -> str:
    """Return a text in which a finding is allowed. Raises UsageError."""
    return allowed(job, _judged)


def _judged(job: TextJob) -> list[Diagnostic]:
    return [found.finding for found in analyse(job, lambda _: None).findings]


def _has_scripts(loaded: LoadedDocument) -> bool:
    return any(isinstance(figure.content, nodes.Chart) and figure.content.script for figure, _ in figures_of(loaded))


def _described(loaded: LoadedDocument, root: Path, numbers: Mapping[str, str]) -> Analysis:
    document = loaded.document
    anchors = uses(document)
    records = named_records(document, numbers, root)
    cells = Cells(document.data)
    return Analysis(
        tuple(_placed(loaded.report)),
        {record["id"]: _figure(record, document, anchors.get(record["id"], ())) for record in records},
        {
            name: fact.text
            for name in islice(cells, _MOST_CELLS)
            if (fact := cells.fact(name)) and fact.value is not None
        },
        tuple(document.data),
        dict(_targets(document)),
        is_read=True,
    )


def _placed(findings: Sequence[Diagnostic] | Any) -> Iterator[FoundIn]:
    """Yield findings with the files that they are in; shown paths count from the folder of this process."""
    for finding in findings:
        path = finding.location.path
        yield FoundIn(finding, str(Path(path).resolve()) if path else "")


def _figure(record: Mapping[str, Any], document: nodes.Document, anchors: Sequence[str]) -> NamedFigure:
    at, own = record["source"], document.facts[record["id"]].at
    return NamedFigure(
        record["id"],
        record["text"],
        record["value"] or "",
        record["unit"],
        record["subject"],
        record["period"] or "",
        "" if record.get("formula") else record["sentence"],
        str(Path(own.path).resolve()) if own.path else "",
        own.line,
        own.column,
        at.get("sheet", ""),
        at.get("cell", ""),
        record.get("formula", ""),
        record.get("computation", ""),
        tuple(dict.fromkeys(_printer(anchor) for anchor in anchors if not anchor.startswith("jz-fact-"))),
        tuple(record["pages"]),
    )


def _printer(anchor: str) -> str:
    return "card" if anchor.startswith(("jz-card-", "jz-key-")) else anchor


def _targets(document: nodes.Document) -> Iterator[tuple[str, Target]]:
    """Yield what the ids of a document stand for."""
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Heading) and block.id:
            yield block.id, Target(block.number.rstrip("、.．　 "), plain(block.inlines))
        elif isinstance(block, nodes.Figure) and block.id:
            yield block.id, Target(f"图{block.number}", plain(block.title))
        elif isinstance(block, nodes.Table) and block.id:
            yield block.id, Target(f"表{block.number}", plain(block.title))
        elif isinstance(block, nodes.DisplayFormula) and block.id:
            yield block.id, Target(f"式{formula_number(block)}", "")
