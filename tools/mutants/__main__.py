"""Plant faults in a copy of the code and see whether the tests notice.

    PYTHONPATH=tools python -m mutants --sample 120 --seed 7

Every folder gives the same number of faults, and within a folder every kind of fault is equally likely. For each
fault the tests run that execute its line, those of the same folder first, until one fails. The survivors are listed
with a diff: each is a test that is missing, or a fault that changes nothing (those go, with the reason, into
tools/mutants/equivalent.toml). The exit status is 1 where too few were noticed.

Why not mutmut 3 or cosmic-ray: mutmut changes only function bodies, does not see what a test runs in a process of its
own (our command line), and takes no sample over folders. cosmic-ray runs the same command for every fault, which with
our tests takes minutes each, and brings a dozen packages along.
"""

from __future__ import annotations

import argparse
import difflib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from mutants.lines import LineMap, fingerprint, record
from mutants.operators import Mutant, compiles, mutants
from mutants.workspace import Workspace

DEFAULT_MODULES = ("resolve", "facts", "checks", "layout", "pdf", "word", "pull", "cache", "build")
PACKAGE = "src/jzdocs"
EQUIVALENT = Path(__file__).with_name("equivalent.toml")


@dataclass(frozen=True)
class Options:
    """What to run: the project, the folders or files of its package, how many faults, and when that is good enough."""

    project: Path
    package: str
    modules: tuple[str, ...]
    sample: int
    seed: int
    processes: int
    threshold: float
    budget: float


@dataclass(frozen=True)
class Verdict:
    """What became of a fault. `killer` is the test that noticed it, "time-out", or "" for a survivor; `tests` is how
    many tests were given the chance."""

    mutant: Mutant
    killer: str
    tests: int


# choosing


def source_files(snapshot: Workspace, options: Options) -> dict[str, bytes]:
    """Return the chosen files by their path in the package."""
    package = snapshot.root / options.package
    paths: list[Path] = []
    for module in options.modules:
        if (package / module).is_dir():
            paths += sorted((package / module).rglob("*.py"))
        elif (package / f"{module}.py").is_file():
            paths.append(package / f"{module}.py")
        else:
            raise SystemExit(f"{options.package}/{module} is neither a folder nor a module")
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in paths}


def folder_of(mutant: Mutant) -> str:
    """Return the folder that a fault is counted under; a module at the top counts by itself."""
    return mutant.file.split("/")[0].removesuffix(".py")


def choose(
    all_mutants: Sequence[Mutant], number: int, seed: int, is_usable: Callable[[Mutant], bool] = lambda _: True
) -> list[Mutant]:
    """Return a random sample of usable faults: as many from each folder, and within it from each kind, as can be."""
    chance = random.Random(seed)
    folders: dict[str, dict[str, list[Mutant]]] = defaultdict(lambda: defaultdict(list))
    for mutant in all_mutants:
        folders[folder_of(mutant)][mutant.kind].append(mutant)
    queues = [_mixed(kinds, chance) for _, kinds in sorted(folders.items())]
    chosen: list[Mutant] = []
    while len(chosen) < number and any(queues):
        for queue in queues:
            while queue and len(chosen) < number:
                mutant = queue.pop()
                if is_usable(mutant):
                    chosen.append(mutant)
                    break
    return chosen


def _mixed(kinds: dict[str, list[Mutant]], chance: random.Random) -> list[Mutant]:
    """Return all of a folder's faults in a random order in which the kinds take turns."""
    piles = [chance.sample(pile, len(pile)) for _, pile in sorted(kinds.items())]
    mixed: list[Mutant] = []
    while piles:
        chance.shuffle(piles)
        mixed += [pile.pop() for pile in piles]
        piles = [pile for pile in piles if pile]
    return mixed[::-1]


