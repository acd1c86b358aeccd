"""Which paragraph of an edited file is which of the built one: by bookmark, then by paragraph id, then by text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from msgspec import Struct

from jzdocs.word.edited_file import Paragraph

_ALIKE = 0.6
_MOST = 40_000  # pairs that are compared by their text


class Anchor(Struct, frozen=True):
    """A paragraph as it was built: see `word.anchors.Anchored`; `text` is the whole paragraph as Markdown."""

    name: str
    para_id: str
    path: str
    line: int
    column: int
    kind: str
    before: str
    behind: str
    text: str

    def inner(self, text: str) -> str:
        """A paragraph's text without what the writer put around it; figures' numbers may have changed."""
        head = re.match(_loosely(self.before), text)
        text = text[head.end() :] if head and self.before else text
        tail = re.search(_loosely(self.behind) + r"$", text)
        return (text[: tail.start()] if tail and self.behind else text).strip(" \u3000")

    @property
    def in_front(self) -> bool:
        """Whether the front matter says it, or makes it."""
        return self.kind.partition(":")[0] in ("title", "subtitle", "issuer", "made")

    @property
    def said(self) -> str:
        """What the source said."""
        return self.inner(self.text)


def _loosely(text: str) -> str:
    return "".join(r"\d*" if c.isdigit() else r"[\s\u3000]*" if c.isspace() else rf"\\?{re.escape(c)}" for c in text)


def anchors_of(base: Mapping[str, Any]) -> list[Anchor]:
    """The anchors that a file was built with."""
    return [Anchor(*record) for record in base["anchors"]]


def aligned(anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """For each anchor that is found, by its place, the place of its paragraph."""
    found = _by_bookmark(anchors, paragraphs)
    _by_id(anchors, paragraphs, found)
    _by_text(anchors, paragraphs, found)
    return found


def _alike(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else float(a == b)


def _holds(text: str, part: str) -> bool:
    """Whether a text holds a good half of another."""
    return sum(m.size for m in SequenceMatcher(None, text, part, autojunk=False).get_matching_blocks()) >= 0.5 * max(
        1, len(part)
    )


def _by_bookmark(anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """A paragraph that holds several bookmarks was joined of several."""
    places = {anchor.name: index for index, anchor in enumerate(anchors)}
    found: dict[int, int] = {}
    for index, paragraph in enumerate(paragraphs):
        known = [places[name] for name in paragraph.anchors if name in places and places[name] not in found]
        if known:
            # joined paragraphs are the first of them that still says something
            says = (k for k in known if _holds(paragraph.text, anchors[k].text))
            found[known[0] if len(known) == 1 else next(says, known[-1])] = index
    return found


def _by_id(anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph], found: dict[int, int]) -> None:
    taken = set(found.values())
    ids = {p.para_id: i for i, p in enumerate(paragraphs) if p.para_id and i not in taken}
    for index, anchor in enumerate(anchors):
        place = ids.get(anchor.para_id)
        if index not in found and place is not None and place not in taken:
            found[index] = place
            taken.add(place)


def _by_text(anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph], found: dict[int, int]) -> None:
    """Equal texts first, then those that are most alike."""
    taken = set(found.values())
    free = [i for i, p in enumerate(paragraphs) if i not in taken and p.text and not p.anchors]
    lost = [i for i in range(len(anchors)) if i not in found]
    equal: dict[str, list[int]] = {}
    for place in free:
        equal.setdefault(paragraphs[place].text, []).append(place)
    for index in lost:
        if places := equal.get(anchors[index].text):
            found[index] = places.pop(0)
    taken = set(found.values())
    free = [i for i in free if i not in taken]
    lost = [i for i in lost if i not in found]
    if len(free) * len(lost) > _MOST:
        return
    pairs = sorted(((_alike(anchors[i].text, paragraphs[p].text), -i, -p) for i in lost for p in free), reverse=True)
    for ratio, i, p in pairs:
        if ratio < _ALIKE:
            break
        if -i not in found and -p not in taken:
            found[-i] = -p
            taken.add(-p)


def in_order(places: Sequence[int]) -> set[int]:
    """The positions of a longest rising run of `places`: what stands outside was moved."""
    best: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, place in enumerate(places):
        low, high = 0, len(ends)
        while low < high:
            middle = (low + high) // 2
            if places[ends[middle]] < place:
                low = middle + 1
            else:
                high = middle
        before.append(ends[low - 1] if low else None)
        if low == len(ends):
            ends.append(index)
        else:
            ends[low] = index
    last = ends[-1] if ends else None
    while last is not None:
        best.append(last)
        last = before[last]
    return set(best)
