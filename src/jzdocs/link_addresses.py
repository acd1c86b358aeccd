"""Addresses of links: which ones a reader may follow without running a program or opening a file."""

from __future__ import annotations

import re
from urllib.parse import unquote

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_HARMLESS = frozenset(("http", "https", "mailto", "tel", "ftp", "ftps", "sms", "geo", "doi", "urn", "news", "xmpp"))


def is_harmless(address: str) -> bool:
    """Return whether a link may lead to an address: one of the web, of mail or a telephone, or a path beside the
    document; no script, no file or share of a network (a path that begins with two strokes), no program's own scheme
    (ms-word, search-ms)."""
    bare = re.sub(r"[\x00-\x20\x7f-\xa0]", "", unquote(address))
    if bare.replace("\\", "/").startswith("//"):
        return False
    match = _SCHEME.match(bare)
    return match is None or match[1].lower() in _HARMLESS
