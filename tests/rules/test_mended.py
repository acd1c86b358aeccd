"""Mended copies: tracked changes that lead both ways, and nothing touched that was not at fault."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from conftest import validator
from jzdocs.rules.checked import Checked, checked, mended
from jzdocs.rules.finding import Finding
from jzdocs.rules.reading import read_form
from jzdocs.source.word_package import open_package
from support.accepting import resolved_by_libreoffice
from support.official_boxes import boxed_file
from support.official_faults import FAULTS
from support.official_files import FOOTER, PAGE, Part, official_file, right_document, with_text
from support.tracked import W, part, resolved, seen, text_of

_FOR_A_PERSON = (
    "N129",
    "N129.date",
    "N125.note",
    "N125.count",
    "N125.title",
    "N125.name",
    "S110.gap",
    "F101",
    "F112",
    "N121.order",
    "N132.order",
)
MENDED = [fault for fault in FAULTS if fault[0] not in _FOR_A_PERSON]


def checked_file(folder: Path, data: bytes) -> Checked:
    path = folder / "a.docx"
    path.write_bytes(data)
    return checked(path)


def copy_of(document: Checked, *, accepted: bool) -> bytes:
    def worded(finding: Finding) -> str:
        return document.diagnostic(finding).worded("zh")[0]

    data = mended(document, list(document.findings), accepted=accepted, worded=worded)
    assert data is not None
    return data


def prove(folder: Path, data: bytes) -> None:
    """Prove that a mended copy leads back to the document and forward to what `--accept` writes, which is clean."""
    document = checked_file(folder, data)
    tracked, accepted = copy_of(document, accepted=False), copy_of(document, accepted=True)
    assert seen(resolved(part(tracked), "reject")) == seen(part(data))
    assert seen(resolved(part(tracked), "accept")) == seen(part(accepted))
    assert not list(part(accepted).iter("{*}ins", "{*}del", "{*}rPrChange", "{*}pPrChange", "{*}sectPrChange"))
    left = checked_file(folder, accepted).findings
    assert [finding for finding in left if finding.fixes] == []
    assert {finding.key for finding in left} <= {finding.key for finding in document.findings}
    changed = {
        "word/document.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
        "word/footer1.xml",
        "word/settings.xml",
    }
    for mended_file in (tracked, accepted):
        before, after = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(mended_file))
        for name in before.namelist():
            assert name in changed or before.read(name) == after.read(name), name


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, len(MENDED) - 1), min_size=1, max_size=12, unique=True))
def test_tracked_changes_lead_both_ways(tmp_path_factory: pytest.TempPathFactory, places: list[int]) -> None:
    parts: dict[str, Part] = right_document()
    names: set[str] = set()
    for place in places:
        _, name, change = MENDED[place]
        if name not in names and name in parts:
            names.add(name)
            parts = change(parts)
    prove(tmp_path_factory.mktemp("mended"), official_file(parts))


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, name, _ in MENDED])
def test_each_fault_that_can_be_mended_is(tmp_path: Path, key: str, name: str) -> None:
    change = next(c for k, n, c in MENDED if (k, n) == (key, name))
    prove(tmp_path, official_file(change(right_document())))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<w:footerReference w:type="default" r:id="footer1"/>', ""),
        ("— ", "- "),
        ('w:sz w:val="28"', 'w:sz w:val="21"'),
        ('w:jc w:val="right"', 'w:jc w:val="center"'),
        ('w:top="2098"', 'w:top="1440"'),
        ("<w:docGrid", "<w:titlePg/><w:docGrid"),
        ('w:footer="1400"', 'w:footer="720"'),
        ("<w:cols", '<w:pgNumType w:fmt="upperRoman" w:start="3"/><w:cols'),
        ('w:rightChars="100" w:right="280"', 'w:rightChars="0" w:right="0"'),
        ('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"'),
    ],
)
def test_pages_and_their_numbers_are_mended(tmp_path: Path, old: str, new: str) -> None:
    data = official_file(right_document(), PAGE.replace(old, new), FOOTER.replace(old, new))
    prove(tmp_path, data)
    document = checked_file(tmp_path, data)
    for accepted in (False, True):
        path = tmp_path / "b.docx"
        path.write_bytes(copy_of(document, accepted=accepted))
        assert_valid(path)
    assert checked(path).findings == ()


def test_what_was_not_at_fault_stays_character_by_character(tmp_path: Path) -> None:
    parts = with_text(right_document(), "text", "各单位要压实责任,细化措施;２０２５年底前完成(含所属单位)。")
    document = checked_file(tmp_path, official_file(parts))
    accepted = text_of(part(copy_of(document, accepted=True)))
    before = text_of(part(official_file(parts)))
    differing = [(old, new) for old, new in zip(before, accepted, strict=True) if old != new]
    assert differing == [(parts["text"].text, "各单位要压实责任，细化措施；2025年底前完成（含所属单位）。")]


def test_a_change_of_text_is_as_small_as_the_fault(tmp_path: Path) -> None:
    parts = with_text(right_document(), "number", "云水发[2025]7号")
    tracked = part(copy_of(checked_file(tmp_path, official_file(parts)), accepted=False))
    assert [node.text for node in tracked.iter("{*}delText")] == ["[", "]"]
    assert ["".join(node.itertext()) for node in tracked.iter("{*}ins")] == ["〔", "〕"]


def test_comments_name_the_rule(tmp_path: Path) -> None:
    parts = with_text(right_document(), "date", "二〇二五年十一月五日")
    tracked = copy_of(checked_file(tmp_path, official_file(parts)), accepted=False)
    archive = zipfile.ZipFile(io.BytesIO(tracked))
    comments = archive.read("word/comments.xml").decode()
    assert 'w:author="jzdocs"' in comments and "7.3.5.4" in comments
    assert 'w:date="2025-11-05T08:00:00Z"' in comments  # the file's own


def test_the_same_file_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    document = checked_file(tmp_path, official_file(with_text(right_document(), "h1", "一.提高思想认识")))
    first = copy_of(document, accepted=False)
    assert first == copy_of(document, accepted=False)
    assert b"2023-11-14T22:13:20Z" in zipfile.ZipFile(io.BytesIO(first)).read("word/document.xml")


@pytest.mark.parametrize("accepted", [False, True])
def test_mended_copies_are_valid(tmp_path: Path, accepted: bool) -> None:
    parts = right_document()
    names: set[str] = set()
    for _, name, change in MENDED:
        if name not in names and name in parts:
            names.add(name)
            parts = change(parts)
    page = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/><w:cols w:space="425"/></w:sectPr>'
    path = tmp_path / "b.docx"
    path.write_bytes(copy_of(checked_file(tmp_path, official_file(parts, page)), accepted=accepted))
    assert_valid(path)


def assert_valid(path: Path) -> None:
    done = subprocess.run([str(validator()), str(path)], capture_output=True, text=True, timeout=120, check=False)
    assert '"errors": []' in done.stdout, done.stdout[:3000]


def test_libreoffice_accepts_and_rejects_as_we_do(tmp_path: Path) -> None:
    """All changes accepted by LibreOffice itself give the text of `--accept`, all rejected that of the document."""
    parts = right_document()
    names: set[str] = set()
    for _, name, change in MENDED:
        if name not in names and name in parts:
            names.add(name)
            parts = change(parts)
    data = official_file(parts)
    document = checked_file(tmp_path, data)
    tracked, accepted = copy_of(document, accepted=False), copy_of(document, accepted=True)
    (by_accepting,) = resolved_by_libreoffice([tracked], tmp_path / "accept", "Accept")
    (by_rejecting,) = resolved_by_libreoffice([tracked], tmp_path / "reject", "Reject")
    assert shown(by_accepting) == shown(accepted) != shown(data)
    assert shown(by_rejecting) == shown(data)
    assert (tmp_path / "a.docx").read_bytes() == data


def shown(data: bytes) -> list[str]:
    """The texts of a file's paragraphs, without the page breaks that LibreOffice writes as properties."""
    paragraphs = read_form(open_package(data, "a.docx")).paragraphs
    return [(paragraph.label + paragraph.text).replace("\f", "") for paragraph in paragraphs]


def test_a_red_head_in_a_text_box_is_mended_in_both_of_its_copies(tmp_path: Path) -> None:
    data = boxed_file(color="0000FF", face="黑体")
    document = checked_file(tmp_path, data)
    assert {"N105.colour", "N105.face"} <= {finding.key for finding in document.findings}
    accepted = copy_of(document, accepted=True)
    colors = [node.get(f"{W}val") for node in part(accepted).iter(f"{W}color")]
    assert colors == ["FF0000", "FF0000"]  # for Word, and for older programs
    assert not [finding for finding in checked_file(tmp_path, accepted).findings if finding.fixes]
    tracked = copy_of(document, accepted=False)
    assert seen(resolved(part(tracked), "reject")) == seen(part(data))
    path = tmp_path / "b.docx"
    path.write_bytes(tracked)
    assert_valid(path)
