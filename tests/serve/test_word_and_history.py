"""Files handed out and brought back; saving, other editors, builds that are kept."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import docx
import pytest

from live_server import TEXT, LiveServer

pytest_plugins = ["live_server"]


def edited(word: bytes, old: str, new: str) -> bytes:
    document = docx.Document(io.BytesIO(word))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_files_of_a_document_are_handed_out(server: LiveServer, water: str) -> None:
    for ending, sign in (("pdf", b"%PDF"), ("docx", b"PK"), ("facts.json", b"{")):
        answer = server.client.get(f"/api/docs/{water}/download/water.{ending}")
        assert answer.content.startswith(sign) and "attachment" in answer.headers["content-disposition"]
    assert server.client.get(f"/api/docs/{water}/download/water.exe").status_code == 404


def test_edits_made_in_word_are_accepted_one_by_one(server: LiveServer, water: str) -> None:
    word = server.client.get(f"/api/docs/{water}/download/water.docx").content
    back = edited(edited(word, "调度中心", "调度平台"), "用水户", "用户")
    answer = server.client.post(f"/api/docs/{water}/word", files=[("files", ("改.docx", back))]).json()
    assert [(edit["before"], edit["after"]) for edit in answer["edits"]] == [
        (
            "供水能力达到50万吨，用水户35万户。详见@fact:rate.to。",
            "供水能力达到50万吨，用户35万户。详见@fact:rate.to。",
        ),
        ("各县都建成了调度中心。", "各县都建成了调度平台。"),
    ]
    assert not answer["left"] and not answer["missing"] and not any(edit["conflict"] for edit in answer["edits"])
    session = f"/api/docs/{water}/word/{answer['session']}"
    first = server.client.post(session, json={"accept": ["e2"]}).json()
    assert first["text"] == TEXT.replace("调度中心", "调度平台") and first["remaining"] == ["e1"]
    assert server.client.post(session, json={"accept": ["e9"]}).status_code == 404


def test_a_conflict_is_shown_with_both_sides(server: LiveServer, water: str) -> None:
    word = server.client.get(f"/api/docs/{water}/download/water.docx").content
    back = edited(word, "调度中心", "调度平台")
    now = TEXT.replace("调度中心", "指挥中心")
    form = {"files": [("files", ("w.docx", back))], "data": {"text": now}}
    answer = server.client.post(f"/api/docs/{water}/word", **form).json()
    (edit,) = answer["edits"]
    assert edit["conflict"] and edit["ours"] == "各县都建成了指挥中心。" and edit["line"] == 11
    session = f"/api/docs/{water}/word/{answer['session']}"
    assert server.client.post(session, json={"accept": [], "text": now}).json()["text"] == now
    accepted = server.client.post(session, json={"accept": ["e1"], "text": now}).json()["text"]
    assert accepted == TEXT.replace("调度中心", "调度平台")


def test_a_word_file_of_another_document_is_refused(server: LiveServer, water: str) -> None:
    other = server.client.post("/api/drop", data={"text": "另一份\n\n完全不同的内容。\n"}).json()["documents"][0]["id"]
    word = server.client.get(f"/api/docs/{other}/download/x.docx").content
    answer = server.client.post(f"/api/docs/{water}/word", files=[("files", ("x.docx", word))])
    assert answer.status_code == 422 and answer.json()["code"] == "X187"
    broken = server.client.post(f"/api/docs/{water}/word", files=[("files", ("x.docx", b"PK\x03\x04"))])
    assert broken.status_code == 422


def test_nothing_is_overwritten_in_silence(server: LiveServer, water: str, served_home: Path) -> None:
    path = served_home / "served" / "water.md"
    revision = server.client.get(f"/api/docs/{water}/source").json()["revision"]
    path.write_text(TEXT + "\n别处改的。\n", encoding="utf-8")
    changed = server.event("changed", id=water, seconds=20)
    answer = server.client.put(f"/api/docs/{water}/source", json={"text": "我的。\n", "base": revision})
    assert answer.status_code == 409
    assert answer.json()["text"].endswith("别处改的。\n") and answer.json()["revision"] == changed["revision"]
    assert path.read_text(encoding="utf-8").endswith("别处改的。\n")
    again = server.client.put(f"/api/docs/{water}/source", json={"text": "我的。\n", "base": changed["revision"]})
    assert again.status_code == 200 and path.read_text(encoding="utf-8") == "我的。\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_what_was_not_edited_stays_as_it_is(server: LiveServer, water: str, served_home: Path, encoding: str) -> None:
    path = served_home / "served" / "water.md"
    other = served_home / "elsewhere.md"
    other.unlink(missing_ok=True)
    path.write_bytes("第一行。\r\n\n第二行。\r\n".encode(encoding))
    os.link(path, other)
    source = server.client.get(f"/api/docs/{water}/source").json()
    text = source["text"].replace("第二行", "第三行")
    answer = server.client.put(f"/api/docs/{water}/source", json={"text": text, "base": source["revision"]})
    assert answer.status_code == 200
    assert path.read_bytes() == "第一行。\r\n\n第三行。\r\n".encode(encoding)
    assert path.samefile(other)
    assert not [file.name for file in path.parent.iterdir() if file.name.startswith(".jzdocs")]


def test_a_protected_file_is_not_written(server: LiveServer, water: str, served_home: Path) -> None:
    path = served_home / "served" / "water.md"
    source = server.client.get(f"/api/docs/{water}/source").json()
    path.chmod(0o444)
    try:
        answer = server.client.put(f"/api/docs/{water}/source", json={"text": "新\n", "base": source["revision"]})
    finally:
        path.chmod(0o644)
    assert answer.status_code == 422 and path.read_text(encoding="utf-8") == TEXT


def test_builds_are_kept_compared_and_brought_back(server: LiveServer, water: str) -> None:
    server.client.get(f"/api/docs/{water}/download/water.pdf")
    before = len(server.client.get(f"/api/docs/{water}/history").json())
    revision = server.client.get(f"/api/docs/{water}/source").json()["revision"]
    new = TEXT.replace("98.2%", "98.9%").replace("1.7个", "2.4个")
    server.client.put(f"/api/docs/{water}/source", json={"text": new, "base": revision})
    until = time.monotonic() + 60
    while len(history := server.client.get(f"/api/docs/{water}/history").json()) <= before:
        assert time.monotonic() < until
        time.sleep(0.3)
    newest, older = history[0]["id"], history[1]["id"]
    page = server.client.get(f"/api/docs/{water}/compare?old={older}&new={newest}")
    assert "98.2%" in page.text and "98.9%" in page.text and "sandbox" in page.headers["content-security-policy"]
    assert server.post(water, "restore", id=older).json()["text"] == TEXT
    for wrong in ("../..", "x", "20000101T000000Z-00000000"):
        assert server.client.get(f"/api/docs/{water}/compare?old={wrong}&new=now").status_code == 404
        assert server.post(water, "restore", id=wrong).status_code == 404


def test_last_months_file_is_compared_with_the_text_of_now(server: LiveServer, water: str) -> None:
    word = server.client.get(f"/api/docs/{water}/download/water.docx").content
    server.built(water, TEXT.replace("50万吨", "60万吨"), 9)
    answer = server.client.post(f"/api/docs/{water}/compare", files=[("files", ("上月.docx", word))]).json()
    page = server.client.get(answer["page"])
    assert "50万吨" in page.text and "60万吨" in page.text and "上月.docx" in page.text
