"""A build takes the place of no file that jzdocs did not make, and of no input."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import run
from jzdocs.build.protection import refuse_foreign
from jzdocs.errors import UsageError
from jzdocs.file_names import is_reserved, name_key


def test_a_file_of_the_users_stays_and_those_of_ours_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"my own")
    with pytest.raises(UsageError, match="X130"):
        refuse_foreign(tmp_path, ["a.pdf"], ())
    refuse_foreign(tmp_path, ["a.pdf", "missing.pdf"], (), force=True)
    (tmp_path / "build.json").write_text('{"jzdocs": "0.1", "documents": [{"outputs": {"a.pdf": ""}}]}')
    refuse_foreign(tmp_path, ["a.pdf", "build.json"], ())


def test_an_input_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"source")
    with pytest.raises(UsageError, match="made from"):
        refuse_foreign(tmp_path, ["a.docx"], [str(tmp_path / "a.docx")], force=True)


def test_names_of_devices_and_twins() -> None:
    assert is_reserved("CON") and is_reserved("aux.2025") and not is_reserved("contents")
    assert name_key("e\u0301") == name_key("\u00c9")


def test_two_sources_of_one_name_are_not_built_into_one_file(tmp_path: Path) -> None:
    for folder, name in (("a", "x.md"), ("b", "x.md"), ("c", "X.md"), ("d", "e\u0301.md"), ("e", "é.md")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("甲\n", encoding="utf-8")
    for pair in (("a/x.md", "b/x.md"), ("a/x.md", "c/X.md"), ("d/e\u0301.md", "e/é.md")):
        done = run("build", *pair, "--out", "out", cwd=tmp_path)
        assert done.returncode == 2 and "X045" in done.stderr, done.stderr
    assert not (tmp_path / "out").exists()
    assert run("build", "a/x.md", "b/x.md", "--to", "docx", cwd=tmp_path).returncode == 0  # into folders of their own


def test_nothing_is_made_that_windows_cannot_open(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲\n", encoding="utf-8")
    for arguments in (
        ("new", "con"),
        ("new", "aux.d/p"),
        ("import", "a.txt", "-o", "nul.md"),
        ("import", "a.txt", "-o", "COM1/a.md"),
        ("build", "a.txt", "--out", "lpt1"),
    ):
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode == 2 and "X131" in done.stderr, (arguments, done.stderr)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    (tmp_path / "e\u0301.md").write_text("乙\n", encoding="utf-8")
    assert "X133" in run("import", "a.txt", "-o", "é.md", cwd=tmp_path).stderr
