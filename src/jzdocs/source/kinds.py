"""What kind of file a source is: by its name, and by its content, which decides where the two disagree."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Literal

from jzdocs.archives import beginning
from jzdocs.encoding import CONTROLS, read_bytes
from jzdocs.errors import DocumentError, Location, Report, UsageError, shown_path
from jzdocs.messages.message import message
from jzdocs.project import named_kind

Kind = Literal["markdown", "template", "text", "word", "office", "web", "pdf", "workbook", "notebook"]
_HEAD = 4096
# [MS-CFB] 2.2: a compound file; what it is, is told by the stream that holds its text, whose name is UTF-16 ([MS-DOC],
# [MS-XLS], [MS-PPT], [MS-OFFCRYPTO]; MatOST is that of Works)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "office"),
    ("PowerPoint Document", "slides"),
    ("Workbook", "workbook"),
    ("Book", "workbook"),
    ("MatOST", "office"),
)
_PARTS = (
    ("word/", "word"),
    ("xl/", "workbook"),
    ("ppt/", "slides"),
)
_OPEN_DOCUMENT = (
    (b"opendocument.text", "office"),
    (b"opendocument.spreadsheet", "spreadsheet"),
    (b"opendocument.presentation", "slides"),
)
_SIGNATURES = (
    (b"{\\rtf", "office"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"Rar!\x1a", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
)
_WEB = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>])", re.I | re.S)
_WEB_ARCHIVE = re.compile(rb"^MIME-Version:.*^Content-Type:\s*multipart/related", re.I | re.S | re.M)
_WORD_XML = (b"schemas.microsoft.com/office/word/2003/wordml", b"schemas.microsoft.com/office/2006/xmlPackage")
_UNREADABLE = {
    "locked": "X070.locked",
    "slides": "X070.slides",
    "spreadsheet": "X070.spreadsheet",
    "picture": "X070.picture",
    "archive": "X070.archive",
}
_SUFFIXES = {"word": ".docx", "office": ".doc", "web": ".html", "pdf": ".pdf", "workbook": ".xlsx"}


def kind_of(path: Path, data: bytes, shown: str, report: Report) -> Kind:
    """Return the kind of the source at `path`, whose bytes are `data` and which messages call `shown`.

    Where the content shows another kind than the name, the content decides, and that is reported. Raises UsageError for
    a file from which no document can be built, DocumentError for a damaged document of a word processor.
    """
    named, found = named_kind(path), content_kind(data)
    if found and data.startswith(_COMPOUND) and named in _compound_kinds(data):
        found = str(named)  # a workbook with a document embedded in it is a workbook
    if named is None or found in _UNREADABLE:
        raise _unreadable(path, found, shown)
    if not found and named not in ("markdown", "template", "text", "web", "notebook") and _is_text(data):
        found = "text"
    if not found and named == "office":
        raise DocumentError("S001.office", at=Location(shown))
    if not found or found == named or (found == "web" and named in ("markdown", "template")):
        return named  # type: ignore[return-value] # names are looked up in a table of kinds
    report.warn(Location(shown), "S095", suffix=path.suffix, kind=message(f"kind.{found}"))
    return found  # type: ignore[return-value]


def unreadable(path: Path) -> UsageError:
    """Return the error for a file whose name is that of no source: what it is, and the way out.

    Raises what `read_bytes` does.
    """
    shown = shown_path(path)
    return _unreadable(path, content_kind(read_bytes(path, shown)), shown)


def _unreadable(path: Path, found: str, shown: str) -> UsageError:
    if found in _UNREADABLE:
        return UsageError(_UNREADABLE[found], at=Location(shown))
    if found:
        name = f"{path.name}{_SUFFIXES[found]}"
        return UsageError("X071", at=Location(shown), kind=message(f"kind.{found}"), name=name)
    return UsageError("X040", file=shown)


def content_kind(data: bytes) -> str:
    """Return what the content of a file shows it to be: a kind of source, or one of the kinds that are not read; "" for
    text, and for what shows nothing."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:  # ISO 32000-2 7.5.2, and what readers accept
        return "pdf"
    if head.startswith(_COMPOUND):
        return next(iter(_compound_kinds(data)), "")
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "picture"
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if _WEB.match(bare) or _WEB_ARCHIVE.search(bare):
        return "web"
    return "office" if any(name in head for name in _WORD_XML) and bare.lstrip().startswith(b"<?xml") else ""


def _compound_kinds(data: bytes) -> list[str]:
    """Return the kinds of documents that a compound file holds, one embedded in another."""
    return [kind for name, kind in _STREAMS if name.encode("utf-16-le") in data]


_MANIFEST = "META-INF/manifest.xml"
_LONGEST_MANIFEST = 1 << 22


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                stored = beginning(archive, "mimetype", 200)
                has_manifest = _MANIFEST in names
                manifest = beginning(archive, _MANIFEST, _LONGEST_MANIFEST) if has_manifest else b""
                if b"encryption-data" in manifest:
                    return "locked"
                return next((kind for name, kind in _OPEN_DOCUMENT if name in stored), "archive")
    except Exception:  # noqa: BLE001 — damaged archives fail in many ways; the reader of the kind says how
        return ""
    found = next((kind for folder, kind in _PARTS if any(name.startswith(folder) for name in names)), "")
    return found or ("word" if "[Content_Types].xml" in names else "archive")


def _is_text(data: bytes) -> bool:
    """Return whether bytes are text in UTF-8 or GB 18030, without control characters."""
    if not data.strip() or 0 in data:
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return not CONTROLS.search(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return False
