"""Cross-references: `@fig:reuse` → 图3, `@tbl:ranks` → 表2, `@sec:…` → the heading's number, `@fact:…` → the
fact's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import assert_never
from urllib.parse import unquote

from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.model.rewrite import map_leaves, rewrite_document_runs
from jzdocs.model.walk import Inlines, Leaf, blocks, inlines, plain
from jzdocs.resolve.facts import print_fact
from jzdocs.resolve.lists import formula_number
from jzdocs.resolve.suggestions import nearest

_GIVE_ID = message("hint.give_id")


def targets(document: nodes.Document, report: Report) -> dict[str, str]:
    """Return id → the text that a reference prints, for every heading, figure, table and formula. An id that is used
    twice is an error."""
    texts: dict[str, str] = {}
    for block in blocks(document.blocks):
        if not isinstance(block, nodes.Heading | nodes.Figure | nodes.Table | nodes.DisplayFormula) or not block.id:
            continue
        if block.id in texts:
            report.error(block.at, "R004", id=block.id)
        texts[block.id] = _reference_text(block)
    return texts


def _reference_text(block: nodes.Heading | nodes.Figure | nodes.Table | nodes.DisplayFormula) -> str:
    match block:
        case nodes.Heading():
            return block.number.rstrip("、.．　 ") or f"“{plain(block.inlines)}”"
        case nodes.Figure():
            return f"图{block.number}"
        case nodes.Table():
            return f"表{block.number}"
        case nodes.DisplayFormula():
            return f"式{formula_number(block)}"
        case _:
            assert_never(block)


def resolve_references(
    document: nodes.Document, facts: Mapping[str, nodes.Fact], report: Report, other_names: Iterable[str] = ()
) -> nodes.Document:
    """Return the document with the texts of its references to blocks and `facts`; an undefined one is an error.
    `other_names` are names of facts that could be used."""
    texts = targets(document, report)

    def change(leaf: Leaf) -> Leaf:
        if not isinstance(leaf, nodes.Reference):
            return leaf
        kind, _, name = leaf.target.partition(":")
        if kind == "fact":
            fact = facts.get(name.partition(":")[0])
            if fact is None:
                report.error(leaf.at, "F003", name=name, hint=nearest(name, [*facts, *other_names]))
                return nodes.Text(f"{{{name}}}", leaf.at)
            return nodes.FactText(fact.id, print_fact(fact, name), leaf.at, use=True)
        target = leaf.target if leaf.target in texts else name
        if target not in texts and leaf.written:
            report.warn(leaf.at, "R001.written", text=leaf.written, hint=nearest(leaf.target, texts, _GIVE_ID))
            return nodes.Text(leaf.written, leaf.at)
        if target not in texts:
            report.error(leaf.at, "R001", target=leaf.target, hint=nearest(leaf.target, texts, _GIVE_ID))
            return nodes.Text(f"@{leaf.target}", leaf.at)
        return replace(leaf, target=target, text=texts[target])

    anchors = {**heading_anchors(document), **{id_: id_ for id_ in texts}}

    def link(inline: nodes.Link) -> Inlines:
        """Return a link within the document with the id of its target; without one only its text."""
        name = unquote(inline.href[1:])
        target = anchors.get(name) or anchors.get(_slug(name))
        if target is not None:
            return (replace(inline, href=f"#{target}"),)
        report.warn(inline.at, "R001.link", href=f"#{name}", hint=nearest(name, texts, _GIVE_ID))
        return inline.children

    def rewrite(run: Inlines) -> Inlines:
        has_links = any(isinstance(inline, nodes.Link) and inline.href.startswith("#") for inline in inlines(run))
        return map_leaves(_with_links(run, link) if has_links else run, change)

    return rewrite_document_runs(document, rewrite)


def _with_links(run: Inlines, change: Callable[[nodes.Link], Inlines]) -> Inlines:
    """Return a run with `change` applied to its links within the document."""
    out: list[nodes.Inline] = []
    for inline in run:
        if isinstance(inline, nodes.Link) and inline.href.startswith("#"):
            out.extend(change(inline))
        elif isinstance(inline, nodes.Strong | nodes.Emphasis | nodes.Script):
            out.append(replace(inline, children=_with_links(inline.children, change)))
        else:
            out.append(inline)
    return tuple(out)


def heading_anchors(document: nodes.Document) -> dict[str, str]:
    """Return the ids of headings by the anchors that GitHub gives them: their text in small letters with - for spaces
    and without marks; a second of the same name ends in -1."""
    anchors: dict[str, str] = {}
    for block in blocks(document.blocks):
        if not isinstance(block, nodes.Heading):
            continue
        for text in dict.fromkeys((plain(block.inlines), block.number + plain(block.inlines))):
            anchor = name = _slug(text)
            count = 0
            while anchor in anchors and anchors[anchor] != block.id:
                count += 1
                anchor = f"{name}-{count}"
            anchors[anchor] = block.id
    return anchors


def _slug(text: str) -> str:
    return re.sub(r"[^\w\- ]", "", text.strip().lower().replace("\u3000", " ")).replace(" ", "-")
