"""The store: what goes in comes out, and what was touched does not."""

from __future__ import annotations

import os
import time
from pathlib import Path

from hypothesis import given, strategies as st

from jzdocs.cache.store import Store, default_folder, digest


def test_what_is_stored_comes_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "created/on/demand")
    assert store.get("chart", "a") is None
    store.put("chart", "a", b"drawn")
    assert Store(tmp_path / "created/on/demand").get("chart", "a") == b"drawn"
    assert store.get("lines", "a") is None
    assert dict(store.missed) == {"chart": 1, "lines": 1}


@given(place=st.integers(0, 10_000), byte=st.integers(1, 255))
def test_a_damaged_entry_is_thrown_away(tmp_path_factory, place: int, byte: int) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("store")
    store = Store(folder)
    store.put("chart", "a", b"drawn" * 40)
    path = folder / "chart-a"
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= byte
    path.write_bytes(data)
    assert store.get("chart", "a") is None
    assert not path.exists()
    assert store.damaged["chart"] == 1


def test_an_entry_cut_short_or_moved_is_thrown_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for key in "ab":
        store.put("chart", key, key.encode() * 100)
    (tmp_path / "chart-a").write_bytes((tmp_path / "chart-a").read_bytes()[:50])
    os.replace(tmp_path / "chart-b", tmp_path / "chart-c")
    assert store.get("chart", "a") is None
    assert store.get("chart", "c") is None


def test_the_oldest_go_first_when_it_is_full(tmp_path: Path) -> None:
    store = Store(tmp_path, most=10_000)
    for number in range(20):
        store.put("chart", str(number), bytes(1000))
        os.utime(tmp_path / f"chart-{number}", (time.time() - 9000 + number,) * 2)
    store.get("chart", "3")  # used: it is young again
    store.prune()
    left = {p.name for p in tmp_path.iterdir()}
    assert sum(p.stat().st_size for p in tmp_path.iterdir()) <= 10_000
    assert "chart-3" in left and "chart-19" in left and "chart-4" not in left


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".jzdocs-1-0123456789abcdef.tmp").write_bytes(b"half")
    os.utime(tmp_path / ".jzdocs-1-0123456789abcdef.tmp", (1, 1))
    store = Store(tmp_path)
    store.put("chart", "a", b"")
    store.prune()
    assert [p.name for p in tmp_path.iterdir()] == ["chart-a"]


def test_a_folder_that_cannot_be_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for store in (Store(tmp_path / "file"), Store(None)):
        store.put("chart", "a", b"x")
        assert store.get("chart", "a") is None
        store.prune()


def test_the_environment_names_the_folder(monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("JZDOCS_CACHE", "")
    assert default_folder() is None
    monkeypatch.setenv("JZDOCS_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("JZDOCS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "jzdocs"


def test_borders_of_parts_count() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("a") == digest(b"a")
