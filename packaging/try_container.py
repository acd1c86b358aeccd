"""Run the steps of the Containerfile where there is no container engine: each stage is a folder with an environment of
Python of its own, and the last one builds a project. So the wheel is also seen to work with its locked packages alone.

    python packaging/try_container.py [FOLDER]

Paths of the file that begin with / lie in the stage's folder. What the images hold beside Python and Node is not tried.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_ABSOLUTE = re.compile(r"(?<![\w.$}/])/(?=(?:src|tmp|wheels|project)\b)")
_TEXT = "供水情况\n\n一、供水\n\n供水普及率由96%升至98%，提高2个百分点。\n"


class Stage:
    """A stage: its folder, the folder that it works in, its environment."""

    def __init__(self, folder: Path, image: str) -> None:
        self.folder, self.work = folder, folder
        folder.mkdir(parents=True)
        self.environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "HOME": str(folder)}
        self.environment.pop("PYTHONPATH", None)
        if "python" in image:
            venv.create(folder / "python", with_pip=True)
            self.environment["PATH"] = f"{folder / 'python' / 'bin'}{os.pathsep}{os.environ['PATH']}"

    def path(self, name: str) -> Path:
        """Return a path of the image as one of this machine."""
        return self.folder / name.lstrip("/") if name.startswith("/") else self.work / name

    def run(self, command: str) -> None:
        """Run a command; its failure ends the program."""
        command = _ABSOLUTE.sub(f"{self.folder}/", command)
        print("+", command, flush=True)
        subprocess.run(["bash", "-ec", command], cwd=self.work, env=self.environment, check=True)


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Yield the instructions of a Containerfile and what stands behind each."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest


def _ignore(folder: str, names: list[str]) -> set[str]:
    """Return the names of a folder that .containerignore leaves out: patterns with **/ anywhere, others at the top."""
    patterns = (ROOT / ".containerignore").read_text(encoding="utf-8").split()
    anywhere = {pattern.removeprefix("**/") for pattern in patterns if pattern.startswith("**/")}
    return set(names) & (anywhere | set(patterns) if Path(folder) == ROOT else anywhere)


def copied(stages: dict[str, Stage], stage: Stage, rest: str) -> None:
    """Copy as COPY does, from the checkout (without what .containerignore names) or another stage."""
    *options, source, target = rest.split()
    origin = stages[options[0].removeprefix("--from=")].path(source) if options else ROOT / source
    place = stage.path(target)
    place.parent.mkdir(parents=True, exist_ok=True)
    if origin.is_file():
        shutil.copy(origin, place)
        return
    ignore = None if options else _ignore
    shutil.copytree(origin, place, dirs_exist_ok=True, ignore=ignore)


def main(folder: Path) -> None:
    """Run all stages and build a project in the last one."""
    stages: dict[str, Stage] = {}
    command: list[str] = []
    for word, rest in instructions((ROOT / "Containerfile").read_text(encoding="utf-8")):
        match word:
            case "FROM":
                image, _, name = rest.partition(" AS ")
                stage = stages[name] = Stage(folder / (name or "last"), image)
            case "WORKDIR":
                stage.work = stage.path(rest)
                stage.work.mkdir(parents=True, exist_ok=True)
            case "COPY":
                copied(stages, stage, rest)
            case "RUN":
                stage.run(rest)
            case "ENV":
                name, _, value = rest.partition("=")
                stage.environment[name] = str(stage.path(value))
            case "ENTRYPOINT" | "CMD":
                command += json.loads(rest)
            case _:
                sys.exit(f"{word} is not known here")
    (stage.work / "seeds").mkdir()
    (stage.work / "jzdocs.toml").write_text('sources = "seeds"\n', encoding="utf-8")
    (stage.work / "seeds" / "talk.txt").write_text(_TEXT, encoding="utf-8")
    stage.run(" ".join(command))
    made = sorted(path.name for path in (stage.work / "output").iterdir())
    if not {"talk.pdf", "talk.docx", "talk.facts.json", "build.json"} <= set(made):
        sys.exit(f"not built: {made}")
    print("built in the last stage:", ", ".join(made))


if __name__ == "__main__":
    if sys.argv[1:]:
        main(Path(sys.argv[1]).resolve())
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
