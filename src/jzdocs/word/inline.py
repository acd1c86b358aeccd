"""Inlines → runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, assert_never

from docx.opc.constants import RELATIONSHIP_TYPE

from jzdocs.model import nodes as n
from jzdocs.word import ooxml as x
from jzdocs.word.ooxml import Element


@dataclass(slots=True)
class Runs:
    """Makes runs. `bookmarks` maps the document's ids to Word's names (40 characters, letters, digits and _)."""

    document: Any
    bookmarks: Mapping[str, str]
    ruby_size: int
    links: dict[str, str] = field(default_factory=dict)

    def make(self, inlines: Sequence[n.Inline], **properties: Any) -> list[Element]:
        """The runs of inlines; `properties` go to `run_properties`."""
        return list(self._walk(inlines, properties))

    def _walk(self, inlines: Sequence[n.Inline], now: Mapping[str, Any]) -> Iterator[Element]:
        for inline in inlines:
            match inline:
                case n.Text() | n.FactText():
                    yield x.run(inline.text, x.run_properties(**now))
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
