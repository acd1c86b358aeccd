"""The way of a document through all stages: load, plan the charts, lay out, write.

source → model → resolve → (charts planned) ─┬→ layout → PDF
                                             └→ Word
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.allowances import can_be_allowed, without_allowed
from jzdocs.build.charts import DocumentCharts, chart_sizes, figures_of, plan_charts, report_tall_charts
from jzdocs.build.conservation import check_outputs, check_source
from jzdocs.build.inputs import file_hashes, input_hashes, watched_inputs
from jzdocs.build.last_page import pulled_in
from jzdocs.build.page_faults import report_faults
from jzdocs.build.pictures import with_pictures
from jzdocs.build.result import BuildResult, Timer, as_json
from jzdocs.build.writers import LoadedDocument, OutputJob, WordJob, attaches, write
from jzdocs.cache.store import Store
from jzdocs.charts.data import chart_data
from jzdocs.charts.marks import Plan
from jzdocs.charts.worker import ChartWorker
from jzdocs.checks.judged import JudgedTexts
from jzdocs.encoding import read_bytes
from jzdocs.errors import DocumentError, Location, Report, shown_path
from jzdocs.frames import Pages
from jzdocs.layout.line_cache import LineCache
from jzdocs.layout.pages import lay_out
from jzdocs.messages.message import Message, message
from jzdocs.model import nodes
from jzdocs.model.walk import length
from jzdocs.options import DEFAULT_FORMATS, BuildOptions
from jzdocs.project import Project, is_read_by_form, named_kind, portable, reading, stem
from jzdocs.proofreading.lines import lines_of
from jzdocs.proofreading.proofread import proofread
from jzdocs.provenance.places import SourceLines
from jzdocs.provenance.records import named_records
from jzdocs.resolve.across import ACROSS, Ledger
from jzdocs.resolve.arithmetic import check_arithmetic
from jzdocs.resolve.glyphs import GlyphFiles, check_glyphs
from jzdocs.resolve.passes import resolve, resolve_figures
from jzdocs.resolve.word_lengths import check_word_lengths
from jzdocs.resources import resource_root
from jzdocs.source.read import Source, Surroundings, finish_source, read_figures, read_given, read_source
from jzdocs.style.document_looks import for_document, measured
from jzdocs.style.faces import Faces
from jzdocs.style.legibility import check_legibility
from jzdocs.style.load import build_sheet
from jzdocs.style.machine_fonts import fonts_note, with_machine_fonts
from jzdocs.style.sources import StyleSources
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import Size
from jzdocs.workers import ForkedWorker

_FAILED = DocumentError.exit_code


class Helpers(Struct, frozen=True):
    """What a build may use beside this process.

    `store` holds parts that were made before. A document that is built alone brings `charts`, a process that may draw
    its charts, and perhaps `word`, one that makes the Word file where no charts have to be drawn.
    """

    store: Store = field(default_factory=lambda: Store(None))
    charts: ChartWorker | None = None
    word: ForkedWorker[WordJob, bytes] | None = None

    def stop(self) -> None:
        """End the processes."""
        for process in (self.charts, self.word):
            if process:
                process.stop()


class _Order(Struct, frozen=True):
    """A document that is to be built, and how."""

    path: Path
    project: Project
    formats: tuple[str, ...]
    options: BuildOptions
    helpers: Helpers
    timer: Timer = field(default_factory=Timer)

    @property
    def name(self) -> str:
        """The name of the document, and of its files."""
        return self.options.name or stem(self.path)


def load(
    path: Path,
    project: Project,
    template: str | None,
    timer: Timer | None = None,
    options: BuildOptions | None = None,
    store: Store | None = None,
) -> LoadedDocument:
    """Read and resolve a document; its findings go into its report.

    Of the `options` those count that say what is read. The `store` holds what earlier builds found in its paragraphs.
    Raises JzdocsError where it cannot be read at all.
    """
    options, timer = options or BuildOptions(), timer or Timer()
    with reading(path, project):
        loaded = read_resolved(path, project, template, timer, options)
        judge(loaded, project, JudgedTexts(store, _cache_name(path, project, options)))
        timer.mark("resolve")
    return loaded


def read_resolved(
    path: Path, project: Project, template: str | None, timer: Timer, options: BuildOptions
) -> LoadedDocument:
    """Read and resolve a document as `load` does, inside `reading`; what it says is not judged yet."""
    report = Report(guessed=is_read_by_form(path))
    templates = (template, project.template)
    surroundings = Surroundings(project.root, project.template_roots, templates, options.given, options.run)
    if options.source is not None:
        source = read_given(path, options.source, surroundings, report, options.row)
    else:
        source = _recorded_source(path, surroundings, report) or read_source(path, surroundings, report, options.row)
    timer.mark("read")
    sheet = build_sheet(source.template.styles, [*source.template.folders, project.root, resource_root()])
    sheet = with_machine_fonts(sheet) if project.machine_fonts else sheet
    sheet = for_document(sheet.for_length(length(source.document)), source.document.meta, report)
    faces = Faces(sheet)
    sheet = measured(sheet, faces)
    resolved = resolve(source.document, sheet, report)
    return LoadedDocument(source, resolved, sheet, faces, report, options.given.figures)


def judge(loaded: LoadedDocument, project: Project, judged: JudgedTexts) -> None:
    """Report what is wrong with what a resolved document says; findings that are accepted are dropped.

    `judged` remembers what the arithmetic finds in its paragraphs.
    """
    source, report = loaded.source, loaded.report
    check_glyphs(loaded.document, loaded.sheet, loaded.faces, _glyph_files(source), report)
    check_word_lengths(loaded.document, report)
    check_arithmetic(loaded.document, report, _lines_by_form(source), judged)
    _proofread(loaded)
    _check_template(loaded)
    drop_allowed(report, source)
    check_source(loaded)
    drop_accepted(report, project)


def load_unjudged(path: Path, project: Project, options: BuildOptions | None = None) -> LoadedDocument:
    """Read and resolve a document for its figures. A plain text is not judged, as its figures can only be warned of,
    and no charts are proposed for it; any other document is read as `load` does."""
    if named_kind(path) != "text":
        return load(path, project, None, options=options)
    report = Report(guessed=True)
    surroundings = Surroundings(project.root, project.template_roots, (None, project.template))
    with reading(path, project):
        source = read_figures(path, surroundings, report)
        sheet = build_sheet(source.template.styles, [*source.template.folders, project.root, resource_root()])
        return LoadedDocument(source, resolve_figures(source.document, sheet, report), sheet, Faces(sheet), report)


def _proofread(loaded: LoadedDocument) -> None:
    """Report what an editor would mark. The lines are those that were read: in the resolved document headings have
    numbers of ours, and marks no longer stand where they were written."""
    source = loaded.source
    own = _lines_by_form(source) or source.files.get(source.shown, "").split("\n")
    lines = lines_of(source.document, own, normalised=loaded.sheet.normalise, by_form=source.plain)
    proofread(lines, loaded.document, loaded.report)


def _lines_by_form(source: Source) -> Sequence[str]:
    """Return the lines of a plain text, which is read by its form; none of another file."""
    return source.text.text.split("\n") if source.plain else ()


def _recorded_source(path: Path, surroundings: Surroundings, report: Report) -> Source | None:
    """Return the source that a Word file of ours contains, read through its template; None for another file."""
    if path.suffix.lower() != ".docx":
        return None
    from jzdocs.pull.recorded import recorded_source  # only Word files pay for it

    recorded = recorded_source(path, report)
    if recorded is None:
        return None
    read = (recorded[1], read_bytes(path, shown_path(path)))
    return finish_source(path, read, surroundings, report, [path.resolve()])


def check(
    path: Path,
    project: Project,
    template: str | None = None,
    ledger: Ledger | None = None,
    options: BuildOptions | None = None,
) -> Report:
    """Return the findings about a document, down to the lines on its pages; write nothing.

    What it states goes into the `ledger`, which compares the documents of a project. Of the `options` those count that
    say what is read.
    """
    with reading(path, project):
        return _check(load(path, project, template, options=options), project, ledger)


def _check(loaded: LoadedDocument, project: Project, ledger: Ledger | None) -> Report:
    if ledger:
        ledger.add(
            loaded.document,
            loaded.report,
            lambda at: _is_allowed_at(at, ACROSS, loaded.source),
            _lines_by_form(loaded.source),
        )
    check_pages(loaded, project)
    return loaded.report


def check_pages(loaded: LoadedDocument, project: Project, lines: LineCache | None = None) -> Pages | None:
    """Report what is wrong with the charts and pages of a document that was judged, and return its pages; None where
    it has errors."""
    report, pages = loaded.report, None
    if not report.errors:
        loaded, plans, _ = plans_of(loaded, project, Store(None))
        if not report.errors and not report_tall_charts(loaded, plans):
            loaded, pages = lay_out_pages(loaded, chart_sizes(plans), lines)
            drop_allowed(report, loaded.source)
    drop_accepted(report, project)
    return pages


def build(
    path: Path,
    project: Project,
    template: str | None = None,
    formats: tuple[str, ...] = DEFAULT_FORMATS,
    options: BuildOptions | None = None,
    helpers: Helpers | None = None,
) -> BuildResult:
    """Build a document into memory; where it has errors, no file is made.

    Raises JzdocsError where it cannot be read at all.
    """
    with reading(path, project):
        return _build(_Order(path, project, formats, options or BuildOptions(), helpers or Helpers()), template)


def _build(order: _Order, template: str | None) -> BuildResult:
    path, project = order.path, order.project
    try:
        loaded = load(path, project, template, order.timer, order.options, order.helpers.store)
        hashes = input_hashes(loaded, project.root)
        loaded, charts, script_files = _begin_charts(loaded, order)
        hashes |= file_hashes(script_files, project.root)
        watched = watched_inputs(loaded, project, script_files)
        if charts is None:
            drop_accepted(loaded.report, project)
            return BuildResult(
                order.name, {}, loaded.report, 0, order.timer.stages, hashes, _FAILED, project.root, watched
            )
        lines = LineCache(order.helpers.store, _cache_name(path, project, order.options), loaded.faces)
        sizes = chart_sizes(charts.plans)
        loaded, pages = lay_out_pages(loaded, sizes, lines)
        order.timer.mark("layout")
        drop_allowed(loaded.report, loaded.source)
        drop_accepted(loaded.report, project)
        if loaded.report.errors:
            return BuildResult(
                order.name, {}, loaded.report, 0, order.timer.stages, hashes, _FAILED, project.root, watched
            )
        files = _write(loaded, order, charts, (pages, sizes))
        check_outputs(loaded, pages, files)
    finally:
        order.helpers.stop()
    lines.save()
    drop_accepted(loaded.report, project)
    return BuildResult(
        name=order.name,
        files=files,
        report=loaded.report,
        pages=len(pages.pages),
        timings=order.timer.stages,
        inputs=hashes,
        root=project.root,
        watched=watched,
        explanation=(*charts.explanation, *_explanation(lines)),
        note=fonts_note(loaded.sheet, shipped_only=not project.machine_fonts),
    )


def _glyph_files(source: Source) -> GlyphFiles:
    """Return the files in which a character that no face has is looked for."""
    styles = source.template.styles
    files = {style.shown: style.path.read_bytes for style in styles}
    return GlyphFiles(SourceLines({**files, source.shown: lambda: source.data}), [style.shown for style in styles])


def _check_template(loaded: LoadedDocument) -> None:
    """Warn of pale colours, and of what only Word shows of a reference document or what is left out of it."""
    template, report = loaded.source.template, loaded.report
    check_legibility(loaded.sheet, StyleSources(template.styles), report)
    _check_seals(loaded)
    if template.reference_document and template.word_only:
        report.warn(Location(shown_path(template.reference_document)), "T014", settings=template.word_only)
    if template.reference_document and template.left_out:
        report.warn(Location(shown_path(template.reference_document)), "X135", parts=template.left_out)


def _check_seals(loaded: LoadedDocument) -> None:
    """Warn of pictures of seals that no signature is there for."""
    decoration, blocks = loaded.document.meta.decoration, loaded.document.blocks
    signed = any(isinstance(block, nodes.OfficialPart) and block.part == "signature" for block in blocks)
    if decoration.seals and not signed:
        loaded.report.warn(decoration.at["seal"], "T044")


def drop_allowed(report: Report, source: Source) -> None:
    """Drop the findings that `<!-- jz: allow CODE … reason -->` allows in the next block."""
    if source.allowed:
        report.found[:] = [
            finding
            for finding in report.found
            if not (can_be_allowed(finding) and _is_allowed_at(finding.location, finding.code, source))
        ]


def _is_allowed_at(at: Location, code: str, source: Source) -> bool:
    """Whether the author allows findings with a code at a place."""
    comment_lines = sorted(source.allowed)
    above = bisect_left(comment_lines, at.line)
    if above == 0:
        return False
    comment = comment_lines[above - 1]
    return code in source.allowed[comment][0] and at.line <= source.block_ends.get(comment, at.line)


def drop_accepted(report: Report, project: Project) -> None:
    """Drop the findings that the project accepts."""
    if project.allow:
        report.found[:] = without_allowed(report.found, project.allow, project.root)


def plans_of(
    loaded: LoadedDocument, project: Project, store: Store
) -> tuple[LoadedDocument, dict[str, Plan], tuple[Path, ...]]:
    """Return a document with its pictures ready for print, the plans of all that is drawn by the ids of the figures,
    and the files that scripts were looked for in; what is wrong with pictures and scripts is reported."""
    loaded, drawings = with_pictures(loaded, store)
    plans = plan_charts(loaded) | drawings
    if not any(isinstance(figure.content, nodes.Chart) and figure.content.script for figure, _ in figures_of(loaded)):
        return loaded, plans, ()
    from jzdocs.build.scripts import draw_scripts  # only documents with scripts pay for it

    drawn = draw_scripts(loaded, list(figures_of(loaded)), project, store)
    return loaded, plans | drawn.plans, drawn.files


def _begin_charts(
    loaded: LoadedDocument, order: _Order
) -> tuple[LoadedDocument, DocumentCharts | None, tuple[Path, ...]]:
    """Return a document with its pictures ready, its charts, which begin to be drawn (None where it has errors), and
    the files of scripts."""
    if loaded.report.errors:
        return loaded, None, ()
    loaded, plans, files = plans_of(loaded, order.project, order.helpers.store)
    if loaded.report.errors or report_tall_charts(loaded, plans):
        return loaded, None, files
    charts = DocumentCharts(loaded, plans, order.helpers.store, for_word="docx" in order.formats)
    charts.draw(order.helpers.charts)
    if order.helpers.word and charts.is_drawing:
        order.helpers.word.stop()
    order.timer.mark("plan_charts")
    return loaded, charts, files


def lay_out_pages(
    loaded: LoadedDocument, sizes: Mapping[str, Size], lines: LineCache | None
) -> tuple[LoadedDocument, Pages]:
    """Return the document's pages, and the document in the stylesheet that they were set in; warn of lines that cannot
    be justified, and report what the last check found."""

    def pages_in(sheet: Stylesheet) -> Pages:
        return lay_out(loaded.document, sheet, loaded.faces, sizes, lines)

    sheet, pages = pulled_in(loaded.sheet, pages_in(loaded.sheet), pages_in)
    for at, text in pages.ragged:
        loaded.report.warn(at, "T012", text=text)
    for at, count in pages.turned_by_width:
        loaded.report.warn(at, "T030", count=count)
    for at, count in pages.crowded:
        loaded.report.warn(at, "T031", count=count)
    report_faults(pages, loaded.report)
    return replace(loaded, sheet=sheet), pages


def _write(
    loaded: LoadedDocument, order: _Order, charts: DocumentCharts, laid_out: tuple[Pages, Mapping[str, Size]]
) -> dict[str, bytes]:
    """Return the files of a document: PDF and Word as ordered, and its facts."""
    pages, sizes = laid_out
    named = named_records(loaded.document, pages.numbers, order.project.root)
    facts = {f"{order.name}.facts.json": as_json({"facts": named})}
    attached = {**facts, **chart_data(loaded.document)} if attaches(order.formats, order.options) else {}
    job = OutputJob(
        loaded=loaded,
        pages=pages,
        sizes=sizes,
        native=charts.native,
        root=order.project.root,
        name=order.name,
        formats=order.formats,
        options=order.options,
        attached=attached,
        named=named,
        store=order.helpers.store,
        project=order.project.id,
    )
    word = order.helpers.word
    return write(job, lambda: charts.drawn, word if word and word.busy else None, order.timer) | facts


def _cache_name(path: Path, project: Project, options: BuildOptions) -> str:
    """Return the name under which the parts of a document are cached."""
    return f"{portable(str(path), project.root)} {options.name}"


def _explanation(lines: LineCache) -> tuple[Message, ...]:
    """Return how many paragraphs had to be set."""
    return (message("cli.explain.paragraphs", new=lines.new, all=lines.used),) if lines.active else ()
