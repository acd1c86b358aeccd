"""The pages of the site: each is there in both languages, the generated ones are whole, and a warning ends the build."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

import jzdocs
from conftest import ROOT
from docsite import gallery, reference
from docsite.assemble import _MAKERS, _spaced, assemble
from docsite.nav import GENERATED, LANGUAGES, PAGES, PARTS
from docsite.words import WORDS
from jzdocs import schemas
from jzdocs.charts.kinds import KINDS
from jzdocs.codes import CODES
from jzdocs.messages.catalogue import FAMILIES
from jzdocs.style.schema import TEXT_STYLES

HAN = re.compile("[一-鿿]")


def test_every_page_is_there_in_both_languages() -> None:
    by_hand = {page.file for page in PAGES} - set(GENERATED)
    assert set(GENERATED) == set(_MAKERS)
    assert {path.name for path in (ROOT / "docs/zh").glob("*.md")} == by_hand
    assert {path.name for path in (ROOT / "docs").glob("*.md")} == by_hand - {"architecture.md"}
    for path in (ROOT / "docs/zh").glob("*.md"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        assert HAN.search(path.read_text(encoding="utf-8")) and lines
    assert all(HAN.search(pair[0]) or key == "schemas" for key, pair in WORDS.items())


def test_every_code_has_cause_example_and_cure() -> None:
    for language in LANGUAGES:
        page = reference.codes_page(language)
        sections = dict(re.findall(r"^### (\w\d{3})\n(.*?)(?=^##|\Z)", page, re.M | re.S))
        assert set(sections) == set(CODES)
        for code, section in sections.items():
            meaning, example = CODES[code][language == "zh"]
            assert example.splitlines()[0] in section, code
            assert len(re.findall(r"^\|", section, re.M)) >= 3, f"{code}: nothing is said, or no cure"
            assert not re.search(r"(?<!\\)\|\s*\|$", section, re.M), f"{code}: no cure"
            assert reference._plain(meaning) in section
        assert all(f"## {family}" in page for family in FAMILIES)


def test_what_a_message_holds_is_no_markdown() -> None:
    assert reference._plain("write {{#name}} and {text!r} | <b> *x*") == r"write \{\#name\} and 〈text〉 \| \<b\> \*x\*"


def test_every_key_of_the_stylesheet() -> None:
    for language in LANGUAGES:
        page = reference.style_page(language)
        for section, struct in reference._sections(reference.StyleKeys, ""):
            part = page.split(f"## \\[{section}\\]\n" if section else "## style.toml\n")[1].split("\n## ")[0]
            assert all(f"| `{key}` |" in part for key in struct.__struct_fields__)
        assert all(f"`{name}`" in page for name in TEXT_STYLES)
    assert "| `31mm` |" in page and "`justify`、`left`" in page


def test_schemas_and_kinds() -> None:
    page = reference.schemas_page("zh")
    assert all(f"schemas/{name}.json" in page for name in schemas.NAMES)
    assert all(f"[`{kind}`](gallery.md#{kind})" in page for kind in KINDS)


def test_every_public_name_of_python() -> None:
    page = reference.python_page("en")
    for name in jzdocs.__all__:
        assert name.startswith("__") or f"\n## {name}\n" in page
    assert "### Document.chart" in page and ">>> " in page and "title: str = ''" in page
    assert "def " not in page.replace("def draw", "")


def test_the_gallery_has_every_kind_and_template() -> None:
    names = [entry.name for entry in gallery.entries()]
    assert len(names) == len(set(names))
    shipped = {path.parent.name for path in (ROOT / "templates").glob("*/style.toml")}
    assert set(KINDS) | shipped <= set(names)
    for entry in gallery.entries():
        assert entry.name not in KINDS or f"kind: {entry.name}\n" in entry.source
    page = gallery.gallery_page("zh")
    assert all(f"### {name}\n" in page and f"(gallery/{name}.png)" in page for name in names)


@pytest.mark.parametrize("name", ["python", "bar", "gongwen-letter"])  # all of them: `make site`
def test_a_picture_is_drawn(name: str) -> None:
    (entry,) = (entry for entry in gallery.entries() if entry.name == name)
    assert gallery.draw(entry).width > 300


def test_a_source_with_errors_ends_it() -> None:
    (entry,) = (entry for entry in gallery.entries() if entry.name == "bar")
    with pytest.raises(gallery.FaultyEntryError, match=r"bar: .*F00"):
        gallery.draw(replace(entry, source=entry.source.replace("榆次区: a\n", "榆次区: none\n")))


def test_sources_of_the_gallery_have_no_finding() -> None:
    from jzdocs.build import pipeline
    from jzdocs.project import project_of

    for path in sorted((ROOT / "docs/gallery").glob("*.md")):
        assert list(pipeline.check(path, project_of(path))) == []


def test_pages_are_put_together(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/bar.png").write_bytes(b"x")
    assemble(tmp_path / "pages", tmp_path / "pictures")
    for language in LANGUAGES:
        folder = tmp_path / "pages" / language
        assert {page.file for page in PAGES} <= {path.name for path in folder.iterdir()}
        assert (folder / "schemas/style.json").is_file() and (folder / "gallery/bar.png").is_file()
        assert (folder / "recipes/monthly.sh").is_file() and (folder / "pages.png").is_file()
    style = (tmp_path / "pages/en/source.md").read_text(encoding="utf-8")
    assert "](files/templates-report-style.toml)" in style
    assert "](pages.png)" in (tmp_path / "pages/zh/index.md").read_text(encoding="utf-8")
    assert "](../gallery/bullet.png)" in (tmp_path / "pages/en/charts/bullet.md").read_text(encoding="utf-8")


def test_lists_are_read_as_lists() -> None:
    assert _spaced("text:\n- a\n  more\n- b\n") == "text:\n\n- a\n    more\n- b\n"
    assert _spaced("```\ntext\n- a\n```\n") == "```\ntext\n- a\n```\n"


def rendered(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Any:
    pytest.importorskip("material")
    from docsite import render

    monkeypatch.setattr(render, "PARTS", (replace(PARTS[0], pages=PARTS[0].pages[:1]),))
    for language in LANGUAGES:
        (folder / "pages" / language).mkdir(parents=True)
        (folder / "pages" / language / "index.md").write_text(text, encoding="utf-8")
    render.render(folder / "pages", folder / "site")
    return folder / "site"


def test_a_site_fetches_nothing_and_finds_chinese_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from docsite.links import faults

    site = rendered(tmp_path, monkeypatch, "# 题\n\n再生水利用率提高。\n\n[x](#题)\n")
    assert faults(site) == []
    assert {"zh", "en", "index.html"} <= {path.name for path in site.iterdir()}
    index = (site / "zh/search/search_index.json").read_text(encoding="utf-8")
    assert "再生\u200b水\u200b利用率" in "".join(entry["text"] for entry in json.loads(index)["docs"])
    assert 'href="../en/index.html"' in (site / "zh/index.html").read_text(encoding="utf-8")
    assert not list(site.rglob("*.map"))


@pytest.mark.parametrize("link", ["[x](none.md)", "[x](#none)", "[x](index.md#none)", "![x](none.png)"])
def test_a_broken_link_ends_the_build(link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from docsite.render import WarnedError

    with pytest.raises(WarnedError, match="none"):
        rendered(tmp_path, monkeypatch, f"# 题\n\n{link}\n")


def test_ci_makes_the_site_into_a_folder_that_git_ignores() -> None:
    assert "make site\n" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "--out build/site" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "/build/\n" in (ROOT / ".gitignore").read_text(encoding="utf-8")
    assert yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["using"] == "composite"
