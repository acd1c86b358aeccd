"""Charts of a text's figures: what is proposed, how it looks, and the block in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from jzdocs.build.charts import plan_charts, report_tall_charts
from jzdocs.build.writers import LoadedDocument
from jzdocs.editing.figure_edits import marked, text_records
from jzdocs.editing.names import name_places
from jzdocs.editing.text_edits import TextJob, error_of, load_text, new_errors
from jzdocs.editing.worker import Send
from jzdocs.errors import UsageError
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.message import Language
from jzdocs.model import nodes
from jzdocs.model.walk import blocks
from jzdocs.patterns import compiled
from jzdocs.resolve.proposals import Proposal, proposals
from jzdocs.source.table_writer import quoted

_INFO = compiled(r"^(`{3,})chart[ \t]*(?:\{?#([A-Za-z0-9_:.-]+)\}?)?[^\n]*", re.M)
_FREE = compiled(r"\bf\d+_*\b")


class ProposalsJob(Struct, frozen=True):
    """The charts that a text suits, worded in a language; with `figure` those that show the figure of that id."""

    job: TextJob
    language: Language
    figure: str = ""


class ChartJob(Struct, frozen=True):
    """A block of a chart for a text, which goes below the paragraph at `line` (0: behind all)."""

    job: TextJob
    block: str
    line: int = 0


def proposed_charts(job: ProposalsJob, _: Send) -> list[dict[str, Any]]:
    """Return the charts that are proposed; figures without a name are called by their ids, by which `insert` marks
    them."""
    loaded = load_text(job.job)
    ids = _ids(loaded)
    out = []
    for number, proposal in enumerate(proposals(loaded.document), 1):
        names = [placed.id or ids.get((placed.at.line, placed.number.quantity.text), "") for placed in proposal.numbers]
        if not all(names) or (job.figure and job.figure not in names):
            continue
        out.append(
            {
                "id": f"p{number}",
                "kind": proposal.kind,
                "title": proposal.title,
                "reason": worded(proposal.reason, job.language),
                "warnings": [worded(warning, job.language) for warning in proposal.warnings],
                "series": list(proposal.series),
                "unit": _unit(proposal),
                "rows": [{"label": label, "facts": facts} for label, facts in _rows(proposal, names)],
                "line": max(placed.at.line for placed in proposal.numbers),
                "block": "\n".join(_block(proposal, names, _free_id(job.job.text))),
            }
        )
    return out


def _ids(loaded: LoadedDocument) -> dict[tuple[int, str], str]:
    """Return the ids of the numbers by the line and the text of each; of several that are alike none."""
    found: dict[tuple[int, str], list[str]] = {}
    for record in text_records(loaded):
        found.setdefault((record["source"]["line"], record["text"]), []).append(record["id"])
    return {key: ids[0] for key, ids in found.items() if len(ids) == 1}


def _unit(proposal: Proposal) -> str:
    return proposal.numbers[0].number.quantity.unit


def _rows(proposal: Proposal, names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows: the label, and the names of the figures of its series."""
    width = max(1, len(proposal.series)) if len(proposal.series) > 1 else 1
    if len(set(proposal.labels)) * 2 == len(names):
        width = 2
    for start in range(0, len(names), width):
        yield proposal.labels[start], list(names[start : start + width])


def _block(proposal: Proposal, names: Sequence[str], id_: str) -> Iterator[str]:
    """Yield the lines of a chart's block."""
    is_panels = proposal.kind == "panels"
    rows = list(_rows(proposal, names))
    texts = [placed.number.quantity.text for placed in proposal.numbers]
    yield f"```chart #{id_}"
    yield f"kind: {'change' if is_panels else proposal.kind}"
    yield f"title: {quoted(proposal.title)}"
    yield f"unit: {quoted(_unit(proposal))}"
    if proposal.series:
        yield f"series: [{', '.join(map(quoted, proposal.series))}]"
    if is_panels:
        yield "panels:"
        for label, facts in rows:
            yield from (f"  - title: {quoted(label)}", f"    unit: {quoted(_unit(proposal))}", "    rows:")
            yield f"      {_row(label, facts)}"
    else:
        yield "rows:"
        yield from (f"  {_row(label, facts)}" for label, facts in rows)
    yield f"alt: {quoted('；'.join(f'{a}{b}' for a, b in zip(proposal.labels, texts, strict=True)) + '。')}"
    yield "```"