def without_equivalent(all_mutants: list[Mutant], files: dict[str, bytes]) -> list[Mutant]:
    """Leave out the faults that are known to change nothing; end where the list names a line that is gone."""
    entries = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("mutant", [])
    listed = {(entry["file"], entry["line"].strip(), entry["becomes"].strip()) for entry in entries}
    matched: set[tuple[str, str, str]] = set()
    kept: list[Mutant] = []
    for mutant in all_mutants:
        before, after = mutant.changed_lines(files[mutant.file])
        key = (mutant.file, before.strip(), after.strip())
        matched.add(key)
        if key not in listed:
            kept.append(mutant)
    stale = [key for key in listed - matched if key[0] in files]
    if stale:
        raise SystemExit("tools/mutants/equivalent.toml names what is no longer there:\n" + "\n".join(map(str, stale)))
    return kept


def tests_for(mutant: Mutant, lines: LineMap, budget: float) -> list[str]:
    """Return the tests that run the fault, file by file: those of its folder first, then the quickest, until they take
    `budget` seconds together."""
    span = range(mutant.lines[0], mutant.lines[1] + 1)
    names = lines.tests_of(mutant.file, span)
    if not mutant.in_function:  # runs when the module is imported, which only the first test is seen to do
        names |= lines.tests_of(mutant.file, None)
    by_file: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (lines.seconds(name), name)):
        by_file[name.split("::")[0]].append(name)
    home = f"tests/{folder_of(mutant)}/"
    taken: list[str] = []
    total = 0.0
    for file in sorted(by_file, key=lambda file: (not file.startswith(home), lines.seconds(by_file[file][0]), file)):
        for name in by_file[file]:
            if taken and total + lines.seconds(name) > budget:
                break
            total += lines.seconds(name)
            taken.append(name)
    return taken


# running


def try_mutant(mutant: Mutant, workspace: Workspace, lines: LineMap, options: Options) -> Verdict:
    """Plant a fault in a workspace, run its tests, and take it out again."""
    tests = tests_for(mutant, lines, options.budget)
    if not tests:
        return Verdict(mutant, "", 0)
    path = workspace.root / options.package / mutant.file
    source = path.read_bytes()
    listed = workspace.root / "chosen-tests.txt"
    listed.write_text("\n".join(tests), encoding="utf-8")
    files = list(dict.fromkeys(name.split("::")[0] for name in tests))
    arguments = ["-x", "-q", "-n", "0", "--tb=no", "-rfE", "--no-header", *files]
    seconds = 60 + 4 * sum(map(lines.seconds, tests))
    try:
        path.write_bytes(mutant.applied(source))
        outcome = workspace.run(arguments, {"MUTANTS_TESTS": str(listed)}, seconds)
    finally:
        path.write_bytes(source)
    return Verdict(mutant, _killer(outcome.status, outcome.output), len(tests))


