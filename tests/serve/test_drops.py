"""What is dropped becomes documents; what is hostile becomes a message, and the server lives."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

from live_server import TEXT, LiveServer

pytest_plugins = ["live_server"]

NOTICE = "关于供水的报告\n\n一、基本情况\n\n今年供水12万吨，增长3%。\n"


def test_a_pasted_text_becomes_a_document_with_its_template(server: LiveServer, served_home: Path) -> None:
    answer = server.client.post("/api/drop", data={"text": NOTICE, "template": "report"}).json()
    (document,) = answer["documents"]
    assert (document["template"], document["kind"], document["editable"]) == ("report", "md", True)
    folder = served_home / "served" / document["folder"]
    text = (folder / document["file"]).read_text(encoding="utf-8")
    assert text == server.client.get(f"/api/docs/{document['id']}/source").json()["text"]
    assert "# 基本情况" in text and "template: report" in text.split("---")[1]
    assert [file.read_text(encoding="utf-8") for file in (folder / "original").iterdir()] == [NOTICE]


def test_several_files_at_once_each_become_a_document(server: LiveServer) -> None:
    table = "县区,供水\n榆次,12\n太谷,3\n"
    files = [("files", ("甲.txt", NOTICE.encode())), ("files", ("乙.md", TEXT.encode())), ("files", ("丙.csv", table))]
    answer = server.client.post("/api/drop", files=files).json()
    assert [document["name"] for document in answer["documents"]] == ["甲", "乙", "丙"]
    assert all(document["folder"] == document["name"] for document in answer["documents"])
    data = answer["documents"][2]["id"]
    built = server.built(data, server.client.get(f"/api/docs/{data}/source").json()["text"], 1)
    assert built["counts"]["errors"] == 0


def test_the_same_name_twice_overwrites_nothing(server: LiveServer) -> None:
    names = []
    for text in ("第一份。\n", "第二份。\n"):
        answer = server.client.post("/api/drop", files=[("files", ("同名.md", text.encode()))]).json()
        names.append(answer["documents"][0]["name"])
    assert names == ["同名", "同名-2"]


def test_a_name_leads_nowhere_else(server: LiveServer, served_home: Path) -> None:
    before = set(served_home.iterdir())
    for name in ("../../oben.md", "/etc/passwd.md", "..\\x.md", "con.md", ".hidden.md", "a\x00b.md", "output.md"):
        server.client.post("/api/drop", files=[("files", (name, "正文。\n".encode()))])
    assert set(served_home.iterdir()) - before <= {served_home / "cache", served_home / "config"}
    assert not (served_home / "served" / "output").exists()


def test_what_cannot_be_read_is_told_and_makes_no_document(server: LiveServer) -> None:
    files = [("files", ("图.png", b"\x89PNG\r\n\x1a\n")), ("files", ("坏.docx", b"PK\x03\x04"))]
    answer = server.client.post("/api/drop", files=files).json()
    assert answer["documents"] == []
    assert [(finding["file"], finding["code"]) for finding in answer["findings"]] == [
        ("图.png", "X070"),
        ("坏.docx", "S001"),
    ]


def test_too_much_at_once_is_refused(server: LiveServer) -> None:
    body = b"x" * (65 * 1024 * 1024)
    answer = server.client.post("/api/drop", files=[("files", ("groß.txt", body))])
    assert answer.status_code == 413 and answer.json()["code"] == "X174"


def test_two_hundred_hostile_files_leave_it_alive(server: LiveServer) -> None:
    chance = random.Random(20)
    suffixes = (".docx", ".pdf", ".xlsx", ".csv", ".txt", ".md", ".html", ".doc", ".rtf", ".md.j2", ".exe", "")
    for number in range(20):
        files = []
        for index in range(10):
            suffix = chance.choice(suffixes)
            files.append(("files", (f"h{number}-{index}{suffix}", hostile(chance, suffix))))
        answer = server.client.post("/api/drop", files=files, timeout=300)
        assert answer.status_code == 200, answer.text
        assert len(answer.json()["documents"]) <= 10
    assert server.process.poll() is None
    assert server.client.get("/api/state").status_code == 200


def hostile(chance: random.Random, suffix: str) -> bytes:
    """A file that was made to harm, or is broken."""
    kinds = {
        0: lambda: chance.randbytes(chance.randrange(4000)),
        1: lambda: b"%PDF-1.7\n" + chance.randbytes(2000) + b"\nstartxref\n99999\n%%EOF",
        2: lambda: archive({"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>", "../../x": b"y"}),
        3: lambda: archive({"[Content_Types].xml": b"", "word/document.xml": b"\0" * 4_000_000}),
        4: lambda: ("[" * 3000 + "> " * 3000).encode(),
        5: lambda: b"---\na: &a [*a, *a]\n---\n" + b"# " * 500,
        6: lambda: b"{% for i in range(10**9) %}{{ i }}{% endfor %}",
        7: lambda: b"<html>" + b"<div>" * 5000,
        8: lambda: "\u202e\ufeff\x00\x1b[2J".encode() * 50,
        9: lambda: b"",
    }
    kind = chance.randrange(10)
    return kinds[0 if kind == 6 and suffix != ".md.j2" else kind]()


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def test_a_template_may_be_in_any_encoding(server: LiveServer) -> None:
    template = "---\ntitle: 简报\n---\n\n{{ 县区 }}供水。\n"
    answer = server.client.post("/api/drop", files=[("files", ("旧.md.j2", template.encode("gb18030")))]).json()
    (document,) = answer["documents"]
    assert "{{ 县区 }}供水。" in server.client.get(f"/api/docs/{document['id']}/source").json()["text"]
    broken = server.client.post("/api/drop", files=[("files", ("坏.md.j2", b"abc \xff\xff\xff \x00\x81"))]).json()
    assert not [finding for finding in broken["findings"] if finding["code"] == "X000"]
