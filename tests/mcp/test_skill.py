"""The skill for assistants: its files are made as it says, and each of its commands runs without a finding."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from conftest import ROOT
from jzdocs.cli.main import main

SKILL = ROOT / "docs" / "assistant" / "SKILL.md"
BLOCK = re.compile(r"^(`{3,4})(\w+)(?: (\S+))?\n(.*?)^\1$", re.M | re.S)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(str(ended.value.code))


def blocks() -> list[tuple[str, str, str]]:
    return [(m[2], m[3] or "", m[4]) for m in BLOCK.finditer(SKILL.read_text(encoding="utf-8"))]


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JZDOCS_CACHE", "")
    for _, name, text in blocks():
        if name:
            Path(name).parent.mkdir(exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")


def test_the_skill_has_a_name_and_says_when_it_is_used() -> None:
    head = SKILL.read_text(encoding="utf-8").split("---\n")[1]
    assert re.search(r"^name: jzdocs$", head, re.M)
    assert re.search(r"^description: .{80,1024}$", head, re.M)


def test_every_command_of_the_skill_runs(capsys: pytest.CaptureFixture[str]) -> None:
    commands = [line.split()[1:] for kind, _, text in blocks() if kind == "sh" for line in text.splitlines()]
    assert len(commands) >= 9
    for command in commands:
        assert run(*command) == 0, command
        captured = capsys.readouterr()
        assert not re.search(r"(warning|error)\[", captured.out + captured.err), command


def test_what_the_skill_says_of_the_states_holds(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "talk.md", "--against", "data", "--format", "json") == 0
    record = json.loads(capsys.readouterr().out)
    states = {figure["text"]: figure["state"] for figure in record["figures"]}
    assert states == {"24.6%": "source", "38.2%": "source", "13.6个百分点": "formula", "2.04亿元": "derived"}


def test_the_links_of_the_skill_lead_somewhere() -> None:
    for page in (SKILL, ROOT / "docs" / "mcp.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), target