def _killer(status: int | None, output: str) -> str:
    if status is None:
        return "time-out"
    if status == 0:
        return ""
    failed = [line for line in output.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return failed[0].split(" ", 1)[1].split(" - ")[0] if failed else f"pytest ended with {status}"


def try_all(chosen: Sequence[Mutant], snapshot: Workspace, lines: LineMap, options: Options) -> list[Verdict]:
    """Try every fault, in as many copies of the snapshot at a time as there are processes."""
    free: SimpleQueue[Workspace] = SimpleQueue()
    for i in range(options.processes):
        free.put(Workspace(snapshot.root, snapshot.root.with_name(f"copy-{i}")))
    done = 0

    def attempt(mutant: Mutant) -> Verdict:
        nonlocal done
        workspace = free.get()
        try:
            verdict = try_mutant(mutant, workspace, lines, options)
        finally:
            free.put(workspace)
        done += 1
        place = f"{mutant.file}:{mutant.lines[0]}"
        result = f"killed by {verdict.killer}" if verdict.killer else f"SURVIVED {verdict.tests} tests"
        print(f"[{done}/{len(chosen)}] {place} ({mutant.kind}): {result}", flush=True)
        return verdict

    with ThreadPoolExecutor(options.processes) as pool:
        try:
            return list(pool.map(attempt, chosen))
        except BaseException:  # Ctrl-C: do not try the others
            pool.shutdown(cancel_futures=True)
            raise


# reporting


def report(verdicts: Sequence[Verdict], files: dict[str, bytes], options: Options) -> bool:
    """Print the survivors and the killed share of each folder; return whether it is high enough."""
    for verdict in verdicts:
        if not verdict.killer:
            print("\n" + survivor_text(verdict, files[verdict.mutant.file], options.package))
    by_folder: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_folder[folder_of(verdict.mutant)].append(verdict)
    print()
    for folder, theirs in sorted(by_folder.items()):
        killed = sum(bool(verdict.killer) for verdict in theirs)
        print(f"{folder:12} {killed:4} of {len(theirs):4} killed  {killed / len(theirs):.0%}")
    killed = sum(bool(verdict.killer) for verdict in verdicts)
    share = killed / len(verdicts) if verdicts else 1.0
    print(f"{'in all':12} {killed:4} of {len(verdicts):4} killed  {share:.0%} (at least {options.threshold:.0%})")
    return share >= options.threshold


def survivor_text(verdict: Verdict, source: bytes, package: str) -> str:
    """Return a survivor's place and diff."""
    mutant = verdict.mutant
    before, after = (text.decode().splitlines() for text in (source, mutant.applied(source)))
    diff = [
        line for line in difflib.unified_diff(before, after, n=1, lineterm="") if not line.startswith(("---", "+++"))
    ]
    tests = f"{verdict.tests} tests run the line and pass" if verdict.tests else "no test runs the line"
    return "\n".join([f"{package}/{mutant.file}:{mutant.line(source)}: {mutant.kind}; {tests}", *diff])


def parse_options(arguments: Sequence[str]) -> Options:
    """Read the command line."""
    today = int(time.strftime("%Y%m%d"))
    parser = argparse.ArgumentParser(prog="mutants", description="Plant faults and see whether the tests notice.")
    parser.add_argument("modules", nargs="*", default=DEFAULT_MODULES, help="folders or modules of the package")
    parser.add_argument("--sample", type=int, default=120, help="how many faults (120)")
    parser.add_argument("--seed", type=int, default=today, help="of the random choice (today's date)")
    parser.add_argument("--processes", type=int, default=max(1, min(os.cpu_count() or 1, 8)))
    parser.add_argument("--threshold", type=float, default=0.85, help="least share that must be noticed (0.85)")
    parser.add_argument("--budget", type=float, default=30, help="seconds of tests for a fault (30)")
    parser.add_argument("--project", type=Path, default=Path.cwd())
    parser.add_argument("--package", default=PACKAGE)
    values = parser.parse_args(arguments)
    return Options(**{**vars(values), "modules": tuple(values.modules), "project": values.project.resolve()})


def main(arguments: Sequence[str]) -> int:
    """Run, and return the exit status."""
    options = parse_options(arguments)
    start = time.monotonic()
    maps = options.project / "build" / "mutants"
    folder = Path(tempfile.mkdtemp(prefix="mutants-"))
    try:
        snapshot = Workspace(options.project, folder / "snapshot")  # so that the work tree may change meanwhile
        files = source_files(snapshot, options)
        every = [mutant for file, source in files.items() for mutant in mutants(file, source)]
        usable = without_equivalent(every, files)
        chosen = choose(usable, options.sample, options.seed, lambda mutant: compiles(mutant, files[mutant.file]))
        print(f"{len(every)} possible faults; {len(chosen)} chosen with seed {options.seed}", flush=True)
        map_folder = maps / fingerprint(snapshot.root)
        if not (map_folder / "tests.json").is_file():
            shutil.rmtree(maps, ignore_errors=True)  # maps of earlier states
            print("recording which test runs which line ...", flush=True)
            record(snapshot, options.package, map_folder, options.processes)
            print(f"recorded after {time.monotonic() - start:.0f} s", flush=True)
        verdicts = try_all(chosen, snapshot, LineMap(options.package, map_folder), options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    enough = report(verdicts, files, options)
    print(f"{time.monotonic() - start:.0f} s")
    return 0 if enough else 1


if __name__ == "__main__":
    # ended from outside, take the processes and copies along
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    sys.exit(main(sys.argv[1:]))
