"""Documents on a real Dask cluster on loopback: the same bytes as here, a worker that is killed loses nothing,
nothing is made twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import run
from conftest import ROOT
from jzdocs.build.cluster import pack, unpack
from ports import free_port
from rows import SOURCE

pytest.importorskip("distributed")
ROWS = 24


class Cluster:
    """A scheduler and its workers as processes of our own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.address = folder, f"tcp://127.0.0.1:{free_port()}"
        self.log = (folder / "log").open("wb")
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard", "--no-show")
        self.workers = [self.work(), self.work()]

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "TMPDIR": str(self.folder), "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"}
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + command[0], *command[1:]],
            cwd=self.folder,
            env=environment,
            stdout=self.log,
            stderr=self.log,
        )

    def work(self) -> subprocess.Popen[bytes]:
        """One more worker, of one thread, which nobody starts again when it dies."""
        more = (
            "--nthreads",
            "1",
            "--nworkers",
            "1",
            "--no-nanny",
            "--no-dashboard",
            "--local-directory",
            str(self.folder),
        )
        return self._start("worker", self.address, *more)

    def close(self) -> None:
        """End all of it, by process ids."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
        self.log.close()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    from distributed import Client

    try:
        with Client(cluster.address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield cluster
    finally:
        cluster.close()


def project(folder: Path) -> Path:
    (folder / "data").mkdir(parents=True)
    rows = "".join(f"第{i}县,{90 + i / 10:.1f}\n" for i in range(ROWS))
    (folder / "data" / "counties.csv").write_text("县区,普及率（%）\n" + rows, encoding="utf-8")
    (folder / "templates" / "ours").mkdir(parents=True)
    (folder / "templates" / "ours" / "style.toml").write_text(
        'extends = "report"\n[body]\nsize = "11pt"\n', encoding="utf-8"
    )
    (folder / "report.md.j2").write_text(SOURCE.replace("template: report", "template: ours"), encoding="utf-8")
    (folder / "jzdocs.toml").write_text('sources = "."\n', encoding="utf-8")
    return folder


ASK = ("build", "report.md.j2", "--each", "data/counties.csv", "--name", "{{ 县区 }}")


def made(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (folder / "output").iterdir()}


def test_workers_make_the_same_bytes_once(tmp_path: Path, cluster: Cluster) -> None:
    here, there = project(tmp_path / "here"), project(tmp_path / "there")
    cache = str(tmp_path / "cache")
    time.sleep(0.05)
    assert run(*ASK, "--jobs", "2", cwd=here).returncode == 0
    done = run(*ASK, "--scheduler", cluster.address, cwd=there, JZDOCS_CACHE=cache)
    assert done.returncode == 0 and done.stdout == f"output: {ROWS}/{ROWS}\n", done.stderr
    assert made(there) == made(here)
    unpacked = [p for p in cluster.folder.iterdir() if p.name.startswith("jzdocs-")]
    assert len(unpacked) == 1 and (unpacked[0] / "templates/ours/style.toml").is_file()  # by content, once
    assert not list(unpacked[0].glob("output/*"))
    again = run(
        *ASK, "--scheduler", "tcp://127.0.0.1:1", cwd=there, JZDOCS_CACHE=cache
    )  # nothing is left for a cluster
    assert again.returncode == 0 and again.stdout == f"output: {ROWS}/{ROWS}, {ROWS} of them built before\n", (
        again.stderr
    )


def test_bad_rows_are_told_as_they_are_here(tmp_path: Path, cluster: Cluster) -> None:
    folder = project(tmp_path / "p")
    (folder / "data" / "counties.csv").write_text("县区,普及率（%）\n榆次区,98.5\n太谷区,\n祁县,96\n", encoding="utf-8")
    here = run(*ASK, "--to", "docx", cwd=folder)
    there = run(*ASK, "--to", "docx", "--scheduler", cluster.address, "--out", "there", cwd=folder)
    assert here.returncode == there.returncode == 1
    assert sorted(there.stderr.splitlines()) == sorted(here.stderr.splitlines())
    assert sorted(p.name for p in (folder / "there").iterdir()) == sorted(p.name for p in (folder / "output").iterdir())


def test_a_worker_killed_in_the_middle_loses_nothing(tmp_path: Path, cluster: Cluster) -> None:
    folder = project(tmp_path / "p")
    process = subprocess.Popen(
        [sys.executable, "-m", "jzdocs", *ASK, "--scheduler", cluster.address, "--format", "json"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LANG": "C.UTF-8"},
    )
    until = time.monotonic() + 60
    while len(list(folder.glob("output/*.pdf"))) < 4 and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(cluster.workers[0].pid, signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err.decode()
    told = json.loads(out)
    assert not told["errors"]
    assert len(told["documents"]) == len(set(told["documents"])) == 3 * ROWS
    assert len(list(folder.glob("output/*.pdf"))) == ROWS and not list(folder.glob("output/.*"))


def test_a_scheduler_that_is_not_there(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    for address, status in (("nonsense", 2), (f"tcp://127.0.0.1:{free_port()}", 3)):
        done = run(*ASK, "--scheduler", address, cwd=folder)
        assert (
            done.returncode == status and f"{address}: error[X066]" in done.stderr and done.stderr.count("\n") == 1
        ), done.stderr


def test_bundles_hold_what_documents_are_made_from(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    for name in (".git/a.md", "output/a.docx", "notes.log", "node_modules/a.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
    bundle = pack(folder, folder / "report.md.j2", folder / "output")
    assert set(bundle.files) == {"data/counties.csv", "templates/ours/style.toml", "report.md.j2", "jzdocs.toml"}
    place = unpack(bundle)
    try:
        assert (place / "report.md.j2").read_bytes() == (folder / "report.md.j2").read_bytes()
        assert unpack(bundle) == place
    finally:
        import shutil

        shutil.rmtree(place)
