"""Inputs made to harm on the surfaces beside documents: notebooks, drawings, damaged archives, workbooks that are only
looked at, files that are mended. Each ends with a finding of ours."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from command import run
from growth import processor_seconds
from jzdocs import limits
from jzdocs.checks.grid import Grid
from jzdocs.errors import DocumentError, Report
from jzdocs.files import resolved
from jzdocs.rules.checked import checked, mended
from jzdocs.source.notebook import read_notebook
from jzdocs.source.word_own import own_record
from jzdocs.style.pictures import printable

FRONT = "---\ntitle: 题\ntemplate: report\n---\n\n# 甲\n\n"


def output(**data: Any) -> dict[str, Any]:
    forms = {name.replace("_", "/"): value for name, value in data.items()}
    return {"output_type": "display_data", "metadata": {}, "data": forms}


def notebook(*outputs: Any, source: Any = "x") -> bytes:
    cell = {"cell_type": "code", "source": source, "metadata": {}, "execution_count": 1, "outputs": list(outputs)}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b"5",
        b'{"cells": 5, "nbformat": 4}',
        b'{"cells": [5], "nbformat": "x"}',
        notebook(5),
        notebook({"output_type": "stream", "name": "stdout", "text": [5]}),
        notebook(output(text_html={"a": 1})),
        notebook(source={"a": 1}),
    ],
)
def test_what_is_no_notebook_is_told(data: bytes) -> None:
    with pytest.raises(DocumentError) as raised:
        read_notebook(data, "n.ipynb", Report())
    assert raised.value.diagnostic.code == "D068"


@pytest.mark.parametrize("value", ["¼", "AAAA=A", "abc", 5, None, {"a": 1}, ["x", "y"], ""])
def test_a_damaged_picture_of_a_notebook_is_told(tmp_path: Path, value: Any) -> None:
    (tmp_path / "n.ipynb").write_bytes(notebook(output(image_png=value)))
    done = run("build", "n.ipynb", "--out", "out", cwd=tmp_path)
    expected = "D068" if value is None or isinstance(value, int | dict) else "X012"
    assert done.returncode == 1 and f"error[{expected}]" in done.stderr


@pytest.mark.parametrize("span", ["²", "1" * 6000, "-1", "x", "99999"])
def test_spans_of_a_frame_are_bounded(span: str) -> None:
    html = f'<table><tbody><tr><td colspan="{span}" rowspan="{span}">甲</td></tr><tr><td>1</td></tr></tbody></table>'
    text = read_notebook(notebook(output(text_html=html)), "n.ipynb", Report()).text
    assert "甲" in text and len(text) < 10_000


def test_a_frame_with_more_cells_than_the_limit_is_refused() -> None:
    row = "<tr>" + "<td colspan='200'>甲</td>" * 20 + "</tr>"
    data = notebook(output(text_html=f"<table><tbody>{row}</tbody></table>"))
    with limits.applied(limits.Limits(cells=1000)), pytest.raises(DocumentError) as raised:
        read_notebook(data, "n.ipynb", Report())
    assert raised.value.diagnostic.code == "X151"


@pytest.mark.parametrize("options", ["#| id: [" + "[" * 3000, "#| id: 2001-99-99", "#| id: " + "9" * 6000])
def test_options_of_a_cell_are_read_within_the_limits(options: str) -> None:
    report = Report()
    picture = output(image_png="AAAA")
    read_notebook(notebook(picture, source=options), "n.ipynb", report)
    assert all(finding.code in ("S010", "S012") for finding in report)


def test_control_characters_of_a_notebook_are_told() -> None:
    cell = {"cell_type": "markdown", "source": "甲\u0002\u0000乙\u202e", "metadata": {}}
    report = Report()
    text = read_notebook(json.dumps({"nbformat": 4, "cells": [cell]}).encode(), "n.ipynb", report).text
    assert {finding.code for finding in report} == {"S004", "S005"} and "\u202e" not in text and "\0" not in text


def drawing(inside: str, declared: str = "") -> str:
    return f'{declared}<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">{inside}</svg>'


ENTITY = "<!DOCTYPE svg [<!ENTITY a {}>]>"


@pytest.mark.parametrize(
    ("svg", "status", "told"),
    [
        (drawing("<text y='9'>&a;</text>", ENTITY.format('SYSTEM "file:///etc/hostname"')), 1, "error[X102]"),
        (drawing("<text y='9'>&a;</text>", ENTITY.format('"words"')), 0, ""),
        (
            drawing('<style>@import url("http://h/a.css"); rect {fill: red}</style><rect width="9" height="9"/>'),
            0,
            "http://h/a.css",
        ),
        (drawing('<rect fill="url(file:///etc/passwd)" width="9" height="9"/>'), 0, "file:///etc/passwd"),
    ],
)
def test_what_a_drawing_refers_to_outside_itself_is_told(tmp_path: Path, svg: str, status: int, told: str) -> None:
    (tmp_path / "p.svg").write_text(svg, encoding="utf-8")
    (tmp_path / "a.md").write_text(f"{FRONT}![图](p.svg)\n", encoding="utf-8")
    done = run("build", "a.md", "--out", "out", cwd=tmp_path)
    assert done.returncode == status and told in done.stderr
    assert status or told or "X10" not in done.stderr


@pytest.mark.parametrize("place", ["![图](a%00b.png)", "front"])
def test_a_nul_in_a_path_leads_to_nothing(tmp_path: Path, place: str) -> None:
    front = FRONT.replace("---\n\n", "data: {t: a%00b.csv}\n---\n\n", 1) if place == "front" else FRONT
    (tmp_path / "a.md").write_text(f"{front}{place}\n", encoding="utf-8")
    done = run("check", "a.md", cwd=tmp_path)
    assert done.returncode == 1 and "X000" not in done.stderr + done.stdout
    assert resolved(tmp_path / "a\0b").name == "a\ufffdb"


@pytest.mark.parametrize("key", ["sources", "output", "template"])
def test_a_nul_in_the_project_is_an_error_with_its_place(tmp_path: Path, key: str) -> None:
    (tmp_path / "jzdocs.toml").write_text(f'{key} = "a\\u0000b"\n', encoding="utf-8")
    done = run("build", cwd=tmp_path)
    assert done.returncode == 2 and "jzdocs.toml:1:1: error[X021]" in done.stderr


@pytest.mark.parametrize(("limit", "key"), [("headings = 3", "headings"), ("blocks = 6", "blocks")])
def test_the_number_of_headings_and_blocks_has_a_limit(tmp_path: Path, limit: str, key: str) -> None:
    (tmp_path / "jzdocs.toml").write_text(f'sources = "."\n[limits]\n{limit}\n', encoding="utf-8")
    (tmp_path / "a.md").write_text(FRONT + "## 乙\n\n文。\n\n" * 4, encoding="utf-8")
    done = run("check", "a.md", cwd=tmp_path)
    assert done.returncode == 1 and "a.md:1" in done.stdout + done.stderr and key in done.stdout + done.stderr
    (tmp_path / "a.md").write_text(FRONT + "## 乙\n\n文。\n", encoding="utf-8")
    assert run("check", "a.md", cwd=tmp_path).returncode == 0


def word(path: Path, text: str, count: int) -> Path:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for _ in range(count):
        paragraph.add_run(text)
    document.save(str(path))
    return path


def changed(path: Path, name: str, data: bytes, sound: Path) -> Path:
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, data)
    return path


def test_a_damaged_or_exploding_record_of_a_word_file_ends_nothing(tmp_path: Path) -> None:
    sound = word(tmp_path / "s.docx", "甲", 1)
    record = b"<x>urn:jzdocs:source " + bytes(range(97, 123)) * 300 + b"</x>"
    data = bytearray(changed(tmp_path / "d.docx", "customXml/item1.xml", record, sound).read_bytes())
    at = data.rindex(b"customXml/item1.xml", 0, data.rindex(b"PK\x01\x02")) + 30
    data[at : at + 12] = b"\xff" * 12
    assert own_record(bytes(data), "d.docx") is None
    bomb = changed(tmp_path / "b.docx", "customXml/item1.xml", b" " * 90_000_000, sound)
    with pytest.raises(DocumentError):
        own_record(bomb.read_bytes(), "b.docx")


@pytest.mark.parametrize(
    "name", ["xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
)
def test_a_damaged_workbook_that_is_looked_at_is_told(tmp_path: Path, name: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["名", "数"])
    book.active.append(["甲", 1])
    book.save(tmp_path / "s.xlsx")
    changed(tmp_path / "d.xlsx", name, b"<a b=>", tmp_path / "s.xlsx")
    done = run("data", "d.xlsx", cwd=tmp_path)
    assert done.returncode == 1 and "d.xlsx: error[S001]" in done.stdout + done.stderr
    assert run("data", "s.xlsx", cwd=tmp_path).returncode == 0


def test_two_cells_at_the_ends_of_a_sheet_are_no_hour_of_work(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = 1
    book.save(tmp_path / "d.xlsx")
    done = run("data", "d.xlsx", cwd=tmp_path)
    assert done.returncode == 1 and "1,000,000" in done.stdout + done.stderr


def test_a_part_that_only_the_mended_copy_needs_may_be_damaged(tmp_path: Path) -> None:
    sound = word(tmp_path / "s.docx", "按照2024年计划,增长5%.", 1)
    broken = changed(tmp_path / "d.docx", "word/comments.xml", b"<w:comments a=>", sound)
    rels = "word/_rels/document.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    with zipfile.ZipFile(broken) as archive:
        relation = b'<Relationship Id="rId99" Type="' + kind + b'" Target="comments.xml"/></Relationships>'
        content = archive.read(rels).replace(b"</Relationships>", relation)
    both = changed(tmp_path / "e.docx", rels, content, broken)
    document = checked(both)
    with pytest.raises(DocumentError) as raised:
        mended(document, list(document.findings), accepted=False, worded=lambda finding: finding.key)
    assert raised.value.diagnostic.code == "S001"


def test_mending_a_long_paragraph_grows_with_its_length(tmp_path: Path) -> None:
    def mend(count: int) -> None:
        document = checked(word(tmp_path / f"{count}.docx", "( 甲)“甲”，,", count))
        mended(document, list(document.findings), accepted=False, worded=lambda finding: finding.key)

    small, large = processor_seconds(lambda: mend(300)), processor_seconds(lambda: mend(2400))
    assert large < 24 * max(small, 0.05)


def test_labels_of_a_table_are_read_once() -> None:
    grid = Grid(["甲", "乙"], [["丙", "1"]] * 3)
    assert grid.labels is grid.labels


def test_a_large_mark_is_shrunk_before_it_is_copied() -> None:
    from PIL import Image

    packed = io.BytesIO()
    Image.new("RGB", (6000, 3000)).save(packed, "PNG")
    picture = printable("p.png", packed.getvalue())
    assert picture is not None and picture.width <= 4961
