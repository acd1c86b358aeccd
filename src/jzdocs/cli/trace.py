"""`jzdocs trace`: trace the numbers of a built file to their source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jzdocs.api.records import traced_record
from jzdocs.cli import declare
from jzdocs.cli.terminal import joined, print_json, say, text
from jzdocs.errors import Location, UsageError
from jzdocs.project import reading
from jzdocs.provenance.records import shown_place

if TYPE_CHECKING:
    from jzdocs.compare.trace import TracedFact


@declare.command("trace")
@declare.argument("path", "path", type=declare.PathType(folder=False))
@declare.format_option("text", "json")
def command(path: Path, form: str) -> int:
    """Print each named number of a built file with its source and state, and return the exit status."""
    from jzdocs.compare.trace import trace

    if not path.is_file():
        raise UsageError("X043", path=path)
    with reading(path):
        facts = trace(path)
    if form == "json":
        print_json({"figures": [traced_record(fact) for fact in facts]})
    else:
        for fact in facts:
            _print(fact)
    return 1 if any(fact.state in ("edited", "changed", "lost", "gone") for fact in facts) else 0


def _print(fact: TracedFact) -> None:
    """Print where a number stands, on which pages, and whether it agrees with its source; its sentence below."""
    place = fact.record["source"]
    at = Location(place["path"], place["line"], place["column"], cell=place.get("cell") or "")
    in_frame = "column_name" in place or "notebook_cell" in place
    pages = joined(fact.record.get("pages", ()))
    state = text(f"trace.{fact.state}", now=fact.now, source=fact.source)
    shown = [
        shown_place(place) if in_frame else str(at),
        fact.record["id"],
        fact.record["text"],
        text("diff.on_page", pages=pages) if pages else "—",
        state,
    ]
    color = None if fact.state == "agrees" else "yellow" if fact.state == "unknown" else "red"
    say("  ".join(shown), color=color)
    say(f"    {fact.record['sentence']}")
