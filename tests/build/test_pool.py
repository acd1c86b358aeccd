"""Many documents in processes of their own: one that is killed costs its document, an interrupt leaves none behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command import run
from jzdocs.build.pool import spread

SOURCE = '---\ntitle: "{{ 县 }}"\n---\n\n# 章\n\n文 {{ 县 }}。\n'


def test_a_killed_process_costs_its_item() -> None:
    def work(number: int) -> int:
        if number in (3, 4):
            os.kill(os.getpid(), signal.SIGKILL)
        return number * number

    found = list(spread(work, range(9), 2, lambda number: -number))
    assert found == [0, 1, 4, -3, -4, 25, 36, 49, 64]


def test_large_results_come_in_order_and_exceptions_are_raised() -> None:
    assert [len(text) for text in spread(lambda n: "甲" * n * 300_000, range(5), 3, str)] == [
        n * 300_000 for n in range(5)
    ]

    def fail(number: int) -> int:
        if number == 2:
            raise LookupError("two")
        return number

    with pytest.raises(LookupError, match="two"):
        list(spread(fail, range(5), 2, lambda number: number))


def test_without_room_for_processes_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", no_room)
    assert list(spread(lambda n: n + 1, range(4), 2, lambda number: -number)) == [1, 2, 3, 4]


def started(folder: Path) -> subprocess.Popen[str]:
    (folder / "r.md.j2").write_text(SOURCE, encoding="utf-8")
    (folder / "c.csv").write_text("县\n" + "".join(f"第{n}县\n" for n in range(200)), encoding="utf-8")
    command = [sys.executable, "-m", "jzdocs", "build", "r.md.j2", "--each", "c.csv", "--jobs", "2", "--to", "docx"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True)
    until = time.monotonic() + 60
    while len(list(folder.glob("output/*.docx"))) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    return process


@pytest.mark.parametrize(
    ("number", "pause", "status"),
    [
        (signal.SIGINT, 0.0, 130),
        (signal.SIGINT, 0.02, 130),
        (signal.SIGTERM, 0.01, 143),
        (signal.SIGHUP, None, 129),
    ],
)
def test_a_signal_ends_the_run_and_all_its_processes(
    tmp_path: Path, number: signal.Signals, pause: float | None, status: int
) -> None:
    process = started(tmp_path)
    if number == signal.SIGINT:  # the terminal sends it to all of them
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    if pause is not None:
        time.sleep(pause)
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            pass
    _, printed = process.communicate(timeout=20)
    assert process.returncode == status and "Traceback" not in printed
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert not list(tmp_path.glob("output/.*"))


def test_a_killed_process_of_a_run_costs_one_document(tmp_path: Path) -> None:
    process = started(tmp_path)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    _, printed = process.communicate(timeout=120)
    assert process.returncode in (0, 1)  # it may have been between two documents
    assert len(list(tmp_path.glob("output/*.docx"))) == 200 - printed.count("error[X136]")
    assert not list(tmp_path.glob("output/.*"))


def test_a_folder_that_another_run_holds_is_waited_for_and_told(tmp_path: Path) -> None:
    import fcntl

    (tmp_path / "a.txt").write_text("甲\n", encoding="utf-8")
    (tmp_path / "output").mkdir()
    handle = os.open(tmp_path / "output", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    done = run("build", "a.txt", "--to", "docx", cwd=tmp_path, JZDOCS_LOCK_SECONDS="2")
    os.close(handle)
    assert done.returncode == 3 and "waiting for another run" in done.stderr and "X137" in done.stderr
    assert not list((tmp_path / "output").iterdir())
    assert run("build", "a.txt", "--to", "docx", cwd=tmp_path).returncode == 0
