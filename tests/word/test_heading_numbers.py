"""Numbers of headings: what we print is what Word counts from its own lists, and what LibreOffice shows."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from lxml import etree

from conftest import libreoffice_pdf
from jzdocs.build import pipeline
from jzdocs.model.walk import headings, plain
from jzdocs.project import lone
from jzdocs.resolve.numbering import chinese
from reading import W

DECIMAL = '[heading.1]\nnumbering = "1"\n[heading.2]\nnumbering = "1.1"\n[heading.3]\nnumbering = "1.1.1"\n'


def build(folder: Path, lines: list[str], style: str = "") -> tuple[list[str], bytes]:
    """The numbered headings of a document as we print them, and its Word file."""
    (folder / "t").mkdir(exist_ok=True)
    (folder / "t/style.toml").write_text(f'extends = "report"\n{style}', encoding="utf-8")
    path = folder / "a.md"
    path.write_text("---\ntitle: 编号\n---\n\n" + "\n\n".join(lines) + "\n", encoding="utf-8")
    project = lone(path)
    loaded = pipeline.load(path, project, str(folder / "t"))
    result = pipeline.build(path, project, str(folder / "t"), ("docx",))
    assert not result.report.errors, list(map(str, result.report))
    return [h.number + plain(h.inlines) for h in headings(loaded.document)], result.files["a.docx"]


def printed(folder: Path, *lines: str, style: str = "") -> list[str]:
    return build(folder, list(lines), style)[0]


class WordLists:
    """Word's counting (ECMA-376 Part 1, 17.9), which refuses to guess where programs differ."""

    def __init__(self, docx: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            self.numbering = etree.fromstring(package.read("word/numbering.xml"))
            self.document = etree.fromstring(package.read("word/document.xml"))
        self.counts: dict[str, dict[int, int]] = {}

    def level(self, number: str, level: int) -> tuple[int, etree._Element]:
        """The start and the definition of a level of an instance."""
        instance = self.numbering.find(f"{W}num[@{W}numId='{number}']")
        abstract_id = instance.find(f"{W}abstractNumId").get(f"{W}val")
        abstract = self.numbering.find(f"{W}abstractNum[@{W}abstractNumId='{abstract_id}']")
        definition = abstract.find(f"{W}lvl[@{W}ilvl='{level}']")
        override = instance.find(f"{W}lvlOverride[@{W}ilvl='{level}']")
        start = 1
        if override is not None:
            start = int(override.find(f"{W}startOverride").get(f"{W}val"))
            own = override.find(f"{W}lvl")
            definition = definition if own is None else own
        return start, definition

    def number(self, number: str, level: int) -> str:
        counts = self.counts.setdefault(number, {})
        for above in range(level):
            if above not in counts:
                counts[above] = self.level(number, above)[0]
                counts[-1 - above] = 1  # shown as its start; whether it counts is not agreed on
        assert -1 - level not in counts, "programs differ about a level that was skipped"
        start, definition = self.level(number, level)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        text = definition.find(f"{W}lvlText").get(f"{W}val")
        form = definition.find(f"{W}numFmt").get(f"{W}val")
        several = definition.find(f"{W}isLgl") is not None

        def shown(match: re.Match[str]) -> str:
            count = counts[int(match[1]) - 1]
            return chinese(count) if form.startswith("chinese") and not several else str(count)

        return re.sub(r"%(\d)", shown, text)

    def headings(self) -> list[str]:
        out = []
        for paragraph in self.document.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            match = re.fullmatch(r"Heading(\d)", "" if style is None else style.get(f"{W}val"))
            if match is None:
                continue
            own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
            number = "1" if own is None else own.get(f"{W}val")
            text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
            out.append((self.number(number, int(match[1]) - 1) if number != "0" else "") + text)
        return out


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["# 前言", "## 背景", "# 概况", "## 人口"], ["前言", "（一）背景", "一、概况", "（一）人口"]),
        (["# 概况", "## 人口", "# 附录", "## 来源"], ["一、概况", "（一）人口", "附录", "（一）来源"]),
        (["# 概况", "# 说明 {-}", "## 口径", "# 做法"], ["一、概况", "说明", "（一）口径", "二、做法"]),
        (["# 一、概况", "# 做法", "# 问题"], ["一、概况", "二、做法", "三、问题"]),
        (["# 概况", "# 四、做法", "# 问题"], ["一、概况", "四、做法", "五、问题"]),
        (["# 概况", "## (三)人口", "## 户数"], ["一、概况", "（三）人口", "（四）户数"]),
        (["# 第一部分", "## 做法", "# 主要成效", "# 结尾"], ["第一部分", "（一）做法", "一、主要成效", "二、结尾"]),
        (["## 先有小节", "# 概况", "## 人口"], ["（一）先有小节", "一、概况", "（一）人口"]),
        (["# 附件1", "# 附件2：名单", "# 附件材料"], ["附件 1", "附件 2：名单", "一、附件材料"]),
        (["# 引 言", "# 参考文献", "# 结束语", "# 引导各方"], ["引　言", "参考文献", "结束语", "一、引导各方"]),
        (["# 1 范围", "# 2 术语", "# 附则"], ["1 范围", "2 术语", "一、附则"]),
        (["# 5 个项目开工", "# 概况"], ["一、5 个项目开工", "二、概况"]),
        (["# 概况", "```attachment\nnumber: 附件1\ntitle: 名单\n```", "# 概况"], ["一、概况", "一、概况"]),
    ],
)
def test_what_is_numbered_and_how(tmp_path: Path, lines: list[str], expected: list[str]) -> None:
    numbers, docx = build(tmp_path, lines)
    assert [number.replace(" ", "") for number in numbers] == [text.replace(" ", "") for text in expected]
    assert WordLists(docx).headings() == numbers


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["# 前言", "## 背景", "# 概况", "## 人口"], ["前言", "背景", "1概况", "1.1人口"]),
        (["# 概况", "# 附录A 数据", "## 来源", "### 细目"], ["1概况", "附录A数据", "A.1来源", "A.1.1细目"]),
        (["# 附录B", "## 甲", "# 附录C", "## 乙"], ["附录B", "B.1甲", "附录C", "C.1乙"]),
        (["# 概况", "### 跳级", "## 人口"], ["1概况", "1.1.1跳级", "1.2人口"]),
        (["# 概况", "# 3. 做法", "## 甲", "# 问题"], ["1概况", "3.做法", "3.1甲", "4问题"]),
        (["# 概况", "## 1.1 甲", "## 1.2 乙", "## 丙"], ["1概况", "1.1甲", "1.2乙", "1.3丙"]),
    ],
)
def test_decimal_numbers(tmp_path: Path, lines: list[str], expected: list[str]) -> None:
    numbers, docx = build(tmp_path, lines, DECIMAL)
    assert [number.replace(" ", "") for number in numbers] == expected
    assert WordLists(docx).headings() == numbers


