"""The checker sees what is wrong: faults planted one by one in a right file. OFD-A's rules have the numbers O001 to O019,
the others are of GB/T 33190."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

import jzdocs
from ofd_check import check

Files = dict[str, bytes]
PAGE, MAIN, ROOT = "Doc_0/Pages/Page_0/Content.xml", "OFD.xml", "Doc_0/Document.xml"
PUBLIC, MEDIA, ANNOTATIONS = "Doc_0/PublicRes.xml", "Doc_0/DocumentRes.xml", "Doc_0/Annots/Page_0.xml"
TAGS, LISTED = "Doc_0/Tags/Structure.xml", "Doc_0/Attachs/Attachments.xml"
TEXT = """---
title: 甲
date: 2025-11-20
template: report
---

# 章

见[下图](#fig:b)和[网站](https://example.org/)。投入[1.2亿元]{#money}。

![图](b.png) {#fig:b}

```chart #fig:a
kind: bar
title: 投入
unit: 亿元
rows: {本市: money}
alt: 乙。
```
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    from PIL import Image

    folder = tmp_path_factory.mktemp("ofd")
    Image.new("RGB", (40, 20), "red").save(folder / "b.png")
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    built = jzdocs.build(folder / "a.md", to=["ofd"])
    assert not built.findings.errors, list(map(str, built.findings))
    with ZipFile(io.BytesIO(built.files["a.ofd"])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Files, method: int = ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(ZipInfo(name), data, method)
    return out.getvalue()


def rules(files: Files) -> set[str]:
    return {fault.rule for fault in check(packed(files))}


def replaced(name: str, old: str, new: str) -> Callable[[Files], None]:
    """A fault: the first text that the pattern `old` finds in a part becomes another."""

    def plant(files: Files) -> None:
        text, count = re.subn(old, new, files[name].decode(), count=1)
        assert count == 1, f"{name} has no {old}"
        files[name] = text.encode()

    return plant


def added(name: str, data: bytes) -> Callable[[Files], None]:
    return lambda files: files.update({name: data})


def removed(pattern: str) -> Callable[[Files], None]:
    def plant(files: Files) -> None:
        name = next(name for name in files if re.search(pattern, name))
        del files[name]

    return plant


def _without_cmap(files: Files) -> None:
    from fontTools.ttLib import TTFont

    name = next(name for name in files if name.endswith(".ttf"))
    font, out = TTFont(io.BytesIO(files[name])), io.BytesIO()
    del font["cmap"]
    font.save(out)
    files[name] = out.getvalue()


def _audio(files: Files) -> None:
    replaced(MEDIA, 'Type="Image"', 'Type="Audio"')(files)


ARCHIVE = {
    "another type": ("O001", replaced(MAIN, "OFD-A", "OFD")),
    "two documents": ("O002", replaced(MAIN, "(<ofd:DocBody>.*</ofd:DocBody>)", r"\1\1")),
    "a resource from outside": ("O003", replaced(MEDIA, "<ofd:MediaFile>", "<ofd:MediaFile>https://example.org/")),
    "a font that is not embedded": ("O004", replaced(PUBLIC, "<ofd:FontFile>.*?</ofd:FontFile>", "")),
    "a font without its characters": ("O004", _without_cmap),
    "encryption": ("O005", replaced(MAIN, "</ofd:DocBody>", "</ofd:DocBody><ofd:Encryptions/>")),
    "an address as an action": ("O006", replaced(ROOT, "<ofd:Goto>.*?</ofd:Goto>", '<ofd:URI URI="http://a"/>')),
    "a script": ("O006", added("Doc_0/Res/run.js", b"1")),
    "no title": ("O007", replaced(MAIN, '<ofd:CustomData Name="题名">.*?</ofd:CustomData>', "")),
    "an identifier that is none": ("O007", replaced(MAIN, "<ofd:DocID>.", "<ofd:DocID>{")),
    "a picture of another format": (
        "O008",
        lambda files: files.update({n: b"GIF89a" for n in files if n.endswith(".png")}),
    ),
    "permissions": ("O009", replaced(ROOT, "</ofd:Outlines>", "</ofd:Outlines><ofd:Permissions/>")),
    "preferences of view": ("O010", replaced(ROOT, "</ofd:Outlines>", "</ofd:Outlines><ofd:VPreferences/>")),
    "extensions": (
        "O011",
        replaced(ROOT, "</ofd:Document>", "<ofd:Extensions>Tags/CustomTags.xml</ofd:Extensions></ofd:Document>"),
    ),
    "sound": ("O012", _audio),
    "a colour space of light": ("O013", replaced(PUBLIC, 'Type="RGB"', 'Type="Lab"')),
    "an annotation that may change": ("O014", replaced(ANNOTATIONS, ' ReadOnly="true"', "")),
    "an attached workbook": ("O015", replaced(LISTED, 'Format="TXT"', 'Format="XLSX"')),
    "an attachment that is no text": (
        "O015",
        lambda files: files.update({n: b"\xff\xfe\x00\xd8" for n in files if n.endswith(".csv")}),
    ),
    "blocks in blocks": (
        "O016",
        replaced(
            PAGE,
            "(<ofd:Layer [^>]*>)(.*)(</ofd:Layer>)",
            "".join(
                [r"\1", *(f'<ofd:PageBlock ID="{900 + i}">' for i in range(4)), r"\2", "</ofd:PageBlock>" * 4, r"\3"]
            ),
        ),
    ),
    "a stowaway": ("O017", added("Doc_0/Res/secret.bin", b"1")),
    "interpolation": ("O018", replaced(PAGE, "<ofd:ImageObject ", '<ofd:ImageObject Interpolate="true" ')),
    "a signature": ("O019", replaced(MAIN, "</ofd:DocRoot>", "</ofd:DocRoot><ofd:Signatures>OFD.xml</ofd:Signatures>")),
}
STANDARD = {
    "broken XML": ("xml", replaced(PAGE, "</ofd:Page>", "")),
    "a part that is not first": ("zip", lambda files: files.update({MAIN: files.pop(MAIN)})),
    "elements in another order": (
        "form",
        replaced(ROOT, "(<ofd:CommonData>.*</ofd:CommonData>)(<ofd:Pages>.*</ofd:Pages>)", r"\2\1"),
    ),
    "an unknown element": ("form", replaced(PAGE, "</ofd:Layer>", "<ofd:Word/></ofd:Layer>")),
    "an unknown attribute": ("form", replaced(PAGE, "<ofd:TextObject ", '<ofd:TextObject Colour="1" ')),
    "a missing attribute": ("form", replaced(PAGE, r' Size="[^"]*"', "")),
    "a text outside a text": ("form", replaced(PAGE, "<ofd:Content>", "<ofd:Content>甲")),
    "no page area": ("form", replaced(ROOT, "<ofd:PageArea>.*</ofd:PageArea>", "")),
    "a colour behind the text": (
        "form",
        replaced(PAGE, "(<ofd:FillColor [^>]*/>)(<ofd:CGTransform.*?</ofd:CGTransform>)", r"\2\1"),
    ),
    "an identifier twice": ("id", replaced(PAGE, r'<ofd:Layer ID="\d+"', '<ofd:Layer ID="1"')),
    "an identifier that was never counted": ("id", replaced(ROOT, r"<ofd:MaxUnitID>\d+", "<ofd:MaxUnitID>20")),
    "an identifier that is no number": ("id", replaced(PAGE, r'<ofd:Layer ID="\d+"', '<ofd:Layer ID="a"')),
    "a font that is not there": ("reference", replaced(PAGE, r'Font="\d+"', 'Font="1"')),
    "a picture that is not there": ("reference", replaced(PAGE, r'ResourceID="\d+"', 'ResourceID="1"')),
    "a page that is not there": ("reference", replaced(ROOT, r'PageID="\d+"', 'PageID="999"')),
    "a file that is not there": ("reference", removed(r"Res/font_\d+\.ttf")),
    "a page whose file is not there": ("reference", removed("Pages/Page_0")),
    "a tag of nothing": ("reference", replaced(TAGS, r'(<ofd:ObjectRef PageRef="\d+">)\d+', r"\g<1>999999")),
    "a colour space that is not there": ("reference", replaced(ROOT, r"<ofd:DefaultCS>\d+", "<ofd:DefaultCS>1")),
    "too few glyphs": ("font", replaced(PAGE, r"<ofd:Glyphs>\d+ ", "<ofd:Glyphs>")),
    "a glyph that the font lacks": ("font", replaced(PAGE, r"<ofd:Glyphs>\d+", "<ofd:Glyphs>60000")),
    "a missing character": ("font", replaced(PAGE, r"<ofd:Glyphs>\d+", "<ofd:Glyphs>0")),
    "a character too many": ("font", replaced(PAGE, "</ofd:TextCode>", "甲</ofd:TextCode>")),
    "a step too few": ("font", replaced(PAGE, r' DeltaX="[^"]*"', ' DeltaX="1"')),
    "a box off the page": ("box", replaced(PAGE, r'Boundary="[\d.]+', 'Boundary="400')),
    "a box without a height": ("box", replaced(PAGE, r'(Boundary="\S+ \S+ \S+) \S+"', r'\1"')),
}


def test_a_right_file_has_no_fault(files: Files) -> None:
    assert check(packed(files)) == []


@pytest.mark.parametrize("name", [*ARCHIVE, *STANDARD])
def test_a_planted_fault_is_seen(files: Files, name: str) -> None:
    rule, plant = {**ARCHIVE, **STANDARD}[name]
    damaged = dict(files)
    plant(damaged)
    assert rule in rules(damaged)


def test_every_rule_of_archives_has_a_planted_fault() -> None:
    assert {rule for rule, _ in ARCHIVE.values()} == {f"O{number:03}" for number in range(1, 20)}


def test_members_that_are_not_deflated_are_seen(files: Files) -> None:
    assert "zip" in {fault.rule for fault in check(packed(files, ZIP_STORED))}


def test_a_member_that_is_there_twice_is_seen(files: Files) -> None:
    out = io.BytesIO(packed(files))
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(out, "a", ZIP_DEFLATED) as archive:
        archive.writestr(Path(PAGE).as_posix(), b"<a/>")
    assert "zip" in {fault.rule for fault in check(out.getvalue())}
