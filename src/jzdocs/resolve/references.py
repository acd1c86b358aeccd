"""Cross-references: `@fig:reuse` → 图3, `@tbl:ranks` → 表2, `@sec:…` → the heading's number, `@fact:…` → the
figure's text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, blocks, inlines, map_leaves, plain, rewrite_inlines
from jzdocs.resolve.facts import print_fact
from jzdocs.resolve.suggestions import nearest

_GIVE = message("hint.give_id")


def targets(document: nodes.Document, report: Report) -> dict[str, str]:
    """id → the text that a reference prints, for every heading, figure and table. An id used twice is an error."""
    found: dict[str, str] = {}
    for block in blocks(document.blocks):
        match block:
            case nodes.Heading():
                text = block.number.rstrip("、.．　 ") or f"“{plain(block.inlines)}”"
            case nodes.Figure():
                text = f"图{block.number}"
            case nodes.Table():
                text = f"表{block.number}"
            case _:
                continue
        if not block.id:
            continue
        if block.id in found:
            report.error(block.at, "R004", id=block.id)
        found[block.id] = text
    return found


def resolve_references(
    document: nodes.Document,
    known: Mapping[str, str],
    facts: Mapping[str, nodes.Fact],
    report: Report,
    others: Iterable[str] = (),
) -> nodes.Document:
    """Put the texts of references in, to what is `known` and to `facts`; one that leads nowhere is an error.
    `others` are names of figures that could be used."""

    def change(inline: nodes.Inline) -> nodes.Inline:
        if not isinstance(inline, nodes.Reference):
            return inline
        kind, _, name = inline.target.partition(":")
        if kind == "fact":
            fact = facts.get(name.partition(":")[0])
            if fact is None:
                report.error(inline.at, "F003", name=name, hint=nearest(name, [*facts, *others]))
                return nodes.Text(f"{{{name}}}", inline.at)
            return nodes.FactText(fact.id, print_fact(fact, name), inline.at, use=True)
        target = inline.target if inline.target in known else name
        if target not in known:
            report.error(inline.at, "R001", target=inline.target, hint=nearest(inline.target, dict(known), _GIVE))
            return nodes.Text(f"@{inline.target}", inline.at)
        return replace(inline, target=target, text=known[target])

    def rewrite(run: Inlines) -> Inlines:
        for inline in inlines(run):
            if isinstance(inline, nodes.Link) and inline.href.startswith("#") and inline.href[1:] not in known:
                report.error(
                    inline.at, "R001.link", href=inline.href, hint=nearest(inline.href[1:], dict(known), _GIVE)
                )
        return map_leaves(run, change)

    notes = {k: tuple(replace(p, inlines=rewrite(p.inlines)) for p in v) for k, v in document.notes.items()}
    return replace(document, blocks=tuple(rewrite_inlines(b, rewrite) for b in document.blocks), notes=notes)
