"""Warnings of a stylesheet: pale colours and lines that overlap; contrast at the edges of WCAG 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.errors import Report
from jzdocs.resources import resource_root
from jzdocs.style.contrast import contrast, luminance
from jzdocs.style.legibility import check_legibility
from jzdocs.style.load import build_sheet, read_style
from jzdocs.style.sources import StyleSources

ROOT = resource_root()
BASE = ROOT / "templates" / "report" / "style.toml"


def warnings(folder: Path, text: str) -> list[tuple[str, int, str]]:
    path = folder / "style.toml"
    path.write_text(text, encoding="utf-8")
    files = [read_style(BASE, "base"), read_style(path, "style.toml")]
    report = Report()
    check_legibility(build_sheet(files, [ROOT]), StyleSources(files), report)
    assert all(finding.location.path == "style.toml" for finding in report)
    return [(d.code, d.location.line, d.worded()[0]) for d in report if "red_head" not in d.worded()[0]]


def test_contrast_is_that_of_wcag() -> None:
    assert (luminance("000000"), luminance("FFFFFF")) == (0, 1)
    assert contrast("000000") == contrast("FFFFFF", "000000") == 21 and contrast("FFFFFF") == 1
    # published values
    assert round(contrast("767676"), 2) == 4.54 and round(contrast("777777"), 2) == 4.48
    assert round(contrast("FF0000"), 2) == 4.0 and round(contrast("0000FF"), 2) == 8.59
    assert round(contrast("00FF00"), 2) == 1.37 and round(contrast("0A0A0A"), 2) == 19.8


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[style.note]\ncolor = "#767676"\n', 0),
        ('[style.note]\ncolor = "#777777"\n', 2),
        ('[style.note]\nsize = "17.5pt"\nleading = "20pt"\ncolor = "#777777"\n', 4),
        ('[style.note]\nsize = "18pt"\nleading = "20pt"\ncolor = "#777777"\n', 0),
        ('[style.note]\nsize = "18pt"\nleading = "20pt"\ncolor = "#959595"\n', 4),
        ('[style.note]\nsize = "18pt"\nleading = "20pt"\ncolor = "#949494"\n', 0),
        ('[style.note]\nsize = "14pt"\nleading = "20pt"\nbold = true\ncolor = "#777777"\n', 0),
        ('[style.note]\nsize = "13.5pt"\nleading = "20pt"\nbold = true\ncolor = "#777777"\n', 5),
        ('[style.note]\nsize = "14pt"\nleading = "20pt"\ncolor = "#777777"\n', 4),
        ('[colors]\naccent = "#777777"\n', 2),
        ('[colors]\naccent = "#767676"\n', 0),
        ('[chart]\npalette = ["#777777", "#EEEEEE"]\n', 0),
        ('[chart]\npalette = ["#959595"]\n', 2),
        ('[chart]\ngreys = ["#777777", "#7F7F7F", "#BFBFBF", "#E6E6E6"]\n', 2),
        ('[chart]\ngreys = ["#767676", "#7F7F7F", "#BFBFBF", "#E6E6E6"]\n', 0),
    ],
)
def test_a_pale_colour_is_told_at_its_key(tmp_path: Path, text: str, line: int) -> None:
    found = [w for w in warnings(tmp_path, text) if w[0] == "T010"]
    assert [place for _, place, _ in found] == ([line] if line else [])


def test_lines_that_overlap_are_told_at_the_key_that_was_written_last(tmp_path: Path) -> None:
    (code, line, words), *rest = warnings(tmp_path, '[heading.2]\n\nsize = "30pt"\n')
    assert (code, line, rest) == ("T015", 3, []) and "[heading.2] size: lines 20pt apart" in words
    assert warnings(tmp_path, '[style.note]\nleading = "8pt"\n') == []
    assert [w[:2] for w in warnings(tmp_path, '[style.note]\nleading = "7.9pt"\n')] == [("T015", 2)]
