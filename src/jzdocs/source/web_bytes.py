"""The bytes of a saved web page → its text: the part of a web archive that holds the page, and the encoding that it
names."""

from __future__ import annotations

import codecs
import re
from email import message_from_bytes, policy

from jzdocs.encoding import CONTROLS, decode
from jzdocs.errors import DocumentError, Location, Report

_META = re.compile(rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)", re.I)
# what browsers read these names as (WHATWG Encoding Standard, 4.2)
_READ_AS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def page_text(data: bytes, shown: str, report: Report) -> str:
    """Return the HTML of a saved page (.html, or a web archive .mht), which messages call `shown`.

    Raises DocumentError for bytes in no encoding that is read.
    """
    named = ""
    if re.match(rb"(?:[A-Za-z-]+:[^\n]*\n)+", data) and re.search(rb"^MIME-Version:", data[:4096], re.I | re.M):
        data, named = _archived(data, shown)
    return CONTROLS.sub("\ufffd", _decoded(data, named, shown, report)).replace("\r\n", "\n").replace("\r", "\n")


def _archived(data: bytes, shown: str) -> tuple[bytes, str]:
    """Return the first page of a web archive (RFC 2557), and its encoding as the archive names it."""
    for part in message_from_bytes(data, policy=policy.default).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content, part.get_content_charset() or ""
    raise DocumentError("S001.web", at=Location(shown))


def _decoded(data: bytes, named: str, shown: str, report: Report) -> str:
    found = _META.search(data[:8192]) or _XML.match(data[:200])
    name = (found[1].decode("ascii") if found else named).lower()
    try:
        name = codecs.lookup(_READ_AS.get(name, name)).name if name else ""
    except LookupError:
        name = ""
    if data.startswith(_MARKS) or name.startswith("utf-16"):
        name = ""  # a byte order mark goes before; a page that names UTF-16 in ASCII is none (HTML Standard, 13.2.3)
    for encoding in ("utf-8", name, "gb18030"):
        if not encoding or (encoding == "utf-8" and name not in ("", "utf-8") and not _is_utf8(data)):
            continue
        try:
            return data.decode(encoding) if not data.startswith(_MARKS) else decode(data, shown, report)
        except UnicodeDecodeError:
            continue
    if name:
        report.warn(Location(shown, 1), "S003.broken", encoding=name)
        return data.decode(name, "replace")
    return decode(data, shown, report)


def _is_utf8(data: bytes) -> bool:
    """Return whether bytes with characters beyond ASCII are UTF-8, whatever the page says."""
    try:
        return len(data.decode("utf-8")) < len(data)
    except UnicodeDecodeError:
        return False
