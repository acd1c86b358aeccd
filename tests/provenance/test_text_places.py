"""Findings about a text that is read by its form stand where the file shows what they are about."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from jzdocs.api import check
from jzdocs.errors import Location
from jzdocs.provenance.text_places import place_of

PARAGRAPH = (
    "今年以来，全市新建公园12个，投入资金3.5亿元，城区绿地率由38.2%提高到41.5%，提高了4.3个百分点，"
    "全部投入运行，出水水质稳定达标；污水处理厂由5座增加到8座，增加了2座，群众满意度进一步提升。"
)


def wrapped(text: str, width: int) -> str:
    """The text as a mail program wraps it, its paragraphs indented."""
    lines = []
    for paragraph in text.split("\n"):
        indented = f"　　{paragraph}"
        lines += [indented[at : at + width] for at in range(0, len(indented), width)]
    return "\n".join(lines)


def found(folder: Path, text: str) -> list[tuple[str, int, int, str]]:
    """Code, line, column and arguments of the figures that are doubted."""
    source = folder / "总结.txt"
    source.write_text(text, encoding="utf-8")
    doubts = [d for d in check(source) if d.code == "F101"]
    return [(d.code, d.location.line, d.location.column, str(d.arguments["stated"])) for d in doubts]


@pytest.mark.parametrize(
    "body",
    [
        f"　　{PARAGRAPH}",
        wrapped("\n".join([PARAGRAPH] * 4), 30),
        wrapped("\n".join([PARAGRAPH] * 4), 26),
        f"　　{PARAGRAPH}".translate({code: code + 0xFEE0 for code in b"0123456789"}),
        f"　　{PARAGRAPH}".replace("12个", "1 2 3 个").replace("3.5亿元", "3 5 6 亿元"),
        f"　　{PARAGRAPH}".replace("今年以来，", "*今年以来*，[1]"),
        f"　　{PARAGRAPH}".replace("，", ","),
        f"一、绿化工作。城区绿化有了新的进展。{PARAGRAPH}",
    ],
)
def test_a_figure_is_doubted_where_it_stands(tmp_path: Path, body: str) -> None:
    text = f"城建工作总结\n\n{body}\n"
    lines = text.split("\n")
    doubts = found(tmp_path, text)
    assert len(doubts) >= 2
    for _, line, column, stated in doubts:
        rest = lines[line - 1][column - 1 :] + (lines[line] if line < len(lines) else "")
        assert rest.replace("　", "").startswith(stated)


def test_what_two_passages_state_differently_is_found_in_a_wrapped_text(tmp_path: Path) -> None:
    rest = "各项工作扎实推进，群众的获得感不断增强，各方面的评价良好。" * 3
    paragraphs = [f"去年花木覆盖率{value}。投入资金3.5亿元，{rest}" for value in ("38.5%", "36.2%")]
    text = "城建工作总结\n\n" + wrapped("\n".join(paragraphs), 28) + "\n"
    source = tmp_path / "总结.txt"
    source.write_text(text, encoding="utf-8")
    doubts = [doubt for doubt in check(source) if doubt.code == "F113"]
    assert len(doubts) == 1
    line = text.split("\n")[doubts[0].location.line - 1]
    assert line[doubts[0].location.column - 1 :].startswith("36.2%")


def test_paragraphs_of_one_line_keep_their_columns(tmp_path: Path) -> None:
    text = "城建工作总结　　" + "　　".join(f"{'各项工作扎实推进。' * 5}{PARAGRAPH}" for _ in range(4)) + "\n"
    doubts = found(tmp_path, text)
    assert len(doubts) == 8
    assert all(text[column - 1 :].startswith(stated) for _, line, column, stated in doubts if line == 1)


@settings(deadline=None, max_examples=60)
@given(
    st.text(alphabet="全市投入资金元，。12345ab“”", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from([" ", "\n", "　", "\n　　"])), max_size=6),
)
def test_each_character_is_found_among_blanks(text: str, blanks: list[tuple[int, str]]) -> None:
    shown = text
    for at, blank in sorted(blanks, reverse=True):
        shown = shown[:at] + blank + shown[at:]
    lines = shown.split("\n")
    for index, char in enumerate(text):
        place = place_of(text, index, Location("a.txt", 1, 1), lines)
        assert place is not None
        assert lines[place.line - 1][place.column - 1] == char
        before = "".join(lines[: place.line - 1]) + lines[place.line - 1][: place.column - 1]
        assert len("".join(before.split())) == index


def test_where_the_file_shows_something_else_no_place_is_invented() -> None:
    assert place_of("投入3亿元", 2, Location("a.txt", 1, 1), ["完全不同的一行"]) is None
    assert place_of("投入3亿元", 2, Location("a.txt", 9, 1), ["投入3亿元"]) is None
