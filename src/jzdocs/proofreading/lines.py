"""The lines that are proofread: headings, paragraphs, items and notes as they will be printed, with the place of each
character in the source.

Code, formulas and addresses are blotted out, so that no check reads them as prose. Cells of tables are left to the
checks of figures.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Literal

from msgspec import Struct

from jzdocs.errors import Location
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, leaves, note_blocks, plain, plain_leaf
from jzdocs.patterns import compiled
from jzdocs.resolve.positions import place_in
from jzdocs.resolve.punctuation import normalise_text

BLOT = "\ufffc"  # in the place of each character that is no prose
_ADDRESS = compiled(r"(?:https?://|www\.)[\w\-.~:/?#@!$&*+,;=%]+|[\w.+-]+@[\w-]+\.[\w.]+", re.A)
Kind = Literal["heading", "paragraph", "item", "note"]


class Line(Struct, frozen=True):
    """A heading, a paragraph, the first paragraph of a list's item, or a note: its text as it is printed, and as it
    was `written`.

    `places` gives for each character of the text its index in what was written (None: the same); `level` is that of a
    heading, `quoted` whether it stands in a quotation, and `ordinal` the number by which an item is printed (0: none).
    `references` are the places in what was written at which a blot stands for a reference, which has no text yet.
    """

    text: str
    written: str
    run: Inlines
    kind: Kind
    places: Sequence[int] | None = None
    level: int = 0
    quoted: bool = False
    ordinal: int = 0
    own: str = ""
    source: Sequence[str] = ()
    references: Sequence[int] = ()

    def at(self, index: int) -> Location:
        """Return the place of a character of the text."""
        return self.at_written(index if self.places is None else self.places[min(index, len(self.places) - 1)])

    def at_written(self, index: int) -> Location:
        """Return the place of a character of what was written."""
        return place_in(self.run, index - bisect_left(self.references, index), self.source)


class Remark(Struct, frozen=True):
    """Something to mend: where it stands, the key of its wording, and what that is to say."""

    at: Location
    key: str
    arguments: dict[str, str]


def is_han(char: str) -> bool:
    """Return whether a character is a Chinese one of the common block; no for ""."""
    return "\u4e00" <= char <= "\u9fff"


def lines_of(document: nodes.Document, source: Sequence[str], *, normalised: bool, by_form: bool = False) -> list[Line]:
    """Return the lines of a document that was read and not resolved yet, in reading order, its notes last.

    `source` holds the lines of the file, in which the numbers of headings and lists are found that a reader takes off;
    `normalised` says that the build sets punctuation right, which is then no matter for an editor; a text that is read
    `by_form` went through Markdown, so that places are found again in its own lines.
    """
    lines = _Lines(source, normalised, by_form)
    return [*lines.of(document.blocks), *lines.of_notes(document)]


class _Lines(Struct, frozen=True):
    """A way through a document that makes its lines."""

    source: Sequence[str]
    normalised: bool
    by_form: bool

    def of(self, blocks: Sequence[nodes.Block], *, quoted: bool = False) -> Iterator[Line]:
        """Yield the lines of blocks."""
        for block in blocks:
            if isinstance(block, nodes.Heading):
                yield self._line(block.inlines, "heading", level=block.level, own=self._own(block))
            elif isinstance(block, nodes.Paragraph):
                yield self._line(block.lead + block.inlines, "paragraph", quoted=quoted)
            elif isinstance(block, nodes.Quote):
                yield from self.of(block.blocks, quoted=True)
            elif isinstance(block, nodes.Columns):
                yield from self.of(block.blocks, quoted=quoted)
            elif isinstance(block, nodes.List):
                for index, item in enumerate(block.items):
                    yield from self._item(item, block.start + index if block.ordered else 0, quoted=quoted)

    def of_notes(self, document: nodes.Document) -> Iterator[Line]:
        """Yield the lines of the footnotes."""
        for block in note_blocks(document):
            if isinstance(block, nodes.Paragraph):
                yield self._line(block.lead + block.inlines, "note")

    def _item(self, item: nodes.ListItem, ordinal: int, *, quoted: bool) -> Iterator[Line]:
        first, rest = item.blocks[:1], item.blocks[1:]
        for block in first:
            if isinstance(block, nodes.Paragraph):
                run = block.lead + block.inlines
                own = self._line_at(item.at) if ordinal else ""
                yield self._line(run, "item", quoted=quoted, ordinal=ordinal, own=own)
            else:
                yield from self.of(first, quoted=quoted)
        yield from self.of(rest, quoted=quoted)

    def _own(self, heading: nodes.Heading) -> str:
        """Return the line of the file in which a heading stands with its number taken off; "" where it has it still."""
        line = self._line_at(heading.at)
        text = plain(heading.inlines)
        before, found, _ = line.partition(text[:4]) if text else ("", "", "")
        return line if found and before.strip("# \u3000") and len(before) <= _LONGEST_NUMBER else ""

    def _line_at(self, at: Location) -> str:
        return self.source[at.line - 1] if 0 < at.line <= len(self.source) else ""

    def _line(
        self, run: Inlines, kind: Kind, *, level: int = 0, quoted: bool = False, ordinal: int = 0, own: str = ""
    ) -> Line:
        pieces = [_text(leaf) for leaf in leaves(run)]
        starts = accumulate(map(len, pieces), initial=0)
        references = [at for leaf, at in zip(leaves(run), starts, strict=False) if _has_no_text(leaf)]
        written = "".join(pieces)
        if "://" in written or "www." in written or "@" in written:
            written = _ADDRESS.sub(lambda match: BLOT * len(match[0]), written)
        source = self.source if self.by_form else ()
        changed = normalise_text(written) if self.normalised else None
        if changed is None:
            return Line(written, written, run, kind, None, level, quoted, ordinal, own, source, references)
        places = [index for index, piece in enumerate(changed) for _ in piece]
        return Line("".join(changed), written, run, kind, places, level, quoted, ordinal, own, source, references)


def _has_no_text(leaf: nodes.Inline) -> bool:
    """Return whether a leaf is a reference that was not resolved yet: 图1 will stand there."""
    return isinstance(leaf, nodes.Reference) and not leaf.text


_LONGEST_NUMBER = 12  # characters before the words of a heading: 第二十一章 with blanks


def _text(leaf: nodes.Inline) -> str:
    """Return the characters of a leaf that are prose, and as many blots as others have."""
    if _has_no_text(leaf):
        return BLOT
    shown = plain_leaf(leaf)  # type: ignore[arg-type]
    return BLOT * len(shown) if isinstance(leaf, nodes.Code | nodes.Formula) else shown
