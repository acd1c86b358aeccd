"""Names of files: which ones no system lets exist, and which two some system takes for one."""

from __future__ import annotations

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
