"""Options of fenced blocks and the front matter: each has one typed reading, and a wrong value is an error at its
line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, get_origin, get_type_hints

import pytest
from hypothesis import given, strategies as st
from msgspec import Struct

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.source.chart_blocks import ChartOptions
from jzdocs.source.fences import AttachmentOptions, ContentsOptions, FigureListOptions, SourcesOptions, TitleOptions
from jzdocs.source.key_figure_blocks import KeyFigureOptions
from jzdocs.source.markdown import MarkdownReader
from jzdocs.source.source_map import whole
from jzdocs.source.table_blocks import TableOptions

BLOCKS: dict[str, tuple[type[Struct], dict[str, str]]] = {
    "chart": (ChartOptions, {"kind": "bar", "title": "题", "rows": "{甲: 1, 乙: 2}"}),
    "table": (TableOptions, {"title": "题", "columns": "[甲, 乙]", "rows": "[[1, 2]]"}),
    "keyfigures": (KeyFigureOptions, {"title": "题", "cards": "[{figure: a, label: 甲}]"}),
    "contents": (ContentsOptions, {}),
    "figures": (FigureListOptions, {}),
    "sources": (SourcesOptions, {}),
    "title": (TitleOptions, {}),
    "attachment": (AttachmentOptions, {"title": "题"}),
}
CASES = [(kind, key) for kind, (options, _) in BLOCKS.items() for key in options.__struct_encode_fields__]
# what no option takes, whatever its type
NEVER = ["[[[1]]]", "{甲: [[1]]}", "[{colspan: [1]}]"]
# what an option that is no text does not take
NO_NUMBERS = ["-1", "9" * 6000, "1e400", "1e-400", "nan", "inf", "[nan, 1]", "[inf, 1]", "[1e400, 1]", "甲", "''"]


def read(text: str) -> tuple[nodes.Document, Report]:
    report = Report()
    return MarkdownReader(whole("a.md", text), report, lambda *_: None).read(), report


def block(kind: str, options: dict[str, str]) -> str:
    return f"```{kind}\n" + "".join(f"{key}: {value}\n" for key, value in options.items()) + "```\n"


def findings(text: str) -> list[tuple[str, int]]:
    return [(d.code, d.location.line) for d in read(text)[1] if d.severity == "error"]


def option_type(kind: str, key: str) -> Any:
    options = BLOCKS[kind][0]
    name = options.__struct_fields__[options.__struct_encode_fields__.index(key)]
    return get_type_hints(options)[name]


@pytest.mark.parametrize(("kind", "key"), CASES)
@pytest.mark.parametrize("value", NEVER)
def test_no_option_takes_a_value_of_another_form_in_silence(kind: str, key: str, value: str) -> None:
    options = {key: value} | {k: v for k, v in BLOCKS[kind][1].items() if k != key}  # so that it stands on line 2
    assert 2 in [line for _, line in findings(block(kind, options))]


def is_number_or_choice(kind: str, key: str) -> bool:
    type_ = option_type(kind, key)
    return type_ in (bool, int) or get_origin(type_) is Literal or key in ("axis", "widths")


@pytest.mark.parametrize(("kind", "key"), [case for case in CASES if is_number_or_choice(*case)])
@pytest.mark.parametrize("value", NO_NUMBERS)
def test_numbers_flags_and_choices_refuse_what_they_cannot_be(kind: str, key: str, value: str) -> None:
    if value == "''" and get_origin(option_type(kind, key)) is tuple:
        return
    codes = findings(block(kind, {key: value, **BLOCKS[kind][1]}))
    assert codes and {line for _, line in codes} == {2}


@given(
    st.sampled_from(CASES),
    st.recursive(
        st.sampled_from(["0", "1", "-1", "nan", "甲", "''", "1e999", "yes", "left", "a"]),
        lambda inner: (
            st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
            | st.dictionaries(st.sampled_from(["text", "colspan", "value", "cards", "figure", "rows"]), inner).map(
                lambda items: "{" + ", ".join(f"{k}: {v}" for k, v in items.items()) + "}"
            )
        ),
        max_leaves=6,
    ),
)
def test_any_value_is_read_or_reported(case: tuple[str, str], value: str) -> None:
    kind, key = case
    document, _ = read(block(kind, {**BLOCKS[kind][1], key: value}))
    assert len(document.blocks) == 1 and not isinstance(document.blocks[0], nodes.CodeBlock)


@pytest.mark.parametrize(
    ("word", "flag"),
    [(w, True) for w in ("yes", "Yes", "TRUE", "on", "是", "1", '"yes"')]
    + [(w, False) for w in ("no", "No", "FALSE", "off", "否", "0")],
)
def test_yes_and_no_are_read_alike_everywhere(word: str, flag: bool) -> None:
    text = f"---\nseal: {word}\n---\n\n" + "\n".join(
        (
            block("table", {"landscape": word, **BLOCKS["table"][1]}),
            block("chart", {"sort": word, **BLOCKS["chart"][1]}),
            block("keyfigures", {"collect": word, **BLOCKS["keyfigures"][1]}),
            block("title", {"imprint": word}),
        )
    )
    document, report = read(text)
    assert not report.errors, list(map(str, report))
    table, figure, cards, title = document.blocks
    assert isinstance(table, nodes.Table) and isinstance(figure, nodes.Figure)
    assert isinstance(cards, nodes.KeyFigures) and isinstance(title, nodes.TitleBlock)
    assert isinstance(figure.content, nodes.Chart)
    flags = (document.meta.official.seal, table.landscape, figure.content.sort, cards.collect, title.imprint)
    assert flags == (flag,) * 5


def test_a_word_that_is_neither_yes_nor_no_is_an_error_with_its_place() -> None:
    _, report = read("---\ntitle: 甲\nseal: 盖章\n---\n\n" + block("title", {"imprint": "[yes]"}))
    assert [str(d).partition(";")[0] for d in report] == [
        "a.md:3:1: error[S018]: “seal” must be yes or no, not “盖章”",
        "a.md:7:1: error[S018]: “imprint” must be yes or no, not “…”",
    ]


@pytest.mark.parametrize("date", ["2025-02-30", "2025-13-40", "2023-2-29", "0000-01-01", "2025年2月30日"])
def test_a_date_that_the_calendar_lacks_is_an_error(date: str) -> None:
    for key in ("date", "printed_on"):
        assert findings(f"---\ntitle: 甲\n{key}: {date}\n---\n") == [("S016", 3)]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("2024-2-29", "2024-02-29"), ("2025年2月28日", "2025年2月28日"), ("2025年初", "2025年初")],
)
def test_dates_are_iso_where_they_are_written_so(written: str, read_as: str) -> None:
    document, report = read(f"---\ndate: {written}\n---\n")
    assert (document.meta.date, report.errors) == (read_as, 0)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (block("contents", {"depth": "9"}), "S019", 2),
        (block("cover", {"title": "甲"}), "S014", 2),
        (block("table", {"title": "题", "columns": "[甲]", "rows": "[[{text: 1, colspan: 0}]]"}), "C015", 4),
        (block("table", {"title": "题", "columns": "[甲]", "rows": "[[{text: 1, span: 2}]]"}), "S014", 4),
        (block("table", {"title": "题", "columns": "[甲]", "rows": "[[[1]]]"}), "C014", 4),
        (block("chart", {**BLOCKS["chart"][1], "emphasis": "[丙]"}), "C008", 5),
        (
            block("chart", {"kind": "bar", "title": "题", "rows": "{甲: {value: 1, group: 丙}}", "groups": "乙"}),
            "C008",
            4,
        ),
        (block("chart", {"kind": "bar", "title": "题", "rows": "{甲: {wert: 1}}"}), "S014", 4),
        (block("chart", {**BLOCKS["chart"][1], "only": "[甲]"}), "S019", 5),
        (block("chart", {"kind": "bar", "title": "题", "panels": "[]"}), "C004", 2),
        (block("keyfigures", {"cards": "[]"}), "C020", 1),
        (block("columns 7", {}), "S019", 1),
        (block("chart fig:a", {}), "S019", 1),
        ("---\nissuer: {甲: 乙}\n---\n", "S019", 2),
        ("---\nderived: [甲]\n---\n", "S019", 2),
        ("---\ndata: {t: {file: a.csv, head: zwei}}\n---\n", "S019", 2),
        ('---\ntitle: "\\x07"\n---\n', "S004", 2),
    ],
)
def test_what_was_passed_over_in_silence_is_an_error(text: str, code: str, line: int) -> None:
    assert (code, line) in findings(text)


def test_a_chart_of_a_ragged_table_has_a_gap(tmp_path: Path) -> None:
    from jzdocs.data.tables import data_loader

    (tmp_path / "d.csv").write_text("县,数\n甲\n乙,1\n", encoding="utf-8")
    report = Report()
    text = "---\ndata: {t: d.csv}\n---\n" + block("chart", {"kind": "bar", "title": "题", "from": "t"})
    document = MarkdownReader(whole("a.md", text), report, lambda *_: None, data_loader(tmp_path, report)).read()
    (figure,) = document.blocks
    assert isinstance(figure, nodes.Figure) and isinstance(figure.content, nodes.Chart) and not report.errors
    rows = figure.content.panels[0].rows
    assert [(row.name, [value.raw for value in row.values]) for row in rows] == [("甲", ["—"]), ("乙", ["t.B3"])]


def test_a_control_character_in_an_escape_reaches_no_writer() -> None:
    document, report = read('---\ntitle: "甲\\x07乙\\uffff"\n---\n')
    assert document.meta.title == "甲\ufffd乙\ufffd" and [d.code for d in report] == ["S004"]
