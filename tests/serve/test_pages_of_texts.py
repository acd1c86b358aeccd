"""The pages that are shown while somebody types are those that will be printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from jzdocs.build.pipeline import lay_out_pages, load
from jzdocs.build.preview import BuildMemory, PreviewedPages, PreviewedText, preview
from jzdocs.cache.store import Store
from jzdocs.editing.names import name_places
from jzdocs.editing.text_edits import Replacement, offset_at, replaced
from jzdocs.layout.line_cache import HeldLines
from jzdocs.project import project_of
from jzdocs.serve.pictures import drawn_pages, hashed_pages, rendered
from jzdocs.serve.places import page_boxes
from jzdocs.serve.workspace import Workspace, safe_name

SAMPLE = ROOT / "templates" / "examples" / "report.md"
TEXT = "---\ntitle: 供水简报\n---\n\n# 供水\n\n普及率由[96.5%]{#a}提高到[98.2%]{#b}，供水**能力**达到50万吨。\n\n- 甲县\n- 乙县\n"


def pages_of(path: Path, text: str, memory: BuildMemory) -> PreviewedPages:
    shown: list[PreviewedPages] = []
    preview(PreviewedText(path, project_of(path), text), memory, shown.append)
    return shown[0]


def fresh() -> BuildMemory:
    return BuildMemory(Store(None), HeldLines())


def test_held_lines_make_the_same_pages_as_new_ones(tmp_path: Path) -> None:
    path, memory = tmp_path / "a.md", fresh()
    texts = [
        TEXT,
        TEXT.replace("达到", "已达到"),
        TEXT.replace("- 甲县", "新的一段，有*强调*和English words。\n\n- 甲县"),
        TEXT,
    ]
    for text in texts:
        held, new = pages_of(path, text, memory), pages_of(path, text, fresh())
        assert held.pages.pages == new.pages.pages and held.pages.tags == new.pages.tags
    assert memory.lines.new == 0  # the last text needed nothing new


def test_they_are_the_pages_of_the_build(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    loaded = load(path, project_of(path), None)
    assert pages_of(path, TEXT, fresh()).pages == lay_out_pages(loaded, {}, None)[1]


def test_the_hash_of_a_page_is_that_of_what_it_prints(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    before = hashed_pages(pages_of(path, TEXT, fresh()))
    assert hashed_pages(pages_of(path, "<!-- 批注 -->\n\n" + TEXT.partition("---\n\n")[2], fresh())) != before
    renamed = hashed_pages(pages_of(path, TEXT.replace("{#a}", "{#c}"), fresh()))
    assert [page.hash for page in renamed[:-1]] == [page.hash for page in before[:-1]]  # sources list the names


def test_only_pages_that_are_asked_for_are_drawn(tmp_path: Path) -> None:
    shown = pages_of(tmp_path / "a.md", TEXT, fresh())
    pictures = hashed_pages(shown)
    others = {page.hash for page in pictures[1:]}
    drawn = drawn_pages(shown, pictures, others)
    assert drawn.hashes == tuple(dict.fromkeys(page.hash for page in pictures[1:]))
    assert rendered(drawn.pdf, 0, 1.0).startswith(b"\x89PNG")
    assert drawn_pages(shown, pictures, ()).hashes == ()


def test_every_text_of_a_page_leads_to_its_own_line(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    text = SAMPLE.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    shown = pages_of(path, text, fresh())
    boxes = [box for page in page_boxes(shown, hashed_pages(shown), path, text).values() for box in page]
    lines = text.split("\n")
    exact = [box for box in boxes if lines[box.line - 1][box.column - 1 : box.end_column - 1].strip()]
    assert boxes and len(exact) > 0.8 * len(boxes)


@pytest.mark.parametrize(
    "text",
    [
        "[1个]{#a.b}、@fact:a.b。\n",
        "@fact:{a.b}和@fact:a.b.c、@fact:a.b-c不同。\n",
        "---\nderived:\n  x.y: a.b - c.d\n---\n\na.b是文字。\n",
        '```chart #fig:x\ntitle: a.b\nrows:\n  a.b: [a.b, c.d]\n  "a.b: 甲": a.b\n```\n',
        '```keyfigures\ncards:\n  - figure: a.b\n    label: a.b\n    context: "共{a.b}"\n```\na.b\n',
    ],
)
def test_names_are_found_where_they_are_names(text: str) -> None:
    edits = [Replacement(start, end, "N") for start, end in name_places(text, "a.b")]
    expected = {
        "[1个]{#a.b}、@fact:a.b。\n": "[1个]{#N}、@fact:N。\n",
        "@fact:{a.b}和@fact:a.b.c、@fact:a.b-c不同。\n": "@fact:{N}和@fact:a.b.c、@fact:a.b-c不同。\n",
    }
    after = replaced(text, edits)
    assert after == expected.get(text, after)
    if "derived" in text:
        assert after == text.replace("a.b - ", "N - ")
    if "chart" in text:
        assert after == text.replace("[a.b,", "[N,").replace('甲": a.b', '甲": N')
    if "keyfigures" in text:
        assert after == text.replace("figure: a.b", "figure: N").replace("{a.b}", "{N}")


def test_offsets_never_leave_the_text() -> None:
    assert offset_at("ab\ncd", 2, 1) == 3 and offset_at("ab\ncd", 1, 9) == 2 and offset_at("ab", 9, 1) == 2


@pytest.mark.parametrize("name", ["../x", "a/b\\c", "con", "output", "", ".x", "a" * 300, "文\u202e稿", "x\x00y"])
def test_a_safe_name_is_one_that_every_system_takes(name: str, tmp_path: Path) -> None:
    safe = safe_name(name)
    (tmp_path / safe).write_text("x", encoding="utf-8")
    assert (
        not set(safe) & set('/\\:*?"<>|\x00\u202e')
        and not safe.startswith(".")
        and safe.lower() not in ("con", "output")
    )
    assert Workspace(tmp_path).new_folder(name)[1] == f"{safe}-2"
