"""What a document was made from: the hashes that build.json records, and all that another build would look at."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jzdocs.build.result import BuildInputs, sha256
from jzdocs.build.writers import LoadedDocument
from jzdocs.project import Project, portable
from jzdocs.resources import resource_root
from jzdocs.style.fontfile import system_folders
from jzdocs.style.load import font_probes, picture_probes


def input_hashes(loaded: LoadedDocument, root: Path) -> dict[str, str]:
    """Return the hashes of the source, stylesheets, tables of data and fonts of a document, by their paths."""
    contents = {portable(loaded.source.shown, root): loaded.source.data}
    for style in loaded.source.template.styles:
        contents[portable(style.shown, root)] = style.path.read_bytes()
    hashes = {name: sha256(data) for name, data in contents.items()}
    for picture in loaded.sheet.pictures:
        hashes[f"picture {picture.name}"] = sha256(picture.data)
    for table in loaded.source.document.data.values():
        hashes[table.file.path] = table.digest
    for face in loaded.faces.used():
        hashes[f"font {face.file.shown}"] = face.fingerprint()
    return hashes


def file_hashes(files: Iterable[Path], root: Path) -> dict[str, str]:
    """Return the hashes of files by their paths, of those that are there."""
    return {portable(str(path), root): sha256(path.read_bytes()) for path in files if path.is_file()}


def watched_inputs(loaded: LoadedDocument, project: Project, scripts: Iterable[Path] = ()) -> BuildInputs:
    """Return all that another build of the document would look at, there or not; `scripts` are the files of scripts
    that draw.

    The system's folders of fonts count only where one of their fonts is used, or looked for.
    """
    template = loaded.source.template
    folders = [*template.folders, project.root, resource_root()]
    fonts = sorted({str(f.path) for role in loaded.sheet.fonts.values() for f in (role.file, role.bold) if f})
    font_folders = [folder / "fonts" for folder in folders]
    if loaded.sheet.machine_fonts or not all(
        any(Path(font).is_relative_to(folder) for folder in folders) for font in fonts
    ):
        font_folders += system_folders()
    files = {*loaded.source.looked_at, *scripts, *font_probes(template.styles, folders)} - {
        Path(font) for font in fonts
    }
    files |= set(picture_probes(template.styles, folders))
    return BuildInputs(tuple(sorted(map(str, files))), tuple(fonts), tuple(dict.fromkeys(map(str, font_folders))))
