"""Anchors aligned with edited paragraphs, where a test needs no whole file."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.pull.align import Anchor, align, built_paragraphs
from jzdocs.word.edited_file import Paragraph


def aligned(anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Return the places of the edited paragraphs by those of the anchors, of a file that is nothing but anchored."""
    return align(built_paragraphs({}, anchors), anchors, paragraphs)
