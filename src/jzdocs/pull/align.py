"""Which paragraph of an edited file is which of the built one: by bookmark, then by paragraph id, then by text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from msgspec import Struct

from jzdocs.word.edited_file import Paragraph

_ALIKE = 0.6  # share of characters that two texts have in common if they are taken for one paragraph
_MOST_PAIRS = 40_000  # that are compared by their text: more would take seconds


class Anchor(Struct, frozen=True):
    """A paragraph as it was built (see `word.anchors.Anchored`): its bookmark and paragraph id, its place in the source
    (line and column from 1), its kind, what the writer put before and behind its text, and the whole paragraph as
    Markdown."""

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
        """Return a paragraph's text without what the writer put around it; numbers in that may have changed."""
        head = re.match(_loosely(self.before), text)
        text = text[head.end() :] if head and self.before else text
        tail = re.search(_loosely(self.behind) + r"$", text)
        return (text[: tail.start()] if tail and self.behind else text).strip(" \u3000")

    @property
    def in_front(self) -> bool:
        """Whether the text is, or is made from, a value of the front matter."""
        return self.kind.partition(":")[0] in ("title", "subtitle", "issuer", "made")

    @property
    def built_text(self) -> str:
        """The text when the file was built, without what the writer put around it."""
        return self.inner(self.text)


def _loosely(text: str) -> str:
    """Return a pattern for what the writer put around a text: digits and blanks may differ, marks be escaped."""
    return "".join(r"\d*" if c.isdigit() else r"[\s\u3000]*" if c.isspace() else rf"\\?{re.escape(c)}" for c in text)


def anchors_of(base: Mapping[str, Any]) -> list[Anchor]:
    """Return the anchors in the record of what a file was built from."""
    return [Anchor(*record) for record in base["anchors"]]


def align(anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Return, for each anchor that is found again, its place → the place of its paragraph."""
    places = _by_bookmark(anchors, paragraphs)
    _add_by_id(anchors, paragraphs, places)
    _add_by_text(anchors, paragraphs, places)
    return places


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _holds_half(text: str, part: str) -> bool:
    """Return whether a text holds a good half of another."""
    blocks = SequenceMatcher(None, text, part, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= 0.5 * max(1, len(part))


def _by_bookmark(anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Align by bookmarks. A paragraph that holds several was joined from several: it counts as the first of them that
    still stands in it."""
    by_name = {anchor.name: index for index, anchor in enumerate(anchors)}
    places: dict[int, int] = {}
    for place, paragraph in enumerate(paragraphs):
        candidates = [by_name[name] for name in paragraph.anchors if name in by_name and by_name[name] not in places]
        if len(candidates) > 1:
            still_there = (i for i in candidates if _holds_half(paragraph.text, anchors[i].text))
            places[next(still_there, candidates[-1])] = place
        elif candidates:
            places[candidates[0]] = place
    return places


def _add_by_id(anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph], places: dict[int, int]) -> None:
    taken = set(places.values())
    ids = {p.para_id: i for i, p in enumerate(paragraphs) if p.para_id and i not in taken}
    for index, anchor in enumerate(anchors):
        place = ids.get(anchor.para_id)
        if index not in places and place is not None and place not in taken:
            places[index] = place
            taken.add(place)


def _add_by_text(anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph], places: dict[int, int]) -> None:
    """Align what is left: equal texts first, then those that are most alike."""
    taken = set(places.values())
    free = [i for i, p in enumerate(paragraphs) if i not in taken and p.text and not p.anchors]
    lost = [i for i in range(len(anchors)) if i not in places]
    equal: dict[str, list[int]] = {}
    for place in free:
        equal.setdefault(paragraphs[place].text, []).append(place)
    for index in lost:
        if same := equal.get(anchors[index].text):
            places[index] = same.pop(0)
    taken = set(places.values())
    free = [i for i in free if i not in taken]
    lost = [i for i in lost if i not in places]
    if len(free) * len(lost) > _MOST_PAIRS:
        return
    pairs = ((_likeness(anchors[i].text, paragraphs[p].text), -i, -p) for i in lost for p in free)
    for likeness, index, place in sorted(pairs, reverse=True):  # of equally alike ones the first of both
        if likeness < _ALIKE:
            break
        if -index not in places and -place not in taken:
            places[-index] = -place
            taken.add(-place)


def longest_rising(places: Sequence[int]) -> set[int]:
    """Return the positions of a longest rising run of `places`: what stands outside it was moved."""
    ends: list[int] = []  # of the best run of each length, the position of its last
    tops: list[int] = []  # and that one's place
    before: list[int | None] = []
    for position, place in enumerate(places):
        length = bisect_left(tops, place)
        before.append(ends[length - 1] if length else None)
        ends[length : length + 1] = [position]
        tops[length : length + 1] = [place]
    run: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        run.add(last)
        last = before[last]
    return run
