"""“The text is right”: how a user accepts findings, and how many of one kind are summed up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import run
from jzdocs.allowances import Allowance, parse_allowance

# 12.4 + 13.6 is not 27: F101 on two lines
WRONG = "供水率由12.4%提高到27%，提高13.6个百分点。"
TEXT = f"某市供水情况\n\n{WRONG}\n\n这一段没有数字，只写供水工作的做法。\n\n排水{WRONG[2:]}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "talk.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "talk.md").write_text(f"---\ntitle: 供水\n---\n\n{WRONG}\n\n排水{WRONG[2:]}\n", encoding="utf-8")
    return tmp_path


def findings(folder: Path, *arguments: str) -> list[tuple[str, int, str]]:
    done = run("check", *arguments, "--format", "json", cwd=folder)
    return [(d["code"], d["line"], d["severity"]) for d in json.loads(done.stdout)["diagnostics"] if d["code"] > "F1"]


def figures(folder: Path, *arguments: str) -> list[tuple[str, int, str]]:
    return [finding for finding in findings(folder, *arguments) if finding[0].startswith("F1")]


def test_a_text_without_marks_is_never_refused_for_its_figures(folder: Path) -> None:
    assert figures(folder, "talk.txt") == [("F101", 3, "warning"), ("F101", 7, "warning")]
    built = run("build", "talk.txt", cwd=folder)
    assert built.returncode == 0 and (folder / "output/talk.pdf").exists()


def test_a_source_with_marks_is(folder: Path) -> None:
    assert figures(folder, "talk.md") == [("F101", 5, "error"), ("F101", 7, "error")]
    assert run("build", "talk.md", cwd=folder).returncode == 1


@pytest.mark.parametrize(
    ("allow", "lines"),
    [
        ("F101", []),
        ("F101@7", [3]),
        ("F101@talk.txt", []),
        ("F101@talk.txt:3", [7]),
        ("F101@./talk.txt:3", [7]),
        ("F101@other.txt", [3, 7]),
        ("F102", [3, 7]),
    ],
)
def test_an_option_accepts(folder: Path, allow: str, lines: list[int]) -> None:
    assert [line for _, line, _ in figures(folder, "talk.txt", "--allow", allow)] == lines


def test_an_accepted_error_does_not_stop_a_build(folder: Path) -> None:
    assert run("build", "talk.md", "--allow", "F101@5", cwd=folder).returncode == 1
    assert run("build", "talk.md", "--allow", "F101@5", "--allow", "F101@7", cwd=folder).returncode == 0
    # what was built with an allowance is not taken for what is built without
    assert run("build", "talk.md", cwd=folder).returncode == 1


def test_the_project_accepts(folder: Path) -> None:
    (folder / "jzdocs.toml").write_text('sources = "."\n[check]\nallow = ["F101@talk.txt:3"]\n', encoding="utf-8")
    assert [line for _, line, _ in figures(folder, "talk.txt")] == [7]


@pytest.mark.parametrize(
    ("config", "place", "code"),
    [
        ('[check]\nallow = ["F101", "f7"]\n', "jzdocs.toml:2:18", "X067"),
        ('[check]\nallow = "F101"\n', "jzdocs.toml:1:1", "X021"),
        ('[check]\nalow = ["F101"]\n', "jzdocs.toml:1:1", "X021"),
        ("check = 3\n", "jzdocs.toml:1:1", "X021"),
    ],
)
def test_a_wrong_section_is_reported(folder: Path, config: str, place: str, code: str) -> None:
    (folder / "jzdocs.toml").write_text(config, encoding="utf-8")
    done = run("check", "talk.txt", cwd=folder)
    assert done.returncode == 2 and f"{place}: error[{code}]" in done.stderr, done.stderr


def test_a_wrong_option_is_reported(folder: Path) -> None:
    done = run("build", "talk.txt", "--allow", "everything", cwd=folder)
    assert done.returncode == 2 and "X067" in done.stderr and "F105@talk.txt:12" in done.stderr


@pytest.mark.parametrize(
    ("text", "allowance"),
    [
        ("F105", Allowance("F105")),
        (" F105 ", Allowance("F105")),
        ("F105@12", Allowance("F105", "", 12)),
        ("F105@甲 乙.txt:12", Allowance("F105", "甲 乙.txt", 12)),
        ("F105@a/b.txt", Allowance("F105", "a/b.txt")),
        ("S050@talk:1.txt", Allowance("S050", "talk:1.txt")),
        ("F105@", None),
        ("F105@ ", None),
        ("F105@0", Allowance("F105", "0")),
        ("X001", None),
        ("F1055", None),
        ("F105 F106", None),
        ("", None),
    ],
)
def test_how_it_is_written(text: str, allowance: Allowance | None) -> None:
    assert parse_allowance(text) == allowance


def test_only_what_a_person_may_judge_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 甲\n---\n\n见@fig:none。\n", encoding="utf-8")
    done = run("build", "a.md", "--allow", "R001", cwd=tmp_path)
    assert done.returncode == 1 and "R001" in done.stderr


def test_a_comment_accepts_several_codes(tmp_path: Path) -> None:
    comment = "<!-- jz: allow F101、F113 口径不同 -->"
    (tmp_path / "a.md").write_text(f"---\ntitle: 甲\n---\n\n{comment}\n\n{WRONG}\n", encoding="utf-8")
    assert figures(tmp_path, "a.md") == []


def many(folder: Path, count: int) -> None:
    lines = "\n\n".join(f"第{i}项" + WRONG for i in range(1, count + 1))
    (folder / "many.md").write_text(f"---\ntitle: 多\n---\n\n{lines}\n", encoding="utf-8")


def test_findings_of_a_kind_are_summed_up(tmp_path: Path) -> None:
    many(tmp_path, 5)
    short = run("check", "many.md", cwd=tmp_path)
    lines = [line for line in short.stdout.splitlines() if "error[F101]" in line]
    assert len(lines) == 1 and lines[0].startswith("many.md:5:") and lines[0].endswith("(F101 ×5; --all shows them)")
    every = run("check", "many.md", "--all", cwd=tmp_path)
    lines = [line for line in every.stdout.splitlines() if "error[F101]" in line]
    assert [line.split(":")[1] for line in lines] == ["5", "7", "9", "11", "13"] and "×" not in every.stdout
    record = json.loads(run("check", "many.md", "--format", "json", cwd=tmp_path).stdout)
    assert [d["code"] for d in record["diagnostics"]].count("F101") == 5 and record["errors"] >= 5
    assert "5 errors" in short.stderr


def test_few_findings_are_printed_each(tmp_path: Path) -> None:
    many(tmp_path, 3)
    assert run("check", "many.md", cwd=tmp_path).stdout.count("error[F101]") == 3


@pytest.mark.parametrize(
    ("name", "language", "words"),
    [
        ("talk.txt", "C.UTF-8", 'allow = ["F101@talk.txt:3"]'),
        ("talk.txt", "zh_CN.UTF-8", "如原文无误，请加 --allow F101"),
        ("talk.md", "C.UTF-8", "<!-- jz: allow F101 reason -->"),
        ("talk.md", "zh_CN.UTF-8", "<!-- jz: allow F101 理由 -->"),
    ],
)
def test_the_way_to_accept_is_told_once(folder: Path, name: str, language: str, words: str) -> None:
    done = run("check", name, cwd=folder, LANG=language)
    assert done.stderr.count(words) == 1 and words not in done.stdout
