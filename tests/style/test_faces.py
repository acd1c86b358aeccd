"""Faces: which weight a key opens, and the order in which other faces set what one lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

import font_kit as kit
from jzdocs.errors import UsageError
from jzdocs.resources import resource_root
from jzdocs.style.faces import Faces
from jzdocs.style.load import build_sheet, font_probes, read_style
from jzdocs.style.stylesheet import Stylesheet

ROOT = resource_root()
BASE = ROOT / "templates" / "report" / "style.toml"


def sheet_of(folder: Path, text: str) -> Stylesheet:
    path = folder / "style.toml"
    path.write_text(text, encoding="utf-8")
    return build_sheet([read_style(BASE, "base"), read_style(path, "style.toml")], [folder, ROOT])


def test_bold_is_the_roles_bold_file_and_regular_where_it_has_none(faces: Faces) -> None:
    assert faces.key("song", True) == "song.bold" and faces.key("song", False) == "song"
    assert faces.key("kai", True) == "kai"
    assert faces["song.bold"].file.path.name == "NotoSerifSC-Bold.ttf"
    assert faces["song"].file.path.name == "NotoSerifSC-Regular.ttf"
    assert faces["hei.bold"].file.path.name == "NotoSansSC-Bold.ttf"
    assert faces["kai.bold"].file.path.name == "LXGWWenKai-Regular.ttf"


def test_fallback_goes_through_the_regular_weight_then_the_roles_as_written_then_all(tmp_path: Path) -> None:
    faces = Faces(sheet_of(tmp_path, '[fonts.song]\nfallback = ["fang", "kai"]\n'))
    assert faces.chain("song.bold")[:5] == (
        "song.bold",
        "song.emboldened",
        "fang.emboldened",
        "kai.emboldened",
        "title.emboldened",
    )
    assert faces.chain("kai") == ("kai", "song", "title", "hei", "fang", "@math", "@symbols", "@emoji")


def test_the_first_face_of_the_chain_that_has_a_character_sets_it(tmp_path: Path) -> None:
    lacking = "珺"  # not in FandolFang
    for first in ("kai", "hei"):
        faces = Faces(sheet_of(tmp_path, f'[fonts.fang]\nfallback = ["{first}", "song"]\n'))
        assert list(faces.split("fang", f"甲{lacking}乙")) == [("fang", "甲"), (first, lacking), ("fang", "乙")]
        assert list(faces.split("fang", lacking)) == [(first, lacking)]
    assert list(faces.split("fang", "甲乙")) == [("fang", "甲乙")]
    assert list(faces.split("fang", "甲\U0001f600")) == [("fang", "甲"), ("@emoji", "\U0001f600")]
    assert list(faces.split("fang", "甲\U0002a700")) == [("fang", "甲\U0002a700")]


def test_a_soft_hyphen_is_drawn_as_a_hyphen_and_a_tab_as_a_space(faces: Faces) -> None:
    face = faces["song"]
    assert face.width("\u00ad") == 0 and face.glyph("\u00ad") == face.glyph("-")
    assert face.width("\t") == face.width(" ") > 0
    assert face.width("甲乙") == 2000 and face.covers("甲-\u00ad") and not face.covers("甲\U0001f600")


@pytest.mark.parametrize("name", ["kit.ttc#2", "kit.ttf#wght=700,wdth=80", "plain.ttf#wght=700", "plain.ttf#1"])
@pytest.mark.parametrize("key", ["file", "bold"])
def test_a_face_that_the_file_does_not_have_is_an_error_at_its_key(tmp_path: Path, name: str, key: str) -> None:
    kit.collection(tmp_path / "kit.ttc")
    kit.variable(tmp_path / "kit.ttf")
    kit.restricted(tmp_path / "plain.ttf", 0)
    with pytest.raises(UsageError, match="does not name a face") as caught:
        sheet_of(tmp_path, f'[fonts.song]\n{key} = "{name}"\n')
    finding = caught.value.diagnostic
    assert (finding.code, finding.location.line, finding.location.column) == ("T003", 2, 1)


def test_a_face_that_the_file_has_is_opened(tmp_path: Path) -> None:
    kit.collection(tmp_path / "kit.ttc")
    kit.variable(tmp_path / "kit.ttf")
    sheet = sheet_of(tmp_path, '[fonts.song]\nfile = "kit.ttc#1"\nbold = "kit.ttf#wght=700"\n')
    role = sheet.fonts["song"]
    assert (role.file.index, role.bold and role.bold.axes) == (1, (("wght", 700.0),))


def test_fonts_are_watched_where_they_would_be_found_first(tmp_path: Path) -> None:
    path = tmp_path / "style.toml"
    path.write_text('[fonts.song]\nfile = "a.ttc#1"\nbold = "b.ttf"\n', encoding="utf-8")
    probes = list(font_probes([read_style(path, "style.toml")], [tmp_path / "x", tmp_path / "y"]))
    assert probes == [
        tmp_path / "x" / "a.ttc",
        tmp_path / "y" / "a.ttc",
        tmp_path / "x" / "b.ttf",
        tmp_path / "y" / "b.ttf",
    ]
