"""The lines of a paragraph: where each begins and ends in its column, for every alignment."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from jzdocs.frames import TextRun
from jzdocs.layout.measure import Span
from jzdocs.layout.runs import NOTE_ANCHOR
from jzdocs.layout.setter import Setter, set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet

TITLE = "关于城市管理重点工作进展情况的说明与建议"  # 20 characters without a pause


def lines_of(
    sheet: Stylesheet, faces: Faces, text: str, width: int, indent: int = 0, **style: str
) -> list[tuple[str, int, int]]:
    """(text, left, right) of each line in a column `width` ems wide, in thousandths of an em."""
    base = replace(sheet.body, **style)
    setter = Setter(sheet, faces)
    em = base.size / 1000
    parts = [p for piece in text.split("\n") for p in spans((nodes.Text(piece),), base, setter, None)]
    out = []
    for line in set_paragraph(setter, parts, base, width * base.size, tag=0, indent=indent * base.size):
        runs = [item for item in line.items if isinstance(item, TextRun)]
        out.append(("".join(r.text for r in runs), round(runs[0].x / em), round(line.width / em)))
    return out


@pytest.mark.parametrize(
    ("align", "width", "indent", "expected"),
    [
        ("left", 15, 0, [("关于城市管理重点工作进展情况的", 0, 15000), ("说明与建议", 0, 5000)]),
        ("left", 12, 2, [("关于城市管理重点工作", 2000, 12000), ("进展情况的说明与建议", 0, 10000)]),
        ("right", 12, 0, [("关于城市管理重点工作进展", 0, 12000), ("情况的说明与建议", 4000, 12000)]),
        ("justify", 12, 2, [("关于城市管理重点工作", 2000, 12000), ("进展情况的说明与建议", 0, 10000)]),
        # the lines of a centred text come out about equally long
        ("center", 20, 0, [(TITLE, 0, 20000)]),
        ("center", 19, 0, [("关于城市管理重点工作", 4500, 14500), ("进展情况的说明与建议", 4500, 14500)]),
        ("center", 15, 0, [("关于城市管理重点工作", 2500, 12500), ("进展情况的说明与建议", 2500, 12500)]),
        ("center", 12, 2, [("关于城市管理重点工", 2500, 11500), ("作进展情况的说明与建议", 500, 11500)]),
        (
            "center",
            9,
            0,
            [("关于城市管理重", 1000, 8000), ("点工作进展情况", 1000, 8000), ("的说明与建议", 1500, 7500)],
        ),
    ],
)
def test_lines_begin_and_end_where_they_should(
    align: str, width: int, indent: int, expected: list[tuple[str, int, int]], sheet: Stylesheet, faces: Faces
) -> None:
    assert lines_of(sheet, faces, TITLE, width, indent, align=align, wrap="lines") == expected


@pytest.mark.parametrize(("align", "second"), [("left", 0), ("justify", 0), ("center", 4000), ("right", 8000)])
def test_only_the_first_line_of_a_paragraph_is_indented(
    align: str, second: int, sheet: Stylesheet, faces: Faces
) -> None:
    style = replace(sheet.body, align=align)
    parts = [
        p for piece in ("甲乙丙丁", "子丑寅卯") for p in spans((nodes.Text(piece),), style, Setter(sheet, faces), None)
    ]
    found = set_paragraph(Setter(sheet, faces), parts, style, 12 * style.size, tag=0, indent=2 * style.size)
    starts = [next(round(i.x * 1000 / style.size) for i in line.items if isinstance(i, TextRun)) for line in found]
    assert starts == [{"left": 2000, "justify": 2000, "center": 5000, "right": 8000}[align], second]


def test_a_paragraph_without_text_has_no_lines(sheet: Stylesheet, faces: Faces) -> None:
    assert lines_of(sheet, faces, "", 12) == []


def test_each_line_holds_its_own_notes_and_targets(sheet: Stylesheet, faces: Faces) -> None:
    setter = Setter(sheet, faces)
    base = Span("", faces.key(sheet.body.font, sheet.body.bold), sheet.body.size, sheet.body.color)
    part = [
        base._replace(text="甲乙丙丁戊己"),
        base._replace(text="[1]", href=f"#{NOTE_ANCHOR}1"),
        base._replace(text="庚辛壬癸子丑"),
        base._replace(text="寅", anchor="place"),
        base._replace(text="[2]", href=f"#{NOTE_ANCHOR}2"),
    ]
    style = replace(sheet.body, align="left")
    for width, expected in ((30, [((1, 2), ("place",))]), (9, [((1,), ()), ((2,), ("place",))])):
        found = set_paragraph(setter, [part], style, width * style.size, tag=0, indent=0)
        assert [(line.notes, line.anchors) for line in found] == expected
