"""Which paragraph of an edited file is which of the built one: by bookmark, then by paragraph id, then by text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from msgspec import Struct

from jzdocs.patterns import compiled
from jzdocs.word.edited_file import Paragraph

# share of characters that two texts have in common if they are taken for one paragraph: with the same id, between the
# same neighbours, anywhere
_SAME_ID, _ALIKE, _NEARLY_EQUAL = 0.3, 0.6, 0.85
_LONG = 10  # characters of a text that is looked for anywhere
_MOST_PAIRS = 40_000  # that are compared by their text: more would take seconds


class Anchor(Struct, frozen=True):
    """A paragraph as it was built (see `word.anchors.Anchored`): its bookmark and paragraph id, its place in the source
    (line and column from 1), its kind, what the writer put before and behind its text, the whole paragraph as Markdown,
    and the pieces of one that prints the front matter."""

    name: str
    para_id: str
    path: str
    line: int
    column: int
    kind: str
    before: str
    behind: str
    text: str
    pieces: Sequence[Any] = ()

    def inner(self, text: str) -> str:
        """Return a paragraph's text without what the writer put around it; numbers in that may have changed."""
        head = re.match(_loosely(self.before), text)
        text = text[head.end() :] if head and self.before else text
        tail = re.search(_loosely(self.behind) + r"$", text)
        return (text[: tail.start()] if tail and self.behind else text).strip(" \u3000")

    def is_framed(self, text: str) -> bool:
        """Return whether a paragraph's text still has what the writer put around it."""
        head, tail = _loosely(self.before), _loosely(self.behind)
        return bool(re.match(head, text)) and bool(re.search(tail + r"$", text))

    @property
    def in_front(self) -> bool:
        """Whether the text is, or is made from, a value of the front matter."""
        return self.kind.partition(":")[0] in ("title", "subtitle", "front", "issuer", "made")

    @property
    def built_text(self) -> str:
        """The text when the file was built, without what the writer put around it."""
        return self.inner(self.text)


def _loosely(text: str) -> str:
    """Return a pattern for what the writer put around a text: digits and blanks may differ, marks be escaped."""
    return "".join(r"\d*" if c.isdigit() else r"[\s\u3000]*" if c.isspace() else rf"\\?{re.escape(c)}" for c in text)


def anchors_of(base: Mapping[str, Any]) -> list[Anchor]:
    """Return the anchors in the record of what a file was built from."""
    front = base.get("front", {})
    return [Anchor(*(*record[:9], front.get(record[0], ()))) for record in base["anchors"]]


class Built(Struct, frozen=True):
    """A paragraph of the body as it was built: the place of its anchor (-1: it has none), its paragraph id, the file
    and line of the block that made it (line 0: jzdocs itself did), and its text."""

    anchor: int
    para_id: str
    path: str
    line: int
    text: str


def built_paragraphs(base: Mapping[str, Any], anchors: Sequence[Anchor]) -> list[Built]:
    """Return the paragraphs that a file was built with, in order; those of notes, which follow, are all anchored."""
    built, seen = [], set()
    for entry in base.get("body", ()):
        if isinstance(entry, int):
            seen.add(entry)
            built.append(_of_anchor(entry, anchors[entry]))
        else:
            built.append(Built(-1, *entry))
    return built + [_of_anchor(i, anchor) for i, anchor in enumerate(anchors) if i not in seen]


# styles, by name, that jzdocs has for what it makes itself
_OUR_STYLES = compiled(
    r"toc|contents \d|table of|caption|题注|cover|imprint|issuer|front title|key figure|official|red head|colophon"
    r"|figure$|note$|spacer|section end|table (?:text|head)(?: small)?$|^(?:sub)?title$",
    re.I,
)


