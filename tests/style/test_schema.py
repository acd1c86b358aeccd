"""Every key of a stylesheet answers a wrong value with an error at its line and column, never with an internal one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from hypothesis import given, strategies as st
from msgspec import Struct
from msgspec.structs import fields, replace

from jzdocs.build import pipeline
from jzdocs.errors import JzdocsError, SurroundingsError, UsageError
from jzdocs.project import lone
from jzdocs.resources import resource_root
from jzdocs.source.template import find_template
from jzdocs.style.checks import check_room_for_charts
from jzdocs.style.load import build_sheet, read_style
from jzdocs.style.schema import LEVELS, TEXT_STYLES, StyleKeys
from jzdocs.style.sources import StyleSources
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.style.toml_places import key_places
from jzdocs.units import mm, pt

ROOT = resource_root()
BASE = ROOT / "templates" / "report" / "style.toml"
OFFICIAL = ROOT / "templates" / "gongwen" / "style.toml"
DOCUMENT = """---
title: 甲
---

# 一级

[12%]{#a}和[13%]{#b}。[^1]

[^1]: 注文。

## 二级

```chart #fig:x
kind: bar
title: 图
unit: "%"
rows: {甲: a, 乙: b}
alt: 图。
```

```table
title: 宽表
landscape: yes
columns: [甲, 乙]
rows: [[一, 二]]
```
"""
# 0, negative, huge, words, empty, lists, tables, no numbers, yes and no, other kinds; then the ends of what lengths may be
WRONG = (
    *("0", "-1", "99999999999999999999999", "3.5", "nan", "inf", "true", '""', '"word"', "[]", "[1]", "{}", "{a = 1}"),
    *('"0pt"', '"-3pt"', '"1000000pt"', '"12px"', f'"{"9" * 400}pt"', "1979-05-27", r'"a\nb"', r'"a\u0000b"'),
    *('"4pt"', '"200pt"', '"300mm"', '"558mm"', '"40em"', '["50mm", "50mm"]', '["558mm", "50mm"]', "1", "200"),
)
BUILT = ("page", "body", "chart", "heading.1", "style.header", "style.footer", "fonts.song")


def keys(kind: type[Struct], *path: str) -> Iterator[tuple[str, ...]]:
    """Every key and section of the schema."""
    for field in fields(kind):
        here = (*path, field.name)
        yield here
        options = [field.type, *get_args(field.type)]
        for option in options:
            if isinstance(option, type) and issubclass(option, Struct):
                yield from keys(option, *here)
        if get_origin(field.type) is dict:
            for name in {"fonts": ("song",), "heading": LEVELS, "style": TEXT_STYLES}[field.name]:
                yield from keys(get_args(field.type)[1], *here, name)


KEYS = sorted(set(keys(StyleKeys)))


def sheet_of(folder: Path, text: str, *bases: Path) -> Stylesheet:
    path = folder / "style.toml"
    path.write_text(text, encoding="utf-8")
    styles = [*(read_style(base, base.name) for base in bases or (BASE,)), read_style(path, "style.toml")]
    return build_sheet(styles, [ROOT])


def refused(folder: Path, text: str, *bases: Path) -> tuple[str, int, int, str]:
    """Code, line, column and problem of the error that a stylesheet ends in."""
    with pytest.raises(UsageError) as caught:
        sheet_of(folder, text, *bases)
    finding = caught.value.diagnostic
    assert caught.value.exit_code == 2 and finding.location.path == "style.toml"
    return finding.code, finding.location.line, finding.location.column, " ".join(finding.worded()).strip()


def test_the_schema_is_walked_whole() -> None:
    assert {("page", "margin", "inner"), ("heading", "4", "numbering"), ("style", "note", "wrap")} <= set(KEYS)
    assert len(KEYS) > 350


@pytest.mark.parametrize(
    "key", [k for k in KEYS if k[0] != "style" or k[1:2] in ((), ("footer",), ("header",))], ids=".".join
)
def test_a_wrong_value_is_an_error_at_its_key_or_a_document_comes_out(tmp_path: Path, key: tuple[str, ...]) -> None:
    folder = tmp_path / "templates" / "ours"
    folder.mkdir(parents=True)
    (tmp_path / "a.md").write_text(DOCUMENT, encoding="utf-8")
    (folder / "document.md.j2").write_text("{{ body }}", encoding="utf-8")
    project = replace(lone(tmp_path / "a.md"), root=tmp_path)
    refusals = 0
    for value in WRONG:
        own = f"\n   {'.'.join(key)} = {value}\n"
        text = own if key == ("extends",) else f'extends = "report"{own}'
        (folder / "style.toml").write_text(text, encoding="utf-8")
        try:
            template = find_template("ours", [tmp_path / "templates", ROOT / "templates"])
            sheet = build_sheet(template.styles, [folder, ROOT])
            check_room_for_charts(sheet, StyleSources(template.styles))  # the document has charts
        except SurroundingsError as error:
            assert error.diagnostic.code == "G002" and key[-1] in ("file", "bold")
        except UsageError as error:
            finding = error.diagnostic
            refusals += 1
            looked_up = ("T041",) if key[-1] in ("logo", "picture") else ()
            assert finding.code in ("T002", "T003", *looked_up) or key == ("extends",), (text, str(error))
            assert (finding.location.line, finding.location.column) == (2, 4) or value.startswith("{"), (
                text,
                str(error),
            )
            for language in ("en", "zh"):
                assert all(re.search(r"\w", part) for part in finding.worded(language)[:1])
        else:
            if ".".join(key).startswith(BUILT):
                built = pipeline.build(tmp_path / "a.md", project, "ours")
                # what no key can tell, lines set into one another or over the paper's edge, the last check stops
                stopped = {finding.code for finding in built.report.found if finding.severity == "error"}
                assert stopped <= {"T020", "T021"}, (text, list(map(str, built.report)))
                assert len(built.files) == (0 if stopped else 3) and built.pages <= 12, text
    assert refusals >= 10


@pytest.mark.parametrize("style", TEXT_STYLES)
def test_every_text_style_is_checked(tmp_path: Path, style: str) -> None:
    for key in ("size", "leading"):
        assert refused(tmp_path, f'[style.{style}]\n{key} = "0pt"\n')[:3] == ("T003", 2, 1)
    assert refused(tmp_path, f"[style.{style}]\nbold = 1\n")[:3] == ("T003", 2, 1)


@given(st.text(max_size=12))
def test_any_text_is_a_length_or_an_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    path = folder / "style.toml"
    path.write_text(f"[body]\nsize = {json.dumps(text)}\n", encoding="utf-8", errors="surrogatepass")
    try:
        read_style(path, "style.toml")
    except JzdocsError as error:
        assert error.diagnostic.code in ("T001", "T003")
    else:
        assert re.fullmatch(r"\s*\d+(\.\d+)?(pt|mm|cm|in)\s*", text)


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ('[body]\nsize = "3.9pt"\n', "T003", (2, 1), "from 4pt to 200pt"),
        ('[page]\nmargin = { top = "400mm" }\n', "T003", (2, 12), "from 0mm to 300mm"),
        ('[page]\nmargin = { inner = "110mm", outer = "110mm" }\n', "T003", (2, 12), "only 0 characters"),
        ('[page]\nmargin = { top = "140mm", bottom = "120mm" }\n', "T003", (2, 12), "lines of body text"),
        ('[page]\nnumber = { pattern = "{page} {x}" }\n', "T003", (2, 12), "{page}"),
        ('[page]\nnumber = { pattern = "{page:>9}" }\n', "T003", (2, 12), "no other braces"),
        ('[page]\nnumber = { pattern = "第页" }\n', "T003", (2, 12), "write {page}"),
        ('[page]\nnumber = { below = "25mm" }\n', "T003", (2, 12), "bottom margin of at least 29.2mm"),
        ('[page]\nmargin.top = "8mm"\n', "T003", (2, 1), "at least 9mm"),
        ("[page]\ngrid = { lines = 50 }\n", "T003", (2, 10), "only 34 lines 20pt apart"),
        ("[page]\ngrid = { characters = 40 }\n", "T003", (2, 10), "only 37 characters of 12pt"),
        ("[page]\ngrid = { lines = 0 }\n", "T003", (2, 10), "from 1 to 200"),
        ("[page]\ngrid = { lines = true }\n", "T003", (2, 10), "from 1 to 200"),
        ('[page]\nheader = "yes"\n', "T003", (2, 1), "true or false"),
        ('[fonts.song]\nfallback = ["nope"]\n', "T003", (2, 1), "no font role “nope”"),
        ('[body]\nfont = "sung"\n', "T003", (2, 1), "no font role “sung”; the roles are song"),
        ('[fonts."a.b"]\nfile = "fonts/x.ttf"\n', "T003", (1, 2), "name of a font role"),
        ('[chart]\ngreys = ["#111111"]\n', "T003", (2, 1), "four greys"),
        ("[chart]\npalette = []\n", "T003", (2, 1), "1 to 16 colours"),
        ('[heading.9]\nsize = "12pt"\n', "T002", (1, 2), "heading.1, heading.2, heading.3, heading.4"),
        ('[heading]\nsize = "12pt"\n', "T002", (2, 1), "heading.size"),
        ('[heading.1]\nnumbering = "甲"\n', "T003", (2, 1), "“第一章”"),
        ('[heading.1]\nnumbering = "第一章 一、"\n', "T003", (2, 1), "pattern of numbers"),
        ('[heading.1]\nsize = "190pt"\n', "T003", (2, 1), "fewer than 4 characters of [heading.1]"),
        ('[heading.1]\nbefore = "12cm"\n', "T003", (2, 1), "more than half a page"),
        ('[style.header]\nleading = "30pt"\n', "T003", (2, 1), "at most 23.51pt"),
        ("bodi = 1\n", "T002", (1, 1), "no key or section “bodi”"),
        ("body = 1\n", "T003", (1, 1), "write a TOML table"),
        ('extends = ""\n', "T003", (1, 1), "1 to 200 characters"),
    ],
)
def test_an_error_says_what_is_allowed_at_the_keys_place(
    tmp_path: Path, text: str, code: str, place: tuple[int, int], words: str
) -> None:
    found = refused(tmp_path, text)
    assert found[:3] == (code, *place) and words in found[3], found


def test_the_file_that_wrote_a_value_last_is_blamed(tmp_path: Path) -> None:
    middle = tmp_path / "middle.toml"
    middle.write_text('[page]\nmargin = { inner = "60mm", outer = "60mm" }\n', encoding="utf-8")
    text = '\n[body]\nsize = "30pt"\n'
    assert refused(tmp_path, text, BASE, middle)[:3] == ("T003", 3, 1)


def test_what_is_not_written_comes_from_the_stylesheet_that_is_extended(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, '[page]\nmargin = { top = "40mm" }\nnumber = { below = "6mm" }\n', BASE, OFFICIAL)
    assert (sheet.page.top, sheet.page.bottom, sheet.page.inner, sheet.page.outer) == (mm(40), mm(35), mm(28), mm(26))
    assert (sheet.page.number.pattern, sheet.page.number.place) == ("— {page} —", "outside")
    assert sheet.page.number.below == mm(6)
    assert sheet.page.characters == 0  # other margins: the grid of the official page no longer holds
    assert sheet.body.font == "fang" and sheet.style("note").size == pt(8)


def test_the_later_stylesheet_wins(tmp_path: Path) -> None:
    first, second = tmp_path / "1.toml", tmp_path / "2.toml"
    first.write_text('[body]\nsize = "11pt"\nindent = "1em"\n', encoding="utf-8")
    second.write_text('[body]\nsize = "13pt"\n', encoding="utf-8")
    sheet = sheet_of(tmp_path, '[colors]\naccent = "#112233"\n', BASE, first, second)
    assert (sheet.body.size, sheet.body.indent, sheet.accent) == (pt(13), pt(13), "112233")
    assert sheet_of(tmp_path, "", BASE, second, first).body.size == pt(11)


def test_a_grid_takes_the_place_of_a_grid_as_a_whole(tmp_path: Path) -> None:
    page = sheet_of(tmp_path, "[page]\ngrid = { lines = 20 }\n", BASE, OFFICIAL).page
    assert (page.lines, page.characters) == (20, 0)


def test_alignment_is_the_styles_own(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, '[style.note]\nalign = "right"\nwrap = "phrases"\n')
    assert (sheet.style("note").align, sheet.style("note").wrap) == ("right", "phrases")
    assert (sheet.style("title").align, sheet.style("code").align) == ("center", "left")


def test_an_em_is_the_styles_own_size(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, '[style.quote]\nsize = "10pt"\nindent = "2em"\nbefore = "0.5em"\nafter = "3pt"\n')
    quote = sheet.style("quote")
    assert (quote.indent, quote.before, quote.after) == (pt(20), pt(5), pt(3))


def test_a_style_without_leading_has_one_and_a_half_of_its_size(tmp_path: Path) -> None:
    base = tmp_path / "base.toml"
    base.write_text(
        re.sub(r"(\[style\.note\]\n(?:\w.*\n)*?)leading.*\n", r"\1", BASE.read_text("utf-8")), encoding="utf-8"
    )
    sheet = sheet_of(tmp_path, "", base)
    assert sheet.style("note").leading == pt(12)


def test_font_size_and_colour_come_from_the_body_and_nothing_else(tmp_path: Path) -> None:
    base = tmp_path / "base.toml"
    text = BASE.read_text("utf-8")
    cut = re.sub(r"\[style\.label\]\n(?:\w.*\n)+", "[style.label]\nbold = true\n", text)
    base.write_text(cut.replace('color = "#000000"', 'color = "#123456"'), encoding="utf-8")
    label, body = (s := sheet_of(tmp_path, "", base)).style("label"), s.body
    assert (label.font, label.size, label.color, label.bold) == (body.font, body.size, "123456", True)
    assert (label.align, label.indent, label.leading) == ("left", 0, pt(18)) and body.align == "justify"


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        (r"\[chart\]\n(?:\w.*\n)+", "no [chart] palette"),
        (r"\[style\.note\]\n(?:\w.*\n)+", "no [style.note]"),
        (r"\[heading\.2\]\n(?:\w.*\n)+", "no [heading.2]"),
        (r"accent = .*\n", "no [colors] accent"),
        (r'file = "fonts/FandolFang.*\n', "no [fonts.fang] file"),
        (r', outer = "25.3mm"', "no [page] margin.outer"),
    ],
)
def test_what_no_stylesheet_can_do_without_is_named(tmp_path: Path, cut: str, words: str) -> None:
    path = tmp_path / "style.toml"
    path.write_text(re.sub(cut, "", BASE.read_text("utf-8"), count=1), encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape(words)) as caught:
        build_sheet([read_style(path, "style.toml")], [ROOT])
    assert caught.value.diagnostic.code == "T002"


def test_a_grid_that_is_taken_over_is_cut_down_to_what_fits(tmp_path: Path) -> None:
    assert sheet_of(tmp_path, '[body]\nleading = "24pt"\n').page.lines == 28
    assert sheet_of(tmp_path, '[body]\nsize = "18pt"\n', BASE, OFFICIAL).page.characters == 28
    assert (
        sheet_of(
            tmp_path, "[page]\ngrid = { lines = 30 }\n", BASE, OFFICIAL.parent / ".." / "briefing" / "style.toml"
        ).page.lines
        == 30
    )


def test_a_page_number_stands_half_way_down_a_small_margin(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, '[page]\nmargin = { bottom = "10mm" }\n')
    assert sheet.page.number.below == (mm(10) - pt(12)) // 2
    assert sheet_of(tmp_path, "").page.number.below == mm(9)


def test_a_template_without_a_stylesheet_extends_the_report(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "ours"
    folder.mkdir(parents=True)
    (folder / "document.md.j2").write_text("{{ body }}", encoding="utf-8")
    template = find_template("ours", [tmp_path / "templates", ROOT / "templates"])
    assert build_sheet(template.styles, [ROOT]).body.size == pt(12)


@pytest.mark.parametrize("name", ["", ".", "字" * 300, "a\0b"])
def test_a_name_that_no_template_has_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_template(name, [tmp_path, ROOT / "templates"])
    assert caught.value.diagnostic.code == "S041"


def test_a_template_that_extends_nothing_that_exists_is_told_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "style.toml").write_text('# ours\nextends = "rapport"\n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        find_template("ours", [tmp_path, ROOT / "templates"])
    location = caught.value.diagnostic.location
    assert location.path.endswith("style.toml") and (location.line, location.column) == (2, 1)


def test_places_of_keys() -> None:
    text = (
        'a = "b = 1" # c = 2\r\n[page] # [x]\r\n  margin = { top = "1mm", "in ner" = { x = [1, { y = 2 }], z = 3 } }\n'
        'grid.lines = 3\nlist = [\n  "a", # d = 1\n  "e = 3",\n]\nlong = """\nf = 1\n"""\n[heading . "1"]\nsize = \'\'\'g = "1\'\'\'\n'
    )
    assert key_places(text) == {
        ("a",): (1, 1),
        ("page",): (2, 2),
        ("page", "margin"): (3, 3),
        ("page", "margin", "top"): (3, 14),
        ("page", "margin", "in ner"): (3, 27),
        ("page", "margin", "in ner", "x"): (3, 40),
        ("page", "margin", "in ner", "z"): (3, 60),
        ("page", "grid"): (4, 1),
        ("page", "grid", "lines"): (4, 1),
        ("page", "list"): (5, 1),
        ("page", "long"): (9, 1),
        ("heading",): (12, 2),
        ("heading", "1"): (12, 2),
        ("heading", "1", "size"): (13, 1),
    }


@given(
    st.dictionaries(
        st.text(max_size=6),
        st.one_of(st.integers(), st.text(max_size=8), st.lists(st.text(max_size=4), max_size=3)),
        max_size=5,
    )
)
def test_every_key_of_a_table_has_its_line(table: dict[str, Any]) -> None:
    def quoted(text: str) -> str:
        return '"' + "".join(f"\\U{ord(c):08X}" for c in text) + '"'

    def written(value: Any) -> str:
        if isinstance(value, list):
            return "[" + ", ".join(map(written, value)) + "]"
        return quoted(value) if isinstance(value, str) else str(value)

    text = "".join(f"{quoted(key)} = {written(value)}\n" for key, value in table.items())
    assert key_places(text) == {(key,): (number, 1) for number, key in enumerate(table, 1)}


@pytest.mark.parametrize("chart", [True, False])
def test_room_for_charts_is_asked_of_documents_with_charts(tmp_path: Path, chart: bool) -> None:
    folder = tmp_path / "templates" / "small"
    folder.mkdir(parents=True)
    (folder / "style.toml").write_text('extends = "report"\n[chart]\nsize = "60pt"\n', encoding="utf-8")
    block = (
        '\n```chart #fig:a\nkind: bar\ntitle: 图\nunit: "%"\nrows: {甲: 1, 乙: 2}\nalt: 图。\n```\n' if chart else ""
    )
    (tmp_path / "a.md").write_text(f"---\ntitle: 题\ntemplate: small\n---\n\n正文。\n{block}", encoding="utf-8")
    if chart:
        with pytest.raises(UsageError, match="no room for a chart") as caught:
            pipeline.build(tmp_path / "a.md", lone(tmp_path / "a.md"))
        assert caught.value.diagnostic.location.line == 3
    else:
        assert pipeline.build(tmp_path / "a.md", lone(tmp_path / "a.md")).files
