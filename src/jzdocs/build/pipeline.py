"""The way of the data: the only file that names every stage.

read → resolve → (charts planned) ─┬→ layout → PDF
                                   └→ Word
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jzdocs.build.result import BuildInputs, BuildResult, Timer, as_json, sha256
from jzdocs.build.writers import LoadedDocument, OutputJob, WordJob, write
from jzdocs.cache.store import Store
from jzdocs.charts.cache import ChartCache
from jzdocs.charts.data import chart_data
from jzdocs.charts.marks import Plan
from jzdocs.charts.native import Native, native
from jzdocs.charts.plan import plan_chart
from jzdocs.charts.worker import ChartWorker
from jzdocs.errors import DocumentError, Location, Report, shown_path
from jzdocs.frames import Pages
from jzdocs.layout.blocks import column_width, half_width
from jzdocs.layout.line_cache import LineCache
from jzdocs.layout.pages import lay_out
from jzdocs.model import nodes
from jzdocs.model.walk import blocks
from jzdocs.options import FORMATS, BuildOptions
from jzdocs.project import Project, portable, stem
from jzdocs.provenance.places import SourceLines
from jzdocs.provenance.records import named_records
from jzdocs.resolve.arithmetic import check_arithmetic
from jzdocs.resolve.glyphs import GlyphFiles, check_glyphs
from jzdocs.resolve.passes import resolve
from jzdocs.resources import resource_root
from jzdocs.source.read import Source, read_source
from jzdocs.style.contrast import too_pale
from jzdocs.style.faces import Faces
from jzdocs.style.fontfile import system_folders
from jzdocs.style.load import build_sheet, font_probes
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import Size, pt, to_pt
from jzdocs.workers import ForkedWorker

if TYPE_CHECKING:
    from jzdocs.charts.cache import Drawn


def load(
    path: Path, project: Project, template: str | None, timer: Timer | None = None, row: Mapping[str, str] | None = None
) -> LoadedDocument:
    """Read and resolve one document; what is wrong with it goes into its report. `row` gives a source that is a
    template its values."""
    timer = timer or Timer()
    report = Report()
    source = read_source(path, project.root, project.template_roots, (template, project.template), report, row)
    timer.mark("read")
    sheet = build_sheet(source.template.styles, [*source.template.folders, project.root, resource_root()])
    faces = Faces(sheet)
    document = resolve(source.document, sheet, report)
    check_glyphs(document, sheet, faces, _glyph_files(source), report)
    check_arithmetic(document, report)
    for what, color, found, asked in too_pale(sheet):
        at = Location(source.template.styles[-1].shown)
        report.warn(at, "T010", what=what, color=color, found=f"{found:.1f}", asked=asked)
    if source.template.alone:
        at, what = (
            Location(shown_path(source.template.skin)) if source.template.skin else Location(""),
            "、".join(source.template.alone),
        )
        report.warn(at, "T014", what=what)
    _silence(report, source)
    timer.mark("resolve")
    return LoadedDocument(source, document, sheet, faces, report)


def _glyph_files(source: Source) -> GlyphFiles:
    """Return the files in which a character that no face has is looked for."""
    styles = source.template.styles
    files = {style.shown: style.path.read_bytes for style in styles}
    return GlyphFiles(SourceLines({**files, source.shown: lambda: source.data}), [style.shown for style in styles])


def _silence(report: Report, source: Source) -> None:
    """Drop what `<!-- jz: allow CODE reason -->` silences on the next block."""
    if not source.allowed:
        return
    lines = sorted(source.allowed)

    def allowed(at: Location, code: str) -> bool:
        above = [line for line in lines if line < at.line]
        return (
            bool(above)
            and source.allowed[above[-1]][0] == code
            and at.line <= source.block_ends.get(above[-1], at.line)
        )

    report.found[:] = [d for d in report.found if not allowed(d.location, d.code)]


def plan_charts(document: nodes.Document, sheet: Stylesheet, faces: Faces) -> dict[str, Plan]:
    """Plans of all charts by their figure's id."""
    plans = {}
    for figure, width in _figures(document, sheet.page.measure):
        if isinstance(figure.content, nodes.Chart):
            plans[figure.id] = plan_chart(figure.content, to_pt(width), sheet.chart, faces)
    return plans


def native_charts(loaded: LoadedDocument, plans: Mapping[str, Plan]) -> dict[str, tuple[Native, ...]]:
    """The charts that Word draws itself, by their figure's id; none where the stylesheet asks for pictures."""
    sheet = loaded.sheet
    if sheet.chart.word != "native":
        return {}
    out = {}
    for figure, _ in _figures(loaded.document, sheet.page.measure):
        if isinstance(figure.content, nodes.Chart) and figure.id in plans:
            plan = plans[figure.id]
            if made := native(figure.content, plan.width, plan.height, sheet.chart, loaded.faces):
                out[figure.id] = made
    return out


_AROUND_A_CHART = 72.0


def _too_tall(loaded: LoadedDocument, plans: Mapping[str, Plan]) -> bool:
    """Report charts that no page can hold (points)."""
    sheet = loaded.sheet
    room = to_pt(sheet.page.lines * sheet.body.leading) - _AROUND_A_CHART
    for figure, _ in _figures(loaded.document, sheet.page.measure):
        plan = plans.get(figure.id)
        if plan and plan.height > room:
            rows = sum(len(p.rows) for p in figure.content.panels) if isinstance(figure.content, nodes.Chart) else 0
            loaded.report.error(figure.at, "C007", rows=rows)
    return bool(loaded.report.errors)


