"""What the Word file counts: numbers of headings, pages of parts, characters of its properties."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from msgspec.structs import replace

from jzdocs.build import pipeline
from jzdocs.model.nodes import Meta
from jzdocs.project import lone
from jzdocs.word import package
from jzdocs.word.numbering import heading_level
from reading import W, part

STYLE = """extends = "briefing"
[page]
number = { pattern = "{page}", count = "part" }
"""
PARTS = "---\ntitle: 三章\n---\n\n# 甲\n\n字。\n\n# 乙\n\n字。\n\n# 丙\n\n字。\n"


def text(element: Any) -> str:
    return "".join(element.itertext())


@pytest.mark.parametrize(
    ("level", "pattern", "shown"),
    [
        (0, "1.1", "%1"),
        (1, "1.1", "%1.%2"),
        (2, "1.1", "%2.%3"),
        (2, "1.1.1", "%1.%2.%3"),
        (1, "1.1.1", "%1.%2"),
        (3, "第1.1节　", "第%3.%4节　"),
        (1, "（一）", "（%2）"),
        (2, "①", "%3"),
        (2, "1．", "%3．"),
    ],
)
def test_a_heading_shows_the_numbers_of_as_many_levels_as_its_pattern(level: int, pattern: str, shown: str) -> None:
    level_of_list = heading_level(level, pattern)
    assert level_of_list.find(f"{W}lvlText").get(f"{W}val") == shown
    assert (level_of_list.find(f"{W}isLgl") is not None) == (shown.count("%") > 1)


def test_keywords_are_cut_to_what_a_property_may_hold() -> None:
    word = docx.Document()
    package.set_properties(word, Meta(title="题", keywords=("水" * 200, "网" * 200)))
    assert word.core_properties.keywords == "水" * 200 + "、" + "网" * 54


def test_each_part_counts_its_own_pages_behind_its_number(tmp_path: Path) -> None:
    template = tmp_path / "templates" / "parts"
    template.mkdir(parents=True)
    (template / "style.toml").write_text(STYLE, encoding="utf-8")
    (template / "document.md.j2").write_text("{{ body }}\n", encoding="utf-8")
    source = tmp_path / "a.md"
    source.write_text(PARTS, encoding="utf-8")
    built = pipeline.build(source, replace(lone(source), root=tmp_path), "parts", ("docx",))
    assert not built.report.errors, list(map(str, built.report))
    path = tmp_path / "a.docx"
    path.write_bytes(built.files["a.docx"])
    sections = list(part(path, "word/document.xml").iter(f"{W}sectPr"))
    starts = [s.find(f"{W}pgNumType") for s in sections]
    assert [s is not None and s.get(f"{W}start") for s in starts] == ["1"] * 3
    names = [r.target_ref for r in docx.Document(str(path)).part.rels.values() if r.reltype.endswith("/footer")]
    shown = sorted(text(part(path, f"word/{name}")).replace(" PAGE ", "") for name in names)
    assert shown == ["1-1", "2-1", "3-1"]
