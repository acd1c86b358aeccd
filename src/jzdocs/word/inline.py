"""Inlines → runs, fields and hyperlinks of WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, assert_never

from docx.opc.constants import RELATIONSHIP_TYPE
from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.model import nodes
from jzdocs.resolve.lists import distinct_pages
from jzdocs.word import ooxml
from jzdocs.word.ooxml import Element

_FIRST_NUMBER = 10_000  # ids of numbers' bookmarks are counted apart from those of `bookmarks.Ids`


def note_anchor(label: str) -> str:
    """Return the anchor of the first mark of a footnote."""
    return f"jz-note:{label}"


class Runs(Struct):
    """Makes runs of a `part` of the package, to which its links belong.

    `bookmarks` maps the document's ids and anchors to Word's names, `numbers` to the pages on which they stand in our
    own layout; `ruby_size` is that of text below annotations, in half points; `links` collects the relationships of
    addresses, `formulas` the LaTeX of formulas by their text.
    """

    part: Any
    bookmarks: Mapping[str, str]
    ruby_size: int
    numbers: Mapping[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    count: int = 0
    next_relationship: int = 1  # no lower id is free

    def of_part(self, part: Any) -> Runs:
        """Return a maker of runs for another part, which counts bookmarks on from here."""
        return replace(self, part=part, links={}, next_relationship=1)

    def make(self, inlines: Sequence[nodes.Inline], **properties: Any) -> list[Element]:
        """Return the runs of inlines; `properties` go to `ooxml.run_properties`."""
        return [*self._walk(inlines, properties), *self._pages(inlines)]

    def marked(self, anchor: str, children: Sequence[Element]) -> list[Element]:
        """Return elements in the bookmark of a place that prints a named number, where it has one."""
        name = self.bookmarks.get(anchor)
        if name is None:
            return list(children)
        self.count += 1
        return ooxml.bookmark(name, _FIRST_NUMBER + self.count, children)

    def _pages(self, inlines: Sequence[nodes.Inline]) -> list[Element]:
        """Return the page references among inlines as fields with the numbers of our own pages, each page once."""
        out: list[Element] = []
        for number, target in distinct_pages(inlines, lambda t: self.numbers.get(t, "")):
            name = self.bookmarks.get(target)
            out += [ooxml.run("、")] if out else []
            out += ooxml.field(f"PAGEREF {name} \\h", [ooxml.run(number)]) if name else [ooxml.run(number)]
        return out

    def _walk(  # noqa: C901, PLR0912 (an arm a kind)
        self, inlines: Sequence[nodes.Inline], properties: Mapping[str, Any]
    ) -> Iterator[Element]:
        for inline in inlines:
            match inline:
                case nodes.Text():
                    yield from ooxml.runs(inline.text, ooxml.run_properties(**properties))
                case nodes.FactText():
                    yield from self.marked(inline.anchor, [ooxml.run(inline.text, ooxml.run_properties(**properties))])
                case nodes.PageRef():
                    continue  # printed together, once a page
                case nodes.Code():
                    yield ooxml.run(inline.text, ooxml.run_properties(**{**properties, "style": "CodeChar"}))
                case nodes.Strong():
                    yield from self._walk(inline.children, {**properties, "style": "Strong"})
                case nodes.Emphasis() if inline.dots:
                    yield from self._walk(inline.children, {**properties, "dots": True})
                case nodes.Emphasis():
                    yield from self._walk(inline.children, {**properties, "style": "Emphasis"})
                case nodes.Script():
                    yield from self._walk(inline.children, {**properties, "vertical": f"{inline.position}script"})
                case nodes.Link():
                    yield self._link(inline, properties)
                case nodes.Reference():
                    yield from self._reference(inline, properties)
                case nodes.Ruby():
                    yield ooxml.ruby(inline.base, inline.text, self.ruby_size, ooxml.run_properties(**properties))
                case nodes.Formula():
                    yield self._formula(inline)
                case nodes.NoteRef():
                    yield from self._note_mark(inline)
                case nodes.Break():
                    yield ooxml.line_break(ooxml.run_properties(**properties))
                case _:
                    assert_never(inline)

    def _note_mark(self, mark: nodes.NoteRef) -> list[Element]:
        """Return the mark of a note. Its first is the note's own; another refers to that, which has a bookmark then."""
        anchor = note_anchor(mark.label)
        if mark.again:
            return ooxml.note_mark(ooxml.repeated_note(self.bookmarks.get(anchor, ""), mark.number))
        if anchor not in self.bookmarks:
            return ooxml.footnote_reference(mark.number)
        own = ooxml.raised_run(ooxml.w("footnoteReference", id=mark.number))
        return ooxml.note_mark(self.marked(anchor, [own]))

    def _formula(self, inline: nodes.Formula) -> Element:
        from jzdocs.word.formula import inline_formula  # only documents with formulas pay for it

        element = inline_formula(inline.latex)
        self.formulas[ooxml.text_of_formula(element)] = inline.latex
        return element

    def _link(self, link: nodes.Link, properties: Mapping[str, Any]) -> Element:
        children = self._walk(link.children, {**properties, "style": "Hyperlink"})
        if link.href.startswith("#"):
            return ooxml.hyperlink(children, anchor=self.bookmarks.get(link.href[1:], "_top"))
        rel = self.links.get(link.href)
        if rel is None:
            rel = self.links[link.href] = self._relationship(link.href)
        return ooxml.hyperlink(children, relationship=rel)

    def _relationship(self, href: str) -> str:
        """Return the id of a new relationship to an address: the first that is free. python-docx looks through all
        relationships for each, which takes minutes for thousands of links."""
        relationships = self.part.rels
        while f"rId{self.next_relationship}" in relationships:
            self.next_relationship += 1
        id_ = f"rId{self.next_relationship}"
        relationships.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, href, id_, is_external=True)
        return id_

    def _reference(self, reference: nodes.Reference, properties: Mapping[str, Any]) -> Iterator[Element]:
        name = self.bookmarks.get(reference.target, "")
        result = [ooxml.run(reference.text, ooxml.run_properties(**properties))]
        if name.startswith("_Ref"):
            yield from ooxml.field(f"REF {name} \\h", result)
        else:
            yield ooxml.hyperlink(result, anchor=name)


def broken(lines: Sequence[str], properties: Element | None = None) -> list[Element]:
    """Return runs of a text that is broken into lines."""
    out: list[Element] = []
    for line in lines:
        out += [ooxml.line_break()] if out else []
        out.append(ooxml.run(line, properties))
    return out
