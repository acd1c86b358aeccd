"""Bookmarks of a Word file: their names, their numbers, and what each of them stands for.

Headings get `_Toc…`, figures and tables `_Ref…` (the names that Word gives them itself and hides in its list), places
that print a named number `jz_…`. All three are what fields and links of the file refer to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from jzdocs.model import nodes
from jzdocs.model.walk import SOURCES_ID, blocks, document_runs, leaves
from jzdocs.provenance.uses import uses
from jzdocs.word import ooxml
from jzdocs.word.inline import note_anchor
from jzdocs.word.markdown import Marks
from jzdocs.word.ooxml import Element

_FIRST_NUMBER = 100_000_001  # Word's own names end in nine digits
_READABLE = 24  # characters of a number's name; a bookmark's has 40 at most (ECMA-376 Part 1, 17.13.6.2)
_FIRST_DRAWING = 1000  # ids of drawings are counted with bookmarks', this far behind


class Ids(Struct):
    """Counts the ids of bookmarks and drawings, which are unique within a document."""

    taken: int = 0

    def bookmark(self) -> int:
        """Return the id of the next bookmark."""
        self.taken += 1
        return self.taken

    def drawings(self, count: int) -> int:
        """Return the first of `count` ids in a row, for drawings."""
        first = _FIRST_DRAWING + self.taken + 1
        self.taken += count
        return first


class Bookmarks:
    """The bookmarks of a document. `names` maps its ids and anchors to Word's names."""

    def __init__(self, document: nodes.Document) -> None:
        self._document = document
        self._uses = uses(document)
        self.ids = Ids()
        self.names: Mapping[str, str] = _names(document, self._uses)

    def enclose(self, target: str, children: Sequence[Element]) -> list[Element]:
        """Return elements in the bookmark of `target`, an id of the document; bare where it has none."""
        name = self.names.get(target)
        return list(children) if name is None else ooxml.bookmark(name, self.ids.bookmark(), children)

    def of_fact(self, name: str) -> list[str]:
        """Return the names of the bookmarks in which a named number is printed; charts, which draw it, are none."""
        names = (self.names.get(anchor, "_Ref") for anchor in self._uses.get(name, ()))
        return [name for name in names if not name.startswith("_Ref")]  # those hold captions: what is drawn has no text

    def marks(self, links: Mapping[str, str], formulas: Mapping[str, str]) -> Marks:
        """Return what bookmarks and notes stand for, so that the file can be read as Markdown; `links` maps addresses
        to relationships, `formulas` the texts of formulas to their LaTeX."""
        notes = {str(number): label for number, label in enumerate(self._document.notes, 1)}
        addresses = {relationship: address for address, relationship in links.items()}
        return Marks(self._facts(), self._targets(), notes, addresses, formulas=formulas)

    def _facts(self) -> dict[str, tuple[str, bool]]:
        """Map bookmarks to (name of the number, whether it only repeats what another place names)."""
        found = (leaf for run in document_runs(self._document) for leaf in leaves(run))
        naming = {leaf.anchor for leaf in found if isinstance(leaf, nodes.FactText) and not leaf.use}
        facts = {}
        for name in self._document.facts:
            for anchor in self._uses.get(name, ()):
                bookmark = self.names.get(anchor, "_Ref")
                if not bookmark.startswith("_Ref"):
                    facts[bookmark] = (name, anchor not in naming)
        return facts

    def _targets(self) -> dict[str, str]:
        """Map bookmarks to the references that lead to them (`@fig:reuse`, `[^1]`)."""
        kinds = ((nodes.Heading, "sec"), (nodes.Figure, "fig"), (nodes.Table, "tbl"), (nodes.DisplayFormula, "eq"))
        targets = {}
        for block in blocks(self._document.blocks):
            for node, kind in kinds:
                if isinstance(block, node) and block.id in self.names:
                    targets[self.names[block.id]] = f"@{block.id}" if ":" in block.id else f"@{kind}:{block.id}"
        labels = ((label, self.names.get(note_anchor(label))) for label in self._document.notes)
        return targets | {name: f"[^{label}]" for label, name in labels if name}


def _names(document: nodes.Document, places: Mapping[str, Sequence[str]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Heading) and block.id:
            names[block.id] = f"_Toc{len(names) + _FIRST_NUMBER}"
        elif isinstance(block, nodes.Figure | nodes.Table | nodes.DisplayFormula) and block.number:
            names[block.id] = f"_Ref{len(names) + _FIRST_NUMBER}"
    names[SOURCES_ID] = f"_Toc{len(names) + _FIRST_NUMBER}"
    for leaf in (leaf for run in document_runs(document) for leaf in leaves(run)):
        if isinstance(leaf, nodes.NoteRef) and leaf.again:
            names.setdefault(note_anchor(leaf.label), f"_Ref{len(names) + _FIRST_NUMBER}")
    for anchors in places.values():
        for anchor in anchors:
            names.setdefault(anchor, _readable_name(anchor, len(names)))
    return names


def _readable_name(anchor: str, number: int) -> str:
    """Return a bookmark's name that says what it marks: `jz_reuse_to_7` for a place of `reuse.to`."""
    kind, _, name = anchor.removeprefix("jz-").partition("-")
    readable = re.sub(r"\W", "_", name, flags=re.ASCII).strip("_")[:_READABLE]
    return f"jz_{'' if kind == 'fact' else f'{kind}_'}{readable}_{number}" if readable else f"jz_{number}"
