"""How a run of `jzdocs build` reports, for documents and for rows."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from jzdocs.cli.terminal import Form, say, text
from jzdocs.messages.message import Message


class Reporting(Struct, frozen=True):
    """How a run works and what it prints: how many documents at the same time, in which form, and whether warnings are
    errors, and whether findings of a kind are printed `every` one."""

    jobs: int
    form: Form
    strict: bool = False
    timings: bool = False
    explain: bool = False
    every: bool = False

    def status(self, errors: int, warnings: int) -> int:
        """Return the exit status for so many findings."""
        return 1 if errors or (self.strict and warnings) else 0


class RowOptions(Struct, frozen=True):
    """Where the rows come from that documents are built for, how the documents are named, and on which cluster."""

    data: str
    query: str = ""
    pattern: str = ""
    scheduler: str = ""


def notes_of(notes: Iterable[Message | None]) -> list[Message]:
    """Return what a run says of the machine, each once."""
    distinct: list[Message] = []
    for note in notes:
        if note is not None and note not in distinct:
            distinct.append(note)
    return distinct


def print_notes(notes: Iterable[Message | None], form: Form) -> None:
    """Print what a run says of the machine, once for all documents."""
    for note in notes_of(notes) if form == "text" else ():
        say(text(note), err=True)


def print_explanation(name: str, explanation: str) -> None:
    """Print what was built again of a document, and why."""
    say(text("cli.build.explained", name=name, explanation=explanation), err=True)
