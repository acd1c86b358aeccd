"""Templates learned from samples of three offices: what they hold, and that a build with them looks like the sample."""

from __future__ import annotations

import ctypes
import re
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from msgspec import Struct
from tests.conftest import libreoffice_pdf
from tests.support import looks
from tests.support.command import run

MAKERS: dict[str, Callable[[Path], Path]] = {
    "notice": looks.notice,
    "briefing": looks.briefing,
    "report": looks.report,
}


class Learned(Struct):
    """A sample, the template that was learned of it, what was said, and the keys of its stylesheet."""

    sample: Path
    template: Path
    output: str
    keys: dict[str, Any]


class Line(Struct, frozen=True):
    """A line of a page: its baseline and left end in points, the size of its letters, its font, its text."""

    y: float
    x: float
    size: float
    font: str
    text: str


def lines_of(pdf: Path, page: int = 0) -> list[Line]:
    document = pypdfium2.PdfDocument(str(pdf))
    height, text = document[page].get_height(), document[page].get_textpage()
    rows: dict[float, list[tuple[float, float, str, str]]] = {}
    for index in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
        if char.isspace():
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        name = ctypes.create_string_buffer(200)
        pdfium.FPDFText_GetFontInfo(text.raw, index, name, 200, ctypes.c_int())
        font = name.value.decode(errors="replace").rpartition("+")[2]
        size = pdfium.FPDFText_GetFontSize(text.raw, index)
        rows.setdefault(round(height - y.value), []).append((x.value, size, font, char))
    return [
        Line(y, row[0][0], row[0][1], row[0][2], "".join(char for *_, char in row))
        for y, row in sorted((y, sorted(row)) for y, row in rows.items())
    ]


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Learned]:
    made: dict[str, Learned] = {}

    def get(name: str) -> Learned:
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            sample = MAKERS[name](folder / f"{name}.docx")
            done = run("style", "learn", sample.name, "-o", "templates/ours", cwd=folder, LANG="zh_CN.UTF-8")
            assert done.returncode == 0, done.stderr
            template = folder / "templates" / "ours"
            keys = tomllib.loads((template / "style.toml").read_text(encoding="utf-8"))
            made[name] = Learned(sample, template, done.stdout + done.stderr, keys)
        return made[name]

    return get


