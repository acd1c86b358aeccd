"""The pictures of a document made ready for print, at the size at which they stand there."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from msgspec.structs import replace

from jzdocs.build.charts import figures_of
from jzdocs.build.writers import LoadedDocument
from jzdocs.cache.store import Store, digest
from jzdocs.errors import Report
from jzdocs.layout.geometry import picture_size
from jzdocs.model import nodes
from jzdocs.model.rewrite import map_blocks
from jzdocs.model.walk import blocks
from jzdocs.units import Size

_KIND = "picture"


def with_pictures(loaded: LoadedDocument, store: Store) -> LoadedDocument:
    """Return a document whose pictures are ready for print; what is wrong with them is reported at their places."""
    if not any(_picture_of(block) for block in blocks(loaded.document.blocks)):
        return loaded
    ready = [
        _ready(figure, picture_size(picture, width, loaded.sheet), index, (loaded.report, store))
        for index, (figure, width) in enumerate(figures_of(loaded))
        if (picture := _picture_of(figure))
    ]
    following = iter(ready)

    def change(block: nodes.Block) -> nodes.Block:
        return next(following) if _picture_of(block) else block

    return replace(loaded, document=replace(loaded.document, blocks=map_blocks(loaded.document.blocks, change)))


def _picture_of(block: nodes.Block) -> nodes.Picture | None:
    """Return the picture of a figure; None for any other block."""
    content = block.content if isinstance(block, nodes.Figure) else None
    return content if isinstance(content, nodes.Picture) else None


def _ready(figure: nodes.Figure, size: Size, index: int, means: tuple[Report, Store]) -> nodes.Figure:
    """Return a figure with its picture ready for print at a size; `index` counts figures."""
    picture = _picture_of(figure)
    assert picture is not None
    key = f"{picture.path}@{size.width}"
    match picture.form:
        case "raster":
            return replace(figure, content=replace(picture, raster=_raster(figure, size, means), key=key))
        case "page":
            from jzdocs.pictures.pdf_page import archivable, rendered

            raster = _kept(means[1], picture.data, size, lambda: rendered(picture.data, size.width))
            page = b"" if archivable(picture.data) else None
            if page is None:
                means[0].warn(figure.at, "X104", href=picture.path)
            whole = picture.data if page is not None else b""
            return replace(figure, content=replace(picture, raster=raster, page=whole, key=key))
        case "drawing":  # planned like a chart, which needs an id
            return replace(figure, id=figure.id or f"jz-drawing-{index}")
        case _:
            assert_never(picture.form)


def _raster(figure: nodes.Figure, size: Size, means: tuple[Report, Store]) -> bytes:
    from jzdocs.pictures.raster import DamagedPictureError, printed

    picture = _picture_of(figure)
    assert picture is not None
    try:
        return _kept(means[1], picture.data, size, lambda: printed(picture.data, size.width, size.height))
    except DamagedPictureError:
        means[0].error(figure.at, "X012", href=picture.path)
        return picture.data


def _kept(store: Store, data: bytes, size: Size, make: Callable[[], bytes]) -> bytes:
    """Return what `make` returns, from the store where it was made before."""
    if store.folder is None:
        return make()
    key = digest(store.version, data, repr(size))
    ready = store.get(_KIND, key)
    if ready is None:
        ready = make()
        store.put(_KIND, key, ready)
    return ready
