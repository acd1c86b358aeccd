"""The pictures of a document made ready for print, at the size at which they stand there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.build.charts import figures_of
from jzdocs.build.writers import LoadedDocument
from jzdocs.cache.store import Store, digest
from jzdocs.charts.marks import Plan, Recorded
from jzdocs.errors import JzdocsError, Location
from jzdocs.frames import Item, TextRun
from jzdocs.layout.geometry import cell_picture_size, picture_size
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.model.rewrite import map_blocks
from jzdocs.model.walk import blocks, children
from jzdocs.units import Size, to_pt

_KIND = "picture"
_MAGIC = (b"\x89PNG\r\n", b"\xff\xd8\xff")  # how PNG and JPEG begin


def with_pictures(loaded: LoadedDocument, store: Store) -> tuple[LoadedDocument, dict[str, Plan]]:
    """Return a document whose pictures are ready for print, and the plans of its drawings by the ids of their figures;
    what is wrong with them is reported at their places."""
    if not any(_picture_of(block) for block in blocks(loaded.document.blocks)):
        return loaded, {}
    plans: dict[str, Plan] = {}
    ready = []
    in_cells = {id(figure) for block in blocks(loaded.document.blocks) for figure in _of_cells(block)}
    for index, (figure, width) in enumerate(figures_of(loaded)):
        if picture := _picture_of(figure):
            in_cell = id(figure) in in_cells
            size = (cell_picture_size if in_cell else picture_size)(picture, width, loaded.sheet)
            ready.append(_Work(loaded, store, plans, size, in_cell).ready(figure, index))
    following = iter(ready)

    def of_cell(cell: nodes.Cell) -> nodes.Cell:
        return replace(cell, figures=tuple(next(following) for _ in cell.figures)) if cell.figures else cell

    def change(block: nodes.Block) -> nodes.Block:
        if _of_cells(block):
            assert isinstance(block, nodes.Table)
            head, body = (tuple(tuple(map(of_cell, row)) for row in part) for part in (block.head, block.body))
            return replace(block, head=head, body=body)
        return next(following) if _picture_of(block) else block

    document = replace(loaded.document, blocks=map_blocks(loaded.document.blocks, change))
    return replace(loaded, document=document), plans


def _picture_of(block: nodes.Block) -> nodes.Picture | None:
    """Return the picture of a figure; None for any other block."""
    content = block.content if isinstance(block, nodes.Figure) else None
    return content if isinstance(content, nodes.Picture) else None


def _of_cells(block: nodes.Block) -> Sequence[nodes.Block]:
    """Return the pictures in the cells of a table; nothing for any other block."""
    return children(block) if isinstance(block, nodes.Table) else ()


class _Work(Struct, frozen=True):
    """Making one picture ready for print at a size; the plan of a drawing goes to `plans`, unless it stands in a cell:
    how wide that is is known only when its table is set, so that it is made ready as large as it may become, as
    pixels."""

    loaded: LoadedDocument
    store: Store
    plans: dict[str, Plan]
    size: Size
    in_cell: bool = False

    def ready(self, figure: nodes.Figure, index: int) -> nodes.Figure:
        """Return a figure with its picture ready; `index` counts figures."""
        picture = _picture_of(figure)
        assert picture is not None
        picture = replace(picture, key=f"{picture.path}@{self.size.width}")
        try:
            return self._made_ready(figure, picture, index)
        except (JzdocsError, MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001 (a picture that others made fails in more ways than one can foresee)
            self.loaded.report.error(figure.at, "X012", href=picture.path)
            return figure

    def _made_ready(self, figure: nodes.Figure, picture: nodes.Picture, index: int) -> nodes.Figure:
        match picture.form:
            case "raster":
                return replace(figure, content=replace(picture, raster=self._raster(picture, figure.at)))
            case "page":
                return replace(figure, content=self._page(picture, figure.at))
            case "drawing":
                return self._drawing(figure, picture, index)
            case "figure":
                return self._given(figure, picture, index)
            case _:
                assert_never(picture.form)

    def _raster(self, picture: nodes.Picture, at: Location) -> bytes:
        from jzdocs.pictures.raster import DamagedPictureError, printed

        try:
            return self._stored(picture.data, lambda: printed(picture.data, self.size.width, self.size.height))
        except DamagedPictureError:
            self.loaded.report.error(at, "X012", href=picture.path)
            return picture.data

    def _page(self, picture: nodes.Picture, at: Location) -> nodes.Picture:
        from jzdocs.pictures.pdf_page import DamagedPageError, archivable, rendered

        try:
            raster = self._stored(picture.data, lambda: rendered(picture.data, self.size.width))
        except DamagedPageError:
            self.loaded.report.error(at, "X103", href=picture.path)
            return picture
        if archivable(picture.data):
            return replace(picture, raster=raster, page=picture.data)
        self.loaded.report.warn(at, "X104", href=picture.path)
        return replace(picture, raster=raster)

    def _drawing(self, figure: nodes.Figure, picture: nodes.Picture, index: int) -> nodes.Figure:
        """Return a figure with a drawing: planned as a chart is, with an id, or as pixels where no items can say what
        it holds, which is told."""
        from jzdocs.pictures.svg_document import UnsupportedError, harmless, read_drawing
        from jzdocs.pictures.svg_items import drawing_items

        report, at = self.loaded.report, figure.at
        document = read_drawing(picture.data)
        safe, addresses, program = harmless(document)
        for address in addresses:
            report.warn(at, "X106", href=picture.path, address=address)
        if program:
            report.warn(at, "X107", href=picture.path)
        key = figure.id or f"jz-drawing-{index}"
        size = self.size
        if self.in_cell:
            return self._as_pixels(figure, picture, safe)
        try:
            items = drawing_items(document, size, self.loaded.faces, self.loaded.sheet)
            self._report_glyphs(items, picture, at)
            self.plans[key] = Plan(to_pt(size.width), to_pt(size.height), (Recorded(items),))
            return replace(figure, id=key, content=picture)
        except UnsupportedError as error:
            report.warn(at, "X105", href=picture.path, name=message(f"reason.{error.name.replace('.', '_')}"))
        return self._as_pixels(figure, picture, safe)

    def _given(self, figure: nodes.Figure, picture: nodes.Picture, index: int) -> nodes.Figure:
        """Return a figure that a Python program gives, planned as a chart is: drawn anew in the document's looks."""
        from jzdocs.charts.own_figure import pixels, recorded  # imports matplotlib

        given = self.loaded.figures[picture.path]
        if self.in_cell:
            return replace(figure, content=replace(picture, form="raster", raster=pixels(given, self.size)))
        key = figure.id or f"jz-drawing-{index}"
        items, findings = recorded(given, self.size, self.loaded.faces, self.loaded.sheet)
        for finding, arguments in findings:
            self.loaded.report.warn(figure.at, finding, hint=None, **arguments)
        self.plans[key] = Plan(to_pt(self.size.width), to_pt(self.size.height), (Recorded(items),))
        return replace(figure, id=key, content=picture)

    def _as_pixels(self, figure: nodes.Figure, picture: nodes.Picture, safe: bytes) -> nodes.Figure:
        """Return a figure with a drawing as pixels; `safe` is the drawing without what must not be run or fetched."""
        from jzdocs.pictures.svg_document import DamagedDrawingError
        from jzdocs.pictures.svg_pixels import rendered

        try:
            raster = self._stored(safe, lambda: rendered(safe, self.size, self.loaded.faces, self.loaded.sheet))
        except DamagedDrawingError as error:
            self.loaded.report.error(figure.at, "X102", href=picture.path, reason=error.reason)
            raster = b""
        return replace(figure, content=replace(picture, form="raster", raster=raster))

    def _report_glyphs(self, items: Sequence[Item], picture: nodes.Picture, at: Location) -> None:
        """Report characters of a drawing that no font of the document has."""
        faces = self.loaded.faces
        runs = [item for item in items if isinstance(item, TextRun)]
        if lacking := "".join(dict.fromkeys(c for run in runs for c in faces.uncovered(run.face, run.text))):
            self.loaded.report.warn(at, "X108", href=picture.path, text=lacking)

    def _stored(self, data: bytes, make: Callable[[], bytes]) -> bytes:
        """Return what `make` returns, from the store where it was made before."""
        store = self.store
        if store.folder is None:
            return make()
        key = digest(store.version, data, repr((self.size, self.loaded.faces.fingerprint())))
        ready = store.get(_KIND, key)
        if ready is None or not ready.startswith(_MAGIC):
            ready = make()
            store.put(_KIND, key, ready)
        return ready
