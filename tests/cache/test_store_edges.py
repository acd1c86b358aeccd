"""The store at its edges: how large an entry may be, when it counts as used, what goes first and what stays."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

import pytest

from jzdocs.cache import store as module
from jzdocs.cache.codec import PackedItems, unpack_items
from jzdocs.cache.store import LIMIT, Store, digest, header_digest, limit
from jzdocs.user_secret import secret

NOW = 1_700_000_000.0


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.time, "time", lambda: NOW)


def aged(path: Path, seconds: float) -> Path:
    os.utime(path, (NOW - seconds, NOW - seconds))
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_entry_is_a_checksum_of_sixteen_bytes_and_the_contents(tmp_path: Path) -> None:
    Store(tmp_path).put("chart", "a", b"drawn")
    checksum = blake2b(b"chart-a\0drawn", digest_size=16, key=secret()).digest()
    assert (tmp_path / "chart-a").read_bytes() == checksum + b"drawn"
    assert names(tmp_path) == ["chart-a"]
    assert LIMIT == 536_870_912 == Store(None).most


@pytest.mark.parametrize(("size", "stored"), [(24, True), (25, True), (26, False)])
def test_an_entry_takes_a_quarter_at_most(tmp_path: Path, size: int, stored: bool) -> None:
    store = Store(tmp_path, most=103)
    store.put("chart", "a", bytes(size))
    assert store.get("chart", "a") == (bytes(size) if stored else None)


@pytest.mark.parametrize(("age", "marked"), [(0, False), (3599, False), (3600, False), (3601, True), (3700, True)])
def test_an_entry_is_marked_as_used_once_an_hour(tmp_path: Path, age: int, marked: bool) -> None:
    store = Store(tmp_path)
    store.put("chart", "a", b"drawn")
    before = aged(tmp_path / "chart-a", age).stat().st_mtime
    assert store.get("chart", "a") == b"drawn"
    assert ((tmp_path / "chart-a").stat().st_mtime != before) is marked


def test_requests_are_counted_by_kind(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("chart", "a", b"")
    assert [store.get("chart", key) for key in "aab"] == [b"", b"", None]
    store.discard("chart", "a")
    store.discard("lines", "z")
    assert store.get("chart", "a") is None
    assert (dict(store.found), dict(store.missed)) == ({"chart": 2}, {"chart": 2})
    assert dict(store.damaged) == {"chart": 1, "lines": 1}
    assert names(tmp_path) == []
    nowhere = Store(None, version="v")
    nowhere.discard("chart", "a")
    assert dict(nowhere.damaged) == {} and nowhere.version == "v"


@pytest.mark.parametrize("size", [0, 15])
def test_an_entry_without_a_whole_checksum_is_damaged(tmp_path: Path, size: int) -> None:
    store = Store(tmp_path)
    (tmp_path / "chart-a").write_bytes(bytes(size))
    assert store.get("chart", "a") is None
    assert dict(store.damaged) == {"chart": 1} and names(tmp_path) == []


@pytest.mark.parametrize(
    ("most", "left"),
    [(60, ["a", "b", "c"]), (59, ["a", "b"]), (30, ["a", "b"]), (29, ["b"]), (10, ["b"]), (9, []), (0, [])],
)
def test_the_folder_is_within_its_bound_exactly(tmp_path: Path, most: int, left: list[str]) -> None:
    for name, size, age in (("x-a", 20, 20), ("x-b", 10, 10), ("x-c", 30, 30)):
        (tmp_path / name).write_bytes(bytes(size))
        aged(tmp_path / name, age)
    Store(tmp_path, most).prune()
    assert names(tmp_path) == [f"x-{name}" for name in left]


def test_of_entries_equally_old_the_smaller_goes_first(tmp_path: Path) -> None:
    for name, size in (("x-a", 20), ("x-b", 10)):
        (tmp_path / name).write_bytes(bytes(size))
        aged(tmp_path / name, 5)
    Store(tmp_path, 29).prune()
    assert names(tmp_path) == ["x-a"]


@pytest.mark.parametrize(
    ("name", "age", "left"),
    [
        (".jzdocs-1-0123456789abcdef.tmp", 3599, True),
        (".jzdocs-1-0123456789abcdef.tmp", 3600, True),
        (".jzdocs-1-0123456789abcdef.tmp", 3601, False),
        ("chart-a", 9999, True),
    ],
)
def test_a_temporary_file_is_swept_after_an_hour(tmp_path: Path, name: str, age: int, left: bool) -> None:
    (tmp_path / name).write_bytes(b"half")
    aged(tmp_path / name, age)
    Store(tmp_path).prune()
    assert names(tmp_path) == ([name] if left else [])


def test_a_swept_file_makes_room(tmp_path: Path) -> None:
    for name, size, age in ((".jzdocs-1-0123456789abcdef.tmp", 50, 9000), ("x-a", 50, 8000), ("x-b", 50, 10)):
        (tmp_path / name).write_bytes(bytes(size))
        aged(tmp_path / name, age)
    Store(tmp_path, 100).prune()
    assert names(tmp_path) == ["x-a", "x-b"]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    store = Store(tmp_path)
    (tmp_path / "chart-a").mkdir()
    store.put("chart", "a", b"x")
    assert names(tmp_path) == ["chart-a"]
    assert store.get("chart", "a") is None
    Store(tmp_path / "none").prune()
    assert names(tmp_path) == ["chart-a"]


def test_a_digest_is_of_forty_digits_and_counts_lengths() -> None:
    assert digest() == blake2b(digest_size=20).hexdigest()
    whole = b"".join(len(part).to_bytes(8, "little") + part for part in (b"ab", "甲".encode()))
    assert digest(b"ab", "甲") == blake2b(whole, digest_size=20).hexdigest()
    assert len(digest("\ud800")) == 40


def test_of_a_font_the_header_and_the_size_count(tmp_path: Path) -> None:
    font = tmp_path / "a.ttf"
    assert header_digest(font) == "-"
    font.write_bytes(bytes(4096) + b"x")
    before = header_digest(font)
    assert before == digest(bytes(4096), "4097")
    font.write_bytes(bytes(4096) + b"y")
    assert header_digest(font) == before
    font.write_bytes(bytes(4095) + b"yy")
    assert header_digest(font) != before
    font.write_bytes(bytes(4096) + b"xx")
    assert header_digest(font) != before


def test_the_bound_comes_from_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JZDOCS_CACHE_SIZE", "3")
    assert limit() == 3 * 1024 * 1024


@pytest.mark.parametrize("order", ["t", "x"])
def test_items_that_do_not_agree_with_their_order_are_no_items(order: str) -> None:
    with pytest.raises(ValueError):
        unpack_items(PackedItems(order, [], [], [], [], [], [], [], [], []))
    assert unpack_items(PackedItems("", [], [], [], [], [], [], [], [], [])) == ()
