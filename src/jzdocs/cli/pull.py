"""`jzdocs pull`: bring edits made in Word back into the sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from jzdocs.api.records import pulled_record
from jzdocs.cli import declare
from jzdocs.cli.terminal import joined, language, print_findings, print_json, say, text
from jzdocs.errors import Location, UsageError
from jzdocs.project import reading

if TYPE_CHECKING:
    from jzdocs.compare.proof import Proof
    from jzdocs.pull.edits import Changes
    from jzdocs.pull.pull import Pulled, PulledFile

_SHOWN = 60  # characters of an edited text that a line shows


@declare.command("pull")
@declare.argument("path", "path")
@declare.option("cli.pull.write", "--write/--dry-run", default=False)
@declare.option("cli.pull.import", "--import", "make_source", is_flag=True)
@declare.option("cli.pull.changes", "--changes", type=declare.Choice(["accept", "reject", "keep"]), default="accept")
@declare.format_option()
def command(path: str, write: bool, make_source: bool, changes: Changes, form: str) -> int:
    """Print the edits made in a Word file, with `--write` write them into the sources, and return the exit status."""
    from jzdocs.compare.proof import prove
    from jzdocs.compare.returned import bring_home, write_home

    file = Path(path)
    if not file.is_file():
        raise UsageError("X043", at=Location(path), path=path)
    with reading(file):
        returned = bring_home(file, changes, make_source=make_source)
    proof = prove(returned, file, changes)
    pulled, places = returned.pulled, returned.places
    changed = [source for source in pulled.files if source.path in returned.changed]
    written = write_home(returned) if write else []
    if form == "json":
        files = [str(places[source.path]) for source in changed]
        print_json(pulled_record(pulled, proof, language(), files=files, written=write))
    else:
        _print_diff(changed, file.name)
        _print_notes(pulled)
        _print_proof(proof)
    for place in written if form != "json" else ():
        say(str(place))
    notes = [edit for edit in pulled.unapplied if edit.reason.key != "pull.earlier_version"]
    failed = notes or any(source.conflicts for source in pulled.files)
    return 1 if failed or proof.missing or proof.left or proof.errors else 0


def _print_proof(proof: Proof) -> None:
    """Print how the rebuilt document differs from the edited one, and what the edits broke."""
    for key, texts in (("pull.missing", proof.missing), ("pull.left", proof.left)):
        for found in texts:
            shown = found if len(found) <= _SHOWN else f"{found[:_SHOWN]}…"
            say(text(key, text=shown), err=True, color="yellow")
    print_findings(proof.errors, "text")


def _print_diff(changed: Sequence[PulledFile], name: str) -> None:
    """Print what changes in the sources; `name` is that of the Word file."""
    for source in changed:
        sides = (source.now.split("\n"), source.merged.split("\n"))
        for line in unified_diff(*sides, source.path, f"{source.path} ({name})", lineterm="", n=1):
            say(line, color=_COLORS.get(line[:1]))


_COLORS: Mapping[str, str] = {"+": "green", "-": "red", "@": "cyan"}


def _print_notes(pulled: Pulled) -> None:
    """Print which charts change with a number, what cannot be brought back, and where sides are in conflict."""
    for edit in pulled.edits:
        if edit.follows:
            charts = joined(edit.follows, "clauses")
            note = text("pull.follows", before=edit.before, after=edit.after, charts=charts)
            say(f"{Location(edit.path, edit.line)}: {note}")
    for unapplied in pulled.unapplied:
        shown = unapplied.text if len(unapplied.text) <= _SHOWN else f"{unapplied.text[:_SHOWN]}…"
        note = text("pull.unapplied", text=shown, reason=unapplied.reason)
        say(f"{Location(unapplied.path, unapplied.line)}: {note}", err=True, color="yellow")
    for source in pulled.files:
        for line in source.conflicts:
            say(f"{Location(source.path, line)}: {text('pull.conflict')}", err=True, color="red")
