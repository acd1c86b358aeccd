"""The font files of a chart's labels, as matplotlib can read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from jzdocs.charts.marks import Label, Plan, Recorded
from jzdocs.frames import TextRun
from jzdocs.style.faces import EMBOLDENED, Faces


class LabelFonts(Struct, frozen=True):
    """The faces of a document, the role that labels are set in, and by face the files written in place of those that
    matplotlib cannot read."""

    faces: Faces
    role: str
    files: Mapping[str, str]

    def parts(self, label: Label) -> list[tuple[str, str, float]]:
        """Return a label's text cut where its face lacks a character: face, text and width (points) of each part."""
        faces = self.faces
        parts = faces.split(faces.key(self.role, label.bold), label.text)
        return [(face, text, faces[face].width(text) * label.size / 1000) for face, text in parts]

    def file(self, face: str) -> str:
        """Return the path of a face's file."""
        return self.files.get(face, str(self.faces[face].file.path))

    def face_of(self, file: str) -> str:
        """Return the face whose file a path is."""
        written = {path: face for face, path in self.files.items()}
        used = [face for face in self.faces.used() if not face.key.endswith(EMBOLDENED)]  # it shares another's file
        static = {str(face.file.path): face.key for face in used if face.static}
        return (written | static)[file]


def _texts(plan: Plan, faces: Faces, role: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a plan, each with the face that it is set in."""
    for mark in plan.marks:
        if isinstance(mark, Label):
            yield from faces.split(faces.key(role, mark.bold), mark.text)
        elif isinstance(mark, Recorded):
            yield from ((item.face, item.text) for item in mark.items if isinstance(item, TextRun))


@contextmanager
def label_fonts(plan: Plan, faces: Faces, role: str) -> Iterator[LabelFonts]:
    """Give the fonts of a plan's labels. Collections and variable fonts, which matplotlib cannot read, are cut down to
    the needed glyphs and written to a folder that is removed at the end."""
    glyphs: dict[str, set[int]] = {}
    for key, text in _texts(plan, faces, role):
        if not faces[key].static:
            glyphs.setdefault(key, {0}).update(map(faces[key].glyph, text))
    if not glyphs:
        yield LabelFonts(faces, role, {})
        return
    with TemporaryDirectory() as folder:
        files = {key: Path(folder, f"{key}.ttf") for key in glyphs}
        for key, path in files.items():
            path.write_bytes(bytes(faces[key].cut(glyphs[key]).face.blob.data))
        yield LabelFonts(faces, role, {key: str(path) for key, path in files.items()})
