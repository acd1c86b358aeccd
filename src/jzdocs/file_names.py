"""Names of files: which ones no system lets exist, which two some system takes for one, and how one that is no UTF-8 is
shown."""

from __future__ import annotations

import os
import unicodedata

_RESERVED = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"),
    )
)


def is_reserved(name: str) -> bool:
    """Return whether Windows keeps a file's name for a device, whatever stands behind its first dot ("Naming Files,
    Paths, and Namespaces")."""
    return unicodedata.normalize("NFKC", name).partition(".")[0].strip(" ").lower() in _RESERVED


def name_key(name: str) -> str:
    """Return what two names share that some file systems take for one: macOS those of the same composed form, Windows
    those of the same letters whatever their case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def readable_name(name: str) -> str:
    """Return a file's name, or its path, as text that can be written. Where its bytes are no UTF-8 (archives that were
    packed in Chinese on Windows leave such names) they are read as GB 18030, and what is not that either is replaced.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        data = os.fsencode(name)
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return data.decode("utf-8", "replace")
    return name
