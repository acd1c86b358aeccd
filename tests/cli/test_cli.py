"""The command line as a user has it: exit codes, formats, and an output folder that is never left half-written."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from command import run
from conftest import ROOT
from jzdocs.cli.new import EXAMPLES
from jzdocs.codes import CODES
from jzdocs.model.official_kinds import KINDS
from jzdocs.resources import resource_root

GOOD = "---\ntitle: 好\ntemplate: report\n---\n\n# 甲\n\n投入[2亿元]{#a}。\n"
BAD = "---\ntitle: 坏\n---\n\n# 甲\n\n见@fig:none和@fig:nil。\n"


def test_a_lone_text_builds_beside_itself(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("标题\n\n正文第一段，有12个项目。\n\n正文第二段。\n", encoding="utf-8")
    done = run("build", "talk.txt", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["output/talk.docx", "output/talk.pdf"]
    assert sorted(p.name for p in (tmp_path / "output").iterdir()) == [
        "build.json",
        "talk.docx",
        "talk.facts.json",
        "talk.pdf",
    ]


def test_errors_are_told_together_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text(BAD, encoding="utf-8")
    done = run("build", "bad.md", cwd=tmp_path)
    assert done.returncode == 1 and not (tmp_path / "output").exists()
    assert "bad.md:7:2: error[R001]" in done.stderr and "bad.md:7:12: error[R001]" in done.stderr
    assert "Traceback" not in done.stderr and done.stdout == ""


def test_a_failed_build_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD, encoding="utf-8")
    assert run("build", "a.md", cwd=tmp_path).returncode == 0
    before = {p.name: p.read_bytes() for p in (tmp_path / "output").iterdir()}
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    assert run("build", "a.md", cwd=tmp_path).returncode == 1
    assert {p.name: p.read_bytes() for p in (tmp_path / "output").iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "status", "text"),
    [
        (("build", "nothing.md"), 2, "X043"),
        (("build",), 2, "X041"),
        (("build", "a.md", "--to", "html"), 2, "X044"),
        (("build", "a.md", "--template", "brefing"), 2, "S041"),
        (("build", "a.exe"), 2, "X040"),
        (("build", "a.md", "--nonsense"), 2, "nonsense"),
        (("build", "a.md", "a.txt"), 2, "X045"),
        (("build", "a.md", "--out", "a.txt/x"), 3, "X030"),
        (("check", "a.md"), 0, "0 errors"),
    ],
)
def test_exit_codes(tmp_path: Path, arguments: tuple[str, ...], status: int, text: str) -> None:
    (tmp_path / "a.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "a.txt").write_text("标题\n\n正文。\n", encoding="utf-8")
    (tmp_path / "a.exe").write_bytes(b"MZ")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == status, done.stderr
    assert text in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "a.txt").is_file()


def test_strict_makes_errors_of_warnings(tmp_path: Path) -> None:
    (tmp_path / "w.md").write_text("---\ntitle: 警\ntemplate: report\n---\n\n<u>粗</u>\n", encoding="utf-8")
    assert run("build", "w.md", cwd=tmp_path).returncode == 0
    assert run("build", "w.md", "--strict", "--out", "strict", cwd=tmp_path).returncode == 1
    assert not (tmp_path / "strict").exists()


def test_check_as_json_and_as_annotations(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text(BAD, encoding="utf-8")
    found = json.loads(run("check", "bad.md", "--format", "json", cwd=tmp_path).stdout)
    assert found["errors"] == 2 and found["warnings"] == 0
    first = found["diagnostics"][0]
    assert {k: first[k] for k in ("path", "line", "column", "code", "severity")} == {
        "path": "bad.md",
        "line": 7,
        "column": 2,
        "code": "R001",
        "severity": "error",
    }
    assert (
        "::error file=bad.md,line=7,col=2,title=R001::"
        in run("check", "bad.md", "--format", "github", cwd=tmp_path).stdout
    )


def test_every_code_that_is_used_is_listed(tmp_path: Path) -> None:
    import re

    used = {
        m
        for p in (ROOT / "src").rglob("*.py")
        if p.name != "codes.py" and p.parent.name != "messages"
        for m in re.findall(r'"([SFCRGTXND]\d{3})(?:\.\w+)?"', p.read_text(encoding="utf-8"))
    }
    assert used <= set(CODES), used - set(CODES)
    assert set(CODES) <= used | {"X000"}, set(CODES) - used
    assert "F003" in run("check", "--codes", cwd=tmp_path).stdout


def test_allow_silences_one_code_on_the_next_block(tmp_path: Path) -> None:
    chart = "```chart\nkind: bar\ntitle: 图\nalt: 图\nrows: {甲: 1}\n```\n"
    (tmp_path / "a.md").write_text(
        f"---\ntitle: 甲\n---\n\n<!-- jz: allow F010 原文没有 -->\n\n{chart}\n{chart}", encoding="utf-8"
    )
    found = json.loads(run("check", "a.md", "--format", "json", cwd=tmp_path).stdout)
    assert [(d["code"], d["line"]) for d in found["diagnostics"]] == [("F010", 18)]


def test_outline_and_facts_as_json(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: 题\nsubtitle: 副\n---\n\n# 甲\n\n**导语。**率由[24.6%]{#r.from}提升至[约38.2%]{#r.to}。\n",
        encoding="utf-8",
    )
    outline = json.loads(run("outline", "a.md", "--format", "json", cwd=tmp_path).stdout)
    assert outline["title"] == "题" and outline["sections"][0]["sections"][0] == {
        "level": 2,
        "text": "导语。",
        "line": 8,
        "run_in": True,
        "paragraphs": 1,
        "sections": [],
    }
    facts = json.loads(run("facts", "a.md", "--format", "json", cwd=tmp_path).stdout)["facts"]
    assert [(f["id"], f["value"], f["unit"], f["approx"], f["kind"], f["group"]) for f in facts] == [
        ("r.from", "24.6", "%", None, "from", "g1"),
        ("r.to", "38.2", "%", "约", "to", "g1"),
    ]
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert all(text[f["source"]["offset"] :].startswith(f["text"]) for f in facts)


def test_import_writes_a_source_that_builds(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("供水情况\n\n再生水利用率由24.6%提升至38.2%。\n\n完。\n", encoding="utf-8")
    assert run("import", "t.txt", "-o", "t2.md", cwd=tmp_path).returncode == 0
    assert run("build", "t2.md", "--strict", cwd=tmp_path).returncode == 0


def test_a_new_project_builds_at_once(tmp_path: Path) -> None:
    assert run("new", "报告 一", cwd=tmp_path).returncode == 0
    folder = tmp_path / "报告 一"
    done = run("build", "--strict", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "output" / "briefing.pdf").is_file() and (folder / "output" / "briefing.docx").is_file()
    assert run("new", "报告 一", cwd=tmp_path).returncode == 2


def test_doctor_finds_everything(tmp_path: Path) -> None:
    done = run("doctor", cwd=tmp_path)
    assert done.returncode == 0 and "NotoSerifSC-Regular" in done.stdout


def test_messages_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text(BAD, encoding="utf-8")
    done = run("check", "bad.md", cwd=tmp_path, LANG="zh_CN.UTF-8")
    assert "bad.md:7:2: 错误[R001]：引用 @fig:none 找不到对应的内容" in done.stdout


def test_help_imports_little(tmp_path: Path) -> None:
    code = "import sys\nfrom jzdocs.cli.main import group\ntry: group.main(['--help'], standalone_mode=True)\nexcept SystemExit: pass\nprint(sorted(m for m in sys.modules if m.split('.')[0] in ('matplotlib','numpy','reportlab','docx','lxml','jinja2','markdown_it')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_the_example_of_the_readme_builds(tmp_path: Path) -> None:
    import re

    for name in ("README.md", "README.zh-CN.md"):
        (example,) = re.findall(r"````markdown\n(.*?)````", (ROOT / name).read_text(encoding="utf-8"), re.S)
        (tmp_path / "a.md").write_text(example, encoding="utf-8")
        done = run("build", "a.md", "--strict", cwd=tmp_path)
        assert done.returncode == 0, done.stderr


def test_fonts_tells_what_a_document_lacks(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 标题\n\n王珺。\n", encoding="utf-8")
    told = json.loads(run("fonts", "a.md", "--format", "json", cwd=tmp_path).stdout)["faces"]
    lacking = {face["key"]: face["document"] for face in told}
    assert lacking["song"] == "" and lacking["fang"] == "珺"
    assert next(face for face in told if face["key"] == "song")["standard"] == ""
    assert "珺→kai" in run("fonts", "a.md", cwd=tmp_path).stdout


def test_a_new_official_document_builds_without_a_warning(tmp_path: Path) -> None:
    assert run("new", "通知", "--template", "gongwen", cwd=tmp_path).returncode == 0
    done = run("build", "--strict", cwd=tmp_path / "通知")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "通知" / "output" / "notice.pdf").is_file()


def test_there_is_an_example_of_each_kind_of_official_document() -> None:
    folder = resource_root() / "templates" / "examples"
    assert {path.stem for path in folder.iterdir()} == set(EXAMPLES)
    heads = {path.stem: path.read_text(encoding="utf-8").split("---\n")[1] for path in folder.iterdir()}
    given = [match[1] for head in heads.values() if (match := re.search(r"^kind: (.*)$", head, re.M))]
    assert sorted([*given, "通知"]) == sorted(KINDS)


@pytest.mark.parametrize("template", ["order", "letter", "minutes"])
def test_an_example_has_the_form_of_its_kind_and_no_finding(template: str, tmp_path: Path) -> None:
    assert run("new", "a", "--template", template, cwd=tmp_path).returncode == 0
    done = run("build", "--strict", cwd=tmp_path / "a")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a" / "output" / f"{template}.docx").is_file()


def test_check_tells_what_would_come_out_otherwise(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD, encoding="utf-8")
    missing = run("build", "a.md", "--check", cwd=tmp_path)
    assert (
        missing.returncode == 1
        and "output/a.docx: error[X060]" in missing.stderr
        and not (tmp_path / "output").exists()
    )
    assert run("build", "a.md", cwd=tmp_path).returncode == 0
    before = {p.name: p.read_bytes() for p in (tmp_path / "output").iterdir()}
    same = run("build", "a.md", "--check", cwd=tmp_path)
    assert same.returncode == 0 and same.stdout == "" and same.stderr == ""
    (tmp_path / "a.md").write_text(GOOD.replace("2亿元", "3亿元"), encoding="utf-8")
    changed = run("build", "a.md", "--check", "--format", "json", cwd=tmp_path)
    found = json.loads(changed.stdout)
    assert (
        changed.returncode == 1 and {d["code"] for d in found["diagnostics"]} == {"X061"} and found["documents"] == []
    )
    assert all("changed: a.md" in d["hint"] for d in found["diagnostics"])
    assert {p.name: p.read_bytes() for p in (tmp_path / "output").iterdir()} == before, "nothing is written"


def test_the_same_bytes_from_wherever_it_is_run(tmp_path: Path) -> None:
    """In two folders, from the project's root and from inside it: no file knows where it was made."""
    made = []
    for name in ("one", "two"):
        root = tmp_path / name
        if made:
            shutil.copytree(tmp_path / "one", root, ignore=shutil.ignore_patterns("output", ".cache"))
        else:
            assert run("new", str(root), cwd=tmp_path).returncode == 0
        assert run("build", cwd=root if name == "one" else root / "seeds").returncode == 0
        made.append({p.name: p.read_bytes() for p in (root / "output").iterdir()})
    assert made[0] == made[1] and len(made[0]) >= 4
    assert not any(str(tmp_path).encode() in data for data in made[0].values())
    assert b'"seeds/briefing.md"' in made[0]["build.json"] and b'"jzdocs/templates/' in made[0]["build.json"]


def test_the_bar_tells_rate_and_time_left() -> None:
    from jzdocs.cli.progress import bar

    assert bar(250, 1000, 25.0) == "━━━━━━──────────────────  250/1000  10.0/s  1:15 "
    assert bar(1, 100_000, 0.2).endswith("5.0/s  5:33:20 ")
