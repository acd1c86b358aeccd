"""What is published: the GitHub Action's steps run in a repository, and the container file is one that can be built."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from projects import replaced
from test_recipes import Runner, filled

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    made = Runner(tmp_path)
    made._program("python", f'printf "%s\\n" "python $*" >> {made.calls}')
    return made


def act(runner: Runner, status: int = 0, **given: str) -> str:
    """Run the Action's steps as GitHub does, with its inputs; those behind a failure are left out."""
    inputs = {name: given.get(name.replace("-", "_"), field["default"]) for name, field in ACTION["inputs"].items()}
    values = {f"inputs.{name}": value for name, value in inputs.items()} | {"github.action_path": str(ROOT)}
    told = ""
    steps: list[dict[str, Any]] = [step for step in ACTION["runs"]["steps"] if "run" in step]
    for number, step in enumerate(steps, 1):
        assert "${{" not in step["run"], "an input in the text of a script could run as one"
        env = {name: filled(value, values) for name, value in step.get("env", {}).items()}
        env["GITHUB_OUTPUT"] = str(runner.folder.parent / "github-output")
        last = status and number == len(steps) - 1  # the check fails, before the build
        told += runner.run(step["run"], status if last else 0, **env)
        if last:
            break
    return told


def test_the_action_checks_and_builds_a_project(runner: Runner) -> None:
    act(runner, path="seeds", to="pdf")
    assert {"a.pdf", "build.json"} <= {path.name for path in (runner.folder / "jzdocs-output").iterdir()}
    assert (runner.folder.parent / "github-output").read_text() == "folder=jzdocs-output\n"
    assert runner.called() == [
        f"python -m pip install --quiet --require-hashes -r {ROOT}/lock/runtime.txt",
        f"python -m pip install --quiet --no-deps --no-build-isolation {ROOT}",
    ]


def test_the_action_builds_a_document_into_a_folder(runner: Runner) -> None:
    act(runner, path="seeds/a.md", out="made")
    assert {"a.pdf", "a.docx"} <= {path.name for path in (runner.folder / "made").iterdir()}


def test_the_action_fails_at_what_is_wrong(runner: Runner) -> None:
    replaced(runner.folder / "seeds/a.md", "[from, to]", "[96, to]")
    assert "::warning file=seeds/a.md,line=" in act(runner, 1, path="seeds", strict="true")
    assert not (runner.folder / "jzdocs-output").exists()


def test_every_input_and_output_of_the_action_is_used() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    for name, field in ACTION["inputs"].items():
        assert f"inputs.{name} " in text and field["description"]
    assert set(re.findall(r"uses: (.*)@", text)) == {"actions/setup-python", "actions/upload-artifact"}


def trial(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_container_file() -> None:
    """Its steps themselves are run by `make container`."""
    lines = list(trial("try_container").instructions((ROOT / "Containerfile").read_text(encoding="utf-8")))
    stages = [rest.partition(" AS ")[2] for word, rest in lines if word == "FROM"]
    assert stages == ["page", "wheel", ""]
    for word, rest in lines:
        if word == "COPY" and not rest.startswith("--from="):
            assert (ROOT / rest.split()[0]).exists()
        elif word == "COPY":
            assert rest.split()[0].removeprefix("--from=") in stages
        elif word in ("ENTRYPOINT", "CMD"):
            assert json.loads(rest)
    installs = [rest for word, rest in lines if word == "RUN" and "pip install" in rest]
    assert all("--require-hashes" in rest or "--no-deps" in rest for rest in installs)


def test_what_a_container_is_made_from_leaves_out_only_what_it_names() -> None:
    ignore = trial("try_container")._ignore
    assert ignore(str(ROOT), ["build", "src", ".git"]) == {"build", ".git"}
    assert ignore(str(ROOT / "src/jzdocs"), ["build", "__pycache__"]) == {"__pycache__"}


def test_the_single_file_runs_no_module_but_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = trial("desktop_entry")
    started = {
        match
        for path in (ROOT / "src").rglob("*.py")
        for match in re.findall(r'"-m",\s*"(jzdocs[\w.]+)"', path.read_text(encoding="utf-8"))
    }
    assert started == set(entry.MODULES)
    ran: list[str] = []
    monkeypatch.setattr(entry.runpy, "run_module", lambda name, **_: ran.append(name))
    monkeypatch.setattr("sys.argv", ["jzdocs", "-P", "-m", "jzdocs.charts.scripts.process"])
    entry.main()
    assert ran == ["jzdocs.charts.scripts.process"]
    monkeypatch.setattr("sys.argv", ["jzdocs", "-m", "http.server"])
    with pytest.raises(SystemExit) as ended:
        entry.main()
    assert ended.value.code == 2 and len(ran) == 1


def test_pyinstaller_is_in_its_extra_alone() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert [name for name, needs in extras.items() if any("pyinstaller" in need for need in needs)] == ["desktop"]
    assert not any("pyinstaller" in need for need in project["dependencies"])
