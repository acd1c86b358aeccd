"""A user's own fonts: collections, cubic outlines, variable fonts, fonts by name, licences."""

from __future__ import annotations

import subprocess
from pathlib import Path

import page as validation
import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

import font_kit as kit
from conftest import Sample, build_sample, need
from jzdocs.errors import SurroundingsError
from jzdocs.project import find_project
from jzdocs.style.faces import Face
from jzdocs.style.fontfile import FontFile, find_font, forbids_embedding, parse
from reading import pdf_text, squeeze

CHART = """```chart #fig:a
kind: bar
title: 再生水利用率
unit: "%"
alt: 再生水利用率由24.6%提升至38.2%。
rows: {甲: a.from, 乙: a.to}
```"""
BODY = kit.TEXT.partition("图")[0].replace("24.6%", "[24.6%]{#a.from}").replace("38.2%", "[38.2%]{#a.to}")


def build_with(folder: Path, font: str) -> Sample:
    """A document whose body and chart are set in `font`."""
    style = folder / "templates" / "mine"
    style.mkdir(parents=True)
    roles = "".join(f'[fonts.{role}]\nfile = "{font}"\nbold = "{font}"\n' for role in ("song", "hei"))
    (style / "style.toml").write_text(f'extends = "report"\n{roles}', encoding="utf-8")
    (style / "document.md.j2").write_text("{{ body }}", encoding="utf-8")
    (folder / "jzdocs.toml").write_text("", encoding="utf-8")
    path = folder / "text.md"
    path.write_text(f"---\ntitle: 文字\ntemplate: mine\n---\n\n{BODY}\n\n{CHART}\n", encoding="utf-8")
    project = find_project(folder)
    assert project is not None
    return build_sample(path, project, folder)


def fonts_of(pdf: Path) -> dict[str, pikepdf.Object]:
    with pikepdf.open(pdf) as document:
        found = {}
        for page in document.pages:
            for font in page.Resources.Font.values():
                below = font.DescendantFonts[0]
                found[str(below.BaseFont).split("+")[1]] = (
                    str(below.Subtype),
                    set(map(str, below.FontDescriptor.keys())),
                )
        return found


@pytest.mark.parametrize(
    ("make", "name", "subtype", "stream"),
    [
        (kit.collection, "kit.ttc#1", "/CIDFontType2", "/FontFile2"),
        (kit.cubic, "kit.otf", "/CIDFontType0", "/FontFile3"),
        (kit.variable, "kit.ttf#wght=700", "/CIDFontType2", "/FontFile2"),
        (lambda path: kit.restricted(path, 0x0100), "kit.ttf", "/CIDFontType2", "/FontFile2"),
    ],
)
def test_a_document_is_set_in_a_font_of_any_kind(
    tmp_path: Path, make: object, name: str, subtype: str, stream: str
) -> None:
    (tmp_path / "fonts").mkdir()
    make(tmp_path / "fonts" / name.partition("#")[0])  # type: ignore[operator]
    made = build_with(tmp_path, f"fonts/{name}")
    fonts = fonts_of(made.pdf)
    kinds = [(kind, keys) for font, (kind, keys) in fonts.items() if font.startswith("Kit") or name == "kit.ttf"]
    assert kinds and all(kind == subtype and stream in keys for kind, keys in kinds), fonts
    assert squeeze(BODY.replace("[", "").replace("]{#a.from}", "").replace("]{#a.to}", "")) in pdf_text(made.pdf)
    # page-validation does not know that the codes of a CFF font without CIDs are its glyphs' numbers (ISO 32000-1,
    # 9.7.4.2)
    if subtype == "/CIDFontType2":
        report = validation.validate_pdf(made.pdf, profile="pdfa-2a")
        assert report.is_compliant, [(f.rule_id, f.message) for f in report.failures]
    shown = subprocess.run([need("pdftotext"), str(made.pdf), "-"], capture_output=True, text=True, check=True)
    assert "再生水利用率" in shown.stdout and not shown.stderr


def test_cubic_outlines_look_as_the_quadratic_ones_do(tmp_path: Path) -> None:
    pictures = []
    for name, make in (("a.otf", kit.cubic), ("a.ttf", lambda path: kit.restricted(path, 0))):
        folder = tmp_path / name[-3:]
        (folder / "fonts").mkdir(parents=True)
        make(folder / "fonts" / name)
        page = pypdfium2.PdfDocument(build_with(folder, f"fonts/{name}").pdf)[0]
        pictures.append(page.render(scale=2).to_pil().convert("L"))
    inked = sum(v * n for v, n in enumerate(ImageChops.invert(pictures[0]).histogram()))
    differing = sum(v * n for v, n in enumerate(ImageChops.difference(*pictures).histogram()))
    assert inked and differing < 0.02 * inked


def test_an_instance_of_a_variable_font_has_its_own_advances(tmp_path: Path) -> None:
    path = kit.variable(tmp_path / "v.ttf")
    plain, bold = Face("a", FontFile(path)), Face("b", FontFile(path, axes=(("wght", 700.0),)))
    assert plain.width("字") == 1000 and bold.width("字") == 1040
    assert not plain.static


def test_fonts_are_found_by_name_in_the_systems_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kit.collection(tmp_path / "deep.ttc")
    monkeypatch.setenv("JZDOCS_FONT_PATH", str(tmp_path))
    for name in ("测试黑体", "Kit Hei", "KitHei", "kit hei"):
        assert find_font(name, []) == FontFile(tmp_path / "deep.ttc", 1)
    assert find_font("deep.ttc#1", []) == FontFile(tmp_path / "deep.ttc", 1)
    assert find_font("没有的字体", []) is None
    assert find_font("../deep.ttc", [tmp_path / "fonts"]) is None


@pytest.mark.parametrize(
    ("bits", "refused"), [(0, False), (2, True), (4, False), (8, False), (6, False), (0x100, False), (0x200, True)]
)
def test_licence_bits(bits: int, refused: bool) -> None:
    assert forbids_embedding(bits) is refused


def test_a_font_that_forbids_embedding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    kit.restricted(tmp_path / "fonts" / "no.ttf")
    with pytest.raises(SurroundingsError, match="forbids embedding it in documents") as told:
        build_with(tmp_path, "fonts/no.ttf")
    assert told.value.diagnostic.code == "G004" and told.value.exit_code == 3


def test_what_is_no_font_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.ttf"
    path.write_bytes(b"no font at all")
    with pytest.raises(SurroundingsError, match="is not a font"):
        Face("x", FontFile(path))


def test_names_of_faces() -> None:
    assert parse("a.ttc#2,wght=650") == ("a.ttc", 2, (("wght", 650.0),))
    with pytest.raises(ValueError):
        parse("a.ttf#bold")
    for name in ("a.ttf#-1", "a.ttf#wght=nan", "a.ttf#wght=inf"):
        with pytest.raises(ValueError):
            parse(name)
