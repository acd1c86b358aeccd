"""The map from lines to tests: the whole suite runs once under coverage, and the result is kept until a source or a
test changes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from coverage import CoverageData
from coverage.exceptions import DataError

from mutants.workspace import Workspace

# {context}: coverage fills in the variable when a process starts. `_exit`: forked workers end by os._exit, and would
# lose what they ran.
_CONFIGURATION = """\
[run]
parallel = true
data_file = {folder}/data
source = {package}
context = ${{MUTANTS_CONTEXT-}}
patch = _exit
core = ctrace
disable_warnings = no-data-collected, module-not-imported, module-not-measured
"""

# these say nothing about the package: how the repository is written, and these tools
NOT_RUN = ("--ignore=tests/tools", "--ignore=tests/test_house.py", "--ignore=tests/test_wheel.py")


class LineMap:
    """Which tests run which lines of the package, and how long each test takes."""

    def __init__(self, package: str, folder: Path) -> None:
        self._package = package
        self._data = CoverageData(str(folder / "combined"))
        self._data.read()
        self.tests: dict[str, dict[str, Any]] = json.loads((folder / "tests.json").read_text(encoding="utf-8"))
        self._users: dict[str, list[str]] = {}
        for name, test in self.tests.items():
            for fixture in test["fixtures"]:
                self._users.setdefault(fixture, []).append(name)
        self._lines: dict[str, dict[int, list[str]]] = {}

    def seconds(self, test: str) -> float:
        """Return how long a test took while the map was made."""
        return float(self.tests[test]["seconds"])

    def tests_of(self, file: str, lines: Iterable[int] | None) -> set[str]:
        """Return the passing tests that run one of the lines of a file; without lines, any line within functions
        (which tests do; importing runs the others)."""
        if file not in self._lines:
            self._lines[file] = self._data.contexts_by_lineno(f"{self._package}/{file}")
        by_line = self._lines[file]
        chosen = by_line.values() if lines is None else [by_line.get(line, []) for line in lines]
        names: set[str] = set()
        for context in {context for contexts in chosen for context in contexts}:
            # a process that a test starts has a context of its own, which switching adds a part to
            for part in context.split("|"):
                names.update(self._users.get(part, [part]))
        return {name for name in names if name in self.tests and self.tests[name]["passed"]}


def fingerprint(project: Path) -> str:
    """Return a hash of everything that decides which test runs which line."""
    digest = hashlib.sha256()
    paths = [path for folder in ("src", "tests", "templates", "seeds") for path in (project / folder).rglob("*")]
    for path in sorted(paths):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(project)}\0".encode() + path.read_bytes())
    for name in ("lines.py", "contexts.py"):
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()[:16]


def record(workspace: Workspace, package: str, folder: Path, processes: int) -> None:
    """Run the whole suite under coverage, and keep the map in a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    configuration = folder / "coverage.ini"
    configuration.write_text(_CONFIGURATION.format(folder=folder, package=workspace.root / package), encoding="utf-8")
    environment = {"COVERAGE_PROCESS_START": str(configuration), "MUTANTS_RECORD": str(folder)}
    outcome = workspace.run(["-q", "-n", str(processes), "--tb=line", *NOT_RUN], environment, seconds=3600)
    if outcome.status not in (0, 1):
        raise SystemExit(f"the tests could not be run:\n{outcome.output[-3000:]}")
    _combine(workspace, folder)
    print(outcome.output.strip().rsplit("\n", 1)[-1])


def _combine(workspace: Workspace, folder: Path) -> None:
    """Put the data of all processes into a file whose paths are relative to the project."""
    data = CoverageData(str(folder / "combined"))
    for path in sorted(folder.glob("data.*")):
        part = CoverageData(str(path))
        try:
            part.read()
            data.update(part, map_path=lambda file: file.removeprefix(f"{workspace.root}/"))
        except DataError:
            pass  # of a process that a test killed while it wrote
        path.unlink()
    data.write()
    tests: dict[str, Any] = {}
    for path in sorted(folder.glob("tests-*.json")):
        tests |= json.loads(path.read_text(encoding="utf-8"))
        path.unlink()
    (folder / "tests.json").write_text(json.dumps(tests, ensure_ascii=False), encoding="utf-8")
