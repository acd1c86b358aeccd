"""Environment variables: what they choose, and that a wrong one is refused by name before anything is done."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from command import run
from jzdocs import settings
from jzdocs.errors import UsageError

MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("value", "size"),
    [("", 64 * MIB), ("1", 1), ("64M", 64 * MIB), ("64MB", 64 * MIB), ("2 GiB", 2048 * MIB), ("512kib", MIB // 2)],
)
def test_sizes_have_units(monkeypatch: pytest.MonkeyPatch, value: str, size: int) -> None:
    monkeypatch.setenv("JZDOCS_MAX_BYTES", value)
    assert settings.current().max_bytes == size


@pytest.mark.parametrize(("value", "size"), [("", 512 * MIB), ("1", MIB), ("1B", 1), ("0", 0), ("1G", 1024 * MIB)])
def test_the_size_of_the_cache_is_in_mebibytes(monkeypatch: pytest.MonkeyPatch, value: str, size: int) -> None:
    monkeypatch.setenv("JZDOCS_CACHE_SIZE", value)
    assert settings.current().cache_bytes == size


def test_settings_follow_their_variables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in settings.VARIABLES:
        if name != "HOME":
            monkeypatch.delenv(name, raising=False)
    before = settings.current()
    assert (before.database_seconds, before.font_folders, before.source_date) == (10, None, None)
    monkeypatch.setenv("JZDOCS_DATABASE_SECONDS", "3")
    monkeypatch.setenv("JZDOCS_FONT_PATH", f"{tmp_path}:{tmp_path}/more")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("JZDOCS_CACHE", str(tmp_path))
    now = settings.current()
    assert now.database_seconds == 3 and now.cache == tmp_path
    assert now.font_folders == (tmp_path, tmp_path / "more")
    assert now.source_date == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


WRONG = [
    ("JZDOCS_MAX_BYTES", "many", "64M"),
    ("JZDOCS_MAX_BYTES", "0", "64M"),
    ("JZDOCS_MAX_BYTES", "-1", "64M"),
    ("JZDOCS_MAX_BYTES", "6.4M", "64M"),
    ("JZDOCS_CACHE_SIZE", "large", "64M"),
    ("JZDOCS_CACHE", __file__, "folder"),
    ("JZDOCS_DATABASE_SECONDS", "0", "seconds"),
    ("JZDOCS_DATABASE_SECONDS", "1.5", "seconds"),
    ("JZDOCS_FONT_PATH", __file__, "folders"),
    ("SOURCE_DATE_EPOCH", "yesterday", "1700000000"),
    ("SOURCE_DATE_EPOCH", "9" * 20, "1700000000"),
]


@pytest.mark.parametrize(("name", "value", "allowed"), WRONG)
def test_a_wrong_value_is_refused_with_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError) as raised:
        settings.current()
    problem, hint = raised.value.diagnostic.worded("en")
    assert raised.value.diagnostic.code == "X023" and name in problem and value in problem and allowed in hint


@pytest.mark.parametrize("command", [("check", "a.md"), ("build", "a.md"), ("doctor",), ("watch", "a.md")])
def test_every_command_refuses_it_at_once(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "a.md").write_text("# 甲\n", encoding="utf-8")
    done = run(*command, cwd=tmp_path, JZDOCS_MAX_BYTES="64 elephants", LANG="zh_CN.UTF-8")
    assert done.returncode == 2 and done.stdout == "" and not (tmp_path / "output").exists()
    assert done.stderr.startswith("错误[X023]：环境变量 JZDOCS_MAX_BYTES 的值不对：“64 elephants”")
    assert run("--help", cwd=tmp_path, JZDOCS_MAX_BYTES="64 elephants").returncode == 0
