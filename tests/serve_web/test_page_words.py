"""What the page repeats of the program stays in step with it, and what is bundled brings its licence."""

from __future__ import annotations

import json
import re
from pathlib import Path

from conftest import ROOT
from jzdocs.charts.kinds import KINDS

WEB = ROOT / "web"


def test_the_page_names_the_kinds_of_charts_that_there_are() -> None:
    source = (WEB / "src" / "chart_kinds.ts").read_text(encoding="utf-8")
    named = dict(re.findall(r'^  (\w+): \["([^"]+)", "[^"]+"\],$', source, re.M))
    assert named == {kind.name: kind.chinese for kind in KINDS.values() if kind.name != "python"}


def test_every_package_has_an_exact_version_and_no_address() -> None:
    package = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    lock = (WEB / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in re.sub(r'"url": "[^"]*"', "", lock)  # where to support a package's authors is no registry


def test_licences_of_what_is_bundled_are_handed_on(bundle: Path) -> None:
    licences = (bundle / "licences.txt").read_text(encoding="utf-8")
    for name in ("@codemirror/view", "@lezer/markdown", "style-mod"):
        assert re.search(rf"^{re.escape(name)} \d", licences, re.M)
    assert "MIT" in licences


def test_nothing_in_the_page_names_another_host(bundle: Path) -> None:
    page = (bundle / "index.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "style=" not in page
    assert "//" not in re.sub(r"<!.*?>", "", page)
