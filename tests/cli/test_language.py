"""Every word that the command line says is in the user's language: help pages, errors of usage, reports."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from command import run
from jzdocs.cli.main import COMMANDS, group
from jzdocs.messages import commands

SOURCE = "---\ntitle: 好\ntemplate: report\n---\n\n# 甲\n\n投入[2亿元]{#a}。\n"
CHINESE = re.compile("[\u3400-\u9fff]+")
# names of formats, programs and fields; placeholders of the Chinese page are Chinese
IDENTIFIERS = frozenset(
    word
    for words in (
        "jzdocs Word PDF PDF/A Markdown JSON Parquet CSV XLSX DuckDB SQL LSP MCP Schema Dask HTML Ctrl-C tcp output/ used all briefing gongwen",
        "pdf docx ofd OFD OFD-A archive exchange text json github markdown accept reject keep report style.toml",
        "resolution decision order communique announcement proclamation opinion bulletin request reply bill letter minutes",
    )
    for word in words.split()
)
OURS = re.compile(
    r"(--?[a-z][-a-z]*|\[[a-z0-9|-]+\]|[\w./-]+\.(?:md|html|toml|pdf|ofd|docx|txt|j2)\b|a-[23]a|[XSF]\d{3})"
)


def prose(text: str) -> list[str]:
    """The English words of a text that are no identifiers."""
    words = re.findall(r"[A-Za-z][A-Za-z/-]*", OURS.sub(" ", text))
    return [word for word in words if word not in IDENTIFIERS and word not in (*COMMANDS, "learn")]


def say(folder: Path, language: str, *arguments: str) -> str:
    done = run(*arguments, cwd=folder, LANG=language)
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_pages(tmp_path: Path, name: str) -> None:
    arguments = (name, "--help") if name else ("--help",)
    chinese = say(tmp_path, "zh_CN.UTF-8", *arguments)
    assert prose(chinese) == [] and "用法：" in chinese and "显示本页并退出" in chinese
    english = say(tmp_path, "C.UTF-8", *arguments).replace("“{{ 县区 }}简报”", "")
    assert CHINESE.findall(english) == [] and english.startswith("Usage: jzdocs")


def test_pages_fit_a_terminal_of_80_columns(tmp_path: Path) -> None:
    from jzdocs.cli.help_pages import columns

    for name in COMMANDS:
        assert max(map(columns, say(tmp_path, "zh_CN.UTF-8", name, "--help").splitlines())) <= 80, name


def test_every_option_and_command_has_its_text() -> None:
    import click

    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None and command.help_key == f"cli.{name}.help"  # type: ignore[attr-defined]
        assert {f"cli.{name}.help", f"cli.{name}.summary"} <= set(commands.TEXTS)
        for each in (*getattr(command, "commands", {}).values(), command):  # a group has commands of its own
            keys = {
                key for p in each.params for key in (getattr(p, "help_key", ""), getattr(p, "value_key", "")) if key
            }
            assert (keys or each is command) and keys <= set(commands.TEXTS)


ERRORS = [
    ((), "用法："),
    (("bild",), "错误：没有“bild”这个命令；是不是 build？"),
    (("build", "--tox", "pdf"), "错误：没有 --tox 这个选项；是不是 --to"),
    (("build", "--to"), "错误：选项 --to 后面要写值"),
    (("build", "--strict=1"), "错误：选项 --strict 后面不能写值"),
    (("build", "--archive", "x"), "错误：“--archive”的值不对：不能写“x”，可用的有：a-2a、a-3a"),
    (("build", "--jobs", "0"), "错误：“--jobs”的值不对：0 小于 1"),
    (("build", "--jobs", "x"), "错误：“--jobs”的值不对：“x”不是整数"),
    (("facts",), "错误：缺少参数“文件”"),
    (("facts", "a.md", "b.md"), "错误：参数太多：b.md"),
    (("doctor", "--read", "none.pdf"), "错误：“--read”的值不对：没有文件“none.pdf”"),
    (("new", "a.md"), "错误：“文件夹”的值不对：“a.md”是文件，不是文件夹"),
    (("trace", "folder"), "错误：“文件”的值不对：“folder”是文件夹"),
    (("build", "nofile.md"), "错误[X043]：没有文件 nofile.md；请核对文件名"),
    (("build",), "错误[X041]：本文件夹及上级文件夹都没有 jzdocs.toml"),
    (("watch",), "错误[X041]：本文件夹及上级文件夹都没有 jzdocs.toml"),
    (("build", "a.md", "--to", "html"), "错误[X044]：没有“html”这种输出格式"),
    (("build", "a.md", "--template", "none"), "错误[S041]"),
    (("build", "a.md", "--out", "a.md/folder"), "错误[X030]：无法写出文档：路径中有一段是文件，不是文件夹"),
    (("build", "a.md", "--query", "x"), "错误[X048]：--query、--name、--scheduler 要与 --each 同用"),
    (("diff", "folder", "folder"), "错误[X057]"),
    (("pull", "a.md"), "错误["),
]


@pytest.mark.parametrize(("arguments", "expected"), ERRORS)
def test_errors(tmp_path: Path, arguments: tuple[str, ...], expected: str) -> None:
    (tmp_path / "a.md").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    done = run(*arguments, cwd=tmp_path, LANG="zh_CN.UTF-8")
    assert done.returncode and expected in done.stderr
    given = {word for argument in arguments for word in re.findall("[A-Za-z]+", argument)}
    assert [word for word in prose(done.stderr) if word not in given] == [], done.stderr
    english = run(*arguments, cwd=tmp_path, LANG="C.UTF-8")
    assert english.returncode == done.returncode and CHINESE.findall(english.stderr) == []


def test_the_version(tmp_path: Path) -> None:
    assert say(tmp_path, "zh_CN.UTF-8", "--version") == "jzdocs 版本 0.1.0\n"
    assert say(tmp_path, "C.UTF-8", "--version") == "jzdocs, version 0.1.0\n"


def test_reports_of_a_build(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SOURCE, encoding="utf-8")
    told = run("build", "a.md", "--explain", "--timings", cwd=tmp_path, LANG="zh_CN.UTF-8", JZDOCS_CACHE="").stderr
    assert told.startswith("a：全部重新生成\na：读取：") and "写 PDF" in told and "毫秒" in told
    assert prose(told.replace("a：", "")) == []
    (tmp_path / "a.md").write_text(SOURCE + "见@fig:x。", encoding="utf-8")
    failed = run("build", "a.md", cwd=tmp_path, LANG="zh_CN.UTF-8").stderr
    assert failed.splitlines()[-1].endswith("未写出任何文件")


def test_the_list_of_codes(tmp_path: Path) -> None:
    chinese = say(tmp_path, "zh_CN.UTF-8", "check", "--codes")
    assert "R001  引用找不到对应的内容（见@fig:reuze）" in chinese
    codes = json.loads(say(tmp_path, "zh_CN.UTF-8", "check", "--codes", "--format", "json"))
    assert all(CHINESE.search(code["meaning"]) for code in codes.values())
    english = json.loads(say(tmp_path, "C.UTF-8", "check", "--codes", "--format", "json"))
    assert not any(CHINESE.search(code["meaning"]) for code in english.values())


def test_doctor_and_fonts(tmp_path: Path) -> None:
    told = say(tmp_path, "zh_CN.UTF-8", "doctor")
    assert "字体" in told and "外部程序（只在测试中使用）" in told and "缓存：" in told
    assert "not found" not in told and "missing" not in told
    (tmp_path / "a.md").write_text("# 标题\n\n王珺。\n", encoding="utf-8")
    assert "文档中缺：珺→kai" in say(tmp_path, "zh_CN.UTF-8", "fonts", "a.md")
    assert "lacks for the document: 珺→kai" in say(tmp_path, "C.UTF-8", "fonts", "a.md")


def test_what_a_new_project_prints(tmp_path: Path) -> None:
    assert say(tmp_path, "zh_CN.UTF-8", "new", "x") == "已建好 x；接着运行：cd x && jzdocs build\n"
    assert say(tmp_path, "C.UTF-8", "new", "y") == "made y; next: cd y && jzdocs build\n"


@pytest.mark.parametrize("form", ["json", "github"])
def test_findings_in_other_forms(tmp_path: Path, form: str) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 坏\n---\n\n见@fig:none。\n", encoding="utf-8")
    assert "引用 @fig:none 找不到对应的内容" in say(tmp_path, "zh_CN.UTF-8", "check", "a.md", "--format", form)
    assert "undefined reference" in say(tmp_path, "C.UTF-8", "check", "a.md", "--format", form)
