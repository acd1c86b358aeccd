"""The commands that the READMEs show work as they stand there, in their order."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import jzdocs
from conftest import ROOT
from support.official_files import official_file, right_document, with_text

TEXT = "城市管理工作\n\n一、供水\n\n再生水利用率由24.6%提升至38.2%，供热面积达到4630万平方米。\n\n二、供热\n\n完成改造12个小区。\n"
TEMPLATE = "---\ntitle: 供水情况\n---\n\n# 供水\n\n{{ 县区 }}供水人口{{ 人口 }}万人。\n"
NAMES = {
    "README.md": ("talk.txt", "report.md.j2", "counties.csv", "last-month"),
    "README.zh-CN.md": ("发言稿.txt", "模板.md.j2", "县区.csv", "上月"),
}


def shell_lines(readme: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.S)
    return [line.split("  #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize("readme", NAMES)
def test_commands_of_the_readme(readme: str, tmp_path: Path) -> None:
    talk, template, table, last_month = NAMES[readme]
    (tmp_path / "jzdocs.toml").write_text('sources = "seeds"\noutput = "output"\n', encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.md").write_text("# 供水\n\n供水人口[30万人]{#people}。\n", encoding="utf-8")
    (tmp_path / talk).write_text(TEXT, encoding="utf-8")
    (tmp_path / template).write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / table).write_text("县区,人口\n榆次区,91\n祁县,24\n", encoding="utf-8")
    notice = official_file(with_text(right_document(), "date", "2025年11月05日"))
    (tmp_path / "通知.docx").write_bytes(notice)
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "jzdocs"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m jzdocs "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{command.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "LANG": "C.UTF-8",
    }
    ours = [line for line in shell_lines(readme) if line.startswith("jzdocs ")]
    assert len(ours) > 14
    for line in ours:
        if line.startswith(("jzdocs serve", "jzdocs watch")):
            continue  # they run until they are stopped, and have tests of their own
        if " diff " in line and not (tmp_path / last_month).exists():
            shutil.copytree(tmp_path / "output", tmp_path / last_month)
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    assert (tmp_path / "output" / "祁县简报.docx").is_file()
    assert (tmp_path / "简报" / "output").is_dir()


@pytest.mark.parametrize("readme", NAMES)
def test_make_targets_of_the_readme_exist(readme: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    shown = set(re.findall(r"`?\bmake ([a-z]+)", (ROOT / readme).read_text(encoding="utf-8")))
    assert {"briefing", "test", "wheel"} <= shown <= targets


def test_shown_wheels_have_the_version() -> None:
    texts = [ROOT / name for name in NAMES] + list((ROOT / "docs" / "recipes").iterdir())
    versions = [v for path in texts for v in re.findall(r"jzdocs-([\d.]+)-py3", path.read_text(encoding="utf-8"))]
    assert len(versions) >= 5
    assert set(versions) == {jzdocs.__version__}


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
