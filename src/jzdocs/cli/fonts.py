"""`jzdocs fonts`: list fonts, what they cover, and what a document lacks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import to_builtins

from jzdocs.cli import declare
from jzdocs.cli.terminal import Form, load_one, print_json, say, text

if TYPE_CHECKING:
    from jzdocs.style.coverage import Coverage
    from jzdocs.style.faces import Faces
    from jzdocs.style.stylesheet import Stylesheet

_SHOWN = 30
_SHOWN_OF_SET = 8
_INDENT = " " * 12


@declare.command("fonts")
@declare.argument("path", "path", required=False)
@declare.option("cli.option.template", "--template", value="template")
@declare.format_option()
def command(path: str | None, template: str | None, form: Form) -> int:
    """Print the faces of a document or a template, and return the exit status."""
    from jzdocs.style.coverage import coverage

    sheet, faces, texts = _of_document(path, template) if path else (*_of_template(template or "briefing"), [])
    covered = list(coverage(sheet, faces, texts))
    if form == "json":
        print_json({"faces": [to_builtins(face) for face in covered]})
        return 0
    for face in covered:
        _print(face, faces)
    return 0


def _of_document(path: str, template: str | None) -> tuple[Stylesheet, Faces, list[str]]:
    """Return the stylesheet and the faces of a document, and its texts."""
    from jzdocs.model.walk import printed_texts

    loaded = load_one(path, template)
    return loaded.sheet, loaded.faces, [printed.text for printed in printed_texts(loaded.document)]


def _of_template(name: str) -> tuple[Stylesheet, Faces]:
    """Return the stylesheet and the faces of a template."""
    from jzdocs.project import find_project, lone
    from jzdocs.resources import resource_root
    from jzdocs.source.template import find_template
    from jzdocs.style.faces import Faces
    from jzdocs.style.load import build_sheet

    project = find_project(Path.cwd()) or lone(Path.cwd() / "text.md")
    template = find_template(name, project.template_roots)
    sheet = build_sheet(template.styles, [*template.folders, project.root, resource_root()])
    return sheet, Faces(sheet)


def _print(face: Coverage, faces: Faces) -> None:
    key = f"{face.key:<11}"
    say(text("cli.fonts.face", key=key, name=face.name, file=face.file, outlines=face.outlines, word=face.word))
    gb2312, standard = _lacking(face.gb2312), _lacking(face.standard)
    say(_INDENT + text("cli.fonts.coverage", count=f"{face.characters:,}", gb2312=gb2312, standard=standard))
    if face.document:
        say(_INDENT + text("cli.fonts.document_lacks", characters=_substitutes(face, faces)))


def _lacking(characters: str) -> str:
    """Return how many characters of a set a face lacks, and the first of them."""
    if not characters:
        return text("cli.fonts.complete")
    more = "…" if len(characters) > _SHOWN_OF_SET else ""
    return text("cli.fonts.lacks", count=f"{len(characters):,}", characters=characters[:_SHOWN_OF_SET] + more)


def _substitutes(face: Coverage, faces: Faces) -> str:
    """Return the characters that a face lacks for a document, each with the face that has it."""
    chain = faces.chain(face.key.partition(".")[0])
    pairs = [
        f"{character}→{next((key for key in chain if faces[key].glyph(character)), '?')}"
        for character in face.document[:_SHOWN]
    ]
    return " ".join(pairs) + ("…" if len(face.document) > _SHOWN else "")
