"""The recipes of docs/recipes: their commands are run in a project, in the order in which they stand there. Only
what talks to others (pip, the forge) is a stand-in that writes down how it was called."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from projects import TEXT, project, replaced

RECIPES = ROOT / "docs" / "recipes"
CHANGE = ("98%", "99%")


class Runner:
    """A machine that has jzdocs, git and stand-ins."""

    def __init__(self, folder: Path) -> None:
        self.folder = project(folder / "repository")
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.calls = folder / "calls"
        self.calls.touch()
        for name in ("pip", "gh", "curl", "apt-get"):
            self._program(name, f'printf "%s\\n" "{name} $*" >> {shlex.quote(str(self.calls))}')
        self._program("jzdocs", f'exec {shlex.quote(sys.executable)} -m jzdocs "$@"')
        self.environment = {
            "PATH": f"{self.bin}:/usr/bin:/bin",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT / "src"),
            "JZDOCS_CACHE": "unset",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@b",
            "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@b",
        }
        self.git("init", "-q")
        (self.folder / ".gitignore").write_text("/output/\n/.cache/\n", encoding="utf-8")
        self.commit()

    def _program(self, name: str, body: str) -> None:
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def git(self, *arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self.environment, check=True, capture_output=True, text=True
        ).stdout.strip()

    def commit(self) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")
        return self.git("rev-parse", "HEAD")

    def run(self, command: str, status: int = 0, **env: str) -> str:
        """Run a step as runners do: bash, ended by the first failure."""
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
            cwd=self.folder,
            env=self.environment | env,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == status, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def called(self) -> list[str]:
        return self.calls.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def recipe(name: str) -> Any:
    return yaml.safe_load((RECIPES / name).read_text(encoding="utf-8"))


def filled(value: str, values: dict[str, str]) -> str:
    return re.sub(r"\$\{\{\s*([\w.]+)\s*\}\}", lambda m: values[m[1]], value)


def steps(runner: Runner, job: dict[str, Any], values: dict[str, str]) -> str:
    """Run a GitHub job's steps; what is uploaded must be there."""
    env = {key: filled(value, values) for key, value in job.get("env", {}).items()}
    told = ""
    for step in job["steps"]:
        if "run" in step:
            told += runner.run(filled(step["run"], values), **env)
        elif step["uses"].startswith("actions/upload-artifact"):
            assert all(list(runner.folder.glob(pattern)) for pattern in step["with"]["path"].split())
        else:
            assert step["uses"].split("@")[0] in ("actions/checkout", "actions/setup-python", "actions/cache")
    return told


def test_github_each_month(runner: Runner) -> None:
    job = recipe("github-monthly.yml")["jobs"]["build"]
    told = steps(runner, job, {"github.run_id": "1"})
    assert "a: 2 of 2 charts drawn" in told and runner.called() == [f"pip install {job['env']['WHEEL']}"]
    again = steps(runner, job, {"github.run_id": "2"})
    assert "a: nothing that it is made from has changed" in again
    replaced(
        runner.folder / "seeds/a.md", "[from, to]", "[96, to]"
    )  # a warning fails the month's briefing, at its line
    assert "::warning file=seeds/a.md,line=" in runner.run("jzdocs check --strict --format github", 1)


def test_github_pull_request(runner: Runner) -> None:
    base = runner.git("rev-parse", "HEAD")
    replaced(runner.folder / "seeds/a.md", *CHANGE)
    runner.commit()
    values = {
        "github.event.pull_request.base.sha": base,
        "github.event.pull_request.number": "7",
        "github.token": "t",
        "github.run_id": "1",
    }
    steps(runner, recipe("github-pull-request.yml")["jobs"]["changes"], values)
    assert runner.called()[-1] == "gh pr comment 7 --body-file changes.md --edit-last --create-if-none"
    assert "| `to` | 98% | 99% | +1个百分点 |  | seeds/a.md:8 |" in (runner.folder / "changes.md").read_text(
        encoding="utf-8"
    )
    assert "data:image/png" in (runner.folder / "changes.html").read_text(encoding="utf-8")


def test_github_published_documents_must_be_those_of_their_sources(runner: Runner) -> None:
    runner.run("jzdocs build --out published", JZDOCS_CACHE="")
    replaced(runner.folder / "seeds/a.md", *CHANGE)
    (check,) = [
        s["run"]
        for s in recipe("github-pull-request.yml")["jobs"]["changes"]["steps"]
        if "published" in s.get("run", "")
    ]
    assert "::error file=published/a.pdf" in runner.run(check, 1, JZDOCS_CACHE="")
    runner.run("jzdocs build --out published", JZDOCS_CACHE="")
    runner.run(check, JZDOCS_CACHE="")


