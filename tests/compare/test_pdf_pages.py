"""Two PDFs next to each other: exactly what changed is marked, where it stands, and a page that moved is no change."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pypdfium2
import pytest

from builds import CHANGED, SOURCE, build
from command import run
from jzdocs.compare.pdf_pages import PagePair, PdfText, pairs, read_pdf, side_by_side
from jzdocs.errors import DocumentError

FILL = "\n\n".join(
    f"第{n}段说的是别的事，与前后都不相干，只为把页面填满，好让后面的内容换到另一页上去。" * 3
    for n in "一二三四五六七八九十"
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("side")
    text = SOURCE.replace("不变的一段。", f"不变的一段。\n\n{FILL}")
    changed = CHANGED.replace("不变的一段。", f"不变的一段。\n\n新添的一段，{'它很长，' * 60}到此为止。\n\n{FILL}")
    return build(folder / "old", text), build(folder / "new", changed)


@pytest.fixture(scope="module")
def reads(folders: tuple[Path, Path]) -> tuple[PdfText, PdfText]:
    return read_pdf(folders[0] / "a.pdf"), read_pdf(folders[1] / "a.pdf")


def marked(path: Path, found: list[PagePair], side: str) -> str:
    """The text below the marks, as a PDF reader finds it."""
    pdf = pypdfium2.PdfDocument(str(path))
    out = []
    for pair in found:
        number, boxes = (pair.before, pair.gone) if side == "old" else (pair.after, pair.new)
        for box in boxes:
            assert number is not None
            page = pdf[number]
            height = page.get_height()
            text = page.get_textpage().get_text_bounded(
                box.left + 0.5, height - box.bottom + 0.5, box.right - 0.5, height - box.top - 0.5
            )
            out.append(re.sub(r"\s", "", text))
    return "|".join(out)


def test_what_changed_is_marked_and_nothing_else(folders: tuple[Path, Path], reads: tuple[PdfText, PdfText]) -> None:
    found = pairs(*reads)
    gone, new = (marked(folder / "a.pdf", found, side) for folder, side in zip(folders, ("old", "new"), strict=True))
    assert gone.startswith("24.6%|1.2|项目约|12|个|") and new.startswith("38.2%|1.5|新增|3|处|")
    assert "要删的一段" in gone and "要删" not in new
    assert "新添的一段" in new and "不相干" not in gone + new  # it moved, and says what it said
    assert "第1页" not in gone + new and "第2页" not in gone + new  # artifacts are no text


def test_pages_that_share_their_text_stand_together(reads: tuple[PdfText, PdfText]) -> None:
    old, new = reads
    found = pairs(old, new)
    assert [p.after for p in found if p.after is not None] == list(range(len(new.sizes)))
    assert [p.before for p in found if p.before is not None] == list(range(len(old.sizes)))
    assert (found[0].before, found[0].after) == (0, 0)
    assert all(p.same for p in pairs(old, old))


def test_figures_before_and_after(folders: tuple[Path, Path]) -> None:
    shown = side_by_side(folders[0] / "a.pdf", folders[1] / "a.pdf")
    (figure,) = shown.figures
    assert figure.alt == "乙。" and figure.before != figure.after and figure.before.startswith("data:image/png;base64,")
    same = side_by_side(folders[0] / "a.pdf", folders[0] / "a.pdf")
    assert not same.figures and all((pair.before, pair.after) == ("", "") for pair in same.pairs)


def test_the_page_stands_alone(folders: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = map(str, folders)
    done = run("diff", old, new, "--out", "changes.html", cwd=tmp_path, LANG="zh_CN.UTF-8")
    assert done.returncode == 0 and done.stderr == "changes.html\n"
    assert "24.6% → 38.2%  （+13.6个百分点）  第1页" in done.stdout
    text = (tmp_path / "changes.html").read_text(encoding="utf-8")
    page = lxml.html.fromstring(text.encode())
    assert page.get("lang") == "zh" and not re.findall(r'(?:src|href)="(?!data:|#)', text)
    anchors = {e.get("id") for e in page.iter("h3")}
    assert {a.get("href")[1:] for a in page.iter("a") if a.get("href")} <= anchors
    assert all(img.get("alt") for img in page.iter("img"))
    marks = [dict(part.split(":") for part in i.get("style").split(";")) for i in page.iter("i")]
    assert marks and all(0 <= float(m["left"][:-1]) <= 100 and 0 < float(m["width"][:-1]) < 100 for m in marks)
    assert "<td>rate</td>" in text and "+13.6个百分点" in text
    assert [h.text_content() for h in page.iter("h1", "h2")] == ["两次生成的变化", "数字", "文字", "图表", "页面"]
    assert [h.text_content() for h in page.iter("th")] == ["数字", "原", "现", "差", "幅度", "位置"]
    assert {img.get("alt") for img in page.iter("img")} >= {"原第1页", "现第1页", "原图：乙。", "现图：乙。"}


def test_what_cannot_be_compared_is_told(folders: tuple[Path, Path], tmp_path: Path) -> None:
    done = run("diff", *map(str, folders), "--out", "changes.txt", cwd=tmp_path)
    assert done.returncode == 2 and "error[X049]" in done.stderr
    (tmp_path / "a.pdf").write_bytes(b"no PDF")
    with pytest.raises(DocumentError, match="not a PDF"):
        read_pdf(tmp_path / "a.pdf")
