"""Inlines → runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, assert_never

from docx.opc.constants import RELATIONSHIP_TYPE
from msgspec import Struct, field

from jzdocs.model import nodes as n
from jzdocs.resolve.lists import distinct_pages
from jzdocs.word import ooxml as x
from jzdocs.word.ooxml import Element

_FIRST_NUMBER = 10_000  # figures' bookmarks are counted apart from headings'


class Runs(Struct):
    """Makes runs. `bookmarks` maps the document's ids and anchors to Word's names (40 characters, letters, digits and _), `numbers` gives the
    page on which each stands in our own layout."""

    document: Any
    bookmarks: Mapping[str, str]
    ruby_size: int
    numbers: Mapping[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def make(self, inlines: Sequence[n.Inline], **properties: Any) -> list[Element]:
        """The runs of inlines; `properties` go to `run_properties`."""
        return [*self._walk(inlines, properties), *self._pages(inlines)]

    def marked(self, anchor: str, children: Sequence[Element]) -> list[Element]:
        """Elements in the bookmark of a figure's place, where it has one."""
        name = self.bookmarks.get(anchor)
        if name is None:
            return list(children)
        self.count += 1
        return x.bookmark(name, _FIRST_NUMBER + self.count, children)

    def _pages(self, inlines: Sequence[n.Inline]) -> list[Element]:
        """Page numbers as fields, with what our own pages say."""
        out: list[Element] = []
        for number, target in distinct_pages(inlines, lambda t: self.numbers.get(t, "")):
            name = self.bookmarks.get(target)
            out += [x.run("、")] if out else []
            out += x.field(f"PAGEREF {name} \\h", [x.run(number)]) if name else [x.run(number)]
        return out

    def _walk(self, inlines: Sequence[n.Inline], now: Mapping[str, Any]) -> Iterator[Element]:
        for inline in inlines:
            match inline:
                case n.Text():
                    yield x.run(inline.text, x.run_properties(**now))
                case n.FactText():
                    yield from self.marked(inline.anchor, [x.run(inline.text, x.run_properties(**now))])
                case n.PageRef():
                    continue  # printed together, once a page
                case n.Code():
                    yield x.run(inline.text, x.run_properties(**{**now, "style": "CodeChar"}))
                case n.Strong():
                    yield from self._walk(inline.children, {**now, "style": "Strong"})
                case n.Emphasis() if inline.dots:
                    yield from self._walk(inline.children, {**now, "dots": True})
                case n.Emphasis():
                    yield from self._walk(inline.children, {**now, "style": "Emphasis"})
                case n.Script():
                    yield from self._walk(inline.children, {**now, "vertical": f"{inline.position}script"})
                case n.Link():
                    yield self._link(inline, now)
                case n.Reference():
                    yield from self._reference(inline, now)
                case n.Ruby():
                    yield x.ruby(inline.base, inline.text, self.ruby_size, x.run_properties(**now))
                case n.NoteRef():
                    yield from x.footnote_reference(inline.number)
                case n.Break():
                    yield x.line_break(x.run_properties(**now))
                case _:
                    assert_never(inline)

    def _link(self, link: n.Link, now: Mapping[str, Any]) -> Element:
        children = self._walk(link.children, {**now, "style": "Hyperlink"})
        if link.href.startswith("#"):
            return x.hyperlink(children, anchor=self.bookmarks.get(link.href[1:], "_top"))
        rel = self.links.get(link.href)
        if rel is None:
            rel = self.links[link.href] = self.document.part.relate_to(link.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return x.hyperlink(children, relationship=rel)

    def _reference(self, reference: n.Reference, now: Mapping[str, Any]) -> Iterator[Element]:
        name = self.bookmarks.get(reference.target, "")
        result = [x.run(reference.text, x.run_properties(**now))]
        if name.startswith("_Ref"):
            yield from x.field(f"REF {name} \\h", result)
        else:
            yield x.hyperlink(result, anchor=name)
