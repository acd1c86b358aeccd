"""What was painted for each tag of the structure tree, and all of it in reading order.

An element with text of its own has its children where they were painted; any other element has them in the order in
which layout made them, which is the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from msgspec import Struct, field

from jzdocs.frames import Tag

Content = TypeVar("Content")
Annotation = TypeVar("Annotation")
Part = Literal["content", "annotation", "tag"]
_PARTS: dict[Part, int] = {"content": 0, "annotation": 1, "tag": 2}


class UntaggedError(AssertionError):
    """An item is painted that belongs to no structure element and is no artifact: a fault of layout."""


class TagContents(Struct, Generic[Content, Annotation]):
    """What was painted for a tag: (place in the order of painting, page, what a file calls it)."""

    marked: list[tuple[int, int, Content]] = field(default_factory=list)
    annotations: list[tuple[int, int, Annotation]] = field(default_factory=list)


class Child(NamedTuple):
    """A part of an element: content or an annotation with its page and what a file calls it (`value`), or the number of
    a tag (page -1)."""

    kind: Part
    page: int
    value: Any


class Painting(Generic[Content, Annotation]):
    """Collects what each tag holds while pages are written."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        self.tags = tags
        self.contents: dict[int, TagContents[Content, Annotation]] = {}
        self._sequence = 0

    def add_content(self, tag: int, page: int, value: Content) -> None:
        """Record content of a tag that was painted on a page."""
        self.of(tag).marked.append((self._sequence, page, value))
        self._sequence += 1

    def add_annotation(self, tag: int, page: int, value: Annotation) -> None:
        """Record an annotation of a page that belongs to a tag."""
        self.of(tag).annotations.append((self._sequence, page, value))
        self._sequence += 1

    def of(self, tag: int) -> TagContents[Content, Annotation]:
        """Return what was painted for a tag."""
        contents = self.contents.get(tag)
        if contents is None:
            contents = self.contents[tag] = TagContents()
        return contents


class ReadingOrder(Generic[Content, Annotation]):
    """The tree of what was painted, in the order in which it is read; tags for which nothing was painted are left
    out."""

    def __init__(self, painting: Painting[Content, Annotation]) -> None:
        self._contents = painting.contents
        tags = painting.tags
        self._below: dict[int, list[int]] = {}
        for number, tag in enumerate(tags):
            self._below.setdefault(tag.parent, []).append(number)
        for kids in self._below.values():
            kids.sort(key=lambda k: (tags[k].after if tags[k].after >= 0 else k, k))
        self._first = [-1] * len(tags)
        for number in range(len(tags) - 1, -1, -1):  # children come after their parents
            own = [place for place, *_ in self._own(number)]
            below = [self._first[c] for c in self._below.get(number, ()) if self._first[c] >= 0]
            self._first[number] = min((*own, *below), default=-1)

    def _own(self, number: int) -> Iterator[tuple[int, Child]]:
        contents = self._contents.get(number)
        if contents:
            yield from ((place, Child("content", page, value)) for place, page, value in contents.marked)
            yield from ((place, Child("annotation", page, value)) for place, page, value in contents.annotations)

    def children(self, number: int) -> list[Child]:
        """Return the parts of an element in reading order."""
        events = list(self._own(number))
        kids = [c for c in self._below.get(number, ()) if self._first[c] >= 0]
        events += [(self._first[c] if events else place, Child("tag", -1, c)) for place, c in enumerate(kids)]
        return [child for _, child in sorted(events, key=lambda e: (e[0], _PARTS[e[1].kind]))]
