"""Pages of docs/ and generated pages → a folder of Markdown for each language, as mkdocs reads it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from docsite import reference
from docsite.gallery import ROOT, gallery_page
from docsite.nav import LANGUAGES, PAGES, Language
from jzdocs import schemas

DOCS = ROOT / "docs"
_MAKERS: dict[str, Callable[[Language], str]] = {
    "gallery.md": gallery_page,
    "style.md": reference.style_page,
    "codes.md": reference.codes_page,
    "schemas.md": reference.schemas_page,
    "python-reference.md": reference.python_page,
}
_FENCE = re.compile(r" *(`{3,})")
_ITEM = re.compile(r" *(?:[-*]|\d+\.) ")
_OUTSIDE = re.compile(r"(\]\()((?:\.\./)+)([\w./-]+)(#[\w-]+)?\)")


def assemble(folder: Path, pictures: Path) -> None:
    """Write the Markdown of each language into folders of their names; `pictures` are those of the gallery."""
    for language in LANGUAGES:
        target = folder / language
        target.mkdir(parents=True)
        for page in PAGES:
            text = _MAKERS[page.file](language) if page.file in _MAKERS else _own_page(page.file, language)
            (target / page.file).write_text(_adapted(text, target), encoding="utf-8")
        for page in (DOCS / "charts").glob("*.md") if language == "en" else ():
            (target / "charts").mkdir(exist_ok=True)
            (target / "charts" / page.name).write_text(_chart_page(page), encoding="utf-8")
        for path in [*DOCS.glob("*.png"), *(DOCS / "recipes").iterdir(), *(DOCS / "assistant").glob("*")]:
            place = target / path.relative_to(DOCS)
            place.parent.mkdir(exist_ok=True)
            shutil.copy(path, place)
        shutil.copytree(pictures, target / "gallery")
        _write_schemas(target / "schemas", language)


def _own_page(name: str, language: Language) -> str:
    """Return a page that is written by hand; ARCHITECTURE.md is one in English."""
    if language == "en" and name == "architecture.md":
        return (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    return ((DOCS / "zh" if language == "zh" else DOCS) / name).read_text(encoding="utf-8")


def _chart_page(page: Path) -> str:
    """Return a page about a kind of chart, with the picture of the gallery in the place of its own."""
    text = page.read_text(encoding="utf-8")
    return _spaced(text.replace(f"]({page.stem}.png)", f"](../gallery/{page.stem}.png)"))


def _write_schemas(folder: Path, language: Language) -> None:
    folder.mkdir()
    for name in schemas.NAMES:
        text = json.dumps(schemas.schema(name, language), ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _adapted(text: str, target: Path) -> str:
    """Return a page as mkdocs needs it; files outside docs/ that it refers to are copied beside it."""

    def with_copy(match: re.Match[str]) -> str:
        if match[2] == "../" and (DOCS / match[3]).is_file():  # a page in Chinese, of what both languages share
            return f"{match[1]}{match[3]})"
        path = ROOT / match[3]
        if not path.is_file():
            return match[0]
        place = target / "files" / match[3].replace("/", "-")
        place.parent.mkdir(exist_ok=True)
        place = place.with_name(place.name + ".txt") if path.suffix == ".md" else place
        shutil.copy(path, place)
        return f"{match[1]}files/{place.name})"

    return _spaced(_OUTSIDE.sub(with_copy, text).replace("](recipes/)", "](#)"))


def _spaced(text: str) -> str:
    """Return Markdown as Python-Markdown reads it: lists behind a blank line, what belongs to an item by four
    spaces."""
    lines: list[str] = []
    fence = ""
    for line in _dedented(text.split("\n")):
        match = _FENCE.match(line)
        if match and (not fence or match[1] == fence):
            fence = "" if fence else match[1]
        starts_list = not fence and _ITEM.match(line) and not line.startswith(" ")
        if starts_list and lines and lines[-1].strip() and not _ITEM.match(lines[-1]) and not lines[-1].startswith(" "):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)


def _dedented(lines: list[str]) -> Iterator[str]:
    """Yield lines; those below an item by two spaces stand below it by four."""
    in_item = False
    for line in lines:
        if line and not line.startswith(" "):
            in_item = bool(_ITEM.match(line))
        yield f"  {line}" if in_item and line.startswith("  ") and not line.startswith("    ") else line
