"""`jzdocs doctor`: check what jzdocs needs on this machine."""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jzdocs.cache.store import default_folder, limit
from jzdocs.cli import declare
from jzdocs.cli.terminal import localised, say, text
from jzdocs.errors import JzdocsError
from jzdocs.settings import MIB

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
    "xlrd",
)
_OPTIONAL = {"duckdb": "data", "sqlalchemy": "data", "psycopg": "data", "distributed": "cluster"}
_PROGRAMS = ("pdftotext", "qpdf", "node", "faketime")
_SURROUNDINGS_FAILED = 3


@declare.command("doctor")
@declare.option("cli.doctor.read", "--read", "pdf", value="file", type=declare.PathType(folder=False, must_exist=True))
def command(pdf: Path | None) -> int:
    """Print what is there and what is missing, and return the exit status."""
    if pdf:
        from jzdocs.pdf.reading_order import as_text, read_aloud

        for spoken in read_aloud(pdf):
            say(as_text(spoken))
        return 0
    say(f"Python {sys.version.split()[0]}")
    statuses = (_print_packages(), _print_fonts())
    _print_official_fonts()
    _print_cache()
    _print_programs()
    return max(statuses)


def _print_packages() -> int:
    """Print the versions of packages; return 3 where one that is needed is missing."""
    status = 0
    for name in _PACKAGES:
        try:
            say(f"  {name} {version(name)}")
        except PackageNotFoundError:
            say("  " + text("cli.doctor.missing", name=name), color="red")
            status = _SURROUNDINGS_FAILED
    for name, extra in _OPTIONAL.items():
        try:
            say("  " + text("cli.doctor.optional", name=name, version=version(name), extra=extra))
        except PackageNotFoundError:
            say("  " + text("cli.doctor.not_installed", name=name, extra=extra))
    return status


def _print_fonts() -> int:
    """Print the faces of the template for briefings; return the exit status of the error where they cannot be read."""
    from jzdocs.resources import resource_root
    from jzdocs.source.template import find_template
    from jzdocs.style.faces import Faces
    from jzdocs.style.load import build_sheet

    root = resource_root()
    say(text("cli.doctor.fonts"))
    try:
        template = find_template("briefing", [Path.cwd() / "templates", root / "templates"])
        sheet = build_sheet(template.styles, [*template.folders, Path.cwd(), root])
        faces = Faces(sheet)
        for role in sheet.fonts:
            for key in dict.fromkeys((role, faces.key(role, True))):
                face = faces[key]
                word = sheet.fonts[role].word
                say("  " + text("cli.doctor.font", key=key, name=face.name, file=face.file.shown, word=word))
    except JzdocsError as error:
        say(f"  {localised(error.diagnostic)}", color="red")
        return error.exit_code
    return 0


def _print_official_fonts() -> None:
    """Print which of the fonts of official documents are on this machine."""
    from jzdocs.style.machine_fonts import machine_fonts

    say(text("cli.doctor.official_fonts"))
    for font in machine_fonts():
        if font.file is None:
            say("  " + text("cli.doctor.no_official_font", name=font.name))
        else:
            key = "cli.doctor.official_font" if font.embeddable else "cli.doctor.closed_font"
            say("  " + text(key, name=font.name, file=font.file.path))


def _print_cache() -> None:
    folder = default_folder()
    if folder is None:
        say(text("cli.doctor.no_cache"))
        return
    files = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    size = sum(path.stat().st_size for path in files) / MIB
    say(text("cli.doctor.cache", folder=folder, count=len(files), size=f"{size:.0f}", limit=limit() // MIB))


def _print_programs() -> None:
    from jzdocs.source.office import find_office

    office = find_office()
    say(text("cli.doctor.office", path=office) if office else text("cli.doctor.no_office"))
    say(text("cli.doctor.programs"))
    for name in _PROGRAMS:
        use = text(f"cli.doctor.{name}")
        if path := shutil.which(name):
            say("  " + text("cli.doctor.program", name=name, path=path, use=use))
        else:
            say("  " + text("cli.doctor.no_program", name=name, use=use))
