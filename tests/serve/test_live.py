"""Live builds: pages of a text as it is typed, places on them, and what happens when a build is overtaken or dies."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from conftest import ROOT
from live_server import LiveServer

pytest_plugins = ["live_server"]
SAMPLE = ROOT / "seeds" / "jinzhong.md"


def source_text(server: LiveServer, id_: str) -> str:
    return str(server.client.get(f"/api/docs/{id_}/source").json()["text"])


def test_a_text_has_pages_findings_and_contents(server: LiveServer, water: str) -> None:
    text = source_text(server, water)
    built = server.built(water, text, 1)
    assert [heading["text"] for heading in built["outline"]] == ["供水"]
    assert built["counts"] == {"errors": 0, "warnings": 1}
    (finding,) = built["findings"]
    assert finding["code"] == "S117" and finding["line"] == 7 and finding["page"] == 2
    picture = server.client.get(f"/api/docs/{water}/pages/{built['pages'][0]['hash']}.png?scale=1.5")
    assert picture.content.startswith(b"\x89PNG") and "immutable" in picture.headers["cache-control"]


def test_only_pages_that_changed_are_new(server: LiveServer, water: str) -> None:
    text = source_text(server, water)
    before = {page["hash"] for page in server.built(water, text, 2)["pages"]}
    after = {page["hash"] for page in server.built(water, text.replace("调度中心", "调度平台"), 3)["pages"]}
    assert len(after - before) == 1 and len(after & before) == len(before) - 1
    assert {page["hash"] for page in server.built(water, text, 4)["pages"]} == before


def test_a_place_on_a_page_leads_to_the_source_and_back(server: LiveServer, water: str) -> None:
    text = source_text(server, water)
    built = server.built(water, text, 5)
    lines = text.split("\n")
    boxes = [
        box
        for page in built["pages"]
        for box in server.client.get(f"/api/docs/{water}/map/{page['hash']}").json()["boxes"]
    ]
    shown = {lines[b["line"] - 1][b["column"] - 1 : b["endColumn"] - 1] for b in boxes if b["endColumn"] > b["column"]}
    assert {"98.2%", "供水能力达到50万吨，用水户35万户。详见"} <= shown
    figures = {box["figure"]: box for box in boxes if box.get("figure")}
    assert figures["rate.from"]["line"] == 7
    assert lines[6][figures["rate.from"]["column"] - 1 :].startswith("96.5%")


def test_a_text_with_an_error_still_has_pages(server: LiveServer, water: str) -> None:
    built = server.built(water, "# 一\n\n见@fact:none。\n", 6)
    assert built["pages"] and built["counts"]["errors"] == 1


def test_a_text_that_cannot_be_read_is_told(server: LiveServer, water: str) -> None:
    server.live(water, "---\ntitle: [\n---\n\n正文。\n", 7)
    failed = server.event("failed", id=water, seq=7)
    assert failed["counts"]["errors"] == 1 and {finding["code"] for finding in failed["findings"]} >= {"S010"}


def test_the_text_typed_last_is_built_and_older_ones_are_not(server: LiveServer, water: str) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    for seq in range(20, 32):
        server.live(water, text.replace("供水", f"供水{seq}", 40), seq)
        time.sleep(0.03)
    seen = []
    while not seen or seen[-1] != 31:
        seen.append(server.event("built", id=water)["seq"])
    assert seen == sorted(seen) and len(set(seen)) < 12


def test_a_build_that_dies_takes_nothing_with_it(server: LiveServer, water: str) -> None:
    text = source_text(server, water)
    server.built(water, text, 40)
    children = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True).stdout.split()
    assert children
    for child in children:
        os.kill(int(child), signal.SIGKILL)
    assert server.client.get("/api/state").status_code == 200
    assert server.built(water, text.replace("35万户", "36万户"), 41)["pages"]


def test_a_build_that_hangs_is_ended_by_what_is_typed_next(server: LiveServer, water: str) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    server.built(water, text, 50)
    server.live(water, text * 8, 51)  # takes long
    time.sleep(0.3)
    children = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True).stdout.split()
    for child in children:
        os.kill(int(child), signal.SIGSTOP)
    try:
        server.live(water, "新的文字。\n", 52)
        time.sleep(2.5)
    finally:
        for child in children:
            try:
                os.kill(int(child), signal.SIGCONT)
            except ProcessLookupError:
                pass
    assert server.event("built", id=water, seq=52, complete=True)["pages"]


@pytest.mark.parametrize("kind", ["txt"])
def test_a_plain_text_is_read_by_its_form(server: LiveServer, served_home: Path, kind: str) -> None:
    path = served_home / "served" / f"plain.{kind}"
    path.write_text("关于供水的报告\n\n一、基本情况\n\n今年供水12万吨。\n", encoding="utf-8")
    document = server.document("plain")
    assert document["editable"] and document["kind"] == "txt"
    built = server.built(document["id"], path.read_text(encoding="utf-8"), 60)
    assert [heading["text"] for heading in built["outline"]] == ["基本情况"]
    path.unlink()
