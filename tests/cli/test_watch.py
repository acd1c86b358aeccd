"""`jzdocs watch`: what is saved is built, what is wrong is told and leaves the documents as they were, what nobody
reads is no reason."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from projects import picture, project, replaced


class Watch:
    """A running watch and what it has told so far."""

    def __init__(self, folder: Path, log: Path) -> None:
        self.folder, self.log = folder, log
        environment = {**os.environ, "LANG": "C.UTF-8", "JZDOCS_CACHE": str(log.parent / "cache")}
        with log.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jzdocs", "watch"],
                cwd=folder,
                stderr=stream,
                env=environment,
                preexec_fn=lambda: signal.signal(
                    signal.SIGINT, signal.SIG_DFL
                ),  # who runs in the background would have it ignored
            )

    def lines(self) -> list[str]:
        """Its lines on standard error."""
        return self.log.read_text(encoding="utf-8").splitlines()

    def after(self, change: Callable[[], object], seconds: float = 30) -> list[str]:
        """What it tells after a change."""
        before = len(self.lines())
        change()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            new = self.lines()[before:]
            if new and " warning" in new[-1] and new[-1][2] == ":":
                return new
            time.sleep(0.02)
        return self.lines()[before:]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    watch = Watch(project(tmp_path / "p"), tmp_path / "log")
    try:
        watch.after(lambda: None)
        time.sleep(1)  # it begins to listen, and looks once more
        yield watch
    finally:
        watch.process.kill()
        watch.process.wait()


def test_what_is_saved_is_built(watch: Watch) -> None:
    output = watch.folder / "output"
    first = (output / "a.pdf").read_bytes()
    (told,) = watch.after(lambda: replaced(watch.folder / "seeds/a.md", "投入", "共投入"))
    assert "a.md → a 1 p." in told and "0 errors" in told
    second = (output / "a.pdf").read_bytes()
    assert second != first
    (told,) = watch.after(lambda: picture(watch.folder / "p.png", "green"))
    assert "p.png → " in told and (output / "a.pdf").read_bytes() != second


def test_errors_are_told_and_the_documents_stay(watch: Watch) -> None:
    before = {p.name: p.read_bytes() for p in (watch.folder / "output").iterdir()}
    told = watch.after(lambda: replaced(watch.folder / "seeds/a.md", "投入", "见@fig:none，投入"))
    assert any("seeds/a.md:8:" in line and "error[R001]" in line for line in told)
    assert "1 error, 0 warnings; errors: the files stay as they were" in told[-1]
    assert {p.name: p.read_bytes() for p in (watch.folder / "output").iterdir()} == before
    (told_again,) = watch.after(lambda: replaced(watch.folder / "seeds/a.md", "见@fig:none，", ""))
    assert "0 errors" in told_again


def test_a_new_document_is_found_and_a_broken_project_waits(watch: Watch) -> None:
    watch.after(
        lambda: (watch.folder / "seeds/b.md").write_text("---\ntitle: 乙\ntemplate: report\n---\n\n乙。\n", "utf-8")
    )
    assert (watch.folder / "output/b.pdf").is_file()
    told = watch.after(lambda: replaced(watch.folder / "jzdocs.toml", "sources", "surces"))
    assert "error[X021]" in told[0]
    assert "a 1 p., b 1 p." in watch.after(lambda: replaced(watch.folder / "jzdocs.toml", "surces", "sources"))[-1]


def test_it_ends_in_peace(watch: Watch) -> None:
    told = watch.after(lambda: (watch.folder / "output/other.txt").write_text("x"), seconds=1.0)
    told += watch.after(lambda: (watch.folder / "seeds/.a.md.swp").write_text("x"), seconds=1.0)
    assert told == []
    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(10) == 0
    assert "Traceback" not in watch.log.read_text(encoding="utf-8")


def test_templates_are_watched_also_where_nothing_had_to_be_made(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    (folder / "templates" / "ours").mkdir(parents=True)
    style = folder / "templates" / "ours" / "style.toml"
    style.write_text('extends = "report"\n[body]\nsize = "12pt"\n', encoding="utf-8")
    replaced(folder / "seeds/a.md", "template: report", "template: ours")
    time.sleep(0.05)
    for name in ("first", "second"):  # the second finds all made
        watch = Watch(folder, tmp_path / name)
        try:
            watch.after(lambda: None)
            time.sleep(1)
            if name == "second":
                told = watch.after(lambda: replaced(style, "12pt", "11pt"))
                assert "style.toml → a 1 p." in told[-1]
        finally:
            watch.process.kill()
            watch.process.wait()
