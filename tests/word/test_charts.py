"""Native charts: what the chart part says, its workbook holds, and LibreOffice draws is what stands in the PDF."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pypdfium2
import pytest
from hypothesis import given, strategies as st
from lxml import etree
from msgspec.structs import replace

from conftest import ROOT, Sample, build_sample, libreoffice_pdf, validator
from jzdocs.build import pipeline
from jzdocs.facts.cells import column_letters
from jzdocs.model.nodes import Value
from jzdocs.project import lone
from jzdocs.word.workbook import number_format

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
NATIVE = 12  # eleven figures of the twelve are native, one of them has two panels, the slope is a picture


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("kinds")
    path = folder / "kinds.md"
    path.write_bytes((ROOT / "tests" / "word" / "kinds.md").read_bytes())
    return build_sample(path, lone(path), folder)


def charts(docx: Path) -> list[tuple[Any, Any]]:
    """(chart part, worksheet) in the order of the file."""
    out = []
    with zipfile.ZipFile(docx) as archive:
        for number in range(1, 1 + sum(1 for n in archive.namelist() if re.fullmatch(r"word/charts/chart\d+\.xml", n))):
            rels = archive.read(f"word/charts/_rels/chart{number}.xml.rels").decode()
            target = re.search(r'Target="\.\./(embeddings/[^"]+)"', rels)
            assert target is not None
            book = openpyxl.load_workbook(io.BytesIO(archive.read(f"word/{target[1]}")))
            out.append((etree.fromstring(archive.read(f"word/charts/chart{number}.xml")), book["Sheet1"]))
    return out


def test_the_validator_is_silent(kinds: Sample) -> None:
    done = subprocess.run([str(validator()), str(kinds.docx)], capture_output=True, text=True, timeout=120, check=False)
    assert '"ok": true' in done.stdout, done.stdout


def test_negative_bars_keep_their_colour_and_missing_values_leave_a_gap(kinds: Sample) -> None:
    for root, _ in charts(kinds.docx):
        assert {e.get("val") for e in root.iter(f"{C}invertIfNegative")} <= {"0"}
        assert root.find(f".//{C}dispBlanksAs").get("val") == "gap"
    assert any(root.find(f".//{C}invertIfNegative") is not None for root, _ in charts(kinds.docx))


def test_every_kind_that_word_has_is_native(kinds: Sample) -> None:
    found = [root.find(f".//{C}plotArea")[1].tag.removeprefix(C) for root, _ in charts(kinds.docx)]
    assert len(found) == NATIVE
    assert found == ["barChart"] * 4 + ["lineChart"] * 2 + ["areaChart", "barChart", "pieChart"] + ["barChart"] * 3
    with zipfile.ZipFile(kinds.docx) as archive:
        assert [n for n in archive.namelist() if n.startswith("word/media")] == [
            "word/media/chart1.png",
            "word/media/chart1.svg",
        ]
        picture = etree.fromstring(archive.read("word/media/chart1.svg"))
        assert picture.get("viewBox").startswith("0 0 ") and not picture.findall(".//{*}text"), "texts are outlines"
        assert b"svgBlip" in archive.read("word/document.xml")


def test_the_workbook_holds_what_the_chart_caches(kinds: Sample) -> None:
    for root, sheet in charts(kinds.docx):
        for series in root.iter(f"{C}ser"):
            for reference in (*series.iter(f"{C}strRef"), *series.iter(f"{C}numRef")):
                cells = sheet[reference.find(f"{C}f").text.removeprefix("Sheet1!").replace("$", "")]
                values = [cell.value for (cell,) in cells] if isinstance(cells, tuple) else [cells.value]
                if any(str(value).startswith("=SUM(") for value in values):  # totals follow what is edited
                    values = [sum(c.value for c in sheet[value[5:-1]][0]) for value in values]
                cached = {int(p.get("idx")): p.find(f"{C}v").text for p in reference.iter(f"{C}pt")}
                for index, value in enumerate(values):
                    if reference.tag == f"{C}numRef":
                        assert (float(cached[index]) if index in cached else None) == value
                    else:
                        assert (cached[index] or "") == (value or "")


def test_numbers_are_printed_as_the_text_prints_them(kinds: Sample) -> None:
    root, sheet = charts(kinds.docx)[0]
    assert [sheet.cell(row, 2).number_format for row in (2, 3, 4)] == ["0.00", "General", "General"]
    assert sheet["B5"].value is None and sheet["A5"].value == "寿阳县 —"
    assert [n.get("formatCode") for n in root.iter(f"{C}numFmt")][:2] == ["0.00", "General"]
    last = charts(kinds.docx)[-1][1]
    assert [last.cell(row, 2).number_format for row in (2, 3)] == ["#,##0", "#,##0"]


@pytest.mark.parametrize(
    ("printed", "number", "code"),
    [
        ("约200", "200", '"约"0'),
        ("1,145", "1145", "#,##0"),
        ("41.90", "41.90", "0.00"),
        ("−3.50", "-3.5", "0.00"),
        ("-3.5", "-3.5", "General"),
        ("123456789012", "123456789012", "0"),
        ("5余", "5", '0"余"'),
        ("4.4万余", "44000", "General"),
        ('"3"', "3", "0"),
        ("", "7", "General"),
    ],
)
def test_number_formats(printed: str, number: str, code: str) -> None:
    assert number_format(Value("", number=Decimal(number), printed=printed)) == code


@given(st.decimals(-(10**9), 10**9, places=3))
def test_every_number_has_a_format_with_its_decimals(number: Decimal) -> None:
    printed = format(number, "f")
    code = number_format(Value("", number=number, printed=printed))
    assert code == ("0.000" if printed.endswith("0") or len(printed.lstrip("-")) > 10 else "General")
    assert number_format(Value("", number=number, printed=printed), signed=True) == f'{code};"−"{code}'


def test_columns_go_on_behind_z() -> None:
    assert [column_letters(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_alternative_texts_and_ids(kinds: Sample) -> None:
    with zipfile.ZipFile(kinds.docx) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    drawn = list(root.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    assert len(drawn) == NATIVE + 1 and all(d.get("descr") for d in drawn)
    assert len({d.get("id") for d in drawn}) == len(drawn)


def test_a_stylesheet_may_ask_for_pictures(tmp_path: Path) -> None:
    (tmp_path / "templates" / "p").mkdir(parents=True)
    (tmp_path / "templates" / "p" / "style.toml").write_text(
        'extends = "report"\n[chart]\nword = "picture"\n', encoding="utf-8"
    )
    (tmp_path / "templates" / "p" / "document.md.j2").write_text("{{ body }}\n", encoding="utf-8")
    path = tmp_path / "kinds.md"
    path.write_bytes((ROOT / "tests" / "word" / "kinds.md").read_bytes())
    built = pipeline.build(path, replace(lone(path), root=tmp_path), "p", ("docx",))
    (tmp_path / "a.docx").write_bytes(built.files["kinds.docx"])
    assert not charts(tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert sum(n.endswith(".svg") for n in archive.namelist()) == NATIVE


# --- as LibreOffice draws them


def fills(pdf: Path, color: tuple[int, int, int]) -> list[tuple[float, float]]:
    """(left, width) in millimetres of the bars of a colour, from the top of the document to its foot."""
    scale = 150 / 72
    out: list[tuple[float, float]] = []
    for page in pypdfium2.PdfDocument(pdf):
        pixels = np.asarray(page.render(scale=scale).to_pil().convert("RGB")).astype(int)
        near = (np.abs(pixels - color).sum(axis=2) < 24)[:, : pixels.shape[1]]
        runs: list[tuple[int, int, int]] = []  # left, width, rows
        for row in near:
            places = np.flatnonzero(row)
            if len(places) > 12 and places[-1] - places[0] + 1 == len(places):
                left, width = int(places[0]), len(places)
                if runs and abs(runs[-1][0] - left) < 3 and abs(runs[-1][1] - width) < 3:
                    runs[-1] = (*runs[-1][:2], runs[-1][2] + 1)
                else:
                    runs.append((left, width, 1))
        out += [(left / scale * 25.4 / 72, width / scale * 25.4 / 72) for left, width, rows in runs if rows > 8]
    return out


BARS = """---
title: 条形
template: report
---

