"""The pages of docs/charts: each has an example that is built without a finding, and its picture."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from conftest import ROOT
from jzdocs.build import pipeline
from jzdocs.project import lone

PAGES = sorted((ROOT / "docs" / "charts").glob("*.md"))
_SPEC = importlib.util.spec_from_file_location("chart_pictures", ROOT / "tools" / "chart_pictures.py")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_example_of_a_page_is_built_and_shown(page: Path, tmp_path: Path) -> None:
    assert _SPEC is not None and _SPEC.loader is not None
    pictures = importlib.util.module_from_spec(_SPEC)
    _SPEC.loader.exec_module(pictures)
    (source,) = pictures.examples(page)
    path = tmp_path / "a.md"
    path.write_text(source, encoding="utf-8")
    found = [d for d in pipeline.check(path, lone(path)) if d.severity == "error"]
    assert found == []
    assert page.with_suffix(".png").exists() and f"]({page.stem}.png)" in page.read_text(encoding="utf-8")
    assert pictures.picture(source).width > 300
