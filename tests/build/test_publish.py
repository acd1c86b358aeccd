"""Files are put into a folder all or none, whatever step fails and whenever the process ends."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from jzdocs.build import publish
from jzdocs.build.publish import publish_files, repair_folder
from jzdocs.errors import SurroundingsError

OLD = {"a.docx": b"old word", "a.pdf": b"old pdf", "build.json": b"old json"}
NEW = {"build.json": b"new json", "a.docx": b"new word", "a.pdf": b"new pdf", "a.facts.json": b"new facts"}
STEPS = ("os.replace", "os.link", "os.fsync", "pathlib.Path.unlink", "os.open")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    publish_files(folder, OLD)
    return folder


def fail_at(
    monkeypatch: pytest.MonkeyPatch, step: str, number: int, error: Callable[[], BaseException]
) -> list[object]:
    """Let the call `number` of a step raise an error, once; return the list of its calls so far."""
    module, _, name = step.rpartition(".")
    target = {"os": os, "pathlib.Path": Path}[module]
    original = getattr(target, name)
    calls: list[object] = []

    def failing(*arguments: object, **options: object) -> object:
        calls.append(arguments)
        if len(calls) == number:
            raise error()
        return original(*arguments, **options)

    monkeypatch.setattr(target, name, failing)
    return calls


def locked() -> OSError:
    return PermissionError(errno.EACCES, "it is open in a viewer")


def full() -> OSError:
    return OSError(errno.ENOSPC, "full")


@pytest.mark.parametrize("error", [locked, KeyboardInterrupt])
@pytest.mark.parametrize("step", STEPS)
def test_whichever_step_fails_the_folder_is_as_it_was_or_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: Callable[[], BaseException]
) -> None:
    raised, calls, number = 0, [None], 0
    while len(calls) > number - 1:  # until the step is taken less often than that
        number += 1
        folder = tmp_path / f"{number}"
        publish_files(folder, OLD)
        with monkeypatch.context() as patched:
            calls = fail_at(patched, step, number, error)
            try:
                publish_files(folder, NEW)
                expected = [{**OLD, **NEW}]
            except (SurroundingsError, KeyboardInterrupt):
                raised += 1
                # it may be broken off while it cleans up; in between there is nothing
                expected = [OLD, {**OLD, **NEW}] if step == "pathlib.Path.unlink" else [OLD]
        visible = {name: data for name, data in contents(folder).items() if not name.startswith(".")}
        assert visible in expected, number
        if step != "pathlib.Path.unlink":  # where files cannot be deleted, some stay for the next run
            assert contents(folder) == visible, number
        publish_files(folder, NEW)
        repair_folder(folder)
        assert {n: d for n, d in contents(folder).items() if not n.startswith(".")} == {**OLD, **NEW}
    assert number > 3
    assert raised >= 4 or step == "os.link" or (step.startswith("pathlib") and error is locked)


def test_a_file_that_cannot_be_replaced_is_reported_and_the_others_stay(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_at(monkeypatch, "os.replace", 2, locked)
    with pytest.raises(SurroundingsError) as raised:
        publish_files(folder, NEW)
    assert raised.value.diagnostic.worded("zh")[0] == "无法写出文档：没有权限"
    assert contents(folder) == OLD


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_next_run_repairs_what_a_killed_one_left(folder: Path, number: int) -> None:
    process = os.fork()
    if not process:  # it ends at once, in the middle of the renames
        original, calls = os.replace, []

        def replace(*arguments: str) -> None:
            calls.append(arguments)
            if len(calls) == number:
                os._exit(9)
            original(*arguments)

        os.replace = replace  # type: ignore[assignment]
        publish_files(folder, NEW)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 9
    left = contents(folder)
    assert any(name.endswith(".undo") for name in left)
    repair_folder(folder)
    assert contents(folder) == OLD
    publish_files(folder, NEW)
    assert contents(folder) == {**OLD, **NEW}


def test_repair_leaves_what_was_changed_since(folder: Path) -> None:
    process = os.fork()
    if not process:
        original = Path.unlink

        def unlink(path: Path, **options: bool) -> None:
            if path.suffix == ".undo":  # all files are in place, only the journal is left
                os._exit(9)
            original(path, **options)

        Path.unlink = unlink  # type: ignore[method-assign]
        publish_files(folder, NEW)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 9
    (folder / "a.docx").write_bytes(b"edited by its owner")
    repair_folder(folder)
    assert contents(folder) == {**OLD, "a.docx": b"edited by its owner"}


def test_files_that_hold_the_right_bytes_are_left_alone(folder: Path) -> None:
    before = (folder / "a.pdf").stat()
    publish_files(folder, {**NEW, "a.pdf": OLD["a.pdf"]})
    after = (folder / "a.pdf").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_without_hard_links_the_old_files_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", no_links)
    with monkeypatch.context() as patched:
        fail_at(patched, "os.replace", 3, full)
        with pytest.raises(SurroundingsError):
            publish_files(folder, NEW)
    assert contents(folder) == OLD
    publish_files(folder, NEW)
    assert contents(folder) == {**OLD, **NEW}


def test_a_folder_that_was_made_for_nothing_goes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_at(monkeypatch, "os.replace", 1, full)
    with pytest.raises(SurroundingsError):
        publish_files(tmp_path / "new", NEW)
    assert not (tmp_path / "new").exists()


def test_on_windows_no_process_is_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leftover = folder / ".jzdocs-1-0123456789abcdef.tmp"
    leftover.write_bytes(b"half")
    monkeypatch.setattr(os, "kill", lambda *_: pytest.fail("this would end the process"))
    monkeypatch.setattr(publish, "_ON_WINDOWS", True)
    publish_files(folder, NEW)
    assert leftover.exists(), "whoever writes it may still be there"
    os.utime(leftover, (1, 1))
    publish_files(folder, {**NEW, "a.pdf": b"newer"})
    assert not leftover.exists()


def test_the_manifest_comes_last(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    original = os.replace
    monkeypatch.setattr(os, "replace", lambda old, new: (names.append(Path(new).name), original(old, new)))
    publish_files(folder, NEW)
    assert names[-1] == "build.json" and len(names) == 4


def test_a_damaged_journal_ends_no_run(folder: Path) -> None:
    (folder / ".jzdocs-999999999-0123456789abcdef.undo").write_bytes(b"[{")
    (folder / ".jzdocs-999999999-0123456789abcdee.old").write_bytes(b"old pdf")
    publish_files(folder, NEW)
    assert contents(folder) == {**OLD, **NEW}
    shutil.rmtree(folder)


def test_a_locked_file_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = min(NEW)
    replace = os.replace

    def locked_file(source: Path, target: Path) -> None:
        if Path(target).name == name:
            raise PermissionError(errno.EACCES, "Permission denied", str(source), None, str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", locked_file)
    with pytest.raises(SurroundingsError) as raised:
        publish_files(folder, NEW)
    assert raised.value.diagnostic.location.path == str(folder / name)
    assert raised.value.diagnostic.variant == "file"
    assert contents(folder) == OLD
