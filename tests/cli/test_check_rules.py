"""`jzdocs check --rules`: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import run
from support.official_files import official_file, right_document, with_form, with_text

WRONG = with_text(right_document(), "number", "云水发[2025]7号")


def write(folder: Path, data: bytes, name: str = "a.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_right_document_ends_well(tmp_path: Path) -> None:
    write(tmp_path, official_file(right_document()))
    done = run("check", "a.docx", "--rules", "gongwen", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_finding_names_paragraph_text_clause_and_what_is_right(tmp_path: Path) -> None:
    write(tmp_path, official_file(WRONG))
    done = run("check", "a.docx", "--rules", "gongwen", cwd=tmp_path, LANG="zh_CN.UTF-8")
    assert done.returncode == 1
    assert done.stdout.startswith("a.docx:3:1: 错误[N107]：发文字号“云水发[2025]7号”")
    assert "7.2.5" in done.stdout and "云水发〔2025〕7号" in done.stdout


def test_json_and_github_hold_the_same(tmp_path: Path) -> None:
    write(tmp_path, official_file(WRONG))
    record = json.loads(run("check", "a.docx", "--rules", "gongwen", "--format", "json", cwd=tmp_path).stdout)
    assert [(d["line"], d["code"], d["severity"]) for d in record["diagnostics"]] == [(3, "N107", "error")]
    assert (record["errors"], record["warnings"]) == (1, 0)
    github = run("check", "a.docx", "--rules", "gongwen", "--format", "github", cwd=tmp_path).stdout
    assert github.startswith("::error file=a.docx,line=3,col=1,title=N107::")


@pytest.mark.parametrize("accept", [(), ("--accept",)])
def test_a_mended_copy_stands_beside_the_file_which_stays(tmp_path: Path, accept: tuple[str, ...]) -> None:
    path = write(tmp_path, official_file(WRONG))
    before = path.read_bytes()
    done = run("check", "a.docx", "--rules", "gongwen", "--fix", *accept, cwd=tmp_path)
    assert (done.returncode, path.read_bytes()) == (0, before)
    assert "1 of 1 findings are mended" in done.stderr
    if accept:
        assert run("check", "a.fixed.docx", "--rules", "gongwen", cwd=tmp_path).stdout == ""
    again = run("check", "a.docx", "--rules", "gongwen", "--fix", *accept, cwd=tmp_path)
    assert again.returncode == 2 and "exists already" in again.stderr


def test_what_is_for_a_person_leaves_an_error(tmp_path: Path) -> None:
    parts = with_text(WRONG, "a2t", "应急物资采购清单")
    write(tmp_path, official_file(parts))
    done = run("check", "a.docx", "--rules", "gongwen", "--fix", "-o", "b.docx", cwd=tmp_path)
    assert done.returncode == 1 and "1 of 3 findings are mended" in done.stderr
    assert (tmp_path / "b.docx").is_file()


def test_findings_can_be_accepted(tmp_path: Path) -> None:
    write(tmp_path, official_file(with_form(right_document(), "text", size=28)))
    done = run("check", "a.docx", "--rules", "gongwen", "--allow", "N114", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_plain_text_is_judged_by_its_words(tmp_path: Path) -> None:
    text = "关于做好供水工作的通知\n各县水务局:\n现将有关事项通知如下。\n云溪市水务局\n2025年01月05日\n"
    write(tmp_path, text.encode(), "a.txt")
    done = run("check", "a.txt", "--rules", "gongwen", cwd=tmp_path)
    assert [line[: line.index("]")] for line in done.stdout.splitlines()] == [
        "a.txt:2:6: error[N112",
        "a.txt:5:1: error[N128",
    ]
    assert run("check", "a.txt", "--rules", "gongwen", "--fix", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("a.docx", "--fix"),
        ("a.docx", "--rules", "gongwen", "--accept"),
        ("a.pdf", "--rules", "gongwen"),
        ("b.docx", "--rules", "gongwen"),
        ("a.docx", "--rules", "briefing"),
        ("--rules", "gongwen"),
    ],
)
def test_wrong_usage_is_told(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write(tmp_path, official_file(WRONG))
    write(tmp_path, b"%PDF-1.4", "a.pdf")
    assert run("check", *arguments, cwd=tmp_path).returncode == 2


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    write(tmp_path, official_file(WRONG)[:500])
    done = run("check", "a.docx", "--rules", "gongwen", cwd=tmp_path)
    assert done.returncode == 1 and "S001" in done.stdout
