"""Bytes → text. The encoding is told by a mark, or is UTF-8, or is guessed as GB 18030 (with a warning). Nothing is
lost in silence."""

from __future__ import annotations

import codecs
from pathlib import Path

from jzdocs import settings
from jzdocs.errors import DocumentError, Location, Report, SurroundingsError, os_reason

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = {c: "\ufffd" for c in (*range(0x20), 0x7F) if c not in (0x09, 0x0A, 0x0D)}
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def max_bytes() -> int:
    """Return the size of the largest file that is read; JZDOCS_MAX_BYTES changes it."""
    return settings.current().max_bytes


def read_bytes(path: Path, shown: str) -> bytes:
    """Read a file whole. Raises DocumentError when it is too large, SurroundingsError when it cannot be read."""
    try:
        size = path.stat().st_size
        if size > max_bytes():
            raise DocumentError("S002", at=Location(shown), size=f"{size:,}", most=f"{max_bytes():,}")
        return path.read_bytes()
    except OSError as error:
        raise SurroundingsError("X002", at=Location(shown), reason=os_reason(error)) from error


def decode(data: bytes, shown: str, report: Report) -> str:
    """Decode `data`; line ends become newlines, control characters become U+FFFD (each reported)."""
    text = _decode(data, shown, report).replace("\r\n", "\n").replace("\r", "\n")
    if text.translate(_CONTROLS) != text:
        _report_controls(text, shown, report)
        text = text.translate(_CONTROLS)
    if not _BIDI.isdisjoint(text):
        line = next(n for n, t in enumerate(text.split("\n"), 1) if not _BIDI.isdisjoint(t))
        report.warn(Location(shown, line), "S005")
        text = "".join(c for c in text if c not in _BIDI)
    return text


def _decode(data: bytes, shown: str, report: Report) -> str:
    for bom, name in _MARKS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], name, shown)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error
    if 0 in data:  # no Chinese double-byte text holds a zero byte; UTF-16 does at every line's end
        name = "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"
        report.warn(Location(shown, 1), "S003.no_mark", encoding=name.upper())
        return _strict(data, name, shown)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        line = data.count(b"\n", 0, first.start) + 1
        raise DocumentError(
            "S001.encoding", at=Location(shown, line), byte=f"{data[first.start]:02X}", line=line
        ) from first
    report.warn(Location(shown, 1), "S003")
    return text


def encoded(text: str, like: bytes) -> bytes:
    """A text as bytes in the encoding, with the mark and the line ends of the file that it takes the place of."""
    if b"\r\n" in like or b"\r\x00\n" in like or b"\x00\r\x00\n" in like:
        text = text.replace("\n", "\r\n")
    for bom, name in _MARKS:
        if like.startswith(bom):
            return bom + text.encode(name)
    try:
        like.decode("utf-8")
    except UnicodeDecodeError:
        if 0 in like:
            return text.encode("utf-16-le" if like[1::2].count(0) >= like[0::2].count(0) else "utf-16-be")
        return text.encode("gb18030")
    return text.encode()


def _strict(data: bytes, name: str, shown: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise DocumentError("S001.mark", at=Location(shown), encoding=name.upper()) from error


def _report_controls(text: str, shown: str, report: Report) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        changed = line.translate(_CONTROLS)
        if changed != line:
            column = next(i for i, (a, b) in enumerate(zip(line, changed, strict=True), 1) if a != b)
            report.error(Location(shown, number, column), "S004", number=f"{ord(line[column - 1]):04X}")
