"""Tables, key figures and figures as elements of Word, made by single calls: widths, merges, alignment, what stays
together."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from msgspec.structs import replace

from jzdocs.errors import Location
from jzdocs.frames import Pages
from jzdocs.layout.card_plan import STRIP_SCALE, card_fit, strip_column, strip_scale
from jzdocs.layout.setter import Setter
from jzdocs.layout.table_cells import decimal_stops
from jzdocs.layout.table_fit import column_widths, fit_table
from jzdocs.model import nodes
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import pt, to_pt, to_twips
from jzdocs.word.anchors import Anchors
from jzdocs.word.bookmarks import Bookmarks, Ids, _readable_name
from jzdocs.word.context import Context
from jzdocs.word.figures import Charts, Figures
from jzdocs.word.inline import Runs
from jzdocs.word.key_figures import key_figures
from jzdocs.word.ooxml import W
from jzdocs.word.tables import data_table

MEASURE = pt(300)


def context_of(sheet: Stylesheet, faces: Faces, *blocks: nodes.Block, files: dict[str, str] | None = None) -> Context:
    document = nodes.Document(nodes.Meta(), blocks)
    bookmarks = Bookmarks(document)
    runs = Runs(docx.Document().part, bookmarks.names, 24, {})
    return Context(document, Setter(sheet, faces), Pages(()), bookmarks, runs, Anchors(files or {}, {}))


@pytest.fixture
def context(sheet: Stylesheet, faces: Faces) -> Context:
    return context_of(sheet, faces)


def cell(text: str, **more: Any) -> nodes.Cell:
    return nodes.Cell((nodes.Text(text),), **more)


def row(*texts: str) -> tuple[nodes.Cell, ...]:
    return tuple(map(cell, texts))


def find(element: Any, path: str) -> Any:
    return element.find("/".join(f"{{{W}}}{tag}" for tag in path.split("/")))


def value(element: Any, path: str, name: str = "val") -> str | None:
    found = find(element, path)
    return None if found is None else found.get(f"{{{W}}}{name}")


def all_of(element: Any, tag: str) -> list[Any]:
    return list(element.iter(f"{{{W}}}{tag}"))


def text(element: Any) -> str:
    return "".join(node.text or "" for node in all_of(element, "t"))


def texts(table: Any) -> list[list[str]]:
    return [[text(c) for c in all_of(r, "tc")] for r in all_of(table, "tr")]


# --- tables


def test_columns_are_as_wide_as_in_the_pdf_and_the_head_repeats(context: Context) -> None:
    block = nodes.Table("", (row("名", "数量"),), (row("甲" * 9, "1"), row("乙", "2")), ("left", "right"))
    table = data_table(context, block, MEASURE)
    widths = [to_twips(width) for width in column_widths(block, context.setter, MEASURE)]
    assert [int(c.get(f"{{{W}}}w")) for c in all_of(table, "gridCol")] == widths
    assert [[int(value(c, "tcPr/tcW", "w") or 0) for c in all_of(r, "tc")] for r in all_of(table, "tr")] == [widths] * 3
    assert [find(r, "trPr/tblHeader") is not None for r in all_of(table, "tr")] == [True, False, False]
    assert int(value(table, "tblPr/tblW", "w") or 0) == sum(widths)
    sides = {side: value(table, f"tblPr/tblCellMar/{side}", "w") for side in ("left", "right", "top", "bottom")}
    assert sides == {"left": "68", "right": "68", "top": "50", "bottom": "50"}  # a little less than in the PDF
    styles = [value(p, "pPr/pStyle") for p in all_of(table, "p")]
    assert styles == ["TableHead"] * 2 + ["TableText"] * 4
    rules = [value(c, "tcPr/tcBorders/bottom", "sz") for c in all_of(table, "tc")]
    assert rules == ["4", "4", None, None, None, None]


def test_a_small_table_has_small_styles_and_two_heads_one_rule(context: Context) -> None:
    block = nodes.Table("", (row("名"), row("（个）")), (row("甲"),), ("left",), small=True)
    table = data_table(context, block, MEASURE)
    assert [value(p, "pPr/pStyle") for p in all_of(table, "p")] == ["TableSmallHead", "TableSmallHead", "TableSmall"]
    assert [value(c, "tcPr/tcBorders/bottom", "sz") for c in all_of(table, "tc")] == [None, "4", None]


def test_merged_cells_go_on_below_and_span_their_columns(context: Context) -> None:
    body = (
        (cell("甲", rowspan=2, colspan=2), cell("乙")),
        (cell("丙"),),
        (cell("丁"), cell("戊", colspan=9)),
    )
    table = data_table(context, nodes.Table("", (), body, ("left",) * 3, widths=(1, 1, 1)), MEASURE)
    assert texts(table) == [["甲", "乙"], ["", "丙"], ["丁", "戊"]]
    cells = all_of(table, "tc")
    merges = [value(c, "tcPr/vMerge") if find(c, "tcPr/vMerge") is not None else None for c in cells]
    assert merges == ["restart", None, "continue", None, None, None]
    assert [value(c, "tcPr/gridSpan") for c in cells] == ["2", None, "2", None, None, "2"]
    third = to_twips(pt(100))
    assert [int(value(c, "tcPr/tcW", "w") or 0) for c in cells] == [
        2 * third,
        third,
        2 * third,
        third,
        third,
        2 * third,
    ]


def test_cells_are_aligned_as_their_column_or_as_they_say(context: Context) -> None:
    head = (
        (cell("一"), cell("二"), cell("三"), cell("四")),
        (cell("并", colspan=2), cell("五"), cell("六", align="right")),
    )
    body = (row("a", "b", "c", "1.5"), (cell("并", colspan=2), cell("d", align="center"), cell("2")))
    aligns = ("left", "center", "right", "decimal")
    block = nodes.Table("", head, body, aligns, widths=(1, 1, 1, 1))  # type: ignore[arg-type]
    table = data_table(context, block, MEASURE)
    found = [[value(c, "p/pPr/jc") for c in all_of(r, "tc")] for r in all_of(table, "tr")]
    assert found == [
        [None, "center", "right", "center"],
        ["center", "right", "right"],
        [None, "center", "right", None],
        [None, "center", None],
    ]
    stop = to_twips(decimal_stops(block, context.setter, fit_table(block, context.setter, MEASURE))[3])
    stops = [(t.get(f"{{{W}}}val"), int(t.get(f"{{{W}}}pos"))) for t in all_of(table, "tab") if t.get(f"{{{W}}}pos")]
    assert stops == [("decimal", stop)] * 2


@pytest.mark.parametrize(("count", "kept"), [(1, []), (14, list(range(13))), (15, [])])
def test_a_table_of_fourteen_rows_stays_on_one_page(context: Context, count: int, kept: list[int]) -> None:
    body = tuple(row(str(i)) for i in range(count))
    table = data_table(context, nodes.Table("", (row("名"),), body, ("left",)), MEASURE)
    keeps = [find(p, "pPr/keepNext") is not None for p in all_of(table, "p")]
    assert keeps[0] and [i for i, keep in enumerate(keeps[1:]) if keep] == kept


def test_cells_are_anchored_by_their_place_in_the_source(sheet: Stylesheet, faces: Faces) -> None:
    def placed(words: str, line: int, **more: Any) -> nodes.Cell:
        return nodes.Cell((nodes.Text(words, Location("a.md", line, 3)),), **more)

    body = (
        (placed("甲", 5, rowspan=2), placed("乙", 5)),
        (placed("丙", 6),),
        (nodes.Cell((), at=Location("a.md", 7, 2)), placed("丁", 7)),
    )
    context = context_of(sheet, faces, files={"a.md": ""})
    data_table(context, nodes.Table("", (), body, ("left", "left")), MEASURE)
    found = [(a.kind, a.at.line, a.at.column) for a in context.anchors.anchored]
    assert found == [("cell:0", 5, 3), ("cell:1", 5, 3), ("cell:0", 6, 3), ("cell:0", 7, 2), ("cell:1", 7, 3)]


# --- key figures


def card(number: str, label: str = "", more: str = "", prefix: str = "", unit: str = "") -> nodes.Card:
    parts = [(nodes.Text(words),) if words else () for words in (label, more)]
    return nodes.Card(nodes.Value(number), *parts, prefix, number, unit)


@pytest.mark.parametrize("count", [1, 3, 4, 5])
def test_strips_are_as_wide_as_the_measure_and_have_room_for_three(context: Context, count: int) -> None:
    block = nodes.KeyFigures((nodes.CardGroup("", tuple(card(str(i)) for i in range(count))),))
    elements = key_figures(context, block, context.sheet.page.measure)
    tables = [element for element in elements if element.tag == f"{{{W}}}tbl"]
    assert len(elements) == 3 * len(tables) and len(tables) == -(-count // 4)
    measure = to_twips(context.sheet.page.measure)
    shares = {5: [3, 2]}.get(count, [count])  # as even as can be
    for index, (table, cards) in enumerate(zip(tables, shares, strict=True)):
        columns = max(3, cards)
        assert [int(c.get(f"{{{W}}}w")) for c in all_of(table, "gridCol")] == [measure // columns] * columns
        assert texts(table) == [[str(3 * index + i) for i in range(cards)] + [""] * (columns - cards)]
        borders = {side: value(table, f"tblPr/tblBorders/{side}", "color") for side in ("top", "bottom")}
        assert borders == {"top": context.sheet.accent, "bottom": context.sheet.accent}


def sizes(element: Any) -> dict[str, str | None]:
    return {text(r): value(r, "rPr/sz") for r in all_of(element, "r")}


def test_units_are_half_as_large_and_numbers_shrink_only_where_they_must(context: Context) -> None:
    sheet = context.sheet
    fits = card("12", "书店", "多两家", prefix="约", unit="家")
    _, strip, _ = key_figures(context, nodes.KeyFigures((nodes.CardGroup("", (fits,)),)), context.sheet.page.measure)
    scale = strip_scale((fits,), context.setter, sheet.page.measure) * 0.97
    small = str(int(to_pt(sheet.style("key_unit").size) * 2 * scale))
    assert scale < STRIP_SCALE  # by Word's margin
    found = sizes(strip)
    assert (found["约"], found["家"]) == (small, small)
    assert found["12"] == str(int(to_pt(sheet.style("key_number").size) * 2 * scale))
    assert [value(p, "pPr/pStyle") for p in all_of(strip, "p")][:3] == ["KeyNumberStrip", "KeyLabel", "KeyContext"]
    long = card("123456789012345678901234567890")
    _, narrow, _ = key_figures(context, nodes.KeyFigures((nodes.CardGroup("", (long,)),)), context.sheet.page.measure)
    room = round(strip_column((long,), sheet.page.measure) * 0.97)
    shrunk = card_fit(long, context.setter, room, scale)
    assert shrunk < scale
    assert sizes(narrow)[long.number] == str(int(to_pt(sheet.style("key_number").size) * 2 * shrunk))


def collected(context: Context, *groups: nodes.CardGroup, page_break: bool = True) -> list[Any]:
    block = nodes.KeyFigures(groups, collect=True, title="数字")
    return key_figures(context, block, context.sheet.page.measure, page_break=page_break)


def test_the_collected_page_has_a_column_for_each_group(context: Context) -> None:
    sheet = context.sheet
    groups = [nodes.CardGroup(name, (card("1", "甲"), card("2"))) for name in ("甲组", "乙组")]
    title, table, spacer = collected(context, *groups)
    assert text(title) == "数字" and find(title, "pPr/pageBreakBefore") is not None
    width = to_twips(sheet.page.measure) // 3
    assert [int(c.get(f"{{{W}}}w")) for c in all_of(table, "gridCol")] == [width] * 3
    assert texts(table) == [["甲组", "乙组", ""], ["1甲", "1甲", ""], ["2", "2", ""]]
    rules = [value(c, "tcPr/tcBorders/bottom", "color") for c in all_of(all_of(table, "tr")[0], "tc")]
    assert rules == [sheet.accent, sheet.accent, None]
    heights = [(value(r, "trPr/trHeight"), value(r, "trPr/trHeight", "hRule")) for r in all_of(table, "tr")]
    assert heights == [(None, None)] + [(str(to_twips(pt(132) * 0.96)), "atLeast")] * 2  # nothing is cut off
    assert text(spacer) == "" and value(all_of(table, "tc")[3], "p/pPr/pStyle") == "KeyNumber"
    assert find(collected(context, *groups, page_break=False)[0], "pPr/pageBreakBefore") is None


def test_many_cards_of_a_group_stand_in_rows_that_page_breaks_may_part(context: Context) -> None:
    many = nodes.CardGroup("丙", tuple(card(str(i), "城镇老旧小区改造面积" * 3) for i in range(40)))
    _, table, _ = collected(context, many)
    rows = all_of(table, "tr")
    assert texts(table)[0] == ["丙"] and texts(table)[-1][0].startswith("36") and len(rows) == 11
    assert all(value(row, "trPr/trHeight") is None for row in rows)
    held = [find(all_of(row, "p")[0], "pPr/keepNext") is not None for row in rows]
    assert held == [True] + [False] * 10  # the title stays with its first row


def test_labels_break_where_our_pages_break_them(context: Context) -> None:
    block = nodes.KeyFigures((nodes.CardGroup("", tuple(card("1", "城市生活垃圾分类覆盖率") for _ in range(4))),))
    _, strip, _ = key_figures(context, block, context.sheet.page.measure)
    label = all_of(strip, "p")[1]
    assert [text(r) for r in all_of(label, "r")] == ["城市生活垃圾", "", "分类覆盖率"]
    assert len(all_of(label, "br")) == 1


# --- figures


def figure(**more: Any) -> nodes.Figure:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (150, 75)).save(out, "PNG")
    shown = nodes.Picture("a.png", out.getvalue(), 150, 75)
    return nodes.Figure("fig:a", shown, **{"title": (nodes.Text("题"),), "number": 3, "unit": "个", **more})


def figures(sheet: Stylesheet, faces: Faces, *blocks: nodes.Block) -> Figures:
    return Figures(context_of(sheet, faces, *blocks), docx.Document(), Charts())


@pytest.mark.parametrize("notes", [(), ((nodes.Text("注一"),), (nodes.Text("注二"),))])
def test_a_caption_counts_and_stays_with_its_notes_only(sheet: Stylesheet, faces: Faces, notes: Any) -> None:
    block = figure(notes=notes)
    holder, caption, *below = figures(sheet, faces, block).figure(block, MEASURE)
    assert value(holder, "pPr/pStyle") == "FigureHolder" and text(caption) == "图3　题（个）"
    assert "".join(t.text for t in all_of(caption, "instrText")).split()[:2] == ["SEQ", "图"]
    assert find(caption, "bookmarkStart").get(f"{{{W}}}name").startswith("_Ref")
    keep = find(caption, "pPr/keepNext")
    assert (keep.get(f"{{{W}}}val") is None) == bool(notes)
    assert value(caption, "pPr/spacing", "after") == ("40" if notes else None)
    assert [text(p) for p in below] == ["注一", "注二"][: len(notes)]
    plain = replace(block, number=0, notes=())
    assert len(figures(sheet, faces, plain).figure(plain, MEASURE)) == 1


def test_two_figures_stand_in_the_cells_of_one_row(sheet: Stylesheet, faces: Faces) -> None:
    block = nodes.FigureRow((figure(), replace(figure(), id="fig:b", number=4)))
    table, spacer = figures(sheet, faces, *block.figures).row(block, sheet.page.measure)
    half = to_twips(sheet.page.measure // 2)
    assert [int(c.get(f"{{{W}}}w")) for c in all_of(table, "gridCol")] == [half, half]
    assert [value(c, "tcPr/vAlign") for c in all_of(table, "tc")] == ["bottom"] * 2
    assert [text(c) for c in all_of(table, "tc")] == ["图3　题（个）", "图4　题（个）"] and text(spacer) == ""


def test_a_table_has_its_caption_above_it_and_air_below(sheet: Stylesheet, faces: Faces) -> None:
    block = nodes.Table(
        "t", (), (row("甲"),), ("left",), title=(nodes.Text("题"),), number=2, notes=((nodes.Text("注"),),)
    )
    caption, table, note, spacer = figures(sheet, faces, block).table(block, MEASURE)
    assert text(caption) == "表2　题" and find(caption, "pPr/keepNext").get(f"{{{W}}}val") is None
    assert [value(caption, "pPr/spacing", side) for side in ("before", "after")] == ["160", "60"]
    assert texts(table) == [["甲"]] and text(note) == "注" and value(spacer, "pPr/pStyle") == "Spacer"
    empty = nodes.Table("t", (), (), ("left",))
    assert [value(p, "pPr/pStyle") for p in figures(sheet, faces, empty).table(empty, MEASURE)] == ["Spacer"]


def test_the_label_that_we_put_before_a_note_is_none_of_its_text(sheet: Stylesheet, faces: Faces) -> None:
    def placed(words: str, column: int) -> nodes.Text:
        return nodes.Text(words, Location("a.md", 3, column))

    notes = ((placed("只有一段", 7),), (nodes.Text("注："), placed("后一段", 9)))
    context = context_of(sheet, faces, files={"a.md": ""})
    found = Figures(context, docx.Document(), Charts()).table(nodes.Table("t", (), (), ("left",), notes=notes), MEASURE)
    assert [text(p) for p in found] == ["只有一段", "注：后一段", ""]
    assert [(a.before, a.at.column) for a in context.anchors.anchored] == [("", 7), ("注：", 9)]


# --- bookmarks


def test_ids_of_bookmarks_and_drawings_are_never_the_same() -> None:
    ids = Ids()
    assert [ids.bookmark(), ids.bookmark(), ids.drawings(2), ids.bookmark(), ids.drawings(1)] == [1, 2, 1003, 5, 1006]


@pytest.mark.parametrize(
    ("anchor", "name"),
    [
        ("jz-fact-reuse.to", "jz_reuse_to_7"),
        ("jz-use-reuse.to", "jz_use_reuse_to_7"),
        ("jz-fact-利用率", "jz_7"),
        ("jz-fact-a" + "b" * 40, "jz_a" + "b" * 23 + "_7"),
        ("jz-fact--x-", "jz_x_7"),
    ],
)
def test_a_bookmark_says_what_it_marks(anchor: str, name: str) -> None:
    assert _readable_name(anchor, 7) == name and len(name) <= 40
