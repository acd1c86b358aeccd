"""`jzdocs pull`."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

from jzdocs.build.publish import publish_files
from jzdocs.cli import declare
from jzdocs.cli.terminal import print_json, say, translated
from jzdocs.errors import Location, Report, UsageError
from jzdocs.project import find_project, source_of


@declare.command("pull")
@declare.argument("path", "path")
@declare.option("cli.pull.write", "--write/--dry-run", default=False)
@declare.option("cli.pull.changes", "--changes", type=declare.Choice(["accept", "reject", "keep"]), default="accept")
@declare.format_option()
def command(path: str, write: bool, changes: str, form: str) -> int:
    """Edits made in Word → the Markdown source. Shows a diff; --write does it."""
    from jzdocs.encoding import decode, encoded, read_bytes
    from jzdocs.pull.pull import base_files, pull

    file = Path(path)
    if not file.is_file():
        raise UsageError("X043", at=Location(path), path=path)
    places = {name: _source(file, name) for name in base_files(file)}
    raw = {name: read_bytes(place, name) for name, place in places.items()}
    now = {name: decode(data, name, Report()) for name, data in raw.items()}
    pulled = pull(file, now, changes)  # type: ignore[arg-type]
    changed = [one for one in pulled.files if one.merged != one.now]
    if form == "json":
        print_json(
            {
                "edits": [
                    {
                        "kind": e.kind,
                        "path": e.path,
                        "line": e.line,
                        "before": e.before,
                        "after": e.after,
                        "follows": list(e.follows),
                    }
                    for e in pulled.edits
                ],
                "left": [
                    {"path": one.path, "line": one.line, "text": one.text, "reason": one.reason} for one in pulled.left
                ],
                "conflicts": [{"path": one.path, "line": line} for one in pulled.files for line in one.conflicts],
                "files": [str(places[one.path]) for one in changed],
                "written": write,
            }
        )
    else:
        for one in changed:
            for line in unified_diff(
                one.now.split("\n"), one.merged.split("\n"), one.path, f"{one.path} ({file.name})", lineterm="", n=1
            ):
                say(line, color={"+": "green", "-": "red", "@": "cyan"}.get(line[:1]))
        for edit in pulled.edits:
            if edit.follows:
                say(
                    f"{edit.path}:{edit.line}: {edit.before} → {edit.after}: {translated('these follow')} {'；'.join(edit.follows)}"
                )
        for left in pulled.left:
            say(
                f"{left.path}:{left.line}: {translated('not brought back')} “{left.text}”: {translated(left.reason)}",
                err=True,
                color="yellow",
            )
        for one in pulled.files:
            for number in one.conflicts:
                say(f"{one.path}:{number}: {translated('both sides changed this: choose')}", err=True, color="red")
    if write:
        for one in changed:
            place = places[one.path]
            publish_files(place.parent, {place.name: encoded(one.merged, raw[one.path])})
            if form != "json":
                say(str(place))
    return 1 if pulled.left or any(one.conflicts for one in pulled.files) else 0


def _source(file: Path, name: str) -> Path:
    """A source file of a Word file: from the current folder, or beside the file or above it; only inside the
    project, where there is one."""
    place = source_of(file, name)
    project = find_project(place.resolve().parent) if place else None
    if place and (project is None or place.resolve().is_relative_to(project.root)):
        return place
    raise UsageError("X056", at=Location(str(file)), name=name)
