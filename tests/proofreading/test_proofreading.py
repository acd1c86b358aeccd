"""What proofreading does as a whole: places, severity, words, conservation, real texts; and properties of its parts."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings, strategies as st

from conftest import SHARED
from editing import CODES, remarks
from growth import processor_seconds
from jzdocs.build import pipeline
from jzdocs.model import nodes
from jzdocs.project import lone
from jzdocs.proofreading.capitals import amount
from jzdocs.proofreading.counters import value_of
from jzdocs.proofreading.lines import lines_of
from jzdocs.proofreading.numbering import misnumbered
from jzdocs.proofreading.pairs import unmatched
from jzdocs.resolve.numbering import chinese

REAL = SHARED / "real"


def document(*paragraphs: str) -> nodes.Document:
    blocks = tuple(nodes.Paragraph((nodes.Text(text),)) for text in paragraphs)
    return nodes.Document(nodes.Meta(), blocks)


def keys(check: object, *paragraphs: str) -> list[str]:
    lines = lines_of(document(*paragraphs), [], normalised=True)
    return [remark.key for remark in check(lines)]  # type: ignore[operator]


@pytest.mark.parametrize("suffix", ["md", "txt"])
def test_a_remark_stands_at_its_character_behind_figures_and_marks(tmp_path: Path, suffix: str) -> None:
    text = "全市企业200家,增长5.2%；总投资30亿元，根据国发[2024]5号文件办理。"
    (found,) = remarks(tmp_path, text, suffix)
    line = 5 if suffix == "md" else 3
    assert (found.code, found.location.line, found.location.column) == ("S114", line, text.index("[") + 1)


def test_a_remark_is_a_warning_in_markdown_too_and_can_be_accepted(tmp_path: Path) -> None:
    (found,) = remarks(tmp_path, "会期五、六天。")
    assert found.severity == "warning"
    assert remarks(tmp_path, "<!-- jz: allow F127 原文如此 -->\n\n会期五、六天。") == []


def test_what_is_right_is_named_in_the_language_of_the_user(tmp_path: Path) -> None:
    (found,) = remarks(tmp_path, "一要提高认识，二要落实责任，四要强化督查。")
    assert found.worded("zh") == (
        "“四要”跳号：前一个序号是“二要”",
        "此处应为“三要”，请核对是否漏了一项",
    )
    assert found.worded("en")[1].startswith("三要 should stand here")


def test_code_addresses_cells_and_quoted_lists_are_no_prose(tmp_path: Path) -> None:
    text = (
        "运行`f(，。`与 https://example.org/2024.5.1/a 即可，其他不变。\n\n"
        "| 项 | 数 |\n| --- | --- |\n| 会期，。 | 3、4天 |\n\n> 一、甲\n\n> 三、乙\n"
    )
    assert remarks(tmp_path, text) == []


def test_marks_that_the_build_sets_right_are_not_told(tmp_path: Path) -> None:
    assert remarks(tmp_path, '全市(含开发区)"三农"工作,成效明显...群众满意.') == []


def test_a_word_file_is_read_as_well(tmp_path: Path) -> None:
    word = Document()
    for text in ("工作要求", "（一）加强领导。成立专班，压实责任。", "（三）加强督查。定期通报，奖优罚劣。"):
        word.add_paragraph(text)
    word.add_paragraph("名单见表7。")
    path = tmp_path / "a.docx"
    word.save(str(path))
    found = [f.code for f in pipeline.load(path, lone(path), None).report if f.code in CODES]
    assert found == ["S110", "S113"]


def test_check_prints_the_remarks_and_build_still_builds(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("关于某项工作的情况\n\n会期五、六天，，请按时参加。\n", encoding="utf-8")
    command = [sys.executable, "-m", "jzdocs"]
    check = subprocess.run([*command, "check", "a.txt"], cwd=tmp_path, capture_output=True, text=True)
    assert check.returncode == 0 and "F127" in check.stdout and "S117" in check.stdout
    build = subprocess.run([*command, "build", "a.txt", "--out", "out"], cwd=tmp_path, capture_output=True, text=True)
    assert build.returncode == 0 and (tmp_path / "out" / "a.pdf").exists()


# --- properties


FORMS = st.sampled_from(["{}、", "（{}）", "第{}，"])


@settings(deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=5), FORMS)
def test_sequences_that_begin_anew_have_no_fault(lengths: list[int], form: str) -> None:
    lines = [f"{form.format(chinese(n))}各地抓好落实" for length in lengths for n in range(1, length + 1)]
    assert keys(misnumbered, *lines) == []


@settings(deadline=None)
@given(st.integers(4, 20), st.data(), FORMS)
def test_a_number_left_out_is_told_once(length: int, data: st.DataObject, form: str) -> None:
    missing = data.draw(st.integers(2, length - 1))
    lines = [f"{form.format(chinese(n))}各地抓好落实" for n in range(1, length + 1) if n != missing]
    assert keys(misnumbered, *lines) == ["S110.gap"]


NESTED = st.recursive(
    st.text("甲乙，", min_size=0, max_size=3),
    lambda inner: st.tuples(st.sampled_from(["“”", "《》", "（）", "【】", "〔〕"]), inner, inner).map(
        lambda parts: f"{parts[0][0]}{parts[1]}{parts[0][1]}{parts[2]}"
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(NESTED)
def test_marks_in_pairs_are_not_told(text: str) -> None:
    assert [key for key in keys(unmatched, text) if key.startswith("S112")] == []


@settings(deadline=None)
@given(st.text("甲乙丙丁", min_size=1), st.text("甲乙丙丁", min_size=1), st.sampled_from("《（【〔"))
def test_a_mark_without_its_partner_is_told(before: str, behind: str, mark: str) -> None:
    assert keys(unmatched, f"{before}{mark}{behind}。") == ["S112.open"]


@settings(deadline=None)
@given(st.text("一二第图表附件（）《》“”、，。；：0123456789%年月日号几近约余以上壹贰万元居全省局委 \n", max_size=60))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    from jzdocs.errors import Report
    from jzdocs.proofreading.proofread import proofread

    report = Report()
    proofread(lines_of(document(text), [], normalised=True), document(text), report)
    for finding in report:
        assert all(finding.worded("zh")) and all(finding.worded("en"))


CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def capital(number: int) -> str:
    """The sum of `number` yuan in capital numerals, as a bank writes it."""
    text, zero = "", False
    for group, name in ((number // 10**8, "亿"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")):
        part = ""
        for scale, unit in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
            digit = group // scale % 10
            if digit:
                part += ("零" if zero and (text or part) else "") + CAPITALS[digit] + unit
            zero = not digit if (text or part) else False
        text += part + (name if part else "")
    return f"{text}元整"


@settings(deadline=None)
@given(st.integers(1, 10**12 - 1))
def test_every_sum_in_capitals_is_read(number: int) -> None:
    assert amount(capital(number)) == Decimal(number)


@settings(deadline=None)
@given(st.integers(1, 99))
def test_every_counter_has_its_value(number: int) -> None:
    assert value_of(f"（{chinese(number)}）") == value_of(f"第{number}，") == number


# --- real texts


@pytest.mark.skipif(not REAL.exists(), reason="the real texts are not here")
def test_real_texts_are_left_alone() -> None:
    """Their faults were judged by hand: two names of a body in two texts, 、 between quotations, and one bracket."""
    found: dict[str, int] = {}
    for path in sorted((REAL / "txt").iterdir()):
        for finding in pipeline.load(path, lone(path), None).report:
            if finding.code in CODES - {"F105", "S118"}:
                found[finding.code] = found.get(finding.code, 0) + 1
    assert found == {"S112": 1, "S116": 2}


@pytest.mark.parametrize(
    "unit",
    [
        "第一，全市居全省第3位（含区，根据《办法》，一是甲；二是乙。重点抓好三项工作：一是修；二是架；三是植。",
        "甲“乙（丙《丁",
        "会期五、六天，，居全省第3位。见表3。",
    ],
)
def test_a_line_of_any_length_is_read_in_linear_time(unit: str) -> None:
    from jzdocs.errors import Report
    from jzdocs.proofreading.proofread import proofread

    def seconds(count: int) -> float:
        text = unit * count
        parsed = document(text)
        return processor_seconds(lambda: proofread(lines_of(parsed, [], normalised=True), parsed, Report()))

    assert seconds(1600) < 16 * max(0.05, seconds(400))
