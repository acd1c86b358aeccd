"""Builds that are killed at any moment, and builds in any surroundings: the output holds the old files or the new,
and always the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command import run
from conftest import ROOT, need
from jzdocs.build.publish import _is_running, publish_files
from projects import TEXT, project, replaced

ROUNDS = 50


def start(folder: Path, *more: str, **env: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "jzdocs", "build", *more],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **env},
    )


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (folder / "output").iterdir() if not p.name.startswith(".")}


def whole(folder: Path) -> bool:
    """Whether build.json, which is put into place last, tells the very files that lie beside it."""
    found = files(folder)
    (told,) = json.loads(found.pop("build.json"))["documents"]
    return told["outputs"] == {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}


def test_killed_fifty_times_the_output_is_whole(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    source, cache = folder / "seeds/a.md", {"JZDOCS_CACHE": str(tmp_path / "cache")}
    assert start(folder, **cache).wait(60) == 0
    source.write_text(TEXT.replace("投入", "又投入"), encoding="utf-8")
    began = time.monotonic()
    assert start(folder, **cache).wait(60) == 0
    took = time.monotonic() - began  # with the charts at hand, as in what follows
    chance, killed = random.Random(7), 0
    for number in range(ROUNDS):
        source.write_text(TEXT.replace("投入", f"第{number}次投入"), encoding="utf-8")
        process = start(folder, **cache)
        time.sleep(chance.uniform(0, took * 1.2))
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert whole(folder), number
    assert killed > 5  # how many depends on what else the machine does
    # whatever is left in the store and the folder, the next build is right
    assert start(folder, **cache).wait(60) == 0
    last = files(folder)
    assert start(folder, "--no-cache").wait(60) == 0
    assert files(folder) == last and whole(folder)
    assert not list((folder / "output").glob(".*"))


def test_leavings_of_the_dead_are_swept_and_those_of_the_living_not(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for process in (gone.pid, os.getppid()):
        (tmp_path / f".jzdocs-{process}-0123456789abcdef.tmp").write_bytes(b"half")
    publish_files(tmp_path, {"a.pdf": b"whole"})
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        [f".jzdocs-{os.getppid()}-0123456789abcdef.tmp", "a.pdf"]
    )


def test_two_builds_at_once_leave_one_of_them(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    cache = {"JZDOCS_CACHE": str(tmp_path / "cache")}
    for _ in range(3):
        running = [start(folder, **cache) for _ in range(3)]
        assert [process.wait(60) for process in running] == [0, 0, 0]
        replaced(folder / "seeds/a.md", "投入", "共投入")
        time.sleep(0.05)
    assert run("build", cwd=folder).returncode == 0
    assert run("build", "--check", cwd=folder).returncode == 0


def test_a_run_of_many_goes_on_where_it_was_broken_off(tmp_path: Path) -> None:
    from rows import SOURCE

    (tmp_path / "rows.csv").write_text(
        "县区,普及率（%）\n" + "".join(f"第{i}县,{90 + i / 10:.1f}\n" for i in range(12)), encoding="utf-8"
    )
    (tmp_path / "report.md.j2").write_text(SOURCE, encoding="utf-8")
    cache, ask = {"JZDOCS_CACHE": str(tmp_path / "cache")}, ("report.md.j2", "--each", "rows.csv", "--jobs", "2")
    time.sleep(0.05)
    process = start(tmp_path, *ask, **cache)
    until = time.monotonic() + 60
    while len(list(tmp_path.glob("output/*.facts.json"))) < 5 and time.monotonic() < until:
        time.sleep(0.01)
    workers = [int(p) for p in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert len(workers) == 2
    until = time.monotonic() + 10
    while any(_is_running(worker, tmp_path) for worker in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(_is_running(worker, tmp_path) for worker in workers)  # nobody stays behind
    before = {p.name: p.stat().st_mtime_ns for p in tmp_path.glob("output/*.pdf")}
    done = run("build", *ask, cwd=tmp_path, **cache)
    assert done.returncode == 0 and " of them built before" in done.stdout, done.stderr
    kept = int(done.stdout.split(", ")[1].split()[0])
    assert 4 <= kept < 12
    after = {p.name: p.stat().st_mtime_ns for p in tmp_path.glob("output/*.pdf")}
    assert len(after) == 12 and sum(after[name] == before[name] for name in before) >= kept
    assert len(json.loads((tmp_path / "output/build.json").read_text(encoding="utf-8"))["documents"]) == 12


SURROUNDINGS = [
    {
        "TZ": "Asia/Shanghai",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "1",
        "faketime": "2024-02-29 03:04:05",
        "umask": "022",
    },
    {
        "TZ": "America/New_York",
        "LC_ALL": "zh_CN.UTF-8",
        "PYTHONHASHSEED": "77",
        "faketime": "2031-12-31 23:59:59",
        "umask": "077",
    },
]


def test_clocks_zones_languages_umasks_and_hash_seeds_leave_no_trace(tmp_path: Path) -> None:
    faketime = need("faketime")
    found = []
    for number, around in enumerate(SURROUNDINGS):
        folder = tmp_path / f"folder {number}" / "项目"
        folder.mkdir(parents=True)
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        shutil.copy(ROOT / "jzdocs.toml", folder)
        variables = {k: v for k, v in around.items() if k.isupper()}
        command = f'umask {around["umask"]}; exec "$@"'
        build = [sys.executable, "-m", "jzdocs", "build", *(() if number else ("--jobs", "2"))]
        done = subprocess.run(
            ["/bin/sh", "-c", command, "sh", faketime, around["faketime"], *build],
            cwd=folder / "seeds",
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found.append({name: hashlib.sha256(data).hexdigest() for name, data in files(folder).items()})
    assert found[0] == found[1] and set(found[0]) == {
        "build.json",
        "jinzhong.docx",
        "jinzhong.facts.json",
        "jinzhong.pdf",
    }


@pytest.mark.parametrize("cores", [1, 2])
def test_the_number_of_cores_leaves_no_trace(tmp_path: Path, cores: int) -> None:
    folder = project(tmp_path / "p")
    script = f"import os; os.cpu_count = lambda: {cores}; from jzdocs.cli.main import main; main(['build'])"
    subprocess.run([sys.executable, "-c", script], cwd=folder, check=True, env=dict(os.environ), capture_output=True)
    other = tmp_path / "other"
    project(other)
    assert start(other).wait(60) == 0
    assert files(folder) == files(other)
