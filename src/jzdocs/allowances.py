"""Findings that a user accepts because the text is right: in jzdocs.toml, with `--allow`, or in a comment of the
source."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from jzdocs.errors import Diagnostic
from jzdocs.patterns import compiled

_FORM = compiled(r"(?P<code>[A-WYZ]\d{3})(?:@(?P<file>[^\n]*?))??(?:[@:](?P<line>[1-9]\d{0,8}))?")


class Allowance(Struct, frozen=True):
    """A code whose findings are accepted: in every document (`file` ""), or in those of this name or path; on every
    line (`line` 0), or on this one."""

    code: str
    file: str = ""
    line: int = 0

    def covers(self, finding: Diagnostic, root: Path) -> bool:
        """Return whether it accepts a finding, whose path is shown from the current folder or from the project's
        `root`."""
        at = finding.location
        if finding.code != self.code or not can_be_allowed(finding) or (self.line and self.line != at.line):
            return False
        return not self.file or _is_named(self.file, at.path, root)


def parse_allowance(text: str) -> Allowance | None:
    """Return the allowance that a text states: `F105`, `F105@talk.txt`, `F105@talk.txt:12`, `F105@12` (a line of
    whatever document is read); None for any other text."""
    match = _FORM.fullmatch(text.strip())
    if match is None or (match["file"] is not None and not match["file"].strip()):
        return None
    return Allowance(match["code"], (match["file"] or "").strip(), int(match["line"] or 0))


def can_be_allowed(finding: Diagnostic) -> bool:
    """Return whether a user may accept a finding: any warning, and an error about figures, about what a finished page
    looks like or about the form of another program's document, which a person may know better. Other errors leave
    jzdocs without something that it needs."""
    return finding.severity == "warning" or finding.code.startswith(("F", "T02", "N"))


def without_allowed(findings: Iterable[Diagnostic], allowances: Iterable[Allowance], root: Path) -> list[Diagnostic]:
    """Return the findings that no allowance covers."""
    accepted = tuple(allowances)
    return [finding for finding in findings if not any(allowance.covers(finding, root) for allowance in accepted)]


def _is_named(file: str, shown: str, root: Path) -> bool:
    """Return whether `file` is the name of a file, or its path from the project's folder or from the current one."""
    path = Path(shown)
    if "/" not in file:
        return path.name == file
    resolved = path.resolve()
    return resolved in ((root / file).resolve(), Path(file).resolve())
