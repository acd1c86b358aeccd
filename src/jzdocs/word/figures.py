"""Figures and tables with their captions and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from msgspec import Struct, field

from jzdocs.cache.store import Store
from jzdocs.charts.native import Native
from jzdocs.layout.geometry import GUTTER, picture_size, row_widths
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.resolve.lists import caption_label, caption_text
from jzdocs.units import Size, to_twips
from jzdocs.word import ooxml, spacing
from jzdocs.word.cell_looks import CellLooks
from jzdocs.word.charts import ChartPicture, ChartPictures, NativeCharts
from jzdocs.word.context import Context
from jzdocs.word.ooxml import Drawing, Element
from jzdocs.word.pictures import picture_part
from jzdocs.word.tables import data_table, is_narrow, table_fit


class Charts(Struct, frozen=True):
    """The charts of a document by figure id: their sizes, and those that Word draws itself; `store` holds workbooks
    that were made before."""

    sizes: Mapping[str, Size] = field(default_factory=dict)
    native: Mapping[str, tuple[Native, ...]] = field(default_factory=dict)
    store: Store = field(default_factory=lambda: Store(None))


class Figures:
    """Makes figures and tables. Pictures of charts are placed before they are drawn; `fill` puts them in."""

    def __init__(self, context: Context, word: Any, charts: Charts) -> None:
        """`word` is python-docx's document."""
        self._context, self._word, self._charts = context, word, charts
        self._pictures = ChartPictures(word)
        self._native = NativeCharts(word, context.sheet, charts.store)

    @property
    def chart_records(self) -> Sequence[Mapping[str, Any]]:
        """What each native chart was made with; see `charts.NativeCharts`."""
        return self._native.records

    def fill(self, pictures: Mapping[str, ChartPicture]) -> None:
        """Put in the pictures of charts, by figure id."""
        self._pictures.fill(pictures)

    def figure(self, block: nodes.Figure, width: int) -> list[Element]:
        """Return a figure at most `width` (EMU) wide, with caption and notes."""
        out = [ooxml.paragraph("FigureHolder", self._drawn(block, width))]
        if block.number:
            above_note = [ooxml.w("spacing", after=40)] if block.notes else []
            out.append(self._caption(block, keep=bool(block.notes), extra=above_note))
        # notes of a picture stand within the line of the picture, where an edit is told and not put in
        out += self._notes(block.notes, kind="caption" if isinstance(block.content, nodes.Picture) else "note")
        self._context.anchors.own(out, block.at)
        return out

    def row(self, block: nodes.FigureRow, measure: int) -> list[Element]:
        """Return figures side by side, `measure` (EMU) wide together."""
        count = len(block.figures)
        widths = row_widths(block, measure)
        columns = [to_twips(width + GUTTER * (count - 1) // count) for width in widths]
        cells = [
            ooxml.cell(self.figure(figure, width), column, align="bottom")
            for figure, width, column in zip(block.figures, widths, columns, strict=True)
        ]
        properties = ooxml.table_properties(sum(columns), style="JzPlain", margins=(0, 0))
        return [ooxml.table(properties, columns, [ooxml.row(cells)]), spacing.air()]

    def table(self, block: nodes.Table, measure: int, *, turned: bool = False) -> list[Element]:
        """Return a table in a `measure` (EMU), with caption and notes, which begin at its left edge; a `turned` one
        stands on turned pages."""
        out = []
        sheet = self._context.sheet
        page = sheet.page.turned(sheet.body.leading) if turned else sheet.page
        fit = table_fit(self._context, block, measure)
        left = to_twips((measure - fit.total) // 2) if is_narrow(fit, measure) else 0
        indent = [ooxml.w("ind", left=left)] if left else []
        if block.number:
            out.append(self._caption(block, keep=True, extra=[ooxml.w("spacing", before=160, after=60)]))
        if block.head or block.body:
            looks = CellLooks(self._context, self._pictures)
            out.append(data_table(self._context, block, measure, page.lines * sheet.body.leading, looks))
        return [*out, *self._notes(block.notes, indent), spacing.air()]

    def _caption(self, block: nodes.Figure | nodes.Table, *, keep: bool, extra: Sequence[Element]) -> Element:
        """Return a caption; its number is a field that counts (SEQ, ECMA-376 Part 1, 17.16.5.56), in the bookmark that
        references lead to. With `keep` it stays with what follows; the style's air below is for what ends a figure,
        `extra` changes it."""
        label = caption_label(block)
        kind, digits = label[0], label[1:]
        number = ooxml.field(f"SEQ {kind} \\* ARABIC", [ooxml.run(digits)])
        numbered = self._context.bookmarks.enclose(block.id, [ooxml.run(kind), *number])
        properties = [ooxml.w("keepNext", val=None if keep else "0"), *extra]
        caption = ooxml.paragraph(
            "Caption", [*numbered, ooxml.run(caption_text(block)[len(label) :])], extra=properties
        )
        behind = f"（{block.unit}）" if block.unit else ""
        return self._context.anchors.of(block.title, caption, kind="caption", before=f"{label}\u3000", behind=behind)

    def _notes(
        self, notes: Sequence[tuple[nodes.Inline, ...]], extra: Sequence[Element] = (), kind: str = "note"
    ) -> list[Element]:
        """Return the notes below; the first inline of one with several is its label, which we put there."""
        out = []
        for note in notes:
            own = [copy(element) for element in extra]
            paragraph = ooxml.paragraph("Note", self._context.runs.make(note), extra=own)
            label = plain(note[:1]) if len(note) > 1 else ""
            out.append(self._context.anchors.of(note[1:] or note, paragraph, kind=kind, before=label))
        return out

    def _drawn(self, block: nodes.Figure, width: int) -> list[Element]:
        """Return the runs of a figure: charts that Word draws itself, or a picture."""
        native = self._charts.native.get(block.id, ())
        number = self._context.bookmarks.ids.drawings(max(1, len(native)))
        name = caption_text(block) if block.number else "图"
        if native:
            return self._native.add(native, Drawing(number, Size(0, 0), block.alt, name))
        if isinstance(block.content, nodes.Chart):
            drawn = self._charts.sizes[block.id]
            raster, vector = self._pictures.reserve(block.id)
            size = Size(width, round(width * drawn.height / drawn.width))
        elif block.id in self._charts.sizes:
            raster, vector = self._pictures.reserve(block.id)
            self._pictures.keep_source(block.content.data)
            size = self._charts.sizes[block.id]
        else:
            picture = block.content
            data = picture.raster or picture.data
            raster, vector = picture_part(self._word.part, data, picture.path, block.at), ""
            size = picture_size(block.content, width, self._context.sheet)
        return [ooxml.picture(raster, vector, Drawing(number, size, block.alt, name))]
