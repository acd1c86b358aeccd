"""How a text was read is told in the user's language: signs, roles, and what was left out of a Word file."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest

from jzdocs.cli.signs import explained, print_explained
from jzdocs.errors import Report
from jzdocs.messages.texts import TEXTS
from jzdocs.source.word import read_word

TEXT = """某某市人民政府办公室文件
某政办发〔2025〕12号

关于做好供热工作的通知

一、总体要求

坚持安全第一，统筹推进。

【背景】

改造有序推进。全市改造管网12公里，覆盖住户3万户。

产品\t产量
粮食\t96.3
油料\t8.6

各县要抓好落实［1］。

［1］数据为快报数。
"""


@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
def test_signs_and_roles_are_chinese_where_the_user_is(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    document = docx.Document()
    document.add_heading("总题", 0)
    document.add_paragraph("要点", style="List Bullet")
    document.add_heading("章", 1)
    document.add_table(2, 2).cell(0, 0).text = "表头"
    document.save(tmp_path / "a.docx")
    for variable in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    records = explained(str(tmp_path / name))
    print_explained(records)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(records) >= 4
    for line in lines:  # the program's own name and a style's name are no words of ours
        assert not re.search("[A-Za-z]", re.sub(r"Word|样式“[^”]*”", "", line)), line
    monkeypatch.setenv("LANG", "C.UTF-8")
    english = explained(str(tmp_path / name))
    assert [r["line"] for r in english] == [r["line"] for r in records]
    assert all(a["sign"] != b["sign"] for a, b in zip(records, english, strict=True))


def test_what_was_left_out_of_a_word_file_has_its_name_in_both_languages() -> None:
    document = docx.Document()
    run = document.add_paragraph("正文。").add_run()._r
    run.append(run.makeelement(docx.oxml.ns.qn("w:object"), {}))
    data = io.BytesIO()
    document.save(data)
    report = Report()
    read_word(data.getvalue(), "a.docx", report)
    (finding,) = [d for d in report if d.code == "S052"]
    assert (
        finding.worded("zh")[0] == "嵌入的对象已略去" and finding.worded("en")[0] == "an embedded object was left out"
    )


def test_every_role_and_sign_that_is_made_up_at_run_time_has_a_wording() -> None:
    from typing import get_args

    from jzdocs.source.pieces import Role

    assert {f"role.{role}" for role in get_args(Role)} <= TEXTS.keys()
    assert {"sign.footnote", "sign.endnote"} <= TEXTS.keys()
