"""Work on another core gives what it gives here, also when the other process dies, cannot start, or is stopped."""

from __future__ import annotations

import os
import signal

import pytest

from jzdocs.workers import ForkedCall, ForkedWorker

HERE = os.getpid


def dies_elsewhere(parent: int) -> str:
    """Done here, but not in another process."""
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return "here"


@pytest.fixture(autouse=True)
def cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_work_is_done_elsewhere() -> None:
    parent = HERE()
    assert ForkedCall(HERE).result() != parent
    helper = ForkedWorker(lambda: None, lambda number: (number + 1, HERE())).start()
    assert helper.busy
    helper.submit(1)
    number, process = helper.result()
    assert number == 2 and process != parent and not helper.busy


def test_when_the_other_dies_it_is_done_here() -> None:
    parent = HERE()
    assert ForkedCall(lambda: dies_elsewhere(parent)).result() == "here"
    helper: ForkedWorker[int, str] = ForkedWorker(lambda: None, dies_elsewhere).start()
    helper.submit(parent)
    assert helper.result() == "here"
    unprepared: ForkedWorker[int, str] = ForkedWorker(lambda: dies_elsewhere(parent), lambda _: "done").start()
    unprepared.submit(0)
    assert unprepared.result() == "done"


def test_its_errors_are_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        ForkedCall(lambda: 1 // 0).result()
    helper = ForkedWorker(lambda: None, lambda number: 1 // number).start()
    helper.submit(0)
    with pytest.raises(ZeroDivisionError):
        helper.result()


@pytest.mark.parametrize("how", ["one core", "no room"])
def test_without_another_process_it_is_done_here(monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "cpu_count", lambda: 1 if how == "one core" else 2)
    monkeypatch.setattr(os, "fork", refused)
    parent = HERE()
    assert ForkedCall(HERE).result() == parent
    helper = ForkedWorker(lambda: None, lambda _: HERE()).start()
    assert not helper.busy
    helper.submit(0)
    assert helper.result() == parent


def test_stopped_it_leaves_nobody_behind() -> None:
    helper = ForkedWorker(lambda: None, lambda _: 0).start()
    assert helper._child is not None
    process = helper._child._process
    helper.stop()
    helper.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
