"""Files made to harm: each ends with a finding of ours and its place, within the limits that jzdocs.toml sets."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image

from command import run
from conftest import ROOT
from growth import processor_seconds
from jzdocs import limits
from jzdocs.archives import refuse_bomb
from jzdocs.errors import NOWHERE, DocumentError
from jzdocs.facts.sentences import sentence_at
from jzdocs.formula.recognise import escaped
from jzdocs.provenance.built import checked_records

sys.path.insert(0, str(ROOT / "tools"))

from fuzz.mutators import damaged_archive, damaged_binary, damaged_text

RECORD = {"id": "a", "text": "5%", "value": "5", "unit": "%", "source": {"path": "a.md", "line": 3}}


def project(folder: Path, text: str, limit: str = "") -> None:
    """Write a project of one document, with a limit."""
    (folder / "jzdocs.toml").write_text(f'sources = "."\n[limits]\n{limit}\n', encoding="utf-8")
    (folder / "a.md").write_text(f"---\ntitle: 题\ntemplate: report\n---\n\n{text}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "limit", "code"),
    [
        ("a" * 300, "word_characters = 200", "a.md:6:1: error[X151]"),
        ("| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |", "columns = 2", "a.md:6:1: error[C011]"),
        ("![图](p.png)", "pixels = 1000", "error[X013]"),
    ],
)
def test_a_limit_of_the_project_is_an_error_with_its_place(tmp_path: Path, text: str, limit: str, code: str) -> None:
    Image.new("L", (40, 30)).save(tmp_path / "p.png")
    project(tmp_path, text, limit)
    done = run("check", "a.md", cwd=tmp_path)
    assert done.returncode == 1 and code in done.stderr + done.stdout
    project(tmp_path, text)
    assert "error[" not in run("check", "a.md", cwd=tmp_path).stdout


def test_a_merge_over_a_whole_sheet_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["名", "数"])
    book.active.append(["甲", 1])
    book.save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain, zipfile.ZipFile(tmp_path / "d.xlsx", "w") as merged:
        for name in plain.namelist():
            data = plain.read(name)
            if name.endswith("sheet1.xml"):
                area = b'</sheetData><mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'
                data = data.replace(b"</sheetData>", area)
            merged.writestr(name, data)
    done = run("import", "d.xlsx", cwd=tmp_path)
    assert done.returncode == 1 and "d.xlsx: error[" in done.stderr and "1,000,000" in done.stderr


@pytest.mark.parametrize("cut", [30, 60, 200])
def test_a_damaged_picture_is_an_error_with_its_name(tmp_path: Path, cut: int) -> None:
    packed = io.BytesIO()
    Image.effect_noise((60, 60), 50).save(packed, "PNG")
    data = packed.getvalue()
    (tmp_path / "p.png").write_bytes(data[:-cut] + b"x" * (cut - 12) + data[-12:])
    project(tmp_path, "![图](p.png)")
    done = run("build", "a.md", "--out", "out", cwd=tmp_path)
    assert done.returncode == 1 and "error[X012]" in done.stderr and "p.png" in done.stderr


def test_an_archive_with_too_many_members_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(20):
            archive.writestr(str(number), b"x")
    most = limits.applied(limits.Limits(archive_members=10))
    with zipfile.ZipFile(packed) as archive, most, pytest.raises(DocumentError, match="20 parts, more than 10"):
        refuse_bomb(archive, 1000, NOWHERE)
    with zipfile.ZipFile(packed) as archive:
        refuse_bomb(archive, 1000, NOWHERE)


@pytest.mark.parametrize(
    "damage",
    [{"value": "1e999999"}, {"value": 5}, {"source": []}, {"source": {"path": "a", "line": -1}}, {"text": None}],
)
def test_records_of_another_shape_are_refused(damage: dict[str, object], tmp_path: Path) -> None:
    assert checked_records([RECORD])[0]["pages"] == []
    with pytest.raises(ValueError, match=r"Expected|Object|match"):
        checked_records([RECORD | damage])
    for name, record in (("a", RECORD), ("b", RECORD | damage)):
        (tmp_path / f"{name}.facts.json").write_text(json.dumps({"facts": [record]}), encoding="utf-8")
    done = run("diff", "a.facts.json", "b.facts.json", cwd=tmp_path)
    assert done.returncode == 2 and "b.facts.json: error[X057]" in done.stderr


def test_a_sentence_of_hundreds_of_clauses_is_quoted_in_part() -> None:
    text = "".join(f"第{number}项为{number}亿元，" for number in range(1000)) + "。"
    quoted = sentence_at(text, text.index("第500项"))
    assert "第500项为500亿元，" in quoted and len(quoted) <= 1000
    assert sentence_at("短句，含5%。后句。", 3) == "短句，含5%。"


def test_brackets_that_begin_no_formula_are_escaped_in_linear_time() -> None:
    seconds = [processor_seconds(lambda n=n: escaped("\\[" * n)) for n in (2000, 8000)]
    assert seconds[1] < 8 * max(seconds[0], 0.005)


@settings(deadline=None, max_examples=50)
@given(data=st.binary(max_size=400), seed=st.integers(0, 2**32))
def test_the_same_chance_does_the_same_damage(data: bytes, seed: int) -> None:
    for damage in (damaged_text, damaged_binary):
        assert damage(data, Random(seed)) == damage(data, Random(seed))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", b"<w:p><w:r w:id='1'/></w:p>" + data)
    assert damaged_archive(packed.getvalue(), Random(seed)) == damaged_archive(packed.getvalue(), Random(seed))
