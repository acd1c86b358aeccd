"""What is wrong, and a click that mends it: fixes that are certain, and the author's word that the text is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from jzdocs.allowances import can_be_allowed
from jzdocs.build.preview import PreviewedText, preview
from jzdocs.editing.memory_store import memory_of
from jzdocs.editing.text_edits import Replacement, TextJob, new_errors, offset_at, replaced
from jzdocs.editing.worker import Send
from jzdocs.errors import Diagnostic, UsageError
from jzdocs.messages.message import Message, message
from jzdocs.patterns import compiled
from jzdocs.project import named_kind, project_of

# of these the form that is right follows from the form that is wrong, whatever the author means
_CERTAIN = compiled(r"S11[24578]|S119|S120|F102|F105|F106|F127|F128|F129")
_BY_RIGHT = compiled(r"S1[12]\d|F1\d\d")
_CODE = compiled(r"[A-Z]\d{3}")
Judge = Callable[[TextJob], Sequence[Diagnostic]]
_NEAR = 40  # lines of a block that a wrong text may stand below its beginning


class Fix(Struct, frozen=True):
    """A way to mend a finding: replace `old` by `new`; it is `certain` where there is no other."""

    id: str
    title: Message
    old: str
    new: str
    certain: bool


class FoundAt(Struct, frozen=True):
    """Which finding of a text is meant: its code and its place."""

    code: str
    line: int
    column: int
    variant: str = ""


class FixJob(Struct, frozen=True):
    """A finding of a text that is to be mended by the fix with an id."""

    job: TextJob
    finding: FoundAt
    fix: str


class AllowJob(Struct, frozen=True):
    """A finding of a text that its author accepts, for a reason."""

    job: TextJob
    finding: FoundAt
    reason: str


def fixes_of(finding: Diagnostic, lines: Sequence[str]) -> list[Fix]:
    """Return the ways to mend a finding in a source with these `lines`; none where the text is not found there."""
    fixes = []
    stated, right = (finding.arguments.get(name) for name in ("stated", "right"))
    if (
        isinstance(stated, str)
        and isinstance(right, str)
        and _BY_RIGHT.match(finding.code)
        and right
        and stated != right
    ):
        certain = _CERTAIN.match(finding.code) is not None
        fixes.append(Fix("right", message("serve.fix.right", new=right), stated, right, certain))
    meant = _meant(finding)
    if meant:
        fixes.append(Fix("meant", message("serve.fix.right", new=meant[1]), *meant, certain=False))
    return [fix for fix in fixes if _place(fix, finding.location.line, finding.location.column, lines)]


def _meant(finding: Diagnostic) -> tuple[str, str] | None:
    """Return what was written and what was meant, where a finding says so."""
    if finding.hint is None or finding.hint.key != "hint.did_you_mean":
        return None
    arguments: Mapping[str, str | Message] = finding.arguments
    written = next((arguments[name] for name in ("name", "target", "text", "id") if name in arguments), None)
    meant = finding.hint.arguments.get("name")
    if isinstance(written, str) and isinstance(meant, str) and written != meant:
        return written, meant
    return None


def _place(fix: Fix, line: int, column: int, lines: Sequence[str]) -> tuple[int, int] | None:
    """Return line and column (from 1) of the text that a fix replaces: at its place, or the first below it in the same
    block; None where it is not there."""
    if not 0 < line <= len(lines):
        return None
    for number in range(line, min(len(lines), line + _NEAR) + 1):
        own = lines[number - 1]
        if number > line and not own.strip():
            break
        start = max(column, 1) - 1 if number == line else 0
        found = own.find(fix.old, start)
        if found < 0 and number == line:
            found = own.find(fix.old)
        if found >= 0:
            return number, found + 1
    return None


def fix(job: FixJob, _: Send) -> str:
    """Return the text with a finding mended, as `mended` does, judged down to the lines on its pages."""
    return mended(job, judged)


def mended(job: FixJob, judge: Judge) -> str:
    """Return the text with a finding mended; `judge` tells what is wrong with a text. Raises UsageError where it is
    not there any more, or the fix does not end it without a new error."""
    before = judge(job.job)
    finding = _named(before, job.finding)
    lines = job.job.text.split("\n")
    chosen = next((found for found in fixes_of(finding, lines) if found.id == job.fix), None)
    if chosen is None:
        raise UsageError("X184")
    place = _place(chosen, finding.location.line, finding.location.column, lines)
    assert place
    start = offset_at(job.job.text, *place)
    text = replaced(job.job.text, [Replacement(start, start + len(chosen.old), chosen.new)])
    after = judge(TextJob(job.job.path, text))
    if new_errors(before, after) or _count(after, finding) >= _count(before, finding):
        raise UsageError("X184")
    return text


def allow(job: AllowJob, _: Send) -> str:
    """Return the text in which a finding is allowed, as `allowed` does, judged down to the lines on its pages."""
    return allowed(job, judged)


def allowed(job: AllowJob, judge: Judge) -> str:
    """Return the text with a comment that allows a finding, above the block in which it stands.

    `judge` tells what is wrong with a text. Raises UsageError for a finding that cannot be allowed, or in a text that
    has no comments.
    """
    if named_kind(job.job.path) not in ("markdown", "template"):
        raise UsageError("X185.text", code=job.finding.code, name=job.job.path.name, line=job.finding.line)
    before = judge(job.job)
    finding = _named(before, job.finding)
    if not can_be_allowed(finding) or not _CODE.fullmatch(finding.code):
        raise UsageError("X185")
    reason = re.sub(r"\s+", " ", job.reason.replace("--", "—").replace(">", "＞")).strip()
    comment = f"<!-- jz: allow {finding.code}{' ' + reason if reason else ''} -->"
    lines = job.job.text.split("\n")
    for number in _block_starts(lines, finding.location.line):
        above = [""] if number and lines[number - 1].strip() else []
        text = "\n".join([*lines[:number], *above, comment, "", *lines[number:]])
        after = judge(TextJob(job.job.path, text))
        if not new_errors(before, after) and _count(after, finding) < _count(before, finding):
            return text
    raise UsageError("X185")


def _block_starts(lines: Sequence[str], line: int) -> list[int]:
    """Return lines (from 0) before which the comment for a finding may stand, the nearest first: blank lines above it
    part blocks, but for those inside fences and the front matter."""
    inside = _inside(lines)
    starts = [
        number
        for number in range(min(line, len(lines)) - 1, -1, -1)
        if not inside[number] and lines[number].strip() and (number == 0 or not lines[number - 1].strip())
    ]
    return starts[:3]


def _inside(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it is inside the front matter or a fence (the line that opens a fence is not)."""
    out, fence = [], ""
    front = bool(lines) and lines[0] == "---"
    for number, line in enumerate(lines):
        if front:
            out.append(True)
            front = not (number and line.rstrip() in ("---", "..."))
            continue
        opening = re.match(r"(`{3,}|~{3,})", line)
        out.append(bool(fence))
        if opening and not fence:
            fence = opening[1]
        elif opening and fence and line.strip() == fence:
            fence = ""
    return out


def judged(job: TextJob) -> list[Diagnostic]:
    """Return all that is wrong with a text, down to the lines on its pages."""
    given = PreviewedText(job.path, project_of(job.path), job.text)
    return list(preview(given, memory_of(job.path), lambda _: None))


def _named(findings: Sequence[Diagnostic], found_at: FoundAt) -> Diagnostic:
    """Return the finding that is meant. Raises UsageError where there is none."""
    for finding in findings:
        at = finding.location
        if (finding.code, at.line, at.column) == (found_at.code, found_at.line, found_at.column):
            if not found_at.variant or found_at.variant == finding.variant:
                return finding
    raise UsageError("X172.item")


def _count(findings: Sequence[Diagnostic], like: Diagnostic) -> int:
    key = (like.code, like.variant, repr(like.arguments))
    return sum((finding.code, finding.variant, repr(finding.arguments)) == key for finding in findings)


def shown_lines(path: Path, text: str) -> list[str]:
    """Return the lines of a text in which findings of the source at `path` have their places."""
    return text.split("\n") if named_kind(path) in ("markdown", "template", "text") else []
