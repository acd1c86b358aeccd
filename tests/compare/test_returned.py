"""Edits of Word files whose source is no Markdown, and the proof that what came home says the same."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import docx
import pytest

from command import run
from jzdocs.compare.proof import _compared
from jzdocs.compare.returned import bring_home
from jzdocs.errors import UsageError

TEXT = """甲县水务工作情况

一、再生水

再生水利用率由24.6%提升至38.2%。公园面积由52公顷增加到61公顷。

二、下一步

继续努力，抓好落实。
"""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder with a text and the documents built from it."""
    (tmp_path / "talk.txt").write_text(TEXT, encoding="utf-8")
    assert run("build", "talk.txt", cwd=tmp_path).returncode == 0
    return tmp_path


def retype(path: Path, old: str, new: str) -> None:
    document = docx.Document(str(path))
    piece = next(r for p in document.paragraphs for r in p.runs if old in r.text)
    piece.text = piece.text.replace(old, new)
    document.save(str(path))


def test_a_text_is_not_written_into_but_named_with_the_way_out(built: Path) -> None:
    done = run("pull", "output/talk.docx", "--write", cwd=built)
    assert done.returncode == 2 and "X091" in done.stderr and "--import" in done.stderr
    assert not (built / "talk.md").exists()
    assert (built / "talk.txt").read_text(encoding="utf-8") == TEXT


def test_a_source_is_made_of_the_text_and_takes_the_edits_then_and_later(built: Path) -> None:
    word = built / "output" / "talk.docx"
    retype(word, "抓好落实", "一抓到底")
    done = run("pull", "output/talk.docx", "--import", "--write", cwd=built)
    assert done.returncode == 0, done.stderr
    made = (built / "talk.md").read_text(encoding="utf-8")
    assert "继续努力，一抓到底。" in made and "[38.2%]{#f2}" in made
    assert (built / "talk.txt").read_text(encoding="utf-8") == TEXT
    retype(word, "继续努力", "再接再厉")
    done = run("pull", "output/talk.docx", "--write", cwd=built)
    assert done.returncode == 0, done.stderr
    assert (built / "talk.md").read_text(encoding="utf-8") == made.replace("继续努力", "再接再厉")
    (built / "talk.txt").unlink()
    done = run("build", "talk.md", cwd=built)
    assert done.returncode == 0
    done = run("pull", "output/talk.docx", cwd=built)
    assert (done.returncode, done.stdout) == (0, "")


def test_an_unedited_file_changes_nothing_in_the_source_that_is_made(built: Path) -> None:
    done = run("pull", "output/talk.docx", "--import", "--format", "json", cwd=built)
    record = json.loads(done.stdout)
    assert done.returncode == 0 and record["edits"] == [] and record["left"] == [] and record["files"] == []


def test_a_source_of_that_name_is_never_overwritten(built: Path) -> None:
    (built / "talk.md").write_text("# 别的\n\n另一篇文章。\n", encoding="utf-8")
    retype(built / "output" / "talk.docx", "抓好落实", "一抓到底")
    run("pull", "output/talk.docx", "--import", "--write", cwd=built)
    assert "另一篇文章。" in (built / "talk.md").read_text(encoding="utf-8")


def test_a_file_whose_text_is_gone_names_it(built: Path) -> None:
    (built / "talk.txt").unlink()
    with pytest.raises(UsageError) as caught:
        bring_home(built / "output" / "talk.docx", make_source=True)
    assert caught.value.diagnostic.code == "X056" and "talk.txt" in str(caught.value)


# --- the proof


def test_what_the_edit_broke_is_said(tmp_path: Path) -> None:
    source = "---\ntitle: 题\n---\n\n# 章\n\n投入[2亿元]{#money}。\n\n再投入@fact:money。\n"
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    assert run("build", "a.md", cwd=tmp_path).returncode == 0
    word = tmp_path / "output" / "a.docx"
    document = docx.Document(str(word))
    paragraph = next(p for p in document.paragraphs if p.text.startswith("投入"))
    paragraph._p.getparent().remove(paragraph._p)
    document.save(str(word))
    done = run("pull", "output/a.docx", cwd=tmp_path)
    assert done.returncode == 1 and "F003" in done.stderr
    record = json.loads(run("pull", "output/a.docx", "--format", "json", cwd=tmp_path).stdout)
    assert [error["code"] for error in record["errors"]] == ["F003"]


@pytest.mark.parametrize(
    ("base", "edited", "rebuilt", "told", "missing", "left"),
    [
        ("甲 乙", "甲 丙", "甲 丙", [], [], []),
        ("甲 乙", "甲 丙", "甲 乙", [], ["丙"], ["乙"]),
        ("甲 乙", "甲", "甲 乙", [], [], ["乙"]),
        ("甲 乙", "甲 乙 丙", "甲 乙", [], ["丙"], []),
        ("甲 乙", "甲 乙 丙", "甲 乙", ["丙"], [], []),
        ("甲 乙", "甲", "甲 乙", ["乙"], [], []),
        ("甲 甲", "甲", "甲 甲", [], [], ["甲"]),
        ("甲", "甲 甲", "甲", [], ["甲"], []),
        ("甲", "甲", "甲 丁", [], [], []),  # the source went on meanwhile
    ],
)
def test_paragraphs_that_differ_are_named(
    base: str, edited: str, rebuilt: str, told: list[str], missing: list[str], left: list[str]
) -> None:
    counted = (Counter(text.split()) for text in (base, edited, rebuilt))
    proof = _compared(*counted, told)
    assert (list(proof.missing), list(proof.left)) == (missing, left)
