"""Bytes → text. The encoding is that of a byte order mark, or UTF-8, or it is guessed as UTF-16 or GB 18030 (with a
warning). Whatever is changed on the way is reported."""

from __future__ import annotations

import codecs
from pathlib import Path

from jzdocs import settings
from jzdocs.errors import DocumentError, Location, Report, SurroundingsError, os_reason
from jzdocs.files import read_file
from jzdocs.patterns import compiled

# what XML 1.0 (2.2) cannot hold, and DEL; tab and line ends are text
CONTROLS = compiled("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BYTE_ORDER_MARK = "\ufeff"
_PRIVATE = compiled("[\ue000-\uf8ff]")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REMOVED = _BIDI | {_BYTE_ORDER_MARK}


def max_bytes() -> int:
    """Return the size of the largest file that is read; JZDOCS_MAX_BYTES changes it."""
    return settings.current().max_bytes


def read_bytes(path: Path, shown: str) -> bytes:
    """Return the bytes of a file, which messages call `shown`.

    Raises DocumentError where it is too large, SurroundingsError where it cannot be read.
    """
    try:
        size = path.stat().st_size
        if size > max_bytes():
            raise DocumentError("S002", at=Location(shown), size=f"{size:,}", most=f"{max_bytes():,}")
        return read_file(path, max_bytes())
    except OSError as error:
        raise SurroundingsError("X002", at=Location(shown), reason=os_reason(error)) from error


def decode(data: bytes, shown: str, report: Report) -> str:
    """Return `data` as text: line ends become newlines, control characters U+FFFD (each line of them is reported).

    Raises DocumentError where the bytes are in no encoding that is read.
    """
    text = _decoded(data, shown, report).replace("\r\n", "\n").replace("\r", "\n")
    if CONTROLS.search(text):
        _report_controls(text, shown, report)
        text = CONTROLS.sub("\ufffd", text)
    for number, line in enumerate(text.split("\n"), 1) if not _REMOVED.isdisjoint(text) else ():
        report_removed(line, Location(shown, number), report)
    return without_removed(text)


def plain_text(line: str, at: Location, report: Report) -> str:
    """Return a line that begins at a place as `decode` returns those of a file: without what it removes, control
    characters as U+FFFD. Both are reported."""
    if match := CONTROLS.search(line):
        report.error(Location(at.path, at.line, match.start() + 1), "S004", number=f"{ord(match[0]):04X}")
        line = CONTROLS.sub("\ufffd", line)
    if not _REMOVED.isdisjoint(line):
        report_removed(line, at, report)
    return without_removed(line)


def report_removed(text: str, at: Location, report: Report) -> None:
    """Report what `without_removed` takes out of a line that begins at a place; once for a file of each kind."""
    if _BYTE_ORDER_MARK in text and not _reported("S080", at, report):
        column = max(at.column, 1) + text.index(_BYTE_ORDER_MARK)
        report.warn(Location(at.path, at.line, column), "S080")
    if not _BIDI.isdisjoint(text) and not _reported("S005", at, report):
        report.warn(Location(at.path, at.line), "S005")


def without_removed(text: str) -> str:
    """Return a text without byte order marks inside it and without bidirectional control characters."""
    return text if _REMOVED.isdisjoint(text) else "".join(char for char in text if char not in _REMOVED)


def _reported(code: str, at: Location, report: Report) -> bool:
    return any(entry.code == code and entry.location.path == at.path for entry in report.found)


def is_removed(char: str) -> bool:
    """Return whether reading takes a character out of a text."""
    return char in _REMOVED


def decoded(data: bytes) -> str:
    """Return `data` as text with its line ends and all characters as they are. Raises as `decode` does."""
    return _decoded(data, "", Report())


def encoded(text: str, like: bytes) -> bytes:
    """Return a text as bytes with the encoding and the byte order mark of the file `like`, which it replaces."""
    for mark, name in _BYTE_ORDER_MARKS:
        if like.startswith(mark):
            return mark + text.encode(name)
    try:
        like.decode("utf-8")
    except UnicodeDecodeError:
        if 0 in like:
            return text.encode(_utf16_name(like))
        try:
            return text.encode("big5" if _is_big5(like) else "gb18030")
        except UnicodeEncodeError:  # a character that Big5 lacks
            return text.encode()
    return text.encode()


def _decoded(data: bytes, shown: str, report: Report) -> str:
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name, shown)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error
    if 0 in data:  # no Chinese double-byte text holds a zero byte; UTF-16 does at every line's end
        name = _utf16_name(data)
        report.warn(Location(shown, 1), "S003.no_mark", encoding=name.upper())
        return _strict(data, name, shown)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        line = data.count(b"\n", 0, first.start) + 1
        byte = f"{data[first.start]:02X}"
        raise DocumentError("S001.encoding", at=Location(shown, line), byte=byte, line=line) from first
    if _PRIVATE.search(text) and (traditional := _as_big5(data)) is not None:
        report.warn(Location(shown, 1), "S003.big5")
        return traditional
    report.warn(Location(shown, 1), "S003")
    return text


def _is_big5(data: bytes) -> bool:
    try:
        return _PRIVATE.search(data.decode("gb18030")) is not None and _as_big5(data) is not None
    except UnicodeDecodeError:
        return False


def _as_big5(data: bytes) -> str | None:
    """Return a text in Big5, None where the bytes are none: GB 18030 reads them as rare and private characters."""
    try:
        text = data.decode("big5")
    except UnicodeDecodeError:
        return None
    return text if any("\u4e00" <= char <= "\u9fff" for char in text) else None


def _utf16_name(data: bytes) -> str:
    """Return the byte order of UTF-16 without a mark: ASCII characters have their zero bytes at odd or even places."""
    return "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"


def _strict(data: bytes, name: str, shown: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise DocumentError("S001.mark", at=Location(shown), encoding=name.upper()) from error


def _report_controls(text: str, shown: str, report: Report) -> None:
    """Report the first control character of each line that has one."""
    for number, line in enumerate(text.split("\n"), 1):
        if match := CONTROLS.search(line):
            report.error(Location(shown, number, match.start() + 1), "S004", number=f"{ord(match[0]):04X}")
