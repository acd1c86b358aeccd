"""What an assistant can read of jzdocs itself: templates, examples of documents, the documentation, the codes."""

from __future__ import annotations

import json
from pathlib import Path

from jzdocs.codes import CODES
from jzdocs.errors import UsageError
from jzdocs.files import read_file
from jzdocs.messages.language import user_language
from jzdocs.messages.message import LANGUAGES, message
from jzdocs.resources import resource_root

_PAGES = ("source", "data", "python", "official-check", "ofd", "scripts", "recipes", "mcp")
_SKILL = "assistant"  # the page that tells an assistant how to work
_CODES = "codes"  # made from the catalogue
_CHARTS = "charts"  # the folder of pages about kinds of charts


def page_names() -> list[str]:
    """Return the names of the pages of the documentation, the one for assistants first."""
    charts = sorted(f"chart-{path.stem}" for path in (_docs() / _CHARTS).glob("*.md"))
    return [_SKILL, *(name for name in _PAGES if (_docs() / f"{name}.md").is_file()), *charts, _CODES]


def page(name: str) -> str:
    """Return a page of the documentation, in Markdown. Raises UsageError for a name that there is not."""
    if name not in page_names():
        raise UsageError("X243", kind=message("mcp.page"), name=name, names=", ".join(page_names()))
    if name == _CODES:
        return _codes()
    if name == _SKILL:
        path = _docs() / "assistant" / "SKILL.md"
    elif name.startswith("chart-"):
        path = _docs() / _CHARTS / f"{name.removeprefix('chart-')}.md"
    else:
        path = _docs() / f"{name}.md"
    return read_file(path).decode()


def template_names(root: Path) -> list[str]:
    """Return the names of the templates that documents below `root` can be built with: its own, then those that come
    with jzdocs."""
    return list(dict.fromkeys(path.name for folder in _template_folders(root) for path in _templates_in(folder)))


def template(root: Path, name: str) -> str:
    """Return a template: how it assembles a document, and its stylesheet, as JSON. Raises UsageError for a name that
    there is not."""
    folder = next((f / name for f in _template_folders(root) if name in {p.name for p in _templates_in(f)}), None)
    if folder is None:
        names = ", ".join(template_names(root))
        raise UsageError("X243", kind=message("mcp.template"), name=name, names=names)
    files = {
        part: read_file(folder / part).decode()
        for part in ("document.md.j2", "style.toml")
        if (folder / part).is_file() and (folder / part).resolve().is_relative_to(folder.resolve())
    }
    example = resource_root() / "templates" / "examples" / f"{name}.md"
    if example.is_file():
        files["example.md"] = read_file(example).decode()
    return json.dumps({"name": name, "files": files}, ensure_ascii=False, indent=2)


def _template_folders(root: Path) -> list[Path]:
    return [root / "templates", resource_root() / "templates"]


def _templates_in(folder: Path) -> list[Path]:
    """Return the templates in a folder, by name, without links that lead out of it."""
    if not folder.is_dir():
        return []
    inside = (path for path in folder.iterdir() if path.resolve().is_relative_to(folder.resolve()))
    return sorted(path for path in inside if any((path / part).is_file() for part in ("style.toml", "document.md.j2")))


def _docs() -> Path:
    return resource_root() / "docs"


def _codes() -> str:
    index = LANGUAGES.index(user_language())
    lines = [f"- {code}: {pairs[index][0]} ({pairs[index][1]})" for code, pairs in CODES.items()]
    return "\n".join(["# Codes", "", *lines, ""])
