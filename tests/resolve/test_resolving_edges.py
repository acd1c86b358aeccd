"""Charts and key figures with their facts, contradictions, references and proposals, where a word or a digit decides."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from jzdocs.build import pipeline
from jzdocs.errors import Diagnostic, Location, Report
from jzdocs.facts.recognition import numbers_in
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.project import lone
from jzdocs.resolve.alternative_text import describe
from jzdocs.resolve.arithmetic import check_arithmetic
from jzdocs.resolve.binding import Binder, _decimal, _rounds_to
from jzdocs.resolve.glyphs import GlyphFiles, check_glyphs
from jzdocs.resolve.lists import _place, caption_text, distinct_pages
from jzdocs.resolve.positions import place_in
from jzdocs.resolve.references import resolve_references, targets
from jzdocs.resolve.suggestions import nearest
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet

AT = Location("a.md", 5, 3)


def fact(name: str, text: str, value: str | None, unit: str = "", approx: str | None = None) -> nodes.Fact:
    return nodes.Fact(name, text, Decimal(value) if value else None, unit, approx, at=Location("a.md", 2))


FACTS = {
    f.id: f
    for f in (
        fact("rate", "约38.2%", "38.2", "%", "约"),
        fact("shops", "12家家", "12", "家"),
        fact("more", "30家", "30", "家"),
        fact("text", "若干", None),
        fact("bare", "7", "7"),
    )
}


def numbers(text: str) -> Any:
    return lambda: numbers_in(text)


def bound(raw: str, unit: str = "", category: str = "", text: str = "") -> tuple[nodes.Value, list[Any]]:
    report = Report()
    value = Binder(FACTS, report, numbers(text)).value(nodes.Value(raw, AT), unit, category)
    return value, [(key(d), dict(d.arguments), d.location) for d in report]


def key(found: Diagnostic) -> str:
    return f"{found.code}.{found.variant}" if found.variant else found.code


# --- values of charts


@pytest.mark.parametrize(
    ("raw", "unit", "number", "printed", "name"),
    [
        ("rate", "%", "38.2", "约38.2", "rate"),
        ("rate", "", "38.2", "约38.2%", "rate"),
        ("shops", "家", "12", "12家", "shops"),  # the unit goes once
        ("more - shops", "家", "18", "18", "more - shops"),
        ("more + shops", "家", "42", "42", "more + shops"),
        ("bare", "", "7", "7", "bare"),
        ("—", "家", None, "", ""),
        ("", "家", None, "", ""),
    ],
)
def test_what_a_value_of_a_chart_prints(raw: str, unit: str, number: str | None, printed: str, name: str) -> None:
    value, found = bound(raw, unit)
    assert (value.number, value.printed, value.fact) == (number and Decimal(number), printed, name)
    assert found == []


def test_a_fact_that_a_chart_cannot_draw_is_said() -> None:
    value, found = bound("text")
    assert (value.number, value.fact) == (None, "text")
    assert found == [("C033", {"text": "若干", "name": "text"}, AT)]
    value, found = bound("more", "个")
    assert (value.number, value.printed) == (Decimal(30), "30家")
    assert found == [("C031", {"text": "30家", "name": "more", "its_unit": "家", "unit": "个"}, AT)]
    _, found = bound("bare", "个")
    assert found[0][1]["its_unit"] == message("reason.no_unit")
    value, found = bound("mor", "家")
    assert value.number is None and found == [("F003", {"name": "mor"}, AT)]
    value, found = bound("more - gone", "家")
    assert (value.number, value.printed, value.fact) == (None, "", "") and [code for code, *_ in found] == ["F003"]


@pytest.mark.parametrize(
    ("raw", "text", "code", "texts"),
    [
        ("38.2", "", "F010", None),
        ("38.2", "花店12家。", "F010", None),
        ("12", "书店12家。", "F010", None),
        ("11.6", "书店12家。", "F106.chart", "12家"),
        ("11.5", "书店12家。", "F106.chart", "12家"),
        ("11.4", "书店12家。", "F107", "12家"),
        ("13", "书店12家。", "F107", "12家"),
        ("13", "书店12家。书店由14家增加到15家。", "F107", "12家、14家、15家"),
        ("13", "书店12个。书店增加9家。", "F010", None),
    ],
)
def test_a_literal_number_is_compared_with_the_text(raw: str, text: str, code: str, texts: str | None) -> None:
    value, found = bound(raw, "家", "书店", text)
    assert (value.number, value.printed, value.fact) == (Decimal(raw), raw, "")
    arguments = {"raw": raw} if texts is None else {"raw": raw, "name": "书店", "texts": texts}
    assert found == [(code, arguments, AT)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.5", "1234.5"),
        ("-3", "-3"),
        (".5", "0.5"),
        ("1" + "0" * 18, "1" + "0" * 18),
        ("1" + "0" * 19, None),
        ("1e18", "1E+18"),
        ("12家", None),
        ("Infinity", None),
    ],
)
def test_the_number_that_is_written(text: str, number: str | None) -> None:
    assert _decimal(text) == (None if number is None else Decimal(number))


def test_a_number_that_is_none_is_said() -> None:
    value, found = bound("12家")
    assert value.number is None and found == [("C034", {"raw": "12家"}, AT)]


@pytest.mark.parametrize(
    ("number", "stated", "rounds"),
    [
        ("1.25", "1.3", True),
        ("1.24", "1.3", False),
        ("1.3", "1.3", False),
        ("1.30", "1.3", False),
        ("130", "130", False),
    ],
)
def test_what_rounds_to_a_stated_number(number: str, stated: str, rounds: bool) -> None:
    assert _rounds_to(Decimal(number), Decimal(stated)) == rounds


def test_rows_without_values_are_said_and_their_details_are_bound() -> None:
    report = Report()
    panel = nodes.Panel(
        "",
        "家",
        (nodes.Row("甲", (), "共{more}", AT), nodes.Row("乙", (nodes.Value("more", AT),), "见{shops:number}", AT)),
    )
    figure = nodes.Figure("f", nodes.Chart("bar", (panel,)), (nodes.Text("题"),), alt="有{more}", at=AT)
    found = Binder(FACTS, report).figure(figure)
    assert isinstance(found.content, nodes.Chart)
    first, second = found.content.panels[0].rows
    assert (first.detail, second.detail, found.alt) == ("共30家", "见12家", "有30家")
    assert second.values[0].number == 30
    assert [(d.code, d.arguments.get("name")) for d in report] == [("C032", "甲")]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("rate", ("约", "38.2", "%")),
        ("more", ("", "30", "家")),
        ("bare", ("", "7", "")),
        ("text", ("", "若干", "")),
    ],
)
def test_the_three_parts_of_a_key_figure(name: str, parts: tuple[str, str, str]) -> None:
    card = Binder(FACTS, Report()).card(nodes.Card(nodes.Value(name, AT), ()))
    assert (card.prefix, card.number, card.unit) == parts
    assert (card.figure.fact, card.figure.printed, card.figure.number) == (name, FACTS[name].text, FACTS[name].value)
    unknown = nodes.Card(nodes.Value("gone", AT), ())
    assert Binder(FACTS, Report()).card(unknown) == unknown


def test_names_of_cells_are_proposed_too() -> None:
    report = Report()
    Binder(FACTS, report, other_names=("table.B2",)).find("table.B3", AT)
    (found,) = report
    assert found.hint == message("hint.did_you_mean", name="table.B2")


def test_a_hint_names_what_is_near() -> None:
    assert nearest("abcd", ["wxyz", "abce"]) == message("hint.did_you_mean", name="abce")
    assert nearest("abcd", ["abxx"]) == message("hint.did_you_mean", name="abxx")  # half of it alike
    assert nearest("abcd", ["axxx"]) == message("hint.mark_fact")
    assert nearest("abcd", ["xxxx"] * 4999 + ["abcd"]) == message("hint.did_you_mean", name="abcd")
    assert nearest("abcd", ["xxxx"] * 5000 + ["abcd"]) == message("hint.mark_fact")


# --- alternative texts


def described(count: int) -> str:
    rows = tuple(
        nodes.Row(f"项{i}", (nodes.Value("", number=Decimal(i), printed=f"{i}"),), at=AT) for i in range(1, count + 1)
    )
    return describe("题", nodes.Chart("bar", (nodes.Panel("", "家", rows),)))


def test_twelve_values_are_listed_and_of_more_the_ends() -> None:
    assert described(2).endswith("：题：项11家；项22家。")
    assert described(12).count("；") == 11
    assert described(13).endswith("：题，共13项，最高项1313家，最低项11家。")


# --- contradictions


def problems(text: str) -> list[tuple[str, str, str | None]]:
    report = Report()
    paragraph = nodes.Paragraph((nodes.Text(text, Location("a.md", 3, 1)),), at=Location("a.md", 3))
    note = nodes.Paragraph((nodes.Text("得率达到38个百分点。", Location("a.md", 9, 1)),))
    check_arithmetic(nodes.Document(nodes.Meta(), (paragraph,), {"n": (note,)}), report)
    *found, last = report
    assert last.code == "F102" and last.location.line == 9  # notes are read too
    return [(key(d), d.severity, d.arguments.get("right")) for d in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("书店由30家增加到40家，增长40%。", [("F101", "error", "33%")]),
        ("得率达到38个百分点。", [("F102", "error", "38%")]),
        ("得率由30%升至40%，提高10%。", [("F102.points", "error", "10个百分点")]),
        ("书店由30家减少到40家。", [("F103", "error", "上升")]),
        ("产花1000吨，增加100吨，增长10.0%。", [("F104", "error", "11.1%")]),
        ("约30家左右。", [("F105", "warning", "约30家")]),
        ("得率由30%升至40%，提高9.6个百分点。", [("F106", "warning", "10个百分点")]),
        ("书店120家，其中示范书店90家，占比70%。", [("F108", "error", "75%")]),
        ("书店100家（甲类60家、乙类39家）。", [("F109", "error", "99家")]),
        ("花会定于4月31日。", [("F112", "error", "4月30日")]),
        ("路长3.0公里（即3500米）。", [("F114", "error", "3000米")]),
        ("产花由100吨增加到170吨，翻一番。", [("F115", "error", "1.7倍")]),
        ("花市减少2倍。", [("F115.decrease", "error", "%")]),
        ("书店100家。", []),
    ],
)
def test_each_contradiction_has_its_code(text: str, found: list[tuple[str, str, str]]) -> None:
    assert problems(text) == found


def cell(text: str, line: int = 0, **more: int) -> nodes.Cell:
    return nodes.Cell((nodes.Text(text, Location("a.md", line, 7) if line else Location("")),), at=AT, **more)  # type: ignore[arg-type]


def test_wrong_cells_are_reported_where_they_stand() -> None:
    head = ((cell("项", rowspan=2), cell("2023年"), cell("2024年"), cell("增量")), (cell("（个）", colspan=3),))
    body = (
        (cell("甲"), cell("10"), cell("12"), cell("2")),
        (cell("乙"), cell("20"), cell("25"), cell("5")),
        (cell("丙"), cell("30"), cell("31"), cell("9", 44)),
        (cell("合计"), cell("61"), cell("68"), cell("16")),
    )
    table = nodes.Table("", head, body, ("left",) * 4, at=AT)
    report = Report()
    check_arithmetic(nodes.Document(nodes.Meta(), (table,)), report)
    found = [(d.code, d.arguments["stated"], d.arguments["right"], d.location.line) for d in report]
    assert ("F110", "61", "60", AT.line) in found and ("F111", "9", "1", 44) in found
    report = Report()
    made = nodes.Table("", head, body, ("left",) * 4)  # without a place: jzdocs made it
    check_arithmetic(nodes.Document(nodes.Meta(), (made,)), report)
    assert not list(report)


def agreement(folder: Path, text: str) -> list[tuple[str, str]]:
    path = folder / "a.md"
    path.write_text(f"{text}\n", encoding="utf-8")
    report = pipeline.load(path, lone(path), None).report
    return [(str(d.arguments["stated"]), str(d.arguments["text"])) for d in report if d.code == "F113"]


TABLE = "\n\n```table\ntitle: 表\nunit: '%'\ncolumns: [项, 数]\nrows: [[花木覆盖率, {}], [绿地率, '30']]\n```"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ("'38'", []),
        ("'39'", []),  # 38.5 is either
        ("'37'", []),
        ("'38.55'", [("38.55", "38%")]),
        ("'40'", [("40", "38%")]),
        ("'36.5'", [("36.5", "38%")]),
        ("'36公顷'", []),
        ("约36", []),
    ],
)
def test_a_table_may_differ_from_the_text_by_what_rounding_explains(
    tmp_path: Path, cells: str, found: list[tuple[str, str]]
) -> None:
    assert agreement(tmp_path, "花木覆盖率38%。" + TABLE.format(cells)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("主城区，甲乙县，花木覆盖率38%。\n\n甲乙县，主城区，花木覆盖率36%。", [("36%", "38%")]),
        ("2023年和2024年花木覆盖率38%。\n\n2024年花木覆盖率36%。", []),
        ("2024年和2023年花木覆盖率38%。\n\n2024年花木覆盖率36%。", []),
        ("花木覆盖率38%。花木覆盖率36%。", [("36%", "38%")]),
        ("花木覆盖率38%。花木覆盖率38%。", []),
    ],
)
def test_the_same_place_and_time_are_compared(tmp_path: Path, text: str, found: list[tuple[str, str]]) -> None:
    assert agreement(tmp_path, text) == found


# --- references


def test_a_reference_prints_what_it_leads_to() -> None:
    blocks = (
        nodes.Heading(1, (nodes.Text("总论"),), "a", number="第一章　", at=AT),
        nodes.Heading(2, (nodes.Text("概况"),), "b", at=AT),
        nodes.Heading(2, (nodes.Text("无名"),), at=AT),
        nodes.Figure("c", nodes.Picture("x.png"), (nodes.Text("题"),), number=3, at=AT),
        nodes.Table("d", (), (), (), number=2, at=AT),
        nodes.Table("d", (), (), (), number=4, at=Location("a.md", 8)),
    )
    report = Report()
    found = targets(nodes.Document(nodes.Meta(), blocks), report)
    assert found == {"a": "第一章", "b": "“概况”", "c": "图3", "d": "表4"}
    assert [(d.code, d.arguments["id"], d.location.line) for d in report] == [("R004", "d", 8)]


def test_an_undefined_reference_or_link_is_said_with_what_is_near() -> None:
    heading = nodes.Heading(1, (nodes.Text("总论"),), "overview", number="一、", at=AT)
    run = (
        nodes.Reference("sec:overview", at=AT),
        nodes.Reference("overvew", at=Location("a.md", 6)),
        nodes.Link("#overvie", (nodes.Text("甲"),), Location("a.md", 7)),
        nodes.Link("#overview", (nodes.Text("乙"),), AT),
        nodes.Link("https://x.org#gone", (nodes.Text("丙"),), AT),
        nodes.Reference("fact:more", at=AT),
        nodes.Reference("fact:mor:number", at=Location("a.md", 8)),
        nodes.Reference("fact:shops:number", at=AT),
    )
    report = Report()
    document = nodes.Document(nodes.Meta(), (heading, nodes.Paragraph(run)))
    done = resolve_references(document, FACTS, report, ["table.B2"])
    paragraph = done.blocks[1]
    assert isinstance(paragraph, nodes.Paragraph)
    assert plain(paragraph.inlines) == "一@overvew甲乙丙30家{mor:number}12家"
    near = message("hint.did_you_mean", name="overview")
    assert {(key(d), d.location.line): d.hint for d in report if d.code != "F003"} == {
        ("R001", 6): near,
        ("R001.link", 7): near,
    }
    (unknown,) = (d for d in report if d.code == "F003")
    assert unknown.location.line == 8 and unknown.arguments["name"] == "mor:number"


def test_a_reference_without_anything_near_says_how_to_name_a_target() -> None:
    report = Report()
    link = nodes.Link("#zzz", (nodes.Text("甲"),), AT)
    resolve_references(nodes.Document(nodes.Meta(), (nodes.Paragraph((link,)),)), {}, report)
    assert [(key(d), d.arguments, d.hint) for d in report] == [("R001.link", {"href": "#zzz"}, message("hint.give_id"))]


def test_where_a_character_of_a_run_stands() -> None:
    run = (
        nodes.Text("甲乙", Location("a.md", 3, 5)),
        nodes.FactText("x", "12家", Location("a.md", 3, 9)),
        nodes.Text("丙丁", Location("a.md", 4, 1)),
        nodes.Text("戊", Location("a.md")),
    )
    places = [(place_in(run, i).line, place_in(run, i).column) for i in range(8)]
    assert places == [(3, 5), (3, 6), (3, 9), (3, 9), (3, 9), (4, 1), (4, 2), (0, 0)]


# --- lists


def test_where_facts_of_one_sentence_stand() -> None:
    def at(path: str, line: int = 0, cell: str = "") -> nodes.Fact:
        return nodes.Fact("", "", None, "", None, at=Location(path, line, cell=cell))

    assert _place([at("texts/a.md", 5)]) == "a.md:5"
    assert _place([at("texts/a.md")]) == "texts/a.md"
    assert _place([at("data/b.csv", cell="B2"), at("data/b.csv", cell="C2")]) == "b.csv B2、C2"
    assert _place([at("b.xlsx", cell="表!B2"), at("b.xlsx", cell="表!B3")]) == "b.xlsx 表!B2、B3"


def test_pages_are_listed_once_and_in_their_order() -> None:
    pages = {"a": "12", "b": "3", "c": "12", "d": "", "e": "ii", "f": "1-2"}
    inlines = [nodes.PageRef(name) for name in pages]
    found = distinct_pages([nodes.Text("甲"), *inlines], lambda target: pages[target])
    assert found == [("ii", "e"), ("1-2", "f"), ("3", "b"), ("12", "a")]


def test_a_caption_has_number_title_and_unit() -> None:
    figure = nodes.Figure("", nodes.Picture("x.png"), (nodes.Text("题"),), "家", number=3)
    assert caption_text(figure) == "图3　题（家）"
    assert caption_text(nodes.Table("", (), (), (), title=(nodes.Text("题"),), number=2)) == "表2　题"


# --- characters that a font lacks


def test_a_character_of_another_font_is_said_once_with_its_place(sheet: Stylesheet, faces: Faces) -> None:
    role = "kai"
    chain = faces.chain(role)
    lacking = [c for c in map(chr, range(0x3400, 0x9FFF)) if not faces[role].glyph(c)]
    borrowed = [c for c in lacking if any(faces[key].glyph(c) for key in chain)][:2]
    assert len(borrowed) == 2, "the faces have changed: choose another role"
    sheet = replace(sheet, body=replace(sheet.body, font=role))
    first, second = borrowed
    other = next(key for key in chain if faces[key].glyph(first))
    blocks = (
        nodes.Paragraph((nodes.Text(f"甲{second}乙{first}", Location("a.md", 3, 5)),)),
        nodes.Paragraph((nodes.Text(f"{first}\u200b", Location("a.md", 7, 1)),)),
    )
    report = Report()
    check_glyphs(nodes.Document(nodes.Meta(), blocks), sheet, faces, GlyphFiles(), report)
    found = [(key(d), d.severity, d.arguments["char"], d.location.line, d.location.column) for d in report]
    assert found == [("G005", "warning", second, 3, 6), ("G005", "warning", first, 3, 8)]
    arguments = list(report)[1].arguments
    assert (arguments["role"], arguments["number"], arguments["other"]) == (role, f"{ord(first):04X}", other)