def test_gitlab(runner: Runner) -> None:
    base = runner.git("rev-parse", "HEAD")
    made = recipe("gitlab-ci.yml")
    for line in made["briefing"]["script"]:
        runner.run(line, **made["variables"])
    assert all(
        (runner.folder / path).exists() for path in (*made["briefing"]["artifacts"]["paths"], *made["cache"]["paths"])
    )
    replaced(runner.folder / "seeds/a.md", *CHANGE)
    runner.commit()
    around = {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "JZDOCS_TOKEN": "t",
        "CI_API_V4_URL": "api",
        "CI_PROJECT_ID": "1",
        "CI_MERGE_REQUEST_IID": "2",
    }
    for line in made["changes"]["script"]:
        runner.run(line, **made["variables"], **around)
    assert runner.called()[-1].endswith(
        "PRIVATE-TOKEN: t --data-urlencode body@changes.md api/projects/1/merge_requests/2/notes"
    )
    assert "98% | 99%" in (runner.folder / "changes.md").read_text(encoding="utf-8")
    assert all((runner.folder / path).exists() for path in made["changes"]["artifacts"]["paths"])


def test_pre_commit(runner: Runner) -> None:
    (hook,) = recipe("pre-commit-config.yaml")["repos"][0]["hooks"]
    (runner.folder / "seeds/README.md").write_text("about\n", encoding="utf-8")
    (runner.folder / "notes.md").write_text("# x\n", encoding="utf-8")
    runner.git("add", "-A")
    staged = runner.git("ls-files").splitlines()
    named = [name for name in staged if re.search(hook["files"], name) and not re.search(hook["exclude"], name)]
    assert named == ["seeds/a.md"]
    runner.run(shlex.join([*shlex.split(hook["entry"]), *named]))
    (runner.folder / "seeds/a.md").write_text(TEXT + "\n见@fig:none。\n", encoding="utf-8")
    assert "error[R001]" in runner.run(shlex.join([*shlex.split(hook["entry"]), *named]), 1)


def test_container(runner: Runner) -> None:
    lines = [
        line
        for line in (RECIPES / "Containerfile").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    said = [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]
    assert said[0][0] == "FROM" and {word for word, _ in said} <= {
        "FROM",
        "COPY",
        "RUN",
        "ENV",
        "WORKDIR",
        "ENTRYPOINT",
        "CMD",
    }
    for word, rest in said:
        if word == "COPY":
            assert (ROOT / rest.split()[0]).exists()
        if word == "RUN":
            runner.run(rest.replace("rm -r /tmp/jzdocs", "true"))
    assert [call.split()[-1] for call in runner.called()] == ["/tmp/runtime.txt", "/tmp/jzdocs"]
    command = [part for word, rest in said if word in ("ENTRYPOINT", "CMD") for part in json.loads(rest)]
    (variable,) = [rest.replace("/project/", f"{runner.folder}/") for word, rest in said if word == "ENV"]
    runner.run(f"{variable} {shlex.join(command)}")
    assert (runner.folder / "output/a.pdf").is_file() and (runner.folder / ".cache/jzdocs").is_dir()


def test_the_audit_looks_at_the_lock_file_with_a_tool_of_its_own(tmp_path: Path) -> None:
    programs, calls = tmp_path / "bin", tmp_path / "calls"
    programs.mkdir()
    log = f'#!/bin/sh\necho "$(basename "$0") $*" >> {calls}\n'
    stubs = 'for tool in pip pip-audit; do mkdir -p "$3/bin"; cp "$(dirname "$0")/make" "$3/bin/$tool"; done\n'
    for name, text in (("make", log), ("python3", log + stubs)):
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    env = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "TMPDIR": str(tmp_path)}
    subprocess.run(["sh", RECIPES / "audit.sh"], check=True, env=env, cwd=ROOT)
    called = calls.read_text(encoding="utf-8").splitlines()
    assert [call.split()[0] for call in called] == ["python3", "pip", "make", "pip-audit"]
    assert called[-1].endswith("--requirement lock/runtime.txt") and (ROOT / "lock/runtime.txt").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "calls"]


def test_the_nightly_fuzz_runs_an_hour_with_the_seed_of_the_day(tmp_path: Path) -> None:
    steps = yaml.safe_load((RECIPES / "nightly-fuzz.yml").read_text(encoding="utf-8"))["jobs"]["fuzz"]["steps"]
    (command,) = [step["run"] for step in steps if "run" in step]
    (tmp_path / "make").write_text(f'#!/bin/sh\necho "$*" >> {tmp_path}/calls\n', encoding="utf-8")
    (tmp_path / "make").chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    subprocess.run(["sh", "-c", command], check=True, env=env, cwd=tmp_path)
    assert re.fullmatch(r"fuzz SECONDS=3600 SEED=\d{3}\n", (tmp_path / "calls").read_text(encoding="utf-8"))


def test_every_recipe_is_told_of_and_tried() -> None:
    told = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
    tests = (Path(__file__), ROOT / "tests" / "api" / "test_docs.py")
    tried = "".join(path.read_text(encoding="utf-8") for path in tests)
    for path in RECIPES.iterdir():
        assert f"recipes/{path.name}" in told and f'"{path.name}"' in tried
