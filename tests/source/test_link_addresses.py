"""Links that could run a program or open a file are told and not made; all others are."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pikepdf
import pytest

from jzdocs.build.pipeline import build
from jzdocs.link_addresses import is_harmless
from jzdocs.options import BuildOptions, RowValue
from jzdocs.project import lone
from reading import paragraphs


@pytest.mark.parametrize(
    "address",
    [
        "java%0ascript:x",
        "file:///etc/passwd",
        "smb://a/b",
        "ms-word:ofe|u|x",
        "search-ms:q",
        "\\\\a\\b",
        "//a/b",
        "C:/x.exe",
    ],
)
def test_an_address_that_could_do_something_is_not_harmless(address: str) -> None:
    assert not is_harmless(address)


@pytest.mark.parametrize(
    "address", ["https://a.cn/b:c", "mailto:a@b.cn", "#sec", "附件/表1.xlsx", "tel:12345", "a/b:c"]
)
def test_the_usual_addresses_are_harmless(address: str) -> None:
    assert is_harmless(address)


HOSTILE = """---
title: 标题
---

甲[点](javascript:alert)乙[开](file:///etc/passwd)，[参考][r]与[r2]，自动<javascript:b>，<a href="vbscript:c">锚</a>。

实体[x](&#106;avascript:d)，注[^a]，行内注^[见[注链](data:text/html,x)]，[网](https://a.cn)。

| 项 | 值 |
|---|---|
| [格](smb://x) | 1 |

![](//host/share.png)

[^a]: 见[注里](ms-word:ofe)。

[r]: javascript:e
[r2]: search-ms:f
"""


def test_wherever_a_link_stands_its_text_stays_and_the_address_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(HOSTILE, encoding="utf-8")
    built = build(path, lone(path))
    told = [finding.worded()[0] for finding in built.report if finding.code == "X134"]
    assert len(told) == 10 and len([finding for finding in built.report if finding.code == "X010"]) == 1
    for name, data in built.files.items():
        (tmp_path / name).write_bytes(data)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        actions = [note.A for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
        assert {str(action.get("/URI", "")) for action in actions} == {"https://a.cn"}
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        links = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
    assert re.findall(rb'Target="([^"]*)" TargetMode="External"', links) == [b"https://a.cn"]
    text = "".join(text for _, text in paragraphs(tmp_path / "a.docx"))
    assert "甲点乙开，参考与r2，自动javascript:b，锚。" in text


def test_a_value_of_data_brings_in_no_harmful_address(tmp_path: Path) -> None:
    path = tmp_path / "a.md.j2"
    path.write_text("# 章\n\n见[甲]({{ 值 }})。\n", encoding="utf-8")
    for address in ("ms-word:|u", "\\\\host\\share", "javascript:(x)"):
        built = build(path, lone(path), options=BuildOptions(row=(RowValue("值", address),)))
        assert [finding.code for finding in built.report] == ["X134"], address
