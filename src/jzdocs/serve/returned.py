"""In the process that does what takes long: an edited Word file that comes back, edit by edit.

The edits are brought home as `jzdocs pull` does it: into the source that the file was built from. The difference to
that source, stretch by stretch, is what can be accepted; what is accepted is merged into the text of now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from jzdocs.compare.proof import prove
from jzdocs.compare.returned import Returned
from jzdocs.compare.sources import identity_of
from jzdocs.editing.worker import Send
from jzdocs.errors import Diagnostic, DocumentError, Location, UsageError, told_as
from jzdocs.messages.message import Message
from jzdocs.project import project_of, reading
from jzdocs.pull.edits import Edit
from jzdocs.pull.merge import merge_files
from jzdocs.pull.pull import pull
from jzdocs.word.edited_file import read_record

_MARKS = 3  # characters of a line that says nothing of its text: ---, ```
_ALIKE = 0.3  # share of lines that a source keeps from when it was built, however much it was worked on since


class ReturnedJob(Struct, frozen=True):
    """An edited Word file, and the document that it is dropped on: its source, and the text of now."""

    file: Path
    path: Path
    text: str


class Hunk(Struct, frozen=True, rename="camel"):
    """A stretch that was edited: its lines in what was built (`first` to `last`, from 0, behind the last), before and
    after; the kind of edit, the charts that follow; `line` is where it stands now, `conflict` says that the text was
    changed there too, to `ours`; it is `applied` where the text has it already; `new` are the lines after."""

    id: str
    first: int
    last: int
    line: int
    before: str
    after: str
    kind: str
    follows: tuple[str, ...] = ()
    conflict: bool = False
    ours: str = ""
    applied: bool = False
    new: tuple[str, ...] = ()


class LeftEdit(Struct, frozen=True):
    """An edit that cannot be brought home: its line, what was edited, and the reason."""

    line: int
    text: str
    reason: Message


class ReturnedEdits(Struct, frozen=True):
    """What a Word file brings home: the source that it was built from (`base`), its edits, those that are left to the
    user, what proof says is missing or still there, errors that the edits would bring, and pictures by name."""

    base: str
    hunks: tuple[Hunk, ...]
    left: tuple[LeftEdit, ...]
    missing: tuple[str, ...]
    still: tuple[str, ...]
    errors: tuple[Diagnostic, ...]
    pictures: Mapping[str, bytes]


class AcceptJob(Struct, frozen=True):
    """Edits of a Word file to accept, by their ids, into the text of now."""

    base: str
    hunks: tuple[Hunk, ...]
    accepted: frozenset[str]
    text: str


def bring_home_edits(job: ReturnedJob, _: Send) -> ReturnedEdits:
    """Return the edits of a Word file. Raises DocumentError for one that records no source, UsageError for one that was
    built from another document."""
    at = Location(job.file.name)
    with reading(job.file, project_of(job.path)), told_as("X053", at):
        record = read_record(job.file)
        name = _own_source(record, job)
        pulled = pull(job.file, {name: job.text})
        base = str(record["files"][name])
        theirs = _theirs(job, name, base)
        hunks = tuple(_hunks(base, theirs, job.text, [edit for edit in pulled.edits if edit.path == name]))
        left = [LeftEdit(edit.line, edit.text, edit.reason) for edit in pulled.unapplied]
        returned = Returned(pulled, {name: job.path}, {name: job.text.encode("utf-8", "surrogatepass")}, record)
        proof = prove(returned, job.file)
    return ReturnedEdits(
        base, hunks, tuple(left), tuple(proof.missing), tuple(proof.left), tuple(proof.errors), dict(pulled.pictures)
    )


def _theirs(job: ReturnedJob, name: str, base: str) -> str:
    """Return the source that was built, with all edits in it: merged into what was built, nothing else changes."""
    pulled = pull(job.file, {name: base})
    return next(file.merged for file in pulled.files if file.path == name)


def _own_source(record: Mapping[str, Any], job: ReturnedJob) -> str:
    """Return the name under which a Word file records the source of the document that it is dropped on."""
    if not record["anchors"]:
        raise DocumentError("X055", at=Location(job.file.name), path=job.file.name)
    texts = identity_of(record).texts
    for name in (str(record["document"]), *texts):
        if name in texts and PurePosixPath(name).name == job.path.name:
            return name
    named = [name for name in texts if _is_like(texts[name], job.text)]
    if len(named) == 1:
        return named[0]
    raise UsageError("X187", name=str(record["document"]), other=job.path.name)


def _is_like(before: str, now: str) -> bool:
    """Return whether a text may have become another by work on it."""
    lines = [line for line in before.split("\n") if len(line.strip()) > _MARKS]
    still = set(now.split("\n"))
    return bool(lines) and sum(line in still for line in lines) >= _ALIKE * len(lines)


def _hunks(base: str, theirs: str, ours: str, edits: Sequence[Edit]) -> Iterator[Hunk]:
    """Yield the stretches in which two texts differ, each by itself."""
    lines, new = base.split("\n"), theirs.split("\n")
    for number, (a, b, c, d) in enumerate(_stretches(lines, new)):
        alone = "\n".join([*lines[:a], *new[c:d], *lines[b:]])
        merged, conflicts = merge_files(base, ours, alone)
        edit = _edit_of(a, b, edits)
        kind = edit.kind if edit else "added" if a == b else "deleted" if c == d else "changed"
        yield Hunk(
            f"e{number + 1}",
            a,
            b,
            conflicts[0] if conflicts else _line_now(ours, merged),
            "\n".join(lines[a:b]).strip("\n"),
            "\n".join(new[c:d]).strip("\n"),
            kind,
            edit.follows if edit else (),
            bool(conflicts),
            _our_side(merged) if conflicts else "",
            merged == ours,
            tuple(new[c:d]),
        )


def _stretches(lines: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield (first, behind the last) of each stretch before and after; lines that were changed one for one are parted,
    so that each paragraph can be judged."""
    for tag, a, b, c, d in SequenceMatcher(None, lines, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if tag == "replace" and b - a == d - c:
            yield from ((a + i, a + i + 1, c + i, c + i + 1) for i in range(b - a) if lines[a + i] != new[c + i])
        else:
            yield a, b, c, d


def _edit_of(first: int, last: int, edits: Sequence[Edit]) -> Edit | None:
    return next((edit for edit in edits if first < edit.line <= max(last, first + 1)), None)


def _line_now(ours: str, merged: str) -> int:
    """Return the first line (from 1) in which two texts differ."""
    pairs = zip(ours.split("\n"), merged.split("\n"), strict=False)
    return next((number for number, (before, after) in enumerate(pairs, 1) if before != after), ours.count("\n") + 1)


def _our_side(merged: str) -> str:
    """Return what the first conflict in a merged text has as the text of now."""
    lines = merged.split("\n")
    start = next((n for n, line in enumerate(lines) if line.startswith("<<<<<<<")), 0)
    end = next((n for n in range(start, len(lines)) if lines[n] == "======="), start)
    return "\n".join(lines[start + 1 : end])


def accept_edits(job: AcceptJob, _: Send) -> dict[str, Any]:
    """Return the text with the accepted edits, and how many places are in conflict: there the text has both sides.

    An edit in conflict that was accepted goes before what stands there now.
    """
    lines = job.base.split("\n")
    out: list[str] = []
    position = 0
    for hunk in sorted(job.hunks, key=lambda hunk: (hunk.first, hunk.last)):
        if hunk.id in job.accepted:
            out += [*lines[position : hunk.first], *hunk.new]
            position = hunk.last
    theirs = "\n".join([*out, *lines[position:]])
    merged, conflicts = merge_files(job.base, job.text, theirs)
    return {"text": _decided(merged) if conflicts else merged, "conflicts": len(conflicts)}


def _decided(merged: str) -> str:
    """Return a merged text in which conflicts are decided for Word, whose edits the user has accepted one by one."""
    out: list[str] = []
    side = ""
    for line in merged.split("\n"):
        if line.startswith("<<<<<<< "):
            side = "ours"
        elif line == "=======" and side == "ours":
            side = "theirs"
        elif line.startswith(">>>>>>> ") and side == "theirs":
            side = ""
        elif side != "ours":
            out.append(line)
    return "\n".join(out)
