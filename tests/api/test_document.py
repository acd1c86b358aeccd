"""Documents that a Python program writes: frames of every library, figures of matplotlib, and where figures come from."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import matplotlib
import pandas
import polars
import pyarrow
import pytest
from matplotlib import pyplot
from pypdfium2 import PdfDocument

import jzdocs
from jzdocs.api.values import given_table

ROWS = [{"县区": "榆次区", "2020": 24.6, "2025": 38.2}, {"县区": "祁县", "2020": 18.25, "2025": None}]


def text_of(pdf: bytes) -> str:
    document = PdfDocument(pdf)
    return "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    matplotlib.use("agg")


FRAMES: list[Any] = [
    ROWS,
    {"县区": ["榆次区", "祁县"], "2020": [24.6, 18.25], "2025": [38.2, None]},
    pandas.DataFrame(ROWS),
    pandas.DataFrame(ROWS).set_index("县区"),
    polars.DataFrame(ROWS),
    polars.DataFrame(ROWS).lazy(),
    pyarrow.Table.from_pylist(ROWS),
]


class Capsule:
    """Data that only Arrow's C interface gives."""

    def __init__(self, table: pyarrow.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


@pytest.mark.parametrize("frame", [*FRAMES, Capsule(FRAMES[-1])], ids=lambda frame: type(frame).__module__)
def test_frames_of_every_library_are_the_same_table(frame: object) -> None:
    table = given_table("t", frame)
    assert table.head == ("县区", "2020", "2025")
    assert table.rows == (("榆次区", "24.6", "38.2"), ("祁县", "18.25", ""))


def test_cells_are_printed_with_the_digits_that_they_have() -> None:
    values = [
        (Decimal("41.90"), "41.90"),
        (12.0, "12"),
        (1e22, "10000000000000000000000"),
        (True, "是"),
        (date(2025, 1, 3), "2025-01-03"),
        (pandas.Timestamp("2025-01-03"), "2025-01-03"),
        (float("nan"), ""),
        (pandas.NA, ""),
        (pandas.NaT, ""),
    ]
    assert given_table("t", {"a": [value for value, _ in values]}).rows == tuple((text,) for _, text in values)
    narrow = pandas.DataFrame({"a": pandas.Series([0.1, None], dtype="float32")})
    assert given_table("t", narrow).rows == (("0.1",), ("",))
    halves = {"a": [0.25, 2.5], "b": [1, 2]}
    assert given_table("t", halves, 1).rows == (("0.3", "1"), ("2.5", "2"))
    assert given_table("t", halves, {"a": 0}).rows == (("0", "1"), ("3", "2"))


@pytest.mark.parametrize(
    ("frame", "finding"),
    [
        ([1, 2], "D060"),
        (42, "D060"),
        ({"a": [1], "b": [1, 2]}, "D060.ragged"),
        ({"a": [[1]]}, "D060.nested"),
        ({"a": [float("inf")]}, "D060.infinite"),
        ([], "D060.empty"),
    ],
)
def test_what_is_no_table_is_told(frame: object, finding: str) -> None:
    document = jzdocs.Document()
    with pytest.raises(jzdocs.UsageError) as raised:
        document.table(frame)
    found = raised.value.diagnostic
    assert f"{found.code}.{found.variant}".rstrip(".") == finding


def example(frame: object) -> jzdocs.Document:
    document = jzdocs.Document(title="再生水简报", template="report", date="2025-11-20")
    document.markdown("再生水利用率由[24.6%]{#reuse.from}提升。见@fig:reuse，@fact:{reuse.榆次区.2025}。")
    document.chart(
        "change",
        frame,
        x="县区",
        y=["2020", "2025"],
        unit="%",
        title="利用率",
        id="fig:reuse",
        only=["榆次区"],
        alt="图",
    )
    document.table(frame, title="明细", decimals=1)
    return document


def test_a_figure_from_a_frame_leads_back_to_table_row_and_column(tmp_path: Path) -> None:
    built = example(pandas.DataFrame(ROWS)).build()
    assert not built.findings
    text = text_of(built.pdf)
    assert "38.2%" in text and "18.3" in text
    source = built.facts["reuse.C2"]["source"]
    assert (source["table"], source["row"], source["row_name"], source["column_name"]) == ("reuse", 1, "榆次区", "2025")
    built.save("output")
    done = subprocess.run(
        [sys.executable, "-m", "jzdocs", "trace", "output/再生水简报.docx"], capture_output=True, text=True
    )
    assert "reuse[榆次区, 2025]  reuse.C2  38.2%" in done.stdout
    places = example(pandas.DataFrame(ROWS)).source.replace("---\n\n再", "source_list: places\n---\n\n再")
    listed = jzdocs.build(places, data={"reuse": ROWS, "table2": ROWS}, template="briefing", to="pdf")
    assert "reuse 榆次区·2020、2025" in text_of(listed.pdf).replace("\r\n", "")


def test_tails_of_binary_floats_are_told() -> None:
    document = jzdocs.Document(title="题", template="report")
    document.table([{"名": "甲", "值": 0.1 + 0.2}], title="题")
    assert [finding.code for finding in document.build().findings] == ["D062"]


def test_errors_name_the_line_of_the_source() -> None:
    document = jzdocs.Document(title="题", template="report", name="a")
    document.markdown("一。\n\n见@fig:none。")
    with pytest.raises(jzdocs.FindingsError) as raised:
        document.build()
    at = raised.value.diagnostic.location
    assert (at.path, document.source.split("\n")[at.line - 1]) == ("a.md", "见@fig:none。")


def figure() -> Any:
    drawn, axes = pyplot.subplots()
    axes.plot([1, 2, 3], [3, 1, 2], label="用量")
    axes.plot([1, 2, 3], [1, 2, 2], color="#123456", label="目标 $x^2$")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0f}%")
    axes.set_title("走势", family="Comic Sans MS")
    axes.legend()
    return drawn


