"""Copies of the project in which tests run: faults are planted there, never in the work tree."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# what the tests read, beside what is in these folders
FOLDERS = ("src", "tests", "tools", "fonts", "templates", "seeds", "docs", "lock", ".ci", ".external", ".github")
_NOT_COPIED = shutil.ignore_patterns("__pycache__", ".*_cache", ".cache")
TOOLS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Outcome:
    """How a run of tests ended: pytest's exit status, or None after the time-out, and what it printed."""

    status: int | None
    output: str


class Workspace:
    """A copy of the project in a folder of its own."""

    def __init__(self, project: Path, folder: Path) -> None:
        self.root = folder
        folder.mkdir(parents=True)
        for name in FOLDERS:
            if (project / name).is_dir():
                # fonts and programs are large and only read: linked, where the file system can
                copy = _link_or_copy if name in ("fonts", ".external") else shutil.copy2
                target, source = folder / name, project / name
                shutil.copytree(source, target, ignore=_NOT_COPIED, copy_function=copy, symlinks=name == ".external")
        for path in project.iterdir():
            if path.is_file() and path.name != ".git":
                shutil.copy2(path, folder / path.name)

    def run(self, arguments: Sequence[str], environment: Mapping[str, str], seconds: float) -> Outcome:
        """Run pytest in the copy, with our plugin; whatever it started is ended with it."""
        paths = os.pathsep.join([str(self.root / "src"), str(TOOLS)])
        variables = {
            "PYTHONPATH": paths,
            "PYTHONDONTWRITEBYTECODE": "1",  # else a fault could outlive its turn as byte code
            "PYTHONHASHSEED": "0",
            "CI": "1",  # hypothesis tries the same examples each time
            "JZDOCS_CACHE": "",
        }
        # run by a test of ours, this must not take part in the recording around it
        outer = {name: value for name, value in os.environ.items() if not name.startswith(("MUTANTS_", "COVERAGE_"))}
        # a folder for the tests' files beside the copy: within it, they would belong to the project
        temporary = self.root.with_name(f"{self.root.name}-files")
        settings = ["-p", "mutants.contexts", "-p", "no:cacheprovider", f"--basetemp={temporary}"]
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *settings, *arguments],
            cwd=self.root,
            env={**outer, **variables, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=seconds)
            return Outcome(process.returncode, output)
        except subprocess.TimeoutExpired:
            return Outcome(None, "")
        finally:
            _end_group(process)


def _end_group(process: subprocess.Popen[str]) -> None:
    """End the process and all that it started (it leads a session of its own)."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