def built(learned: Learned) -> Path:
    """The sample's own text, built with what was learned."""
    folder = learned.sample.parent
    (folder / "jzdocs.toml").write_text("", encoding="utf-8")
    if not (folder / "output").exists():
        done = run("import", learned.sample.name, "-o", "seeds/text.md", cwd=folder)
        assert done.returncode == 0, done.stderr
        done = run("build", "seeds/text.md", "--template", "ours", cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder / "output"


@pytest.mark.parametrize("name", MAKERS)
def test_word_looks_like_the_sample(learned: Callable[[str], Learned], name: str, tmp_path: Path) -> None:
    own = learned(name)
    word = built(own) / "text.docx"
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    sample, ours = (
        lines_of(libreoffice_pdf(own.sample, tmp_path / "a")),
        lines_of(libreoffice_pdf(word, tmp_path / "b")),
    )
    pairs = list(zip(sample, ours, strict=False))[:12]
    assert sum(line.text[:6] == same.text[:6] for line, same in pairs) >= 7
    for line, same in pairs:
        assert abs(line.y - same.y) <= (2 if "内部资料" in line.text else 1), line.text
        assert abs(line.size - same.size) < 0.1
        assert line.font == same.font
        if "号" not in line.text:  # a space that the sample has between letters and digits
            assert abs(line.x - same.x) < 1.5


@pytest.mark.parametrize("name", MAKERS)
def test_pdf_has_title_and_text_where_the_sample_has_them(
    learned: Callable[[str], Learned], name: str, tmp_path: Path
) -> None:
    own = learned(name)
    pdf = lines_of(built(own) / "text.pdf")
    sample = lines_of(libreoffice_pdf(own.sample, tmp_path))
    by_text = {line.text[:6]: line for line in reversed(pdf)}
    title = max(sample, key=lambda line: line.size)
    text = next(line for line in sample if line.text.startswith(("为做好", "今年以来", "各单位")))
    for line in (title, text):
        same = by_text[line.text[:6]]
        assert abs(line.y - same.y) < 3, line.text
        assert abs(line.x - same.x) < 1.5
        assert abs(line.size - same.size) < 0.1


def test_notice_is_an_official_document(learned: Callable[[str], Learned]) -> None:
    own = learned("notice")
    keys = own.keys
    assert keys["extends"] == "gongwen"
    assert keys["body"] == {"size": "16pt", "leading": "28pt"}
    assert keys["page"]["grid"] == {"lines": 22, "characters": 27}
    assert keys["page"]["number"]["place"] == "center"
    assert "margin" not in keys["page"]  # as the standard has them
    assert keys.get("fonts", {}).get("fang", {}).get("word", "仿宋_GB2312") == "仿宋_GB2312"  # as the template has it
    assert keys["style"]["red_head"]["color"] == "#FF0000"
    assert keys["style"]["red_head"]["size"] == "36pt"
    assert "numbering" not in keys["heading"]["1"]
    assert 'text: ["示例市教育局文件"]' in (own.template / "document.md.j2").read_text(encoding="utf-8")
    told = own.output
    assert "7.2.5 发文字号年份的括号：样本为 []，标准为 〔〕" in told
    assert "5.2.3 每面行数 × 每行字数：样本为 22 × 27，标准为 22 × 28" in told
    assert "页码位置：样本为 居中，标准为 外侧" in told
    assert "天头" not in told


def test_briefing_has_blue_headings(learned: Callable[[str], Learned]) -> None:
    keys = learned("briefing").keys
    assert keys["extends"] == "report"
    assert keys["colors"]["accent"] == "#2E75B6"
    assert keys["heading"]["1"]["color"] == "#2E75B6"
    assert keys["heading"]["1"]["size"] == "15pt"
    assert "numbering" not in keys["heading"]["1"]  # 一、 as the template has
    assert keys["heading"]["2"]["numbering"] == "1. "
    assert keys["header"]["left"] == "内部资料　注意保存"
    assert keys["page"]["number"]["pattern"] == "第 {page} 页 共 {pages} 页"
    assert keys["page"]["margin"]["top"] == "30mm"


def test_report_is_in_a_sans_face(learned: Callable[[str], Learned]) -> None:
    own = learned("report")
    keys = own.keys
    assert keys["fonts"]["hei"]["word"] == "微软雅黑"
    assert keys["body"]["font"] == "hei"
    assert keys["body"]["color"] == "#333333"
    assert keys["body"]["after"] == "6pt"
    assert keys["heading"]["1"]["numbering"] == "1 "
    assert keys["heading"]["2"]["numbering"] == "1.1 "
    assert keys["style"]["title"]["color"] == "#000000"  # not that of the text
    assert keys["style"]["table"]["font"] == "hei"  # what the sample does not show follows its text
    assert keys["page"]["footer"] is False
    assert "T072" in own.output
    styles = zipfile.ZipFile(own.template / "reference.docx").read("word/styles.xml").decode()
    assert 'w:ascii="Arial"' in styles


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_but_furniture_is_taken(learned: Callable[[str], Learned], name: str) -> None:
    own = learned(name)
    fixed = {"notice": "示例市教育局文件", "briefing": "内部资料　注意保存", "report": "\0"}[name]
    texts = [path.read_text(encoding="utf-8") for path in own.template.iterdir() if path.suffix != ".docx"]
    with zipfile.ZipFile(own.template / "reference.docx") as archive:
        texts += [archive.read(entry).decode("utf-8", "replace") for entry in archive.namelist()]
    taken = "\n".join(texts).replace(fixed, "")
    words = set(
        re.findall(r"[\u4e00-\u9fff]{4,}", "\n".join(p.text for p in docx.Document(str(own.sample)).paragraphs))
    )
    assert not [word for word in words if word in taken]
    assert "python-docx" not in taken  # who made the file


def test_a_folder_is_never_written_over(learned: Callable[[str], Learned]) -> None:
    own = learned("notice")
    before = {path.name: path.read_bytes() for path in own.template.iterdir()}
    done = run("style", "learn", own.sample.name, "-o", "templates/ours", cwd=own.sample.parent)
    assert done.returncode == 2
    assert "T071" in done.stderr
    assert "ours2" in done.stderr
    assert {path.name: path.read_bytes() for path in own.template.iterdir()} == before
    empty = own.sample.parent / "templates" / "empty"
    empty.mkdir()
    assert run("style", "learn", own.sample.name, "-o", "templates/empty", cwd=own.sample.parent).returncode == 2


@pytest.mark.parametrize("name", MAKERS)
def test_project_like_a_sample_builds(name: str, tmp_path: Path) -> None:
    sample = MAKERS[name](tmp_path / "sample.docx")
    done = run("new", "--like", sample.name, "project", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    source = (tmp_path / "project" / "seeds" / "draft.md").read_text(encoding="utf-8")
    front, body = source.split("---\n")[1:]
    assert "示例" not in source
    assert ("number: 某发[2025]1号" in front) == (name == "notice")
    assert ("to: [" in front) == (name == "notice")
    assert "## " in body
    done = run("build", cwd=tmp_path / "project")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "project" / "output" / "draft.pdf").is_file()
    assert (tmp_path / "project" / "output" / "draft.docx").is_file()


def test_what_is_no_sample_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("一个文本文件", encoding="utf-8")
    done = run("style", "learn", "a.docx", "-o", "ours", cwd=tmp_path)
    assert done.returncode == 2
    assert "T070" in done.stderr
    docx.Document().save(str(tmp_path / "b.docx"))
    done = run("style", "learn", "b.docx", "-o", "ours", cwd=tmp_path)
    assert done.returncode == 2
    assert "T070" in done.stderr
    assert not (tmp_path / "ours").exists()
