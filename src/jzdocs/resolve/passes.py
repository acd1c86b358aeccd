"""The order in which a document is resolved: a list of passes, each of which changes the document or what is known of
it. tests/resolve/test_passes.py states why the order is as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.facts.cells import Cells
from jzdocs.model import nodes
from jzdocs.model.rewrite import map_blocks
from jzdocs.provenance.numbers import document_numbers
from jzdocs.provenance.uses import anchor_facts
from jzdocs.resolve.binding import Binder
from jzdocs.resolve.cells import used_cells
from jzdocs.resolve.derived import derive, written_formulas
from jzdocs.resolve.facts import collect
from jzdocs.resolve.footnotes import number_notes
from jzdocs.resolve.lists import fill_lists, fill_sources
from jzdocs.resolve.numbering import number_blocks
from jzdocs.resolve.official import in_order, once
from jzdocs.resolve.official_form import settle_form
from jzdocs.resolve.punctuation import normalise_document
from jzdocs.resolve.references import resolve_references
from jzdocs.resolve.series import Tables
from jzdocs.resolve.shape import drop_needless_breaks, join_note_leads, pair_half_figures, space_headings
from jzdocs.resolve.table_looks import settle_tables
from jzdocs.style.stylesheet import Stylesheet


class Resolution(Struct):
    """A document on its way through the passes. `cells` are those of its tables of data, `used` the ones that it
    names; `facts` are its facts by every name that is used."""

    document: nodes.Document
    sheet: Stylesheet
    report: Report
    cells: Cells
    used: Mapping[str, nodes.Fact] = field(default_factory=dict)
    facts: Mapping[str, nodes.Fact] = field(default_factory=dict)


class Pass(NamedTuple):
    """A step of the resolution: its name, and what it does to the `Resolution`."""

    name: str
    run: Callable[[Resolution], None]


def resolve(document: nodes.Document, sheet: Stylesheet, report: Report) -> nodes.Document:
    """Return a read document ready for the writers: nothing in it refers to anything unresolved any more. What is
    wrong goes into the report."""
    return _resolved(document, sheet, report, PASSES)


def resolve_figures(document: nodes.Document, sheet: Stylesheet, report: Report) -> nodes.Document:
    """Return a document without references, uses and charts, as a plain text is, with its figures: numbered and
    normalised like a resolved one, but without the lists that are printed."""
    last = next(index for index, step in enumerate(PASSES) if step.run is _collect)
    return _resolved(document, sheet, report, PASSES[: last + 1])


def _resolved(document: nodes.Document, sheet: Stylesheet, report: Report, steps: Sequence[Pass]) -> nodes.Document:
    resolution = Resolution(document, sheet, report, Cells(document.data))
    for step in steps:
        step.run(resolution)
    return resolution.document


def _on_document(change: Callable[[nodes.Document], nodes.Document]) -> Callable[[Resolution], None]:
    """Return the pass that changes the document and needs nothing else."""

    def run(resolution: Resolution) -> None:
        resolution.document = change(resolution.document)

    return run


def _normalise(resolution: Resolution) -> None:
    if resolution.sheet.normalise:
        resolution.document = normalise_document(resolution.document)


def _order_official(resolution: Resolution) -> None:
    document = resolution.document
    resolution.document = settle_form(replace(document, blocks=in_order(once(document.blocks))), resolution.report)


def _drop_breaks(resolution: Resolution) -> None:
    resolution.document = drop_needless_breaks(resolution.document, resolution.sheet)


def _number_blocks(resolution: Resolution) -> None:
    patterns = [heading.numbering for heading in resolution.sheet.headings]
    resolution.document = number_blocks(resolution.document, patterns)


def _number_notes(resolution: Resolution) -> None:
    resolution.document = number_notes(resolution.document, resolution.report)


def _use_cells(resolution: Resolution) -> None:
    resolution.used = used_cells(resolution.document, resolution.cells, resolution.report)


def _collect(resolution: Resolution) -> None:
    _find_facts(resolution, resolution.report, resolution.cells)


def _collect_again(resolution: Resolution) -> None:
    """Collect once more, now that the sentences hold the texts of their references; what is wrong was reported."""
    _find_facts(resolution, Report(), ())


def _find_facts(resolution: Resolution, report: Report, other_names: Iterable[str]) -> None:
    facts = collect(resolution.document, report) | dict(resolution.used)
    document = resolution.document
    tables = Tables(document.data, resolution.cells)
    facts |= derive([*document.meta.derived, *written_formulas(document)], facts, report, other_names, tables)
    resolution.facts = facts
    # in the document each fact once: a cell of a table may be called by several names
    resolution.document = replace(resolution.document, facts={fact.id: fact for fact in facts.values()})


def _bind(resolution: Resolution) -> None:
    document = resolution.document
    binder = Binder(
        resolution.facts,
        resolution.report,
        lambda: [placed.number for placed in document_numbers(document)],
        resolution.cells,
        thousands=resolution.sheet.chart.thousands,
    )
    resolution.document = replace(document, blocks=map_blocks(document.blocks, binder.bind))


def _resolve_references(resolution: Resolution) -> None:
    resolution.document = resolve_references(resolution.document, resolution.facts, resolution.report, resolution.cells)


def _settle_tables(resolution: Resolution) -> None:
    resolution.document = settle_tables(resolution.document, resolution.report)


PASSES = (
    Pass("normalise punctuation", _normalise),
    Pass("join note leads", _on_document(join_note_leads)),
    Pass("space headings", _on_document(space_headings)),
    Pass("order official parts", _order_official),
    Pass("drop needless breaks", _drop_breaks),
    Pass("pair half figures", _on_document(pair_half_figures)),
    Pass("number blocks", _number_blocks),
    Pass("number notes", _number_notes),
    Pass("use cells", _use_cells),
    Pass("collect facts", _collect),
    Pass("bind", _bind),
    Pass("resolve references", _resolve_references),
    Pass("settle tables", _settle_tables),
    Pass("collect facts again", _collect_again),
    Pass("anchor facts", _on_document(anchor_facts)),
    Pass("fill sources", _on_document(fill_sources)),
    Pass("fill lists", _on_document(fill_lists)),
)