def recovered_body(anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> list[Built]:
    """Return what an earlier version built, whose record lacks the paragraphs without an anchor: they are taken from
    the edited file, where their styles show that jzdocs made them, each behind the anchor that it follows there."""
    numbers = {anchor.name: index for index, anchor in enumerate(anchors)}
    tables = {p.cell[0] for p in paragraphs if p.cell and any(name in numbers for name in p.anchors)}
    behind: dict[int, list[Built]] = {}  # anchors → what jzdocs made behind them
    last = -1
    for paragraph in paragraphs:
        last = next((numbers[name] for name in reversed(paragraph.anchors) if name in numbers), last)
        ours = _OUR_STYLES.search(paragraph.style) or paragraph.drawing or paragraph.text == "数字出处"
        of_source = paragraph.cell and paragraph.cell[0] in tables and "Key" not in paragraph.style
        if ours and not of_source and not any(name in numbers for name in paragraph.anchors):
            behind.setdefault(last, []).append(Built(-1, paragraph.para_id, "", 0, paragraph.key))
    body = behind.get(-1, [])
    for index, anchor in enumerate(anchors):
        body += [_of_anchor(index, anchor), *behind.get(index, ())]
    return body


def _of_anchor(index: int, anchor: Anchor) -> Built:
    return Built(index, anchor.para_id, anchor.path, anchor.line, anchor.text)


def align(built: Sequence[Built], anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Return, for each built paragraph that is found again, its place → the place of the edited one.

    Text that jzdocs itself made is aligned too, so that an edited sentence is never taken for one of those that the
    list of sources quotes. An empty paragraph is none: its text was deleted.
    """
    pairs = _Pairs(built, paragraphs)
    pairs.add_by_bookmark({anchors[b.anchor].name: i for i, b in enumerate(built) if b.anchor >= 0})
    pairs.add_by_id()
    pairs.add_equal_in_gaps()
    pairs.add_equal_anywhere()
    pairs.add_alike_in_gaps()
    pairs.add_alike_anywhere()
    return pairs.places


class _Pairs:
    """Pairs of built and edited paragraphs, while they are found. `places` maps the former to the latter."""

    def __init__(self, built: Sequence[Built], paragraphs: Sequence[Paragraph]) -> None:
        self._built, self._paragraphs = built, paragraphs
        self.places: dict[int, int] = {}
        self._taken: set[int] = set()

    def _add(self, index: int, place: int) -> None:
        self.places[index] = place
        self._taken.add(place)

    def _is_free(self, place: int) -> bool:
        return place not in self._taken

    # --- by marks

    def add_by_bookmark(self, by_name: Mapping[str, int]) -> None:
        """Pair by bookmarks. A paragraph that holds several was joined from several: it counts as the first of them
        that still stands in it."""
        for place, paragraph in enumerate(self._paragraphs):
            names = [name for name in paragraph.anchors if name in by_name and by_name[name] not in self.places]
            candidates = [by_name[name] for name in names]
            if not candidates or (not paragraph.key and self._built[candidates[0]].text):
                continue
            still_there = (i for i in candidates if _holds_half(paragraph.key, self._built[i].text))
            self._add(next(still_there, candidates[-1]) if len(candidates) > 1 else candidates[0], place)

    def add_by_id(self) -> None:
        """Pair by paragraph ids, where these are unique, for texts that are alike."""
        counts = Counter(p.para_id for p in self._paragraphs)
        ids = {p.para_id: i for i, p in enumerate(self._paragraphs) if p.para_id and counts[p.para_id] == 1}
        for index, built in enumerate(self._built):
            place = ids.get(built.para_id)
            if index in self.places or place is None or not self._is_free(place):
                continue
            text = self._paragraphs[place].key
            if bool(text) == bool(built.text) and (text == built.text or _likeness(built.text, text) >= _SAME_ID):
                self._add(index, place)

    # --- by text

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield the built and the edited paragraphs without partner that stand between the same neighbours."""
        rising = sorted(self.places.items())
        unmoved = longest_rising([place for _, place in rising])
        pairs = [(-1, -1), *(rising[i] for i in sorted(unmoved)), (len(self._built), len(self._paragraphs))]
        for (first, start), (last, end) in pairwise(pairs):
            lost = [i for i in range(first + 1, last) if i not in self.places]
            free = [p for p in range(start + 1, end) if self._is_free(p)]
            if lost and free:
                yield lost, free

    def add_equal_in_gaps(self) -> None:
        """Pair equal texts in order, between neighbours that are paired."""
        for lost, free in list(self._gaps()):
            # programs rename drawings: between the same neighbours one is as good as another
            keys = (
                [self._built[i].text[: _of_key(self._built[i].text)] for i in lost],
                [p.key[: _of_key(p.key)] for p in (self._paragraphs[place] for place in free)],
            )
            for a, b, size in SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks():
                for step in range(size):
                    self._add(lost[a + step], free[b + step])

    def add_equal_anywhere(self) -> None:
        """Pair texts that are equal and stand once among those without partner."""
        lost, free = self._lost(), self._free()
        again = Counter(self._built[i].text for i in lost), Counter(self._paragraphs[p].key for p in free)
        by_text = {self._paragraphs[p].key: p for p in free}
        for index in lost:
            text = self._built[index].text
            if again[0][text] == again[1][text] == 1:
                self._add(index, by_text[text])

    def add_alike_in_gaps(self) -> None:
        """Pair texts that are most alike, between neighbours that are paired."""
        for lost, free in list(self._gaps()):
            self._add_alike([i for i in lost if self._built[i].text], free, _ALIKE)

    def add_alike_anywhere(self) -> None:
        """Pair texts that are nearly equal, wherever they stand."""
        self._add_alike([i for i in self._lost() if len(self._built[i].text) >= _LONG], self._free(), _NEARLY_EQUAL)

    def _lost(self) -> list[int]:
        return [i for i, built in enumerate(self._built) if i not in self.places and built.text]

    def _free(self) -> list[int]:
        return [p for p, paragraph in enumerate(self._paragraphs) if self._is_free(p) and paragraph.key]

    def _add_alike(self, lost: Sequence[int], free: Sequence[int], least: float) -> None:
        free = [p for p in free if self._paragraphs[p].key and not self._paragraphs[p].anchors]
        if len(free) * len(lost) > _MOST_PAIRS:
            return
        pairs = ((_likeness(self._built[i].text, self._paragraphs[p].key), -i, -p) for i in lost for p in free)
        for likeness, index, place in sorted(pairs, reverse=True):  # of equally alike ones the first of both
            if likeness < least:
                break
            if -index not in self.places and self._is_free(-place):
                self._add(-index, -place)


def _of_key(key: str) -> int | None:
    """Return how many characters of a key are compared between the same neighbours."""
    return 1 if key.startswith("\0") else None


def _likeness(first: str, second: str) -> float:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SAME_ID else 0.0


def _holds_half(text: str, part: str) -> bool:
    """Return whether a text holds a good half of another."""
    blocks = SequenceMatcher(None, text, part, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= 0.5 * max(1, len(part))


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