# 条形

祁县产[约12万吨]{#q}。

```chart #fig:a
kind: bar
title: 产量
unit: 万吨
rows: {榆次区: 38.2, 太谷区: 25.5, 祁县: q, 寿阳县: 30}
alt: 甲。
```

```chart #fig:b
kind: bar
title: 增减
unit: 亿元
axis: [0, 100]
rows: {甲: 62, 乙: 35, 丙: 80}
alt: 乙。
```
"""


def test_bars_are_in_proportion_and_stand_where_they_stand_in_the_pdf(tmp_path: Path) -> None:
    path = tmp_path / "bars.md"
    path.write_text(BARS, encoding="utf-8")
    made = build_sample(path, lone(path), tmp_path)
    theirs = libreoffice_pdf(made.docx, tmp_path)
    ours, word = (fills(pdf, (0x1F, 0x4E, 0x79)) for pdf in (made.pdf, theirs))
    assert len(ours) == len(word) == 7
    for (left, _), (their_left, _) in zip(ours, word, strict=True):
        assert abs(left - their_left) < 1.2, "within 1.2 mm of the page's 210"
    for figure in (slice(0, 4), slice(4, 7)):  # the axis of the first ends where the program wants, which differs
        lengths, theirs_too = ([width for _, width in bars[figure]] for bars in (ours, word))
        share = theirs_too[0] / lengths[0]
        assert all(abs(b - a * share) < 1.2 for a, b in zip(lengths, theirs_too, strict=True))
    assert all(abs(a[1] - b[1]) < 1.2 for a, b in zip(ours[4:], word[4:], strict=True)), "an axis that is given stays"
    text = pypdfium2.PdfDocument(theirs)[0].get_textpage().get_text_range()
    assert "约12" in text.replace(" ", "") and "38.2" in text
