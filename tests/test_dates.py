"""The moment of a document is the same in its PDF and its Word file."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from jzdocs.build.pipeline import build
from jzdocs.dates import document_moment, source_date_epoch
from jzdocs.errors import UsageError
from jzdocs.project import lone


def written_dates(folder: Path, front: str) -> tuple[str, str, str, str]:
    """The dates of a built document: PDF information (created, changed), XMP, and Word's core properties."""
    source = folder / "a.md"
    source.write_text(f"---\ntitle: 题\ntemplate: report\n{front}---\n\n正文。\n", encoding="utf-8")
    built = build(source, lone(source))
    with pikepdf.open(io.BytesIO(built.files["a.pdf"])) as pdf, pdf.open_metadata() as meta:
        info = str(pdf.docinfo["/CreationDate"]), str(pdf.docinfo["/ModDate"])
        assert meta["xmp:CreateDate"] == meta["xmp:ModifyDate"]
        xmp = meta["xmp:CreateDate"]
    with zipfile.ZipFile(io.BytesIO(built.files["a.docx"])) as package:
        core = package.read("docProps/core.xml").decode()
    created = core.partition("<dcterms:created")[2].partition(">")[2].partition("<")[0]
    assert core.partition("<dcterms:modified")[2].partition(">")[2].partition("<")[0] == created
    return *info, xmp, created


@pytest.mark.parametrize(
    ("front", "epoch", "pdf", "xmp", "word"),
    [
        (
            "date: 2025-11-20\n",
            "1700000000",
            "D:20251120000000+08'00'",
            "2025-11-20T00:00:00+08:00",
            "2025-11-20T00:00",
        ),
        ("", "1700000000", "D:20231114221320+00'00'", "2023-11-14T22:13:20+00:00", "2023-11-14T22:13:20"),
        ("", None, "D:20000101000000+00'00'", "2000-01-01T00:00:00+00:00", "2000-01-01T00:00:00"),
        ("", "", "D:20000101000000+00'00'", "2000-01-01T00:00:00+00:00", "2000-01-01T00:00:00"),
    ],
)
def test_one_date_stands_in_every_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, front: str, epoch: str | None, pdf: str, xmp: str, word: str
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    created, changed, in_xmp, in_word = written_dates(tmp_path, front)
    assert (created, changed, in_xmp) == (pdf, pdf, xmp)
    assert in_word.startswith(word)


@pytest.mark.parametrize("value", ["abc", "1.5", "99999999999999", "2025-11-20"])
def test_a_wrong_epoch_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(UsageError) as caught:
        document_moment("")
    assert caught.value.exit_code == 2
    problem, hint = caught.value.diagnostic.worded("zh")
    assert caught.value.diagnostic.code == "X023" and value in problem and "SOURCE_DATE_EPOCH" in problem
    assert "1700000000" in hint
    with pytest.raises(UsageError):  # also where the document has a date
        document_moment("2025-11-20")


def test_the_epoch_is_read_in_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert source_date_epoch() == datetime(1970, 1, 2, tzinfo=UTC)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert source_date_epoch() is None
