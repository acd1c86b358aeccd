"""The templates to choose from, with pictures of pages that they make."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.build.preview import PreviewedPages, PreviewedText, preview
from jzdocs.editing.memory_store import memory_of
from jzdocs.editing.worker import Send
from jzdocs.errors import DocumentError
from jzdocs.messages.catalogue import text
from jzdocs.messages.message import Language, message
from jzdocs.project import project_of
from jzdocs.resources import resource_root
from jzdocs.serve.pictures import drawn_pages, hashed_pages
from jzdocs.serve.workspace import Workspace

_OWN_KINDS = {"briefing": "briefing", "report": "briefing"}
_EXAMPLES = {"gongwen-letter": "letter", "gongwen-minutes": "minutes", "gongwen-order": "order"}
_MOST_PAGES = 6
_FILES = ("document.md.j2", "style.toml")


def template_folders(workspace: Workspace) -> dict[str, Path]:
    """Return the folders of all templates by name: the project's own go before those of jzdocs."""
    roots = [resource_root() / "templates"]
    if workspace.project:
        roots.append(workspace.project.root / "templates")
    out: dict[str, Path] = {}
    for root in roots:
        for folder in sorted(root.iterdir()) if root.is_dir() else ():
            if any((folder / name).is_file() for name in _FILES):
                out[folder.name] = folder
    return out


def template_records(workspace: Workspace, language: Language) -> list[dict[str, Any]]:
    """Return the templates as the browser gets them."""
    shipped = resource_root() / "templates"
    records = []
    for name, folder in template_folders(workspace).items():
        is_shipped = folder.parent == shipped
        kind = _OWN_KINDS.get(name, "official") if is_shipped else "own"
        key = name.replace("-", "_") if is_shipped else "own"
        records.append(
            {
                "name": name,
                "title": text(message(f"serve.template.{key}", name=name), language),
                "description": text(message(f"serve.template.{key}_about", name=name), language),
                "kind": kind,
                "pictures": [f"/api/templates/{name}/1.png"],
            }
        )
    return records


class ExampleJob(Struct, frozen=True):
    """A template whose look is asked for: its name, the text that shows it, and the folder of the project."""

    name: str
    text: str
    root: Path


class ExamplePages(Struct, frozen=True):
    """Pages of an example as a PDF."""

    pdf: bytes
    count: int


def example_of(name: str) -> str:
    """Return a text that shows a template: the example that comes with it, else a short one."""
    folder = resource_root() / "templates" / "examples"
    file = folder / f"{_EXAMPLES.get(name, name)}.md"
    if not file.is_file():
        file = folder / "briefing.md"
    return file.read_text(encoding="utf-8")


def example_pages(job: ExampleJob, _: Send) -> ExamplePages:
    """Return the first pages that a template makes of its example."""
    shown: list[PreviewedPages] = []
    path = job.root / "example.md"
    preview(PreviewedText(path, project_of(path), job.text, job.name), memory_of(path), shown.append)
    if not shown:
        raise DocumentError("X180")
    first = replace(shown[0], pages=replace(shown[0].pages, pages=shown[0].pages.pages[:_MOST_PAGES]))
    pictures = hashed_pages(first)
    drawn = drawn_pages(first, pictures, {picture.hash for picture in pictures})
    return ExamplePages(drawn.pdf, len(drawn.hashes))
