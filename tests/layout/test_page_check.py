"""The last check of pages: what is planted is found, with the place in the source; what belongs there is not."""

from __future__ import annotations

import pytest

from jzdocs.frames import ARTIFACT, FOOTER, HEADER, Image, Item, Mark, Page, Rule, Slot, Tag, TextRun
from jzdocs.layout.page_check import Piece, Room, Surroundings, page_faults
from jzdocs.style.faces import Faces
from jzdocs.units import Size, pt

PAPER = Size(pt(595), pt(842))
ROOM = Room(PAPER, (pt(80), pt(88), pt(520), pt(768)), pt(20))
TAGS = [Tag("Document", -1), Tag("P", 0), Tag("P", 0), Tag("Formula", 1), Tag("Ruby", 1), Tag("RB", 4), Tag("RT", 4)]


def run(text: str, x: float, y: float, size: float = 12, face: str = "song", **more: object) -> TextRun:
    return TextRun(pt(x), pt(y), face, pt(size), "000000", text, **more)  # type: ignore[arg-type]


def kinds(faces: Faces, *boxes: list[Item], beyond: bool = False) -> list[tuple[str, str, str]]:
    items: list[Item] = []
    pieces = []
    for number, box in enumerate(boxes):
        pieces.append(Piece(len(items), number, beyond))
        items += box
    around = Surroundings(faces, TAGS, lambda key: Size(pt(200), pt(100)))
    found = page_faults(Page(PAPER, tuple(items)), 0, pieces, ROOM, around)
    return [(fault.kind, fault.text, fault.other) for fault in found]


@pytest.mark.parametrize("apart", [0, 5, 10])
def test_a_text_over_a_text_is_found(faces: Faces, apart: float) -> None:
    boxes = [[Mark(1), run("教育经费投入", 100, 200)], [Mark(2), run("达标率", 130, 200 + apart)]]
    assert kinds(faces, *boxes) == [
        ("over", *sorted(("教育经费投入", "达标率"), key=lambda t: (0, t != "教育经费投入")))
    ]


def test_lines_cells_and_parts_of_a_line_stand_side_by_side(faces: Faces) -> None:
    line = [Mark(1), run("教育经费", 100, 200), run("GDP", 148, 200, face="hei"), run("（亿元）", 180, 200, 9)]
    below = [Mark(2), run("gjpqy", 100, 212.5), run("ÀÉ教", 140, 212.5)]
    assert kinds(faces, line, below) == []


def test_marks_at_both_ends_of_a_line_may_have_their_blank_half_outside(faces: Faces) -> None:
    assert kinds(faces, [Mark(1), run("“教育”", 74, 200), run("教，", 502, 220)]) == []


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (run("教育经费", 60, 200), "outside"),
        (run("教育经费", 500, 200), "outside"),
        (run("教育经费", 100, 800), "outside"),
        (run("教育经费", 100, 80), "outside"),
        (run("教育经费", 580, 200), "paper"),
        (run("教育经费", 100, 850), "paper"),
        (run("教育经费", 590, 500, angle=90.0), "outside"),
        (run("教育经费", 590, 20, angle=90.0), "paper"),
    ],
)
def test_a_text_outside_the_type_area_is_found(faces: Faces, item: TextRun, kind: str) -> None:
    assert kinds(faces, [Mark(1), item]) == [(kind, "教育经费", "")]


def test_pictures_and_drawings_outside_the_type_area_are_found(faces: Faces) -> None:
    assert kinds(faces, [Mark(1), Image(pt(400), pt(200), pt(150), pt(50), "a.png")]) == [("outside", "", "")]
    assert kinds(faces, [Mark(1), Slot(pt(100), pt(760), "fig:a")]) == [("paper", "", "")]


def test_a_text_in_a_figure_of_another_block_is_found(faces: Faces) -> None:
    figure: list[Item] = [Mark(1), Slot(pt(100), pt(200), "fig:a"), run("图1", 180, 312, 9)]
    assert kinds(faces, figure, [Mark(2), run("正文", 100, 290)]) == [("figure", "正文", "")]
    assert kinds(faces, [*figure, run("印在图上的字", 150, 250)]) == []  # a seal over its signature


def test_what_belongs_outside_says_so(faces: Faces) -> None:
    heads = [Mark(HEADER), run("简报", 80, 60, 9), Mark(FOOTER), run("第1页", 280, 800, 9)]
    assert kinds(faces, heads) == []
    assert kinds(faces, [Mark(HEADER), run("简报" * 40, 80, 60, 9)]) == [("paper", "简报" * 40, "")]
    assert kinds(faces, [Mark(HEADER), run("简报的题目", 80, 60), run("部分", 100, 60)])[0][0] == "over"
    assert kinds(faces, [Mark(1), run("某某市人民政府", 60, 60)], beyond=True) == []


def test_decoration_may_lie_under_text_and_reach_past_the_paper(faces: Faces) -> None:
    mark: list[Item] = [Mark(ARTIFACT), run("草稿", 100, 400, 144), Rule(pt(-10), 0, pt(600), 0, pt(3), "1F4E79")]
    assert kinds(faces, mark, [Mark(1), run("正文", 150, 380)]) == []
    cut: list[Item] = [Mark(ARTIFACT), Rule(pt(100), pt(400), pt(700), pt(400), pt(1), "000000")]
    assert kinds(faces, cut) == [("paper", "", "")]


def test_parts_of_a_formula_and_annotations_stand_in_each_others_boxes(faces: Faces) -> None:
    assert kinds(faces, [Mark(3), run("∫", 100, 200, 24, "@math"), run("0", 104, 203, 9, "@math")]) == []
    assert kinds(faces, [Mark(5), run("晋中", 100, 200), Mark(6), run("Jìnzhōng", 100, 191, 6)]) == []


def test_turned_text_is_compared_as_it_stands(faces: Faces) -> None:
    up = [Mark(1), run("教育经费", 200, 300, angle=90.0)]
    assert kinds(faces, up, [Mark(2), run("达标", 188, 280)])[0][0] == "over"
    assert kinds(faces, up, [Mark(2), run("达标", 202, 280)]) == []