def _figures(document: nodes.Document, measure: int) -> Iterator[tuple[nodes.Figure, int]]:
    for block in document.blocks:
        if isinstance(block, nodes.Figure):
            yield block, measure
        elif isinstance(block, nodes.FigureRow):
            yield from ((figure, half_width(measure)) for figure in block.figures)
        elif isinstance(block, nodes.Columns):
            width = column_width(measure, block.count)
            yield from ((inner, width) for inner in blocks(block.blocks) if isinstance(inner, nodes.Figure))
        elif isinstance(block, nodes.Quote | nodes.List):
            yield from ((inner, measure) for inner in blocks((block,)) if isinstance(inner, nodes.Figure))


def build(
    path: Path,
    project: Project,
    template: str | None = None,
    formats: tuple[str, ...] = FORMATS,
    options: BuildOptions | None = None,
    worker: ChartWorker | None = None,
    store: Store | None = None,
    apart: ForkedWorker[WordJob, bytes] | None = None,
) -> BuildResult:
    """Build one document into memory. When it has errors, nothing is made. A document that is built alone has a
    `worker`: a process that may draw charts, and the other core is used; `store` holds parts that were made before,
    `apart` is a process that makes the Word file (where no charts have to be drawn)."""
    options, store = options or BuildOptions(), store or Store(None)
    timer = Timer()
    alone, worker = worker is not None, worker or ChartWorker()
    try:
        loaded = load(path, project, template, timer, options.row)
        report, name = loaded.report, options.name or stem(path)
        inputs = _inputs(loaded, project.root)
        if report.errors:
            return BuildResult(name, {}, report, 0, timer.stages, inputs, DocumentError.exit_code, project.root)
        plans = plan_charts(loaded.document, loaded.sheet, loaded.faces)
        if _too_tall(loaded, plans):
            return BuildResult(name, {}, report, 0, timer.stages, inputs, DocumentError.exit_code, project.root)
        native = native_charts(loaded, plans) if "docx" in formats else {}
        pictures = frozenset(plans.keys() - native.keys()) if "docx" in formats else frozenset()
        kept = ChartCache(store, plans, loaded.sheet, loaded.faces, pictures)
        missing = {key: plan for key, plan in plans.items() if key not in kept.found}
        if missing and alone and not worker.busy:
            worker.start()
        worker.submit(missing, loaded.sheet, pictures=pictures)
        if apart and worker.busy:
            apart.stop()
        timer.mark("charts: plan")
        sizes = {key: Size(pt(p.width), pt(p.height)) for key, p in plans.items()}
        lines = LineCache(store, f"{portable(str(path), project.root)} {options.name}", loaded.faces)
        pages = _pages(loaded, sizes, lines)
        timer.mark("layout")
        named = named_records(loaded.document, pages.numbers, project.root)
        facts = {f"{name}.facts.json": as_json({"facts": named})}
        attached = {**facts, **chart_data(loaded.document)} if options.archive == "a-3a" else {}

        @cache
        def drawn() -> Drawn:
            new = worker.result()
            kept.keep(new)
            return kept.found | new

        job = OutputJob(loaded, pages, sizes, native, project.root, name, formats, options, attached, named, store)
        files = write(job, drawn, apart if apart and apart.busy else None, timer) | facts
    finally:
        worker.stop()
        if apart:
            apart.stop()
    lines.save()
    drew = [f"{len(plans) - len(kept.found)} of {len(plans)} charts drawn"] if plans else []
    made = "; ".join([*drew, *([f"{lines.new} of {lines.used} paragraphs set"] if lines.active else [])])
    watched = _watched(loaded, project)
    return BuildResult(
        name, files, report, len(pages.pages), timer.stages, inputs, root=project.root, watched=watched, made=made
    )


def check(path: Path, project: Project, template: str | None = None) -> Report:
    """All that is wrong with a document, down to the lines on its pages; nothing is made."""
    loaded = load(path, project, template)
    if not loaded.report.errors:
        plans = plan_charts(loaded.document, loaded.sheet, loaded.faces)
        if not _too_tall(loaded, plans):
            _pages(loaded, {key: Size(pt(p.width), pt(p.height)) for key, p in plans.items()})
    return loaded.report


def _pages(loaded: LoadedDocument, sizes: Mapping[str, Size], lines: LineCache | None = None) -> Pages:
    """The document laid out; lines that nothing could fill are told."""
    pages = lay_out(loaded.document, loaded.sheet, loaded.faces, sizes, lines)
    for at, text in pages.ragged:
        loaded.report.warn(at, "T012", text=text)
    return pages


def _watched(loaded: LoadedDocument, project: Project) -> BuildInputs:
    """All that another build of the document would look at."""
    template = loaded.source.template
    folders = [*template.folders, project.root, resource_root()]
    fonts = sorted({str(f.path) for role in loaded.sheet.fonts.values() for f in (role.file, role.bold) if f})
    places = [folder / "fonts" for folder in folders]
    if not all(any(Path(font).is_relative_to(folder) for folder in folders) for font in fonts):
        places += system_folders()
    files = {*loaded.source.looked_at, *font_probes(template.styles, folders)} - {Path(font) for font in fonts}
    return BuildInputs(tuple(sorted(map(str, files))), tuple(fonts), tuple(dict.fromkeys(map(str, places))))


def _inputs(loaded: LoadedDocument, root: Path) -> dict[str, str]:
    """Hashes of everything that a document was made from."""
    found = {portable(loaded.source.shown, root): loaded.source.data}
    for style in loaded.source.template.styles:
        found[portable(style.shown, root)] = style.path.read_bytes()
    out = {name: sha256(data) for name, data in found.items()}
    for table in loaded.source.document.data.values():
        out[table.file.path] = table.digest
    for face in loaded.faces.used():
        out[f"font {face.file.shown}"] = face.fingerprint()
    return out
