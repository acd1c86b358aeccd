"""Stylesheets and faces."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.errors import SurroundingsError, UsageError
from jzdocs.resources import resource_root
from jzdocs.style.faces import Faces
from jzdocs.style.load import build_sheet, read_style
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import mm, parse_length, pt

BASE = resource_root() / "templates" / "report" / "style.toml"


@pytest.mark.parametrize(
    ("text", "emu"), [("12pt", 152400), ("37mm", 1332000), ("2.5cm", 900000), ("2em", 304800), ("1in", 914400)]
)
def test_lengths(text: str, emu: int) -> None:
    assert parse_length(text, em=pt(12)) == emu


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("[body]\nsize = 12\n", "T003", 2),
        ('[body]\nsize = "12px"\n', "T003", 2),
        ('[body]\n\nfount = "song"\n', "T002", 3),
        ('[boddy]\nsize = "12pt"\n', "T002", 1),
        ('[page]\nmargin = { top = "1mm", left = "2mm" }\n', "T002", 2),
        ('[colors]\naccent = "navy"\n', "T003", 2),
        ('[style.nothing]\nsize = "1pt"\n', "T002", 1),
        ("[body\n", "T001", 1),
    ],
)
def test_what_is_wrong_has_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    path = tmp_path / "style.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_style(path, "style.toml")
    assert (caught.value.diagnostic.code, caught.value.diagnostic.location.line) == (code, line)


def test_one_key_changes_one_thing(tmp_path: Path, sheet: Stylesheet) -> None:
    path = tmp_path / "style.toml"
    path.write_text('[body]\nsize = "10.5pt"\n', encoding="utf-8")
    changed = build_sheet([read_style(BASE, "a"), read_style(path, "b")], [resource_root()])
    assert changed.body.size == pt(10.5) and changed.body.leading == pt(20) and changed.page.measure == mm(156.7)


def test_a_missing_font_is_told(tmp_path: Path) -> None:
    path = tmp_path / "style.toml"
    path.write_text('[fonts.song]\nfile = "fonts/none.ttf"\n', encoding="utf-8")
    with pytest.raises(SurroundingsError, match=r"none\.ttf"):
        build_sheet([read_style(BASE, "a"), read_style(path, "b")], [resource_root()])


def test_an_unknown_role_is_told(tmp_path: Path) -> None:
    path = tmp_path / "style.toml"
    path.write_text('[body]\nfont = "sung"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="sung"):
        build_sheet([read_style(BASE, "a"), read_style(path, "b")], [resource_root()])


def test_fonts_are_found_in_the_project_first(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    mine = tmp_path / "fonts" / "NotoSerifSC-Regular.ttf"
    mine.write_bytes((resource_root() / "fonts" / "NotoSerifSC-Bold.ttf").read_bytes())
    made = build_sheet([read_style(BASE, "a")], [tmp_path, resource_root()])
    assert made.fonts["song"].file.path == mine.resolve()


@pytest.mark.parametrize("key", ["song", "song.bold", "title", "hei", "hei.bold", "kai", "fang"])
def test_shipped_faces_cover_what_offices_need(faces: Faces, key: str) -> None:
    gb2312 = "".join(bytes((a, b)).decode("gb2312", "ignore") for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF))
    standard = (resource_root() / "fonts" / "standard-characters.txt").read_text(encoding="utf-8").replace("\n", "")
    text = gb2312 + "，。、；：？！（）《》“”0123456789%ABCabc"
    assert len(standard) == 8105
    assert faces.uncovered(key, text + standard + "℃‰№①Ⅲ㎡") == []
    assert faces[key].missing(text) <= ({*"“”"} if key in ("kai", "fang") else set())
    assert not faces[key].missing(standard) or key == "fang"  # FandolFang has GB 2312 alone: Kai sets the rest


def test_missing_characters_come_from_the_fallback(faces: Faces) -> None:
    assert list(faces.split("kai", "甲“乙”")) == [("kai", "甲"), ("song", "“"), ("kai", "乙"), ("song", "”")]
    assert faces.uncovered("hei", "甲\U0002a700乙\U0001f600") == ["\U0002a700"]
