"""Damage inputs of every kind and see that jzdocs ends as it says it does.

    PYTHONPATH=tools python -m fuzz [--seconds 30] [--seed 1] [surface …]

Each input is given to a command in a process of its own, in a folder of its own. It is a fault where the command ends
with another status than 0, 1, 2 or 3, with X000 or a traceback, after more than 20 s of processor time, with more than
1 GiB, or where it changed an input. What is at fault is kept in build/fuzz/, and shown with the number by which it is
made again (`--again NUMBER`). The exit status is 1 where a fault was found.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

from fuzz.surfaces import ROOT, SURFACES, sound_files

FOUND = ROOT / "build" / "fuzz"
SECONDS, MIB = 20, 1024
_COMMANDS = ("main", "build", "check", "facts", "data", "pull", "trace", "diff", "style", "import_")
_MODULES = (
    *(f"jzdocs.cli.{name}" for name in _COMMANDS),
    "jzdocs.cli.check_rules",
    "jzdocs.build.batch",
    "jzdocs.pdf.writer",
    "jzdocs.word.writer",
    "jzdocs.compare.returned",
    "jzdocs.source.read",
    "jzdocs.source.web",
    "jzdocs.source.notebook",
    "jzdocs.ofd.writer",
    "jzdocs.ofd.reader",
    "openpyxl",
    "docx",
    "rjieba",
)


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its status, what it printed, its processor time and peak memory, the inputs it changed."""

    status: int
    printed: str
    seconds: float
    mib: float
    changed: tuple[str, ...] = ()

    @property
    def fault(self) -> str:
        """What must not happen and did, "" where all is well; the same fault has the same text."""
        if self.seconds > SECONDS - 1:
            return f"took {self.seconds:.0f} s"
        if "MemoryError" in self.printed or self.mib > MIB:
            return "took too much memory"
        if "Traceback" in self.printed or "X000" in self.printed:
            calls = re.findall(r'src/(jzdocs/\S+)", line (\d+)', self.printed)
            errors = re.findall(
                r"^(\w[\w.]*(?:Error|Exception|Interrupt|Refused|Ended|Bomb\w*)\b[^\n]{0,60})", self.printed, re.M
            )
            return f"{errors[-1] if errors else 'X000'} at {':'.join(calls[-1]) if calls else '?'}"
        if self.status not in (0, 1, 2, 3):
            return f"ended with {self.status}"
        return f"changed {', '.join(self.changed)}" if self.changed else ""


def run(command: tuple[str, ...], folder: Path) -> Outcome:
    """Run a command of jzdocs in a folder, in a child of this process that has all modules already."""
    log = folder.with_suffix(".log")
    before = _state(folder)
    child = os.fork()
    if child == 0:
        _become(command, folder, log)
    _, status, usage = os.wait4(child, 0)
    changed = tuple(name for name, state in before.items() if _state(folder).get(name) != state)
    code = os.waitstatus_to_exitcode(status)
    printed = log.read_text(encoding="utf-8", errors="replace")
    return Outcome(code, printed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, changed)


def _become(command: tuple[str, ...], folder: Path, log: Path) -> None:
    """Be the command, with limits; never return. What is not an error of ours comes as a traceback."""
    status = 99
    try:
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.chdir(folder)
        os.environ |= {"JZDOCS_CACHE": "", "SOURCE_DATE_EPOCH": "0", "JZDOCS_SELF_CHECK": ""}
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (3 * MIB * 2**20,) * 2)
        terminal = importlib.import_module("jzdocs.cli.terminal")
        main = importlib.import_module("jzdocs.cli.main")
        main.print_error = lambda error: _print_fault(error, terminal.print_error)
        main.main(list(command))
    except SystemExit as done:
        status = int(done.code or 0)
    except BaseException as error:  # noqa: BLE001 (the child must not return)
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _print_fault(error: Exception, print_error: object) -> int:
    status: int = print_error(error)  # type: ignore[operator]
    if not hasattr(error, "diagnostic"):
        sys.excepthook(type(error), error, error.__traceback__)
    return status


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    files = (path for path in folder.iterdir() if path.is_file())
    return {path.name: (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


def damaged(number: int, names: list[str], sound: Path, folder: Path) -> tuple[str, ...]:
    """Fill a folder with sound files and one that is damaged, by the number of the case; return the command."""
    chance = Random(number)
    surface = SURFACES[chance.choice(names)]
    shutil.copytree(sound, folder)
    path = folder / surface.file
    path.write_bytes(surface.damage(path.read_bytes(), chance))
    return surface.command


def main() -> None:
    """Run cases, or one of them again."""
    parser = argparse.ArgumentParser(prog="fuzz", description="Damage inputs and look for X000 and tracebacks.")
    parser.add_argument("surfaces", nargs="*", help=f"among: {', '.join(SURFACES)}")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--again", type=int, help="run this case alone, and print all of it")
    given = parser.parse_args()
    names = given.surfaces or list(SURFACES)
    for name in _MODULES:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as place:
        sound = Path(place) / "sound"
        sound.mkdir()
        sound_files(sound)
        if given.again is not None:
            folder = Path(place) / "case"
            outcome = run(damaged(given.again, names, sound, folder), folder)
            print(outcome.printed, outcome.fault or "all is well", sep="\n")
            sys.exit(bool(outcome.fault))
        sys.exit(_fuzz(given.seed, given.seconds, names, sound))


def _fuzz(seed: int, seconds: float, names: list[str], sound: Path) -> int:
    """Run cases until the time is up; return the exit status."""
    faults: Counter[str] = Counter()
    end, number = time.monotonic() + seconds, seed * 1_000_000
    statuses: Counter[int] = Counter()
    while time.monotonic() < end:
        folder = sound.parent / f"case{number}"
        command = damaged(number, names, sound, folder)
        outcome = run(command, folder)
        statuses[outcome.status] += 1
        if fault := outcome.fault:
            if not faults[fault]:
                print(f"{fault}  (jzdocs {' '.join(command)}; --again {number})", flush=True)
                shutil.copytree(folder, FOUND / str(number), dirs_exist_ok=True)
            faults[fault] += 1
        shutil.rmtree(folder)
        folder.with_suffix(".log").unlink()
        number += 1
    ends = ", ".join(f"{count}× exit {status}" for status, count in sorted(statuses.items()))
    print(f"{statuses.total()} inputs ({ends}), {faults.total()} faults of {len(faults)} kinds")
    return 1 if faults else 0


if __name__ == "__main__":
    main()
