"""Documents that are read through LibreOffice, with the real program, and with stand-ins that misbehave."""

from __future__ import annotations

import os
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import pytest

from command import run
from conftest import need
from jzdocs.errors import DocumentError, Report, SurroundingsError
from jzdocs.source.office import as_word, find_office, read_office
from jzdocs.source.office_text import letters_of
from jzdocs.source.read import read_pieces

FILTERS = {".doc": "doc:MS Word 97", ".rtf": "rtf:Rich Text Format", ".odt": "odt:writer8"}


def converted(docx_file: Path, suffix: str) -> bytes:
    """A Word file as LibreOffice saves it in another format."""
    import subprocess

    folder = docx_file.parent
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", FILTERS[suffix], "--outdir", str(folder), str(docx_file)]
    subprocess.run(command, capture_output=True, timeout=110, check=True)
    return docx_file.with_suffix(suffix).read_bytes()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    document = docx.Document()
    document.add_heading("关于再生水的报告", 0)
    document.add_heading("总体情况", 1)
    document.add_paragraph("全市再生水利用率为24.6%，投入1,234.5万元，完成100%。")
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip(table._cells, ("地区", "投入", "甲县", "1,200.50"), strict=True):
        cell.text = text
    document.add_paragraph("以上为全部情况。")  # LibreOffice saves no table at the end of a .doc
    path = tmp_path_factory.mktemp("office") / "a.docx"
    document.save(path)
    return path


@pytest.mark.parametrize("suffix", [".doc", ".rtf", ".odt"])
def test_documents_of_word_processors(original: Path, tmp_path: Path, suffix: str) -> None:
    need("soffice")
    path = tmp_path / f"b{suffix}"
    path.write_bytes(converted(original, suffix))
    pieces, _ = read_pieces(path, Report())
    assert [p.text for p in pieces if p.role == "title"] == ["关于再生水的报告"]
    assert [(p.text, p.level) for p in pieces if p.role == "heading"] == [("总体情况", 1)]
    assert "".join(p.text for p in pieces if p.role in ("text", "lead")) == (
        "全市再生水利用率为24.6%，投入1,234.5万元，完成100%。以上为全部情况。"
    )
    assert [p.rows for p in pieces if p.role == "table"] == [(("地区", "投入"), ("甲县", "1,200.50"))]


def test_a_wps_file_is_a_word_file_of_another_name(original: Path, tmp_path: Path) -> None:
    need("soffice")
    (tmp_path / "稿.wps").write_bytes(converted(original, ".doc"))
    ended = run("build", "稿.wps", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "output" / "稿.pdf").is_file()


def test_nothing_is_fetched_and_nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need("soffice")
    asked_for: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked_for.append(self.path)
            self.send_response(404)
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/a.png"
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    text = r"{\rtf1\ansi before {\field{\*\fldinst INCLUDEPICTURE \\d \"ADDRESS\"}{\fldrslt }} after\par}"
    text = text.replace("ADDRESS", address)
    try:
        pieces = read_office(text.encode(), ".rtf", "a.rtf", Report())
    finally:
        server.shutdown()
    assert "before" in "".join(p.text for p in pieces)
    assert asked_for == [] and list(folder.iterdir()) == []


def _stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_a_program_that_takes_too_long_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    _stand_in(tmp_path / "bin", monkeypatch, f"sleep 60 & echo $! > {child}\nsleep 60")
    monkeypatch.setenv("JZDOCS_OFFICE_SECONDS", "1")
    with pytest.raises(SurroundingsError) as caught:
        as_word(b"x", ".doc", "a.doc")
    assert (caught.value.diagnostic.code, caught.value.diagnostic.arguments["seconds"]) == ("X073", "1")
    process = int(child.read_text())
    for _ in range(50):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            break
        if state == "Z":  # it has ended, and waits for whoever inherits it
            break
        time.sleep(0.1)
    else:
        pytest.fail("the process that it started still runs")


def test_a_program_that_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(tmp_path / "bin", monkeypatch, "exit 0")
    with pytest.raises(DocumentError) as caught:
        as_word(b"x", ".doc", "a.doc")
    assert caught.value.diagnostic.code == "S096"


def test_without_the_program_there_is_a_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("jzdocs.source.office._PLACES", ())
    assert find_office() is None
    with pytest.raises(SurroundingsError) as caught:
        as_word(b"x", ".doc", "a.doc")
    problem, hint = caught.value.diagnostic.worded("zh")
    assert caught.value.diagnostic.code == "X072" and "LibreOffice" in problem and ".docx" in hint


RTF = (
    r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 Arial;}}{\stylesheet{\s0 Normal;}}{\header Head}{\*\generator x;}"
    r"\uc2 \u29976\'bc\'d7\u19968\'d2\'bb\'d2\'d2 text 12\par}"
)


@pytest.mark.parametrize(
    ("data", "suffix", "count"),
    [
        (RTF.encode(), ".rtf", 9),
        (b"", ".doc", 0),
        (bytes(512) + b"\xec\xa5" + bytes(74) + (21).to_bytes(4, "little") + bytes(8), ".doc", 10),
        (b"PK damaged", ".odt", 0),
    ],
)
def test_how_much_text_a_document_holds(data: bytes, suffix: str, count: int) -> None:
    assert letters_of(data, suffix) == count


def test_a_conversion_that_loses_text_is_told(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty.docx"
    docx.Document().save(empty)
    script = 'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; cp {} "$2/source.docx"'
    for name, file, codes in (("a", empty, ["S096"]), ("b", original, [])):
        _stand_in(tmp_path / name, monkeypatch, script.format(file))
        report = Report()
        read_office(RTF.replace(" text", " text" * 5).encode(), ".rtf", "a.rtf", report)
        assert [d.code for d in report if d.code == "S096"] == codes
