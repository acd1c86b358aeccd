"""The gallery: every kind of chart and every template as a picture with its source.

The sources are those of docs/gallery, the examples of docs/charts and those of templates/examples. The pictures are
made with the site, never kept in the repository, so that they show what jzdocs draws now.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pypdfium2
from msgspec import Struct
from PIL import Image

from chart_pictures import examples, inked
from docsite.nav import Language
from docsite.words import word
from jzdocs.build import pipeline
from jzdocs.charts.kinds import KINDS
from jzdocs.project import Project, find_project, lone

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "docs" / "gallery"
CHARTS = ROOT / "docs" / "charts"
TEMPLATES = {
    "report": SOURCES / "report.md",
    "briefing": ROOT / "templates" / "examples" / "briefing.md",
    "gongwen": ROOT / "templates" / "examples" / "gongwen.md",
    "gongwen-letter": ROOT / "templates" / "examples" / "letter.md",
    "gongwen-order": ROOT / "templates" / "examples" / "order.md",
    "gongwen-minutes": ROOT / "templates" / "examples" / "minutes.md",
}
_CHART_DPI, _PAGE_DPI, _MOST_PAGES = 100, 60, 3
_GAP = 12


class Entry(Struct, frozen=True):
    """An entry of the gallery: its name, its source, the template that it is built with ("": its own), whether whole
    pages are shown, and a page of docs/ that says more ("": none)."""

    name: str
    source: str
    template: str = ""
    is_template: bool = False
    more: str = ""


class FaultyEntryError(Exception):
    """A source of the gallery that has errors."""


def entries() -> list[Entry]:
    """Return the entries: charts in the order of the registry, then templates. Raises KeyError for a kind or template
    that has none."""
    own = {path.stem: path.read_text(encoding="utf-8") for path in SOURCES.glob("*.md")}
    pages = {page.stem: examples(page)[0] for page in CHARTS.glob("*.md")}
    charts = [Entry(kind, own.get(kind) or pages[kind], more=f"charts/{kind}.md" * (kind in pages)) for kind in KINDS]
    charts += [Entry(name, pages[name], more=f"charts/{name}.md") for name in ("multiples", "cells")]
    shipped = sorted(path.parent.name for path in (ROOT / "templates").glob("*/style.toml"))
    return charts + [
        Entry(name, TEMPLATES[name].read_text(encoding="utf-8"), name, is_template=True) for name in shipped
    ]


def draw(entry: Entry) -> Image.Image:
    """Return the picture of an entry: what stands on the first page of a chart's source, or the first pages of a
    template's. Raises FaultyEntryError where the source has errors."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(SOURCES / "figures", Path(folder) / "figures")
        shutil.copy(SOURCES / "jzdocs.toml", folder)
        path = Path(folder) / "example.md"
        path.write_text(entry.source, encoding="utf-8")
        built = pipeline.build(path, _project(path), template=entry.template or None, formats=("pdf",))
    if built.report.errors:
        raise FaultyEntryError(f"{entry.name}: " + "\n".join(map(str, built.report)))
    document = pypdfium2.PdfDocument(built.files["example.pdf"])
    dpi = _PAGE_DPI if entry.is_template else _CHART_DPI
    count = min(_MOST_PAGES, len(document)) if entry.is_template else 1
    pages = [document[number].render(scale=dpi / 72).to_pil().convert("RGB") for number in range(count)]
    return _side_by_side(pages) if entry.is_template else inked(pages[0])


def _project(path: Path) -> Project:
    return find_project(path.parent) or lone(path)


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    width = sum(page.width + _GAP for page in pages) + _GAP
    sheet = Image.new("RGB", (width, max(page.height for page in pages) + 2 * _GAP), "#D9D9D9")
    left = _GAP
    for page in pages:
        sheet.paste(page, (left, _GAP))
        left += page.width + _GAP
    return sheet


def save_pictures(folder: Path) -> None:
    """Draw every entry into a folder, on two cores."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = entries()
    with ProcessPoolExecutor(2) as pool:
        for entry, picture in zip(listed, pool.map(draw, listed), strict=True):
            picture.quantize(64).save(folder / f"{entry.name}.png", optimize=True)


def gallery_page(language: Language) -> str:
    """Return the page of the gallery; its pictures lie in `gallery/`."""
    lines = [f"# {word('gallery', language)}", "", word("gallery.about", language), ""]
    part = ""
    for entry in entries():
        heading = word("gallery.templates" if entry.is_template else "gallery.charts", language)
        if heading != part:
            lines += [f"## {heading}", ""]
            part = heading
        lines += _section(entry, language)
    return "\n".join(lines) + "\n"


def _section(entry: Entry, language: Language) -> list[str]:
    chinese = KINDS[entry.name].chinese if entry.name in KINDS else ""
    more = f"[{word('more', language)}]({entry.more})" if entry.more and language == "en" else ""
    alt = re.search(r"^alt: (.*)$", entry.source, re.M)
    shown = alt[1] if alt and not entry.is_template else entry.name
    head = [f"### {entry.name}", "", f"{chinese} {more}".strip(), "", f"![{shown}](gallery/{entry.name}.png)", ""]
    source = [f"    {line}".rstrip() for line in ("````markdown", *entry.source.rstrip().splitlines(), "````")]
    return [*head, f'??? note "{word("source", language)}"', "", *source, ""]
