"""Charts in the package of a Word file: those that Word draws itself as chart parts with their workbooks, others as
pictures, SVG beside a PNG for programs that cannot show SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from msgspec import Struct

from jzdocs.cache.store import Store, digest
from jzdocs.charts.native import Native, Series
from jzdocs.model.nodes import Value
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import Size, pt, to_pt
from jzdocs.word import ooxml
from jzdocs.word.drawingml import chart_space
from jzdocs.word.drawingml_elements import Looks
from jzdocs.word.drawingml_pairs import PAIRS, pair_plots
from jzdocs.word.ooxml import Drawing, Element
from jzdocs.word.styles import fonts_of
from jzdocs.word.workbook import workbook

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SVG = "image/svg+xml"


class ChartPicture(Struct, frozen=True):
    """A drawn chart as a picture: PNG, and SVG where there is one."""

    png: bytes
    svg: bytes = b""


class NativeCharts:
    """Chart parts, numbered as they are added. `records` holds of each what it was made with: its figure, its
    categories, and its series with the values that `_record` describes."""

    def __init__(self, document: Any, sheet: Stylesheet, store: Store) -> None:
        self._document, self._count, self._store = document, 0, store
        self.records: list[dict[str, Any]] = []
        latin, east = fonts_of(sheet, sheet.chart.font)
        self._looks = Looks(latin, east, to_pt(sheet.chart.size), sheet.chart.greys)

    def add(self, charts: Sequence[Native], drawing: Drawing) -> list[Element]:
        """Return runs with the charts of a figure side by side. `drawing` is that of the first, which carries the
        alternative text; the others count on from its number, and each has a size of its own."""
        runs = []
        for index, chart in enumerate(charts):
            alt = drawing.alt if index == 0 or not chart.title else f"{drawing.alt}（{chart.title}）"
            series = [_record(entry) for entry in chart.series]
            self.records.append({"figure": drawing.name, "categories": chart.categories, "series": series})
            name = drawing.name if len(charts) == 1 else f"{drawing.name}（{index + 1}）"
            size = Size(pt(chart.width), pt(chart.height))
            runs.append(ooxml.native_chart(self._part(chart), Drawing(drawing.number + index, size, alt, name)))
        return runs

    def _part(self, chart: Native) -> str:
        self._count += 1
        package = self._document.part.package
        part = Part(PackURI(f"/word/charts/chart{self._count}.xml"), _CHART, b"", package)
        data = self._workbook(chart)
        book = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._count}.xlsx"), CONTENT_TYPE.SML_SHEET, data, package
        )
        plots = pair_plots(chart, self._looks) if chart.kind in PAIRS else ()
        part._blob = chart_space(chart, self._looks, part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE), plots)
        return str(self._document.part.relate_to(part, RELATIONSHIP_TYPE.CHART))

    def _workbook(self, chart: Native) -> bytes:
        series = [(entry.name, entry.values) for entry in chart.series]
        totals = (chart.totals.name, chart.totals.values) if chart.totals else None
        if self._store.folder is None:
            return workbook(chart.categories, series, totals)
        numbers = [[name, [v and (v.number, v.printed) for v in values]] for name, values in series]
        key = digest(self._store.version, repr((chart.categories, numbers, totals)))
        data = self._store.get("workbook", key)
        if data is None or not data.startswith(b"PK"):
            data = workbook(chart.categories, series, totals)
            self._store.put("workbook", key, data)
        return data


def _record(series: Series) -> dict[str, Any]:
    """Return what a series was made with: of each value its number, what stands for it in the source, the named
    number (or ""), and the file, line and column where it stands. Numbers of a mirrored series are negative here."""
    values = [v and [str(v.number), v.raw, _origin(v), v.at.path, v.at.line, v.at.column] for v in series.values]
    signs = {"negated": series.negated, "mirrored": series.mirrored}
    return {"name": series.name, "values": values, **{sign: True for sign, there in signs.items() if there}}


def _origin(value: Value) -> str:
    """Return the fact of a value; of one in multiples of 万 or 亿, what it was computed from: it does not come home."""
    return f"{value.fact or value.raw} / 10^{value.exponent}" if value.exponent else value.fact


class ChartPictures:
    """Pictures that are placed before they are drawn: parts are reserved first, and filled at the end."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._parts: dict[str, tuple[Part, Part]] = {}
        self._small: dict[bytes, tuple[str, str]] = {}

    def reserve(self, key: str) -> tuple[str, str]:
        """Reserve a PNG and an SVG part for `key`, and return their relationships."""
        number, package = len(self._parts) + 1, self._document.part.package
        parts = (
            Part(PackURI(f"/word/media/chart{number}.png"), CONTENT_TYPE.PNG, b"", package),
            Part(PackURI(f"/word/media/chart{number}.svg"), _SVG, b"", package),
        )
        self._parts[key] = parts
        png, svg = (str(self._document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)) for part in parts)
        return png, svg

    def add(self, png: bytes, vector: bytes) -> tuple[str, str]:
        """Put in a small drawing that is ready, as PNG and SVG, and return their relationships; equal ones are one."""
        if vector not in self._small:
            number, package = len(self._small) + 1, self._document.part.package
            parts = (
                Part(PackURI(f"/word/media/cell{number}.png"), CONTENT_TYPE.PNG, png, package),
                Part(PackURI(f"/word/media/cell{number}.svg"), _SVG, vector, package),
            )
            raster, scalable = (str(self._document.part.relate_to(p, RELATIONSHIP_TYPE.IMAGE)) for p in parts)
            self._small[vector] = raster, scalable
        return self._small[vector]

    def keep_source(self, data: bytes) -> None:
        """Keep an SVG as its author drew it, so that the document can be built again from the Word file alone."""
        digits, package = len(self._parts), self._document.part.package
        part = Part(PackURI(f"/word/media/source{digits}.svg"), _SVG, data, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)

    def fill(self, pictures: Mapping[str, ChartPicture]) -> None:
        """Put the drawn pictures into the reserved parts. Raises KeyError where one is missing."""
        for key, (png, svg) in self._parts.items():
            png._blob, svg._blob = pictures[key].png, pictures[key].svg
