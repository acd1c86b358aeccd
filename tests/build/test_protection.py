"""A build takes the place of no file that jzdocs did not make, and of no input."""

from __future__ import annotations

from pathlib import Path

import pytest

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
