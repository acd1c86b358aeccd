"""OFD as people ask for it: --to ofd, jzdocs.toml, the API; then trace, diff, and files that are not ours."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

import jzdocs
from builds import CHANGED, SOURCE
from command import run
from conftest import ROOT
from growth import processor_seconds
from jzdocs.build.protection import refuse_foreign
from jzdocs.compare.builds import difference
from jzdocs.compare.trace import trace
from jzdocs.errors import DocumentError, UsageError
from jzdocs.frames import Mark, Page, Pages, Tag, TextRun
from jzdocs.model.nodes import Meta
from jzdocs.ofd.writer import write_ofd
from jzdocs.painting.contents import Contents
from jzdocs.style.faces import Faces
from jzdocs.units import Size, mm


def written(folder: Path, text: str = SOURCE) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "a.md").write_text(text, encoding="utf-8")
    return folder / "a.md"


def ofd_of(folder: Path, text: str = SOURCE) -> Path:
    path = written(folder, text)
    built = jzdocs.build(path, to=["ofd"])
    assert list(built.files) == ["a.ofd", "a.facts.json"], list(map(str, built.report))
    (folder / "a.ofd").write_bytes(built.files["a.ofd"])
    return folder / "a.ofd"


def test_the_command_builds_it(tmp_path: Path) -> None:
    written(tmp_path)
    done = run("build", "a.md", "--to", "ofd", "--out", "out", cwd=tmp_path)
    assert done.returncode == 0 and done.stdout.split() == ["out/a.ofd"]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.facts.json", "a.ofd", "build.json"]


def test_a_project_may_ask_for_it(tmp_path: Path) -> None:
    (tmp_path / "jzdocs.toml").write_text('to = ["ofd", "docx"]\n', encoding="utf-8")
    written(tmp_path / "seeds")
    assert run("build", cwd=tmp_path).returncode == 0
    assert {p.suffix for p in (tmp_path / "output").iterdir()} == {".ofd", ".docx", ".json"}


def test_who_does_not_ask_gets_pdf_and_word(tmp_path: Path) -> None:
    assert set(jzdocs.build(written(tmp_path)).files) == {"a.pdf", "a.docx", "a.facts.json"}


def test_exchange_is_another_kind(tmp_path: Path) -> None:
    written(tmp_path)
    assert run("build", "a.md", "--to", "ofd", "--ofd", "exchange", "--out", "out", cwd=tmp_path).returncode == 0
    with ZipFile(tmp_path / "out" / "a.ofd") as archive:
        assert b'DocType="OFD"' in archive.read("OFD.xml") and b"<ofd:Permissions>" in archive.read(
            "Doc_0/Document.xml"
        )


def test_it_holds_the_facts_and_the_data_of_charts(tmp_path: Path) -> None:
    with ZipFile(ofd_of(tmp_path)) as archive:
        names = [name for name in archive.namelist() if "/Attachs/" in name]
    assert names == ["Doc_0/Attachs/a.facts.json", "Doc_0/Attachs/chart-1.csv", "Doc_0/Attachs/Attachments.xml"]


def test_it_is_traced_to_its_source(tmp_path: Path) -> None:
    ofd = ofd_of(tmp_path)
    assert {fact.record["id"]: fact.state for fact in trace(ofd)} == {
        "rate": "agrees",
        "money": "agrees",
        "count": "agrees",
    }
    written(tmp_path, CHANGED)
    assert {fact.record["id"]: fact.state for fact in trace(ofd)} == {
        "rate": "changed",
        "money": "changed",
        "count": "gone",
    }


def test_two_are_compared(tmp_path: Path) -> None:
    changes = difference(ofd_of(tmp_path / "old"), ofd_of(tmp_path / "new", CHANGED))
    assert [(f.id, f.before, f.after) for f in changes.figures][:2] == [
        ("rate", "24.6%", "38.2%"),
        ("money", "1.2亿元", "1.5亿元"),
    ]
    assert ("要删的一段。", "") in [(t.before, t.after) for t in changes.texts]
    assert not any("不变的一段" in t.before for t in changes.texts)


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_what_is_no_ofd_file_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.ofd").write_bytes(data)
    with pytest.raises(DocumentError) as error:
        trace(tmp_path / "a.ofd")
    assert error.value.diagnostic.code == "X210"


@pytest.mark.parametrize("lacking", ["OFD.xml", "Doc_0/Document.xml", "Doc_0/Attachs/a.facts.json"])
def test_a_file_that_lacks_a_part_is_told(tmp_path: Path, lacking: str) -> None:
    out = io.BytesIO()
    with ZipFile(ofd_of(tmp_path)) as archive, ZipFile(out, "w") as damaged:
        for name in archive.namelist():
            if name != lacking:
                damaged.writestr(name, archive.read(name))
    (tmp_path / "a.ofd").write_bytes(out.getvalue())
    with pytest.raises(DocumentError) as error:
        trace(tmp_path / "a.ofd")
    assert error.value.diagnostic.code == "X210"


def test_a_file_without_figures_is_told(tmp_path: Path) -> None:
    ofd = ofd_of(tmp_path, "---\ntitle: 甲\n---\n\n# 章\n\n无数字。\n")
    with pytest.raises(DocumentError) as error:
        trace(ofd)
    assert error.value.diagnostic.code == "X052"


def test_only_our_own_are_replaced(tmp_path: Path) -> None:
    ofd = ofd_of(tmp_path)
    refuse_foreign(tmp_path, ["a.ofd"], ())
    with ZipFile(ofd, "w") as archive:
        archive.writestr("OFD.xml", "<a/>")
    with pytest.raises(UsageError):
        refuse_foreign(tmp_path, ["a.ofd"], ())


def test_the_same_bytes_whatever_the_seed_of_hashes(tmp_path: Path) -> None:
    """Twice in this process, then in others."""
    path = ROOT / "seeds" / "jinzhong.md"
    first, second = (jzdocs.build(path, to=["ofd"]).files["jinzhong.ofd"] for _ in range(2))
    assert first == second
    code = "import sys, hashlib; import jzdocs; "
    code += "print(hashlib.sha256(jzdocs.build(sys.argv[1], to=['ofd']).files['jinzhong.ofd']).hexdigest())"
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        found = subprocess.run(
            [sys.executable, "-c", code, str(path)], env=env, capture_output=True, text=True, check=True
        )
        assert found.stdout.strip() == hashlib.sha256(first).hexdigest()


def many(count: int) -> Pages:
    items = (
        Mark(1),
        *(TextRun(mm(20), mm(20 + 7 * line), "song", mm(4), "000000", "甲乙丙丁戊己庚辛" * 4) for line in range(35)),
    )
    return Pages(
        tuple(Page(Size(mm(210), mm(297)), items, str(n + 1)) for n in range(count)),
        tags=(Tag("Document", -1), Tag("P", 0)),
    )


def test_time_grows_with_the_pages_and_no_faster(faces: Faces) -> None:
    def seconds(count: int) -> float:
        pages = many(count)
        return processor_seconds(lambda: write_ofd(pages, Meta(title="题"), faces, Contents({}, {})), 6)

    seconds(1)  # fonts are opened
    assert seconds(160) < 4 * seconds(40) * 1.6


def test_a_plain_build_imports_none_of_it(tmp_path: Path) -> None:
    code = "import sys; import jzdocs; jzdocs.build(sys.argv[1], to=['docx']); "
    code += "print([m for m in sys.modules if m.startswith('jzdocs.ofd')])"
    found = subprocess.run(
        [sys.executable, "-c", code, str(written(tmp_path))], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