HEADINGS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from(["概况", "前言", "附录A", "附录", "三、问题", "（二）做法", "说明 {-}", "7. 结论"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HEADINGS, st.sampled_from(["", DECIMAL]))
def test_word_counts_as_we_do(tmp_path: Path, drawn: list[tuple[int, str]], style: str) -> None:
    numbers, docx = build(tmp_path, [f"{'#' * level} {text}" for level, text in drawn], style)
    assert WordLists(docx).headings() == numbers


def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    lines = ["# 前言", "## 背景", "# 概况", "### 跳级", "## 人口", "# 四、做法", "## 甲", "# 问题", "# 附录", "## 来源"]
    numbers, docx = build(tmp_path, lines)
    (tmp_path / "a.docx").write_bytes(docx)
    import pypdfium2

    document = pypdfium2.PdfDocument(libreoffice_pdf(tmp_path / "a.docx", tmp_path))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    shown = [line.replace(" ", "").strip() for line in text.splitlines()]
    assert [line for line in shown if line in numbers] == numbers


def test_pull_finds_no_edit_in_a_file_with_several_lists(tmp_path: Path) -> None:
    from jzdocs.pull.pull import pull

    _, docx = build(tmp_path, ["# 前言", "## 背景", "# 四、概况", "# 做法", "# 附录A", "## 来源"], DECIMAL)
    (tmp_path / "a.docx").write_bytes(docx)
    pulled = pull(tmp_path / "a.docx", {"a.md": (tmp_path / "a.md").read_text(encoding="utf-8")}, "accept")
    assert pulled.edits == () or list(pulled.edits) == []
