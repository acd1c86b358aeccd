"""`jzdocs charts`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from jzdocs.cli.terminal import format_option, language, load_one, print_json, say
from jzdocs.messages.catalogue import text

if TYPE_CHECKING:
    from jzdocs.resolve.proposals import Proposal


@click.command()
@click.argument("path")
@format_option
def command(path: str, form: str) -> int:
    """Charts that the figures of a text suit, with the reason for each and what must be said beside it."""
    from jzdocs.resolve.proposals import proposals

    found = list(proposals(load_one(path).document))
    if form == "json":
        print_json({"charts": [_record(proposal) for proposal in found]})
        return 0
    for number, proposal in enumerate(found, 1):
        at = proposal.numbers[0].at
        say(f"{number}. [{proposal.kind}] {proposal.title}  ({at.path}:{at.line})")
        say(f"   {text(proposal.reason, language())}")
        for placed in proposal.numbers:
            say(f"   - {placed.number.subject or '—'}: {placed.number.quantity.text}")
        for warning in proposal.warnings:
            say(f"   ! {text(warning, language())}")
    return 0


def _record(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as JSON prints it."""
    return {
        "kind": proposal.kind,
        "title": proposal.title,
        "reason": text(proposal.reason, language()),
        "warnings": [text(warning, language()) for warning in proposal.warnings],
        "figures": [
            {
                "text": placed.number.quantity.text,
                "subject": placed.number.subject,
                "path": placed.at.path,
                "line": placed.at.line,
            }
            for placed in proposal.numbers
        ],
    }
