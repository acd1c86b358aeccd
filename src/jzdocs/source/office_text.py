"""How much text a document of a word processor holds, as far as that can be seen without a word processor: so that a
conversion that loses it is noticed."""

from __future__ import annotations

import io
import re
import struct
import zipfile

from jzdocs.archives import DAMAGES
from jzdocs.patterns import compiled

_FIB = b"\xec\xa5"  # [MS-DOC] 2.5.2: wIdent
_CCP_TEXT = 0x4C  # 2.5.5: the number of characters of the main document
_SECTOR = 512
_RTF = compiled(
    r"\\'(?P<byte>[0-9a-fA-F]{2})|\\u(?P<code>-?\d+) ?|\\(?P<word>[a-zA-Z]+)(?P<number>-?\d+)? ?"
    r"|\\(?P<symbol>[^a-zA-Z])|(?P<open>\{)|(?P<close>\})|(?P<text>[^\\{}\r\n]+)"
)
_UNREAD = compiled(
    r"fonttbl|colortbl|stylesheet|listtable|listoverridetable|revtbl|rsidtbl|filetbl|info|template|generator|xmlnstbl"
    r"|pict|nonshppict|shppict|shp|do|object|fldinst|themedata|colorschememapping|latentstyles|datastore|userprops"
    r"|(?:header|footer)[lrf]?|ftnsep|aftnsep|bkmkstart|bkmkend"
)


def letters_of(data: bytes, suffix: str) -> int:
    """Return about how many letters and digits a document holds; 0 where that cannot be seen."""
    try:
        if data.lstrip()[:5] == b"{\\rtf":
            return _rtf_letters(data.decode("latin-1"))
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return _letters(re.sub(r"<[^>]*>", "", archive.read("content.xml").decode("utf-8", "replace")))
        return _word_letters(data) if suffix in (".doc", ".dot", ".wps", ".wpt") else 0
    except DAMAGES:
        return 0


def word_letters(data: bytes) -> int:
    """Return how many letters and digits the texts of a Word file (.docx) have."""
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml") and "style" not in name:
                text = archive.read(name).decode("utf-8", "replace")
                count += _letters("".join(re.findall(r"<(?:w|m|a):(?:t|delText)(?: [^>]*)?>([^<]*)", text)))
    return count


def _letters(text: str) -> int:
    return sum(1 for char in text if char.isalnum())


def _word_letters(data: bytes) -> int:
    """Return the number of characters that the header of a Word 97 file names, less what may be marks."""
    for start in range(0, min(len(data), 1 << 20), _SECTOR):
        if data[start : start + 2] == _FIB and len(data) > start + _CCP_TEXT + 4:
            count: int = struct.unpack_from("<i", data, start + _CCP_TEXT)[0]
            return max(0, count - 1) // 2
    return 0


def _rtf_letters(text: str) -> int:
    """Return the number of letters of an RTF file outside its tables of fonts, styles and the like."""
    count = high = fallback = 0
    bytes_of_fallback = 1  # \\uc: how many bytes stand for a \\u in programs that do not know it
    skipped: list[bool] = [False]
    fresh = False  # a group has begun
    for match in _RTF.finditer(text):
        if match["open"]:
            skipped.append(skipped[-1])
        elif match["close"]:
            skipped[-1:] = [] if len(skipped) > 1 else skipped[-1:]
        elif fresh and (match["symbol"] == "*" or _UNREAD.fullmatch(match["word"] or "")):
            skipped[-1] = True
        elif match["word"] == "uc":
            bytes_of_fallback = int(match["number"] or 1)
        elif match["code"] and not skipped[-1]:
            count += chr(int(match["code"]) & 0xFFFF).isalnum()
            fallback = bytes_of_fallback
        elif match["byte"] and not skipped[-1]:
            high += int(match["byte"], 16) >= 0x80 and not fallback
            fallback = max(0, fallback - 1)
        elif match["text"] and not skipped[-1]:
            count += _letters(match["text"][fallback:])
            fallback = 0
        fresh = bool(match["open"])
    return count + high // 2
