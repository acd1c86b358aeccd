"""Whole texts in the conventions of offices, each line marked with what it is: `1|`–`4|` a heading, `L|lead|rest` a
paragraph with a run-in heading, `T|` the title, `S|` the subtitle, `H|` a box, `P|` a paragraph, `X|` what is none
of these. The reader sees them without the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jzdocs.build import pipeline
from jzdocs.errors import Report
from jzdocs.messages.message import Message, message
from jzdocs.model import nodes
from jzdocs.model.outline import outline
from jzdocs.model.walk import plain
from jzdocs.project import lone
from jzdocs.source.pieces import Piece
from jzdocs.source.plain import read_plain

FOLDER = Path(__file__).parent / "structure"
TEXTS = sorted(p.stem for p in FOLDER.glob("*.txt"))
_NUMBER = re.compile(
    r"第[一二三四五六七八九十]+[章节]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+(?:\.\d+)*(?:[.．、]|(?=\u3000))"
)


def marked(name: str) -> list[tuple[str, str]]:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [(line.split("|", 1)[0], line.split("|", 1)[1]) for line in lines]


def paragraphs(name: str) -> list[str]:
    return [text.replace("|", "") for _, text in marked(name)]


def wrapped(name: str) -> str:
    """The text as a measure of 34 em cuts it, Latin half as wide."""
    out = []
    for text in paragraphs(name):
        line, width = "", 0.0
        for char in "\u3000\u3000" + text:
            width += 0.5 if char.isascii() else 1.0
            if width > 34:
                out.append(line)
                line, width = "", 0.5 if char.isascii() else 1.0
            line += char
        out.append(line)
    return "\n".join(out)


LAYOUTS = {
    "blank lines": "\n\n".join,
    "no blank lines": "\n".join,
    "one line": lambda lines: "\u3000\u3000".join(lines),
}


def key(text: str) -> str:
    return re.sub(r"[\s【】]", "", _NUMBER.sub("", text, count=1)).rstrip("。")


def sections(of: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in of:
        yield one
        yield from sections(one["sections"])


def read(folder: Path, text: str) -> tuple[dict[str, Any], pipeline.Loaded]:
    path = folder / "t.txt"
    path.write_text(text + "\n", encoding="utf-8")
    loaded = pipeline.load(path, lone(path), None)
    return outline(loaded.document), loaded


def check(name: str, record: dict[str, Any], *, levels: bool = True) -> None:
    lines = marked(name)
    found = list(sections(record["sections"]))
    heads = [(s["level"] if levels else 0, key(s["text"])) for s in found if not s["run_in"]]
    wanted = [(int(kind) if levels else 0, key(text)) for kind, text in lines if kind in "1234"]
    assert [h for h in heads if not h[1].startswith("专栏")] == wanted
    assert [h[1] for h in heads if h[1].startswith("专栏")] == [key(text) for kind, text in lines if kind == "H"]
    assert [key(s["text"]) for s in found if s["run_in"]] == [
        key(text.split("|")[0]) for kind, text in lines if kind == "L"
    ]
    assert record["title"] == next(text for kind, text in lines if kind == "T").removesuffix("［1］")
    assert record["subtitle"] == next((text.lstrip("—") for kind, text in lines if kind == "S"), "")


@pytest.mark.parametrize("layout", ["blank lines", "no blank lines"])
@pytest.mark.parametrize("name", TEXTS)
def test_headings_and_their_levels(tmp_path: Path, name: str, layout: str) -> None:
    check(name, read(tmp_path, LAYOUTS[layout](paragraphs(name)))[0])


@pytest.mark.parametrize("name", [t for t in TEXTS if t not in ("bulletin", "scraped")])
def test_hard_wrapped_lines_are_joined_first(tmp_path: Path, name: str) -> None:
    check(name, read(tmp_path, wrapped(name))[0])


def test_a_flattened_table_is_a_table_again(tmp_path: Path) -> None:
    loaded = read(tmp_path, "\n".join(paragraphs("bulletin")))[1]
    table = next(b for b in loaded.document.blocks if isinstance(b, nodes.Table))
    assert plain(table.title) == "2024年主要农产品产量" and table.number == 1
    assert [[plain(c.inlines) for c in row] for row in (*table.head, *table.body)][:2] == [
        ["产品名称", "产量（万吨）", "比上年增长（%）"],
        ["粮食", "96.3", "2.1"],
    ]
    assert [p.at.line for p in table.body[0][0].inlines] == [11]


def test_a_table_with_a_cell_a_line(tmp_path: Path) -> None:
    cells = [
        "表3：产量",
        "单位：万吨",
        "产品",
        "2023年",
        "2024年",
        "粮食",
        "94.3",
        "96.3",
        "油料",
        "8.6",
        "8.4",
        "水果",
        "—",
        "57.9",
    ]
    loaded = read(
        tmp_path,
        "\n\n".join(
            ["农业统计", "全年粮食丰收，主要产品产量稳定增长。", *cells, "数据来源于统计部门的年报，与快报略有出入。"]
        ),
    )[1]
    table = next(b for b in loaded.document.blocks if isinstance(b, nodes.Table))
    assert (
        plain(table.title) == "产量" and table.unit == "万吨" and len(table.body) == 3 and table.align[1] == "decimal"
    )


def test_marks_of_notes_are_footnotes(tmp_path: Path) -> None:
    loaded = read(tmp_path, "\n\n".join(paragraphs("bulletin")))[1]
    assert not [d for d in loaded.report if d.severity == "error" or d.code.startswith("R")]
    assert list(loaded.document.notes) == ["2", "3"]
    assert plain(loaded.document.notes["3"][0].inlines) == "常住人口为年末数。"
    facts = {f.text for f in loaded.document.facts.values()}
    assert "1862.4亿元" in facts and "412.35万人" in facts
    texts = [plain(b.inlines) for b in loaded.document.blocks if isinstance(b, nodes.Paragraph)]
    assert "[1]本公报数据为初步统计数。" in [t.replace("［", "[").replace("］", "]") for t in texts], (
        "a note without a mark in the text stays"
    )


@pytest.mark.parametrize(
    ("text", "line", "sign"),
    [
        ("一、总体要求", 3, message("sign.number", kind="一、")),
        ("加强统筹协调", 3, message("sign.short_line")),
        ("【背景】", 3, message("sign.brackets")),
        ("记者：情况如何？", 3, message("sign.question")),
        ("专栏1 工程", 3, message("sign.box")),
    ],
)
def test_every_heading_tells_its_sign(text: str, line: int, sign: Message) -> None:
    pieces = read_plain(f"工作方案\n\n{text}\n\n这里是正文，说明有关情况，内容较长，以句号结尾。", "t.txt", Report())
    assert [(p.line, p.sign) for p in pieces if p.role == "heading"] == [(line, sign)]
    assert all(p.sign for p in pieces if p.role != "text")


def test_the_office_and_its_head_are_no_headings() -> None:
    pieces = read_plain("\n\n".join(paragraphs("work_report")), "t.txt", Report())
    assert [p.text for p in pieces if p.role == "issuer"] == ["市长\u3000林远山"]
    assert isinstance(pieces[0], Piece) and pieces[0].sign == message("sign.first_line")
