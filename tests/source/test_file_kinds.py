"""Kinds of files: those that are read, those that are not, and names that say something else than the content."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image

from command import run
from jzdocs.errors import DocumentError, Report, UsageError
from jzdocs.project import is_source, source_files
from jzdocs.source.kinds import content_kind, kind_of, unreadable
from jzdocs.source.read import read_pieces
from pdf_sources import pdf, write

SENTENCE = "全市再生水利用率为24.6%，比上年提高。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook() -> bytes:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


def archive(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        for name, text in files.items():
            opened.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, kind)
    return stream.getvalue()


def _stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (word_file(), "word"),
        (workbook(), "workbook"),
        (archive(a="b"), "archive"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "office"),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "spreadsheet"),
        (archive(**{"ppt__presentation.xml": ""}), "slides"),
        (_stream("WordDocument"), "office"),
        (_stream("Workbook"), "workbook"),
        (_stream("PowerPoint Document"), "slides"),
        (_stream("EncryptedPackage"), "locked"),
        (b"{\\rtf1 text}", "office"),
        (b"%PDF-1.4 ", "pdf"),
        (picture("PNG"), "picture"),
        (picture("JPEG"), "picture"),
        (picture("GIF"), "picture"),
        (picture("TIFF"), "picture"),
        (picture("WEBP"), "picture"),
        (b"\xef\xbb\xbf\n<!-- saved -->\n<!DOCTYPE html><p>", "web"),
        (b"<HTML lang=zh>", "web"),
        (b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "web"),
        (b"Rar!\x1a\x07", "archive"),
        (SENTENCE.encode(), ""),
        (SENTENCE.encode("gb18030"), ""),
        (b"", ""),
        (b"PK\x03\x04 cut off", ""),
    ],
)
def test_what_a_content_is(data: bytes, kind: str) -> None:
    assert content_kind(data) == kind


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", f"<html><body><p>{SENTENCE}</p></body></html>".encode()),
        ("a.doc", word_file()),
        ("a.xls", f"<html><body><p>{SENTENCE}</p></body></html>".encode()),
        ("a.txt", word_file()),
        ("a.md", word_file()),
        ("a.doc", SENTENCE.encode("gb18030")),
        ("a.pdf", SENTENCE.encode()),
    ],
)
def test_the_content_decides_and_the_name_is_told(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    report = Report()
    pieces, _ = read_pieces(tmp_path / name, report)
    assert "".join(p.text for p in pieces) == SENTENCE
    assert [d.code for d in report if d.code == "S095"] == ["S095"]


@pytest.mark.parametrize(("name", "kind"), [("a.xls", "workbook"), ("a.doc", "office")])
def test_a_document_with_another_embedded_is_what_its_name_says(name: str, kind: str) -> None:
    report = Report()
    assert kind_of(Path(name), _stream("WordDocument") + "Workbook".encode("utf-16-le"), name, report) == kind
    assert not report.found


def test_a_text_that_is_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(pdf(lambda canvas: write(canvas, 90, 700, SENTENCE)))
    report = Report()
    assert "".join(p.text for p in read_pieces(tmp_path / "a.txt", report)[0]) == SENTENCE
    assert [d.code for d in report] == ["S095"]


@pytest.mark.parametrize("name", ["a.markdown", "a.mdown", "A.MD"])
def test_other_names_of_markdown(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(f"# 甲\n\n{SENTENCE}\n", encoding="utf-8")
    ended = run("import", name, cwd=tmp_path)
    assert ended.returncode == 0 and ended.stdout == f"# 甲\n\n{SENTENCE}\n\n"


@pytest.mark.parametrize(
    ("name", "data", "code", "variant"),
    [
        ("a.png", picture("PNG"), "X070", "picture"),
        ("a.docx", picture("JPEG"), "X070", "picture"),
        ("a.pptx", archive(**{"ppt__presentation.xml": ""}), "X070", "slides"),
        ("a.zip", archive(a="b"), "X070", "archive"),
        ("a.docx", _stream("EncryptedPackage"), "X070", "locked"),
        ("a.ods", archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "X070", "spreadsheet"),
        ("report", b"%PDF-1.4", "X071", ""),
        ("a.bak", word_file(), "X071", ""),
        ("a.exe", b"MZ\x00\x01", "X040", ""),
    ],
)
def test_other_kinds_have_one_message_with_the_way_out(
    tmp_path: Path, name: str, data: bytes, code: str, variant: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    if is_source(path):
        with pytest.raises(UsageError) as caught:
            read_pieces(path, Report())
        error = caught.value
    else:
        error = unreadable(path)
    assert (error.diagnostic.code, error.diagnostic.variant, error.exit_code) == (code, variant, 2)
    assert all(error.diagnostic.worded(language)[1] for language in ("en", "zh"))


def test_a_picture_is_refused_by_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture("PNG"))
    for command in ("build", "check", "facts", "outline", "import"):
        ended = run(command, "a.png", cwd=tmp_path)
        assert ended.returncode == 2 and ended.stderr.count("error[X070]") == 1, command


@pytest.mark.parametrize(
    ("name", "data", "variant"),
    [("a.doc", OLE, "office"), ("a.odt", b"\x00\x01\x02\x03" * 9, "office"), ("a.docx", b"\x00\x01" * 9, "word")],
)
def test_a_damaged_file_is_an_error_of_the_document(tmp_path: Path, name: str, data: bytes, variant: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        read_pieces(tmp_path / name, Report())
    assert (caught.value.diagnostic.code, caught.value.diagnostic.variant) == ("S001", variant)


def test_a_folder_gives_its_texts_and_not_what_lies_beside_them(tmp_path: Path) -> None:
    for name in ("a.md", "b.txt", "c.docx", "d.pdf", "e.html", "f.xlsx", "g.doc", "h.markdown"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in source_files(tmp_path)] == ["a.md", "b.txt", "c.docx", "h.markdown"]
    assert all(is_source(tmp_path / name) for name in ("d.pdf", "e.html", "g.doc"))


@pytest.mark.parametrize("name", ["a.docx", "a.DOCX"])
def test_a_source_is_never_overwritten(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(word_file())
    ended = run("build", name, "--out", ".", cwd=tmp_path)
    assert ended.returncode == 2 and "error[X076]" in ended.stderr
    assert path.read_bytes()[:2] == b"PK" and [p.name for p in tmp_path.iterdir()] == [name]
    assert run("build", name, "--out", ".", "--to", "pdf", cwd=tmp_path).returncode == 0
