"""The way of the data: the only file that names every stage.

read → resolve → (charts planned) ─┬→ layout → PDF
                                   └→ Word
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jzdocs.build.result import BuildInputs, BuildResult, Timer, as_json, sha256
from jzdocs.build.writers import LoadedDocument, OutputJob, WordJob, write
from jzdocs.cache.store import Store
from jzdocs.charts.cache import ChartCache
from jzdocs.charts.data import chart_data
from jzdocs.charts.marks import Plan
from jzdocs.charts.native import Native, native
from jzdocs.charts.plan import plan_chart
from jzdocs.charts.worker import ChartWorker
from jzdocs.encoding import decode
from jzdocs.errors import DocumentError, Location, Report, shown_path
from jzdocs.frames import Pages
from jzdocs.layout.geometry import column_width, half_width
from jzdocs.layout.line_cache import LineCache
from jzdocs.layout.pages import lay_out
from jzdocs.model import nodes
from jzdocs.model.walk import blocks
from jzdocs.options import FORMATS, BuildOptions
from jzdocs.project import Project, portable, stem
from jzdocs.provenance.numbers import document_numbers
from jzdocs.provenance.records import fact_records, number_record
from jzdocs.provenance.uses import uses
from jzdocs.resolve.arithmetic import check_arithmetic
from jzdocs.resolve.glyphs import check_glyphs
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
    check_glyphs(document, faces, sheet.body.font, report)
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


def all_records(loaded: LoadedDocument) -> list[dict[str, Any]]:
    """Every figure of a document as a record, named (f1, f2 … where the author gave no name) and placed in the
    user's file."""
    texts = {loaded.source.shown: _lines_of(loaded)}
    names = set(loaded.document.facts)
    out: list[dict[str, Any]] = []
    groups: dict[tuple[int, int], str] = {}
    reached: dict[
        tuple[str, int], int
    ] = {}  # figures of a line come in its order: the same number twice is found twice
    for number, one in enumerate(document_numbers(loaded.document), 1):
        figure = one.figure
        group = groups.setdefault((one.text, figure.group), f"g{len(groups) + 1}") if figure.group else None
        name = one.id or next(f"{base}" for base in (f"f{number}", f"f{number}_") if base not in names)
        line = (one.at.path, one.at.line)
        at = _found(one.at, figure.quantity.text, texts.get(one.at.path), reached.get(line, 0))
        reached[line] = at.column
        out.append(number_record(figure, name, group, one.section, one.sentence, at))
    return out


def named_records(document: nodes.Document, numbers: Mapping[str, str], root: Path) -> list[dict[str, Any]]:
    """The named figures as records, each with the numbers of the pages that print it; paths count from the project's
    `root`."""
    printed = uses(document)
    out = fact_records(document.facts.values())
    shown_paths = {path: portable(path, root) for path in {document.at.path, *(one["source"]["path"] for one in out)}}
    for one in out:
        if "cell" in one["source"]:  # a cell is not told apart by its table alone: it was used by a document
            one["source"]["document"] = shown_paths[document.at.path]
        one["source"]["path"] = shown_paths[one["source"]["path"]]
        one["pages"] = list(
            dict.fromkeys(numbers[anchor] for anchor in printed.get(one["id"], ()) if numbers.get(anchor))
        )
    return out


def _lines_of(loaded: LoadedDocument) -> list[str] | None:
    """The lines of the user's own text; None where it is a Word file."""
    if loaded.source.shown.lower().endswith(".docx"):
        return None
    return decode(loaded.source.data, loaded.source.shown, Report()).split("\n")


def _found(at: Location, text: str, lines: list[str] | None, behind: int) -> Location:
    """The place, put right by looking for the figure in the line (`behind` the column of the one before it): spaces
    and marks before it may have been normalised."""
    if lines is None or not 0 < at.line <= len(lines):
        return at
    line = lines[at.line - 1]
    digits = re.search(r"\d[\d.,]*", text)
    wanted = digits[0] if digits and text not in line else text
    whole = rf"(?<![\d.]){re.escape(wanted)}" if wanted[0].isdigit() else re.escape(wanted)
    places = [m.start() for m in re.finditer(whole, line)]
    if not places:
        return at
    column = next((place for place in places if place >= behind), places[-1])
    return Location(at.path, at.line, column + 1, sum(len(above) + 1 for above in lines[: at.line - 1]) + column)


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
