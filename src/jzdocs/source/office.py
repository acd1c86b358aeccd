"""Documents of other word processors (.doc, .wps, .rtf, .odt) → Word, through LibreOffice where it is installed.

LibreOffice runs without a window, with a profile of its own that is thrown away, that runs no macros and that reaches
no network; it is ended, with all that it started, when its time is up.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from jzdocs import settings
from jzdocs.archives import refuse_packed_bomb
from jzdocs.encoding import max_bytes
from jzdocs.errors import DocumentError, Location, Report, SurroundingsError, os_reason
from jzdocs.source.office_text import letters_of, word_letters
from jzdocs.source.pieces import Piece

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
# no macros, no links to other files, and a proxy that is not there in place of the network
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),
    ("Common/Save/Document", "WarnAlienFormat", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_LEAST = 0.6  # of the letters that a file seems to have: less is told
_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")
_NO_PROXY = "http://127.0.0.1:9"  # the port that discards (RFC 863), where nothing answers


def read_office(data: bytes, suffix: str, shown: str, report: Report, *, official: bool = False) -> list[Piece]:
    """Return the pieces of a document with the suffix `suffix`, whose places are paragraphs as in a Word file.

    Raises SurroundingsError without LibreOffice, or where it takes too long, DocumentError where it cannot read the
    file.
    """
    from jzdocs.source.word import read_word

    converted = as_word(data, suffix, shown)
    expected, found = letters_of(data, suffix), word_letters(converted)
    if found < _LEAST * expected:
        report.warn(Location(shown), "S096.part", expected=expected, found=found)
    return read_word(converted, shown, report, official=official)


def find_office() -> str | None:
    """Return the path of LibreOffice, or None."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def as_word(data: bytes, suffix: str, shown: str) -> bytes:
    """Return a document as a Word file (.docx). Raises what `read_office` does."""
    at = Location(shown)
    program = find_office()
    if program is None:
        raise SurroundingsError("X072", at=at)
    if data.startswith(b"PK"):
        refuse_packed_bomb(data, at)
    try:
        with tempfile.TemporaryDirectory(prefix="jzdocs-", ignore_cleanup_errors=True) as name:
            folder = Path(name).resolve()
            source = folder / f"source{suffix}"
            source.write_bytes(data)
            _convert(program, source, shown)
            target = folder / "out" / "source.docx"
            if not target.is_file():
                raise DocumentError("S096", at=at)
            if target.stat().st_size > max_bytes():
                raise DocumentError("S002", at=at, size=f"{target.stat().st_size:,}", most=f"{max_bytes():,}")
            return target.read_bytes()
    except OSError as error:
        raise SurroundingsError("X072.failed", at=at, reason=os_reason(error)) from error


def _convert(program: str, source: Path, shown: str) -> None:
    """Let LibreOffice write `out/source.docx` beside `source`, as far as it can."""
    folder = source.parent
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    environment |= {form: _NO_PROXY for name in _PROXIES for form in (name, name.upper())}
    command = [program, *_OPTIONS, f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        start_new_session=True,  # so that it can be ended with all that it starts
    )
    seconds = settings.current().office_seconds
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise SurroundingsError("X073", at=Location(shown), seconds=seconds) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with its whole group, also what it left running."""
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass  # all have ended
    else:
        process.kill()
    process.wait()


def _profile() -> str:
    """Return the settings of LibreOffice as the file of a profile holds them."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{"" if path.startswith("Inet") else "Office."}{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )
