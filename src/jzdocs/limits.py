"""Limits on what may come in: numbers that `[limits]` in jzdocs.toml changes, with what they are without it.

Each stage that something can grow in asks `current` for its number. `applied` sets those of a project for the time in
which one of its documents is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated

from msgspec import Meta, Struct

MIB = 1024 * 1024


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """The limits of a project.

    `template_seconds` of processor time and `template_memory` (MiB) are what the template of a document may use,
    `template_characters` how long a text it may print or be, `template_lines` how many lines it may print. `yaml_depth`
    and `toml_depth` count levels of nesting, `toml_characters` the length of a stylesheet, `digits` those of a number.

    Lists, quotations, elements of HTML and notes in notes may be `nesting` levels deep; `brackets` are those that may
    be open at a place of a paragraph or a formula, emphasis among them.

    A document may have `headings`, and `blocks`: paragraphs, headings and rows of tables together.

    A table may have `columns`, a table of data `cells`, a word `word_characters`, a picture `pixels`, a drawing
    `drawing_elements`; to become pixels a drawing has `drawing_seconds` and `drawing_memory` (MiB). A zip file (Word,
    Excel) may have `archive_members`, and unpack to `archive_ratio` times its size; a Word file may have `paragraphs`,
    a PDF `pages`; reading it may take `pdf_seconds` for each MiB of it that is begun, and `pdf_memory` (MiB) beside 64
    times its size. A script that draws may use `script_memory` (MiB) beside what matplotlib takes. The page in
    the browser may send `upload` MiB in one go.
    """

    template_seconds: Annotated[int, Meta(ge=1, le=3600)] = 3
    template_memory: Annotated[int, Meta(ge=64, le=65536)] = 256
    template_characters: Annotated[int, Meta(ge=1000, le=100_000_000)] = 1_000_000
    template_lines: Annotated[int, Meta(ge=100, le=10_000_000)] = 50_000
    yaml_depth: Annotated[int, Meta(ge=1, le=100)] = 12
    toml_depth: Annotated[int, Meta(ge=1, le=100)] = 20
    toml_characters: Annotated[int, Meta(ge=1000, le=100_000_000)] = 1_000_000
    digits: Annotated[int, Meta(ge=15, le=4000)] = 300
    nesting: Annotated[int, Meta(ge=1, le=100)] = 30
    brackets: Annotated[int, Meta(ge=10, le=20_000)] = 1000
    headings: Annotated[int, Meta(ge=1, le=1_000_000)] = 20_000
    blocks: Annotated[int, Meta(ge=1, le=10_000_000)] = 150_000
    columns: Annotated[int, Meta(ge=1, le=1000)] = 200
    cells: Annotated[int, Meta(ge=1, le=20_000_000)] = 1_000_000
    word_characters: Annotated[int, Meta(ge=100, le=1_000_000)] = 50_000
    pixels: Annotated[int, Meta(ge=1, le=1_000_000_000)] = 80_000_000
    drawing_elements: Annotated[int, Meta(ge=1, le=10_000_000)] = 50_000
    drawing_seconds: Annotated[int, Meta(ge=1, le=3600)] = 10
    drawing_memory: Annotated[int, Meta(ge=64, le=65536)] = 512
    archive_members: Annotated[int, Meta(ge=10, le=1_000_000)] = 10_000
    archive_ratio: Annotated[int, Meta(ge=2, le=10_000)] = 200
    paragraphs: Annotated[int, Meta(ge=1, le=10_000_000)] = 200_000
    pages: Annotated[int, Meta(ge=1, le=100_000)] = 2000
    pdf_seconds: Annotated[int, Meta(ge=1, le=3600)] = 15
    pdf_memory: Annotated[int, Meta(ge=64, le=65536)] = 512
    script_memory: Annotated[int, Meta(ge=64, le=65536)] = 512
    upload: Annotated[int, Meta(ge=1, le=4096)] = 64


_current: ContextVar[Limits] = ContextVar("limits")
_DEFAULT = Limits()


def current() -> Limits:
    """Return the limits that hold for what is read now."""
    return _current.get(_DEFAULT)


@contextmanager
def applied(limits: Limits) -> Iterator[None]:
    """Let `limits` hold for what is read inside the `with`."""
    token = _current.set(limits)
    try:
        yield
    finally:
        _current.reset(token)
