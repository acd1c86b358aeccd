"""Cached lines are those of the same paragraph in the same column: whatever a line depends on is part of its key."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from jzdocs.build import pipeline
from jzdocs.build.incremental import program_version
from jzdocs.cache.store import Store
from jzdocs.frames import HEADER
from jzdocs.layout.line_cache import LineCache
from jzdocs.layout.measure import Span
from jzdocs.layout.setter import Setter, set_paragraph
from jzdocs.project import Project
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import pt

TEXT = "全市绿化覆盖面积由9208万平方米增至9741万平方米，公园面积由941万平方米增至1145万平方米，生态基底更加厚实。" * 2


def test_each_measure_is_part_of_the_key(sheet: Stylesheet) -> None:
    spans = [Span(TEXT, "song", pt(12), "000000")]
    measures = (pt(400), pt(24), pt(14))
    base = LineCache.key(spans, sheet.body, measures, 3)[0]
    assert LineCache.key(spans, sheet.body, measures, 9)[0] == base  # the same paragraph in another build
    changed = [tuple(m + (i == place) for i, m in enumerate(measures)) for place in range(3)]
    others = [LineCache.key(spans, sheet.body, other, 3)[0] for other in changed]
    others.append(LineCache.key(spans, replace(sheet.body, align="left"), measures, 3)[0])
    others.append(LineCache.key(spans, sheet.body, measures, HEADER)[0])
    others += [LineCache.key([spans[0]._replace(**{name: value})], sheet.body, measures, 3)[0] for name, value in OTHER]
    assert len({base, *others}) == len(others) + 1


OTHER = [
    ("text", TEXT[1:]),
    ("face", "hei"),
    ("size", pt(11)),
    ("color", "1F4E79"),
    ("href", "#a"),
    ("rise", 100),
    ("tag", 5),
    ("ruby", "a"),
    ("stretch", 1.01),
    ("dots", True),
    ("anchor", "a"),
]


@pytest.mark.parametrize("width", [pt(300), pt(301)])
def test_a_column_of_another_width_gets_its_own_lines(
    tmp_path: Path, sheet: Stylesheet, faces: Faces, width: int
) -> None:
    store = Store(tmp_path / "store")
    parts = [[Span(TEXT, "song", pt(12), "000000")]]
    first = LineCache(store, "a", faces)
    set_paragraph(Setter(sheet, faces, line_cache=first), parts, sheet.body, pt(300), tag=1)
    first.save()
    second = LineCache(store, "a", faces)
    lines = set_paragraph(Setter(sheet, faces, line_cache=second), parts, sheet.body, width, tag=1)
    assert second.new == (width != pt(300))
    assert lines == set_paragraph(Setter(sheet, faces), parts, sheet.body, width, tag=1)


def test_other_margins_give_other_lines(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    (folder / "templates" / "ours").mkdir(parents=True)
    (folder / "a.md").write_text(f"---\ntitle: 题\ntemplate: ours\n---\n\n{TEXT * 3}\n", encoding="utf-8")
    project = Project(folder, folder, folder / "output", "ours", ("pdf",))
    store = Store(tmp_path / "store", version=program_version())
    files = []
    for inner in ("20mm", "50mm"):
        margin = f'{{ top = "30mm", bottom = "30mm", inner = "{inner}", outer = "20mm" }}'
        (folder / "templates" / "ours" / "style.toml").write_text(
            f'extends = "report"\n[page]\nmargin = {margin}\n', encoding="utf-8"
        )
        cached = pipeline.build(folder / "a.md", project, None, ("pdf",), helpers=pipeline.Helpers(store=store)).files[
            "a.pdf"
        ]
        assert cached == pipeline.build(folder / "a.md", project, None, ("pdf",)).files["a.pdf"]
        files.append(cached)
    assert files[0] != files[1]
