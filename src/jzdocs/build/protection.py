"""What a build may take the place of: files that jzdocs made, and nothing that documents are made from.

Which files jzdocs made, build.json in their folder says. It tells of the last run only, so that a file which it does
not list counts as ours too where it says so itself: earlier runs may have made it.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Collection, Iterable
from pathlib import Path

from jzdocs.errors import Location, UsageError, shown_path
from jzdocs.file_names import name_key
from jzdocs.files import read_file

_MANIFEST = "build.json"
_PDF_SIGN = b"Producer>jzdocs"  # of the XMP metadata, which PDF/A keeps in clear text (ISO 19005-2, 6.6.2)
_OFD_SIGN = b"<ofd:Creator>jzdocs<"
_WORD_SIGNS = (b"<Application>jzdocs<", b"urn:jzdocs:")


def refuse_foreign(folder: Path, names: Iterable[str], inputs: Collection[str], *, force: bool = False) -> None:
    """Raise UsageError where a file in the output `folder` is one of the `inputs` of the documents, or (unless `force`)
    one that jzdocs did not make."""
    listed: frozenset[str] | None = None
    for name in names:
        path = folder / name
        try:
            state = path.lstat()
        except OSError:  # there is none
            continue
        if source := _same_file(path, inputs):
            raise UsageError("X130.input", at=Location(shown_path(path)), name=shown_path(Path(source)))
        if force or stat.S_ISDIR(state.st_mode) or (stat.S_ISREG(state.st_mode) and not state.st_size):
            continue  # a folder has an error of its own, an empty file holds nothing
        if listed is None:
            listed = _listed(folder)
        if name not in listed and not (stat.S_ISREG(state.st_mode) and _says_so(path)):
            raise UsageError("X130", at=Location(shown_path(path)), name=name)


def _same_file(path: Path, inputs: Collection[str]) -> str | None:
    """Return the input that a file is; a link to one is replaced, and does it no harm."""
    place = path.parent.resolve() / path.name
    for name in inputs:
        source = Path(name)
        if source == place or (
            name_key(source.name) == name_key(path.name)
            and source.parent == place.parent
            and source.exists()
            and source.samefile(path)
        ):
            return name
    return None


def _listed(folder: Path) -> frozenset[str]:
    """Return the names of the files that build.json in a folder lists; none where there is no such file of ours."""
    try:
        manifest = json.loads(read_file(folder / _MANIFEST))
        documents = manifest["documents"]
        is_ours = isinstance(manifest["jzdocs"], str)
        names = [name for document in documents for name in document["outputs"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return frozenset()
    return frozenset((_MANIFEST, *map(str, names))) if is_ours else frozenset()


def _says_so(path: Path) -> bool:
    """Return whether a file says that jzdocs made it."""
    try:
        data = read_file(path, follow=False)
        if path.suffix == ".pdf":
            return _PDF_SIGN in data
        if path.suffix == ".docx":
            return _is_our_word_file(data)
        if path.suffix == ".ofd":
            return _is_our_ofd_file(data)
        return path.name.endswith(".facts.json") and _are_facts(data)
    except (OSError, ValueError, RecursionError):
        return False


def _is_our_word_file(data: bytes) -> bool:
    import io
    import zipfile  # only a file that build.json does not list is opened

    from jzdocs.archives import DAMAGES

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if info.filename.startswith(("docProps/app", "customXml/item")):
                    with archive.open(info) as part:
                        start = part.read(4096)
                    if any(sign in start for sign in _WORD_SIGNS):
                        return True
    except DAMAGES:
        return False
    return False


def _is_our_ofd_file(data: bytes) -> bool:
    import io
    import zipfile

    from jzdocs.archives import DAMAGES

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("OFD.xml") as part:
            return _OFD_SIGN in part.read(65536)
    except DAMAGES:
        return False


def _are_facts(data: bytes) -> bool:
    facts = json.loads(data)
    return isinstance(facts, dict) and list(facts) == ["facts"] and isinstance(facts["facts"], list)
