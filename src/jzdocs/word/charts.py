"""Charts in the package: native ones as chart parts with their workbooks; others as pictures, SVG with a PNG for
programs that know none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from msgspec import Struct

from jzdocs.cache.store import Store, digest
from jzdocs.charts.native import Native, Series
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import pt, to_pt
from jzdocs.word import ooxml
from jzdocs.word.drawingml import Looks, chart_space
from jzdocs.word.ooxml import Element
from jzdocs.word.styles import fonts_of
from jzdocs.word.workbook import workbook

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SVG = "image/svg+xml"


class Pictured(Struct, frozen=True):
    """A drawn chart as a picture: PNG, and SVG where there is one."""

    png: bytes
    svg: bytes = b""


class NativeCharts:
    """Chart parts, numbered as they are added."""

    def __init__(self, document: Any, sheet: Stylesheet, store: Store) -> None:
        self._document, self._count, self._store = document, 0, store
        self.records: list[dict[str, Any]] = []
        latin, east = fonts_of(sheet, sheet.chart.font)
        self._looks = Looks(latin, east, to_pt(sheet.chart.size), sheet.chart.greys)

    def add(self, charts: Sequence[Native], number: int, alt: str, name: str) -> list[Element]:
        """Runs with the charts of a figure side by side; the first carries the alternative text, `number` is the
        first drawing's id."""
        out = []
        for index, chart in enumerate(charts):
            said = alt if index == 0 else f"{alt}（{chart.title}）" if chart.title else alt
            self.records.append(
                {"figure": name, "categories": chart.categories, "series": [_record(one) for one in chart.series]}
            )
            label = name if len(charts) == 1 else f"{name}（{index + 1}）"
            out.append(
                ooxml.native_chart(self._part(chart), number + index, pt(chart.width), pt(chart.height), said, label)
            )
        return out

    def _part(self, chart: Native) -> str:
        self._count += 1
        package = self._document.part.package
        part = Part(PackURI(f"/word/charts/chart{self._count}.xml"), _CHART, b"", package)
        data = self._workbook(chart)
        book = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._count}.xlsx"), CONTENT_TYPE.SML_SHEET, data, package
        )
        part._blob = chart_space(chart, self._looks, part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE))
        return str(self._document.part.relate_to(part, RELATIONSHIP_TYPE.CHART))

    def _workbook(self, chart: Native) -> bytes:
        series = [(one.name, one.values) for one in chart.series]
        if self._store.folder is None:
            return workbook(chart.categories, series)
        numbers = [[name, [v and (v.number, v.printed) for v in values]] for name, values in series]
        key = digest(self._store.version, repr((chart.categories, numbers)))
        data = self._store.get("workbook", key)
        if data is None or not data.startswith(b"PK"):
            data = workbook(chart.categories, series)
            self._store.put("workbook", key, data)
        return data


def _record(one: Series) -> dict[str, Any]:
    """What a series was made with: of each value its number, what names it in the source, its figure, and where it
    stands."""
    values = [v and [str(v.number), v.raw, v.fact, v.at.path, v.at.line, v.at.column] for v in one.values]
    return {"name": one.name, "values": values}


class Pictures:
    """Pictures that are placed before they are drawn: parts are reserved, and filled at the end."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._parts: dict[str, tuple[Part, Part]] = {}

    def reserve(self, key: str) -> tuple[str, str]:
        """A PNG and an SVG part for `key`; their relationships."""
        number, package = len(self._parts) + 1, self._document.part.package
        parts = (
            Part(PackURI(f"/word/media/chart{number}.png"), CONTENT_TYPE.PNG, b"", package),
            Part(PackURI(f"/word/media/chart{number}.svg"), _SVG, b"", package),
        )
        self._parts[key] = parts
        first, second = (str(self._document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)) for part in parts)
        return first, second

    def fill(self, pictures: Mapping[str, Pictured]) -> None:
        """Put the drawn pictures in."""
        for key, (png, svg) in self._parts.items():
            png._blob, svg._blob = pictures[key].png, pictures[key].svg


__all__ = ["NativeCharts", "Pictured", "Pictures"]
