"""Fonts in the Word file: obfuscated, named as they are, cut where that is allowed; a program without the fonts sets
the text with them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pypdfium2
import uharfbuzz as hb
from hypothesis import given, strategies as st
from lxml import etree
from msgspec.structs import replace

from conftest import ROOT, need, validator
from jzdocs.build import pipeline
from jzdocs.options import BuildOptions
from jzdocs.project import lone
from jzdocs.word.embedded import obfuscated
from reading import W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SOURCE = "---\ntitle: 甲\ntemplate: report\n---\n\n# 章\n\n正文里的**粗体**和*楷体*。\n"


def word(folder: Path, fonts: str) -> Path:
    path = folder / "a.md"
    path.write_text(SOURCE, encoding="utf-8")
    made = pipeline.build(path, lone(path), None, ("docx",), replace(BuildOptions(), fonts=fonts))  # type: ignore[arg-type]
    (folder / f"{fonts or 'none'}.docx").write_bytes(made.files["a.docx"])
    return folder / f"{fonts or 'none'}.docx"


def embedded(path: Path) -> dict[tuple[str, str], bytes]:
    """(font, weight) → its file, as a program reads it."""
    out = {}
    with zipfile.ZipFile(path) as archive:
        rels = etree.fromstring(archive.read("word/_rels/fontTable.xml.rels"))
        targets = {r.get("Id"): r.get("Target") for r in rels}
        for font in etree.fromstring(archive.read("word/fontTable.xml")):
            for child in font:
                if child.tag.startswith(f"{W}embed"):
                    data = archive.read(f"word/{targets[child.get(f'{R}id')]}")
                    out[font.get(f"{W}name"), child.tag.removeprefix(f"{W}embed")] = obfuscated(
                        data, child.get(f"{W}fontKey")
                    )
    return out


def test_fonts_are_those_of_the_pdf_cut_to_what_is_used(tmp_path: Path) -> None:
    path = word(tmp_path, "used")
    found = embedded(path)
    assert {
        ("Noto Serif SC", "Regular"),
        ("Noto Serif SC", "Bold"),
        ("Noto Sans SC", "Regular"),
        ("LXGW WenKai", "Regular"),
    } <= set(found)
    for (name, _), data in found.items():
        face = hb.Face(hb.Blob(data))
        assert name == face.get_name(1) and "glyf" in face.table_tags
        assert ord("正") in face.unicodes and ord("A") in face.unicodes and ord("龘") not in face.unicodes
    with zipfile.ZipFile(path) as archive:
        table = etree.fromstring(archive.read("word/fontTable.xml"))
        assert {child.get(f"{W}subsetted") for font in table for child in font if "embed" in child.tag} == {"1"}
        styles, settings = archive.read("word/styles.xml").decode(), archive.read("word/settings.xml").decode()
    assert (
        'w:eastAsia="Noto Serif SC"' in styles
        and "宋体" not in styles
        and "embedTrueTypeFonts" in settings
        and "saveSubsetFonts" in settings
    )
    assert path.stat().st_size < 3_000_000
    done = subprocess.run([str(validator()), str(path)], capture_output=True, text=True, timeout=120, check=False)
    assert '"ok": true' in done.stdout, done.stdout


def test_without_the_wish_fonts_are_names(tmp_path: Path) -> None:
    with zipfile.ZipFile(word(tmp_path, "")) as archive:
        assert (
            not any(n.endswith(".odttf") for n in archive.namelist())
            and "宋体" in archive.read("word/styles.xml").decode()
        )


def test_a_program_without_the_fonts_sets_the_text_with_them(tmp_path: Path) -> None:
    soffice = need("soffice")
    path = word(tmp_path, "used")
    (tmp_path / "lone").mkdir()  # no office runs without any font
    shutil.copy(ROOT / "fonts" / "FandolFang-Regular.ttf", tmp_path / "lone")
    conf = tmp_path / "fonts.conf"
    conf.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{tmp_path}/lone</dir></fontconfig>'
    )
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path / "lo"),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
        env={**os.environ, "FONTCONFIG_FILE": str(conf), "HOME": str(tmp_path)},
    )
    pdf = (tmp_path / "lo" / "used.pdf").read_bytes()
    assert b"NotoSerifSC" in pdf and b"NotoSansSC" in pdf
    assert "正文里的粗体和楷体" in pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage().get_text_range()


@given(st.binary(max_size=80), st.uuids())
def test_hiding_twice_gives_the_font_again(data: bytes, key: object) -> None:
    assert obfuscated(obfuscated(data, f"{{{key}}}"), f"{{{key}}}") == data


def test_the_same_bytes(tmp_path: Path) -> None:
    assert word(tmp_path, "used").read_bytes() == word(tmp_path, "used").read_bytes()
