"""`jzdocs charts`: propose charts for the numbers of a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jzdocs.api.records import proposal_record
from jzdocs.cli import declare
from jzdocs.cli.terminal import Form, language, load_one, print_json, say
from jzdocs.messages.catalogue import text

if TYPE_CHECKING:
    from jzdocs.resolve.proposals import Proposal


@declare.command("charts")
@declare.argument("path", "path")
@declare.format_option()
def command(path: str, form: Form) -> int:
    """Print the proposals for a document and return the exit status."""
    from jzdocs.resolve.proposals import proposals

    proposed = list(proposals(load_one(path).document))
    if form == "json":
        print_json({"charts": [proposal_record(proposal, language()) for proposal in proposed]})
    else:
        _print(proposed)
    return 0


def _print(proposed: Sequence[Proposal]) -> None:
    for position, proposal in enumerate(proposed, 1):
        at = proposal.numbers[0].at
        say(f"{position}. [{proposal.kind}] {proposal.title}  ({at.path}:{at.line})")
        say(f"   {text(proposal.reason, language())}")
        for index, (label, placed) in enumerate(zip(proposal.labels, proposal.numbers, strict=True)):
            series = f"（{proposal.series[index % len(proposal.series)]}）" if proposal.series else ""
            say(f"   - {label}{series}: {placed.number.quantity.text}")
        for warning in proposal.warnings:
            say(f"   ! {text(warning, language())}")
