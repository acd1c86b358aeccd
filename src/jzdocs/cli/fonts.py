"""`jzdocs fonts`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import to_builtins

from jzdocs.cli.terminal import chinese, format_option, load_one, print_json, say

if TYPE_CHECKING:
    from jzdocs.style.coverage import Coverage
    from jzdocs.style.faces import Faces
    from jzdocs.style.stylesheet import Stylesheet

_SHOWN = 30


@click.command()
@click.argument("path", required=False)
@click.option("--template", default=None, help="a template's name, or a folder")
@format_option
def command(path: str | None, template: str | None, form: str) -> int:
    """The faces, what they cover, and what the document at PATH needs that they lack."""
    from jzdocs.style.coverage import coverage

    sheet, faces, text = _of_document(path, template) if path else (*_of_template(template or "briefing"), [])
    found = list(coverage(sheet, faces, text))
    if form == "json":
        print_json({"faces": [to_builtins(face) for face in found]})
        return 0
    for face in found:
        _print(face, faces)
    return 0


def _of_document(path: str, template: str | None) -> tuple[Stylesheet, Faces, list[str]]:
    from jzdocs.model.walk import printed_texts

    loaded = load_one(path, template)
    return loaded.sheet, loaded.faces, [printed.text for printed in printed_texts(loaded.document)]


def _of_template(name: str) -> tuple[Stylesheet, Faces]:
    from jzdocs.project import find_project, lone
    from jzdocs.resources import resource_root
    from jzdocs.source.template import find_template
    from jzdocs.style.faces import Faces
    from jzdocs.style.load import build_sheet

    project = find_project(Path.cwd()) or lone(Path.cwd() / "text.md")
    found = find_template(name, project.template_roots)
    sheet = build_sheet(found.styles, [*found.folders, project.root, resource_root()])
    return sheet, Faces(sheet)


def _print(face: Coverage, faces: Faces) -> None:
    zh = chinese()
    say(f"{face.key:<11} {face.name}  ({face.file}, {face.outlines}; Word: {face.word})")
    count = f"共 {face.characters:,} 字" if zh else f"{face.characters:,} characters"
    parts = [
        _part("GB 2312", face.gb2312, zh),
        _part("通用规范汉字表" if zh else "the 8,105 standard characters", face.standard, zh),
    ]
    say(f"            {count}; {'; '.join(parts)}")
    if face.document:
        role = face.key.partition(".")[0]
        sets = [f"{c}→{next((k for k in faces.chain(role) if faces[k].glyph(c)), '?')}" for c in face.document[:_SHOWN]]
        more = "…" if len(face.document) > _SHOWN else ""
        say(f"            {'文档中缺' if zh else 'lacks of the document'}: {' '.join(sets)}{more}")


def _part(what: str, lacking: str, zh: bool) -> str:
    if not lacking:
        return f"{what}: {'全' if zh else 'all'}"
    return f"{what}: {'缺' if zh else 'lacks'} {len(lacking):,} ({lacking[:8]}{'…' if len(lacking) > 8 else ''})"
