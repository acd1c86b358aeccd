"""A document for each row of a table: every row its own, one bad row stops no other, and messages name the row."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from command import run
from rows import names, project


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_document_a_row(tmp_path: Path, jobs: str) -> None:
    project(tmp_path)
    done = run(
        "build", "report.md.j2", "--each", "data/counties.csv", "--name", "{{ 县区 }}简报", "--jobs", jobs, cwd=tmp_path
    )
    assert done.returncode == 0 and done.stdout == "output: 3/3\n", done.stderr
    assert names(tmp_path) == ["太谷区简报.docx", "榆次区简报.docx", "祁县简报.docx"]
    facts = json.loads((tmp_path / "output" / "榆次区简报.facts.json").read_text(encoding="utf-8"))["facts"]
    assert [(f["id"], f["text"]) for f in facts] == [("rate", "98.5%")]
    kept = json.loads((tmp_path / "output" / "build.json").read_text(encoding="utf-8"))
    assert [d["name"] for d in kept["documents"]] == ["榆次区简报", "太谷区简报", "祁县简报"]


def test_without_a_pattern_the_first_cell_names(tmp_path: Path) -> None:
    project(tmp_path, "县区,普及率（%）\na/b,98.5\n")
    assert run("build", "report.md.j2", "--each", "data/counties.csv", "--to", "docx", cwd=tmp_path).returncode == 0
    assert names(tmp_path) == ["report-a_b.docx"]


def test_bad_rows_are_told_and_stop_no_other(tmp_path: Path) -> None:
    project(tmp_path, "县区,普及率（%）\n榆次区,98.5\n太谷区,\n榆次区,1\n祁县,96\n")
    done = run(
        "build", "report.md.j2", "--each", "data/counties.csv", "--name", "{{ 县区 }}", "--to", "docx", cwd=tmp_path
    )
    assert done.returncode == 1 and names(tmp_path) == ["榆次区.docx", "祁县.docx"] and "Traceback" not in done.stderr
    assert "data/counties.csv:A4: error[X059]: two rows name their document “榆次区”" in done.stderr
    assert "data/counties.csv:A3: error[X059]: the document “太谷区” of this row was not built" in done.stderr
    assert (
        "report.md.j2:8: error[S043]: a variable in the template has no value: “普及率（%）” is blank (data/counties.csv:B3)"
        in done.stderr
    )


def test_it_wants_a_template_and_a_table(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "a.md").write_text("# 甲\n", encoding="utf-8")
    assert run("build", "a.md", "--each", "data/counties.csv", cwd=tmp_path).returncode == 2
    assert run("build", "report.md.j2", "--each", "none.csv", cwd=tmp_path).returncode == 2


def test_what_is_there_is_checked(tmp_path: Path) -> None:
    project(tmp_path)
    ask = ("build", "report.md.j2", "--each", "data/counties.csv", "--name", "{{ 县区 }}", "--to", "docx")
    before = run(*ask, "--check", cwd=tmp_path)
    assert before.returncode == 1 and before.stderr.count("error[X060]") == 6 and not (tmp_path / "output").exists()
    assert run(*ask, cwd=tmp_path).returncode == 0
    assert run(*ask, "--check", cwd=tmp_path).returncode == 0
    (tmp_path / "output" / "祁县.docx").write_bytes(b"edited")
    after = run(*ask, "--check", cwd=tmp_path)
    assert (
        after.returncode == 1 and "output/祁县.docx: error[X061]" in after.stderr and after.stderr.count("error[") == 1
    )
    assert (tmp_path / "output" / "祁县.docx").read_bytes() == b"edited"


def test_it_says_what_was_made_before(tmp_path: Path) -> None:
    project(tmp_path)
    ask = ("build", "report.md.j2", "--each", "data/counties.csv", "--name", "{{ 县区 }}", "--to", "docx", "--explain")
    time.sleep(0.05)
    cache = {"JZDOCS_CACHE": str(tmp_path / "cache")}
    assert run(*ask, cwd=tmp_path, **cache).stderr.count(": built from scratch") == 3
    (tmp_path / "output" / "祁县.docx").unlink()
    again = run(*ask, cwd=tmp_path, **cache)
    assert again.stderr.count(": built before") == 2 and "祁县: built from scratch" in again.stderr
    assert again.stdout == "output: 3/3, 2 of them built before\n"


def test_a_table_may_be_called_a_text(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "data" / "counties.csv").rename(tmp_path / "data" / "counties.txt")
    assert run("build", "report.md.j2", "--each", "data/counties.txt", "--to", "docx", cwd=tmp_path).returncode == 0
    assert len(names(tmp_path)) == 3
