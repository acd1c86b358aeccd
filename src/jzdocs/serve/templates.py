"""The templates to choose from, with pictures of pages that they make."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jzdocs.messages.catalogue import text
from jzdocs.messages.message import Language, message
from jzdocs.resources import resource_root
from jzdocs.serve.workspace import Workspace

_OWN_KINDS = {"briefing": "briefing", "report": "briefing"}
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
