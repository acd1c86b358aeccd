from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from editor_client import Editor

if importlib.util.find_spec("pygls") is None:
    collect_ignore_glob = ["test_*"]

RESOLVES = {
    "workspace": {"workspaceEdit": {"documentChanges": True}},
    "textDocument": {
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
            "resolveSupport": {"properties": ["edit"]},
            "dataSupport": True,
        }
    },
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a table of data and a template of its own."""
    folder = tmp_path_factory.mktemp("editor")
    (folder / "data").mkdir()
    (folder / "data" / "reuse.csv").write_text(
        "县区,利用率（%）,产值（亿元）\n榆次区,38.2,12.5\n祁县,24.6,8.1\n", encoding="utf-8"
    )
    (folder / "templates" / "ours").mkdir(parents=True)
    (folder / "templates" / "ours" / "style.toml").write_text('extends = "report"\n', encoding="utf-8")
    (folder / "jzdocs.toml").write_text('sources = "."\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def editor(folder: Path) -> Iterator[Editor]:
    """An editor in Chinese, as simple as the protocol allows."""
    editor = Editor(folder)
    yield editor
    editor.close()


@pytest.fixture(scope="session")
def rich_editor(folder: Path) -> Iterator[Editor]:
    """An editor in English that knows versions and asks for edits when they are chosen."""
    editor = Editor(folder, locale="en", capabilities=RESOLVES)
    yield editor
    editor.close()
