"""`jzdocs doctor`."""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from jzdocs.cache.store import default_folder, limit
from jzdocs.cli.terminal import say
from jzdocs.errors import JzdocsError

_PACKAGES = (
    "click",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "matplotlib",
    "mdit-py-plugins",
    "msgspec",
    "pillow",
    "pypdfium2",
    "python-docx",
    "pyyaml",
    "reportlab",
    "rjieba",
    "uharfbuzz",
    "watchfiles",
)
_OPTIONAL = {"duckdb": "data", "sqlalchemy": "data", "psycopg": "data", "distributed": "cluster"}
_PROGRAMS = {
    "soffice": "opens the DOCX in tests",
    "pdftotext": "reads the PDF in tests",
    "qpdf": "checks the PDF in tests",
    "node": "runs the Open XML validator",
    "faketime": "builds on other days in tests",
}


@click.command()
@click.option("--read", "pdf", type=click.Path(exists=True, dir_okay=False), help="read a tagged PDF aloud, as text")
def command(pdf: str | None) -> int:
    """Fonts, packages, external programs."""
    if pdf:
        from jzdocs.pdf.reading_order import as_text, read_aloud

        for spoken in read_aloud(Path(pdf)):
            say(as_text(spoken))
        return 0
    say(f"Python {sys.version.split()[0]}")
    status = 0
    for name in _PACKAGES:
        try:
            say(f"  {name} {version(name)}")
        except PackageNotFoundError:
            say(f"  {name}: missing", color="red")
            status = 3
    for name, extra in _OPTIONAL.items():
        try:
            say(f"  {name} {version(name)} (jzdocs[{extra}])")
        except PackageNotFoundError:
            say(f"  {name}: not installed (jzdocs[{extra}])")
    status = _fonts() or status
    _cache()
    say("programs (tests only)")
    for name, use in _PROGRAMS.items():
        found = shutil.which(name)
        say(f"  {name}: {found or 'not found'} ({use})")
    return status


def _cache() -> None:
    folder = default_folder()
    files = [p for p in folder.iterdir() if p.is_file()] if folder and folder.is_dir() else []
    size = sum(p.stat().st_size for p in files) / 1024 / 1024
    say(f"cache: {folder or 'none'} ({len(files)} entries, {size:.0f} of {limit() // 1024 // 1024} MiB)")


def _fonts() -> int:
    from jzdocs.resources import resource_root
    from jzdocs.source.template import find_template
    from jzdocs.style.faces import Faces
    from jzdocs.style.load import build_sheet

    root = resource_root()
    say("fonts")
    try:
        template = find_template("briefing", [Path.cwd() / "templates", root / "templates"])
        sheet = build_sheet(template.styles, [*template.folders, Path.cwd(), root])
        faces = Faces(sheet)
        for role in sheet.fonts:
            for key in dict.fromkeys((role, faces.key(role, True))):
                say(f"  {key}: {faces[key].name} ({faces[key].file.shown}), in Word {sheet.fonts[role].word}")
    except JzdocsError as error:
        say(f"  {error}", color="red")
        return error.exit_code
    return 0