def _row(label: str, facts: Sequence[str]) -> str:
    values = facts[0] if len(facts) == 1 else f"[{', '.join(facts)}]"
    return f"{quoted(label)}: {values}"


def _free_id(text: str) -> str:
    """Return an id for a chart that no block of a text has."""
    number = 1
    while f"#fig:chart-{number}" in text:
        number += 1
    return f"fig:chart-{number}"


def preview(job: ChartJob, _: Send) -> bytes:
    """Return a chart as PNG, as it would be printed. Raises JzdocsError for a block that is no chart that can be."""
    from jzdocs.charts.worker import draw_all

    text, _line, id_ = _inserted(job)
    loaded = _loaded_with(job, text, id_)
    plans = plan_charts(loaded)
    if report_tall_charts(loaded, plans) or id_ not in plans:
        errors = [finding for finding in loaded.report if finding.severity == "error"]
        raise error_of(errors[-1]) if errors else UsageError("X175")
    drawn = draw_all({id_: plans[id_]}, loaded.sheet, pictures=frozenset([id_]))
    return drawn[id_][1]


def insert(job: ChartJob, _: Send) -> dict[str, Any]:
    """Return the text with a chart in it, its figures marked, and the line at which the block stands."""
    text, line, id_ = _inserted(job)
    _loaded_with(job, text, id_)
    return {"text": text, "line": line}


def _loaded_with(job: ChartJob, text: str, id_: str) -> LoadedDocument:
    """Return the document of a text with a chart. Raises what is wrong with it."""
    loaded = load_text(TextJob(job.job.path, text))
    errors = new_errors(load_text(job.job).report.found, loaded.report.found)
    if errors:
        raise error_of(errors[0])
    charts = {block.id for block in blocks(loaded.document.blocks) if isinstance(block, nodes.Figure)}
    if id_ not in charts:
        raise UsageError("X186")
    return loaded


def _inserted(job: ChartJob) -> tuple[str, int, str]:
    """Return the text with a block and the marks that it needs, the line of the block, and the chart's id."""
    block = job.block.strip("\n")
    opening = _INFO.match(block)
    if opening is None or not block.rstrip().endswith(opening[1]) or block.count("\n") < 2:
        raise UsageError("X186")
    id_ = opening[2] or ""
    if not id_ or re.search(rf"#{re.escape(id_)}(?![\w.:-])", job.job.text):
        id_ = _free_id(job.job.text)
        block = f"{opening[1]}chart #{id_}{block[opening.end() :]}"
    loaded = load_text(job.job)
    text = _with_marks(job.job.text, loaded, block)
    lines = text.split("\n")
    place = _place_below(lines, job.line)
    above = [""] if place and lines[place - 1].strip() else []
    below = [""] if place < len(lines) and lines[place].strip() else []
    return "\n".join([*lines[:place], *above, *block.split("\n"), *below, *lines[place:]]), place + len(above) + 1, id_


def _with_marks(text: str, loaded: LoadedDocument, block: str) -> str:
    """Return a text in which the figures of a block are marked, by the names that they have there."""
    records: Mapping[str, Any] = {record["id"]: record for record in text_records(loaded)}
    names = {
        name
        for name in set(_FREE.findall(block))
        if name in records and name not in loaded.document.facts and any(name_places(block, name))
    }
    return marked(text, loaded, {name: name for name in sorted(names)}) if names else text


def _place_below(lines: Sequence[str], line: int) -> int:
    """Return the line (from 0) before which a block is put: behind the paragraph, list, table or fence at a line."""
    if not 0 < line <= len(lines):
        return len(lines)
    fence = ""
    for number, text in enumerate(lines):
        opening = re.match(r"(`{3,}|~{3,})", text)
        if opening and not fence:
            fence = opening[1]
        elif opening and text.strip() == fence:
            fence = ""
        if number >= line - 1 and not fence and (number + 1 == len(lines) or not lines[number + 1].strip()):
            return number + 1
    return len(lines)
