"""Tables that are wider or longer than a page: what becomes narrower, smaller, turned, parted, repeated."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.support.pdf_tags import faults

from jzdocs.build import pipeline
from jzdocs.build.result import BuildResult
from jzdocs.frames import REPEATED, Item, Mark, Rule, TextRun
from jzdocs.layout.boxes import Box
from jzdocs.layout.setter import Setter
from jzdocs.layout.table_fit import fit_table, longest_piece, measured_lines
from jzdocs.layout.tables import SHORT, table_rows
from jzdocs.model import nodes
from jzdocs.project import lone
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import pt

TEXT = "各县逐项核对台账，明确责任单位和完成时限，对未按期完成的说明原因。"


@pytest.fixture
def setter(sheet: Stylesheet, faces: Faces) -> Setter:
    return Setter(sheet, faces)


def cell(text: str, **more: int) -> nodes.Cell:
    return nodes.Cell((nodes.Text(text),) if text else (), **more)  # type: ignore[arg-type]


def row(*texts: str) -> tuple[nodes.Cell, ...]:
    return tuple(map(cell, texts))


def table(rows: tuple[tuple[nodes.Cell, ...], ...], head: tuple[tuple[nodes.Cell, ...], ...] = ()) -> nodes.Table:
    columns = sum(c.colspan for c in (head or rows)[0])
    return nodes.Table("", head, rows, ("left",) * columns)


def built(folder: Path, text: str) -> BuildResult:
    path = folder / "a.md"
    path.write_text(f"---\ntitle: 表\ntemplate: report\n---\n\n{text}", encoding="utf-8")
    result = pipeline.build(path, lone(path))
    for name, data in result.files.items():
        (folder / name).write_bytes(data)
    return result


def pages(folder: Path) -> list[str]:
    document = pypdfium2.PdfDocument(folder / "a.pdf")
    texts = [page.get_textpage().get_text_range() for page in document]
    return [re.sub(r"\s", "", text) for text in texts]


def is_turned(folder: Path) -> list[bool]:
    return [page.get_width() > page.get_height() for page in pypdfium2.PdfDocument(folder / "a.pdf")]


def block(columns: list[str], rows: list[list[str]], **options: str) -> str:
    lines = [f"columns: [{', '.join(columns)}]", *(f"{key}: {value}" for key, value in options.items()), "rows:"]
    lines += [f"  - [{', '.join(cells)}]" for cells in rows]
    return "```table\n" + "\n".join(lines) + "\n```\n\n"


# --- columns


def test_a_small_table_is_not_drawn_out_over_the_page(setter: Setter) -> None:
    small = fit_table(table((row("甲", "1"), row("乙", "2"))), setter, pt(440))
    assert small.total == pytest.approx(pt(220), abs=2)  # half of the measure
    longer = fit_table(table((row("汉" * 30, "1"),)), setter, pt(440))
    assert longer.total == pytest.approx(pt(440), abs=2)


def test_type_becomes_smaller_before_a_number_is_divided(setter: Setter) -> None:
    wide = table((row(*["12345.67"] * 10),))
    fit = fit_table(wide, setter, pt(440))
    assert 0.75 <= fit.scale < 1 and fit.ease == "comfortable"
    assert fit_table(table((row(*["12345.67"] * 8),)), setter, pt(440)).scale == 1
    crowded = fit_table(table((row(*["12345.67"] * 15),)), setter, pt(440))
    assert crowded.ease == "crowded" and crowded.scale < 0.75


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(
        st.lists(
            st.one_of(st.integers(0, 9_999_999).map(str), st.text("汉字表格", max_size=60)), min_size=3, max_size=3
        ),
        min_size=1,
        max_size=5,
    ),
    st.integers(60, 450),
)
def test_columns_fit_the_measure_and_no_number_is_divided(setter: Setter, texts: list[list[str]], width: int) -> None:
    block_ = table(tuple(row(*line) for line in texts))
    fit = fit_table(block_, setter, pt(width))
    assert fit.total <= pt(width) + 3
    style = setter.sheet.style("table")
    if fit.ease != "crowded":
        for line in block_.body:
            for column, c in zip(fit.widths, line, strict=True):
                if c.inlines and c.inlines[0].text.isdigit():  # type: ignore[union-attr]
                    (p,) = measured_lines(c, style, setter)
                    taken = longest_piece(p, style.size / 1000) * fit.scale
                    assert taken <= column - 2 * fit.pad + pt(0.5)


def test_the_authors_shares_give_way_to_a_number(setter: Setter) -> None:
    narrow = nodes.Table("", (), (row("1234567", "汉" * 40),), ("left", "left"), widths=(1, 30))
    fit = fit_table(narrow, setter, pt(400))
    (p,) = measured_lines(narrow.body[0][0], setter.sheet.style("table"), setter)
    assert fit.widths[0] - 2 * fit.pad >= p.reach[-1] * setter.sheet.style("table").size / 1000 - 1
    assert fit.total <= pt(400) + 2


# --- rows


def texts_of(items: list[Item]) -> str:
    return "".join(item.text for item in items if isinstance(item, TextRun))


def drawn(boxes: list[Box]) -> list[Item]:
    out: list[Item] = []
    y = 0
    for box in boxes:
        out += box.draw(0, y)
        y += box.height
    return out


def test_a_row_higher_than_a_page_is_parted_by_lines(setter: Setter) -> None:
    _, body, fit = table_rows(table((row("1", TEXT * 60),)), setter, pt(300), 0)
    assert len(body) > 50 and max(box.height for box in body) < 2 * setter.sheet.style("table").leading
    assert [box.glued for box in body[:3]] == [True, False, False] and body[-2].glued and not body[-1].glued
    items = drawn(body)
    assert texts_of(items).replace("1", "", 1) == TEXT * 60
    ys = [item.y for item in items if isinstance(item, TextRun)]
    assert max(ys) < sum(box.height for box in body)
    assert fit.total <= pt(300)


def test_a_merged_cell_is_repeated_where_a_page_begins_in_it(setter: Setter) -> None:
    rows = ((cell("东部", rowspan=60), cell("0")), *((cell(str(i)),) for i in range(1, 60)))
    _, body, _ = table_rows(table(rows), setter, pt(300), 0)
    assert not any(box.glued for box in body)
    assert "东部" in texts_of(list(body[0].draw(0, 0))) and body[0].reopened is None
    reopened = body[30].reopened
    assert reopened is not None
    items = list(reopened().draw(0, 0))
    assert texts_of(items) == "东部（续）30" and Mark(REPEATED) in items
    assert texts_of(list(body[30].draw(0, 0))) == "30"


def test_rows_stay_together_until_a_merged_cells_text_has_room(setter: Setter) -> None:
    rows = ((cell("汉" * 20, rowspan=60), cell("0" * 30)), *((cell(str(i)),) for i in range(1, 60)))
    narrow = nodes.Table("", (), rows, ("left", "left"), widths=(1, 3))
    _, body, fit = table_rows(narrow, setter, pt(220), 0)
    lines = {item.y for item in body[0].draw(0, 0) if isinstance(item, TextRun) and "汉" in item.text}
    together = next(i for i, box in enumerate(body) if not box.glued) + 1
    assert len(lines) > 2 and sum(box.height for box in body[:together]) >= max(lines)
    assert together < len(lines) + 1
    assert fit.total <= pt(220) + 2


def test_a_short_rule_stands_under_each_head_that_spans_columns(setter: Setter) -> None:
    head = (
        (cell("区", rowspan=2), cell("去年", colspan=2), cell("今年", colspan=2)),
        row("量", "率", "量", "率"),
    )
    (first, second), _, fit = table_rows(table((row(*"甲1234"),), head), setter, pt(300), 0)
    short = [item for item in first.draw(0, 0) if isinstance(item, Rule) and item.width == SHORT]
    lefts = [sum(fit.widths[:i]) for i in range(6)]
    expected = [(lefts[1] + fit.pad, lefts[3] - fit.pad), (lefts[3] + fit.pad, lefts[5] - fit.pad)]
    assert sorted((rule.x1, rule.x2) for rule in short) == expected
    assert not [item for item in second.draw(0, 0) if isinstance(item, Rule) and item.width == SHORT]


# --- documents


def test_a_table_too_wide_is_turned_with_its_heading_and_told(tmp_path: Path) -> None:
    numbers = [[f"县{i}", *["12345.67"] * 16] for i in range(3)]
    wide = block(["县区", *(f"指标{i}" for i in range(16))], numbers, title="宽表")
    text = f"# 一\n\n{TEXT}\n\n# 附表\n\n{wide}{TEXT}\n\n```columns 2\n左栏。\n\n右栏。\n```\n"
    result = built(tmp_path, text)
    assert [f.code for f in result.report] == ["T030"] and result.report.errors == 0
    assert is_turned(tmp_path) == [False, True, False]
    before, turned, behind = pages(tmp_path)
    assert "附表" in turned and turned.count("12345.67") == 48 and "左栏" in behind and "左栏" not in before
    sections = Document(tmp_path / "a.docx").sections
    assert [s.page_width > s.page_height for s in sections][:2] == [False, True]
    assert not faults(pikepdf.open(tmp_path / "a.pdf"))
    assert not [f.code for f in built(tmp_path, text.replace("title: 宽表", "title: 宽表\nlandscape: yes")).report]
    assert is_turned(tmp_path) == [False, True, False]
    upright = built(tmp_path, text.replace("title: 宽表", "title: 宽表\nlandscape: no"))
    assert [f.code for f in upright.report] == ["T031"] and not any(is_turned(tmp_path))


def test_text_goes_on_before_a_turned_table(tmp_path: Path) -> None:
    wide = block(["甲", "乙"], [["1", "2"]], title="横排", landscape="yes")
    built(tmp_path, "# 一\n\n前文。\n\n" + wide + (TEXT * 3 + "\n\n") * 20)
    assert is_turned(tmp_path) == [False, True, False]
    first = pages(tmp_path)[0]
    assert first.count("台账") > 15  # the page is full
    body = [p.text for p in Document(tmp_path / "a.docx").paragraphs]
    whole = [text for text in body if "台账" in text]
    assert len(whole) == 20 and all(text == TEXT * 3 for text in whole)


def test_a_long_cell_is_whole_in_both_documents(tmp_path: Path) -> None:
    text = "".join(f"第{i}项要逐项核对台账，" for i in range(400))
    built(tmp_path, "# 一\n\n" + block(["序号", "任务"], [["1", f'"{text}"']], title="长表"))
    assert len(pages(tmp_path)) > 2
    joined = "".join(re.sub(r"^.*?序号任务|第\d+页共\d+页", "", page) for page in pages(tmp_path))
    assert all(f"第{i}项要逐项核对台账" in joined for i in range(0, 400, 7))
    rows = Document(tmp_path / "a.docx").tables[0].rows
    assert rows[1].cells[1].text == text
    splits = [row._tr.trPr is not None and "cantSplit" in row._tr.trPr.xml for row in rows]
    assert splits == [True, False]
    assert not faults(pikepdf.open(tmp_path / "a.pdf"))
