"""Footnotes: their numbers in the order of the marks, marks that repeat one, and notes that stand in other notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs import limits
from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.rewrite import map_blocks, map_leaves, rewrite_runs
from jzdocs.model.walk import Inlines, Leaf, blocks, leaves, runs


def number_notes(document: nodes.Document, report: Report) -> nodes.Document:
    """Return the document with its footnotes numbered in the order in which the text refers to them.

    A further mark of a note repeats its number. A mark inside a note repeats that of a note of the text; a note that
    only another note refers to is printed there in brackets, with a warning: Word allows no notes in notes. Notes that
    nothing refers to are left out with a warning; a mark without a note is an error.
    """
    return _Notes(document, report).numbered()


class _Notes(Struct):
    """The footnotes of a document while they are numbered: the `numbers` of those that the text refers to, by label,
    and the labels of those that are printed `inside` others."""

    document: nodes.Document
    report: Report
    numbers: dict[str, int] = field(default_factory=dict)
    inside: set[str] = field(default_factory=set)

    def numbered(self) -> nodes.Document:
        body = _with_leaves(self.document.blocks, self._mark)
        notes = {
            label: _with_leaves(self.document.notes[label], lambda leaf, label=label: self._inner(leaf, (label,)))
            for label in self.numbers
            if label in self.document.notes
        }
        for label, note in self.document.notes.items():
            if label not in self.numbers and label not in self.inside:
                last = max(
                    (leaf.at.line for block in blocks(note) for run in runs(block) for leaf in leaves(run)), default=0
                )
                self.report.warn(note[0].at if note else self.document.at, "R003", label=label, last=last)
        return replace(self.document, blocks=body, notes=notes)

    def _mark(self, leaf: Leaf) -> Leaf:
        """Return a mark in the text with its number."""
        if not isinstance(leaf, nodes.NoteRef):
            return leaf
        if leaf.label not in self.document.notes:
            self.report.error(leaf.at, "R002", label=leaf.label)
        again = leaf.label in self.numbers
        return replace(leaf, number=self.numbers.setdefault(leaf.label, len(self.numbers) + 1), again=again)

    def _inner(self, leaf: Leaf, around: Sequence[str]) -> Leaf | Inlines:
        """Return a mark inside the notes `around` it: the number of a note of the text, or what the note says."""
        if not isinstance(leaf, nodes.NoteRef):
            return leaf
        if leaf.label in self.numbers:
            return replace(leaf, number=self.numbers[leaf.label], again=True)
        self.report.warn(leaf.at, "S074", label=leaf.label)
        if leaf.label in around or leaf.label not in self.document.notes:
            return ()
        if len(around) >= limits.current().nesting:
            self.report.error(leaf.at, "S030.notes", most=limits.current().nesting)
            return ()
        self.inside.add(leaf.label)
        inner: list[nodes.Inline] = []
        for block in blocks(self.document.notes[leaf.label]):
            texts = [(nodes.Text(block.text, block.at),)] if isinstance(block, nodes.CodeBlock) else runs(block)
            for run in texts:
                inner += [*([nodes.Text("；", leaf.at)] if inner else []), *run]
        nested = map_leaves(tuple(inner), lambda other: self._inner(other, (*around, leaf.label)))
        return (nodes.Text("（", leaf.at), *nested, nodes.Text("）", leaf.at))


def _with_leaves(of: tuple[nodes.Block, ...], change: Any) -> tuple[nodes.Block, ...]:
    """Return blocks with `change` applied to every leaf of their runs."""
    return map_blocks(of, lambda block: rewrite_runs(block, lambda run: map_leaves(run, change)))
