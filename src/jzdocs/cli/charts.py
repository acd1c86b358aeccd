"""`jzdocs charts`."""

from __future__ import annotations

import click

from jzdocs.cli.terminal import format_option, load_one, print_json, say


@click.command()
@click.argument("path")
@format_option
def command(path: str, form: str) -> int:
    """Charts that the figures of a text suit, with the reason for each and what must be said beside it."""
    from jzdocs.resolve.proposals import proposals

    found = list(proposals(load_one(path).document))
    if form == "json":
        records = [
            {
                "kind": p.kind,
                "title": p.title,
                "reason": p.reason,
                "warnings": list(p.warnings),
                "figures": [
                    {
                        "text": one.figure.quantity.text,
                        "subject": one.figure.subject,
                        "path": one.at.path,
                        "line": one.at.line,
                    }
                    for one in p.figures
                ],
            }
            for p in found
        ]
        print_json({"charts": records})
        return 0
    for number, proposal in enumerate(found, 1):
        at = proposal.figures[0].at
        say(f"{number}. [{proposal.kind}] {proposal.title}  ({at.path}:{at.line})")
        say(f"   {proposal.reason}")
        for one in proposal.figures:
            say(f"   - {one.figure.subject or '—'}: {one.figure.quantity.text}")
        for warning in proposal.warnings:
            say(f"   ! {warning}")
    return 0
