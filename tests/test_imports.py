"""What commands import: little, and late. Whoever asks for help, or finds everything made, pays for no stage."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from projects import project, replaced, settle

HEAVY = {
    "matplotlib",
    "numpy",
    "docx",
    "reportlab",
    "jinja2",
    "markdown_it",
    "yaml",
    "uharfbuzz",
    "lxml",
    "PIL",
    "xlsxwriter",
    "openpyxl",
    "rjieba",
}
OTHERS = {"duckdb", "sqlalchemy", "distributed", "pypdfium2", "pikepdf", "watchfiles"}
LIGHT = {
    "",
    ".__main__",
    ".build",
    ".build.batch",
    ".build.incremental",
    ".build.protection",
    ".build.publish",
    ".build.result",
    ".cache",
    ".cache.store",
    ".charts",
    ".charts.worker",
    ".cli",
    ".cli.build",
    ".cli.declare",
    ".cli.help_pages",
    ".cli.main",
    ".cli.interrupts",
    ".callables",
    ".cli.memory",
    ".cli.parameters",
    ".messages.language",
    ".cli.progress",
    ".cli.reporting",
    ".cli.terminal",
    ".allowances",
    ".errors",
    ".file_names",
    ".files",
    ".messages",
    ".messages.catalogue",
    ".messages.commands",
    ".messages.server_commands",
    ".messages.message",
    ".messages.texts",
    ".options",
    ".patterns",
    ".project",
    ".resources",
    ".user_secret",
    ".settings",
    ".workers",
    ".limits",
    ".toml_text",
}


def imported(folder: Path, *arguments: str, **env: str) -> set[str]:
    """The modules that a command has in its own process when it ends."""
    script = (
        "import sys, atexit\n"
        "atexit.register(lambda: open(sys.argv[1], 'w').write(' '.join(sys.modules)))\n"
        "from jzdocs.cli.main import main\n"
        "main(sys.argv[2:])\n"
    )
    told = folder / "modules.log"
    subprocess.run(
        [sys.executable, "-c", script, str(told), *arguments],
        cwd=folder,
        check=True,
        env={**os.environ, **env},
        capture_output=True,
    )
    return set(told.read_text().split())


def ours(modules: set[str]) -> set[str]:
    return {name.removeprefix("jzdocs") for name in modules if name.split(".")[0] == "jzdocs"}


def packages(modules: set[str]) -> set[str]:
    return {name.split(".")[0] for name in modules}


def test_help_imports_nothing_of_the_stages(tmp_path: Path) -> None:
    found = imported(tmp_path, "--help")
    assert not packages(found) & (HEAVY | OTHERS)
    assert ours(found) <= LIGHT - {".build.batch", ".cli.build"} and len(found) < 330


def test_a_build_with_nothing_changed_imports_nothing_of_the_stages(tmp_path: Path) -> None:
    folder, cache = project(tmp_path / "p"), {"JZDOCS_CACHE": str(tmp_path / "cache")}
    settle()
    first = imported(folder, "build", **cache)
    again = imported(folder, "build", **cache)
    assert ".build.pipeline" in ours(first) and ours(again) <= LIGHT
    assert not packages(again) & (HEAVY | OTHERS)


@pytest.mark.parametrize("kind", ["first", "edited"])
def test_a_build_imports_what_it_needs(tmp_path: Path, kind: str) -> None:
    folder, cache = project(tmp_path / "p"), {"JZDOCS_CACHE": str(tmp_path / "cache")}
    settle()
    found = imported(folder, "build", **cache)
    if kind == "edited":
        replaced(folder / "seeds/a.md", "投入", "共投入")
        settle()
        found = imported(folder, "build", **cache)
        assert not packages(found) & {"docx", "lxml", "xlsxwriter"}  # the other core makes the Word file
    # charts are drawn in another process; rjieba divides the sentences of figures, and is there where a text has some
    assert not packages(found) & {"matplotlib", "numpy", "openpyxl"} | OTHERS & packages(found)
    assert "rjieba" in packages(found)
    assert not ours(found) & {
        ".source.plain",
        ".source.headings",
        ".source.emit",
        ".source.word",
        ".charts.draw",
        ".pull",
        ".compare",
    }


def test_a_text_without_figures_is_built_without_the_words_of_the_dictionary(tmp_path: Path) -> None:
    folder, cache = project(tmp_path / "p"), {"JZDOCS_CACHE": str(tmp_path / "cache")}
    (folder / "seeds/a.md").write_text("---\ntitle: 简报\n---\n\n# 供水\n\n各处按时供水。\n", encoding="utf-8")
    settle()
    assert "rjieba" not in packages(imported(folder, "build", **cache))
