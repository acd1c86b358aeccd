"""Latin in Chinese lines: where units, paths, identifiers and words may be divided, and which face sets marks and
digits; decided on lines and on glyphs in the finished PDF (CLREQ 3.2.2 and 6.1)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from conftest import build_sample
from jzdocs.layout.compose import compose
from jzdocs.layout.measure import Span, measure_paragraph
from jzdocs.project import lone
from jzdocs.style.faces import Faces
from jzdocs.units import pt
from reading import Glyph, glyphs, lines as rows_of

WIDTHS = range(12, 30)


def ends(faces: Faces, text: str, width: int, *, face: str = "song") -> list[str]:
    """The lines of a text; what a hyphen divides ends with ‐."""
    size = pt(12)
    composed = compose(
        measure_paragraph([Span(text, face, size, "000000")], size, faces), faces, width * 1000, width * 1000
    )
    set_text = composed.paragraph.text
    return [set_text[line.start : line.end] + ("‐" if line.hyphen else "") for line in composed.lines]


@pytest.mark.parametrize(
    "token", ["0.35MPa", "600kW·h", "45W/(m²·K)", "1.2×10⁶GJ", "28μg/m³", "85dB(A)", "3e-4", "15 kg"]
)
def test_a_number_and_its_unit_stay_on_one_line(token: str, faces: Faces) -> None:
    for width in range(18, 30):  # in narrower columns the line before would be short by more than three ems
        for lead in range(8):
            text = "压力温度流量功率"[:lead] + f"参数不得低于额定值{token}，并应定期校验检查记录在案备查。"
            lines = ends(faces, text, width)
            assert sum(token in line for line in lines) == 1, lines


@pytest.mark.parametrize(
    "token",
    [
        "/api/v1/permissions:revokeAuthorization",
        "update_configuration_parameters",
        "waste_water_treatment_capacity.csv",
        "docs/openapi/v3/water-quality.yaml",
        "C:\\Users\\Public\\Documents\\jzdocs\\output.pdf",
        "/var/log/jzdocs/department/build.log",
        "calculateAnnualAverageConcentration",
        "https://data.example.gov.cn/opendata/catalog/municipal/treatment.csv",
        "2001:db8::ff00:42:8329",
    ],
)
def test_paths_and_identifiers_are_divided_at_their_own_signs(token: str, faces: Faces) -> None:
    for width in WIDTHS:
        for lead in range(8):
            lines = ends(faces, "查看调用修改配置"[:lead] + f"参数表中的{token}一项，其余不变。", width)
            assert not any(line.endswith("‐") for line in lines), lines
            for line, following in pairwise(lines):
                inside = line[-1].isascii() and following[0].isascii()
                capital = line[-1].islower() and following[0].isupper()
                assert not inside or line[-1] in "/_.:-\\&=?" or capital, lines


def test_words_of_prose_are_hyphenated_still(faces: Faces) -> None:
    found = [
        line for width in WIDTHS for line in ends(faces, "采用internationalization与standardization的办法。", width)
    ]
    assert any(line.endswith("‐") for line in found)


@pytest.mark.parametrize(
    "text", ["卜杜勒·拉赫曼·本·穆罕默德·伊斯梅尔出席会议并讲话", "单位是kW·h和N·m以及m·s⁻¹三种，分别换算"]
)
def test_a_middle_dot_stands_at_no_edge_of_a_line(text: str, faces: Faces) -> None:
    for width in WIDTHS:
        lines = ends(faces, text, width)
        assert not any(line.startswith("·") or line.endswith("·") for line in lines), lines


def test_an_address_is_divided_before_a_coded_byte(faces: Faces) -> None:
    for width in WIDTHS:
        for line in ends(faces, "见http://a.example.cn/%E6%99%8B%E4%B8%AD%E5%B8%82%E6%94%BF%E5%BA%9C一文。", width):
            assert not line.endswith("%")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> list[Glyph]:
    folder = tmp_path_factory.mktemp("latin")
    text = (
        "他说“甲”，又写“code”一词。He said “law” and it’s done.\n\n*楷体里的Don’t也一样。*\n\n"
        "达标率1.5×10⁶，CO₂、SO₄²⁻与m²、x⁵。\n\n"
        "访问https://data.example.gov.cn/opendata/v2/catalog/municipal/2025/waste_water_treatment.csv?format=csv，再调用/api/v1/a_b。\n"
    )
    (folder / "a.md").write_text(f"---\ntitle: 西文\ntemplate: report\n---\n\n{text}", encoding="utf-8")
    return glyphs(build_sample(folder / "a.md", lone(folder / "a.md"), folder).pdf)[0]


def found(page: list[Glyph], text: str) -> list[Glyph]:
    """The glyphs of a text in a row."""
    for row in rows_of(page):
        spelled = "".join(glyph.text for glyph in row)
        if text in spelled:
            return row[spelled.index(text) :][: len(text)]
    raise AssertionError(text)


def test_quotes_are_wide_in_chinese_and_narrow_in_a_latin_sentence(page: list[Glyph]) -> None:
    for text, wide in (("“甲”", True), ("“code”", True), ("“law”", False)):
        for mark in (found(page, text)[0], found(page, text)[-1]):
            assert (mark.x1 - mark.x0 > 0.9 * mark.size) is wide, text
    for text in ("it’s", "Don’t"):
        row = found(page, text)
        assert row[-2].x1 - row[-2].x0 < 0.5 * row[-2].size
        assert row[-1].x0 - row[-2].x1 < 0.05 * row[-2].size


def test_raised_and_lowered_digits_are_of_the_text_s_own_face(page: list[Glyph]) -> None:
    body = next(glyph.font for glyph in page if glyph.text == "达")
    small = [glyph for glyph in page if glyph.text in "⁶₂₄²⁻⁵"]
    assert sorted(glyph.text for glyph in small) == sorted("⁶₂₄²⁻²⁵")
    assert {glyph.font for glyph in small} == {body}
    own, composed = (next(g for g in small if g.text == c) for c in "²⁶")
    # the one is drawn small by the face, the other is a small digit: both are as wide and raised alike
    assert composed.size == pytest.approx(0.588 * own.size, abs=0.1) and composed.y > own.y
    assert abs((composed.x1 - composed.x0) - (own.x1 - own.x0)) < 0.08 * own.size


def test_addresses_are_not_letter_spaced_and_paths_stand_apart_from_han(page: list[Glyph]) -> None:
    rows = [row for row in rows_of(page) if any(glyph.text == "/" for glyph in row)]
    pairs = [pair for row in rows for pair in pairwise(row) if (pair[0].text + pair[1].text).isascii()]
    assert len(pairs) > 60 and all(abs(b.x0 - a.x1) < 0.02 * a.size for a, b in pairs)
    path = found(page, "用/api")
    assert 0.12 <= (path[1].x0 - path[0].x1) / path[0].size <= 0.52


def test_an_address_stays_ragged_rather_than_letter_spaced(faces: Faces) -> None:
    size = pt(12)
    p = measure_paragraph(
        [Span("见https://data.example.gov.cn/statistics/annual?year=2025", size=size, face="song", color="000000")],
        size,
        faces,
    )
    ragged = 0
    for width in range(12_000, 20_000, 500):
        composed = compose(p, faces, width, width)
        ragged += len(composed.ragged)
        for line in composed.lines:
            assert all(abs(delta + line.spacing) < 1 for place, delta in line.deltas.items() if place > 2)
    assert ragged
