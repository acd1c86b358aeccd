"""Addresses of databases: `postgresql://me:password@server/db`, and how they are shown without the password.

The password is what a raw “@” makes ambiguous (RFC 3986, 3.2.1, would have it written as %40): all up to the last “@”
before the path belongs to it.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from jzdocs.errors import Location, UsageError
from jzdocs.patterns import compiled

_ADDRESS = compiled(r"[a-z][a-z0-9+]*://", re.I)
_SECRET = compiled(r"(?P<before>//[^/@:]*):(?P<password>.*)@", re.S)
_SECRET_ARGUMENT = compiled(
    r"(?P<before>[?&;](?:pass(?:word|wd)?|pwd|sslpassword|token|secret)=)(?P<password>[^&;]*)", re.I
)
_PARTS = compiled(r"(?P<scheme>[a-z][a-z0-9+]*://)(?P<user>[^:/@?]*):(?P<password>[^/?]*)@(?P<rest>[^@]*)", re.I | re.S)
_HIDDEN = "***"
_SHORT = 3  # so short a password would be found inside other words, which would show it


def is_address(data: str) -> bool:
    """Return whether `data` is the address of a database, not a file."""
    return _ADDRESS.match(data) is not None


def without_password(address: str) -> str:
    """Return an address without its passwords, as messages and files may show it."""
    shown = _SECRET.sub(rf"\g<before>:{_HIDDEN}@", address, count=1)
    return _SECRET_ARGUMENT.sub(rf"\g<before>{_HIDDEN}", shown)


def scrubbed(text: str, address: str) -> str:
    """Return what a database or its driver says, without the passwords of its address."""
    for secret in sorted(_secrets(address), key=len, reverse=True):
        bounds = ("", "") if len(secret) > _SHORT else (r"(?<!\w)", r"(?!\w)")
        text = re.sub(bounds[0] + re.escape(secret) + bounds[1], lambda _: _HIDDEN, text)
    return without_password(text)


def unambiguous(address: str) -> str:
    """Return an address whose password has its “@” as %40, so that no driver takes the rest of it for a server.

    Raises UsageError (X132) where it cannot be told what belongs to the password.
    """
    head, question, arguments = address.partition("?")
    match = _PARTS.fullmatch(head)
    if match is not None:
        password = match["password"].replace("@", "%40")
        return f"{match['scheme']}{match['user']}:{password}@{match['rest']}{question}{arguments}"
    if head.count("@") > 1 or ("@" not in head and "@" in arguments and ":" in head.partition("://")[2]):
        raise UsageError("X132", at=Location(without_password(address)))
    return address


def _secrets(address: str) -> set[str]:
    """Return the passwords of an address, as they stand there and decoded, and the pieces that a driver could take
    them for."""
    found = [match["password"] for match in (*_SECRET.finditer(address), *_SECRET_ARGUMENT.finditer(address))]
    whole = {text for secret in found for text in (secret, unquote(secret))}
    pieces = {piece for secret in whole for piece in re.split(r"[@/?#:]", secret) if len(piece) > _SHORT}
    return {secret for secret in whole | pieces if secret}