def test_a_figure_is_set_in_the_documents_faces_and_stays_as_it_is() -> None:
    drawn = figure()
    settings, size, numbers = dict(matplotlib.rcParams), tuple(drawn.get_size_inches()), pyplot.get_fignums()
    before = io.BytesIO()
    drawn.savefig(before, format="svg", metadata={"Date": None})
    document = jzdocs.Document(title="题", template="report")
    document.markdown("见@fig:trend。")
    document.figure(drawn, title="趋势 [一]", alt="走势图", id="fig:trend", note='单位"万吨"', width="80mm")
    drawn.axes[0].set_title("后来改的")
    built = document.build()
    assert not built.findings
    text = text_of(built.pdf)
    assert (
        "走势" in text and "目标" in text and "后来改的" not in text and "单位“万吨”" in text and "趋势[一]" in text
    )  # text, not outlines
    page = PdfDocument(built.pdf)[0]
    colors = {tuple(thing.get_bounds()) for thing in page.get_objects()}
    assert len(colors) > 20 and not any(thing.type == 3 for thing in page.get_objects())  # no picture of pixels
    with zipfile.ZipFile(io.BytesIO(built.docx)) as archive:
        assert [name for name in archive.namelist() if name.endswith(".svg")]
        assert [name for name in archive.namelist() if name.endswith(".png")]
    assert dict(matplotlib.rcParams) == settings and tuple(drawn.get_size_inches()) == size
    assert pyplot.get_fignums() == numbers and drawn.axes[0].get_legend() is not None
    pyplot.close("all")


def test_a_figure_given_by_name_is_called_by_the_text() -> None:
    text = '---\ntitle: 题\ntemplate: report\n---\n\n![图](figure:trend "趋势")\n'
    built = jzdocs.build(text, data={"trend": figure()}, to="pdf")
    assert "走势" in text_of(built.pdf)
    with pytest.raises(jzdocs.FindingsError):
        jzdocs.build(text, to="pdf")


@pytest.mark.parametrize("thing", [42, "none.png", object()])
def test_what_is_no_figure_is_told(thing: object) -> None:
    document = jzdocs.Document(title="题", template="report")
    with pytest.raises((jzdocs.UsageError, jzdocs.FindingsError)) as raised:
        document.figure(thing, title="题", alt="x")
        document.build()
    assert raised.value.diagnostic.code in ("D072", "X011")


def test_a_figure_that_cannot_be_drawn_is_an_error_of_the_document() -> None:
    drawn, axes = pyplot.subplots()
    axes.yaxis.set_major_formatter(lambda value, _: 1 / 0)
    document = jzdocs.Document(title="题", template="report")
    document.figure(drawn, title="题", alt="x")
    with pytest.raises(jzdocs.DocumentError) as raised:
        document.build()
    assert raised.value.diagnostic.code == "D071"


def test_notebooks_show_pages_facts_and_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    document = jzdocs.Document(title="题<b>", template="report")
    document.markdown("水价为[3元]{#price}。")
    document.table([{"名": "甲", "值": 0.1 + 0.2}], title="题")
    built = document.build()
    html = built._repr_html_()
    assert html.count("data:image/png;base64,") == built.pages and "题b" in html and "price" in html
    assert "D062" in html and "<script" not in html and "小数" in built.findings._repr_html_()
    png = built._repr_png_()
    assert png and png.startswith(b"\x89PNG")
    assert "3元" in jzdocs.facts("水价为[3元]{#price}。")._repr_html_()
    assert "没有提示" in jzdocs.check("---\ntitle: 题\ntemplate: report\n---\n\n一。\n")._repr_html_()
